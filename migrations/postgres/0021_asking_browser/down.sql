ALTER TABLE tokens DROP COLUMN asked_by;
