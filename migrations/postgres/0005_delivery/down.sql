DROP TABLE address_troubles;
DROP TABLE delivery_pace;
DROP TABLE delivery;
DROP INDEX mails_by_programme;
CREATE INDEX mails_by_programme ON mails (programme_id);
DROP INDEX mails_due;
CREATE INDEX mails_waiting ON mails (state, next_attempt_at);
ALTER TABLE mails DROP COLUMN failed_at;
ALTER TABLE mails DROP COLUMN claims;
