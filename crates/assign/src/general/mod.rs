//! Who goes with whom in one pool: the maximum-weight matching of a general graph.
//!
//! One face, [`assign_pool`]. The way through:
//!
//! - `fractional_start`: an assignment problem gives prices, and chooses pairs but for some cycles of odd length;
//! - `search`: for each person who is left over, a shortest path to a partner or to going without, growing and undoing
//!   `blossoms` on the `tree` that it grows, up to its `termination`; `outermost` knows which blossom somebody is in;
//! - `adjacency`: the pairs of each person, nearest first, sorted only as far as they are looked at;
//! - `bottleneck`: the greatest lowest score;
//! - `proof`: prices of people and of odd sets that show that no choice weighs more;
//! - `what_if`: from where the searches ended, what it would cost if a pair had to be.
//!
//! After Edmonds, *Maximum matching and a polyhedron with 0,1-vertices* (1965), with the start of Applegate and Cook
//! (1993), and one tree at a time, as in Kolmogorov's *Blossom V* (2009). No table is filled: memory grows as the number of
//! pairs.

mod adjacency;
mod blossoms;
mod bottleneck;
mod fractional_start;
mod instance;
mod outermost;
mod proof;
mod search;
mod termination;
mod tree;
mod what_if;

pub use instance::PoolInstance;
pub use what_if::PoolWhatIf;

use std::cmp::Reverse;

use crate::objective::WeightFunction;
use crate::{Assignment, Edge, Instance, Objective};

use adjacency::Lists;
use blossoms::{Blossoms, NONE};
use fractional_start::Start;
use proof::{OddSet, Prices};
use search::{Halved, Search};

/// The name of this solver in a summary.
const NAME: &str = "blossom";
/// Its name where it stopped before the end.
const STOPPED: &str = "blossom, stopped early";

/// After so many looks at a pair no further search is begun; the search for a threshold has as many of its own.
///
/// A look costs 25 ns (all pairs of 2,000 people) to 110 ns (50,000 people in groups of five), so that this is about
/// a minute. 5,000 people with 1.6 million pairs take twenty thousand looks, 2,001 with all pairs four million, and
/// 30,000 in groups of five, everybody to be paired, 250 million: nearly all that is not made to be hard ends before.
const BUDGET: u64 = 500_000_000;

/// No number in this solver is as great as so many times the greatest weight. Twice a person's price is at most twice
/// that, and so are half a blossom's and a time; a slack or what a price would be at time 0 is at most four times that,
/// and a sum has at most three of them.
const HEADROOM: i64 = 16;

/// Solves a pool: pairs of two people, each in one pair at most. What is preferred, and the meaning of the answer, are
/// those of [`assign`](crate::assign()); a pair's `left` is the lower index.
///
/// Exact, unless a pool is so large and so hard that the searches were stopped: then the solver's name says so, the
/// bound is proved as well, and `optimal` is false unless the total reaches it.
///
/// Deterministic; callers with names go through .
///
/// ```
/// use assign::Objective;
/// use assign::{Edge, PoolInstance, assign_pool};
///
/// let edge = |left, right, score| Edge { left, right, score };
/// let pool = PoolInstance::new(4, vec![edge(0, 1, 3), edge(1, 2, 7), edge(2, 0, 3), edge(3, 2, 3)])?;
/// assert_eq!(assign_pool(&pool, Objective::Total).total(), 7);
/// assert_eq!(assign_pool(&pool, Objective::Cardinality).total(), 6);
/// # Ok::<(), assign::AssignError>(())
/// ```
#[must_use]
pub fn assign_pool(problem: &PoolInstance, preference: Objective) -> Assignment {
    assign_within(problem, preference, BUDGET)
}

/// The same with another budget.
fn assign_within(problem: &PoolInstance, preference: Objective, mut budget: u64) -> Assignment {
    let cover = Instance::double_cover(problem.people(), problem.edges());
    let (weighing, proved) = weighed(problem, &cover, preference, budget);
    let settled = settle(&cover, weighing, fractional_start::relax(&cover, weighing), &mut budget);
    settled.assignment(problem, preference, (weighing, proved))
}

/// What a preference weighs in a pool, and whether that is proved to be what it asks for.
fn weighed(problem: &PoolInstance, cover: &Instance, preference: Objective, budget: u64) -> (WeightFunction, bool) {
    let covering = |least| WeightFunction::cover_of(problem.edges(), problem.max_edges(), least);
    match preference {
        Objective::Total => (WeightFunction::total(), true),
        Objective::Cardinality => (covering(i64::MIN), true),
        Objective::Bottleneck => {
            let threshold = bottleneck::threshold(problem, cover, budget);
            (covering(threshold.score), threshold.proved)
        }
    }
}

/// The heaviest choice; `None` if it was stopped before the end.
pub(crate) fn heaviest(problem: &PoolInstance, weighing: WeightFunction) -> Option<Vec<Edge>> {
    let cover = Instance::double_cover(problem.people(), problem.edges());
    let settled = settle(&cover, weighing, fractional_start::relax(&cover, weighing), &mut { BUDGET });
    (!settled.stopped).then(|| settled.chosen(problem))
}

/// A choice of pairs.
struct Settled {
    /// For each person their partner.
    mate: Vec<Option<usize>>,
    /// For [`proof::bound`].
    prices: Prices,
    /// Whether there was more to search.
    stopped: bool,
}

