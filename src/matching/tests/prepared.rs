//! The engine on pairs that it asks for, against the one on all pairs at hand; too large to try everything.

use super::*;
use crate::domain::{AddressPair, Groups};
use crate::sample::{self, Spec};
use assign::{Assignment, Edge, Instance, PoolInstance, assign, assign_pool};

fn sample(people: usize, seed: u64, capacity: std::ops::RangeInclusive<u8>) -> Vec<Profile> {
    sample::people(&Spec { people, seed, topics: 40, regions: 4, capacity }).unwrap()
}

/// Every pair by the rules and the reasons, one after the other, as a problem of the textbook.
fn by_all_pairs(people: &[Profile], settings: &RoundSettings) -> Assignment {
    let earlier = none();
    let rules = Rules::new(people, settings, &earlier);
    let pool = settings.kind == Kind::Mutual;
    let everybody = (0..people.len()).flat_map(|l| (0..people.len()).map(move |r| (l, r)));
    let edges: Vec<Edge> = everybody
        .filter(|(l, r)| (!pool || l < r) && rules.first_against(*l, *r).is_none())
        .map(|(left, right)| Edge { left, right, score: Pair::of(left, right, &rules).reasons.score() })
        .collect();
    if pool {
        return assign_pool(&PoolInstance::new(people.len(), edges).unwrap(), settings.prefer.into());
    }
    let seats = (0..people.len()).map(|i| rules.sides().seats(i)).collect();
    assign(&Instance::new(people.len(), seats, edges).unwrap(), settings.prefer.into())
}

fn check(people: &[Profile], settings: &RoundSettings) {
    let proposal = propose(people, settings, &none()).unwrap();
    let expected = by_all_pairs(people, settings);
    let scores = |edges: &[Edge]| edges.iter().map(|e| e.score).collect::<Vec<_>>();
    let found: Vec<i64> = proposal.duos().iter().map(|d| d.reasons.score()).collect();
    let told = format!("{} {}", settings.kind, settings.prefer);
    assert_eq!(worth(settings.prefer, &found), worth(settings.prefer, &scores(expected.edges())), "{told}");
    assert!(proposal.optimal() && proposal.bound() == proposal.total(), "{told}");
}

/// The settings of a round in which two people may guide each other.
fn both_ways() -> RoundSettings {
    RoundSettings { allow_both_ways: true, ..RoundSettings::default() }
}

/// What the prices without regard to that prove is never exceeded, and hardly anything is lost.
#[test]
fn in_a_round_of_hundreds_two_people_are_one_duo_and_that_is_proved() {
    for (seed, capacity) in [(1, 1..=1), (2, 1..=3), (3, 2..=4)] {
        let people = sample(220, seed, capacity);
        for prefer in [Preference::Quality, Preference::Coverage, Preference::Balance] {
            let settings = RoundSettings { prefer, ..RoundSettings::default() };
            let proposal = propose(&people, &settings, &none()).unwrap();
            let ends: HashSet<_> = proposal.duos().iter().map(Pair::ends).collect();
            assert!(!ends.iter().any(|(one, other)| ends.contains(&(*other, *one))), "both ways");
            assert!(proposal.optimal() && proposal.bound() == proposal.total(), "{prefer}: {}", proposal.bound());
            let free = propose(&people, &RoundSettings { prefer, ..both_ways() }, &none()).unwrap();
            let (all, all_free) = (proposal.duos().len(), free.duos().len());
            assert!(all <= all_free && all + 2 > all_free, "{all} of {all_free}");
            assert!(prefer != Preference::Quality || proposal.total() <= free.total());
            // A preview is the same search.
            let earlier = none();
            let preview =
                Prepared::new(&people, &settings, &earlier).unwrap().preview(&settings.weights, prefer).unwrap();
            assert_eq!((preview.duos, preview.total, preview.optimal), (all, proposal.total(), true));
        }
    }
}

fn groups() -> Groups {
    let roles = sample(40, 1, 1..=1).iter().take(3).map(|p| p.role().to_owned()).collect::<Vec<_>>();
    toml::from_str(&format!("[first]\nrole = {roles:?}")).unwrap()
}

#[test]
fn rounds_of_some_hundreds_are_as_good_as_with_all_pairs_at_hand() {
    for (seed, capacity) in [(1, 1..=1), (2, 1..=3)] {
        let people = sample(220, seed, capacity);
        for kind in Kind::ALL {
            for prefer in Preference::ALL {
                let groups = (*kind == Kind::Exchange).then(groups);
                let settings = RoundSettings { kind: *kind, prefer: *prefer, groups, ..both_ways() };
                check(&people, &settings);
            }
        }
    }
}

#[test]
fn weights_of_any_kind_leave_the_answer_exact() {
    let people = sample(150, 3, 1..=2);
    for (number, factor) in Factor::ALL.iter().enumerate() {
        // One factor demanded, one that counts not at all, and learning now and then no must.
        let mut weights = Weights::default();
        weights.set(Factor::Learning, Weight::Points(if number % 2 == 0 { 10 } else { 0 }));
        weights.set(Factor::ALL[(number + 3) % Factor::COUNT], Weight::Points(0));
        weights.set(*factor, Weight::Must);
        for prefer in Preference::ALL {
            check(&people, &RoundSettings { prefer: *prefer, weights, ..both_ways() });
        }
    }
    let mut nothing_counts = Weights::default();
    for factor in Factor::ALL {
        nothing_counts.set(*factor, Weight::Points(0));
    }
    check(&people, &RoundSettings { weights: nothing_counts, ..both_ways() });
}

#[test]
fn a_round_made_ready_once_answers_as_one_made_anew() {
    let people = sample(200, 5, 1..=2);
    let emails: Vec<_> = people.iter().map(|p| p.email().clone()).collect();
    let pairs = eligible_pairs(&people, &RoundSettings::default(), &none()).unwrap();
    let lock = pairs.iter().find(|p| p.reasons.score() < 1500).unwrap();
    let locked = vec![AddressPair::new(emails[lock.learner].clone(), emails[lock.guide].clone()).unwrap()];
    for kind in [Kind::Guidance, Kind::Mutual] {
        let locked = if kind == Kind::Guidance { locked.clone() } else { Vec::new() };
        let settings = RoundSettings { kind, locked, ..RoundSettings::default() };
        let earlier = none();
        let round = Prepared::new(&people, &settings, &earlier).unwrap();
        for points in [0, 4, 10] {
            let mut weights = settings.weights;
            weights.set(Factor::Region, Weight::Points(points));
            let preview = round.preview(&weights, Preference::Quality).unwrap();
            let anew = RoundSettings { weights, prefer: Preference::Quality, ..settings.clone() };
            let proposal = propose(&people, &anew, &none()).unwrap();
            assert_eq!((preview.duos, preview.total), (proposal.duos().len(), proposal.total()));
            assert_eq!((preview.lowest, preview.optimal), (proposal.lowest(), true));
            let without = proposal.unpaired().iter().filter(|u| u.side == Side::Learner).count();
            assert_eq!(preview.without, without);
        }
    }
}
