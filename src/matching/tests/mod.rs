//! Whole rounds: that a proposal is the best, whatever the order, and says why. Exchange, mutual, locks: `kinds`.

mod kinds;
mod prepared;

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;

use super::testing::{
    address, anybody, best, explained, judge, people, profile, settings, settings_of_any_kind, worth,
};
use super::*;
use crate::domain::person::import;
use crate::domain::{AddressPair, EarlierDuo, Factor, Kind, Level, Preference, ProfileInput, Side, Weight, Weights};
use assign::Instance;

fn none() -> History {
    History::default()
}

/// The duos by address, so that rounds with other rows can be compared; in a pool the lesser address first.
fn named(people: &[Profile], settings: &RoundSettings) -> BTreeMap<(String, String), Reasons> {
    let proposal = propose(people, settings, &none()).unwrap();
    let name = |i: usize| people[i].email().to_string();
    let ends = |d: &Pair| match (name(d.learner), name(d.guide)) {
        (one, other) if settings.kind == Kind::Mutual && other < one => (other, one),
        ends => ends,
    };
    proposal.duos().iter().map(|d| (ends(d), d.reasons)).collect()
}

proptest! {
    #[test]
    fn a_proposal_is_the_best_by_trying_everything(people in people(), settings in settings()) {
        let proposal = propose(&people, &settings, &none()).unwrap();
        let seats = people.iter().map(|p| p.takes_part().capacity().into()).collect();
        let edges = eligible_pairs(&people, &settings, &none())
            .unwrap()
            .iter()
            .map(|p| assign::Edge { left: p.learner, right: p.guide, score: p.reasons.score() })
            .collect();
        let problem = Instance::new(people.len(), seats, edges).unwrap();
        let scores: Vec<i64> = proposal.duos().iter().map(|d| d.reasons.score()).collect();
        prop_assert_eq!(worth(settings.prefer, &scores), best(&problem, settings.prefer));
        prop_assert_eq!(proposal.total(), scores.iter().copied().map(i128::from).sum());
        prop_assert!(proposal.optimal());
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(
        (people, shuffled) in people().prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle())),
        settings in settings_of_any_kind(),
    ) {
        prop_assert_eq!(named(&people, &settings), named(&shuffled, &settings));
    }

    #[test]
    fn no_eligible_pair_is_overlooked(
        people in people(),
        mut settings in settings_of_any_kind(),
        must in any::<bool>(),
    ) {
        if must {
            settings.weights.set(Factor::Learning, Weight::Must);
        }
        let earlier = none();
        let rules = Rules::new(&people, &settings, &earlier);
        let everybody = (0..people.len()).flat_map(|l| (0..people.len()).map(move |g| (l, g)));
        let everybody = everybody.filter(|(l, g)| settings.kind != Kind::Mutual || l < g);
        let allowed: Vec<_> = everybody.filter(|(l, g)| rules.first_against(*l, *g).is_none()).collect();
        let found = eligible_pairs(&people, &settings, &earlier).unwrap();
        prop_assert_eq!(found.iter().map(|p| (p.learner, p.guide)).collect::<Vec<_>>(), allowed);
    }

    #[test]
    fn reasons_sum_to_the_score_and_survive_json(people in people(), settings in settings_of_any_kind()) {
        for pair in eligible_pairs(&people, &settings, &none()).unwrap() {
            let (l, g) = (&people[pair.learner], &people[pair.guide]);
            let mut sum = 0;
            for factor in Factor::ALL.iter().filter(|factor| **factor != Factor::Novelty) {
                let value = judge::value(*factor, Direction::of(settings.kind), l, g);
                let weight = settings.weights.of(*factor);
                prop_assert!(weight != Weight::Must || value > 0);
                prop_assert_eq!(pair.reasons.points(*factor), value * u16::from(weight.points()));
                sum += i64::from(pair.reasons.points(*factor));
            }
            prop_assert_eq!(sum, pair.reasons.score());
            let json = serde_json::to_string(&pair.reasons).unwrap();
            prop_assert_eq!(serde_json::from_str::<Reasons>(&json).unwrap(), pair.reasons);
            let in_json: BTreeMap<String, i64> = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(in_json.values().sum::<i64>(), sum);
        }
    }

    #[test]
    fn rules_about_two_people_hold_both_ways(people in people(), met in any::<bool>()) {
        let earlier: History = match people.as_slice() {
            [a, b, ..] if met => [(a.email().clone(), b.email().clone())].into_iter().collect(),
            _ => none(),
        };
        let mut settings = RoundSettings::default();
        settings.weights.set(Factor::Learning, Weight::Points(5));
        let rules = Rules::new(&people, &settings, &earlier);
        for a in 0..people.len() {
            for b in 0..people.len() {
                let (one, other) = (rules.first_against(a, b), rules.first_against(b, a));
                // Who learns and who guides is not about two people but about each.
                if one != Some(Rule::Sides) && other != Some(Rule::Sides) {
                    prop_assert_eq!(one, other);
                }
            }
        }
    }

    #[test]
    fn everyone_without_a_duo_is_told_the_true_reason(people in people(), settings in settings()) {
        let proposal = propose(&people, &settings, &none()).unwrap();
        let pairs = eligible_pairs(&people, &settings, &none()).unwrap();
        let taken = |guide| proposal.duos().iter().filter(|d| d.guide == guide).count();
        let full = |guide: usize| taken(guide) == usize::from(people[guide].takes_part().capacity());
        let mut left_out = HashSet::new();
        for (who, side, why) in &explained(&people, &settings, &proposal) {
            left_out.insert((*who, *side));
            let others: Vec<usize> = match side {
                Side::Learner => pairs.iter().filter(|p| p.learner == *who).map(|p| p.guide).collect(),
                Side::Guide => pairs.iter().filter(|p| p.guide == *who).map(|p| p.learner).collect(),
            };
            match why {
                Unmatched::OtherWay { .. } => prop_assert!(false, "both ways are allowed"),
                Unmatched::NoEligibleGuide { binding } | Unmatched::NoEligibleLearner { binding } => {
                    prop_assert!(others.is_empty());
                    prop_assert!(binding.windows(2).all(|w| w[0].1 >= w[1].1));
                }
                Unmatched::GuidesFull { eligible } => {
                    prop_assert_eq!(*eligible, others.len());
                    prop_assert!(others.iter().all(|g| full(*g)));
                }
                Unmatched::NothingGained { eligible } => {
                    prop_assert_eq!(*eligible, others.len());
                    prop_assert_eq!(settings.prefer, Preference::Quality);
                    let open = |p: &&Pair| p.learner == *who && !full(p.guide);
                    prop_assert!(pairs.iter().filter(open).all(|p| p.reasons.score() == 0));
                }
                Unmatched::NotNeeded { eligible } => prop_assert_eq!(*eligible, others.len()),
                Unmatched::InNeitherGroup => prop_assert!(false, "there are no groups"),
                Unmatched::StandsElsewhere => prop_assert!(false, "there are no other rounds"),
            }
        }
        for (i, person) in people.iter().enumerate() {
            let without_guide = person.takes_part().learns() && !proposal.duos().iter().any(|d| d.learner == i);
            let without_learner = person.takes_part().capacity() > 0 && taken(i) == 0;
            prop_assert_eq!(left_out.contains(&(i, Side::Learner)), without_guide);
            prop_assert_eq!(left_out.contains(&(i, Side::Guide)), without_learner);
        }
    }
}

