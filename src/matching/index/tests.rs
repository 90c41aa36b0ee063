//! The index against trying everybody by the rules and the table of points.

use proptest::prelude::*;

use super::*;
use crate::domain::{Factor, RoundSettings, Weight};
use crate::matching::pairs::{guides, learners};
use crate::matching::rules::{EarlierDuos, Rules};
use crate::matching::score::{self, Reasons};
use crate::matching::testing::{people as few_people, settings};
use crate::sample::{self, Spec};

/// Who would be good for whom, by trying everybody.
struct Tried<'a> {
    participants: &'a [Profile],
    settings: &'a RoundSettings,
    two_way: bool,
    /// For each participant with whom they must not be.
    apart: Vec<Vec<u32>>,
}

impl<'a> Tried<'a> {
    fn new(participants: &'a [Profile], settings: &'a RoundSettings, two_way: bool) -> Self {
        let apart_from = |one: &Profile| {
            let avoids = |other: &Profile| one.avoid().contains(other.email()) || other.avoid().contains(one.email());
            (0..participants.len()).filter(|p| avoids(&participants[*p])).map(number).collect()
        };
        Self { participants, settings, two_way, apart: participants.iter().map(apart_from).collect() }
    }

    /// The score of two people, if they may be a duo.
    fn score(&self, learner: usize, guide: usize) -> Option<i64> {
        let (l, g) = (&self.participants[learner], &self.participants[guide]);
        let meet = !l.languages().is_disjoint(g.languages())
            && (l.meets().online() && g.meets().online()
                || l.meets().in_person() && g.meets().in_person() && score::same_region(l, g));
        if learner == guide || self.apart[learner].contains(&number(guide)) || !meet {
            return None;
        }
        let (taught, given) = (score::value(Factor::Learning, l, g), score::value(Factor::Reciprocity, l, g));
        let value = |factor| match factor {
            _ if !self.two_way => score::value(factor, l, g),
            Factor::Learning => (taught.max(given) + 2 * taught.min(given)) / 3,
            Factor::Reciprocity => taught.min(given),
            Factor::Experience => (10 * u16::from(l.years_experience().abs_diff(g.years_experience()))).min(100),
            factor => score::value(factor, l, g),
        };
        let must = |factor| self.settings.weights.of(factor) == Weight::Must;
        let forbidden = Factor::ALL.iter().any(|factor| must(*factor) && value(*factor) == 0)
            || self.two_way && must(Factor::Learning) && taught.min(given) == 0;
        let points =
            |factor: &Factor| i64::from(self.settings.weights.of(*factor).points()) * i64::from(value(*factor));
        (!forbidden).then(|| Factor::ALL.iter().map(points).sum())
    }
}

/// Asks the index for the best of every learner at these prices, and holds each answer against trying everybody.
fn hold_against_all(tried: &Tried<'_>, weigh: Weigh, price: impl Fn(usize) -> i64, count_above: (usize, i64)) {
    let participants = tried.participants;
    let lefts: Vec<usize> = learners(participants).collect();
    // In another order than that of the participants.
    let rights: Vec<usize> = guides(participants).collect::<Vec<_>>().into_iter().rev().collect();
    let mut right_of = vec![u32::MAX; participants.len()];
    rights.iter().enumerate().for_each(|(right, person)| right_of[*person] = number(right));
    let seats = vec![1; rights.len()];
    let index = Index::new(participants, tried.apart.clone(), &rights);
    let measured = (&tried.settings.weights, tried.two_way);
    let candidates = Candidates::new(&index, measured, weigh, &lefts, &right_of, &seats);
    let prices: Vec<i64> = (0..rights.len()).map(price).collect();
    let mut memo = candidates.memo();
    // Prices rise after they were noted, and what was noted must do.
    candidates.note(&mut memo, &prices.iter().map(|price| price / 2).collect::<Vec<_>>());
    for turn in 0..2 {
        for (left, person) in lefts.iter().enumerate() {
            let mut offers = Vec::new();
            let rest = candidates.best(&mut memo, left, &prices, count_above, &mut offers);
            assert!(offers.len() <= count_above.0 && rest >= count_above.1, "at most so many, above the floor");
            assert!(offers.is_sorted_by(|a, b| a.most >= b.most) && offers.iter().all(|o| o.most >= rest));
            for (right, guide) in rights.iter().enumerate() {
                let counts = tried.score(*person, *guide).filter(|score| *score >= weigh.least);
                let weight = counts.map(|score| weigh.premium + if weigh.scores { score } else { 0 });
                let mut found = offers.iter().filter(|o| o.right as usize == right);
                let (offer, again) = (found.next(), found.next());
                assert!(again.is_none(), "handed out twice");
                match (offer, weight) {
                    (Some(offer), _) => {
                        let most = weight.map(|weight| weight - prices[right]);
                        assert_eq!(
                            (Some(offer.weight), Some(offer.most)),
                            (weight, most),
                            "a wrong offer in turn {turn}"
                        );
                        assert!(offer.most > count_above.1);
                    }
                    (None, Some(weight)) => assert!(weight - prices[right] <= rest, "left out in turn {turn}"),
                    (None, None) => {}
                }
            }
            // Fewer than asked for are all there are.
            assert!(offers.len() == count_above.0 || rest == count_above.1);
        }
        candidates.note(&mut memo, &prices);
    }
}

