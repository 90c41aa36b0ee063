//! Computing the duos of a round, and keeping them as proposals.

use super::history::{record, record_undoable};
use super::{Plan, RoundError, RoundInputs, check};
use crate::domain::{Change, RoundId, RoundSettings, RoundState};
use crate::matching::{Proposal, Unmatched, Unpaired};
use crate::service::round::replay_inputs;
use crate::service::round::taken_places::name_taken_place;
use crate::service::{By, Context};
use crate::store::duo::duos;
use crate::store::round::rounds;
use crate::store::round::rounds::{Round, WithoutDuo};
use crate::store::{Connection, Store, StoreError};

/// Computes the duos of a round and keeps them as proposals, in place of earlier ones, with all that they were computed
/// from.
///
/// Reads, computes without holding the database, and writes only if nobody changed the round meanwhile. Participants
/// who are no longer active are left out.
///
/// # Errors
/// [`RoundError::Changed`], [`RoundError::Propose`], and those of the database.
pub fn propose(store: &Store, by: By<'_>, id: RoundId, version: Option<i32>) -> Result<(), RoundError> {
    let (round, material) = read(store, |c| by.on(c).round(id, version))?;
    let computed = ProposalRows::of(store, id, &material, &round.settings)?;
    by.write(store, |cx| {
        cx.round(id, Some(round.version))?;
        record(cx, &round, Change::Propose)?;
        computed.keep(cx, &round, &material, &round.settings)
    })
}

/// Changes the settings of a round and proposes its duos, or does neither.
///
/// # Errors
/// Those of [`propose`], and [`RoundError::AnswerBy`].
pub fn propose_with(store: &Store, by: By<'_>, id: RoundId, version: i32, plan: &Plan) -> Result<(), RoundError> {
    check(plan.answer_by, by.now)?;
    let (round, material) = read(store, |c| by.on(c).round(id, Some(version)))?;
    let settings = RoundSettings { seed: round.settings.seed, ..plan.settings.clone() };
    let computed = ProposalRows::of(store, id, &material, &settings)?;
    by.write(store, |cx| {
        cx.round(id, Some(round.version))?;
        let same =
            (&round.settings, round.name.as_str(), round.answer_by) == (&settings, plan.name.as_str(), plan.answer_by);
        if same {
            record(cx, &round, Change::Propose)?;
        } else {
            record_undoable(cx, &round, Change::Settings)?;
            rounds::change(cx.c, id, plan.name.as_str(), &settings, plan.answer_by)?;
        }
        computed.keep(cx, &round, &material, &settings)
    })
}

/// A round, found as `round` says, and what its duos are computed from.
pub(crate) fn read(
    store: &Store,
    round: impl FnOnce(&mut Connection) -> Result<Round, RoundError>,
) -> Result<(Round, RoundInputs), RoundError> {
    store.read(|c| {
        let round = round(c)?;
        let material = RoundInputs::of(c, &round)?;
        Ok((round, material))
    })
}

/// Duos and who has none, as they are kept.
pub(crate) struct ProposalRows {
    pub(crate) duos: Vec<duos::NewDuo>,
    pub(crate) without: Vec<WithoutDuo>,
}

impl ProposalRows {
    /// `store` says where a place went that a fixed duo needs.
    pub(crate) fn of(
        store: &Store,
        round: RoundId,
        material: &RoundInputs,
        settings: &RoundSettings,
    ) -> Result<Self, RoundError> {
        let proposal = material.propose(settings);
        let (proposal, reasons) =
            proposal.map_err(|error| name_taken_place(store, round, RoundError::Propose(error)))?;
        Ok(Self::from(material, &proposal, &reasons)?)
    }

    fn from(material: &RoundInputs, proposal: &Proposal, reasons: &[Unmatched]) -> Result<Self, StoreError> {
        let json = |value| serde_json::to_string(&value).map_err(|e| StoreError::Corrupt(e.to_string()));
        let ids = &material.ids;
        let new = |pair: &crate::matching::Pair| {
            Ok(duos::NewDuo {
                learner: ids[pair.learner],
                guide: ids[pair.guide],
                score: pair.reasons.score(),
                reasons: json(serde_json::json!(pair.reasons))?,
            })
        };
        let without = |(one, why): (&Unpaired, &Unmatched)| {
            let why = json(serde_json::json!(why))?;
            Ok(WithoutDuo { professional_id: ids[one.participant], side: one.side, why })
        };
        Ok(Self {
            duos: proposal.duos().iter().map(new).collect::<Result<_, StoreError>>()?,
            without: proposal.unpaired().iter().zip(reasons).map(without).collect::<Result<_, StoreError>>()?,
        })
    }

    /// Keeps these in place of earlier ones.
    pub(crate) fn keep(
        &self,
        cx: &mut Context<'_>,
        round: &Round,
        material: &RoundInputs,
        settings: &RoundSettings,
    ) -> Result<(), RoundError> {
        rounds::advance(cx.c, round, RoundState::Proposed, cx.now)?;
        duos::set_proposed(cx.c, round.id, &self.duos)?;
        rounds::set_unmatched(cx.c, round.id, &self.without)?;
        replay_inputs::keep(cx.c, round.id, material, settings)?;
        Ok(())
    }
}
