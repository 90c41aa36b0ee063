//! How good two people are for each other: points for each factor, and the score as their sum.
//!
//! A factor has a **value** for two people, a whole number from 0 to 100. Its **points** are that value
//! times the weight that the round gives it (0 to 10; a *must* counts as 10), so 0 to 1000. The **score** is the sum
//! of the points, 0 to 9000.
//!
//! What one can learn from the other is the **coverage** of the one's needs by the other's expertise:
//! `⌊100 · Σ priority · level ÷ (3 · Σ priority)⌋` over the needs, where `level` is the other's level in that topic, or 0;
//! 0 without needs.
//!
//! | factor | value in guidance, where one learns | value where both learn |
//! |---|---|---|
//! | learning | the coverage of the learner's needs | `⌊(stronger + 2 · weaker) ÷ 3⌋` of the two coverages: the weaker counts double, so that nobody only gives |
//! | reciprocity | the coverage of the guide's needs | the weaker of the two |
//! | organisation | 100 if they differ, else 0 | the same |
//! | role | 100 if they differ, else 0 | the same |
//! | region | 100 if they are the same, else 0 | the same |
//! | `half_days` | 25 for each half-day that both can meet, at most 100 | the same |
//! | experience | 10 for each year that the guide has more than the learner, at most 100 | 10 for each year of difference, at most 100 |
//! | waited | 20 for each round that either went without a duo, at most 100 | the same |
//! | novelty | 100 if they were never a duo; 15 for each round since, at most 90 and 0 in the last round | the same |
//!
//! Novelty counts only where people who were a duo before may be one again, and some of the participants were. It is the one
//! that two profiles do not tell.
//!
//! Where both learn, every value is the same in either order. A *must* forbids a pair whose value is 0; where both learn,
//! a *must* on learning forbids a pair of whom one learns nothing, though the value may be above 0.
//!
//! Organisations, roles and regions are compared without regard to case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::people::{People, Person, Rated};
use crate::domain::{Factor, Kind, Level, Profile, Side, TopicId, Weights};

/// The greatest value of a factor.
pub const MAX_VALUE: u16 = 100;
/// The greatest number of points of a factor: the greatest value times the greatest weight.
pub const MAX_POINTS: u16 = 1000;

/// Who of two people learns: what makes the columns of this module's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The first learns, the second guides.
    OneWay,
    /// Both learn, and their order makes no difference.
    TwoWay,
}

impl Direction {
    /// That of a round of this kind.
    #[must_use]
    pub const fn of(kind: Kind) -> Self {
        if kind.both_learn() { Self::TwoWay } else { Self::OneWay }
    }
}

/// Two people as the score sees them: in guidance the one learns and the other guides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Two<'a> {
    pub(crate) one: &'a Person,
    pub(crate) other: &'a Person,
    /// How much of the one's needs the other knows, and of the other's the one: 0 to 100.
    pub(crate) taught: u16,
    pub(crate) given: u16,
    /// The value of novelty, which the two do not tell themselves.
    pub(crate) novelty: u16,
}

impl<'a> Two<'a> {
    /// A learner and a guide by their index among the participants, with the value of their novelty.
    pub(crate) fn of(people: &'a People, learner: usize, guide: usize, novelty: u16) -> Self {
        let [one, other] = [learner, guide].map(|person| people.get(person));
        Self { one, other, taught: coverage(people, learner, guide), given: coverage(people, guide, learner), novelty }
    }

    /// People who were never a duo, to be compared by all but their topics.
    #[inline]
    pub(crate) const fn besides_topics(one: &'a Person, other: &'a Person) -> Self {
        Self { one, other, taught: 0, given: 0, novelty: MAX_VALUE }
    }
}

/// The value of one factor for two people, 0 to 100, by the table of this module. Everything that knows a score, the index
/// too, has it from here.
#[inline]
pub(crate) fn value(factor: Factor, direction: Direction, two: &Two<'_>) -> u16 {
    let all_or_nothing = |yes| if yes { MAX_VALUE } else { 0 };
    let (one, other) = (two.one, two.other);
    match factor {
        Factor::Learning => of_topics(direction, two.taught, two.given).0,
        Factor::Reciprocity => of_topics(direction, two.taught, two.given).1,
        Factor::Organisation => all_or_nothing(one.organisation != other.organisation),
        Factor::Role => all_or_nothing(one.role != other.role),
        Factor::Region => all_or_nothing(one.region == other.region),
        Factor::HalfDays => half_days_value((one.half_days & other.half_days).count_ones()),
        Factor::Experience => experience_value(match direction {
            Direction::OneWay => other.years.saturating_sub(one.years),
            Direction::TwoWay => other.years.abs_diff(one.years),
        }),
        Factor::Waited => waited_value(one.waited, other.waited),
        Factor::Novelty => two.novelty,
    }
}

/// Whether two people may be a duo in a round that demands this factor: its value is above 0, and where both learn and
/// learning is demanded, each learns something.
pub(crate) fn meets(factor: Factor, direction: Direction, two: &Two<'_>) -> bool {
    match (factor, direction) {
        (Factor::Learning, Direction::TwoWay) => value(Factor::Reciprocity, direction, two) > 0,
        _ => value(factor, direction, two) > 0,
    }
}

