use proptest::prelude::*;

use super::super::assign::{Assignment, assign};
use super::super::rules::Rules;
use super::super::testing::{Worth, address, anybody, people, profile, settings, worth};
use super::super::{eligible_pairs, propose};
use super::*;
use crate::domain::{ProfileInput, Weight};

fn none() -> EarlierDuos {
    EarlierDuos::default()
}

/// Settings, and a few of the people were a duo before.
fn rounds() -> impl Strategy<Value = (Vec<Profile>, RoundSettings, EarlierDuos)> {
    (people(), settings(), any::<u32>()).prop_map(|(people, settings, met)| {
        let pairs = (0..people.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        let met = pairs.enumerate().filter(|(n, _)| (met >> (3 * n)) % 8 == 0);
        let earlier = met.map(|(_, (a, b))| (people[a].email().clone(), people[b].email().clone())).collect();
        (people, settings, earlier)
    })
}

/// The round as a problem, with other seats and with pairs beside those it has.
fn problem(
    people: &[Profile],
    settings: &RoundSettings,
    earlier: &EarlierDuos,
    seat: Option<usize>,
    more: &[Edge],
) -> Problem {
    let pairs = eligible_pairs(people, settings, earlier).unwrap();
    let edges = pairs.iter().map(|p| Edge { left: p.learner, right: p.guide, score: p.reasons.score() });
    let mut seats: Vec<u32> = people.iter().map(|p| p.takes_part().capacity().into()).collect();
    if let Some(guide) = seat {
        seats[guide] += 1;
    }
    Problem::new(people.len(), seats, edges.chain(more.iter().copied()).collect()).unwrap()
}

fn worth_of(assignment: &Assignment, preference: Preference) -> Worth {
    worth(preference, &assignment.edges().iter().map(|e| e.score).collect::<Vec<_>>())
}

fn has(assignment: &Assignment, who: usize, side: Side) -> bool {
    assignment.edges().iter().any(|e| who == if side == Side::Learner { e.left } else { e.right })
}

fn may_be_lifted(rules: &[Rule]) -> bool {
    use Rule::{Authority, Avoids, Oneself, Sides};
    !rules.is_empty() && !rules.iter().any(|rule| [Oneself, Sides, Authority, Avoids].contains(rule))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn it_explains_the_duos_that_are_proposed((people, settings, earlier) in rounds()) {
        let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
        let proposal = propose(&people, &settings, &earlier).unwrap();
        prop_assert_eq!(explainer.duos(), proposal.duos());
        prop_assert_eq!(explainer.unpaired(), proposal.unpaired());
    }

    #[test]
    fn every_relaxation_gives_a_duo_by_solving_anew((people, settings, earlier) in rounds()) {
        let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
        let solved = |seat, more: &[Edge]| {
            assign(&problem(&people, &settings, &earlier, seat, more), settings.prefer)
        };
        for Unpaired { participant: who, side, .. } in explainer.unpaired() {
            for relaxation in explainer.relaxations(who, side) {
                match relaxation {
                    Relaxation::Coverage => {
                        prop_assert_eq!(settings.prefer, Preference::Quality);
                        let coverage = RoundSettings { prefer: Preference::Coverage, ..settings.clone() };
                        let duos = propose(&people, &coverage, &earlier).unwrap();
                        let theirs = |d: &&Pair| who == if side == Side::Learner { d.learner } else { d.guide };
                        prop_assert!(duos.duos().iter().find(theirs).is_some());
                    }
                    Relaxation::Seat { guide } => {
                        prop_assert_eq!(side, Side::Learner);
                        prop_assert!(has(&solved(Some(guide), &[]), who, side));
                    }
                    Relaxation::Exception { learner, guide, rules } => {
                        prop_assert_eq!(who, if side == Side::Learner { learner } else { guide });
                        prop_assert!(may_be_lifted(&rules));
                        let against: Vec<Rule> = explainer.round.rules().against(learner, guide).collect();
                        prop_assert_eq!(&rules, &against);
                        let score = explainer.reasons(learner, guide).score();
                        let anew = solved(None, &[Edge { left: learner, right: guide, score }]);
                        prop_assert!(has(&anew, who, side));
                    }
                }
            }
        }
    }

    #[test]
    fn no_smaller_relaxation_is_overlooked((people, settings, earlier) in rounds()) {
        let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
        let preference = settings.prefer;
        let value = |seat, more: &[Edge]| {
            worth_of(&assign(&problem(&people, &settings, &earlier, seat, more), preference), preference)
        };
        for Unpaired { participant: who, side, .. } in explainer.unpaired() {
            let found = explainer.relaxations(who, side);
            let lifted = found.iter().find_map(|r| match r {
                Relaxation::Exception { rules, .. } => Some(rules.len()),
                _ => None,
            });
            let pair = |other| if side == Side::Learner { (who, other) } else { (other, who) };
            let exceptions = (0..people.len()).map(pair).filter_map(|(learner, guide)| {
                let rules: Vec<Rule> = explainer.round.rules().against(learner, guide).collect();
                may_be_lifted(&rules).then_some(())?;
                let score = explainer.reasons(learner, guide).score();
                let (before, after) = (value(None, &[]), value(None, &[Edge { left: learner, right: guide, score }]));
                // With balance only a duo more is certain.
                let better = if preference == Preference::Balance { after.0 > before.0 } else { after > before };
                better.then_some(rules.len())
            });
            prop_assert_eq!(lifted, exceptions.min());

            if side == Side::Learner {
                let without = |guide| {
                    let all = problem(&people, &settings, &earlier, Some(guide), &[]);
                    let edges = all.edges().iter().filter(|e| e.left != who).copied().collect();
                    let others = Problem::new(all.lefts(), all.capacities().to_vec(), edges).unwrap();
                    worth_of(&assign(&others, preference), preference)
                };
                let helps = |guide: &usize| {
                    let (with, without) = (value(Some(*guide), &[]), without(*guide));
                    if preference == Preference::Balance { with.0 > without.0 } else { with > without }
                };
                let any = explainer.sides().rights().any(|guide| helps(&guide));
                let named = found.iter().find_map(|r| if let Relaxation::Seat { guide } = r { Some(guide) } else { None });
                prop_assert_eq!(named.is_some(), any);
                prop_assert!(named.is_none_or(helps));
            }
        }
    }

    #[test]
    fn whatever_two_are_asked_about_has_a_true_answer((people, settings, earlier) in rounds()) {
        let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
        let rules = Rules::new(&people, &settings, &earlier);
        for (learner, guide) in (0..people.len()).flat_map(|l| (0..people.len()).map(move |g| (l, g))) {
            match explainer.why_not(learner, guide).unwrap() {
                WhyNot::Locked => prop_assert!(false, "nobody is locked"),
                WhyNot::Together(pair) => {
                    prop_assert_eq!((pair.learner, pair.guide), (learner, guide));
                    prop_assert!(explainer.duos().contains(&pair));
                }
                WhyNot::Forbidden(told) => {
                    let all: Vec<Rule> = rules.against(learner, guide).collect();
                    prop_assert!(!all.is_empty());
                    if all.iter().any(|rule| rule.is_private()) {
                        prop_assert!(told.len() == 1 && told[0].is_private() && all.contains(&told[0]));
                    } else {
                        prop_assert_eq!(told, all);
                    }
                }
                WhyNot::Costs(forced) => {
                    prop_assert_eq!(rules.first_against(learner, guide), None);
                    prop_assert_eq!((forced.pair.left, forced.pair.right), (learner, guide));
                    prop_assert_eq!(forced.pair.score, explainer.reasons(learner, guide).score());
                }
            }
            prop_assert_eq!(explainer.why_not(learner, people.len()), None);
        }
        for who in 0..people.len() {
            for side in [Side::Learner, Side::Guide] {
                for Other { pair, cost } in explainer.alternatives(who, side, 3) {
                    prop_assert_eq!(who, if side == Side::Learner { pair.learner } else { pair.guide });
                    let Some(WhyNot::Costs(forced)) = explainer.why_not(pair.learner, pair.guide) else {
                        return Err(TestCaseError::fail("an alternative that cannot be"));
                    };
                    prop_assert_eq!(explainer.what_if.rank(forced.cost), explainer.what_if.rank(cost));
                }
            }
        }
    }
}

/// A learner and two guides: the first speaks another language, the second only if `named` is avoided.
fn three(change: impl Fn(usize, &mut ProfileInput)) -> Vec<Profile> {
    let sides = ["learn", "guide", "learn"];
    (0..3)
        .map(|n| {
            let mut input = ProfileInput { takes_part_as: sides[n].to_owned(), ..anybody(n) };
            change(n, &mut input);
            profile(&input)
        })
        .collect()
}

#[test]
fn the_one_left_over_is_told_which_seat_or_which_exception() {
    let settings = RoundSettings::default();
    let earlier = none();
    let full = three(|_, _| {});
    let explainer = Explainer::new(&full, &settings, &earlier).unwrap();
    let left_over = explainer.unpaired()[0].participant;
    assert_eq!(explainer.relaxations(left_over, Side::Learner), [Relaxation::Seat { guide: 1 }]);

    let people = three(|n, input| {
        if n == 1 {
            input.languages = vec!["en".to_owned()];
            input.meets = "online".to_owned();
        } else {
            input.meets = "in_person".to_owned();
        }
    });
    let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
    let rules = vec![Rule::NoCommonLanguage, Rule::NoWayToMeet];
    let exception = |learner| Relaxation::Exception { learner, guide: 1, rules: rules.clone() };
    assert_eq!(explainer.relaxations(0, Side::Learner), [exception(0)]);
    assert_eq!(explainer.relaxations(2, Side::Learner), [exception(2)]);
    assert_eq!(explainer.why_not(0, 1), Some(WhyNot::Forbidden(rules.clone())));
    assert!(matches!(explainer.relaxations(1, Side::Guide)[..], [Relaxation::Exception { guide: 1, .. }]));
}

#[test]
fn what_is_private_is_neither_lifted_nor_told_with_more() {
    let people = three(|n, input| {
        input.languages = vec![["nl", "en", "fr"][n].to_owned()];
        if n != 1 {
            input.avoid = vec![address(1)];
        }
    });
    let (settings, earlier) = (RoundSettings::default(), none());
    let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
    assert_eq!(explainer.why_not(0, 1), Some(WhyNot::Forbidden(vec![Rule::Avoids])));
    for (who, side) in [(0, Side::Learner), (2, Side::Learner), (1, Side::Guide)] {
        assert_eq!(explainer.relaxations(who, side), []);
    }
}

#[test]
fn with_nothing_gained_coverage_gives_a_duo() {
    let mut settings = RoundSettings { prefer: Preference::Quality, ..RoundSettings::default() };
    for factor in crate::domain::Factor::ALL {
        settings.weights.set(*factor, Weight::Points(0));
    }
    let people = three(|_, _| {});
    let earlier = none();
    let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
    let has_coverage = |who, side| explainer.relaxations(who, side) == [Relaxation::Coverage];
    assert!(has_coverage(1, Side::Guide) && (has_coverage(0, Side::Learner) ^ has_coverage(2, Side::Learner)));
}
