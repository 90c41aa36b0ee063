use proptest::prelude::*;
use proptest::sample::subsequence;

use super::*;
use crate::matching::testing::{people, preferences, problems, settings};
use crate::matching::{History, propose};
use assign::Instance;

/// How many duos, how many of them introduced, and the total.
type Worth = (usize, usize, i128);

/// The greatest worth of all repairs there are.
fn greatest(problem: &Instance, preference: Preference, introduced: &[(usize, usize)]) -> Worth {
    fn from(
        left: usize,
        seats: &mut [u32],
        chosen: &mut Vec<Edge>,
        (edges, lefts): (&[Edge], usize),
        judge: &dyn Fn(&[Edge]) -> Worth,
    ) -> Worth {
        if left == lefts {
            return judge(chosen);
        }
        let mut best = from(left + 1, seats, chosen, (edges, lefts), judge);
        for edge in edges.iter().filter(|e| e.left == left) {
            if seats[edge.right] > 0 {
                seats[edge.right] -= 1;
                chosen.push(*edge);
                best = best.max(from(left + 1, seats, chosen, (edges, lefts), judge));
                chosen.pop();
                seats[edge.right] += 1;
            }
        }
        best
    }
    let stands = |e: &Edge| introduced.contains(&(e.left, e.right));
    let counts = |e: &&Edge| preference != Preference::Quality || e.score > 0 || stands(e);
    let edges: Vec<Edge> = problem.edges().iter().filter(counts).copied().collect();
    let judge = |chosen: &[Edge]| {
        let total = chosen.iter().map(|e| i128::from(e.score)).sum();
        (chosen.len(), chosen.iter().filter(|e| stands(e)).count(), total)
    };
    from(0, &mut problem.capacities().to_vec(), &mut Vec::new(), (&edges, problem.lefts()), &judge)
}

/// A problem, and which of its pairs are introduced, in whatever combination.
fn rounds() -> impl Strategy<Value = (Instance, Vec<(usize, usize)>)> {
    problems(-1..=4_i64).prop_flat_map(|problem| {
        let pairs: Vec<_> = problem.edges().iter().map(|e| (e.left, e.right)).collect();
        let introduced = subsequence(pairs.clone(), 0..=pairs.len().min(6));
        (Just(problem), introduced)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_repair_gives_most_people_a_duo_and_disturbs_fewest_by_trying_everything(
        (problem, introduced) in rounds(),
        preference in preferences(),
    ) {
        let names: Vec<String> = (0..9).map(|n| n.to_string()).collect();
        let lefts: Vec<&str> = names[..problem.lefts()].iter().map(String::as_str).collect();
        let capacities = problem.capacities().iter().copied();
        let rights: Vec<(&str, u32)> = names.iter().map(String::as_str).zip(capacities).collect();
        let found = repair_named(&lefts, &rights, problem.edges(), &introduced, 7, preference).unwrap();

        let made: Vec<Edge> = found.stands.iter().chain(&found.new).copied().collect();
        let (mut seats, mut taken) = (problem.capacities().to_vec(), HashSet::new());
        for edge in &made {
            prop_assert!(problem.edges().contains(edge));
            prop_assert!(taken.insert(edge.left), "a left twice");
            prop_assert!(seats[edge.right] > 0, "a right too often");
            seats[edge.right] -= 1;
        }
        let introduced: HashSet<_> = introduced.into_iter().collect();
        let stands: HashSet<_> = found.stands.iter().map(|e| (e.left, e.right)).collect();
        let disturbed: HashSet<_> = found.disturbed.iter().copied().collect();
        prop_assert!(stands.is_disjoint(&disturbed));
        prop_assert_eq!(stands.union(&disturbed).copied().collect::<HashSet<_>>(), introduced.clone());
        prop_assert!(found.new.iter().all(|e| !introduced.contains(&(e.left, e.right))));
        let total = made.iter().map(|e| i128::from(e.score)).sum();
        let introduced: Vec<_> = introduced.into_iter().collect();
        prop_assert_eq!((made.len(), stands.len(), total), greatest(&problem, preference, &introduced));
        prop_assert!(found.optimal);
    }
}

proptest! {
    #[test]
    fn whoever_is_free_gets_whom_the_rules_allow_and_nobody_is_taken_apart_for_nothing(
        people in people(),
        settings in settings(),
        answers in any::<u64>(),
    ) {
        let settings = crate::domain::RoundSettings { locked: Vec::new(), ..settings };
        let none = History::default();
        let proposed = propose(&people, &settings, &none).unwrap();
        let round = Prepared::new(&people, &settings, &none).unwrap();
        let sides = round.rules().sides();
        let one_pool = sides.one_pool();
        // One in three is declined; these do not come again.
        let mut ends = [Vec::new(), Vec::new()];
        for (n, duo) in proposed.duos().iter().enumerate() {
            ends[usize::from((answers >> (2 * n)) % 3 == 0)].push(duo.ends());
        }
        let [introduced, declined] = ends;
        let not_again: HashSet<_> = declined.iter().copied().collect();
        let mut seats: Vec<u32> = (0..people.len()).map(|i| sides.seats(i)).collect();
        let mut busy = HashSet::new();
        for (left, right) in &introduced {
            busy.insert(*left);
            seats[*right] = seats[*right].saturating_sub(1);
            if one_pool {
                busy.insert(*right);
            }
        }
        let lefts: Vec<usize> = sides.lefts().filter(|left| !busy.contains(left)).collect();
        let open = Open { lefts: &lefts, seats: &seats, introduced: &introduced, not_again: &not_again };
        let found = repair(&round, open).unwrap();
        prop_assert!(found.optimal);
        prop_assert!(found.disturbed.iter().all(|pair| introduced.contains(pair)));
        prop_assert!(found.new.len() >= found.disturbed.len());
        let stand: Vec<_> = introduced.iter().filter(|pair| !found.disturbed.contains(pair)).copied().collect();
        let (mut once, mut seats_of) = (HashSet::new(), HashMap::<usize, u32>::new());
        for (left, right) in stand.iter().copied().chain(found.new.iter().map(Pair::ends)) {
            prop_assert!(once.insert(left), "a left twice");
            if one_pool {
                prop_assert!(once.insert(right), "one of a pool twice");
            }
            *seats_of.entry(right).or_default() += 1;
        }
        prop_assert!(one_pool || seats_of.iter().all(|(right, taken)| *taken <= sides.seats(*right)));
        for pair in &found.new {
            let (left, right) = pair.ends();
            prop_assert_eq!(round.rules().first_against(left, right), None);
            prop_assert!(!not_again.contains(&(left, right)) && !not_again.contains(&(right, left)));
        }
        if declined.is_empty() && settings.prefer != Preference::Quality {
            prop_assert!(found.new.is_empty() && found.disturbed.is_empty(), "a round that nobody declined stands");
        }
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let run = |edges: &[Edge], introduced: &[(usize, usize)]| {
        repair_named(&["a"], &[("b", 1), ("c", 1)], edges, introduced, 0, Preference::Coverage)
    };
    let edge = |score| Edge { left: 0, right: 0, score };
    let greatest = i64::MAX;
    assert_eq!(run(&[edge(greatest)], &[(0, 0)]), Err(RepairError::ScoreTooGreat { score: greatest }));
    assert_eq!(run(&[edge(greatest)], &[]).unwrap().new, [edge(greatest)]);
    let other = Edge { left: 0, right: 3, score: 1 };
    assert_eq!(run(&[other], &[]), Err(RepairError::Assign(AssignError::OutOfRange { index: 3 })));
}
