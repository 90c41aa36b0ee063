//! When duos meet.

use diesel::prelude::*;

use super::schema::meetings;
use super::{Connection, Result, StoreError, tokens};
use crate::domain::meeting::Meeting;

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
pub fn of(c: &mut Connection, duo: i64) -> Result<Option<Kept>> {
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

/// Keeps a meeting in place of the version that was seen: 0 where there was none.
///
/// # Errors
/// [`StoreError::Conflict`] when the other member was first.
pub fn set(c: &mut Connection, duo: i64, meeting: &Meeting, seen: i32) -> Result<()> {
    let corrupt = |e: serde_json::Error| StoreError::Corrupt(e.to_string());
    let proposal = meeting.proposal.as_ref().map(serde_json::to_string).transpose().map_err(corrupt)?;
    let agreed = meeting.agreed.as_ref().map(serde_json::to_string).transpose().map_err(corrupt)?;
    let values = (meetings::proposal.eq(proposal), meetings::agreed.eq(agreed), meetings::version.eq(seen + 1));
    if seen == 0 {
        let uid = format!("{}@tweespan", &tokens::random()?.to_hex()[..32]);
        let new = (meetings::duo_id.eq(duo), meetings::uid.eq(uid), values);
        diesel::insert_into(meetings::table).values(new).execute(c)?;
        return Ok(());
    }
    let target = meetings::table.filter(meetings::duo_id.eq(duo).and(meetings::version.eq(seen)));
    match diesel::update(target).set(values).execute(c)? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}
