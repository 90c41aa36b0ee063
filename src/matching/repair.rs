//! After declines: who is free is matched again, and everything confirmed stands.
//!
//! What is best is what the round prefers; among the best, the repair that lets most of the introduced duos stand. For
//! that a score is multiplied by one more than the number of introduced duos, and each of these gets 1 on top: however
//! many stand, they never outweigh a point. With *balance* the lowest score is settled first.

use std::collections::HashSet;
use std::fmt;

use crate::domain::{Preference, Profile, RoundSettings};

use super::assign::{AssignError, Edge};
use super::order::assign_named;
use super::pairs::Pair;
use super::rules::EarlierDuos;
use super::{ProposeError, eligible_pairs};

/// What has become of the duos of a round, each as a left and a right.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing<'a> {
    /// These stand, whatever the pairs and the seats are by now: they keep their left and a seat of their right.
    pub confirmed: &'a [(usize, usize)],
    /// These may be disturbed, but as few as possible. One that is not among the pairs cannot stand.
    pub introduced: &'a [(usize, usize)],
    /// These do not come again.
    pub declined: &'a [(usize, usize)],
}

/// Why a round cannot be repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RepairError {
    /// A score is too great to be told apart from others times so many duos.
    ScoreTooGreat {
        /// The score.
        score: i64,
    },
    /// The pairs are no problem.
    Assign(AssignError),
    /// The participants are no round.
    Propose(ProposeError),
}

impl fmt::Display for RepairError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ScoreTooGreat { score } => {
                write!(
                    f,
                    "the score {score} is too great for a repair with so many introduced duos; scale the scores down"
                )
            }
            Self::Assign(error) => error.fmt(f),
            Self::Propose(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RepairError {}

/// The pairs of a repair beside the confirmed ones, by left, then right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Introduced, and they stand.
    pub stands: Vec<Edge>,
    /// New.
    pub new: Vec<Edge>,
    /// Introduced, and they no longer stand.
    pub disturbed: Vec<(usize, usize)>,
    /// Whether it is proved that it cannot be done better.
    pub optimal: bool,
}

/// Repairs an assignment of named lefts to named rights with their capacities, as [`assign_named`] made it.
///
/// # Errors
/// [`RepairError`], but not [`RepairError::Propose`].
pub fn repair_named(
    lefts: &[&str],
    rights: &[(&str, u32)],
    edges: &[Edge],
    standing: Standing<'_>,
    seed: u32,
    preference: Preference,
) -> Result<Repair, RepairError> {
    let rights = seats_left(lefts.len(), rights, standing.confirmed)?;
    let taken: HashSet<_> = standing.confirmed.iter().map(|(left, _)| *left).collect();
    let declined: HashSet<_> = standing.declined.iter().copied().collect();
    let may_be = |e: &&Edge| !taken.contains(&e.left) && !declined.contains(&(e.left, e.right));
    let mut free: Vec<Edge> = edges.iter().filter(may_be).copied().collect();
    if preference == Preference::Quality {
        // A duo that gains nothing is not kept for being there already.
        free.retain(|e| e.score > 0);
    }
    let assign =
        |edges: &[Edge], preference| assign_named(lefts, &rights, edges, seed, preference).map_err(RepairError::Assign);
    let mut proved = true;
    let preference = if preference == Preference::Balance {
        let found = assign(&free, Preference::Balance)?;
        proved = found.optimal();
        if let Some(lowest) = found.edges().iter().map(|e| e.score).min() {
            free.retain(|e| e.score >= lowest);
        }
        Preference::Coverage
    } else {
        preference
    };

    let introduced: HashSet<_> = standing.introduced.iter().copied().collect();
    let is_introduced = |e: &Edge| introduced.contains(&(e.left, e.right));
    let factor = free.iter().filter(|e| is_introduced(e)).count() as i128 + 1;
    let scaled = |e: &Edge| {
        let score = i128::from(e.score) * factor + i128::from(is_introduced(e));
        let score = i64::try_from(score).map_err(|_| RepairError::ScoreTooGreat { score: e.score })?;
        Ok(Edge { score, ..*e })
    };
    let found = assign(&free.iter().map(scaled).collect::<Result<Vec<_>, _>>()?, preference)?;

    let chosen: HashSet<_> = found.edges().iter().map(|e| (e.left, e.right)).collect();
    free.retain(|e| chosen.contains(&(e.left, e.right)));
    free.sort_unstable();
    let (stands, new) = free.into_iter().partition(is_introduced);
    let mut disturbed: Vec<_> = introduced.into_iter().filter(|pair| !chosen.contains(pair)).collect();
    disturbed.sort_unstable();
    Ok(Repair { stands, new, disturbed, optimal: proved && found.optimal() })
}

