//! What answers the questions: searches from the prices of a solved round, between two sides or in one pool.

use crate::domain::{Preference, Side};

use super::ExplainError;
use super::directed::Directed;
use super::in_pool::InPool;
use crate::matching::ProposeError;
use crate::matching::pairs::Pair;
use crate::matching::prepared::Prepared;
use assign::trade_off::TradeOff;
use assign::what_if::{Alternative, Cost, Forced, Seat, WhatIf};
use assign::{Assignment, Edge, Instance};

/// A solved round that answers by the indices of its participants.
#[derive(Debug)]
pub(crate) enum Answers {
    /// Between two sides.
    Between(Box<Between>),
    /// Between two sides that have people in common who are one duo at most.
    Directed(Box<Directed>),
    /// In one pool.
    InPool(Box<InPool>),
}

/// Two sides; lefts and rights are participants, whatever their side, without those who are locked.
#[derive(Debug)]
pub(crate) struct Between {
    assignment: Assignment,
    what_if: WhatIf,
}

impl Answers {
    /// Solves a round that has these pairs.
    pub(crate) fn of(round: &Prepared<'_>, pairs: &[Pair], prefer: Preference) -> Result<Self, ExplainError> {
        if round.rules().sides().one_pool() {
            return Ok(Self::InPool(Box::new(InPool::of(round, pairs, prefer)?)));
        }
        if round.rules().is_one_way() {
            return Ok(Self::Directed(Box::new(Directed::of(round, pairs, prefer)?)));
        }
        let weights = &round.rules().settings().weights;
        let problem = without_locked(pairs, round)?;
        let assignment = round.choose(weights, prefer).map_err(ExplainError::Propose)?;
        let what_if = WhatIf::new(&problem, &assignment).ok_or(ExplainError::NotProved)?;
        Ok(Self::Between(Box::new(Between { assignment, what_if })))
    }

    /// The same round where nothing counts but how many duos there are.
    pub(crate) fn counting(&self) -> Result<Self, ExplainError> {
        match self {
            Self::Between(sides) => {
                let Between { assignment, what_if } = &**sides;
                let counting = WhatIf::counting(what_if.problem(), assignment).ok_or(ExplainError::NotProved)?;
                Ok(Self::Between(Box::new(Between { assignment: assignment.clone(), what_if: counting })))
            }
            Self::Directed(sides) => Ok(Self::Directed(Box::new(sides.counting()?))),
            Self::InPool(pool) => Ok(Self::InPool(Box::new(pool.counting()?))),
        }
    }

    /// The duos, but for the locked ones.
    pub(crate) fn duos(&self) -> Vec<(usize, usize)> {
        let ends = |assignment: &Assignment| assignment.edges().iter().map(|e| (e.left, e.right)).collect();
        match self {
            Self::Between(sides) => ends(&sides.assignment),
            Self::Directed(sides) => ends(sides.chosen()),
            Self::InPool(pool) => pool.duos(),
        }
    }

    /// What it costs if these two are a duo; `None` if rules or locks stand between.
    pub(crate) fn force(&self, left: usize, right: usize) -> Option<Forced> {
        match self {
            Self::Between(sides) => sides.what_if.force(left, right),
            Self::Directed(sides) => sides.force(left, right),
            Self::InPool(pool) => pool.force(left, right),
        }
    }

    /// Other duos for a participant, cheapest first.
    pub(crate) fn alternatives(&self, participant: usize, side: Side, few: usize) -> Vec<Alternative> {
        match (self, side) {
            (Self::Between(sides), Side::Learner) => sides.what_if.alternatives(participant, few),
            (Self::Between(sides), Side::Guide) => sides.what_if.alternatives_of_right(participant, few),
            (Self::Directed(sides), _) => sides.alternatives(participant, side, few),
            (Self::InPool(pool), _) => pool.alternatives(participant, few),
        }
    }

