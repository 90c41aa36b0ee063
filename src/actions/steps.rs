//! Carrying out what [`Life::on`] says: the state is kept and the mails are queued, in the caller's transaction.

use chrono::{DateTime, Duration, Utc};

use super::activity::{self, Activity, Actor};
use super::introduce::{self, Members};
use super::{Policy, meetings, profiles, reminders, tell_about, waiting};
use crate::domain::life::{Event, Life, Notice, Step};
use crate::domain::schedule::{self, Due};
use crate::domain::{Answer, DuoId, ProfessionalId, Side};
use crate::mail::{About, AfterStop, Message, NoDuoWhy, StopWhy};
use crate::store::duos::Duo;
use crate::store::rounds::Round;
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, StoreError, duo_life, duos, professionals, programmes};

/// Lets an event happen to a duo that [`duos::lock`] gave, and tells its members. Gives where the duo is then; nothing,
/// and nothing happens, when the event has no place there.
pub(super) fn take(
    c: &mut Connection,
    policy: &Policy,
    round: &Round,
    duo: &Duo,
    event: Event,
    now: DateTime<Utc>,
) -> Result<Option<Life>> {
    let Ok(step) = duo.life.on(event) else { return Ok(None) };
    if step.next != duo.life {
        lead_to(c, policy, (round, duo), (event, step.next), now)?;
        if step.next == Life::Confirmed {
            // They have waited long enough.
            professionals::count_waiting(c, &[], &[duo.learner.professional_id, duo.guide.professional_id])?;
        }
    }
    let next = step.next;
    send_all(c, policy, round, (duo, event), step, now)?;
    Ok(Some(next))
}

/// As [`take`], for several duos that something happens to at the same moment: what their members are told goes by what
/// became of all of them.
///
/// # Errors
/// [`StoreError::Conflict`] when an event has no place in a duo; those of the database.
pub(super) fn take_all(
    c: &mut Connection,
    policy: &Policy,
    round: &Round,
    events: &[(&Duo, Event)],
    now: DateTime<Utc>,
) -> Result<()> {
    let mut steps = Vec::with_capacity(events.len());
    for (duo, event) in events {
        let step = duo.life.on(*event).map_err(|_| StoreError::Conflict)?;
        lead_to(c, policy, (round, duo), (*event, step.next), now)?;
        steps.push(((*duo, *event), step));
    }
    steps.into_iter().try_for_each(|(of, step)| send_all(c, policy, round, of, step, now))
}

/// Publishes the proposed duos of a round: people are read, and states written, for all of them at once.
///
/// # Errors
/// [`StoreError::Conflict`] when a duo is not proposed; those of the database.
pub(super) fn publish_all(
    c: &mut Connection,
    policy: &Policy,
    round: &Round,
    duos: &[Duo],
    now: DateTime<Utc>,
) -> Result<()> {
    let steps = duos.iter().map(|duo| duo.life.on(Event::Published).map_err(|_| StoreError::Conflict));
    let steps = steps.collect::<Result<Vec<_>>>()?;
    let mut led_to: Vec<(Life, Vec<DuoId>)> = Vec::new();
    for (duo, step) in duos.iter().zip(&steps) {
        match led_to.iter_mut().find(|(life, _)| *life == step.next) {
            Some((_, ids)) => ids.push(duo.id),
            None => led_to.push((step.next, vec![duo.id])),
        }
    }
    for (life, ids) in led_to {
        duos::introduce(c, &ids, life, now)?;
    }
    let catalogue = programmes::catalogue(c, round.programme_id)?;
    introduce::all(c, policy, &catalogue, round, duos, now)
}

fn send_all(
    c: &mut Connection,
    policy: &Policy,
    round: &Round,
    (duo, event): (&Duo, Event),
    step: Step,
    now: DateTime<Utc>,
) -> Result<()> {
    if step.mails.is_empty() {
        return Ok(());
    }
    let members = Members::of(c, duo)?;
    let mut mails = step.mails.into_iter();
    mails.try_for_each(|(side, notice)| send(c, policy, round, (duo, &members, side), (event, notice), now))
}

