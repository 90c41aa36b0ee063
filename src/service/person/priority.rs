//! Who goes first in the next round: whoever got no duo through no doing of theirs. A round makes somebody wait once.

use std::collections::BTreeSet;

use crate::domain::duo::lifecycle::{DuoLifecycle, Ending};
use crate::domain::{Answer, ProfessionalId, RoundState, Side};
use crate::matching::Unmatched;
use crate::store::duo::duos;
use crate::store::duo::duos::Duo;
use crate::store::person::professionals;
use crate::store::round::rounds;
use crate::store::round::rounds::{Round, WithoutDuo};
use crate::store::{Connection, StoreError};

/// Counts those who took part in a round that is being published and are in no duo at all.
pub(crate) fn at_publication(c: &mut Connection, round: &Round, duos: &[Duo]) -> Result<(), StoreError> {
    let with: BTreeSet<ProfessionalId> =
        duos.iter().flat_map(|d| SIDES.map(|side| d.member(side).professional_id)).collect();
    let unmatched = rounds::unmatched(c, round.id)?;
    // Who stands in a duo of another round does not wait for one.
    let waits = |one: &&WithoutDuo| !with.contains(&one.professional_id) && !stands_elsewhere(one);
    let without: BTreeSet<ProfessionalId> = unmatched.iter().filter(waits).map(|one| one.professional_id).collect();
    count(c, round, &without)
}

/// Counts those whose duos came to nothing when the round closes, though they said yes or could not: the other said no,
/// was silent, could not be reached or left. Who said no or said nothing does not go before others for it.
pub(crate) fn at_closing(c: &mut Connection, round: &Round, duos: &[Duo]) -> Result<(), StoreError> {
    let of = |duo: &Duo| SIDES.map(|side| duo.member(side).professional_id);
    let with: BTreeSet<ProfessionalId> = duos.iter().filter(|duo| came_to_something(duo)).flat_map(of).collect();
    let is_blameless = |duo: &Duo, side| let_down(duo, side) || duo.life == DuoLifecycle::Ended(Ending::Repaired);
    let without: BTreeSet<ProfessionalId> = duos
        .iter()
        .filter(|duo| duo.life.is_over())
        .flat_map(|duo| {
            SIDES.into_iter().filter(|side| is_blameless(duo, *side)).map(|side| duo.member(side).professional_id)
        })
        .filter(|id| !with.contains(id))
        .collect();
    count(c, round, &without)
}

/// Counts those who joined a round after its publication, and got nobody. Gives those who were not counted before.
pub(crate) fn of_latecomers(
    c: &mut Connection,
    round: &Round,
    without: &[ProfessionalId],
) -> Result<Vec<ProfessionalId>, StoreError> {
    let counted = rounds::note_waited(c, round.id, without)?;
    professionals::count_waiting(c, &counted, &[])?;
    Ok(counted)
}

/// Counts the other of a duo that is about to be erased, if they said yes for nothing: when the round closes nobody would
/// know of it any more.
pub(crate) fn at_departure(c: &mut Connection, round: &Round, duo: &Duo, other: Side) -> Result<(), StoreError> {
    let id = duo.member(other).professional_id;
    if round.state != RoundState::Published || !let_down(duo, other) || came_to_something(duo) {
        return Ok(());
    }
    let theirs = duos::of_professional(c, id)?;
    if theirs.iter().any(|one| one.round_id == round.id && came_to_something(one)) {
        return Ok(());
    }
    count(c, round, &BTreeSet::from([id]))
}

fn came_to_something(duo: &Duo) -> bool {
    matches!(duo.life, DuoLifecycle::Confirmed | DuoLifecycle::Ended(Ending::Finished | Ending::ByMember))
}

/// Counts somebody whose duo the coordinator stopped, and who has no other.
pub(crate) fn at_stop(c: &mut Connection, round: &Round, professional: ProfessionalId) -> Result<(), StoreError> {
    count(c, round, &BTreeSet::from([professional]))
}

/// Whether somebody was left out for a duo of another round.
pub(crate) fn stands_elsewhere(one: &WithoutDuo) -> bool {
    serde_json::from_str(&one.why).is_ok_and(|why: Unmatched| why == Unmatched::StandsElsewhere)
}

const SIDES: [Side; 2] = [Side::Learner, Side::Guide];

fn count(c: &mut Connection, round: &Round, without: &BTreeSet<ProfessionalId>) -> Result<(), StoreError> {
    let counted = rounds::note_waited(c, round.id, &without.iter().copied().collect::<Vec<_>>())?;
    professionals::count_waiting(c, &counted, &[])
}

/// Whether somebody said yes to a duo and was let down, or never had one.
pub(crate) fn let_down(duo: &Duo, side: Side) -> bool {
    duo.member(side).answer == Some(Answer::Accepted)
}
