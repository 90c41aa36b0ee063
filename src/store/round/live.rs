//! What changes in a round after its publication: who joined late, who wants somebody else, duos that coordinators made or
//! stopped, and a round that is opened again.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::rounds::Round;
use crate::domain::{DuoId, ProfessionalId, RoundId, RoundState};
use crate::store::schema::{duos, round_participants, rounds};
use crate::store::{Connection, LoadReadable, Result, StoreError, to_db_time};

/// Whether somebody was asked if they want somebody else in a round, and what they said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SecondChance {
    pub asked_at: Option<NaiveDateTime>,
    pub wants: Option<bool>,
}

/// The second chances of a round, by professional; who is not named was never asked.
///
/// # Errors
/// Those of the database.
pub fn second_chances(c: &mut Connection, round: RoundId) -> Result<HashMap<ProfessionalId, SecondChance>> {
    type Row = (ProfessionalId, Option<NaiveDateTime>, Option<bool>);
    let rows: Vec<Row> = round_participants::table
        .filter(round_participants::round_id.eq(round).and(round_participants::again_asked_at.is_not_null()))
        .select((round_participants::professional_id, round_participants::again_asked_at, round_participants::again))
        .load_readable(c)?;
    Ok(rows.into_iter().map(|(id, asked_at, wants)| (id, SecondChance { asked_at, wants })).collect())
}

/// Notes that somebody is asked whether they want somebody else. False when they were asked before, or do not take part.
///
/// # Errors
/// Those of the database.
pub fn note_asked_again(
    c: &mut Connection,
    round: RoundId,
    professional: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let this = round_participants::table.find((round, professional));
    let noted = diesel::update(this.filter(round_participants::again_asked_at.is_null()))
        .set(round_participants::again_asked_at.eq(to_db_time(now)))
        .execute(c)?;
    Ok(noted == 1)
}

/// Notes whether somebody who was asked wants somebody else. False when they were not asked, or got somebody since.
///
/// # Errors
/// Those of the database.
pub fn say_again(c: &mut Connection, round: RoundId, professional: ProfessionalId, wants: bool) -> Result<bool> {
    let this = round_participants::table.find((round, professional));
    let said = diesel::update(this.filter(round_participants::again_asked_at.is_not_null()))
        .set(round_participants::again.eq(wants))
        .execute(c)?;
    Ok(said == 1)
}

/// Forgets that these were asked: they are introduced to somebody else now.
///
/// # Errors
/// Those of the database.
pub fn forget_second_chances(c: &mut Connection, round: RoundId, professionals: &[ProfessionalId]) -> Result<()> {
    for &professional in professionals {
        diesel::update(round_participants::table.find((round, professional)))
            .set((
                round_participants::again_asked_at.eq(None::<NaiveDateTime>),
                round_participants::again.eq(None::<bool>),
            ))
            .execute(c)?;
    }
    Ok(())
}

/// Adds somebody to a published round. Take the round first: two who add the same person do so one after the other.
///
/// # Errors
/// Those of the database.
pub fn join(c: &mut Connection, round: RoundId, professional: ProfessionalId, now: DateTime<Utc>) -> Result<()> {
    diesel::insert_into(round_participants::table)
        .values((
            round_participants::round_id.eq(round),
            round_participants::professional_id.eq(professional),
            round_participants::takes_part.eq(true),
            round_participants::joined_at.eq(to_db_time(now)),
        ))
        .execute(c)?;
    Ok(())
}

/// Who joined a round after its publication, by identifier.
///
/// # Errors
/// Those of the database.
pub fn joined(c: &mut Connection, round: RoundId) -> Result<Vec<ProfessionalId>> {
    round_participants::table
        .filter(round_participants::round_id.eq(round).and(round_participants::joined_at.is_not_null()))
        .order(round_participants::professional_id)
        .select(round_participants::professional_id)
        .load_readable(c)
}

/// Notes that a coordinator made a duo in a published round.
///
/// # Errors
/// Those of the database.
pub fn note_by_hand(c: &mut Connection, duo: DuoId) -> Result<()> {
    diesel::update(duos::table.find(duo)).set(duos::by_hand.eq(true)).execute(c)?;
    Ok(())
}

/// Notes why a coordinator stopped a duo.
///
/// # Errors
/// Those of the database.
pub fn set_stop_reason(c: &mut Connection, duo: DuoId, reason: &str) -> Result<()> {
    diesel::update(duos::table.find(duo)).set(duos::stop_reason.eq(reason)).execute(c)?;
    Ok(())
}

/// Opens a closed round again, with a later day to answer by. When it was published stays as it was.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not closed, or somebody changed it since it was seen.
pub fn reopen(c: &mut Connection, seen: &Round, answer_by: NaiveDate) -> Result<()> {
    if seen.state != RoundState::Closed || !seen.state.may_become(RoundState::Published) {
        return Err(StoreError::Conflict);
    }
    let target = rounds::table.filter(rounds::id.eq(seen.id).and(rounds::version.eq(seen.version)));
    let changed = diesel::update(target)
        .set((
            rounds::state.eq(RoundState::Published.as_str()),
            rounds::version.eq(seen.version + 1),
            rounds::closed_at.eq(None::<NaiveDateTime>),
            rounds::answer_by.eq(answer_by),
        ))
        .execute(c)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}
