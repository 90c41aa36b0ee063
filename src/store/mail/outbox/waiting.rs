//! Mails that nobody has begun to send: they can be found, and more can be told in them.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::MailState;
use crate::domain::{Locale, MailId, ProfessionalId, ProgrammeId};
use crate::store::schema::mails;
use crate::store::{Connection, LoadReadable, Result, parse_column, to_db_time};

/// A mail that waits, with what it says.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct WaitingMail {
    pub id: MailId,
    pub kind: String,
    pub payload: String,
}

type Row = (MailId, String, Option<String>);

impl From<Row> for WaitingMail {
    fn from((id, kind, payload): Row) -> Self {
        Self { id, kind, payload: payload.unwrap_or_default() }
    }
}

/// The newest mail to a professional that was queued at this moment and that nobody has tried to send.
///
/// # Errors
/// Those of the database.
pub fn queued_at(
    c: &mut Connection,
    professional: ProfessionalId,
    moment: DateTime<Utc>,
) -> Result<Option<WaitingMail>> {
    let theirs = mails::professional_id.eq(professional).and(mails::state.eq(MailState::Waiting.as_str()));
    let row: Option<Row> = mails::table
        .filter(theirs.and(mails::created_at.eq(to_db_time(moment))).and(mails::claims.eq(0)))
        .order(mails::id.desc())
        .select((mails::id, mails::kind, mails::payload))
        .first(c)
        .optional()?;
    Ok(row.map(WaitingMail::from))
}

/// Whether a mail of a kind to a professional was queued since a moment, and has left, was tried, or leaves by another moment.
///
/// # Errors
/// Those of the database.
pub fn any_since(
    c: &mut Connection,
    (professional, kind): (ProfessionalId, &str),
    since: DateTime<Utc>,
    leaves_by: DateTime<Utc>,
) -> Result<bool> {
    // Of one that was tried the next attempt is when its lease ends, or when it is tried again.
    let is_soon = mails::claims.gt(0).or(mails::next_attempt_at.le(to_db_time(leaves_by)));
    let waits = mails::state.eq(MailState::Waiting.as_str()).and(is_soon);
    let stands = mails::state.eq(MailState::Sent.as_str()).or(waits);
    let theirs = mails::professional_id.eq(professional).and(mails::kind.eq(kind));
    let these = mails::table.filter(theirs.and(mails::created_at.ge(to_db_time(since))).and(stands));
    Ok(diesel::select(diesel::dsl::exists(these)).get_result(c)?)
}

/// Writes what a mail says that nobody has tried to send. False when somebody has, meanwhile.
///
/// # Errors
/// Those of the database.
pub fn replace(c: &mut Connection, mail: MailId, kind: &str, payload: &str) -> Result<bool> {
    let untried = mails::id.eq(mail).and(mails::claims.eq(0)).and(mails::state.eq(MailState::Waiting.as_str()));
    let changed = diesel::update(mails::table.filter(untried))
        .set((mails::kind.eq(kind), mails::payload.eq(payload)))
        .execute(c)?;
    Ok(changed == 1)
}

/// The mails that wait for a professional and that nobody is sending now.
///
/// # Errors
/// Those of the database.
pub fn waiting_for(c: &mut Connection, professional: ProfessionalId, now: DateTime<Utc>) -> Result<Vec<WaitingMail>> {
    let theirs = mails::professional_id.eq(professional).and(mails::state.eq(MailState::Waiting.as_str()));
    let free = mails::leased_until.is_null().or(mails::leased_until.lt(to_db_time(now)));
    let rows: Vec<Row> = mails::table
        .filter(theirs.and(free))
        .order(mails::id)
        .select((mails::id, mails::kind, mails::payload))
        .load_readable(c)?;
    Ok(rows.into_iter().map(WaitingMail::from).collect())
}

/// A mail that was queued in this transaction: to whom, and what it says.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct FreshMail {
    pub kind: String,
    pub recipient_name: String,
    pub recipient: String,
    pub locale: Locale,
    pub payload: String,
}

/// The newest mail there is; 0 where there is none.
///
/// # Errors
/// Those of the database.
pub fn newest(c: &mut Connection) -> Result<MailId> {
    Ok(mails::table.select(diesel::dsl::max(mails::id)).first::<Option<MailId>>(c)?.unwrap_or(MailId(0)))
}

/// The mails of a programme that were queued at this moment and are newer than one.
///
/// # Errors
/// Those of the database.
pub fn queued_after(
    c: &mut Connection,
    programme: ProgrammeId,
    newest: MailId,
    now: DateTime<Utc>,
) -> Result<Vec<FreshMail>> {
    let rows: Vec<(String, String, String, String, Option<String>)> = mails::table
        .filter(mails::id.gt(newest).and(mails::programme_id.eq(programme)))
        .filter(mails::created_at.eq(to_db_time(now)).and(mails::state.eq(MailState::Waiting.as_str())))
        .order(mails::id)
        .select((mails::kind, mails::recipient_name, mails::recipient_email, mails::locale, mails::payload))
        .load_readable(c)?;
    let fresh = |(kind, recipient_name, recipient, locale, payload): (_, _, _, String, Option<String>)| {
        let (locale, payload) = (parse_column("mails.locale", &locale)?, payload.unwrap_or_default());
        Ok(FreshMail { kind, recipient_name, recipient, locale, payload })
    };
    rows.into_iter().map(fresh).collect()
}

/// When the last mail of one of these kinds to a professional left, if one did after this moment.
///
/// # Errors
/// Those of the database.
pub fn last_sent(
    c: &mut Connection,
    professional: ProfessionalId,
    kinds: &[&str],
    after: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let theirs = mails::professional_id.eq(professional).and(mails::state.eq(MailState::Sent.as_str()));
    let last: Option<Option<NaiveDateTime>> = mails::table
        .filter(theirs.and(mails::kind.eq_any(kinds)).and(mails::sent_at.gt(to_db_time(after))))
        .order(mails::sent_at.desc())
        .select(mails::sent_at)
        .first(c)
        .optional()?;
    Ok(last.flatten().map(|at| at.and_utc()))
}

/// Lets nobody claim a mail until the end of this transaction, so that whoever sends it then sees what was done in it.
/// False when somebody is sending it already. (An update locks the row on PostgreSQL; SQLite has one writer anyway.)
///
/// # Errors
/// Those of the database.
pub fn hold_still(c: &mut Connection, mail: MailId, now: DateTime<Utc>) -> Result<bool> {
    let free = mails::leased_until.is_null().or(mails::leased_until.lt(to_db_time(now)));
    let this = mails::id.eq(mail).and(mails::state.eq(MailState::Waiting.as_str()));
    let held = diesel::update(mails::table.filter(this.and(free))).set(mails::claims.eq(mails::claims)).execute(c)?;
    Ok(held == 1)
}
