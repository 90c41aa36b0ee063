//! The index against trying everybody by the rules and the table of points.

use proptest::prelude::*;

use super::*;
use crate::domain::{AddressPair, EarlierDuo, Kind, Profile, RoundSettings};
use crate::matching::Direction;
use crate::matching::history::History;
use crate::matching::pairs::Pair;
use crate::matching::rules::Rules;
use crate::matching::testing::{people as few_people, settings};
use crate::sample::{self, Spec};
use assign::{PricedCandidates, to_u32};

/// A round where one learns from the other, or where all do.
fn round(settings: &RoundSettings, two_way: bool) -> RoundSettings {
    let kind = if two_way { Kind::Mutual } else { Kind::Guidance };
    RoundSettings { kind, groups: None, allow_earlier_duos: true, ..settings.clone() }
}

/// Asks the index for the best of every left at these prices, and holds each answer against trying everybody by the
/// rules and the reasons of the round.
fn hold_against_all(
    participants: &[Profile],
    settings: &RoundSettings,
    weigh: Weigh,
    price: impl Fn(usize) -> i64,
    count_above: (usize, i64),
) {
    // Every fifth was a duo with the one before, some rounds ago.
    let couple =
        |n: usize| AddressPair::new(participants[n - 1].email().clone(), participants[n].email().clone()).unwrap();
    let met =
        (1..participants.len()).step_by(5).map(|n| EarlierDuo { couple: couple(n), rounds_ago: to_u32(n % 8) + 1 });
    let earlier: History = met.collect();
    let rules = Rules::new(participants, settings, &earlier);
    let score = |left: usize, right: usize| {
        rules.first_against(left, right).is_none().then(|| Pair::of(left, right, &rules).reasons.score())
    };
    let lefts: Vec<usize> = rules.sides().lefts().collect();
    // In another order than that of the participants.
    let rights: Vec<usize> = rules.sides().rights().collect::<Vec<_>>().into_iter().rev().collect();
    let mut right_of = vec![u32::MAX; participants.len()];
    rights.iter().enumerate().for_each(|(right, person)| right_of[*person] = to_u32(right));
    let seats = vec![1; rights.len()];
    let index = Index::new(rules.people(), rules.apart(), lefts.clone(), &rights);
    let measure = CompiledWeights::new(&settings.weights, Direction::of(settings.kind), rules.novelty_counts());
    let candidates = CandidateGraph::new(&index, measure, weigh, &lefts, (&rights, &right_of), &seats);
    let prices: Vec<i64> = (0..rights.len()).map(price).collect();
    let some: Vec<u32> = (0..to_u32(rights.len())).filter(|right| right % 3 == 0).collect();
    let (all, few) = (candidates.at(&prices), candidates.only(&some, &prices));
    for (on_offer, every) in [(&all, 1), (&few, 3)] {
        let mut memo = on_offer.memo();
        for (left, person) in lefts.iter().enumerate() {
            let mut offers = Vec::new();
            let rest = on_offer.best(&mut memo, left, count_above, &mut offers);
            assert!(offers.len() <= count_above.0 && rest >= count_above.1, "at most so many, above the floor");
            assert!(offers.is_sorted_by(|a, b| a.most >= b.most) && offers.iter().all(|o| o.most >= rest));
            for (right, guide) in rights.iter().enumerate().step_by(every) {
                let counts = score(*person, *guide).filter(|score| *score >= weigh.least);
                let weight = counts.map(|score| weigh.premium + if weigh.scores { score } else { 0 });
                let mut found = offers.iter().filter(|o| o.right as usize == right);
                let (offer, again) = (found.next(), found.next());
                assert!(again.is_none(), "handed out twice");
                match (offer, weight) {
                    (Some(offer), _) => {
                        let most = weight.map(|weight| weight - prices[right]);
                        assert_eq!((Some(offer.weight), Some(offer.most)), (weight, most), "a wrong offer");
                        assert!(offer.most > count_above.1);
                    }
                    (None, Some(weight)) => assert!(weight - prices[right] <= rest, "left out"),
                    (None, None) => {}
                }
            }
            assert!(offers.iter().all(|offer| (offer.right as usize).is_multiple_of(every)), "not on offer");
            // Fewer than asked for are all there are.
            assert!(offers.len() == count_above.0 || rest == count_above.1);
        }
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
    move |right| i64::from(to_u32(right).wrapping_add(seed).wrapping_mul(0x9E37_79B1) >> 8) % (greatest + 1)
}

proptest! {
    #[test]
    fn the_best_of_a_few(
        people in few_people(), settings in settings(), two_way: bool, weigh in weighings(), seed: u32,
        greatest in prop_oneof![Just(0), Just(1), 0..=3_000_i64], count in 1..=6_usize, above in prop_oneof![Just(0), 0..=2_000_i64],
    ) {
        hold_against_all(&people, &round(&settings, two_way), weigh, price(seed, greatest), (count, above));
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
        hold_against_all(&people, &round(&settings, two_way), weigh, price, (wanted, above));
    }
}
