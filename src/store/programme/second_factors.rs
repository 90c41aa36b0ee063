//! Coordinators' second factors: the secret of an app, and codes for when the app is gone.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::{CoordinatorId, TokenHash};
use crate::store::schema::{coordinators, recovery_codes, sessions};
use crate::store::{Connection, Result, to_db_time};

/// The secret of a coordinator's app, in Base32, if they have set one up.
///
/// # Errors
/// Those of the database.
pub fn secret(c: &mut Connection, coordinator: CoordinatorId) -> Result<Option<String>> {
    Ok(coordinators::table.find(coordinator).select(coordinators::totp_secret).first(c)?)
}

/// Keeps the secret of a coordinator's app, of which the code of a time step was given, with these codes for when the app is
/// gone. What was there before goes.
///
/// # Errors
/// Those of the database.
pub fn set(
    c: &mut Connection,
    coordinator: CoordinatorId,
    (secret, step): (&str, i64),
    recovery: &[TokenHash],
) -> Result<()> {
    remove(c, coordinator)?;
    diesel::update(coordinators::table.find(coordinator))
        .set((coordinators::totp_secret.eq(secret), coordinators::totp_step.eq(step)))
        .execute(c)?;
    for hash in recovery {
        diesel::insert_into(recovery_codes::table)
            .values((recovery_codes::coordinator_id.eq(coordinator), recovery_codes::hash.eq(hash.as_str())))
            .execute(c)?;
    }
    Ok(())
}

/// Removes a coordinator's second factor. False when there was none.
///
/// # Errors
/// Those of the database.
pub fn remove(c: &mut Connection, coordinator: CoordinatorId) -> Result<bool> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::coordinator_id.eq(coordinator))).execute(c)?;
    let had = coordinators::table.find(coordinator).filter(coordinators::totp_secret.is_not_null());
    let removed = diesel::update(had)
        .set((coordinators::totp_secret.eq(None::<String>), coordinators::totp_step.eq(None::<i64>)))
        .execute(c)?;
    Ok(removed == 1)
}

/// Takes the code of a time step. False when that one, or a later one, was taken before.
///
/// # Errors
/// Those of the database.
pub fn take_step(c: &mut Connection, coordinator: CoordinatorId, step: i64) -> Result<bool> {
    let older = coordinators::totp_step.is_null().or(coordinators::totp_step.lt(step));
    let fresh = coordinators::table.find(coordinator).filter(older);
    Ok(diesel::update(fresh).set(coordinators::totp_step.eq(step)).execute(c)? == 1)
}

/// Takes a recovery code. False when there is none such, or no more.
///
/// # Errors
/// Those of the database.
pub fn take_recovery(c: &mut Connection, coordinator: CoordinatorId, hash: &TokenHash) -> Result<bool> {
    Ok(diesel::delete(recovery_codes::table.find((coordinator, hash.as_str()))).execute(c)? == 1)
}

/// How many recovery codes of a coordinator are left.
///
/// # Errors
/// Those of the database.
pub fn recovery_left(c: &mut Connection, coordinator: CoordinatorId) -> Result<i64> {
    let theirs = recovery_codes::table.filter(recovery_codes::coordinator_id.eq(coordinator));
    Ok(theirs.count().get_result(c)?)
}

/// Takes a coordinator for this transaction.
///
/// # Errors
/// Those of the database.
pub fn lock(c: &mut Connection, coordinator: CoordinatorId) -> Result<()> {
    diesel::update(coordinators::table.find(coordinator))
        .set(coordinators::locale.eq(coordinators::locale))
        .execute(c)?;
    Ok(())
}

/// Notes in a session that the second factor was given. From here on the session has another secret.
///
/// # Errors
/// Those of the database.
pub fn note_given(c: &mut Connection, session: &TokenHash, new: &TokenHash, now: DateTime<Utc>) -> Result<()> {
    diesel::update(sessions::table.find(session.as_str()))
        .set((
            sessions::hash.eq(new.as_str()),
            sessions::second_factor.eq(true),
            sessions::proved_at.eq(to_db_time(now)),
            sessions::wrong_codes.eq(0),
        ))
        .execute(c)?;
    Ok(())
}

/// Counts a wrong code in a session. Gives how many there were.
///
/// # Errors
/// Those of the database.
pub fn count_wrong(c: &mut Connection, session: &TokenHash) -> Result<i32> {
    Ok(diesel::update(sessions::table.find(session.as_str()))
        .set(sessions::wrong_codes.eq(sessions::wrong_codes + 1))
        .returning(sessions::wrong_codes)
        .get_result(c)?)
}
