//! The security log: sign-ins, refusals, the use of keys, who fetched data, and who looked at whom. Lines are added and none is
//! changed; with each goes a line of JSON to the log of the server.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{CoordinatorId, ProfessionalId, ProgrammeId, SecurityLineId};
use crate::store::security_log::{self, Whom};
use crate::store::{Connection, Result, StoreError};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Event {
    SignedIn,
    SignedOut,
    /// A sign-in link did not work, or not in that browser.
    SignInRefused,
    CodeGiven,
    CodeWrong,
    /// After wrong codes a session ended.
    SessionEnded,
    /// A key was used, for the first time in a day.
    KeyUsed {
        label: String,
    },
    /// Somebody asked for what is not for them.
    Refused {
        method: String,
        /// The address with its parameters in braces.
        route: String,
    },
    /// A coordinator looked at the profile of a professional, for the first time in an hour.
    ProfileSeen,
    /// A professional fetched what is kept about them.
    DataFetched,
}

/// A line of the log.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Noted {
    pub id: SecurityLineId,
    pub happened_at: chrono::NaiveDateTime,
    pub event: Event,
    pub whom: Whom,
}

/// A line of JSON for the log of the server.
#[derive(Serialize)]
struct Line<'a> {
    at: DateTime<Utc>,
    #[serde(flatten)]
    event: &'a Event,
    coordinator: Option<i64>,
    programme: Option<i64>,
    professional: Option<i64>,
}

/// Notes what happened.
///
/// # Errors
/// Those of the database.
pub fn note(c: &mut Connection, event: &Event, whom: Whom, now: DateTime<Utc>) -> Result<()> {
    let corrupt = |e: serde_json::Error| StoreError::Corrupt(e.to_string());
    let line = Line {
        at: now,
        event,
        coordinator: whom.coordinator.map(|id| id.0),
        programme: whom.programme.map(|id| id.0),
        professional: whom.professional.map(|id| id.0),
    };
    security_log::add(c, &serde_json::to_string(event).map_err(corrupt)?, whom, now)?;
    tracing::info!(target: "security", "{}", serde_json::to_string(&line).map_err(corrupt)?);
    Ok(())
}

/// Whether it is to be noted that a coordinator looks at somebody's profile: not again within an hour.
///
/// # Errors
/// Those of the database.
pub fn is_look_to_note(
    c: &mut Connection,
    coordinator: CoordinatorId,
    professional: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let what = serde_json::to_string(&Event::ProfileSeen).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    Ok(!security_log::is_noted(c, &what, (coordinator, professional), now - Duration::hours(1))?)
}

/// At most `limit` lines about a programme and its coordinators that are older than the line `before`, newest first.
///
/// # Errors
/// Those of the database.
pub fn page(c: &mut Connection, programme: ProgrammeId, before: SecurityLineId, limit: i64) -> Result<Vec<Noted>> {
    let lines = security_log::page(c, programme, before, limit)?;
    lines
        .into_iter()
        .map(|line| {
            let event = serde_json::from_str(&line.what)
                .map_err(|_| StoreError::Corrupt(format!("line {} of the security log", line.id)))?;
            Ok(Noted { id: line.id, happened_at: line.happened_at, event, whom: line.whom })
        })
        .collect()
}
