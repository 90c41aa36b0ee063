-- A link that was handed out anew takes the place of the older ones once it is used. Anybody can ask for one, and asking alone
-- should end no link that works.
ALTER TABLE tokens ADD COLUMN is_fresh BOOLEAN NOT NULL DEFAULT FALSE;
