//! After declines: who is free is matched again.
//!
//! First most people have a duo, then most of the duos that wait for an answer stand, and then the total is the greatest:
//! nobody's duo is taken apart for points. Every introduced duo gets a premium that outweighs any difference in total.
//!
//! Only pairs are looked up in which somebody has no duo, or goes to a seat that is free: a round of thousands in which
//! ten are free costs what these ten can be.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::domain::Preference;

use super::Prepared;
use super::index::Looked;
use super::order::{assign_named, assign_one_way_named, assign_pool_named};
use super::pairs::Pair;
use assign::{AssignError, Assignment, Edge};

/// How many others are chosen from for one person, the best of them.
const MAX_PARTNERS: usize = 200;
/// How many pairs are scored for a whole repair, and how many are chosen from: the bounds of its time and its memory, however
/// many are free. In a round in which fewer can be looked at, all are.
const MAX_SCORED: usize = 20_000_000;
const MAX_PAIRS: usize = 2_000_000;

/// Who and what a repair may touch, by index among the participants.
#[derive(Debug, Clone, Copy)]
pub struct Open<'a> {
    /// Who has no duo as a left, and may be given one.
    pub lefts: &'a [usize],
    /// For each participant how many lefts they can still be given.
    pub seats: &'a [u32],
    /// The duos that may be taken apart, but as few as possible. Nobody in one pool is in two of them.
    pub introduced: &'a [(usize, usize)],
    /// Pairs that do not come again, in either order.
    pub not_again: &'a HashSet<(usize, usize)>,
}

/// Why a round cannot be repaired.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RepairError {
    /// A score is too great to be told apart from others beside so many introduced duos.
    #[error("the score {score} is too great for a repair with so many introduced duos; scale the scores down")]
    ScoreTooGreat {
        /// The score.
        score: i64,
    },
    /// The pairs are no problem.
    #[error(transparent)]
    Assign(#[from] AssignError),
}

/// The pairs of a repair, by left, then right.
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
/// [`RepairError`].
pub fn repair_named(
    lefts: &[&str],
    rights: &[(&str, u32)],
    edges: &[Edge],
    introduced: &[(usize, usize)],
    seed: u32,
    preference: Preference,
) -> Result<Repair, RepairError> {
    best(edges, introduced, preference, |edges| assign_named(lefts, rights, edges, seed, Preference::Coverage))
}

/// The same for people who are on both sides, with at most one pair of each two.
fn repair_one_way_named(
    people: &[(&str, u32)],
    edges: &[Edge],
    introduced: &[(usize, usize)],
    seed: u32,
    preference: Preference,
) -> Result<Repair, RepairError> {
    let (names, seats): (Vec<&str>, Vec<u32>) = people.iter().copied().unzip();
    best(edges, introduced, preference, |edges| assign_one_way_named(&names, &seats, edges, seed, Preference::Coverage))
}

/// Repairs a pairing in one pool, as [`assign_pool_named`] made it. Pairs have their members in one order throughout.
///
/// # Errors
/// [`RepairError`].
pub fn repair_pool_named(
    people: &[&str],
    edges: &[Edge],
    introduced: &[(usize, usize)],
    seed: u32,
    preference: Preference,
) -> Result<Repair, RepairError> {
    best(edges, introduced, preference, |edges| assign_pool_named(people, edges, seed, Preference::Coverage))
}

/// Most duos, then most of the introduced ones, then the greatest total.
fn best(
    edges: &[Edge],
    introduced: &[(usize, usize)],
    preference: Preference,
    assign: impl Fn(&[Edge]) -> Result<Assignment, AssignError>,
) -> Result<Repair, RepairError> {
    let introduced: BTreeSet<_> = introduced.iter().copied().collect();
    let is_introduced = |e: &Edge| introduced.contains(&(e.left, e.right));
    // With quality, a new duo that gains nothing is none; one that stands is not taken apart for that.
    let counts = |e: &&Edge| is_introduced(e) || preference != Preference::Quality || e.score > 0;
    let mut edges: Vec<Edge> = edges.iter().filter(counts).copied().collect();
    let lefts = edges.iter().map(|e| e.left).collect::<HashSet<_>>().len();
    let scores = || edges.iter().map(|e| i128::from(e.score));
    let span = scores().max().unwrap_or(0) - scores().min().unwrap_or(0);
    let premium = span * lefts as i128 + 1;
    let weighed = |e: &Edge| {
        let score = i128::from(e.score) + if is_introduced(e) { premium } else { 0 };
        let score = i64::try_from(score).map_err(|_| RepairError::ScoreTooGreat { score: e.score })?;
        Ok(Edge { score, ..*e })
    };
    let found =
        assign(&edges.iter().map(weighed).collect::<Result<Vec<_>, RepairError>>()?).map_err(RepairError::Assign)?;
    let chosen: HashSet<_> = found.edges().iter().map(|e| (e.left, e.right)).collect();
    edges.retain(|e| chosen.contains(&(e.left, e.right)));
    edges.sort_unstable();
    let disturbed = introduced.iter().filter(|pair| !chosen.contains(pair)).copied().collect();
    let (stands, new) = edges.iter().copied().partition(is_introduced);
    Ok(Repair { stands, new, disturbed, optimal: found.optimal() })
}

