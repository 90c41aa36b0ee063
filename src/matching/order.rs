//! One order for the same people, whatever order they came in.
//!
//! Among pairings that are equally good the solver takes the first it meets, so the order it meets people in decides.
//! That order is by the SHA-256 of the round's seed and the identifier: it favours nobody for their name or their row,
//! and is the same on every machine.

use sha2::{Digest, Sha256};

use crate::domain::Preference;

use assign::{AssignError, Assignment, Edge, Instance, Listed, PoolInstance, Twins, assign_implicit};

/// Assigns named lefts to named rights with their capacities; see [`assign::assign`].
///
/// `edges` refer to `lefts` and `rights` by index, and so does the answer. Identifiers are unique on their side.
///
/// # Errors
/// Those of [`Instance::new`].
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
    let problem = Instance::new(
        lefts.len(),
        right_order.iter().map(|&right| rights[right].1).collect(),
        edges
            .iter()
            .map(|e| {
                Ok(Edge { left: place(&left_place, e.left)?, right: place(&right_place, e.right)?, score: e.score })
            })
            .collect::<Result<_, _>>()?,
    )?;
    let assignment = assign::assign(&problem, preference.into());
    Ok(assignment.renamed(&left_order, &right_order, rights.len()))
}

/// The same for people who are on both sides, at most one pair of each two: `seats` tells how many lefts each of them can
/// have. Scores are 0 or more.
///
/// # Errors
/// Those of [`Instance::new`].
pub(crate) fn assign_one_way_named(
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
    let problem = Instance::new(people.len(), seats, renamed.collect::<Result<_, _>>()?)?;
    let twins = Twins::new(&order, &order, people.len());
    let assignment = assign_implicit(&Listed::new(&problem), Some(&twins), preference.into());
    Ok(assignment.renamed(&order, &order, people.len()))
}

/// Assigns named people of one pool; see [`assign::assign_pool`].
///
/// `edges` refer to `people` by index, in either order, and so does the answer: each chosen pair as it was given.
/// Identifiers are unique.
///
/// # Errors
/// Those of [`PoolInstance::new`].
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
    let problem = PoolInstance::new(people.len(), renamed.collect::<Result<_, _>>()?).map_err(|error| match error {
        AssignError::OutOfRange { index } => AssignError::OutOfRange { index },
        AssignError::SelfPair { index } => AssignError::SelfPair { index: order[index] },
        AssignError::Duplicate { left, right } => AssignError::Duplicate { left: order[left], right: order[right] },
    })?;
    let assignment = assign::assign_pool(&problem, preference.into());
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
pub(crate) fn canonical<'a>(seed: u32, names: impl Iterator<Item = &'a str>) -> Vec<usize> {
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

pub(crate) fn inverse(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, &index) in order.iter().enumerate() {
        places[index] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_names_rows_and_their_order_do_not_decide() {
        let names = ["ann", "ben", "cor", "dor", "eef", "fem", "gijs"];
        let pairs = (0..7).flat_map(|left| (left + 1..7).map(move |right| (left, right)));
        let edges: Vec<Edge> = pairs.map(|(left, right)| Edge { left, right, score: 1 }).collect();
        let duos = |names: &[&str], edges: &[Edge], seed| {
            let found = assign_pool_named(names, edges, seed, Preference::Coverage).unwrap();
            assert!(
                found.optimal() && found.edges().iter().all(|e| edges.contains(e)),
                "pairs are told as they were given"
            );
            let sorted = |one: &str, other: &str| [one.min(other).to_owned(), one.max(other).to_owned()];
            let mut duos: Vec<_> = found.edges().iter().map(|e| sorted(names[e.left], names[e.right])).collect();
            duos.sort();
            duos
        };
        let reversed: Vec<&str> = names.iter().rev().copied().collect();
        let turned: Vec<Edge> = edges.iter().rev().map(|e| Edge { left: e.right, right: e.left, score: 1 }).collect();
        assert_eq!(duos(&names, &edges, 3), duos(&reversed, &turned, 3));
        assert!(
            (0..20).any(|seed| duos(&names, &edges, seed) != duos(&names, &edges, 3)),
            "the seed decides among ties"
        );
        let error = |edges: &[Edge]| assign_pool_named(&names, edges, 3, Preference::Quality).unwrap_err();
        assert_eq!(error(&[Edge { left: 7, ..edges[0] }]), AssignError::OutOfRange { index: 7 });
        assert_eq!(error(&[Edge { left: 5, right: 5, score: 1 }]), AssignError::SelfPair { index: 5 });
        assert!(matches!(error(&[edges[4], turned[16]]), AssignError::Duplicate { left: 0 | 5, right: 0 | 5 }));
    }
}
