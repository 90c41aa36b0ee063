-- Accounts of coordinators at the sign-in of an organisation (OpenID Connect): who vouches, and the subject, which stays the same
-- for ever. One account for each coordinator and issuer: another one with the same address is another person.
CREATE TABLE provider_accounts (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    coordinator_id BIGINT NOT NULL REFERENCES coordinators (id) ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject),
    UNIQUE (coordinator_id, issuer)
);

-- Whether that sign-in vouches for a session: then no second factor is asked for, unless the coordinator has set one up.
ALTER TABLE sessions ADD COLUMN vouched BOOLEAN NOT NULL DEFAULT FALSE;
