//! Who came in or was refused, and who looked at whom.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::{programme_coordinators, security_log};
use super::{Connection, Result, kept};
use crate::domain::{CoordinatorId, ProfessionalId, ProgrammeId, SecurityLineId};

/// Whom and what a line is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = security_log)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Whom {
    #[diesel(column_name = coordinator_id)]
    pub coordinator: Option<CoordinatorId>,
    #[diesel(column_name = programme_id)]
    pub programme: Option<ProgrammeId>,
    #[diesel(column_name = professional_id)]
    pub professional: Option<ProfessionalId>,
}

/// A line as kept. What happened is JSON, for `actions::security` to read.
#[derive(Debug, Clone, Queryable)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Line {
    pub id: SecurityLineId,
    pub happened_at: NaiveDateTime,
    pub what: String,
    pub whom: Whom,
}

/// Adds a line.
///
/// # Errors
/// Those of the database.
pub fn add(c: &mut Connection, what: &str, whom: Whom, now: DateTime<Utc>) -> Result<()> {
    diesel::insert_into(security_log::table)
        .values((
            security_log::happened_at.eq(kept(now)),
            security_log::what.eq(what),
            security_log::coordinator_id.eq(whom.coordinator),
            security_log::programme_id.eq(whom.programme),
            security_log::professional_id.eq(whom.professional),
        ))
        .execute(c)?;
    Ok(())
}

/// Whether the same was noted of a coordinator and a professional since a moment.
///
/// # Errors
/// Those of the database.
pub fn is_noted(
    c: &mut Connection,
    what: &str,
    (coordinator, professional): (CoordinatorId, ProfessionalId),
    since: DateTime<Utc>,
) -> Result<bool> {
    let same = security_log::coordinator_id.eq(coordinator).and(security_log::professional_id.eq(professional));
    let same = same.and(security_log::what.eq(what)).and(security_log::happened_at.ge(kept(since)));
    let found: Option<SecurityLineId> =
        security_log::table.filter(same).select(security_log::id).first(c).optional()?;
    Ok(found.is_some())
}

/// At most `limit` lines that are about a programme or about one of its coordinators, older than `before`, newest first.
///
/// # Errors
/// Those of the database.
pub fn page(c: &mut Connection, programme: ProgrammeId, before: SecurityLineId, limit: i64) -> Result<Vec<Line>> {
    let members: Vec<CoordinatorId> = programme_coordinators::table
        .filter(programme_coordinators::programme_id.eq(programme))
        .select(programme_coordinators::coordinator_id)
        .load(c)?;
    let of_a_member = security_log::programme_id
        .is_null()
        .and(security_log::coordinator_id.eq_any(members.iter().map(|id| Some(*id))));
    let about = security_log::programme_id.eq(programme).or(of_a_member);
    Ok(security_log::table
        .filter(security_log::id.lt(before))
        .filter(about)
        .order(security_log::id.desc())
        .limit(limit)
        .select((security_log::id, security_log::happened_at, security_log::what, Whom::as_select()))
        .load(c)?)
}

/// The lines about a professional, newest first: when, and what.
///
/// # Errors
/// Those of the database.
pub fn about(c: &mut Connection, professional: ProfessionalId) -> Result<Vec<(NaiveDateTime, String)>> {
    Ok(security_log::table
        .filter(security_log::professional_id.eq(professional))
        .order(security_log::id.desc())
        .select((security_log::happened_at, security_log::what))
        .load(c)?)
}