    /// Of these groups of pairs that a participant does not have, the first with a pair by which everything would be
    /// better: the best of that group, and among equals the first.
    pub(crate) fn gain(&self, participant: usize, side: Side, groups: &[Vec<Edge>]) -> Option<Edge> {
        let sides = match self {
            Self::InPool(pool) => return pool.gain(participant, groups),
            Self::Directed(sides) => return sides.gain(participant, side, groups),
            Self::Between(sides) => sides,
        };
        let pairs = groups.iter().flatten().copied();
        let costs = match side {
            Side::Learner => sides.what_if.costs_of_left(participant, pairs),
            Side::Guide => sides.what_if.costs_of_right(participant, pairs),
        };
        // They come in the order of the pairs.
        let mut gains = costs.into_iter().filter(|a| self.is_gain(a.cost)).peekable();
        groups.iter().find_map(|group| {
            let mut of_group = Vec::new();
            for pair in group {
                of_group.extend(gains.next_if(|a| a.pair == *pair));
            }
            of_group.into_iter().min_by_key(|a| self.rank(a.cost)).map(|a| a.pair)
        })
    }

    /// What one more seat would be worth at each right, to a left without one; in one pool nobody has two.
    pub(crate) fn seats_for(&self, left: usize) -> Vec<Seat> {
        match self {
            Self::Between(sides) => sides.what_if.seats_for(left),
            Self::Directed(sides) => sides.what_if().seats_for(left),
            Self::InPool(_) => Vec::new(),
        }
    }

    /// The first of these seats by which a left has a duo for certain, where the best comes first.
    pub(crate) fn certain_seat(&self, left: usize, mut seats: impl Iterator<Item = Seat>) -> Option<Seat> {
        match self {
            Self::Directed(sides) => sides.proved_seat(left, seats),
            Self::Between(_) | Self::InPool(_) => seats.next(),
        }
    }

    /// Whether a cost is that of the best pairing there is.
    pub(crate) fn is_exact(&self) -> bool {
        match self {
            Self::Directed(sides) => sides.is_exact(),
            Self::Between(_) | Self::InPool(_) => true,
        }
    }

    /// Quality against coverage.
    pub(crate) fn trade_off(&self) -> Result<TradeOff, ExplainError> {
        match self {
            Self::Between(sides) => Ok(TradeOff::of(sides.what_if.problem())),
            Self::Directed(sides) => sides.trade_off(),
            Self::InPool(pool) => pool.trade_off().ok_or(ExplainError::NotProved),
        }
    }

    /// How good a cost is, the least being the best.
    pub(crate) fn rank(&self, cost: Cost) -> (i128, i128) {
        match self {
            Self::Between(sides) => sides.what_if.rank(cost),
            Self::Directed(sides) => sides.rank(cost),
            Self::InPool(pool) => pool.rank(cost),
        }
    }

    pub(crate) fn is_gain(&self, cost: Cost) -> bool {
        self.rank(cost) < (0, 0)
    }

    /// Whether a participant who is not locked has a duo on this side.
    pub(crate) fn has_duo(&self, participant: usize, side: Side) -> bool {
        match (self, side) {
            (Self::Between(sides), Side::Learner) => sides.what_if.has_pair(participant),
            (Self::Between(sides), Side::Guide) => sides.what_if.is_taken(participant),
            (Self::Directed(sides), Side::Learner) => sides.what_if().has_pair(participant),
            (Self::Directed(sides), Side::Guide) => sides.what_if().is_taken(participant),
            (Self::InPool(pool), _) => pool.has_duo(participant),
        }
    }
}

/// The problem that remains beside the pairs that must stand.
pub(crate) fn without_locked(pairs: &[Pair], round: &Prepared<'_>) -> Result<Instance, ExplainError> {
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
    Instance::new(people, seats, edges).map_err(|error| ExplainError::Propose(ProposeError::Assign(error)))
}
