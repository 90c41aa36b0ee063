CREATE TABLE coordinators (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE,
    locale TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE programme_coordinators (
    programme_id BIGINT NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    coordinator_id BIGINT NOT NULL REFERENCES coordinators (id) ON DELETE CASCADE,
    PRIMARY KEY (programme_id, coordinator_id)
);

CREATE TABLE tokens (
    -- SHA-256 of the token, in hexadecimal; the token itself is nowhere
    hash TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    professional_id BIGINT REFERENCES professionals (id) ON DELETE CASCADE,
    coordinator_id BIGINT REFERENCES coordinators (id) ON DELETE CASCADE,
    duo_id BIGINT REFERENCES duos (id) ON DELETE CASCADE,
    label TEXT,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);

CREATE TABLE sessions (
    hash TEXT NOT NULL PRIMARY KEY,
    coordinator_id BIGINT NOT NULL REFERENCES coordinators (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

CREATE TABLE mails (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    programme_id BIGINT NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    message_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    recipient_email TEXT NOT NULL,
    locale TEXT NOT NULL,
    -- mail::Message as JSON; emptied once sent, because it holds a link token
    payload TEXT,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at TIMESTAMP NOT NULL,
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP
);

CREATE INDEX mails_waiting ON mails (state, next_attempt_at);
CREATE INDEX mails_by_programme ON mails (programme_id);
CREATE INDEX tokens_by_professional ON tokens (professional_id);
CREATE INDEX tokens_by_coordinator ON tokens (coordinator_id);
