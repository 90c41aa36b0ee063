use proptest::prelude::*;

use proptest::sample::select;

use super::*;
use crate::domain::{AddressPair, Kind, ProfileInput, Weight};
use crate::matching::rules::Rules;
use crate::matching::testing::{Worth, address, anybody, people, profile, settings, worth};
use crate::matching::{eligible_pairs, propose};
use assign::{Edge, Instance, PoolInstance, assign, assign_pool};

fn none() -> History {
    History::default()
}

/// Between two sides or in one pool, and a few of the people were a duo before.
fn rounds() -> impl Strategy<Value = (Vec<Profile>, RoundSettings, History)> {
    let kind = select(&[Kind::Guidance, Kind::Mutual][..]);
    (people(), settings(), kind, any::<u32>()).prop_map(|(people, settings, kind, met)| {
        let settings = RoundSettings { kind, ..settings };
        let pairs = (0..people.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        let met = pairs.enumerate().filter(|(n, _)| (met >> (3 * n)) % 8 == 0);
        let earlier = met.map(|(_, (a, b))| (people[a].email().clone(), people[b].email().clone())).collect();
        (people, settings, earlier)
    })
}

/// The duos of a round solved anew, with one more seat and with pairs beside those it has, but `without` somebody.
fn anew(
    (people, settings, earlier): (&[Profile], &RoundSettings, &History),
    (seat, more, without): (Option<usize>, &[Edge], Option<usize>),
) -> Vec<Edge> {
    let pairs = eligible_pairs(people, settings, earlier).unwrap();
    let edges = pairs.iter().map(|p| Edge { left: p.learner, right: p.guide, score: p.reasons.score() });
    let edges = edges.chain(more.iter().copied()).filter(|e| Some(e.left) != without).collect();
    if settings.kind == Kind::Mutual {
        return assign_pool(&PoolInstance::new(people.len(), edges).unwrap(), settings.prefer.into()).edges().to_vec();
    }
    let mut seats: Vec<u32> = people.iter().map(|p| p.takes_part().capacity().into()).collect();
    if let Some(guide) = seat {
        seats[guide] += 1;
    }
    assign(&Instance::new(people.len(), seats, edges).unwrap(), settings.prefer.into()).edges().to_vec()
}

fn worth_of(edges: &[Edge], preference: Preference) -> Worth {
    worth(preference, &edges.iter().map(|e| e.score).collect::<Vec<_>>())
}

fn has((left, right): (usize, usize), who: usize, side: Side, kind: Kind) -> bool {
    who == if side == Side::Learner { left } else { right } || kind == Kind::Mutual && [left, right].contains(&who)
}

fn may_be_lifted(rules: &[Rule]) -> bool {
    use Rule::{Authority, Avoids, SelfReference, Sides};
    !rules.is_empty() && !rules.iter().any(|rule| [SelfReference, Sides, Authority, Avoids].contains(rule))
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
        let solved = |seat, more: &[Edge]| anew((&people, &settings, &earlier), (seat, more, None));
        let has = |pair, who, side| has(pair, who, side, settings.kind);
        let any = |edges: Vec<Edge>, who, side| edges.iter().any(|e| has((e.left, e.right), who, side));
        for Unpaired { participant: who, side, .. } in explainer.unpaired() {
            for relaxation in explainer.relaxations(who, side) {
                match relaxation {
                    Relaxation::Coverage => {
                        prop_assert_eq!(settings.prefer, Preference::Quality);
                        let coverage = RoundSettings { prefer: Preference::Coverage, ..settings.clone() };
                        let duos = propose(&people, &coverage, &earlier).unwrap();
                        prop_assert!(duos.duos().iter().any(|d| has(d.ends(), who, side)));
                    }
                    Relaxation::Seat { guide } => {
                        prop_assert_eq!((side, settings.kind), (Side::Learner, Kind::Guidance));
                        prop_assert!(any(solved(Some(guide), &[]), who, side));
                    }
                    Relaxation::Exception { learner, guide, rules } => {
                        prop_assert!(has((learner, guide), who, side));
                        prop_assert!(may_be_lifted(&rules));
                        let against: Vec<Rule> = explainer.round.rules().against(learner, guide).collect();
                        prop_assert_eq!(&rules, &against);
                        let score = explainer.reasons(learner, guide).score();
                        let lifted = Edge { left: learner, right: guide, score };
                        prop_assert!(any(solved(None, &[lifted]), who, side));
                    }
                }
            }
        }
    }

    #[test]
    fn no_smaller_relaxation_is_overlooked((people, settings, earlier) in rounds()) {
        let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
        let preference = settings.prefer;
        let value = |seat, more: &[Edge], without| {
            worth_of(&anew((&people, &settings, &earlier), (seat, more, without)), preference)
        };
        for Unpaired { participant: who, side, .. } in explainer.unpaired() {
            let found = explainer.relaxations(who, side);
            let lifted = found.iter().find_map(|r| match r {
                Relaxation::Exception { rules, .. } => Some(rules.len()),
                _ => None,
            });
            let pair = |other| if side == Side::Learner { (who, other) } else { (other, who) };
            let exceptions = (0..people.len()).map(pair).filter_map(|(learner, guide)| {
                let (left, right) = explainer.in_order(learner, guide);
                let rules: Vec<Rule> = explainer.round.rules().against(left, right).collect();
                may_be_lifted(&rules).then_some(())?;
                let score = explainer.reasons(left, right).score();
                let (before, after) = (value(None, &[], None), value(None, &[Edge { left, right, score }], None));
                // With balance only a duo more is certain.
                let better = if preference == Preference::Balance { after.0 > before.0 } else { after > before };
                better.then_some(rules.len())
            });
            prop_assert_eq!(lifted, exceptions.min());

            let helps = |guide: &usize| {
                let (with, without) = (value(Some(*guide), &[], None), value(Some(*guide), &[], Some(who)));
                if preference == Preference::Balance { with.0 > without.0 } else { with > without }
            };
            let mut guides = explainer.sides().rights().filter(|_| side == Side::Learner && settings.kind == Kind::Guidance);
            let named = found.iter().find_map(|r| if let Relaxation::Seat { guide } = r { Some(guide) } else { None });
            prop_assert_eq!(named.is_some(), guides.any(|guide| helps(&guide)));
            prop_assert!(named.is_none_or(helps));
        }
    }

    #[test]
    fn whatever_two_are_asked_about_has_a_true_answer((people, settings, earlier) in rounds()) {
        let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
        let rules = Rules::new(&people, &settings, &earlier);
        for (learner, guide) in (0..people.len()).flat_map(|l| (0..people.len()).map(move |g| (l, g))) {
            match explainer.why_not(learner, guide).unwrap() {
                WhyNot::Locked => prop_assert!(false, "nobody is locked"),
                WhyNot::OtherWay(_) => prop_assert!(false, "both ways are allowed"),
                WhyNot::Together(pair) => {
                    prop_assert_eq!(pair.ends(), explainer.in_order(learner, guide));
                    prop_assert!(explainer.duos().contains(&pair));
                }
                WhyNot::Forbidden(told) => {
                    let (left, right) = explainer.in_order(learner, guide);
                    let all: Vec<Rule> = rules.against(left, right).collect();
                    prop_assert!(!all.is_empty());
                    let public: Vec<Rule> = all.iter().copied().filter(|rule| !rule.is_private()).collect();
                    if public.is_empty() {
                        prop_assert!(told.len() == 1 && all.contains(&told[0]));
                    } else {
                        prop_assert_eq!(told, public);
                    }
                }
                WhyNot::Costs(forced) => {
                    let (left, right) = explainer.in_order(learner, guide);
                    prop_assert_eq!(rules.first_against(left, right), None);
                    prop_assert_eq!((forced.pair.left, forced.pair.right), (learner, guide));
                    prop_assert_eq!(forced.pair.score, explainer.reasons(left, right).score());
                }
            }
            prop_assert_eq!(explainer.why_not(learner, people.len()), None);
        }
        for who in 0..people.len() {
            for side in [Side::Learner, Side::Guide] {
                for Other { pair, cost } in explainer.alternatives(who, side, 3) {
                    prop_assert!(has(pair.ends(), who, side, settings.kind));
                    let Some(WhyNot::Costs(forced)) = explainer.why_not(pair.learner, pair.guide) else {
                        return Err(TestCaseError::fail("an alternative that cannot be"));
                    };
                    prop_assert_eq!(explainer.answers.rank(forced.cost), explainer.answers.rank(cost));
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

/// Who is fixed to somebody else is nobody's exception.
#[test]
fn nobody_who_is_locked_is_promised_to_another() {
    for kind in [Kind::Guidance, Kind::Mutual] {
        let mut people = three(|n, input| {
            input.takes_part_as = ["learn", "guide", "guide"][n].to_owned();
            input.languages = vec![["nl", "nl", "en"][n].to_owned()];
        });
        let locked = vec![AddressPair::parse(&format!("{} {}", address(0), address(1))).unwrap()];
        let settings = RoundSettings { kind, locked, ..RoundSettings::default() };
        let earlier = none();
        let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
        assert_eq!(explainer.duos().iter().map(Pair::ends).collect::<Vec<_>>(), [(0, 1)]);
        let left_over = if kind == Kind::Mutual { Side::Learner } else { Side::Guide };
        assert_eq!(explainer.unpaired()[0].participant, 2);
        assert_eq!(explainer.relaxations(2, left_over), []);
        assert_eq!(explainer.why_not(0, 2), Some(WhyNot::Forbidden(vec![Rule::NoCommonLanguage])));
        // Without the lock, and the guide less, it would be one.
        people.remove(1);
        let settings = RoundSettings { kind, ..RoundSettings::default() };
        let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
        assert!(matches!(explainer.relaxations(1, left_over)[..], [Relaxation::Exception { .. }]));
    }
}

#[test]
fn what_is_private_is_neither_lifted_nor_told_beside_what_everybody_may_know() {
    let people = three(|n, input| {
        input.languages = vec![["nl", "en", "fr"][n].to_owned()];
        if n != 1 {
            input.avoid = vec![address(1)];
        }
    });
    let (settings, earlier) = (RoundSettings::default(), none());
    let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
    assert_eq!(explainer.why_not(0, 1), Some(WhyNot::Forbidden(vec![Rule::NoCommonLanguage])));
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
