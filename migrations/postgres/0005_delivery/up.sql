-- Raised by every claim: whoever holds an older number has lost the lease, and changes nothing.
ALTER TABLE mails ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN failed_at TIMESTAMP;
UPDATE mails SET failed_at = next_attempt_at WHERE state = 'failed';

-- In the order in which mails are taken, so that a long queue is not sorted each time.
DROP INDEX mails_waiting;
CREATE INDEX mails_due ON mails (state, next_attempt_at, id);
-- In the order of the coordinator's list, a state at a time.
DROP INDEX mails_by_programme;
CREATE INDEX mails_by_programme ON mails (programme_id, state, id);

-- Whether mail leaves: one row, the same for all instances.
CREATE TABLE delivery (
    id BIGINT NOT NULL PRIMARY KEY,
    -- empty while mail leaves
    paused_since TIMESTAMP,
    paused_why TEXT,
    -- while it is paused: when one mail is tried
    try_at TIMESTAMP,
    -- raised to take the row: instances that share a pace count one after the other
    version INTEGER NOT NULL
);
INSERT INTO delivery (id, version) VALUES (1, 1);

-- How many mails were taken in each second of the last minute.
CREATE TABLE delivery_pace (
    second TIMESTAMP NOT NULL PRIMARY KEY,
    mails INTEGER NOT NULL
);

-- Whose address does not take mail.
CREATE TABLE address_troubles (
    professional_id BIGINT NOT NULL PRIMARY KEY REFERENCES professionals (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL,
    -- what the mail server said, without addresses
    words TEXT NOT NULL
);
