//! What a solver answers.

use crate::objective::WeightFunction;
use crate::{Edge, Objective};

/// Chosen pairs: each left at most once, each right at most as often as its capacity; in a pool everybody once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub(crate) edges: Vec<Edge>,
    pub(crate) total: i128,
    pub(crate) bound: i128,
    pub(crate) optimal: bool,
    pub(crate) solver: &'static str,
    /// Of each right, and what they are prices for: [`what_if`] goes on from them. A pool has none, for it has no rights.
    pub(crate) prices: Vec<i128>,
    pub(crate) weighing: WeightFunction,
    pub(crate) preference: Objective,
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
    #[must_use]
    pub fn renamed(mut self, lefts: &[usize], rights: &[usize], of_rights: usize) -> Self {
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
    #[must_use]
    pub fn with_edges_of(mut self, other: &Self) -> Self {
        self.edges.clone_from(&other.edges);
        self
    }

    /// The same pairing in a pool with other indices.
    #[must_use]
    pub fn renamed_in_pool(mut self, rename: impl Fn(&Edge) -> Edge) -> Self {
        self.edges = self.edges.iter().map(rename).collect();
        self.edges.sort_unstable();
        self
    }
}
