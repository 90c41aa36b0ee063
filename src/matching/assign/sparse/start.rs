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

use super::super::graph::Weight;
use super::super::offers::{Offer, Offers};
use super::Market;

/// How often on average a left may bid.
const BIDS: usize = 200;
/// How often those whom an equal kept out may try again.
const ROUNDS: usize = 16;

/// Those who stay at a right, lowest first, and up to which price each does.
type Staying<W> = BinaryHeap<Reverse<(W, usize)>>;

/// Seats whom it can and returns the lefts that still need their turn, in their order.
pub(super) fn auction<W: Weight, O: Offers<W>>(market: &mut Market<'_, W, O>) -> Vec<usize> {
    let mut staying: Vec<Staying<W>> = vec![Staying::new(); market.prices.len()];
    let mut bids = BIDS * market.gains.len();
    let mut waiting: Vec<usize> = (0..market.gains.len()).collect();
    let mut kept_out = Vec::new();
    let mut rounds = 0;
    while rounds < ROUNDS {
        // Those whose list does not tell enough: made anew all together.
        let mut at_a_loss = Vec::new();
        for left in waiting {
            let mut next = Some(left);
            while let Some(bidder) = next.take() {
                let bid = match market.bid(bidder, &staying) {
                    Bid::None => break,
                    Bid::Unknown => {
                        at_a_loss.push(bidder);
                        break;
                    }
                    Bid::For { right, up_to } => (right, up_to),
                };
                let (right, up_to) = bid;
                let there = &mut staying[right];
                there.push(Reverse((up_to, bidder)));
                if there.len() <= market.seating.seats(right) {
                    continue;
                }
                let Some(Reverse((_, lowest))) = there.pop() else { continue };
                let price = there.peek().map_or(up_to, |Reverse((up_to, _))| *up_to);
                if price > market.prices[right] && bids > 0 {
                    bids -= 1;
                    market.prices[right] = price;
                    next = Some(lowest);
                } else {
                    kept_out.push(lowest);
                }
            }
        }
        if at_a_loss.is_empty() {
            rounds += 1;
            waiting = std::mem::take(&mut kept_out);
        } else {
            market.lists.renew(&at_a_loss, &market.prices);
            waiting = at_a_loss;
        }
    }
    // ROUNDS is above 0, so that the last round left those who wait in `waiting`.
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

/// What a left would like.
enum Bid<W> {
    /// It gains nothing anywhere.
    None,
    /// Its list does not tell.
    Unknown,
    /// To sit here, up to this price.
    For { right: usize, up_to: W },
}

impl<W: Weight, O: Offers<W>> Market<'_, W, O> {
    /// The bid of a left, for a free seat where that is among the best that its list shows.
    fn bid(&mut self, left: usize, staying: &[Staying<W>]) -> Bid<W> {
        self.lists.tidy(left, &self.prices);
        let has_room = |right: usize| staying[right].len() < self.seating.seats(right);
        let mut best: Option<Offer<W>> = None;
        let (mut most, mut second) = (W::default(), W::default());
        let mut looks = 0;
        for offer in self.lists.of(left) {
            // Past here no gain is above the second, nor a free seat among the best.
            if offer.most <= second && (offer.most < most || best.is_some_and(|b| has_room(b.right as usize))) {
                break;
            }
            looks += 1;
            let gain = offer.weight - self.prices[offer.right as usize];
            if gain > most {
                (second, most, best) = (most, gain, Some(*offer));
            } else {
                second = second.max(gain);
                let roomier = has_room(offer.right as usize) && best.is_some_and(|b| !has_room(b.right as usize));
                if gain == most && roomier {
                    best = Some(*offer);
                }
            }
        }
        self.lists.looked(left, looks);
        if self.lists.rest(left) > second {
            return Bid::Unknown;
        }
        best.map_or(Bid::None, |offer| Bid::For { right: offer.right as usize, up_to: offer.weight - second })
    }
}
