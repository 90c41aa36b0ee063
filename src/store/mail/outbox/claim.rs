//! Taking mails from the queue under a lease, and noting what became of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::pause::Gate;
use super::{MailState, pause, send_rate};
use crate::domain::{EmailAddress, Locale, MailId, ProgrammeId};
use crate::store::schema::mails;
use crate::store::{Connection, LoadReadable, Result, parse_column, to_db_time};

/// A mail taken from the queue.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct QueuedMail {
    pub id: MailId,
    pub programme_id: ProgrammeId,
    /// The same at every try, so that a reader's mailbox can tell a repetition.
    pub message_id: String,
    pub kind: String,
    pub recipient_name: String,
    pub recipient: EmailAddress,
    pub locale: Locale,
    pub payload: String,
    /// How often it was tried, this time included.
    pub attempts: i32,
    pub created_at: NaiveDateTime,
    /// Which claim this is. It only ever rises: whoever holds an older number has lost the lease.
    pub(crate) claim: i32,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mails)]
struct ClaimedRow {
    id: MailId,
    programme_id: ProgrammeId,
    message_id: String,
    kind: String,
    recipient_name: String,
    recipient_email: String,
    locale: String,
    payload: Option<String>,
    attempts: i32,
    created_at: NaiveDateTime,
    claims: i32,
}

impl ClaimedRow {
    /// The mail, if it can be read.
    fn mail(self) -> Option<QueuedMail> {
        Some(QueuedMail {
            id: self.id,
            programme_id: self.programme_id,
            message_id: self.message_id,
            kind: self.kind,
            recipient_name: self.recipient_name,
            recipient: EmailAddress::parse(&self.recipient_email).ok()?,
            locale: parse_column("mails.locale", &self.locale).ok()?,
            payload: self.payload.unwrap_or_default(),
            attempts: self.attempts,
            created_at: self.created_at,
            claim: self.claims,
        })
    }
}

/// How much to take from the queue.
#[derive(Debug, Clone, Copy)]
pub struct Take {
    /// At most so many mails.
    pub limit: usize,
    /// Whether those that were tried before are wanted as well.
    pub tried_too: bool,
    /// How long nobody else gets them.
    pub lease: Duration,
    /// How many may leave in a minute, from all instances together; 0 is any number.
    pub per_minute: u32,
}

/// What was taken from the queue.
#[derive(Debug, Default)]
pub struct Claimed {
    /// The mails, for the time of the lease.
    pub mails: Vec<QueuedMail>,
    /// Whether there may be more to take at once.
    pub more: bool,
    /// Whether the queue is paused, and the server is to be asked now whether it would take any.
    pub probe: bool,
}

