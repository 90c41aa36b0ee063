//! Bringing the tables up to date.

use std::collections::BTreeSet;

use diesel::RunQueryDsl;
use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel::result::DatabaseErrorKind;
use diesel::sqlite::Sqlite;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::Access;
use super::person::pseudonyms;
use super::{Connection, StoreError};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Any number, the same in every instance: the lock that lets one of them migrate while the others wait.
const LOCK: i64 = 0x7477_6565;

/// On a connection of its own, which is not used after.
pub(crate) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    connection.without_limit()?;
    lock(connection, "pg_advisory_lock")?;
    let result = migrate(connection).and_then(|()| connection.in_transaction(Access::Write, pseudonyms::prepare));
    lock(connection, "pg_advisory_unlock")?;
    result
}

/// That no migration is missing. It writes nothing, and needs no more rights than reading.
pub(crate) fn check(connection: &mut Connection) -> Result<(), StoreError> {
    let done = match applied(connection) {
        Ok(done) => done,
        // Nothing was ever migrated here.
        Err(diesel::result::Error::DatabaseError(DatabaseErrorKind::Unknown, told))
            if !told.message().contains("permission denied") =>
        {
            BTreeSet::new()
        }
        Err(error) => return Err(error.into()),
    };
    let known = match connection {
        Connection::Sqlite(_) => versions::<Sqlite>(&SQLITE)?,
        Connection::Postgres(_) => versions::<Pg>(&POSTGRES)?,
    };
    let missing = known.difference(&done).count();
    if missing == 0 { Ok(()) } else { Err(StoreError::Outdated(missing)) }
}

fn applied(connection: &mut Connection) -> diesel::QueryResult<BTreeSet<String>> {
    #[derive(diesel::QueryableByName)]
    struct MigrationRow {
        #[diesel(sql_type = diesel::sql_types::Text)]
        version: String,
    }
    let rows: Vec<MigrationRow> =
        diesel::sql_query("SELECT CAST(version AS TEXT) AS version FROM __diesel_schema_migrations")
            .load(connection)?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}

fn versions<DB: Backend>(all: &EmbeddedMigrations) -> Result<BTreeSet<String>, StoreError> {
    let all = MigrationSource::<DB>::migrations(all);
    let all = all.map_err(|e| StoreError::Unavailable(format!("the migrations cannot be read: {e}")))?;
    Ok(all.iter().map(|one| one.name().version().to_string()).collect())
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
