ALTER TABLE typed_answers DROP COLUMN sharing;
ALTER TABLE professional_topics DROP COLUMN is_shared;
ALTER TABLE topics DROP COLUMN is_sensitive;
