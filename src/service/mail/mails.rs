//! The mails of a programme, as its coordinators see and repair them.

use crate::domain::{MailId, ProgrammeId};
use crate::service::Context;
use crate::service::programme::activity::Activity;
use crate::store::mail::outbox::{self, Entry, MailState};
use crate::store::{Connection, StoreError};

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
) -> Result<Vec<Entry>, StoreError> {
    outbox::list(c, programme, state, before, limit)
}

/// Why a mail was not put back in the queue.
#[derive(Debug)]
pub enum ResendError {
    /// The database.
    Store(StoreError),
    /// The programme has no such mail.
    NotFound,
    /// It did not fail, or is in the queue again already.
    NotFailed,
    /// It failed more than 30 days ago, and its content was removed since.
    Forgotten,
}

impl From<StoreError> for ResendError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Puts a mail of this programme that failed back in the queue. It is the same mail, with the same links: what has
/// expired since does not work any more.
///
/// # Errors
/// [`ResendError`].
pub fn resend(cx: &mut Context<'_>, programme: ProgrammeId, mail: MailId) -> Result<Entry, ResendError> {
    cx.authorise(programme)?;
    let entry = of_programme(cx.c, programme, mail)?;
    if entry.state != MailState::Failed {
        return Err(ResendError::NotFailed);
    }
    if !entry.can_be_resent {
        return Err(ResendError::Forgotten);
    }
    if !outbox::resend(cx.c, mail, cx.now)? {
        return Err(ResendError::NotFailed);
    }
    cx.note(programme, &Activity::MailSentAgain { mails: 1 })?;
    of_programme(cx.c, programme, mail)
}

fn of_programme(c: &mut Connection, programme: ProgrammeId, mail: MailId) -> Result<Entry, ResendError> {
    let found = outbox::by_id(c, mail)?.filter(|entry| entry.programme_id == programme);
    found.ok_or(ResendError::NotFound)
}
