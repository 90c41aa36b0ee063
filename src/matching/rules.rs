//! What forbids a pair, however good the two would be for each other.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::person::small_counts::MIN_GROUP_SIZE;
use crate::domain::{Factor, Kind, Profile, RoundSettings, Weight};

use super::hierarchy::Hierarchy;
use super::history::History;
use super::people::People;
use super::score::{self, MAX_VALUE, Two};
use super::sides::Sides;
use assign::to_u32;

/// Why two people may not be a duo.
///
/// [`Rule::Avoids`] and [`Rule::Authority`] come from what somebody told in confidence: see [`Rule::is_private`]. They come
/// last: where a public rule keeps two people apart as well, that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// They are one person.
    SelfReference,
    /// The one does not learn in this round, or the other does not guide; in an exchange they are not of two groups.
    Sides,
    /// One stands in a duo of another round, and has no place for a second one.
    StandsElsewhere,
    /// They are a duo of this round the other way round, and two people are one duo. Said of duos that were proposed.
    OtherWay,
    /// They may be one person under two addresses, and no coordinator said that they are two.
    SamePerson,
    /// The coordinator does not want this pair.
    Banned,
    /// They were a duo before.
    EarlierDuo,
    /// They share no language.
    NoCommonLanguage,
    /// They can meet neither online nor, in one region, in person.
    NoWayToMeet,
    /// The round demands this factor, and its value is 0 for them.
    Must(Factor),
    /// One has authority over the other, directly or through others in the round.
    Authority,
    /// One asked not to meet the other.
    Avoids,
}

impl Rule {
    /// The rule as one word, for files and the API; for a demanded factor see [`fmt::Display`] too.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SelfReference => "oneself",
            Self::Sides => "sides",
            Self::StandsElsewhere => "stands_elsewhere",
            Self::OtherWay => "other_way",
            Self::SamePerson => "same_person",
            Self::Banned => "banned",
            Self::Authority => "authority",
            Self::Avoids => "avoids",
            Self::EarlierDuo => "earlier_duo",
            Self::NoCommonLanguage => "no_common_language",
            Self::NoWayToMeet => "no_way_to_meet",
            Self::Must(_) => "must",
        }
    }

    /// Whether it was told in confidence, so that nobody is told which it is.
    #[must_use]
    pub const fn is_private(self) -> bool {
        matches!(self, Self::Authority | Self::Avoids)
    }

    /// Those of these rules that are told about two people: the public ones, and a private one only where nothing else keeps them
    /// apart, since that they are never paired can be seen anyway.
    #[must_use]
    pub fn told(against: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let (private, public): (Vec<Self>, Vec<Self>) = against.into_iter().partition(|rule| rule.is_private());
        if public.is_empty() { private.into_iter().take(1).collect() } else { public }
    }

    /// How many people the private rules shut out together, of the numbers for each rule, where they are enough to be told.
    #[must_use]
    pub fn shut_out_privately(numbers: &[(Self, usize)]) -> Option<usize> {
        let people = numbers.iter().filter(|(rule, _)| rule.is_private()).map(|(_, people)| people).sum();
        (people >= MIN_GROUP_SIZE as usize).then_some(people)
    }
}

/// The word, and for a demanded factor which: `must learning`.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Must(factor) => write!(f, "must {factor}"),
            rule => f.write_str(rule.as_str()),
        }
    }
}

/// Who must not be together because of who they are.
#[derive(Debug)]
pub(crate) struct ForbiddenPairs {
    /// For each participant those whom a ban, a wish or an earlier duo keeps from them, by index and in order.
    named: Vec<Vec<u32>>,
    hierarchy: Hierarchy,
    /// For each participant those of the others with whom they were a duo, in order, and the value of their novelty; where it
    /// counts.
    met: Vec<Vec<(u32, u16)>>,
}

impl ForbiddenPairs {
    /// Whether these two must not be together, or are one.
    pub(crate) fn are(&self, one: usize, other: usize) -> bool {
        one == other || self.named[one].binary_search(&to_u32(other)).is_ok() || self.hierarchy.between(one, other)
    }

