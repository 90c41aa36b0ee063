//! How a search ends: everybody on the path changes partners, prices are as they are then, and the tree is gone.

use super::blossoms::NONE;
use super::search::{Halved, Search};
use super::tree::Side;

impl<W: Halved> Search<W> {
    /// Pairs an even person with an outside one, in whose node somebody was free.
    pub(crate) fn pair_up(&mut self, even: usize, outside: usize) {
        let node = self.outermost.of(outside);
        self.blossoms.make_base(node, outside);
        self.blossoms.mate[outside] = even;
        self.move_on(even, outside);
    }

    /// This even person goes without, and the root does not.
    pub(crate) fn set_free(&mut self, even: usize) {
        self.move_on(even, NONE);
    }

    /// Gives an even person this partner, who is taken from nobody, and so on along the path to the root.
    fn move_on(&mut self, even: usize, partner: usize) {
        let (mut even, mut partner) = (even, partner);
        loop {
            let node = self.node_of(even);
            let above = self.above(node);
            self.blossoms.make_base(node, even);
            self.blossoms.mate[even] = partner;
            let Some([(_, mate), (member, next)]) = above else { return };
            let odd = self.node_of(mate);
            self.blossoms.make_base(odd, member);
            self.blossoms.mate[member] = next;
            (even, partner) = (next, member);
        }
    }

    /// Ends the search: prices as they are now, and no tree.
    pub(crate) fn put_back(&mut self) {
        let now = self.length;
        self.queue.clear();
        self.new.clear();
        for person in std::mem::take(&mut self.reached) {
            match std::mem::replace(&mut self.side_of[person], Side::Outside) {
                Side::Outside => {}
                Side::Even => {
                    self.moved[person] -= now;
                    self.fallen = self.fallen.max(W::default() - self.moved[person]);
                }
                Side::Odd => self.moved[person] += now,
            }
            self.nearest[person] = None;
        }
        let nodes = std::mem::take(&mut self.tree.nodes);
        for &node in &nodes {
            if self.blossoms.is_outermost(node) {
                self.settle(node, now);
            }
            self.tree.side[node] = Side::Outside;
            self.tree.into[node] = node;
        }
        for node in nodes {
            if self.blossoms.is_outermost(node) {
                self.outermost.forget(&self.blossoms.members(node));
                self.keep_or_undo(node);
            }
        }
    }

    /// Undoes a blossom without a price, and those in its ring likewise; names what is outermost then.
    fn keep_or_undo(&mut self, node: usize) {
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            if self.blossoms.is_person(node) || self.blossoms.half_price[node] > W::default() {
                self.outermost.call(node, &self.blossoms.members(node));
            } else {
                waiting.extend(self.blossoms.expand(node).nodes);
            }
        }
    }
}
