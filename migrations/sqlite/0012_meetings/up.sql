-- When both are to be reminded of the meeting; nothing once they were, or when there is none to come.
ALTER TABLE meetings ADD COLUMN remind_at TIMESTAMP;
-- Meetings that were agreed on before: the morning before, as for those agreed on from now on.
UPDATE meetings SET remind_at = datetime(date(json_extract(agreed, '$.start')), '-1 day', '+8 hours')
WHERE json_extract(agreed, '$.goes_ahead') = 1 AND datetime(json_extract(agreed, '$.start'), '-2 days') > datetime('now');
CREATE INDEX meetings_by_reminder ON meetings (remind_at);

-- When the newest mail of a kind about a duo leaves for a member: several changes within a short while are told in one.
CREATE TABLE duo_notices (
    duo_id BIGINT NOT NULL REFERENCES duos (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    -- the kind of the message
    kind TEXT NOT NULL,
    leaves_at TIMESTAMP NOT NULL,
    PRIMARY KEY (duo_id, side, kind)
);