/// As [`take`], for what was due at a moment. When that is too long ago nobody is told: it is noted for the coordinator.
pub(super) fn take_due(
    c: &mut Connection,
    policy: &Policy,
    round: &Round,
    duo: &Duo,
    (event, moment, slack): (Event, DateTime<Utc>, Duration),
    now: DateTime<Utc>,
) -> Result<bool> {
    match schedule::due(moment, slack, now) {
        Due::NotYet => Ok(false),
        Due::Now => Ok(take(c, policy, round, duo, event, now)?.is_some()),
        Due::TooLate => {
            let Ok(step) = duo.life.on(event) else { return Ok(false) };
            if step.next != duo.life {
                lead_to(c, policy, (round, duo), (event, step.next), now)?;
            }
            if !step.mails.is_empty() {
                duo_life::note_overdue(c, duo.id, word(event), moment, now)?;
            }
            Ok(true)
        }
    }
}

/// Writes where a duo is now, and its line in the log. Its meeting follows.
fn lead_to(
    c: &mut Connection,
    policy: &Policy,
    (round, duo): (&Round, &Duo),
    (event, next): (Event, Life),
    now: DateTime<Utc>,
) -> Result<()> {
    duos::set_life(c, duo, next, now)?;
    note(c, round, duo, event, next, now)?;
    meetings::follow_duo(c, policy, (duo, next), gone(event), now)
}

/// Who is no longer there, and their duo's page with them.
const fn gone(event: Event) -> Option<Side> {
    match event {
        Event::Left(side) => Some(side),
        _ => None,
    }
}

/// Tells the log of the programme what members did and what the clock did. What coordinators do is told by them.
fn note(c: &mut Connection, round: &Round, duo: &Duo, event: Event, next: Life, now: DateTime<Utc>) -> Result<()> {
    let id = duo.id;
    let by = |side| Actor::Professional(duo.member(side).professional_id);
    let (actor, what) = match event {
        Event::Answered(side, _) if next == Life::Confirmed => (by(side), Activity::DuoConfirmed { duo: id }),
        Event::Answered(side, Answer::Declined) => (by(side), Activity::DuoDeclined { duo: id }),
        Event::Answered(side, Answer::Accepted) => (by(side), Activity::DuoAnswered { duo: id }),
        Event::EndedBy(side) | Event::NotMet(side) | Event::Left(side) => (by(side), Activity::DuoEnded { duo: id }),
        Event::DayOver if next == Life::Lapsed => (Actor::Clock, Activity::DuoLapsed { duo: id }),
        Event::Finished => (Actor::Clock, Activity::DuoEnded { duo: id }),
        Event::Refused(_) if next.is_over() => (Actor::Clock, Activity::DuoEnded { duo: id }),
        _ => return Ok(()),
    };
    activity::note(c, round.programme_id, actor, &what, now)
}

/// The word under which something overdue is noted.
const fn word(event: Event) -> &'static str {
    match event {
        Event::ReminderDue { last: false } => "half_way_reminder",
        Event::ReminderDue { last: true } => "last_reminder",
        Event::NoStands => "partner_declined",
        Event::DayOver => "lapsed",
        Event::CheckInDue => "check_in",
        Event::ClosingDue => "closing",
        _ => "other",
    }
}

