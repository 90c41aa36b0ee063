//! The mails of a programme, as its coordinators see them.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::{MailState, WithdrawnWhy};
use crate::domain::{EmailAddress, MailId, ProgrammeId};
use crate::store::schema::mails;
use crate::store::{Connection, LoadReadable, Result, parse_column, to_db_time};

/// A mail in a list. What it says is not here.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Entry {
    pub id: MailId,
    pub programme_id: ProgrammeId,
    /// The message's kind, as in the outbox.
    pub kind: String,
    pub recipient_name: String,
    pub recipient: String,
    pub state: MailState,
    /// How often it was tried.
    pub attempts: i32,
    /// What went wrong the last time, in the mail server's words, without addresses.
    pub last_error: Option<String>,
    pub created_at: NaiveDateTime,
    /// When it is tried next, while it waits.
    pub next_attempt_at: Option<NaiveDateTime>,
    pub sent_at: Option<NaiveDateTime>,
    pub failed_at: Option<NaiveDateTime>,
    /// Whether it failed and its content is still there.
    pub can_be_resent: bool,
    /// Why it is not sent any more, if it was withdrawn.
    pub withdrawn_why: Option<WithdrawnWhy>,
}

impl Entry {
    /// When it was sent or given up, or else written.
    #[must_use]
    pub fn moment(&self) -> NaiveDateTime {
        self.sent_at.or(self.failed_at).unwrap_or(self.created_at)
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mails)]
struct MailRow {
    id: MailId,
    programme_id: ProgrammeId,
    kind: String,
    recipient_name: String,
    recipient_email: String,
    state: String,
    attempts: i32,
    last_error: Option<String>,
    created_at: NaiveDateTime,
    next_attempt_at: NaiveDateTime,
    sent_at: Option<NaiveDateTime>,
    failed_at: Option<NaiveDateTime>,
    withdrawn_why: Option<String>,
}

/// A row, and whether its content is there.
fn entry((row, has_content): (MailRow, bool)) -> Result<Entry> {
    let state = parse_column("mails.state", &row.state)?;
    Ok(Entry {
        id: row.id,
        programme_id: row.programme_id,
        kind: row.kind,
        recipient_name: row.recipient_name,
        recipient: row.recipient_email,
        state,
        attempts: row.attempts,
        last_error: row.last_error,
        created_at: row.created_at,
        next_attempt_at: (state == MailState::Waiting).then_some(row.next_attempt_at),
        sent_at: row.sent_at,
        failed_at: row.failed_at,
        can_be_resent: state == MailState::Failed && has_content,
        withdrawn_why: row.withdrawn_why.map(|why| parse_column("mails.withdrawn_why", &why)).transpose()?,
    })
}

/// At most `limit` mails of a programme, in one state or in any, newest first; with `before` those that are older than
/// the mail with that identifier.
///
/// # Errors
/// Those of the database.
pub fn list(
    c: &mut Connection,
    programme: ProgrammeId,
    state: Option<MailState>,
    before: Option<MailId>,
    limit: i64,
) -> Result<Vec<Entry>> {
    let states = state.map_or(MailState::ALL.to_vec(), |state| vec![state]);
    let mut rows = Vec::new();
    // A state at a time, as the index has them.
    for state in states {
        let of = mails::programme_id.eq(programme).and(mails::state.eq(state.as_str()));
        let found: Vec<(MailRow, bool)> = mails::table
            .filter(of.and(mails::id.lt(before.unwrap_or(MailId(i64::MAX)))))
            .order(mails::id.desc())
            .limit(limit)
            .select((MailRow::as_select(), mails::payload.is_not_null()))
            .load_readable(c)?;
        rows.extend(found);
    }
    rows.sort_by_key(|(row, _)| std::cmp::Reverse(row.id));
    rows.truncate(usize::try_from(limit).unwrap_or(0));
    crate::store::readable(rows.into_iter().map(entry).collect())
}

