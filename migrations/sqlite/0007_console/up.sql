-- Raised by every change of the programme's own settings, so that two coordinators do not overwrite each other.
ALTER TABLE programmes ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- A retired topic is offered no more; profiles that name it keep it.
ALTER TABLE topics ADD COLUMN is_retired BOOLEAN NOT NULL DEFAULT FALSE;

-- Who did what to what, when. It names people by their identifiers: who is removed, is a number that says nothing.
CREATE TABLE activity (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    programme_id BIGINT NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    -- 'coordinator', 'professional', 'operator' or 'clock'
    actor TEXT NOT NULL,
    actor_id BIGINT,
    -- actions::activity::Activity as JSON
    what TEXT NOT NULL,
    happened_at TIMESTAMP NOT NULL
);

CREATE INDEX activity_by_programme ON activity (programme_id, id);
-- What the console's lists look for.
CREATE INDEX professionals_by_name ON professionals (programme_id, name);
CREATE INDEX professionals_by_standing ON professionals (programme_id, standing);
CREATE INDEX mails_by_recipient ON mails (programme_id, recipient_email);
