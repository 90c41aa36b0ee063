//! What is kept, in SQLite or PostgreSQL: the only place that knows SQL. One file an aggregate.
//!
//! Functions take a [`Connection`] inside [`Store::read`] or [`Store::write`], so that a business fact and the mails
//! that announce it are one transaction.

pub mod connection;
pub mod duo;
mod error;
mod ids;
pub mod mail;
mod migrations;
pub mod person;
pub mod programme;
pub mod round;
pub mod schema;
pub mod tokens;

pub use connection::{AnyConnection as Connection, DatabaseUrl};
pub use error::{Result, StoreError};

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};
use diesel::query_dsl::LoadQuery;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use tokio::sync::Semaphore;

use connection::Manager;

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Shared>);

struct Shared {
    url: DatabaseUrl,
    limit: Duration,
    /// Replaced when a connection went silent: see [`Store::start_afresh`].
    pools: RwLock<Arc<Pools>>,
}

struct Pools {
    writers: Pool<Manager>,
    readers: Pool<Manager>,
    /// Whoever came first reads first, and no more wait on threads than there are connections.
    turns: Arc<Semaphore>,
    made: Instant,
}

/// How long a transaction waits for a connection that is free.
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(5);

impl Pools {
    /// SQLite has one writer beside its readers, because eight writers wait for each other longer than one. Connections are
    /// opened when they are needed.
    fn new(url: &DatabaseUrl, limit: Duration) -> Self {
        let pool = |size| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(0))
                .connection_timeout(WAIT_FOR_CONNECTION)
                .build_unchecked(Manager::new(url.clone(), limit))
        };
        let writers = pool(if url.is_sqlite() { 1 } else { 8 });
        let readers = if url.is_sqlite() { pool(4) } else { writers.clone() };
        let turns = Arc::new(Semaphore::new(readers.max_size() as usize));
        Self { writers, readers, turns, made: Instant::now() }
    }
}

impl Store {
    /// Opens the database and brings its tables up to date. A call to a database server that gets no answer within `limit`
    /// is given up ([`Store::limit`]).
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when there is no such database, [`StoreError::Database`] when a migration fails.
    pub fn open(url: &DatabaseUrl, limit: Duration) -> Result<Self> {
        url.make_private_file();
        Self::after(migrations::run, url, limit)
    }

    /// As [`Store::open`], and changes no table.
    ///
    /// # Errors
    /// [`StoreError::Outdated`] when its tables are older than this program, and [`StoreError::Unavailable`].
    pub fn open_as_it_is(url: &DatabaseUrl, limit: Duration) -> Result<Self> {
        url.make_private_file();
        Self::after(migrations::check, url, limit)
    }

    fn after(make_sure: fn(&mut Connection) -> Result<()>, url: &DatabaseUrl, limit: Duration) -> Result<Self> {
        let unavailable = |e: diesel::r2d2::Error| StoreError::Unavailable(e.to_string());
        make_sure(&mut Manager::new(url.clone(), limit).connect().map_err(unavailable)?)?;
        // The pools come second: they open a database that is there and has its tables.
        let pools = RwLock::new(Arc::new(Pools::new(url, limit)));
        Ok(Self(Arc::new(Shared { url: url.clone(), limit, pools })))
    }

    /// How long a call may take before it is given up; nothing where the database is a file, which does not go silent.
    #[must_use]
    pub fn limit(&self) -> Option<Duration> {
        (!self.0.url.is_sqlite()).then_some(self.0.limit)
    }

    /// What a reader takes before it takes a thread.
    #[must_use]
    pub fn turns(&self) -> Arc<Semaphore> {
        Arc::clone(&self.pools().turns)
    }

    /// Leaves all connections to whoever waits on them, and opens others: a call that began then got no answer in time. Of many
    /// such calls the first does it. A library call that waits for a silent server cannot be ended; its thread and connection
    /// end when the network gives it up.
    pub fn start_afresh(&self, began: Instant) {
        let mut pools = self.0.pools.write().unwrap_or_else(PoisonError::into_inner);
        if pools.made > began {
            return;
        }
        *pools = Arc::new(Pools::new(&self.0.url, self.0.limit));
        tracing::error!("the database did not answer in time; its connections are replaced");
    }

    fn pools(&self) -> Arc<Pools> {
        Arc::clone(&self.0.pools.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs `work` on the calling thread in a transaction that sees one state of the database. It must not write.
    ///
    /// # Errors
    /// Those of `work`, and those of the database.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        connection_of(&self.pools().readers)?.in_transaction(connection::Access::Read, work)
    }

    /// Makes what was removed gone: in SQLite's log it would still stand as it was. (How long a server keeps its log is
    /// for whoever runs it.)
    ///
    /// # Errors
    /// Those of the database.
    pub fn forget_removed(&self) -> Result<()> {
        connection_of(&self.pools().writers)?.empty_log()
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
        connection_of(&self.pools().writers)?.in_transaction(connection::Access::Write, work)
    }
}

fn connection_of(pool: &Pool<Manager>) -> Result<PooledConnection<Manager>> {
    pool.get().map_err(|e| StoreError::Unavailable(e.to_string()))
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

/// Reads lists in which a row that cannot be read costs only itself.
pub(crate) trait LoadReadable: Sized {
    /// The rows of a query. One that holds what no column of its type does, such as a date that is none (SQLite takes it) or has
    /// no end (PostgreSQL does), is logged and left out.
    ///
    /// # Errors
    /// Those of the database.
    fn load_readable<'query, U>(self, c: &mut Connection) -> Result<Vec<U>>
    where
        Self: LoadQuery<'query, Connection, U>,
    {
        readable(self.internal_load(c)?.map(|row| row.map_err(StoreError::from)).collect())
    }
}

impl<Query> LoadReadable for Query {}

/// Those of a list that can be read. The others are logged, and cost nobody else anything.
///
/// # Errors
/// All but [`StoreError::Corrupt`].
pub fn readable<T>(all: Vec<Result<T>>) -> Result<Vec<T>> {
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
fn to_db_time(time: DateTime<Utc>) -> NaiveDateTime {
    time.trunc_subsecs(0).naive_utc()
}

/// Reads one of a closed set of words from a column.
fn parse_column<T: std::str::FromStr>(column: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("{column} '{text}'")))
}

/// Lists longer than this are looked up in pieces: SQLite binds at most 32,766 values in a statement.
const MAX_BIND_PARAMS: usize = 10_000;

/// Rows written in one statement: PostgreSQL binds at most 65,535 values, SQLite 32,766.
const MAX_INSERTED: usize = 1_000;
