//! Why somebody has no duo.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::domain::{Profile, Side};

use super::super::pairs::{self, Pair};
use super::super::rules::{Rule, Rules};

/// A participant who asked for a duo on one side, and has none on that side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpaired {
    /// The index among the participants.
    pub participant: usize,
    /// As what they take part. Somebody who takes part as both may have a duo on the other side.
    pub side: Side,
    /// Why.
    pub why: Unmatched,
}

/// Why a learner has no guide, or a guide no learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Unmatched {
    /// A rule stands between this learner and every guide.
    NoEligibleGuide {
        /// How many guides each rule shuts out (the first rule that does), most first.
        binding: Vec<(Rule, usize)>,
    },
    /// There are guides for this learner, but other learners have all their seats.
    GuidesFull {
        /// How many guides.
        eligible: usize,
    },
    /// There are guides with a seat left, but nothing is gained: their scores are 0, and the round prefers quality.
    NothingGained {
        /// How many guides.
        eligible: usize,
    },
    /// A rule stands between this guide and every learner.
    NoEligibleLearner {
        /// How many learners each rule shuts out (the first rule that does), most first.
        binding: Vec<(Rule, usize)>,
    },
    /// There are learners for this guide, but they have another guide, or nothing is gained.
    NotNeeded {
        /// How many learners.
        eligible: usize,
    },
}

/// Explains every learner and every guide who is in none of the duos, learners first, each in the order of the
/// participants. `duos` holds (learner, guide).
pub(in super::super) fn unpaired(
    participants: &[Profile],
    pairs: &[Pair],
    duos: &HashSet<(usize, usize)>,
    rules: &Rules<'_>,
) -> Vec<Unpaired> {
    let mut taken: HashMap<usize, u8> = HashMap::new();
    for (_, guide) in duos {
        *taken.entry(*guide).or_default() += 1;
    }
    let has_seat = |guide: usize| taken.get(&guide).copied().unwrap_or(0) < participants[guide].takes_part().capacity();
    let paired: HashSet<usize> = duos.iter().map(|(learner, _)| *learner).collect();
    let mut guides_for: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut learners_for: HashMap<usize, usize> = HashMap::new();
    for pair in pairs {
        guides_for.entry(pair.learner).or_default().push(pair.guide);
        *learners_for.entry(pair.guide).or_default() += 1;
    }

    let learners = pairs::learners(participants).filter(|l| !paired.contains(l)).map(|learner| {
        let why = match guides_for.get(&learner) {
            None => Unmatched::NoEligibleGuide {
                binding: count(pairs::guides(participants).filter_map(|g| rules.first_against(learner, g))),
            },
            Some(guides) if guides.iter().any(|g| has_seat(*g)) => Unmatched::NothingGained { eligible: guides.len() },
            Some(guides) => Unmatched::GuidesFull { eligible: guides.len() },
        };
        Unpaired { participant: learner, side: Side::Learner, why }
    });
    let guides = pairs::guides(participants).filter(|g| !taken.contains_key(g)).map(|guide| {
        let why = match learners_for.get(&guide) {
            None => Unmatched::NoEligibleLearner {
                binding: count(pairs::learners(participants).filter_map(|l| rules.first_against(l, guide))),
            },
            Some(&eligible) => Unmatched::NotNeeded { eligible },
        };
        Unpaired { participant: guide, side: Side::Guide, why }
    });
    learners.chain(guides).collect()
}

/// How often each rule, most first. That nobody is their own guide is no news, so it is not counted.
fn count(rules: impl Iterator<Item = Rule>) -> Vec<(Rule, usize)> {
    let mut counts: HashMap<Rule, usize> = HashMap::new();
    for rule in rules.filter(|r| *r != Rule::Oneself) {
        *counts.entry(rule).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(rule_a, a), (rule_b, b)| b.cmp(a).then(rule_a.cmp(rule_b)));
    counts
}
