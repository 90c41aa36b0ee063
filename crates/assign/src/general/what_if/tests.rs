//! Every cost is held against solving anew with the pair forced: its two people taken out, its score added.

use proptest::prelude::*;

use super::*;
use crate::general::assign_pool;
use crate::testing::{pools, preferences};

fn count(pairs: usize) -> i64 {
    pairs.try_into().unwrap()
}

fn size(assignment: &Assignment) -> (i64, i128) {
    (count(assignment.edges().len()), assignment.total())
}

/// Pairs and total of the best choice that has this pair, by solving what remains.
fn solved_anew(problem: &PoolInstance, found: &Assignment, pair: Edge) -> (i64, i128) {
    let ends = [pair.left, pair.right];
    let lowest = found.edges().iter().map(|e| e.score).min().unwrap_or(i64::MIN);
    let keeps = |e: &Edge| {
        !ends.contains(&e.left)
            && !ends.contains(&e.right)
            && (found.preference != Objective::Bottleneck || e.score >= lowest)
    };
    let rest = PoolInstance::new(problem.people(), problem.edges().iter().copied().filter(keeps).collect()).unwrap();
    let rest = assign_pool(
        &rest,
        match found.preference {
            Objective::Total => Objective::Total,
            // With balance the lowest is kept to above.
            Objective::Cardinality | Objective::Bottleneck => Objective::Cardinality,
        },
    );
    (count(rest.edges().len()) + 1, rest.total() + i128::from(pair.score))
}

/// The choice after the moves: whether it is one at all, and its pairs, total and lowest score.
fn apply(problem: &PoolInstance, found: &Assignment, forced: &Forced) -> Result<((i64, i128), i64), String> {
    let mut partner = vec![None; problem.people()];
    for edge in found.edges() {
        (partner[edge.left], partner[edge.right]) = (Some(edge.right), Some(edge.left));
    }
    let before = partner.clone();
    for m in &forced.moves {
        if before[m.left] != m.from || m.from == m.to || partner[m.left] != m.from {
            return Err(format!("{m:?} from {before:?}"));
        }
        partner[m.left] = m.to;
    }
    let mut scores = Vec::new();
    for (one, other) in partner.iter().enumerate().filter_map(|(one, other)| Some((one, (*other)?))) {
        if partner[other] != Some(one) {
            return Err(format!("{one} with {other}, who is with {:?}", partner[other]));
        }
        if one < other {
            let is = |e: &&Edge| (e.left.min(e.right), e.left.max(e.right)) == (one, other);
            let edge = [&forced.pair].into_iter().find(is).or_else(|| problem.edges().iter().find(is));
            scores.push(edge.ok_or("a pair that the pool does not have")?.score);
        }
    }
    if partner[forced.pair.left] != Some(forced.pair.right) {
        return Err(format!("not forced: {partner:?}"));
    }
    let total = scores.iter().copied().map(i128::from).sum();
    Ok(((count(scores.len()), total), scores.into_iter().min().unwrap()))
}

/// With quality it makes no difference how many pairs share the greatest total.
fn compared(preference: Objective, (duos, total): (i64, i128)) -> (i64, i128) {
    (if preference == Objective::Total { 0 } else { duos }, total)
}

/// Every pair of a pool, and every pair that it does not have with this score.
fn check(problem: &PoolInstance, preference: Objective, strange: i64) -> Result<(), String> {
    let what_if = PoolWhatIf::solve(problem, preference).ok_or("not proved")?;
    let found = assign_pool(problem, preference);
    if what_if.assignment() != &found {
        return Err(format!("{:?}, but {found:?}", what_if.assignment()));
    }
    for person in 0..problem.people() {
        let others = (0..problem.people()).filter(|other| *other != person);
        let pair = |other| {
            let score = what_if.score(person, other).unwrap_or(strange);
            Edge { left: person, right: other, score }
        };
        let mut all = Vec::new();
        for pair in others.clone().map(pair) {
            let forced = what_if.force(pair).ok_or("no answer")?;
            let after = (size(&found).0 - forced.cost.duos, size(&found).1 - forced.cost.points);
            let (anew, applied) = (solved_anew(problem, &found, pair), apply(problem, &found, &forced)?);
            let is_chosen = forced.moves.is_empty();
            if !is_chosen && compared(preference, after) != compared(preference, anew) {
                return Err(format!("{forced:?} leaves {after:?}, anew {anew:?}"));
            }
            if applied != (after, forced.lowest) {
                return Err(format!("{forced:?} applied {applied:?}"));
            }
            if is_chosen
                != (found.edges().iter().any(|e| (e.left, e.right) == (person.min(pair.right), person.max(pair.right))))
            {
                return Err(format!("{forced:?}: who is a pair need not move, and nobody else"));
            }
            if !is_chosen {
                all.push((what_if.key(pair, forced.cost), forced.pair));
            }
        }
        // The cheapest, without looking at all, are the first of all in order.
        all.sort_by_key(|(key, _)| *key);
        let keys = |alternatives: Vec<Alternative>| -> Vec<_> {
            alternatives.iter().map(|a| (what_if.key(a.pair, a.cost), a.pair)).collect()
        };
        for few in [0, 1, 2, usize::MAX] {
            let cheapest = keys(what_if.cheapest(person, others.clone().map(pair), few));
            if cheapest != all[..few.min(all.len())] {
                return Err(format!("{few} cheapest of {person}: {cheapest:?} of {all:?}"));
            }
            let known: Vec<_> =
                all.iter().filter(|(_, pair)| what_if.score(person, pair.right).is_some()).copied().collect();
            let alternatives = keys(what_if.alternatives(person, few));
            if alternatives != known[..few.min(known.len())] {
                return Err(format!("{few} alternatives of {person}: {alternatives:?} of {known:?}"));
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_cost_is_that_of_solving_anew(
        problem in pools(7, -5..=8_i64, 0.7),
        preference in preferences(),
        strange in -20..=20_i64,
    ) {
        prop_assert_eq!(check(&problem, preference, strange), Ok(()));
    }

    #[test]
    fn among_ties(problem in pools(8, 0..=2_i64, 0.6), preference in preferences(), strange in 0..=2_i64) {
        prop_assert_eq!(check(&problem, preference, strange), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn in_larger_pools(
        problem in pools(22, prop_oneof![3 => 1..=9_i64, 1 => -40..=60_i64], 0.3),
        preference in preferences(),
    ) {
        prop_assert_eq!(check(&problem, preference, 4), Ok(()));
    }

    #[test]
    fn with_scores_at_the_ends_of_64_bits(
        problem in pools(6, prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), any::<i64>()], 0.7),
        preference in preferences(),
        strange in prop_oneof![Just(i64::MIN), Just(i64::MAX)],
    ) {
        prop_assert_eq!(check(&problem, preference, strange), Ok(()));
    }
}

#[test]
fn who_is_not_there_has_no_answer() {
    let edge = |left, right| Edge { left, right, score: 3 };
    let problem = PoolInstance::new(3, vec![edge(0, 1)]).unwrap();
    let what_if = PoolWhatIf::solve(&problem, Objective::Cardinality).unwrap();
    for (left, right) in [(3, 0), (0, 3), (1, 1), (usize::MAX, 0)] {
        assert_eq!(what_if.force(edge(left, right)), None);
        assert!(what_if.cheapest(left, [edge(left, right)].into_iter(), 3).is_empty());
    }
    assert!(what_if.alternatives(7, 3).is_empty() && !what_if.has_pair(7));
    assert!(what_if.has_pair(0) && !what_if.has_pair(2));
}
