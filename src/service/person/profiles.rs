//! Signing up, confirming an address, and changing a profile.

use crate::service::links;
use chrono::{DateTime, Duration, Utc};

use super::erasure;
use crate::domain::{LinkPurpose, Locale, ProfessionalId, Profile, ProgrammeId, Token};
use crate::mail::Message;
use crate::service::mail::bounces;
use crate::service::mail::enqueue::{enqueue_mail, enqueue_mail_at};
use crate::service::programme::activity::{Activity, Actor};
use crate::service::{Context, MailTurn};
use crate::store::mail::outbox;
use crate::store::person::consents::{self, Consent};
use crate::store::person::professionals::{Origin, Professional, Standing};
use crate::store::person::typed_answers::{self, TypedAnswers};
use crate::store::person::{invitations, professionals, pseudonyms};
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, StoreError};

/// Signs somebody up. Whoever asks learns nothing about who is known: the answer is in the mailbox.
///
/// A new address gets a link to confirm it. One that is known and not confirmed yet gets another link, for these answers:
/// what was known and its links stay, since nobody knows who typed. One that is confirmed keeps its profile unchanged and gets
/// its private link. Where no mail will come of it nothing is written, known or not: nothing would lead to it. One that is
/// confirmed gets no mail later on. The same within a minute is one mail.
///
/// # Errors
/// Those of the database.
pub fn sign_up(
    cx: &mut Context<'_>,
    programme: ProgrammeId,
    profile: &Profile,
    (locale, turn): (Locale, MailTurn),
) -> Result<()> {
    if turn == MailTurn::Never {
        return Ok(());
    }
    let professional = match professionals::by_email(cx.c, programme, profile.email())? {
        Some(known) if known.standing != Standing::Unconfirmed => {
            if turn != MailTurn::Now || was_mailed(cx, known.id, Message::ALREADY_KNOWN, turn)? {
                return outbox::write_nothing(cx.c);
            }
            let (first_name, token) = (first_name(&known), links::fresh_profile_link(cx, known.id)?.to_hex());
            return enqueue_mail(cx, &known, Message::AlreadyKnown { first_name, token });
        }
        Some(unconfirmed) if unconfirmed.profile != *profile => {
            let answers = TypedAnswers { profile: profile.clone(), locale };
            return ask_to_confirm_typed(cx, &unconfirmed, &answers, turn);
        }
        Some(unconfirmed) => {
            let grant = Grant::VerifyAddress { professional: unconfirmed.id };
            if was_mailed(cx, unconfirmed.id, Message::VERIFY_ADDRESS, turn)?
                && tokens::any_fresh_since(cx.c, grant, cx.now - ONE_MAIL)?
            {
                return outbox::write_nothing(cx.c);
            }
            unconfirmed
        }
        None => {
            let origin = Origin { standing: Standing::Unconfirmed, locale };
            let new = professionals::add(cx.c, programme, profile, origin, cx.now)?;
            cx.actor = Actor::Professional(new.id);
            cx.note(programme, &Activity::SignedUp)?;
            new
        }
    };
    ask_to_confirm(cx, &professional, turn)
}

/// Who signs up twice within this time with the same answers is mailed once: a button that is pressed twice is one sign-up.
const ONE_MAIL: Duration = Duration::minutes(1);

/// Whether somebody was mailed this lately, in a mail that leaves about as early as one that is written now. Of two who sign
/// up with one address at once, the second waits here and then sees the mail of the first.
fn was_mailed(cx: &mut Context<'_>, professional: ProfessionalId, kind: &str, turn: MailTurn) -> Result<bool> {
    tokens::lock_professional(cx.c, professional)?;
    let leaves_by = match turn {
        MailTurn::At(moment) => moment,
        MailTurn::Now | MailTurn::Never => cx.now + ONE_MAIL,
    };
    outbox::any_since(cx.c, (professional, kind), cx.now - ONE_MAIL, leaves_by)
}

