//! When the two of a confirmed duo meet: times proposed, picked, withdrawn, cancelled; the reminder on the day before; and
//! what becomes of it all when the duo ends.

use crate::service::links;
use chrono::{DateTime, Duration, NaiveDateTime, Utc};

use super::by_link::{TogetherError, take};
use super::introduce::Members;
use super::partner_news::{tell_change, withdraw_news};
use crate::domain::duo::lifecycle::DuoLifecycle;
use crate::domain::duo::meeting::{Agreed, Meeting, Proposal};
use crate::domain::duo::schedule::{self, Due};
use crate::domain::{DuoId, Side, Token};
use crate::mail::calendar::{CancelledBy, Status};
use crate::mail::{Calendar, Message};
use crate::service::Context;
use crate::service::mail::enqueue::enqueue_mail;
use crate::service::programme::activity::Activity;
use crate::store::duo::duos::Duo;
use crate::store::duo::meetings::Kept;
use crate::store::duo::{duo_life, duos, meetings};
use crate::store::{Connection, Result, StoreError};

type Done = std::result::Result<(), TogetherError>;

const SIDES: [Side; 2] = [Side::Learner, Side::Guide];
/// The kinds of mail that tell of times proposed.
const OF_PROPOSALS: [&str; 2] = ["meeting_proposed", "proposal_withdrawn"];
/// How long after its moment a reminder of a meeting still comes on the day before.
const REMINDER_SLACK: Duration = Duration::hours(12);

/// Proposes times to meet, in place of those that were proposed before, and tells the other. What was agreed stays until
/// the other picks. The same times once more change nothing.
///
/// # Errors
/// [`TogetherError`]; [`StoreError::Conflict`] in it when somebody changed the meeting since it was seen.
pub fn propose(cx: &mut Context<'_>, token: &Token, proposal: Proposal, seen: i32) -> Done {
    let (duo, side) = take(cx, token)?;
    let kept = meetings::of(cx.c, duo.id)?;
    if kept.as_ref().is_some_and(|kept| kept.meeting.proposal.as_ref() == Some(&proposal)) {
        return Ok(());
    }
    let kept = if_seen(kept, seen)?;
    let members = Members::of(cx.c, &duo)?;
    for one in SIDES {
        withdraw_news(cx.c, duo.id, members.at(one), &["proposal_withdrawn"])?;
    }
    withdraw_news(cx.c, duo.id, members.at(side), &["meeting_proposed"])?;
    let to = members.at(side.other());
    let message = Message::MeetingProposed {
        first_name: to.profile.first_name().to_owned(),
        other: members.at(side).profile.first_name().to_owned(),
        moments: proposal.moments().to_vec(),
        minutes: proposal.minutes(),
        place: proposal.place().to_owned(),
        token: links::duo_link(cx, &duo, to.id)?,
    };
    let meeting = Meeting { proposal: Some(proposal), agreed: kept.and_then(|kept| kept.meeting.agreed) };
    write(cx, &duo, (&meeting, false), seen)?;
    cx.note(members.at(side).programme_id, &Activity::MeetingProposed { duo: duo.id })?;
    Ok(tell_change(cx, (duo.id, side.other(), to), message)?)
}

/// Takes back the times that this member proposed. The other is told, if they were told of the times.
///
/// # Errors
/// As [`propose`].
pub fn withdraw(cx: &mut Context<'_>, token: &Token, seen: i32) -> Done {
    let (duo, side) = take(cx, token)?;
    let Some(kept) = meetings::of(cx.c, duo.id)?.filter(|kept| kept.meeting.proposal.is_some()) else { return Ok(()) };
    let kept = if_seen(Some(kept), seen)?.ok_or(StoreError::Conflict)?;
    if kept.meeting.proposal.as_ref().is_none_or(|proposal| proposal.by() != side) {
        return Err(StoreError::Conflict.into());
    }
    write(cx, &duo, (&Meeting { proposal: None, agreed: kept.meeting.agreed }, false), seen)?;
    let members = Members::of(cx.c, &duo)?;
    cx.note(members.at(side).programme_id, &Activity::ProposalWithdrawn { duo: duo.id })?;
    let to = members.at(side.other());
    if withdraw_news(cx.c, duo.id, to, &["meeting_proposed"])? {
        return Ok(());
    }
    let message = Message::ProposalWithdrawn {
        first_name: to.profile.first_name().to_owned(),
        other: members.at(side).profile.first_name().to_owned(),
        token: links::duo_link(cx, &duo, to.id)?,
    };
    Ok(tell_change(cx, (duo.id, side.other(), to), message)?)
}

