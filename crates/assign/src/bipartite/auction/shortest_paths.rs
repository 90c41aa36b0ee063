//! Repairs: what changes when pairs come into the core that leave somebody more.
//!
//! The **slack** of a pair is `gain + price − weight`, at least 0, and 0 for those chosen. Somebody who would rather sit
//! elsewhere stands up, and looks for the shortest path, with slack for length, to a free seat, or to somebody who may
//! as well go without, as far away as that left's gain. Prices and gains shift by what is left of that length, and everybody on
//! the path moves on by one. The own seat is such a free seat, no further away than what the left would gain more: paths
//! are short. A right that is left with a free seat and a price looks the same way, backwards, for the nearest right that
//! may as well ask nothing, or a left without a seat.
//!
//! Dijkstra's search on slacks, as in Jonker and Volgenant, *A shortest augmenting path algorithm for dense and sparse
//! linear assignment problems* (1987).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::bidding::Market;
use super::seats::NONE;
use crate::candidates::to_u32;
use crate::graph::Weight;

/// What searches share, so that one costs only what it reaches.
pub(crate) struct Paths<N> {
    /// Counts the searches. What stands below about a right is true if it was reached in this one.
    turn: u32,
    reached: Vec<u32>,
    distance: Vec<N>,
    /// By which pair: forward one of the left before to this right, backwards one of a left here to the right before.
    by: Vec<u32>,
    /// The left of that pair.
    via: Vec<u32>,
    queue: BinaryHeap<Reverse<(N, u32)>>,
    /// The rights whose distance is certain.
    settled: Vec<usize>,
}

/// Where a path ends.
#[derive(Debug, Clone, Copy)]
enum End {
    /// At this right.
    Right(usize),
    /// At this left.
    Left(u32),
    /// At this left, which is to sit by a pair.
    Pair(u32, u32),
}

impl<N: Weight> Paths<N> {
    pub(crate) fn new(rights: usize) -> Self {
        Self {
            turn: 0,
            reached: vec![0; rights],
            distance: vec![N::default(); rights],
            by: vec![NONE; rights],
            via: vec![NONE; rights],
            queue: BinaryHeap::new(),
            settled: Vec::new(),
        }
    }

    /// Gives everybody what they would rather have, and every seat that costs something to somebody. Returns whether
    /// anybody would rather have something else.
    pub(crate) fn repair(&mut self, market: &mut Market<'_, N>) -> bool {
        let waiting = market.stand_up(N::default());
        let changes = !waiting.is_empty();
        for left in waiting {
            market.gains[left as usize] = market.most(left as usize);
            self.forward(market, left);
        }
        for right in 0..market.prices.len() {
            while market.is_dear(right) {
                self.backward(market, right);
            }
        }
        changes
    }

    fn start(&mut self) {
        self.turn += 1;
        self.queue.clear();
        self.settled.clear();
    }

    /// Whether this is the nearest way to a right so far; notes it then.
    fn reach(&mut self, right: usize, distance: N, (via, by): (u32, u32)) -> bool {
        if self.reached[right] == self.turn && self.distance[right] <= distance {
            return false;
        }
        self.reached[right] = self.turn;
        (self.distance[right], self.via[right], self.by[right]) = (distance, via, by);
        true
    }

    /// A seat for this left, or for others on its path; unless somebody goes without.
    fn forward(&mut self, market: &mut Market<'_, N>, root: u32) {
        self.start();
        let (mut length, mut end) = (market.gains[root as usize], End::Left(root));
        let (mut lefts, mut here) = (vec![root], N::default());
        loop {
            for left in lefts.drain(..) {
                let gain = market.gains[left as usize];
                if here + gain < length {
                    (length, end) = (here + gain, End::Left(left));
                }
                for (place, pair) in market.core.of_left(left as usize).iter().enumerate() {
                    let right = pair.right as usize;
                    let distance = here + gain + market.prices[right] - pair.weight;
                    if distance < length && self.reach(right, distance, (left, to_u32(place))) {
                        if market.seats.room(right) > 0 {
                            (length, end) = (distance, End::Right(right));
                        } else {
                            self.queue.push(Reverse((distance, pair.right)));
                        }
                    }
                }
            }
            let Some(Reverse((distance, right))) = self.queue.pop() else { break };
            if distance >= length {
                break;
            }
            if distance == self.distance[right as usize] {
                self.settled.push(right as usize);
                here = distance;
                lefts.extend_from_slice(market.seats.at(right as usize));
            }
        }
        market.gains[root as usize] -= length;
        for &right in &self.settled {
            let price = market.prices[right] + (length - self.distance[right]);
            market.reprice(right, price);
        }
        // From the end back, each takes the seat of the one after.
        let mut free = match end {
            End::Right(right) => Some(right),
            End::Left(left) | End::Pair(left, _) => market.stand(left),
        };
        while let Some(right) = free {
            let left = self.via[right];
            free = market.stand(left);
            market.take(left, market.core.first(left as usize) + self.by[right]);
        }
    }

    /// Somebody for a free seat of this right, or of another on its path; unless it costs nothing any more.
    fn backward(&mut self, market: &mut Market<'_, N>, root: usize) {
        self.start();
        let (mut length, mut end) = (market.prices[root], End::Right(root));
        self.reach(root, N::default(), (NONE, NONE));
        self.queue.push(Reverse((N::default(), to_u32(root))));
        while let Some(Reverse((here, right))) = self.queue.pop() {
            let right = right as usize;
            if here >= length {
                break;
            }
            if here != self.distance[right] {
                continue;
            }
            self.settled.push(right);
            let price = market.prices[right];
            for back in market.core.of_right(right) {
                let distance = here + price + market.gains[back.left as usize] - back.weight;
                if distance >= length {
                    continue;
                }
                match market.right_of(back.left) {
                    None => (length, end) = (distance, End::Pair(back.left, back.pair)),
                    Some(other) => {
                        if self.reach(other, distance, (back.left, back.pair)) {
                            let nothing = distance + market.prices[other];
                            if nothing < length {
                                (length, end) = (nothing, End::Right(other));
                            }
                            self.queue.push(Reverse((distance, to_u32(other))));
                        }
                    }
                }
            }
        }
        for &right in &self.settled {
            let price = market.prices[right] - (length - self.distance[right]);
            market.reprice(right, price);
        }
        // From the end back, each moves to the right before.
        let (mut left, mut pair) = match end {
            End::Right(right) => (self.via[right], self.by[right]),
            End::Pair(left, pair) => (left, pair),
            End::Left(left) => (left, NONE),
        };
        while pair != NONE {
            market.stand(left);
            market.take(left, pair);
            let right = market.core.pair(pair).right as usize;
            (left, pair) = (self.via[right], self.by[right]);
        }
    }
}
