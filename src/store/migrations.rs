//! Bringing the tables up to date.

use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Connection, StoreError};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Any number, the same in every instance: the lock that lets one of them migrate while the others wait.
const LOCK: i64 = 0x7477_6565;

pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    let failed = |e| StoreError::Unavailable(format!("a migration failed: {e}"));
    match connection {
        Connection::Sqlite(c) => c.run_pending_migrations(SQLITE).map(drop).map_err(failed),
        Connection::Postgres(c) => {
            c.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?;
            let result = c.run_pending_migrations(POSTGRES).map(drop).map_err(failed);
            c.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
            result
        }
    }
}
