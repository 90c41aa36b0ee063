-- Whether the coordinator is mailed how rounds are doing.
ALTER TABLE coordinators ADD COLUMN digests BOOLEAN NOT NULL DEFAULT TRUE;
