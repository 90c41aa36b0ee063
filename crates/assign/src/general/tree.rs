//! How the tree of a search grows: nodes come to a side, rings become blossoms, and blossoms are undone.

use super::blossoms::{NONE, Ring};
use super::search::{Event, Halved, Search};

/// Where in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Outside,
    Even,
    Odd,
}

/// What is known of each node.
#[derive(Debug, Clone)]
pub(crate) struct Tree<W> {
    pub(crate) side: Vec<Side>,
    /// When it came to its side.
    pub(crate) since: Vec<W>,
    /// For an odd node the pair by which the tree reached it: who in the even node, and who in this.
    pub(crate) entry: Vec<(usize, usize)>,
    /// For each node the blossom of this search that it went into, if any; shortened as it is walked.
    pub(crate) into: Vec<usize>,
    /// For each node when a walk to the root came by last.
    pub(crate) seen: Vec<u64>,
    pub(crate) walk: u64,
    /// All nodes that came to a side.
    pub(crate) nodes: Vec<usize>,
}

impl<W: Halved> Tree<W> {
    /// Of these people, none of whom is on a side.
    pub(crate) fn new(people: usize) -> Self {
        let mut tree = Self {
            side: Vec::new(),
            since: Vec::new(),
            entry: Vec::new(),
            into: Vec::new(),
            seen: Vec::new(),
            walk: 0,
            nodes: Vec::new(),
        };
        if let Some(last) = people.checked_sub(1) {
            tree.make_room(last);
        }
        tree
    }

    /// Makes room for this node.
    fn make_room(&mut self, node: usize) {
        while self.side.len() <= node {
            self.into.push(self.side.len());
            self.side.push(Side::Outside);
            self.since.push(W::default());
            self.entry.push((NONE, NONE));
            self.seen.push(0);
        }
    }
}

impl<W: Halved> Search<W> {
    /// The outermost node of a person in the tree.
    pub(crate) fn node_of(&mut self, person: usize) -> usize {
        let mut node = self.outermost.of(person);
        let into = &mut self.tree.into;
        while into[node] != node {
            into[node] = into[into[node]];
            node = into[node];
        }
        node
    }

    /// Puts a node on a side.
    fn enter(&mut self, node: usize, side: Side, now: W) {
        self.tree.make_room(node);
        self.tree.side[node] = side;
        self.tree.since[node] = now;
        self.tree.nodes.push(node);
    }

    /// An outside node becomes even.
    pub(crate) fn make_even(&mut self, node: usize, now: W) {
        self.enter(node, Side::Even, now);
        for person in self.blossoms.members(node) {
            self.moved[person] += now;
            self.welcome(person);
        }
    }

    /// An outside node becomes odd, reached by this pair.
    pub(crate) fn make_odd(&mut self, node: usize, entry: (usize, usize), now: W) {
        for person in self.blossoms.members(node) {
            self.moved[person] -= now;
            self.side_of[person] = Side::Odd;
            self.reached.push(person);
        }
        self.keep_odd(node, entry, now);
    }

    /// Brings the price of an outermost node up to now.
    pub(crate) fn settle(&mut self, node: usize, now: W) {
        if self.blossoms.is_person(node) {
            return;
        }
        let went_by = now - self.tree.since[node];
        match self.tree.side[node] {
            Side::Outside => {}
            Side::Even => self.blossoms.half_price[node] += went_by,
            Side::Odd => self.blossoms.half_price[node] -= went_by,
        }
        self.tree.since[node] = now;
    }

    /// The pairs from an even node to its odd parent and from there to the next even node, each from below;
    /// none for the root.
    pub(crate) fn above(&mut self, node: usize) -> Option<[(usize, usize); 2]> {
        let base = self.blossoms.base[node];
        let mate = self.blossoms.mate[base];
        if mate == NONE {
            return None;
        }
        let odd = self.node_of(mate);
        let (even, member) = self.tree.entry[odd];
        Some([(base, mate), (member, even)])
    }

    /// The pair of these even people closes a ring, unless they are in one node already.
    pub(crate) fn shrink(&mut self, one: usize, other: usize, now: W) {
        if self.node_of(one) == self.node_of(other) {
            return;
        }
        let ring = self.ring(one, other);
        for &node in &ring.nodes {
            self.settle(node, now);
            if self.tree.side[node] == Side::Odd {
                for person in self.blossoms.members(node) {
                    self.moved[person] += now + now;
                    self.welcome(person);
                }
            }
        }
        let nodes = ring.nodes.clone();
        let blossom = self.blossoms.shrink(ring);
        self.enter(blossom, Side::Even, now);
        self.tree.into[blossom] = blossom;
        for node in nodes {
            self.tree.into[node] = blossom;
        }
    }

