-- When somebody last did something here, and when they are removed, if they were warned of it.
ALTER TABLE professionals ADD COLUMN active_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00';
ALTER TABLE professionals ADD COLUMN remove_at TIMESTAMP;
UPDATE professionals SET active_at = max(
    created_at,
    updated_at,
    COALESCE(consent_at, created_at),
    COALESCE((SELECT max(answered_at) FROM duo_members WHERE professional_id = professionals.id), created_at));
CREATE INDEX professionals_by_activity ON professionals (active_at);
CREATE INDEX professionals_by_removal ON professionals (remove_at);
CREATE INDEX mails_by_age ON mails (created_at);
CREATE INDEX activity_by_age ON activity (happened_at);
