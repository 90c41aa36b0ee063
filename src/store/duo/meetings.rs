//! When duos meet.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::DuoId;
use crate::domain::duo::meeting::Meeting;
use crate::store::schema::meetings;
use crate::store::{Connection, LoadReadable, Result, StoreError, to_db_time, tokens};

/// The meeting of a duo as kept.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Kept {
    /// What it is known by in calendars.
    pub uid: String,
    pub meeting: Meeting,
    /// Raised by every change.
    pub version: i32,
}

type Row = (String, Option<String>, Option<String>, i32);

/// What a duo has arranged, if anything.
///
/// # Errors
/// Those of the database.
pub fn of(c: &mut Connection, duo: DuoId) -> Result<Option<Kept>> {
    let row: Option<Row> = meetings::table
        .find(duo)
        .select((meetings::uid, meetings::proposal, meetings::agreed, meetings::version))
        .first(c)
        .optional()?;
    let Some((uid, proposal, agreed, version)) = row else { return Ok(None) };
    let corrupt = |e: serde_json::Error| StoreError::Corrupt(format!("meeting of duo {duo}: {e}"));
    let proposal = proposal.map(|json| serde_json::from_str(&json)).transpose().map_err(corrupt)?;
    let agreed = agreed.map(|json| serde_json::from_str(&json)).transpose().map_err(corrupt)?;
    Ok(Some(Kept { uid, meeting: Meeting { proposal, agreed }, version }))
}

/// Writes a meeting in place of the version that was seen: 0 where there was none. `remind_at` is when both are to be
/// reminded of it, if they are. Where `is_new` it is known in calendars by a name of its own.
///
/// # Errors
/// [`StoreError::Conflict`] when the other member was first.
pub fn set(
    c: &mut Connection,
    duo: DuoId,
    (meeting, is_new): (&Meeting, bool),
    seen: i32,
    remind_at: Option<DateTime<Utc>>,
) -> Result<()> {
    let corrupt = |e: serde_json::Error| StoreError::Corrupt(e.to_string());
    let proposal = meeting.proposal.as_ref().map(serde_json::to_string).transpose().map_err(corrupt)?;
    let agreed = meeting.agreed.as_ref().map(serde_json::to_string).transpose().map_err(corrupt)?;
    let values = (
        meetings::proposal.eq(proposal),
        meetings::agreed.eq(agreed),
        meetings::version.eq(seen + 1),
        meetings::remind_at.eq(remind_at.map(to_db_time)),
    );
    if seen == 0 {
        let new = (meetings::duo_id.eq(duo), meetings::uid.eq(uid()?), values);
        diesel::insert_into(meetings::table).values(new).execute(c)?;
        return Ok(());
    }
    let target = meetings::table.filter(meetings::duo_id.eq(duo).and(meetings::version.eq(seen)));
    let changed = if is_new {
        diesel::update(target).set((meetings::uid.eq(uid()?), values)).execute(c)?
    } else {
        diesel::update(target).set(values).execute(c)?
    };
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

fn uid() -> Result<String> {
    Ok(format!("{}@tweespan", &tokens::random()?.to_hex()[..32]))
}

/// The duos that are to be reminded of their meeting.
///
/// # Errors
/// Those of the database.
pub fn to_remind(c: &mut Connection, now: DateTime<Utc>) -> Result<Vec<DuoId>> {
    let due = meetings::table.filter(meetings::remind_at.le(to_db_time(now)));
    due.order(meetings::duo_id).select(meetings::duo_id).load_readable(c)
}

/// Notes that a duo was reminded of its meeting. False when nothing was due any more: another instance did it, or the
/// meeting was moved or cancelled.
///
/// # Errors
/// Those of the database.
pub fn mark_reminded(c: &mut Connection, duo: DuoId, now: DateTime<Utc>) -> Result<bool> {
    let due = meetings::table.filter(meetings::duo_id.eq(duo).and(meetings::remind_at.le(to_db_time(now))));
    let marked = diesel::update(due).set(meetings::remind_at.eq(None::<NaiveDateTime>)).execute(c)?;
    Ok(marked == 1)
}
