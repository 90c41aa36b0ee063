//! The Hungarian method by shortest augmenting paths, on the pairs that there are: no table is filled.
//!
//! Each right asks a **price** for a seat, 0 until all its seats are taken, and each left has a **gain**, what its
//! best pair leaves it: `max(0, max(weight − price))`. Throughout,
//!
//! - `gain + price ≥ weight` for every pair, with equality for those that are chosen;
//! - a left without a seat whose turn has been gains nothing anywhere, and a right with a free seat asks nothing.
//!
//! Once everybody's turn has been, this is complementary slackness: the choice is the heaviest there is. Lefts are
//! first seated as in an auction (`start`), which settles most; each of the others gets its turn by a shortest path
//! to a free seat, or to somebody who may as well go without (`search`). A left's pairs are looked at best first and
//! only as far as needed (`lists`). Prices only rise, so what a pair cannot offer now it will not offer later.
//!
//! After Jonker and Volgenant, *A shortest augmenting path algorithm for dense and sparse linear assignment problems*
//! (1987), and Volgenant's LAPMOD (1996); with seats, and with going without, as in Ramshaw and Tarjan, *On
//! minimum-cost assignments in unbalanced bipartite graphs* (2012). Memory grows as the number of pairs.

mod lists;
mod search;
mod start;

use super::Solution;
use super::graph::{Graph, Weight};
use super::seating::Seating;
use lists::Lists;
use search::Search;

/// The name of this solver in a summary.
pub(super) const NAME: &str = "sparse";

/// No number in this solver is as great as so many times the greatest weight: prices, gains and the length of a path
/// are at most the greatest weight, and a sum has at most three of them.
pub(super) const HEADROOM: i64 = 4;

/// The heaviest choice, and prices that prove it.
pub(super) fn heaviest<W: Weight>(graph: Graph<W>) -> Solution {
    let (lefts, rights) = (graph.lefts(), graph.seats().len());
    let mut market = Market {
        prices: vec![W::default(); rights],
        gains: vec![W::default(); lefts],
        seating: Seating::new(lefts, graph.seats()),
        lists: Lists::new(graph),
    };
    let waiting = start::auction(&mut market);
    let mut search = Search::new(lefts, rights);
    for left in waiting {
        search.seat(&mut market, left);
    }
    Solution {
        right_of: market.seating.rights(),
        prices: market.prices.iter().map(|price| (*price).into()).collect(),
        solver: NAME,
    }
}

/// The state between two steps.
struct Market<W> {
    /// Of each right.
    prices: Vec<W>,
    /// Of each left.
    gains: Vec<W>,
    seating: Seating,
    lists: Lists<W>,
}

impl<W: Weight> Market<W> {
    /// What a left gains by its best pair at these prices, at least 0.
    fn gain(&mut self, left: usize) -> W {
        let mut most = W::default();
        for place in 0.. {
            match self.lists.get(left, place) {
                Some(offer) if offer.most > most => most = most.max(offer.arc.weight - self.prices[offer.arc.right]),
                _ => return most,
            }
        }
        most
    }
}