/// Why a time cannot be picked, or a meeting not be cancelled.
#[derive(Debug)]
pub enum MeetingError {
    /// As elsewhere.
    Together(TogetherError),
    /// It has passed, or has begun.
    Passed,
}

impl<E: Into<TogetherError>> From<E> for MeetingError {
    fn from(error: E) -> Self {
        Self::Together(error.into())
    }
}

/// Picks one of the times that the other proposed: both get it for their calendars. Picking it once more changes nothing.
///
/// # Errors
/// As [`propose`], and [`MeetingError::Passed`]; [`StoreError::Conflict`] also when it is not among those that the other
/// proposes now.
pub fn pick(
    cx: &mut Context<'_>,
    token: &Token,
    start: NaiveDateTime,
    seen: i32,
) -> std::result::Result<(), MeetingError> {
    let (duo, side) = take(cx, token)?;
    let kept = meetings::of(cx.c, duo.id)?;
    let meeting = kept.as_ref().map(|kept| &kept.meeting);
    if meeting.is_some_and(|m| m.proposal.is_none() && m.to_come(cx.now).is_some_and(|agreed| agreed.start == start)) {
        return Ok(());
    }
    let kept = if_seen(kept, seen)?.ok_or(StoreError::Conflict)?;
    let agreed = kept.meeting.picked(side, start, cx.now).ok_or(StoreError::Conflict)?;
    if agreed.starts_at() <= cx.now {
        return Err(MeetingError::Passed);
    }
    let is_new = agreed.sequence == 0;
    let members = Members::of(cx.c, &duo)?;
    write(cx, &duo, (&Meeting { proposal: None, agreed: Some(agreed) }, is_new), seen)?;
    cx.note(members.at(side).programme_id, &Activity::MeetingAgreed { duo: duo.id })?;
    Ok(tell_both(cx, (&duo, &members), |_| CancelledBy::default())?)
}

/// Cancels what they agreed on: both get that for their calendars. Twice changes nothing.
///
/// # Errors
/// As [`pick`]; [`StoreError::Conflict`] also when there is nothing to cancel.
pub fn cancel(cx: &mut Context<'_>, token: &Token, seen: i32) -> std::result::Result<(), MeetingError> {
    let (duo, side) = take(cx, token)?;
    let kept = meetings::of(cx.c, duo.id)?.filter(|kept| kept.meeting.agreed.is_some()).ok_or(StoreError::Conflict)?;
    if kept.meeting.agreed.as_ref().is_some_and(|agreed| !agreed.goes_ahead) {
        return Ok(());
    }
    let kept = if_seen(Some(kept), seen)?.ok_or(StoreError::Conflict)?;
    let agreed = kept.meeting.cancelled(cx.now).ok_or(MeetingError::Passed)?;
    let members = Members::of(cx.c, &duo)?;
    write(cx, &duo, (&Meeting { proposal: None, agreed: Some(agreed) }, false), seen)?;
    cx.note(members.at(side).programme_id, &Activity::MeetingCancelled { duo: duo.id })?;
    let by = |reader| if reader == side { CancelledBy::You } else { CancelledBy::Other };
    Ok(tell_both(cx, (&duo, &members), by)?)
}

fn if_seen(kept: Option<Kept>, seen: i32) -> Result<Option<Kept>> {
    if kept.as_ref().map_or(0, |kept| kept.version) == seen { Ok(kept) } else { Err(StoreError::Conflict) }
}

/// Writes the meeting, and when both are reminded of it: not where that moment has passed when they agree.
fn write(cx: &mut Context<'_>, duo: &Duo, meeting: (&Meeting, bool), seen: i32) -> Result<()> {
    let to_come = meeting.0.to_come(cx.now);
    let remind_at = to_come.map(Agreed::reminder_at).filter(|remind_at| *remind_at > cx.now);
    meetings::set(cx.c, duo.id, meeting, seen, remind_at)
}

/// Tells both what became of their meeting, instead of what was not yet told of it.
fn tell_both(
    cx: &mut Context<'_>,
    (duo, members): (&Duo, &Members),
    cancelled_by: impl Fn(Side) -> CancelledBy,
) -> Result<()> {
    for side in SIDES {
        let you = members.at(side);
        withdraw_news(cx.c, duo.id, you, &OF_PROPOSALS)?;
        withdraw_news(cx.c, duo.id, you, &["meeting_reminder"])?;
        let page = Some(links::duo_link(cx, duo, you.id)?);
        tell_meeting(cx, (duo, members, side), cancelled_by(side), page)?;
    }
    Ok(())
}

