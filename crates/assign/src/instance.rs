//! The problem as it is given: right by construction.

/// A left and a right that may go together, by index, and how good that would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edge {
    /// The index of the left.
    pub left: usize,
    /// The index of the right.
    pub right: usize,
    /// Any whole number.
    pub score: i64,
}

impl Edge {
    /// The same pair of one pool, where neither stands on a side: the lesser index on the left.
    #[must_use]
    pub fn lesser_first(self) -> Self {
        Self { left: self.left.min(self.right), right: self.left.max(self.right), ..self }
    }
}

/// Lefts, rights with capacities, and the pairs that are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    lefts: usize,
    capacities: Vec<u32>,
    edges: Vec<Edge>,
}

/// Why an instance is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssignError {
    /// An edge names a left or a right that is not there.
    #[error("a pair names number {index}, which is not there")]
    OutOfRange {
        /// The index.
        index: usize,
    },
    /// An edge is given twice.
    #[error("the pair of {left} and {right} is given twice")]
    Duplicate {
        /// Its left.
        left: usize,
        /// Its right.
        right: usize,
    },
    /// An edge from somebody to themselves, in a pool.
    #[error("number {index} is paired with itself")]
    SelfPair {
        /// Who.
        index: usize,
    },
}

impl Instance {
    /// A problem with lefts `0..lefts` and as many rights as there are capacities. A right of capacity 0 takes nobody.
    /// The order of the edges makes no difference.
    ///
    /// # Errors
    /// [`AssignError::OutOfRange`] and [`AssignError::Duplicate`].
    pub fn new(lefts: usize, capacities: Vec<u32>, mut edges: Vec<Edge>) -> Result<Self, AssignError> {
        for edge in &edges {
            if edge.left >= lefts {
                return Err(AssignError::OutOfRange { index: edge.left });
            }
            if edge.right >= capacities.len() {
                return Err(AssignError::OutOfRange { index: edge.right });
            }
        }
        if !edges.is_sorted() {
            // By right and then, keeping that order, by left: two passes, where comparing would take many.
            edges = by_counting(edges.iter().copied(), capacities.len(), |e| e.right);
            edges = by_counting(edges.iter().copied(), lefts, |e| e.left);
        }
        let twice = edges.windows(2).find(|pair| (pair[0].left, pair[0].right) == (pair[1].left, pair[1].right));
        if let Some(pair) = twice {
            return Err(AssignError::Duplicate { left: pair[0].left, right: pair[0].right });
        }
        Ok(Self { lefts, capacities, edges })
    }

    /// The double cover of a pool: everybody on both sides, and each pair both ways.
    ///
    /// `edges` are those of a pool: below `people`, the lower index on the left, by left, then right, and none twice.
    pub(crate) fn double_cover(people: usize, edges: &[Edge]) -> Self {
        let turned = |e: &Edge| Edge { left: e.right, right: e.left, score: e.score };
        // Somebody's pairs with lower indices come first.
        let both_ways = edges.iter().map(turned).chain(edges.iter().copied());
        Self { lefts: people, capacities: vec![1; people], edges: by_counting(both_ways, people, |e| e.left) }
    }

    /// How many lefts.
    #[must_use]
    pub const fn lefts(&self) -> usize {
        self.lefts
    }

    /// The pairs of one left.
    #[must_use]
    pub fn of_left(&self, left: usize) -> &[Edge] {
        let start = self.edges.partition_point(|e| e.left < left);
        &self.edges[start..start + self.edges[start..].partition_point(|e| e.left == left)]
    }

    /// This pair, if it is allowed.
    #[must_use]
    pub fn edge(&self, left: usize, right: usize) -> Option<Edge> {
        self.edges.binary_search_by_key(&(left, right), |e| (e.left, e.right)).ok().map(|place| self.edges[place])
    }

    /// How often each right may be taken.
    #[must_use]
    pub fn capacities(&self) -> &[u32] {
        &self.capacities
    }

    /// The pairs that are allowed, by left, then right.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// A number of pairs that no assignment exceeds: that of the lefts, or of the seats.
    pub(crate) fn max_edges(&self) -> i128 {
        let seats: i128 = self.capacities.iter().map(|c| i128::from(*c)).sum();
        seats.min(self.lefts as i128)
    }
}

/// The edges in the order of a key below `keys`, and among equals in the order that they have.
pub(crate) fn by_counting(
    edges: impl Iterator<Item = Edge> + Clone,
    keys: usize,
    key: impl Fn(&Edge) -> usize,
) -> Vec<Edge> {
    // For each key where its next edge goes.
    let mut places = vec![0; keys + 1];
    let mut count = 0;
    for edge in edges.clone() {
        places[key(&edge) + 1] += 1;
        count += 1;
    }
    for index in 0..keys {
        places[index + 1] += places[index];
    }
    let mut sorted = vec![Edge { left: 0, right: 0, score: 0 }; count];
    for edge in edges {
        let place = &mut places[key(&edge)];
        sorted[*place] = edge;
        *place += 1;
    }
    sorted
}
