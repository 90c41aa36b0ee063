//! Asking whoever said no whether they want somebody else in the same round. Only who says yes is matched again.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::live::Live;
use super::published;
use crate::domain::{Change, LinkPurpose, ProfessionalId, RoundId, RoundState, Token};
use crate::mail::Message;
use crate::service::Context;
use crate::service::mail::enqueue::enqueue_mail;
use crate::service::round::{RoundError, history};
use crate::store::person::professionals::{self, Professional};
use crate::store::programme::programmes::{self, Programme};
use crate::store::round::live as kept;
use crate::store::round::rounds::{self, Round};
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result};

/// Asks everybody who said no and was not asked yet. Gives how many.
///
/// # Errors
/// [`RoundError::Changed`] when the round is not published or was changed since `version`; [`RoundError::AnswerBy`] when no
/// new duo could be answered any more; those of the database.
pub fn ask(cx: &mut Context<'_>, (id, version): (RoundId, Option<i32>)) -> std::result::Result<usize, RoundError> {
    let round = published(cx, id, version)?;
    if round.answer_by <= cx.now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    let live = Live::read(cx.c, id, None)?;
    let rules = live.rules();
    let to_ask: Vec<ProfessionalId> =
        live.refusers(&rules).filter(|id| live.second_chance(*id).asked_at.is_none()).collect();
    let mut asked = 0;
    for you in professionals::by_ids(cx.c, &to_ask)? {
        if !kept::note_asked_again(cx.c, id, you.id, cx.now)? {
            continue;
        }
        let grant = Grant::AskAgain { professional: you.id, round: id };
        let token = tokens::issue(cx.c, grant, Duration::days(cx.policy.links.duo_days.into()), cx.now)?.to_hex();
        let (first_name, name) = (you.profile.first_name().to_owned(), round.name.clone());
        enqueue_mail(cx, &you, Message::AskAgain { first_name, round: name, answer_by: until(&round), token })?;
        asked += 1;
    }
    if asked > 0 {
        rounds::bump_version(cx.c, &round)?;
        history::record_applied(cx, id, Change::AskAgain)?;
    }
    Ok(asked)
}

/// The last day on which somebody can say that they want somebody else: a day later no new duo could be answered any more.
fn until(round: &Round) -> NaiveDate {
    round.answer_by.pred_opt().unwrap_or(round.answer_by)
}

/// Until when somebody can say whether they want somebody else in a round, if they were asked and it still counts.
///
/// # Errors
/// Those of the database.
pub(crate) fn open_until(
    c: &mut Connection,
    round: &Round,
    professional: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<Option<NaiveDate>> {
    let until = until(round);
    let runs = round.state == RoundState::Published && now.date_naive() <= until;
    let asked = runs && kept::second_chances(c, round.id)?.contains_key(&professional);
    Ok(asked.then_some(until))
}

/// What the page of somebody who was asked shows.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Asked {
    pub programme: Programme,
    pub round: Round,
    pub professional: Professional,
    /// What they said, if anything.
    pub wants: Option<bool>,
    /// The last day on which they can say so.
    pub until: NaiveDate,
    /// Whether an answer still counts: the round runs, and they have got nobody since.
    pub is_open: bool,
}

/// What a link shows; nothing when it does not work, or no longer.
///
/// # Errors
/// Those of the database.
pub fn look(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<Option<Asked>> {
    let Some(Grant::AskAgain { professional, round }) = tokens::resolve(c, token, LinkPurpose::AskAgain, now)? else {
        return Ok(None);
    };
    let Some(round) = rounds::by_id(c, round)? else { return Ok(None) };
    let chance = kept::second_chances(c, round.id)?.get(&professional).copied();
    let professional = professionals::by_id(c, professional)?;
    let programme = programmes::by_id(c, round.programme_id)?;
    let until = until(&round);
    let runs = round.state == RoundState::Published && now.date_naive() <= until;
    let wants = chance.and_then(|chance| chance.wants);
    Ok(Some(Asked { programme, round, professional, wants, until, is_open: runs && chance.is_some() }))
}

/// Says whether one wants somebody else. The same twice is as once, and a mind can be changed until there is somebody.
///
/// # Errors
/// Those of the database.
pub fn say(cx: &mut Context<'_>, token: &Token, wants: bool) -> Result<Option<()>> {
    let Some(asked) = look(cx.c, token, cx.now)? else { return Ok(None) };
    cx.granted(token, LinkPurpose::AskAgain)?;
    if asked.is_open {
        kept::say_again(cx.c, asked.round.id, asked.professional.id, wants)?;
    }
    Ok(Some(()))
}
