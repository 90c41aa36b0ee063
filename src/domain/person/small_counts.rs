//! A picture of many people that says nothing about few of them.
//!
//! Each topic of an element has a number: how many people named it. Groups of fewer than [`MIN_GROUP_SIZE`] are never told, and
//! nothing that is told may give them away: who knows the sum of an element and all its other topics, knows the one that
//! is missing. So either enough numbers are withheld that every number under five stays possible, or the sum is.

use std::cmp::Reverse;

/// Nothing is told about fewer people than this.
pub const MIN_GROUP_SIZE: u32 = 5;

/// What is told of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosure {
    /// The number: 5 or more.
    Number(u32),
    /// Fewer than five, nobody included.
    FewerThanFive,
    /// Five or more, and not told: with it, a smaller group could be worked out.
    Withheld,
}

impl Disclosure {
    /// The number, if it is told.
    #[must_use]
    pub const fn number(self) -> Option<u32> {
        match self {
            Self::Number(n) => Some(n),
            Self::FewerThanFive | Self::Withheld => None,
        }
    }
}

/// What is told of one element: its topics in the order in which they came, and how often they were named together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Each topic.
    pub topics: Vec<Disclosure>,
    /// The sum over all topics; none where it is not told.
    pub total: Option<u32>,
}

/// What may be told of the numbers of one element, in which `people` different people named something.
#[must_use]
pub fn picture(counts: &[u32], people: u32) -> Picture {
    let mut topics: Vec<Disclosure> = counts
        .iter()
        .map(|&n| if n < MIN_GROUP_SIZE { Disclosure::FewerThanFive } else { Disclosure::Number(n) })
        .collect();
    if people < MIN_GROUP_SIZE {
        return Picture { topics, total: None };
    }
    let total: u32 = counts.iter().sum();
    let few = u32::try_from(topics.iter().filter(|t| **t == Disclosure::FewerThanFive).count()).unwrap_or(u32::MAX);
    let mut rest: u32 = counts.iter().filter(|n| **n < MIN_GROUP_SIZE).sum();
    let mut withheld = 0;
    // The smallest go first, so that little is lost.
    let mut large: Vec<usize> = (0..counts.len()).filter(|&i| counts[i] >= MIN_GROUP_SIZE).collect();
    large.sort_by_key(|&i| Reverse(counts[i]));
    while !every_small_number_is_possible(few, withheld, rest) {
        let Some(next) = large.pop() else {
            // Not even then: the topics stay as they were, and the sum is not told.
            let topics = counts
                .iter()
                .map(|&n| if n < MIN_GROUP_SIZE { Disclosure::FewerThanFive } else { Disclosure::Number(n) });
            return Picture { topics: topics.collect(), total: None };
        };
        topics[next] = Disclosure::Withheld;
        withheld += 1;
        rest += counts[next];
    }
    Picture { topics, total: Some(total) }
}

/// Whether each of the `few` numbers under five can still be anything from 0 to 4, for whoever knows that they and
/// `withheld` numbers of five or more make `rest` together.
const fn every_small_number_is_possible(few: u32, withheld: u32, rest: u32) -> bool {
    const MOST: u32 = MIN_GROUP_SIZE - 1;
    if few == 0 {
        return true;
    }
    if withheld == 0 { MOST <= rest && rest <= MOST * (few - 1) } else { rest >= withheld * MIN_GROUP_SIZE + MOST }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether `rest` can be made of `few` numbers from 0 to 4 and `large` numbers from 5.
    fn can_be(few: u32, large: u32, rest: i64) -> bool {
        let least = i64::from(large * 5);
        rest >= least && (large > 0 || rest <= i64::from(few * 4))
    }

    /// What a reader who knows all that is told, and how it is made, holds possible for one topic under five.
    fn possible(picture: &Picture) -> Vec<u32> {
        let few = picture.topics.iter().filter(|t| **t == Disclosure::FewerThanFive).count();
        let withheld = picture.topics.iter().filter(|t| **t == Disclosure::Withheld).count();
        let shown: u32 = picture.topics.iter().filter_map(|t| t.number()).sum();
        let Some(total) = picture.total else { return (0..5).collect() };
        let (few, withheld) = (u32::try_from(few).unwrap(), u32::try_from(withheld).unwrap());
        (0..5).filter(|v| can_be(few - 1, withheld, i64::from(total) - i64::from(shown) - i64::from(*v))).collect()
    }

    #[test]
    fn a_sum_does_not_give_away_the_one_that_is_missing() {
        // 12 + 7 + x = 21 would tell x: the smallest that helps is withheld too.
        assert_eq!(
            picture(&[12, 7, 2], 15),
            Picture {
                topics: vec![Disclosure::Number(12), Disclosure::Withheld, Disclosure::FewerThanFive],
                total: Some(21)
            }
        );
        // 5 + x = 9: with x below five and the other at least five, x would be 4 at most and the other known.
        assert_eq!(picture(&[5, 1], 6).total, None);
        assert_eq!(picture(&[5, 1], 6).topics, [Disclosure::Number(5), Disclosure::FewerThanFive]);
        assert_eq!(
            picture(&[6, 8], 9),
            Picture { topics: vec![Disclosure::Number(6), Disclosure::Number(8)], total: Some(14) }
        );
        // Many small ones hide each other.
        assert_eq!(picture(&[3, 3, 4, 2, 10], 9).total, Some(22));
        assert_eq!(picture(&[3, 3, 4, 2], 4).total, None, "four people");
        assert_eq!(picture(&[], 0), Picture { topics: Vec::new(), total: None });
    }

    proptest! {
        #[test]
        fn no_group_under_five_can_be_worked_out(
            counts in prop::collection::vec(prop_oneof![0u32..5, 0u32..12, 0u32..400], 0..12),
            more in 0u32..50,
        ) {
            let people = counts.iter().copied().max().unwrap_or(0) + more;
            let told = picture(&counts, people);
            prop_assert_eq!(told.topics.len(), counts.len());
            for (shown, count) in told.topics.iter().zip(&counts) {
                match shown {
                    Disclosure::Number(n) => prop_assert!(n == count && *n >= 5),
                    Disclosure::FewerThanFive => prop_assert!(*count < 5),
                    Disclosure::Withheld => prop_assert!(*count >= 5),
                }
            }
            if let Some(total) = told.total {
                prop_assert_eq!(total, counts.iter().sum::<u32>());
                prop_assert!(people >= 5);
            }
            if counts.iter().any(|n| *n < 5) {
                prop_assert_eq!(possible(&told), vec![0, 1, 2, 3, 4]);
            }
        }
    }
}
