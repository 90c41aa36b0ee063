DROP TABLE mails;
DROP TABLE sessions;
DROP TABLE tokens;
DROP TABLE programme_coordinators;
DROP TABLE coordinators;
