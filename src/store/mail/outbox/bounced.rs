//! Mails that came back after a server had taken them.

use crate::domain::{MailId, ProgrammeId};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::MailState;
use crate::store::schema::mails;
use crate::store::{Connection, Result, to_db_time};

/// The mail that a bounce tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Original {
    pub id: MailId,
    pub programme_id: ProgrammeId,
    pub kind: String,
    pub recipient: String,
}

/// The mail with this Message-ID, written without brackets.
///
/// # Errors
/// Those of the database.
pub fn original(c: &mut Connection, message_id: &str) -> Result<Option<Original>> {
    let row: Option<(MailId, ProgrammeId, String, String)> = mails::table
        .filter(mails::message_id.eq(message_id))
        .select((mails::id, mails::programme_id, mails::kind, mails::recipient_email))
        .first(c)
        .optional()?;
    Ok(row.map(|(id, programme_id, kind, recipient)| Original { id, programme_id, kind, recipient }))
}

/// Notes that a mail came back for good. One that still waits was taken by a server all the same, and is not sent again.
///
/// # Errors
/// Those of the database.
pub fn returned(c: &mut Connection, mail: MailId, words: &str, now: DateTime<Utc>) -> Result<()> {
    diesel::update(mails::table.find(mail))
        .set((
            mails::state.eq(MailState::Bounced.as_str()),
            mails::payload.eq(None::<String>),
            mails::last_error.eq(words),
            mails::failed_at.eq(to_db_time(now)),
            // Whoever is sending it loses it.
            mails::claims.eq(mails::claims + 1),
        ))
        .execute(c)?;
    Ok(())
}

/// Notes that a mail is late: a server keeps trying.
///
/// # Errors
/// Those of the database.
pub fn note_soft(c: &mut Connection, mail: MailId, words: &str) -> Result<()> {
    diesel::update(mails::table.find(mail)).set(mails::last_error.eq(words)).execute(c)?;
    Ok(())
}
