//! Bringing the tables up to date.

use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::Access;
use super::{Connection, StoreError, pseudonyms};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Any number, the same in every instance: the lock that lets one of them migrate while the others wait.
const LOCK: i64 = 0x7477_6565;

/// On a connection of its own, which is not used after.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    connection.without_limit()?;
    lock(connection, "pg_advisory_lock")?;
    let result = migrate(connection).and_then(|()| connection.in_transaction(Access::Write, pseudonyms::prepare));
    lock(connection, "pg_advisory_unlock")?;
    result
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let failed = |e| StoreError::Unavailable(format!("a migration failed: {e}"));
    match connection {
        Connection::Sqlite(c) => c.run_pending_migrations(SQLITE).map(drop).map_err(failed),
        Connection::Postgres(c) => c.run_pending_migrations(POSTGRES).map(drop).map_err(failed),
    }
}

fn lock(connection: &mut Connection, function: &str) -> Result<(), StoreError> {
    match connection {
        Connection::Sqlite(_) => Ok(()),
        Connection::Postgres(c) => Ok(c.batch_execute(&format!("SELECT {function}({LOCK})"))?),
    }
}
