//! A member's answer to their introduction.

use chrono::{DateTime, Duration, Utc};

use super::by_link::{granted, side};
use super::introduce::Members;
use super::transition;
use crate::domain::duo::lifecycle::{DuoLifecycle, Event};
use crate::domain::duo::schedule;
use crate::domain::{Answer, Catalogue, DuoState, LinkPurpose, Locale, ProfessionalId, Side, SingleLine, Token};
use crate::service::{Context, Policy};
use crate::store::duo::duos::Duo;
use crate::store::duo::{duo_life, duos};
use crate::store::programme::programmes;
use crate::store::programme::programmes::Programme;
use crate::store::round::rounds;
use crate::store::round::rounds::Round;
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, StoreError};

/// Everything that a member's page about their duo shows.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Invitation {
    pub programme: Programme,
    pub catalogue: Catalogue,
    pub round: Round,
    pub duo: Duo,
    pub members: Members,
    /// On which side the reader is.
    pub you: Side,
}

impl Invitation {
    /// The language the reader asked for when they signed up.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.members.at(self.you).locale
    }
}

/// What a link to a duo shows; nothing when it does not work, or no longer.
///
/// # Errors
/// Those of the database.
pub fn look(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Invitation>> {
    let Some(Grant::Duo { professional, duo }) = tokens::resolve(c, token, LinkPurpose::Duo, now)? else {
        return Ok(None);
    };
    let duo = duos::by_id(c, duo)?;
    duo.map(|duo| invitation(c, duo, professional)).transpose()
}

/// Whether an answer counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerOutcome {
    /// It did, or it was given before.
    Counted,
    /// Answers to this duo count no longer.
    TooLate,
}

/// Gives a member's answer, with an optional reason that only the coordinator reads. When both have accepted, both
/// are told how to reach each other. The same answer twice is as once.
///
/// # Errors
/// Those of the database.
pub fn give(
    cx: &mut Context<'_>,
    token: &Token,
    answer: Answer,
    reason: Option<&SingleLine<500>>,
) -> Result<Option<AnswerOutcome>> {
    let Some((professional, id)) = granted(cx, token)? else { return Ok(None) };
    let Some(duo) = duos::lock(cx.c, id)? else { return Ok(None) };
    let side = side(&duo, professional)?;
    duo_life::note_seen(cx.c, id, side, cx.now)?;
    let round = rounds::by_id(cx.c, duo.round_id)?.ok_or(StoreError::Conflict)?;
    let is_open = matches!(duo.life, DuoLifecycle::AwaitingAnswers(_));
    if is_open && cx.now >= answers_until(cx.policy, &round, &duo, side) {
        return Ok(Some(AnswerOutcome::TooLate));
    }
    if transition::apply(cx, &round, &duo, Event::Answered(side, answer))?.is_none() {
        return Ok(Some(AnswerOutcome::TooLate));
    }
    let reason = reason.map(SingleLine::as_str);
    let is_new = duo.member(side).answer != Some(answer) || duo.member(side).answer_reason.as_deref() != reason;
    if is_open && is_new {
        duos::set_answer(cx.c, id, side, answer, reason, cx.now)?;
    }
    Ok(Some(AnswerOutcome::Counted))
}

/// Until when a member's answer to an open duo counts: to the end of the last day and its grace, and after a no of their own
/// no longer than it can be taken back.
///
/// What the other said has no part in it: of a no nobody may learn before it is final.
#[must_use]
pub fn answers_until(policy: &Policy, round: &Round, duo: &Duo, side: Side) -> DateTime<Utc> {
    let end = schedule::answers_end(round.answer_by, policy.links.duo_grace_days);
    let member = duo.member(side);
    let no_since = member.answered_at.filter(|_| member.answer == Some(Answer::Declined));
    let reconsider = Duration::minutes(policy.life.reconsider_minutes.into());
    no_since.map_or(end, |since| end.min(since.and_utc() + reconsider))
}

/// Where a duo is, as far as a member may know: of the other's no they learn once it is final.
#[must_use]
pub fn known_state(duo: &Duo, side: Side) -> DuoState {
    match duo.life {
        DuoLifecycle::AwaitingAnswers(open) if open.at(side) != Some(Answer::Declined) => DuoState::Introduced,
        _ => duo.state,
    }
}

/// Notes that a member has seen their duo and is still thinking about it. Nothing else is known of who opened the page:
/// mail scanners open every link.
///
/// # Errors
/// Those of the database.
pub fn think(cx: &mut Context<'_>, token: &Token) -> Result<Option<()>> {
    let Some((professional, id)) = granted(cx, token)? else { return Ok(None) };
    let Some(duo) = duos::by_id(cx.c, id)? else { return Ok(None) };
    duo_life::note_seen(cx.c, id, side(&duo, professional)?, cx.now)?;
    Ok(Some(()))
}

pub(crate) fn invitation(c: &mut Connection, duo: Duo, professional: ProfessionalId) -> Result<Invitation> {
    let you = side(&duo, professional)?;
    let members = Members::of(c, &duo)?;
    let round = rounds::by_id(c, duo.round_id)?.ok_or(StoreError::Conflict)?;
    let programme = programmes::by_id(c, round.programme_id)?;
    let catalogue = programmes::catalogue(c, programme.id)?;
    Ok(Invitation { programme, catalogue, round, duo, members, you })
}
