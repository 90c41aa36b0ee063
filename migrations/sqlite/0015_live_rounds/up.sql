-- A published round that changes: duos added and stopped by hand, latecomers, and who wants somebody else.
ALTER TABLE duos ADD COLUMN by_hand BOOLEAN NOT NULL DEFAULT FALSE;
-- why the coordinator stopped it; only coordinators read it
ALTER TABLE duos ADD COLUMN stop_reason TEXT;
-- when somebody joined a round that was published already
ALTER TABLE round_participants ADD COLUMN joined_at TIMESTAMP;
-- when somebody who said no was asked whether they want somebody else in this round, and what they said
ALTER TABLE round_participants ADD COLUMN again_asked_at TIMESTAMP;
ALTER TABLE round_participants ADD COLUMN again BOOLEAN;
