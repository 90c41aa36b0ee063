//! Families of pools that are hard for a solver, too large to try everything: against the matcher of `rustworkx-core`,
//! and against the textbook's conditions.

use std::convert::Infallible;

use proptest::prelude::*;
use rustworkx_core::max_weight_matching::max_weight_matching;
use rustworkx_core::petgraph::graph::UnGraph;

use super::*;
use crate::testing::worth;

/// Whether prices and choice prove each other: complementary slackness, from the textbook and not from the solver.
fn verify(problem: &PoolInstance, weighing: WeightFunction, settled: &Settled) -> Result<(), String> {
    let Settled { mate, prices, .. } = settled;
    let chosen = |one: usize, other: usize| mate[one] == Some(other) && mate[other] == Some(one);
    // The sets of each person, from the smallest out.
    let sets_of = |person: usize| {
        std::iter::successors(prices.set_of[person], |set| prices.sets[*set].within).collect::<Vec<_>>()
    };
    for (person, partner) in mate.iter().enumerate() {
        let price = prices.people[person];
        if price < 0 || price > 0 && partner.is_none() {
            return Err(format!("{person} asks {price} with partner {partner:?}"));
        }
        if let Some(other) = *partner
            && !(chosen(person, other)
                && problem.edges().iter().any(|e| {
                    (e.left, e.right) == (person.min(other), person.max(other)) && weighing.weight(e.score).is_some()
                }))
        {
            return Err(format!("{person} may not go with {other}"));
        }
    }
    let sets: Vec<_> = (0..problem.people()).map(sets_of).collect();
    for edge in problem.edges() {
        let Some(weight) = weighing.weight(edge.score) else { continue };
        let both = sets[edge.left].iter().filter(|set| sets[edge.right].contains(set));
        let paid =
            prices.people[edge.left] + prices.people[edge.right] + both.map(|s| prices.sets[*s].price).sum::<i128>();
        if paid < 2 * weight || paid > 2 * weight && chosen(edge.left, edge.right) {
            return Err(format!("{edge:?} weighs {weight} and pays {paid} halves"));
        }
    }
    for (number, set) in prices.sets.iter().enumerate() {
        let members: Vec<usize> = (0..problem.people()).filter(|person| sets[*person].contains(&number)).collect();
        let inside = members.iter().filter(|p| mate[**p].is_some_and(|other| sets[other].contains(&number))).count();
        if set.price <= 0 || members.len() < 3 || members.len().is_multiple_of(2) || inside + 1 != members.len() {
            return Err(format!("set {number} of {members:?} has {inside} paired inside and asks {}", set.price));
        }
    }
    Ok(())
}

/// What the other matcher finds among these pairs: how many, and their total.
fn peer(problem: &PoolInstance, least: i64, most_pairs: bool) -> (usize, i128) {
    let mut graph = UnGraph::<(), i128>::default();
    let nodes: Vec<_> = (0..problem.people()).map(|_| graph.add_node(())).collect();
    for edge in problem.edges().iter().filter(|e| e.score >= least) {
        graph.add_edge(nodes[edge.left], nodes[edge.right], i128::from(edge.score));
    }
    let found: Result<_, Infallible> = max_weight_matching(&graph, most_pairs, |e| Ok(*e.weight()), false);
    let Ok(found) = found;
    let score = |one: usize, other: usize| {
        let edge = graph.find_edge(nodes[one], nodes[other]).unwrap();
        *graph.edge_weight(edge).unwrap()
    };
    (found.len(), found.iter().map(|(one, other)| score(*one, *other)).sum())
}

