ALTER TABLE duos ADD COLUMN half_way_reminder_at TIMESTAMP;
ALTER TABLE duos ADD COLUMN last_reminder_at TIMESTAMP;
ALTER TABLE duos ADD COLUMN check_in_at TIMESTAMP;
ALTER TABLE duos ADD COLUMN closing_at TIMESTAMP;

UPDATE duos SET half_way_reminder_at = (SELECT at FROM duo_steps WHERE duo_id = duos.id AND step = 'half_way_reminder');
UPDATE duos SET last_reminder_at = (SELECT at FROM duo_steps WHERE duo_id = duos.id AND step = 'last_reminder');
UPDATE duos SET check_in_at = (SELECT at FROM duo_steps WHERE duo_id = duos.id AND step = 'check_in');
UPDATE duos SET closing_at = (SELECT at FROM duo_steps WHERE duo_id = duos.id AND step = 'closing');

DROP TABLE duo_steps;
