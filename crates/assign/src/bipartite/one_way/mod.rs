//! Two people are one duo: where the same people are lefts and rights, one of them may be the right of the other, and not
//! both of each other.
//!
//! The pairs of two people, one each way, are **rivals**. To choose best among pairs with rivals is NP-hard (it contains
//! the cycle cover without cycles of two). What prices prove without regard to rivals no choice exceeds, and mostly few
//! rivals are chosen together: from there a search goes on (`search`), on a network of the pairs that matter (`network`).
//! It ends with a proof, or when it has looked at so much that it is given up: then with the best it found, and with what
//! no choice exceeds.

mod network;
mod paths;
mod search;
mod state;
#[cfg(test)]
mod tests;

use crate::bipartite::auction::{
    Heaviest, Weighted, {self},
};
use crate::candidates::Candidates;
use network::{NONE, Network};
use search::{Search, Start};
use state::State;

/// The search is given up when so many pairs were looked at: some 30 milliseconds.
const MOST_WORK: u64 = 3_000_000;

/// To ask for pairs takes as long as to look at one of so many of all that there may be.
const ASKING: u64 = 16;

/// Where it takes no more than this, everybody is asked for all that may matter before the search.
const LITTLE: u64 = 40_000;

/// So many times everybody is asked for more pairs that may matter, and for how many at a time.
const ROUNDS: usize = 8;
const NEXT: usize = 64;
const MOST: usize = 4096;

/// More pairs than so many for each left make the search too slow to come to its end.
const MANY: usize = 32;

/// Which lefts and rights are the same people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twins {
    right_of_left: Vec<u32>,
    left_of_right: Vec<u32>,
}

impl Twins {
    /// For each left who it is, and for each right.
    #[must_use]
    pub fn new(lefts: &[usize], rights: &[usize], people: usize) -> Self {
        let places = |of: &[usize]| {
            let mut places = vec![NONE; people];
            of.iter().zip(0..).for_each(|(person, place)| places[*person] = place);
            places
        };
        let (left_of, right_of) = (places(lefts), places(rights));
        Self {
            right_of_left: lefts.iter().map(|person| right_of[*person]).collect(),
            left_of_right: rights.iter().map(|person| left_of[*person]).collect(),
        }
    }

    /// The same two people the other way round, if each is on both sides.
    pub(crate) fn rival(&self, left: u32, right: u32) -> Option<(u32, u32)> {
        let (other_left, other_right) = (self.left_of_right[right as usize], self.right_of_left[left as usize]);
        (other_left != NONE && other_right != NONE && other_left != left).then_some((other_left, other_right))
    }

    /// Whether two people are chosen both ways.
    pub(crate) fn clash(&self, right_of: &[Option<usize>]) -> bool {
        (0..).zip(right_of).any(|(left, right)| {
            let rival = right.and_then(|right| self.rival(left, crate::to_u32(right)));
            rival.is_some_and(|(left, right)| right_of[left as usize] == Some(right as usize))
        })
    }
}

/// The heaviest choice that was found without two ways between the same two.
pub(crate) struct OneWay {
    pub(crate) right_of: Vec<Option<usize>>,
    /// Prices that prove what could be chosen without regard to rivals.
    pub(crate) prices: Vec<i64>,
    pub(crate) bound: i128,
    /// How many pairs are chosen without regard to rivals.
    pub(crate) without_regard: usize,
    pub(crate) searched: bool,
}

