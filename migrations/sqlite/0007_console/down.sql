DROP INDEX mails_by_recipient;
DROP INDEX professionals_by_standing;
DROP INDEX professionals_by_name;
DROP TABLE activity;
ALTER TABLE topics DROP COLUMN is_retired;
ALTER TABLE programmes DROP COLUMN version;
