//! Two sides: lefts, and rights with capacities.
//!
//! - [`auction`]: an auction with steps that shrink, on a core of the edges that there are, with shortest augmenting paths at its end;
//! - [`kuhn_munkres`]: the Hungarian method on a table of all edges, for small instances;
//! - [`max_cardinality`]: as many edges as possible, whatever they weigh;
//! - [`bottleneck`]: the greatest lowest score;
//! - [`implicit_instance`]: edges that are not at hand, but asked for;
//! - [`one_way`]: two people who are lefts and rights both are one edge at most.

pub(crate) mod auction;
pub(crate) mod bottleneck;
pub(crate) mod implicit_instance;
mod kuhn_munkres;
mod max_cardinality;
pub(crate) mod one_way;

use auction::Heaviest;

use crate::candidates::Candidates;
use crate::graph::{Graph, Weight};
use crate::objective::WeightFunction;
use crate::{Assignment, Edge, Instance, Objective, proof};
use bottleneck::ByScore;

/// The most lefts times rights that go through a table.
///
/// At 5 by 5 the table takes 2 µs and the auction 6, at 16 by 16 some 15 and 50, at 30 by 30 both 250; beyond the auction is
/// faster, at 1,000 by 1,000 more than five times (`benches/assign.rs`).
const SMALL: usize = 400;

/// Solves a problem exactly.
///
/// - *quality*: the greatest total; pairs with a score of zero or less are left out;
/// - *coverage*: most pairs first, then the greatest total;
/// - *balance*: most pairs first, then the greatest lowest score, then the greatest total.
///
/// Deterministic. Which of several equally good assignments is found depends on the order of the indices: callers
/// with names go through a seeded order of their own. Lefts and rights without pairs make no difference.
///
/// ```
/// use assign::Objective;
/// use assign::{Edge, Instance, assign};
///
/// let edge = |left, right, score| Edge { left, right, score };
/// let problem = Instance::new(2, vec![1, 1], vec![edge(0, 0, 9), edge(0, 1, 1), edge(1, 0, 2)])?;
/// assert_eq!(assign(&problem, Objective::Total).total(), 9);
/// assert_eq!(assign(&problem, Objective::Cardinality).total(), 3);
/// # Ok::<(), assign::AssignError>(())
/// ```
#[must_use]
pub fn assign(problem: &Instance, preference: Objective) -> Assignment {
    assign_by(problem, preference, solve)
}

/// The heaviest choice, by the solver that is fastest.
pub(crate) fn solve(problem: &Instance, weighing: WeightFunction) -> Solution {
    let cells = problem.lefts().saturating_mul(problem.capacities().len());
    if cells <= SMALL { by_table(problem, weighing) } else { by_auction(problem, weighing) }
}

/// A solver's answer.
pub(crate) struct Solution {
    /// For each left its right.
    pub(crate) right_of: Vec<Option<usize>>,
    /// Of each right, for [`proof::bound`].
    pub(crate) prices: Vec<i128>,
    pub(crate) solver: &'static str,
}

fn by_table(problem: &Instance, weighing: WeightFunction) -> Solution {
    kuhn_munkres::heaviest(&Graph::new(problem, |score| weighing.weight(score)))
}

/// In 64 bits where the solver's sums fit, which is nearly always.
pub(crate) fn by_auction(problem: &Instance, weighing: WeightFunction) -> Solution {
    let greatest = problem.edges().iter().filter_map(|e| weighing.weight(e.score)).max().unwrap_or(0);
    if auction::fits::<i64>(greatest, problem.lefts()) {
        let narrow = |weight| i64::try_from(weight).unwrap_or(i64::MAX);
        by_offers::<i64>(&Graph::new(problem, |score| weighing.weight(score).map(narrow)))
    } else {
        by_offers::<i128>(&Graph::new(problem, |score| weighing.weight(score)))
    }
}

fn by_offers<W: Weight>(offers: &impl Candidates<W>) -> Solution {
    let Heaviest { right_of, prices, .. } = auction::heaviest::<W, W, _>(offers);
    Solution { right_of, prices: prices.into_iter().map(Into::into).collect(), solver: "scaling" }
}

/// What a preference asks of a solver that finds the heaviest choice.
fn assign_by(
    problem: &Instance,
    preference: Objective,
    solver: impl FnOnce(&Instance, WeightFunction) -> Solution,
) -> Assignment {
    let (weighing, proved) = match preference {
        Objective::Total => (WeightFunction::total(), true),
        Objective::Cardinality => (WeightFunction::cover(problem, i64::MIN), true),
        Objective::Bottleneck => {
            let threshold = bottleneck::threshold(&ByScore::of_problem(problem));
            (WeightFunction::cover(problem, threshold.score), threshold.proved)
        }
    };
    let Solution { right_of, prices, solver } = solver(problem, weighing);
    let edges: Vec<Edge> = problem.edges().iter().filter(|e| right_of[e.left] == Some(e.right)).copied().collect();
    let total = edges.iter().map(|e| i128::from(e.score)).sum();
    let bound = proof::bound(problem, weighing, &prices).saturating_sub(weighing.premiums(edges.len()));
    Assignment { edges, total, bound, optimal: proved && total == bound, solver, prices, weighing, preference }
}

#[cfg(test)]
mod hard_instances;
#[cfg(test)]
mod tests;
