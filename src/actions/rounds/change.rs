//! Who takes part in a round, and what matters in it.

use chrono::{DateTime, Utc};

use super::history::keep;
use super::{Plan, RoundError, check, seen};
use crate::domain::{Change, CoordinatorId, ProfessionalId, RoundId, RoundSettings, RoundState};
use crate::store::rounds::Round;
use crate::store::{Connection, duos, inputs as kept_inputs, rounds};

/// Changes a round that is not published: it becomes a draft again, its proposals are dropped, its seed stays. Gives
/// its new version. `by` is the coordinator.
///
/// # Errors
/// [`RoundError::Changed`] when it is published or `version` is not its version any more; [`RoundError::AnswerBy`].
pub fn change(
    c: &mut Connection,
    id: RoundId,
    version: i32,
    plan: &Plan,
    participants: Option<&[ProfessionalId]>,
    by: Option<CoordinatorId>,
    now: DateTime<Utc>,
) -> Result<i32, RoundError> {
    check(plan.answer_by, now)?;
    let round = seen(c, id, Some(version))?;
    keep(c, &round, Change::Settings, by, now)?;
    let settings = RoundSettings { seed: round.settings.seed, ..plan.settings.clone() };
    rounds::change(c, id, plan.name.as_str(), &settings, plan.answer_by)?;
    if let Some(ids) = participants {
        rounds::set_participants(c, &round, ids)?;
    }
    back_to_draft(c, &round, now)
}

/// Sets who takes part in a round that is not published, in the same way.
///
/// # Errors
/// [`RoundError::Changed`].
pub fn set_people(
    c: &mut Connection,
    id: RoundId,
    version: i32,
    ids: &[ProfessionalId],
    by: Option<CoordinatorId>,
    now: DateTime<Utc>,
) -> Result<i32, RoundError> {
    let round = seen(c, id, Some(version))?;
    keep(c, &round, Change::People, by, now)?;
    rounds::set_participants(c, &round, ids)?;
    back_to_draft(c, &round, now)
}

/// Drops the proposals.
pub(super) fn back_to_draft(c: &mut Connection, round: &Round, now: DateTime<Utc>) -> Result<i32, RoundError> {
    rounds::advance(c, round, RoundState::Draft, now)?;
    duos::set_proposed(c, round.id, &[])?;
    rounds::set_unmatched(c, round.id, &[])?;
    kept_inputs::remove(c, round.id)?;
    Ok(round.version + 1)
}