/// In each preference: proved, verified, and as good as the other matcher's.
fn check(name: &str, problem: &PoolInstance) -> Result<(), String> {
    let (most, best) = peer(problem, i64::MIN, true);
    let cover = Instance::double_cover(problem.people(), problem.edges());
    for preference in Objective::ALL {
        let found = assign_pool(problem, preference);
        let scores: Vec<i64> = found.edges().iter().map(|e| e.score).collect();
        let lowest = scores.iter().copied().min().unwrap_or(i64::MAX);
        let expected = match preference {
            Objective::Total => (0, 0, peer(problem, i64::MIN, false).1),
            Objective::Cardinality => (most, 0, best),
            Objective::Bottleneck => {
                let (count, total) = peer(problem, lowest, true);
                let higher = lowest < i64::MAX && peer(problem, lowest + 1, true).0 >= most;
                if higher {
                    return Err(format!("{name}: a lowest score above {lowest} is possible"));
                }
                (count.max(most), lowest, total)
            }
        };
        if worth(preference, &scores) != expected || !found.optimal() {
            return Err(format!(
                "{name}, {preference:?}: {scores:?} where {expected:?} is best; bound {}",
                found.bound()
            ));
        }
        let weighing = match preference {
            Objective::Total => WeightFunction::total(),
            _ => WeightFunction::cover_of(
                problem.edges(),
                problem.max_edges(),
                if preference == Objective::Bottleneck { lowest } else { i64::MIN },
            ),
        };
        let settled = settle(&cover, weighing, fractional_start::relax(&cover, weighing), &mut BUDGET.clone());
        verify(problem, weighing, &settled).map_err(|what| format!("{name}, {preference:?}: {what}"))?;
    }
    Ok(())
}

/// A pool with every pair that has a score.
fn pool(people: usize, score: impl Fn(i64, i64) -> Option<i64>) -> PoolInstance {
    let pairs = (0..people).flat_map(|left| (left + 1..people).map(move |right| (left, right)));
    let number = |index: usize| i64::try_from(index).unwrap();
    let edges =
        pairs.filter_map(|(left, right)| Some(Edge { left, right, score: score(number(left), number(right))? }));
    PoolInstance::new(people, edges.collect()).unwrap()
}

/// Pools of groups of `size`, all pairs in a group with a high score, and others with a low one.
fn groups(size: usize) -> impl Strategy<Value = PoolInstance> {
    let scores = proptest::collection::vec((0..100_u8, 0..6_i64), 60 * 59 / 2);
    (20..=60_usize, 1..8_u8, scores).prop_map(move |(people, odds, scores)| {
        let pairs = (0..people).flat_map(|left| (left + 1..people).map(move |right| (left, right)));
        let edges = pairs.zip(scores).filter_map(|((left, right), (chance, score))| {
            let together = left / size == right / size;
            let score = if together { score + 10 } else { score + 1 };
            (together || chance < odds).then_some(Edge { left, right, score })
        });
        PoolInstance::new(people, edges.collect()).unwrap()
    })
}

/// Pools where people know those close by in their row: chains of rings.
fn rows() -> impl Strategy<Value = PoolInstance> {
    let scores = proptest::collection::vec((0..100_u8, 1..4_i64), 60 * 59 / 2);
    (10..=60_usize, 2..5_usize, scores).prop_map(|(people, reach, scores)| {
        let pairs = (0..people).flat_map(|left| (left + 1..people).map(move |right| (left, right)));
        let edges = pairs.zip(scores).filter_map(|((left, right), (chance, score))| {
            let near = right - left <= reach && chance < 85;
            (near || chance < 1).then_some(Edge { left, right, score })
        });
        PoolInstance::new(people, edges.collect()).unwrap()
    })
}