    /// How much less than the greatest value the novelty of these two has.
    pub(crate) fn staleness(&self, one: usize, other: usize) -> u16 {
        let met = self.met.get(one).map_or(&[][..], Vec::as_slice);
        let other = to_u32(other);
        met.binary_search_by_key(&other, |(other, _)| *other).map_or(0, |at| MAX_VALUE - met[at].1)
    }

    /// All who must not be together with this one, who is one of them; some perhaps twice.
    pub(crate) fn from(&self, one: usize) -> impl Iterator<Item = usize> {
        let named = self.named[one].iter().map(|other| *other as usize);
        named.chain(self.hierarchy.around(one)).chain([one])
    }
}

/// The rules of one round, with what they need looked up once.
#[derive(Debug)]
pub struct Rules<'a> {
    participants: &'a [Profile],
    people: Arc<People>,
    settings: &'a RoundSettings,
    history: &'a History,
    sides: Sides,
    /// The pairs that the round bans, the lesser index first.
    banned: HashSet<(usize, usize)>,
    hierarchy: Hierarchy,
    /// The factors that the round demands.
    musts: Vec<Rule>,
    /// Whether it makes a difference who were a duo before.
    novelty_counts: bool,
}

impl<'a> Rules<'a> {
    /// The rules for these participants, who are referred to by their index from here on.
    #[must_use]
    pub fn new(participants: &'a [Profile], settings: &'a RoundSettings, history: &'a History) -> Self {
        let sides = Sides::of(participants, settings, history);
        let index: HashMap<_, _> = participants.iter().enumerate().map(|(i, p)| (p.email(), i)).collect();
        let banned = settings.banned.iter().filter_map(|couple| {
            // Who does not take part is in no duo anyway.
            let (one, other) = (*index.get(couple.one())?, *index.get(couple.other())?);
            Some((one.min(other), one.max(other)))
        });
        let (banned, hierarchy) = (banned.collect(), Hierarchy::new(participants, &index));
        let met = |person: &Profile| history.partners(person.email()).any(|other| index.contains_key(other));
        let novelty_counts = settings.allow_earlier_duos && participants.iter().any(met);
        let counts = |factor: &Factor| *factor != Factor::Novelty || novelty_counts;
        let musts = Factor::ALL.iter().filter(|f| settings.weights.of(**f) == Weight::Must && counts(f));
        let musts = musts.map(|f| Rule::Must(*f)).collect();
        let people = Arc::new(People::new(participants));
        Self { participants, people, settings, history, sides, banned, hierarchy, musts, novelty_counts }
    }

    /// Who stands on which side.
    #[must_use]
    pub const fn sides(&self) -> &Sides {
        &self.sides
    }

