//! Why these two, why not those two, and why nobody.
//!
//! - [`Unmatched`]: why somebody has no duo; part of every proposal;
//! - [`Explainer`]: solves a round once, and then answers questions about it from the prices, each by a search;
//! - [`Relaxation`]: the least that would give somebody a duo.
//!
//! Where two people are one duo, and the round is large or prefers balance, the other duos keep their direction in a cost:
//! with others turned round it may be less ([`Explainer::is_exact`]). A relaxation is told only where it is proved without
//! that.
//!
//! What somebody told in confidence stays so: a private rule is told as such and without those beside it, and is never
//! among what might be lifted.

mod answers;
mod directed;
mod in_pool;
mod relaxation;
mod unpaired;

use std::cell::OnceCell;

use crate::domain::{Preference, Profile, RoundSettings, Side};

use super::history::History;
use super::pairs::Pair;
use super::rules::Rule;
use super::score::Reasons;
use super::sides::Sides;
use super::{Prepared, ProposeError, trio};
use answers::Answers;
use assign::trade_off::TradeOff;
use assign::what_if::Alternative;
pub use assign::what_if::{Cost, Forced, Move};
pub use relaxation::Relaxation;
pub use unpaired::{Unmatched, Unpaired, UnpairedReason};
pub(crate) use unpaired::{explain, unpaired};

/// Why a round cannot be explained.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// It cannot be matched.
    #[error(transparent)]
    Propose(#[from] ProposeError),
    /// It is matched, but without a proof that it cannot be done better; without that nobody knows what another pairing
    /// costs.
    #[error("these duos are not proved the best, so what others cost is not known")]
    NotProved,
}

/// The answer to why a learner does not have a certain guide, or two people of one pool each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// They are a duo.
    Together(Pair),
    /// One of them is locked to somebody else, or the guide has all seats locked.
    Locked,
    /// They are a duo the other way round, and two people are one duo.
    OtherWay(Pair),
    /// Rules forbid it, as far as they are told: see [`Rule::told`].
    Forbidden(Vec<Rule>),
    /// It could be, at a cost. Lefts and rights are learners and guides, by index among the participants; in one pool
    /// everybody whose partner is another moves, as a left.
    Costs(Forced),
}

/// Another duo for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Other {
    /// The two, and their reasons.
    pub pair: Pair,
    /// What it costs the others, in duos and in points, if these two are a duo.
    pub cost: Cost,
}

/// A solved round that answers questions. Participants are referred to by index. In an exchange round learners are the
/// first group and guides the second; in one pool everybody stands on either side. What somebody would cost who joins a duo as
/// a third is not part of any answer.
#[derive(Debug)]
pub struct Explainer<'a> {
    settings: &'a RoundSettings,
    round: Prepared<'a>,
    /// Every eligible pair, by learner, then guide; in one pool each once, the lesser first.
    pairs: Vec<Pair>,
    duos: Vec<Pair>,
    answers: Answers,
    /// With *quality* the round with the most duos; with *balance* the same round where only their number counts.
    most: Option<Answers>,
    /// Worked out when it is first asked for.
    trade_off: OnceCell<Result<TradeOff, ExplainError>>,
}

impl<'a> Explainer<'a> {
    /// Solves a round as [`super::propose`] does, to the same duos. Every pair is at hand from then on.
    ///
    /// # Errors
    /// [`ExplainError`].
    pub fn new(
        participants: &'a [Profile],
        settings: &'a RoundSettings,
        history: &'a History,
    ) -> Result<Self, ExplainError> {
        let round = Prepared::new(participants, settings, history).map_err(ExplainError::Propose)?;
        let pairs = round.pairs();
        let answers = Answers::of(&round, &pairs, settings.prefer)?;
        let most = match settings.prefer {
            Preference::Coverage => None,
            Preference::Quality => Some(Answers::of(&round, &pairs, Preference::Coverage)?),
            Preference::Balance => Some(answers.counting()?),
        };
        let locked = round.locked().iter().map(|(left, right)| Pair::of(*left, *right, round.rules()));
        let chosen = answers.duos().into_iter().filter_map(|(left, right)| find(&pairs, left, right));
        let mut duos: Vec<Pair> = chosen.chain(locked).collect();
        duos.sort_unstable_by_key(Pair::ends);
        if settings.trio {
            let mut unpaired = unpaired(&duos, &round);
            trio::odd_one_out(&mut duos, &mut unpaired, round.rules());
        }
        Ok(Self { settings, round, pairs, duos, answers, most, trade_off: OnceCell::new() })
    }

