//! Keys: what a program of a coordinator comes in with.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};

use super::activity::Activity;
use crate::domain::programme::access::{Role, Scope, Scopes};
use crate::domain::{CoordinatorId, ProgrammeId, Token};
use crate::mail::{About, Message, Queued};
use crate::service::mail::enqueue::{Reader, queue};
use crate::service::{Context, Policy};
use crate::store::programme::api_keys::{self, ApiKey};
use crate::store::programme::coordinators;
use crate::store::{Connection, Result, tokens};

/// How long before a key ends whoever made it is told.
const WARNED_BEFORE: Duration = Duration::days(14);
/// So often at most is it noted that a key is used: not with every request.
const NOTED_EVERY: Duration = Duration::minutes(1);

/// A key of the same name that was made this short a time before, and not used, comes of the same form.
const SENT_TWICE: Duration = Duration::minutes(1);

/// What a key is to be for.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct NewKey {
    pub label: String,
    pub scopes: Scopes,
    /// Each a programme that the coordinator who acts looks after.
    pub programmes: Vec<ProgrammeId>,
}

/// Gives a program access to the API in the name of the coordinator who acts. Each of its programmes logs it. The key is
/// shown once.
///
/// # Errors
/// Those of the database.
pub fn give(cx: &mut Context<'_>, new: &NewKey) -> Result<Token> {
    let coordinator = cx.coordinator()?;
    let programmes: BTreeSet<ProgrammeId> = new.programmes.iter().copied().collect();
    let programmes: Vec<ProgrammeId> = programmes.into_iter().collect();
    for programme in &programmes {
        cx.authorise(*programme)?;
    }
    // A form that is sent twice shows the second key only: nobody saw the first.
    for unseen in api_keys::unused_since(cx.c, coordinator, &new.label, cx.now - SENT_TWICE)? {
        if api_keys::programmes(cx.c, &unseen)? == programmes {
            api_keys::remove(cx.c, &unseen)?;
        }
    }
    let key = tokens::random()?;
    let expires = cx.now + Duration::days(cx.policy.links.api_token_days.into());
    let of = (coordinator, new.label.as_str(), new.scopes);
    api_keys::add(cx.c, &key.hash(), of, &programmes, (cx.now, expires))?;
    for programme in &programmes {
        cx.note(*programme, &Activity::KeyMade { label: new.label.clone() })?;
    }
    Ok(key)
}

/// Takes away the access of a program. Whoever made the key ends it; an owner takes theirs out of it, as long as it is for
/// others as well. Twice is as once.
///
/// # Errors
/// Those of the database.
pub fn revoke(cx: &mut Context<'_>, programme: ProgrammeId, hash: &str) -> Result<()> {
    let coordinator = cx.coordinator()?;
    let Some(key) = api_keys::resolve(cx.c, hash, cx.now)? else { return Ok(()) };
    let gone_from = if key.coordinator_id == coordinator {
        let programmes = api_keys::programmes(cx.c, hash)?;
        if api_keys::remove(cx.c, hash)? { programmes } else { Vec::new() }
    } else {
        cx.authorise_owner(programme)?;
        if api_keys::take_out(cx.c, hash, programme)? { vec![programme] } else { Vec::new() }
    };
    for programme in gone_from {
        cx.note(programme, &Activity::KeyRevoked { label: key.label.clone() })?;
    }
    Ok(())
}

/// In whose name a program comes, and whether it is to be noted that it does ([`api_keys::note_used`]).
///
/// # Errors
/// Those of the database.
pub fn resolve(c: &mut Connection, key: &Token, now: DateTime<Utc>) -> Result<Option<(ApiKey, bool)>> {
    let found = api_keys::resolve(c, key.hash().as_str(), now)?;
    Ok(found.map(|key| {
        let is_to_note = key.used_at.is_none_or(|used| now - used.and_utc() >= NOTED_EVERY);
        (key, is_to_note)
    }))
}

/// What a program may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is nothing for it: the key is for other programmes, or its coordinator has no role there any more.
    NotThere,
    /// The key, or the role of its coordinator, is for less.
    NotAllowed,
}

/// Whether a program may do something in a programme: its key is for it, and so is the role of its coordinator. Without a
/// scope it is something that either of the two to act is for, which the handler tells apart.
///
/// # Errors
/// Those of the database.
pub fn may(
    c: &mut Connection,
    key: &ApiKey,
    programme: ProgrammeId,
    scope: Option<Scope>,
) -> Result<std::result::Result<(), Refused>> {
    let Some(role) = coordinators::role(c, key.coordinator_id, programme)? else { return Ok(Err(Refused::NotThere)) };
    if !api_keys::is_for(c, &key.hash, programme)? {
        return Ok(Err(Refused::NotThere));
    }
    let needed = if scope == Some(Scope::Read) { Role::Viewer } else { Role::Coordinator };
    let is_for = scope.map_or(key.scopes.people || key.scopes.rounds, |scope| key.scopes.allow(scope));
    Ok(if is_for && role >= needed { Ok(()) } else { Err(Refused::NotAllowed) })
}

/// The keys whose coordinators are to be told that they end soon.
///
/// # Errors
/// Those of the database.
pub fn due_warnings(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<String>> {
    let lasts = Duration::days(policy.links.api_token_days.into());
    api_keys::ending(c, now + WARNED_BEFORE.min(lasts / 2), now)
}

/// Tells a coordinator, once, that a key of theirs ends soon.
///
/// # Errors
/// Those of the database.
pub fn warn(cx: &mut Context<'_>, hash: &str) -> Result<bool> {
    let Some(key) = api_keys::resolve(cx.c, hash, cx.now)? else { return Ok(false) };
    let Some(programme) = api_keys::programmes(cx.c, hash)?.into_iter().next() else { return Ok(false) };
    if !api_keys::note_warned(cx.c, hash, cx.now)? {
        return Ok(false);
    }
    let coordinator = coordinators::by_id(cx.c, key.coordinator_id)?;
    let slug = crate::store::programme::programmes::by_id(cx.c, programme)?.slug.to_string();
    let message = Message::KeyEnds { label: key.label, until: key.expires_at, programme: slug };
    let reader = Reader { name: "", email: &coordinator.email, locale: coordinator.locale };
    queue(cx, programme, &reader, &Queued::new(message, None).about(About::coordinator(coordinator.id)))?;
    Ok(true)
}

/// The keys for a programme that work, with the addresses of whoever made them, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_programme(c: &mut Connection, programme: ProgrammeId, now: DateTime<Utc>) -> Result<Vec<(ApiKey, String)>> {
    let keys = api_keys::of_programme(c, programme, now)?;
    let ids: Vec<CoordinatorId> = keys.iter().map(|key| key.coordinator_id).collect();
    let addresses = coordinators::addresses(c, &ids)?;
    let by = |key: &ApiKey| addresses.get(&key.coordinator_id).cloned().unwrap_or_default();
    Ok(keys.into_iter().map(|key| (by(&key), key)).map(|(by, key)| (key, by)).collect())
}