fn tell_meeting(
    cx: &mut Context<'_>,
    (duo, members, side): (&Duo, &Members, Side),
    cancelled_by: CancelledBy,
    page: Option<String>,
) -> Result<()> {
    let Some(calendar) = calendar(cx.c, duo.id)? else { return Ok(()) };
    let (you, other) = (members.at(side), members.at(side.other()));
    let message = Message::Meeting {
        first_name: you.profile.first_name().to_owned(),
        other: other.profile.first_name().to_owned(),
        calendar,
        cancelled_by,
        duo: page,
    };
    enqueue_mail(cx, you, message)
}

/// What the two agreed on last, for a calendar.
///
/// # Errors
/// Those of the database.
pub fn calendar(c: &mut Connection, duo: DuoId) -> Result<Option<Calendar>> {
    let Some(Kept { uid, meeting: Meeting { agreed: Some(agreed), .. }, .. }) = meetings::of(c, duo)? else {
        return Ok(None);
    };
    let Agreed { start, minutes, place, sequence, goes_ahead } = agreed;
    let status = if goes_ahead { Status::Requested } else { Status::Cancelled };
    Ok(Some(Calendar { uid, sequence, start, minutes, place, status }))
}

/// Lets the meeting of a duo that is over follow it: one to come is cancelled in the calendars of whoever is still there,
/// and what was proposed falls away. `gone` is who left the programme; their duo's page goes with them.
pub(crate) fn follow_duo(cx: &mut Context<'_>, (duo, next): (&Duo, DuoLifecycle), gone: Option<Side>) -> Result<()> {
    if duo.life != DuoLifecycle::Confirmed || !next.is_over() {
        return Ok(());
    }
    let members = Members::of(cx.c, duo)?;
    for side in SIDES {
        withdraw_news(cx.c, duo.id, members.at(side), &OF_PROPOSALS)?;
        withdraw_news(cx.c, duo.id, members.at(side), &["meeting_reminder", "agreement_changed"])?;
    }
    let Some(Kept { meeting, version, .. }) = meetings::of(cx.c, duo.id)? else { return Ok(()) };
    let cancelled = meeting.cancelled(cx.now);
    let (is_cancelled, was_proposed) = (cancelled.is_some(), meeting.proposal.is_some());
    if !is_cancelled && !was_proposed {
        return Ok(());
    }
    let rest = Meeting { proposal: None, agreed: cancelled.or(meeting.agreed) };
    write(cx, duo, (&rest, false), version)?;
    for side in SIDES.into_iter().filter(|side| is_cancelled && gone != Some(*side)) {
        let you = members.at(side).id;
        let page = if gone.is_none() { Some(links::duo_link(cx, duo, you)?) } else { None };
        tell_meeting(cx, (duo, &members, side), CancelledBy::DuoOver, page)?;
    }
    Ok(())
}

/// The duos that are to be reminded of their meeting.
///
/// # Errors
/// Those of the database.
pub fn due_reminders(c: &mut Connection, now: DateTime<Utc>) -> Result<Vec<DuoId>> {
    meetings::to_remind(c, now)
}

/// Reminds both members of their meeting, on the day before it. Later than that nobody is told: it is noted for the
/// coordinator.
///
/// # Errors
/// Those of the database.
pub fn remind(cx: &mut Context<'_>, id: DuoId) -> Result<bool> {
    let Some(duo) = duos::lock(cx.c, id)? else { return Ok(false) };
    if !meetings::mark_reminded(cx.c, id, cx.now)? || duo.life != DuoLifecycle::Confirmed {
        return Ok(false);
    }
    let Some(Kept { meeting, .. }) = meetings::of(cx.c, id)? else { return Ok(false) };
    let Some(agreed) = meeting.agreed.filter(|agreed| agreed.goes_ahead) else { return Ok(false) };
    let due = agreed.reminder_at();
    match schedule::due(due, REMINDER_SLACK, cx.now) {
        Due::NotYet => Ok(false),
        Due::TooLate => {
            duo_life::note_overdue(cx.c, id, "meeting_reminder", due, cx.now)?;
            Ok(true)
        }
        Due::Now => {
            let Some(calendar) = calendar(cx.c, id)? else { return Ok(false) };
            let members = Members::of(cx.c, &duo)?;
            for side in SIDES {
                let you = members.at(side);
                let message = Message::MeetingReminder {
                    first_name: you.profile.first_name().to_owned(),
                    other: members.at(side.other()).profile.first_name().to_owned(),
                    calendar: calendar.clone(),
                    token: links::duo_link(cx, &duo, you.id)?,
                };
                enqueue_mail(cx, you, message)?;
            }
            Ok(true)
        }
    }
}
