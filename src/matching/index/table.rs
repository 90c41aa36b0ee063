//! All pairs at hand: for rounds of some thousands that takes less than to ask for some of them again and again.

use std::ops::Range;

use super::priced::{Memo, PricedIndex};
use super::shortlist::Shortlist;
use super::{CandidateGraph, Weigh};
use assign::{Candidate, Candidates, PricedCandidates, in_chunks, to_u32};

/// How many lefts are looked up at a time.
const STRETCH: usize = 16;

/// The scores of all pairs that may be.
#[derive(Debug)]
pub(crate) struct Table {
    lefts: usize,
    stretches: Vec<Stretch>,
}

/// Those of some lefts that follow on each other.
#[derive(Debug, Default)]
struct Stretch {
    /// For each left where its pairs start, and one past the last.
    starts: Vec<u32>,
    /// Rights and scores.
    pairs: Vec<(u32, i32)>,
}

impl Table {
    /// Looks all pairs up, on all processors; what they weigh makes no difference.
    pub(crate) fn new(pairs: &CandidateGraph<'_>) -> Self {
        let (lefts, prices) = (pairs.lefts(), vec![0; pairs.seats().len()]);
        let pairs = &pairs.at(&prices);
        let stretches = in_chunks(lefts, STRETCH, || pairs.memo(), |memo, some| Stretch::new(pairs, memo, some));
        Self { lefts, stretches }
    }

    /// The rights of a left, and the scores.
    pub(crate) fn of(&self, left: usize) -> &[(u32, i32)] {
        let Stretch { starts, pairs } = &self.stretches[left / STRETCH];
        &pairs[starts[left % STRETCH] as usize..starts[left % STRETCH + 1] as usize]
    }
}

impl Stretch {
    fn new(pairs: &PricedIndex<'_>, memo: &mut Memo, lefts: Range<usize>) -> Self {
        let mut stretch = Self { starts: vec![0], pairs: Vec::new() };
        for left in lefts {
            pairs.everybody(memo, left, &mut stretch.pairs);
            stretch.starts.push(to_u32(stretch.pairs.len()));
        }
        stretch
    }
}

/// The pairs of a table, each with what it weighs.
pub(crate) struct Weighed<'a> {
    pub(crate) table: &'a Table,
    pub(crate) weigh: Weigh,
    pub(crate) seats: &'a [usize],
}

impl Candidates<i64> for Weighed<'_> {
    type PricedCandidates<'a>
        = TableAtPrices<'a>
    where
        Self: 'a;

    fn lefts(&self) -> usize {
        self.table.lefts
    }

    fn seats(&self) -> &[usize] {
        self.seats
    }

    fn at<'a>(&'a self, prices: &'a [i64]) -> TableAtPrices<'a> {
        TableAtPrices { pairs: self, prices }
    }

    fn few(&self) -> usize {
        0
    }

    fn only<'a>(&'a self, _: &[u32], prices: &'a [i64]) -> TableAtPrices<'a> {
        self.at(prices)
    }
}

/// Those pairs at the prices of the moment.
pub(crate) struct TableAtPrices<'a> {
    pairs: &'a Weighed<'a>,
    prices: &'a [i64],
}

impl PricedCandidates<i64> for TableAtPrices<'_> {
    type Memo = Vec<Candidate<i64>>;

    fn memo(&self) -> Self::Memo {
        Vec::new()
    }

    fn best(
        &self,
        memo: &mut Self::Memo,
        left: usize,
        (count, above): (usize, i64),
        into: &mut Vec<Candidate<i64>>,
    ) -> i64 {
        let TableAtPrices { pairs: Weighed { table, weigh, seats }, prices } = self;
        let turn = to_u32(left).wrapping_mul(0x9E37_79B1) as usize;
        let mut shortlist = Shortlist::new(std::mem::take(memo), count, above, turn, seats.len());
        for &(right, score) in table.of(left) {
            let score = i64::from(score);
            let weight = if weigh.scores { weigh.premium + score } else { weigh.premium };
            let most = weight - prices[right as usize];
            if most > shortlist.above() && score >= weigh.least {
                shortlist.add(Candidate { right, weight, most });
            }
        }
        let rest;
        (rest, *memo) = shortlist.finish(into);
        rest
    }
}
