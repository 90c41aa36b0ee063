//! Every cost is held against solving anew with the pair forced: its left and a seat taken out, its score added.

use proptest::prelude::*;

use super::*;
use crate::assign;
use crate::testing::{preferences, problems, problems_up_to};

fn count(pairs: usize) -> i64 {
    pairs.try_into().unwrap()
}

/// Pairs and total of the best assignment that has this pair, by solving what remains.
fn solved_anew(problem: &Instance, found: &Assignment, pair: Edge) -> (i64, i128) {
    let mut capacities = problem.capacities().to_vec();
    capacities[pair.right] -= 1;
    let lowest = found.edges().iter().map(|e| e.score).min().unwrap_or(i64::MIN);
    let keeps = |e: &Edge| e.left != pair.left && (found.preference != Objective::Bottleneck || e.score >= lowest);
    let edges = problem.edges().iter().copied().filter(keeps).collect();
    let rest = Instance::new(problem.lefts(), capacities, edges).unwrap();
    let preference = match found.preference {
        Objective::Total => Objective::Total,
        // With balance the lowest is kept to above.
        Objective::Cardinality | Objective::Bottleneck => Objective::Cardinality,
    };
    let rest = assign(&rest, preference);
    (count(rest.edges().len()) + 1, rest.total() + i128::from(pair.score))
}

fn size(assignment: &Assignment) -> (i64, i128) {
    (count(assignment.edges().len()), assignment.total())
}

/// The assignment after the moves: whether it is one at all, and its pairs, total and lowest score.
fn apply(problem: &Instance, found: &Assignment, forced: &Forced) -> Result<((i64, i128), i64), String> {
    let mut right_of = vec![None; problem.lefts()];
    for edge in found.edges() {
        right_of[edge.left] = Some(edge.right);
    }
    for m in &forced.moves {
        if right_of[m.left] != m.from || m.from == m.to {
            return Err(format!("{m:?} from {right_of:?}"));
        }
        right_of[m.left] = m.to;
    }
    if right_of[forced.pair.left] != Some(forced.pair.right) {
        return Err(format!("not forced: {right_of:?}"));
    }
    let mut seats = problem.capacities().to_vec();
    let mut scores = Vec::new();
    for (left, right) in right_of.iter().enumerate().filter_map(|(left, right)| Some((left, (*right)?))) {
        seats[right] = seats[right].checked_sub(1).ok_or("too many at one right")?;
        let forced_pair = (left, right) == (forced.pair.left, forced.pair.right);
        let edge = problem.edges().iter().find(|e| (e.left, e.right) == (left, right)).copied();
        let edge = if forced_pair { Some(forced.pair) } else { edge };
        scores.push(edge.ok_or("a pair that the problem does not have")?.score);
    }
    let total = scores.iter().copied().map(i128::from).sum();
    Ok(((count(scores.len()), total), scores.into_iter().min().unwrap()))
}

/// What of `size` remains at this cost.
fn less((duos, total): (i64, i128), cost: Cost) -> (i64, i128) {
    (duos - cost.duos, total - cost.points)
}

/// With quality it makes no difference how many pairs share the greatest total.
fn compared(preference: Objective, (duos, total): (i64, i128)) -> (i64, i128) {
    (if preference == Objective::Total { 0 } else { duos }, total)
}

fn check_pair(problem: &Instance, found: &Assignment, what_if: &WhatIf, pair: Edge) -> Result<Forced, String> {
    let forced = what_if.force_new(pair).ok_or("no answer")?;
    let after = less(size(found), forced.cost);
    let anew = solved_anew(problem, found, pair);
    if compared(found.preference, after) != compared(found.preference, anew) {
        return Err(format!("{forced:?} leaves {after:?}, anew {anew:?}"));
    }
    let applied = apply(problem, found, &forced)?;
    if applied == (after, forced.lowest) { Ok(forced) } else { Err(format!("{forced:?} applied {applied:?}")) }
}

