//! A change to two people of a proposed round: told in full before it is made, and made with all that follows from it.
//!
//! Nothing is moved by hand: a change is one of the settings, and the duos are those that the engine then proposes. So
//! what was told is what happens, undoing it gives the duos there were, and the round can be computed again.

use std::collections::{BTreeMap, BTreeSet};

use super::history::record_undoable;
use super::propose::{ProposalRows, read};
use super::{RoundError, RoundInputs};
use crate::domain::round::MAX_PAIRS;
use crate::domain::{AddressPair, PairChange, ProfessionalId, RoundId, RoundSettings, RoundState, Side};
use crate::service::By;
use crate::store::duo::duos;
use crate::store::round::rounds;
use crate::store::round::rounds::{Round, WithoutDuo};
use crate::store::{Connection, Store, StoreError};

/// A change to two people, by their identifiers: the learner and then the guide in a guidance round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Adjustment {
    pub change: PairChange,
    pub one: ProfessionalId,
    pub other: ProfessionalId,
}

/// A round in four numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "as in `matching::Preview`")]
pub struct Figures {
    pub duos: usize,
    pub total: i64,
    pub lowest: Option<i64>,
    pub without: usize,
}

impl Figures {
    /// The numbers of duos with these scores, and of who has none. Where both learn everybody without counts, else those
    /// who learn.
    #[must_use]
    pub fn of(scores: &[i64], without: &[WithoutDuo], both_learn: bool) -> Self {
        Self {
            duos: scores.len(),
            total: scores.iter().sum(),
            lowest: scores.iter().copied().min(),
            without: without.iter().filter(|w| both_learn || w.side == Side::Learner).count(),
        }
    }
}

/// What would come of an adjustment.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Consequence {
    pub before: Figures,
    pub after: Figures,
    /// The duos that would no longer be, by learner and guide, with their scores.
    pub gone: Vec<((ProfessionalId, ProfessionalId), i64)>,
    /// Those that would be new.
    pub new: Vec<((ProfessionalId, ProfessionalId), i64)>,
    /// Who is in a duo now, and would be in none.
    pub lose: Vec<ProfessionalId>,
}

impl Adjustment {
    /// Whether a round has it already, so that to make it again changes nothing.
    #[must_use]
    pub fn holds(&self, settings: &RoundSettings, couple: Option<&AddressPair>) -> bool {
        let among = |list: &[AddressPair]| couple.is_some_and(|couple| list.iter().any(|c| c.same_as(couple)));
        match self.change {
            // Where one guides the other, it matters who.
            PairChange::Fix if !settings.kind.both_learn() => {
                couple.is_some_and(|couple| settings.locked.contains(couple))
            }
            PairChange::Fix => among(&settings.locked),
            PairChange::Free => !among(&settings.locked),
            PairChange::Exclude => among(&settings.banned),
            PairChange::Allow => !among(&settings.banned),
            PairChange::LeaveOut => couple.is_none(),
        }
    }

    /// The settings with it.
    fn applied(&self, settings: &RoundSettings, couple: &AddressPair) -> RoundSettings {
        let mut new = settings.clone();
        let one_duo_each = settings.kind.both_learn();
        match self.change {
            PairChange::Fix => {
                new.banned.retain(|c| !c.same_as(couple));
                // Who is fixed to somebody else, is so no longer.
                new.locked.retain(|c| {
                    let same_learner = c.one() == couple.one();
                    !same_learner && !(one_duo_each && (c.has(couple.one()) || c.has(couple.other())))
                });
                new.locked.push(couple.clone());
            }
            PairChange::Free => new.locked.retain(|c| !c.same_as(couple)),
            PairChange::Exclude => {
                new.locked.retain(|c| !c.same_as(couple));
                new.banned.retain(|c| !c.same_as(couple));
                new.banned.push(couple.clone());
            }
            PairChange::Allow => new.banned.retain(|c| !c.same_as(couple)),
            PairChange::LeaveOut => new.locked.retain(|c| !c.has(couple.one()) && !c.has(couple.other())),
        }
        new
    }

    /// What the round would be computed from, and with what settings.
    fn made(&self, mut material: RoundInputs, round: &Round) -> Result<(RoundInputs, RoundSettings), RoundError> {
        let couple = material.couple(self.one, self.other).ok_or(RoundError::Stranger)?;
        let settings = self.applied(&round.settings, &couple);
        if settings.locked.len().max(settings.banned.len()) > MAX_PAIRS {
            return Err(RoundError::TooManyPairs);
        }
        if self.change == PairChange::LeaveOut {
            material.without(&[self.one, self.other]);
        }
        Ok((material, settings))
    }
}

