DROP TABLE unmatched;
DROP TABLE duo_members;
DROP TABLE duos;
DROP TABLE round_participants;
DROP TABLE rounds;