impl Settled {
    fn chosen(&self, problem: &PoolInstance) -> Vec<Edge> {
        problem.edges().iter().filter(|e| self.mate[e.left] == Some(e.right)).copied().collect()
    }

    fn assignment(
        &self,
        problem: &PoolInstance,
        preference: Objective,
        (weighing, proved): (WeightFunction, bool),
    ) -> Assignment {
        let edges = self.chosen(problem);
        let total = edges.iter().map(|e| i128::from(e.score)).sum();
        let bound = proof::bound(problem, weighing, &self.prices).saturating_sub(weighing.premiums(edges.len()));
        let solver = if self.stopped { STOPPED } else { NAME };
        let optimal = proved && total == bound;
        Assignment { edges, total, bound, optimal, solver, prices: Vec::new(), weighing, preference }
    }
}

/// Goes from the half-integral start to the heaviest choice, with what is left of a budget of looks; in 64 bits where the sums fit, which is nearly always.
fn settle(cover: &Instance, weighing: WeightFunction, start: Start, budget: &mut u64) -> Settled {
    let greatest = cover.edges().iter().filter_map(|e| weighing.weight(e.score)).max().unwrap_or(0);
    if greatest <= i128::from(i64::MAX / HEADROOM) {
        let searched = search(cover, weighing, start, budget, |number| i64::try_from(number).unwrap_or(i64::MAX));
        searched.settled(cover, weighing)
    } else {
        search(cover, weighing, start, budget, |number| number).settled(cover, weighing)
    }
}

/// All searches that a start leaves to be made.
#[derive(Debug)]
struct Searched<W> {
    search: Search<W>,
    lists: Lists<W>,
    stopped: bool,
}

fn search<W: Halved>(
    cover: &Instance,
    weighing: WeightFunction,
    start: Start,
    budget: &mut u64,
    narrow: impl Fn(i128) -> W,
) -> Searched<W> {
    let twice_price: Vec<W> = start.twice_price.into_iter().map(&narrow).collect();
    let mut lists = Lists::new(cover, |one, other, score| {
        let weight = narrow(weighing.weight(score)?);
        Some(twice_price[one] + twice_price[other] - weight - weight)
    });
    for _ in cover.lefts()..start.mate.len() {
        lists.invite();
    }
    let mut search = Search::new(start.mate, twice_price);
    let mut stopped = false;
    for person in start.waiting {
        if search.blossoms.mate[person] == NONE {
            if lists.looks >= *budget {
                stopped = true;
                break;
            }
            search.run(person, &mut lists);
        }
    }
    *budget = budget.saturating_sub(lists.looks);
    Searched { search, lists, stopped }
}

impl<W: Halved> Searched<W> {
    fn settled(&self, cover: &Instance, weighing: WeightFunction) -> Settled {
        let Self { search, stopped, .. } = self;
        let mut mate: Vec<_> = search.blossoms.mate.iter().map(|mate| Some(*mate).filter(|m| *m != NONE)).collect();
        if *stopped {
            pair_the_rest(cover, weighing, &mut mate);
        }
        Settled { mate, prices: prices(search), stopped: *stopped }
    }
}

/// Pairs those who are left over with each other, heaviest first.
fn pair_the_rest(cover: &Instance, weighing: WeightFunction, mate: &mut [Option<usize>]) {
    let free = |e: &&Edge| e.left < e.right && mate[e.left].is_none() && mate[e.right].is_none();
    let mut edges: Vec<(i128, &Edge)> =
        cover.edges().iter().filter(free).filter_map(|e| Some((weighing.weight(e.score)?, e))).collect();
    edges.sort_unstable_by_key(|(weight, edge)| (Reverse(*weight), **edge));
    for (_, edge) in edges {
        if mate[edge.left].is_none() && mate[edge.right].is_none() {
            (mate[edge.left], mate[edge.right]) = (Some(edge.right), Some(edge.left));
        }
    }
}

/// What the search ends with, as its proof takes it.
fn prices<W: Halved>(search: &Search<W>) -> Prices {
    let blossoms: &Blossoms<W> = &search.blossoms;
    // Outer blossoms before those in them, first the outermost.
    let mut order: Vec<usize> = (0..search.outermost.people())
        .map(|person| search.outermost.of(person))
        .filter(|node| !blossoms.is_person(*node))
        .collect();
    order.sort_unstable();
    order.dedup();
    for at in 0.. {
        let Some(&node) = order.get(at) else { break };
        order.extend(blossoms.ring(node).iter().filter(|child| !blossoms.is_person(**child)));
    }
    // For each blossom the smallest set that it is or that it is in; those without a price are none.
    let mut set = vec![None; blossoms.nodes()];
    let outer = |set: &[Option<usize>], node| set.get(blossoms.parent[node]).copied().flatten();
    let mut number = order.iter().filter(|node| blossoms.half_price[**node] > W::default()).count();
    let mut sets = Vec::with_capacity(number);
    for &node in &order {
        let half: i128 = blossoms.half_price[node].into();
        let within = outer(&set, node);
        set[node] = within;
        if half > 0 {
            number -= 1;
            sets.push(OddSet { price: half + half, within });
            set[node] = Some(number);
        }
    }
    sets.reverse();
    let people = 0..search.outermost.people();
    Prices {
        set_of: people.clone().map(|person| outer(&set, person)).collect(),
        people: people.map(|person| search.twice_price(person).into()).collect(),
        sets,
    }
}

#[cfg(test)]
mod hard_instances;
#[cfg(test)]
mod tests;