/// Queues one notice to the member on one side.
fn send(
    c: &mut Connection,
    policy: &Policy,
    round: &Round,
    (duo, members, side): (&Duo, &Members, Side),
    (event, notice): (Event, Notice),
    now: DateTime<Utc>,
) -> Result<()> {
    let you = members.at(side);
    let first_name = you.profile.first_name().to_owned();
    let other = members.at(side.other()).profile.first_name().to_owned();
    let message = match notice {
        Notice::Introduction => {
            let catalogue = programmes::catalogue(c, round.programme_id)?;
            // Somebody new for one of the two; a trio is there from the beginning.
            return introduce::one(c, policy, (&catalogue, round, None), (duo, members, side), now);
        }
        Notice::ContactDetails => {
            return introduce::release_contact(c, policy, round, (duo, members, side), now);
        }
        // One mail tells of all duos that wait for this answer.
        Notice::Reminder { last } => return reminders::remind(c, policy, you, last, now).map(drop),
        Notice::LaterDay => {
            return reminders::tell_later_day(c, policy, round, std::slice::from_ref(duo), now);
        }
        Notice::CheckIn => {
            let weeks = duo.confirmed_at.map_or(1, |confirmed| weeks_since(confirmed.and_utc(), now));
            Message::CheckIn { first_name, other, weeks, token: duo_link(c, policy, duo, you.id, now)? }
        }
        Notice::Closing => Message::Closing { first_name, other, token: duo_link(c, policy, duo, you.id, now)? },
        Notice::PartnerDeclined => {
            let (token, duo) = both_links(c, policy, duo, you.id, now)?;
            Message::PartnerDeclined { first_name, other, token, duo }
        }
        Notice::Lapsed => {
            let you_answered = duo.member(side).answer.is_some();
            let (token, duo) = both_links(c, policy, duo, you.id, now)?;
            Message::Lapsed { first_name, other, you_answered, token, duo }
        }
        Notice::PartnerUnreachable => {
            let (token, duo) = both_links(c, policy, duo, you.id, now)?;
            Message::PartnerUnreachable { first_name, other, token, duo }
        }
        Notice::NoDuo => {
            let token = own_link(c, policy, you.id, now)?;
            if has_other_duo(c, you.id, duo.id)? {
                let (why, after) = (StopWhy::Regrouped, AfterStop::OtherDuo);
                let duo = Some(duo_link(c, policy, duo, you.id, now)?);
                Message::DuoStopped { first_name, other, why, after, token, duo }
            } else {
                Message::NoDuo { first_name, round: round.name.clone(), why: NoDuoWhy::Regrouped, token }
            }
        }
        Notice::DuoStopped => {
            let token = own_link(c, policy, you.id, now)?;
            let after = if has_other_duo(c, you.id, duo.id)? {
                AfterStop::OtherDuo
            } else {
                waiting::at_stop(c, round, you.id)?;
                AfterStop::Priority
            };
            let duo = Some(duo_link(c, policy, duo, you.id, now)?);
            Message::DuoStopped { first_name, other, why: StopWhy::Coordinator, after, token, duo }
        }
        Notice::DuoEnded { by_you } => {
            let (token, page) = both_links(c, policy, duo, you.id, now)?;
            Message::DuoEnded { first_name, other, by_you, token, duo: page.filter(|_| gone(event).is_none()) }
        }
    };
    tell_about(c, you, message, About::professional(you.id).duo(round.id, duo.id), now)
}

/// Whole weeks since a duo was confirmed, one at least.
pub(super) fn weeks_since(confirmed: DateTime<Utc>, now: DateTime<Utc>) -> u8 {
    u8::try_from((now - confirmed).num_weeks().max(1)).unwrap_or(u8::MAX)
}

/// Whether somebody stands in another duo than this.
fn has_other_duo(c: &mut Connection, professional: ProfessionalId, but: DuoId) -> Result<bool> {
    let theirs = duos::of_professional(c, professional)?;
    Ok(theirs.iter().any(|duo| duo.id != but && matches!(duo.life, Life::Open(_) | Life::Confirmed)))
}

/// A link to a member's page of a duo. It outlives the day to answer by: the page is for all that comes after as well.
pub(super) fn duo_link(
    c: &mut Connection,
    policy: &Policy,
    duo: &Duo,
    professional: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<String> {
    let grant = Grant::Duo { professional, duo: duo.id };
    Ok(tokens::issue(c, grant, Duration::days(policy.links.duo_days.into()), None, now)?.to_hex())
}

/// The links to a member's own page, and to that of a duo.
fn both_links(
    c: &mut Connection,
    policy: &Policy,
    duo: &Duo,
    professional: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<(String, Option<String>)> {
    Ok((own_link(c, policy, professional, now)?, Some(duo_link(c, policy, duo, professional, now)?)))
}

fn own_link(c: &mut Connection, policy: &Policy, professional: ProfessionalId, now: DateTime<Utc>) -> Result<String> {
    Ok(profiles::profile_link(c, policy, professional, now)?.to_hex())
}
