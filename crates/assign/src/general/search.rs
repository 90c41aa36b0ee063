//! The turn of one person who is not paired: a shortest alternating path to a partner, or to going without.
//!
//! The **slack** of a pair is the price of both, and of the blossoms that both are in, less its weight; at least 0, and
//! 0 for pairs that are chosen or in a ring. From the root the search grows a tree of nodes, **even** and **odd** in
//! turn, joined by pairs without slack: from an even node over any pair to an odd one, from there over its chosen pair to
//! an even one. As time goes on, even people's prices fall and odd people's rise, by 1 each unit, so that the slack
//! within nodes and along the tree stays 0; even blossoms' prices rise and odd ones' fall, by 2. What happens, happens
//! at a time that is known beforehand, and waits for it in a queue:
//!
//! - a pair from an even to an outside node has no slack left: the tree grows by it, or there the search ends, if
//!   somebody without a partner is waiting there;
//! - a pair of two even nodes has no slack left: the ring that it closes becomes a blossom;
//! - an odd blossom's price is 0: it is undone;
//! - an even person's price is 0: the search ends; that one goes without.
//!
//! See Galil, *Efficient algorithms for finding maximum matching in graphs* (1986). Nobody's price is changed before it
//! is looked at: kept is what it would be at time 0, and how it moves. So a search costs about what it reaches.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Shr;

use super::adjacency::Lists;
use super::blossoms::{Blossoms, NONE};
use super::outermost::Outermost;
use super::tree::{Side, Tree};
use crate::graph::Weight;

/// How many pairs of a person are looked at before they wait for their turn again.
const CHUNK: usize = 8;

/// A weight that can be halved, rounding down: `>> 1`.
pub(crate) trait Halved: Weight + Shr<u32, Output = Self> {}

impl<W: Weight + Shr<u32, Output = W>> Halved for W {}

/// What waits in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Event {
    /// The nearest pair to this outside person has no slack left.
    Grow(usize),
    /// More pairs of this even person are to be looked at; none of them has lost its slack before.
    Look(usize),
    /// The pair of these even people has no slack left.
    Shrink(usize, usize),
    /// The price of this odd blossom is 0.
    Expand(usize),
}

/// Where a path may end.
#[derive(Debug, Clone, Copy)]
pub(crate) enum End {
    /// This even person goes without.
    GoesWithout(usize),
    /// This even person is paired with that outside person, in whose node somebody is free.
    Meets(usize, usize),
}

/// The state between two searches, and what searches share; but for the lists of pairs, which are lent to each.
#[derive(Debug, Clone)]
pub(crate) struct Search<W> {
    pub(crate) blossoms: Blossoms<W>,
    /// For each person twice the price that they had when the slacks of the lists were made.
    first: Vec<W>,
    /// For each person what twice their price has changed by since; in the tree, what that would be at time 0.
    pub(crate) moved: Vec<W>,
    /// How far at most anybody's has fallen, before this search.
    pub(crate) fallen: W,
    /// The outermost node of each person, before blossoms of this search.
    pub(crate) outermost: Outermost,
    pub(crate) side_of: Vec<Side>,
    /// For each person in reach the nearest even person, and the slack of that pair but for the own price.
    pub(crate) nearest: Vec<Option<(W, usize)>>,
    /// For each even person which pair comes next.
    next: Vec<usize>,
    pub(crate) tree: Tree<W>,
    pub(crate) queue: BinaryHeap<Reverse<(W, Event)>>,
    /// Even people whose pairs were not looked at.
    pub(crate) new: Vec<usize>,
    /// Who and which nodes have to be put back.
    pub(crate) reached: Vec<usize>,
    end: End,
    pub(crate) length: W,
}

impl<W: Halved> Search<W> {
    /// Starts from a choice of tight pairs and twice the price of each person.
    pub(crate) fn new(mate: Vec<usize>, first: Vec<W>) -> Self {
        let people = mate.len();
        Self {
            blossoms: Blossoms::new(mate),
            first,
            moved: vec![W::default(); people],
            fallen: W::default(),
            outermost: Outermost::new(people),
            side_of: vec![Side::Outside; people],
            nearest: vec![None; people],
            next: vec![0; people],
            tree: Tree::new(people),
            queue: BinaryHeap::new(),
            new: Vec::new(),
            reached: Vec::new(),
            end: End::GoesWithout(0),
            length: W::default(),
        }
    }

    /// Twice the price of a person, between two searches.
    pub(crate) fn twice_price(&self, person: usize) -> W {
        self.first[person] + self.moved[person]
    }

