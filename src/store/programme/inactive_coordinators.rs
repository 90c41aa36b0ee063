//! When coordinators last signed in, and who of them goes because that is long ago.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::{CoordinatorId, EmailAddress};
use crate::store::mail::outbox::MailState;
use crate::store::schema::{coordinators, mails, programme_coordinators};
use crate::store::{Connection, LoadReadable, Result, parse_column, to_db_time};

/// Who has a role somewhere, was not active since `before`, and was not warned.
///
/// # Errors
/// Those of the database.
pub fn to_warn(c: &mut Connection, before: DateTime<Utc>) -> Result<Vec<CoordinatorId>> {
    coordinators::table
        .filter(coordinators::active_at.lt(to_db_time(before)).and(coordinators::remove_at.is_null()))
        .filter(coordinators::id.eq_any(programme_coordinators::table.select(programme_coordinators::coordinator_id)))
        .order(coordinators::id)
        .select(coordinators::id)
        .load_readable(c)
}

/// Notes when somebody is removed who was not active since `before`. False when they were, or it was noted already.
///
/// # Errors
/// Those of the database.
pub fn set_removal(
    c: &mut Connection,
    id: CoordinatorId,
    before: DateTime<Utc>,
    remove_at: DateTime<Utc>,
) -> Result<bool> {
    let inactive = coordinators::active_at.lt(to_db_time(before)).and(coordinators::remove_at.is_null());
    let changed = diesel::update(coordinators::table.filter(coordinators::id.eq(id).and(inactive)))
        .set(coordinators::remove_at.eq(to_db_time(remove_at)))
        .execute(c)?;
    Ok(changed == 1)
}

/// Where the newest mail of a kind to a coordinator with this address is, and when it left.
///
/// # Errors
/// Those of the database.
pub fn newest_mail(
    c: &mut Connection,
    email: &EmailAddress,
    kind: &str,
) -> Result<Option<(MailState, Option<NaiveDateTime>)>> {
    let to_them = mails::recipient_email.eq(email.as_str()).and(mails::professional_id.is_null());
    let row: Option<(String, Option<NaiveDateTime>)> = mails::table
        .filter(to_them.and(mails::kind.eq(kind)))
        .order(mails::id.desc())
        .select((mails::state, mails::sent_at))
        .first(c)
        .optional()?;
    row.map(|(state, sent)| Ok((parse_column("mails.state", &state)?, sent))).transpose()
}

/// Puts off when somebody is removed.
///
/// # Errors
/// Those of the database.
pub fn put_off(c: &mut Connection, id: CoordinatorId, until: DateTime<Utc>) -> Result<()> {
    diesel::update(coordinators::table.find(id)).set(coordinators::remove_at.eq(to_db_time(until))).execute(c)?;
    Ok(())
}

/// When somebody is removed, if they were warned of it.
///
/// # Errors
/// Those of the database.
pub fn removal(c: &mut Connection, id: CoordinatorId) -> Result<Option<NaiveDateTime>> {
    let found = coordinators::table.find(id).select(coordinators::remove_at).first(c).optional()?;
    Ok(found.flatten())
}

/// Whose day of removal has come, and who has no role any more and was not active since `before`.
///
/// # Errors
/// Those of the database.
pub fn to_remove(c: &mut Connection, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<CoordinatorId>> {
    let with_role = programme_coordinators::table.select(programme_coordinators::coordinator_id);
    let forgotten = coordinators::active_at.lt(to_db_time(before)).and(coordinators::id.ne_all(with_role));
    coordinators::table
        .filter(coordinators::remove_at.le(to_db_time(now)).or(forgotten.nullable()))
        .order(coordinators::id)
        .select(coordinators::id)
        .load_readable(c)
}

/// Whether somebody owns a programme that has no other owner.
///
/// # Errors
/// Those of the database.
pub fn is_needed(c: &mut Connection, id: CoordinatorId) -> Result<bool> {
    for programme in super::coordinators::programmes(c, id)? {
        if super::coordinators::is_last_owner(c, id, programme.id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Removes somebody with all that hangs on them: address, app, sessions, keys, roles.
///
/// # Errors
/// Those of the database.
pub fn remove(c: &mut Connection, id: CoordinatorId) -> Result<()> {
    diesel::delete(coordinators::table.find(id)).execute(c)?;
    Ok(())
}
