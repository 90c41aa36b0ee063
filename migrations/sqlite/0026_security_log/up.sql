-- Who came in or was refused, and who looked at whom. Lines are added, and removed once they are old; none is changed.
CREATE TABLE security_log (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    happened_at TIMESTAMP NOT NULL,
    -- actions::security::Event as JSON
    what TEXT NOT NULL,
    -- Who it was, and in which programme. What is about a coordinator as such has a line in each of theirs.
    coordinator_id BIGINT REFERENCES coordinators (id) ON DELETE CASCADE,
    programme_id BIGINT REFERENCES programmes (id) ON DELETE CASCADE,
    -- Whom it was about.
    professional_id BIGINT REFERENCES professionals (id) ON DELETE CASCADE
);

CREATE INDEX security_log_by_programme ON security_log (programme_id);
CREATE INDEX security_log_by_coordinator ON security_log (coordinator_id);
CREATE INDEX security_log_by_professional ON security_log (professional_id);
CREATE INDEX security_log_by_time ON security_log (happened_at);
