//! Mails waiting to go out. A row is written in the transaction of the fact it announces.

mod claim;
mod list;
mod pace;
mod pause;
mod returned;
#[cfg(test)]
mod tests;
mod unsent;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::mails;
use super::{Connection, Result, kept, tokens};
use crate::domain::{EmailAddress, Locale};

pub use claim::{Claimed, QueuedMail, Take, hand_back, not_sent, sent, take};
pub use list::{Entry, by_id, counts, counts_of, forget_failed, list, resend, to_address, waiting};
pub use pause::{Pause, pause, paused, resume, try_soon};
pub use returned::{Original, note_soft, original, returned};
pub use unsent::remove_unsent;

/// Where a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// To be sent, or tried again.
    Waiting,
    /// A server took it.
    Sent,
    /// Given up. Its content is kept for a while, so that it can be sent after all.
    Failed,
    /// A server took it, and it came back.
    Bounced,
}

crate::domain::words!(MailState, Waiting = "waiting", Sent = "sent", Failed = "failed", Bounced = "bounced");

/// A mail to write to the queue.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct NewMail<'a> {
    pub programme_id: i64,
    pub recipient_name: &'a str,
    pub recipient: &'a EmailAddress,
    pub locale: Locale,
    /// The message's kind, for lists.
    pub kind: &'a str,
    /// The message as JSON, with its link token.
    pub payload: String,
}

#[derive(Insertable)]
#[diesel(table_name = mails)]
struct NewRow<'a> {
    programme_id: i64,
    message_id: String,
    kind: &'a str,
    recipient_name: &'a str,
    recipient_email: &'a str,
    locale: &'a str,
    payload: &'a str,
    state: &'a str,
    attempts: i32,
    next_attempt_at: NaiveDateTime,
    created_at: NaiveDateTime,
    claims: i32,
}

impl<'a> NewRow<'a> {
    fn of(mail: &'a NewMail<'_>, leaves_at: NaiveDateTime, now: NaiveDateTime) -> Result<Self> {
        // Random, so that it tells nothing; the part after the @ need not exist (RFC 5322, 3.6.4).
        let id = tokens::random()?.to_hex();
        Ok(Self {
            programme_id: mail.programme_id,
            message_id: format!("{}@tweespan", &id[..32]),
            kind: mail.kind,
            recipient_name: mail.recipient_name,
            recipient_email: mail.recipient.as_str(),
            locale: mail.locale.as_str(),
            payload: &mail.payload,
            state: MailState::Waiting.as_str(),
            attempts: 0,
            next_attempt_at: leaves_at,
            created_at: now,
            claims: 0,
        })
    }
}

/// Queues a mail.
///
/// # Errors
/// Those of the database.
pub fn queue(c: &mut Connection, mail: &NewMail<'_>, now: DateTime<Utc>) -> Result<()> {
    queue_all(c, std::slice::from_ref(mail), now)
}

/// Queues a mail that is not to leave before a moment.
///
/// # Errors
/// Those of the database.
pub fn queue_until(c: &mut Connection, mail: &NewMail<'_>, leaves_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    let row = NewRow::of(mail, kept(leaves_at), kept(now))?;
    diesel::insert_into(mails::table).values(&row).execute(c)?;
    Ok(())
}

/// Queues mails, in this order: many take little longer than one.
///
/// # Errors
/// Those of the database.
pub fn queue_all(c: &mut Connection, mails: &[NewMail<'_>], now: DateTime<Utc>) -> Result<()> {
    let rows: Vec<NewRow<'_>> =
        mails.iter().map(|mail| NewRow::of(mail, kept(now), kept(now))).collect::<Result<_>>()?;
    // Many rows in one statement do not compile on the connection to either database.
    for rows in rows.chunks(super::MOST_INSERTED) {
        match c {
            Connection::Sqlite(c) => diesel::insert_into(mails::table).values(rows).execute(c)?,
            Connection::Postgres(c) => diesel::insert_into(mails::table).values(rows).execute(c)?,
        };
    }
    Ok(())
}
