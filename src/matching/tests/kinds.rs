//! Rounds in which both learn, locked and banned pairs, and the odd one out.

use super::*;

use crate::domain::{AddressPair, Groups, Kind};
use crate::matching::Prepared;
use crate::matching::explain::{Explainer, Relaxation, WhyNot};
use crate::matching::people::People;
use crate::matching::score::Two;
use crate::matching::trio::Trio;

fn couple(one: usize, other: usize) -> AddressPair {
    let email = |n| EmailAddress::parse(&address(n)).unwrap();
    AddressPair::new(email(one), email(other)).unwrap()
}

fn of_kind(kind: Kind) -> RoundSettings {
    let groups: Groups = serde_json::from_str(r#"{"first": {"role": ["gids"]}}"#).unwrap();
    RoundSettings { kind, groups: Some(groups), ..RoundSettings::default() }
}

/// So many people who suit each other; those with an even number are of the first group.
fn crowd(count: usize) -> Vec<Profile> {
    let role = |n: usize| if n.is_multiple_of(2) { "gids" } else { "helper" };
    (0..count).map(|n| profile(&ProfileInput { role: role(n).to_owned(), ..anybody(n) })).collect()
}

fn ends(proposal: &Proposal) -> Vec<(usize, usize)> {
    proposal.duos().iter().map(Pair::ends).collect()
}

proptest! {
    #[test]
    fn where_both_learn_every_value_is_the_same_in_either_order(people in people(), settings in settings()) {
        let numbers = People::new(&people);
        for one in 0..people.len() {
            for other in 0..people.len() {
                let two = |a, b| Two::of(&numbers, a, b, score::MAX_VALUE);
                for factor in Factor::ALL {
                    let value = |a, b| score::value(*factor, Direction::TwoWay, &two(a, b));
                    prop_assert!(value(one, other) <= score::MAX_VALUE);
                    prop_assert_eq!(value(one, other), value(other, one));
                    let meets = |a, b| score::meets(*factor, Direction::TwoWay, &two(a, b));
                    prop_assert_eq!(meets(one, other), meets(other, one));
                    prop_assert!(!meets(one, other) || value(one, other) > 0);
                }
                let reasons = |a, b| Reasons::of(Direction::TwoWay, &two(a, b), &settings.weights);
                prop_assert_eq!(reasons(one, other), reasons(other, one));
            }
        }
    }

    #[test]
    fn every_value_is_that_of_the_profiles(people in people()) {
        let numbers = People::new(&people);
        for (one, profile) in people.iter().enumerate() {
            for (other, with) in people.iter().enumerate() {
                let two = Two::of(&numbers, one, other, score::MAX_VALUE);
                for direction in [Direction::OneWay, Direction::TwoWay] {
                    for factor in Factor::ALL {
                        let (value, meets) = (judge::value(*factor, direction, profile, with), judge::meets(*factor, direction, profile, with));
                        prop_assert_eq!(score::value(*factor, direction, &two), value, "{}", factor);
                        prop_assert_eq!(score::meets(*factor, direction, &two), meets, "{}", factor);
                    }
                }
                prop_assert_eq!(two.one.can_talk(two.other), judge::can_talk(profile, with));
                prop_assert_eq!(two.one.can_meet(two.other), judge::can_meet(profile, with));
            }
        }
    }

    #[test]
    fn an_exchange_is_the_best_by_trying_everything(people in people(), settings in settings_of_any_kind()) {
        prop_assume!(settings.kind == Kind::Exchange);
        let proposal = propose(&people, &settings, &none()).unwrap();
        let groups = settings.groups.as_ref().unwrap();
        let is_first = |i: usize| groups.first.fits(&people[i]);
        let edges: Vec<assign::Edge> = eligible_pairs(&people, &settings, &none())
            .unwrap()
            .iter()
            .map(|p| assign::Edge { left: p.learner, right: p.guide, score: p.reasons.score() })
            .collect();
        for edge in &edges {
            prop_assert!(is_first(edge.left) && !is_first(edge.right));
            prop_assert!(groups.second.as_ref().is_none_or(|second| second.fits(&people[edge.right])));
        }
        let problem = Instance::new(people.len(), vec![1; people.len()], edges).unwrap();
        let scores: Vec<i64> = proposal.duos().iter().map(|d| d.reasons.score()).collect();
        prop_assert_eq!(worth(settings.prefer, &scores), best(&problem, settings.prefer));
        prop_assert!(proposal.optimal());
    }

    #[test]
    fn where_both_learn_everybody_is_in_one_duo_or_told_why_not(people in people(), settings in settings_of_any_kind()) {
        prop_assume!(settings.kind.both_learn());
        let proposal = propose(&people, &settings, &none()).unwrap();
        let mut seen: Vec<usize> = ends(&proposal).into_iter().flat_map(|(a, b)| [a, b]).collect();
        seen.extend(proposal.unpaired().iter().map(|u| u.participant));
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..people.len()).collect::<Vec<_>>());
        let pairs = eligible_pairs(&people, &settings, &none()).unwrap();
        let free = |i: usize| proposal.unpaired().iter().any(|u| u.participant == i);
        for (who, _, why) in &explained(&people, &settings, &proposal) {
            let others: Vec<usize> = pairs
                .iter()
                .filter_map(|p| if p.learner == *who { Some(p.guide) } else { (p.guide == *who).then_some(p.learner) })
                .collect();
            match why {
                Unmatched::OtherWay { .. } => prop_assert!(false, "both ways are allowed"),
                Unmatched::NoEligibleGuide { .. } | Unmatched::NoEligibleLearner { .. } => prop_assert!(others.is_empty()),
                Unmatched::InNeitherGroup => {
                    let groups = settings.groups.as_ref().unwrap();
                    prop_assert!(groups.of(&people[*who]).is_none() && others.is_empty());
                }
                Unmatched::GuidesFull { eligible } => {
                    prop_assert!(*eligible == others.len() && !others.iter().any(|o| free(*o)));
                }
                Unmatched::NothingGained { eligible } => {
                    prop_assert_eq!(settings.prefer, Preference::Quality);
                    prop_assert!(*eligible == others.len() && others.iter().any(|o| free(*o)));
                }
                Unmatched::NotNeeded { eligible } => prop_assert_eq!(*eligible, others.len()),
                Unmatched::StandsElsewhere => prop_assert!(false, "there are no other rounds"),
            }
        }
    }

    #[test]
    fn a_lock_stands_and_the_rest_is_the_best_around_it(
        people in people(), settings in settings_of_any_kind(), which in any::<proptest::sample::Index>(), turn in any::<bool>(),
    ) {
        let pairs = eligible_pairs(&people, &settings, &none()).unwrap();
        prop_assume!(!pairs.is_empty());
        let pair = pairs[which.index(pairs.len())];
        let (one, other) = if turn && settings.kind.both_learn() { (pair.guide, pair.learner) } else { pair.ends() };
        let email = |i: usize| people[i].email().clone();
        let locked = RoundSettings { locked: vec![AddressPair::new(email(one), email(other)).unwrap()], ..settings.clone() };
        let proposal = propose(&people, &locked, &none()).unwrap();
        prop_assert_eq!(proposal.locked(), [pair]);
        prop_assert!(proposal.duos().contains(&pair));
        prop_assert!(proposal.optimal());
        prop_assert_eq!(proposal.total(), proposal.duos().iter().map(|d| i128::from(d.reasons.score())).sum());

        // What a pair demands costs nothing if it was there anyway, and never brings anything.
        let free = propose(&people, &settings, &none()).unwrap();
        let first = |p: &Proposal| match settings.prefer {
            Preference::Quality => (0, p.total()),
            Preference::Coverage | Preference::Balance => (p.duos().len(), 0),
        };
        prop_assert!(first(&proposal) <= first(&free));
        if ends(&free).contains(&pair.ends()) && settings.prefer != Preference::Balance {
            prop_assert_eq!((first(&proposal), proposal.total()), (first(&free), free.total()));
        }

        // And a ban takes it away, whatever the order it is written in.
        let banned = RoundSettings { banned: locked.locked.clone(), ..settings.clone() };
        let banned = propose(&people, &banned, &none()).unwrap();
        prop_assert!(!ends(&banned).contains(&pair.ends()));
    }
}

