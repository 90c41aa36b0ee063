-- When a session was last used; nothing until it was used after it began.
ALTER TABLE sessions ADD COLUMN seen_at TIMESTAMP;
