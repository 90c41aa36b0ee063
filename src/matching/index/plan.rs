//! What one person asks of a block: who in it could reach a score.
//!
//! The score of 64 people at once, as far as sets tell it: how much they know of what is wanted is added up bit by bit
//! (each word holds one binary digit of 64 sums), and what remains is bounded by the most that anybody in the block has. Nobody who reaches the score is left out; some who do not are let through.

use std::iter::repeat_n;

use crate::domain::Factor;
use crate::domain::person::profile::MAX_YEARS;
use crate::matching::people::{People, Person, Rated};
use crate::matching::score::{self, MAX_VALUE, Two, covered};

use super::blocks::{Block, Bounds, Levels, Set};
use super::measure::{BESIDES_TOPICS, CompiledWeights};

/// Binary digits of a sum of priority times level: 10 needs of 3 times 3 are 90.
const DIGITS: usize = 7;
/// A sum that is not reached.
const NEVER: u8 = 1 << DIGITS;

/// How many half-days there are.
const HALF_DAYS: usize = 10;

/// More rounds waited than this count no more.
const LONG: u8 = 5;

/// The value of each set of half-days in common.
const OF_HALF_DAYS: [u8; 1 << HALF_DAYS] = {
    let mut values = [0; 1 << HALF_DAYS];
    let mut set = 1;
    while set < values.len() {
        // What the set without its lowest half-day has, and 25 more.
        let without: u8 = values[set & (set - 1)];
        values[set] = if without < 100 { without + 25 } else { 100 };
        set += 1;
    }
    values
};

/// Whether anything about a block bounds the value of this factor, so that it counts in [`QueryBounds`] with what anybody in the
/// block can have at most. Any other counts with the greatest value there is.
const fn has_bound(factor: Factor) -> bool {
    matches!(factor, Factor::Region | Factor::HalfDays | Factor::Experience | Factor::Waited)
}

/// One person's side of all comparisons.
pub(crate) struct QueryBounds<'a> {
    measure: &'a CompiledWeights,
    person: &'a Person,
    /// Whether the tables below tell all: only one learns, and nothing is demanded but by topics.
    simple: bool,
    region: u32,
    half_days: u16,
    languages: u32,
    online: bool,
    in_person: bool,
    /// The most points of those in another region and in the same, but for what stands below.
    elsewhere: i64,
    near: i64,
    /// The points of so many years, and of so many rounds waited.
    years: Vec<i64>,
    waited: Vec<i64>,
    /// For each need three times its priority.
    needs: Vec<usize>,
    /// The value of learning for each sum of priority times level, one way.
    taught: Vec<u16>,
    /// The most points of learning for each sum of priority times level.
    learning: Vec<i64>,
    /// For each number of points that learning must bring the least sum of priority times level that can do it, where
    /// something may be given back.
    sums: Vec<u8>,
    /// The most points that reciprocity and half-days can bring.
    besides_learning: i64,
}

impl<'a> QueryBounds<'a> {
    #[inline]
    pub(crate) fn new(people: &'a People, person: usize, measure: &'a CompiledWeights) -> Self {
        let p = people.get(person);
        let wanted = people.wanted(person);
        let reach = |years: u8| if measure.two_way() { MAX_YEARS } else { years.saturating_sub(p.years) };
        let elsewhere =
            BESIDES_TOPICS.iter().filter(|factor| !has_bound(**factor)).map(|factor| measure.most(*factor)).sum();
        let half_days = score::half_days_value(p.half_days.count_ones());
        let of_sum = |sum: u16| {
            let value = covered(sum, wanted);
            measure.points(Factor::Learning, score::of_topics(measure.direction(), value, MAX_VALUE).0)
        };
        Self {
            measure,
            person: p,
            simple: !measure.two_way() && !measure.demands_besides_topics(),
            region: p.region,
            half_days: p.half_days,
            languages: p.languages,
            online: p.online,
            in_person: p.face_to_face,
            elsewhere,
            near: elsewhere + measure.most(Factor::Region),
            years: (0..=MAX_YEARS)
                .map(|y| measure.points(Factor::Experience, score::experience_value(reach(y))))
                .collect(),
            waited: (0..=LONG).map(|w| measure.points(Factor::Waited, score::waited_value(p.waited, w))).collect(),
            needs: people.needs(person).iter().map(|n| 3 * usize::from(n.level)).collect(),
            taught: (0..=3 * wanted).map(|sum| covered(sum, wanted)).collect(),
            learning: (0..=3 * wanted).map(of_sum).collect(),
            sums: least_sums(measure, wanted),
            besides_learning: measure.most(Factor::Reciprocity) + measure.points(Factor::HalfDays, half_days),
        }
    }

