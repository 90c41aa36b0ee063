DROP TABLE round_changes;
