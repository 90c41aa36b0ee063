ALTER TABLE round_participants DROP COLUMN again;
ALTER TABLE round_participants DROP COLUMN again_asked_at;
ALTER TABLE round_participants DROP COLUMN joined_at;
ALTER TABLE duos DROP COLUMN stop_reason;
ALTER TABLE duos DROP COLUMN by_hand;
