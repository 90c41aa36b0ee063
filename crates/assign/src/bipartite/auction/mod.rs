//! An auction with steps that become smaller and smaller, on those pairs that matter.
//!
//! Each right asks a **price** for a seat, 0 while it has one that nobody takes, and each left has a **gain**, what its
//! best pair leaves it: `max(0, max(weight − price))`. Where everybody sits where they gain most, or gains nothing
//! anywhere, the choice is the heaviest there is. An auction (`bidding`) makes everybody content within a step. The
//! smaller the step, the longer that takes, unless it goes on from prices that a larger step found: so steps shrink, down
//! to less than one part in the number of lefts, when the choice is the heaviest. Whole prices follow (`integral_prices`).
//!
//! Hardly any pair matters. The auction is held on a **core** (`core_instance`) of the best pairs of each left, and now and then
//! everybody is asked for more that may matter at the prices of the moment (`batched_queries`). On a core that is too small, lefts
//! would outbid each other far beyond what seats are worth: so, where asking takes long, a left keeps a **reserve**, and
//! rather waits than takes a seat that leaves it much less than pairs outside the core may. What is still missing at the end
//! changes little, and the nearest way to set it right is found by shortest paths (`shortest_paths`). When nobody has a pair that
//! would leave more, that is the proof.
//!
//! Bertsekas, *The auction algorithm* (1988); steps as in Goldberg and Kennedy, *An efficient cost scaling algorithm for
//! the assignment problem* (1995); in reverse, for rights that nobody takes, as in Bertsekas and Castañon, *A
//! forward/reverse auction algorithm for asymmetric assignment problems* (1992); a core as in Volgenant's LAPMOD (1996).

mod answers;
mod batched_queries;
mod bidding;
mod core_instance;
mod integral_prices;
mod seats;
mod shortest_paths;

use crate::candidates::{Candidates, to_u32};
use crate::graph::Weight;
pub(crate) use answers::ask;
use batched_queries::Asking;
use bidding::{Market, SHRINK};
use core_instance::Core;
use shortest_paths::Paths;

/// No number in this solver is as great as so many times the greatest weight times one more than there are lefts.
const HEADROOM: i128 = 4;

/// Whether numbers of this width are enough for this greatest weight and so many lefts.
pub(crate) fn fits<N: Weight>(greatest: i128, lefts: usize) -> bool {
    greatest.saturating_mul(HEADROOM * (lefts as i128 + 1)) <= N::GREATEST
}

/// How many pairs a left is asked for at first, and how many later at a time.
const FIRST: usize = 32;
const NEXT: usize = 32;

/// Where asking takes little, everybody is asked for more when the step has come down to this part of the greatest weight,
/// and to that part of the range of weights.
const EARLY: u32 = 25;
const LATE: u32 = 100;

/// Where asking takes long, a left first waits for pairs that leave up to this part of the range less than those outside
/// the core may; from auction to auction for half as much again.
const PATIENCE: u32 = 16;

/// Where of so many lefts more than one has a better pair outside the core, there is another auction.
const MANY: usize = 100;

/// In the end lefts are asked for pairs that leave up to this part of the range less as well, so that small changes of
/// prices ask for nothing new.
const MARGIN: u32 = 64;

/// The heaviest choice, and prices that prove it.
pub(crate) struct Heaviest<W> {
    /// For each left its right.
    pub(crate) right_of: Vec<Option<usize>>,
    /// Of each right.
    pub(crate) prices: Vec<W>,
    /// What no choice exceeds at these prices.
    pub(crate) bound: i128,
}

/// A left, a right, and what the two weigh.
pub(crate) type Weighted<W> = (u32, u32, W);

/// Finds it, with numbers wide enough for [`HEADROOM`].
pub(crate) fn heaviest<N: Weight, W: Weight, O: Candidates<W>>(offers: &O) -> Heaviest<W> {
    solve::<N, W, O>(offers).0
}

/// The same with the pairs that were looked at and come closest to those chosen, at least some for each left.
pub(crate) fn heaviest_and_close<N: Weight, W: Weight, O: Candidates<W>>(
    offers: &O,
) -> (Heaviest<W>, Vec<Weighted<W>>) {
    let (found, market) = solve::<N, W, O>(offers);
    let pairs = market.close_pairs();
    (found, pairs)
}

fn solve<N: Weight, W: Weight, O: Candidates<W>>(offers: &O) -> (Heaviest<W>, Market<'_, N>) {
    let (lefts, rights) = (offers.lefts(), offers.seats().len());
    let scale = N::of(to_u32(lefts)) + N::of(1);
    let mut market = Market::new(Core::new(lefts, rights, scale), lefts, offers.seats());
    let mut asking = Asking::for_best(offers, &mut market, FIRST);
    let (least, greatest) = market.core.range();
    let range = greatest - least;
    // Whole before it is scaled, so that prices that depend on it come out whole as well.
    let mut waiting = (offers.few() > 0).then(|| range / scale / N::of(PATIENCE) + N::of(1));
    match waiting {
        Some(patience) => {
            asking.reserve(&mut market, patience * scale);
            market.auction(greatest);
        }
        None => auction_while_asking(&mut market, &mut asking, range, greatest),
    }
    let mut paths = Paths::new(rights);
    loop {
        let more =
            asking.for_more(&mut market, NEXT, waiting.map_or(range / N::of(MARGIN), |patience| patience * scale));
        let held_back = market.held_back();
        if more.lefts + held_back == 0 {
            let right_of = (0..lefts).map(|left| market.right_of(to_u32(left))).collect();
            let found = Heaviest { right_of, prices: market.whole_prices(), bound: asking.bound(&market) };
            return (found, market);
        }
        if more.lefts.max(held_back) > lefts / MANY {
            let mut furthest = more.most;
            if let Some(patience) = &mut waiting {
                asking.reserve(&mut market, *patience * scale);
                furthest = furthest.max(*patience * scale);
                *patience += *patience / N::of(2) + N::of(1);
            }
            market.auction(furthest / N::of(EARLY));
        } else {
            waiting = None;
            market.drop_reserves();
            paths.repair(&mut market);
        }
    }
}

/// The first auction where asking takes little.
fn auction_while_asking<N: Weight, W: Weight, O: Candidates<W>>(
    market: &mut Market<'_, N>,
    asking: &mut Asking<'_, O, W>,
    range: N,
    greatest: N,
) {
    let early = greatest / N::of(EARLY);
    let mut asked = (early > range).then_some(early).into_iter().chain([range / N::of(LATE)]).peekable();
    let mut step = greatest;
    while step > N::of(1) {
        step = (step / N::of(SHRINK)).max(N::of(1));
        market.phase(step);
        if asked.next_if(|at| step <= *at).is_some() {
            // What comes in now may want prices that are far from those of the moment.
            let more = asking.for_more(market, NEXT, step * N::of(SHRINK)).most;
            step = step.max(more / N::of(EARLY));
        }
    }
    market.make_whole();
}
