//! What the tests of this module share: small random rounds, and the best answer by trying everything.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{History, Prepared, Proposal, Unmatched};
use crate::domain::{Groups, Kind, Preference, Profile, ProfileInput, RoundSettings, Side, Topics, Weight, Weights};
use assign::{Edge, Instance};

/// Up to 5 lefts and 4 rights of capacity 0 to 3, any pair forbidden or with a score from this strategy.
pub(crate) fn problems(score: impl Strategy<Value = i64> + Clone + 'static) -> impl Strategy<Value = Instance> {
    (0..=5_usize, proptest::collection::vec(0..=3_u32, 0..=4)).prop_flat_map(move |(lefts, capacities)| {
        let cells = proptest::collection::vec(proptest::option::of(score.clone()), lefts * capacities.len());
        cells.prop_map(move |cells| {
            let rights = capacities.len();
            let edges = cells
                .iter()
                .enumerate()
                .filter_map(|(i, score)| score.map(|score| Edge { left: i / rights, right: i % rights, score }));
            Instance::new(lefts, capacities.clone(), edges.collect()).unwrap()
        })
    })
}

pub(crate) fn preferences() -> impl Strategy<Value = Preference> {
    select(Preference::ALL)
}

/// The table of [`super::score`] and the rules about meeting, worked out from the profiles themselves: what the product works out
/// from numbers is held against this.
pub(crate) mod judge {
    use crate::domain::text::same;
    use crate::domain::{Factor, Profile};
    use crate::matching::score::Direction;

    pub(crate) fn value(factor: Factor, direction: Direction, learner: &Profile, guide: &Profile) -> u16 {
        let (taught, given) = (coverage(learner, guide), coverage(guide, learner));
        let (years, guide_years) = (u16::from(learner.years_experience()), u16::from(guide.years_experience()));
        let if_so = |yes: bool| if yes { 100 } else { 0 };
        let times = |each: u16, many: u16| (each * many).min(100);
        match (factor, direction) {
            (Factor::Learning, Direction::OneWay) => taught,
            (Factor::Learning, Direction::TwoWay) => (taught + given + taught.min(given)) / 3,
            (Factor::Reciprocity, Direction::OneWay) => given,
            (Factor::Reciprocity, Direction::TwoWay) => taught.min(given),
            (Factor::Organisation, _) => if_so(!same(learner.organisation(), guide.organisation())),
            (Factor::Role, _) => if_so(!same(learner.role(), guide.role())),
            (Factor::Region, _) => if_so(same(learner.region(), guide.region())),
            (Factor::HalfDays, _) => {
                let shared = learner.availability().iter().filter(|day| guide.availability().has(*day));
                times(25, shared.map(|_| 1).sum())
            }
            (Factor::Experience, Direction::OneWay) => times(10, guide_years.saturating_sub(years)),
            (Factor::Experience, Direction::TwoWay) => times(10, guide_years.abs_diff(years)),
            (Factor::Waited, _) => times(20, u16::from(learner.waited()) + u16::from(guide.waited())),
            // Of people who were never a duo.
            (Factor::Novelty, _) => 100,
        }
    }

    pub(crate) fn meets(factor: Factor, direction: Direction, one: &Profile, other: &Profile) -> bool {
        let both_learn = (Factor::Learning, Direction::TwoWay) == (factor, direction);
        value(if both_learn { Factor::Reciprocity } else { factor }, direction, one, other) > 0
    }

    pub(crate) fn can_talk(one: &Profile, other: &Profile) -> bool {
        one.languages().iter().any(|language| other.languages().contains(language))
    }

    pub(crate) fn can_meet(one: &Profile, other: &Profile) -> bool {
        let near = same(one.region(), other.region());
        one.meets().online() && other.meets().online() || near && one.meets().in_person() && other.meets().in_person()
    }

    fn coverage(learns: &Profile, knows: &Profile) -> u16 {
        let (mut covered, mut most) = (0, 0);
        for need in learns.learning_needs() {
            let level = knows.expertise().iter().find(|e| e.topic == need.topic).map_or(0, |e| e.level.get());
            covered += u16::from(need.priority.get()) * u16::from(level);
            most += 3 * u16::from(need.priority.get());
        }
        (100_u16 * covered).checked_div(most).unwrap_or(0)
    }
}

/// What a preference compares first, second and third; the greatest is the best.
pub(crate) type Worth = (usize, i64, i128);

/// The worth of chosen scores under a preference.
pub(crate) fn worth(preference: Preference, scores: &[i64]) -> Worth {
    let total = scores.iter().copied().map(i128::from).sum();
    let lowest = scores.iter().copied().min().unwrap_or(i64::MAX);
    match preference {
        Preference::Quality => (0, 0, total),
        Preference::Coverage => (scores.len(), 0, total),
        Preference::Balance => (scores.len(), lowest, total),
    }
}

/// The greatest worth of all assignments there are.
pub(crate) fn best(problem: &Instance, preference: Preference) -> Worth {
    fn from(
        left: usize,
        seats: &mut [u32],
        chosen: &mut Vec<i64>,
        problem: &Instance,
        preference: Preference,
    ) -> Worth {
        if left == problem.lefts() {
            return worth(preference, chosen);
        }
        let mut best = from(left + 1, seats, chosen, problem, preference);
        for edge in problem.edges().iter().filter(|e| e.left == left) {
            if seats[edge.right] > 0 && (preference != Preference::Quality || edge.score > 0) {
                seats[edge.right] -= 1;
                chosen.push(edge.score);
                best = best.max(from(left + 1, seats, chosen, problem, preference));
                chosen.pop();
                seats[edge.right] += 1;
            }
        }
        best
    }
    from(0, &mut problem.capacities().to_vec(), &mut Vec::new(), problem, preference)
}

