//! Why somebody has no duo.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::domain::Side;

use super::super::index::As;
use super::super::pairs::Pair;
use super::super::prepared::Prepared;
use super::super::rules::Rule;

/// A participant who asked for a duo on one side, and has none on that side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpaired {
    /// The index among the participants.
    pub participant: usize,
    /// As what they take part. Somebody who takes part as both may have a duo on the other side. Where both learn, the
    /// left is [`Side::Learner`] and the right [`Side::Guide`]; in one pool, and in neither group, everybody is a left. Who is kept from a side by a duo of another round is named for that side.
    pub side: Side,
    /// Why.
    pub why: Unmatched,
}

/// Why a left has no right (a learner no guide), or a right no left.
///
/// Named for guidance. Where both learn, read *left* for learner and *right* for guide, each with one seat.
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
    /// There are others for this learner or guide, but those who are free are in a duo with them already, the other way
    /// round, and two people are one duo.
    OtherWay {
        /// How many guides, or learners.
        eligible: usize,
    },
    /// They belong to neither group of the exchange.
    InNeitherGroup,
    /// They stand in a duo of another round, and have no place for a second one.
    StandsElsewhere,
}

/// Explains everybody who is in none of the duos: lefts first, then rights, then who is neither, each in the order of the
/// participants.
pub(in super::super) fn unpaired(duos: &[Pair], round: &Prepared<'_>) -> Vec<Unpaired> {
    let (rules, sides) = (round.rules(), round.rules().sides());
    // In one pool whoever takes a seat is taken as well.
    let turned = |(left, right): (usize, usize)| sides.one_pool().then_some((right, left));
    let mut paired: HashSet<usize> = HashSet::new();
    let mut taken: HashMap<usize, u32> = HashMap::new();
    for (left, right) in duos.iter().map(Pair::ends).flat_map(|pair| std::iter::once(pair).chain(turned(pair))) {
        paired.insert(left);
        *taken.entry(right).or_default() += 1;
    }
    let has_seat = |right: usize| taken.get(&right).copied().unwrap_or(0) < sides.seats(right);
    let ends: HashSet<(usize, usize)> = duos.iter().filter(|_| rules.is_one_way()).map(Pair::ends).collect();

    let lefts = sides.lefts().filter(|l| !paired.contains(l)).map(|left| {
        let rights = round.eligible(left, As::Left);
        let eligible = rights.len();
        let free = || rights.iter().filter(|right| has_seat(**right));
        let why = if rights.is_empty() {
            let binding = count(sides.rights().filter_map(|right| rules.first_against(left, right)));
            Unmatched::NoEligibleGuide { binding }
        } else if free().next().is_none() {
            Unmatched::GuidesFull { eligible }
        } else if free().all(|right| ends.contains(&(*right, left))) {
            Unmatched::OtherWay { eligible }
        } else {
            Unmatched::NothingGained { eligible }
        };
        Unpaired { participant: left, side: Side::Learner, why }
    });
    let only_rights = sides.rights().filter(|right| !sides.one_pool() && !taken.contains_key(right));
    let rights = only_rights.map(|right| {
        let lefts = round.eligible(right, As::Right);
        let eligible = lefts.len();
        let mut free = lefts.iter().filter(|left| !paired.contains(left)).peekable();
        let why = if free.peek().is_some() && free.all(|left| ends.contains(&(right, *left))) {
            Unmatched::OtherWay { eligible }
        } else if eligible == 0 {
            let binding = count(sides.lefts().filter_map(|left| rules.first_against(left, right)));
            Unmatched::NoEligibleLearner { binding }
        } else {
            Unmatched::NotNeeded { eligible }
        };
        Unpaired { participant: right, side: Side::Guide, why }
    });
    let outside = (0..rules.participants().len()).flat_map(|participant| {
        let without = |side, why| Unpaired { participant, side, why };
        let (from_left, from_right) = sides.kept_from(participant);
        let from_right = from_right && !sides.one_pool();
        let nowhere = !sides.is_left(participant) && sides.seats(participant) == 0 && !from_left && !from_right;
        [
            from_left.then(|| without(Side::Learner, Unmatched::StandsElsewhere)),
            from_right.then(|| without(Side::Guide, Unmatched::StandsElsewhere)),
            nowhere.then(|| without(Side::Learner, Unmatched::InNeitherGroup)),
        ]
    });
    lefts.chain(rights).chain(outside.flatten()).collect()
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
