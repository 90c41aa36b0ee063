//! Carrying out what [`DuoLifecycle::on`] says: the state is kept and the mails are queued, in the caller's transaction.

use crate::service::links;
use chrono::{DateTime, Duration, Utc};

use super::introduce::{self, Members};
use super::{meetings, reminders};
use crate::domain::duo::lifecycle::{DuoLifecycle, Event, Notification, Step};
use crate::domain::duo::schedule::{self, Due};
use crate::domain::{Answer, DuoId, ProfessionalId, Side};
use crate::mail::{About, AfterStop, Message, NoDuoWhy, StopWhy};
use crate::service::Context;
use crate::service::mail::enqueue::enqueue_mail_about;
use crate::service::person::priority;
use crate::service::programme::activity::Activity;
use crate::store::duo::duos::Duo;
use crate::store::duo::{duo_life, duos};
use crate::store::person::professionals;
use crate::store::programme::programmes;
use crate::store::round::rounds::Round;
use crate::store::{Connection, Result, StoreError};

/// Lets an event happen to a duo that [`duos::lock`] gave, and tells its members. Gives where the duo is then; nothing,
/// and nothing happens, when the event has no place there.
pub(crate) fn apply(cx: &mut Context<'_>, round: &Round, duo: &Duo, event: Event) -> Result<Option<DuoLifecycle>> {
    let Ok(step) = duo.life.on(event) else { return Ok(None) };
    if step.next != duo.life {
        lead_to(cx, (round, duo), (event, step.next))?;
        if step.next == DuoLifecycle::Confirmed {
            // They have waited long enough.
            professionals::count_waiting(cx.c, &[], &[duo.learner.professional_id, duo.guide.professional_id])?;
        }
    }
    let next = step.next;
    send_all(cx, round, (duo, event), step)?;
    Ok(Some(next))
}

/// As [`take`], for several duos that something happens to at the same moment: what their members are told goes by what
/// became of all of them.
///
/// # Errors
/// [`StoreError::Conflict`] when an event has no place in a duo; those of the database.
pub(crate) fn apply_all(cx: &mut Context<'_>, round: &Round, events: &[(&Duo, Event)]) -> Result<()> {
    let mut steps = Vec::with_capacity(events.len());
    for (duo, event) in events {
        let step = duo.life.on(*event).map_err(|_| StoreError::Conflict)?;
        lead_to(cx, (round, duo), (*event, step.next))?;
        steps.push(((*duo, *event), step));
    }
    steps.into_iter().try_for_each(|(of, step)| send_all(cx, round, of, step))
}

/// Publishes the proposed duos of a round: people are read, and states written, for all of them at once.
///
/// # Errors
/// [`StoreError::Conflict`] when a duo is not proposed; those of the database.
pub(crate) fn publish_all(cx: &mut Context<'_>, round: &Round, duos: &[Duo]) -> Result<()> {
    let steps = duos.iter().map(|duo| duo.life.on(Event::Published).map_err(|_| StoreError::Conflict));
    let steps = steps.collect::<Result<Vec<_>>>()?;
    let mut led_to: Vec<(DuoLifecycle, Vec<DuoId>)> = Vec::new();
    for (duo, step) in duos.iter().zip(&steps) {
        match led_to.iter_mut().find(|(life, _)| *life == step.next) {
            Some((_, ids)) => ids.push(duo.id),
            None => led_to.push((step.next, vec![duo.id])),
        }
    }
    for (life, ids) in led_to {
        duos::introduce(cx.c, &ids, life, cx.now)?;
    }
    let catalogue = programmes::catalogue(cx.c, round.programme_id)?;
    introduce::all(cx, &catalogue, round, duos)
}

fn send_all(cx: &mut Context<'_>, round: &Round, (duo, event): (&Duo, Event), step: Step) -> Result<()> {
    if step.mails.is_empty() {
        return Ok(());
    }
    let members = Members::of(cx.c, duo)?;
    let mut mails = step.mails.into_iter();
    mails.try_for_each(|(side, notice)| send(cx, round, (duo, &members, side), (event, notice)))
}

/// As [`take`], for what was due at a moment. When that is too long ago nobody is told: it is noted for the coordinator.
pub(crate) fn apply_if_due(
    cx: &mut Context<'_>,
    round: &Round,
    duo: &Duo,
    (event, moment, slack): (Event, DateTime<Utc>, Duration),
) -> Result<bool> {
    match schedule::due(moment, slack, cx.now) {
        Due::NotYet => Ok(false),
        Due::Now => Ok(apply(cx, round, duo, event)?.is_some()),
        Due::TooLate => {
            let Ok(step) = duo.life.on(event) else { return Ok(false) };
            if step.next != duo.life {
                lead_to(cx, (round, duo), (event, step.next))?;
            }
            if !step.mails.is_empty() {
                duo_life::note_overdue(cx.c, duo.id, log_key(event), moment, cx.now)?;
            }
            Ok(true)
        }
    }
}

/// Writes where a duo is now, and its line in the log. Its meeting follows.
fn lead_to(cx: &mut Context<'_>, (round, duo): (&Round, &Duo), (event, next): (Event, DuoLifecycle)) -> Result<()> {
    duos::set_life(cx.c, duo, next, cx.now)?;
    note(cx, round, duo, event, next)?;
    meetings::follow_duo(cx, (duo, next), gone(event))
}

/// Who is no longer there, and their duo's page with them.
const fn gone(event: Event) -> Option<Side> {
    match event {
        Event::Left(side) => Some(side),
        _ => None,
    }
}