/// The newest mails of a programme to one address, at most `limit`.
///
/// # Errors
/// Those of the database.
pub fn to_address(
    c: &mut Connection,
    programme: ProgrammeId,
    address: &EmailAddress,
    limit: i64,
) -> Result<Vec<Entry>> {
    let found: Vec<(MailRow, bool)> = mails::table
        .filter(mails::programme_id.eq(programme).and(mails::recipient_email.eq(address.as_str())))
        .order(mails::id.desc())
        .limit(limit)
        .select((MailRow::as_select(), mails::payload.is_not_null()))
        .load_readable(c)?;
    crate::store::readable(found.into_iter().map(entry).collect())
}

/// One mail.
///
/// # Errors
/// Those of the database.
pub fn by_id(c: &mut Connection, id: MailId) -> Result<Option<Entry>> {
    let found: Option<(MailRow, bool)> =
        mails::table.find(id).select((MailRow::as_select(), mails::payload.is_not_null())).first(c).optional()?;
    found.map(entry).transpose()
}

/// Puts a mail that failed back in the queue, as if it had never been tried: the same mail, with the same Message-ID.
/// Tells whether it did: not when it is no longer failed, or its content is gone.
///
/// # Errors
/// Those of the database.
pub fn resend(c: &mut Connection, id: MailId, now: DateTime<Utc>) -> Result<bool> {
    let failed = mails::id.eq(id).and(mails::state.eq(MailState::Failed.as_str())).and(mails::payload.is_not_null());
    let changed = diesel::update(mails::table.filter(failed))
        .set((
            mails::state.eq(MailState::Waiting.as_str()),
            mails::attempts.eq(0),
            mails::next_attempt_at.eq(to_db_time(now)),
            mails::failed_at.eq(None::<NaiveDateTime>),
        ))
        .execute(c)?;
    Ok(changed == 1)
}

/// Forgets the content of the mails that failed before this time: it holds link tokens. Gives how many.
///
/// # Errors
/// Those of the database.
pub fn forget_failed(c: &mut Connection, before: DateTime<Utc>) -> Result<usize> {
    let old = mails::state.eq(MailState::Failed.as_str()).and(mails::failed_at.lt(to_db_time(before)));
    Ok(diesel::update(mails::table.filter(old.and(mails::payload.is_not_null())))
        .set(mails::payload.eq(None::<String>))
        .execute(c)?)
}

/// How many mails are waiting, in any programme.
///
/// # Errors
/// Those of the database.
pub fn waiting(c: &mut Connection) -> Result<i64> {
    Ok(mails::table.filter(mails::state.eq(MailState::Waiting.as_str())).count().get_result(c)?)
}

/// How many there are in each state, in the order of [`MailState::ALL`].
pub type Counts = [i64; MailState::ALL.len()];

/// How many mails of a programme are in each state.
///
/// # Errors
/// Those of the database.
pub fn counts(c: &mut Connection, programme: ProgrammeId) -> Result<Counts> {
    let mut counts = Counts::default();
    for (count, state) in counts.iter_mut().zip(MailState::ALL) {
        let of = mails::programme_id.eq(programme).and(mails::state.eq(state.as_str()));
        *count = mails::table.filter(of).count().get_result(c)?;
    }
    Ok(counts)
}

/// How many mails of one kind that were queued at one moment are in each state.
///
/// # Errors
/// Those of the database.
pub fn counts_of(c: &mut Connection, programme: ProgrammeId, kind: &str, queued_at: NaiveDateTime) -> Result<Counts> {
    let mut counts = Counts::default();
    for (count, state) in counts.iter_mut().zip(MailState::ALL) {
        let these = mails::programme_id.eq(programme).and(mails::kind.eq(kind)).and(mails::created_at.eq(queued_at));
        *count = mails::table.filter(these.and(mails::state.eq(state.as_str()))).count().get_result(c)?;
    }
    Ok(counts)
}
