//! Signing up, confirming an address, changing a profile, asking for a new link, and importing a people file.

use chrono::{DateTime, Duration, Utc};

use super::activity::{Activity, Actor, note};
use super::{Policy, bounces, enqueue, introduce, mailings, tell};
use crate::domain::life::Life;
use crate::domain::schedule;
use crate::domain::{EmailAddress, Locale, Profile, Purpose, Token};
use crate::mail::Message;
use crate::store::mailings::{JustQueued, MailingKind};
use crate::store::professionals::{Origin, Professional, Standing};
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, StoreError, duos, professionals, rounds};

/// Signs somebody up. Whoever asks learns nothing about who is known: the answer is in the mailbox.
///
/// A new address gets a link to confirm it. One that is not confirmed yet gets another link, for the newest answers.
/// One that is known keeps its profile unchanged and gets its private link.
///
/// # Errors
/// Those of the database.
pub fn sign_up(
    c: &mut Connection,
    policy: &Policy,
    programme: i64,
    profile: &Profile,
    locale: Locale,
    now: DateTime<Utc>,
) -> Result<()> {
    let professional = match professionals::by_email(c, programme, profile.email())? {
        Some(known) if known.standing != Standing::Unconfirmed => {
            let (first_name, token) = (first_name(&known), profile_link(c, policy, known.id, now)?.to_hex());
            return tell(c, &known, Message::AlreadyKnown { first_name, token }, now);
        }
        Some(unconfirmed) => {
            // A link that was mailed for other answers must not confirm these. The answers come first: from then on
            // others who sign up at this moment wait, and their links are all there to be revoked.
            professionals::replace(c, &unconfirmed, profile, locale, now)?;
            tokens::revoke(c, unconfirmed.id, Purpose::VerifyAddress)?;
            professionals::by_id(c, unconfirmed.id)?
        }
        None => {
            let origin = Origin { standing: Standing::Unconfirmed, consent_version: None, locale };
            let new = professionals::add(c, programme, profile, origin, now)?;
            note(c, programme, Actor::Professional(new.id), &Activity::SignedUp, now)?;
            new
        }
    };
    ask_to_confirm(c, policy, &professional, now)
}

fn ask_to_confirm(c: &mut Connection, policy: &Policy, professional: &Professional, now: DateTime<Utc>) -> Result<()> {
    let token = confirm_link(c, policy, professional.id, now)?.to_hex();
    tell(c, professional, Message::VerifyAddress { first_name: first_name(professional), token }, now)
}

