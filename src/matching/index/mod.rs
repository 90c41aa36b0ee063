//! Who would be good for whom, best first, without looking at every pair.
//!
//! Those on offer stand in blocks of 64 (`blocks`). Somebody who looks for the best of them asks each block first how
//! good anybody in it can be at most (`plan`), and takes the blocks best first, roughly (`best_first`). Operations on sets
//! tell who in a block may be good enough, and only for those a score is worked out, in steps (`search`, `measure`). What
//! is good enough is what the best so far have (`shortlist`), so that after the first blocks little is looked at more
//! closely. Prices that a solver puts on people are part of it: a block knows what they ask at least (`asked`). Where all pairs
//! fit, they are looked up once (`table`).
//!
//! After the threshold algorithm of Fagin, Lotem and Naor, *Optimal aggregation algorithms for middleware* (2003), and
//! the bit-sliced indexes of O'Neil and Quass (1997).

mod asked;
mod best_first;
mod blocks;
mod eligible;
mod measure;
mod people;
mod plan;
mod search;
mod shortlist;
mod table;

use std::sync::OnceLock;

use super::assign::{Offer, Offers, Weighing, number};
use super::rules::Apart;
use crate::domain::Profile;
use asked::Asked;
use best_first::Order;
use blocks::{Blocks, Levels, Set};
pub(super) use eligible::As;
use measure::Known;
pub(super) use measure::Measure;
use people::People;
use plan::Plan;
use search::Search;
use shortlist::Shortlist;
pub(super) use table::{Table, Weighed};

/// Participants, and those of them who are on offer, found by what they have. Knows no weights.
#[derive(Debug)]
pub(super) struct Index {
    people: People,
    apart: Apart,
    blocks: Blocks,
    /// Those to whom they are offered, who are looked for only when somebody has no duo.
    lefts: Vec<usize>,
    of_lefts: OnceLock<Blocks>,
}

impl Index {
    /// `apart` tells who must not be together, by index.
    pub(super) fn new(participants: &[Profile], apart: Apart, lefts: Vec<usize>, rights: &[usize]) -> Self {
        let people = People::new(participants);
        let blocks = Blocks::new(&people, rights);
        Self { people, apart, blocks, lefts, of_lefts: OnceLock::new() }
    }
}

/// What a pair weighs, by its score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weigh {
    /// Pairs with a lower score do not count.
    least: i64,
    /// What a pair weighs beside its score, if that counts.
    premium: i64,
    scores: bool,
}

impl From<Weighing> for Weigh {
    fn from(weighing: Weighing) -> Self {
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
pub(super) struct Candidates<'a> {
    index: &'a Index,
    measure: Measure,
    weigh: Weigh,
    /// For each left who it is.
    lefts: &'a [usize],
    /// For each slot which right that is.
    rights: Vec<u32>,
    seats: &'a [usize],
}

impl<'a> Candidates<'a> {
    pub(super) fn new(
        index: &'a Index,
        measure: Measure,
        weigh: impl Into<Weigh>,
        lefts: &'a [usize],
        right_of: &'a [u32],
        seats: &'a [usize],
    ) -> Self {
        let rights = index.blocks.numbers().iter().map(|person| right_of[*person as usize]).collect();
        Self { index, measure, weigh: weigh.into(), lefts, rights, seats }
    }
}

impl Candidates<'_> {
    /// Prepares to look for the best of a left.
    fn search<'s>(&'s self, memo: &'s mut Memo, left: usize, prices: &'s [i64]) -> (Search<'s>, &'s mut Order) {
        let person = self.lefts[left];
        let Memo { knows, levels, sets, asked, order, .. } = memo;
        let Index { people, blocks, .. } = self.index;
        knows.by(people, person);
        let (needs, expertise) = (people.needs(person), people.expertise(person));
        levels.resize_with(levels.len().max(needs.len()), Vec::new);
        sets.resize_with(sets.len().max(expertise.len()), Vec::new);
        let known = needs.iter().zip(levels).map(|(n, space)| blocks.known(n.topic).spread(space, blocks.len()));
        let wanted = expertise.iter().zip(sets).map(|(e, space)| blocks.wanted(e.topic).spread(space, blocks.len()));
        let mut apart: Vec<_> = self.index.apart.from(person).filter_map(|other| blocks.place(other)).collect();
        apart.sort_unstable();
        let search = Search {
            apart,
            of: self,
            person,
            plan: Plan::new(people, person, blocks, &self.measure),
            known: known.collect(),
            wanted: wanted.collect(),
            knows,
            asked,
            prices,
        };
        (search, order)
    }
}

/// What one search after the other can use again.
pub(super) struct Memo {
    knows: Known,
    levels: Vec<Vec<Levels>>,
    sets: Vec<Vec<Set>>,
    asked: Asked,
    order: Order,
    space: Vec<Offer<i64>>,
}

impl Offers<i64> for Candidates<'_> {
    type Memo = Memo;

    fn lefts(&self) -> usize {
        self.lefts.len()
    }

    fn seats(&self) -> &[usize] {
        self.seats
    }

    fn memo(&self) -> Memo {
        let mut asked = Asked::default();
        asked.set(self.rights.iter().map(|_| 0));
        Memo {
            knows: Known::new(self.index.people.topics()),
            levels: Vec::new(),
            sets: Vec::new(),
            asked,
            order: Order::default(),
            space: Vec::new(),
        }
    }

    fn note(&self, memo: &mut Memo, prices: &[i64]) {
        memo.asked.set(self.rights.iter().map(|right| prices[*right as usize]));
    }

    fn best(
        &self,
        memo: &mut Memo,
        left: usize,
        prices: &[i64],
        (count, above): (usize, i64),
        into: &mut Vec<Offer<i64>>,
    ) -> i64 {
        let space = std::mem::take(&mut memo.space);
        let (search, order) = self.search(memo, left, prices);
        let blocks = &self.index.blocks;
        // Among equals everybody begins elsewhere, so that not all want the same.
        let turn = number(left).wrapping_mul(0x9E37_79B1) as usize;
        let mut shortlist = Shortlist::new(space, count, above, turn, self.seats.len());
        let start = turn % blocks.len().max(1);
        let in_turn = (start..blocks.len()).chain(0..start);
        order.set(in_turn.map(|block| (search.at_most(block), block)).filter(|(most, _)| *most > above));
        for &(most, block) in order.best_first() {
            if most > shortlist.above() {
                search.look_into(block, &mut shortlist);
            }
        }
        let rest;
        (rest, memo.space) = shortlist.finish(into);
        rest
    }
}

#[cfg(test)]
mod tests;
