CREATE TABLE programmes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL,
    about_nl TEXT NOT NULL,
    about_en TEXT NOT NULL,
    contact TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE topics (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    programme_id BIGINT NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    slug TEXT NOT NULL,
    element TEXT NOT NULL,
    label_nl TEXT NOT NULL,
    label_en TEXT NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (programme_id, slug)
);

CREATE TABLE professionals (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    programme_id BIGINT NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    years_experience INTEGER NOT NULL,
    languages TEXT NOT NULL,
    meets TEXT NOT NULL,
    availability TEXT NOT NULL,
    takes_part_as TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    waited INTEGER NOT NULL,
    tags TEXT NOT NULL,
    locale TEXT NOT NULL,
    standing TEXT NOT NULL,
    consent_version TEXT,
    consent_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (programme_id, email)
);

CREATE TABLE professional_topics (
    professional_id BIGINT NOT NULL REFERENCES professionals (id) ON DELETE CASCADE,
    topic_id BIGINT NOT NULL REFERENCES topics (id),
    -- 'need' (level is a priority) or 'expertise'
    side TEXT NOT NULL,
    level INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (professional_id, side, topic_id)
);

CREATE TABLE professional_rules (
    professional_id BIGINT NOT NULL REFERENCES professionals (id) ON DELETE CASCADE,
    -- 'reports_to' or 'avoid'
    rule TEXT NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (professional_id, rule, email)
);

CREATE INDEX professional_topics_by_topic ON professional_topics (topic_id);
