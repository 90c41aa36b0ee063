//! How many mails leave in a minute, from all instances together.
//!
//! What was taken is counted by the second. In any 60 seconds no more are taken than the pace allows, whenever these
//! begin.

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::store::schema::{delivery, delivery_pace};
use crate::store::{Connection, LoadReadable, Result, to_db_time};

/// Seconds are whole: what was taken at the end of one may be almost a second younger than its number says.
const REMEMBERED: Duration = Duration::seconds(61);

/// How many may be taken now. Until the end of the transaction no other instance is told.
pub(crate) fn left(c: &mut Connection, per_minute: u32, now: DateTime<Utc>) -> Result<usize> {
    // An update locks the row on PostgreSQL; SQLite has one writer anyway.
    diesel::update(delivery::table).set(delivery::version.eq(delivery::version + 1)).execute(c)?;
    let taken: Vec<i32> = delivery_pace::table
        .filter(delivery_pace::second.gt(to_db_time(now - REMEMBERED)))
        .select(delivery_pace::mails)
        .load_readable(c)?;
    let taken: i64 = taken.into_iter().map(i64::from).sum();
    Ok(usize::try_from(i64::from(per_minute) - taken).unwrap_or(0))
}

/// Notes that so many were taken.
pub(crate) fn count(c: &mut Connection, mails: usize, now: DateTime<Utc>) -> Result<()> {
    if mails == 0 {
        return Ok(());
    }
    let mails = i32::try_from(mails).unwrap_or(i32::MAX);
    let second: NaiveDateTime = to_db_time(now);
    diesel::delete(delivery_pace::table.filter(delivery_pace::second.le(to_db_time(now - REMEMBERED)))).execute(c)?;
    let more = diesel::update(delivery_pace::table.find(second))
        .set(delivery_pace::mails.eq(delivery_pace::mails + mails))
        .execute(c)?;
    if more == 0 {
        diesel::insert_into(delivery_pace::table)
            .values((delivery_pace::second.eq(second), delivery_pace::mails.eq(mails)))
            .execute(c)?;
    }
    Ok(())
}
