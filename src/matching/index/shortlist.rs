//! The best so far.

use std::cmp::Reverse;

use super::Offer;

/// At most so many of the best, and what must be offered to be one of them.
pub(super) struct Shortlist {
    best: Vec<Offer<i64>>,
    count: usize,
    above: i64,
    /// Among equals those come first whose number follows this one.
    turn: usize,
    rights: usize,
}

impl Shortlist {
    /// For so many who offer more than `above`.
    pub(super) fn new(count: usize, above: i64, turn: usize, rights: usize) -> Self {
        Self { best: Vec::with_capacity(2 * count), count, above, turn, rights }
    }

    /// An offer counts only above this.
    pub(super) const fn above(&self) -> i64 {
        self.above
    }

    pub(super) fn add(&mut self, arc: Offer<i64>) {
        if arc.most > self.above {
            self.best.push(arc);
            if self.best.len() == 2 * self.count {
                self.cut();
            }
        }
    }

    /// Keeps only as many as are wanted.
    fn cut(&mut self) {
        if self.best.len() >= self.count {
            let (turn, rights) = (self.turn, self.rights);
            let key = |arc: &Offer<i64>| (Reverse(arc.most), (arc.right as usize + turn) % rights);
            let (_, last, _) = self.best.select_nth_unstable_by_key(self.count - 1, key);
            self.above = last.most;
            self.best.truncate(self.count);
        }
    }

    /// Hands them out, best first, and returns what everybody else offers at most.
    pub(super) fn finish(mut self, into: &mut Vec<Offer<i64>>) -> i64 {
        self.cut();
        let (turn, rights) = (self.turn, self.rights);
        self.best.sort_unstable_by_key(|arc| (Reverse(arc.most), (arc.right as usize + turn) % rights));
        into.append(&mut self.best);
        self.above
    }
}
