//! After declines: who is free is matched again, and everything confirmed stands.
//!
//! What is best is what the round prefers; among the best, the repair that lets most of the introduced duos stand. For
//! that a score is multiplied by one more than the number of introduced duos, and each of these gets 1 on top: however
//! many stand, they never outweigh a point. With *balance* the lowest score is settled first.

use std::collections::HashSet;
use std::fmt;

use crate::domain::{Preference, Profile, RoundSettings};

use super::assign::{AssignError, Assignment, Edge};
use super::history::History;
use super::order::{assign_named, assign_one_way_named, assign_pool_named};
use super::pairs::Pair;
use super::{Prepared, ProposeError};

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
    let free = edges.iter().filter(|e| !taken.contains(&e.left)).copied();
    best(free, standing, preference, |edges, preference| assign_named(lefts, &rights, edges, seed, preference))
}

/// The same for people who are on both sides, with at most one pair of each two.
fn repair_one_way_named(
    people: &[(&str, u32)],
    edges: &[Edge],
    standing: Standing<'_>,
    seed: u32,
    preference: Preference,
) -> Result<Repair, RepairError> {
    let (names, seats): (Vec<&str>, Vec<u32>) =
        seats_left(people.len(), people, standing.confirmed)?.into_iter().unzip();
    let taken: HashSet<_> = standing.confirmed.iter().map(|(left, _)| *left).collect();
    let free = edges.iter().filter(|e| !taken.contains(&e.left)).copied();
    best(free, standing, preference, |edges, preference| assign_one_way_named(&names, &seats, edges, seed, preference))
}

/// Repairs a pairing in one pool, as [`assign_pool_named`] made it. Pairs have their members in one order throughout.
///
/// # Errors
/// [`RepairError`], but not [`RepairError::Propose`].
pub fn repair_pool_named(
    people: &[&str],
    edges: &[Edge],
    standing: Standing<'_>,
    seed: u32,
    preference: Preference,
) -> Result<Repair, RepairError> {
    let taken: HashSet<_> = standing.confirmed.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let free = edges.iter().filter(|e| !taken.contains(&e.left) && !taken.contains(&e.right)).copied();
    best(free, standing, preference, |edges, preference| assign_pool_named(people, edges, seed, preference))
}

/// The best repair with pairs of those who are free.
fn best(
    free: impl Iterator<Item = Edge>,
    standing: Standing<'_>,
    preference: Preference,
    assign: impl Fn(&[Edge], Preference) -> Result<Assignment, AssignError>,
) -> Result<Repair, RepairError> {
    let declined: HashSet<_> = standing.declined.iter().copied().collect();
    // With quality, a duo that gains nothing is not kept for being there already.
    let counts = |e: &Edge| preference != Preference::Quality || e.score > 0;
    let mut free: Vec<Edge> = free.filter(|e| !declined.contains(&(e.left, e.right)) && counts(e)).collect();
    let assign = |edges: &[Edge], preference| assign(edges, preference).map_err(RepairError::Assign);
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

/// Repairs a round: `standing` holds lefts and rights by their index among the participants, as [`Pair::ends`].
///
/// Who declined each other is not matched the other way round either, nor, unless the round allows it, who stands. Pairs that were locked are confirmed or free like
/// the others. `earlier` must not hold the introduced duos of
/// this round, or they could not stand.
///
/// # Errors
/// [`RepairError`]; its numbers are indices of participants.
pub fn repair(
    participants: &[Profile],
    settings: &RoundSettings,
    history: &History,
    standing: Standing<'_>,
) -> Result<RepairedRound, RepairError> {
    let settings = RoundSettings { locked: Vec::new(), ..settings.clone() };
    let round = Prepared::new(participants, &settings, history).map_err(RepairError::Propose)?;
    let (pairs, rules) = (round.pairs(), round.rules());
    // Everybody is on both sides under their own index; who does not learn or guide is in no pair.
    let lefts: Vec<&str> = participants.iter().map(|p| p.email().as_str()).collect();
    let seats = (0..participants.len()).map(|i| rules.sides().seats(i));
    let rights: Vec<(&str, u32)> = lefts.iter().copied().zip(seats).collect();
    let mut edges: Vec<Edge> =
        pairs.iter().map(|p| Edge { left: p.learner, right: p.guide, score: p.reasons.score() }).collect();
    if rules.is_one_way() {
        let turned: HashSet<_> = standing.confirmed.iter().map(|(left, right)| (*right, *left)).collect();
        edges.retain(|e| !turned.contains(&(e.left, e.right)));
    }
    let declined: Vec<_> = standing.declined.iter().flat_map(|&(one, other)| [(one, other), (other, one)]).collect();
    let standing = Standing { declined: &declined, ..standing };
    let repair = if rules.sides().one_pool() {
        repair_pool_named(&lefts, &edges, standing, settings.seed, settings.prefer)?
    } else if rules.is_one_way() {
        repair_one_way_named(&rights, &edges, standing, settings.seed, settings.prefer)?
    } else {
        repair_named(&lefts, &rights, &edges, standing, settings.seed, settings.prefer)?
    };
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
mod tests;
