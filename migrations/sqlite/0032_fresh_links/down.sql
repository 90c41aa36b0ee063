ALTER TABLE tokens DROP COLUMN is_fresh;
