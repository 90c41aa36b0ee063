-- What was typed with an address that was known and not confirmed yet: kept beside what was known, until the link that was
-- mailed for it confirms it. A people file of one.
CREATE TABLE typed_answers (
    token_hash TEXT NOT NULL PRIMARY KEY REFERENCES tokens (hash) ON DELETE CASCADE,
    professional_id BIGINT NOT NULL REFERENCES professionals (id) ON DELETE CASCADE,
    answers TEXT NOT NULL,
    locale TEXT NOT NULL,
    typed_at TIMESTAMP NOT NULL
);
CREATE INDEX typed_answers_by_professional ON typed_answers (professional_id);
