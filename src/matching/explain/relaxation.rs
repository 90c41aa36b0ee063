//! The least that would give somebody a duo.
//!
//! Nothing is said that the searches do not prove: with the relaxation somebody has a duo in *every* best pairing, not
//! only in one of them. For that it has to be a gain. With *balance* the gain has to be a duo more, since a pairing
//! with as many has a lowest score to be settled first.

use std::cmp::Reverse;

use crate::domain::{Preference, Side};

use super::Explainer;
use super::answers::Answers;
use crate::matching::pairs::Pair;
use crate::matching::rules::Rule;
use assign::Edge;

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
    /// Never lifted are rules that are no choice ([`Rule::SelfReference`], [`Rule::Sides`], [`Rule::StandsElsewhere`], [`Rule::SamePerson`]) and those that protect somebody
    /// ([`Rule::Authority`], [`Rule::Avoids`]).
    #[must_use]
    pub fn relaxations(&self, participant: usize, side: Side) -> Vec<Relaxation> {
        if !self.is_without(participant, side) {
            return Vec::new();
        }
        let coverage = self.settings.prefer == Preference::Quality
            && self.most.as_ref().is_some_and(|most| most.has_duo(participant, side));
        let seat = if side == Side::Learner { self.seat(participant) } else { None };
        let relaxations = [coverage.then_some(Relaxation::Coverage), seat, self.exception(participant, side)];
        relaxations.into_iter().flatten().collect()
    }

    /// Whether somebody takes part on this side, and has no duo there. In one pool both sides are one.
    fn is_without(&self, participant: usize, side: Side) -> bool {
        let one_pool = self.sides().one_pool();
        let has_duo = |duo: &Pair| {
            let at = if side == Side::Learner { duo.learner } else { duo.guide };
            participant == at || one_pool && [duo.learner, duo.guide].contains(&participant)
        };
        self.sides().has(participant, side) && !self.duos.iter().any(has_duo)
    }

    /// What a gain is measured by.
    fn measure(&self) -> &Answers {
        match (self.settings.prefer, &self.most) {
            (Preference::Balance, Some(counting)) => counting,
            _ => &self.answers,
        }
    }

    fn seat(&self, learner: usize) -> Option<Relaxation> {
        let measure = self.measure();
        let seats = measure.seats_for(learner).into_iter();
        // With balance nothing but the number of duos tells for certain.
        let rank = |cost| match self.settings.prefer {
            Preference::Balance => (measure.rank(cost).0, 0),
            Preference::Quality | Preference::Coverage => measure.rank(cost),
        };
        let mut gains: Vec<_> = seats.filter(|seat| rank(seat.with) < rank(seat.without)).collect();
        gains.sort_by_key(|seat| (rank(seat.with), seat.right));
        let best = measure.certain_seat(learner, gains.into_iter())?;
        Some(Relaxation::Seat { guide: best.right })
    }

    fn exception(&self, participant: usize, side: Side) -> Option<Relaxation> {
        let may_be_lifted = |rule: &Rule| {
            !matches!(
                rule,
                Rule::SelfReference
                    | Rule::Sides
                    | Rule::StandsElsewhere
                    | Rule::SamePerson
                    | Rule::Authority
                    | Rule::Avoids
            )
        };
        let with = |other| match side {
            Side::Learner => self.in_order(participant, other),
            Side::Guide => self.in_order(other, participant),
        };
        let others =
            (0..self.round.rules().participants().len()).filter(|other| self.sides().has(*other, side.other()));
        let locked = self.round.locked();
        let is_locked = |learner| locked.iter().any(|(left, _)| *left == learner);
        let candidate = |(learner, guide)| {
            let rules: Vec<Rule> = self.round.rules().against(learner, guide).collect();
            let open = !rules.is_empty() && rules.iter().all(may_be_lifted);
            open.then(|| (rules.len(), Reverse(self.reasons(learner, guide).score()), learner, guide))
        };
        // The fewest rules first, then the greatest score.
        let free = others.map(with).filter(|(learner, _)| !is_locked(*learner));
        let mut candidates: Vec<_> = free.filter_map(candidate).collect();
        candidates.sort_unstable();
        // Where only the number of duos is measured, each counts for one.
        let worth = |score| if self.settings.prefer == Preference::Balance { 1 } else { score };
        let pair = |&(_, Reverse(score), left, right): &_| Edge { left, right, score: worth(score) };
        let groups: Vec<Vec<Edge>> =
            candidates.chunk_by(|a, b| a.0 == b.0).map(|group| group.iter().map(pair).collect()).collect();
        let Edge { left: learner, right: guide, .. } = self.measure().gain(participant, side, &groups)?;
        Some(Relaxation::Exception { learner, guide, rules: self.round.rules().against(learner, guide).collect() })
    }
}
