//! Personal data whose time is over. Whoever long did nothing is asked whether they want to stay, and removed if they do
//! nothing; who signed up and did not confirm goes with the link; of old rounds, what was told in confidence goes.
//!
//! The functions that begin with `due_` only look: who is due is found without holding anything.

use crate::service::links;
use chrono::{DateTime, Duration, Months, NaiveDate, NaiveDateTime, Utc};

use super::{erasure, profiles};
use crate::domain::{LinkPurpose, ProfessionalId, RoundId, RoundState, Token, local_time};
use crate::mail::Message;
use crate::service::duo::due_transitions;
use crate::service::mail::bounces;
use crate::service::mail::enqueue::enqueue_mail;
use crate::service::programme::activity::Activity;
use crate::service::round::back_to_draft;
use crate::service::{Context, Policy};
use crate::store::mail::outbox::MailState;
use crate::store::person::professionals::{Professional, Standing};
use crate::store::person::{departures, professionals, retention};
use crate::store::round::{round_changes, rounds, stored_inputs};
use crate::store::tokens::Grant;
use crate::store::{Connection, Result};

/// Whoever was active since this moment stays.
fn active_since(policy: &Policy, now: DateTime<Utc>) -> DateTime<Utc> {
    months_before(now, policy.retention.inactive_months)
}

pub(crate) fn months_before(now: DateTime<Utc>, months: u16) -> DateTime<Utc> {
    now.checked_sub_months(Months::new(months.into())).unwrap_or(DateTime::UNIX_EPOCH)
}

/// How long before their removal somebody is asked whether they want to stay.
#[must_use]
pub fn warned_before(policy: &Policy) -> Duration {
    Duration::days(policy.retention.warn_days.into())
}

/// The day on which somebody is removed unless they do something: the one that their mail names, however late it left.
///
/// # Errors
/// Those of the database.
pub fn removal_day(
    c: &mut Connection,
    policy: &Policy,
    professional: &Professional,
    now: DateTime<Utc>,
) -> Result<Option<NaiveDate>> {
    let Some(remove_at) = professional.remove_at else { return Ok(None) };
    let told_until = told_until(c, policy, professional.id, now)?;
    let until = told_until.map_or(remove_at.and_utc(), |told| told.max(remove_at.and_utc()));
    Ok(Some(local_time::from_utc(until).date()))
}

/// Until when somebody who was asked whether they want to stay has to answer, by the mail; nothing when there is none.
fn told_until(
    c: &mut Connection,
    policy: &Policy,
    id: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    Ok(answered_until(policy, retention::newest_mail(c, id, Message::STILL_THERE)?, now))
}

/// Until when whoever a warning was mailed to has to answer it: the whole days, however late it left; nothing when there is none.
pub(crate) fn answered_until(
    policy: &Policy,
    mail: Option<(MailState, Option<NaiveDateTime>)>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let days = warned_before(policy);
    match mail? {
        (MailState::Waiting, _) => Some(now + days),
        (_, sent) => sent.map(|sent| sent.and_utc() + days),
    }
}

