DROP TABLE duo_notices;
DROP INDEX meetings_by_reminder;
ALTER TABLE meetings DROP COLUMN remind_at;
