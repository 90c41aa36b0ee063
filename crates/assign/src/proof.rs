//! A proof that no choice weighs more: prices.
//!
//! Let each right ask a price of 0 or more for a seat. A left gains at most `max(0, weight − price)` over its
//! pairs, so no choice weighs more than all gains plus the prices of all seats. This holds for *any* prices, and is
//! the dual of the assignment problem (Burkard, Dell'Amico and Martello, section 4.1). When a solver's prices make it
//! an equality, its choice is the heaviest, whatever way it was found.

use crate::Instance;
use crate::graph::{Arc, Graph};
use crate::objective::WeightFunction;

/// A weight that no choice exceeds, from these prices of the rights; one below 0 is taken for 0.
///
/// What would need more than 128 bits is taken for the greatest number of 128 bits, which is a bound as well.
pub(crate) fn bound(problem: &Instance, weighing: WeightFunction, prices: &[i128]) -> i128 {
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

/// Prices for a choice that came without: the lowest at which nobody wants another seat than the one they hold.
///
/// They are longest paths in the graph of who would rather sit where, found as Bellman and Ford do. If the choice is not
/// the heaviest they would rise forever, so that they are left where they are after as many rounds as there are rights.
pub(crate) fn prices(graph: &Graph<i128>, right_of: &[Option<usize>]) -> Vec<i128> {
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
