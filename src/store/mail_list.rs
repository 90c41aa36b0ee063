//! Mails as coordinators see them: to whom, which, where it is, and what the server said. Never what is in it.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::outbox::MailState;
use super::schema::mails;
use super::{Connection, Result, word};
use crate::domain::EmailAddress;

/// A mail on a list.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ListedMail {
    pub id: i64,
    /// `mail::Message::kind`.
    pub kind: String,
    pub recipient_name: String,
    pub recipient: String,
    pub state: MailState,
    pub attempts: i32,
    /// What the server said last, if it refused.
    pub last_error: Option<String>,
    pub created_at: NaiveDateTime,
    pub sent_at: Option<NaiveDateTime>,
}

impl ListedMail {
    /// When it was sent, or else written.
    #[must_use]
    pub fn moment(&self) -> NaiveDateTime {
        self.sent_at.unwrap_or(self.created_at)
    }
}

type Row = (i64, String, String, String, String, i32, Option<String>, NaiveDateTime, Option<NaiveDateTime>);

fn listed(
    (id, kind, recipient_name, recipient, state, attempts, last_error, created_at, sent_at): Row,
) -> Result<ListedMail> {
    let state = word("mails.state", &state)?;
    Ok(ListedMail { id, kind, recipient_name, recipient, state, attempts, last_error, created_at, sent_at })
}

const COLUMNS: (
    mails::id,
    mails::kind,
    mails::recipient_name,
    mails::recipient_email,
    mails::state,
    mails::attempts,
    mails::last_error,
    mails::created_at,
    mails::sent_at,
) = (
    mails::id,
    mails::kind,
    mails::recipient_name,
    mails::recipient_email,
    mails::state,
    mails::attempts,
    mails::last_error,
    mails::created_at,
    mails::sent_at,
);

/// At most `limit` mails of a programme in one state that are older than the mail `before`, newest first.
///
/// # Errors
/// Those of the database.
pub fn in_state(
    c: &mut Connection,
    programme: i64,
    state: MailState,
    before: i64,
    limit: i64,
) -> Result<Vec<ListedMail>> {
    let rows: Vec<Row> = mails::table
        .filter(mails::programme_id.eq(programme).and(mails::state.eq(state.as_str())).and(mails::id.lt(before)))
        .order(mails::id.desc())
        .limit(limit)
        .select(COLUMNS)
        .load(c)?;
    rows.into_iter().map(listed).collect()
}

/// The newest mails of a programme to one address, at most `limit`.
///
/// # Errors
/// Those of the database.
pub fn to(c: &mut Connection, programme: i64, address: &EmailAddress, limit: i64) -> Result<Vec<ListedMail>> {
    let rows: Vec<Row> = mails::table
        .filter(mails::programme_id.eq(programme).and(mails::recipient_email.eq(address.as_str())))
        .order(mails::id.desc())
        .limit(limit)
        .select(COLUMNS)
        .load(c)?;
    rows.into_iter().map(listed).collect()
}
