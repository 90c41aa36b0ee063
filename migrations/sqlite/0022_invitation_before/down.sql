ALTER TABLE invitations DROP COLUMN before_remove_at;
ALTER TABLE invitations DROP COLUMN before_ends_at;
ALTER TABLE invitations DROP COLUMN before_last_at;
