//! Who would be good for whom, best first, without looking at every pair.
//!
//! Those on offer stand in blocks of 64 (`blocks`). Somebody who looks for the best of them asks each block first how
//! good anybody in it can be at most, then, with operations on sets, who in it may be good enough (`plan`), and works
//! out the score of only those (`people`). What is good enough is what the best so far have, so that after the first
//! blocks, those of the asker's own region, little is looked at more closely. Prices that a solver puts on people are
//! part of it: a block bounds its lowest price too.
//!
//! After the threshold algorithm of Fagin, Lotem and Naor, *Optimal aggregation algorithms for middleware* (2003), and
//! the bit-sliced indexes of O'Neil and Quass (1997).

mod best_first;
mod blocks;
mod eligible;
mod people;
mod plan;
mod shortlist;

use std::sync::OnceLock;

use super::assign::{Offer, Offers, Weighing, number};
use super::rules::Apart;
use crate::domain::Profile;
use best_first::Order;
use blocks::{Blocks, Levels, Set, WIDTH};
pub(super) use eligible::As;
pub(super) use people::Measure;
use people::{Asker, People};
use plan::{Plan, Sums};
use shortlist::Shortlist;

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
struct Weigh {
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
        weighing: Weighing,
        lefts: &'a [usize],
        right_of: &'a [u32],
        seats: &'a [usize],
    ) -> Self {
        let rights = index.blocks.numbers().iter().map(|person| right_of[*person as usize]).collect();
        Self { index, measure, weigh: weighing.into(), lefts, rights, seats }
    }
}

/// What one search after the other can use again.
pub(super) struct Memo {
    asker: Asker,
    levels: Vec<Vec<Levels>>,
    sets: Vec<Vec<Set>>,
    /// For each block a price that nobody in it is below.
    floors: Vec<i64>,
    order: Order,
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
        Memo {
            asker: Asker::new(self.index.people.topics()),
            levels: Vec::new(),
            sets: Vec::new(),
            floors: vec![0; self.index.blocks.len()],
            order: Order::default(),
        }
    }

    fn note(&self, memo: &mut Memo, prices: &[i64]) {
        let lowest = |of_block: &[u32]| of_block.iter().map(|right| prices[*right as usize]).min().unwrap_or(0);
        memo.floors.clear();
        memo.floors.extend(self.rights.chunks(WIDTH).map(lowest));
    }

    fn best(
        &self,
        memo: &mut Memo,
        left: usize,
        prices: &[i64],
        (count, above): (usize, i64),
        into: &mut Vec<Offer<i64>>,
    ) -> i64 {
        let person = self.lefts[left];
        let Memo { asker, levels, sets, floors, order } = memo;
        let Index { people, blocks, .. } = self.index;
        asker.become_one_of(people, person);
        let (needs, expertise) = (people.needs(person), people.expertise(person));
        levels.resize_with(levels.len().max(needs.len()), Vec::new);
        sets.resize_with(sets.len().max(expertise.len()), Vec::new);
        let known = needs.iter().zip(levels).map(|(n, space)| blocks.known(n.topic).spread(space, blocks.len()));
        let wanted = expertise.iter().zip(sets).map(|(e, space)| blocks.wanted(e.topic).spread(space, blocks.len()));
        let search = Search {
            of: self,
            person,
            plan: Plan::new(people, person, blocks, &self.measure),
            known: known.collect(),
            wanted: wanted.collect(),
            asker,
            floors,
            prices,
        };
        // Among equals everybody begins elsewhere, so that not all want the same.
        let turn = number(left).wrapping_mul(0x9E37_79B1) as usize;
        let mut shortlist = Shortlist::new(count, above, turn, self.seats.len());
        let start = turn % blocks.len().max(1);
        let in_turn = (start..blocks.len()).chain(0..start);
        order.set(in_turn.map(|block| (search.at_most(block), block)).filter(|(most, _)| *most > above));
        for &(most, block) in order.best_first() {
            if most > shortlist.above() {
                search.look_into(block, &mut shortlist);
            }
        }
        shortlist.finish(into)
    }
}

/// One search for the best of somebody.
struct Search<'a> {
    of: &'a Candidates<'a>,
    person: usize,
    plan: Plan<'a>,
    asker: &'a Asker,
    /// For each need what each block knows of it.
    known: Vec<&'a [Levels]>,
    /// For each expertise who in each block wants to learn it.
    wanted: Vec<&'a [Set]>,
    floors: &'a [i64],
    prices: &'a [i64],
}

impl Search<'_> {
    /// What anybody in a block leaves the asker at most.
    fn at_most(&self, block: usize) -> i64 {
        let score = self.plan.at_most(&self.of.index.blocks.bounds()[block]);
        self.of.weigh.counted(score).map_or(0, |weight| weight - self.floors[block])
    }

    fn look_into(&self, block: usize, shortlist: &mut Shortlist) {
        let Candidates { index: Index { people, blocks, .. }, weigh, .. } = self.of;
        let bounds = &blocks.bounds()[block];
        // What a score must be to be good enough for anybody in this block.
        let least = weigh.least_score(shortlist.above() + 1 + self.floors[block]);
        let points = least - self.plan.certain(bounds);
        let sets = blocks.get(block);
        let among = self.plan.reachable(bounds, sets) & blocks.speaking(block, self.plan.languages());
        if among == 0 {
            return;
        }
        let sums = Sums::new(people.needs(self.person).iter().zip(self.known.iter().map(|known| known[block])));
        let give_back = self.wanted.iter().fold(0, |all, wanted| all | wanted[block]);
        let mut found = self.plan.with_points(points, among, sets, &sums, give_back);
        while found != 0 {
            self.look_at(block * WIDTH + found.trailing_zeros() as usize, shortlist);
            found &= found - 1;
        }
    }

    fn look_at(&self, slot: usize, shortlist: &mut Shortlist) {
        let Candidates { index: Index { people, blocks, .. }, measure, weigh, rights, .. } = self.of;
        let weight = self.asker.score(blocks.people(), slot, measure).and_then(|score| weigh.counted(score));
        // A price is far away in memory: first the lowest of the block.
        let Some(weight) = weight.filter(|weight| weight - self.floors[slot / WIDTH] > shortlist.above()) else {
            return;
        };
        let right = rights[slot];
        let most = weight - self.prices[right as usize];
        if most > shortlist.above() && !self.of.index.apart.are(self.person, blocks.number(slot)) {
            shortlist.add(Offer { right, weight, most });
        }
    }
}
