//! The problem as the solvers take it: only the pairs that count, with a weight above 0 for each.

use std::ops::{Add, AddAssign, Div, Mul, Sub, SubAssign};

use crate::Instance;

/// A number wide enough for the weights at hand; narrow ones are faster. Zero is the default.
pub trait Weight:
    Copy
    + Ord
    + Default
    + Send
    + Sync
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + AddAssign
    + SubAssign
    + Into<i128>
{
    /// The greatest number of this width.
    const GREATEST: i128;

    /// The same number at this width, where it fits; else the greatest that does.
    fn of(small: u32) -> Self {
        Self::narrow(small.into())
    }

    /// The same number at this width, where it fits; else the greatest that does.
    fn narrow(wide: i128) -> Self;
}

impl Weight for i32 {
    const GREATEST: i128 = i32::MAX as i128;

    fn narrow(wide: i128) -> Self {
        Self::try_from(wide).unwrap_or(Self::MAX)
    }
}

impl Weight for i64 {
    const GREATEST: i128 = i64::MAX as i128;

    fn narrow(wide: i128) -> Self {
        Self::try_from(wide).unwrap_or(Self::MAX)
    }
}

impl Weight for i128 {
    const GREATEST: i128 = i128::MAX;

    fn narrow(wide: i128) -> Self {
        wide
    }
}

/// A pair of the left that holds it: its right and its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arc<W> {
    pub(crate) right: usize,
    pub(crate) weight: W,
}

/// Pairs by left, and the seats of each right.
#[derive(Debug)]
pub struct Graph<W> {
    /// How many seats of a right can matter: its capacity, but no more than one that is always free.
    seats: Vec<usize>,
    /// By left, then right.
    arcs: Vec<Arc<W>>,
    /// For each left where its arcs start, and one past the last.
    starts: Vec<usize>,
}

impl<W: Weight> Graph<W> {
    /// The pairs whose score has a weight.
    pub(crate) fn new(problem: &Instance, weigh: impl Fn(i64) -> Option<W>) -> Self {
        let capacities = problem.capacities();
        let mut degrees = vec![0; capacities.len()];
        let mut starts = Vec::with_capacity(problem.lefts() + 1);
        let mut arcs = Vec::with_capacity(problem.edges().len());
        for edge in problem.edges().iter().filter(|e| capacities[e.right] > 0) {
            if let Some(weight) = weigh(edge.score) {
                // Lefts without arcs start where the next one does.
                starts.resize(starts.len().max(edge.left + 1), arcs.len());
                arcs.push(Arc { right: edge.right, weight });
                degrees[edge.right] += 1;
            }
        }
        starts.resize(problem.lefts() + 1, arcs.len());
        let capacities = capacities.iter().map(|c| usize::try_from(*c).unwrap_or(usize::MAX));
        let seats = capacities.zip(degrees).map(|(capacity, degree)| capacity.min(degree + 1)).collect();
        Self { seats, arcs, starts }
    }

    pub(crate) fn lefts(&self) -> usize {
        self.starts.len() - 1
    }

    /// The seats of each right.
    pub(crate) fn seats(&self) -> &[usize] {
        &self.seats
    }

    /// The pairs of one left.
    pub(crate) fn of(&self, left: usize) -> &[Arc<W>] {
        &self.arcs[self.starts[left]..self.starts[left + 1]]
    }

    /// The pairs of one left, if there is such a left.
    pub(crate) fn of_checked(&self, left: usize) -> Option<&[Arc<W>]> {
        (left < self.lefts()).then(|| self.of(left))
    }
}
