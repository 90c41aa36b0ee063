CREATE TABLE rounds (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    programme_id BIGINT NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    -- RoundSettings as JSON
    settings TEXT NOT NULL,
    answer_by DATE NOT NULL,
    -- raised by every change, so that two coordinators do not overwrite each other
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    proposed_at TIMESTAMP,
    published_at TIMESTAMP
);

CREATE TABLE round_participants (
    round_id BIGINT NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    professional_id BIGINT NOT NULL REFERENCES professionals (id) ON DELETE CASCADE,
    PRIMARY KEY (round_id, professional_id)
);

CREATE TABLE duos (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round_id BIGINT NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    score BIGINT NOT NULL,
    -- matching::Reasons as JSON
    reasons TEXT NOT NULL,
    state TEXT NOT NULL,
    -- raised by every answer: taking it locks the row
    version INTEGER NOT NULL,
    introduced_at TIMESTAMP,
    confirmed_at TIMESTAMP
);

CREATE TABLE duo_members (
    duo_id BIGINT NOT NULL REFERENCES duos (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    professional_id BIGINT NOT NULL REFERENCES professionals (id) ON DELETE CASCADE,
    answer TEXT,
    answer_reason TEXT,
    answered_at TIMESTAMP,
    PRIMARY KEY (duo_id, side)
);

CREATE TABLE unmatched (
    round_id BIGINT NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    professional_id BIGINT NOT NULL REFERENCES professionals (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    -- matching::Unmatched as JSON
    why TEXT NOT NULL,
    PRIMARY KEY (round_id, professional_id, side)
);

CREATE INDEX rounds_by_programme ON rounds (programme_id);
CREATE INDEX duos_by_round ON duos (round_id);
CREATE INDEX duo_members_by_professional ON duo_members (professional_id);
CREATE INDEX round_participants_by_professional ON round_participants (professional_id);
