//! Acts that mail many people: their mails wait a while, and until then the coordinator can call them back. A publication
//! is then a proposal again, whoever was invited is on no list, whoever was invited again has the link that they had, and
//! whoever was asked was not.

use chrono::{DateTime, Duration, Utc};

use crate::domain::duo::lifecycle::{DuoLifecycle, Event};
use crate::domain::{Change, LinkPurpose, MailingId, ProgrammeId, RoundState};
use crate::service::Context;
use crate::service::programme::activity::Activity;
use crate::service::round::history;
use crate::store::duo::duos::{self, Duo};
use crate::store::mail::mailings::{self, JustQueued, Mailing, MailingKind};
use crate::store::person::{departures, invitations};
use crate::store::round::rounds;
use crate::store::{Connection, Result, StoreError, tokens};

/// Why something was not called back.
#[derive(Debug)]
pub enum CallBackError {
    /// The database.
    Store(StoreError),
    /// The programme has no such mailing.
    NotFound,
    /// The mails have begun to leave.
    TooLate,
    /// The round was changed since, and what was done rests on that it was published or asked.
    Changed,
}

impl From<StoreError> for CallBackError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Lets the mails that an act of this transaction queued wait, if they are many.
pub(crate) fn hold(cx: &mut Context<'_>, queued: JustQueued<'_>) -> Result<()> {
    if cx.policy.hold_minutes > 0 {
        let leaves_at = cx.now + Duration::minutes(cx.policy.hold_minutes.into());
        mailings::hold(cx.c, queued, cx.actor.coordinator(), (cx.policy.hold_above, leaves_at), cx.now)?;
    }
    Ok(())
}

/// What can be called back in a programme now, the newest first.
///
/// # Errors
/// Those of the database.
pub fn open(c: &mut Connection, programme: ProgrammeId, now: DateTime<Utc>) -> Result<Vec<Mailing>> {
    mailings::open(c, programme, now)
}

/// What kind of act it is, if the programme has it.
///
/// # Errors
/// Those of the database.
pub fn kind_of(c: &mut Connection, (programme, id): (ProgrammeId, MailingId)) -> Result<Option<MailingKind>> {
    Ok(mailings::by_id(c, id)?.filter(|one| one.programme_id == programme).map(|one| one.kind))
}

/// Calls an act back: none of its mails leaves, and what it did is undone. Twice is as once.
///
/// # Errors
/// [`CallBackError`]; then nothing is undone.
pub fn call_back(
    cx: &mut Context<'_>,
    (programme, id): (ProgrammeId, MailingId),
) -> std::result::Result<Mailing, CallBackError> {
    cx.authorise(programme)?;
    let found = mailings::by_id(cx.c, id)?.filter(|one| one.programme_id == programme);
    let mailing = found.ok_or(CallBackError::NotFound)?;
    if !mailings::note_called_back(cx.c, id, cx.now)? {
        return Ok(mailing);
    }
    let readers = mailings::withdraw_mails(cx.c, id, cx.now)?.ok_or(CallBackError::TooLate)?;
    match mailing.kind {
        MailingKind::Publication => {
            let round = round(cx.c, &mailing, &[RoundState::Published])?;
            let (open, lost): (Vec<Duo>, Vec<Duo>) =
                duos::of_round(cx.c, round.id)?.into_iter().partition(|duo| duo.life.on(Event::CalledBack).is_ok());
            if lost.iter().any(|duo| duo.life == DuoLifecycle::Confirmed) {
                return Err(CallBackError::Changed);
            }
            let ids = |duos: &[Duo]| duos.iter().map(|duo| duo.id).collect::<Vec<_>>();
            mailings::unpublish(cx.c, round.id, &ids(&open), &ids(&lost))?;
            history::record_applied(cx, round.id, Change::CallBack).map_err(|_| CallBackError::Changed)?;
        }
        MailingKind::OptIn => {
            let round = round(cx.c, &mailing, &[RoundState::Draft, RoundState::Proposed])?;
            mailings::unask(cx.c, round.id, &readers, mailing.made_at)?;
            history::record_applied(cx, round.id, Change::CallBack).map_err(|_| CallBackError::Changed)?;
        }
        MailingKind::Invitation => {
            let people = mailings::untouched(cx.c, &readers, mailing.made_at)?;
            mailings::forget_mails(cx.c, id, &people)?;
            for person in &people {
                departures::remove(cx.c, *person)?;
            }
            let again = invitations::take_back(cx.c, &readers, mailing.made_at)?;
            for person in &again {
                tokens::take_back(cx.c, *person, LinkPurpose::VerifyAddress, mailing.made_at)?;
            }
            cx.note(programme, &Activity::InvitationsCalledBack { people: people.len() + again.len() })?;
        }
    }
    Ok(mailing)
}

/// Takes the round of a mailing for this transaction.
fn round(
    c: &mut Connection,
    mailing: &Mailing,
    states: &[RoundState],
) -> std::result::Result<rounds::Round, CallBackError> {
    let round = match mailing.round_id {
        Some(id) => rounds::by_id(c, id)?,
        None => None,
    };
    let round = round.filter(|round| states.contains(&round.state)).ok_or(CallBackError::Changed)?;
    match rounds::bump_version(c, &round) {
        Ok(()) => Ok(round),
        Err(StoreError::Conflict) => Err(CallBackError::Changed),
        Err(error) => Err(error.into()),
    }
}
