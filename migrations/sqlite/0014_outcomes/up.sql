-- What came of the duos of people who left: a result stays counted, with nothing in it of a person.
CREATE TABLE erased_duos (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round_id BIGINT NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    -- domain::outcome::Outcome
    outcome TEXT NOT NULL,
    was_confirmed BOOLEAN NOT NULL,
    -- whether they met; none: nobody said
    met BOOLEAN,
    -- first days of months: when it was introduced, and when its members' data went
    introduced_in DATE,
    erased_in DATE NOT NULL
);
CREATE INDEX erased_duos_by_round ON erased_duos (round_id);

-- A call for help at the check-in: what about, since when, and when the coordinator dealt with it.
ALTER TABLE check_ins ADD COLUMN help_text TEXT;
ALTER TABLE check_ins ADD COLUMN help_asked_at TIMESTAMP;
ALTER TABLE check_ins ADD COLUMN help_dealt_at TIMESTAMP;
UPDATE check_ins SET help_asked_at = created_at WHERE wants_help;
UPDATE check_ins SET help_dealt_at = (SELECT helped_at FROM duos WHERE duos.id = check_ins.duo_id)
    WHERE wants_help AND created_at <= (SELECT helped_at FROM duos WHERE duos.id = check_ins.duo_id);
ALTER TABLE duos DROP COLUMN helped_at;
