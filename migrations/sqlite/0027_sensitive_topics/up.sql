-- A need about such a topic is told to a partner only where the person lets it be shared.
ALTER TABLE topics ADD COLUMN is_sensitive BOOLEAN NOT NULL DEFAULT FALSE;

-- Of the topics that programmes start with, those about one's own limits. Coordinators can decide otherwise.
UPDATE topics SET is_sensitive = TRUE WHERE slug IN ('eigen-grenzen', 'veerkracht', 'kwaliteiten-valkuilen');

-- Whether a partner may read a need; NULL where the person was not asked, as its topic was not sensitive.
ALTER TABLE professional_topics ADD COLUMN is_shared BOOLEAN;

-- The same of answers that wait for a confirmation: 'topic:yes;topic:no'.
ALTER TABLE typed_answers ADD COLUMN sharing TEXT NOT NULL DEFAULT '';
