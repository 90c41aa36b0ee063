//! Signing up, confirming an address, and changing a profile.

use chrono::{DateTime, Duration, Utc};

use super::activity::{Activity, Actor, note};
use super::{MailTurn, Policy, bounces, departure, tell, tell_at};
use crate::domain::{Locale, ProfessionalId, Profile, ProgrammeId, Purpose, Token};
use crate::mail::Message;
use crate::store::professionals::{Origin, Professional, Standing};
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, StoreError, invitations, professionals, pseudonyms};

/// Signs somebody up. Whoever asks learns nothing about who is known: the answer is in the mailbox.
///
/// A new address gets a link to confirm it. One that is not confirmed yet gets another link, for the newest answers.
/// One that is known keeps its profile unchanged and gets its private link. Whatever the mail's turn, the answers are kept;
/// whoever is known keeps the links they have when theirs has not come.
///
/// # Errors
/// Those of the database.
pub fn sign_up(
    c: &mut Connection,
    policy: &Policy,
    programme: ProgrammeId,
    profile: &Profile,
    (locale, turn): (Locale, MailTurn),
    now: DateTime<Utc>,
) -> Result<()> {
    let professional = match professionals::by_email(c, programme, profile.email())? {
        Some(known) if known.standing != Standing::Unconfirmed => {
            if turn != MailTurn::Now {
                return Ok(());
            }
            let (first_name, token) = (first_name(&known), fresh_profile_link(c, policy, known.id, now)?.to_hex());
            return tell(c, &known, Message::AlreadyKnown { first_name, token }, now);
        }
        Some(unconfirmed) => {
            // A link that was mailed for other answers must not confirm these. The answers come first: from then on
            // others who sign up at this moment wait, and their links are all there to be replaced.
            professionals::replace(c, &unconfirmed, profile, locale, now)?;
            professionals::by_id(c, unconfirmed.id)?
        }
        None => {
            let origin = Origin { standing: Standing::Unconfirmed, consent_version: None, locale };
            let new = professionals::add(c, programme, profile, origin, now)?;
            note(c, programme, Actor::Professional(new.id), &Activity::SignedUp, now)?;
            new
        }
    };
    ask_to_confirm(c, policy, &professional, turn, now)
}

/// Mails a link to confirm an address, when the mail has its turn.
pub(super) fn ask_to_confirm(
    c: &mut Connection,
    policy: &Policy,
    professional: &Professional,
    turn: MailTurn,
    now: DateTime<Utc>,
) -> Result<()> {
    let token = confirm_link(c, policy, professional.id, now)?.to_hex();
    let message = Message::VerifyAddress { token };
    match turn {
        MailTurn::Now => tell(c, professional, message, now),
        MailTurn::At(moment) => tell_at(c, professional, message, moment, now),
        MailTurn::Never => Ok(()),
    }
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
        invitations::remove(c, professional.id)?;
        pseudonyms::forget_left(c, professional.programme_id, professional.profile.email())?;
        send_profile_link(c, policy, &professional, now)?;
    }
    bounces::link_used(c, professional.id, token)?;
    Ok(Some(professional))
}

/// Removes somebody who was asked to confirm an address and says no: nothing of them is kept, and no file invites them
/// again. Nothing when the link does not work, or was used to confirm.
///
/// # Errors
/// Those of the database.
pub fn refuse(c: &mut Connection, policy: &Policy, token: &Token, now: DateTime<Utc>) -> Result<Option<()>> {
    let unconfirmed = to_confirm(c, token, now)?.filter(|one| one.standing == Standing::Unconfirmed);
    let Some(professional) = unconfirmed else { return Ok(None) };
    departure::leave(c, policy, &professional, now).map(Some)
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

fn send_profile_link(
    c: &mut Connection,
    policy: &Policy,
    professional: &Professional,
    now: DateTime<Utc>,
) -> Result<()> {
    let token = fresh_profile_link(c, policy, professional.id, now)?.to_hex();
    tell(c, professional, Message::ProfileLink { first_name: first_name(professional), token }, now)
}

/// A link to somebody's own page, which a mail about something else carries along.
pub(super) fn profile_link(
    c: &mut Connection,
    policy: &Policy,
    professional: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<Token> {
    tokens::issue(c, Grant::Profile { professional }, profile_lasts(policy), None, now)
}

/// The same, where the link is what the mail is for: earlier ones work no more.
pub(super) fn fresh_profile_link(
    c: &mut Connection,
    policy: &Policy,
    professional: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<Token> {
    tokens::issue_anew(c, Grant::Profile { professional }, profile_lasts(policy), now)
}

fn profile_lasts(policy: &Policy) -> Duration {
    Duration::days(policy.links.profile_days.into())
}

/// A link to confirm an address. It confirms the newest answers, so earlier ones work no more.
pub(super) fn confirm_link(
    c: &mut Connection,
    policy: &Policy,
    professional: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<Token> {
    let lasts = Duration::days(policy.links.confirm_days.into());
    invitations::note_link(c, professional, now + lasts)?;
    tokens::issue_anew(c, Grant::VerifyAddress { professional }, lasts, now)
}

fn first_name(professional: &Professional) -> String {
    professional.profile.first_name().to_owned()
}
