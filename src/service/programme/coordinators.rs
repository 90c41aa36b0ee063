//! Coordinators: being appointed, signing in and out.

use chrono::{DateTime, Duration, Utc};

use super::activity::Activity;
use super::security::{self, Event};
use crate::domain::programme::access::Role;
use crate::domain::{CoordinatorId, EmailAddress, LinkPurpose, ProgrammeId, Token, TokenHash};
use crate::mail::{About, Message, Queued};
use crate::service::mail::enqueue::{Reader, queue_at};
use crate::service::{Context, MailTurn, Policy};
use crate::store::mail::outbox;
use crate::store::programme::coordinators;
use crate::store::programme::coordinators::{Coordinator, OpenSession};
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result};

/// Gives somebody a role in a programme, and the token with which they sign in once. Whoever has a role keeps it.
///
/// # Errors
/// Those of the database.
pub fn appoint(cx: &mut Context<'_>, email: &EmailAddress, programme: ProgrammeId, role: Role) -> Result<Token> {
    cx.authorise_owner(programme)?;
    give_role(cx, email, programme, role).map(|(_, token)| token)
}

/// The same, where it is known that whoever acts may.
pub(crate) fn give_role(
    cx: &mut Context<'_>,
    email: &EmailAddress,
    programme: ProgrammeId,
    role: Role,
) -> Result<(CoordinatorId, Token)> {
    let coordinator = coordinators::appoint(cx.c, email, (programme, role), cx.now)?;
    Ok((coordinator, sign_in_link(cx, coordinator)?))
}

/// Mails a sign-in link to a coordinator, which works for some minutes and only in the browser that asks. Others get nothing,
/// and whoever asked is told the same. Before the mail's turn has come the link that this browser asked for last goes on
/// working, if there is one. What others asked for stays as it is: anybody can type an address.
///
/// # Errors
/// Those of the database.
pub fn send_sign_in_link(
    cx: &mut Context<'_>,
    email: &EmailAddress,
    browser: &TokenHash,
    turn: MailTurn,
) -> Result<()> {
    let Some(coordinator) = coordinators::by_email(cx.c, email)? else { return outbox::write_nothing(cx.c) };
    security::note_everywhere_hourly(cx.c, &Event::LinkAsked, coordinator.id, cx.now)?;
    let grant = Grant::SignIn { coordinator: coordinator.id };
    let leaves_at = match turn {
        MailTurn::Now => None,
        _ if tokens::any_works(cx.c, grant, browser, cx.now)? => return Ok(()),
        MailTurn::At(moment) => Some(moment),
        MailTurn::Never => return Ok(()),
    };
    let Some(programme) = coordinators::programmes(cx.c, coordinator.id)?.into_iter().next() else { return Ok(()) };
    let minutes = cx.policy.links.sign_in_minutes;
    let lasts = leaves_at.map_or(Duration::zero(), |at| at - cx.now) + Duration::minutes(minutes.into());
    let token = tokens::issue(cx.c, grant, lasts, cx.now)?;
    tokens::bind(cx.c, grant, &token, browser, cx.now)?;
    let reader = Reader { name: "", email: &coordinator.email, locale: coordinator.locale };
    let message = Message::SignIn { token: token.to_hex(), minutes: Some(minutes) };
    let queued = Queued::new(message, None).about(About::coordinator(coordinator.id));
    queue_at(cx, programme.id, &reader, &queued, leaves_at)
}

/// One that somebody else asked for: those that they asked for themselves go on working.
fn sign_in_link(cx: &mut Context<'_>, coordinator: CoordinatorId) -> Result<Token> {
    let lasts = Duration::hours(cx.policy.links.sign_in_hours.into());
    tokens::issue(cx.c, Grant::SignIn { coordinator }, lasts, cx.now)
}

/// Whether a sign-in link works.
#[derive(Debug, Clone)]
pub enum SignInLink {
    /// It signs this coordinator in.
    Works(Coordinator),
    /// It works in the browser that asked for it, which is another one.
    ElsewhereOnly,
    /// It does not work, or no longer.
    Dead,
}

/// Whether a sign-in link works in the browser that has this secret.
///
/// # Errors
/// Those of the database.
pub fn look_at_sign_in(
    c: &mut Connection,
    token: &Token,
    browser: Option<&TokenHash>,
    now: DateTime<Utc>,
) -> Result<SignInLink> {
    let Some(Grant::SignIn { coordinator }) = tokens::resolve(c, token, LinkPurpose::SignIn, now)? else {
        return Ok(SignInLink::Dead);
    };
    Ok(if works_in(c, token, browser)? {
        SignInLink::Works(coordinators::by_id(c, coordinator)?)
    } else {
        SignInLink::ElsewhereOnly
    })
}

/// Whether a link is for the browser that has this secret, or for any.
fn works_in(c: &mut Connection, token: &Token, browser: Option<&TokenHash>) -> Result<bool> {
    let asked_by = tokens::asked_by(c, token)?;
    Ok(asked_by.is_none() || asked_by.as_deref() == browser.map(TokenHash::as_str))
}

