//! The duos that stand in other rounds, as far as they keep somebody from another one: whose place went where.

use crate::domain::{EmailAddress, ProfessionalId, RoundId};
use crate::matching::{LockError, ProposeError, Rule};
use crate::service::round::{RoundError, TakenPlace};
use crate::store::duo::standing::{self, StandingDuo};
use crate::store::person::professionals;
use crate::store::round::rounds;
use crate::store::{Connection, Result, Store, StoreError};

/// The duos of other rounds in which somebody stands; nothing where they stand in none.
///
/// # Errors
/// Those of the database.
pub fn taken_place(c: &mut Connection, round: RoundId, professional: ProfessionalId) -> Result<Option<TakenPlace>> {
    let Some(round) = rounds::by_id(c, round)? else { return Ok(None) };
    let standing = standing::of_programme(c, round.programme_id, Some(round.id))?;
    let theirs: Vec<&StandingDuo> = standing.iter().filter(|d| [d.learner, d.guide].contains(&professional)).collect();
    if theirs.is_empty() {
        return Ok(None);
    }
    let names = rounds::names(c, round.programme_id)?;
    let mut duos = Vec::with_capacity(theirs.len());
    for duo in theirs {
        let partner = if duo.learner == professional { duo.guide } else { duo.learner };
        let partner = professionals::by_id(c, partner)?.profile.name().to_owned();
        duos.push((partner, names.get(&duo.round).cloned().unwrap_or_default()));
    }
    let person = professionals::by_id(c, professional)?.profile.name().to_owned();
    Ok(Some(TakenPlace { person, duos }))
}

/// An error of a proposal, with where a place went if that is what keeps a fixed duo from standing.
pub(crate) fn name_taken_place(store: &Store, round: RoundId, error: RoundError) -> RoundError {
    let RoundError::Propose(ProposeError::Lock(lock)) = &error else { return error };
    let people: Vec<&EmailAddress> = match lock {
        LockError::Forbidden(couple, Rule::StandsElsewhere) => vec![couple.other(), couple.one()],
        LockError::Seats { guide, .. } => vec![guide],
        _ => return error,
    };
    let found = store.read(|c| {
        let Some(round) = rounds::by_id(c, round)? else { return Ok(None) };
        for email in people {
            let Some(person) = professionals::by_email(c, round.programme_id, email)? else { continue };
            if let Some(taken) = taken_place(c, round.id, person.id)? {
                return Ok(Some(taken));
            }
        }
        Ok::<_, StoreError>(None)
    });
    match found {
        Ok(Some(taken)) => RoundError::PlaceTaken(taken),
        Ok(None) => error,
        Err(failed) => failed.into(),
    }
}
