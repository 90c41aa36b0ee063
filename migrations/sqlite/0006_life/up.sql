-- Somebody who is paused comes back by themselves on this day; none: when they say so.
ALTER TABLE professionals ADD COLUMN paused_until DATE;

ALTER TABLE rounds ADD COLUMN closed_at TIMESTAMP;
-- when its participants were first asked whether they take part; none: they are not asked
ALTER TABLE rounds ADD COLUMN opt_in_asked_at TIMESTAMP;
ALTER TABLE rounds ADD COLUMN opt_in_by DATE;
-- when whoever has no duo was told so
ALTER TABLE rounds ADD COLUMN no_duo_at TIMESTAMP;
-- when its coordinators were last told how it is doing
ALTER TABLE rounds ADD COLUMN digest_at TIMESTAMP;

ALTER TABLE round_participants ADD COLUMN asked_at TIMESTAMP;
-- what they said: nothing yet, yes or no
ALTER TABLE round_participants ADD COLUMN takes_part BOOLEAN;
-- whether this round has made them wait: once a round
ALTER TABLE round_participants ADD COLUMN waited BOOLEAN NOT NULL DEFAULT FALSE;

-- when the answers became final, or it ended
ALTER TABLE duos ADD COLUMN closed_at TIMESTAMP;
-- domain::life::Ending, of a duo that ended
ALTER TABLE duos ADD COLUMN ending TEXT;
-- what the clock has done, so that of several instances one does it
ALTER TABLE duos ADD COLUMN half_way_reminder_at TIMESTAMP;
ALTER TABLE duos ADD COLUMN last_reminder_at TIMESTAMP;
ALTER TABLE duos ADD COLUMN check_in_at TIMESTAMP;
ALTER TABLE duos ADD COLUMN closing_at TIMESTAMP;
-- when the coordinator last dealt with a call for help
ALTER TABLE duos ADD COLUMN helped_at TIMESTAMP;

-- when a member first pressed a button on the duo's page: opening it is noted by nobody, for scanners open every link
ALTER TABLE duo_members ADD COLUMN seen_at TIMESTAMP;
-- when a mail server refused their mail for good
ALTER TABLE duo_members ADD COLUMN unreachable_at TIMESTAMP;
-- the first name of the partner in whose place this duo came
ALTER TABLE duo_members ADD COLUMN instead_of TEXT;

-- for which round a link asks whether somebody takes part
ALTER TABLE tokens ADD COLUMN round_id BIGINT;

-- What two members expect of each other, in their own words.
CREATE TABLE agreements (
    duo_id BIGINT NOT NULL PRIMARY KEY REFERENCES duos (id) ON DELETE CASCADE,
    expectations TEXT NOT NULL,
    how_often TEXT NOT NULL,
    place TEXT NOT NULL,
    check_in_weeks INTEGER NOT NULL,
    -- raised by every change, so that neither overwrites what the other wrote
    version INTEGER NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

-- The meeting that a duo is arranging or has arranged.
CREATE TABLE meetings (
    duo_id BIGINT NOT NULL PRIMARY KEY REFERENCES duos (id) ON DELETE CASCADE,
    -- what it is known by in calendars (RFC 5545)
    uid TEXT NOT NULL,
    -- what a member proposed and the other has not answered: domain::meeting::Proposal as JSON
    proposal TEXT,
    -- what they agreed on: domain::meeting::Agreed as JSON
    agreed TEXT,
    version INTEGER NOT NULL
);

-- What a member said at the check-in and at the closing one.
CREATE TABLE check_ins (
    duo_id BIGINT NOT NULL REFERENCES duos (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    -- check_in or closing
    moment TEXT NOT NULL,
    met BOOLEAN,
    learned TEXT,
    collaboration INTEGER,
    wants_help BOOLEAN NOT NULL,
    success TEXT,
    shares BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (duo_id, side, moment)
);

-- Mails that were not sent because their moment had long passed, for the coordinator.
CREATE TABLE overdue (
    duo_id BIGINT NOT NULL REFERENCES duos (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    noted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (duo_id, what)
);

CREATE INDEX duos_by_state ON duos (state);
CREATE INDEX tokens_by_expiry ON tokens (expires_at);
CREATE INDEX tokens_by_duo ON tokens (duo_id);