#[test]
fn two_ways_by_hand() {
    let rated = |list: &[(&str, u8)]| list.iter().map(|(t, l)| ((*t).to_owned(), l.to_string())).collect();
    let one = profile(&ProfileInput {
        learning_needs: rated(&[("trauma", 3), ("feedback", 1), ("reflectie", 3)]),
        expertise: rated(&[("hechting", 2)]),
        years_experience: "12".into(),
        ..anybody(1)
    });
    let other = profile(&ProfileInput {
        learning_needs: rated(&[("hechting", 1), ("straatcultuur", 1)]),
        expertise: rated(&[("trauma", 2), ("feedback", 3)]),
        years_experience: "9".into(),
        ..anybody(2)
    });
    // The coverages are 42 and 33: ⌊(42 + 66) ÷ 3⌋ = 36, and the weaker is 33; three years apart is 30.
    let value = |factor| judge::value(factor, Direction::TwoWay, &one, &other);
    assert_eq!([Factor::Learning, Factor::Reciprocity, Factor::Experience].map(value), [36, 33, 30]);
    // One who only gives: the demand forbids what the value would allow.
    let giver = profile(&ProfileInput { learning_needs: rated(&[("overdracht", 1)]), ..anybody(3) });
    let learning = |direction| judge::value(Factor::Learning, direction, &one, &giver);
    assert_eq!((learning(Direction::OneWay), learning(Direction::TwoWay)), (42, 14));
    assert!(judge::meets(Factor::Learning, Direction::OneWay, &one, &giver));
    assert!(!judge::meets(Factor::Learning, Direction::TwoWay, &one, &giver));
}

