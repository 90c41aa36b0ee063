//! Families of problems that are hard for a solver, and what is hard to prove; too large to try everything.

use proptest::prelude::*;

use super::*;
use crate::testing::{preferences, problems_up_to, worth};

/// Whether prices and choice prove each other: complementary slackness, from the textbook and not from the solver.
fn verify(problem: &Instance, weighing: WeightFunction, solution: &Solution) -> Result<(), String> {
    let Solution { right_of, prices, .. } = solution;
    let mut taken = vec![0_u32; problem.capacities().len()];
    for right in right_of.iter().flatten() {
        taken[*right] += 1;
    }
    for (right, (taken, capacity)) in taken.iter().zip(problem.capacities()).enumerate() {
        let price = prices[right];
        if price < 0 || taken > capacity || price > 0 && taken < capacity {
            return Err(format!("right {right} asks {price} with {taken} of {capacity} seats taken"));
        }
    }
    for (left, right) in right_of.iter().enumerate() {
        let edges = problem.edges().iter().filter(|e| e.left == left && problem.capacities()[e.right] > 0);
        let offers: Vec<(usize, i128)> =
            edges.filter_map(|e| weighing.weight(e.score).map(|weight| (e.right, weight - prices[e.right]))).collect();
        let most = offers.iter().map(|(_, gain)| *gain).max().unwrap_or(0).max(0);
        let has = match right {
            None => Some(0),
            Some(right) => offers.iter().find(|(other, _)| other == right).map(|(_, gain)| *gain),
        };
        if has != Some(most) {
            return Err(format!("left {left} has {has:?} at {right:?} where it could have {most}"));
        }
    }
    Ok(())
}

/// Solves by both solvers in each preference: both proved, and equally good.
fn check(name: &str, problem: &Instance) -> Result<(), String> {
    for preference in Objective::ALL {
        check_preference(problem, preference).map_err(|what| format!("{name}, {preference:?}: {what}"))?;
    }
    Ok(())
}

fn check_preference(problem: &Instance, preference: Objective) -> Result<(), String> {
    let verified = |solver: fn(&Instance, WeightFunction) -> Solution| {
        let mut verdict = Ok(());
        let found = assign_by(problem, preference, |problem, weighing| {
            let solution = solver(problem, weighing);
            verdict = verify(problem, weighing, &solution);
            solution
        });
        verdict.clone()?;
        if !found.optimal() {
            return Err(format!("{} has no proof: {} of {}", found.solver(), found.total(), found.bound()));
        }
        let scores: Vec<i64> = found.edges().iter().map(|e| e.score).collect();
        verdict.map(|()| worth(preference, &scores))
    };
    let (sparse, table) = (verified(by_auction)?, verified(by_table)?);
    if sparse == table { Ok(()) } else { Err(format!("{sparse:?} by lists, {table:?} by table")) }
}

/// A problem with every pair that has a score.
fn problem(lefts: usize, capacities: &[u32], score: impl Fn(i64, i64) -> Option<i64>) -> Instance {
    let pairs = (0..lefts).flat_map(|left| (0..capacities.len()).map(move |right| (left, right)));
    let number = |index: usize| i64::try_from(index).unwrap();
    let edges =
        pairs.filter_map(|(left, right)| Some(Edge { left, right, score: score(number(left), number(right))? }));
    Instance::new(lefts, capacities.to_vec(), edges.collect()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn both_solvers_are_equally_good(problem in problems_up_to(30, 25, -20..=60_i64), preference in preferences()) {
        prop_assert_eq!(check_preference(&problem, preference), Ok(()));
    }

    #[test]
    fn both_solvers_are_equally_good_among_ties(
        problem in problems_up_to(30, 25, 0..=2_i64),
        preference in preferences(),
    ) {
        prop_assert_eq!(check_preference(&problem, preference), Ok(()));
    }

    #[test]
    fn both_solvers_are_equally_good_with_scores_up_to_2_to_the_53(
        problem in problems_up_to(12, 12, -(1_i64 << 53)..=1 << 53),
        preference in preferences(),
    ) {
        prop_assert_eq!(check_preference(&problem, preference), Ok(()));
    }
}

#[test]
fn ties() {
    for (lefts, rights) in [(60, 60), (70, 40), (40, 70)] {
        check("all equal", &problem(lefts, &vec![1; rights], |_, _| Some(7))).unwrap();
        check("two values", &problem(lefts, &vec![1; rights], |l, r| Some(1 + i64::from(l * r % 7 == 3)))).unwrap();
        let few = |l: i64, r: i64| ((l * 31 + r * 17) % 11 < 2).then_some(5 + (l + r) % 2);
        check("two values, few pairs", &problem(lefts, &vec![2; rights], few)).unwrap();
    }
}

#[test]
fn one_star() {
    for seats in [1, 10, 50, 90] {
        let mut capacities = vec![1; 40];
        capacities[0] = seats;
        let score = |l: i64, r: i64| if r == 0 { Some(1000 + l) } else { (l % 39 < r).then_some(r) };
        check("one star", &problem(80, &capacities, score)).unwrap();
    }
}

#[test]
fn long_augmentations() {
    // Everyone holds a seat that they would rather keep, and the last to come knows only the first.
    let shift = |l: i64, r: i64| match l {
        80 => (r == 0).then_some(10),
        _ => (r == l || r == l + 1).then_some(10 - (r - l)),
    };
    check("shift by one", &problem(81, &[1; 81], shift)).unwrap();
    let chain = |l: i64, r: i64| (r == l || r + 1 == l).then_some(10 + (l - r));
    check("chain", &problem(81, &[1; 80], chain)).unwrap();
    // Products: the best pairs of one are the best pairs of all, and prices rise everywhere.
    check("products", &problem(50, &[1; 50], |l, r| Some((l + 1) * (r + 1)))).unwrap();
    check("products from behind", &problem(50, &[2; 30], |l, r| Some((50 - l) * (r + 1)))).unwrap();
}

#[test]
fn groups_room_and_nobody() {
    let groups = |l: i64, r: i64| (l / 5 == r / 4).then_some((l * 7 + r * 3) % 10 - 2);
    check("groups", &problem(60, &[1; 48], groups)).unwrap();
    let any = |l: i64, r: i64| ((l + r) % 3 > 0).then_some((l * 5 + r * 11) % 13 - 3);
    check("room", &problem(40, &[u32::MAX; 20], any)).unwrap();
    check("mixed", &problem(40, &[0, 1, u32::MAX, 2, 0, 3], any)).unwrap();
    check("no lefts", &problem(0, &[1; 20], any)).unwrap();
    check("no rights", &problem(20, &[], any)).unwrap();
    check("no pairs", &problem(20, &[1; 20], |_, _| None)).unwrap();
    check("nothing gained", &problem(20, &[1; 20], |l, r| Some(-l * r))).unwrap();
}

#[test]
fn the_greatest_and_least_scores_there_are() {
    let ends = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];
    let any = |l: i64, r: i64| ends.iter().cycle().nth((l * 3 + r * 5 + l * r).try_into().unwrap()).copied();
    check("ends", &problem(40, &[1; 35], any)).unwrap();
    check("all greatest", &problem(30, &[2; 20], |_, _| Some(i64::MAX))).unwrap();
    check("all least", &problem(30, &[2; 20], |_, _| Some(i64::MIN))).unwrap();
}

#[test]
fn the_same_problem_has_the_same_answer() {
    let tied = problem(50, &[2; 30], |l, r| ((l + r) % 3 > 0).then_some(1));
    for preference in Objective::ALL {
        assert_eq!(assign(&tied, preference), assign(&tied, preference));
    }
}
