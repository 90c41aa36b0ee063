//! Who did what in a programme, newest first.

use crate::domain::{ActivityId, ProfessionalId, ProgrammeId};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::activity;
use super::{Connection, Result, kept};

/// A line of the log as kept. What happened is JSON, for `actions::activity` to read.
#[derive(Debug, Clone, Queryable)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Line {
    pub id: ActivityId,
    /// What kind of actor it was.
    pub actor: String,
    /// Who of them, where there are several.
    pub actor_id: Option<i64>,
    pub what: String,
    pub happened_at: NaiveDateTime,
}

/// Adds a line.
///
/// # Errors
/// Those of the database.
pub fn add(
    c: &mut Connection,
    programme: ProgrammeId,
    actor: (&str, Option<i64>),
    what: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::insert_into(activity::table)
        .values((
            activity::programme_id.eq(programme),
            activity::actor.eq(actor.0),
            activity::actor_id.eq(actor.1),
            activity::what.eq(what),
            activity::happened_at.eq(kept(now)),
        ))
        .execute(c)?;
    Ok(())
}

/// At most `limit` lines of a programme that are older than `before`, newest first.
///
/// # Errors
/// Those of the database.
pub fn page(c: &mut Connection, programme: ProgrammeId, before: ActivityId, limit: i64) -> Result<Vec<Line>> {
    Ok(activity::table
        .filter(activity::programme_id.eq(programme).and(activity::id.lt(before)))
        .order(activity::id.desc())
        .limit(limit)
        .select((activity::id, activity::actor, activity::actor_id, activity::what, activity::happened_at))
        .load(c)?)
}

/// What a professional did themselves, newest first: when, and what as JSON.
///
/// # Errors
/// Those of the database.
pub fn of_professional(c: &mut Connection, id: ProfessionalId) -> Result<Vec<(NaiveDateTime, String)>> {
    Ok(activity::table
        .filter(activity::actor.eq("professional").and(activity::actor_id.eq(id.0)))
        .order(activity::id.desc())
        .select((activity::happened_at, activity::what))
        .load(c)?)
}