/// The rights with the seats that the confirmed leave.
fn seats_left<'a>(
    lefts: usize,
    rights: &[(&'a str, u32)],
    confirmed: &[(usize, usize)],
) -> Result<Vec<(&'a str, u32)>, RepairError> {
    let nobody = |index| RepairError::Assign(AssignError::OutOfRange { index });
    let mut rights = rights.to_vec();
    for &(left, right) in confirmed {
        if left >= lefts {
            return Err(nobody(left));
        }
        let (_, seats) = rights.get_mut(right).ok_or(nobody(right))?;
        *seats = seats.saturating_sub(1);
    }
    Ok(rights)
}

/// A repaired round. The confirmed duos are not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepairedRound {
    /// The introduced duos that stand.
    pub stands: Vec<Pair>,
    /// The new duos.
    pub new: Vec<Pair>,
    /// The introduced duos that no longer stand: learner and guide, by index among the participants.
    pub disturbed: Vec<(usize, usize)>,
    /// Whether it is proved that it cannot be done better.
    pub optimal: bool,
}

/// Repairs a round: `standing` holds learners and guides by their index among the participants.
///
/// Who declined each other is not matched the other way round either. `earlier` must not hold the introduced duos of
/// this round, or they could not stand.
///
/// # Errors
/// [`RepairError`]; its numbers are indices of participants.
pub fn repair(
    participants: &[Profile],
    settings: &RoundSettings,
    earlier: &EarlierDuos,
    standing: Standing<'_>,
) -> Result<RepairedRound, RepairError> {
    let pairs = eligible_pairs(participants, settings, earlier).map_err(RepairError::Propose)?;
    // Everybody is on both sides under their own index; who does not learn or guide is in no pair.
    let lefts: Vec<&str> = participants.iter().map(|p| p.email().as_str()).collect();
    let seats = participants.iter().map(|p| u32::from(p.takes_part().capacity()));
    let rights: Vec<(&str, u32)> = lefts.iter().copied().zip(seats).collect();
    let edges: Vec<Edge> =
        pairs.iter().map(|p| Edge { left: p.learner, right: p.guide, score: p.reasons.score() }).collect();
    let declined: Vec<_> = standing.declined.iter().flat_map(|&(one, other)| [(one, other), (other, one)]).collect();
    let standing = Standing { declined: &declined, ..standing };
    let repair = repair_named(&lefts, &rights, &edges, standing, settings.seed, settings.prefer)?;
    let pair_of = |edges: Vec<Edge>| {
        let chosen: HashSet<_> = edges.iter().map(|e| (e.left, e.right)).collect();
        pairs.iter().filter(|p| chosen.contains(&(p.learner, p.guide))).copied().collect()
    };
    Ok(RepairedRound {
        stands: pair_of(repair.stands),
        new: pair_of(repair.new),
        disturbed: repair.disturbed,
        optimal: repair.optimal,
    })
}

#[cfg(test)]
mod tests {
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
        let rights: Vec<(&str, u32)> =
            names.iter().map(String::as_str).zip(problem.capacities().iter().copied()).collect();
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
            let none = EarlierDuos::default();
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
            let none = EarlierDuos::default();
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
}
