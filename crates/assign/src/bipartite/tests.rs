use proptest::prelude::*;

use super::*;
use crate::AssignError;
use crate::testing::{best, preferences, problems, worth};

/// Holds the answer of each solver against the problem: allowed, and as good as the best there is, with a proof.
fn check(problem: &Instance, preference: Objective) -> Result<(), TestCaseError> {
    for solver in [by_table, by_auction] {
        check_by(problem, preference, solver)?;
    }
    Ok(())
}

fn check_by(
    problem: &Instance,
    preference: Objective,
    solver: fn(&Instance, WeightFunction) -> Solution,
) -> Result<(), TestCaseError> {
    let found = assign_by(problem, preference, solver);
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
    prop_assert!(preference != Objective::Total || scores.iter().all(|s| *s > 0));
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
    fn any_prices_give_a_bound(problem in problems(1..=9_i64), prices in proptest::collection::vec(-3..=12_i128, 4)) {
        let greatest = assign(&problem, Objective::Total).total();
        prop_assert!(proof::bound(&problem, WeightFunction::total(), &prices) >= greatest);
        prop_assert!(proof::bound(&problem, WeightFunction::total(), &[i128::MAX; 4]) >= greatest);
    }

    #[test]
    fn only_the_heaviest_choice_gets_prices_that_prove_it(problem in problems(1..=9_i64), keep in any::<u64>()) {
        let graph = Graph::new(&problem, |score| WeightFunction::total().weight(score));
        let mut right_of = kuhn_munkres::heaviest(&graph).right_of;
        let greatest = assign(&problem, Objective::Total).total();
        // Any part of an answer is an answer, and usually not the best.
        for (left, right) in right_of.iter_mut().enumerate() {
            *right = right.filter(|_| keep >> left & 1 == 1);
        }
        let weight: i128 = (0..graph.lefts())
            .filter_map(|left| graph.of(left).iter().find(|a| Some(a.right) == right_of[left]))
            .map(|arc| arc.weight)
            .sum();
        let bound = proof::bound(&problem, WeightFunction::total(), &proof::prices(&graph, &right_of));
        prop_assert!(bound >= greatest);
        prop_assert!(weight == greatest || bound > weight);
    }
}

#[test]
fn a_capacity_far_above_demand_costs_nothing() {
    let edges = (0..50).flat_map(|left| (0..50).map(move |right| Edge { left, right, score: 1 })).collect();
    let problem = Instance::new(50, vec![u32::MAX; 50], edges).unwrap();
    for preference in Objective::ALL {
        let found = assign(&problem, preference);
        assert_eq!((found.edges().len(), found.total(), found.optimal()), (50, 50, true));
    }
}

#[test]
fn more_lefts_than_seats_and_a_long_chain() {
    // Left i may go to seat i or i + 1: the last one's arrival moves everybody.
    let chain = |n: usize| (0..n).flat_map(|i| [(i, i), (i, i + 1)]).filter(|(_, right)| *right < 200);
    let edges = chain(250).filter(|(_, r)| *r < 200).map(|(left, right)| Edge { left, right, score: 1 }).collect();
    let problem = Instance::new(250, vec![1; 200], edges).unwrap();
    let found = assign(&problem, Objective::Bottleneck);
    assert_eq!((found.edges().len(), found.optimal()), (200, true));
}

#[test]
fn nothing_to_assign() {
    for problem in [Instance::new(0, vec![], vec![]), Instance::new(3, vec![1], vec![])] {
        let found = assign(&problem.unwrap(), Objective::Bottleneck);
        assert_eq!((found.edges().len(), found.total(), found.bound(), found.optimal()), (0, 0, 0, true));
    }
}

#[test]
fn a_problem_is_right_by_construction() {
    let edge = |left, right| Edge { left, right, score: 1 };
    assert_eq!(Instance::new(1, vec![1], vec![edge(1, 0)]), Err(AssignError::OutOfRange { index: 1 }));
    assert_eq!(Instance::new(1, vec![1], vec![edge(0, 7)]), Err(AssignError::OutOfRange { index: 7 }));
    let twice = vec![edge(0, 0), Edge { score: 2, ..edge(0, 0) }];
    assert_eq!(Instance::new(1, vec![1], twice), Err(AssignError::Duplicate { left: 0, right: 0 }));
}
