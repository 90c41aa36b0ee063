//! Who did what in a programme, newest first.

use crate::domain::{ActivityId, ProfessionalId, ProgrammeId};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::store::schema::activity;
use crate::store::{Connection, LoadReadable, MAX_BIND_PARAMS, Result, to_db_time};

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
            activity::happened_at.eq(to_db_time(now)),
        ))
        .execute(c)?;
    Ok(())
}

/// At most `limit` lines of a programme that are older than `before`, newest first.
///
/// # Errors
/// Those of the database.
pub fn page(c: &mut Connection, programme: ProgrammeId, before: ActivityId, limit: i64) -> Result<Vec<Line>> {
    activity::table
        .filter(activity::programme_id.eq(programme).and(activity::id.lt(before)))
        .order(activity::id.desc())
        .limit(limit)
        .select((activity::id, activity::actor, activity::actor_id, activity::what, activity::happened_at))
        .load_readable(c)
}

/// What others than professionals did in a programme that is one of these, or is like one of these patterns, newest first:
/// when, and what as JSON.
///
/// # Errors
/// Those of the database.
pub fn of_others(
    c: &mut Connection,
    programme: ProgrammeId,
    exactly: &[String],
    like: &[String],
) -> Result<Vec<(NaiveDateTime, String)>> {
    let others = || activity::programme_id.eq(programme).and(activity::actor.ne("professional"));
    let select = (activity::id, activity::happened_at, activity::what);
    let mut found: Vec<(ActivityId, NaiveDateTime, String)> = Vec::new();
    for some in exactly.chunks(MAX_BIND_PARAMS) {
        found
            .extend(activity::table.filter(others().and(activity::what.eq_any(some))).select(select).load_readable(c)?);
    }
    for pattern in like {
        found.extend(
            activity::table.filter(others().and(activity::what.like(pattern))).select(select).load_readable(c)?,
        );
    }
    found.sort_unstable_by_key(|(id, ..)| std::cmp::Reverse(*id));
    Ok(found.into_iter().map(|(_, at, what)| (at, what)).collect())
}

/// What a professional did themselves, newest first: when, and what as JSON.
///
/// # Errors
/// Those of the database.
pub fn of_professional(c: &mut Connection, id: ProfessionalId) -> Result<Vec<(NaiveDateTime, String)>> {
    activity::table
        .filter(activity::actor.eq("professional").and(activity::actor_id.eq(id.0)))
        .order(activity::id.desc())
        .select((activity::happened_at, activity::what))
        .load_readable(c)
}
