//! Whether mail leaves at all: one row, the same for all instances.

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::store::schema::delivery;
use crate::store::{Connection, LoadReadable, Result, to_db_time};

/// The only row of `delivery`.
const ROW: i64 = 1;
/// While the queue is paused, the server is asked as often as this: it locks out who guesses passwords.
const TRY_EVERY: Duration = Duration::minutes(5);

/// No mail leaves until the settings are mended, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// When it began.
    pub since: NaiveDateTime,
    /// What the mail server said, without addresses.
    pub why: String,
}

/// Whether mails may be taken.
pub(crate) enum Gate {
    /// As many as there are.
    Open,
    /// The queue is paused, and the server is to be asked whether it would take any.
    Probe,
    /// The queue is paused.
    Shut,
}

/// Whether mails may be taken now. Of several instances that ask while the queue is paused, one gets to ask the server.
pub(crate) fn gate(c: &mut Connection, now: DateTime<Utc>) -> Result<Gate> {
    type Row = (Option<NaiveDateTime>, Option<NaiveDateTime>);
    // A pause that cannot be read is none: mail leaves, and the next refusal pauses it again.
    let rows: Vec<Row> =
        delivery::table.find(ROW).select((delivery::paused_since, delivery::try_at)).load_readable(c)?;
    let Some((Some(_), try_at)) = rows.into_iter().next() else { return Ok(Gate::Open) };
    // A time further ahead than any that is set comes of a clock that was wrong.
    let is_due = |time: &NaiveDateTime| *time <= to_db_time(now) || *time > to_db_time(now + TRY_EVERY);
    let Some(time) = try_at.filter(is_due) else { return Ok(Gate::Shut) };
    let as_seen = delivery::id.eq(ROW).and(delivery::try_at.eq(time));
    let won = diesel::update(delivery::table.filter(as_seen))
        .set(delivery::try_at.eq(to_db_time(now + TRY_EVERY)))
        .execute(c)?;
    Ok(if won == 1 { Gate::Probe } else { Gate::Shut })
}

/// Writes what is there already: whoever asks for an unknown address waits for the disk as for a known one.
///
/// # Errors
/// Those of the database.
pub fn write_nothing(c: &mut Connection) -> Result<()> {
    diesel::update(delivery::table.find(ROW)).set(delivery::try_at.eq(delivery::try_at)).execute(c)?;
    Ok(())
}

/// Since when and why no mail leaves; nothing when it does.
///
/// # Errors
/// Those of the database.
pub fn paused(c: &mut Connection) -> Result<Option<Pause>> {
    let rows: Vec<(Option<NaiveDateTime>, Option<String>)> =
        delivery::table.find(ROW).select((delivery::paused_since, delivery::paused_why)).load_readable(c)?;
    Ok(rows.into_iter().next().and_then(|(since, why)| Some(Pause { since: since?, why: why.unwrap_or_default() })))
}

/// Pauses the queue, with the newest reason. Tells whether it was not paused before.
///
/// # Errors
/// Those of the database.
pub fn pause(c: &mut Connection, why: &str, now: DateTime<Utc>) -> Result<bool> {
    let open = delivery::id.eq(ROW).and(delivery::paused_since.is_null());
    let began = diesel::update(delivery::table.filter(open))
        .set((delivery::paused_since.eq(to_db_time(now)), delivery::try_at.eq(to_db_time(now + TRY_EVERY))))
        .execute(c)?;
    diesel::update(delivery::table.find(ROW)).set(delivery::paused_why.eq(why)).execute(c)?;
    Ok(began == 1)
}

/// Mails are taken again: the queue goes on. Tells whether it was paused.
///
/// # Errors
/// Those of the database.
pub fn resume(c: &mut Connection) -> Result<bool> {
    let paused = delivery::id.eq(ROW).and(delivery::paused_since.is_not_null());
    let changed = diesel::update(delivery::table.filter(paused))
        .set((
            delivery::paused_since.eq(None::<NaiveDateTime>),
            delivery::paused_why.eq(None::<String>),
            delivery::try_at.eq(None::<NaiveDateTime>),
        ))
        .execute(c)?;
    Ok(changed == 1)
}

/// If the queue is paused, the server is asked at once: the settings may be others now.
///
/// # Errors
/// Those of the database.
pub fn try_soon(c: &mut Connection, now: DateTime<Utc>) -> Result<()> {
    let paused = delivery::id.eq(ROW).and(delivery::paused_since.is_not_null());
    diesel::update(delivery::table.filter(paused)).set(delivery::try_at.eq(to_db_time(now))).execute(c)?;
    Ok(())
}