/// Makes an adjustment of a round whose duos are proposed, and keeps the duos that follow.
///
/// # Errors
/// [`RoundError::Changed`], also when no duos are proposed; [`RoundError::Stranger`], [`RoundError::TooManyPairs`],
/// [`RoundError::Propose`].
pub fn adjust(store: &Store, by: By<'_>, id: RoundId, version: i32, adjustment: Adjustment) -> Result<(), RoundError> {
    let (round, material) = read_proposed(store, |c| by.on(c).round(id, Some(version)))?;
    let (material, settings) = adjustment.made(material, &round)?;
    let computed = ProposalRows::of(store, id, &material, &settings)?;
    by.write(store, |cx| {
        cx.round(id, Some(round.version))?;
        record_undoable(cx, &round, adjustment.change.into())?;
        rounds::change(cx.c, id, &round.name, &settings, round.answer_by)?;
        if adjustment.change == PairChange::LeaveOut {
            let mut stay = rounds::participants(cx.c, id)?;
            stay.retain(|one| ![adjustment.one, adjustment.other].contains(one));
            rounds::set_participants(cx.c, &round, &stay)?;
        }
        computed.keep(cx, &round, &material, &settings)
    })
}

fn read_proposed(
    store: &Store,
    round: impl FnOnce(&mut Connection) -> Result<Round, RoundError>,
) -> Result<(Round, RoundInputs), RoundError> {
    let (round, material) = read(store, round)?;
    if round.state == RoundState::Proposed { Ok((round, material)) } else { Err(RoundError::Changed) }
}

/// What would come of an adjustment of a round whose duos are proposed. Changes nothing.
///
/// # Errors
/// Those of [`adjust`].
pub fn consequence(store: &Store, id: RoundId, adjustment: Adjustment) -> Result<Consequence, RoundError> {
    let (round, material) = read_proposed(store, |c| super::load_expecting_version(c, id, None))?;
    let (kept, without) = store.read(|c| Ok::<_, StoreError>((duos::of_round(c, id)?, rounds::unmatched(c, id)?)))?;
    let (material, settings) = adjustment.made(material, &round)?;
    let computed = ProposalRows::of(store, id, &material, &settings)?;
    let both_learn = settings.kind.both_learn();

    let ends = |duo: &duos::Duo| (duo.learner.professional_id, duo.guide.professional_id);
    let now: BTreeMap<(ProfessionalId, ProfessionalId), i64> = kept.iter().map(|duo| (ends(duo), duo.score)).collect();
    let then: BTreeMap<(ProfessionalId, ProfessionalId), i64> =
        computed.duos.iter().map(|d| ((d.learner, d.guide), d.score)).collect();
    let members = |duos: &BTreeMap<(ProfessionalId, ProfessionalId), i64>| -> BTreeSet<ProfessionalId> {
        // A guide who has one learner fewer loses no duo that they asked for.
        duos.keys().flat_map(|(one, other)| std::iter::once(*one).chain(both_learn.then_some(*other))).collect()
    };
    let not_in = |of: &BTreeMap<(ProfessionalId, ProfessionalId), i64>,
                  other: &BTreeMap<(ProfessionalId, ProfessionalId), i64>| {
        of.iter().filter(|(ends, _)| !other.contains_key(ends)).map(|(ends, score)| (*ends, *score)).collect()
    };
    let scores = |duos: &BTreeMap<(ProfessionalId, ProfessionalId), i64>| duos.values().copied().collect::<Vec<_>>();
    Ok(Consequence {
        before: Figures::of(&scores(&now), &without, both_learn),
        after: Figures::of(&scores(&then), &computed.without, both_learn),
        gone: not_in(&now, &then),
        new: not_in(&then, &now),
        lose: members(&now).difference(&members(&then)).copied().collect(),
    })
}

/// Whether an adjustment is there already: the same form came twice.
///
/// # Errors
/// [`RoundError::NotFound`], and those of the database.
pub fn is_made(c: &mut Connection, id: RoundId, adjustment: Adjustment) -> Result<bool, RoundError> {
    let round = super::load_expecting_version(c, id, None)?;
    let material = RoundInputs::of(c, &round)?;
    let couple = material.couple(adjustment.one, adjustment.other);
    Ok(round.state == RoundState::Proposed && adjustment.holds(&round.settings, couple.as_ref()))
}
