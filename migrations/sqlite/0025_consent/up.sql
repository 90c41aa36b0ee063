-- Who answers for the data of a programme, such as "Gemeente Utrecht", and where to ask about them. Empty: the programme, and
-- its contact.
ALTER TABLE programmes ADD COLUMN responsible TEXT NOT NULL DEFAULT '';
ALTER TABLE programmes ADD COLUMN privacy_contact TEXT NOT NULL DEFAULT '';

-- The texts that people of a programme agreed to, each once, by their SHA-256.
CREATE TABLE consent_texts (
    programme_id BIGINT NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    version TEXT NOT NULL,
    locale TEXT NOT NULL,
    text TEXT NOT NULL,
    first_at TIMESTAMP NOT NULL,
    PRIMARY KEY (programme_id, hash)
);

ALTER TABLE professionals ADD COLUMN consent_hash TEXT;
