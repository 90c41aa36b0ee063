//! One search for the best of somebody: from what a block can hold at most, through sets, to exact scores.

use super::Candidates;
use super::blocks::{Blocks, Levels, Set, WIDTH};
use super::measure::Known;
use super::plan::{Plan, Sums};
use super::priced::OnOffer;
use super::shortlist::Shortlist;
use crate::matching::assign::Offer;

/// Who looks, and what was prepared for that.
pub(super) struct Search<'a> {
    pub(super) of: &'a OnOffer<'a>,
    pub(super) blocks: &'a Blocks,
    pub(super) person: usize,
    pub(super) plan: Plan<'a>,
    pub(super) knows: &'a Known,
    /// Who must not be together with the asker: blocks in order, and who of them.
    pub(super) apart: Vec<(usize, Set)>,
    /// For each need what each block knows of it.
    pub(super) known: Vec<&'a [Levels]>,
    /// For each expertise who in each block wants to learn it.
    pub(super) wanted: Vec<&'a [Set]>,
}

impl Search<'_> {
    /// What anybody in each block leaves the asker at most.
    pub(super) fn at_most(&self, into: &mut Vec<i64>) {
        let needs = self.of.of.index.people.needs(self.person);
        into.clear();
        let (all, floors) = (self.blocks.bounds().chunks(WIDTH), self.of.floors.chunks(WIDTH));
        for (word, (bounds, floors)) in all.zip(floors).enumerate() {
            let sums = Sums::new(needs.iter().map(|need| (need, self.blocks.heights(need.topic)[word])));
            into.extend((0..).zip(bounds.iter().zip(floors)).map(|(bit, (bounds, floor))| {
                let score = self.plan.at_most(bounds, sums.of(bit));
                self.of.of.weigh.counted(score).map_or(0, |weight| weight - floor)
            }));
        }
    }

    /// Who of a block must not be together with the asker.
    fn apart_in(&self, block: usize) -> Set {
        let from = self.apart.partition_point(|(other, _)| *other < block);
        self.apart[from..].iter().take_while(|(other, _)| *other == block).fold(0, |all, (_, set)| all | set)
    }

    /// Adds those of a block who belong to the best so far.
    pub(super) fn look_into(&self, block: usize, shortlist: &mut Shortlist) {
        let (Self { blocks, plan, .. }, OnOffer { asks, floors, of: Candidates { index, weigh, .. }, .. }) =
            (self, self.of);
        let bounds = &blocks.bounds()[block];
        let certain = plan.certain(bounds);
        // What learning, reciprocity and half-days must bring to be good enough, for those who ask least.
        let points = weigh.least_score(shortlist.above() + 1 + floors[block]) - certain;
        let Some(sum) = plan.sum_for(points, true) else { return };
        let among = plan.reachable(bounds, blocks.get(block)) & blocks.speaking(block, plan.languages());
        let known = || self.known.iter().map(|known| known[block]);
        let among = plan.missing_little(sum, among & !self.apart_in(block), known());
        if among == 0 {
            return;
        }
        let sums = Sums::new(index.people.needs(self.person).iter().zip(known()));
        let mut found = among & sums.at_least(sum);
        if found == 0 {
            return;
        }
        // Who wants nothing of ours must know more of what we want.
        let give_back = self.wanted.iter().fold(0, |all, wanted| all | wanted[block]);
        found &= give_back | plan.sum_for(points, false).map_or(0, |sum| sums.at_least(sum));
        while found != 0 {
            let bit = found.trailing_zeros();
            found &= found - 1;
            let slot = block * WIDTH + bit as usize;
            let (sum, returns) = (sums.of(bit), give_back >> bit & 1 == 1);
            let half_days = plan.of_half_days(blocks.half_days(slot));
            let score = certain + plan.at_most_of_topics(sum, returns) + half_days;
            if weigh.counted(score).is_some_and(|weight| weight - asks[slot] > shortlist.above()) {
                self.look_at(slot, sum, returns, shortlist);
            }
        }
    }

    /// Adds everybody of a block with whom the asker may be: which right, and the score.
    pub(super) fn everybody(&self, block: usize, into: &mut Vec<(u32, i32)>) {
        let (blocks, OnOffer { of: Candidates { index, measure, .. }, rights, .. }) = (self.blocks, self.of);
        let (bounds, sets) = (&blocks.bounds()[block], blocks.get(block));
        let among =
            self.plan.reachable(bounds, sets) & blocks.speaking(block, self.plan.languages()) & !self.apart_in(block);
        if among == 0 {
            return;
        }
        let sums = Sums::new(index.people.needs(self.person).iter().zip(self.known.iter().map(|known| known[block])));
        let give_back = self.wanted.iter().fold(0, |all, wanted| all | wanted[block]);
        let mut found = among & self.plan.sum_for(0, true).map_or(0, |sum| sums.at_least(sum));
        let on_offer = blocks.people();
        while found != 0 {
            let bit = found.trailing_zeros();
            found &= found - 1;
            let slot = block * WIDTH + bit as usize;
            let Some(points) = self.plan.besides_topics(on_offer.get(slot)) else { continue };
            let given = if give_back >> bit & 1 == 1 { self.knows.covers(on_offer, slot) } else { 0 };
            let Some(of_topics) = measure.of_topics(self.plan.taught(sums.of(bit)), given) else { continue };
            into.push((rights[slot], i32::try_from(points + of_topics).unwrap_or(i32::MAX)));
        }
    }

    /// Adds one person, whose levels in our needs make this sum, if they belong to the best so far.
    fn look_at(&self, slot: usize, sum: usize, gives_back: bool, shortlist: &mut Shortlist) {
        let OnOffer { of: Candidates { measure, weigh, .. }, rights, asks, .. } = self.of;
        let enough = |score: i64| weigh.counted(score).filter(|weight| weight - asks[slot] > shortlist.above());
        let on_offer = self.blocks.people();
        let Some(points) = self.plan.besides_topics(on_offer.get(slot)) else { return };
        if enough(points + self.plan.at_most_of_topics(sum, gives_back)).is_none() {
            return;
        }
        let given = if gives_back { self.knows.covers(on_offer, slot) } else { 0 };
        let Some(of_topics) = measure.of_topics(self.plan.taught(sum), given) else { return };
        let Some(weight) = enough(points + of_topics) else { return };
        shortlist.add(Offer { right: rights[slot], weight, most: weight - asks[slot] });
    }
}
