//! The problem as the solvers take it: only what counts, with a weight above 0 for each pair.

use super::Problem;

/// A pair and its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arc {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) weight: i128,
}

/// Pairs by left, and the seats of each right.
#[derive(Debug)]
pub(super) struct Graph {
    /// How many pairs each right is in.
    degrees: Vec<usize>,
    /// How many seats of a right can matter: its capacity, but no more than its degree.
    seats: Vec<usize>,
    /// Sorted by left, then right.
    arcs: Vec<Arc>,
    /// For each left where its arcs start, and one past the last.
    starts: Vec<usize>,
}

impl Graph {
    /// The pairs of the problem whose score is kept, each weighed by its score.
    pub(super) fn new(problem: &Problem, keep: impl Fn(i64) -> bool, weigh: impl Fn(i64) -> i128) -> Self {
        let capacities = problem.capacities();
        let arcs: Vec<Arc> = problem
            .edges()
            .iter()
            .filter(|e| capacities[e.right] > 0 && keep(e.score))
            .map(|e| Arc { left: e.left, right: e.right, weight: weigh(e.score) })
            .collect();
        let degrees = degrees(&arcs, capacities.len());
        let seats = degrees
            .iter()
            .zip(capacities)
            .map(|(&degree, &capacity)| degree.min(usize::try_from(capacity).unwrap_or(usize::MAX)))
            .collect();
        let starts = (0..=problem.lefts()).map(|left| arcs.partition_point(|a| a.left < left)).collect();
        Self { degrees, seats, arcs, starts }
    }

    pub(super) fn lefts(&self) -> usize {
        self.starts.len() - 1
    }

    /// The seats of each right; 0 for one that is in no pair.
    pub(super) fn seats(&self) -> &[usize] {
        &self.seats
    }

    pub(super) fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// The pairs of one left.
    pub(super) fn of(&self, left: usize) -> &[Arc] {
        &self.arcs[self.starts[left]..self.starts[left + 1]]
    }

    /// Whether this right has a seat for everyone who may come.
    pub(super) fn has_room_for_all(&self, right: usize) -> bool {
        self.seats[right] == self.degrees[right]
    }
}

/// How many of the arcs each right is in.
pub(super) fn degrees(arcs: &[Arc], rights: usize) -> Vec<usize> {
    let mut degrees = vec![0; rights];
    for arc in arcs {
        degrees[arc.right] += 1;
    }
    degrees
}
