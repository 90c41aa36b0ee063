ALTER TABLE tokens ADD COLUMN label TEXT;
INSERT INTO tokens (hash, purpose, coordinator_id, label, created_at, expires_at)
    SELECT hash, 'api', coordinator_id, label, created_at, expires_at FROM api_keys;
DROP TABLE api_key_programmes;
DROP TABLE api_keys;
ALTER TABLE programme_coordinators DROP COLUMN role;
