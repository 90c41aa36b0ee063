ALTER TABLE sessions DROP COLUMN vouched;
DROP TABLE provider_accounts;
