//! The turn of one left: a shortest path to a seat for it.
//!
//! The **slack** of a pair is `gain + price − weight`, at least 0, and 0 for those chosen. From the left, over its
//! pairs to rights, and from a full right to those who sit there, the search goes as Dijkstra's, with slack for length. It ends
//! at the nearest of: a free seat; or a left who would rather go without, as far away as that left's gain. Everybody
//! on the path moves on by one, and prices and gains shift by what is left of the path's length, so that no slack is
//! below 0 and those on the path have none.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::graph::Weight;
use super::Market;
use super::lists::Offer;

/// How many pairs of a left are looked at before it waits for its turn again.
const STRETCH: usize = 8;

/// What waits in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    /// A full right, at the distance known so far.
    Right(usize),
    /// A left, with more pairs than were looked at; none of them nearer than this.
    Left(usize),
}

/// Where a path may end.
#[derive(Debug, Clone, Copy)]
enum End {
    FreeSeat(usize),
    /// This left goes without.
    GoesWithout(usize),
}

/// What searches share, so that one costs only what it reaches.
pub(super) struct Search<W> {
    /// The left whose turn it is, on what it reached.
    turn: usize,
    /// For each right when it was last reached; what follows is from then.
    reached: Vec<usize>,
    distance: Vec<W>,
    found_by: Vec<usize>,
    settled: Vec<bool>,
    /// For each left where it is and which of its pairs comes next.
    here: Vec<W>,
    place: Vec<usize>,
    queue: BinaryHeap<Reverse<(W, Node)>>,
    /// The rights whose distance is certain.
    rights: Vec<usize>,
    /// The nearest end so far.
    end: End,
    length: W,
}

impl<W: Weight> Search<W> {
    pub(super) fn new(lefts: usize, rights: usize) -> Self {
        Self {
            turn: 0,
            reached: vec![0; rights],
            distance: vec![W::default(); rights],
            found_by: vec![0; rights],
            settled: vec![false; rights],
            here: vec![W::default(); lefts],
            place: vec![0; lefts],
            queue: BinaryHeap::new(),
            rights: Vec::new(),
            end: End::GoesWithout(0),
            length: W::default(),
        }
    }

    /// Gives this left its turn.
    pub(super) fn seat(&mut self, market: &mut Market<W>, root: usize) {
        market.lists.renew(&market.prices);
        market.gains[root] = market.gain(root);
        self.turn += 1;
        self.queue.clear();
        self.rights.clear();
        (self.end, self.length) = (End::GoesWithout(root), market.gains[root]);
        self.visit(market, root, W::default());
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            if distance >= self.length {
                break;
            }
            match node {
                Node::Left(left) => self.look_on(market, left, distance),
                Node::Right(right) if self.settled[right] => {}
                Node::Right(right) => {
                    self.settled[right] = true;
                    self.rights.push(right);
                    for seat in 0..market.seating.at(right).len() {
                        let left = market.seating.at(right)[seat];
                        self.visit(market, left, distance);
                    }
                }
            }
        }
        self.shift(market, root);
        self.move_on(market, root);
    }

    /// Reaches a left.
    fn visit(&mut self, market: &mut Market<W>, left: usize, distance: W) {
        self.here[left] = distance;
        self.place[left] = 0;
        let without = distance + market.gains[left];
        if without < self.length {
            (self.end, self.length) = (End::GoesWithout(left), without);
        }
        self.look_on(market, left, distance);
    }

    /// Looks at the next pairs of a left, at least all those that may be at this distance.
    fn look_on(&mut self, market: &mut Market<W>, left: usize, distance: W) {
        let without = self.here[left] + market.gains[left];
        let from = self.place[left];
        for place in from.. {
            let Some(Offer { arc, most }) = market.lists.get(left, place) else { return };
            // This and what comes after is at least so far.
            let nearest = without - most;
            if nearest >= self.length {
                return;
            }
            if place - from >= STRETCH && nearest > distance {
                self.place[left] = place;
                self.queue.push(Reverse((nearest, Node::Left(left))));
                return;
            }
            self.reach(market, left, arc.right, without - arc.weight + market.prices[arc.right]);
        }
    }

    /// Reaches a right, if this is the nearest way to it so far.
    fn reach(&mut self, market: &Market<W>, left: usize, right: usize, distance: W) {
        let known = self.reached[right] == self.turn;
        if distance >= self.length || known && distance >= self.distance[right] {
            return;
        }
        self.reached[right] = self.turn;
        self.settled[right] = false;
        self.distance[right] = distance;
        self.found_by[right] = left;
        if market.seating.has_room(right) {
            (self.end, self.length) = (End::FreeSeat(right), distance);
        } else {
            self.queue.push(Reverse((distance, Node::Right(right))));
        }
    }

    /// Raises the prices of all that is nearer than the end, and lowers the gains.
    fn shift(&self, market: &mut Market<W>, root: usize) {
        market.gains[root] -= self.length;
        for &right in &self.rights {
            let rise = self.length - self.distance[right];
            market.prices[right] += rise;
            for &left in market.seating.at(right) {
                market.gains[left] -= rise;
            }
        }
    }

    /// Moves everybody on the path on by one, from its end back to its start.
    fn move_on(&self, market: &mut Market<W>, root: usize) {
        let mut free = match self.end {
            End::FreeSeat(right) => Some(market.seating.open(right)),
            End::GoesWithout(left) => market.seating.stand_up(left),
        };
        while let Some(seat) = free {
            let left = self.found_by[seat.right];
            free = market.seating.sit(left, seat);
        }
        debug_assert!(market.gains[root] >= W::default(), "a gain below 0");
    }
}
