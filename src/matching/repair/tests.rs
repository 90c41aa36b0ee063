use proptest::prelude::*;
use proptest::sample::subsequence;

use super::super::assign::Problem;
use super::super::testing::{Worth, people, preferences, problems, settings, worth};
use super::*;

/// Worth and number of standing introduced duos of the best repair, by trying everything.
fn best(problem: &Problem, preference: Preference, standing: Standing<'_>) -> (Worth, usize) {
    fn from(
        left: usize,
        seats: &mut [u32],
        chosen: &mut Vec<Edge>,
        edges: &[Edge],
        lefts: usize,
        judge: &dyn Fn(&[Edge]) -> (Worth, usize),
    ) -> (Worth, usize) {
        if left == lefts {
            return judge(chosen);
        }
        let mut best = from(left + 1, seats, chosen, edges, lefts, judge);
        for edge in edges.iter().filter(|e| e.left == left) {
            if seats[edge.right] > 0 {
                seats[edge.right] -= 1;
                chosen.push(*edge);
                best = best.max(from(left + 1, seats, chosen, edges, lefts, judge));
                chosen.pop();
                seats[edge.right] += 1;
            }
        }
        best
    }
    let mut seats = problem.capacities().to_vec();
    for (_, right) in standing.confirmed {
        seats[*right] = seats[*right].saturating_sub(1);
    }
    let allowed = |e: &&Edge| {
        !standing.confirmed.iter().any(|(left, _)| *left == e.left)
            && !standing.declined.contains(&(e.left, e.right))
            && (preference != Preference::Quality || e.score > 0)
    };
    let edges: Vec<Edge> = problem.edges().iter().filter(allowed).copied().collect();
    let judge = |chosen: &[Edge]| {
        let scores: Vec<i64> = chosen.iter().map(|e| e.score).collect();
        let stands = chosen.iter().filter(|e| standing.introduced.contains(&(e.left, e.right))).count();
        (worth(preference, &scores), stands)
    };
    from(0, &mut seats, &mut Vec::new(), &edges, problem.lefts(), &judge)
}

/// A problem, and which of its pairs are confirmed, introduced and declined, in whatever combination.
fn rounds() -> impl Strategy<Value = (Problem, [Vec<(usize, usize)>; 3])> {
    problems(-1..=4_i64).prop_flat_map(|problem| {
        let pairs: Vec<_> = problem.edges().iter().map(|e| (e.left, e.right)).collect();
        let some = |most: usize| subsequence(pairs.clone(), 0..=pairs.len().min(most));
        let standing = (some(2), some(6), some(4)).prop_map(|(a, b, c)| [a, b, c]);
        (Just(problem), standing)
    })
}

fn check(problem: &Problem, standing: Standing<'_>, preference: Preference) -> Result<(), TestCaseError> {
    let names: Vec<String> = (0..9).map(|n| n.to_string()).collect();
    let lefts: Vec<&str> = names[..problem.lefts()].iter().map(String::as_str).collect();
    let rights: Vec<(&str, u32)> = names.iter().map(String::as_str).zip(problem.capacities().iter().copied()).collect();
    let found = repair_named(&lefts, &rights, problem.edges(), standing, 7, preference).unwrap();

    let made: Vec<Edge> = found.stands.iter().chain(&found.new).copied().collect();
    let mut seats = problem.capacities().to_vec();
    let mut taken = HashSet::new();
    for (left, right) in standing.confirmed {
        taken.insert(*left);
        seats[*right] = seats[*right].saturating_sub(1);
    }
    for edge in &made {
        prop_assert!(problem.edges().contains(edge));
        prop_assert!(!standing.declined.contains(&(edge.left, edge.right)));
        prop_assert!(taken.insert(edge.left), "a left twice");
        prop_assert!(seats[edge.right] > 0, "a right too often");
        seats[edge.right] -= 1;
    }
    let introduced: HashSet<_> = standing.introduced.iter().copied().collect();
    let stands: HashSet<_> = found.stands.iter().map(|e| (e.left, e.right)).collect();
    let disturbed: HashSet<_> = found.disturbed.iter().copied().collect();
    prop_assert!(stands.is_disjoint(&disturbed));
    prop_assert_eq!(stands.union(&disturbed).copied().collect::<HashSet<_>>(), introduced.clone());
    prop_assert!(found.new.iter().all(|e| !introduced.contains(&(e.left, e.right))));

    let scores: Vec<i64> = made.iter().map(|e| e.score).collect();
    prop_assert_eq!((worth(preference, &scores), stands.len()), best(problem, preference, standing));
    prop_assert!(found.optimal);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_repair_is_the_best_and_disturbs_fewest_by_trying_everything(
        (problem, [confirmed, introduced, declined]) in rounds(),
        preference in preferences(),
    ) {
        let standing = Standing { confirmed: &confirmed, introduced: &introduced, declined: &declined };
        check(&problem, standing, preference)?;
    }
}

