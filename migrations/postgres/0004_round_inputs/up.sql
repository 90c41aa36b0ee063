-- What the duos of a round were proposed from, so that they can be computed again. Replaced by each proposal, kept after
-- publication. It holds whom people report to and whom they avoid: no page and no API shows it.
CREATE TABLE round_inputs (
    round_id BIGINT NOT NULL PRIMARY KEY REFERENCES rounds (id) ON DELETE CASCADE,
    -- the participants as a people file
    people TEXT NOT NULL,
    -- RoundSettings as JSON
    settings TEXT NOT NULL,
    -- who of them were a duo before: JSON, a list of pairs of addresses
    earlier TEXT NOT NULL,
    -- of the program that computed them
    version TEXT NOT NULL,
    -- matching::ENGINE
    engine INTEGER NOT NULL
);
