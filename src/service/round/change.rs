//! Who takes part in a round, and what matters in it.

use super::history::record_undoable;
use super::{Plan, RoundError, check};
use crate::domain::{Change, ProfessionalId, RoundId, RoundSettings, RoundState};
use crate::service::Context;
use crate::store::duo::duos;
use crate::store::round::rounds::Round;
use crate::store::round::{rounds, stored_inputs as kept_inputs};

/// Changes a round that is not published: it becomes a draft again, its proposals are dropped, its seed stays. Gives
/// its new version.
///
/// # Errors
/// [`RoundError::Changed`] when it is published or `version` is not its version any more; [`RoundError::AnswerBy`].
pub fn change(
    cx: &mut Context<'_>,
    id: RoundId,
    version: i32,
    plan: &Plan,
    participants: Option<&[ProfessionalId]>,
) -> Result<i32, RoundError> {
    check(plan.answer_by, cx.now)?;
    let round = cx.round(id, Some(version))?;
    record_undoable(cx, &round, Change::Settings)?;
    let settings = RoundSettings { seed: round.settings.seed, ..plan.settings.clone() };
    rounds::change(cx.c, id, plan.name.as_str(), &settings, plan.answer_by)?;
    if let Some(ids) = participants {
        rounds::set_participants(cx.c, &round, ids)?;
    }
    back_to_draft(cx, &round)
}

/// Sets who takes part in a round that is not published, in the same way.
///
/// # Errors
/// [`RoundError::Changed`].
pub fn set_people(cx: &mut Context<'_>, id: RoundId, version: i32, ids: &[ProfessionalId]) -> Result<i32, RoundError> {
    let round = cx.round(id, Some(version))?;
    record_undoable(cx, &round, Change::People)?;
    rounds::set_participants(cx.c, &round, ids)?;
    back_to_draft(cx, &round)
}

/// Drops the proposals.
pub(crate) fn back_to_draft(cx: &mut Context<'_>, round: &Round) -> Result<i32, RoundError> {
    rounds::advance(cx.c, round, RoundState::Draft, cx.now)?;
    duos::set_proposed(cx.c, round.id, &[])?;
    rounds::set_unmatched(cx.c, round.id, &[])?;
    kept_inputs::remove(cx.c, round.id)?;
    Ok(round.version + 1)
}
