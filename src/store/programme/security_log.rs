//! Who came in or was refused, and who looked at whom.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::{CoordinatorId, ProfessionalId, ProgrammeId, SecurityLineId};
use crate::store::schema::security_log;
use crate::store::{Connection, LoadReadable, Result, to_db_time};

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
            security_log::happened_at.eq(to_db_time(now)),
            security_log::what.eq(what),
            security_log::coordinator_id.eq(whom.coordinator),
            security_log::programme_id.eq(whom.programme),
            security_log::professional_id.eq(whom.professional),
        ))
        .execute(c)?;
    Ok(())
}

/// Whether the same was noted of the same people in the same programme since a moment.
///
/// # Errors
/// Those of the database.
pub fn is_noted(c: &mut Connection, what: &str, whom: Whom, since: DateTime<Utc>) -> Result<bool> {
    let mut same = security_log::table
        .filter(security_log::what.eq(what).and(security_log::happened_at.ge(to_db_time(since))))
        .into_boxed();
    same = match whom.coordinator {
        Some(id) => same.filter(security_log::coordinator_id.eq(id)),
        None => same.filter(security_log::coordinator_id.is_null()),
    };
    same = match whom.programme {
        Some(id) => same.filter(security_log::programme_id.eq(id)),
        None => same.filter(security_log::programme_id.is_null()),
    };
    same = match whom.professional {
        Some(id) => same.filter(security_log::professional_id.eq(id)),
        None => same.filter(security_log::professional_id.is_null()),
    };
    let found: Option<SecurityLineId> = same.select(security_log::id).first(c).optional()?;
    Ok(found.is_some())
}

/// At most `limit` lines of a programme, older than `before`, newest first.
///
/// # Errors
/// Those of the database.
pub fn page(c: &mut Connection, programme: ProgrammeId, before: SecurityLineId, limit: i64) -> Result<Vec<Line>> {
    security_log::table
        .filter(security_log::programme_id.eq(programme).and(security_log::id.lt(before)))
        .order(security_log::id.desc())
        .limit(limit)
        .select((security_log::id, security_log::happened_at, security_log::what, Whom::as_select()))
        .load_readable(c)
}

/// The lines about a professional, newest first: when, and what.
///
/// # Errors
/// Those of the database.
pub fn about(c: &mut Connection, professional: ProfessionalId) -> Result<Vec<(NaiveDateTime, String)>> {
    security_log::table
        .filter(security_log::professional_id.eq(professional))
        .order(security_log::id.desc())
        .select((security_log::happened_at, security_log::what))
        .load_readable(c)
}
