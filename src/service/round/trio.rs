//! Somebody left over in a mutual round: the duo to offer them, and the three that it then is.

use super::history::record_undoable;
use super::propose::{ProposalRows, read};
use super::{RoundError, RoundInputs};
use crate::domain::{Change, Kind, ProfessionalId, RoundId, RoundSettings, RoundState};
use crate::matching;
use crate::service::By;
use crate::store::duo::duos;
use crate::store::round::rounds;
use crate::store::round::rounds::Round;
use crate::store::{Connection, Store, StoreError};

/// Somebody who was left over in a mutual round, and the duo that they would fit best as a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OddOneOut {
    pub third: ProfessionalId,
    pub duo: (ProfessionalId, ProfessionalId),
    /// The sum of the third's scores with the two.
    pub score: i64,
}

/// The trio to offer in a mutual round whose duos are proposed, if one person is left over and fits with a duo.
///
/// # Errors
/// Those of the database.
pub fn odd_one_out(c: &mut Connection, round: &Round) -> Result<Option<OddOneOut>, StoreError> {
    if round.settings.kind != Kind::Mutual || round.state != RoundState::Proposed {
        return Ok(None);
    }
    let unmatched = rounds::unmatched(c, round.id)?;
    let [left_over] = &unmatched[..] else { return Ok(None) };
    let material = RoundInputs::of(c, round)?;
    // A profile that is gone since has no place any more.
    let ends = duos::of_round(c, round.id)?.into_iter().filter_map(|duo| {
        Some((material.place(duo.learner.professional_id)?, material.place(duo.guide.professional_id)?))
    });
    let ends: Vec<(usize, usize)> = ends.collect();
    let Some(third) = material.place(left_over.professional_id) else { return Ok(None) };
    let rules = material.rules(&round.settings);
    let score = |one, other| matching::Pair::of(one, other, &rules).reasons.score();
    let ids = &material.ids;
    Ok(matching::trio(&ends, third, &rules, score).map(|trio| OddOneOut {
        third: ids[trio.third],
        duo: (ids[trio.duo.0], ids[trio.duo.1]),
        score: trio.score,
    }))
}

/// Lets whoever is left over join the duo that they fit best, and proposes the duos again.
///
/// # Errors
/// [`RoundError::Changed`], also when no duos are proposed; [`RoundError::Propose`].
pub fn join(store: &Store, by: By<'_>, id: RoundId, version: i32) -> Result<(), RoundError> {
    let (round, material) = read(store, |c| by.on(c).round(id, Some(version)))?;
    if round.state != RoundState::Proposed {
        return Err(RoundError::Changed);
    }
    let settings = RoundSettings { trio: true, ..round.settings.clone() };
    let computed = ProposalRows::of(store, id, &material, &settings)?;
    by.write(store, |cx| {
        cx.round(id, Some(round.version))?;
        record_undoable(cx, &round, Change::Settings)?;
        rounds::change(cx.c, id, &round.name, &settings, round.answer_by)?;
        computed.keep(cx, &round, &material, &settings)
    })
}