/// Finds it. `base` is the heaviest choice without regard to rivals, with the pairs that come close to those chosen.
pub(crate) fn heaviest<O: Candidates<i64>>(
    offers: &O,
    twins: &Twins,
    base: impl FnOnce(&O) -> (Heaviest<i64>, Vec<Weighted<i64>>),
) -> OneWay {
    let (base, mut pairs) = base(offers);
    let without_regard = base.right_of.iter().flatten().count();
    if !twins.clash(&base.right_of) {
        let Heaviest { right_of, prices, bound } = base;
        return OneWay { right_of, prices, bound, without_regard, searched: false };
    }
    // Where asking takes long, nothing is asked: then what no choice exceeds is what is proved without regard to rivals.
    let (mut rounds, mut outside) = (if offers.few() == 0 { ROUNDS } else { 0 }, base.bound);
    let mut start = Start { rights: base.right_of, prices: base.prices.clone(), penalties: Vec::new() };
    let asking = (offers.lefts() as u64).saturating_mul(offers.seats().len() as u64) / ASKING;
    let (mut work, mut best) = (0, None);
    loop {
        let network = Network::new(offers.lefts(), offers.seats(), pairs.clone(), twins);
        let mut search = Search::new(&network, MOST_WORK.saturating_sub(work), best.take());
        let mut root = search.seated(&start);
        search.settle(&mut root);
        let (mut more, mut within) = (Vec::new(), None);
        if rounds > 0 && work < MOST_WORK {
            rounds -= 1;
            work += asking;
            more = better_pairs(offers, &network, &root);
            if more.is_empty() {
                // What the prices prove, they prove of all pairs. What is close to that is looked for only if it may matter.
                (rounds, outside) = (0, root.bound(&network).into());
                let close =
                    |known| Some(close_pairs(offers, &network, &root, known)).filter(|found| found.are_few(offers));
                let mut found = if asking <= LITTLE { close(search.total()) } else { None };
                if found.is_none() {
                    // The better the best that is known, the fewer are close to it.
                    let bound = search.branch(root.clone());
                    within = Some(bound);
                    let is_open = bound == search.total() && i128::from(bound) < outside;
                    found = if is_open { close(bound) } else { None };
                }
                if let Some(found) = found {
                    (outside, more) = (found.others.into(), found.close);
                }
            }
        }
        if more.is_empty() {
            let within = within.unwrap_or_else(|| search.branch(root));
            let right_of = search.best.map_or_else(|| vec![None; offers.lefts()], |best| best.rights);
            let bound = base.bound.min(outside.max(within.into()));
            return OneWay { right_of, prices: base.prices, bound, without_regard, searched: true };
        }
        pairs.extend(more);
        (work, start, best) = (work + search.work(), root.start(&network), search.best);
    }
}

/// Pairs outside a network that leave a left more than it gains.
fn better_pairs<O: Candidates<i64>>(offers: &O, network: &Network, root: &State) -> Vec<Weighted<i64>> {
    let at = offers.at(&root.prices);
    let answers = auction::ask(offers.lefts(), NEXT, |left| Some((&at, root.gains[left])));
    let found = (0..).zip(answers.by_left()).flat_map(|(left, found)| found.iter().map(move |pair| (left, pair)));
    found
        .filter(|(left, (right, weight))| {
            // With its penalty a pair of the network may leave less than it would without.
            root.gains[*left as usize] + root.prices[*right as usize] < *weight && network.find(*left, *right).is_none()
        })
        .map(|(left, (right, weight))| (left, *right, *weight))
        .collect()
}

/// Pairs outside a network of which none leaves a left more than it gains.
struct Outside {
    /// Those with which a choice may be better than the one that is known.
    close: Vec<Weighted<i64>>,
    /// What no choice exceeds that has another.
    others: i64,
}

impl Outside {
    fn are_few<O: Candidates<i64>>(&self, offers: &O) -> bool {
        self.close.len() <= MANY * offers.lefts()
    }
}

/// Looks for them.
fn close_pairs<O: Candidates<i64>>(offers: &O, network: &Network, root: &State, known: i64) -> Outside {
    let bound = root.bound(network);
    let margin = (bound - known).max(0);
    let at = offers.at(&root.prices);
    let answers = auction::ask(offers.lefts(), NEXT, |left| {
        let above = root.gains[left] - margin;
        (above >= 0).then_some((&at, above))
    });
    // Who gains less than the margin may come to sit where they would pay: prices are less by the margin for them.
    let lower: Vec<i64> = root.prices.iter().map(|price| (price - margin).max(0)).collect();
    let at_lower = offers.at(&lower);
    let lower_gains = |left: usize| (root.gains[left] < margin).then_some((&at_lower, 0));
    let answers_at_lower = auction::ask(offers.lefts(), MOST, lower_gains);
    let both = answers.by_left().zip(answers.rests()).zip(answers_at_lower.by_left().zip(answers_at_lower.rests()));
    let (mut close, mut closest) = (Vec::new(), margin);
    for (left, ((found, rest), (found_at_lower, rest_at_lower))) in (0..).zip(both) {
        let gain = root.gains[left as usize];
        let slack = |(right, weight): &(u32, i64)| gain + root.prices[*right as usize] - weight;
        let found = found.iter().chain(found_at_lower).filter(|pair| slack(pair) < margin);
        let found = found.filter(|(right, _)| network.find(left, *right).is_none());
        close.extend(found.map(|(right, weight)| (left, *right, *weight)));
        // Nothing is left out of those who were asked at lower prices, but what would pay more than the margin.
        closest = closest.min(match (rest, rest_at_lower) {
            (Some(rest), _) => gain - rest,
            (None, Some(rest)) if rest > 0 => gain - rest,
            (None, _) => margin,
        });
    }
    Outside { close, others: bound - closest.max(0) }
}
