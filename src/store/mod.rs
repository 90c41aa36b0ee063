//! What is kept, in SQLite or PostgreSQL: the only place that knows SQL. One file an aggregate.
//!
//! Functions take a [`Connection`] inside [`Store::read`] or [`Store::write`], so that a business fact and the mails
//! that announce it are one transaction.

pub mod activity;
pub mod agreements;
pub mod check_ins;
pub mod connection;
pub mod coordinators;
pub mod departures;
pub mod directory;
pub mod doubles;
pub mod duo_life;
pub mod duo_notices;
pub mod duos;
mod ids;
pub mod inputs;
pub mod invitations;
pub mod live;
pub mod mailings;
pub mod meetings;
mod migrations;
pub mod opt_ins;
pub mod outbox;
pub mod outcomes;
pub mod professionals;
pub mod programmes;
pub mod pseudonyms;
pub mod round_changes;
pub mod rounds;
pub mod schema;
pub mod silence;
pub mod standing;
pub mod tokens;
pub mod troubles;
pub mod versions;

pub use connection::{AnyConnection as Connection, DatabaseUrl};

use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};
use diesel::r2d2::Pool;
use diesel::result::DatabaseErrorKind;

use connection::Manager;

/// Why something could not be read or kept.
#[derive(Debug)]
pub enum StoreError {
    /// The database refused or failed.
    Database(diesel::result::Error),
    /// No connection could be had.
    Unavailable(String),
    /// A row holds what the product would never write.
    Corrupt(String),
    /// Somebody else changed it first.
    Conflict,
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Database(error) => write!(f, "the database failed: {error}"),
            Self::Unavailable(why) => write!(f, "the database cannot be reached: {why}"),
            Self::Corrupt(what) => write!(f, "the database holds something unreadable: {what}"),
            Self::Conflict => f.write_str("somebody else changed it first"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<diesel::result::Error> for StoreError {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            // Somebody else added the same thing at the same moment.
            diesel::result::Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Conflict,
            other => Self::Database(other),
        }
    }
}

/// What a store function gives.
pub type Result<T> = std::result::Result<T, StoreError>;

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    writers: Pool<Manager>,
    readers: Pool<Manager>,
}

impl Store {
    /// Opens the database and brings its tables up to date.
    ///
    /// SQLite has one writer beside its readers, because eight writers wait for each other longer than one.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when there is no such database, [`StoreError::Database`] when a migration fails.
    pub fn open(url: &DatabaseUrl) -> Result<Self> {
        url.make_private_file();
        let pool = |size| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .connection_timeout(std::time::Duration::from_secs(10))
                .build(Manager::new(url.clone()))
                .map_err(|e| StoreError::Unavailable(e.to_string()))
        };
        let writers = pool(if url.is_sqlite() { 1 } else { 8 })?;
        migrations::run(&mut *writers.get().map_err(|e| StoreError::Unavailable(e.to_string()))?)?;
        // The readers come second: they open a database that is there and has its tables.
        let readers = if url.is_sqlite() { pool(4)? } else { writers.clone() };
        Ok(Self { writers, readers })
    }

    /// How many can read at once.
    #[must_use]
    pub fn readers(&self) -> usize {
        self.readers.max_size() as usize
    }

    /// Runs `work` on the calling thread in a transaction that sees one state of the database. It must not write.
    ///
    /// # Errors
    /// Those of `work`, and those of the database.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut connection = self.readers.get().map_err(|e| StoreError::Unavailable(e.to_string()))?;
        connection.in_transaction(connection::Access::Read, work)
    }

    /// Makes what was removed gone: in SQLite's log it would still stand as it was. (How long a server keeps its log is
    /// for whoever runs it.)
    ///
    /// # Errors
    /// Those of the database.
    pub fn forget_removed(&self) -> Result<()> {
        self.writers.get().map_err(|e| StoreError::Unavailable(e.to_string()))?.empty_log()
    }

    /// Runs `work` on the calling thread in a transaction of which nothing is kept: what it gives tells what it would do.
    ///
    /// # Errors
    /// Those of `work`, and those of the database.
    pub fn rehearse<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let undone: std::result::Result<std::convert::Infallible, Undone<T, E>> = self.write(|c| match work(c) {
            Ok(seen) => Err(Undone::Seen(seen)),
            Err(error) => Err(Undone::Failed(error)),
        });
        match undone {
            Err(Undone::Seen(seen)) => Ok(seen),
            Err(Undone::Failed(error)) => Err(error),
            Ok(never) => match never {},
        }
    }

    /// Runs `work` on the calling thread in a transaction: all of it is kept, or nothing.
    ///
    /// # Errors
    /// Those of `work`, and those of the database.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut connection = self.writers.get().map_err(|e| StoreError::Unavailable(e.to_string()))?;
        connection.in_transaction(connection::Access::Write, work)
    }
}

/// Why a rehearsal is not kept: it gave what it was for, or failed.
enum Undone<T, E> {
    Seen(T),
    Failed(E),
}

impl<T, E: From<StoreError>> From<StoreError> for Undone<T, E> {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Those of a list that can be read. The others are logged, and cost nobody else anything.
fn readable<T>(all: Vec<Result<T>>) -> Result<Vec<T>> {
    let mut read = Vec::with_capacity(all.len());
    for one in all {
        read.extend(if_readable(one)?);
    }
    Ok(read)
}

/// What was read, if the database holds something readable; else it is logged.
///
/// # Errors
/// All but [`StoreError::Corrupt`].
pub fn if_readable<T>(read: Result<T>) -> Result<Option<T>> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(error @ StoreError::Corrupt(_)) => {
            tracing::error!(%error, "a row is left out");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Time as it is kept: UTC, whole seconds, the same on both databases.
fn kept(time: DateTime<Utc>) -> NaiveDateTime {
    time.trunc_subsecs(0).naive_utc()
}

/// Reads one of a closed set of words from a column.
fn word<T: std::str::FromStr>(column: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("{column} '{text}'")))
}

/// Lists longer than this are looked up in pieces: SQLite binds at most 32,766 values in a statement.
const MOST_BOUND: usize = 10_000;

/// Rows written in one statement: PostgreSQL binds at most 65,535 values, SQLite 32,766.
const MOST_INSERTED: usize = 1_000;
