//! One order for the same people, whatever order they came in.
//!
//! Among pairings that are equally good the solver takes the first it meets, so the order it meets people in decides.
//! That order is by the SHA-256 of the round's seed and the identifier: it favours nobody for their name or their row,
//! and is the same on every machine.

use sha2::{Digest, Sha256};

use crate::domain::Preference;

use super::assign::{self, AssignError, Assignment, Edge, Problem};

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

/// The indices of the names, in the order of (hash of seed and name, name).
fn canonical<'a>(seed: u32, names: impl Iterator<Item = &'a str>) -> Vec<usize> {
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

fn inverse(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, &index) in order.iter().enumerate() {
        places[index] = place;
    }
    places
}
