//! The pairs of each left, best first, sorted only as far as they are looked at.
//!
//! What a pair offers is its weight less the price of its right when the order was made. As prices only rise, it never
//! leaves a left more than it offers. The more prices have risen since, the less the order tells, so that after enough
//! looks it is made anew.

use std::cmp::Reverse;

use super::super::graph::{Arc, Graph, Weight};

/// How many pairs of a left are sorted at first; twice as many each time that more are asked for.
const STRETCH: usize = 16;

/// The order is made anew after looks at one in so many pairs.
const OLD: usize = 8;

/// The pairs of each left by falling offer, then by right.
pub(super) struct Lists<W> {
    graph: Graph<W>,
    /// Of each right its price when the order was made.
    base: Vec<W>,
    /// For each left how many of its pairs are in their place.
    sorted: Vec<usize>,
    /// How many looks at a pair since the order was made.
    looks: usize,
}

/// A pair of a left, and the most that it can leave it.
#[derive(Clone, Copy)]
pub(super) struct Offer<W> {
    pub(super) arc: Arc<W>,
    pub(super) most: W,
}

impl<W: Weight> Lists<W> {
    /// The order at prices of 0.
    pub(super) fn new(graph: Graph<W>) -> Self {
        Self { base: vec![W::default(); graph.seats().len()], sorted: vec![0; graph.lefts()], graph, looks: 0 }
    }

    /// Makes the order anew at these prices, if there were so many looks since the last time that it pays.
    pub(super) fn renew(&mut self, prices: &[W]) {
        if self.looks > self.graph.arcs() / OLD {
            self.looks = 0;
            self.base.copy_from_slice(prices);
            self.sorted.fill(0);
        }
    }

    /// The pair of this left in this place of its list.
    pub(super) fn get(&mut self, left: usize, place: usize) -> Option<Offer<W>> {
        if place >= self.sorted[left] {
            self.sort_on(left);
        }
        self.looks += 1;
        let arc = *self.graph.of(left).get(place)?;
        Some(Offer { arc, most: arc.weight - self.base[arc.right] })
    }

    /// Puts the next stretch in order. As stretches double, all of them together cost little more than sorting at once.
    fn sort_on(&mut self, left: usize) {
        let sorted = self.sorted[left];
        let rest = &mut self.graph.of_mut(left)[sorted..];
        let stretch = sorted.max(STRETCH);
        let best_first = |arc: &Arc<W>| (Reverse(arc.weight - self.base[arc.right]), arc.right);
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
