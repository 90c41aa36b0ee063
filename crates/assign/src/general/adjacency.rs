//! The pairs of each person by slack, sorted only as far as they are looked at.

use std::ops::Range;

use crate::Instance;
use crate::graph::Weight;

/// How many pairs of a person are sorted at first; twice as many each time that more are asked for.
const CHUNK: usize = 16;

/// A pair of the person that holds it: with whom, and its slack when the search began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arc<W> {
    pub(crate) to: usize,
    pub(crate) slack: W,
}

/// The pairs of each person by slack, then by the other.
#[derive(Debug)]
pub(crate) struct Lists<W> {
    arcs: Vec<Arc<W>>,
    /// For each person where their arcs start, and one past the last.
    starts: Vec<usize>,
    /// For each person how many of their arcs are in their place.
    sorted: Vec<usize>,
    /// How many looks there were at an arc.
    pub(crate) looks: u64,
}

impl<W: Weight> Lists<W> {
    /// The pairs that have a slack, from the double cover, where each pair stands at both.
    pub(crate) fn new(cover: &Instance, slack: impl Fn(usize, usize, i64) -> Option<W>) -> Self {
        let people = cover.lefts();
        let mut starts = Vec::with_capacity(people + 1);
        let mut arcs = Vec::with_capacity(cover.edges().len());
        for edge in cover.edges() {
            if let Some(slack) = slack(edge.left, edge.right, edge.score) {
                // People without arcs start where the next one does.
                starts.resize(starts.len().max(edge.left + 1), arcs.len());
                arcs.push(Arc { to: edge.right, slack });
            }
        }
        starts.resize(people + 1, arcs.len());
        Self { arcs, starts, sorted: vec![0; people], looks: 0 }
    }

    /// Room for one more person, who has no pairs before they are introduced.
    pub(crate) fn invite(&mut self) {
        self.arcs.push(Arc { to: 0, slack: W::default() });
        self.starts.push(self.arcs.len());
        self.sorted.push(1);
    }

    /// Gives somebody who was invited one pair, and no other. It stands with the guest alone.
    pub(crate) fn introduce(&mut self, guest: usize, to: usize, slack: W) {
        self.arcs[self.starts[guest]] = Arc { to, slack };
    }

    fn range(&self, person: usize) -> Range<usize> {
        self.starts[person]..self.starts[person + 1]
    }

    /// The arc of this person in this place of their list.
    pub(crate) fn get(&mut self, person: usize, place: usize) -> Option<Arc<W>> {
        let range = self.range(person);
        if place >= range.len() {
            return None;
        }
        if place >= self.sorted[person] {
            self.sort_on(person);
        }
        self.looks += 1;
        Some(self.arcs[range.start + place])
    }

    /// Puts the next stretch in order. As stretches double, all of them cost little more than sorting at once.
    fn sort_on(&mut self, person: usize) {
        let (range, sorted) = (self.range(person), self.sorted[person]);
        let rest = &mut self.arcs[range][sorted..];
        let stretch = sorted.max(CHUNK);
        let nearest_first = |arc: &Arc<W>| (arc.slack, arc.to);
        let next = if rest.len() > stretch {
            rest.select_nth_unstable_by_key(stretch, nearest_first);
            &mut rest[..stretch]
        } else {
            rest
        };
        next.sort_unstable_by_key(nearest_first);
        self.sorted[person] += next.len();
    }
}