fn weighings() -> impl Strategy<Value = Weigh> {
    prop_oneof![
        Just(Weigh { least: 1, premium: 0, scores: true }),
        (i64::MIN..=i64::MIN + 1, 0..=100_000_i64).prop_map(|(least, premium)| Weigh { least, premium, scores: true }),
        (0..=3_000_i64).prop_map(|least| Weigh { least, premium: 1, scores: false }),
        (0..=3_000_i64).prop_map(|least| Weigh { least, premium: 70_000, scores: true }),
    ]
}

/// Prices as a solver may ask them, the same for the same seed.
fn price(seed: u32, greatest: i64) -> impl Fn(usize) -> i64 {
    move |right| i64::from(number(right).wrapping_add(seed).wrapping_mul(0x9E37_79B1) >> 8) % (greatest + 1)
}

proptest! {
    #[test]
    fn the_best_of_a_few(
        people in few_people(), settings in settings(), two_way: bool, weigh in weighings(), seed: u32,
        greatest in prop_oneof![Just(0), Just(1), 0..=3_000_i64], count in 1..=6_usize, above in prop_oneof![Just(0), 0..=2_000_i64],
    ) {
        hold_against_all(&Tried::new(&people, &settings, two_way), weigh, price(seed, greatest), (count, above));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_best_of_several_blocks(
        seed: u64, count in 1..=400_usize, topics in 1..=90_usize, regions in 1..=4_usize, settings in settings(), two_way: bool,
        weigh in weighings(), greatest in prop_oneof![Just(0), 0..=3_000_i64],
        wanted in prop_oneof![1..=8_usize, Just(1_000)], above in prop_oneof![Just(0), 0..=2_500_i64],
    ) {
        let people = sample::people(&Spec { people: count, seed, topics, regions, capacity: 1..=3 }).unwrap();
        let price = price(settings.seed, greatest);
        hold_against_all(&Tried::new(&people, &settings, two_way), weigh, price, (wanted, above));
    }
}

/// What is tried one way is what the rules and the reasons of a round say.
#[test]
fn trying_follows_the_rules() {
    let people = sample::people(&Spec { people: 60, seed: 5, topics: 12, regions: 3, capacity: 1..=2 }).unwrap();
    let settings = RoundSettings::default();
    let tried = Tried::new(&people, &settings, false);
    let earlier = EarlierDuos::default();
    let rules = Rules::new(&people, &settings, &earlier);
    let mut duos = 0;
    for (learner, guide) in (0..60).flat_map(|learner| (0..60).map(move |guide| (learner, guide))) {
        let may = rules.first_against(learner, guide).is_none();
        let score = may.then(|| Reasons::of(&people[learner], &people[guide], &settings.weights).score());
        duos += usize::from(may);
        assert_eq!(tried.score(learner, guide), score);
    }
    assert!(duos > 100, "something to compare");
}
