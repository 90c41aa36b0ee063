//! What coordinators changed in a round, with how it was before.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::{Change, CoordinatorId, ProfessionalId, RoundChangeId, RoundId, RoundSettings, RoundState};
use crate::store::schema::{coordinators, round_changes};
use crate::store::{Connection, LoadReadable, Result, StoreError, parse_column, to_db_time};

/// How far back a round remembers, in versions.
const MEMORY: i32 = 100;

/// All that a coordinator decides about a round, as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `rounds::Round`")]
pub struct Before {
    pub name: String,
    pub state: RoundState,
    pub settings: RoundSettings,
    pub answer_by: NaiveDate,
    /// Who took part, by identifier, sorted.
    pub participants: Vec<ProfessionalId>,
}

/// One change.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Entry {
    pub id: RoundChangeId,
    /// The round's version from then on.
    pub version: i32,
    pub change: Change,
    /// The address of the coordinator; nothing where it was done from the command line.
    pub by: Option<String>,
    pub by_id: Option<CoordinatorId>,
    pub made_at: NaiveDateTime,
    /// How the round was; nothing where there is nothing to go back to.
    pub before: Option<Before>,
    /// Whether it was taken back.
    pub undone: bool,
}

/// What is noted of a change.
#[derive(Debug)]
#[expect(missing_docs, reason = "as in `Entry`")]
pub struct NewEntry<'a> {
    pub round: RoundId,
    pub version: i32,
    pub change: Change,
    pub by: Option<CoordinatorId>,
    pub before: Option<&'a Before>,
}

/// Notes a change, and forgets those long past.
///
/// # Errors
/// Those of the database.
pub fn note(c: &mut Connection, new: &NewEntry<'_>, now: DateTime<Utc>) -> Result<()> {
    let before = new.before.map(serde_json::to_string).transpose().map_err(|e| StoreError::Corrupt(e.to_string()))?;
    diesel::insert_into(round_changes::table)
        .values((
            round_changes::round_id.eq(new.round),
            round_changes::version.eq(new.version),
            round_changes::change.eq(new.change.as_str()),
            round_changes::coordinator_id.eq(new.by),
            round_changes::made_at.eq(to_db_time(now)),
            round_changes::before.eq(before),
            round_changes::undone.eq(false),
        ))
        .execute(c)?;
    let past = round_changes::round_id.eq(new.round).and(round_changes::version.lt(new.version - MEMORY));
    diesel::delete(round_changes::table.filter(past)).execute(c)?;
    Ok(())
}

/// The changes of a round since a version, newest first.
///
/// # Errors
/// Those of the database.
pub fn since(c: &mut Connection, round: RoundId, version: i32) -> Result<Vec<Entry>> {
    type Row = (RoundChangeId, i32, String, Option<String>, Option<CoordinatorId>, NaiveDateTime, Option<String>, bool);
    let rows: Vec<Row> = round_changes::table
        .left_join(coordinators::table)
        .filter(round_changes::round_id.eq(round).and(round_changes::version.gt(version)))
        .order(round_changes::id.desc())
        .select((
            round_changes::id,
            round_changes::version,
            round_changes::change,
            coordinators::email.nullable(),
            round_changes::coordinator_id,
            round_changes::made_at,
            round_changes::before,
            round_changes::undone,
        ))
        .load_readable(c)?;
    rows.into_iter()
        .map(|(id, version, change, by, by_id, made_at, before, undone)| {
            let before = before.map(|json| serde_json::from_str(&json)).transpose();
            let before = before.map_err(|e| StoreError::Corrupt(format!("change {id}: {e}")))?;
            let change = parse_column("round_changes.change", &change)?;
            Ok(Entry { id, version, change, by, by_id, made_at, before, undone })
        })
        .collect()
}

/// Marks a change as taken back.
///
/// # Errors
/// Those of the database.
pub fn set_undone(c: &mut Connection, id: RoundChangeId) -> Result<()> {
    diesel::update(round_changes::table.find(id)).set(round_changes::undone.eq(true)).execute(c)?;
    Ok(())
}

/// Forgets what a round was like: from then on there is no way back. Who did what stays.
///
/// # Errors
/// Those of the database.
pub fn forget_before(c: &mut Connection, round: RoundId) -> Result<()> {
    diesel::update(round_changes::table.filter(round_changes::round_id.eq(round)))
        .set(round_changes::before.eq(None::<String>))
        .execute(c)?;
    Ok(())
}
