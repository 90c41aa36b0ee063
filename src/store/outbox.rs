//! Mails waiting to go out. A row is written in the transaction of the fact it announces.

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::mails;
use super::{Connection, Result, StoreError, kept, tokens, word};
use crate::domain::{EmailAddress, Locale};

/// Where a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// To be sent, or tried again.
    Waiting,
    /// A server took it.
    Sent,
    /// Given up.
    Failed,
}

crate::domain::words!(MailState, Waiting = "waiting", Sent = "sent", Failed = "failed");

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

/// A mail taken from the queue.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct QueuedMail {
    pub id: i64,
    pub programme_id: i64,
    /// The same at every try, so that a reader's mailbox can tell a repetition.
    pub message_id: String,
    pub recipient_name: String,
    pub recipient: EmailAddress,
    pub locale: Locale,
    pub payload: String,
    /// How often it was tried, this time included.
    pub attempts: i32,
    pub created_at: NaiveDateTime,
}

/// Queues a mail.
///
/// # Errors
/// Those of the database.
pub fn queue(c: &mut Connection, mail: &NewMail<'_>, now: DateTime<Utc>) -> Result<()> {
    // Random, so that it tells nothing; the part after the @ need not exist (RFC 5322, 3.6.4).
    let id = tokens::random()?.to_hex();
    diesel::insert_into(mails::table)
        .values((
            mails::programme_id.eq(mail.programme_id),
            mails::message_id.eq(format!("{}@tweespan", &id[..32])),
            mails::kind.eq(mail.kind),
            mails::recipient_name.eq(mail.recipient_name),
            mails::recipient_email.eq(mail.recipient.as_str()),
            mails::locale.eq(mail.locale.as_str()),
            mails::payload.eq(&mail.payload),
            mails::state.eq(MailState::Waiting.as_str()),
            mails::attempts.eq(0),
            mails::next_attempt_at.eq(kept(now)),
            mails::created_at.eq(kept(now)),
        ))
        .execute(c)?;
    Ok(())
}

type Row = (i64, i64, String, String, String, String, Option<String>, i32, NaiveDateTime);

/// Takes at most `limit` mails that are due, oldest first, and nobody else gets them for the time of `lease`.
///
/// Each row is taken by compare-and-set on its attempts, so that two instances never both have it.
///
/// # Errors
/// Those of the database.
pub fn claim(c: &mut Connection, limit: i64, lease: Duration, now: DateTime<Utc>) -> Result<Vec<QueuedMail>> {
    let due: Vec<Row> = mails::table
        .filter(mails::state.eq(MailState::Waiting.as_str()).and(mails::next_attempt_at.le(kept(now))))
        .order((mails::next_attempt_at, mails::id))
        .limit(limit)
        .select((
            mails::id,
            mails::programme_id,
            mails::message_id,
            mails::recipient_name,
            mails::recipient_email,
            mails::locale,
            mails::payload,
            mails::attempts,
            mails::created_at,
        ))
        .load(c)?;
    let mut claimed = Vec::with_capacity(due.len());
    for (id, programme_id, message_id, recipient_name, email, locale, payload, attempts, created_at) in due {
        let unclaimed =
            mails::id.eq(id).and(mails::attempts.eq(attempts)).and(mails::state.eq(MailState::Waiting.as_str()));
        let taken = diesel::update(mails::table.filter(unclaimed))
            .set((mails::attempts.eq(attempts + 1), mails::next_attempt_at.eq(kept(now + lease))))
            .execute(c)?;
        if taken == 1 {
            claimed.push(QueuedMail {
                id,
                programme_id,
                message_id,
                recipient_name,
                recipient: EmailAddress::parse(&email).map_err(|_| StoreError::Corrupt(format!("mail {id}")))?,
                locale: word("mails.locale", &locale)?,
                payload: payload.unwrap_or_default(),
                attempts: attempts + 1,
                created_at,
            });
        }
    }
    Ok(claimed)
}

/// Notes that a server took the mail, and forgets its payload. A worker whose lease ran out changes nothing.
///
/// # Errors
/// Those of the database.
pub fn sent(c: &mut Connection, mail: &QueuedMail, now: DateTime<Utc>) -> Result<()> {
    diesel::update(mails::table.filter(mails::id.eq(mail.id).and(mails::attempts.eq(mail.attempts))))
        .set((
            mails::state.eq(MailState::Sent.as_str()),
            mails::payload.eq(None::<String>),
            mails::last_error.eq(None::<String>),
            mails::sent_at.eq(kept(now)),
        ))
        .execute(c)?;
    Ok(())
}

/// Notes that it did not go, and when to try again, if at all. A worker whose lease ran out changes nothing.
///
/// # Errors
/// Those of the database.
pub fn not_sent(c: &mut Connection, mail: &QueuedMail, why: &str, again: Option<DateTime<Utc>>) -> Result<()> {
    let own = mails::table.filter(mails::id.eq(mail.id).and(mails::attempts.eq(mail.attempts)));
    match again {
        Some(time) => {
            diesel::update(own).set((mails::last_error.eq(why), mails::next_attempt_at.eq(kept(time)))).execute(c)?
        }
        None => diesel::update(own)
            .set((
                mails::last_error.eq(why),
                mails::state.eq(MailState::Failed.as_str()),
                mails::payload.eq(None::<String>),
            ))
            .execute(c)?,
    };
    Ok(())
}

/// Gives back a mail that was taken and not tried. A worker whose lease ran out changes nothing.
///
/// # Errors
/// Those of the database.
pub fn hand_back(c: &mut Connection, mail: &QueuedMail, now: DateTime<Utc>) -> Result<()> {
    diesel::update(mails::table.filter(mails::id.eq(mail.id).and(mails::attempts.eq(mail.attempts))))
        .set((mails::attempts.eq(mail.attempts - 1), mails::next_attempt_at.eq(kept(now))))
        .execute(c)?;
    Ok(())
}

/// How many mails are waiting, in any programme.
///
/// # Errors
/// Those of the database.
pub fn waiting(c: &mut Connection) -> Result<i64> {
    Ok(mails::table.filter(mails::state.eq(MailState::Waiting.as_str())).count().get_result(c)?)
}

/// How many mails of one kind that were queued at one moment are in each state: waiting, sent, failed.
///
/// # Errors
/// Those of the database.
pub fn counts_of(c: &mut Connection, programme: i64, kind: &str, queued_at: NaiveDateTime) -> Result<[i64; 3]> {
    let mut counts = [0; 3];
    for (count, state) in counts.iter_mut().zip(MailState::ALL) {
        let these = mails::programme_id.eq(programme).and(mails::kind.eq(kind)).and(mails::created_at.eq(queued_at));
        *count = mails::table.filter(these.and(mails::state.eq(state.as_str()))).count().get_result(c)?;
    }
    Ok(counts)
}

/// How many mails of a programme are in each state: waiting, sent, failed.
///
/// # Errors
/// Those of the database.
pub fn counts(c: &mut Connection, programme: i64) -> Result<[i64; 3]> {
    let mut counts = [0; 3];
    for (count, state) in counts.iter_mut().zip(MailState::ALL) {
        let of = mails::programme_id.eq(programme).and(mails::state.eq(state.as_str()));
        *count = mails::table.filter(of).count().get_result(c)?;
    }
    Ok(counts)
}
