//! One order for the same people, whatever order they came in.
//!
//! Among pairings that are equally good the solver takes the first it meets, so the order it meets people in decides.
//! That order is by the SHA-256 of the round's seed and the identifier: it favours nobody for their name or their row,
//! and is the same on every machine.

use sha2::{Digest, Sha256};

use crate::domain::Preference;

use super::assign::{self, AssignError, Assignment, Edge, Listed, PoolProblem, Problem, Twins, assign_offers};

/// Assigns named lefts to named rights with their capacities; see [`assign::assign`].
///
/// `edges` refer to `lefts` and `rights` by index, and so does the answer. Identifiers are unique on their side.
///
/// # Errors
/// Those of [`Problem::new`].
pub fn assign_named(
    lefts: &[&str],
    rights: &[(&str, u32)],
    edges: &[Edge],
    seed: u32,
    preference: Preference,
) -> Result<Assignment, AssignError> {
    let left_order = canonical(seed, lefts.iter().copied());
    let right_order = canonical(seed, rights.iter().map(|(name, _)| *name));
    let (left_place, right_place) = (inverse(&left_order), inverse(&right_order));
    let place = |places: &[usize], index: usize| places.get(index).copied().ok_or(AssignError::OutOfRange { index });
    let problem = Problem::new(
        lefts.len(),
        right_order.iter().map(|&right| rights[right].1).collect(),
        edges
            .iter()
            .map(|e| {
                Ok(Edge { left: place(&left_place, e.left)?, right: place(&right_place, e.right)?, score: e.score })
            })
            .collect::<Result<_, _>>()?,
    )?;
    let assignment = assign::assign(&problem, preference);
    Ok(assignment.renamed(&left_order, &right_order, rights.len()))
}

/// The same for people who are on both sides, at most one pair of each two: `seats` tells how many lefts each of them can
/// have. Scores are 0 or more.
///
/// # Errors
/// Those of [`Problem::new`].
pub(super) fn assign_one_way_named(
    people: &[&str],
    seats: &[u32],
    edges: &[Edge],
    seed: u32,
    preference: Preference,
) -> Result<Assignment, AssignError> {
    let order = canonical(seed, people.iter().copied());
    let places = inverse(&order);
    let place = |index: usize| places.get(index).copied().ok_or(AssignError::OutOfRange { index });
    let renamed = edges.iter().map(|e| Ok(Edge { left: place(e.left)?, right: place(e.right)?, score: e.score }));
    let seats = order.iter().map(|person| seats.get(*person).copied().unwrap_or(0)).collect();
    let problem = Problem::new(people.len(), seats, renamed.collect::<Result<_, _>>()?)?;
    let twins = Twins::new(&order, &order, people.len());
    let assignment = assign_offers(&Listed::new(&problem), Some(&twins), preference);
    Ok(assignment.renamed(&order, &order, people.len()))
}

/// Assigns named people of one pool; see [`assign::assign_pool`].
///
/// `edges` refer to `people` by index, in either order, and so does the answer: each chosen pair as it was given.
/// Identifiers are unique.
///
/// # Errors
/// Those of [`PoolProblem::new`].
pub fn assign_pool_named(
    people: &[&str],
    edges: &[Edge],
    seed: u32,
    preference: Preference,
) -> Result<Assignment, AssignError> {
    let order = canonical(seed, people.iter().copied());
    let places = inverse(&order);
    let place = |index: usize| places.get(index).copied().ok_or(AssignError::OutOfRange { index });
    let renamed = edges.iter().map(|e| Ok(Edge { left: place(e.left)?, right: place(e.right)?, score: e.score }));
    let problem = PoolProblem::new(people.len(), renamed.collect::<Result<_, _>>()?).map_err(|error| match error {
        AssignError::OutOfRange { index } => AssignError::OutOfRange { index },
        AssignError::SelfPair { index } => AssignError::SelfPair { index: order[index] },
        AssignError::Duplicate { left, right } => AssignError::Duplicate { left: order[left], right: order[right] },
    })?;
    let assignment = assign::assign_pool(&problem, preference);
    let mut partners = vec![None; people.len()];
    for edge in assignment.edges() {
        let (one, other) = (order[edge.left], order[edge.right]);
        (partners[one], partners[other]) = (Some(other), Some(one));
    }
    let mut is_left = vec![false; people.len()];
    for edge in edges.iter().filter(|e| partners[e.left] == Some(e.right)) {
        is_left[edge.left] = true;
    }
    Ok(assignment.renamed_in_pool(|e| {
        let (one, other) = (order[e.left], order[e.right]);
        let (left, right) = if is_left[one] { (one, other) } else { (other, one) };
        Edge { left, right, score: e.score }
    }))
}

/// The indices of the names, in the order of (hash of seed and name, name).
pub(super) fn canonical<'a>(seed: u32, names: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut keyed: Vec<_> = names
        .enumerate()
        .map(|(index, name)| {
            let hash = Sha256::new().chain_update(seed.to_be_bytes()).chain_update(name).finalize();
            (<[u8; 32]>::from(hash), name, index)
        })
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, index)| index).collect()
}

pub(super) fn inverse(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, &index) in order.iter().enumerate() {
        places[index] = place;
    }
    places
}
