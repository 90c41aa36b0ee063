//! The points of a pair, by the table of [`score`]: what depends on topics, and the rest.

use crate::domain::{Factor, Weight, Weights};
use crate::matching::people::{People, Person};
use crate::matching::rules::ForbiddenPairs;
use crate::matching::score::{self, Direction, MAX_VALUE, Two};

/// How a score is made up, laid out for many of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CompiledWeights {
    weights: [u16; Factor::COUNT],
    must: [bool; Factor::COUNT],
    direction: Direction,
}

/// How many factors do not depend on topics.
const MANY_BESIDES_TOPICS: usize = {
    let (mut many, mut place) = (0, 0);
    while place < Factor::COUNT {
        many += !Factor::ALL[place].is_by_topics() as usize;
        place += 1;
    }
    many
};

/// Those factors.
pub(crate) const BESIDES_TOPICS: [Factor; MANY_BESIDES_TOPICS] = {
    let mut factors = [Factor::Novelty; MANY_BESIDES_TOPICS];
    let (mut many, mut place) = (0, 0);
    while place < Factor::COUNT {
        if !Factor::ALL[place].is_by_topics() {
            factors[many] = Factor::ALL[place];
            many += 1;
        }
        place += 1;
    }
    factors
};

impl CompiledWeights {
    pub(crate) fn new(weights: &Weights, direction: Direction, novelty_counts: bool) -> Self {
        let weight = |place: usize| match Factor::ALL[place] {
            Factor::Novelty if !novelty_counts => Weight::Points(0),
            factor => weights.of(factor),
        };
        Self {
            weights: std::array::from_fn(|place| u16::from(weight(place).points())),
            must: std::array::from_fn(|place| weight(place) == Weight::Must),
            direction,
        }
    }

    /// Whether both learn.
    #[inline]
    pub(crate) const fn two_way(&self) -> bool {
        matches!(self.direction, Direction::TwoWay)
    }

    #[inline]
    pub(crate) const fn direction(&self) -> Direction {
        self.direction
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
        BESIDES_TOPICS.iter().any(|factor| self.demands(*factor))
    }

    /// The points of learning and reciprocity where one learns so much of what they want, and the other so much in
    /// return; `None` if that is less than what is demanded.
    #[inline]
    pub(crate) fn of_topics(&self, taught: u16, given: u16) -> Option<i64> {
        let (learning, reciprocity) = score::of_topics(self.direction, taught, given);
        let lacks = |factor, value: u16| self.demands(factor) && value == 0;
        // Where both learn, a demand that they do is one on each.
        let forbidden = lacks(Factor::Learning, learning)
            || lacks(Factor::Reciprocity, reciprocity)
            || self.two_way() && lacks(Factor::Learning, reciprocity);
        let points = self.points(Factor::Learning, learning) + self.points(Factor::Reciprocity, reciprocity);
        (!forbidden).then_some(points)
    }

    /// The points of all other factors for a learner and a guide; `None` where they cannot meet, or the value of a
    /// factor that is demanded is 0.
    #[inline]
    pub(crate) fn besides_topics(&self, l: &Person, g: &Person) -> Option<i64> {
        if !l.can_talk(g) || !l.can_meet(g) {
            return None;
        }
        // Novelty is that of people who never met; see `staleness`.
        let two = Two::besides_topics(l, g);
        let mut points = 0;
        for factor in BESIDES_TOPICS {
            let value = score::value(factor, self.direction, &two);
            if value == 0 && self.demands(factor) {
                return None;
            }
            points += self.points(factor, value);
        }
        Some(points)
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
        score::covered(sum, people.wanted(other))
    }
}
