//! Solves a problem whose pairs are not at hand, but asked for: scores from 0, and pairs by the best first.

use crate::Objective;

use crate::bipartite::auction::{
    Heaviest, {self},
};
use crate::bipartite::bottleneck::{
    ByScore, Threshold, {self},
};
use crate::bipartite::one_way::{
    OneWay, Twins, {self},
};
use crate::candidates::Candidates;
use crate::graph::Graph;
use crate::objective::WeightFunction;
use crate::{Assignment, Edge, Instance};

/// Pairs with whole scores from 0 on, that can be asked for under any weighing.
pub trait ImplicitInstance {
    /// What asks for them.
    type Candidates<'a>: Candidates<i64>
    where
        Self: 'a;

    /// No score is above this.
    fn greatest(&self) -> i64;

    /// How many lefts.
    fn lefts(&self) -> usize;

    /// The seats of each right.
    fn seats(&self) -> &[usize];

    /// The pairs, each with what it weighs.
    fn offers(&self, weighing: WeightFunction) -> Self::Candidates<'_>;

    /// The score of a left and a right that were handed out.
    fn score(&self, left: usize, right: usize) -> i64;

    /// All pairs in order of their scores, if they are few enough to be at hand.
    fn by_score(&self) -> Option<ByScore>;
}

/// Pairs that are all at hand, with scores from 0.
pub struct Listed<'a> {
    problem: &'a Instance,
    seats: Vec<usize>,
}

impl<'a> Listed<'a> {
    /// The edges of an instance whose scores are all 0 or more.
    #[must_use]
    pub fn new(problem: &'a Instance) -> Self {
        let seats = problem.capacities().iter().map(|seats| (*seats as usize).min(problem.lefts() + 1));
        Self { problem, seats: seats.collect() }
    }
}

impl ImplicitInstance for Listed<'_> {
    type Candidates<'a>
        = Graph<i64>
    where
        Self: 'a;

    fn greatest(&self) -> i64 {
        self.problem.edges().iter().map(|e| e.score).max().unwrap_or(0)
    }

    fn lefts(&self) -> usize {
        self.problem.lefts()
    }

    fn seats(&self) -> &[usize] {
        &self.seats
    }

    fn offers(&self, weighing: WeightFunction) -> Graph<i64> {
        Graph::new(self.problem, |score| weighing.weight(score).map(|weight| i64::try_from(weight).unwrap_or(i64::MAX)))
    }

    fn score(&self, left: usize, right: usize) -> i64 {
        self.problem.edge(left, right).map_or(0, |edge| edge.score)
    }

    fn by_score(&self) -> Option<ByScore> {
        Some(ByScore::of_problem(self.problem))
    }
}

/// Solves it as [`crate::assign`] does, with the same proof: every pair that was never handed out is accounted for by
/// what was told of it, at the prices of the end. With `twins` no two people are chosen both ways.
///
/// Weights fit in 64 bits: a premium is at most the number of lefts or seats times the greatest score.
pub fn assign_implicit<S: ImplicitInstance>(pairs: &S, twins: Option<&Twins>, preference: Objective) -> Assignment {
    let seats: i128 = pairs.seats().iter().map(|seats| *seats as i128).sum();
    let most = seats.min(pairs.lefts() as i128);
    let cover = |least: i64| WeightFunction::cover_between(least.max(0), pairs.greatest().max(least), most, least);
    let (weighing, proved, found) = match preference {
        Objective::Total => (WeightFunction::total(), true, solve(pairs, twins, WeightFunction::total())),
        Objective::Cardinality => (cover(i64::MIN), true, solve(pairs, twins, cover(i64::MIN))),
        Objective::Bottleneck => {
            let Threshold { score, proved } =
                pairs.by_score().map_or_else(|| threshold(pairs, None), |pairs| bottleneck::threshold(&pairs));
            let found = solve(pairs, twins, cover(score));
            // With fewer pairs than there would be without regard to two ways, another lowest score is possible.
            if found.right_of.iter().flatten().count() < found.without_regard {
                let Threshold { score, proved } = threshold(pairs, twins);
                (cover(score), proved, solve(pairs, twins, cover(score)))
            } else {
                (cover(score), proved, found)
            }
        }
    };
    let chosen = found.right_of.iter().enumerate().filter_map(|(left, right)| right.map(|right| (left, right)));
    let edges: Vec<Edge> = chosen.map(|(left, right)| Edge { left, right, score: pairs.score(left, right) }).collect();
    let total = edges.iter().map(|e| i128::from(e.score)).sum();
    let bound = found.bound.saturating_sub(weighing.premiums(edges.len()));
    let prices = found.prices.into_iter().map(Into::into).collect();
    Assignment {
        total,
        bound,
        optimal: proved && total == bound,
        solver: if found.searched { "branch and bound" } else { "scaling" },
        prices,
        weighing,
        preference,
        edges,
    }
}

/// In 32 bits where the solver's sums fit, else in 64, or in as many as it takes: what is narrow is fast, since a look at a
/// pair takes as long as it takes to fetch it.
macro_rules! by_width {
    ($solver:ident, $greatest:expr, $lefts:expr, $offers:expr) => {
        if auction::fits::<i32>($greatest, $lefts) {
            auction::$solver::<i32, _, _>($offers)
        } else if auction::fits::<i64>($greatest, $lefts) {
            auction::$solver::<i64, _, _>($offers)
        } else {
            auction::$solver::<i128, _, _>($offers)
        }
    };
}

/// The heaviest choice; with twins the heaviest that a search found.
fn solve<S: ImplicitInstance>(pairs: &S, twins: Option<&Twins>, weighing: WeightFunction) -> OneWay {
    let offers = pairs.offers(weighing);
    let (greatest, lefts) = (weighing.weight(pairs.greatest()).unwrap_or(0), pairs.lefts());
    if let Some(twins) = twins {
        return one_way::heaviest(&offers, twins, |offers| by_width!(heaviest_and_close, greatest, lefts, offers));
    }
    let Heaviest { right_of, prices, bound } = by_width!(heaviest, greatest, lefts, &offers);
    let without_regard = right_of.iter().flatten().count();
    OneWay { right_of, prices, bound, without_regard, searched: false }
}

/// As [`bottleneck::threshold`], by bisection over all scores that there may be.
fn threshold<S: ImplicitInstance>(pairs: &S, twins: Option<&Twins>) -> Threshold {
    let count = |least| {
        let found = solve(pairs, twins, WeightFunction::count(least));
        (found.right_of.iter().flatten().count() as i128, found.bound)
    };
    let (most, bound) = count(0);
    let mut proved = most == bound;
    let (mut possible, mut too_high) = (0, pairs.greatest() + 1);
    while possible + 1 < too_high {
        let middle = i64::midpoint(possible, too_high);
        let (found, bound) = count(middle);
        if found >= most {
            possible = middle;
        } else {
            proved &= bound < most;
            too_high = middle;
        }
    }
    Threshold { score: possible, proved }
}
