//! The least that would give somebody a duo.
//!
//! Nothing is said that the searches do not prove: with the relaxation somebody has a duo in *every* best pairing, not
//! only in one of them. For that it has to be a gain. With *balance* the gain has to be a duo more, since a pairing
//! with as many has a lowest score to be settled first.

use crate::domain::{Preference, Side};

use super::super::assign::Edge;
use super::super::assign::what_if::{Alternative, Cost, WhatIf};
use super::super::pairs::Pair;
use super::super::rules::Rule;
use super::Explainer;

/// What would give somebody a duo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relaxation {
    /// The round prefers coverage instead of quality.
    Coverage,
    /// A guide takes one learner more.
    Seat {
        /// Who.
        guide: usize,
    },
    /// An exception for one pair: these rules are lifted for them, as few as possible.
    Exception {
        /// Who learns.
        learner: usize,
        /// Who guides.
        guide: usize,
        /// At least one.
        rules: Vec<Rule>,
    },
}

impl Explainer<'_> {
    /// What would give a participant, who has no duo on this side, a duo: at most one relaxation of each kind, in the
    /// order of [`Relaxation`], the best of its kind. Empty if none of these would, or the participant has a duo.
    ///
    /// Never lifted are rules that are no choice ([`Rule::Oneself`], [`Rule::Sides`]) and those that protect somebody
    /// ([`Rule::Authority`], [`Rule::Avoids`]).
    #[must_use]
    pub fn relaxations(&self, participant: usize, side: Side) -> Vec<Relaxation> {
        if !self.is_without(participant, side) {
            return Vec::new();
        }
        let coverage = self.settings.prefer == Preference::Quality
            && self.most.as_ref().is_some_and(|most| has_duo(most, participant, side));
        let seat = if side == Side::Learner { self.seat(participant) } else { None };
        let relaxations = [coverage.then_some(Relaxation::Coverage), seat, self.exception(participant, side)];
        relaxations.into_iter().flatten().collect()
    }

    /// Whether somebody takes part on this side, and has no duo there.
    fn is_without(&self, participant: usize, side: Side) -> bool {
        let has_duo = |duo: &Pair| participant == if side == Side::Learner { duo.learner } else { duo.guide };
        self.sides().has(participant, side) && !self.duos.iter().any(has_duo)
    }

    /// What a gain is measured by.
    fn measure(&self) -> &WhatIf {
        match (self.settings.prefer, &self.most) {
            (Preference::Balance, Some(counting)) => counting,
            _ => &self.what_if,
        }
    }

    /// How good a cost is, the least being the best, as far as it tells for certain.
    fn rank(&self, cost: Cost) -> (i128, i128) {
        match self.settings.prefer {
            Preference::Balance => (cost.duos.into(), 0),
            Preference::Quality | Preference::Coverage => self.what_if.rank(cost),
        }
    }

    fn seat(&self, learner: usize) -> Option<Relaxation> {
        let seats = self.measure().seats_for(learner).into_iter();
        let gains = seats.filter(|seat| self.rank(seat.with) < self.rank(seat.without));
        let best = gains.min_by_key(|seat| (self.rank(seat.with), seat.right))?;
        Some(Relaxation::Seat { guide: best.right })
    }

    fn exception(&self, participant: usize, side: Side) -> Option<Relaxation> {
        let may_be_lifted = |rule: &Rule| !matches!(rule, Rule::Oneself | Rule::Sides | Rule::Authority | Rule::Avoids);
        let rules = |learner, guide| -> Option<Vec<Rule>> {
            let rules: Vec<Rule> = self.round.rules().against(learner, guide).collect();
            (!rules.is_empty() && rules.iter().all(may_be_lifted)).then_some(rules)
        };
        let pair = |(learner, guide)| {
            rules(learner, guide)?;
            Some(Edge { left: learner, right: guide, score: self.reasons(learner, guide).score() })
        };
        let measure = self.measure();
        let costs = match side {
            Side::Learner => {
                let guides = self.sides().rights().map(|guide| (participant, guide));
                measure.costs_of_left(participant, guides.filter_map(pair))
            }
            Side::Guide => {
                let learners = self.sides().lefts().map(|learner| (learner, participant));
                measure.costs_of_right(participant, learners.filter_map(pair))
            }
        };
        let gains = costs.into_iter().filter(|a| self.rank(a.cost) < (0, 0));
        let with_rules = gains.filter_map(|a| Some((rules(a.pair.left, a.pair.right)?, a)));
        let fewest = |(rules, Alternative { pair, cost }): &(Vec<Rule>, Alternative)| {
            (rules.len(), self.rank(*cost), -i128::from(pair.score), *pair)
        };
        let (rules, best) = with_rules.min_by_key(fewest)?;
        Some(Relaxation::Exception { learner: best.pair.left, guide: best.pair.right, rules })
    }
}

fn has_duo(what_if: &WhatIf, participant: usize, side: Side) -> bool {
    match side {
        Side::Learner => what_if.has_pair(participant),
        Side::Guide => what_if.is_taken(participant),
    }
}
