//! Signing in with an account of an organisation's own sign-in (OpenID Connect), whose provider has vouched for it.

use chrono::{DateTime, TimeDelta, Utc};

use super::coordinators::{note_everywhere, open_session};
use super::security::{self, Event};
use crate::domain::{CoordinatorId, EmailAddress, Token, TokenHash};
use crate::service::Context;
use crate::service::programme::activity::Activity;
use crate::store::Result;
use crate::store::programme::coordinators;
use crate::store::programme::identities::{self, Account};

/// The clock of a provider may be ahead by so much.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(1);

/// What a provider says of whoever signed in there.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Identity {
    pub account: Account,
    /// Their address, if the provider checked it or is trusted with it.
    pub email: Option<EmailAddress>,
    /// When they last proved there that it is them; nothing where it does not say.
    pub proved_at: Option<DateTime<Utc>>,
}

/// What becomes of whoever signed in at their organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// They are signed in here, with this secret.
    In(Token),
    /// The account is nobody's yet, and its address is not known or not checked.
    NoAddress,
    /// Nobody with this address coordinates a programme.
    Unknown(EmailAddress),
    /// Somebody with this address does, and signs in with another account.
    OtherAccount(EmailAddress),
}

/// Signs in whoever has an account. The first time it is found by its address; from then on it is known by itself, whatever
/// address it has, and another account with that address does not come in. The session that this browser had ends.
///
/// # Errors
/// Those of the database.
pub fn sign_in(cx: &mut Context<'_>, identity: Identity, before: Option<&TokenHash>) -> Result<Entry> {
    let Identity { account, email, proved_at } = identity;
    let coordinator = match identities::owner(cx.c, &account)? {
        Some(known) => known,
        None => match adopt(cx, &account, email)? {
            Ok(coordinator) => coordinator,
            Err(refused) => return Ok(refused),
        },
    };
    let secret = open_session(cx, coordinator, before)?;
    coordinators::note_vouched(cx.c, &secret.hash(), proof(proved_at, cx.now))?;
    security::note_everywhere(cx.c, &Event::SignedInElsewhere { issuer: account.issuer }, coordinator, cx.now)?;
    Ok(Entry::In(secret))
}

/// When somebody proved that it is them, by what their organisation says. Where it says nothing, or names a time that is still to
/// come, that is long ago: they prove it once more before what needs it.
fn proof(said: Option<DateTime<Utc>>, now: DateTime<Utc>) -> DateTime<Utc> {
    said.filter(|moment| *moment <= now + CLOCKS_DIFFER).unwrap_or(DateTime::UNIX_EPOCH).min(now)
}

/// Makes an account that of the coordinator with this address.
fn adopt(
    cx: &mut Context<'_>,
    account: &Account,
    email: Option<EmailAddress>,
) -> Result<std::result::Result<CoordinatorId, Entry>> {
    let Some(email) = email else { return Ok(Err(Entry::NoAddress)) };
    let Some(coordinator) = coordinators::by_email(cx.c, &email)? else { return Ok(Err(Entry::Unknown(email))) };
    if coordinators::programmes(cx.c, coordinator.id)?.is_empty() {
        return Ok(Err(Entry::Unknown(email)));
    }
    if identities::has_one(cx.c, coordinator.id, &account.issuer)? {
        let refused = Event::AccountRefused { issuer: account.issuer.clone() };
        security::note_everywhere(cx.c, &refused, coordinator.id, cx.now)?;
        return Ok(Err(Entry::OtherAccount(email)));
    }
    identities::add(cx.c, account, coordinator.id)?;
    Ok(Ok(coordinator.id))
}

/// Forgets the accounts of whoever has this address, and ends their sessions, as whoever runs the server asks: the next account
/// with their address is theirs. False when they had none; nothing when nobody has the address.
///
/// # Errors
/// Those of the database.
pub fn forget(cx: &mut Context<'_>, email: &EmailAddress) -> Result<Option<bool>> {
    let Some(coordinator) = coordinators::by_email(cx.c, email)? else { return Ok(None) };
    let had = identities::remove(cx.c, coordinator.id)?;
    if had {
        coordinators::close_sessions(cx.c, coordinator.id)?;
        note_everywhere(cx, coordinator.id, &Activity::AccountForgotten { coordinator: coordinator.id })?;
    }
    Ok(Some(had))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_is_still_to_come_proves_nothing() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let before = now - TimeDelta::minutes(3);
        assert_eq!(proof(Some(before), now), before);
        assert_eq!(proof(None, now), DateTime::UNIX_EPOCH);
        assert_eq!(proof(Some(now + CLOCKS_DIFFER), now), now, "clocks differ a little");
        assert_eq!(proof(Some(now + CLOCKS_DIFFER + TimeDelta::seconds(1)), now), DateTime::UNIX_EPOCH);
        assert_eq!(proof(Some(DateTime::<Utc>::MAX_UTC), now), DateTime::UNIX_EPOCH);
    }
}
