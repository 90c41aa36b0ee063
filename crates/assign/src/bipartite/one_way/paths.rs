//! What changes when one link weighs more or less: the nearest way to a heaviest choice again, by shortest paths. As in
//! `auction`, with penalties.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::network::{NONE, Network};
use super::state::State;

/// What searches share.
pub(crate) struct Paths {
    /// Counts the searches. What stands below about a right is true if it was reached in this one.
    turn: u32,
    reached: Vec<u32>,
    distance: Vec<i64>,
    /// By which link, and the left of that link.
    by: Vec<u32>,
    via: Vec<u32>,
    queue: BinaryHeap<Reverse<(i64, u32)>>,
    settled: Vec<usize>,
    /// The lefts that sat down somewhere since this was emptied.
    pub(crate) moved: Vec<u32>,
    /// How many links were looked at.
    pub(crate) work: u64,
}

/// Where a path ends.
#[derive(Debug, Clone, Copy)]
enum End {
    Right(usize),
    Left(u32),
    Link(u32, u32),
}

impl Paths {
    pub(crate) fn new(rights: usize) -> Self {
        Self {
            turn: 0,
            reached: vec![0; rights],
            distance: vec![0; rights],
            by: vec![NONE; rights],
            via: vec![NONE; rights],
            queue: BinaryHeap::new(),
            settled: Vec::new(),
            moved: Vec::new(),
            work: 0,
        }
    }

    /// Has a left stand up and sit where it gains most by now, with all that follows from that.
    pub(crate) fn seat_anew(&mut self, network: &Network, state: &mut State, left: u32) {
        let before = state.stand(network, left);
        let links = network.of_left(left);
        self.work += links.len() as u64;
        let most =
            links.map(|number| state.weight(network, number) - state.prices[network.link(number).right as usize]);
        state.gains[left as usize] = most.max().unwrap_or(0).max(0);
        self.forward(network, state, left);
        if let Some(right) = before {
            self.fill(network, state, right);
        }
    }

    /// Has somebody take each seat of a right that is free and costs something, unless it comes to cost nothing.
    pub(crate) fn fill(&mut self, network: &Network, state: &mut State, right: usize) {
        while state.is_dear(network, right) {
            self.backward(network, state, right);
        }
    }

    fn start(&mut self) {
        self.turn += 1;
        self.queue.clear();
        self.settled.clear();
    }

    /// Whether this is the nearest way to a right so far; it is noted then.
    fn reach(&mut self, right: usize, distance: i64, (via, by): (u32, u32)) -> bool {
        if self.reached[right] == self.turn && self.distance[right] <= distance {
            return false;
        }
        self.reached[right] = self.turn;
        (self.distance[right], self.via[right], self.by[right]) = (distance, via, by);
        true
    }

    fn take(&mut self, network: &Network, state: &mut State, left: u32, number: u32) {
        state.take(network, left, number);
        self.moved.push(left);
    }

    /// A seat for this left, or for others on its path; unless somebody goes without.
    fn forward(&mut self, network: &Network, state: &mut State, root: u32) {
        self.start();
        let (mut length, mut end) = (state.gains[root as usize], End::Left(root));
        let (mut lefts, mut here) = (vec![root], 0);
        loop {
            for left in lefts.drain(..) {
                let gain = state.gains[left as usize];
                if here + gain < length {
                    (length, end) = (here + gain, End::Left(left));
                }
                let links = network.of_left(left);
                self.work += links.len() as u64;
                for number in links {
                    let right = network.link(number).right as usize;
                    let distance = here + gain + state.prices[right] - state.weight(network, number);
                    if distance < length && self.reach(right, distance, (left, number)) {
                        if state.has_room(network, right) {
                            (length, end) = (distance, End::Right(right));
                        } else {
                            self.queue.push(Reverse((distance, crate::candidates::to_u32(right))));
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
                lefts.extend_from_slice(state.at(network, right as usize));
            }
        }
        state.gains[root as usize] -= length;
        for &right in &self.settled {
            let price = state.prices[right] + (length - self.distance[right]);
            state.reprice(network, right, price);
        }
        // From the end back, each takes the seat of the one after.
        let mut free = match end {
            End::Right(right) => Some(right),
            End::Left(left) | End::Link(left, _) => state.stand(network, left),
        };
        while let Some(right) = free {
            let (left, by) = (self.via[right], self.by[right]);
            free = state.stand(network, left);
            self.take(network, state, left, by);
        }
    }

    /// Somebody for a free seat of this right, or of another on its path; unless it costs nothing any more.
    fn backward(&mut self, network: &Network, state: &mut State, root: usize) {
        self.start();
        let (mut length, mut end) = (state.prices[root], End::Right(root));
        self.reach(root, 0, (NONE, NONE));
        self.queue.push(Reverse((0, crate::candidates::to_u32(root))));
        while let Some(Reverse((here, right))) = self.queue.pop() {
            let right = right as usize;
            if here >= length {
                break;
            }
            if here != self.distance[right] {
                continue;
            }
            self.settled.push(right);
            let price = state.prices[right];
            let links = network.of_right(right);
            self.work += links.len() as u64;
            for &number in links {
                let left = network.link(number).left;
                let distance = here + price + state.gains[left as usize] - state.weight(network, number);
                if distance >= length {
                    continue;
                }
                match state.right_of(network, left) {
                    None => (length, end) = (distance, End::Link(left, number)),
                    Some(other) => {
                        if self.reach(other, distance, (left, number)) {
                            let nothing = distance + state.prices[other];
                            if nothing < length {
                                (length, end) = (nothing, End::Right(other));
                            }
                            self.queue.push(Reverse((distance, crate::candidates::to_u32(other))));
                        }
                    }
                }
            }
        }
        for &right in &self.settled {
            let price = state.prices[right] - (length - self.distance[right]);
            state.reprice(network, right, price);
        }
        // From the end back, each moves to the right before.
        let (mut left, mut by) = match end {
            End::Right(right) => (self.via[right], self.by[right]),
            End::Link(left, by) => (left, by),
            End::Left(left) => (left, NONE),
        };
        while by != NONE {
            state.stand(network, left);
            self.take(network, state, left, by);
            let right = network.link(by).right as usize;
            (left, by) = (self.via[right], self.by[right]);
        }
    }
}
