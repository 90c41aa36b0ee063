//! Rounds, from the first draft to the introductions.
//!
//! - [`change()`]: who takes part, and what matters;
//! - [`propose()`]: duos, computed from these;
//! - [`adjust`](mod@adjust): a change to two people with all that follows from it, told before it is made;
//! - [`explain`](mod@explain): what else could be, and its cost;
//! - [`history`]: what was changed by whom;
//! - [`undo()`]: the way back;
//! - [`odd_one_out()`]: the odd one out;
//! - [`mails`]: what will be told, before it is;
//! - [`publish()`]: both members are told;
//! - [`prepared_cache`]: rounds made ready, kept for a while, for previews and explanations.

pub mod adjust;
mod change;
mod error;
pub mod explain;
pub mod history;
pub mod mails;
pub mod opt_in;
pub mod prepared_cache;
pub mod progress;
mod propose;
mod publish;
pub mod replay_inputs;
mod round_inputs;
mod since_proposed;
pub mod taken_places;
mod trio;
mod undo;

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use rand::TryRng;

use super::programme::activity::Activity;
use crate::domain::{ProfessionalId, ProgrammeId, RoundId, RoundSettings, SingleLine};
use crate::service::Context;
use crate::store::duo::standing;
use crate::store::person::professionals;
use crate::store::programme::programmes;
use crate::store::round::rounds;
use crate::store::round::rounds::Round;
use crate::store::{Connection, StoreError};

pub use crate::service::duo::trio::Three;
pub(crate) use change::back_to_draft;
pub use change::{change, set_people};
pub use error::{Obstacle, OutdatedDuo, RoundError, TakenPlace};
pub use opt_in::{ask as ask_opt_in, ask_some as ask_some_to_opt_in};
pub use propose::{propose, propose_with};
pub use publish::publish;
pub use round_inputs::RoundInputs;
pub use since_proposed::{EditedDuo, SinceProposed};
pub use trio::{OddOneOut, join, odd_one_out};
pub use undo::undo;

/// What a coordinator decides about a round.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Plan {
    pub name: SingleLine<100>,
    pub settings: RoundSettings,
    pub answer_by: NaiveDate,
}

/// The first and the last day that a round made today can name as the day to answer by.
#[must_use]
pub fn answer_by_bounds(now: DateTime<Utc>) -> (NaiveDate, NaiveDate) {
    let today = now.date_naive();
    (today + Days::new(1), today + Days::new(366))
}

fn check(answer_by: NaiveDate, now: DateTime<Utc>) -> Result<(), RoundError> {
    let (first, last) = answer_by_bounds(now);
    if (first..=last).contains(&answer_by) { Ok(()) } else { Err(RoundError::AnswerBy) }
}

/// Makes a draft in which everybody who is active takes part. Its seed is drawn here, once.
///
/// # Errors
/// [`RoundError::AnswerBy`], and those of the database.
pub fn create(cx: &mut Context<'_>, programme: ProgrammeId, plan: &Plan) -> Result<RoundId, RoundError> {
    if !cx.may_coordinate(programme)? {
        return Err(RoundError::NotFound);
    }
    check(plan.answer_by, cx.now)?;
    let seed = rand::rngs::SysRng.try_next_u32().map_err(|e| StoreError::Unavailable(e.to_string()))?;
    let settings = RoundSettings { seed, ..plan.settings.clone() };
    let id = rounds::create(cx.c, programme, plan.name.as_str(), &settings, plan.answer_by, cx.now)?;
    let round = load_expecting_version(cx.c, id, None)?;
    let people = with_room(cx.c, programme, &round)?;
    rounds::set_participants(cx.c, &round, &people)?;
    cx.note(programme, &Activity::RoundMade { round: id })?;
    Ok(id)
}

/// As [`create`], but once: if the newest round of the programme is newer than `newest_seen` and a draft of this name, the
/// same form came twice, and that round is given.
///
/// # Errors
/// [`RoundError::AnswerBy`], and those of the database.
pub fn create_once(
    cx: &mut Context<'_>,
    programme: ProgrammeId,
    plan: &Plan,
    newest_seen: RoundId,
) -> Result<RoundId, RoundError> {
    // Two of the same form at once come one after the other.
    if !cx.may_coordinate(programme)? {
        return Err(RoundError::NotFound);
    }
    programmes::lock(cx.c, programme)?;
    let newest = rounds::of_programme(cx.c, programme)?.into_iter().next();
    match newest.filter(|r| r.id > newest_seen && r.version == 1 && r.name == plan.name.as_str()) {
        Some(round) => Ok(round.id),
        None => create(cx, programme, plan),
    }
}

/// Who can be in a new round, and has a place left beside the duos that they stand in.
fn with_room(c: &mut Connection, programme: ProgrammeId, round: &Round) -> Result<Vec<ProfessionalId>, StoreError> {
    let mut ids = professionals::active_ids(c, programme)?;
    let standing = standing::by_person(&standing::of_programme(c, programme, None)?);
    let busy: Vec<ProfessionalId> = ids.iter().copied().filter(|id| standing.contains_key(id)).collect();
    let full: HashSet<ProfessionalId> = professionals::by_ids(c, &busy)?
        .into_iter()
        .filter(|person| !standing[&person.id].leaves_room(person.profile.takes_part(), &round.settings))
        .map(|person| person.id)
        .collect();
    ids.retain(|id| !full.contains(id));
    Ok(ids)
}

/// The round, if it is there and nobody changed it since `version`.
pub(crate) fn load_expecting_version(
    c: &mut Connection,
    id: RoundId,
    version: Option<i32>,
) -> Result<Round, RoundError> {
    at(rounds::by_id(c, id)?.ok_or(RoundError::NotFound)?, version)
}

/// The round, if nobody changed it since `version`.
pub(crate) fn at(round: Round, version: Option<i32>) -> Result<Round, RoundError> {
    if version.is_some_and(|v| v != round.version) { Err(RoundError::Changed) } else { Ok(round) }
}

impl Context<'_> {
    /// The round, if the actor may act in its programme and nobody changed it since `version`.
    pub(crate) fn round(&mut self, id: RoundId, version: Option<i32>) -> Result<Round, RoundError> {
        let round = load_expecting_version(self.c, id, None)?;
        if self.may_coordinate(round.programme_id)? { at(round, version) } else { Err(RoundError::NotFound) }
    }
}
