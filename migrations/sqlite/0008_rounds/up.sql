-- What coordinators changed in a round that is not published: to undo it, and to tell the other coordinator.
CREATE TABLE round_changes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round_id BIGINT NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    -- the round's version from then on
    version INTEGER NOT NULL,
    -- domain::Change
    change TEXT NOT NULL,
    coordinator_id BIGINT REFERENCES coordinators (id) ON DELETE SET NULL,
    made_at TIMESTAMP NOT NULL,
    -- the round as it was, as JSON; nothing where there is nothing to go back to
    before TEXT,
    undone BOOLEAN NOT NULL
);

CREATE INDEX round_changes_by_round ON round_changes (round_id, version);
