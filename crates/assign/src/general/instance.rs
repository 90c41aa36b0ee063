//! A pool as it is given: right by construction.

use crate::instance::{AssignError, Edge, Instance, by_counting};

/// People in one pool, and the pairs of them that are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolInstance {
    people: usize,
    edges: Vec<Edge>,
}

impl PoolInstance {
    /// A pool of people `0..people`. An edge in either order is the same edge; the order of the edges makes no
    /// difference.
    ///
    /// # Errors
    /// [`AssignError::OutOfRange`], [`AssignError::SelfPair`], and [`AssignError::Duplicate`] in either order.
    pub fn new(people: usize, mut edges: Vec<Edge>) -> Result<Self, AssignError> {
        for edge in &mut edges {
            *edge = edge.lesser_first();
            if edge.right >= people {
                return Err(AssignError::OutOfRange { index: edge.right });
            }
            if edge.left == edge.right {
                return Err(AssignError::SelfPair { index: edge.left });
            }
        }
        if !edges.is_sorted() {
            edges = by_counting(edges.iter().copied(), people, |e| e.right);
            edges = by_counting(edges.iter().copied(), people, |e| e.left);
        }
        let twice = edges.windows(2).find(|pair| (pair[0].left, pair[0].right) == (pair[1].left, pair[1].right));
        if let Some(pair) = twice {
            return Err(AssignError::Duplicate { left: pair[0].left, right: pair[0].right });
        }
        Ok(Self { people, edges })
    }

    /// The pool of which this is the double cover.
    pub(crate) fn of_cover(cover: &Instance) -> Self {
        Self { people: cover.lefts(), edges: cover.edges().iter().filter(|e| e.left < e.right).copied().collect() }
    }

    /// How many people.
    #[must_use]
    pub const fn people(&self) -> usize {
        self.people
    }

    /// The pairs that are allowed, the lower index on the left, by left, then right.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// A number of pairs that no choice exceeds.
    pub(crate) const fn max_edges(&self) -> i128 {
        (self.people / 2) as i128
    }
}
