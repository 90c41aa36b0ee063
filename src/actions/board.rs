//! A published round as its coordinator follows it: who answered, who is silent, what needs help; and what the
//! coordinator does about it. Each action is one transaction and holds against the version that was seen.
//!
//! Nobody knows who opened a page: scanners open every link that is mailed, and some run scripts. What is known is who
//! pressed a button there ([`OnBoard::seen`]).

pub mod by_hand;
mod live;
pub mod reopen;
mod repair;
pub mod second_chance;

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::rounds::{RoundError, answer_by_bounds, seen};
use super::{Policy, introduce, steps, waiting};
use crate::domain::life::{Both, Event, Life};
use crate::domain::{Answer, RoundState, Side};
use crate::mail::NoDuoWhy;
use crate::store::duos::Duo;
use crate::store::rounds::Round;
use crate::store::{
    Connection, StoreError, check_ins, duo_life, duos, live as live_store, professionals, rounds, troubles,
};

pub use live::{NewPair, Obstacle};
pub use repair::{Choice, Repair, is_repaired, repair, repair_chosen, repair_preview};

/// One duo of a round, as the coordinator sees it.
#[derive(Debug, Clone)]
pub struct OnBoard {
    /// The duo; its `life` says where it is.
    pub duo: Duo,
    /// Who has not answered, and can.
    pub silent: Both<bool>,
    /// Who pressed a button on the duo's page, be it "I am still thinking".
    pub seen: Both<bool>,
    /// Whose mail does not arrive.
    pub unreachable: Both<bool>,
    /// Whether a member asked for help at the check-in, and the coordinator did not deal with it since.
    pub needs_help: bool,
}

/// A round and its duos.
#[derive(Debug, Clone)]
pub struct Board {
    /// The round.
    pub round: Round,
    /// Its duos, best first.
    pub duos: Vec<OnBoard>,
    /// How many mails were not sent, because their moment had long passed.
    pub overdue: u32,
    /// Who takes part and is in no duo that goes on: by identifier. A repair looks for somebody for them.
    pub free: Vec<i64>,
}

/// How many duos, and people, are where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Counts {
    /// Duos, whatever became of them.
    pub introduced: u32,
    /// Duos that wait for an answer.
    pub waiting: u32,
    pub confirmed: u32,
    /// Those that still can be taken back as well.
    pub declined: u32,
    pub lapsed: u32,
    pub ended: u32,
    /// People, not duos.
    pub silent: u32,
    /// People, not duos.
    pub unreachable: u32,
    pub needs_help: u32,
}

impl Board {
    /// How many are where.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for one in &self.duos {
            counts.introduced += 1;
            match one.duo.life {
                Life::Open(_) if one.duo.state == crate::domain::DuoState::Introduced => counts.waiting += 1,
                Life::Open(_) | Life::Declined => counts.declined += 1,
                Life::Confirmed => counts.confirmed += 1,
                Life::Lapsed => counts.lapsed += 1,
                Life::Ended(_) => counts.ended += 1,
                Life::Proposed => counts.introduced -= 1,
            }
            for side in [Side::Learner, Side::Guide] {
                counts.silent += u32::from(one.silent.at(side));
                counts.unreachable += u32::from(one.unreachable.at(side));
            }
            counts.needs_help += u32::from(one.needs_help);
        }
        counts
    }
}

/// How a round is doing.
///
/// # Errors
/// [`RoundError::NotFound`], and those of the database.
pub fn status(c: &mut Connection, id: i64) -> Result<Board, RoundError> {
    let round = seen(c, id, None)?;
    let duos = duos::of_round(c, id)?;
    let refused = troubles::of_programme(c, round.programme_id)?;
    let refused: HashSet<i64> = refused.into_iter().map(|(professional, _)| professional).collect();
    let help = check_ins::help_wanted(c, id)?;
    let overdue = u32::try_from(duo_life::overdue(c, id, None)?).unwrap_or(u32::MAX);
    let free = free(c, &round, &duos)?;
    let on_board = |duo: Duo| {
        let both = |of: &dyn Fn(Side) -> bool| Both { learner: of(Side::Learner), guide: of(Side::Guide) };
        let open = match duo.life {
            Life::Open(open) => Some(open),
            _ => None,
        };
        let silent = both(&|side| open.is_some_and(|open| open.at(side).is_none()));
        let seen = both(&|side| duo.member(side).seen_at.is_some() || duo.member(side).answer.is_some());
        let unreachable = both(&|side| {
            duo.member(side).unreachable_at.is_some() || refused.contains(&duo.member(side).professional_id)
        });
        let asked = help.get(&duo.id);
        let needs_help = duo.life == Life::Confirmed && asked.is_some_and(|at| duo.helped_at.is_none_or(|h| h < *at));
        OnBoard { duo, silent, seen, unreachable, needs_help }
    };
    let duos = duos.into_iter().map(on_board).collect();
    Ok(Board { round, duos, overdue, free })
}

/// Who takes part in a round and is in none of its duos that goes on, or went its whole way.
fn free(c: &mut Connection, round: &Round, duos: &[Duo]) -> Result<Vec<i64>, StoreError> {
    let busy: HashSet<i64> = duos
        .iter()
        .filter(|duo| live::holds(duo))
        .flat_map(|d| [d.learner.professional_id, d.guide.professional_id])
        .collect();
    Ok(rounds::takes_part(c, round)?.into_iter().filter(|id| !busy.contains(id)).collect())
}