/// Who has no duo in a proposal, on which side, and why.
pub(crate) fn explained(
    people: &[Profile],
    settings: &RoundSettings,
    proposal: &Proposal,
) -> Vec<(usize, Side, Unmatched)> {
    let history = History::default();
    let round = Prepared::new(people, settings, &history).unwrap();
    let reasons = round.explain(proposal.unpaired());
    assert!(reasons.iter().map(Unmatched::reason).eq(proposal.unpaired().iter().map(|one| one.reason)));
    proposal.unpaired().iter().zip(reasons).map(|(one, why)| (one.participant, one.side, why)).collect()
}

/// The input of somebody whom no rule keeps from anybody, for a test to change.
pub(crate) fn anybody(number: usize) -> ProfileInput {
    let words = |text: &str| vec![text.to_owned()];
    ProfileInput {
        name: format!("Person {number}"),
        email: address(number),
        role: "jongerenwerker".to_owned(),
        organisation: "De Brug".to_owned(),
        region: "Utrecht".to_owned(),
        years_experience: "5".to_owned(),
        languages: words("nl"),
        meets: "either".to_owned(),
        availability: words("mon-am"),
        takes_part_as: "both".to_owned(),
        capacity: "1".to_owned(),
        learning_needs: vec![("trauma".to_owned(), "2".to_owned())],
        expertise: vec![("trauma".to_owned(), "3".to_owned())],
        ..ProfileInput::default()
    }
}

pub(crate) fn address(number: usize) -> String {
    format!("p{number}@voorbeeld.example")
}

pub(crate) fn profile(input: &ProfileInput) -> Profile {
    Profile::parse(input, Topics::Any).unwrap()
}

/// 0 to 5 people who have much in common, and name each other in `reports_to` and `avoid`.
pub(crate) fn people() -> impl Strategy<Value = Vec<Profile>> {
    (0..=5_usize).prop_flat_map(|count| (0..count).map(|number| person(number, count)).collect::<Vec<_>>())
}

fn person(number: usize, count: usize) -> impl Strategy<Value = Profile> {
    let word = |words: &'static [&'static str]| select(words).prop_map(str::to_owned);
    let some = |words: &'static [&'static str], least| {
        subsequence(words, least..=words.len()).prop_map(|w| w.into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    let rated = || {
        subsequence(&["trauma", "feedback", "reflectie"][..], 1..=3).prop_flat_map(|topics| {
            topics.into_iter().map(|t| (Just(t.to_owned()), (1..=3_u8).prop_map(|l| l.to_string()))).collect::<Vec<_>>()
        })
    };
    let others: Vec<String> = (0..count).filter(|n| *n != number).map(address).collect();
    let named = move || subsequence(others.clone(), 0..=others.len().min(1));
    let who =
        (word(&["gids", "Gids ", "helper"]), word(&["A", "a", "B"]), word(&["Utrecht", "Zeeland"]), 0..20_u8, 0..4_u8);
    let how = (
        some(&["nl", "en"], 1),
        word(&["online", "in_person", "either", "either"]),
        some(&["mon-am", "tue-am", "wed-am", "thu-am", "fri-am"], 0),
        word(&["learn", "guide", "both", "both"]),
        1..=2_u8,
    );
    (who, how, (rated(), rated()), (named(), named())).prop_map(
        move |(
            (role, organisation, region, years, waited),
            (languages, meets, half_days, side, seats),
            topics,
            named,
        )| {
            profile(&ProfileInput {
                role,
                organisation,
                region,
                years_experience: years.to_string(),
                waited: waited.to_string(),
                languages,
                meets,
                availability: half_days,
                takes_part_as: side,
                capacity: seats.to_string(),
                learning_needs: topics.0,
                expertise: topics.1,
                reports_to: named.0,
                avoid: named.1,
                ..anybody(number)
            })
        },
    )
}

/// Any weights and preference for a guidance round, in which two people may guide each other.
pub(crate) fn settings() -> impl Strategy<Value = RoundSettings> {
    // Often 0, so that scores tie or are 0.
    let points = prop_oneof![Just(0), 0..=Weight::MAX].prop_map(Weight::Points);
    let weight = prop_oneof![19 => points, 1 => Just(Weight::Must)];
    let weights = proptest::collection::vec(weight, crate::domain::Factor::COUNT).prop_map(|list| {
        let mut weights = Weights::default();
        for (factor, weight) in crate::domain::Factor::ALL.iter().zip(list) {
            weights.set(*factor, weight);
        }
        weights
    });
    (weights, preferences(), any::<u32>()).prop_map(|(weights, prefer, seed)| RoundSettings {
        prefer,
        weights,
        seed,
        allow_both_ways: true,
        ..RoundSettings::default()
    })
}

/// The same for a round of any kind; the groups of an exchange overlap, and leave some in neither.
pub(crate) fn settings_of_any_kind() -> impl Strategy<Value = RoundSettings> {
    let first = select(&[r#"{"role": ["GIDS"]}"#, r#"{"organisation": ["a"], "region": ["utrecht"]}"#][..]);
    let second = select(&["", r#", "second": {"region": ["Utrecht"]}"#, r#", "second": {"role": ["helper"]}"#][..]);
    (settings(), select(Kind::ALL), first, second).prop_map(|(settings, kind, first, second)| {
        let groups: Groups = serde_json::from_str(&format!(r#"{{"first": {first}{second}}}"#)).unwrap();
        RoundSettings { kind, groups: (kind == Kind::Exchange).then_some(groups), ..settings }
    })
}