proptest! {
    #[test]
    fn a_round_that_nobody_declined_stands_as_it_was(people in people(), settings in settings()) {
        let none = History::default();
        let proposed = super::super::propose(&people, &settings, &none).unwrap();
        let introduced: Vec<_> = proposed.duos().iter().map(|d| (d.learner, d.guide)).collect();
        let standing = Standing { introduced: &introduced, ..Standing::default() };
        let repaired = repair(&people, &settings, &none, standing).unwrap();
        prop_assert_eq!(repaired.stands, proposed.duos());
        prop_assert!(repaired.new.is_empty() && repaired.disturbed.is_empty() && repaired.optimal);
    }

    #[test]
    fn who_declined_is_not_matched_again_and_who_confirmed_is_left_alone(
        people in people(),
        settings in settings(),
        answers in any::<u64>(),
    ) {
        let none = History::default();
        let proposed = super::super::propose(&people, &settings, &none).unwrap();
        let mut by_answer = [Vec::new(), Vec::new(), Vec::new()];
        for (n, duo) in proposed.duos().iter().enumerate() {
            by_answer[usize::try_from((answers >> (2 * n)) % 3).unwrap()].push((duo.learner, duo.guide));
        }
        let [confirmed, introduced, declined] = by_answer;
        let standing = Standing { confirmed: &confirmed, introduced: &introduced, declined: &declined };
        let repaired = repair(&people, &settings, &none, standing).unwrap();
        for duo in repaired.stands.iter().chain(&repaired.new) {
            let (one, other) = (duo.learner, duo.guide);
            prop_assert!(!declined.contains(&(one, other)) && !declined.contains(&(other, one)));
            prop_assert!(confirmed.iter().all(|(learner, _)| *learner != one));
            let taken = repaired.stands.iter().chain(&repaired.new).map(|d| d.guide);
            let taken = taken.chain(confirmed.iter().map(|(_, guide)| *guide)).filter(|g| *g == other).count();
            prop_assert!(taken <= usize::from(people[other].takes_part().capacity()));
        }
        prop_assert!(repaired.optimal);
    }
}

#[test]
fn what_cannot_be_is_refused() {
    fn run(edges: &[Edge], standing: Standing<'_>) -> Result<Repair, RepairError> {
        repair_named(&["a"], &[("b", 1)], edges, standing, 0, Preference::Coverage)
    }
    let edge = |score| [Edge { left: 0, right: 0, score }];
    let introduced = Standing { introduced: &[(0, 0)], ..Standing::default() };
    for score in [i64::MAX, i64::MIN] {
        assert_eq!(run(&edge(score), introduced), Err(RepairError::ScoreTooGreat { score }));
        assert_eq!(run(&edge(score), Standing::default()).unwrap().new, edge(score));
    }
    for (pair, index) in [([(1, 0)], 1), ([(0, 3)], 3)] {
        let standing = Standing { confirmed: &pair, ..Standing::default() };
        assert_eq!(run(&edge(1), standing), Err(RepairError::Assign(AssignError::OutOfRange { index })));
    }
}