/// Mails whoever is silent the link once more: in one duo, or in all. Gives how many people.
///
/// # Errors
/// [`RoundError::Changed`] when the round is not published, or was changed since `version`; [`RoundError::AnswerBy`]
/// when answers end today or have ended; those of the database.
pub fn remind(
    c: &mut Connection,
    policy: &Policy,
    id: i64,
    version: Option<i32>,
    duo: Option<i64>,
    now: DateTime<Utc>,
) -> Result<usize, RoundError> {
    let round = published(c, id, version)?;
    if round.answer_by < now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    let mut reminded = 0;
    for one in duos::of_round(c, id)? {
        let is_silent = matches!(one.life, Life::Open(_)) && duo.is_none_or(|duo| duo == one.id);
        let Some(locked) = (if is_silent { duos::lock(c, one.id)? } else { None }) else { continue };
        if steps::take(c, policy, &round, &locked, Event::Reminded, now)?.is_some() {
            reminded += [&locked.learner, &locked.guide].into_iter().filter(|m| m.answer.is_none()).count();
        }
    }
    Ok(reminded)
}

/// Gives everybody until a later day to answer. Links go on working, and the last reminder comes anew.
///
/// # Errors
/// [`RoundError::Changed`] as in [`remind`]; [`RoundError::AnswerBy`] when the day is not later than the one there is,
/// or past a year from now.
pub fn extend(
    c: &mut Connection,
    id: i64,
    version: Option<i32>,
    answer_by: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), RoundError> {
    let round = published(c, id, version)?;
    let (first, last) = answer_by_bounds(now);
    if answer_by <= round.answer_by || !(first..=last).contains(&answer_by) {
        return Err(RoundError::AnswerBy);
    }
    rounds::change(c, id, &round.name, &round.settings, answer_by)?;
    duo_life::forget_last_reminder(c, id)?;
    Ok(())
}

/// Closes a round: what waits for an answer lapses, and whoever has nobody through no doing of theirs goes first in the
/// next round. Confirmed duos go on.
///
/// # Errors
/// [`RoundError::Changed`] as in [`remind`].
pub fn close(
    c: &mut Connection,
    policy: &Policy,
    id: i64,
    version: Option<i32>,
    now: DateTime<Utc>,
) -> Result<(), RoundError> {
    let round = seen(c, id, version)?;
    rounds::advance(c, &round, RoundState::Closed, now)?;
    for one in duos::of_round(c, id)? {
        let Some(locked) = (if matches!(one.life, Life::Open(_)) { duos::lock(c, one.id)? } else { None }) else {
            continue;
        };
        steps::take(c, policy, &round, &locked, Event::RoundClosed, now)?;
    }
    let duos = duos::of_round(c, id)?;
    waiting::at_closing(c, &round, &duos)?;
    tell_latecomers(c, policy, &round, &duos, now)?;
    Ok(())
}

/// Tells whoever joined after the publication, and got no duo, that there is none; and they go first next time.
fn tell_latecomers(
    c: &mut Connection,
    policy: &Policy,
    round: &Round,
    duos: &[Duo],
    now: DateTime<Utc>,
) -> Result<(), RoundError> {
    let mut without = live_store::joined(c, round.id)?;
    without.retain(|id| !duos.iter().any(|duo| duo.side_of(*id).is_some()));
    let untold = waiting::of_latecomers(c, round, &without)?;
    for you in professionals::by_ids(c, &untold)? {
        introduce::tell_without(c, policy, round, &you, NoDuoWhy::Late, now)?;
    }
    Ok(())
}

/// The duos of a round that ask for help: learner and guide.
///
/// # Errors
/// Those of [`status`].
pub fn needs_help(c: &mut Connection, id: i64) -> Result<Vec<(i64, i64)>, RoundError> {
    let asking = status(c, id)?.duos.into_iter().filter(|one| one.needs_help);
    Ok(asking.map(|one| (one.duo.learner.professional_id, one.duo.guide.professional_id)).collect())
}

/// Notes that the coordinator dealt with a duo's call for help.
///
/// # Errors
/// [`RoundError::NotFound`] when the round has no such duo.
pub fn helped(c: &mut Connection, id: i64, duo: i64, now: DateTime<Utc>) -> Result<(), RoundError> {
    let duo = duos::by_id(c, duo)?.filter(|duo| duo.round_id == id).ok_or(RoundError::NotFound)?;
    duo_life::note_helped(c, duo.id, now)?;
    Ok(())
}

/// Takes a published round for this transaction, if nobody changed it since `version`.
fn published(c: &mut Connection, id: i64, version: Option<i32>) -> Result<Round, RoundError> {
    let round = seen(c, id, version)?;
    if round.state != RoundState::Published {
        return Err(RoundError::Changed);
    }
    rounds::touch(c, &round)?;
    Ok(round)
}

/// Whether somebody said yes to a duo and was let down, or never had one.
pub(super) fn let_down(duo: &Duo, side: Side) -> bool {
    duo.member(side).answer == Some(Answer::Accepted)
}
