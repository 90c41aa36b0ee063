use proptest::prelude::*;

use super::super::testing::{best, preferences, problems, worth};
use super::*;

/// Holds an answer against the problem: allowed, and as good as the best there is, with a proof.
fn check(problem: &Problem, preference: Preference) -> Result<(), TestCaseError> {
    let found = assign(problem, preference).unwrap();
    let mut seats = problem.capacities().to_vec();
    let mut last = None;
    for edge in found.edges() {
        prop_assert!(problem.edges().contains(edge));
        prop_assert!(last < Some(edge.left), "a left twice, or out of order");
        last = Some(edge.left);
        prop_assert!(seats[edge.right] > 0, "a right too often");
        seats[edge.right] -= 1;
    }
    let scores: Vec<i64> = found.edges().iter().map(|e| e.score).collect();
    prop_assert!(preference != Preference::Quality || scores.iter().all(|s| *s > 0));
    prop_assert_eq!(found.total(), scores.iter().copied().map(i128::from).sum());
    prop_assert_eq!(worth(preference, &scores), best(problem, preference));
    prop_assert!(found.optimal());
    prop_assert_eq!(found.bound(), found.total());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_answer_is_the_best_by_trying_everything(problem in problems(-5..=8_i64), preference in preferences()) {
        check(&problem, preference)?;
    }

    #[test]
    fn many_equal_scores(problem in problems(1..=2_i64), preference in preferences()) {
        check(&problem, preference)?;
    }

    #[test]
    fn scores_at_the_ends_of_64_bits(
        problem in problems(prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), any::<i64>()]),
        preference in preferences(),
    ) {
        check(&problem, preference)?;
    }

    #[test]
    fn the_bound_holds_whatever_was_chosen(problem in problems(1..=9_i64), keep in any::<u64>()) {
        let greatest = assign(&problem, Preference::Quality).unwrap().total();
        let graph = Graph::new(&problem, |score| score > 0, i128::from);
        // Any part of an answer is an answer, and usually not the best.
        let chosen = kuhn_munkres::heaviest(&graph).unwrap();
        let part: Vec<_> = chosen.iter().enumerate().filter(|(i, _)| keep >> i & 1 == 1).map(|(_, arc)| *arc).collect();
        let weight: i128 = part.iter().map(|a| a.weight).sum();
        let bound = proof::bound(&graph, &part);
        prop_assert!(bound >= greatest);
        prop_assert!(weight == greatest || bound > weight);
    }
}

#[test]
fn a_capacity_far_above_demand_costs_nothing() {
    let edges = (0..50).flat_map(|left| (0..50).map(move |right| Edge { left, right, score: 1 })).collect();
    let problem = Problem::new(50, vec![u32::MAX; 50], edges).unwrap();
    for preference in Preference::ALL {
        let found = assign(&problem, *preference).unwrap();
        assert_eq!((found.edges().len(), found.total(), found.optimal()), (50, 50, true));
    }
}

#[test]
fn more_lefts_than_seats_and_a_long_chain() {
    // Left i may go to seat i or i + 1: the last one's arrival moves everybody.
    let chain = |n: usize| (0..n).flat_map(|i| [(i, i), (i, i + 1)]).filter(|(_, right)| *right < 200);
    let edges = chain(250).filter(|(_, r)| *r < 200).map(|(left, right)| Edge { left, right, score: 1 }).collect();
    let problem = Problem::new(250, vec![1; 200], edges).unwrap();
    let found = assign(&problem, Preference::Balance).unwrap();
    assert_eq!((found.edges().len(), found.optimal()), (200, true));
}

#[test]
fn nothing_to_assign() {
    for problem in [Problem::new(0, vec![], vec![]), Problem::new(3, vec![1], vec![])] {
        let found = assign(&problem.unwrap(), Preference::Balance).unwrap();
        assert_eq!((found.edges().len(), found.total(), found.bound(), found.optimal()), (0, 0, 0, true));
    }
}

#[test]
fn a_problem_is_right_by_construction() {
    let edge = |left, right| Edge { left, right, score: 1 };
    assert_eq!(Problem::new(1, vec![1], vec![edge(1, 0)]), Err(AssignError::OutOfRange { index: 1 }));
    assert_eq!(Problem::new(1, vec![1], vec![edge(0, 7)]), Err(AssignError::OutOfRange { index: 7 }));
    let twice = vec![edge(0, 0), Edge { score: 2, ..edge(0, 0) }];
    assert_eq!(Problem::new(1, vec![1], twice), Err(AssignError::Duplicate { left: 0, right: 0 }));
}