/// What a repair makes of a round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RepairedRound {
    /// The new duos.
    pub new: Vec<Pair>,
    /// The introduced duos that no longer stand, as they were given.
    pub disturbed: Vec<(usize, usize)>,
    /// Whether it is proved that it cannot be done better.
    pub optimal: bool,
}

/// Repairs a round of these people of today. Locks do not matter here; who holds to what is for the caller to say.
///
/// # Errors
/// [`RepairError`]; its numbers are indices of participants.
pub fn repair(round: &Prepared<'_>, open: Open<'_>) -> Result<RepairedRound, RepairError> {
    if open.lefts.is_empty() {
        return Ok(RepairedRound { optimal: true, ..RepairedRound::default() });
    }
    let (rules, settings) = (round.rules(), round.rules().settings());
    let one_pool = rules.sides().one_pool();
    let in_order =
        |(one, other): (usize, usize)| if one_pool { (one.min(other), one.max(other)) } else { (one, other) };
    let given: HashMap<_, _> = open.introduced.iter().map(|pair| (in_order(*pair), *pair)).collect();
    let introduced: Vec<(usize, usize)> = given.keys().copied().collect();
    let (edges, all) = edges(round, open, &introduced, in_order);
    let names: Vec<&str> = rules.participants().iter().map(|p| p.email().as_str()).collect();
    let found = if one_pool {
        repair_pool_named(&names, &edges, &introduced, settings.seed, settings.prefer)?
    } else {
        let mut seats = open.seats.to_vec();
        for (_, right) in &introduced {
            seats[*right] += 1;
        }
        let rights: Vec<(&str, u32)> = names.iter().copied().zip(seats).collect();
        if rules.is_one_way() {
            repair_one_way_named(&rights, &edges, &introduced, settings.seed, settings.prefer)?
        } else {
            repair_named(&names, &rights, &edges, &introduced, settings.seed, settings.prefer)?
        }
    };
    Ok(RepairedRound {
        new: found.new.iter().map(|e| Pair::of(e.left, e.right, rules)).collect(),
        disturbed: found.disturbed.iter().filter_map(|pair| given.get(pair).copied()).collect(),
        optimal: found.optimal && all,
    })
}

/// The introduced pairs, and those that may become new; and whether these are all there are.
fn edges(
    round: &Prepared<'_>,
    open: Open<'_>,
    introduced: &[(usize, usize)],
    in_order: impl Fn((usize, usize)) -> (usize, usize),
) -> (Vec<Edge>, bool) {
    let rules = round.rules();
    let one_pool = rules.sides().one_pool();
    let marked = |places: &mut dyn Iterator<Item = usize>| {
        let mut marks = vec![false; rules.participants().len()];
        places.for_each(|place| marks[place] = true);
        marks
    };
    let free = marked(&mut open.lefts.iter().copied());
    let disturbable = if one_pool {
        marked(&mut introduced.iter().flat_map(|(one, other)| [*one, *other]))
    } else {
        marked(&mut introduced.iter().map(|(_, right)| *right))
    };
    // Whoever is in an introduced duo may go to a seat that is free; in one pool the free one looks for both.
    let others = introduced.iter().map(|(left, _)| *left).filter(|_| !one_pool);
    let asking = open.lefts.iter().copied().chain(others).collect::<BTreeSet<_>>();
    let (looked_at, chosen_from) = (MAX_SCORED / asking.len().max(1), MAX_PAIRS / asking.len().max(1));
    let most = chosen_from.clamp(1, MAX_PARTNERS);
    let mut edges = BTreeMap::new();
    let mut all = true;
    for left in asking {
        let is_free = free[left];
        let has_place = |right: usize| {
            let free_seat = if one_pool { free[right] } else { open.seats[right] > 0 };
            if !(free_seat || is_free && disturbable[right]) {
                return None;
            }
            let again = open.not_again.contains(&(left, right)) || open.not_again.contains(&(right, left));
            (!again).then_some(right)
        };
        let (mut partners, looked) = round.scored(left, looked_at.max(most), has_place);
        all &= looked == Looked::AtAll && partners.len() <= most;
        if partners.len() > most {
            partners.sort_unstable_by_key(|(right, score)| (std::cmp::Reverse(*score), *right));
            partners.truncate(most);
        }
        edges.extend(partners.into_iter().map(|(right, score)| (in_order((left, right)), score)));
    }
    for pair in introduced {
        edges.insert(*pair, Pair::of(pair.0, pair.1, rules).reasons.score());
    }
    (edges.into_iter().map(|((left, right), score)| Edge { left, right, score }).collect(), all)
}

#[cfg(test)]
mod tests;
