//! The best so far.

use std::cmp::Reverse;

use assign::Candidate;

/// At most so many of the best, and what must be offered to be one of them.
pub(crate) struct Shortlist {
    best: Vec<Candidate<i64>>,
    count: usize,
    above: i64,
    /// Among equals those come first whose number follows this one.
    turn: usize,
    rights: usize,
}

impl Shortlist {
    /// For so many who offer more than `above`. Space that was used before is used again.
    pub(crate) fn new(mut space: Vec<Candidate<i64>>, count: usize, above: i64, turn: usize, rights: usize) -> Self {
        space.clear();
        Self { best: space, count, above, turn: turn % rights.max(1), rights }
    }

    /// An offer counts only above this.
    #[inline]
    pub(crate) const fn above(&self) -> i64 {
        self.above
    }

    #[inline]
    pub(crate) fn add(&mut self, arc: Candidate<i64>) {
        if arc.most > self.above {
            self.best.push(arc);
            if self.best.len() / 2 == self.count {
                self.cut();
            }
        }
    }

    /// Keeps only as many as are wanted.
    fn cut(&mut self) {
        if self.best.len() >= self.count {
            let best_first = best_first(self.turn, self.rights);
            let (_, last, _) = self.best.select_nth_unstable_by_key(self.count - 1, best_first);
            self.above = last.most;
            self.best.truncate(self.count);
        }
    }

    /// Hands them out, best first, and returns what everybody else offers at most, and the space.
    pub(crate) fn finish(mut self, into: &mut Vec<Candidate<i64>>) -> (i64, Vec<Candidate<i64>>) {
        self.cut();
        self.best.sort_unstable_by_key(best_first(self.turn, self.rights));
        into.append(&mut self.best);
        (self.above, self.best)
    }
}

/// The best first, and among equals those whose number follows that of the turn.
fn best_first(turn: usize, rights: usize) -> impl Fn(&Candidate<i64>) -> (Reverse<i64>, usize) {
    move |offer| {
        let place = offer.right as usize + turn;
        (Reverse(offer.most), if place < rights { place } else { place - rights })
    }
}
