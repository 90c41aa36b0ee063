//! Who would be good for whom, best first, without looking at every pair.
//!
//! Those on offer stand in blocks of 64 (`blocks`). Somebody who looks for the best of them asks each block first how
//! good anybody in it can be at most (`plan`), and takes the blocks best first, roughly (`best_first`). Operations on sets
//! tell who in a block may be good enough, and only for those a score is worked out, in steps (`search`, `measure`). What
//! is good enough is what the best so far have (`shortlist`), so that after the first blocks little is looked at more
//! closely. Prices that a solver puts on people are part of it: those who ask about as much share blocks (`priced`).
//! Where all pairs fit, they are looked up once (`table`).
//!
//! After the threshold algorithm of Fagin, Lotem and Naor, *Optimal aggregation algorithms for middleware* (2003), and
//! the bit-sliced indexes of O'Neil and Quass (1997).

mod best_first;
mod blocks;
mod eligible;
mod measure;
mod plan;
mod priced;
mod search;
mod shortlist;
mod table;

use std::sync::{Arc, OnceLock};

use super::people::People;
use super::rules::ForbiddenPairs;
use assign::{Candidates, WeightFunction};
pub(crate) use blocks::Blocks;
pub(crate) use eligible::{Looked, PairSide};
pub(crate) use measure::CompiledWeights;
use priced::PricedIndex;
pub(crate) use table::{Table, Weighed};

/// Of so many on offer one is few.
const FEW: usize = 32;

/// Participants, and those of them who are on offer, found by what they have. Knows no weights.
#[derive(Debug)]
pub(crate) struct Index {
    people: Arc<People>,
    apart: ForbiddenPairs,
    blocks: Blocks,
    /// Those to whom they are offered, who are looked for only when somebody has no duo.
    lefts: Vec<usize>,
    of_lefts: OnceLock<Blocks>,
}

impl Index {
    /// `apart` tells who must not be together, by index.
    pub(crate) fn new(people: Arc<People>, apart: ForbiddenPairs, lefts: Vec<usize>, rights: &[usize]) -> Self {
        let blocks = Blocks::new(&people, rights, |_| 0);
        Self { people, apart, blocks, lefts, of_lefts: OnceLock::new() }
    }
}

/// What a pair weighs, by its score.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weigh {
    /// Pairs with a lower score do not count.
    least: i64,
    /// What a pair weighs beside its score, if that counts.
    premium: i64,
    scores: bool,
}

impl From<WeightFunction> for Weigh {
    fn from(weighing: WeightFunction) -> Self {
        let (premium, scores) = weighing.beside();
        // No score is below 0, and a premium is far from the end of 64 bits.
        Self { least: weighing.least().max(0), premium: i64::try_from(premium).unwrap_or(i64::MAX), scores }
    }
}

impl Weigh {
    /// What a pair with this score weighs, if it counts.
    fn counted(self, score: i64) -> Option<i64> {
        (score >= self.least).then_some(self.premium + if self.scores { score } else { 0 })
    }

    /// The least score with which a pair counts and weighs at least this, if any that counts does.
    const fn least_score(self, weight: i64) -> i64 {
        let asked = weight.saturating_sub(self.premium);
        if self.scores && asked > self.least { asked } else { self.least }
    }
}

/// The pairs of a round under its weights, as a solver asks for them.
pub(crate) struct CandidateGraph<'a> {
    index: &'a Index,
    measure: CompiledWeights,
    weigh: Weigh,
    /// For each left who it is.
    lefts: &'a [usize],
    /// For each right who it is, and for each participant which right, if any.
    rights: &'a [usize],
    right_of: &'a [u32],
    seats: &'a [usize],
    /// Lefts and rights that may not be a pair, though the other way round they may, by who they are and in order.
    barred: &'a [(usize, usize)],
}

impl<'a> CandidateGraph<'a> {
    pub(crate) fn new(
        index: &'a Index,
        measure: CompiledWeights,
        weigh: impl Into<Weigh>,
        lefts: &'a [usize],
        (rights, right_of): (&'a [usize], &'a [u32]),
        seats: &'a [usize],
    ) -> Self {
        Self { index, measure, weigh: weigh.into(), lefts, rights, right_of, seats, barred: &[] }
    }

    /// The same without these lefts and rights, by who they are and in order.
    pub(crate) const fn without(mut self, barred: &'a [(usize, usize)]) -> Self {
        self.barred = barred;
        self
    }

    /// Whom this left may not be with, though the other way round it may.
    fn barred_from(&self, left: usize) -> impl Iterator<Item = usize> {
        let from = self.barred.partition_point(|(other, _)| *other < left);
        self.barred[from..].iter().take_while(move |(other, _)| *other == left).map(|(_, right)| *right)
    }
}

impl Candidates<i64> for CandidateGraph<'_> {
    type PricedCandidates<'a>
        = PricedIndex<'a>
    where
        Self: 'a;

    fn lefts(&self) -> usize {
        self.lefts.len()
    }

    fn seats(&self) -> &[usize] {
        self.seats
    }

    fn at<'a>(&'a self, prices: &'a [i64]) -> PricedIndex<'a> {
        PricedIndex::all(self, prices)
    }

    fn few(&self) -> usize {
        self.rights.len() / FEW
    }

    fn only<'a>(&'a self, rights: &[u32], prices: &'a [i64]) -> PricedIndex<'a> {
        PricedIndex::only(self, rights, prices)
    }
}

#[cfg(test)]
mod tests;