    #[inline]
    pub(crate) const fn languages(&self) -> u32 {
        self.languages
    }

    /// The most points that anybody in a block can bring, but for learning, reciprocity and half-days.
    #[inline]
    pub(crate) fn certain(&self, block: &Bounds) -> i64 {
        let near = block.region.is_none_or(|region| region == self.region);
        let years = self.years.get(usize::from(block.years)).or(self.years.last());
        let waited = self.waited.get(usize::from(block.waited)).or(self.waited.last());
        (if near { self.near } else { self.elsewhere }) + years.unwrap_or(&0) + waited.unwrap_or(&0)
    }

    /// The most points that anybody in a block can bring who knows so much of our needs: the sum of priority times level.
    #[inline]
    pub(crate) fn at_most(&self, block: &Bounds, sum: usize) -> i64 {
        self.certain(block) + self.learning.get(sum).unwrap_or(&0) + self.besides_learning
    }

    /// How much of what we want somebody knows whose sum this is, 0 to 100.
    #[inline]
    pub(crate) fn taught(&self, sum: usize) -> u16 {
        self.taught.get(sum).copied().unwrap_or(0)
    }

    /// The most points that learning and reciprocity can bring with this sum, where somebody is given so much in return.
    #[inline]
    pub(crate) fn at_most_of_topics(&self, sum: usize, given: u16) -> i64 {
        self.learning.get(sum).unwrap_or(&0) + self.measure.points(Factor::Reciprocity, given)
    }

    /// The points that half-days in common with somebody bring who has these.
    #[inline]
    pub(crate) fn of_half_days(&self, half_days: u16) -> i64 {
        let value = OF_HALF_DAYS.get(usize::from(self.half_days & half_days)).copied();
        self.measure.points(Factor::HalfDays, value.map_or(MAX_VALUE, u16::from))
    }

    /// What anybody must know of our needs to bring so many points by learning, half-days, and reciprocity if they are given
    /// so much in return: at least this sum of priority times level; or nobody can.
    #[inline]
    pub(crate) fn sum_for(&self, points: i64, given: u16) -> Option<u8> {
        let less = self.measure.points(Factor::Reciprocity, MAX_VALUE - given);
        let points = usize::try_from(points - self.besides_learning + less).unwrap_or(0);
        self.sums.get(points).copied().filter(|sum| *sum < NEVER)
    }

    /// Those of `among` who miss no single need by more than this sum allows.
    #[inline]
    pub(crate) fn missing_little(&self, sum: u8, among: Set, levels: impl Iterator<Item = Levels>) -> Set {
        let spare = self.learning.len().saturating_sub(1 + usize::from(sum));
        let mut found = among;
        for (&most, [units, twos]) in self.needs.iter().zip(levels) {
            // `most` is three times the priority, which is what each level less costs.
            if spare >= most {
                continue;
            }
            found &= match (3 * spare < most, 3 * spare < 2 * most) {
                (true, _) => units & twos,
                (_, true) => twos,
                _ => units | twos,
            };
        }
        found
    }

    /// The points that somebody brings but for those by topics: as [`CompiledWeights::besides_topics`].
    #[inline]
    pub(crate) fn besides_topics(&self, other: &Person) -> Option<i64> {
        let (us, measure) = (self.person, self.measure);
        let shared = OF_HALF_DAYS.get(usize::from(us.half_days & other.half_days)).filter(|_| self.simple);
        let (Some(half_days), Some(years), Some(waited)) =
            (shared, self.years.get(usize::from(other.years)), self.waited.get(usize::from(other.waited.min(LONG))))
        else {
            return measure.besides_topics(us, other);
        };
        if !us.can_talk(other) || !us.can_meet(other) {
            return None;
        }
        let two = Two::besides_topics(us, other);
        let by_table = |factor| matches!(factor, Factor::HalfDays | Factor::Experience | Factor::Waited);
        let others = BESIDES_TOPICS.iter().filter(|factor| !by_table(**factor));
        let others = others.map(|factor| measure.points(*factor, score::value(*factor, measure.direction(), &two)));
        Some(measure.points(Factor::HalfDays, (*half_days).into()) + years + waited + others.sum::<i64>())
    }

