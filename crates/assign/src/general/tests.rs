use proptest::prelude::*;

use super::*;
use crate::AssignError;
use crate::testing::{Worth, pools, preferences, worth};

/// The greatest worth of all choices there are.
fn best(problem: &PoolInstance, preference: Objective) -> Worth {
    fn from(first: usize, paired: &mut [bool], chosen: &mut Vec<i64>, problem: &PoolInstance, p: Objective) -> Worth {
        let Some(one) = (first..paired.len()).find(|person| !paired[*person]) else { return worth(p, chosen) };
        let mut best = from(one + 1, paired, chosen, problem, p);
        let of_one: Vec<&Edge> = problem.edges().iter().filter(|e| e.left == one && !paired[e.right]).collect();
        for edge in of_one {
            paired[edge.right] = true;
            chosen.push(edge.score);
            best = best.max(from(one + 1, paired, chosen, problem, p));
            chosen.pop();
            paired[edge.right] = false;
        }
        best
    }
    from(0, &mut vec![false; problem.people()], &mut Vec::new(), problem, preference)
}

/// Holds the answer against the problem: allowed, and as good as the best there is, with a proof.
fn check(problem: &PoolInstance, preference: Objective) -> Result<(), TestCaseError> {
    let found = assign_pool(problem, preference);
    let mut paired = vec![false; problem.people()];
    for edge in found.edges() {
        prop_assert!(problem.edges().contains(edge));
        for person in [edge.left, edge.right] {
            prop_assert!(!std::mem::replace(&mut paired[person], true), "{} twice", person);
        }
    }
    let scores: Vec<i64> = found.edges().iter().map(|e| e.score).collect();
    prop_assert!(preference != Objective::Total || scores.iter().all(|s| *s > 0));
    prop_assert_eq!(worth(preference, &scores), best(problem, preference));
    prop_assert_eq!(found.total(), scores.iter().copied().map(i128::from).sum::<i128>());
    prop_assert_eq!((found.bound(), found.optimal(), found.solver()), (found.total(), true, NAME));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn as_good_as_the_best_of_all(problem in pools(8, -5..=12_i64, 0.6), preference in preferences()) {
        check(&problem, preference)?;
    }

    #[test]
    fn as_good_as_the_best_of_all_with_many_pairs(problem in pools(8, -1..=20_i64, 0.95), preference in preferences()) {
        check(&problem, preference)?;
    }

    #[test]
    fn as_good_as_the_best_of_all_among_ties(problem in pools(9, 0..=2_i64, 0.4), preference in preferences()) {
        check(&problem, preference)?;
    }

    #[test]
    fn as_good_as_the_best_of_all_with_any_score(problem in pools(7, any::<i64>(), 0.7), preference in preferences()) {
        check(&problem, preference)?;
    }

    /// The bound holds for any prices, also such as no solver would ask, and for sets that make no sense.
    #[test]
    fn any_prices_bound(
        problem in pools(7, -5..=12_i64, 0.7),
        people in proptest::collection::vec(-3..=14_i128, 0..9),
        set_of in proptest::collection::vec(proptest::option::of(0..5_usize), 0..9),
        sets in proptest::collection::vec((-3..=9_i128, proptest::option::of(0..5_usize)), 0..5),
    ) {
        let sets = sets.into_iter().map(|(price, within)| OddSet { price, within }).collect();
        let bound = proof::bound(&problem, WeightFunction::total(), &Prices { people, set_of, sets });
        prop_assert!(bound >= best(&problem, Objective::Total).2);
    }
}

/// Of three people, all pairs of whom weigh 2.
#[test]
fn a_bound_needs_the_whole_set() {
    let edge = |left, right| Edge { left, right, score: 2 };
    let triangle = PoolInstance::new(3, vec![edge(0, 1), edge(1, 2), edge(0, 2)]).unwrap();
    let bound = |price, set_of: &[Option<usize>], set| {
        let sets = vec![OddSet { price: set, within: None }];
        proof::bound(
            &triangle,
            WeightFunction::total(),
            &Prices { people: vec![price; 3], set_of: set_of.to_vec(), sets },
        )
    };
    assert_eq!(bound(2, &[None; 3], 4), 3, "everybody half of a duo, and a set of nobody");
    assert_eq!(bound(0, &[Some(0); 3], 4), 2, "the set alone");
    assert_eq!(bound(0, &[Some(0), Some(0), None], 4), 6, "the set lacks one, whose pairs the others pay for");
    assert_eq!(bound(0, &[None; 3], 0), 4, "raised where a pair asks for it");
}

#[test]
fn a_pool_is_right_by_construction() {
    let edge = |left, right| Edge { left, right, score: 1 };
    let pool = |edges: &[Edge]| PoolInstance::new(3, edges.to_vec());
    assert_eq!(pool(&[edge(3, 0)]), Err(AssignError::OutOfRange { index: 3 }));
    assert_eq!(pool(&[edge(0, 9)]), Err(AssignError::OutOfRange { index: 9 }));
    assert_eq!(pool(&[edge(0, 1), edge(2, 2)]), Err(AssignError::SelfPair { index: 2 }));
    assert_eq!(pool(&[edge(0, 1), edge(1, 2), edge(1, 0)]), Err(AssignError::Duplicate { left: 0, right: 1 }));
    assert_eq!(pool(&[edge(2, 1), edge(1, 0)]), pool(&[edge(0, 1), edge(1, 2)]));
}

#[test]
fn nothing_to_choose() {
    for people in [0, 1, 2] {
        let problem = PoolInstance::new(people, vec![]).unwrap();
        for preference in Objective::ALL {
            let found = assign_pool(&problem, preference);
            assert_eq!((found.edges().len(), found.total(), found.bound(), found.optimal()), (0, 0, 0, true));
        }
    }
}

/// A search that may not even begin leaves a choice that is allowed, a bound that holds, and no claim.
#[test]
fn without_a_budget_the_answer_claims_nothing() {
    let edge = |left: usize, right: usize| Edge { left, right, score: 10 };
    let triangle = |first: usize| [edge(first, first + 1), edge(first, first + 2), edge(first + 1, first + 2)];
    let bridge = Edge { left: 0, right: 3, score: 1 };
    let problem = PoolInstance::new(6, [&triangle(0)[..], &triangle(3), &[bridge]].concat()).unwrap();
    assert_eq!(assign_pool(&problem, Objective::Total).total(), 21);
    let found = assign_within(&problem, Objective::Total, 0);
    assert_eq!((found.bound(), found.optimal(), found.solver()), (30, false, STOPPED));
    assert!((20..=21).contains(&found.total()));
    let found = assign_within(&problem, Objective::Cardinality, 0);
    assert!(!found.optimal() && found.bound() >= found.total());
    assert!(!assign_within(&problem, Objective::Bottleneck, 0).optimal());
}