/// Pools where any pair may have a score.
fn any_pairs(most: i64) -> impl Strategy<Value = PoolInstance> {
    let scores = proptest::collection::vec((0..100_u8, 1..=most), 50 * 49 / 2);
    (10..=50_usize, 3..100_u8, scores).prop_map(|(people, odds, scores)| {
        let pairs = (0..people).flat_map(|left| (left + 1..people).map(move |right| (left, right)));
        let edges = pairs
            .zip(scores)
            .filter_map(|((left, right), (chance, score))| (chance < odds).then_some(Edge { left, right, score }));
        PoolInstance::new(people, edges.collect()).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn triangles_with_few_bridges(problem in groups(3)) {
        prop_assert_eq!(check("triangles", &problem), Ok(()));
    }

    #[test]
    fn larger_groups_with_few_bridges(problem in groups(7)) {
        prop_assert_eq!(check("groups of seven", &problem), Ok(()));
    }

    #[test]
    fn chains_of_rings(problem in rows()) {
        prop_assert_eq!(check("rows", &problem), Ok(()));
    }

    #[test]
    fn any_pairs_with_many_ties(problem in any_pairs(3)) {
        prop_assert_eq!(check("ties", &problem), Ok(()));
    }

    #[test]
    fn any_pairs_with_few_ties(problem in any_pairs(10_000)) {
        prop_assert_eq!(check("any", &problem), Ok(()));
    }
}

#[test]
fn ties() {
    for people in [40, 41] {
        check("all equal", &pool(people, |_, _| Some(7))).unwrap();
        check("two values", &pool(people, |l, r| Some(1 + i64::from(l * r % 7 == 3)))).unwrap();
        let few = |l: i64, r: i64| ((l * 31 + r * 17) % 11 < 2).then_some(5 + (l + r) % 2);
        check("two values, few pairs", &pool(people, few)).unwrap();
    }
}

#[test]
fn rings_and_bridges() {
    let triangle = |l: i64, r: i64| l / 3 == r / 3;
    check("triangles apart", &pool(60, |l, r| triangle(l, r).then_some(5))).unwrap();
    // From the last of each triangle to the first of the next.
    let bridge = |l: i64, r: i64| l % 3 == 2 && r == l + 1;
    for worth in [1, 5, 9, 20] {
        let chain = |l: i64, r: i64| if triangle(l, r) { Some(10) } else { bridge(l, r).then_some(worth) };
        for people in [57, 60, 63] {
            check("triangles in a chain", &pool(people, chain)).unwrap();
        }
    }
    let ring = |l: i64, r: i64| l / 7 == r / 7 && (r - l == 1 || r - l == 6);
    let chain = |l: i64, r: i64| if ring(l, r) { Some(10) } else { (l % 7 == 3 && r - l == 7).then_some(4) };
    check("rings of seven in a chain", &pool(63, chain)).unwrap();
    // Triangles of triangles: whoever is left over in one is left over with those of the two beside it.
    let level = |l: i64, r: i64| [3, 9, 27, 81].into_iter().position(|size| l / size == r / size);
    let nested = |l: i64, r: i64| level(l, r).and_then(|level| [Some(100), Some(60), Some(30), Some(10)][level]);
    for people in [27, 54, 61, 81] {
        check("triangles of triangles", &pool(people, nested)).unwrap();
    }
}

#[test]
fn stars_products_and_nobody() {
    check("a star", &pool(50, |l, r| (l == 0).then_some(100 + r))).unwrap();
    check("stars", &pool(60, |l, r| (l % 10 == 0 && r < l + 10 || l == 0 && r % 10 == 0).then_some(r % 7 + 1)))
        .unwrap();
    check("products", &pool(45, |l, r| Some((l + 1) * (r + 1)))).unwrap();
    check("those alike", &pool(45, |l, r| Some(50 - (r - l)))).unwrap();
    check("no pairs", &pool(20, |_, _| None)).unwrap();
}

#[test]
fn the_greatest_and_least_scores_there_are() {
    let ends = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];
    let any = |l: i64, r: i64| ends.iter().cycle().nth((l * 3 + r * 5 + l * r).try_into().unwrap()).copied();
    check("ends", &pool(35, any)).unwrap();
    // The greatest that still go into 64 bits, where the tests would notice an overflow.
    let narrow =
        |l: i64, r: i64| ((l * 7 + r * 3) % 4 > 0).then_some(i64::MAX / HEADROOM - (l * r) % 5 * (i64::MAX / 99));
    check("narrow", &pool(41, narrow)).unwrap();
    check("all greatest", &pool(21, |_, _| Some(i64::MAX))).unwrap();
    check("all least", &pool(21, |_, _| Some(i64::MIN))).unwrap();
}

#[test]
fn the_same_pool_has_the_same_answer() {
    let tied = pool(51, |l, r| ((l + r) % 3 > 0).then_some(1));
    for preference in Objective::ALL {
        assert_eq!(assign_pool(&tied, preference), assign_pool(&tied, preference));
    }
}
