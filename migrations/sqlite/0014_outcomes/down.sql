ALTER TABLE duos ADD COLUMN helped_at TIMESTAMP;
UPDATE duos SET helped_at = (SELECT max(help_dealt_at) FROM check_ins WHERE check_ins.duo_id = duos.id);
ALTER TABLE check_ins DROP COLUMN help_dealt_at;
ALTER TABLE check_ins DROP COLUMN help_asked_at;
ALTER TABLE check_ins DROP COLUMN help_text;
DROP TABLE erased_duos;