#[test]
fn among_equals_the_seed_decides_and_not_the_row() {
    let people: Vec<_> = (0..7).map(|n| profile(&anybody(n))).collect();
    let with_seed = |seed| RoundSettings { seed, ..RoundSettings::default() };
    let answers: HashSet<Vec<_>> = (0..20)
        .map(|seed| {
            let duos = named(&people, &with_seed(seed));
            let mut turned = people.clone();
            turned.rotate_left(3);
            turned.swap(0, 5);
            assert_eq!(named(&turned, &with_seed(seed)), duos);
            duos.into_keys().collect()
        })
        .collect();
    assert!(answers.len() > 10);
}

#[test]
fn points_by_the_formula() {
    let rated = |list: &[(&str, u8)]| list.iter().map(|(t, l)| ((*t).to_owned(), l.to_string())).collect();
    let days = |list: &[&str]| list.iter().map(ToString::to_string).collect();
    let learner = profile(&ProfileInput {
        learning_needs: rated(&[("trauma", 3), ("feedback", 1), ("reflectie", 3)]),
        expertise: rated(&[("hechting", 2)]),
        availability: days(&["mon-am", "tue-am", "wed-am"]),
        years_experience: "4".into(),
        waited: "1".into(),
        ..anybody(1)
    });
    let guide = profile(&ProfileInput {
        learning_needs: rated(&[("hechting", 1), ("straatcultuur", 1)]),
        expertise: rated(&[("trauma", 2), ("feedback", 3)]),
        availability: days(&["tue-am", "wed-am", "thu-am"]),
        organisation: "Elders".into(),
        role: "JONGERENWERKER".into(),
        region: "utrecht".into(),
        years_experience: "9".into(),
        waited: "2".into(),
        ..anybody(2)
    });
    // 100 · (3·2 + 1·3 + 0) ÷ (3 · 7) = 42.8…; 100 · 2 ÷ (3 · 2) = 33.3….
    let values: [u16; Factor::COUNT] = [42, 33, 100, 0, 100, 50, 50, 60, 100];
    for (factor, value) in Factor::ALL.iter().zip(values) {
        assert_eq!(judge::value(*factor, Direction::OneWay, &learner, &guide), value, "{factor}");
    }
    let (settings, met) = (RoundSettings::default(), none());
    let two = [learner, guide];
    let reasons = Pair::of(0, 1, &Rules::new(&two, &settings, &met)).reasons;
    let [learner, guide] = two;
    assert_eq!(
        serde_json::to_string(&reasons).unwrap(),
        r#"{"learning":420,"reciprocity":99,"organisation":500,"region":200,"half_days":150,"experience":100,"waited":240}"#
    );
    let topics: Vec<_> = shared_topics(&learner, &guide)
        .into_iter()
        .map(|t| (t.topic.to_string(), t.priority.get(), t.level.get(), t.learns))
        .collect();
    let expected =
        [("trauma", 3, 2, Side::Learner), ("feedback", 1, 3, Side::Learner), ("hechting", 1, 2, Side::Guide)];
    assert_eq!(topics, expected.map(|(t, p, l, s)| (t.to_owned(), p, l, s)));
    assert_eq!(Level::MAX.get(), 3);
}

