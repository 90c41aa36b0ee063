//! Mails that are not sent any more, because what they say is no longer so.

use crate::domain::MailId;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::{MailState, QueuedMail};
use crate::store::schema::mails;
use crate::store::{Connection, Result, to_db_time};

/// Why a mail that waited is not sent any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawnWhy {
    /// The duo is not any more what the mail says of it.
    DuoChanged,
    /// The duo is gone: a member left, or the round was arranged anew.
    DuoGone,
    /// The reader answered, or did what they were asked for.
    Answered,
    /// The day to answer by is over.
    TooLate,
    /// The round is past what the mail is about.
    RoundPast,
    /// The reader has a duo by now.
    HasDuo,
    /// The reader takes part in the round no longer.
    NotInRound,
    /// The reader's address was confirmed by now.
    Confirmed,
    /// A newer link took the place of the one in the mail, or it expired.
    LinkReplaced,
    /// A newer mail says the same, or more.
    Superseded,
    /// The reader wants no more of the kind, or is no coordinator any more.
    NotWanted,
    /// The reader left.
    ReaderLeft,
    /// The coordinator called it back.
    CalledBack,
}

crate::domain::words!(
    WithdrawnWhy,
    DuoChanged = "duo_changed",
    DuoGone = "duo_gone",
    Answered = "answered",
    TooLate = "too_late",
    RoundPast = "round_past",
    HasDuo = "has_duo",
    NotInRound = "not_in_round",
    Confirmed = "confirmed",
    LinkReplaced = "link_replaced",
    Superseded = "superseded",
    NotWanted = "not_wanted",
    ReaderLeft = "reader_left",
    CalledBack = "called_back",
);

/// Notes that a claimed mail is not sent any more, and forgets its content. A worker whose lease was taken over changes
/// nothing.
///
/// # Errors
/// Those of the database.
pub fn withdraw(c: &mut Connection, mail: &QueuedMail, why: WithdrawnWhy, now: DateTime<Utc>) -> Result<()> {
    let own = mails::id.eq(mail.id).and(mails::claims.eq(mail.claim));
    diesel::update(mails::table.filter(own))
        .set((
            mails::state.eq(MailState::Withdrawn.as_str()),
            mails::withdrawn_why.eq(why.as_str()),
            mails::payload.eq(None::<String>),
            mails::last_error.eq(None::<String>),
            mails::failed_at.eq(to_db_time(now)),
            mails::leased_until.eq(None::<NaiveDateTime>),
        ))
        .execute(c)?;
    Ok(())
}

/// Withdraws a mail that waits or failed, also from whoever has claimed it. Tells whether it was one.
///
/// # Errors
/// Those of the database.
pub fn withdraw_waiting(c: &mut Connection, mail: MailId, why: WithdrawnWhy, now: DateTime<Utc>) -> Result<bool> {
    let unsent = [MailState::Waiting.as_str(), MailState::Failed.as_str()];
    let this = mails::id.eq(mail).and(mails::state.eq_any(unsent));
    let changed = diesel::update(mails::table.filter(this))
        .set((
            mails::state.eq(MailState::Withdrawn.as_str()),
            mails::withdrawn_why.eq(why.as_str()),
            mails::payload.eq(None::<String>),
            mails::failed_at.eq(to_db_time(now)),
            mails::claims.eq(mails::claims + 1),
            mails::leased_until.eq(None::<NaiveDateTime>),
        ))
        .execute(c)?;
    Ok(changed == 1)
}