#[test]
fn where_both_learn_it_makes_no_difference_how_somebody_signed_up() {
    let as_what =
        |part: &str, n| profile(&ProfileInput { takes_part_as: part.to_owned(), role: format!("r{n}"), ..anybody(n) });
    let people = [as_what("learn", 0), as_what("learn", 1), as_what("guide", 2), as_what("guide", 3)];
    assert_eq!(propose(&people, &of_kind(Kind::Mutual), &none()).unwrap().duos().len(), 2);
    let groups = serde_json::from_str(r#"{"first": {"role": ["r0", "r2"]}}"#).unwrap();
    let settings = RoundSettings { groups: Some(groups), ..of_kind(Kind::Exchange) };
    assert_eq!(propose(&people, &settings, &none()).unwrap().duos().len(), 2);
}

#[test]
fn rounds_of_nobody_one_and_two() {
    for kind in Kind::ALL {
        for count in 0..3 {
            let people = crowd(count);
            let proposal = propose(&people, &of_kind(*kind), &none()).unwrap();
            assert_eq!(proposal.duos().len(), usize::from(count == 2), "{kind} {count}");
            // In guidance two people who do both may be a duo each way round, if that is allowed.
            if *kind == Kind::Guidance && count == 2 {
                let other_way = Unmatched::OtherWay { eligible: 1 };
                let told: Vec<_> = explained(&people, &of_kind(*kind), &proposal);
                let told: Vec<_> = told.into_iter().map(|(_, side, why)| (side, why)).collect();
                assert_eq!(told, [(Side::Learner, other_way.clone()), (Side::Guide, other_way)]);
                let allowed = RoundSettings { allow_both_ways: true, ..of_kind(*kind) };
                assert_eq!(ends(&propose(&people, &allowed, &none()).unwrap()), [(0, 1), (1, 0)]);
                continue;
            }
            assert_eq!(proposal.trio(), None);
            assert!(proposal.optimal());
            let alone = if count == 1 { if *kind == Kind::Guidance { 2 } else { 1 } } else { 0 };
            assert_eq!(proposal.unpaired().len(), alone, "{kind} {count}");
        }
    }
}

#[test]
fn locks_that_cannot_stand_say_so() {
    let mut inputs: Vec<ProfileInput> = (0..5).map(anybody).collect();
    inputs[0].avoid = vec![address(3)];
    inputs[1].languages = vec!["en".to_owned()];
    let people: Vec<Profile> = inputs.iter().map(profile).collect();
    let error = |kind, locked: &[(usize, usize)], banned: &[(usize, usize)]| {
        let couples = |list: &[(usize, usize)]| list.iter().map(|(a, b)| couple(*a, *b)).collect();
        let settings = RoundSettings { locked: couples(locked), banned: couples(banned), ..of_kind(kind) };
        match propose(&people, &settings, &none()) {
            Err(ProposeError::Lock(error)) => Some(error),
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        }
    };
    let email = |n| EmailAddress::parse(&address(n)).unwrap();
    for kind in [Kind::Guidance, Kind::Mutual] {
        assert_eq!(error(kind, &[(0, 2)], &[(0, 4)]), None);
        assert_eq!(error(kind, &[(0, 9)], &[]), Some(LockError::Stranger(email(9))));
        assert_eq!(error(kind, &[(0, 1)], &[]), Some(LockError::Forbidden(couple(0, 1), Rule::NoCommonLanguage)));
        assert_eq!(error(kind, &[(3, 0)], &[]), Some(LockError::Forbidden(couple(3, 0), Rule::Avoids)));
        assert_eq!(error(kind, &[(0, 2)], &[(2, 0)]), Some(LockError::Banned(couple(0, 2))));
        assert_eq!(error(kind, &[(0, 2), (0, 4)], &[]), Some(LockError::Twice(email(0))));
        assert_eq!(error(kind, &[(0, 2), (0, 2)], &[]), Some(LockError::Twice(email(0))));
    }
    let full = LockError::Seats { guide: email(2), seats: 1 };
    assert_eq!(error(Kind::Guidance, &[(0, 2), (4, 2)], &[]), Some(full.clone()));
    assert_eq!(error(Kind::Mutual, &[(0, 2), (4, 2)], &[]), Some(LockError::Twice(email(2))));
    // Somebody may learn from one and guide another.
    assert_eq!(error(Kind::Guidance, &[(0, 2), (2, 4)], &[]), None);
    // But two people are one duo.
    assert_eq!(error(Kind::Guidance, &[(0, 2), (2, 0)], &[]), Some(LockError::BothWays(couple(0, 2))));
    // Nobody is of the first group, so nobody can be locked to anybody.
    let sides = LockError::Forbidden(couple(0, 2), Rule::Sides);
    assert_eq!(error(Kind::Exchange, &[(0, 2)], &[]), Some(sides));
    assert_eq!(
        ProposeError::Lock(full).to_string(),
        "locked: more learners than the 1 that p2@voorbeeld.example offers to take"
    );
}

#[test]
fn a_lock_is_turned_when_only_the_other_way_round_is_possible() {
    let people = [
        profile(&ProfileInput { takes_part_as: "guide".into(), ..anybody(0) }),
        profile(&ProfileInput { takes_part_as: "learn".into(), ..anybody(1) }),
    ];
    let settings = RoundSettings { locked: vec![couple(0, 1)], ..RoundSettings::default() };
    assert_eq!(ends(&propose(&people, &settings, &none()).unwrap()), [(1, 0)]);
}

#[test]
fn the_odd_one_out_is_offered_to_the_duo_that_fits_best() {
    // All alike but for experience, which alone counts: the years decide.
    let mut settings = of_kind(Kind::Mutual);
    for factor in Factor::ALL {
        settings.weights.set(*factor, Weight::Points(u8::from(*factor == Factor::Experience)));
    }
    let with_years = |years: &[u8]| -> Vec<Profile> {
        years
            .iter()
            .enumerate()
            .map(|(n, years)| profile(&ProfileInput { years_experience: years.to_string(), ..anybody(n) }))
            .collect()
    };
    // (0, 2) and (3, 1) differ by 10 and 9 years. Who is left over has 5: 5 + 5 with the one, 4 + 5 with the other.
    let people = with_years(&[0, 1, 10, 10, 5]);
    let proposal = propose(&people, &settings, &none()).unwrap();
    let left = proposal.unpaired()[0].participant;
    assert_eq!((proposal.unpaired().len(), left), (1, 4));
    let trio = proposal.trio().unwrap();
    assert_eq!((trio.third, trio.score), (4, 100));
    assert!([trio.duo.0, trio.duo.1].contains(&0) && proposal.duos().iter().any(|duo| duo.ends() == trio.duo));

    // Whom they may not meet, they do not join.
    let barred = RoundSettings { banned: vec![couple(4, 0)], ..settings.clone() };
    let proposal = propose(&people, &barred, &none()).unwrap();
    let trio = proposal.trio().unwrap();
    assert_eq!((trio.third, trio.score), (4, 90));
    let barred = RoundSettings { banned: vec![couple(4, 0), couple(1, 4)], ..settings.clone() };
    assert_eq!(propose(&people, &barred, &none()).unwrap().trio(), None);
    // Nobody is left over from four, and in guidance there is no third.
    assert_eq!(propose(&people[..4], &settings, &none()).unwrap().trio(), None);
    let guidance = RoundSettings { kind: Kind::Guidance, ..settings };
    assert_eq!(propose(&people, &guidance, &none()).unwrap().trio(), None);
}

#[test]
fn who_is_left_over_joins_where_the_round_has_it_so() {
    let people = crowd(7);
    for prefer in Preference::ALL {
        let alone = RoundSettings { prefer: *prefer, ..of_kind(Kind::Mutual) };
        let joined = RoundSettings { trio: true, ..alone.clone() };
        let (offered, proposal) =
            (propose(&people, &alone, &none()).unwrap(), propose(&people, &joined, &none()).unwrap());
        let trio = offered.trio().unwrap();
        assert_eq!((proposal.trio(), proposal.unpaired()), (Some(trio), &[][..]));
        // Each of the three is with both of the others, and all the rest is as it was.
        let ends = |proposal: &Proposal| proposal.duos().iter().map(Pair::ends).collect::<Vec<_>>();
        let mut expected: Vec<_> = ends(&offered).into_iter().chain(trio.joined()).collect();
        expected.sort_unstable();
        assert_eq!(ends(&proposal), expected);
        assert!(trio.joined().iter().all(|(one, other)| one < other && [*one, *other].contains(&trio.third)));
        assert_eq!(proposal.total(), offered.total() + i128::from(trio.score));
        assert_eq!(proposal.total(), proposal.duos().iter().map(|d| i128::from(d.reasons.score())).sum::<i128>());
        assert!(proposal.optimal() && proposal.bound() == proposal.total());

        let earlier = none();
        let preview = Prepared::new(&people, &joined, &earlier).unwrap().preview(&joined.weights, *prefer).unwrap();
        assert_eq!((preview.duos, preview.total, preview.without), (proposal.duos().len(), proposal.total(), 0));
        assert_eq!(preview.lowest, proposal.lowest());
        let explainer = Explainer::new(&people, &joined, &earlier).unwrap();
        assert_eq!((explainer.duos(), explainer.unpaired()), (proposal.duos(), vec![]));
    }
    // Nobody joins where nobody is left over.
    let joined = RoundSettings { trio: true, ..of_kind(Kind::Mutual) };
    let even = propose(&people[..6], &joined, &none()).unwrap();
    assert_eq!((even.trio(), even.duos().len()), (None, 3));
}

#[test]
fn a_trio_is_the_same_whatever_the_order() {
    let people = crowd(7);
    let name = |people: &[Profile], i: usize| people[i].email().to_string();
    let offer = |people: &[Profile]| {
        let proposal = propose(people, &of_kind(Kind::Mutual), &none()).unwrap();
        let Trio { third, duo, score } = proposal.trio().unwrap();
        let mut members = [duo.0, duo.1].map(|i| name(people, i));
        members.sort();
        (name(people, third), members, score)
    };
    let mut turned = people.clone();
    for _ in 0..6 {
        turned.rotate_left(3);
        turned.swap(0, 5);
        assert_eq!(offer(&turned), offer(&people));
    }
}

/// The greatest worth of the pairs of a guidance round without two ways between the same two, around a lock.
fn best_one_way(
    people: &[Profile],
    settings: &RoundSettings,
    locked: Option<(usize, usize)>,
) -> crate::matching::testing::Worth {
    fn from(
        (pairs, at): (&[Pair], usize),
        (seats, chosen): (&mut Vec<u32>, &mut Vec<Pair>),
        prefer: Preference,
        locked: Option<(usize, usize)>,
    ) -> Option<crate::matching::testing::Worth> {
        let Some(pair) = pairs.get(at) else {
            let stands = locked.is_none_or(|lock| chosen.iter().any(|p| p.ends() == lock));
            let free = chosen.iter().filter(|p| Some(p.ends()) != locked);
            let scores: Vec<i64> = free.map(|p| p.reasons.score()).collect();
            return stands.then(|| worth(prefer, &scores));
        };
        let without = from((pairs, at + 1), (seats, chosen), prefer, locked);
        let clashes = |p: &Pair| p.learner == pair.learner || p.ends() == (pair.guide, pair.learner);
        let counts = prefer != Preference::Quality || pair.reasons.score() > 0 || locked == Some(pair.ends());
        if seats[pair.guide] == 0 || !counts || chosen.iter().any(clashes) {
            return without;
        }
        seats[pair.guide] -= 1;
        chosen.push(*pair);
        let with = from((pairs, at + 1), (seats, chosen), prefer, locked);
        chosen.pop();
        seats[pair.guide] += 1;
        without.max(with)
    }
    let pairs = eligible_pairs(people, settings, &none()).unwrap();
    let mut seats: Vec<u32> = people.iter().map(|p| p.takes_part().capacity().into()).collect();
    from((&pairs, 0), (&mut seats, &mut Vec::new()), settings.prefer, locked).unwrap()
}

fn is_one_way(proposal: &Proposal) -> bool {
    let ends = ends(proposal);
    !ends.iter().any(|(one, other)| ends.contains(&(*other, *one)))
}

proptest! {
    #[test]
    fn two_people_are_one_duo_and_the_best_by_trying_everything(
        people in people(), settings in settings(), lock in any::<Option<proptest::sample::Index>>(),
    ) {
        let mut settings = RoundSettings { allow_both_ways: false, ..settings };
        let pairs = eligible_pairs(&people, &settings, &none()).unwrap();
        let lock = lock.filter(|_| !pairs.is_empty()).map(|which| pairs[which.index(pairs.len())].ends());
        if let Some((one, other)) = lock {
            let email = |i: usize| people[i].email().clone();
            settings.locked = vec![AddressPair::new(email(one), email(other)).unwrap()];
        }
        let proposal = propose(&people, &settings, &none()).unwrap();
        prop_assert!(is_one_way(&proposal));
        let free = proposal.duos().iter().filter(|p| Some(p.ends()) != lock);
        let scores: Vec<i64> = free.map(|p| p.reasons.score()).collect();
        prop_assert_eq!(worth(settings.prefer, &scores), best_one_way(&people, &settings, lock));
        prop_assert!(proposal.optimal() && proposal.bound() == proposal.total());
        let earlier = none();
        let preview = Prepared::new(&people, &settings, &earlier).unwrap().preview(&settings.weights, settings.prefer);
        let preview = preview.unwrap();
        prop_assert_eq!((preview.duos, preview.total), (proposal.duos().len(), proposal.total()));
        prop_assert_eq!(preview.bound, proposal.bound());
    }

    #[test]
    fn what_a_duo_costs_is_what_it_costs_where_two_people_are_one_duo(people in people(), settings in settings()) {
        let settings = RoundSettings { allow_both_ways: false, ..settings };
        let earlier = none();
        let explainer = Explainer::new(&people, &settings, &earlier).unwrap();
        let proposal = propose(&people, &settings, &earlier).unwrap();
        prop_assert_eq!(explainer.duos(), proposal.duos());
        for pair in eligible_pairs(&people, &settings, &none()).unwrap() {
            let (one, other) = pair.ends();
            let locked = vec![AddressPair::new(people[one].email().clone(), people[other].email().clone()).unwrap()];
            let with = propose(&people, &RoundSettings { locked, ..settings.clone() }, &earlier).unwrap();
            match explainer.why_not(one, other).unwrap() {
                WhyNot::Together(duo) => prop_assert!(proposal.duos().contains(&duo)),
                WhyNot::OtherWay(duo) => {
                    prop_assert_eq!(duo.ends(), (other, one));
                    prop_assert!(proposal.duos().contains(&duo));
                }
                WhyNot::Costs(forced) => {
                    let less = proposal.total() - with.total();
                    if settings.prefer == Preference::Balance {
                        // The other duos keep their direction, and the lowest score stays settled.
                        prop_assert!(!explainer.is_exact());
                    } else {
                        prop_assert!(explainer.is_exact());
                        prop_assert_eq!(forced.cost.points, less);
                        let count = |p: &Proposal| i64::try_from(p.duos().len()).unwrap();
                        let duos = count(&proposal) - count(&with);
                        prop_assert!(settings.prefer == Preference::Quality || forced.cost.duos == duos);
                    }
                    let mut after: Vec<(usize, usize)> = ends(&proposal);
                    for m in &forced.moves {
                        after.retain(|(left, _)| *left != m.left);
                        after.extend(m.to.map(|to| (m.left, to)));
                    }
                    prop_assert!(after.contains(&(one, other)));
                    prop_assert!(!after.iter().any(|(a, b)| after.contains(&(*b, *a))), "both ways: {after:?}");
                }
                answer => prop_assert!(false, "{answer:?}"),
            }
        }
        for Unpaired { participant: who, side, .. } in explainer.unpaired() {
            for relaxation in explainer.relaxations(who, side) {
                let has = |p: &Proposal| p.duos().iter().any(|d| who == if side == Side::Learner { d.learner } else { d.guide });
                if relaxation == Relaxation::Coverage {
                    let coverage = RoundSettings { prefer: Preference::Coverage, ..settings.clone() };
                    prop_assert!(has(&propose(&people, &coverage, &earlier).unwrap()));
                }
            }
        }
    }
}