/// The first rule against the first of these people as a learner and the second as a guide.
fn rule(inputs: &[ProfileInput], settings: &RoundSettings, earlier: &History) -> Option<Rule> {
    let people: Vec<_> = inputs.iter().map(profile).collect();
    Rules::new(&people, settings, earlier).first_against(0, 1)
}

#[test]
fn each_rule_forbids() {
    let default = RoundSettings::default();
    let first = |change: fn(&mut ProfileInput)| {
        let mut guide = anybody(1);
        change(&mut guide);
        rule(&[anybody(0), guide], &default, &none())
    };
    assert_eq!(first(|_| ()), None);
    assert_eq!(first(|g| g.email = address(0)), Some(Rule::SelfReference));
    assert_eq!(first(|g| g.takes_part_as = "learn".into()), Some(Rule::Sides));
    assert_eq!(first(|g| g.avoid = vec![address(0)]), Some(Rule::Avoids));
    assert_eq!(first(|g| g.languages = vec!["en".into()]), Some(Rule::NoCommonLanguage));
    assert_eq!(first(|g| g.expertise[0].0 = "feedback".into()), Some(Rule::Must(Factor::Learning)));
    let in_person = |g: &mut ProfileInput| "in_person".clone_into(&mut g.meets);
    assert_eq!(first(in_person), None);
    assert_eq!(first(|g| (g.meets, g.region) = ("in_person".into(), "Zeeland".into())), Some(Rule::NoWayToMeet));
}

