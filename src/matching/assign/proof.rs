//! A proof that no choice weighs more: prices.
//!
//! Let each right ask a price of 0 or more for a seat. A left gains at most `max(0, weight − price)` over its
//! pairs, so no choice weighs more than all gains plus the prices of all seats. This holds for *any* prices, and is
//! the dual of the assignment problem (Burkard, Dell'Amico and Martello, section 4.1). The prices chosen here make
//! it an equality when the choice is optimal, so equality proves that it is.

use super::graph::{Arc, Graph};

/// A weight that no choice exceeds; that of `chosen` itself if it is optimal.
///
/// The prices are the lowest at which nobody wants another seat than the one they hold: longest paths in the graph
/// of who would rather sit where, found as Bellman and Ford do. If the choice is not optimal they would rise forever,
/// so that they are left where they are after as many rounds as there are rights.
pub(super) fn bound(graph: &Graph, chosen: &[Arc]) -> i128 {
    let mut held: Vec<Option<&Arc>> = vec![None; graph.lefts()];
    for arc in chosen {
        held[arc.left] = Some(arc);
    }
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
    let gain = |left| graph.of(left).iter().map(|a| a.weight - prices[a.right]).max().unwrap_or(0).max(0);
    let gains: i128 = (0..graph.lefts()).map(gain).sum();
    let seats: i128 = prices.iter().zip(graph.seats()).map(|(price, seats)| price * *seats as i128).sum();
    gains + seats
}
