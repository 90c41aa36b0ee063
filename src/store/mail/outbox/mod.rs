//! Mails waiting to go out. A row is written in the transaction of the fact it announces.

mod bounced;
mod claim;
mod list;
mod pause;
mod send_rate;
#[cfg(test)]
mod tests;
mod unsent;
mod waiting;
mod withdrawn;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::{EmailAddress, Locale, ProfessionalId, ProgrammeId, RoundId};
use crate::store::schema::mails;
use crate::store::{Connection, Result, to_db_time, tokens};

pub use bounced::{Original, note_soft, original, returned};
pub use claim::{Claimed, QueuedMail, Take, hand_back, not_sent, remove, sent, take};
pub use list::{Counts, Entry, by_id, counts, counts_of, forget_failed, list, resend, to_address, waiting};
pub use pause::{Pause, pause, paused, resume, try_soon, write_nothing};
pub use unsent::remove_unsent;
pub use waiting::{
    FreshMail, WaitingMail, any_since, hold_still, last_sent, newest, queued_after, queued_at, replace, waiting_for,
};
pub use withdrawn::{WithdrawnWhy, withdraw, withdraw_waiting};

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
    /// What it says was no longer so before it left. Its content is gone.
    Withdrawn,
}

crate::domain::words!(
    MailState,
    Waiting = "waiting",
    Sent = "sent",
    Failed = "failed",
    Bounced = "bounced",
    Withdrawn = "withdrawn",
);

/// A mail to write to the queue.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct NewMail<'a> {
    pub programme_id: ProgrammeId,
    pub recipient_name: &'a str,
    pub recipient: &'a EmailAddress,
    pub locale: Locale,
    /// The message's kind, for lists.
    pub kind: &'a str,
    /// The message as JSON, with its link token.
    pub payload: String,
    /// The reader, if they are a professional.
    pub professional: Option<ProfessionalId>,
    /// The round that it is about, if it is about one.
    pub round: Option<RoundId>,
    /// Not before this moment; nothing is at once.
    pub leaves_at: Option<DateTime<Utc>>,
}

#[derive(Insertable)]
#[diesel(table_name = mails)]
struct NewRow<'a> {
    programme_id: ProgrammeId,
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
    professional_id: Option<ProfessionalId>,
    round_id: Option<RoundId>,
}

impl<'a> NewRow<'a> {
    fn of(mail: &'a NewMail<'_>, now: NaiveDateTime) -> Result<Self> {
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
            next_attempt_at: mail.leaves_at.map_or(now, |time| to_db_time(time).max(now)),
            created_at: now,
            claims: 0,
            professional_id: mail.professional,
            round_id: mail.round,
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

/// Queues mails, in this order: many take little longer than one.
///
/// # Errors
/// Those of the database.
pub fn queue_all(c: &mut Connection, mails: &[NewMail<'_>], now: DateTime<Utc>) -> Result<()> {
    let rows: Vec<NewRow<'_>> = mails.iter().map(|mail| NewRow::of(mail, to_db_time(now))).collect::<Result<_>>()?;
    // Many rows in one statement do not compile on the connection to either database.
    for rows in rows.chunks(crate::store::MAX_INSERTED) {
        match c {
            Connection::Sqlite(c) => diesel::insert_into(mails::table).values(rows).execute(c)?,
            Connection::Postgres(c) => diesel::insert_into(mails::table).values(rows).execute(c)?,
        };
    }
    Ok(())
}
