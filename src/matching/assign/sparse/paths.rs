//! Seats for those who still wait, by shortest paths from all of them together.
//!
//! The **slack** of a pair is `gain + price − weight`, at least 0, and 0 for those chosen. From those who wait, over
//! their pairs to rights, and from a full right to those who sit there, the search goes as Dijkstra's, with slack for
//! length. It ends at the nearest of: a free seat; or a left who would rather go without, as far away as that left's
//! gain. Prices and gains then shift by what is left of that length, so that no slack is below 0 and the nearest ends
//! are reached over pairs without slack; along such pairs (depth first) everybody on a path moves on by one, for as
//! many paths as there are that share nobody.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::graph::Weight;
use super::super::offers::{Offers, number};
use super::super::seating::Seat;
use super::Market;

/// How many pairs of a left are looked at before it waits for its turn again.
const STRETCH: usize = 8;

/// With more lefts waiting than this, all that is as far away as the nearest end is looked at as well: it costs more,
/// but finds more ends at once. For the last few there is seldom a second end.
const MANY: usize = 32;

/// With so many lists about to be used up they are made anew together: at 20,000 people with a seat each that leaves
/// 3,000 to be made one at a time, in place of 24,000.
const AHEAD: usize = 16;

/// What waits in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    /// A full right, at the distance known so far.
    Right(u32),
    /// A left, with more pairs than were looked at; none of them nearer than this.
    Left(u32),
}

/// Gives all these lefts their turn.
pub(super) fn seat<W: Weight, O: Offers<W>>(market: &mut Market<'_, W, O>, mut waiting: Vec<usize>) {
    let mut paths = Paths::new(market.gains.len(), market.prices.len());
    market.lists.make_longer();
    for &left in &waiting {
        market.gains[left] = market.gain(left);
    }
    loop {
        waiting.retain(|left| market.gains[*left] > W::default() && market.seating.of(*left).is_none());
        if waiting.is_empty() {
            return;
        }
        paths.measure(market, &waiting);
        paths.shift(market, &waiting);
        for &left in &waiting {
            paths.move_on(market, left);
        }
        paths.look_ahead(market);
    }
}

/// What searches share, so that one costs only what it reaches.
pub(super) struct Paths<W> {
    /// Counts the searches. What stands below about a left or a right is true if it was reached in this one.
    turn: u32,
    reached_right: Vec<u32>,
    distance: Vec<W>,
    settled: Vec<bool>,
    reached_left: Vec<u32>,
    here: Vec<W>,
    /// For each left which of its pairs comes next.
    place: Vec<u32>,
    /// For each right which of those who sit there comes next.
    seat: Vec<u32>,
    /// Whether this left was on a path already.
    walked: Vec<u32>,
    queue: BinaryHeap<Reverse<(W, Node)>>,
    /// The rights whose distance is certain.
    rights: Vec<usize>,
    /// The lefts that were reached.
    lefts: Vec<usize>,
    /// How far the nearest end is.
    length: W,
    /// Whether what is just as far away counts too.
    level: bool,
}

impl<W: Weight> Paths<W> {
    fn new(lefts: usize, rights: usize) -> Self {
        Self {
            turn: 0,
            reached_right: vec![0; rights],
            distance: vec![W::default(); rights],
            settled: vec![false; rights],
            reached_left: vec![0; lefts],
            here: vec![W::default(); lefts],
            place: vec![0; lefts],
            seat: vec![0; rights],
            walked: vec![0; lefts],
            queue: BinaryHeap::new(),
            rights: Vec::new(),
            lefts: Vec::new(),
            length: W::default(),
            level: false,
        }
    }

