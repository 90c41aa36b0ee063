//! Coordinators' accounts at the sign-in of an organisation.

use diesel::prelude::*;

use crate::domain::CoordinatorId;
use crate::store::schema::provider_accounts;
use crate::store::{Connection, Result};

/// An account: who vouches for it, and what it is called there for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Account {
    pub issuer: String,
    pub subject: String,
}

/// Whose account this is, if it is a coordinator's.
///
/// # Errors
/// Those of the database.
pub fn owner(c: &mut Connection, account: &Account) -> Result<Option<CoordinatorId>> {
    let found = provider_accounts::table
        .find((&account.issuer, &account.subject))
        .select(provider_accounts::coordinator_id)
        .first(c)
        .optional()?;
    Ok(found)
}

/// Whether a coordinator has an account with an issuer.
///
/// # Errors
/// Those of the database.
pub fn has_one(c: &mut Connection, coordinator: CoordinatorId, issuer: &str) -> Result<bool> {
    let theirs = provider_accounts::coordinator_id.eq(coordinator).and(provider_accounts::issuer.eq(issuer));
    Ok(provider_accounts::table.filter(theirs).count().get_result::<i64>(c)? > 0)
}

/// Makes an account a coordinator's.
///
/// # Errors
/// [`crate::store::StoreError::Conflict`] when it is somebody's, or they have another one with this issuer; those of the database.
pub fn add(c: &mut Connection, account: &Account, coordinator: CoordinatorId) -> Result<()> {
    diesel::insert_into(provider_accounts::table)
        .values((
            provider_accounts::issuer.eq(&account.issuer),
            provider_accounts::subject.eq(&account.subject),
            provider_accounts::coordinator_id.eq(coordinator),
        ))
        .execute(c)?;
    Ok(())
}

/// Forgets a coordinator's accounts. False when they had none.
///
/// # Errors
/// Those of the database.
pub fn remove(c: &mut Connection, coordinator: CoordinatorId) -> Result<bool> {
    let theirs = provider_accounts::table.filter(provider_accounts::coordinator_id.eq(coordinator));
    Ok(diesel::delete(theirs).execute(c)? > 0)
}
