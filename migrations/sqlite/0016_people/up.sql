-- A link that a newer mail replaced stays until it expires, so that its page can say so.
ALTER TABLE tokens ADD COLUMN replaced_at TIMESTAMP;

-- The installation's own keys, made when first needed and shown nowhere.
CREATE TABLE secrets (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Who left by their own wish: a keyed hash of the address, and nothing else.
CREATE TABLE leavers (
    programme_id BIGINT NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    left_at TIMESTAMP NOT NULL,
    PRIMARY KEY (programme_id, hash)
);

-- Wishes and authority that concern somebody who left, by the same hash.
CREATE TABLE absent_rules (
    professional_id BIGINT NOT NULL REFERENCES professionals (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (professional_id, rule, hash)
);

CREATE INDEX absent_rules_by_hash ON absent_rules (hash);

-- Until now these stood among the addresses, under an unkeyed hash. The program gives them the key when it starts.
INSERT INTO absent_rules (professional_id, rule, hash)
SELECT professional_id, rule, 'sha256:' || substr(email, 1, 40)
FROM professional_rules WHERE email LIKE '%@left.invalid' AND length(email) = 53;

DELETE FROM professional_rules WHERE email LIKE '%@left.invalid' AND length(email) = 53;

-- Whom a coordinator invited and who has not answered.
CREATE TABLE invitations (
    professional_id BIGINT NOT NULL PRIMARY KEY REFERENCES professionals (id) ON DELETE CASCADE,
    first_at TIMESTAMP NOT NULL,
    last_at TIMESTAMP NOT NULL,
    times INTEGER NOT NULL,
    -- until when the newest link works
    ends_at TIMESTAMP NOT NULL,
    reminded_at TIMESTAMP,
    -- when they said that they want no more of it
    declined_at TIMESTAMP,
    -- when they are removed unless they answer; nobody who was not told so is
    remove_at TIMESTAMP
);

INSERT INTO invitations (professional_id, first_at, last_at, times, ends_at)
SELECT p.id, min(m.created_at), max(m.created_at), count(*),
    COALESCE((SELECT max(t.expires_at) FROM tokens t WHERE t.professional_id = p.id AND t.purpose = 'verify_address'),
        max(m.created_at))
FROM professionals p
JOIN mails m ON m.programme_id = p.programme_id AND m.recipient_email = p.email AND m.kind = 'invitation'
WHERE p.standing = 'unconfirmed'
GROUP BY p.id;

-- Whom a coordinator looked at and found to be two people, the lesser identifier first.
CREATE TABLE distinct_people (
    one_id BIGINT NOT NULL REFERENCES professionals (id) ON DELETE CASCADE,
    other_id BIGINT NOT NULL REFERENCES professionals (id) ON DELETE CASCADE,
    coordinator_id BIGINT REFERENCES coordinators (id) ON DELETE SET NULL,
    decided_at TIMESTAMP NOT NULL,
    PRIMARY KEY (one_id, other_id)
);

CREATE INDEX distinct_people_by_other ON distinct_people (other_id);
