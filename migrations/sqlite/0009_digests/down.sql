ALTER TABLE coordinators DROP COLUMN digests;