#[test]
fn an_earlier_duo_is_not_made_again_unless_the_round_allows_it() {
    let people = [anybody(0), anybody(1)];
    let email = |n| EmailAddress::parse(&address(n)).unwrap();
    for pair in [(email(0), email(1)), (email(1), email(0))] {
        let earlier: History = [pair].into_iter().collect();
        assert_eq!(rule(&people, &RoundSettings::default(), &earlier), Some(Rule::EarlierDuo));
        let allowing = RoundSettings { allow_earlier_duos: true, ..RoundSettings::default() };
        assert_eq!(rule(&people, &allowing, &earlier), None);
    }
}

#[test]
fn authority_runs_up_the_whole_line_and_in_circles_too() {
    let reporting = |lines: &[(usize, usize)]| {
        let mut people: Vec<_> = (0..4).map(anybody).collect();
        for (who, to) in lines {
            people[*who].reports_to.push(address(*to));
        }
        rule(&people, &RoundSettings::default(), &none())
    };
    assert_eq!(reporting(&[(0, 1)]), Some(Rule::Authority));
    assert_eq!(reporting(&[(1, 0)]), Some(Rule::Authority));
    assert_eq!(reporting(&[(0, 2), (2, 3), (3, 1)]), Some(Rule::Authority));
    assert_eq!(reporting(&[(2, 3), (3, 2), (0, 2)]), None);
    // Two people with one manager have no authority over each other.
    assert_eq!(reporting(&[(0, 2), (1, 2)]), None);
    assert_eq!(reporting(&[(0, 9)]), None);
}