    /// Who stands on which side.
    #[must_use]
    pub const fn sides(&self) -> &Sides {
        self.round.rules().sides()
    }

    /// Whether a cost is that of the best pairing there is; else it is that of duos that keep their direction.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.answers.is_exact()
    }

    /// The duos, by learner, then guide.
    #[must_use]
    pub fn duos(&self) -> &[Pair] {
        &self.duos
    }

    /// Why this learner and this guide, or these two of one pool, are no duo. `None` if there is no such participant.
    #[must_use]
    pub fn why_not(&self, learner: usize, guide: usize) -> Option<WhyNot> {
        if learner.max(guide) >= self.round.rules().participants().len() {
            return None;
        }
        let (left, right) = self.in_order(learner, guide);
        if let Some(duo) = find(&self.duos, left, right) {
            return Some(WhyNot::Together(duo));
        }
        if let Some(forced) = self.answers.force(learner, guide) {
            return Some(WhyNot::Costs(forced));
        }
        if self.round.rules().is_one_way()
            && let Some(duo) = find(&self.duos, guide, learner)
            && self.round.rules().first_against(learner, guide).is_none()
        {
            return Some(WhyNot::OtherWay(duo));
        }
        let against: Vec<Rule> = self.round.rules().against(left, right).collect();
        if against.is_empty() {
            return Some(WhyNot::Locked);
        }
        Some(WhyNot::Forbidden(Rule::told(against)))
    }

    /// Other duos for a participant on one side, those that cost least first, at most so many.
    #[must_use]
    pub fn alternatives(&self, participant: usize, side: Side, few: usize) -> Vec<Other> {
        let other = |a: Alternative| Some(Other { pair: find(&self.pairs, a.pair.left, a.pair.right)?, cost: a.cost });
        self.answers.alternatives(participant, side, few).into_iter().filter_map(other).collect()
    }

    /// Every learner without a guide, then every guide without a learner.
    #[must_use]
    pub fn unpaired(&self) -> Vec<Unpaired> {
        unpaired(&self.duos, &self.round)
    }

    /// Why each of these has none.
    #[must_use]
    pub fn explain(&self, unpaired: &[Unpaired]) -> Vec<Unmatched> {
        explain(unpaired, &self.round)
    }

    /// Quality against coverage for the whole round.
    ///
    /// # Errors
    /// [`ExplainError::NotProved`].
    pub fn trade_off(&self) -> Result<TradeOff, ExplainError> {
        self.trade_off.get_or_init(|| self.answers.trade_off()).clone()
    }

    /// The two as their pair is kept: in one pool the lesser first.
    fn in_order(&self, left: usize, right: usize) -> (usize, usize) {
        if self.sides().one_pool() { (left.min(right), left.max(right)) } else { (left, right) }
    }

    /// The reasons that two would have, whatever the rules say.
    fn reasons(&self, learner: usize, guide: usize) -> Reasons {
        Pair::of(learner, guide, self.round.rules()).reasons
    }
}

/// The pair of these two among pairs in their order.
fn find(pairs: &[Pair], learner: usize, guide: usize) -> Option<Pair> {
    pairs.binary_search_by_key(&(learner, guide), |p| (p.learner, p.guide)).ok().map(|at| pairs[at])
}

#[cfg(test)]
mod tests;
