-- When the page of a link was last opened on a device. Where somebody asks for fresh links, that page stays open for its hours:
-- anybody can ask, and nobody should close what another is typing in.
ALTER TABLE tokens ADD COLUMN opened_at TIMESTAMP;

-- Whether a coordinator ever signed in. Those of before count as if they had: nothing tells.
ALTER TABLE coordinators ADD COLUMN signed_in BOOLEAN NOT NULL DEFAULT TRUE;