/// Takes mails that are due, those that were not tried before and of these the oldest first, and nobody else gets them for the time of the lease. While the queue is
/// paused it gives nothing, and now and then tells to ask the server.
///
/// Rows are taken by compare-and-set: of two instances that see the same ones due, the second finds them no longer so.
/// A row that cannot be read is failed at once, and holds up no other.
///
/// # Errors
/// Those of the database.
pub fn take(c: &mut Connection, take: Take, now: DateTime<Utc>) -> Result<Claimed> {
    let mut most = match pause::gate(c, now)? {
        Gate::Open => take.limit,
        Gate::Probe => return Ok(Claimed { probe: true, ..Claimed::default() }),
        Gate::Shut => return Ok(Claimed::default()),
    };
    if take.per_minute > 0 {
        most = most.min(send_rate::left(c, take.per_minute, now)?);
    }
    let mut due = due(c, Tried::Never, most, now)?;
    if take.tried_too && due.len() < most {
        due.extend(self::due(c, Tried::Before, most - due.len(), now)?);
    }
    let rows = claim(c, &due, to_db_time(now + take.lease), to_db_time(now))?;
    if take.per_minute > 0 {
        send_rate::count(c, rows.len(), now)?;
    }
    let mut claimed = Claimed { more: !due.is_empty() && due.len() == most, ..Claimed::default() };
    for row in rows {
        let id = row.id;
        match row.mail() {
            Some(mail) => claimed.mails.push(mail),
            None => give_up(c, id, to_db_time(now))?,
        }
    }
    Ok(claimed)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tried {
    Never,
    Before,
}

/// The mails that are due, with their claims.
fn due(c: &mut Connection, tried: Tried, most: usize, now: DateTime<Utc>) -> Result<Vec<(MailId, i32)>> {
    let is_due = mails::state.eq(MailState::Waiting.as_str()).and(mails::next_attempt_at.le(to_db_time(now)));
    mails::table
        .filter(is_due.and(mails::attempts.gt(0).eq(tried == Tried::Before)))
        .order((mails::next_attempt_at, mails::id))
        .limit(i64::try_from(most).unwrap_or(i64::MAX))
        .select((mails::id, mails::claims))
        .load_readable(c)
}

/// Those of these that nobody else has claimed or settled since they were seen.
fn claim(
    c: &mut Connection,
    seen: &[(MailId, i32)],
    until: NaiveDateTime,
    now: NaiveDateTime,
) -> Result<Vec<ClaimedRow>> {
    let mut by_claims: BTreeMap<i32, Vec<MailId>> = BTreeMap::new();
    for (id, claims) in seen {
        by_claims.entry(*claims).or_default().push(*id);
    }
    let mut ours: Vec<MailId> = Vec::with_capacity(seen.len());
    for (claims, ids) in by_claims {
        // Not "is waiting": SQLite would look for these among all that wait, instead of going to each.
        let settled = [MailState::Sent, MailState::Failed, MailState::Bounced, MailState::Withdrawn];
        let settled = settled.map(MailState::as_str);
        let unchanged = mails::id.eq_any(ids).and(mails::claims.eq(claims)).and(mails::state.ne_all(settled));
        let taken: Vec<MailId> = diesel::update(mails::table.filter(unchanged))
            .set((
                mails::claims.eq(claims + 1),
                mails::attempts.eq(mails::attempts + 1),
                mails::next_attempt_at.eq(until),
                mails::leased_until.eq(until),
            ))
            .returning(mails::id)
            .get_results(c)?;
        ours.extend(taken);
    }
    let these = mails::table.filter(mails::id.eq_any(&ours)).order(mails::id);
    let rows: Vec<ClaimedRow> = these.select(ClaimedRow::as_select()).load_readable(c)?;
    let read: BTreeSet<MailId> = rows.iter().map(|row| row.id).collect();
    for id in ours.into_iter().filter(|id| !read.contains(id)) {
        give_up(c, id, now)?;
    }
    Ok(rows)
}

fn give_up(c: &mut Connection, id: MailId, now: NaiveDateTime) -> Result<()> {
    diesel::update(mails::table.find(id))
        .set((
            mails::state.eq(MailState::Failed.as_str()),
            mails::failed_at.eq(now),
            mails::last_error.eq("it cannot be read in the queue"),
        ))
        .execute(c)?;
    Ok(())
}

/// Notes that a server took the mail, and forgets its content. A worker whose lease was taken over changes nothing.
///
/// # Errors
/// Those of the database.
pub fn sent(c: &mut Connection, mail: &QueuedMail, now: DateTime<Utc>) -> Result<()> {
    diesel::update(mails::table.filter(mails::id.eq(mail.id).and(mails::claims.eq(mail.claim))))
        .set((
            mails::state.eq(MailState::Sent.as_str()),
            mails::payload.eq(None::<String>),
            mails::last_error.eq(None::<String>),
            mails::sent_at.eq(to_db_time(now)),
            mails::leased_until.eq(None::<NaiveDateTime>),
        ))
        .execute(c)?;
    Ok(())
}

/// Removes a mail that has left, or was given up, and of which nothing is to be kept. A worker whose lease was taken over
/// changes nothing.
///
/// # Errors
/// Those of the database.
pub fn remove(c: &mut Connection, mail: &QueuedMail) -> Result<()> {
    diesel::delete(mails::table.filter(mails::id.eq(mail.id).and(mails::claims.eq(mail.claim)))).execute(c)?;
    Ok(())
}

/// Notes that it did not go, and when to try again, if at all. Tells whether that counts: a worker whose lease was
/// taken over changes nothing.
///
/// # Errors
/// Those of the database.
pub fn not_sent(
    c: &mut Connection,
    mail: &QueuedMail,
    why: &str,
    again: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let own = mails::table.filter(mails::id.eq(mail.id).and(mails::claims.eq(mail.claim)));
    let changed = match again {
        Some(time) => diesel::update(own)
            .set((
                mails::last_error.eq(why),
                mails::next_attempt_at.eq(to_db_time(time)),
                mails::leased_until.eq(None::<NaiveDateTime>),
            ))
            .execute(c)?,
        None => diesel::update(own)
            .set((
                mails::last_error.eq(why),
                mails::state.eq(MailState::Failed.as_str()),
                mails::failed_at.eq(to_db_time(now)),
                mails::leased_until.eq(None::<NaiveDateTime>),
            ))
            .execute(c)?,
    };
    Ok(changed == 1)
}

/// Gives back a mail that was taken and for which nothing was learned, to be taken again from this moment on: the try
/// does not count. A worker whose lease was taken over changes nothing.
///
/// # Errors
/// Those of the database.
pub fn hand_back(c: &mut Connection, mail: &QueuedMail, from: DateTime<Utc>) -> Result<()> {
    diesel::update(mails::table.filter(mails::id.eq(mail.id).and(mails::claims.eq(mail.claim))))
        .set((
            mails::attempts.eq(mail.attempts - 1),
            mails::next_attempt_at.eq(to_db_time(from)),
            mails::leased_until.eq(None::<NaiveDateTime>),
        ))
        .execute(c)?;
    Ok(())
}
