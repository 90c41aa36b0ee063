//! What it would cost if a pair had to be, from the prices of a solved problem and without solving it anew.
//!
//! Somebody takes a seat of the right; who sat there moves on, to a right where again somebody moves on, until one
//! takes the seat that was left, or goes without. The cheapest such chain is a shortest path in the graph of
//! `residual`, and no other assignment with that pair is better: one search answers one question, or all questions
//! about one left or one right.

mod residual;

use std::collections::HashSet;

use crate::{Assignment, Edge, Instance, Objective};
use residual::{Reached, Residual};

/// What an assignment has less of than the best one. Both may be below 0: with quality there may be a pair more, with
/// coverage there may be points more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// How many pairs fewer.
    pub duos: i64,
    /// How much smaller the total.
    pub points: i128,
}

impl Cost {
    /// How good it is under a preference: the least is the best.
    pub(crate) fn rank(self, preference: Objective) -> (i128, i128) {
        match preference {
            Objective::Total => (self.points, 0),
            Objective::Cardinality | Objective::Bottleneck => (self.duos.into(), self.points),
        }
    }
}

/// A left goes elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Move {
    /// Who.
    pub left: usize,
    /// Its right until now; `None` if it gains one.
    pub from: Option<usize>,
    /// Its right from now on; `None` if it loses its own. Never the same as `from`.
    pub to: Option<usize>,
}

/// The best assignment with a pair that was not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forced {
    /// The pair.
    pub pair: Edge,
    /// What it costs.
    pub cost: Cost,
    /// The lowest score of a pair from then on.
    pub lowest: i64,
    /// Who moves, first the left of the pair, then each to the seat that another left, as far as there was one. Empty
    /// if the two are a pair already.
    pub moves: Vec<Move>,
}

/// A pair that might be forced, and what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alternative {
    /// The pair.
    pub pair: Edge,
    /// What it costs.
    pub cost: Cost,
}

/// One more seat at a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// Where.
    pub right: usize,
    /// What it costs if a given left must profit by it; below 0, as a rule, since it is a gain.
    pub with: Cost,
    /// What it costs at best without that left.
    pub without: Cost,
}

/// Answers what another assignment would cost.
///
/// What is best is what the preference of the assignment says. With *quality* the forced pair may have a score of 0 or
/// less, and with *balance* one below all others; everybody else keeps to pairs that count: above 0, or no lower than
/// the lowest of the assignment.
///
/// ```
/// use assign::Objective;
/// use assign::{Edge, Instance, assign};
/// use assign::what_if::{Cost, WhatIf};
///
/// let edge = |left, right, score| Edge { left, right, score };
/// let problem = Instance::new(2, vec![1, 1], vec![edge(0, 0, 9), edge(0, 1, 7), edge(1, 0, 4)])?;
/// let what_if = WhatIf::new(&problem, &assign(&problem, Objective::Total)).unwrap();
/// // The best are 7 and 4. With the 9 there is room for nobody else.
/// assert_eq!(what_if.force(0, 0).unwrap().cost, Cost { duos: 1, points: 2 });
/// # Ok::<(), assign::AssignError>(())
/// ```
#[derive(Debug)]
pub struct WhatIf {
    problem: Instance,
    chosen: Vec<Edge>,
    residual: Residual,
    weighing: crate::WeightFunction,
    preference: Objective,
}

impl WhatIf {
    /// Takes up a solved problem. `None` if the assignment is of another problem, or its prices do not prove it: then
    /// nobody knows what is best, and what something would cost. Everything that [`crate::assign`] returns is proved.
    ///
    /// Takes time and memory in proportion to the pairs.
    #[must_use]
    pub fn new(problem: &Instance, assignment: &Assignment) -> Option<Self> {
        Some(Self {
            residual: Residual::new(problem, assignment)?,
            problem: problem.clone(),
            chosen: assignment.edges.clone(),
            weighing: assignment.weighing,
            preference: assignment.preference,
        })
    }

