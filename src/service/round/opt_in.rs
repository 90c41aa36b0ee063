//! Asking participants whether they take part in a round, before duos are proposed.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::{answer_by_bounds, history};
use crate::domain::{Change, LinkPurpose, ProfessionalId, RoundId, RoundState, Token};
use crate::mail::{About, Message};
use crate::service::Context;
use crate::service::mail::enqueue::enqueue_mail_about;
use crate::service::mail::mailings;
use crate::service::round::RoundError;
use crate::store::duo::duos;
use crate::store::mail::mailings::{JustQueued, MailingKind};
use crate::store::person::professionals;
use crate::store::person::professionals::{Professional, Standing};
use crate::store::programme::programmes::{self, Programme};
use crate::store::round::opt_ins::{self, OptIn};
use crate::store::round::rounds::Round;
use crate::store::round::{rounds, stored_inputs};
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, StoreError};

/// Asks the participants of a round that were not asked yet whether they take part, until a day. From now on only those
/// who say yes do; the round is a draft again, and its proposals are dropped. Gives how many were asked.
///
/// # Errors
/// [`RoundError::Changed`] when the round is published or was changed since `version`; [`RoundError::AnswerBy`] when the
/// day is not between tomorrow and the round's own day to answer by.
pub fn ask(
    cx: &mut Context<'_>,
    id: RoundId,
    version: Option<i32>,
    by: NaiveDate,
) -> std::result::Result<usize, RoundError> {
    ask_these(cx, (id, version), None, by)
}

/// Asks only these participants, as [`ask`] does all: the others take part without being asked, and of these only those who
/// say yes.
///
/// # Errors
/// As [`ask`].
pub fn ask_some(
    cx: &mut Context<'_>,
    round: (RoundId, Option<i32>),
    (ids, by): (&[ProfessionalId], NaiveDate),
) -> std::result::Result<usize, RoundError> {
    ask_these(cx, round, Some(ids), by)
}

fn ask_these(
    cx: &mut Context<'_>,
    (id, version): (RoundId, Option<i32>),
    only: Option<&[ProfessionalId]>,
    by: NaiveDate,
) -> std::result::Result<usize, RoundError> {
    let round = cx.round(id, version)?;
    rounds::advance(cx.c, &round, RoundState::Draft, cx.now)?;
    if by < answer_by_bounds(cx.now).0 || by > round.answer_by {
        return Err(RoundError::AnswerBy);
    }
    duos::set_proposed(cx.c, id, &[])?;
    rounds::set_unmatched(cx.c, id, &[])?;
    stored_inputs::remove(cx.c, id)?;
    match only {
        None => opt_ins::ask(cx.c, id, by, cx.now)?,
        Some(_) => opt_ins::ask_some(cx.c, id, by)?,
    }
    let mut unasked: Vec<ProfessionalId> =
        opt_ins::of_round(cx.c, id)?.into_iter().filter(|one| !one.asked).map(|one| one.professional_id).collect();
    unasked.retain(|id| only.is_none_or(|only| only.contains(id)));
    let mut asked = 0;
    for you in professionals::by_ids(cx.c, &unasked)?.into_iter().filter(|p| p.standing == Standing::Active) {
        let grant = Grant::OptIn { professional: you.id, round: id };
        let token = tokens::issue(cx.c, grant, Duration::days(cx.policy.links.duo_days.into()), cx.now)?.to_hex();
        let first_name = you.profile.first_name().to_owned();
        let message = Message::OptIn { first_name, round: round.name.clone(), answer_by: by, token };
        enqueue_mail_about(cx, &you, message, About::professional(you.id).round(id))?;
        opt_ins::note_asked(cx.c, id, you.id, cx.now)?;
        asked += 1;
    }
    let queued = JustQueued { programme: round.programme_id, kind: MailingKind::OptIn, round: Some(id), people: &[] };
    mailings::hold(cx, queued)?;
    history::record_applied(cx, id, Change::Ask)?;
    Ok(asked)
}

/// Who was asked, and what they said.
///
/// # Errors
/// Those of the database.
pub fn answers(c: &mut Connection, round: RoundId) -> Result<Vec<OptIn>> {
    opt_ins::of_round(c, round)
}

/// What a participant's page shows.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Asked {
    pub programme: Programme,
    pub round: Round,
    pub professional: Professional,
    /// What they said, if anything.
    pub takes_part: Option<bool>,
}

impl Asked {
    /// Whether an answer still counts: duos are not introduced yet.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.round.state, RoundState::Draft | RoundState::Proposed)
    }
}

/// What a link to a round shows; nothing when it does not work, or no longer.
///
/// # Errors
/// Those of the database.
pub fn look(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Asked>> {
    let Some(Grant::OptIn { professional, round }) = tokens::resolve(c, token, LinkPurpose::OptIn, now)? else {
        return Ok(None);
    };
    let Some(round) = rounds::by_id(c, round)? else { return Ok(None) };
    let answers = opt_ins::of_round(c, round.id)?;
    let Some(own) = answers.into_iter().find(|one| one.professional_id == professional) else { return Ok(None) };
    let professional = professionals::by_id(c, professional)?;
    let programme = programmes::by_id(c, round.programme_id)?;
    Ok(Some(Asked { programme, round, professional, takes_part: own.takes_part }))
}

/// Says whether one takes part. Twice is as once, and a mind can be changed until the round is published; later nothing
/// changes.
///
/// # Errors
/// Those of the database.
pub fn say(cx: &mut Context<'_>, token: &Token, takes_part: bool) -> Result<Option<()>> {
    let Some(asked) = look(cx.c, token, cx.now)? else { return Ok(None) };
    cx.granted(token, LinkPurpose::OptIn)?;
    if asked.is_open() && !opt_ins::say(cx.c, asked.round.id, asked.professional.id, takes_part)? {
        return Err(StoreError::Conflict);
    }
    Ok(Some(()))
}