#[test]
fn full_guides_and_nothing_to_gain_are_told_apart() {
    let learner =
        |n, waited: &str| profile(&ProfileInput { takes_part_as: "learn".into(), waited: waited.into(), ..anybody(n) });
    let guide =
        |seats: &str| profile(&ProfileInput { takes_part_as: "guide".into(), capacity: seats.into(), ..anybody(9) });
    // Only waiting counts, so that the first learner scores 20 and the second 0.
    let mut settings = RoundSettings { prefer: Preference::Quality, ..RoundSettings::default() };
    for factor in Factor::ALL {
        settings.weights.set(*factor, Weight::Points(u8::from(*factor == Factor::Waited)));
    }
    for (seats, why) in [("1", Unmatched::GuidesFull { eligible: 1 }), ("2", Unmatched::NothingGained { eligible: 1 })]
    {
        let people = [learner(0, "1"), learner(1, "0"), guide(seats)];
        let proposal = propose(&people, &settings, &none()).unwrap();
        assert_eq!(explained(&people, &settings, &proposal), [(1, Side::Learner, why)]);
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let settings = RoundSettings { kind: Kind::Exchange, ..RoundSettings::default() };
    assert_eq!(propose(&[], &settings, &none()).unwrap_err(), ProposeError::NoGroups);
    assert_eq!(eligible_pairs(&[], &settings, &none()).unwrap_err(), ProposeError::NoGroups);
    let twice = [profile(&anybody(1)), profile(&anybody(1))];
    let error = propose(&twice, &RoundSettings::default(), &none()).unwrap_err();
    assert_eq!(error, ProposeError::SameAddress(twice[0].email().clone()));
}

/// How many duos the sample programme has, and how many points.
const SAMPLE: [(Preference, (usize, i128)); 3] =
    [(Preference::Quality, (27, 38086)), (Preference::Coverage, (27, 38086)), (Preference::Balance, (27, 37594))];

#[test]
fn the_sample_programme_is_paired() {
    let file = include_bytes!("../../../config/sample/professionals.csv");
    let people = import::parse(file, crate::domain::Topics::Any).unwrap();
    for (prefer, expected) in SAMPLE {
        let proposal = propose(&people, &RoundSettings { prefer, ..RoundSettings::default() }, &none()).unwrap();
        assert_eq!((proposal.duos().len(), proposal.total()), expected);
    }
}

/// Five rounds of the same people, all as good for each other as any: nobody comes again before everybody else was there,
/// and then whoever was there longest ago.
#[test]
fn who_was_a_duo_longest_ago_comes_first() {
    let part = |n: usize| if n < 3 { "learn" } else { "guide" };
    let people: Vec<Profile> =
        (0..6).map(|n| profile(&ProfileInput { takes_part_as: part(n).to_owned(), ..anybody(n) })).collect();
    let settings = RoundSettings { allow_earlier_duos: true, ..RoundSettings::default() };
    let mut rounds: Vec<Vec<(usize, usize)>> = Vec::new();
    for _ in 0..5 {
        let duo = |(ago, (one, other)): (usize, &(usize, usize))| EarlierDuo {
            couple: AddressPair::new(people[*one].email().clone(), people[*other].email().clone()).unwrap(),
            rounds_ago: u32::try_from(ago).unwrap() + 1,
        };
        let met = rounds.iter().rev().enumerate().flat_map(|(ago, pairs)| pairs.iter().map(move |pair| (ago, pair)));
        let history: History = met.map(duo).collect();
        let proposal = propose(&people, &settings, &history).unwrap();
        assert!(proposal.optimal() && proposal.duos().len() == 3);
        // The reasons say so, and sum to the score; without a history nothing is said of it.
        let novelty = [0, 800, 800, 240, 240][rounds.len()];
        assert!(
            proposal.duos().iter().all(|duo| duo.reasons.points(Factor::Novelty) == novelty),
            "{:?}",
            proposal.duos()
        );
        let round = Prepared::new(&people, &settings, &history).unwrap();
        let preview = round.preview(&settings.weights, settings.prefer).unwrap();
        assert_eq!(preview.total, proposal.total());
        rounds.push(proposal.duos().iter().map(Pair::ends).collect());
    }
    let first: HashSet<_> = rounds[..3].iter().flatten().collect();
    assert_eq!(first.len(), 9, "{rounds:?}");
    assert_eq!((&rounds[3], &rounds[4]), (&rounds[0], &rounds[1]), "{rounds:?}");
    // Demanded, whoever was a duo in the last round is none.
    let mut demanding = settings.clone();
    demanding.weights.set(Factor::Novelty, Weight::Must);
    let history: History = [(people[0].email().clone(), people[3].email().clone())].into_iter().collect();
    let rules = Rules::new(&people, &demanding, &history);
    assert_eq!(rules.first_against(0, 3), Some(Rule::Must(Factor::Novelty)));
    assert_eq!(rules.first_against(0, 4), None);
    let pairs = eligible_pairs(&people, &demanding, &history).unwrap();
    assert!(pairs.len() == 8 && !pairs.iter().any(|p| p.ends() == (0, 3)));
}

#[test]
fn somebody_of_another_organisation_is_preferred_unless_the_round_says_otherwise() {
    let mut inputs: Vec<ProfileInput> = (0..3).map(anybody).collect();
    inputs[0].takes_part_as = "learn".to_owned();
    inputs[1].takes_part_as = "guide".to_owned();
    inputs[2].takes_part_as = "guide".to_owned();
    for elsewhere in [1, 2] {
        let mut inputs = inputs.clone();
        inputs[elsewhere].organisation = "De Eik".to_owned();
        let people: Vec<Profile> = inputs.iter().map(profile).collect();
        let proposal = propose(&people, &RoundSettings::default(), &none()).unwrap();
        assert_eq!(proposal.duos().iter().map(Pair::ends).collect::<Vec<_>>(), [(0, elsewhere)]);
    }
}