/// Tells the log of the programme what members did and what the clock did. What coordinators do is told by them.
fn note(cx: &mut Context<'_>, round: &Round, duo: &Duo, event: Event, next: DuoLifecycle) -> Result<()> {
    let id = duo.id;
    let what = match event {
        Event::Answered(..) if next == DuoLifecycle::Confirmed => Activity::DuoConfirmed { duo: id },
        Event::Answered(_, Answer::Declined) => Activity::DuoDeclined { duo: id },
        Event::Answered(_, Answer::Accepted) => Activity::DuoAnswered { duo: id },
        Event::EndedBy(_) | Event::NotMet(_) | Event::Left(_) | Event::Finished => Activity::DuoEnded { duo: id },
        Event::DeadlinePassed if next == DuoLifecycle::Lapsed => Activity::DuoLapsed { duo: id },
        Event::Refused(_) if next.is_over() => Activity::DuoEnded { duo: id },
        _ => return Ok(()),
    };
    cx.note(round.programme_id, &what)
}

/// The word under which something overdue is noted.
const fn log_key(event: Event) -> &'static str {
    match event {
        Event::ReminderDue { last: false } => "half_way_reminder",
        Event::ReminderDue { last: true } => "last_reminder",
        Event::DeclineFinalized => "partner_declined",
        Event::DeadlinePassed => "lapsed",
        Event::CheckInDue => "check_in",
        Event::ClosingDue => "closing",
        _ => "other",
    }
}

/// Queues one notice to the member on one side.
fn send(
    cx: &mut Context<'_>,
    round: &Round,
    (duo, members, side): (&Duo, &Members, Side),
    (event, notice): (Event, Notification),
) -> Result<()> {
    let you = members.at(side);
    let first_name = you.profile.first_name().to_owned();
    let other = members.at(side.other()).profile.first_name().to_owned();
    let message = match notice {
        Notification::Introduction => {
            let catalogue = programmes::catalogue(cx.c, round.programme_id)?;
            // Somebody new for one of the two; a trio is there from the beginning.
            return introduce::one(cx, (&catalogue, round, None), (duo, members, side));
        }
        Notification::ContactDetails => {
            return introduce::release_contact(cx, round, (duo, members, side));
        }
        // One mail tells of all duos that wait for this answer.
        Notification::Reminder { last } => return reminders::remind(cx, you, last).map(drop),
        Notification::LaterDay => {
            return reminders::tell_later_day(cx, round, std::slice::from_ref(duo));
        }
        Notification::CheckIn => {
            let weeks = duo.confirmed_at.map_or(1, |confirmed| weeks_since(confirmed.and_utc(), cx.now));
            Message::CheckIn { first_name, other, weeks, token: links::duo_link(cx, duo, you.id)? }
        }
        Notification::Closing => Message::Closing { first_name, other, token: links::duo_link(cx, duo, you.id)? },
        Notification::PartnerDeclined => {
            let (token, duo) = both_links(cx, duo, you.id)?;
            Message::PartnerDeclined { first_name, other, token, duo }
        }
        Notification::Lapsed => {
            let you_answered = duo.member(side).answer.is_some();
            let (token, duo) = both_links(cx, duo, you.id)?;
            Message::Lapsed { first_name, other, you_answered, token, duo }
        }
        Notification::PartnerUnreachable => {
            let (token, duo) = both_links(cx, duo, you.id)?;
            Message::PartnerUnreachable { first_name, other, token, duo }
        }
        Notification::NoDuo => {
            let token = own_link(cx, you.id)?;
            if has_other_duo(cx.c, you.id, duo.id)? {
                let (why, after) = (StopWhy::Regrouped, AfterStop::OtherDuo);
                let duo = Some(links::duo_link(cx, duo, you.id)?);
                Message::DuoStopped { first_name, other, why, after, token, duo }
            } else {
                Message::NoDuo { first_name, round: round.name.clone(), why: NoDuoWhy::Regrouped, token }
            }
        }
        Notification::DuoStopped => {
            let token = own_link(cx, you.id)?;
            let after = if has_other_duo(cx.c, you.id, duo.id)? {
                AfterStop::OtherDuo
            } else {
                priority::at_stop(cx.c, round, you.id)?;
                AfterStop::Priority
            };
            let duo = Some(links::duo_link(cx, duo, you.id)?);
            Message::DuoStopped { first_name, other, why: StopWhy::Coordinator, after, token, duo }
        }
        Notification::DuoEnded { by_you } => {
            let (token, page) = both_links(cx, duo, you.id)?;
            Message::DuoEnded { first_name, other, by_you, token, duo: page.filter(|_| gone(event).is_none()) }
        }
    };
    enqueue_mail_about(cx, you, message, About::professional(you.id).duo(round.id, duo.id))
}

/// Whole weeks since a duo was confirmed, one at least.
pub(crate) fn weeks_since(confirmed: DateTime<Utc>, now: DateTime<Utc>) -> u8 {
    u8::try_from((now - confirmed).num_weeks().max(1)).unwrap_or(u8::MAX)
}

/// Whether somebody stands in another duo than this.
fn has_other_duo(c: &mut Connection, professional: ProfessionalId, but: DuoId) -> Result<bool> {
    let theirs = duos::of_professional(c, professional)?;
    Ok(theirs
        .iter()
        .any(|duo| duo.id != but && matches!(duo.life, DuoLifecycle::AwaitingAnswers(_) | DuoLifecycle::Confirmed)))
}

/// The links to a member's own page, and to that of a duo.
fn both_links(cx: &mut Context<'_>, duo: &Duo, professional: ProfessionalId) -> Result<(String, Option<String>)> {
    Ok((own_link(cx, professional)?, Some(links::duo_link(cx, duo, professional)?)))
}

fn own_link(cx: &mut Context<'_>, professional: ProfessionalId) -> Result<String> {
    Ok(links::profile_link(cx, professional)?.to_hex())
}
