//! Solves a problem whose pairs are not at hand, but asked for: scores from 0, and pairs by the best first.

use crate::domain::Preference;

use super::balance::{self, ByScore, Threshold};
use super::offers::Offers;
use super::scaling::{self, Heaviest};
use super::weighing::Weighing;
use super::{Assignment, Edge};

/// Pairs with whole scores from 0 on, that can be asked for under any weighing.
pub(in crate::matching) trait Scored {
    /// What asks for them.
    type Offers<'a>: Offers<i64>
    where
        Self: 'a;

    /// No score is above this.
    fn greatest(&self) -> i64;

    /// How many lefts.
    fn lefts(&self) -> usize;

    /// The seats of each right.
    fn seats(&self) -> &[usize];

    /// The pairs, each with what it weighs.
    fn offers(&self, weighing: Weighing) -> Self::Offers<'_>;

    /// The score of a left and a right that were handed out.
    fn score(&self, left: usize, right: usize) -> i64;

    /// All pairs in order of their scores, if they are few enough to be at hand.
    fn by_score(&self) -> Option<ByScore>;
}

/// Solves it as [`super::assign`] does, with the same proof: every pair that was never handed out is accounted for by
/// what was told of it, at the prices of the end.
///
/// Weights fit in 64 bits: a premium is at most the number of lefts or seats times the greatest score.
pub(in crate::matching) fn assign_offers<S: Scored>(pairs: &S, preference: Preference) -> Assignment {
    let seats: i128 = pairs.seats().iter().map(|seats| *seats as i128).sum();
    let most = seats.min(pairs.lefts() as i128);
    let cover = |least: i64| Weighing::cover_between(least.max(0), pairs.greatest().max(least), most, least);
    let (weighing, proved) = match preference {
        Preference::Quality => (Weighing::total(), true),
        Preference::Coverage => (cover(i64::MIN), true),
        Preference::Balance => {
            let found = pairs.by_score().map_or_else(|| threshold(pairs), |pairs| balance::threshold(&pairs));
            (cover(found.score), found.proved)
        }
    };
    let found = solve(pairs, weighing);
    let chosen = found.right_of.iter().enumerate().filter_map(|(left, right)| right.map(|right| (left, right)));
    let edges: Vec<Edge> = chosen.map(|(left, right)| Edge { left, right, score: pairs.score(left, right) }).collect();
    let total = edges.iter().map(|e| i128::from(e.score)).sum();
    let bound = found.bound.saturating_sub(weighing.premiums(edges.len()));
    let prices = found.prices.into_iter().map(Into::into).collect();
    Assignment {
        total,
        bound,
        optimal: proved && total == bound,
        solver: "scaling",
        prices,
        weighing,
        preference,
        edges,
    }
}

/// The heaviest choice, in 32 bits where the solver's sums fit, else in 64, or in as many as it takes: what is narrow is
/// fast, since a look at a pair takes as long as it takes to fetch it.
fn solve<S: Scored>(pairs: &S, weighing: Weighing) -> Heaviest<i64> {
    let offers = pairs.offers(weighing);
    let (greatest, lefts) = (weighing.weight(pairs.greatest()).unwrap_or(0), pairs.lefts());
    if scaling::fits::<i32>(greatest, lefts) {
        scaling::heaviest::<i32, _, _>(&offers)
    } else if scaling::fits::<i64>(greatest, lefts) {
        scaling::heaviest::<i64, _, _>(&offers)
    } else {
        scaling::heaviest::<i128, _, _>(&offers)
    }
}

/// As [`balance::threshold`], by bisection over all scores that there may be.
fn threshold<S: Scored>(pairs: &S) -> Threshold {
    let count = |least| {
        let found = solve(pairs, Weighing::count(least));
        (found.right_of.iter().flatten().count() as i128, found.bound)
    };
    let (most, bound) = count(0);
    let mut proved = most == bound;
    let (mut possible, mut too_high) = (0, pairs.greatest() + 1);
    while possible + 1 < too_high {
        let middle = i64::midpoint(possible, too_high);
        let (found, bound) = count(middle);
        if found == most {
            possible = middle;
        } else {
            proved &= bound < most;
            too_high = middle;
        }
    }
    Threshold { score: possible, proved }
}
