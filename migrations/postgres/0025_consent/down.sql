ALTER TABLE professionals DROP COLUMN consent_hash;
DROP TABLE consent_texts;
ALTER TABLE programmes DROP COLUMN privacy_contact;
ALTER TABLE programmes DROP COLUMN responsible;
