//! Connections to one of the two databases, chosen by the URL's scheme and by nothing else.
#![expect(missing_docs, reason = "what `MultiConnection` derives has none")]

use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, Connection as _, SimpleConnection, TransactionManager as _};
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::{PgConnection, SqliteConnection};

use super::error::StoreError;

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
            // What SQLite reads from an address of its own, such as who may write, is not the product's to hold.
            Some(("sqlite", path)) if path.starts_with("file:") => {
                Err("DATABASE_URL names a file by an address: write its path, as sqlite:data/tweespan.sqlite3"
                    .to_owned())
            }
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
                Ok(Self(Target::Postgres(with_network_limits(url))))
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

/// An error without the password of a URL, which libpq repeats where it does not understand one.
fn without_password(url: &str, error: diesel::ConnectionError) -> diesel::ConnectionError {
    use diesel::ConnectionError::BadConnection;
    let user = url.split_once("://").and_then(|(_, rest)| rest.rsplit_once('@')).map(|(user, _)| user);
    let password = user.and_then(|user| user.split_once(':')).map(|(_, password)| password).filter(|p| !p.is_empty());
    match (error, password) {
        (BadConnection(words), Some(password)) => BadConnection(words.replace(password, "…")),
        (error, _) => error,
    }
}

impl DatabaseUrl {
    /// Makes the embedded database's file for its owner only, where there is none; what SQLite puts beside it has the same
    /// mode. An error is no end here: SQLite meets it next, and says more.
    pub(crate) fn make_private_file(&self) {
        if let Some(path) = self.file() {
            let mut options = std::fs::File::options();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let _ = options.open(path);
        }
    }

    /// The file of the embedded database, unless it is one in memory.
    #[must_use]
    pub fn file(&self) -> Option<&std::path::Path> {
        match &self.0 {
            Target::Sqlite(path) if path != ":memory:" => Some(std::path::Path::new(path)),
            Target::Sqlite(_) | Target::Postgres(_) => None,
        }
    }
}

/// What keeps a database server that goes silent from being waited for: seconds to connect, milliseconds until what was sent is
/// acknowledged, and how a connection on which nothing moves is looked after.
const NETWORK_LIMITS: [(&str, u32); 5] = [
    ("connect_timeout", 5),
    ("tcp_user_timeout", 10_000),
    ("keepalives_idle", 10),
    ("keepalives_interval", 5),
    ("keepalives_count", 2),
];

/// The URL with those limits that it does not name itself.
fn with_network_limits(url: &str) -> String {
    let mut url = url.to_owned();
    for (name, value) in NETWORK_LIMITS {
        if !url.contains(&format!("{name}=")) {
            let sign = if url.contains('?') { '&' } else { '?' };
            url = format!("{url}{sign}{name}={value}");
        }
    }
    url
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
pub(crate) enum Access {
    Read,
    Write,
}

impl AnyConnection {
    /// Moves what SQLite has in its log to the database file and empties the log. If somebody is reading, it stays until
    /// the next time.
    pub(crate) fn empty_log(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(c) => Ok(c.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Lets a statement take as long as it takes, on this connection. For migrations: a table of years may be rewritten.
    pub(crate) fn without_limit(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(c) => Ok(c.batch_execute("SET statement_timeout = 0")?),
        }
    }

    /// Runs `work` in a transaction. Not for nesting.
    ///
    /// A write takes SQLite's lock at once (`BEGIN IMMEDIATE`): one that first reads and then finds the lock taken
    /// fails at once whatever the busy timeout.
    pub(crate) fn in_transaction<T, E: From<StoreError>>(
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
    limit: Duration,
}

impl Manager {
    /// A statement gets `limit` on a database server.
    pub(crate) const fn new(url: DatabaseUrl, limit: Duration) -> Self {
        Self { url, limit }
    }
}

/// WAL: readers and the writer do not wait for each other. FULL: what is committed survives a power cut.
/// `secure_delete`: what is removed is not left in the file.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                               PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

/// A statement that takes longer is ended by the server, and so is a transaction in which nothing happens for six times as long
/// (between statements duos are computed).
fn statement_limits(limit: Duration) -> String {
    let limit = limit.as_millis();
    format!("SET statement_timeout = {limit}; SET idle_in_transaction_session_timeout = {}", limit * 6)
}

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
            Target::Postgres(url) => {
                let established = PgConnection::establish(url);
                let mut connection = established.map_err(|e| ConnectionError(without_password(url, e)))?;
                connection.batch_execute(&statement_limits(self.limit)).map_err(QueryError)?;
                Ok(AnyConnection::Postgres(connection))
            }
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

    #[test]
    fn a_database_server_is_not_waited_for_without_end_unless_its_url_says_so() {
        let url = with_network_limits("postgres://u@h/d");
        assert!(url.starts_with("postgres://u@h/d?connect_timeout=5&tcp_user_timeout=10000&keepalives_idle="), "{url}");
        let own = with_network_limits("postgres://u@h/d?connect_timeout=60");
        assert!(own.starts_with("postgres://u@h/d?connect_timeout=60&tcp_user_timeout="), "{own}");
    }

    #[test]
    fn what_libpq_says_of_a_url_has_no_password() {
        for url in ["postgres://u:geheimpw@[bad/x", "postgres://u:geheim%zzpw@127.0.0.1:1/x"] {
            let manager = Manager::new(DatabaseUrl::parse(url).unwrap(), std::time::Duration::from_secs(2));
            let words = manager.connect().err().unwrap().to_string();
            assert!(words.contains('…') && !words.contains("geheim"), "{words}");
        }
    }
}