/// The values of learning and reciprocity, from how much of what each wants the other knows.
#[inline]
pub(crate) fn of_topics(direction: Direction, taught: u16, given: u16) -> (u16, u16) {
    let (weaker, stronger) = (taught.min(given), taught.max(given));
    match direction {
        Direction::OneWay => (taught, given),
        Direction::TwoWay => ((stronger + 2 * weaker) / 3, weaker),
    }
}

/// How much of what one wants to learn the other knows, 0 to 100.
pub(crate) fn coverage(people: &People, learns: usize, knows: usize) -> u16 {
    let of = |need: &Rated| {
        let level =
            people.expertise(knows).iter().find(|known| known.topic == need.topic).map_or(0, |known| known.level);
        u16::from(need.level) * u16::from(level)
    };
    covered(people.needs(learns).iter().map(of).sum(), people.wanted(learns))
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

/// The value of so many half-days in common.
pub(crate) fn half_days_value(shared: u32) -> u16 {
    at_most(25, shared)
}

/// The value of so many years more than the other.
pub(crate) fn experience_value(years: u8) -> u16 {
    at_most(10, years.into())
}

/// The value of two people having waited so many rounds.
pub(crate) fn waited_value(one: u8, other: u8) -> u16 {
    at_most(20, u32::from(one) + u32::from(other))
}

/// The value of having been a duo so many rounds ago.
pub(crate) fn novelty_value(rounds_ago: Option<u32>) -> u16 {
    const LONG_AGO: u16 = 90;
    rounds_ago.map_or(MAX_VALUE, |rounds| at_most(15, rounds.saturating_sub(1).min(100)).min(LONG_AGO))
}

fn at_most(per_unit: u32, units: u32) -> u16 {
    u16::try_from(per_unit * units).unwrap_or(MAX_VALUE).min(MAX_VALUE)
}

/// The topics that one wants to learn and the other knows, with priority and level.
fn matches<'a>(pupil: &'a Profile, teacher: &'a Profile) -> impl Iterator<Item = (&'a TopicId, Level, Level)> {
    pupil.learning_needs().iter().filter_map(|need| {
        let known = teacher.expertise().iter().find(|e| e.topic == need.topic)?;
        Some((&need.topic, need.priority, known.level))
    })
}

/// Why two people are a good duo: points for each factor, which sum to the score.
///
/// In JSON an object from factor to points, in the order of [`Factor::ALL`], with those that scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<Factor, u16>", into = "BTreeMap<Factor, u16>")]
pub struct Reasons([u16; Factor::COUNT]);

impl Reasons {
    /// The reasons for two people under these weights; where both learn, the same in either order.
    #[must_use]
    pub(crate) fn of(direction: Direction, two: &Two<'_>, weights: &Weights) -> Self {
        let mut points = [0; Factor::COUNT];
        for (slot, &factor) in points.iter_mut().zip(Factor::ALL) {
            *slot = u16::from(weights.of(factor).points()) * value(factor, direction, two);
        }
        Self(points)
    }

    /// The points of one factor, 0 to 1000.
    #[must_use]
    pub fn points(&self, factor: Factor) -> u16 {
        self.iter().find(|(f, _)| *f == factor).map_or(0, |(_, points)| points)
    }

    /// Every factor with its points, in the order of [`Factor::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Factor, u16)> {
        Factor::ALL.iter().copied().zip(self.0)
    }

    /// The score: the sum of the points, 0 to 9000.
    #[must_use]
    pub fn score(&self) -> i64 {
        self.0.iter().copied().map(i64::from).sum()
    }
}

impl From<Reasons> for BTreeMap<Factor, u16> {
    fn from(reasons: Reasons) -> Self {
        reasons.iter().filter(|(_, points)| *points > 0).collect()
    }
}

impl TryFrom<BTreeMap<Factor, u16>> for Reasons {
    type Error = String;

    fn try_from(map: BTreeMap<Factor, u16>) -> Result<Self, String> {
        if map.values().any(|points| *points > MAX_POINTS) {
            return Err(format!("a factor has at most {MAX_POINTS} points"));
        }
        let mut points = [0; Factor::COUNT];
        for (slot, factor) in points.iter_mut().zip(Factor::ALL) {
            *slot = map.get(factor).copied().unwrap_or(0);
        }
        Ok(Self(points))
    }
}

/// A topic that one of a duo wants to learn and the other knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicMatch {
    /// The topic.
    pub topic: TopicId,
    /// How much it matters to the one who learns it.
    pub priority: Level,
    /// How well the other knows it.
    pub level: Level,
    /// Which of the two learns it: the learner of the duo, or in return the guide.
    pub learns: Side,
}

/// What the two can learn from each other, best first: by priority times level, then what the learner learns before
/// what the guide learns, then by identifier.
#[must_use]
pub fn shared_topics(learner: &Profile, guide: &Profile) -> Vec<TopicMatch> {
    let one_way = |learns, knows, side| {
        matches(learns, knows).map(move |(topic, priority, level)| TopicMatch {
            topic: topic.clone(),
            priority,
            level,
            learns: side,
        })
    };
    let mut topics: Vec<_> =
        one_way(learner, guide, Side::Learner).chain(one_way(guide, learner, Side::Guide)).collect();
    topics.sort_by(|a, b| {
        let worth = |t: &TopicMatch| t.priority.get() * t.level.get();
        worth(b).cmp(&worth(a)).then(a.learns.cmp(&b.learns)).then_with(|| a.topic.cmp(&b.topic))
    });
    topics
}
