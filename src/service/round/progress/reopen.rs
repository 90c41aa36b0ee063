//! Opening a closed round again, and taking somebody into a round that runs.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::published;
use crate::domain::{Change, ProfessionalId, RoundId, RoundState};
use crate::service::Context;
use crate::service::round::{RoundError, answer_by_bounds, history};
use crate::store::person::professionals::{self, Standing};
use crate::store::round::rounds::Round;
use crate::store::round::{live as kept, rounds};

/// For so long after it was closed a round can be opened again.
pub const REOPENS_FOR: Duration = Duration::days(14);

/// Until when a round can be opened again; nothing when it is not closed, or that is past.
#[must_use]
pub fn can_reopen_until(round: &Round, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let closed = round.closed_at.filter(|_| round.state == RoundState::Closed)?;
    let until = closed.and_utc() + REOPENS_FOR;
    (now <= until).then_some(until)
}

/// Opens a closed round again, with a later day to answer by. What lapsed stays lapsed. A round that is open until
/// that day is left as it is.
///
/// # Errors
/// [`RoundError::ClosedTooLong`]; [`RoundError::AnswerBy`] when the day is not between tomorrow and a year from now;
/// [`RoundError::Changed`] when the round was never closed, or was changed since `version`.
pub fn reopen(
    cx: &mut Context<'_>,
    (id, version): (RoundId, Option<i32>),
    answer_by: NaiveDate,
) -> Result<(), RoundError> {
    let round = cx.round(id, None)?;
    if round.state == RoundState::Published && round.answer_by == answer_by {
        return Ok(());
    }
    cx.round(id, version)?;
    if round.state != RoundState::Closed {
        return Err(RoundError::Changed);
    }
    can_reopen_until(&round, cx.now).ok_or(RoundError::ClosedTooLong)?;
    let (first, last) = answer_by_bounds(cx.now);
    if !(first..=last).contains(&answer_by) {
        return Err(RoundError::AnswerBy);
    }
    kept::reopen(cx.c, &round, answer_by)?;
    history::record_applied(cx, id, Change::Reopen)
}

/// Takes somebody of the programme into a published round, in which they can be given a duo from then on. Nobody is mailed.
/// Who takes part already is left as they are.
///
/// # Errors
/// [`RoundError::Changed`] when the round is not published, or was changed since `version`; [`RoundError::Stranger`] when there is
/// no such person who takes part in the programme.
pub fn take_in(
    cx: &mut Context<'_>,
    (id, version): (RoundId, Option<i32>),
    professional: ProfessionalId,
) -> Result<(), RoundError> {
    let round = cx.round(id, None)?;
    if rounds::takes_part(cx.c, &round)?.contains(&professional) {
        return Ok(());
    }
    let found = professionals::in_programme(cx.c, round.programme_id, professional)?;
    if found.is_none_or(|one| one.standing != Standing::Active) {
        return Err(RoundError::Stranger);
    }
    let round = published(cx, id, version)?;
    rounds::bump_version(cx.c, &round)?;
    kept::join(cx.c, id, professional, cx.now)?;
    history::record_applied(cx, id, Change::Join)
}
