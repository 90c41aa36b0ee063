//! Every eligible pair of a round with its reasons.

use std::collections::HashMap;

use crate::domain::{Factor, Profile, TopicId, Weight, Weights};

use super::rules::Rules;
use super::score::Reasons;

/// A learner and a guide who may be a duo, by their index among the participants, and how good they would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Who learns.
    pub learner: usize,
    /// Who guides.
    pub guide: usize,
    /// The points, which sum to the score.
    pub reasons: Reasons,
}

/// The participants who want a guide, by index.
pub fn learners(participants: &[Profile]) -> impl Iterator<Item = usize> {
    indices(participants, |p| p.takes_part().learns())
}

/// The participants who offer to guide, by index. Somebody who takes part as both is a learner and a guide.
pub fn guides(participants: &[Profile]) -> impl Iterator<Item = usize> {
    indices(participants, |p| p.takes_part().capacity() > 0)
}

fn indices(participants: &[Profile], holds: impl Fn(&Profile) -> bool) -> impl Iterator<Item = usize> {
    participants.iter().enumerate().filter(move |(_, p)| holds(p)).map(|(i, _)| i)
}

/// Every learner and guide whom no rule forbids to be a duo, sorted by learner, then guide.
#[must_use]
pub fn eligible(participants: &[Profile], weights: &Weights, rules: &Rules<'_>) -> Vec<Pair> {
    let candidates = Candidates::new(participants, weights);
    learners(participants)
        .flat_map(|learner| candidates.of(&participants[learner]).into_iter().map(move |guide| (learner, guide)))
        .filter(|&(learner, guide)| rules.first_against(learner, guide).is_none())
        .map(|(learner, guide)| Pair {
            learner,
            guide,
            reasons: Reasons::of(&participants[learner], &participants[guide], weights),
        })
        .collect()
}

/// Who may guide whom, found without asking the rules about everybody.
enum Candidates<'a> {
    Everybody(Vec<usize>),
    /// For each topic the guides who know it: where learning is demanded, no others come into question.
    ByTopic(HashMap<&'a TopicId, Vec<usize>>),
}

impl<'a> Candidates<'a> {
    fn new(participants: &'a [Profile], weights: &Weights) -> Self {
        if weights.of(Factor::Learning) != Weight::Must {
            return Self::Everybody(guides(participants).collect());
        }
        let mut by_topic: HashMap<_, Vec<_>> = HashMap::new();
        for guide in guides(participants) {
            for known in participants[guide].expertise() {
                by_topic.entry(&known.topic).or_default().push(guide);
            }
        }
        Self::ByTopic(by_topic)
    }

    /// The guides whom this learner may have, as far as this tells, by index.
    fn of(&self, learner: &Profile) -> Vec<usize> {
        match self {
            Self::Everybody(guides) => guides.clone(),
            Self::ByTopic(guides) => {
                let topics = learner.learning_needs().iter().filter_map(|need| guides.get(&need.topic));
                let mut found: Vec<usize> = topics.flatten().copied().collect();
                found.sort_unstable();
                found.dedup();
                found
            }
        }
    }
}