    /// The same, where nothing counts but how many pairs there are: of a cost only the pairs have a meaning then.
    ///
    /// `None` also if there are assignments with more pairs, as there may be with *quality*.
    #[must_use]
    pub fn counting(problem: &Instance, assignment: &Assignment) -> Option<Self> {
        let equal = |edges: &[Edge]| edges.iter().map(|e| Edge { score: 1, ..*e }).collect();
        let counted = Instance::new(problem.lefts(), problem.capacities().to_vec(), equal(problem.edges())).ok()?;
        // Prices that prove one choice the best prove every choice that is as good.
        let mut as_good = crate::assign(&counted, Objective::Cardinality);
        as_good.edges = equal(&assignment.edges);
        Self::new(&counted, &as_good)
    }

    /// The same choice among other pairs, all of those that it has and some of the others.
    #[must_use]
    pub fn among(&self, problem: Instance) -> Option<Self> {
        let residual = self.residual.among(&problem, self.weighing, &self.chosen)?;
        Some(Self { residual, problem, chosen: self.chosen.clone(), ..*self })
    }

    /// The problem.
    #[must_use]
    pub const fn problem(&self) -> &Instance {
        &self.problem
    }

    /// The best assignment with this pair of the problem. `None` if the problem does not have it, or the right has no
    /// seats at all.
    #[must_use]
    pub fn force(&self, left: usize, right: usize) -> Option<Forced> {
        self.force_new(self.problem.edge(left, right)?)
    }

    /// The same with a pair that the problem need not have, of any score.
    ///
    /// `None` if there is no such left or right, or the right has no seats at all.
    #[must_use]
    pub fn force_new(&self, pair: Edge) -> Option<Forced> {
        self.is_possible(pair).then_some(())?;
        let end = self.residual.place_of(pair.left);
        let reached = self.residual.search_from(pair.right, Some(end));
        let cost = self.cost(pair, reached.get(end)?.as_ref()?);
        let mut moves = Vec::new();
        if end != pair.right {
            moves.push(self.moved(pair.left, end, pair.right));
            let mut steps = Residual::steps(&reached, end);
            steps.reverse();
            moves.extend(steps.iter().filter_map(|s| Some(self.moved(s.who?, s.from, s.to))));
        }
        Some(Forced { pair, cost, lowest: self.lowest_after(pair, &moves), moves })
    }

    /// The pairs of a left that it does not have, cheapest first, at most so many; ties by right.
    #[must_use]
    pub fn alternatives(&self, left: usize, few: usize) -> Vec<Alternative> {
        self.cheapest(self.costs_of_left(left, self.problem.of_left(left).iter().copied()), few)
    }

    /// The pairs of a right that it does not have, cheapest first, at most so many; ties by left.
    #[must_use]
    pub fn alternatives_of_right(&self, right: usize, few: usize) -> Vec<Alternative> {
        let pairs = self.problem.edges().iter().filter(|e| e.right == right).copied();
        self.cheapest(self.costs_of_right(right, pairs), few)
    }

    /// What each of these pairs of one left would cost, whether the problem has them or not. Left out are pairs that
    /// cannot be and pairs that are.
    #[must_use]
    pub fn costs_of_left(&self, left: usize, pairs: impl Iterator<Item = Edge>) -> Vec<Alternative> {
        if left >= self.residual.lefts() {
            return Vec::new();
        }
        let end = self.residual.place_of(left);
        let reached = self.residual.search_to(end);
        self.costs(pairs.filter(|pair| pair.left == left), &reached, |pair| pair.right)
    }

    /// What each of these pairs of one right would cost, likewise.
    #[must_use]
    pub fn costs_of_right(&self, right: usize, pairs: impl Iterator<Item = Edge>) -> Vec<Alternative> {
        if right >= self.residual.outside() {
            return Vec::new();
        }
        let reached = self.residual.search_from(right, None);
        self.costs(pairs.filter(|pair| pair.right == right), &reached, |pair| self.residual.place_of(pair.left))
    }