    /// The ring that this pair closes, from the first node that both have above them.
    fn ring(&mut self, one: usize, other: usize) -> Ring {
        self.tree.walk += 1;
        let walk = self.tree.walk;
        // The even nodes above each, and the pairs between them, from below.
        let mut nodes = [vec![self.node_of(one)], vec![self.node_of(other)]];
        let mut pairs: [Vec<[(usize, usize); 2]>; 2] = [Vec::new(), Vec::new()];
        for way in &nodes {
            self.tree.seen[way[0]] = walk;
        }
        let mut risen = true;
        let mut common = nodes[0][0];
        'up: while risen {
            risen = false;
            for way in [0, 1] {
                let last = nodes[way][nodes[way].len() - 1];
                // Beyond the root there is nothing, nor beyond where this way met the other.
                let Some(steps) = self.above(last) else { continue };
                risen = true;
                let node = self.node_of(steps[1].1);
                pairs[way].push(steps);
                nodes[way].push(node);
                if self.tree.seen[node] == walk {
                    common = node;
                    break 'up;
                }
                self.tree.seen[node] = walk;
            }
        }
        for way in [0, 1] {
            let length = nodes[way].iter().position(|node| *node == common).unwrap_or_default();
            nodes[way].truncate(length);
            pairs[way].truncate(length);
        }
        let mut ring = Ring { nodes: vec![common], pairs: Vec::new() };
        let turned = |(one, other): (usize, usize)| (other, one);
        for (node, [to_odd, to_even]) in nodes[0].iter().zip(&pairs[0]).rev() {
            ring.nodes.extend([self.node_of(to_odd.1), *node]);
            ring.pairs.extend([turned(*to_even), turned(*to_odd)]);
        }
        ring.pairs.push((one, other));
        for (node, [to_odd, to_even]) in nodes[1].iter().zip(&pairs[1]) {
            ring.nodes.extend([*node, self.node_of(to_odd.1)]);
            ring.pairs.extend([*to_odd, *to_even]);
        }
        ring
    }

    /// An odd blossom without a price is undone: the even way around its ring takes its place in the tree, and the
    /// other nodes are outside.
    pub(crate) fn expand(&mut self, blossom: usize, now: W) {
        let is_odd = self.tree.side[blossom] == Side::Odd && self.tree.into[blossom] == blossom;
        if !is_odd || self.tree.since[blossom] + self.blossoms.half_price[blossom] != now {
            return;
        }
        let mut entry = self.tree.entry[blossom];
        let place = self.blossoms.place(blossom, entry.1);
        let ring = self.blossoms.expand(blossom);
        self.outermost.split(&self.blossoms, &ring.nodes, entry.1);
        self.tree.side[blossom] = Side::Outside;
        // From the node that was entered to the first, first over a pair that is chosen; the others are outside.
        let length = ring.nodes.len();
        let steps = if place.is_multiple_of(2) { place } else { length - place };
        for step in 0..length {
            let (at, pair) = if place.is_multiple_of(2) {
                let at = (place + length - step) % length;
                let before = (at + length - 1) % length;
                (at, (ring.pairs[before].1, ring.pairs[before].0))
            } else {
                let at = (place + step) % length;
                (at, ring.pairs[at])
            };
            let node = ring.nodes[at];
            if step > steps {
                for person in self.leave_tree(node, now) {
                    self.approach(person);
                }
            } else if step % 2 == 0 {
                self.keep_odd(node, entry, now);
            } else {
                self.leave_tree(node, now);
                self.make_even(node, now);
            }
            entry = pair;
        }
    }

    /// What was in an odd blossom stays odd.
    fn keep_odd(&mut self, node: usize, entry: (usize, usize), now: W) {
        self.enter(node, Side::Odd, now);
        self.tree.entry[node] = entry;
        if !self.blossoms.is_person(node) {
            self.at(now + self.blossoms.half_price[node], Event::Expand(node));
        }
    }

    /// Brings the prices of all in a node of an odd blossom up to now; they are outside.
    fn leave_tree(&mut self, node: usize, now: W) -> Vec<usize> {
        let members = self.blossoms.members(node);
        for &person in &members {
            self.moved[person] += now;
            self.side_of[person] = Side::Outside;
        }
        members
    }
}
