//! Where a solver gets pairs from.

use std::cmp::Reverse;

use super::graph::{Graph, Weight};

/// A pair of the left that asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::matching) struct Offer<W> {
    pub(in crate::matching) right: u32,
    pub(in crate::matching) weight: W,
    /// The weight less the price that the right asked then. As prices only rise, the most that it can leave the left.
    pub(in crate::matching) most: W,
}

/// Pairs, of which a solver asks for the best of a left at the prices of the moment, and for more only when it needs
/// more: so that not all pairs must be at hand, nor looked at.
pub(in crate::matching) trait Offers<W>: Sync {
    /// What one search after the other can use again.
    type Memo: Send;

    /// How many lefts.
    fn lefts(&self) -> usize;

    /// The seats of each right.
    fn seats(&self) -> &[usize];

    /// Makes it.
    fn memo(&self) -> Self::Memo;

    /// Prices have risen: searches from now on go by these, or higher ones.
    fn note(&self, memo: &mut Self::Memo, prices: &[W]);

    /// Hands out the best pairs of a left that leave it more than `above`, which is 0 or more: best first, and at most
    /// `count`, which is 1 or more. Returns what every other pair leaves it at most: `above`, if that were all.
    fn best(
        &self,
        memo: &mut Self::Memo,
        left: usize,
        prices: &[W],
        count_above: (usize, W),
        into: &mut Vec<Offer<W>>,
    ) -> W;
}

/// An index as 32 bits. More than that do not fit in memory.
pub(in crate::matching) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// All pairs at hand.
impl<W: Weight> Offers<W> for Graph<W> {
    type Memo = Vec<Offer<W>>;

    fn lefts(&self) -> usize {
        Self::lefts(self)
    }

    fn seats(&self) -> &[usize] {
        Self::seats(self)
    }

    fn memo(&self) -> Self::Memo {
        Vec::new()
    }

    fn note(&self, _: &mut Self::Memo, _: &[W]) {}

    fn best(
        &self,
        memo: &mut Self::Memo,
        left: usize,
        prices: &[W],
        (count, above): (usize, W),
        into: &mut Vec<Offer<W>>,
    ) -> W {
        let rights = self.seats().len();
        let offers = self.of(left).iter().filter_map(|arc| {
            let most = arc.weight - prices[arc.right];
            (most > above).then_some(Offer { right: number(arc.right), weight: arc.weight, most })
        });
        memo.clear();
        memo.extend(offers);
        // Among equals everybody begins elsewhere, so that not all want the same.
        let best_first = |offer: &Offer<W>| (Reverse(offer.most), (offer.right as usize + left) % rights);
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
