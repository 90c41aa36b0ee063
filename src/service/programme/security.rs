//! The security log: sign-ins, refusals, the use of keys, who fetched data, and who looked at whom. Lines are added and none is
//! changed; with each goes one to the log of the server. What strangers do stands in that log only: they fill no table.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{CoordinatorId, ProgrammeId, SecurityLineId};
use crate::store::programme::coordinators;
use crate::store::programme::security_log::{self, Whom};
use crate::store::{Connection, Result, StoreError, readable};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Event {
    /// A link to sign in was asked for. Noted once an hour: anybody can type an address.
    LinkAsked,
    SignedIn,
    /// By an organisation's own sign-in.
    SignedInElsewhere {
        issuer: String,
    },
    /// An organisation's own sign-in vouched for another account than that of the coordinator with its address.
    AccountRefused {
        issuer: String,
    },
    SignedOut,
    /// Every session ended, by one of them or by whoever runs the server.
    SignedOutEverywhere,
    /// One session was ended by another.
    SessionClosed,
    /// A sign-in link did not work, or not in that browser.
    SignInRefused,
    CodeGiven,
    CodeWrong,
    /// After wrong codes a session ended.
    SessionEnded,
    /// A key was used, for the first time on that day (in UTC).
    KeyUsed {
        label: String,
    },
    /// A coordinator, or their program, asked for what is not for them. Noted once an hour, as the three below.
    Refused {
        method: String,
        /// The address with its parameters in braces.
        route: String,
    },
    /// A coordinator, or their program, looked at the profile of a professional.
    ProfileSeen,
    /// A coordinator's program read the profiles of many.
    ProfilesRead,
    /// A coordinator, or their program, was shown a list of people or a part of a round.
    ListSeen {
        path: String,
    },
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

/// Notes what happened.
///
/// # Errors
/// Those of the database.
pub fn note(c: &mut Connection, event: &Event, whom: Whom, now: DateTime<Utc>) -> Result<()> {
    let what = serde_json::to_string(event).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    security_log::add(c, &what, whom, now)?;
    let (coordinator, programme) = (whom.coordinator.map(|id| id.0), whom.programme.map(|id| id.0));
    let professional = whom.professional.map(|id| id.0);
    tracing::info!(target: "tweespan::security", coordinator, programme, professional, "{what}");
    Ok(())
}

/// Whether the same was noted within the hour before.
///
/// # Errors
/// Those of the database.
pub fn is_noted(c: &mut Connection, event: &Event, whom: Whom, now: DateTime<Utc>) -> Result<bool> {
    let what = serde_json::to_string(event).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    security_log::is_noted(c, &what, whom, now - Duration::hours(1))
}

/// Notes what happened, unless the same was noted within the hour before. False when it was.
///
/// # Errors
/// Those of the database.
pub fn note_hourly(c: &mut Connection, event: &Event, whom: Whom, now: DateTime<Utc>) -> Result<bool> {
    if is_noted(c, event, whom, now)? {
        return Ok(false);
    }
    note(c, event, whom, now)?;
    Ok(true)
}

/// Notes what a coordinator did as such, in each of their programmes.
///
/// # Errors
/// Those of the database.
pub fn note_everywhere(
    c: &mut Connection,
    event: &Event,
    coordinator: CoordinatorId,
    now: DateTime<Utc>,
) -> Result<()> {
    for programme in coordinators::programmes(c, coordinator)? {
        let whom = Whom { coordinator: Some(coordinator), programme: Some(programme.id), ..Whom::default() };
        note(c, event, whom, now)?;
    }
    Ok(())
}

/// The same, in each programme once an hour.
///
/// # Errors
/// Those of the database.
pub fn note_everywhere_hourly(
    c: &mut Connection,
    event: &Event,
    coordinator: CoordinatorId,
    now: DateTime<Utc>,
) -> Result<()> {
    for programme in coordinators::programmes(c, coordinator)? {
        let whom = Whom { coordinator: Some(coordinator), programme: Some(programme.id), ..Whom::default() };
        note_hourly(c, event, whom, now)?;
    }
    Ok(())
}

/// At most `limit` lines of a programme that are older than the line `before`, newest first.
///
/// # Errors
/// Those of the database.
pub fn page(c: &mut Connection, programme: ProgrammeId, before: SecurityLineId, limit: i64) -> Result<Vec<Noted>> {
    let lines = security_log::page(c, programme, before, limit)?;
    let noted = |line: security_log::Line| {
        let event = serde_json::from_str(&line.what)
            .map_err(|_| StoreError::Corrupt(format!("line {} of the security log", line.id)))?;
        Ok(Noted { id: line.id, happened_at: line.happened_at, event, whom: line.whom })
    };
    readable(lines.into_iter().map(noted).collect())
}
