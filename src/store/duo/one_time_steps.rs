//! What the clock does once to a duo: each step that was done is a row.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::domain::{DuoId, DuoState, RoundId};
use crate::store::schema::{duo_steps, duos};
use crate::store::{Connection, LoadReadable, Result, to_db_time};

/// A thing that the clock does once to a duo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum OneTimeStep {
    HalfWayReminder,
    LastReminder,
    CheckIn,
    Closing,
}

crate::domain::words!(
    OneTimeStep,
    HalfWayReminder = "half_way_reminder",
    LastReminder = "last_reminder",
    CheckIn = "check_in",
    Closing = "closing",
);

/// Notes that a step is done now. False when it was already: by another instance, or before. The caller holds the duo.
///
/// # Errors
/// Those of the database.
pub fn mark(c: &mut Connection, duo: DuoId, step: OneTimeStep, now: DateTime<Utc>) -> Result<bool> {
    if done_at(c, duo, step)?.is_some() {
        return Ok(false);
    }
    diesel::insert_into(duo_steps::table)
        .values((duo_steps::duo_id.eq(duo), duo_steps::step.eq(step.as_str()), duo_steps::at.eq(to_db_time(now))))
        .execute(c)?;
    Ok(true)
}

/// When a step was done, if it was.
///
/// # Errors
/// Those of the database.
pub fn done_at(c: &mut Connection, duo: DuoId, step: OneTimeStep) -> Result<Option<NaiveDateTime>> {
    Ok(duo_steps::table.find((duo, step.as_str())).select(duo_steps::at).first(c).optional()?)
}

/// Whether a step was done to the duo of a row.
#[diesel::dsl::auto_type]
fn was_done(step: OneTimeStep) -> _ {
    let word: &'static str = step.as_str();
    exists(duo_steps::table.filter(duo_steps::duo_id.eq(duos::id).and(duo_steps::step.eq(word))))
}

/// The duos in these states to which a step was not done.
///
/// # Errors
/// Those of the database.
pub fn without(c: &mut Connection, states: &[DuoState], step: OneTimeStep) -> Result<Vec<DuoId>> {
    duos::table
        .filter(duos::state.eq_any(states.iter().map(|state| state.as_str())).and(duos::closed_at.is_null()))
        .filter(diesel::dsl::not(was_done(step)))
        .order(duos::id)
        .select(duos::id)
        .load_readable(c)
}

/// The confirmed duos that were confirmed no later than `before`, to which a step was not done.
///
/// # Errors
/// Those of the database.
pub fn confirmed_before(c: &mut Connection, before: DateTime<Utc>, step: OneTimeStep) -> Result<Vec<DuoId>> {
    duos::table
        .filter(duos::state.eq(DuoState::Confirmed.as_str()).and(duos::confirmed_at.le(to_db_time(before))))
        .filter(diesel::dsl::not(was_done(step)))
        .order(duos::id)
        .select(duos::id)
        .load_readable(c)
}

/// The confirmed duos to which a step was done.
///
/// # Errors
/// Those of the database.
pub fn confirmed_after(c: &mut Connection, step: OneTimeStep) -> Result<Vec<DuoId>> {
    duos::table
        .filter(duos::state.eq(DuoState::Confirmed.as_str()).and(was_done(step)))
        .order(duos::id)
        .select(duos::id)
        .load_readable(c)
}

/// Lets a step be done anew to the duos of a round that wait for an answer: the day to answer by has moved.
///
/// # Errors
/// Those of the database.
pub fn forget(c: &mut Connection, round: RoundId, step: OneTimeStep) -> Result<()> {
    let states = [DuoState::Introduced.as_str(), DuoState::Declined.as_str()];
    let open = duos::round_id.eq(round).and(duos::state.eq_any(states)).and(duos::closed_at.is_null());
    let ids: Vec<DuoId> = duos::table.filter(open).select(duos::id).load_readable(c)?;
    for ids in ids.chunks(crate::store::MAX_BIND_PARAMS) {
        let these = duo_steps::duo_id.eq_any(ids).and(duo_steps::step.eq(step.as_str()));
        diesel::delete(duo_steps::table.filter(these)).execute(c)?;
    }
    Ok(())
}
