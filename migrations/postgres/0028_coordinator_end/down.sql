ALTER TABLE coordinators DROP COLUMN remove_at;
ALTER TABLE coordinators DROP COLUMN active_at;
