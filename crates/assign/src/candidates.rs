//! Where a solver gets pairs from.

use std::cmp::Reverse;

use crate::graph::{Graph, Weight};

/// A pair of the left that asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<W> {
    /// Its right.
    pub right: u32,
    /// What it weighs.
    pub weight: W,
    /// The weight less the price that the right asks.
    pub most: W,
}

/// Pairs, of which a solver asks for the best of a left at the prices of the moment, and for more only when it needs
/// more: so that not all pairs must be at hand, nor looked at.
pub trait Candidates<W>: Sync {
    /// Ready to be asked at certain prices.
    type PricedCandidates<'a>: PricedCandidates<W>
    where
        Self: 'a,
        W: 'a;

    /// How many lefts.
    fn lefts(&self) -> usize;

    /// The seats of each right.
    fn seats(&self) -> &[usize];

    /// At these prices, 0 or more, of all rights.
    fn at<'a>(&'a self, prices: &'a [W]) -> Self::PricedCandidates<'a>;

    /// How many rights are few: to ask for them alone takes much less than to ask for all. 0 where it never does.
    fn few(&self) -> usize;

    /// The same as [`Self::at`] with only these rights on offer, or more.
    fn only<'a>(&'a self, rights: &[u32], prices: &'a [W]) -> Self::PricedCandidates<'a>;
}

/// Pairs at certain prices.
pub trait PricedCandidates<W>: Sync {
    /// What one search after the other can use again.
    type Memo: Send;

    /// Makes it.
    fn memo(&self) -> Self::Memo;

    /// Hands out the best pairs of a left that leave it more than `above`, which is 0 or more: best first, and at most
    /// `count`, which is 1 or more. Returns what every other pair leaves it at most: `above`, if that were all.
    fn best(&self, memo: &mut Self::Memo, left: usize, count_above: (usize, W), into: &mut Vec<Candidate<W>>) -> W;
}

/// An index as 32 bits. More than that do not fit in memory.
#[must_use]
pub fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// All pairs at hand.
impl<W: Weight> Candidates<W> for Graph<W> {
    type PricedCandidates<'a>
        = (&'a Self, &'a [W])
    where
        Self: 'a;

    fn lefts(&self) -> usize {
        Self::lefts(self)
    }

    fn seats(&self) -> &[usize] {
        Self::seats(self)
    }

    fn at<'a>(&'a self, prices: &'a [W]) -> Self::PricedCandidates<'a> {
        (self, prices)
    }

    fn few(&self) -> usize {
        0
    }

    fn only<'a>(&'a self, _: &[u32], prices: &'a [W]) -> Self::PricedCandidates<'a> {
        self.at(prices)
    }
}

impl<W: Weight> PricedCandidates<W> for (&Graph<W>, &[W]) {
    type Memo = Vec<Candidate<W>>;

    fn memo(&self) -> Self::Memo {
        Vec::new()
    }

    fn best(&self, memo: &mut Self::Memo, left: usize, (count, above): (usize, W), into: &mut Vec<Candidate<W>>) -> W {
        let (graph, prices) = self;
        let rights = prices.len();
        let offers = graph.of(left).iter().filter_map(|arc| {
            let most = arc.weight - prices[arc.right];
            (most > above).then_some(Candidate { right: to_u32(arc.right), weight: arc.weight, most })
        });
        memo.clear();
        memo.extend(offers);
        // Among equals everybody begins elsewhere, so that not all want the same.
        let best_first = |offer: &Candidate<W>| (Reverse(offer.most), (offer.right as usize + left) % rights);
        let mut rest = above;
        if memo.len() > count {
            let (_, next, _) = memo.select_nth_unstable_by_key(count, best_first);
            rest = next.most;
            memo.truncate(count);
        }
        memo.sort_unstable_by_key(best_first);
        into.append(memo);
        rest
    }
}