/// Every pair of a problem, and every pair that it does not have with this score.
fn check(problem: &Instance, preference: Objective, strange: i64) -> Result<(), String> {
    let found = assign(problem, preference);
    let what_if = WhatIf::new(problem, &found).ok_or("not proved")?;
    let (lefts, rights) = (problem.lefts(), problem.capacities().len());
    for (left, right) in (0..lefts).flat_map(|left| (0..rights).map(move |right| (left, right))) {
        let known = problem.edges().iter().find(|e| (e.left, e.right) == (left, right)).copied();
        let pair = known.unwrap_or(Edge { left, right, score: strange });
        if problem.capacities()[right] == 0 {
            if what_if.force_new(pair).is_some() {
                return Err("a pair without a seat".to_owned());
            }
            continue;
        }
        let forced = check_pair(problem, &found, &what_if, pair)?;
        if known.is_some() != (what_if.force(left, right) == Some(forced.clone())) {
            return Err(format!("{left}, {right}: known as {known:?}"));
        }
        if forced.moves.is_empty() != found.edges().contains(&pair) {
            return Err(format!("{forced:?}: who is a pair need not move, and nobody else"));
        }
    }
    check_alternatives(problem, &found, &what_if)
}

/// Searching for all at once says the same as one at a time, in the order of the preference.
fn check_alternatives(problem: &Instance, found: &Assignment, what_if: &WhatIf) -> Result<(), String> {
    let others: Vec<Edge> = problem.edges().iter().copied().filter(|e| !found.edges().contains(e)).collect();
    let others: Vec<Edge> = others.into_iter().filter(|e| problem.capacities()[e.right] > 0).collect();
    let lefts = (0..problem.lefts()).map(|left| (what_if.alternatives(left, usize::MAX), Some(left), None));
    let rights = (0..problem.capacities().len())
        .map(|right| (what_if.alternatives_of_right(right, usize::MAX), None, Some(right)));
    for (alternatives, left, right) in lefts.chain(rights) {
        let mut pairs: Vec<Edge> = alternatives.iter().map(|a| a.pair).collect();
        pairs.sort_unstable();
        let theirs = |e: &&Edge| left.is_none_or(|l| l == e.left) && right.is_none_or(|r| r == e.right);
        if pairs != others.iter().filter(theirs).copied().collect::<Vec<_>>() {
            return Err(format!("{left:?} {right:?}: {pairs:?} of {others:?}"));
        }
        for alternative in &alternatives {
            let alone = what_if.force_new(alternative.pair).ok_or("no answer")?.cost;
            if what_if.rank(alone) != what_if.rank(alternative.cost) {
                return Err(format!("{alternative:?}, alone {alone:?}"));
            }
        }
        let leading: Vec<i128> = alternatives.iter().map(|a| what_if.rank(a.cost).0).collect();
        if !leading.is_sorted() {
            return Err(format!("{alternatives:?} out of order"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_cost_is_that_of_solving_anew(
        problem in problems(-5..=8_i64),
        preference in preferences(),
        strange in -20..=20_i64,
    ) {
        prop_assert_eq!(check(&problem, preference, strange), Ok(()));
    }

    #[test]
    fn among_ties(problem in problems(0..=2_i64), preference in preferences(), strange in 0..=2_i64) {
        prop_assert_eq!(check(&problem, preference, strange), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn in_larger_problems(
        problem in problems_up_to(14, 10, prop_oneof![3 => 1..=9_i64, 1 => -40..=60_i64]),
        preference in preferences(),
    ) {
        prop_assert_eq!(check(&problem, preference, 4), Ok(()));
    }

    #[test]
    fn with_scores_at_the_ends_of_64_bits(
        problem in problems(prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), any::<i64>()]),
        preference in preferences(),
        strange in prop_oneof![Just(i64::MIN), Just(i64::MAX)],
    ) {
        prop_assert_eq!(check(&problem, preference, strange), Ok(()));
    }

    #[test]
    fn in_sparse_problems_with_long_chains(
        scores in proptest::collection::vec((1..=9_i64, 1..=9_i64), 2..30),
        preference in preferences(),
    ) {
        // Left i knows rights i and i + 1, and there is one right fewer than that would take.
        let rights = scores.len();
        let pairs = scores.iter().enumerate().flat_map(|(i, (a, b))| [(i, i, *a), (i, i + 1, *b)]);
        let edges = pairs.filter(|(_, right, _)| *right < rights).map(|(left, right, score)| Edge { left, right, score });
        let problem = Instance::new(rights, vec![1; rights], edges.collect()).unwrap();
        prop_assert_eq!(check(&problem, preference, 5), Ok(()));
    }

    #[test]
    fn one_more_seat_gives_a_pair_where_it_is_said_to(problem in problems(-2..=6_i64), preference in preferences()) {
        let found = assign(&problem, preference);
        let what_if = WhatIf::new(&problem, &found).unwrap();
        for left in 0..problem.lefts() {
            let seats = what_if.seats_for(left);
            prop_assert!(seats.is_empty() || !found.edges().iter().any(|e| e.left == left));
            for seat in seats {
                let mut capacities = problem.capacities().to_vec();
                capacities[seat.right] += 1;
                let lowest = found.edges().iter().map(|e| e.score).min().unwrap_or(i64::MIN);
                let keeps = |e: &&Edge| preference != Objective::Bottleneck || e.score >= lowest;
                let edges: Vec<Edge> = problem.edges().iter().filter(keeps).copied().collect();
                let others = edges.iter().filter(|e| e.left != left).copied().collect();
                let solve = |edges| {
                    let problem = Instance::new(problem.lefts(), capacities.clone(), edges).unwrap();
                    // A threshold that is kept to makes balance coverage.
                    assign(&problem, if preference == Objective::Bottleneck { Objective::Cardinality } else { preference })
                };
                let (everybody, without) = (solve(edges), solve(others));
                let best = what_if.rank(seat.with).min(what_if.rank(seat.without));
                let rank = |(duos, total)| what_if.rank(Cost { duos: size(&found).0 - duos, points: found.total() - total });
                prop_assert_eq!(best, rank(size(&everybody)));
                prop_assert_eq!(what_if.rank(seat.without), rank(size(&without)));
                if what_if.rank(seat.with) < what_if.rank(seat.without) {
                    prop_assert!(everybody.edges().iter().any(|e| e.left == left));
                }
            }
        }
    }
}

#[test]
fn the_chain_is_told_in_order() {
    // Everybody sits at their own right; the last seat is empty.
    let edges = (0..5).flat_map(|i| [(i, i, 9), (i, i + 1, 8)]);
    let edges = edges.map(|(left, right, score)| Edge { left, right, score }).collect();
    let problem = Instance::new(6, vec![1; 6], edges).unwrap();
    let what_if = WhatIf::new(&problem, &assign(&problem, Objective::Cardinality)).unwrap();
    let forced = what_if.force_new(Edge { left: 5, right: 1, score: 2 }).unwrap();
    let moves: Vec<_> = forced.moves.iter().map(|m| (m.left, m.from, m.to)).collect();
    let chain = [
        (5, None, Some(1)),
        (1, Some(1), Some(2)),
        (2, Some(2), Some(3)),
        (3, Some(3), Some(4)),
        (4, Some(4), Some(5)),
    ];
    assert_eq!(moves, chain);
    assert_eq!((forced.cost, forced.lowest), (Cost { duos: -1, points: 4 - 2 }, 2));
}

#[test]
fn who_is_not_there_has_no_answer() {
    let edge = |left, right| Edge { left, right, score: 3 };
    let problem = Instance::new(2, vec![1, 0], vec![edge(0, 0), edge(1, 1)]).unwrap();
    let found = assign(&problem, Objective::Cardinality);
    let what_if = WhatIf::new(&problem, &found).unwrap();
    for (left, right) in [(2, 0), (0, 2), (0, 1), (1, 1), (usize::MAX, usize::MAX)] {
        assert_eq!(what_if.force(left, right), None);
        assert_eq!(what_if.force_new(edge(left, right)), None);
    }
    assert!(what_if.alternatives(7, 3).is_empty() && what_if.alternatives_of_right(7, 3).is_empty());
    assert!(what_if.seats_for(7).is_empty());
}

#[test]
fn without_proof_there_is_no_answer() {
    let edge = |left, right, score| Edge { left, right, score };
    let problem = Instance::new(2, vec![1], vec![edge(0, 0, 3), edge(1, 0, 5)]).unwrap();
    let found = assign(&problem, Objective::Total);
    assert!(WhatIf::new(&problem, &found).is_some());
    let others = [
        Instance::new(2, vec![1], vec![edge(0, 0, 9), edge(1, 0, 5)]),
        Instance::new(2, vec![1, 1], vec![edge(0, 0, 3), edge(1, 0, 5)]),
        Instance::new(2, vec![2], vec![edge(0, 0, 3), edge(1, 0, 5)]),
        Instance::new(1, vec![1], vec![edge(0, 0, 3)]),
        Instance::new(2, vec![0], vec![edge(0, 0, 3), edge(1, 0, 5)]),
    ];
    for other in others {
        assert!(WhatIf::new(&other.unwrap(), &found).is_none());
    }
}
