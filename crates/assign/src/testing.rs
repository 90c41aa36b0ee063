//! What the tests of this module share: small random rounds, and the best answer by trying everything.

use proptest::prelude::*;
use proptest::sample::select;

use crate::{Edge, Instance, Objective, PoolInstance};

/// Up to 5 lefts and 4 rights of capacity 0 to 3, any pair forbidden or with a score from this strategy.
pub(crate) fn problems(score: impl Strategy<Value = i64> + Clone + 'static) -> impl Strategy<Value = Instance> {
    problems_up_to(5, 4, score)
}

/// The same with so many lefts and rights.
pub(crate) fn problems_up_to(
    lefts: usize,
    rights: usize,
    score: impl Strategy<Value = i64> + Clone + 'static,
) -> impl Strategy<Value = Instance> {
    (0..=lefts, proptest::collection::vec(0..=3_u32, 0..=rights)).prop_flat_map(move |(lefts, capacities)| {
        let cells = proptest::collection::vec(proptest::option::of(score.clone()), lefts * capacities.len());
        cells.prop_map(move |cells| {
            let rights = capacities.len();
            let edges = cells
                .iter()
                .enumerate()
                .filter_map(|(i, score)| score.map(|score| Edge { left: i / rights, right: i % rights, score }));
            Instance::new(lefts, capacities.clone(), edges.collect()).unwrap()
        })
    })
}

/// A pool of up to so many people, any pair forbidden or with a score from this strategy.
pub(crate) fn pools(
    people: usize,
    score: impl Strategy<Value = i64> + Clone + 'static,
    odds: f64,
) -> impl Strategy<Value = PoolInstance> {
    (0..=people).prop_flat_map(move |people| {
        let score = proptest::option::weighted(odds, score.clone());
        proptest::collection::vec((score, any::<bool>()), people * people.saturating_sub(1) / 2).prop_map(
            move |scores| {
                let pairs = (0..people).flat_map(|left| (left + 1..people).map(move |right| (left, right)));
                let edges = pairs.zip(scores).filter_map(|((left, right), (score, turned))| {
                    let (left, right) = if turned { (right, left) } else { (left, right) };
                    Some(Edge { left, right, score: score? })
                });
                PoolInstance::new(people, edges.collect()).unwrap()
            },
        )
    })
}

pub(crate) fn preferences() -> impl Strategy<Value = Objective> {
    select(&Objective::ALL[..])
}

/// What a preference compares first, second and third; the greatest is the best.
pub(crate) type Worth = (usize, i64, i128);

/// The worth of chosen scores under a preference.
pub(crate) fn worth(preference: Objective, scores: &[i64]) -> Worth {
    let total = scores.iter().copied().map(i128::from).sum();
    let lowest = scores.iter().copied().min().unwrap_or(i64::MAX);
    match preference {
        Objective::Total => (0, 0, total),
        Objective::Cardinality => (scores.len(), 0, total),
        Objective::Bottleneck => (scores.len(), lowest, total),
    }
}

/// The greatest worth of all assignments there are.
pub(crate) fn best(problem: &Instance, preference: Objective) -> Worth {
    fn from(left: usize, seats: &mut [u32], chosen: &mut Vec<i64>, problem: &Instance, preference: Objective) -> Worth {
        if left == problem.lefts() {
            return worth(preference, chosen);
        }
        let mut best = from(left + 1, seats, chosen, problem, preference);
        for edge in problem.edges().iter().filter(|e| e.left == left) {
            if seats[edge.right] > 0 && (preference != Objective::Total || edge.score > 0) {
                seats[edge.right] -= 1;
                chosen.push(edge.score);
                best = best.max(from(left + 1, seats, chosen, problem, preference));
                chosen.pop();
                seats[edge.right] += 1;
            }
        }
        best
    }
    from(0, &mut problem.capacities().to_vec(), &mut Vec::new(), problem, preference)
}