/// Whose address a link confirms.
///
/// # Errors
/// Those of the database.
pub fn to_confirm(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Professional>> {
    match tokens::look_up(c, token, Purpose::VerifyAddress, now)? {
        Some(Grant::VerifyAddress { professional }) => professionals::by_id(c, professional).map(Some),
        _ => Ok(None),
    }
}

/// Counts a professional in, and mails the private link to their profile. Twice is as once.
///
/// # Errors
/// Those of the database.
pub fn confirm(c: &mut Connection, policy: &Policy, token: &Token, now: DateTime<Utc>) -> Result<Option<Professional>> {
    let Some(professional) = to_confirm(c, token, now)? else { return Ok(None) };
    if professionals::activate(c, professional.id, &policy.consent_version, now)? {
        // From here on nobody else changes the answers; before, somebody may have, and revoked this link.
        if to_confirm(c, token, now)?.is_none() {
            return Err(StoreError::Conflict);
        }
        let actor = Actor::Professional(professional.id);
        note(c, professional.programme_id, actor, &Activity::Confirmed, now)?;
        send_profile_link(c, policy, &professional, now)?;
    }
    bounces::link_used(c, professional.id, token)?;
    Ok(Some(professional))
}

/// Whose profile a private link opens.
///
/// # Errors
/// Those of the database.
pub fn of_link(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Professional>> {
    match tokens::look_up(c, token, Purpose::Profile, now)? {
        Some(Grant::Profile { professional }) => professionals::by_id(c, professional).map(Some),
        _ => Ok(None),
    }
}

/// Changes a profile. The address stays as it is: it is what the links were sent to.
///
/// # Errors
/// Those of the database.
pub fn change(
    c: &mut Connection,
    old: &Professional,
    profile: &Profile,
    locale: Locale,
    now: DateTime<Utc>,
) -> Result<()> {
    professionals::replace(c, old, profile, locale, now)?;
    // The same once more is nothing to tell.
    if old.profile == *profile && old.locale == locale {
        return Ok(());
    }
    note(c, old.programme_id, Actor::Professional(old.id), &Activity::ProfileChanged, now)
}

/// Mails fresh links to whoever is known at this address: to confirm it, or to their profile and to every duo that
/// waits for an answer. An unknown address gets nothing, and whoever asked is told the same.
///
/// # Errors
/// Those of the database.
pub fn send_links(
    c: &mut Connection,
    policy: &Policy,
    programme: i64,
    email: &EmailAddress,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(professional) = professionals::by_email(c, programme, email)? else { return Ok(()) };
    if professional.standing == Standing::Unconfirmed {
        return ask_to_confirm(c, policy, &professional, now);
    }
    send_profile_link(c, policy, &professional, now)?;
    for duo in duos::of_professional(c, professional.id)? {
        let Some(round) = rounds::by_id(c, duo.round_id)? else { continue };
        if matches!(duo.life, Life::Open(_))
            && now < schedule::answers_end(round.answer_by, policy.links.duo_grace_days)
            // A publication that can be called back is told to nobody before its mails leave.
            && !enqueue::will_be_told(c, professional.id, duo.id, now)?
        {
            introduce::again(c, policy, &round, &duo, professional.id, now)?;
        }
    }
    Ok(())
}

/// How many of a people file were new, and how many were there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Imported {
    pub added: usize,
    pub known: usize,
}

/// Puts people on the list and invites each to confirm: nobody takes part because somebody else says so. Those who
/// are known stay as they are: a professional's own words go over a spreadsheet's.
///
/// # Errors
/// Those of the database.
pub fn invite(
    c: &mut Connection,
    policy: &Policy,
    programme: i64,
    people: &[Profile],
    (actor, locale): (Actor, Locale),
    now: DateTime<Utc>,
) -> Result<Imported> {
    let mut imported = Imported::default();
    let mut invited = Vec::new();
    for profile in people {
        if professionals::by_email(c, programme, profile.email())?.is_some() {
            imported.known += 1;
            continue;
        }
        let origin = Origin { standing: Standing::Unconfirmed, consent_version: None, locale };
        let professional = professionals::add(c, programme, profile, origin, now)?;
        let token = confirm_link(c, policy, professional.id, now)?.to_hex();
        tell(c, &professional, Message::Invitation { first_name: first_name(&professional), token }, now)?;
        imported.added += 1;
        invited.push(professional.id);
    }
    let by = if let Actor::Coordinator(id) = actor { Some(id) } else { None };
    let queued = JustQueued { programme, kind: MailingKind::Invitation, round: None, people: &invited };
    mailings::hold(c, policy, queued, by, now)?;
    let Imported { added, known } = imported;
    note(c, programme, actor, &Activity::PeopleImported { added, known }, now)?;
    Ok(imported)
}

fn send_profile_link(
    c: &mut Connection,
    policy: &Policy,
    professional: &Professional,
    now: DateTime<Utc>,
) -> Result<()> {
    let token = profile_link(c, policy, professional.id, now)?.to_hex();
    tell(c, professional, Message::ProfileLink { first_name: first_name(professional), token }, now)
}

pub(super) fn profile_link(
    c: &mut Connection,
    policy: &Policy,
    professional: i64,
    now: DateTime<Utc>,
) -> Result<Token> {
    tokens::issue(c, Grant::Profile { professional }, Duration::days(policy.links.profile_days.into()), None, now)
}

fn confirm_link(c: &mut Connection, policy: &Policy, professional: i64, now: DateTime<Utc>) -> Result<Token> {
    tokens::issue(c, Grant::VerifyAddress { professional }, Duration::days(policy.links.confirm_days.into()), None, now)
}

fn first_name(professional: &Professional) -> String {
    professional.profile.first_name().to_owned()
}
