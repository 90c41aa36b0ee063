//! Taking back the last change of a round.

use super::change::back_to_draft;
use super::history::{last_to_undo, of_round, record_undoable};
use super::propose::{ProposalRows, read};
use super::{RoundError, RoundInputs};
use crate::domain::{Change, RoundId, RoundState};
use crate::service::By;
use crate::store::Store;
use crate::store::round::{round_changes, rounds};

/// Takes the last change back: name, settings, day and participants are as they were before it, and if duos were proposed
/// then, they are proposed again. From the same profiles they are the same.
///
/// # Errors
/// [`RoundError::Changed`], [`RoundError::NothingToUndo`], [`RoundError::Propose`].
pub fn undo(store: &Store, by: By<'_>, id: RoundId, version: i32) -> Result<(), RoundError> {
    let (round, _) = read(store, |c| by.on(c).round(id, Some(version)))?;
    let (entry, before, material) = store.read(|c| {
        let entries = of_round(c, id)?;
        let entry = last_to_undo(&entries).ok_or(RoundError::NothingToUndo)?;
        let before = entry.before.clone().ok_or(RoundError::NothingToUndo)?;
        let material = RoundInputs::of_people(c, &round, &before.participants)?;
        Ok::<_, RoundError>((entry.id, before, material))
    })?;
    let proposed = before.state == RoundState::Proposed;
    let computed = proposed.then(|| ProposalRows::of(store, id, &material, &before.settings)).transpose()?;
    by.write(store, |cx| {
        cx.round(id, Some(round.version))?;
        record_undoable(cx, &round, Change::Undo)?;
        round_changes::set_undone(cx.c, entry)?;
        rounds::change(cx.c, id, &before.name, &before.settings, before.answer_by)?;
        rounds::set_participants(cx.c, &round, &before.participants)?;
        match &computed {
            Some(computed) => computed.keep(cx, &round, &material, &before.settings),
            None => back_to_draft(cx, &round).map(drop),
        }
    })
}
