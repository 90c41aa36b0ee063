//! What came of duos, also of those whose members left: of these no more than the result is kept.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::duos::Duo;
use crate::domain::duo::lifecycle::Ending;
use crate::domain::duo::outcome::{DuoResult, Outcome};
use crate::domain::{DuoId, DuoState, ProgrammeId, RoundId};
use crate::store::schema::{check_ins, duos, erased_duos, rounds};
use crate::store::{Connection, LoadReadable, Result, parse_column};

/// Whether the members of each duo of a round met, where somebody said.
///
/// # Errors
/// Those of the database.
pub fn met_in_round(c: &mut Connection, round: RoundId) -> Result<HashMap<DuoId, bool>> {
    let of_round = check_ins::table.inner_join(duos::table).filter(duos::round_id.eq(round));
    Ok(met(of_round.select((check_ins::duo_id, check_ins::met, check_ins::success.is_not_null())).load_readable(c)?))
}

/// One yes is enough: whoever says no may have answered before the first talk. A success is told of a talk too.
fn met(said: Vec<(DuoId, Option<bool>, bool)>) -> HashMap<DuoId, bool> {
    let mut met = HashMap::new();
    for (duo, said, success) in said {
        if let Some(said) = if success { Some(true) } else { said } {
            *met.entry(duo).or_default() |= said;
        }
    }
    met
}

/// The result of a duo, by whether its members said that they met; nothing of one that nobody was told of.
#[must_use]
pub fn result(duo: &Duo, said: Option<bool>) -> Option<DuoResult> {
    let ending = duo.life.ending();
    let outcome = Outcome::of(duo.state, ending)?;
    Some(DuoResult { outcome, was_confirmed: duo.confirmed_at.is_some(), met: known(ending, said) })
}

fn known(ending: Option<Ending>, said: Option<bool>) -> Option<bool> {
    said.or((ending == Some(Ending::NotMet)).then_some(false))
}

/// The results of all duos of a programme that were introduced, those of people who left included.
///
/// # Errors
/// Those of the database.
pub fn of_programme(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<DuoResult>> {
    let said = check_ins::table
        .inner_join(duos::table.inner_join(rounds::table))
        .filter(rounds::programme_id.eq(programme))
        .select((check_ins::duo_id, check_ins::met, check_ins::success.is_not_null()))
        .load_readable(c)?;
    let met = met(said);
    let rows: Vec<(DuoId, String, Option<String>, Option<NaiveDateTime>)> = duos::table
        .inner_join(rounds::table)
        .filter(rounds::programme_id.eq(programme))
        .select((duos::id, duos::state, duos::ending, duos::confirmed_at))
        .load_readable(c)?;
    let mut results = Vec::with_capacity(rows.len());
    for (id, state, ending, confirmed_at) in rows {
        let Some((state, ending)) = crate::store::if_readable(state_and_ending(&state, ending.as_deref()))? else {
            continue;
        };
        let Some(outcome) = Outcome::of(state, ending) else { continue };
        let met = known(ending, met.get(&id).copied());
        results.push(DuoResult { outcome, was_confirmed: confirmed_at.is_some(), met });
    }
    let erased = erased_duos::table.inner_join(rounds::table).filter(rounds::programme_id.eq(programme));
    let erased: Vec<Erased> =
        erased.select((erased_duos::outcome, erased_duos::was_confirmed, erased_duos::met)).load_readable(c)?;
    results.extend(crate::store::readable(erased.into_iter().map(read_erased).collect())?);
    Ok(results)
}

fn state_and_ending(state: &str, ending: Option<&str>) -> Result<(DuoState, Option<Ending>)> {
    Ok((parse_column("duos.state", state)?, ending.map(|ending| parse_column("duos.ending", ending)).transpose()?))
}

type Erased = (String, bool, Option<bool>);

fn read_erased((outcome, was_confirmed, met): Erased) -> Result<DuoResult> {
    Ok(DuoResult { outcome: parse_column("erased_duos.outcome", &outcome)?, was_confirmed, met })
}

/// The results of those duos of a round whose members left.
///
/// # Errors
/// Those of the database.
pub fn erased_in_round(c: &mut Connection, round: RoundId) -> Result<Vec<DuoResult>> {
    let rows: Vec<Erased> = erased_duos::table
        .filter(erased_duos::round_id.eq(round))
        .select((erased_duos::outcome, erased_duos::was_confirmed, erased_duos::met))
        .load_readable(c)?;
    crate::store::readable(rows.into_iter().map(read_erased).collect())
}

/// Adds the result of a duo that is about to be erased. Its dates are those of months, so that they lead to nobody.
///
/// # Errors
/// Those of the database.
pub fn add_erased(c: &mut Connection, duo: &Duo, now: DateTime<Utc>) -> Result<()> {
    let said = check_ins::table
        .filter(check_ins::duo_id.eq(duo.id))
        .select((check_ins::duo_id, check_ins::met, check_ins::success.is_not_null()))
        .load_readable(c)?;
    let Some(result) = result(duo, met(said).get(&duo.id).copied()) else { return Ok(()) };
    diesel::insert_into(erased_duos::table)
        .values((
            erased_duos::round_id.eq(duo.round_id),
            erased_duos::outcome.eq(result.outcome.as_str()),
            erased_duos::was_confirmed.eq(result.was_confirmed),
            erased_duos::met.eq(result.met),
            erased_duos::introduced_in.eq(duo.introduced_at.map(|at| month(at.date()))),
            erased_duos::erased_in.eq(month(now.date_naive())),
        ))
        .execute(c)?;
    Ok(())
}

/// The first day of a month.
fn month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}
