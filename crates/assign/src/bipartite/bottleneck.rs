//! The greatest score below which no pair is needed to make as many pairs as possible.

use std::cmp::Reverse;
use std::ops::Range;

use super::max_cardinality;
use crate::graph::Arc;
use crate::seat_allocation::SeatAllocation;
use crate::{Instance, in_chunks};

/// How many lefts are put in order at a time.
const CHUNK: usize = 64;

/// The greatest lowest score, and whether prices prove it.
pub(crate) struct Threshold {
    pub(crate) score: i64,
    /// That no choice has more pairs, and none has as many with greater scores only.
    pub(crate) proved: bool,
}

/// Finds it by bisection over the scores that occur: the higher the threshold, the fewer pairs are on offer.
///
/// Whoever has a seat under a higher threshold may have one under a lower, so that each step goes on from the last
/// threshold that was too high. Whoever has as many pairs as possible shows that their lowest score is possible.
pub(crate) fn threshold(pairs: &ByScore) -> Threshold {
    let nobody = pairs.nobody();
    let mut seating = nobody.clone();
    let (most, prices) = pairs.seat(&mut seating, i64::MIN);
    let mut proved = pairs.bound(i64::MIN, &prices) == most;
    if most == 0 {
        return Threshold { score: i64::MIN, proved };
    }
    let mut lowest = pairs.lowest(&seating);
    let scores = pairs.scores_between(lowest, pairs.best_of_most(most));
    // The scores before `possible` are possible as a threshold, those from `too_high` are not.
    let (mut possible, mut too_high) = (0, scores.len());
    let (mut seated, mut proof) = (nobody, None);
    while possible < too_high {
        let middle = possible.midpoint(too_high);
        let mut seating = seated.clone();
        let (count, prices) = pairs.seat(&mut seating, scores[middle]);
        if count == most {
            lowest = pairs.lowest(&seating);
            possible = scores.partition_point(|score| *score <= lowest);
        } else {
            too_high = middle;
            seated = seating;
            proof = Some(prices);
        }
    }
    // A threshold that is too high proves that all above it are; without one, too few have a greater score at all.
    if let Some(prices) = proof {
        proved &= pairs.bound(scores[too_high], &prices) < most;
    }
    Threshold { score: lowest, proved }
}

/// All pairs with an open right, best first for each left.
pub struct ByScore {
    lefts: usize,
    seats: Vec<usize>,
    stretches: Vec<Chunk>,
}

/// The pairs of some lefts that follow on each other.
struct Chunk {
    /// For each left where its pairs start, and one past the last.
    starts: Vec<usize>,
    pairs: Vec<Arc<i64>>,
}

impl ByScore {
    /// Puts them in order, on all processors. `pairs_of` hands out the rights of a left, each with its score.
    pub fn new<P: Iterator<Item = (usize, i64)>>(
        lefts: usize,
        seats: impl Iterator<Item = usize>,
        pairs_of: impl Fn(usize) -> P + Sync,
    ) -> Self {
        // No right has more takers than there are lefts.
        let seats: Vec<usize> = seats.map(|seats| seats.min(lefts)).collect();
        let stretch = |(): &mut (), some: Range<usize>| {
            let (mut starts, mut pairs) = (vec![0], Vec::new());
            for left in some {
                let open = pairs_of(left).filter(|(right, _)| seats[*right] > 0);
                pairs.extend(open.map(|(right, weight)| Arc { right, weight }));
                pairs[starts[starts.len() - 1]..].sort_unstable_by_key(|arc| (Reverse(arc.weight), arc.right));
                starts.push(pairs.len());
            }
            Chunk { starts, pairs }
        };
        let stretches = in_chunks(lefts, CHUNK, || (), stretch);
        Self { lefts, seats, stretches }
    }

    /// Those of a problem.
    pub(crate) fn of_problem(problem: &Instance) -> Self {
        let seats = problem.capacities().iter().map(|seats| usize::try_from(*seats).unwrap_or(usize::MAX));
        Self::new(problem.lefts(), seats, |left| {
            let from = problem.edges().partition_point(|e| e.left < left);
            problem.edges()[from..].iter().take_while(move |e| e.left == left).map(|e| (e.right, e.score))
        })
    }

    /// The pairs of a left.
    fn of(&self, left: usize) -> &[Arc<i64>] {
        let Chunk { starts, pairs } = &self.stretches[left / CHUNK];
        &pairs[starts[left % CHUNK]..starts[left % CHUNK + 1]]
    }

    /// Those with at least this score.
    fn from(&self, left: usize, least: i64) -> &[Arc<i64>] {
        let all = self.of(left);
        &all[..all.partition_point(|arc| arc.weight >= least)]
    }

    /// Nobody sits.
    pub(crate) fn nobody(&self) -> SeatAllocation {
        SeatAllocation::new(self.lefts, &self.seats)
    }

    /// Seats as many as possible with scores from this threshold: how many, and prices that prove it.
    pub(crate) fn seat(&self, seating: &mut SeatAllocation, least: i64) -> (usize, Vec<bool>) {
        let full = max_cardinality::seat(seating, self.lefts, self.seats.len(), |left| self.from(left, least));
        (seating.rights().iter().flatten().count(), full)
    }

    /// How many pairs with scores from this threshold no choice exceeds, from these prices: see [`crate::proof`].
    fn bound(&self, least: i64, dear: &[bool]) -> usize {
        let gains = (0..self.lefts).filter(|left| self.from(*left, least).iter().any(|arc| !dear[arc.right])).count();
        gains + self.seats.iter().zip(dear).filter(|(_, dear)| **dear).map(|(seats, _)| *seats).sum::<usize>()
    }

    /// The lowest score of those who have a seat.
    fn lowest(&self, seating: &SeatAllocation) -> i64 {
        let seated = (0..self.lefts).filter_map(|left| Some((left, seating.of(left)?.right)));
        let scores = seated.filter_map(|(left, right)| self.of(left).iter().find(|arc| arc.right == right));
        scores.map(|arc| arc.weight).min().unwrap_or(i64::MIN)
    }

    /// A score that at least one of any so many pairs does not exceed.
    fn best_of_most(&self, most: usize) -> i64 {
        let mut best: Vec<i64> = (0..self.lefts).filter_map(|left| Some(self.of(left).first()?.weight)).collect();
        best.sort_unstable_by_key(|score| Reverse(*score));
        best.get(most - 1).copied().unwrap_or(i64::MAX)
    }

    /// The scores that occur above the one and up to the other, lowest first.
    fn scores_between(&self, above: i64, greatest: i64) -> Vec<i64> {
        let all = || {
            (0..self.lefts).flat_map(|left| {
                let all = self.from(left, above);
                let from = all.partition_point(|arc| arc.weight > greatest);
                all[from..].iter().map(|arc| arc.weight).take_while(|score| *score > above)
            })
        };
        let place = |score: i64| usize::try_from(score.abs_diff(above)).unwrap_or(usize::MAX);
        // Hardly any score of a round occurs once: to tick them off takes less than to sort them.
        let count: usize = self.stretches.iter().map(|stretch| stretch.pairs.len()).sum();
        if greatest >= above && place(greatest) < count {
            let mut occurs = vec![false; place(greatest) + 1];
            all().for_each(|score| occurs[place(score)] = true);
            return (above..=greatest).zip(occurs).filter(|(_, occurs)| *occurs).map(|(score, _)| score).collect();
        }
        let mut scores: Vec<i64> = all().collect();
        scores.sort_unstable();
        scores.dedup();
        scores
    }
}
