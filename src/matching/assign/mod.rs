//! Who goes with whom: the assignment problem, with capacities, forbidden pairs and any whole scores.
//!
//! One face, [`assign`]; knows nothing of people. A solver is a file of its own:
//!
//! - `kuhn_munkres`: the Hungarian method, with a table of all pairs;
//! - `most`: how many pairs are possible at all, by augmenting paths;
//! - `proof`: prices that show no assignment has a greater total.
//!
//! See Burkard, Dell'Amico and Martello, *Assignment Problems* (2009), chapters 3 and 4.

mod graph;
mod kuhn_munkres;
mod most;
mod problem;
mod proof;

use graph::Graph;
pub use problem::{AssignError, Edge, Problem};

use crate::domain::Preference;

/// Chosen pairs: each left at most once, each right at most as often as its capacity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    edges: Vec<Edge>,
    total: i128,
    bound: i128,
    solver: &'static str,
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
    /// For *quality* among all assignments. For *coverage* among those with as many pairs; that there is none with
    /// more follows from the same prices. For *balance* among those with as many pairs and no score below
    /// the lowest of these.
    #[must_use]
    pub const fn bound(&self) -> i128 {
        self.bound
    }

    /// Whether the total equals the bound, which proves that it cannot be done better.
    #[must_use]
    pub const fn optimal(&self) -> bool {
        self.total == self.bound
    }

    /// The name of the solver.
    #[must_use]
    pub const fn solver(&self) -> &'static str {
        self.solver
    }

    /// The same assignment with other indices.
    pub(super) fn renamed(mut self, rename: impl Fn(&Edge) -> Edge) -> Self {
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
/// assert_eq!(assign(&problem, Preference::Quality)?.total(), 9);
/// assert_eq!(assign(&problem, Preference::Coverage)?.total(), 3);
/// # Ok::<(), tweespan::matching::assign::AssignError>(())
/// ```
///
/// # Errors
/// [`AssignError::TooLarge`].
pub fn assign(problem: &Problem, preference: Preference) -> Result<Assignment, AssignError> {
    match preference {
        Preference::Quality => solve(problem, 0, |score| score > 0),
        Preference::Coverage => cover(problem, |_| true),
        Preference::Balance => {
            let threshold = greatest_lowest(problem);
            cover(problem, |score| score >= threshold)
        }
    }
}

/// Most pairs of those kept, then the greatest total.
///
/// Each pair gets a premium above its score: `premium + lowest > (number of pairs) · (greatest − lowest)`, so that one pair
/// more outweighs whatever the others lose by it.
fn cover(problem: &Problem, keep: impl Fn(i64) -> bool) -> Result<Assignment, AssignError> {
    let scores = || problem.edges().iter().map(|e| e.score).filter(|s| keep(*s)).map(i128::from);
    let (lowest, greatest) = (scores().min().unwrap_or(0), scores().max().unwrap_or(0));
    let premium = 1 + problem.most_conceivable() * (greatest - lowest) - lowest;
    solve(problem, premium, keep)
}

/// The greatest total of score plus premium over the pairs kept, which all weigh more than 0.
fn solve(problem: &Problem, premium: i128, keep: impl Fn(i64) -> bool) -> Result<Assignment, AssignError> {
    let graph = Graph::new(problem, keep, |score| i128::from(score) + premium);
    let chosen = kuhn_munkres::heaviest(&graph)?;
    let premiums = premium * chosen.len() as i128;
    let weight: i128 = chosen.iter().map(|e| e.weight).sum();
    Ok(Assignment {
        edges: chosen
            .iter()
            .filter_map(|e| Some(Edge { left: e.left, right: e.right, score: i64::try_from(e.weight - premium).ok()? }))
            .collect(),
        total: weight - premiums,
        bound: proof::bound(&graph, &chosen) - premiums,
        solver: kuhn_munkres::NAME,
    })
}

/// The greatest score below which nothing is needed to make as many pairs as possible.
///
/// Fewer pairs are on offer the higher the threshold, so it is found by bisection over the scores that occur.
fn greatest_lowest(problem: &Problem) -> i64 {
    let possible_from = |threshold| most::pairs(&Graph::new(problem, |score| score >= threshold, |_| 1));
    let mut scores: Vec<i64> = problem.edges().iter().map(|e| e.score).collect();
    scores.sort_unstable();
    scores.dedup();
    let most = possible_from(i64::MIN);
    let first_too_high = scores.partition_point(|score| possible_from(*score) == most);
    first_too_high.checked_sub(1).map_or(i64::MIN, |index| scores[index])
}

#[cfg(test)]
mod tests;
