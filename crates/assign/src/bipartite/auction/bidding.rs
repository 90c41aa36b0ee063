//! One phase: an auction in which all are content within a step.
//!
//! **Forward**, a left without a seat bids for the right where it gains most: what the seat is worth to it, less what
//! it would gain elsewhere, and one step. If all seats are taken, the lowest of the bids leaves, and the price rises to the
//! lowest of the others. That ends when everybody sits, or gains nothing anywhere.
//!
//! **In reverse**, a right that asks a price for seats nobody has offers them to the lefts to whom they are worth most
//! more than what they have, at what they are worth to the next, less one step. That ends when every seat is taken, or
//! for nothing. Nobody who sat is without a seat after that, so that one time there and back is enough.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::answers::Answers;
use super::core_instance::Core;
use super::seats::{NONE, Seats};
use crate::candidates::to_u32;
use crate::graph::Weight;

/// By what a step is divided from one phase to the next.
pub(crate) const SHRINK: u32 = 5;

/// The state between two phases.
pub(crate) struct Market<'a, N> {
    pub(crate) core: Core<N>,
    /// Of each right; 0 while it has a seat that was never wanted.
    pub(crate) prices: Vec<N>,
    /// Of each left.
    pub(crate) gains: Vec<N>,
    pub(crate) seats: Seats<'a>,
    /// Of each left: it takes no seat that leaves it less, for pairs outside the core may leave it more.
    pub(crate) reserves: Vec<N>,
    /// Who stays at a right, lowest bid first.
    staying: Vec<BinaryHeap<Reverse<(N, u32)>>>,
}

impl<'a, N: Weight> Market<'a, N> {
    pub(crate) fn new(core: Core<N>, lefts: usize, seats: &'a [usize]) -> Self {
        Self {
            core,
            prices: vec![N::default(); seats.len()],
            gains: vec![N::default(); lefts],
            seats: Seats::new(lefts, seats),
            reserves: vec![N::default(); lefts],
            staying: vec![BinaryHeap::new(); seats.len()],
        }
    }

    /// Takes these pairs into the core.
    pub(crate) fn widen<W: Weight>(&mut self, answers: &Answers<W>) {
        let Self { core, seats, .. } = self;
        core.add(answers, |left, from, to| seats.renumber(left, from, to));
    }

    /// Makes everybody content, at whole prices: by phases whose steps shrink, from below this one.
    pub(crate) fn auction(&mut self, greatest: N) {
        let mut step = greatest;
        while step > N::of(1) {
            step = (step / N::of(SHRINK)).max(N::of(1));
            self.phase(step);
        }
        self.make_whole();
    }

    /// Makes everybody content within a step of this size.
    pub(crate) fn phase(&mut self, step: N) {
        let waiting = self.stand_up(step);
        self.forward(waiting, step);
        self.settle();
        self.reverse(step);
    }

    /// Has those leave who would gain more elsewhere by more than a step, and returns all who want a seat.
    pub(crate) fn stand_up(&mut self, step: N) -> Vec<u32> {
        let mut waiting = Vec::new();
        for left in 0..self.gains.len() {
            let most = self.most(left);
            let wants = match self.seats.of(left) {
                NONE => most > self.reserves[left],
                pair => {
                    let pair = self.core.pair(pair);
                    pair.weight - self.prices[pair.right as usize] + step < most
                }
            };
            if wants {
                self.stand(to_u32(left));
                waiting.push(to_u32(left));
            }
        }
        waiting
    }

    /// What a left gains by its best pair, at least its reserve.
    pub(crate) fn most(&self, left: usize) -> N {
        let gains = self.core.of_left(left).iter().map(|pair| pair.weight - self.prices[pair.right as usize]);
        gains.max().unwrap_or_default().max(self.reserves[left])
    }

    /// How many lefts have no seat because of their reserve.
    pub(crate) fn held_back(&self) -> usize {
        let reserves = self.reserves.iter().enumerate();
        reserves.filter(|(left, reserve)| **reserve > N::default() && self.seats.of(*left) == NONE).count()
    }

    /// Has everybody take any seat that leaves them something. Who has none gains nothing until they get one.
    pub(crate) fn drop_reserves(&mut self) {
        self.reserves.fill(N::default());
        for (left, gain) in self.gains.iter_mut().enumerate() {
            if self.seats.of(left) == NONE {
                *gain = N::default();
            }
        }
    }

