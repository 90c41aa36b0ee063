//! What members said at their check-ins.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::{check_ins, duos, rounds};
use super::{Connection, Result, StoreError, kept, word};
use crate::domain::Side;
use crate::domain::check_in::{CheckIn, Closing, Collaboration, Moment};

#[derive(Queryable, Selectable)]
#[diesel(table_name = check_ins)]
struct Row {
    met: Option<bool>,
    learned: Option<String>,
    collaboration: Option<i32>,
    wants_help: bool,
    success: Option<String>,
    shares: bool,
}

/// What a member said at the check-in, if they did.
///
/// # Errors
/// Those of the database.
pub fn check_in(c: &mut Connection, duo: i64, side: Side) -> Result<Option<CheckIn>> {
    let Some(row) = row(c, duo, side, Moment::CheckIn)? else { return Ok(None) };
    let corrupt = || StoreError::Corrupt(format!("check-in of duo {duo}"));
    let collaboration = row.collaboration.map(|n| Collaboration::of_number(n).ok_or_else(corrupt)).transpose()?;
    Ok(Some(CheckIn {
        met: row.met.ok_or_else(corrupt)?,
        learned: row.learned,
        collaboration,
        wants_help: row.wants_help,
    }))
}

/// What a member said at the closing check-in, if they did.
///
/// # Errors
/// Those of the database.
pub fn closing(c: &mut Connection, duo: i64, side: Side) -> Result<Option<Closing>> {
    let row = row(c, duo, side, Moment::Closing)?;
    Ok(row.map(|row| Closing { success: row.success, shares: row.shares }))
}

fn row(c: &mut Connection, duo: i64, side: Side, moment: Moment) -> Result<Option<Row>> {
    Ok(check_ins::table.find((duo, side.as_str(), moment.as_str())).select(Row::as_select()).first(c).optional()?)
}

/// Keeps what a member said at the check-in, in place of what they said before.
///
/// # Errors
/// Those of the database.
pub fn set_check_in(c: &mut Connection, duo: i64, side: Side, said: &CheckIn, now: DateTime<Utc>) -> Result<()> {
    let row = Row {
        met: Some(said.met),
        learned: said.learned.clone(),
        collaboration: said.collaboration.map(Collaboration::number),
        wants_help: said.wants_help,
        success: None,
        shares: false,
    };
    set(c, (duo, side, Moment::CheckIn), row, now)
}

/// Keeps what a member said at the closing check-in, in place of what they said before.
///
/// # Errors
/// Those of the database.
pub fn set_closing(c: &mut Connection, duo: i64, side: Side, said: &Closing, now: DateTime<Utc>) -> Result<()> {
    let row = Row {
        met: None,
        learned: None,
        collaboration: None,
        wants_help: false,
        success: said.success.clone(),
        shares: said.shares,
    };
    set(c, (duo, side, Moment::Closing), row, now)
}

fn set(c: &mut Connection, (duo, side, moment): (i64, Side, Moment), row: Row, now: DateTime<Utc>) -> Result<()> {
    diesel::delete(check_ins::table.find((duo, side.as_str(), moment.as_str()))).execute(c)?;
    diesel::insert_into(check_ins::table)
        .values((
            check_ins::duo_id.eq(duo),
            check_ins::side.eq(side.as_str()),
            check_ins::moment.eq(moment.as_str()),
            check_ins::met.eq(row.met),
            check_ins::learned.eq(row.learned),
            check_ins::collaboration.eq(row.collaboration),
            check_ins::wants_help.eq(row.wants_help),
            check_ins::success.eq(row.success),
            check_ins::shares.eq(row.shares),
            check_ins::created_at.eq(kept(now)),
        ))
        .execute(c)?;
    Ok(())
}

/// The duos of a round of which a member asked for help, and when that was last.
///
/// # Errors
/// Those of the database.
pub fn help_wanted(c: &mut Connection, round: i64) -> Result<HashMap<i64, NaiveDateTime>> {
    let rows: Vec<(i64, NaiveDateTime)> = check_ins::table
        .inner_join(duos::table)
        .filter(duos::round_id.eq(round).and(check_ins::wants_help.eq(true)))
        .order(check_ins::created_at)
        .select((check_ins::duo_id, check_ins::created_at))
        .load(c)?;
    Ok(rows.into_iter().collect())
}

/// Who of a duo has answered the closing check-in.
///
/// # Errors
/// Those of the database.
pub fn closed(c: &mut Connection, duo: i64) -> Result<Vec<Side>> {
    let sides: Vec<String> = check_ins::table
        .filter(check_ins::duo_id.eq(duo).and(check_ins::moment.eq(Moment::Closing.as_str())))
        .select(check_ins::side)
        .load(c)?;
    sides.iter().map(|side| word("check_ins.side", side)).collect()
}

/// The newest small successes of a programme whose writers want them shared, in their words and without their names.
///
/// # Errors
/// Those of the database.
pub fn shared_successes(c: &mut Connection, programme: i64, limit: i64) -> Result<Vec<String>> {
    let found: Vec<Option<String>> = check_ins::table
        .inner_join(duos::table.inner_join(rounds::table))
        .filter(rounds::programme_id.eq(programme))
        .filter(check_ins::shares.eq(true).and(check_ins::success.is_not_null()))
        .order((check_ins::created_at.desc(), check_ins::duo_id))
        .limit(limit)
        .select(check_ins::success)
        .load(c)?;
    Ok(found.into_iter().flatten().collect())
}
