//! The greatest score below which no pair is needed to make as many pairs of a pool as possible.

use super::fractional_start::Start;
use super::{PoolInstance, proof, settle};
use crate::Instance;
use crate::bipartite::bottleneck::{ByScore, Threshold};
use crate::objective::WeightFunction;
use crate::seat_allocation::SeatAllocation;

/// Finds it by bisection over the scores that occur. How many pairs there are above a threshold is found like any
/// heaviest choice, where each pair weighs 1; its start is Hopcroft and Karp's, which goes on from the last threshold
/// that was too high.
pub(crate) fn threshold(problem: &PoolInstance, cover: &Instance, mut budget: u64) -> Threshold {
    let pairs = ByScore::of_problem(cover);
    let mut scores: Vec<i64> = problem.edges().iter().map(|e| e.score).collect();
    scores.sort_unstable();
    scores.dedup();

    // How many pairs there are from this score on, and a proved bound on that.
    let mut count = |seating: &mut SeatAllocation, least: i64| {
        let weighing = WeightFunction::count(least);
        let (_, dear) = pairs.seat(seating, least);
        let prices: Vec<i128> = dear.into_iter().map(i128::from).collect();
        let start = Start::new(cover, weighing, &seating.rights(), &prices);
        let settled = settle(cover, weighing, start, &mut budget);
        let two_each = settled.mate.iter().flatten().count() as i128;
        (two_each / 2, proof::bound(problem, weighing, &settled.prices))
    };

    let nobody = pairs.nobody();
    let (most, bound) = count(&mut nobody.clone(), i64::MIN);
    let mut proved = most == bound;
    // The scores before `possible` are possible as a threshold, those from `too_high` are not.
    let (mut possible, mut too_high) = (usize::from(!scores.is_empty()), scores.len());
    let mut seated = nobody;
    while possible < too_high {
        let middle = possible.midpoint(too_high);
        let mut seating = seated.clone();
        let (found, bound) = count(&mut seating, scores[middle]);
        if found >= most {
            possible = middle + 1;
        } else {
            too_high = middle;
            seated = seating;
            proved &= bound < most;
        }
    }
    Threshold { score: possible.checked_sub(1).map_or(i64::MIN, |last| scores[last]), proved }
}