/// Who is to be asked whether they want to stay.
///
/// # Errors
/// Those of the database.
pub fn due_warnings(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<ProfessionalId>> {
    retention::to_warn(c, active_since(policy, now), now.date_naive())
}

/// Asks somebody who long did nothing whether they want to stay, and names the day on which they are removed. Whoever is in a
/// duo, or was not long ago, is active.
///
/// # Errors
/// Those of the database.
pub fn warn(cx: &mut Context<'_>, id: ProfessionalId) -> Result<bool> {
    let Some(professional) = professionals::by_ids(cx.c, &[id])?.pop() else { return Ok(false) };
    if professional.standing == Standing::Unconfirmed || is_needed(cx, id)? {
        return Ok(false);
    }
    let remove_at = cx.now + warned_before(cx.policy);
    if !retention::set_removal(cx.c, id, active_since(cx.policy, cx.now), remove_at)? {
        return Ok(false);
    }
    cx.note(professional.programme_id, &Activity::AskedToStay { person: id })?;
    let (first_name, token) = (professional.profile.first_name().to_owned(), links::profile_link(cx, id)?.to_hex());
    enqueue_mail(cx, &professional, Message::StillThere { first_name, token, remove_on: None })?;
    Ok(true)
}

/// Whether somebody is in a duo, was in one since they had to be active, or is in a round. A duo is noted as activity.
fn is_needed(cx: &mut Context<'_>, id: ProfessionalId) -> Result<bool> {
    if let Some(at) = retention::last_in_duo(cx.c, id, cx.now)?
        && at >= active_since(cx.policy, cx.now)
    {
        retention::note_active(cx.c, id, at)?;
        return Ok(true);
    }
    retention::is_in_round(cx.c, id, cx.now.date_naive())
}

/// Whose day of removal has come.
///
/// # Errors
/// Those of the database.
pub fn due_removals(c: &mut Connection, now: DateTime<Utc>) -> Result<Vec<ProfessionalId>> {
    retention::to_remove(c, now)
}

/// Removes somebody who was asked whether they want to stay and did nothing, as a departure does, and tells them. Not who is
/// in a duo or a round by now; and not before they had the days that the mail told, however late it left.
///
/// # Errors
/// Those of the database.
pub fn remove_inactive(cx: &mut Context<'_>, id: ProfessionalId) -> Result<bool> {
    if !retention::lock_due(cx.c, id, cx.now)? {
        return Ok(false);
    }
    if is_needed(cx, id)? {
        retention::put_off(cx.c, id, None)?;
        return Ok(false);
    }
    let told_until = told_until(cx.c, cx.policy, id, cx.now)?;
    if let Some(until) = told_until.filter(|until| *until > cx.now) {
        retention::put_off(cx.c, id, Some(until))?;
        return Ok(false);
    }
    let professional = professionals::by_id(cx.c, id)?;
    cx.note(professional.programme_id, &Activity::RemovedAsInactive)?;
    erasure::erase(cx, &professional)?;
    erasure::tell_removed(cx, &professional, false)?;
    Ok(true)
}

/// Notes that whoever has this link to their own page wants to stay. Nothing when it does not work; twice is as once.
///
/// # Errors
/// Those of the database.
pub fn stay(cx: &mut Context<'_>, token: &Token) -> Result<Option<()>> {
    // Using the link is what lets them stay.
    let asked = profiles::of_link(cx.c, token, cx.now)?.filter(|one| one.remove_at.is_some());
    let Some(Grant::Profile { professional }) = cx.granted(token, LinkPurpose::Profile)? else { return Ok(None) };
    if let Some(asked) = asked {
        cx.note(asked.programme_id, &Activity::WantsToStay)?;
    }
    bounces::link_used(cx, professional, token)?;
    Ok(Some(()))
}

/// Who signed up by themselves, did not confirm, and has no link any more with which they could.
///
/// # Errors
/// Those of the database.
pub fn due_sign_ups(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<ProfessionalId>> {
    retention::unconfirmed(c, links_end(policy, now), now)
}

/// The links of who signed up before this moment have ended.
fn links_end(policy: &Policy, now: DateTime<Utc>) -> DateTime<Utc> {
    now - Duration::days(policy.links.confirm_days.into())
}

/// Removes somebody who signed up and did not confirm.
///
/// # Errors
/// Those of the database.
pub fn remove_sign_up(cx: &mut Context<'_>, id: ProfessionalId) -> Result<bool> {
    // They may have confirmed, signed up again or been invited since.
    let ended = links_end(cx.policy, cx.now);
    if !retention::lock_unconfirmed(cx.c, id)? || !retention::is_unconfirmed(cx.c, id, ended, cx.now)? {
        return Ok(false);
    }
    let professional = professionals::by_id(cx.c, id)?;
    cx.note(professional.programme_id, &Activity::SignUpExpired)?;
    erasure::erase(cx, &professional)?;
    Ok(true)
}

/// The rounds of which what was told in confidence is to go.
///
/// # Errors
/// Those of the database.
pub fn due_rounds(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<RoundId>> {
    let before = months_before(now, policy.retention.round_months);
    retention::old_rounds(c, before, before.date_naive())
}

/// Removes from an old round what its duos were proposed from, the pairs that were fixed and excluded, and the way back to how it
/// was. Duos that were never published go as well.
///
/// # Errors
/// Those of the database.
pub fn forget_round(cx: &mut Context<'_>, id: RoundId) -> Result<bool> {
    let Some(round) = rounds::by_id(cx.c, id)? else { return Ok(false) };
    if !due_rounds(cx.c, cx.policy, cx.now)?.contains(&id) {
        return Ok(false);
    }
    // Of several instances, and of a coordinator who changes the round meanwhile, one is first.
    if round.state == RoundState::Proposed {
        back_to_draft(cx, &round).map_err(due_transitions::to_store)?;
    } else {
        rounds::bump_version(cx.c, &round)?;
    }
    stored_inputs::remove(cx.c, id)?;
    round_changes::forget_before(cx.c, id)?;
    let mut settings = round.settings.clone();
    settings.locked.clear();
    settings.banned.clear();
    departures::set_settings(cx.c, id, &settings)?;
    cx.note(round.programme_id, &Activity::RoundForgotten { round: id })?;
    Ok(true)
}

/// Before which moments mails and lines of the log are no longer kept.
#[must_use]
pub fn kept_since(policy: &Policy, now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let before = |days: u16| now - Duration::days(days.into());
    (before(policy.retention.mail_days), before(policy.retention.log_days))
}
