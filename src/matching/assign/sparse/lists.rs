//! The pairs of each left, best first, sorted only as far as they are looked at.

use std::cmp::Reverse;

use super::super::graph::{Arc, Graph, Weight};

/// How many pairs of a left are sorted at first; twice as many each time that more are asked for.
const STRETCH: usize = 16;

/// The pairs of each left by falling weight, then by right.
pub(super) struct Lists<W> {
    graph: Graph<W>,
    /// For each left how many of its pairs are in their place.
    sorted: Vec<usize>,
}

impl<W: Weight> Lists<W> {
    pub(super) fn new(graph: Graph<W>) -> Self {
        Self { sorted: vec![0; graph.lefts()], graph }
    }

    /// The pair of this left in this place of its list.
    pub(super) fn get(&mut self, left: usize, place: usize) -> Option<Arc<W>> {
        if place >= self.sorted[left] {
            self.sort_on(left);
        }
        self.graph.of(left).get(place).copied()
    }

    /// Puts the next stretch in order. As stretches double, all of them together cost little more than sorting at once.
    fn sort_on(&mut self, left: usize) {
        let sorted = self.sorted[left];
        let rest = &mut self.graph.of_mut(left)[sorted..];
        let stretch = sorted.max(STRETCH);
        let best_first = |arc: &Arc<W>| (Reverse(arc.weight), arc.right);
        let next = if rest.len() > stretch {
            rest.select_nth_unstable_by_key(stretch, best_first);
            &mut rest[..stretch]
        } else {
            rest
        };
        next.sort_unstable_by_key(best_first);
        self.sorted[left] += next.len();
    }
}
