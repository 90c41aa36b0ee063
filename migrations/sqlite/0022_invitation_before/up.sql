-- How an invitation was before its newest mail, for when that mail is called back.
ALTER TABLE invitations ADD COLUMN before_last_at TIMESTAMP;
ALTER TABLE invitations ADD COLUMN before_ends_at TIMESTAMP;
ALTER TABLE invitations ADD COLUMN before_remove_at TIMESTAMP;
