-- When a coordinator last signed in or was given a role, and when they are removed because that is long ago, if they were warned of
-- it. For those who are there already, the time begins now.
ALTER TABLE coordinators ADD COLUMN active_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00';
ALTER TABLE coordinators ADD COLUMN remove_at TIMESTAMP;
UPDATE coordinators SET active_at = CURRENT_TIMESTAMP;
