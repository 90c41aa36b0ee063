//! Coordinators who long did not sign in: they are told, and go unless they do. The last owner of a programme stays.

use chrono::{DateTime, Utc};

use super::activity::Activity;
use super::coordinators::note_everywhere;
use crate::domain::{CoordinatorId, local_time};
use crate::mail::{About, Message, Queued};
use crate::service::mail::enqueue::{Reader, queue};
use crate::service::person::retention::{answered_until, months_before, warned_before};
use crate::service::{Context, Policy};
use crate::store::programme::{coordinators, inactive_coordinators};
use crate::store::{Connection, Result};

/// Whoever signed in since this moment stays.
fn active_since(policy: &Policy, now: DateTime<Utc>) -> DateTime<Utc> {
    months_before(now, policy.retention.coordinator_months)
}

/// Who is to be told: the mail comes so long before the months are over.
fn warned_since(policy: &Policy, now: DateTime<Utc>) -> DateTime<Utc> {
    active_since(policy, now) + warned_before(policy)
}

/// Who is to be told that they go.
///
/// # Errors
/// Those of the database.
pub fn due_warnings(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<CoordinatorId>> {
    inactive_coordinators::to_warn(c, warned_since(policy, now))
}

/// Tells somebody, once, that they go unless they sign in.
///
/// # Errors
/// Those of the database.
pub fn warn(cx: &mut Context<'_>, id: CoordinatorId) -> Result<bool> {
    let Some(programme) = coordinators::programmes(cx.c, id)?.into_iter().next() else { return Ok(false) };
    let remove_at = cx.now + warned_before(cx.policy);
    if inactive_coordinators::is_needed(cx.c, id)?
        || !inactive_coordinators::set_removal(cx.c, id, warned_since(cx.policy, cx.now), remove_at)?
    {
        return Ok(false);
    }
    let coordinator = coordinators::by_id(cx.c, id)?;
    let message = Message::CoordinatorEnds { remove_on: local_time::from_utc(remove_at).date() };
    let reader = Reader { name: "", email: &coordinator.email, locale: coordinator.locale };
    queue(cx, programme.id, &reader, &Queued::new(message, None).about(About::coordinator(id)))?;
    Ok(true)
}

/// Whose day has come.
///
/// # Errors
/// Those of the database.
pub fn due_removals(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<CoordinatorId>> {
    inactive_coordinators::to_remove(c, active_since(policy, now), now)
}

/// Until when somebody who was told that they go has to sign in, by the mail; nothing when there is none.
fn told_until(cx: &mut Context<'_>, id: CoordinatorId) -> Result<Option<DateTime<Utc>>> {
    let email = coordinators::by_id(cx.c, id)?.email;
    let mail = inactive_coordinators::newest_mail(cx.c, &email, Message::COORDINATOR_ENDS)?;
    Ok(answered_until(cx.policy, mail, cx.now))
}

/// Removes somebody who did not sign in for long, but not before they had the days that the mail told, however late it left. Each
/// of their programmes logs it.
///
/// # Errors
/// Those of the database.
pub fn remove(cx: &mut Context<'_>, id: CoordinatorId) -> Result<bool> {
    // They may have signed in, or be the last owner by now.
    if !due_removals(cx.c, cx.policy, cx.now)?.contains(&id) || inactive_coordinators::is_needed(cx.c, id)? {
        return Ok(false);
    }
    if let Some(until) = told_until(cx, id)?.filter(|until| *until > cx.now) {
        inactive_coordinators::put_off(cx.c, id, until)?;
        return Ok(false);
    }
    note_everywhere(cx, id, &Activity::CoordinatorExpired)?;
    inactive_coordinators::remove(cx.c, id)?;
    Ok(true)
}
