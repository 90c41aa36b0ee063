ALTER TABLE professionals DROP COLUMN reminded_at;
DROP TABLE mailings;
DROP INDEX mails_by_mailing;
DROP INDEX mails_by_reader;
-- What was withdrawn is not to leave after all.
DELETE FROM mails WHERE state = 'withdrawn';
ALTER TABLE mails DROP COLUMN mailing_id;
ALTER TABLE mails DROP COLUMN withdrawn_why;
ALTER TABLE mails DROP COLUMN leased_until;
ALTER TABLE mails DROP COLUMN round_id;
ALTER TABLE mails DROP COLUMN professional_id;
