//! Who goes with whom: the assignment problem, with capacities, forbidden pairs and any whole scores.
//!
//! One face, [`assign`]; knows nothing of people. A solver is a file of its own:
//!
//! - `weighing`: what a preference weighs, so that the heaviest choice is the answer;
//! - `scaling`: an auction with steps that shrink, on a core of the pairs that there are;
//! - `kuhn_munkres`: the Hungarian method on a table of all pairs, for small problems;
//! - `pool`: one pool instead of two sides, see [`assign_pool`];
//! - `most`: as many pairs as possible, whatever they weigh;
//! - `balance`: the greatest lowest score;
//! - `one_way`: two people who are lefts and rights both are one pair at most;
//! - `proof`: prices that show that no choice weighs more;
//! - [`trade_off`]: what more pairs cost in points;
//! - [`what_if`]: from those prices, what it would cost if a pair had to be.
//!
//! See Burkard, Dell'Amico and Martello, *Assignment Problems* (2009), chapters 3 and 4.

mod balance;
mod from_offers;
mod graph;
mod kuhn_munkres;
mod most;
mod offers;
mod one_way;
mod pool;
mod problem;
mod proof;
mod scaling;
mod seating;
mod stretches;
pub mod trade_off;
mod weighing;
pub mod what_if;

pub(super) use balance::ByScore;
pub(super) use from_offers::{Listed, Scored, assign_offers};
use graph::{Graph, Weight};
pub(super) use offers::{Offer, Offers, Priced, number};
pub(super) use one_way::Twins;
pub use pool::{PoolProblem, PoolWhatIf, assign_pool};
pub use problem::{AssignError, Edge, Problem};
use scaling::Heaviest;
pub(super) use stretches::in_stretches;
pub(super) use weighing::Weighing;

use crate::domain::Preference;

/// The most lefts times rights that go through a table.
///
/// At 5 by 5 the table takes 2 µs and the auction 6, at 16 by 16 some 15 and 50, at 30 by 30 both 250; beyond the auction is
/// faster, at 1,000 by 1,000 more than five times (`benches/assign.rs`).
const SMALL: usize = 400;

/// Chosen pairs: each left at most once, each right at most as often as its capacity; in a pool everybody once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    edges: Vec<Edge>,
    total: i128,
    bound: i128,
    optimal: bool,
    solver: &'static str,
    /// Of each right, and what they are prices for: [`what_if`] goes on from them. A pool has none, for it has no rights.
    prices: Vec<i128>,
    weighing: Weighing,
    preference: Preference,
}

impl Assignment {
    /// The chosen pairs, by left, then right.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The sum of their scores; 0 without pairs.
    #[must_use]
    pub const fn total(&self) -> i128 {
        self.total
    }

    /// What no total can exceed, computed from prices and not from the solver's word.
    ///
    /// - *quality*: among all assignments;
    /// - *coverage*: among those with as many pairs;
    /// - *balance*: among those with as many pairs and no score below the lowest that is possible with as many.
    #[must_use]
    pub const fn bound(&self) -> i128 {
        self.bound
    }

    /// Whether it is proved that it cannot be done better: by prices, and where two people may be one pair only, by a
    /// search that came to its end.
    ///
    /// - *quality*: the total equals the bound;
    /// - *coverage*: the same, and it shows as well that no assignment has more pairs: one more would outweigh the
    ///   bound;
    /// - *balance*: the same, and other prices show that no assignment has more pairs, and that none has as many pairs
    ///   with greater scores only.
    #[must_use]
    pub const fn optimal(&self) -> bool {
        self.optimal
    }

    /// The name of the solver.
    #[must_use]
    pub const fn solver(&self) -> &'static str {
        self.solver
    }

    /// The same assignment with other indices: for each of its lefts and of its rights the new one, of so many.
    pub(super) fn renamed(mut self, lefts: &[usize], rights: &[usize], of_rights: usize) -> Self {
        for edge in &mut self.edges {
            (edge.left, edge.right) = (lefts[edge.left], rights[edge.right]);
        }
        self.edges.sort_unstable();
        let mut prices = vec![0; of_rights];
        for (price, &right) in self.prices.iter().zip(rights) {
            prices[right] = *price;
        }
        self.prices = prices;
        self
    }

    /// Another choice that is as good, with the prices that prove this one.
    pub(super) fn with_edges_of(mut self, other: &Self) -> Self {
        self.edges.clone_from(&other.edges);
        self
    }

    /// The same pairing in a pool with other indices.
    pub(super) fn renamed_in_pool(mut self, rename: impl Fn(&Edge) -> Edge) -> Self {
        self.edges = self.edges.iter().map(rename).collect();
        self.edges.sort_unstable();
        self
    }
}

