//! Every eligible pair of a round with its reasons.

use std::collections::HashMap;

use crate::domain::{Factor, Profile, TopicId, Weight, Weights};

use super::rules::Rules;
use super::score::Reasons;
use super::sides::Sides;

/// Two people who may be a duo, by their index among the participants, and how good they would be.
///
/// In a guidance round the one learns and the other guides. Where both learn, `learner` is the left and `guide` the right
/// of the pair: of the first and the second group, or in one pool the lesser and the greater index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Who learns; the left.
    pub learner: usize,
    /// Who guides; the right.
    pub guide: usize,
    /// The points, which sum to the score.
    pub reasons: Reasons,
}

impl Pair {
    /// The pair of these two, whether or not the rules allow it.
    ///
    /// # Panics
    /// If an index is not that of a participant.
    #[must_use]
    pub fn of(learner: usize, guide: usize, rules: &Rules<'_>) -> Self {
        let (people, weights) = (rules.participants(), &rules.settings().weights);
        let reasons = Reasons::of(rules.sides().direction(), &people[learner], &people[guide], weights);
        Self { learner, guide, reasons }
    }

    /// Left and right.
    #[must_use]
    pub const fn ends(&self) -> (usize, usize) {
        (self.learner, self.guide)
    }
}

/// Every left and right whom no rule forbids to be a duo, sorted by left, then right; in one pool each pair once, the
/// lesser index first.
#[must_use]
pub fn eligible(participants: &[Profile], weights: &Weights, rules: &Rules<'_>) -> Vec<Pair> {
    let candidates = Candidates::new(participants, weights, rules.sides());
    let turned_too = !rules.sides().one_pool();
    rules
        .sides()
        .lefts()
        .flat_map(|left| candidates.of(&participants[left]).into_iter().map(move |right| (left, right)))
        .filter(|&(left, right)| (turned_too || left < right) && rules.first_against(left, right).is_none())
        .map(|(left, right)| Pair::of(left, right, rules))
        .collect()
}

/// Who may guide whom, found without asking the rules about everybody.
enum Candidates<'a> {
    Everybody(Vec<usize>),
    /// For each topic the rights who know it: where learning is demanded, no others come into question.
    ByTopic(HashMap<&'a TopicId, Vec<usize>>),
}

impl<'a> Candidates<'a> {
    fn new(participants: &'a [Profile], weights: &Weights, sides: &Sides) -> Self {
        if weights.of(Factor::Learning) != Weight::Must {
            return Self::Everybody(sides.rights().collect());
        }
        let mut by_topic: HashMap<_, Vec<_>> = HashMap::new();
        for right in sides.rights() {
            for known in participants[right].expertise() {
                by_topic.entry(&known.topic).or_default().push(right);
            }
        }
        Self::ByTopic(by_topic)
    }

    /// The rights whom this left may have, as far as this tells, by index.
    fn of(&self, left: &Profile) -> Vec<usize> {
        match self {
            Self::Everybody(rights) => rights.clone(),
            Self::ByTopic(rights) => {
                let topics = left.learning_needs().iter().filter_map(|need| rights.get(&need.topic));
                let mut found: Vec<usize> = topics.flatten().copied().collect();
                found.sort_unstable();
                found.dedup();
                found
            }
        }
    }
}