    /// Who can be met.
    #[inline]
    pub(crate) fn reachable(&self, bounds: &Bounds, block: &Block) -> Set {
        let near = bounds.region.is_none_or(|region| region == self.region);
        let online = if self.online { block.online } else { 0 };
        online | if self.in_person && near { block.in_person } else { 0 }
    }
}

/// For each person of a block the sum of priority times level over the asker's needs, one binary digit a word.
pub(crate) struct BitSlicedSums([Set; DIGITS]);

impl BitSlicedSums {
    #[inline]
    pub(crate) fn new<'a>(needs: impl Iterator<Item = (&'a Rated, Levels)>) -> Self {
        let mut sums = Self([0; DIGITS]);
        for (need, levels) in needs {
            if need.level & 1 == 1 {
                sums.add(0, levels);
            }
            if need.level & 2 == 2 {
                sums.add(1, levels);
            }
        }
        sums
    }

    /// Adds the levels times 2 to the power of `shift`.
    #[inline]
    fn add(&mut self, shift: usize, [units, twos]: Levels) {
        let mut carry = self.0[shift] & units;
        self.0[shift] ^= units;
        let second = &mut self.0[shift + 1];
        let half = *second ^ twos;
        (carry, *second) = (*second & twos | half & carry, half ^ carry);
        for digit in &mut self.0[shift + 2..] {
            (carry, *digit) = (*digit & carry, *digit ^ carry);
        }
    }

    /// The sum of the person with this bit.
    #[inline]
    pub(crate) fn of(&self, bit: u32) -> usize {
        self.0.iter().enumerate().map(|(place, digit)| ((digit >> bit & 1) as usize) << place).sum()
    }

    /// Those whose sum is at least this.
    #[inline]
    pub(crate) fn at_least(&self, sum: u8) -> Set {
        if sum >= NEVER {
            return 0;
        }
        let mut found = Set::MAX;
        for (place, digit) in self.0.iter().enumerate() {
            // All ones where the sum has a one: both ways without a branch.
            let one = Set::from(sum >> place & 1).wrapping_neg();
            found = (found & digit) | (!one & (found | digit));
        }
        found
    }
}

/// For each number of points from learning the least sum of priority times level that can bring it, where so much is
/// wanted, and the other may want something of us.
fn least_sums(measure: &CompiledWeights, wanted: u16) -> Vec<u8> {
    let sum = |value: u16| {
        // Where both learn, the weaker counts double, and is at most the greatest value.
        let taught = if measure.two_way() { (3 * value).saturating_sub(MAX_VALUE).div_ceil(2) } else { value };
        // ⌊100 · sum ÷ 3 · wanted⌋ reaches a value from ⌈value · 3 · wanted ÷ 100⌉.
        let sum = if wanted == 0 && taught > 0 { None } else { Some((taught * 3 * wanted).div_ceil(MAX_VALUE)) };
        sum.and_then(|sum| u8::try_from(sum).ok()).unwrap_or(NEVER)
    };
    let each = usize::try_from(measure.points(Factor::Learning, 1)).unwrap_or(0);
    let least = u16::from(measure.demands(Factor::Learning));
    let mut sums = vec![sum(least)];
    for value in 1..=MAX_VALUE {
        sums.extend(repeat_n(sum(value), each));
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_of_sixty_four_at_once(needs in proptest::collection::vec((1..=3_u8, any::<u64>(), any::<u64>()), 0..=10), bit in 0..64_u32) {
            let rated: Vec<Rated> = needs.iter().map(|n| Rated { topic: 0, level: n.0 }).collect();
            let sums = BitSlicedSums::new(rated.iter().zip(needs.iter().map(|n| [n.1, n.2])));
            let level = |units: u64, twos: u64| u8::try_from((units >> bit & 1_u64) + 2 * (twos >> bit & 1_u64)).unwrap();
            let expected: u8 = needs.iter().map(|n| n.0 * level(n.1, n.2)).sum();
            for sum in 0..=128 {
                prop_assert_eq!(sums.at_least(sum) >> bit & 1_u64 == 1, expected >= sum);
            }
        }
    }
}