/// Solves a problem exactly.
///
/// - *quality*: the greatest total; pairs with a score of zero or less are left out;
/// - *coverage*: most pairs first, then the greatest total;
/// - *balance*: most pairs first, then the greatest lowest score, then the greatest total.
///
/// Deterministic. Which of several equally good assignments is found depends on the order of the indices: callers
/// with names go through [`super::order::assign_named`]. Lefts and rights without pairs make no difference.
///
/// ```
/// use tweespan::domain::Preference;
/// use tweespan::matching::assign::{Edge, Problem, assign};
///
/// let edge = |left, right, score| Edge { left, right, score };
/// let problem = Problem::new(2, vec![1, 1], vec![edge(0, 0, 9), edge(0, 1, 1), edge(1, 0, 2)])?;
/// assert_eq!(assign(&problem, Preference::Quality).total(), 9);
/// assert_eq!(assign(&problem, Preference::Coverage).total(), 3);
/// # Ok::<(), tweespan::matching::assign::AssignError>(())
/// ```
#[must_use]
pub fn assign(problem: &Problem, preference: Preference) -> Assignment {
    assign_by(problem, preference, solve)
}

/// The heaviest choice, by the solver that is fastest.
fn solve(problem: &Problem, weighing: Weighing) -> Solution {
    let cells = problem.lefts().saturating_mul(problem.capacities().len());
    if cells <= SMALL { by_table(problem, weighing) } else { by_auction(problem, weighing) }
}

/// A solver's answer.
struct Solution {
    /// For each left its right.
    right_of: Vec<Option<usize>>,
    /// Of each right, for [`proof::bound`].
    prices: Vec<i128>,
    solver: &'static str,
}

fn by_table(problem: &Problem, weighing: Weighing) -> Solution {
    kuhn_munkres::heaviest(&Graph::new(problem, |score| weighing.weight(score)))
}

/// In 64 bits where the solver's sums fit, which is nearly always.
fn by_auction(problem: &Problem, weighing: Weighing) -> Solution {
    let greatest = problem.edges().iter().filter_map(|e| weighing.weight(e.score)).max().unwrap_or(0);
    if scaling::fits::<i64>(greatest, problem.lefts()) {
        let narrow = |weight| i64::try_from(weight).unwrap_or(i64::MAX);
        by_offers::<i64>(&Graph::new(problem, |score| weighing.weight(score).map(narrow)))
    } else {
        by_offers::<i128>(&Graph::new(problem, |score| weighing.weight(score)))
    }
}

fn by_offers<W: Weight>(offers: &impl Offers<W>) -> Solution {
    let Heaviest { right_of, prices, .. } = scaling::heaviest::<W, W, _>(offers);
    Solution { right_of, prices: prices.into_iter().map(Into::into).collect(), solver: "scaling" }
}

/// What a preference asks of a solver that finds the heaviest choice.
fn assign_by(
    problem: &Problem,
    preference: Preference,
    solver: impl FnOnce(&Problem, Weighing) -> Solution,
) -> Assignment {
    let (weighing, proved) = match preference {
        Preference::Quality => (Weighing::total(), true),
        Preference::Coverage => (Weighing::cover(problem, i64::MIN), true),
        Preference::Balance => {
            let threshold = balance::threshold(&ByScore::of_problem(problem));
            (Weighing::cover(problem, threshold.score), threshold.proved)
        }
    };
    let Solution { right_of, prices, solver } = solver(problem, weighing);
    let edges: Vec<Edge> = problem.edges().iter().filter(|e| right_of[e.left] == Some(e.right)).copied().collect();
    let total = edges.iter().map(|e| i128::from(e.score)).sum();
    let bound = proof::bound(problem, weighing, &prices).saturating_sub(weighing.premiums(edges.len()));
    Assignment { edges, total, bound, optimal: proved && total == bound, solver, prices, weighing, preference }
}

#[cfg(test)]
mod families;
#[cfg(test)]
mod tests;
