//! One search for the best of somebody: from what a block can hold at most, through sets, to exact scores.

use super::CandidateGraph;
use super::blocks::{Blocks, Levels, Set, WIDTH};
use super::measure::ExpertiseTable;
use super::plan::{BitSlicedSums, QueryBounds};
use super::priced::PricedIndex;
use super::shortlist::Shortlist;
use crate::matching::score::{self, MAX_VALUE};
use assign::Candidate;

/// Sums of level times share by which those of a block are told apart. A person's shares make 12 at most, since thirds are
/// rounded up for 10 needs, so that no sum is above 36.
const FEW_SHARES: [u8; 3] = [1, 2, 4];

/// The most that anybody knows of what somebody wants, 0 to 100, by the sum of level times share: ninths.
#[inline]
fn most_given(sum: usize) -> u16 {
    const NINTHS: [u16; 10] = [0, 11, 22, 33, 44, 55, 66, 77, 88, MAX_VALUE];
    NINTHS.get(sum).copied().unwrap_or(MAX_VALUE)
}

/// Who looks, and what was prepared for that.
pub(crate) struct Search<'a> {
    pub(crate) of: &'a PricedIndex<'a>,
    pub(crate) blocks: &'a Blocks,
    pub(crate) person: usize,
    pub(crate) plan: QueryBounds<'a>,
    pub(crate) knows: &'a ExpertiseTable,
    /// Who must not be together with the asker: blocks in order, and who of them.
    pub(crate) apart: Vec<(usize, Set)>,
    /// For each need what each block knows of it.
    pub(crate) known: Vec<&'a [Levels]>,
    /// For each expertise what each block wants of it: all of it, or shares.
    pub(crate) wanted: Vec<&'a [Levels]>,
}

