//! Seats most lefts before any search, as in an auction.
//!
//! A left goes where it gains most. Where all seats are taken, those who sit there and the newcomer say up to which
//! price they would stay: what the seat is worth to them, less the best that they saw elsewhere. The lowest leaves,
//! and the price rises to the next lowest, up to which everyone else is content. Prices elsewhere only rise, so what
//! somebody once saw elsewhere is still at least what they find there.
//!
//! Bertsekas' auction (1981) with bids that are exact, as in the augmenting row reduction of Jonker and Volgenant;
//! here with several seats. Where nobody can outbid the other the price stands still, so it stops there, and also
//! after so many bids; the rest is left to the searches.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::graph::{Arc, Weight};
use super::Market;

/// How often on average a left may bid.
const BIDS: usize = 200;
/// How often those whom an equal kept out may try again.
const ROUNDS: usize = 16;

/// Those who stay at a right, lowest first, and up to which price each does.
type Staying<W> = BinaryHeap<Reverse<(W, usize)>>;

/// Seats whom it can and returns the lefts that still need their turn, in their order.
pub(super) fn auction<W: Weight>(market: &mut Market<W>) -> Vec<usize> {
    let mut staying: Vec<Staying<W>> = vec![Staying::new(); market.prices.len()];
    let mut waiting: Vec<usize> = (0..market.gains.len()).collect();
    let mut bids = BIDS * waiting.len();
    for _ in 0..ROUNDS {
        let mut kept_out = Vec::new();
        for left in waiting {
            let mut next = Some(left);
            while let Some((bidder, bid)) = next.take().and_then(|left| Some((left, market.bid(left, &staying)?))) {
                let there = &mut staying[bid.right];
                there.push(Reverse((bid.up_to, bidder)));
                if there.len() <= market.seating.seats(bid.right) {
                    continue;
                }
                let Some(Reverse((_, lowest))) = there.pop() else { continue };
                let price = there.peek().map_or(bid.up_to, |Reverse((up_to, _))| *up_to);
                if price > market.prices[bid.right] && bids > 0 {
                    bids -= 1;
                    market.prices[bid.right] = price;
                    next = Some(lowest);
                } else {
                    kept_out.push(lowest);
                }
            }
        }
        waiting = kept_out;
    }
    for (right, staying) in staying.into_iter().enumerate() {
        for Reverse((_, left)) in staying.into_sorted_vec() {
            let seat = market.seating.open(right);
            market.seating.sit(left, seat);
            market.gains[left] = market.gain(left);
        }
    }
    waiting.sort_unstable();
    waiting
}

/// Where a left would like to sit, and up to which price.
struct Bid<W> {
    right: usize,
    up_to: W,
}

impl<W: Weight> Market<W> {
    /// The bid of a left, for a free seat where that is among the best; `None` if it gains nothing anywhere.
    fn bid(&mut self, left: usize, staying: &[Staying<W>]) -> Option<Bid<W>> {
        self.lists.renew(&self.prices);
        let mut best: Option<Arc<W>> = None;
        let (mut most, mut second) = (W::default(), W::default());
        for place in 0.. {
            let Some(offer) = self.lists.get(left, place) else { break };
            let arc = offer.arc;
            // Past here no gain is above the second, nor a free seat among the best.
            let has_room = |right: usize| staying[right].len() < self.seating.seats(right);
            if offer.most <= second && (offer.most < most || best.is_some_and(|b| has_room(b.right))) {
                break;
            }
            let gain = arc.weight - self.prices[arc.right];
            if gain > most {
                (second, most, best) = (most, gain, Some(arc));
            } else {
                second = second.max(gain);
                if gain == most && has_room(arc.right) && best.is_some_and(|b| !has_room(b.right)) {
                    best = Some(arc);
                }
            }
        }
        best.map(|arc| Bid { right: arc.right, up_to: arc.weight - second })
    }
}
