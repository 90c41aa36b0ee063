//! Those on offer, 64 at a time: what 64 people have in common with somebody is worked out with a few operations on
//! words of 64 bits, a person a bit.
//!
//! People are put in an order that makes those of a block alike: by region, then by which of the most known topics they
//! know, then who waited longest, then who has most years. So a few numbers about a block tell much about all its people.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::matching::people::People;
use assign::to_u32;

/// How many people share a block.
pub(crate) const WIDTH: usize = 64;

/// About so many blocks are left for each way of knowing the topics that tell people apart, and at most so many topics do.
const ALIKE: usize = 16;
const MAX_TOLD_APART: u32 = 10;

/// A set of the people of a block.
pub(crate) type Set = u64;

/// A number of 0 to 3, such as a level, for each of the people of a block, as two bits: the units and the twos.
pub(crate) type Levels = [Set; 2];

/// People on offer, in blocks. Each has a slot, which is 64 times the block and the place in it.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// Who they are, by slot: among all participants, and what is known of them.
    numbers: Vec<u32>,
    /// For each participant their slot; beyond the last for those who are not on offer.
    slots: Vec<u32>,
    people: People,
    /// Their half-days, by slot, by themselves: so many are looked at that memory decides.
    half_days: Vec<u16>,
    bounds: Vec<Bounds>,
    sets: Vec<Block>,
    /// For each language the speakers in each block; empty if nobody speaks it.
    speakers: Vec<Vec<Set>>,
    /// For each topic how well anybody in each block knows it, 64 blocks a word.
    heights: Vec<Vec<Levels>>,
    /// For each topic how well they know it in each block, how much they want it, and what share of all that somebody
    /// wants it is: in thirds, rounded up.
    known: Vec<BlockRow<Levels>>,
    wanted: Vec<BlockRow<Levels>>,
    shares: Vec<BlockRow<Levels>>,
}

/// What nobody in a block exceeds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Their region; none if it is not the same for all.
    pub(crate) region: Option<u32>,
    /// Years of experience, and rounds waited.
    pub(crate) years: u8,
    pub(crate) waited: u8,
}

/// What is true of each in a block.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) online: Set,
    pub(crate) in_person: Set,
}

/// Something about each block. For most topics hardly any block has anything, so that only those are kept that have.
#[derive(Debug)]
pub(crate) enum BlockRow<T> {
    Every(Vec<T>),
    Some(Vec<(u32, T)>),
}

