-- The secret that a coordinator's app makes codes of (RFC 6238), in Base32, once they showed that it does; and the newest
-- time step whose code was taken, for each is taken once.
ALTER TABLE coordinators ADD COLUMN totp_secret TEXT;
ALTER TABLE coordinators ADD COLUMN totp_step BIGINT;

CREATE TABLE recovery_codes (
    coordinator_id BIGINT NOT NULL REFERENCES coordinators (id) ON DELETE CASCADE,
    -- SHA-256 of the code, in hexadecimal
    hash TEXT NOT NULL,
    PRIMARY KEY (coordinator_id, hash)
);

-- Whether the second factor was given, when whoever is signed in last proved that it is them, and the codes that were wrong.
ALTER TABLE sessions ADD COLUMN second_factor BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE sessions ADD COLUMN proved_at TIMESTAMP;
ALTER TABLE sessions ADD COLUMN wrong_codes INTEGER NOT NULL DEFAULT 0;