    /// Has a left give up its seat. Returns where that was.
    pub(crate) fn stand(&mut self, left: u32) -> Option<usize> {
        let right = self.right_of(left)?;
        self.seats.leave(left as usize, right);
        Some(right)
    }

    /// Has a left that stands sit down by a pair.
    pub(crate) fn take(&mut self, left: u32, pair: u32) {
        self.seats.note(left as usize, pair);
        self.seats.sit(left as usize, self.core.pair(pair).right as usize);
    }

    /// Whether a right asks a price for a seat that is free.
    pub(crate) fn is_dear(&self, right: usize) -> bool {
        self.prices[right] > N::default() && self.seats.room(right) > 0
    }

    /// Sets the price of a right, and with it what those gain who sit there.
    pub(crate) fn reprice(&mut self, right: usize, price: N) {
        self.prices[right] = price;
        for left in self.seats.at(right) {
            let left = *left as usize;
            self.gains[left] = self.core.pair(self.seats.of(left)).weight - price;
        }
    }

    fn forward(&mut self, waiting: Vec<u32>, step: N) {
        for (right, staying) in self.staying.iter_mut().enumerate() {
            staying.clear();
            staying.extend(self.seats.at(right).iter().map(|left| Reverse((self.prices[right], *left))));
        }
        for left in waiting {
            let mut next = Some(left);
            while let Some(left) = next.take() {
                let Some((pair, right, bid)) = self.bid(left as usize, step) else {
                    self.seats.note(left as usize, NONE);
                    continue;
                };
                self.seats.note(left as usize, pair);
                let staying = &mut self.staying[right];
                staying.push(Reverse((bid, left)));
                if staying.len() > self.seats.count(right) {
                    next = staying.pop().map(|Reverse((_, lowest))| lowest);
                }
                if staying.len() == self.seats.count(right) {
                    let lowest = staying.peek().map_or(bid, |Reverse((bid, _))| *bid);
                    self.prices[right] = self.prices[right].max(lowest);
                }
            }
        }
    }

    /// The best pair of a left, its right, and up to which price it would take it; none if none leaves it more than its reserve.
    fn bid(&self, left: usize, step: N) -> Option<(u32, usize, N)> {
        let (mut most, mut second, mut best) = (self.reserves[left], self.reserves[left], None);
        for (place, pair) in self.core.of_left(left).iter().enumerate() {
            let gain = pair.weight - self.prices[pair.right as usize];
            if gain > second {
                if gain > most {
                    (second, most, best) = (most, gain, Some((place, *pair)));
                } else {
                    second = gain;
                }
            }
        }
        best.map(|(place, pair)| {
            (self.core.first(left) + to_u32(place), pair.right as usize, pair.weight - second + step)
        })
    }

    /// Writes down who sits where at which price.
    fn settle(&mut self) {
        self.gains.copy_from_slice(&self.reserves);
        self.seats.clear();
        for (right, staying) in self.staying.iter().enumerate() {
            for Reverse((_, left)) in staying {
                let left = *left as usize;
                self.seats.sit(left, right);
                self.gains[left] = self.core.pair(self.seats.of(left)).weight - self.prices[right];
            }
        }
    }

    fn reverse(&mut self, step: N) {
        let mut waiting: Vec<usize> = (0..self.prices.len()).rev().filter(|right| self.is_dear(*right)).collect();
        let mut takers = Vec::new();
        while let Some(right) = waiting.pop() {
            if !self.is_dear(right) {
                continue;
            }
            // Those to whom a seat here is worth more than what they have.
            let nobody = self.seats.at(right).is_empty();
            takers.clear();
            takers.extend(self.core.of_right(right).iter().filter_map(|back| {
                let worth = back.weight - self.gains[back.left as usize];
                let moves = worth > N::default() && (nobody || self.right_of(back.left) != Some(right));
                moves.then_some((Reverse(worth), back.left, back.pair))
            }));
            let room = self.seats.room(right);
            let mut price = N::default();
            if takers.len() > room {
                let (_, (Reverse(next), ..), _) = takers.select_nth_unstable(room);
                price = (*next - step).max(price);
                takers.truncate(room);
            }
            for (_, left, pair) in &takers {
                waiting.extend(self.stand(*left));
                self.take(*left, *pair);
            }
            self.reprice(right, price);
        }
    }

    /// At which right a left sits.
    pub(crate) fn right_of(&self, left: u32) -> Option<usize> {
        match self.seats.of(left as usize) {
            NONE => None,
            pair => Some(self.core.pair(pair).right as usize),
        }
    }
}
