ALTER TABLE sessions DROP COLUMN wrong_codes;
ALTER TABLE sessions DROP COLUMN proved_at;
ALTER TABLE sessions DROP COLUMN second_factor;
DROP TABLE recovery_codes;
ALTER TABLE coordinators DROP COLUMN totp_step;
ALTER TABLE coordinators DROP COLUMN totp_secret;
