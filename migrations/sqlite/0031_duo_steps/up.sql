-- What the clock does once to a duo, a row each: another such thing needs no column.
CREATE TABLE duo_steps (
    duo_id BIGINT NOT NULL REFERENCES duos (id) ON DELETE CASCADE,
    step TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (duo_id, step)
);
CREATE INDEX duo_steps_by_step ON duo_steps (step, duo_id);

INSERT INTO duo_steps (duo_id, step, at) SELECT id, 'half_way_reminder', half_way_reminder_at FROM duos WHERE half_way_reminder_at IS NOT NULL;
INSERT INTO duo_steps (duo_id, step, at) SELECT id, 'last_reminder', last_reminder_at FROM duos WHERE last_reminder_at IS NOT NULL;
INSERT INTO duo_steps (duo_id, step, at) SELECT id, 'check_in', check_in_at FROM duos WHERE check_in_at IS NOT NULL;
INSERT INTO duo_steps (duo_id, step, at) SELECT id, 'closing', closing_at FROM duos WHERE closing_at IS NOT NULL;

ALTER TABLE duos DROP COLUMN half_way_reminder_at;
ALTER TABLE duos DROP COLUMN last_reminder_at;
ALTER TABLE duos DROP COLUMN check_in_at;
ALTER TABLE duos DROP COLUMN closing_at;
