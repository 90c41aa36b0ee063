//! The Hungarian method by shortest augmenting paths, on short lists of each left's best pairs: no table is filled, and
//! pairs that cannot matter are not looked at.
//!
//! Each right asks a **price** for a seat, 0 until all its seats are taken, and each left has a **gain**, what its
//! best pair leaves it: `max(0, max(weight − price))`. Throughout,
//!
//! - `gain + price ≥ weight` for every pair, with equality for those that are chosen;
//! - a left without a seat whose turn has been gains nothing anywhere, and a right with a free seat asks nothing.
//!
//! Once everybody's turn has been, this is complementary slackness: the choice is the heaviest there is. Lefts are
//! first seated as in an auction (`start`), which settles most; the others look together for the shortest paths to a
//! free seat, or to somebody who may as well go without (`paths`). Prices only rise, so what a pair cannot offer now
//! it will not offer later: that is why short lists with a bound on all that is not in them are enough (`lists`).
//!
//! After Jonker and Volgenant, *A shortest augmenting path algorithm for dense and sparse linear assignment problems*
//! (1987), and Volgenant's LAPMOD (1996); many paths at a time as Hopcroft and Karp (1973) do; with seats, and with
//! going without, as in Ramshaw and Tarjan, *On minimum-cost assignments in unbalanced bipartite graphs* (2012).

mod lists;
mod paths;
mod start;

use super::graph::Weight;
use super::offers::Offers;
use super::seating::Seating;
use lists::Lists;

/// No number in this solver is as great as so many times the greatest weight: prices, gains and the length of a path
/// are at most the greatest weight, and a sum has at most three of them.
pub(super) const HEADROOM: i64 = 4;

/// The heaviest choice, and prices that prove it.
pub(in crate::matching) struct Heaviest<W> {
    /// For each left its right.
    pub(in crate::matching) right_of: Vec<Option<usize>>,
    /// Of each right.
    pub(in crate::matching) prices: Vec<W>,
    /// What each left gains.
    pub(in crate::matching) gains: Vec<W>,
}

/// Finds it.
pub(super) fn heaviest<W: Weight, O: Offers<W>>(offers: &O) -> Heaviest<W> {
    let prices = vec![W::default(); offers.seats().len()];
    let mut market = Market {
        gains: vec![W::default(); offers.lefts()],
        seating: Seating::new(offers.lefts(), offers.seats()),
        lists: Lists::new(offers, &prices),
        prices,
    };
    let waiting = start::auction(&mut market);
    paths::seat(&mut market, waiting);
    Heaviest { right_of: market.seating.rights(), prices: market.prices, gains: market.gains }
}

/// The state between two steps.
struct Market<'a, W, O: Offers<W>> {
    /// Of each right.
    prices: Vec<W>,
    /// Of each left.
    gains: Vec<W>,
    seating: Seating,
    lists: Lists<'a, W, O>,
}

impl<W: Weight, O: Offers<W>> Market<'_, W, O> {
    /// What a left gains by its best pair at these prices, at least 0.
    fn gain(&mut self, left: usize) -> W {
        loop {
            self.lists.tidy(left, &self.prices);
            let (mut most, mut looks) = (W::default(), 0);
            for offer in self.lists.of(left) {
                if offer.most <= most {
                    break;
                }
                looks += 1;
                most = most.max(offer.weight - self.prices[offer.right as usize]);
            }
            self.lists.looked(left, looks);
            if self.lists.rest(left) <= most {
                return most;
            }
            self.lists.extend(left, &self.prices);
        }
    }
}
