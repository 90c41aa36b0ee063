//! One pool, in which everybody may go with everybody: maximum-weight matching in a general graph, for a few people.

use crate::domain::{Kind, Preference};

use super::ProposeError;
use super::assign::Edge;
use super::solve::Chosen;

/// The most people: all sets of them are looked at, 4,096 of 12.
const MOST: usize = 12;

/// The best pairing in one pool of `people`, each in at most one pair. The edges are sorted, the lesser index left; a pair
/// stands once.
///
/// Every set of people is solved from smaller sets (Held and Karp's way of dynamic programming, 1962): the first of the
/// set stays alone, or goes with one of the others. That everything was tried is the proof, so the bound is the total.
///
/// # Errors
/// [`ProposeError::KindNotThere`] for more than 12 people.
pub(super) fn assign_pool_of(people: usize, edges: &[Edge], preference: Preference) -> Result<Chosen, ProposeError> {
    if people > MOST {
        return Err(ProposeError::KindNotThere(Kind::Mutual));
    }
    // Balance in two steps: the greatest lowest score of as many pairs as can be, then the greatest total above it.
    let least = match preference {
        Preference::Quality => Some(1),
        Preference::Coverage => None,
        Preference::Balance => best_of_all(people, edges, None, |(pairs, lowest, _)| (*pairs, *lowest)).0.1,
    };
    let (worth, chosen) = match preference {
        Preference::Quality => best_of_all(people, edges, least, |(_, _, total)| (0, *total)),
        Preference::Coverage | Preference::Balance => best_of_all(people, edges, least, |(n, _, total)| (*n, *total)),
    };
    let total = worth.2;
    Ok(Chosen { pairs: chosen, total, bound: total, optimal: true, solver: "every set of the pool" })
}

/// How many pairs, their lowest score if there are any, and their total.
type Worth = (usize, Option<i64>, i128);

/// The pairing of the greatest worth by `key`, among the edges that score at least `least`.
fn best_of_all<K: Ord>(
    people: usize,
    edges: &[Edge],
    least: Option<i64>,
    key: impl Fn(&Worth) -> K,
) -> (Worth, Vec<(usize, usize)>) {
    let edges: Vec<&Edge> = edges.iter().filter(|e| least.is_none_or(|least| e.score >= least)).collect();
    // For each set of people, as bits: its worth, and the edge of its first person if there is one.
    let mut best: Vec<(Worth, Option<&Edge>)> = vec![((0, None, 0), None); 1 << people];
    for set in 1..best.len() {
        let first = set.trailing_zeros() as usize;
        let without = set & (set - 1);
        let mut found = (best[without].0, None);
        for edge in edges.iter().filter(|e| e.left == first && set >> e.right & 1 == 1) {
            let (pairs, lowest, total) = best[without & !(1 << edge.right)].0;
            let lowest = lowest.map_or(edge.score, |lowest| lowest.min(edge.score));
            let worth = (pairs + 1, Some(lowest), total + i128::from(edge.score));
            if key(&worth) > key(&found.0) {
                found = (worth, Some(*edge));
            }
        }
        best[set] = found;
    }
    let mut set = best.len() - 1;
    let worth = best[set].0;
    let mut chosen = Vec::new();
    while set != 0 {
        let (_, edge) = best[set];
        set &= set - 1;
        if let Some(edge) = edge {
            set &= !(1 << edge.right);
            chosen.push((edge.left, edge.right));
        }
    }
    (worth, chosen)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::testing::{Worth, preferences, worth};

    /// The greatest worth of all pairings there are, one edge after the other taken or left.
    fn by_trying(edges: &[Edge], busy: u32, scores: &mut Vec<i64>, preference: Preference) -> Worth {
        let Some((edge, rest)) = edges.split_first() else { return worth(preference, scores) };
        let mut best = by_trying(rest, busy, scores, preference);
        let both = 1 << edge.left | 1 << edge.right;
        if busy & both == 0 {
            scores.push(edge.score);
            best = best.max(by_trying(rest, busy | both, scores, preference));
            scores.pop();
        }
        best
    }

    proptest! {
        #[test]
        fn a_pool_is_paired_as_well_as_by_trying_everything(
            scores in proptest::collection::vec(proptest::option::of(-3..9_i64), 15),
            preference in preferences(),
        ) {
            let places = (0..6).flat_map(|left| (left + 1..6).map(move |right| (left, right)));
            let edges: Vec<Edge> =
                places.zip(scores).filter_map(|((left, right), score)| Some(Edge { left, right, score: score? })).collect();
            let chosen = assign_pool_of(6, &edges, preference).unwrap();
            let score = |(left, right): &(usize, usize)| {
                edges.iter().find(|e| (e.left, e.right) == (*left, *right)).unwrap().score
            };
            let scores: Vec<i64> = chosen.pairs.iter().map(score).collect();
            prop_assert_eq!(worth(preference, &scores), by_trying(&edges, 0, &mut Vec::new(), preference));
            prop_assert_eq!(chosen.total, scores.iter().copied().map(i128::from).sum());
            let mut people: Vec<usize> = chosen.pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
            people.sort_unstable();
            people.dedup();
            prop_assert_eq!(people.len(), 2 * chosen.pairs.len());
            prop_assert!(preference != Preference::Quality || scores.iter().all(|s| *s > 0));
        }
    }

    #[test]
    fn nobody_one_and_more_than_a_few() {
        for people in 0..2 {
            assert_eq!(assign_pool_of(people, &[], Preference::Coverage).unwrap().pairs, []);
        }
        assert_eq!(assign_pool_of(13, &[], Preference::Coverage), Err(ProposeError::KindNotThere(Kind::Mutual)));
    }
}
