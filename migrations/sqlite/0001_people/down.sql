DROP TABLE professional_rules;
DROP TABLE professional_topics;
DROP TABLE professionals;
DROP TABLE topics;
DROP TABLE programmes;
