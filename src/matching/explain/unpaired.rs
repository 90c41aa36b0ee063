//! Why somebody has no duo.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::domain::Side;

use crate::matching::index::PairSide;
use crate::matching::pairs::Pair;
use crate::matching::prepared::Prepared;
use crate::matching::rules::Rule;
use crate::matching::sides::Sides;
use assign::in_chunks;

/// A participant who asked for a duo on one side, and has none on that side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unpaired {
    /// The index among the participants.
    pub participant: usize,
    /// As what they take part. Somebody who takes part as both may have a duo on the other side. Where both learn, the
    /// left is [`Side::Learner`] and the right [`Side::Guide`]; in one pool, and in neither group, everybody is a left.
    /// Who is kept from a side by a duo of another round is named for that side.
    pub side: Side,
    /// Why, without numbers: [`Prepared::explain`] has these.
    pub reason: UnpairedReason,
}

/// The kind of an [`Unmatched`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnpairedReason {
    /// [`Unmatched::NoEligibleGuide`].
    NoEligibleGuide,
    /// [`Unmatched::GuidesFull`].
    GuidesFull,
    /// [`Unmatched::NothingGained`].
    NothingGained,
    /// [`Unmatched::NoEligibleLearner`].
    NoEligibleLearner,
    /// [`Unmatched::NotNeeded`].
    NotNeeded,
    /// [`Unmatched::OtherWay`].
    OtherWay,
    /// [`Unmatched::InNeitherGroup`].
    InNeitherGroup,
    /// [`Unmatched::StandsElsewhere`].
    StandsElsewhere,
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

impl Unmatched {
    /// Its kind.
    #[must_use]
    pub const fn reason(&self) -> UnpairedReason {
        match self {
            Self::NoEligibleGuide { .. } => UnpairedReason::NoEligibleGuide,
            Self::GuidesFull { .. } => UnpairedReason::GuidesFull,
            Self::NothingGained { .. } => UnpairedReason::NothingGained,
            Self::NoEligibleLearner { .. } => UnpairedReason::NoEligibleLearner,
            Self::NotNeeded { .. } => UnpairedReason::NotNeeded,
            Self::OtherWay { .. } => UnpairedReason::OtherWay,
            Self::InNeitherGroup => UnpairedReason::InNeitherGroup,
            Self::StandsElsewhere => UnpairedReason::StandsElsewhere,
        }
    }
}

/// How many people are looked at by a thread at a time.
const CHUNK: usize = 64;

/// Everybody who is in none of the duos: lefts first, then rights, then who is neither, each in the order of the participants.
///
/// Takes one eligible pair for each of them and no count, so that it ends soon where many are without.
pub(crate) fn unpaired(duos: &[Pair], round: &Prepared<'_>) -> Vec<Unpaired> {
    let (rules, sides) = (round.rules(), round.rules().sides());
    let seats = Seats::after(duos, round);
    let lefts: Vec<usize> = sides.lefts().filter(|left| !seats.has_right(*left)).collect();
    let rights: Vec<usize> =
        sides.rights().filter(|right| !sides.one_pool() && !seats.taken.contains_key(right)).collect();
    let open: Vec<usize> = sides.rights().filter(|right| seats.has_room(*right)).collect();
    let (open_rights, open_lefts) = (round.only(&open), round.only(&lefts));

    let of_left = |left: usize| {
        let reason = match seats.first(round.eligible_among(left, PairSide::Left, &open_rights), |right| (right, left))
        {
            First::Open => UnpairedReason::NothingGained,
            First::OtherWay => UnpairedReason::OtherWay,
            First::Nobody if round.is_eligible(left, PairSide::Left) => UnpairedReason::GuidesFull,
            First::Nobody => UnpairedReason::NoEligibleGuide,
        };
        Unpaired { participant: left, side: Side::Learner, reason }
    };
    let of_right = |right: usize| {
        let reason = match seats.first(round.eligible_among(right, PairSide::Right, &open_lefts), |left| (right, left))
        {
            First::OtherWay => UnpairedReason::OtherWay,
            First::Open => UnpairedReason::NotNeeded,
            First::Nobody if round.is_eligible(right, PairSide::Right) => UnpairedReason::NotNeeded,
            First::Nobody => UnpairedReason::NoEligibleLearner,
        };
        Unpaired { participant: right, side: Side::Guide, reason }
    };
    let outside = (0..rules.participants().len()).flat_map(|participant| {
        let without = |side, reason| Unpaired { participant, side, reason };
        let (from_left, from_right) = sides.kept_from(participant);
        let from_right = from_right && !sides.one_pool();
        let nowhere = !sides.is_left(participant) && sides.seats(participant) == 0 && !from_left && !from_right;
        [
            from_left.then(|| without(Side::Learner, UnpairedReason::StandsElsewhere)),
            from_right.then(|| without(Side::Guide, UnpairedReason::StandsElsewhere)),
            nowhere.then(|| without(Side::Learner, UnpairedReason::InNeitherGroup)),
        ]
    });
    let mut all = each(&lefts, of_left);
    all.extend(each(&rights, of_right));
    all.extend(outside.flatten());
    all
}

