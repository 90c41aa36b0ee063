//! A proof that no choice weighs more: prices.
//!
//! Let each right ask a price of 0 or more for a seat. A left gains at most `max(0, weight − price)` over its
//! pairs, so no choice weighs more than all gains plus the prices of all seats. This holds for *any* prices, and is
//! the dual of the assignment problem (Burkard, Dell'Amico and Martello, section 4.1). When a solver's prices make it
//! an equality, its choice is the heaviest, whatever way it was found.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::Problem;
use super::graph::{Arc, Graph, Weight};
use super::offers::{Offers, number};
use super::weighing::Weighing;

/// How many lefts are asked at a time.
const STRETCH: usize = 64;

/// A weight that no choice exceeds, from these prices of the rights; one below 0 is taken for 0.
///
/// What would need more than 128 bits is taken for the greatest number of 128 bits, which is a bound as well.
pub(super) fn bound(problem: &Problem, weighing: Weighing, prices: &[i128]) -> i128 {
    let price = |right: usize| prices.get(right).copied().unwrap_or(0).max(0);
    let open = |right: usize| problem.capacities()[right] > 0;
    let gains = problem.edges().chunk_by(|a, b| a.left == b.left).map(|of_one_left| {
        let pairs = of_one_left.iter().filter(|e| open(e.right));
        pairs.filter_map(|e| Some(weighing.weight(e.score)?.saturating_sub(price(e.right)))).max().unwrap_or(0).max(0)
    });
    let seats =
        problem.capacities().iter().enumerate().map(|(right, seats)| price(right).saturating_mul(i128::from(*seats)));
    gains.chain(seats).fold(0, i128::saturating_add)
}

/// The same for pairs that are asked for, in what the prices and these gains of the lefts claim: whether any pair leaves a
/// left more than claimed, for at most `count` of those; what it then gains counts. On all processors. A left of which
/// nothing is claimed is not asked, and then there is no bound.
pub(super) fn ask<W: Weight, O: Offers<W>>(
    offers: &O,
    prices: &[W],
    count: usize,
    claimed: impl Fn(usize) -> Option<W> + Sync,
) -> Answers<W> {
    // To ask how many processors there are takes longer than a small problem.
    let stretches = offers.lefts().div_ceil(STRETCH);
    let threads = if stretches < 2 { 1 } else { thread::available_parallelism().map_or(1, usize::from).min(stretches) };
    let next = AtomicUsize::new(0);
    let take_turns = || {
        let mut memo = offers.memo();
        offers.note(&mut memo, prices);
        let (mut found, mut stretches) = (Vec::new(), Vec::new());
        loop {
            let first = STRETCH * next.fetch_add(1, Ordering::Relaxed);
            if first >= offers.lefts() {
                return stretches;
            }
            let mut stretch =
                Stretch { first, answers: Vec::with_capacity(STRETCH), pairs: Vec::new(), gains: Some(0) };
            for left in first..offers.lefts().min(first + STRETCH) {
                let Some(claimed) = claimed(left) else {
                    stretch.gains = None;
                    stretch.answers.push((0, None));
                    continue;
                };
                let claimed = claimed.max(W::default());
                found.clear();
                let rest = offers.best(&mut memo, left, prices, (count, claimed), &mut found);
                let gain: i128 = found.first().map_or(claimed, |offer| offer.most).into();
                stretch.gains = stretch.gains.map(|gains| gains + gain);
                stretch.answers.push((number(found.len()), Some(rest)));
                stretch.pairs.extend(found.iter().map(|offer| (offer.right, offer.weight)));
            }
            stretches.push(stretch);
        }
    };
    let mut found: Vec<Stretch<W>> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take_turns)).collect();
        let mine = take_turns();
        others
            .into_iter()
            .flat_map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .chain(mine)
            .collect()
    });
    found.sort_unstable_by_key(|stretch| stretch.first);
    let gains: Option<i128> = found.iter().map(|stretch| stretch.gains).sum();
    let seats = offers.seats().iter().zip(prices).map(|(seats, price)| (*price).into().saturating_mul(*seats as i128));
    let bound = gains.map(|gains| seats.fold(gains, i128::saturating_add));
    Answers { stretches: found, bound }
}

/// What was asked for, by left.
pub(super) struct Answers<W> {
    stretches: Vec<Stretch<W>>,
    /// A weight that no choice exceeds, if everybody was asked.
    pub(super) bound: Option<i128>,
}

/// Those of some lefts that follow on each other.
struct Stretch<W> {
    first: usize,
    /// For each left how many pairs, and what every other pair leaves it at most; if it was asked.
    answers: Vec<(u32, Option<W>)>,
    /// Rights and weights.
    pairs: Vec<(u32, W)>,
    /// What they all gain, if all were asked.
    gains: Option<i128>,
}

impl<W: Copy> Answers<W> {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.stretches.iter().all(|stretch| stretch.pairs.is_empty())
    }

    /// For each left its pairs, rights and weights, best first.
    pub(super) fn by_left(&self) -> impl Iterator<Item = &[(u32, W)]> {
        self.stretches.iter().flat_map(|stretch| {
            let mut rest = &stretch.pairs[..];
            stretch.answers.iter().map(move |(count, _)| {
                let (of_left, others) = rest.split_at(*count as usize);
                rest = others;
                of_left
            })
        })
    }

    /// For each left what every other pair leaves it at most, if it was asked.
    pub(super) fn rests(&self) -> impl Iterator<Item = Option<W>> {
        self.stretches.iter().flat_map(|stretch| stretch.answers.iter().map(|(_, rest)| *rest))
    }
}

/// Prices for a choice that came without: the lowest at which nobody wants another seat than the one they hold.
///
/// They are longest paths in the graph of who would rather sit where, found as Bellman and Ford do. If the choice is not
/// the heaviest they would rise forever, so that they are left where they are after as many rounds as there are rights.
pub(super) fn prices(graph: &Graph<i128>, right_of: &[Option<usize>]) -> Vec<i128> {
    let held: Vec<Option<&Arc<i128>>> = right_of
        .iter()
        .enumerate()
        .map(|(left, right)| graph.of(left).iter().find(|arc| Some(arc.right) == *right))
        .collect();
    let mut prices = vec![0; graph.seats().len()];
    for _ in 0..=prices.len() {
        let mut risen = false;
        for (left, held) in held.iter().enumerate() {
            let gain = held.map_or(0, |arc| arc.weight - prices[arc.right]);
            for arc in graph.of(left) {
                let fair = arc.weight - gain;
                if fair > prices[arc.right] {
                    prices[arc.right] = fair;
                    risen = true;
                }
            }
        }
        if !risen {
            break;
        }
    }
    prices
}
