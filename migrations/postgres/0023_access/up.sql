-- Who already coordinates a programme decides about it.
ALTER TABLE programme_coordinators ADD COLUMN role TEXT NOT NULL DEFAULT 'viewer'
    CHECK (role IN ('viewer', 'coordinator', 'owner'));
UPDATE programme_coordinators SET role = 'owner';

-- The keys of coordinators' programs.
CREATE TABLE api_keys (
    -- SHA-256 of the key, in hexadecimal; the key itself is nowhere
    hash TEXT NOT NULL PRIMARY KEY,
    coordinator_id BIGINT NOT NULL REFERENCES coordinators (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    -- words of domain::access::Scope, with a space between
    scopes TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    -- when the coordinator was told that it ends soon
    warned_at TIMESTAMP
);

CREATE TABLE api_key_programmes (
    key_hash TEXT NOT NULL REFERENCES api_keys (hash) ON DELETE CASCADE,
    programme_id BIGINT NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    PRIMARY KEY (key_hash, programme_id)
);

CREATE INDEX api_keys_by_coordinator ON api_keys (coordinator_id);
CREATE INDEX api_key_programmes_by_programme ON api_key_programmes (programme_id);

INSERT INTO api_keys (hash, coordinator_id, label, scopes, created_at, expires_at)
    SELECT hash, coordinator_id, COALESCE(label, ''), 'read people rounds', created_at, expires_at
    FROM tokens WHERE purpose = 'api' AND coordinator_id IS NOT NULL;
INSERT INTO api_key_programmes (key_hash, programme_id)
    SELECT api_keys.hash, programme_coordinators.programme_id
    FROM api_keys JOIN programme_coordinators ON programme_coordinators.coordinator_id = api_keys.coordinator_id;
DELETE FROM tokens WHERE purpose = 'api';
ALTER TABLE tokens DROP COLUMN label;
