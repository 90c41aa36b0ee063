-- The SHA-256 of a secret in a cookie of the browser that asked for a link: it works there alone. Nothing for links that no
-- browser asked for.
ALTER TABLE tokens ADD COLUMN asked_by TEXT;
