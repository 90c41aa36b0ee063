DROP TABLE distinct_people;
DROP TABLE invitations;
INSERT INTO professional_rules (professional_id, rule, email)
SELECT professional_id, rule, substr(hash, 8) || '@left.invalid' FROM absent_rules WHERE hash LIKE 'sha256:%';
DROP TABLE absent_rules;
DROP TABLE leavers;
DROP TABLE secrets;
DELETE FROM tokens WHERE replaced_at IS NOT NULL;
ALTER TABLE tokens DROP COLUMN replaced_at;