impl Search<'_> {
    /// What anybody in each block leaves the asker at most.
    pub(crate) fn at_most(&self, into: &mut Vec<i64>) {
        let needs = self.of.of.index.people.needs(self.person);
        into.clear();
        let (all, floors) = (self.blocks.bounds().chunks(WIDTH), self.of.floors.chunks(WIDTH));
        for (word, (bounds, floors)) in all.zip(floors).enumerate() {
            let sums = BitSlicedSums::new(needs.iter().map(|need| (need, self.blocks.heights(need.topic)[word])));
            into.extend((0..).zip(bounds.iter().zip(floors)).map(|(bit, (bounds, floor))| {
                let score = self.plan.at_most(bounds, sums.of(bit));
                self.of.of.weigh.counted(score).map_or(0, |weight| weight - floor)
            }));
        }
    }

    /// Who of a block must not be together with the asker.
    #[inline]
    fn apart_in(&self, block: usize) -> Set {
        let from = self.apart.partition_point(|(other, _)| *other < block);
        self.apart[from..].iter().take_while(|(other, _)| *other == block).fold(0, |all, (_, set)| all | set)
    }

    /// Adds those of a block who belong to the best so far.
    pub(crate) fn look_into(&self, block: usize, shortlist: &mut Shortlist) {
        let (Self { blocks, plan, .. }, PricedIndex { asks, floors, of: CandidateGraph { index, weigh, .. }, .. }) =
            (self, self.of);
        let bounds = &blocks.bounds()[block];
        let certain = plan.certain(bounds);
        // What learning, reciprocity and half-days must bring to be good enough, for those who ask least.
        let points = weigh.least_score(shortlist.above() + 1 + floors[block]) - certain;
        let Some(sum) = plan.sum_for(points, MAX_VALUE) else { return };
        let among = plan.reachable(bounds, blocks.get(block)) & blocks.speaking(block, plan.languages());
        let known = || self.known.iter().map(|known| known[block]);
        let among = plan.missing_little(sum, among & !self.apart_in(block), known());
        if among == 0 {
            return;
        }
        let sums = BitSlicedSums::new(index.people.needs(self.person).iter().zip(known()));
        let mut found = among & sums.at_least(sum);
        if found == 0 {
            return;
        }
        // Who wants little of ours must know more of what we want.
        let returns = self.of_expertise(block);
        for share in FEW_SHARES {
            let given = most_given(usize::from(share) - 1);
            found &= returns.at_least(share) | plan.sum_for(points, given).map_or(0, |sum| sums.at_least(sum));
        }
        while found != 0 {
            let bit = found.trailing_zeros();
            found &= found - 1;
            let slot = block * WIDTH + bit as usize;
            let (sum, given) = (sums.of(bit), most_given(returns.of(bit)));
            let half_days = plan.of_half_days(blocks.half_days(slot));
            let score = certain + plan.at_most_of_topics(sum, given) + half_days;
            if weigh.counted(score).is_some_and(|weight| weight - asks[slot] > shortlist.above()) {
                self.look_at(slot, sum, given, shortlist);
            }
        }
    }

    /// For each of a block the sum of our level times what they want of it.
    #[inline]
    fn of_expertise(&self, block: usize) -> BitSlicedSums {
        let expertise = self.of.of.index.people.expertise(self.person);
        BitSlicedSums::new(expertise.iter().zip(self.wanted.iter().map(|wanted| wanted[block])))
    }

    /// Adds everybody of a block with whom the asker may be: which right, and the score.
    pub(crate) fn everybody(&self, block: usize, into: &mut Vec<(u32, i32)>) {
        let (blocks, PricedIndex { of: CandidateGraph { index, measure, .. }, rights, .. }) = (self.blocks, self.of);
        let (bounds, sets) = (&blocks.bounds()[block], blocks.get(block));
        let among =
            self.plan.reachable(bounds, sets) & blocks.speaking(block, self.plan.languages()) & !self.apart_in(block);
        if among == 0 {
            return;
        }
        let sums =
            BitSlicedSums::new(index.people.needs(self.person).iter().zip(self.known.iter().map(|known| known[block])));
        let returns = self.of_expertise(block);
        let mut found = among & self.plan.sum_for(0, MAX_VALUE).map_or(0, |sum| sums.at_least(sum));
        let on_offer = blocks.people();
        while found != 0 {
            let bit = found.trailing_zeros();
            found &= found - 1;
            let slot = block * WIDTH + bit as usize;
            let Some(points) = self.plan.besides_topics(on_offer.get(slot)) else { continue };
            let given = score::covered(u16::try_from(returns.of(bit)).unwrap_or(0), on_offer.wanted(slot));
            let Some(of_topics) = measure.of_topics(self.plan.taught(sums.of(bit)), given) else { continue };
            let points = points - measure.staleness(&index.apart, self.person, blocks.number(slot));
            into.push((rights[slot], i32::try_from(points + of_topics).unwrap_or(i32::MAX)));
        }
    }

    /// Adds one person, whose levels in our needs make this sum and who is given at most so much, if they belong to the
    /// best so far.
    #[inline]
    fn look_at(&self, slot: usize, sum: usize, given: u16, shortlist: &mut Shortlist) {
        let PricedIndex { of: CandidateGraph { index, measure, weigh, .. }, rights, asks, .. } = self.of;
        let enough = |score: i64| weigh.counted(score).filter(|weight| weight - asks[slot] > shortlist.above());
        let on_offer = self.blocks.people();
        let Some(points) = self.plan.besides_topics(on_offer.get(slot)) else { return };
        let points = points - measure.staleness(&index.apart, self.person, self.blocks.number(slot));
        if enough(points + self.plan.at_most_of_topics(sum, given)).is_none() {
            return;
        }
        let given = if given > 0 { self.knows.covers(on_offer, slot) } else { 0 };
        let Some(of_topics) = measure.of_topics(self.plan.taught(sum), given) else { return };
        let Some(weight) = enough(points + of_topics) else { return };
        shortlist.add(Candidate { right: rights[slot], weight, most: weight - asks[slot] });
    }
}