    /// What one more seat would be worth at each right, to a left who has none: with this left in a pair by it, and
    /// without. Empty if the left has a right; rights that have no seat at all are left out.
    ///
    /// Where `with` is better than `without`, the left has a pair in every best assignment with that seat.
    #[must_use]
    pub fn seats_for(&self, left: usize) -> Vec<Seat> {
        let outside = self.residual.outside();
        if left >= self.residual.lefts() || self.residual.place_of(left) != outside {
            return Vec::new();
        }
        let (with, without) = self.residual.searches_with_and_without(left);
        let cost = |reached: &Reached, right: usize| {
            let reach = reached[right]?;
            Some(self.apart(self.residual.loss(outside, right, &reach), reach.duos))
        };
        let seat = |right| Some(Seat { right, with: cost(&with, right)?, without: cost(&without, right)? });
        (0..outside).filter(|right| self.problem.capacities()[*right] > 0).filter_map(seat).collect()
    }

    /// How good a cost is under the preference: the least is the best.
    #[must_use]
    pub fn rank(&self, cost: Cost) -> (i128, i128) {
        cost.rank(self.preference)
    }

    /// Whether this right is in a pair.
    #[must_use]
    pub fn is_taken(&self, right: usize) -> bool {
        self.chosen.iter().any(|e| e.right == right)
    }

    /// Whether this left is in a pair.
    #[must_use]
    pub fn has_pair(&self, left: usize) -> bool {
        left < self.residual.lefts() && self.residual.place_of(left) != self.residual.outside()
    }

    fn is_possible(&self, pair: Edge) -> bool {
        pair.left < self.problem.lefts() && self.problem.capacities().get(pair.right).is_some_and(|seats| *seats > 0)
    }

    /// What a pair costs, where `reach` is the way from its right to where its left was.
    fn cost(&self, pair: Edge, reach: &residual::Reach) -> Cost {
        let (place, outside) = (self.residual.place_of(pair.left), self.residual.outside());
        if place == pair.right {
            return Cost::default();
        }
        // What the left loses is its weight where it is: its gain there and the price.
        let mut cost = self.apart(self.residual.loss(pair.right, place, reach), reach.duos);
        let own = self.chosen.binary_search_by_key(&pair.left, |e| e.left).ok().map(|at| self.chosen[at].score);
        cost.duos -= i64::from(place == outside);
        cost.points += i128::from(own.unwrap_or(0)) - i128::from(pair.score);
        cost
    }

    /// Pairs and points, from a loss of weight by which there are so many pairs fewer.
    fn apart(&self, loss: i128, duos: i64) -> Cost {
        Cost { duos, points: loss - i128::from(duos) * self.weighing.premiums(1) }
    }

    fn costs(&self, pairs: impl Iterator<Item = Edge>, ways: &Reached, by: impl Fn(Edge) -> usize) -> Vec<Alternative> {
        pairs
            .filter(|pair| self.is_possible(*pair) && self.residual.place_of(pair.left) != pair.right)
            .filter_map(|pair| Some(Alternative { pair, cost: self.cost(pair, ways[by(pair)].as_ref()?) }))
            .collect()
    }

    /// Those that cost least, cheapest first, at most so many; ties by left, then right.
    #[must_use]
    pub fn cheapest(&self, mut alternatives: Vec<Alternative>, few: usize) -> Vec<Alternative> {
        // With balance a pair below the others' lowest is worse than any that is not.
        let below = |pair: Edge| match self.preference {
            Objective::Bottleneck => self.weighing.shortfall(pair.score),
            Objective::Total | Objective::Cardinality => 0,
        };
        alternatives.sort_by_key(|a| {
            let (first, second) = self.rank(a.cost);
            (first, below(a.pair), second, a.pair.left, a.pair.right)
        });
        alternatives.truncate(few);
        alternatives
    }

    fn moved(&self, left: usize, from: usize, to: usize) -> Move {
        let right = |place: usize| (place != self.residual.outside()).then_some(place);
        Move { left, from: right(from), to: right(to) }
    }

    fn lowest_after(&self, pair: Edge, moves: &[Move]) -> i64 {
        let moving: HashSet<usize> = moves.iter().map(|m| m.left).collect();
        let stay = self.chosen.iter().filter(|e| !moving.contains(&e.left)).map(|e| e.score);
        let go = moves.iter().skip(1).filter_map(|m| Some(self.problem.edge(m.left, m.to?)?.score));
        stay.chain(go).fold(pair.score, i64::min)
    }
}

#[cfg(test)]
mod tests;