    /// Gives somebody without a partner their turn.
    pub(crate) fn run(&mut self, root: usize, lists: &mut Lists<W>) {
        (self.end, self.length) = (End::GoesWithout(root), self.twice_price(root));
        let mut now = W::default();
        if self.length > now {
            self.make_even(self.outermost.of(root), now);
        }
        loop {
            while let Some(person) = self.new.pop() {
                self.look_on(person, lists, now);
            }
            let Some(Reverse((time, event))) = self.queue.pop() else { break };
            if time >= self.length {
                break;
            }
            now = time;
            match event {
                Event::Grow(person) => self.grow(person, now),
                Event::Look(person) => self.look_on(person, lists, now),
                Event::Shrink(one, other) => self.shrink(one, other, now),
                Event::Expand(node) => self.expand(node, now),
            }
        }
        match self.end {
            End::GoesWithout(person) => self.set_free(person),
            End::Meets(even, outside) => self.pair_up(even, outside),
        }
        self.put_back();
    }

    /// Takes a person away from all others: somebody new, without a partner, with whom alone they would rather be than
    /// with anybody.
    ///
    /// `guest` was invited to the lists, and has had no search yet. As the pair of the two is tight, and `far`, an even
    /// number, is more than anybody asks, the search is that of whoever is with the person now.
    pub(crate) fn take_away(&mut self, person: usize, guest: usize, far: W, lists: &mut Lists<W>) {
        // Along tight pairs prices are all even, or all odd.
        let asks = self.twice_price(person);
        self.first[guest] = far + (asks - (asks >> 1) - (asks >> 1));
        lists.introduce(guest, person, W::default() - self.moved[person]);
        self.run(guest, lists);
    }

    /// Has an event wait, unless the search ends before.
    pub(crate) fn at(&mut self, time: W, event: Event) {
        if time < self.length {
            self.queue.push(Reverse((time, event)));
        }
    }

    /// Takes note of a person who is even from now on.
    pub(crate) fn welcome(&mut self, person: usize) {
        self.side_of[person] = Side::Even;
        self.next[person] = 0;
        self.new.push(person);
        self.reached.push(person);
        let without = self.first[person] + self.moved[person];
        if without < self.length {
            (self.end, self.length) = (End::GoesWithout(person), without);
        }
    }

    /// Looks at the next pairs of an even person, at least all those that may have no slack now.
    fn look_on(&mut self, person: usize, lists: &mut Lists<W>, now: W) {
        let from = self.next[person];
        for place in from.. {
            let Some(arc) = lists.get(person, place) else { return };
            let slack = arc.slack + self.moved[person];
            // The other has fallen by at most `fallen` and, since the search began, as much as time went by.
            let soonest = (slack - self.fallen) >> 1;
            if soonest >= self.length {
                return;
            }
            if place - from >= CHUNK && soonest > now {
                self.next[person] = place;
                self.at(soonest, Event::Look(person));
                return;
            }
            let other = arc.to;
            match self.side_of[other] {
                Side::Even => {
                    if self.node_of(person) != self.node_of(other) {
                        self.at((slack + self.moved[other]) >> 1, Event::Shrink(person, other));
                    }
                }
                side => {
                    if self.nearest[other].is_none_or(|(known, _)| slack < known) {
                        if self.nearest[other].is_none() {
                            self.reached.push(other);
                        }
                        self.nearest[other] = Some((slack, person));
                        if side == Side::Outside {
                            self.approach(other);
                        }
                    }
                }
            }
        }
    }

    /// Takes note of when the tree would reach this outside person, if it would.
    pub(crate) fn approach(&mut self, person: usize) {
        let Some((slack, even)) = self.nearest[person] else { return };
        let time = slack + self.moved[person];
        if time >= self.length {
            return;
        }
        let base = self.blossoms.base[self.outermost.of(person)];
        if self.blossoms.mate[base] == NONE {
            (self.end, self.length) = (End::Meets(even, person), time);
        } else {
            self.at(time, Event::Grow(person));
        }
    }

    /// The tree reaches the node of this person: it is odd, and the one that it is paired with is even.
    fn grow(&mut self, person: usize, now: W) {
        let Some((slack, even)) = self.nearest[person] else { return };
        // Since this event was foreseen they may have been in an odd blossom, which gives them more time.
        if self.side_of[person] != Side::Outside || slack + self.moved[person] != now {
            return;
        }
        let node = self.outermost.of(person);
        self.make_odd(node, (even, person), now);
        let mate = self.blossoms.mate[self.blossoms.base[node]];
        self.make_even(self.outermost.of(mate), now);
    }
}
