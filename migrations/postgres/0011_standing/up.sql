-- What the participants stood in when the duos of a round were proposed: JSON, a list of addresses with how many duos of other
-- rounds. Rounds from before counted none.
ALTER TABLE round_inputs ADD COLUMN standing TEXT NOT NULL DEFAULT '[]';
