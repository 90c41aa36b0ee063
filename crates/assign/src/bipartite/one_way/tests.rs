//! Held against trying everything.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::bipartite::implicit_instance::{Listed, assign_implicit};
use crate::testing::{Worth, preferences, worth};
use crate::{Assignment, Edge, Instance, Objective, to_u32};

/// People of whom some are lefts and some rights, most of them both, as problems have them: who is which left and which
/// right, and the problem.
fn circles(
    people: usize,
    score: impl Strategy<Value = i64> + Clone + 'static,
) -> impl Strategy<Value = (Instance, Twins)> {
    let who = (select(&[true, true, true, false][..]), 0..=2_u32);
    let circle = (proptest::collection::vec(who, 2..=people), any::<bool>());
    circle.prop_flat_map(move |(who, turned)| {
        let mut lefts: Vec<usize> = (0..who.len()).filter(|p| who[*p].0).collect();
        let rights: Vec<usize> = (0..who.len()).filter(|p| who[*p].1 > 0).collect();
        if turned {
            lefts.reverse();
        }
        let twins = Twins::new(&lefts, &rights, who.len());
        let seats: Vec<u32> = rights.iter().map(|p| who[*p].1).collect();
        let cells =
            proptest::collection::vec(proptest::option::weighted(0.8, score.clone()), lefts.len() * rights.len());
        cells.prop_map(move |cells| {
            let columns = rights.len();
            let edges = cells.iter().enumerate().filter_map(|(cell, score)| {
                let (left, right) = (cell / columns, cell % columns);
                (lefts[left] != rights[right]).then_some(Edge { left, right, score: (*score)? })
            });
            (Instance::new(lefts.len(), seats.clone(), edges.collect()).unwrap(), twins.clone())
        })
    })
}

/// The greatest worth of all choices that are allowed.
fn best((problem, twins): (&Instance, &Twins), preference: Objective) -> Worth {
    fn from(
        left: usize,
        (seats, chosen): (&mut [u32], &mut Vec<Edge>),
        (problem, twins): (&Instance, &Twins),
        preference: Objective,
    ) -> Worth {
        if left == problem.lefts() {
            return worth(preference, &chosen.iter().map(|e| e.score).collect::<Vec<_>>());
        }
        let mut best = from(left + 1, (seats, chosen), (problem, twins), preference);
        for edge in problem.of_left(left) {
            let counts = preference != Objective::Total || edge.score > 0;
            if seats[edge.right] > 0 && counts && !both_ways(chosen, edge, twins) {
                seats[edge.right] -= 1;
                chosen.push(*edge);
                best = best.max(from(left + 1, (seats, chosen), (problem, twins), preference));
                chosen.pop();
                seats[edge.right] += 1;
            }
        }
        best
    }
    from(0, (&mut problem.capacities().to_vec(), &mut Vec::new()), (problem, twins), preference)
}

fn both_ways(chosen: &[Edge], edge: &Edge, twins: &Twins) -> bool {
    let rival = twins.rival(to_u32(edge.left), to_u32(edge.right));
    rival.is_some_and(|(left, right)| chosen.iter().any(|e| (to_u32(e.left), to_u32(e.right)) == (left, right)))
}

fn check((problem, twins): (&Instance, &Twins), preference: Objective) -> Result<Assignment, TestCaseError> {
    let found = assign_implicit(&Listed::new(problem), Some(twins), preference);
    let mut seats = problem.capacities().to_vec();
    for (place, edge) in found.edges().iter().enumerate() {
        prop_assert!(problem.edges().contains(edge));
        prop_assert!(place == 0 || found.edges()[place - 1].left < edge.left);
        prop_assert!(seats[edge.right] > 0, "more than there are seats");
        seats[edge.right] -= 1;
        prop_assert!(!both_ways(found.edges(), edge, twins), "both ways");
    }
    let scores: Vec<i64> = found.edges().iter().map(|e| e.score).collect();
    prop_assert_eq!(worth(preference, &scores), best((problem, twins), preference));
    prop_assert!(found.optimal(), "no proof: {} of {}", found.total(), found.bound());
    Ok(found)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_best_by_trying_everything((problem, twins) in circles(5, 0..=9_i64), preference in preferences()) {
        check((&problem, &twins), preference)?;
    }

    #[test]
    fn among_ties((problem, twins) in circles(6, 0..=1_i64), preference in preferences()) {
        check((&problem, &twins), preference)?;
    }

    #[test]
    fn with_great_differences((problem, twins) in circles(5, select(&[1, 100, 8_000][..])), preference in preferences()) {
        check((&problem, &twins), preference)?;
    }
}

/// Three people who may each guide each: round in a circle, and not two of them each other.
#[test]
fn three_go_round() {
    let everybody = [0, 1, 2];
    let edges = (0..9).filter(|cell| cell / 3 != cell % 3);
    let edges =
        edges.map(|cell| Edge { left: cell / 3, right: cell % 3, score: if cell == 1 || cell == 3 { 9 } else { 1 } });
    let problem = Instance::new(3, vec![1; 3], edges.collect()).unwrap();
    let twins = Twins::new(&everybody, &everybody, 3);
    let found = check((&problem, &twins), Objective::Total).unwrap();
    assert_eq!((found.edges().len(), found.total()), (3, 11));
    assert_eq!(found.solver(), "branch and bound");
}
