//! Why something could not be read or kept.

use diesel::result::DatabaseErrorKind;

/// Why something could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or failed.
    #[error("the database failed: {0}")]
    Database(#[source] diesel::result::Error),
    /// No connection could be had.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// A row holds what the product would never write.
    #[error("the database holds something unreadable: {0}")]
    Corrupt(String),
    /// Its tables are older than this program: so many migrations are missing.
    #[error(
        "the tables of the database are older than this program ({0} migrations are missing): run `tweespan migrate` with an \
         account that may change tables"
    )]
    Outdated(usize),
    /// Somebody else changed it first.
    #[error("somebody else changed it first")]
    Conflict,
}

impl From<diesel::result::Error> for StoreError {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            // Somebody else added the same thing at the same moment.
            diesel::result::Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Conflict,
            // PostgreSQL let one of two that waited for each other go on, and it was not this one.
            diesel::result::Error::DatabaseError(_, told) if told.message().contains("deadlock detected") => {
                Self::Conflict
            }
            diesel::result::Error::DeserializationError(error) => Self::Corrupt(error.to_string()),
            other => Self::Database(other),
        }
    }
}

/// What a store function gives.
pub type Result<T> = std::result::Result<T, StoreError>;
