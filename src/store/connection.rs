//! Connections to one of the two databases, chosen by the URL's scheme and by nothing else.
#![expect(missing_docs, reason = "what `MultiConnection` derives has none")]

use diesel::connection::{AnsiTransactionManager, Connection as _, SimpleConnection, TransactionManager as _};
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::{PgConnection, SqliteConnection};

use super::StoreError;

/// Which database. Only ever what [`DatabaseUrl::parse`] understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseUrl(Target);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Sqlite(String),
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads a URL: `sqlite:PATH`, or `postgres://…` or `postgresql://…`.
    ///
    /// # Errors
    /// One clear sentence, without the URL, which may hold a password. TLS is refused because libpq is built
    /// without it: `sslmode=require` and stronger would fail later with a less clear word.
    pub fn parse(url: &str) -> Result<Self, String> {
        match url.split_once(':') {
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self(Target::Sqlite(path.to_owned()))),
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
                if ["sslmode=require", "sslmode=verify-ca", "sslmode=verify-full"]
                    .iter()
                    .any(|mode| rest.contains(mode))
                {
                    return Err("DATABASE_URL asks for TLS, which this build of libpq does not have: connect over a \
                                private network or a local proxy, and leave sslmode out"
                        .to_owned());
                }
                Ok(Self(Target::Postgres(url.to_owned())))
            }
            _ => Err("DATABASE_URL is not understood: write sqlite:PATH or postgres://USER@HOST/DATABASE".to_owned()),
        }
    }

    /// The embedded database in a file.
    #[must_use]
    pub fn sqlite_file(path: &std::path::Path) -> Self {
        Self(Target::Sqlite(path.to_string_lossy().into_owned()))
    }

    /// Whether it is the embedded database.
    #[must_use]
    pub const fn is_sqlite(&self) -> bool {
        matches!(self.0, Target::Sqlite(_))
    }
}

impl DatabaseUrl {
    /// Makes the embedded database's file for its owner only, where there is none; what SQLite puts beside it has the same
    /// mode. An error is no end here: SQLite meets it next, and says more.
    pub(super) fn make_private_file(&self) {
        if let Some(path) = self.file() {
            let mut options = std::fs::File::options();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let _ = options.open(path);
        }
    }

    /// The file of the embedded database, unless its path is one of the forms that only SQLite reads.
    #[must_use]
    pub fn file(&self) -> Option<&std::path::Path> {
        match &self.0 {
            Target::Sqlite(path) if !path.starts_with("file:") && path != ":memory:" => {
                Some(std::path::Path::new(path))
            }
            Target::Sqlite(_) | Target::Postgres(_) => None,
        }
    }
}

/// A connection to either database; queries are written once.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// The embedded database.
    Sqlite(SqliteConnection),
    /// A database server.
    Postgres(PgConnection),
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

impl AnyConnection {
    /// Moves what SQLite has in its log to the database file and empties the log. If somebody is reading, it stays until
    /// the next time.
    pub(super) fn empty_log(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(c) => Ok(c.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Runs `work` in a transaction. Not for nesting.
    ///
    /// A write takes SQLite's lock at once (`BEGIN IMMEDIATE`): one that first reads and then finds the lock taken
    /// fails at once whatever the busy timeout.
    pub(super) fn in_transaction<T, E: From<StoreError>>(
        &mut self,
        access: Access,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        match self {
            Self::Sqlite(c) if access == Access::Write => {
                AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")
            }
            Self::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN"),
            Self::Postgres(c) if access == Access::Write => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN"),
            Self::Postgres(c) => {
                AnsiTransactionManager::begin_transaction_sql(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }
        }
        .map_err(StoreError::from)?;
        let result = work(self);
        let end = match (self, result.is_ok()) {
            (Self::Sqlite(c), true) => AnsiTransactionManager::commit_transaction(c),
            (Self::Sqlite(c), false) => AnsiTransactionManager::rollback_transaction(c),
            (Self::Postgres(c), true) => AnsiTransactionManager::commit_transaction(c),
            (Self::Postgres(c), false) => AnsiTransactionManager::rollback_transaction(c),
        };
        match result {
            Ok(value) => end.map(|()| value).map_err(|e| StoreError::from(e).into()),
            // The first error says more than the rollback's.
            Err(error) => Err(error),
        }
    }
}

/// Opens and checks connections for the pool.
#[derive(Debug)]
pub struct Manager {
    url: DatabaseUrl,
}

impl Manager {
    pub(super) const fn new(url: DatabaseUrl) -> Self {
        Self { url }
    }
}

/// WAL: readers and the writer do not wait for each other. FULL: what is committed survives a power cut.
/// `secure_delete`: what is removed is not left in the file.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                               PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

impl ManageConnection for Manager {
    type Connection = AnyConnection;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<AnyConnection, Self::Error> {
        use diesel::r2d2::Error::{ConnectionError, QueryError};
        match &self.url.0 {
            Target::Sqlite(path) => {
                let mut connection = SqliteConnection::establish(path).map_err(ConnectionError)?;
                connection.batch_execute(SQLITE_SETTINGS).map_err(QueryError)?;
                Ok(AnyConnection::Sqlite(connection))
            }
            Target::Postgres(url) => PgConnection::establish(url).map(AnyConnection::Postgres).map_err(ConnectionError),
        }
    }

    fn is_valid(&self, connection: &mut AnyConnection) -> Result<(), Self::Error> {
        match connection {
            // A file does not hang up.
            AnyConnection::Sqlite(_) => Ok(()),
            AnyConnection::Postgres(c) => c.ping().map_err(diesel::r2d2::Error::QueryError),
        }
    }

    fn has_broken(&self, connection: &mut AnyConnection) -> bool {
        // A panic inside a transaction leaves it open; such a connection is not used again.
        std::thread::panicking()
            || match connection {
                AnyConnection::Sqlite(c) => c.is_broken(),
                AnyConnection::Postgres(c) => c.is_broken(),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_databases_are_understood() {
        assert!(DatabaseUrl::parse("sqlite:data/x.sqlite3").unwrap().is_sqlite());
        assert!(!DatabaseUrl::parse("postgres://u@h/d").unwrap().is_sqlite());
        for url in ["", "sqlite:", "postgres:nope", "mysql://h/d", "data/x.sqlite3", "postgres://h/d?sslmode=require"] {
            assert!(DatabaseUrl::parse(url).is_err(), "{url}");
        }
    }
}
