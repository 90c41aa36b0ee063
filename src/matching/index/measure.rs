//! The points of a pair, by the table of [`score`]: what depends on topics, and the rest.

use crate::domain::{Factor, Weight, Weights};
use crate::matching::rules::ForbiddenPairs;
use crate::matching::score::{self, MAX_VALUE};

use super::people::{People, Person};

/// How a score is made up, laid out for many of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CompiledWeights {
    weights: [u16; Factor::COUNT],
    must: [bool; Factor::COUNT],
    /// Whether both learn.
    pub(crate) two_way: bool,
}

impl CompiledWeights {
    pub(crate) fn new(weights: &Weights, two_way: bool, novelty_counts: bool) -> Self {
        let weight = |place: usize| match Factor::ALL[place] {
            Factor::Novelty if !novelty_counts => Weight::Points(0),
            factor => weights.of(factor),
        };
        Self {
            weights: std::array::from_fn(|place| u16::from(weight(place).points())),
            must: std::array::from_fn(|place| weight(place) == Weight::Must),
            two_way,
        }
    }

    /// What no score is above.
    pub(crate) fn greatest(&self) -> i64 {
        Factor::ALL.iter().map(|factor| self.most(*factor)).sum()
    }

    /// The points of the greatest value of a factor.
    #[inline]
    pub(crate) fn most(&self, factor: Factor) -> i64 {
        self.points(factor, MAX_VALUE)
    }

    #[inline]
    pub(crate) fn points(&self, factor: Factor, value: u16) -> i64 {
        i64::from(self.weights[factor as usize] * value)
    }

    /// The points that two people have less for having been a duo, who are so much less than new to each other.
    #[inline]
    pub(crate) fn staleness(&self, apart: &ForbiddenPairs, one: usize, other: usize) -> i64 {
        if self.weights[Factor::Novelty as usize] == 0 {
            return 0;
        }
        self.points(Factor::Novelty, apart.staleness(one, other))
    }

    #[inline]
    pub(crate) fn demands(&self, factor: Factor) -> bool {
        self.must[factor as usize]
    }

    /// Whether a factor is demanded that does not depend on topics.
    #[inline]
    pub(crate) fn demands_besides_topics(&self) -> bool {
        let by_topics = |factor| matches!(factor, Factor::Learning | Factor::Reciprocity);
        Factor::ALL.iter().any(|factor| !by_topics(*factor) && self.demands(*factor))
    }

    /// The points of learning and reciprocity where one learns so much of what they want, and the other so much in
    /// return; `None` if that is less than what is demanded.
    #[inline]
    pub(crate) fn of_topics(&self, taught: u16, given: u16) -> Option<i64> {
        let (learning, reciprocity) = if self.two_way { score::both_ways(taught, given) } else { (taught, given) };
        let lacks = |factor, value: u16| self.demands(factor) && value == 0;
        // Where both learn, a demand that they do is one on each.
        let forbidden = lacks(Factor::Learning, learning)
            || lacks(Factor::Reciprocity, reciprocity)
            || self.two_way && lacks(Factor::Learning, reciprocity);
        let points = self.points(Factor::Learning, learning) + self.points(Factor::Reciprocity, reciprocity);
        (!forbidden).then_some(points)
    }

    /// The points of all other factors for a learner and a guide; `None` where they cannot meet, or the value of a
    /// factor that is demanded is 0.
    #[inline]
    pub(crate) fn besides_topics(&self, l: &Person, g: &Person) -> Option<i64> {
        let all_or_nothing = |yes| if yes { MAX_VALUE } else { 0 };
        let years = if self.two_way { g.years.abs_diff(l.years) } else { g.years.saturating_sub(l.years) };
        let values = [
            (Factor::Organisation, all_or_nothing(l.organisation != g.organisation)),
            (Factor::Role, all_or_nothing(l.role != g.role)),
            (Factor::Region, all_or_nothing(l.region == g.region)),
            (Factor::HalfDays, score::half_days_value((l.half_days & g.half_days).count_ones())),
            (Factor::Experience, score::experience_value(years)),
            (Factor::Waited, score::waited_value(l.waited, g.waited)),
            // Of people who never met; see `staleness`.
            (Factor::Novelty, MAX_VALUE),
        ];
        let forbidden = values.iter().any(|(factor, value)| self.demands(*factor) && *value == 0);
        let points = values.iter().map(|(factor, value)| self.points(*factor, *value)).sum();
        (l.can_meet(g) && !forbidden).then_some(points)
    }
}

/// What one person knows, ready to be compared with what many want.
#[derive(Debug)]
pub(crate) struct ExpertiseTable {
    /// For each topic the level, 0 without.
    levels: Vec<u8>,
}

impl ExpertiseTable {
    pub(crate) fn new(topics: usize) -> Self {
        Self { levels: vec![0; topics] }
    }

    /// Becomes what one of these people knows.
    pub(crate) fn by(&mut self, people: &People, person: usize) {
        self.levels.fill(0);
        people.expertise(person).iter().for_each(|known| self.levels[known.topic as usize] = known.level);
    }

    /// How much that is of what another wants, 0 to 100.
    #[inline]
    pub(crate) fn covers(&self, people: &People, other: usize) -> u16 {
        let needs = people.needs(other).iter();
        let sum = needs.map(|need| u16::from(need.level) * u16::from(self.levels[need.topic as usize])).sum();
        covered(sum, people.wanted(other))
    }
}

/// The greatest sum of somebody's priorities: 10 needs of 3.
const MAX_WANTED: usize = 30;

/// For each sum of priorities and each sum of priority times level how much is covered: a division is slow.
const COVERED: [[u8; 3 * MAX_WANTED + 1]; MAX_WANTED + 1] = {
    let mut table = [[0; 3 * MAX_WANTED + 1]; MAX_WANTED + 1];
    let mut wanted: u8 = 1;
    while wanted as usize <= MAX_WANTED {
        let mut sum: u8 = 0;
        while sum <= 3 * wanted {
            #[expect(clippy::cast_possible_truncation, reason = "at most 100")]
            let value = (MAX_VALUE * sum as u16 / (3 * wanted as u16)) as u8;
            table[wanted as usize][sum as usize] = value;
            sum += 1;
        }
        wanted += 1;
    }
    table
};

/// How much is covered of what is wanted, 0 to 100, by the sums of priority times level and of priorities.
#[inline]
pub(crate) fn covered(sum: u16, wanted: u16) -> u16 {
    let known = COVERED.get(usize::from(wanted)).and_then(|of_wanted| of_wanted.get(usize::from(sum)));
    known.map_or_else(|| (MAX_VALUE * sum).checked_div(3 * wanted).unwrap_or(0), |value| u16::from(*value))
}