    /// How far everything is that is nearer than the nearest end.
    fn measure<O: Offers<W>>(&mut self, market: &mut Market<'_, W, O>, waiting: &[usize]) {
        self.turn += 1;
        self.queue.clear();
        self.rights.clear();
        self.lefts.clear();
        self.level = waiting.len() > MANY;
        let Some(least) = waiting.iter().map(|left| market.gains[*left]).min() else { return };
        self.length = least;
        for &left in waiting {
            self.visit(market, left, W::default());
        }
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            if distance > self.length || distance == self.length && !self.level {
                break;
            }
            match node {
                Node::Left(left) => self.look_on(market, left as usize, distance),
                Node::Right(right) if self.settled[right as usize] => {}
                Node::Right(right) => {
                    let right = right as usize;
                    self.settled[right] = true;
                    self.rights.push(right);
                    for seat in 0..market.seating.at(right).len() {
                        let left = market.seating.at(right)[seat];
                        self.visit(market, left, distance);
                    }
                }
            }
        }
    }

    /// Reaches a left.
    fn visit<O: Offers<W>>(&mut self, market: &mut Market<'_, W, O>, left: usize, distance: W) {
        self.reached_left[left] = self.turn;
        self.here[left] = distance;
        self.lefts.push(left);
        self.place[left] = 0;
        market.lists.tidy(left, &market.prices);
        self.length = self.length.min(distance + market.gains[left]);
        self.look_on(market, left, distance);
    }

    /// Looks at the next pairs of a left, at least all those that may be at this distance.
    fn look_on<O: Offers<W>>(&mut self, market: &mut Market<'_, W, O>, left: usize, distance: W) {
        let without = self.here[left] + market.gains[left];
        let from = self.place[left] as usize;
        let mut looks = 0;
        let next = loop {
            let list = market.lists.of(left);
            let Some(offer) = list.get(from + looks) else {
                // This and what comes after is at least so far.
                let nearest = without - market.lists.rest(left);
                if nearest >= self.length {
                    market.lists.looked(left, looks);
                    return;
                }
                if nearest > distance {
                    break nearest;
                }
                market.lists.extend(left, &market.prices);
                self.place[left] = 0;
                return self.look_on(market, left, distance);
            };
            let nearest = without - offer.most;
            if nearest > self.length || nearest == self.length && !self.level || looks >= STRETCH && nearest > distance
            {
                break nearest;
            }
            let (right, slack) = (offer.right as usize, without - offer.weight + market.prices[offer.right as usize]);
            self.reach(market, right, slack);
            looks += 1;
        };
        market.lists.looked(left, looks);
        if next < self.length || self.level && next == self.length {
            self.place[left] = number(from + looks);
            self.queue.push(Reverse((next, Node::Left(number(left)))));
        }
    }

    /// Reaches a right, if this is the nearest way to it so far.
    fn reach<O: Offers<W>>(&mut self, market: &Market<'_, W, O>, right: usize, distance: W) {
        let known = self.reached_right[right] == self.turn;
        if distance > self.length
            || distance == self.length && !self.level && !market.seating.has_room(right)
            || known && distance >= self.distance[right]
        {
            return;
        }
        self.reached_right[right] = self.turn;
        self.settled[right] = false;
        self.seat[right] = 0;
        self.distance[right] = distance;
        if market.seating.has_room(right) {
            self.length = distance;
        } else {
            self.queue.push(Reverse((distance, Node::Right(number(right)))));
        }
    }

    /// Raises the prices of all that is nearer than the end, and lowers the gains.
    fn shift<O: Offers<W>>(&self, market: &mut Market<'_, W, O>, waiting: &[usize]) {
        for &left in waiting {
            market.gains[left] -= self.length;
        }
        for &right in self.rights.iter().filter(|right| self.distance[**right] < self.length) {
            let rise = self.length - self.distance[right];
            market.prices[right] += rise;
            for &left in market.seating.at(right) {
                market.gains[left] -= rise;
            }
        }
    }

    /// Makes the lists anew that will hardly do for one more search like this one, all together.
    fn look_ahead<O: Offers<W>>(&mut self, market: &mut Market<'_, W, O>) {
        let (length, gains, lists) = (self.length, &market.gains, &market.lists);
        self.lefts.retain(|left| {
            let rest = lists.rest(*left);
            rest > W::default() && gains[*left] > W::default() && gains[*left] < rest + length
        });
        if self.lefts.len() >= AHEAD {
            market.lists.renew(&self.lefts, &market.prices);
        }
    }

    /// Moves everybody on by one on a path from this left, if there is one without slack that nobody was on.
    fn move_on<O: Offers<W>>(&mut self, market: &mut Market<'_, W, O>, root: usize) {
        let mut path = Vec::new();
        let mut next = Some(root);
        loop {
            if let Some(left) = next.take() {
                self.walked[left] = self.turn;
                self.place[left] = 0;
                if market.gains[left] <= W::default() {
                    // Whoever gains nothing goes without; the others move up.
                    let seat = market.seating.stand_up(left);
                    return move_up(market, path, seat);
                }
                path.push(left);
            }
            let Some(&left) = path.last() else { return };
            let Some(offer) = market.lists.of(left).get(self.place[left] as usize) else {
                path.pop();
                continue;
            };
            if offer.most < market.gains[left] {
                path.pop();
                continue;
            }
            let right = offer.right as usize;
            if offer.weight - market.prices[right] == market.gains[left] {
                if market.seating.has_room(right) {
                    let seat = market.seating.open(right);
                    return move_up(market, path, Some(seat));
                }
                if self.reached_right[right] == self.turn
                    && let Some(&sitting) = market.seating.at(right).get(self.seat[right] as usize)
                {
                    self.seat[right] += 1;
                    let fresh = self.reached_left[sitting] == self.turn && self.walked[sitting] != self.turn;
                    next = fresh.then_some(sitting);
                    continue;
                }
            }
            self.place[left] += 1;
        }
    }
}

/// Each on the path takes over the seat of the one after, the last one this.
fn move_up<W: Weight, O: Offers<W>>(market: &mut Market<'_, W, O>, mut path: Vec<usize>, mut free: Option<Seat>) {
    while let (Some(seat), Some(left)) = (free, path.pop()) {
        free = market.seating.sit(left, seat);
    }
}
