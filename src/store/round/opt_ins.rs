//! Who was asked whether they take part in a round, and what they said.

use crate::domain::{ProfessionalId, RoundId};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::store::schema::{round_participants, rounds};
use crate::store::{Connection, LoadReadable, Result, to_db_time};

/// One participant of a round that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptIn {
    /// The professional.
    pub professional_id: ProfessionalId,
    /// Whether they were asked.
    pub asked: bool,
    /// What they said, if anything.
    pub takes_part: Option<bool>,
}

/// The participants of a round, by identifier.
///
/// # Errors
/// Those of the database.
pub fn of_round(c: &mut Connection, round: RoundId) -> Result<Vec<OptIn>> {
    let rows: Vec<(ProfessionalId, Option<chrono::NaiveDateTime>, Option<bool>)> = round_participants::table
        .filter(round_participants::round_id.eq(round))
        .order(round_participants::professional_id)
        .select((round_participants::professional_id, round_participants::asked_at, round_participants::takes_part))
        .load_readable(c)?;
    let opt_in = |(professional_id, asked, takes_part): (_, Option<_>, _)| OptIn {
        professional_id,
        asked: asked.is_some(),
        takes_part,
    };
    Ok(rows.into_iter().map(opt_in).collect())
}

/// Notes that a round asks only some of its participants, until a day: the others take part without being asked.
///
/// # Errors
/// Those of the database.
pub fn ask_some(c: &mut Connection, round: RoundId, by: NaiveDate) -> Result<()> {
    diesel::update(rounds::table.find(round)).set(rounds::opt_in_by.eq(by)).execute(c)?;
    Ok(())
}

/// Notes that a round asks its participants, until a day.
///
/// # Errors
/// Those of the database.
pub fn ask(c: &mut Connection, round: RoundId, by: NaiveDate, now: DateTime<Utc>) -> Result<()> {
    diesel::update(rounds::table.find(round))
        .set((rounds::opt_in_asked_at.eq(to_db_time(now)), rounds::opt_in_by.eq(by)))
        .execute(c)?;
    Ok(())
}

/// Notes that a participant is asked.
///
/// # Errors
/// Those of the database.
pub fn note_asked(c: &mut Connection, round: RoundId, professional: ProfessionalId, now: DateTime<Utc>) -> Result<()> {
    diesel::update(round_participants::table.find((round, professional)))
        .set(round_participants::asked_at.eq(to_db_time(now)))
        .execute(c)?;
    Ok(())
}

/// Notes what a participant said. False when they are no participant any more.
///
/// # Errors
/// Those of the database.
pub fn say(c: &mut Connection, round: RoundId, professional: ProfessionalId, takes_part: bool) -> Result<bool> {
    let said = diesel::update(round_participants::table.find((round, professional)))
        .set(round_participants::takes_part.eq(takes_part))
        .execute(c)?;
    Ok(said == 1)
}

/// Whether somebody was asked whether they take part in a round.
///
/// # Errors
/// Those of the database.
pub fn is_asked(c: &mut Connection, round: RoundId, professional: ProfessionalId) -> Result<bool> {
    let asked: Option<Option<chrono::NaiveDateTime>> = round_participants::table
        .find((round, professional))
        .select(round_participants::asked_at)
        .first(c)
        .optional()?;
    Ok(asked.flatten().is_some())
}