/// Why, with numbers, for each of these. Each takes a look at everybody on the other side.
pub(crate) fn explain(unpaired: &[Unpaired], round: &Prepared<'_>) -> Vec<Unmatched> {
    let (rules, sides) = (round.rules(), round.rules().sides());
    each(unpaired, |Unpaired { participant, side, reason }| {
        let eligible = || {
            let side = if side == Side::Learner { PairSide::Left } else { PairSide::Right };
            round.eligible(participant, side).len()
        };
        match reason {
            UnpairedReason::NoEligibleGuide => Unmatched::NoEligibleGuide {
                binding: count(sides.rights().filter_map(|right| rules.first_against(participant, right))),
            },
            UnpairedReason::NoEligibleLearner => Unmatched::NoEligibleLearner {
                binding: count(sides.lefts().filter_map(|left| rules.first_against(left, participant))),
            },
            UnpairedReason::GuidesFull => Unmatched::GuidesFull { eligible: eligible() },
            UnpairedReason::NothingGained => Unmatched::NothingGained { eligible: eligible() },
            UnpairedReason::NotNeeded => Unmatched::NotNeeded { eligible: eligible() },
            UnpairedReason::OtherWay => Unmatched::OtherWay { eligible: eligible() },
            UnpairedReason::InNeitherGroup => Unmatched::InNeitherGroup,
            UnpairedReason::StandsElsewhere => Unmatched::StandsElsewhere,
        }
    })
}

/// The same for each, on all processors, in their order.
fn each<A: Copy + Sync, B: Send>(of: &[A], work: impl Fn(A) -> B + Sync) -> Vec<B> {
    let chunks = in_chunks(of.len(), CHUNK, || (), |(): &mut (), some| of[some].iter().map(|one| work(*one)).collect());
    chunks.into_iter().flat_map(|chunk: Vec<B>| chunk).collect()
}

/// Who has a duo, and which seats are left.
struct Seats<'a> {
    sides: &'a Sides,
    paired: HashSet<usize>,
    taken: HashMap<usize, u32>,
    /// The duos, where two people are one duo.
    ends: HashSet<(usize, usize)>,
}

/// Whom somebody may be with first of those who are free.
enum First {
    Nobody,
    /// Only people with whom they are a duo already, the other way round.
    OtherWay,
    Open,
}

impl<'a> Seats<'a> {
    fn after(duos: &[Pair], round: &'a Prepared<'_>) -> Self {
        let (rules, sides) = (round.rules(), round.rules().sides());
        // In one pool whoever takes a seat is taken as well.
        let turned = |(left, right): (usize, usize)| sides.one_pool().then_some((right, left));
        let (mut paired, mut taken) = (HashSet::new(), HashMap::new());
        for (left, right) in duos.iter().map(Pair::ends).flat_map(|pair| std::iter::once(pair).chain(turned(pair))) {
            paired.insert(left);
            *taken.entry(right).or_default() += 1;
        }
        let ends = duos.iter().filter(|_| rules.is_one_way()).map(Pair::ends).collect();
        Self { sides, paired, taken, ends }
    }

    fn has_right(&self, left: usize) -> bool {
        self.paired.contains(&left)
    }

    fn has_room(&self, right: usize) -> bool {
        self.taken.get(&right).copied().unwrap_or(0) < self.sides.seats(right)
    }

    fn first(&self, free: impl Iterator<Item = usize>, turned: impl Fn(usize) -> (usize, usize)) -> First {
        let mut first = First::Nobody;
        for other in free {
            if !self.ends.contains(&turned(other)) {
                return First::Open;
            }
            first = First::OtherWay;
        }
        first
    }
}

/// How often each rule, most first. That nobody is their own guide is no news, so it is not counted.
fn count(rules: impl Iterator<Item = Rule>) -> Vec<(Rule, usize)> {
    let mut counts: HashMap<Rule, usize> = HashMap::new();
    for rule in rules.filter(|r| *r != Rule::SelfReference) {
        *counts.entry(rule).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(rule_a, a), (rule_b, b)| b.cmp(a).then(rule_a.cmp(rule_b)));
    counts
}
