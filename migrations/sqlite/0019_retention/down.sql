DROP INDEX activity_by_age;
DROP INDEX mails_by_age;
DROP INDEX professionals_by_removal;
DROP INDEX professionals_by_activity;
ALTER TABLE professionals DROP COLUMN remove_at;
ALTER TABLE professionals DROP COLUMN active_at;
