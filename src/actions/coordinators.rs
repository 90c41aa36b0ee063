//! Coordinators: being appointed, signing in, and giving a program access.

use chrono::{DateTime, Duration, Utc};

use super::activity::{self, Activity, Actor};
use super::{MailTurn, Policy, Reader, queue_at};
use crate::domain::{CoordinatorId, EmailAddress, ProgrammeId, Purpose, Token, TokenHash};
use crate::mail::{About, Message, Queued};
use crate::store::coordinators::Coordinator;
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, coordinators, outbox};

/// Appoints a coordinator and gives the token with which they sign in once.
///
/// # Errors
/// Those of the database.
pub fn appoint(
    c: &mut Connection,
    policy: &Policy,
    email: &EmailAddress,
    programme: ProgrammeId,
    now: DateTime<Utc>,
) -> Result<Token> {
    let coordinator = coordinators::appoint(c, email, programme, now)?;
    sign_in_link(c, policy, coordinator, now)
}

/// Mails a sign-in link to a coordinator. Others get nothing, and whoever asked is told the same. Before the mail's turn has
/// come the link that was mailed last goes on working, if there is one.
///
/// # Errors
/// Those of the database.
pub fn send_sign_in_link(
    c: &mut Connection,
    policy: &Policy,
    email: &EmailAddress,
    turn: MailTurn,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(coordinator) = coordinators::by_email(c, email)? else { return outbox::write_nothing(c) };
    let leaves_at = match turn {
        MailTurn::Now => None,
        _ if tokens::any_works(c, Grant::SignIn { coordinator: coordinator.id }, now)? => return Ok(()),
        MailTurn::At(moment) => Some(moment),
        MailTurn::Never => return Ok(()),
    };
    let Some(programme) = coordinators::programmes(c, coordinator.id)?.into_iter().next() else { return Ok(()) };
    let token = sign_in_link(c, policy, coordinator.id, now)?.to_hex();
    let reader = Reader { name: "", email: &coordinator.email, locale: coordinator.locale };
    let queued = Queued::new(Message::SignIn { token }, None).about(About::coordinator(coordinator.id));
    queue_at(c, programme.id, &reader, &queued, leaves_at, now)
}

fn sign_in_link(c: &mut Connection, policy: &Policy, coordinator: CoordinatorId, now: DateTime<Utc>) -> Result<Token> {
    let lasts = Duration::hours(policy.links.sign_in_hours.into());
    tokens::issue_anew(c, Grant::SignIn { coordinator }, lasts, now)
}

/// Whether a sign-in link works.
///
/// # Errors
/// Those of the database.
pub fn may_sign_in(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<bool> {
    Ok(tokens::look_up(c, token, Purpose::SignIn, now)?.is_some())
}

/// Signs a coordinator in and gives the session's secret; nothing when the link does not work, or was used.
///
/// # Errors
/// Those of the database.
pub fn sign_in(c: &mut Connection, policy: &Policy, token: &Token, now: DateTime<Utc>) -> Result<Option<Token>> {
    let Some(Grant::SignIn { coordinator }) = tokens::look_up(c, token, Purpose::SignIn, now)? else { return Ok(None) };
    tokens::use_up(c, token, now)?;
    let secret = tokens::random()?;
    let expires = now + Duration::hours(policy.links.session_hours.into());
    coordinators::open_session(c, &secret.hash(), coordinator, expires, now)?;
    Ok(Some(secret))
}

/// Who is signed in with this secret, and whether it is to be noted that they are here ([`coordinators::note_used`]). A
/// session that was not used for long has ended.
///
/// # Errors
/// Those of the database.
pub fn of_session(
    c: &mut Connection,
    policy: &Policy,
    secret: &Token,
    now: DateTime<Utc>,
) -> Result<Option<(Coordinator, bool)>> {
    let idle = Duration::minutes(policy.links.session_idle_minutes.into());
    let found = coordinators::of_session(c, &secret.hash(), now)?;
    let unused = |used: chrono::NaiveDateTime| now - used.and_utc();
    Ok(found
        .filter(|(_, used)| idle.is_zero() || unused(*used) <= idle)
        .map(|(coordinator, used)| (coordinator, !idle.is_zero() && unused(used) >= NOTED_EVERY)))
}

/// So often at most is it noted that a session is used: not with every page.
const NOTED_EVERY: Duration = Duration::minutes(1);

/// Signs a coordinator out wherever they are signed in.
///
/// # Errors
/// Those of the database.
pub fn sign_out_everywhere(c: &mut Connection, hash: &TokenHash, now: DateTime<Utc>) -> Result<()> {
    match coordinators::of_session(c, hash, now)? {
        Some((coordinator, _)) => coordinators::close_sessions(c, coordinator.id),
        None => Ok(()),
    }
}

/// Signs out.
///
/// # Errors
/// Those of the database.
pub fn sign_out(c: &mut Connection, hash: &TokenHash) -> Result<()> {
    coordinators::close_session(c, hash)
}

/// Gives a program access to the API in a coordinator's name: to all their programmes, and each logs it. The token is shown
/// once.
///
/// # Errors
/// Those of the database.
pub fn give_api_access(
    c: &mut Connection,
    policy: &Policy,
    coordinator: CoordinatorId,
    label: &str,
    now: DateTime<Utc>,
) -> Result<Token> {
    let lasts = Duration::days(policy.links.api_token_days.into());
    let token = tokens::issue(c, Grant::Api { coordinator }, lasts, Some(label), now)?;
    note_everywhere(c, coordinator, &Activity::KeyMade { label: label.to_owned() }, now)?;
    Ok(token)
}

/// Takes a program's access away, by the hash of its token.
///
/// # Errors
/// Those of the database.
pub fn take_api_access(c: &mut Connection, coordinator: CoordinatorId, hash: &str, now: DateTime<Utc>) -> Result<()> {
    match tokens::revoke_api_token(c, coordinator, hash)? {
        Some(label) => note_everywhere(c, coordinator, &Activity::KeyRevoked { label }, now),
        None => Ok(()),
    }
}

/// Notes what a coordinator did in the log of each of their programmes.
fn note_everywhere(c: &mut Connection, coordinator: CoordinatorId, what: &Activity, now: DateTime<Utc>) -> Result<()> {
    for programme in coordinators::programmes(c, coordinator)? {
        activity::note(c, programme.id, Actor::Coordinator(coordinator), what, now)?;
    }
    Ok(())
}

/// In whose name a program comes.
///
/// # Errors
/// Those of the database.
pub fn of_api_token(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<CoordinatorId>> {
    Ok(match tokens::look_up(c, token, Purpose::Api, now)? {
        Some(Grant::Api { coordinator }) => Some(coordinator),
        _ => None,
    })
}