    /// The participants.
    #[must_use]
    pub const fn participants(&self) -> &'a [Profile] {
        self.participants
    }

    /// The same, as they are compared.
    pub(crate) fn people(&self) -> Arc<People> {
        Arc::clone(&self.people)
    }

    /// Two of them, as they are compared.
    ///
    /// # Panics
    /// If an index is not that of a participant.
    pub(crate) fn two(&self, learner: usize, guide: usize) -> Two<'_> {
        Two::of(&self.people, learner, guide, self.novelty(learner, guide).unwrap_or(0))
    }

    /// The settings of the round.
    #[must_use]
    pub const fn settings(&self) -> &'a RoundSettings {
        self.settings
    }

    /// Whether two people are one duo at most though the round could have them guide each other.
    #[must_use]
    pub const fn is_one_way(&self) -> bool {
        matches!(self.settings.kind, Kind::Guidance) && !self.settings.allow_both_ways
    }

    /// Whether it makes a difference who were a duo before: some were, and may be again.
    #[must_use]
    pub const fn novelty_counts(&self) -> bool {
        self.novelty_counts
    }

    /// The value of [`Factor::Novelty`] for two people, where it counts.
    ///
    /// # Panics
    /// If an index is not that of a participant.
    #[must_use]
    pub fn novelty(&self, one: usize, other: usize) -> Option<u16> {
        let email = |person: usize| self.participants[person].email();
        self.novelty_counts.then(|| score::novelty_value(self.history.rounds_ago(email(one), email(other))))
    }

    /// The first rule, in the order of [`Rule`], that forbids this left and right to be a duo; `None` if they may.
    ///
    /// # Panics
    /// If an index is not that of a participant.
    #[must_use]
    pub fn first_against(&self, learner: usize, guide: usize) -> Option<Rule> {
        self.against(learner, guide).next()
    }

    /// Every rule, in the order of [`Rule`], that forbids this learner and guide to be a duo.
    ///
    /// # Panics
    /// If an index is not that of a participant.
    pub fn against(&self, learner: usize, guide: usize) -> impl Iterator<Item = Rule> {
        let (l, g) = (&self.participants[learner], &self.participants[guide]);
        let (one, other) = (self.people.get(learner), self.people.get(guide));
        let forbids = move |rule: &Rule| match rule {
            Rule::SelfReference => l.email() == g.email(),
            Rule::Sides => !self.sides.would_allow(learner, guide),
            Rule::StandsElsewhere => self.sides.would_allow(learner, guide) && !self.sides.allow(learner, guide),
            Rule::OtherWay => false,
            Rule::SamePerson => self.history.may_be_one(l.email(), g.email()),
            Rule::Banned => self.banned.contains(&(learner.min(guide), learner.max(guide))),
            Rule::Authority => self.hierarchy.between(learner, guide),
            Rule::Avoids => l.avoid().contains(g.email()) || g.avoid().contains(l.email()),
            Rule::EarlierDuo => !self.settings.allow_earlier_duos && self.history.were_a_duo(l.email(), g.email()),
            Rule::NoCommonLanguage => !one.can_talk(other),
            Rule::NoWayToMeet => !one.can_meet(other),
            Rule::Must(factor) => !score::meets(*factor, self.sides.direction(), &self.two(learner, guide)),
        };
        GENERAL.into_iter().chain(self.musts.iter().copied()).chain(PRIVATE).filter(forbids)
    }

    /// What keeps two people apart whatever they have: all rules that name people.
    pub(crate) fn apart(&self) -> ForbiddenPairs {
        let mut apart = vec![Vec::new(); self.participants.len()];
        let mut met = vec![Vec::new(); self.participants.len()];
        let mut part = |one: usize, other: usize| {
            apart[one].push(to_u32(other));
            apart[other].push(to_u32(one));
        };
        for (one, other) in &self.banned {
            part(*one, *other);
        }
        let index: HashMap<_, _> = self.participants.iter().enumerate().map(|(i, p)| (p.email(), i)).collect();
        for (one, person) in self.participants.iter().enumerate() {
            let earlier = self.history.partners(person.email());
            let earlier: Vec<usize> = earlier.filter_map(|email| index.get(email).copied()).collect();
            let demanded = self.musts.contains(&Rule::Must(Factor::Novelty));
            let doubles = self.history.doubles(person.email());
            for other in person.avoid().iter().chain(doubles).filter_map(|email| index.get(email)) {
                part(one, *other);
            }
            for other in earlier {
                match self.novelty(one, other) {
                    None if self.settings.allow_earlier_duos => {}
                    Some(value) if value > 0 || !demanded => met[one].push((to_u32(other), value)),
                    _ => part(one, other),
                }
            }
        }
        for met in &mut met {
            met.sort_unstable();
        }
        for others in &mut apart {
            others.sort_unstable();
            others.dedup();
        }
        ForbiddenPairs { named: apart, hierarchy: self.hierarchy.clone(), met }
    }
}

/// The public rules of every round; those of the weights come after, and then what was told in confidence.
const GENERAL: [Rule; 8] = [
    Rule::SelfReference,
    Rule::Sides,
    Rule::StandsElsewhere,
    Rule::SamePerson,
    Rule::Banned,
    Rule::EarlierDuo,
    Rule::NoCommonLanguage,
    Rule::NoWayToMeet,
];

const PRIVATE: [Rule; 2] = [Rule::Authority, Rule::Avoids];