/// Keeps answers beside those that are known, and mails a link that confirms them.
fn ask_to_confirm_typed(
    cx: &mut Context<'_>,
    known: &Professional,
    answers: &TypedAnswers,
    turn: MailTurn,
) -> Result<()> {
    if was_mailed(cx, known.id, Message::VERIFY_ADDRESS, turn)?
        && typed_answers::is_kept_since(cx.c, known.id, answers, cx.now - ONE_MAIL)?
    {
        return outbox::write_nothing(cx.c);
    }
    let token = another_confirm_link(cx, known.id)?;
    typed_answers::keep(cx.c, known.id, &token, answers, cx.now)?;
    let reader = Professional { locale: answers.locale, ..known.clone() };
    mail_confirm_link(cx, &reader, &token, turn)
}

/// Mails a fresh link to confirm an address: for what somebody typed last, or else for what is kept of them. What a coordinator
/// put on the list goes first, since nobody knows who typed.
pub(crate) fn ask_again_to_confirm(cx: &mut Context<'_>, professional: &Professional) -> Result<()> {
    if invitations::of(cx.c, &[professional.id])?.is_empty()
        && let Some(newest) = typed_answers::newest(cx.c, professional.id, cx.now)?
    {
        // The link of before goes on confirming the same.
        let token = another_confirm_link(cx, professional.id)?;
        typed_answers::keep(cx.c, professional.id, &token, &newest, cx.now)?;
        return mail_confirm_link(cx, professional, &token, MailTurn::Now);
    }
    ask_to_confirm(cx, professional, MailTurn::Now)
}

/// Mails a link to confirm an address, when the mail has its turn.
fn ask_to_confirm(cx: &mut Context<'_>, professional: &Professional, turn: MailTurn) -> Result<()> {
    let token = confirm_link(cx, professional.id)?;
    mail_confirm_link(cx, professional, &token, turn)
}

fn mail_confirm_link(cx: &mut Context<'_>, professional: &Professional, token: &Token, turn: MailTurn) -> Result<()> {
    let message = Message::VerifyAddress { token: token.to_hex() };
    match turn {
        MailTurn::Now => enqueue_mail(cx, professional, message),
        MailTurn::At(moment) => enqueue_mail_at(cx, professional, message, moment),
        MailTurn::Never => Ok(()),
    }
}

