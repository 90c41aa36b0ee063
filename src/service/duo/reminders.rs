//! Reminding whoever is silent: one mail a person, of all duos that wait for them, at most once a day, whoever asks for it.
//! The news that there is a later day to answer counts as one.

use crate::service::links;
use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::introduce::Members;
use crate::domain::duo::lifecycle::{DuoLifecycle, Event, Notification};
use crate::domain::duo::schedule::{self, REMINDER_GAP, Reminders};
use crate::domain::{ProfessionalId, RoundState, Side};
use crate::mail::{About, Message, Part};
use crate::service::Context;
use crate::service::mail::enqueue::{self, Letterbox, enqueue_each};
use crate::store::Result;
use crate::store::duo::duos::{self, Duo};
use crate::store::person::professionals::{self, Professional};
use crate::store::round::rounds::{self, Round};

/// What came of asking for a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reminder {
    /// It is in the queue.
    Queued,
    /// They were reminded less than a day ago.
    TodayAlready,
    /// A mail that waits tells them.
    WillBeTold,
}

/// How many people were reminded, and how many were not because they had been, less than a day ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Reminded {
    pub people: usize,
    pub skipped: usize,
}

/// Whether a reminder at this moment is the last one for an answer by this day.
#[must_use]
pub(crate) fn is_last(answer_by: NaiveDate, now: DateTime<Utc>) -> bool {
    (answer_by - now.date_naive()).num_days() <= 1
}

/// Reminds somebody of all duos that wait for their answer. Where they were reminded less than a day ago, the `last`
/// reminder waits until the day is over; any other is not needed.
pub(crate) fn remind(cx: &mut Context<'_>, you: &Professional, last: bool) -> Result<Reminder> {
    let mut waiting = Vec::new();
    for duo in duos::of_professional(cx.c, you.id)? {
        let Some(side) = silent_side(&duo, you.id) else { continue };
        let Some(round) = rounds::by_id(cx.c, duo.round_id)? else { continue };
        let ends = schedule::answers_end(round.answer_by, cx.policy.links.duo_grace_days);
        if round.state == RoundState::Published && cx.now < ends && !enqueue::will_be_told(cx, you.id, duo.id)? {
            waiting.push((duo, round, side));
        }
    }
    // The oldest first, as they were introduced.
    waiting.sort_by_key(|(duo, ..)| duo.id);
    if waiting.is_empty() {
        return Ok(Reminder::WillBeTold);
    }
    // What was told since the moment of the last reminder says the same as that.
    let moment =
        |(duo, round, _): &(Duo, Round, Side)| Reminders::of(duo.introduced_at?.and_utc(), round.answer_by).last;
    let since = waiting.iter().filter_map(moment).filter(|moment| last && *moment <= cx.now).max();
    let leaves_at = match take_turn(cx, you.id, since)? {
        Turn::Now => None,
        Turn::Later(time) => Some(time),
        Turn::Over => return Ok(Reminder::TodayAlready),
    };
    let mut parts = Vec::with_capacity(waiting.len());
    for (duo, round, side) in &waiting {
        let members = Members::of(cx.c, duo)?;
        let message = Message::Reminder {
            first_name: you.profile.first_name().to_owned(),
            other: members.at(side.other()).profile.first_name().to_owned(),
            both_learn: round.settings.kind.both_learn(),
            answer_by: round.answer_by,
            last: is_last(round.answer_by, cx.now),
            token: links::duo_link(cx, duo, you.id)?,
        };
        parts.push(Part { message, about: Some(About::professional(you.id).duo(round.id, duo.id)) });
    }
    enqueue_each(cx, vec![Letterbox { to: you.clone(), parts, leaves_at }])?;
    Ok(Reminder::Queued)
}

/// On which side somebody is whose answer is awaited, where nobody said no.
fn silent_side(duo: &Duo, professional: ProfessionalId) -> Option<Side> {
    let told = duo.life.on(Event::Reminded).ok()?.mails;
    duo.side_of(professional).filter(|side| told.iter().any(|(to, _)| to == side))
}

/// When somebody is reminded.
enum Turn {
    Now,
    Later(DateTime<Utc>),
    /// They were less than a day ago, and need no more.
    Over,
}

/// Notes that somebody is reminded: now, or, if nothing was told `since` a moment, once the day after the last time is
/// over. Of several who ask at once one gets the turn.
fn take_turn(cx: &mut Context<'_>, professional: ProfessionalId, since: Option<DateTime<Utc>>) -> Result<Turn> {
    if professionals::note_reminded(cx.c, professional, cx.now, REMINDER_GAP)? {
        return Ok(Turn::Now);
    }
    let before = professionals::reminded_at(cx.c, &[professional])?.remove(&professional);
    let Some(before) = before.map(|at| at.and_utc()).filter(|before| since.is_some_and(|since| *before < since)) else {
        return Ok(Turn::Over);
    };
    let next = before + REMINDER_GAP;
    if next <= cx.now || !professionals::note_reminded(cx.c, professional, next, REMINDER_GAP)? {
        return Ok(Turn::Over);
    }
    Ok(Turn::Later(next))
}

/// Reminds each of these people once.
pub(crate) fn remind_each(cx: &mut Context<'_>, people: &BTreeSet<ProfessionalId>) -> Result<Reminded> {
    let mut reminded = Reminded::default();
    for id in people {
        let you = professionals::by_id(cx.c, *id)?;
        match remind(cx, &you, false)? {
            Reminder::Queued => reminded.people += 1,
            Reminder::TodayAlready | Reminder::WillBeTold => reminded.skipped += 1,
        }
    }
    Ok(reminded)
}

/// Tells whoever is silent in a round that there is a later day, one mail a person. A duo of which a mail waits that will
/// tell the new day is not told of twice.
pub(crate) fn tell_later_day(cx: &mut Context<'_>, round: &Round, duos: &[Duo]) -> Result<()> {
    let mut told: Vec<(Professional, Vec<Part>)> = Vec::new();
    for duo in duos.iter().filter(|duo| matches!(duo.life, DuoLifecycle::AwaitingAnswers(_))) {
        let Some(duo) = duos::lock(cx.c, duo.id)? else { continue };
        let Ok(step) = duo.life.on(Event::Extended) else { continue };
        let members = Members::of(cx.c, &duo)?;
        for (side, notice) in step.mails {
            let you = members.at(side);
            if notice != Notification::LaterDay || enqueue::will_be_told(cx, you.id, duo.id)? {
                continue;
            }
            let message = Message::LaterDay {
                first_name: you.profile.first_name().to_owned(),
                other: members.at(side.other()).profile.first_name().to_owned(),
                both_learn: round.settings.kind.both_learn(),
                answer_by: round.answer_by,
                token: links::duo_link(cx, &duo, you.id)?,
            };
            let part = Part { message, about: Some(About::professional(you.id).duo(round.id, duo.id)) };
            match told.iter_mut().find(|(known, _)| known.id == you.id) {
                Some((_, parts)) => parts.push(part),
                None => told.push((you.clone(), vec![part])),
            }
        }
    }
    let mut boxes = Vec::with_capacity(told.len());
    for (to, parts) in told {
        let turn = take_turn(cx, to.id, Some(cx.now))?;
        let leaves_at = if let Turn::Later(time) = turn { Some(time) } else { None };
        boxes.push(Letterbox { to, parts, leaves_at });
    }
    enqueue_each(cx, boxes)
}