impl Blocks {
    pub(crate) fn new(everybody: &People, on_offer: &[usize], price: impl Fn(usize) -> i64) -> Self {
        let bits = bits(everybody, on_offer);
        let tells = |p: usize| everybody.expertise(p).iter().fold(0, |known, e| known | bits[e.topic as usize]);
        let regions = on_offer.iter().map(|p| everybody.get(*p).region).collect::<HashSet<_>>().len();
        // As many topics tell people apart as leave some blocks for each way of knowing them.
        let told_apart =
            (on_offer.len() / (ALIKE * WIDTH * regions.max(1))).checked_ilog2().unwrap_or(0).min(MAX_TOLD_APART);
        let mut order = on_offer.to_vec();
        order.sort_by_cached_key(|p| {
            let person = everybody.get(*p);
            (
                Reverse(person.waited),
                person.region,
                tells(*p) & ((1 << told_apart) - 1),
                price(*p),
                Reverse(person.years),
            )
        });
        let people = everybody.select(&order);
        let mut slot_of = vec![u32::MAX; everybody.len()];
        order.iter().zip(0..).for_each(|(person, slot)| slot_of[*person] = slot);
        let slots: Vec<usize> = (0..order.len()).collect();
        let [mut known, mut wanted, mut shares] = [(); 3].map(|()| vec![Vec::new(); people.topics()]);
        for slot in &slots {
            let (block, bit) = (slot / WIDTH, slot % WIDTH);
            let put = |levels: &mut Levels, level: u16| {
                levels[0] |= Set::from(level & 1) << bit;
                levels[1] |= Set::from(level >> 1) << bit;
            };
            for rated in people.expertise(*slot) {
                put(last(&mut known[rated.topic as usize], block), rated.level.into());
            }
            for rated in people.needs(*slot) {
                let thirds = (3 * u16::from(rated.level)).div_ceil(people.wanted(*slot));
                put(last(&mut wanted[rated.topic as usize], block), rated.level.into());
                put(last(&mut shares[rated.topic as usize], block), thirds);
            }
        }
        let heights = known.iter().map(|row| heights(row, slots.len().div_ceil(WIDTH * WIDTH))).collect();
        let blocks: Vec<Block> = slots.chunks(WIDTH).map(|of_block| Block::new(&people, of_block)).collect();
        Self {
            numbers: order.into_iter().map(to_u32).collect(),
            slots: slot_of,
            half_days: slots.iter().map(|slot| people.get(*slot).half_days).collect(),
            bounds: slots.chunks(WIDTH).map(|of_block| Bounds::new(&people, of_block)).collect(),
            heights,
            speakers: (0..u32::BITS).map(|language| speakers(&people, &slots, language)).collect(),
            known: known.into_iter().map(|row| BlockRow::new(row, blocks.len())).collect(),
            wanted: wanted.into_iter().map(|row| BlockRow::new(row, blocks.len())).collect(),
            shares: shares.into_iter().map(|row| BlockRow::new(row, blocks.len())).collect(),
            sets: blocks,
            people,
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.sets.len()
    }

    #[inline]
    pub(crate) fn get(&self, block: usize) -> &Block {
        &self.sets[block]
    }

    #[inline]
    pub(crate) fn bounds(&self) -> &[Bounds] {
        &self.bounds
    }

    /// Those on offer, by slot.
    #[inline]
    pub(crate) const fn people(&self) -> &People {
        &self.people
    }

    /// Which participant has this slot.
    #[inline]
    pub(crate) fn number(&self, slot: usize) -> usize {
        self.numbers[slot] as usize
    }

    /// The block of a participant and their bit in it, if they are on offer.
    #[inline]
    pub(crate) fn place(&self, participant: usize) -> Option<(usize, Set)> {
        let slot = self.slots[participant] as usize;
        (slot < self.numbers.len()).then(|| (slot / WIDTH, 1 << (slot % WIDTH)))
    }

    /// Which participants they are, by slot.
    #[inline]
    pub(crate) fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// The half-days of whoever has this slot.
    #[inline]
    pub(crate) fn half_days(&self, slot: usize) -> u16 {
        self.half_days[slot]
    }

    /// How well anybody in each block knows a topic: a block a bit.
    #[inline]
    pub(crate) fn heights(&self, topic: u32) -> &[Levels] {
        &self.heights[topic as usize]
    }

    /// Who in a block speaks one of these languages.
    #[inline]
    pub(crate) fn speaking(&self, block: usize, languages: u32) -> Set {
        let (mut rest, mut speakers) = (languages, 0);
        while rest != 0 {
            speakers |= self.speakers[rest.trailing_zeros() as usize].get(block).copied().unwrap_or(0);
            rest &= rest - 1;
        }
        speakers
    }

    #[inline]
    pub(crate) fn known(&self, topic: u32) -> &BlockRow<Levels> {
        &self.known[topic as usize]
    }

    #[inline]
    pub(crate) fn wanted(&self, topic: u32) -> &BlockRow<Levels> {
        &self.wanted[topic as usize]
    }

    #[inline]
    pub(crate) fn shares(&self, topic: u32) -> &BlockRow<Levels> {
        &self.shares[topic as usize]
    }
}

/// The entry of this block, which is the last one if it is there.
fn last<T: Default>(row: &mut Vec<(u32, T)>, block: usize) -> &mut T {
    let block = to_u32(block);
    if row.last().is_none_or(|(b, _)| *b != block) {
        row.push((block, T::default()));
    }
    let end = row.len() - 1;
    &mut row[end].1
}

/// How well anybody in each block knows a topic, of which each block knows this; so many words.
#[inline]
fn heights(known: &[(u32, Levels)], words: usize) -> Vec<Levels> {
    let mut heights = vec![Levels::default(); words];
    for &(block, [units, twos]) in known {
        let greatest: u64 = if twos == 0 { 1 } else { 2 | u64::from(units & twos != 0) };
        let (word, bit) = (&mut heights[block as usize / WIDTH], block as usize % WIDTH);
        word[0] |= (greatest & 1) << bit;
        word[1] |= (greatest >> 1) << bit;
    }
    heights
}

/// For each topic a bit of its own if it is among the 64 that most know, the first bit for the most known; else none.
fn bits(people: &People, on_offer: &[usize]) -> Vec<u64> {
    let mut counts: Vec<(usize, usize)> = (0..people.topics()).map(|topic| (0, topic)).collect();
    for rated in on_offer.iter().flat_map(|p| people.expertise(*p)) {
        counts[rated.topic as usize].0 += 1;
    }
    counts.sort_unstable_by_key(|(count, topic)| (Reverse(*count), *topic));
    let mut bits = vec![0; people.topics()];
    for (place, (_, topic)) in counts.into_iter().take(64).enumerate() {
        bits[topic] = 1 << place;
    }
    bits
}

fn speakers(people: &People, slots: &[usize], language: u32) -> Vec<Set> {
    let speaks = |slot: usize| people.get(slot).languages >> language & 1 == 1;
    if slots.iter().any(|slot| speaks(*slot)) {
        slots.chunks(WIDTH).map(|of_block| set(of_block, speaks)).collect()
    } else {
        Vec::new()
    }
}

/// Those of a block for whom something holds.
fn set(of_block: &[usize], holds: impl Fn(usize) -> bool) -> Set {
    of_block.iter().enumerate().map(|(bit, slot)| Set::from(holds(*slot)) << bit).sum()
}

impl Bounds {
    fn new(people: &People, of_block: &[usize]) -> Self {
        let persons = || of_block.iter().map(|slot| people.get(*slot));
        let region = persons().next().map(|p| p.region);
        Self {
            region: region.filter(|first| persons().all(|p| p.region == *first)),
            years: persons().map(|p| p.years).max().unwrap_or(0),
            waited: persons().map(|p| p.waited).max().unwrap_or(0),
        }
    }
}

impl Block {
    fn new(people: &People, of_block: &[usize]) -> Self {
        Self {
            online: set(of_block, |slot| people.get(slot).online),
            in_person: set(of_block, |slot| people.get(slot).face_to_face),
        }
    }
}

impl<T: Copy + Default> BlockRow<T> {
    /// Hands over what each block has that has something.
    #[inline]
    pub(crate) fn each(&self, mut take: impl FnMut(usize, T)) {
        match self {
            Self::Every(every) => every.iter().enumerate().for_each(|(block, value)| take(block, *value)),
            Self::Some(some) => some.iter().for_each(|(block, value)| take(*block as usize, *value)),
        }
    }

    fn new(some: Vec<(u32, T)>, blocks: usize) -> Self {
        if some.len() < blocks / 2 {
            return Self::Some(some);
        }
        let mut every = vec![T::default(); blocks];
        for (block, value) in some {
            every[block as usize] = value;
        }
        Self::Every(every)
    }

    /// What there is for every block, written into `space` where it is not kept so.
    pub(crate) fn spread<'a>(&'a self, space: &'a mut Vec<T>, blocks: usize) -> &'a [T] {
        match self {
            Self::Every(every) => every,
            Self::Some(some) => {
                space.clear();
                space.resize(blocks, T::default());
                for (block, value) in some {
                    space[*block as usize] = *value;
                }
                space
            }
        }
    }
}
