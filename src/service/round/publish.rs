//! Publishing a round: from then on both members of each duo know.

use super::RoundError;
use super::history::record;
use super::since_proposed::SinceProposed;
use crate::domain::{Change, RoundId, RoundState};
use crate::service::Context;
use crate::service::duo::transition;
use crate::service::mail::mailings;
use crate::service::person::priority;
use crate::store::duo::duos;
use crate::store::mail::mailings::{JustQueued, MailingKind};
use crate::store::programme::programmes;
use crate::store::round::{round_changes, rounds};

/// Publishes a proposed round: every duo is introduced, and both its members are told.
///
/// The rules are held against the profiles, the earlier duos and the standing duos of this moment: whom somebody asked not
/// to meet after the proposal, they do not meet, and a seat that another round took is not given out again. Everybody who
/// takes part is in a duo, or has none for a reason that they are told. Where the mails are many
/// they wait, and can be called back.
///
/// # Errors
/// [`RoundError::Changed`] when it is not proposed or was changed since `version`; [`RoundError::AnswerBy`] when the
/// day to answer by has come; [`RoundError::Outdated`]; [`RoundError::Joined`].
pub fn publish(cx: &mut Context<'_>, id: RoundId, version: Option<i32>) -> Result<usize, RoundError> {
    let round = cx.round(id, version)?;
    record(cx, &round, Change::Publish)?;
    round_changes::forget_before(cx.c, id)?;
    rounds::advance(cx.c, &round, RoundState::Published, cx.now)?;
    if round.answer_by <= cx.now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    // One publication at a time in a programme, so that two rounds do not introduce the same two people.
    programmes::lock(cx.c, round.programme_id)?;
    let duos = duos::of_round(cx.c, id)?;
    let since = SinceProposed::of(cx.c, &round, &duos)?;
    if !since.outdated.is_empty() {
        return Err(RoundError::Outdated(since.outdated));
    }
    if !since.joined.is_empty() {
        return Err(RoundError::Joined(since.joined));
    }
    transition::publish_all(cx, &round, &duos)?;
    let queued =
        JustQueued { programme: round.programme_id, kind: MailingKind::Publication, round: Some(id), people: &[] };
    mailings::hold(cx, queued)?;
    priority::at_publication(cx.c, &round, &duos)?;
    Ok(duos.len())
}