/// Whose address a link confirms.
///
/// # Errors
/// Those of the database.
pub fn to_confirm(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Professional>> {
    let grant = tokens::resolve(c, token, LinkPurpose::VerifyAddress, now)?;
    Ok(whose_address(c, token, grant)?.map(|(professional, _)| professional))
}

/// As [`to_confirm`], and whether the answers are other than those that are kept: they act from here on.
fn confirming(cx: &mut Context<'_>, token: &Token) -> Result<Option<(Professional, bool)>> {
    let grant = cx.granted(token, LinkPurpose::VerifyAddress)?;
    whose_address(cx.c, token, grant)
}

/// Somebody with the answers that a link confirms, and whether these were typed beside those that are kept.
fn whose_address(c: &mut Connection, token: &Token, grant: Option<Grant>) -> Result<Option<(Professional, bool)>> {
    let Some(Grant::VerifyAddress { professional }) = grant else { return Ok(None) };
    let known = professionals::by_id(c, professional)?;
    let typed = if known.standing == Standing::Unconfirmed { typed_answers::of_link(c, token)? } else { None };
    let Some(TypedAnswers { profile, locale }) = typed else { return Ok(Some((known, false))) };
    let is_invited = !invitations::of(c, &[known.id])?.is_empty();
    let profile = if is_invited { profile.beside(&known.profile) } else { profile };
    Ok(Some((Professional { profile, locale, ..known }, true)))
}

/// Counts a professional in, who agrees to this text, and mails the private link to their profile. Twice is as once.
///
/// # Errors
/// Those of the database.
pub fn confirm(cx: &mut Context<'_>, token: &Token, consent: &Consent) -> Result<Option<Professional>> {
    let Some((professional, is_typed)) = confirming(cx, token)? else { return Ok(None) };
    if is_typed {
        professionals::replace(cx.c, &professional, &professional.profile, professional.locale, cx.now)?;
    }
    if professionals::activate(cx.c, professional.id, consent, cx.now)? {
        // Until here a newer link may have been used in place of this one.
        if to_confirm(cx.c, token, cx.now)?.is_none() {
            return Err(StoreError::Conflict);
        }
        cx.note(professional.programme_id, &Activity::Confirmed)?;
        invitations::remove(cx.c, professional.id)?;
        typed_answers::forget(cx.c, professional.id, token, cx.now)?;
        pseudonyms::forget_left(cx.c, professional.programme_id, professional.profile.email())?;
        send_profile_link(cx, &professional)?;
    }
    bounces::link_used(cx, professional.id, token)?;
    Ok(Some(professional))
}

/// Removes somebody who was asked to confirm an address and says no: nothing of them is kept, and no file invites them
/// again. Nothing when the link does not work, or was used to confirm.
///
/// # Errors
/// Those of the database.
pub fn refuse(cx: &mut Context<'_>, token: &Token) -> Result<Option<()>> {
    let unconfirmed = confirming(cx, token)?.filter(|(one, _)| one.standing == Standing::Unconfirmed);
    if unconfirmed.is_none() {
        return Ok(None);
    }
    erasure::leave(cx).map(Some)
}

/// Whose profile a private link opens.
///
/// # Errors
/// Those of the database.
pub fn of_link(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Professional>> {
    match tokens::resolve(c, token, LinkPurpose::Profile, now)? {
        Some(Grant::Profile { professional }) => professionals::by_id(c, professional).map(Some),
        _ => Ok(None),
    }
}

/// Changes a profile. The address stays as it is: it is what the links were sent to.
///
/// # Errors
/// Those of the database.
pub fn change(cx: &mut Context<'_>, old: &Professional, profile: &Profile, locale: Locale) -> Result<()> {
    // Whoever changes their profile is active.
    cx.professional()?;
    professionals::replace(cx.c, old, profile, locale, cx.now)?;
    // The same once more is nothing to tell.
    if old.profile == *profile && old.locale == locale {
        return Ok(());
    }
    cx.note(old.programme_id, &Activity::ProfileChanged)
}

/// Notes that somebody who is known agrees to a text that says something else than the one before. Nothing when their link
/// does not work.
///
/// # Errors
/// Those of the database.
pub fn agree(cx: &mut Context<'_>, token: &Token, consent: &Consent) -> Result<Option<()>> {
    let Some(professional) = of_link(cx.c, token, cx.now)? else { return Ok(None) };
    let Some(Grant::Profile { .. }) = cx.granted(token, LinkPurpose::Profile)? else { return Ok(None) };
    if consents::given(cx.c, professional.id)?.version.as_ref() != Some(&consent.version) {
        consents::give(cx.c, professional.id, consent, cx.now)?;
        cx.note(professional.programme_id, &Activity::Agreed)?;
    }
    bounces::link_used(cx, professional.id, token)?;
    Ok(Some(()))
}

fn send_profile_link(cx: &mut Context<'_>, professional: &Professional) -> Result<()> {
    let token = links::fresh_profile_link(cx, professional.id)?.to_hex();
    enqueue_mail(cx, professional, Message::ProfileLink { first_name: first_name(professional), token })
}

/// A link to confirm an address and what is kept for it. Earlier ones work no more once it is used.
pub(crate) fn confirm_link(cx: &mut Context<'_>, professional: ProfessionalId) -> Result<Token> {
    let lasts = Duration::days(cx.policy.links.confirm_days.into());
    invitations::note_link(cx.c, professional, cx.now + lasts)?;
    tokens::issue_fresh(cx.c, Grant::VerifyAddress { professional }, lasts, cx.now)
}

/// The same for what somebody typed, beside the earlier ones. An invitation lasts no longer for it.
fn another_confirm_link(cx: &mut Context<'_>, professional: ProfessionalId) -> Result<Token> {
    let lasts = Duration::days(cx.policy.links.confirm_days.into());
    tokens::issue(cx.c, Grant::VerifyAddress { professional }, lasts, cx.now)
}

fn first_name(professional: &Professional) -> String {
    professional.profile.first_name().to_owned()
}
