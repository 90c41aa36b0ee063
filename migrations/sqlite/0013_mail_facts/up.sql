-- To whom and about which round a mail is, so that it can be found while it waits. Mails outlive both.
ALTER TABLE mails ADD COLUMN professional_id BIGINT;
ALTER TABLE mails ADD COLUMN round_id BIGINT;
-- Until when the instance that claimed the mail has it.
ALTER TABLE mails ADD COLUMN leased_until TIMESTAMP;
-- Why a mail that waited is not sent any more.
ALTER TABLE mails ADD COLUMN withdrawn_why TEXT;
-- The act that mailed many people at once, if one did.
ALTER TABLE mails ADD COLUMN mailing_id BIGINT;
CREATE INDEX mails_by_reader ON mails (professional_id, state);
CREATE INDEX mails_by_mailing ON mails (mailing_id);

-- An act that mailed many people at once: until leaves_at it can be called back.
CREATE TABLE mailings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    programme_id BIGINT NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    -- publication, invitation or opt_in
    what TEXT NOT NULL,
    round_id BIGINT REFERENCES rounds (id) ON DELETE CASCADE,
    coordinator_id BIGINT REFERENCES coordinators (id) ON DELETE SET NULL,
    mails INTEGER NOT NULL,
    made_at TIMESTAMP NOT NULL,
    leaves_at TIMESTAMP NOT NULL,
    called_back_at TIMESTAMP
);
CREATE INDEX mailings_by_programme ON mailings (programme_id, leaves_at);

-- When somebody was last reminded, by whomever: at most once a day.
ALTER TABLE professionals ADD COLUMN reminded_at TIMESTAMP;
