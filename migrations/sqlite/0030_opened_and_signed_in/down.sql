ALTER TABLE coordinators DROP COLUMN signed_in;
ALTER TABLE tokens DROP COLUMN opened_at;
