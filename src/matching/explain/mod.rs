//! Why these two, why not those two, and why nobody.
//!
//! - [`Unmatched`]: why somebody has no duo; part of every proposal;
//! - [`Explainer`]: solves a round once, and then answers questions about it from the prices, each by a search;
//! - [`Relaxation`]: the least that would give somebody a duo.
//!
//! What somebody told in confidence stays so: a private rule is told as such and without those beside it, and is never
//! among what might be lifted.

mod relaxation;
mod unpaired;

use std::fmt;

use crate::domain::{Preference, Profile, RoundSettings, Side};

use super::assign::trade_off::TradeOff;
use super::assign::what_if::{Alternative, WhatIf};
pub use super::assign::what_if::{Cost, Forced, Move};
use super::assign::{Edge, Problem};
use super::pairs::Pair;
use super::rules::{EarlierDuos, Rule};
use super::score::Reasons;
use super::sides::Sides;
use super::{Prepared, ProposeError};
pub use relaxation::Relaxation;
pub(super) use unpaired::unpaired;
pub use unpaired::{Unmatched, Unpaired};

/// Why a round cannot be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExplainError {
    /// It cannot be matched.
    Propose(ProposeError),
    /// It is matched, but without a proof that it cannot be done better; without that nobody knows what another pairing
    /// costs.
    NotProved,
    /// It is one pool: there are no sides to search between.
    OnePool,
}

impl fmt::Display for ExplainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Propose(error) => error.fmt(f),
            Self::NotProved => f.write_str("these duos are not proved the best, so what others cost is not known"),
            Self::OnePool => f.write_str("what other duos would cost is told of guidance and exchange rounds only"),
        }
    }
}

impl std::error::Error for ExplainError {}

/// The answer to why a learner does not have a certain guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// They are a duo.
    Together(Pair),
    /// One of them is locked to somebody else, or the guide has all seats locked.
    Locked,
    /// Rules forbid it: all of them, or only the first that is private.
    Forbidden(Vec<Rule>),
    /// It could be, at a cost. Lefts and rights are learners and guides, by index among the participants.
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
/// first group and guides the second.
#[derive(Debug)]
pub struct Explainer<'a> {
    settings: &'a RoundSettings,
    round: Prepared<'a>,
    /// Every eligible pair, by learner, then guide.
    pairs: Vec<Pair>,
    duos: Vec<Pair>,
    /// Lefts and rights are participants, whatever their side; without those who are locked.
    problem: Problem,
    what_if: WhatIf,
    /// With *quality* the round with the most duos; with *balance* the same duos where only their number counts.
    most: Option<WhatIf>,
}

impl<'a> Explainer<'a> {
    /// Solves a round as [`super::propose`] does, to the same duos. Every pair is at hand from then on.
    ///
    /// # Errors
    /// [`ExplainError`].
    pub fn new(
        participants: &'a [Profile],
        settings: &'a RoundSettings,
        earlier: &'a EarlierDuos,
    ) -> Result<Self, ExplainError> {
        let round = Prepared::new(participants, settings, earlier).map_err(ExplainError::Propose)?;
        if round.rules().sides().one_pool() {
            return Err(ExplainError::OnePool);
        }
        let pairs = round.pairs();
        let problem = without_locked(&pairs, &round)?;
        let solved = |preference| {
            let assignment = round.choose(&settings.weights, preference).map_err(ExplainError::Propose)?;
            let what_if = WhatIf::new(&problem, &assignment).ok_or(ExplainError::NotProved)?;
            Ok((assignment, what_if))
        };
        let (assignment, what_if) = solved(settings.prefer)?;
        let most = match settings.prefer {
            Preference::Coverage => None,
            Preference::Quality => Some(solved(Preference::Coverage)?.1),
            Preference::Balance => Some(WhatIf::counting(&problem, &assignment).ok_or(ExplainError::NotProved)?),
        };
        let locked = round.locked().iter().map(|(left, right)| Pair::of(*left, *right, round.rules()));
        let mut duos: Vec<Pair> =
            assignment.edges().iter().filter_map(|e| find(&pairs, e.left, e.right)).chain(locked).collect();
        duos.sort_unstable_by_key(Pair::ends);
        Ok(Self { settings, round, pairs, duos, problem, what_if, most })
    }

    /// Who stands on which side.
    #[must_use]
    pub const fn sides(&self) -> &Sides {
        self.round.rules().sides()
    }

    /// The duos, by learner, then guide.
    #[must_use]
    pub fn duos(&self) -> &[Pair] {
        &self.duos
    }

    /// Why this learner and this guide are no duo. `None` if there is no such participant.
    #[must_use]
    pub fn why_not(&self, learner: usize, guide: usize) -> Option<WhyNot> {
        if learner.max(guide) >= self.round.rules().participants().len() {
            return None;
        }
        if let Some(duo) = find(&self.duos, learner, guide) {
            return Some(WhyNot::Together(duo));
        }
        if let Some(forced) = self.what_if.force(learner, guide) {
            return Some(WhyNot::Costs(forced));
        }
        let against: Vec<Rule> = self.round.rules().against(learner, guide).collect();
        if against.is_empty() {
            return Some(WhyNot::Locked);
        }
        let private = against.iter().copied().find(|rule| rule.is_private());
        Some(WhyNot::Forbidden(private.map_or(against, |rule| vec![rule])))
    }

    /// Other duos for a participant on one side, those that cost least first, at most so many.
    #[must_use]
    pub fn alternatives(&self, participant: usize, side: Side, few: usize) -> Vec<Other> {
        let found = match side {
            Side::Learner => self.what_if.alternatives(participant, few),
            Side::Guide => self.what_if.alternatives_of_right(participant, few),
        };
        let other = |a: Alternative| Some(Other { pair: find(&self.pairs, a.pair.left, a.pair.right)?, cost: a.cost });
        found.into_iter().filter_map(other).collect()
    }

    /// Every learner without a guide, then every guide without a learner, and why.
    #[must_use]
    pub fn unpaired(&self) -> Vec<Unpaired> {
        unpaired(&self.duos, &self.round)
    }

    /// Quality against coverage for the whole round.
    #[must_use]
    pub fn trade_off(&self) -> TradeOff {
        TradeOff::of(&self.problem)
    }

    /// The reasons that two would have, whatever the rules say.
    fn reasons(&self, learner: usize, guide: usize) -> Reasons {
        Pair::of(learner, guide, self.round.rules()).reasons
    }
}

/// The problem that remains beside the pairs that must stand.
fn without_locked(pairs: &[Pair], round: &Prepared<'_>) -> Result<Problem, ExplainError> {
    let sides = round.rules().sides();
    let people = round.rules().participants().len();
    let mut seats: Vec<u32> = (0..people).map(|i| sides.seats(i)).collect();
    let mut busy = vec![false; people];
    for (left, right) in round.locked() {
        seats[*right] = seats[*right].saturating_sub(1);
        busy[*left] = true;
    }
    let free = pairs.iter().filter(|p| !busy[p.learner] && seats[p.guide] > 0);
    let edges = free.map(|p| Edge { left: p.learner, right: p.guide, score: p.reasons.score() }).collect();
    Problem::new(people, seats, edges).map_err(|error| ExplainError::Propose(ProposeError::Assign(error)))
}

/// The pair of these two among pairs in their order.
fn find(pairs: &[Pair], learner: usize, guide: usize) -> Option<Pair> {
    pairs.binary_search_by_key(&(learner, guide), |p| (p.learner, p.guide)).ok().map(|at| pairs[at])
}

#[cfg(test)]
mod tests;
