//! Every eligible pair of a round with its reasons.

use crate::domain::{Profile, Weights};

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
    let guides: Vec<usize> = guides(participants).collect();
    learners(participants)
        .flat_map(|learner| guides.iter().map(move |&guide| (learner, guide)))
        .filter(|&(learner, guide)| rules.first_against(learner, guide).is_none())
        .map(|(learner, guide)| Pair {
            learner,
            guide,
            reasons: Reasons::of(&participants[learner], &participants[guide], weights),
        })
        .collect()
}