/// Signs a coordinator in and gives the session's secret; nothing when the link does not work in this browser, or was used.
/// Every other sign-in link of theirs works no more, nor does the session that this browser had.
///
/// # Errors
/// Those of the database.
pub fn sign_in(
    cx: &mut Context<'_>,
    token: &Token,
    browser: Option<&TokenHash>,
    before: Option<&TokenHash>,
) -> Result<Option<Token>> {
    let Some(Grant::SignIn { coordinator }) = cx.granted(token, LinkPurpose::SignIn)? else {
        return Ok(None);
    };
    if !works_in(cx.c, token, browser)? {
        security::note_everywhere(cx.c, &Event::SignInRefused, coordinator, cx.now)?;
        return Ok(None);
    }
    tokens::consume(cx.c, token, cx.now)?;
    let secret = open_session(cx, coordinator, before)?;
    security::note_everywhere(cx.c, &Event::SignedIn, coordinator, cx.now)?;
    Ok(Some(secret))
}

/// Opens a session, and gives its secret. The coordinator's sign-in links work no more, nor does the session that this browser had.
pub(crate) fn open_session(
    cx: &mut Context<'_>,
    coordinator: CoordinatorId,
    before: Option<&TokenHash>,
) -> Result<Token> {
    tokens::replace_sign_in(cx.c, coordinator, cx.now)?;
    if let Some(before) = before {
        coordinators::close_session(cx.c, before)?;
    }
    let secret = tokens::random()?;
    let expires = cx.now + Duration::hours(cx.policy.links.session_hours.into());
    coordinators::open_session(cx.c, &secret.hash(), coordinator, expires, cx.now)?;
    coordinators::note_signed_in(cx.c, coordinator, cx.now)?;
    Ok(secret)
}

/// The session with this secret, and whether it is to be noted that it is used ([`coordinators::note_used`]). One that was
/// not used for long has ended.
///
/// # Errors
/// Those of the database.
pub fn of_session(
    c: &mut Connection,
    policy: &Policy,
    secret: &Token,
    now: DateTime<Utc>,
) -> Result<Option<(OpenSession, bool)>> {
    let idle = Duration::minutes(policy.links.session_idle_minutes.into());
    let found = coordinators::of_session(c, &secret.hash(), now)?;
    let unused = |session: &OpenSession| now - session.used_at.and_utc();
    Ok(found.filter(|session| idle.is_zero() || unused(session) <= idle).map(|session| {
        let is_to_note = !idle.is_zero() && unused(&session) >= NOTED_EVERY;
        (session, is_to_note)
    }))
}

/// Whether whoever is signed in proved a short time ago that it is them.
#[must_use]
pub fn is_fresh(policy: &Policy, session: &OpenSession, now: DateTime<Utc>) -> bool {
    let lasts = Duration::minutes(policy.sign_in.fresh_minutes.into());
    lasts.is_zero() || now - session.proved_at.and_utc() <= lasts
}

/// So often at most is it noted that a session is used: not with every page.
const NOTED_EVERY: Duration = Duration::minutes(1);

/// Signs the coordinator who acts out wherever they are signed in.
///
/// # Errors
/// Those of the database.
pub fn sign_out_everywhere(cx: &mut Context<'_>) -> Result<()> {
    let coordinator = cx.coordinator()?;
    close_sessions(cx, coordinator).map(drop)
}

fn close_sessions(cx: &mut Context<'_>, coordinator: CoordinatorId) -> Result<usize> {
    security::note_everywhere(cx.c, &Event::SignedOutEverywhere, coordinator, cx.now)?;
    coordinators::close_sessions(cx.c, coordinator)
}

/// Ends every session of whoever has this address, or of everybody, as whoever runs the server asks. Gives how many ended;
/// nothing when nobody has the address.
///
/// # Errors
/// Those of the database.
pub fn end_sessions(cx: &mut Context<'_>, email: Option<&EmailAddress>) -> Result<Option<usize>> {
    let Some(email) = email else {
        tracing::info!(target: "tweespan::security", "every session of everybody is ended on the command line");
        return coordinators::close_all_sessions(cx.c).map(Some);
    };
    let Some(coordinator) = coordinators::by_email(cx.c, email)? else { return Ok(None) };
    close_sessions(cx, coordinator.id).map(Some)
}

/// Ends one session of the coordinator who acts, by the hash of its secret.
///
/// # Errors
/// Those of the database.
pub fn end_session(cx: &mut Context<'_>, hash: &str) -> Result<()> {
    let coordinator = cx.coordinator()?;
    if coordinators::close_session_of(cx.c, coordinator, hash)? {
        security::note_everywhere(cx.c, &Event::SessionClosed, coordinator, cx.now)?;
    }
    Ok(())
}

/// Signs out.
///
/// # Errors
/// Those of the database.
pub fn sign_out(cx: &mut Context<'_>, hash: &TokenHash) -> Result<()> {
    if let Some(session) = coordinators::of_session(cx.c, hash, cx.now)? {
        security::note_everywhere(cx.c, &Event::SignedOut, session.coordinator.id, cx.now)?;
    }
    coordinators::close_session(cx.c, hash)
}

/// Notes what a coordinator did, or what befell them, in the log of each of their programmes.
pub(crate) fn note_everywhere(cx: &mut Context<'_>, coordinator: CoordinatorId, what: &Activity) -> Result<()> {
    for programme in coordinators::programmes(cx.c, coordinator)? {
        cx.note(programme.id, what)?;
    }
    Ok(())
}
