//! A proof that no choice of pairs in a pool weighs more: prices of people and of odd sets.
//!
//! Let everybody have a price of 0 or more, and some sets of people as well, so that for each pair the prices of both
//! and of the sets that they are both in add up to at least its weight. In a set of `k` people there are at most `⌊k/2⌋`
//! pairs, so no choice weighs more than the prices of all people and `⌊k/2⌋` times the price of each set. This holds
//! for *any* prices, and is the dual of the matching problem (Edmonds, *Maximum matching and a polyhedron with
//! 0,1-vertices*, 1965). When a solver's prices make it an equality, its choice is the heaviest, whatever way it was
//! found. Prices are counted in halves, which is as fine as they need to be.

use super::PoolInstance;
use crate::objective::WeightFunction;

/// Prices, in halves; one below 0 is taken for 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prices {
    /// Of each person.
    pub(crate) people: Vec<i128>,
    /// The smallest set that each person is in.
    pub(crate) set_of: Vec<Option<usize>>,
    /// Sets, each before the one that it is within.
    pub(crate) sets: Vec<OddSet>,
}

/// A set of people: those whose smallest set it is, and those of all sets within it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OddSet {
    pub(crate) price: i128,
    /// A later set.
    pub(crate) within: Option<usize>,
}

/// A weight that no choice exceeds, from these prices. Where they do not add up to a weight, the price of one of the
/// two people is raised.
///
/// What would need more than 128 bits is taken for the greatest number of 128 bits, which is a bound as well.
pub(crate) fn bound(problem: &PoolInstance, weighing: WeightFunction, prices: &Prices) -> i128 {
    let sets = Sets::new(problem.people(), prices);
    let mut people: Vec<i128> =
        (0..problem.people()).map(|person| prices.people.get(person).copied().unwrap_or(0).max(0)).collect();
    for edge in problem.edges() {
        let Some(weight) = weighing.weight(edge.score) else { continue };
        let missing = weight.saturating_mul(2).saturating_sub(people[edge.left].saturating_add(people[edge.right]));
        if missing > 0 {
            let missing = missing.saturating_sub(sets.shared(edge.left, edge.right)).max(0);
            people[edge.left] = people[edge.left].saturating_add(missing);
        }
    }
    people.into_iter().chain(sets.most()).fold(0, i128::saturating_add) / 2
}

/// The sets, checked: each within a later one or within none.
struct Sets {
    set_of: Vec<Option<usize>>,
    within: Vec<Option<usize>>,
    price: Vec<i128>,
    size: Vec<usize>,
    /// The price of each set and of all that it is within.
    sum: Vec<i128>,
}

impl Sets {
    fn new(people: usize, prices: &Prices) -> Self {
        let count = prices.sets.len();
        let within: Vec<_> =
            prices.sets.iter().enumerate().map(|(i, set)| set.within.filter(|w| (i + 1..count).contains(w))).collect();
        let set_of: Vec<_> =
            (0..people).map(|p| prices.set_of.get(p).copied().flatten().filter(|set| *set < count)).collect();
        let price: Vec<i128> = prices.sets.iter().map(|set| set.price.max(0)).collect();
        let mut size = vec![0; count];
        for set in set_of.iter().flatten() {
            size[*set] += 1;
        }
        let mut sum = price.clone();
        for set in 0..count {
            if let Some(outer) = within[set] {
                size[outer] += size[set];
            }
        }
        for set in (0..count).rev() {
            if let Some(outer) = within[set] {
                sum[set] = sum[set].saturating_add(sum[outer]);
            }
        }
        Self { set_of, within, price, size, sum }
    }

    /// The prices of the sets that both are in.
    fn shared(&self, one: usize, other: usize) -> i128 {
        let (mut one, mut other) = (self.set_of[one], self.set_of[other]);
        // What is within comes first, so that the lower of the two moves out.
        while let (Some(a), Some(b)) = (one, other) {
            match a.cmp(&b) {
                std::cmp::Ordering::Less => one = self.within[a],
                std::cmp::Ordering::Greater => other = self.within[b],
                std::cmp::Ordering::Equal => return self.sum[a],
            }
        }
        0
    }

    /// The most that each set adds.
    fn most(&self) -> impl Iterator<Item = i128> {
        self.price.iter().zip(&self.size).map(|(price, size)| price.saturating_mul((size / 2) as i128))
    }
}
