//! A published round as its coordinator follows it: who answered, who is silent, what needs help; and what the
//! coordinator does about it. Each action is one transaction and holds against the version that was seen.
//!
//! Nobody knows who opened a page: scanners open every link that is mailed, and some run scripts. What is known is who
//! pressed a button there ([`DuoProgress::seen`]).

pub mod by_hand;
mod live;
pub mod reopen;
mod repair;
pub mod second_chance;

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::{answer_by_bounds, history, load_expecting_version};
use crate::domain::duo::lifecycle::{DuoLifecycle, Event, PerSide};
use crate::domain::duo::outcome::{DuoResult, ResultCounts};
use crate::domain::{Change, DuoId, DuoState, ProfessionalId, RoundId, RoundState, Side};
use crate::mail::NoDuoWhy;
use crate::service::Context;
use crate::service::duo::{introduce, reminders, transition};
use crate::service::person::priority;
use crate::service::round::RoundError;
use crate::store::duo::check_ins::OpenAsk;
use crate::store::duo::duos::Duo;
use crate::store::duo::one_time_steps::{self, OneTimeStep};
use crate::store::duo::{check_ins, duo_life, duos, outcomes};
use crate::store::mail::mailings;
use crate::store::person::{professionals, undeliverable};
use crate::store::round::rounds::Round;
use crate::store::round::{live as live_store, rounds};
use crate::store::{Connection, StoreError};

pub use crate::service::duo::reminders::Reminded;
pub use live::NewPair;
pub use repair::{Choice, Repair, carry_out, is_repaired, repair, repair_chosen, repair_preview};

/// One duo of a round, as the coordinator sees it.
#[derive(Debug, Clone)]
pub struct DuoProgress {
    /// The duo; its `life` says where it is.
    pub duo: Duo,
    /// What came of it; nothing while nobody was told of it.
    pub result: Option<DuoResult>,
    /// Who has not answered, and is waited for.
    pub silent: PerSide<bool>,
    /// Who pressed a button on the duo's page, be it "I am still thinking".
    pub seen: PerSide<bool>,
    /// Whose mail does not arrive.
    pub unreachable: PerSide<bool>,
    /// Whether they met, as each of them said.
    pub met: PerSide<Option<bool>>,
    /// The calls for help of its members that the coordinator did not deal with yet.
    pub asks: Vec<OpenAsk>,
}

/// A round and its duos.
#[derive(Debug, Clone)]
pub struct RoundProgress {
    /// The round.
    pub round: Round,
    /// Its duos, best first.
    pub duos: Vec<DuoProgress>,
    /// The results of those duos that are erased because a member left.
    pub erased: Vec<DuoResult>,
    /// How many mails were not sent, because their moment had long passed.
    pub overdue: u32,
    /// Who takes part and is in no duo that goes on: by identifier. A repair looks for somebody for them.
    pub free: Vec<ProfessionalId>,
    /// When a member was last reminded, since the first duo was introduced.
    pub reminded_at: Option<NaiveDateTime>,
}

/// How many duos, and people, are where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Duos by what came of them, those that are erased included.
    pub results: ResultCounts,
    /// People who have not answered and are waited for, each once.
    pub silent: u32,
    /// People whose mail does not arrive, each once.
    pub unreachable: u32,
    /// Duos in which a member asks for help.
    pub needs_help: u32,
}

impl RoundProgress {
    /// How many are where.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let people = |at: fn(&DuoProgress) -> PerSide<bool>| {
            let members = self.duos.iter().flat_map(|one| {
                let there = SIDES.into_iter().filter(move |side| at(one).at(*side));
                there.map(|side| one.duo.member(side).professional_id)
            });
            to_u32(members.collect::<HashSet<_>>().len())
        };
        Counts {
            results: ResultCounts::of(self.duos.iter().filter_map(|one| one.result).chain(self.erased.iter().copied())),
            silent: people(|one| one.silent),
            unreachable: people(|one| one.unreachable),
            needs_help: to_u32(self.duos.iter().filter(|one| !one.asks.is_empty()).count()),
        }
    }
}

const SIDES: [Side; 2] = [Side::Learner, Side::Guide];

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// How a round is doing.
///
/// # Errors
/// [`RoundError::NotFound`], and those of the database.
pub fn status(c: &mut Connection, id: RoundId) -> Result<RoundProgress, RoundError> {
    let round = load_expecting_version(c, id, None)?;
    let duos = duos::of_round(c, id)?;
    let refused = undeliverable::of_programme(c, round.programme_id)?;
    let refused: HashSet<ProfessionalId> = refused.into_iter().map(|(professional, _)| professional).collect();
    let mut asks: HashMap<DuoId, Vec<OpenAsk>> = HashMap::new();
    for ask in check_ins::open_asks(c, id)? {
        asks.entry(ask.duo).or_default().push(ask);
    }
    let said = check_ins::said_met(c, id)?;
    let met = outcomes::met_in_round(c, id)?;
    let erased = outcomes::erased_in_round(c, id)?;
    let overdue = u32::try_from(duo_life::overdue(c, id, None)?).unwrap_or(u32::MAX);
    let free = free(c, &round, &duos)?;
    let reminded_at = last_reminder(c, &duos)?;
    let mut on_board = |duo: Duo| {
        let both = |of: &dyn Fn(Side) -> bool| PerSide { learner: of(Side::Learner), guide: of(Side::Guide) };
        let is_waiting = duo.state == DuoState::Introduced;
        let silent = both(&|side| is_waiting && duo.member(side).answer.is_none());
        let seen = both(&|side| duo.member(side).seen_at.is_some() || duo.member(side).answer.is_some());
        let unreachable = both(&|side| {
            duo.member(side).unreachable_at.is_some() || refused.contains(&duo.member(side).professional_id)
        });
        let said = |side| said.get(&(duo.id, side)).copied();
        DuoProgress {
            result: outcomes::result(&duo, met.get(&duo.id).copied()),
            silent,
            seen,
            unreachable,
            met: PerSide { learner: said(Side::Learner), guide: said(Side::Guide) },
            asks: asks.remove(&duo.id).unwrap_or_default(),
            duo,
        }
    };
    let duos = duos.into_iter().map(&mut on_board).collect();
    Ok(RoundProgress { round, duos, erased, overdue, free, reminded_at })
}

/// When a member of these duos was last reminded, since the first was introduced.
fn last_reminder(c: &mut Connection, duos: &[Duo]) -> Result<Option<NaiveDateTime>, StoreError> {
    let Some(first) = duos.iter().filter_map(|duo| duo.introduced_at).min() else { return Ok(None) };
    let members: BTreeSet<ProfessionalId> =
        duos.iter().flat_map(|d| [d.learner.professional_id, d.guide.professional_id]).collect();
    let reminded = professionals::reminded_at(c, &Vec::from_iter(members))?;
    Ok(reminded.into_values().filter(|at| *at >= first).max())
}

/// Who takes part in a round and is in none of its duos that goes on, or went its whole way.
fn free(c: &mut Connection, round: &Round, duos: &[Duo]) -> Result<Vec<ProfessionalId>, StoreError> {
    let busy: HashSet<ProfessionalId> = duos
        .iter()
        .filter(|duo| live::holds(duo))
        .flat_map(|d| [d.learner.professional_id, d.guide.professional_id])
        .collect();
    Ok(rounds::takes_part(c, round)?.into_iter().filter(|id| !busy.contains(id)).collect())
}

/// Mails whoever is silent the link once more: in one duo, or in all. Nobody is reminded twice within a day. Gives how many
/// people were.
///
/// # Errors
/// [`RoundError::Changed`] when the round is not published, or was changed since `version`; [`RoundError::Held`] while its
/// introductions wait; [`RoundError::AnswerBy`] when answers end today or have ended; those of the database.
pub fn remind(
    cx: &mut Context<'_>,
    id: RoundId,
    version: Option<i32>,
    duo: Option<DuoId>,
) -> Result<Reminded, RoundError> {
    let round = published(cx, id, version)?;
    if round.answer_by < cx.now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    let mut silent = BTreeSet::new();
    for one in duos::of_round(cx.c, id)?.iter().filter(|one| duo.is_none_or(|duo| duo == one.id)) {
        if let Ok(step) = one.life.on(Event::Reminded) {
            silent.extend(step.mails.iter().map(|(side, _)| one.member(*side).professional_id));
        }
    }
    let reminded = reminders::remind_each(cx, &silent)?;
    if reminded.people > 0 {
        rounds::bump_version(cx.c, &round)?;
        history::record_applied(cx, id, Change::Remind)?;
    }
    Ok(reminded)
}

/// Gives everybody until a later day to answer, and tells whoever is silent: in a mail of its own, or in one that waits
/// and tells the new day. Links go on working, and the last reminder comes anew. A round that is not published gets another
/// day as well, and its proposals stay: they do not depend on it.
///
/// # Errors
/// [`RoundError::Changed`] and [`RoundError::Held`] as in [`remind`]; [`RoundError::AnswerBy`] when the day is not after today, not later than the one of a published round, or past a year from now.
pub fn extend(cx: &mut Context<'_>, id: RoundId, version: Option<i32>, answer_by: NaiveDate) -> Result<(), RoundError> {
    let round = cx.round(id, version)?;
    if round.state == RoundState::Closed {
        return Err(RoundError::Changed);
    }
    let (first, last) = answer_by_bounds(cx.now);
    let is_later = round.state != RoundState::Published || answer_by > round.answer_by;
    if !is_later || !(first..=last).contains(&answer_by) {
        return Err(RoundError::AnswerBy);
    }
    not_held(cx.c, id, cx.now)?;
    rounds::bump_version(cx.c, &round)?;
    rounds::change(cx.c, id, &round.name, &round.settings, answer_by)?;
    one_time_steps::forget(cx.c, id, OneTimeStep::LastReminder)?;
    let round = Round { answer_by, ..round };
    let duos = duos::of_round(cx.c, id)?;
    reminders::tell_later_day(cx, &round, &duos)?;
    history::record_applied(cx, id, Change::Extend)
}

/// Closes a round: what waits for an answer lapses, and whoever has nobody through no doing of theirs goes first in the
/// next round. Confirmed duos go on.
///
/// # Errors
/// [`RoundError::Changed`] and [`RoundError::Held`] as in [`remind`].
pub fn close(cx: &mut Context<'_>, id: RoundId, version: Option<i32>) -> Result<(), RoundError> {
    let round = cx.round(id, version)?;
    let_end(cx, &round)?;
    history::record_applied(cx, id, Change::Close)
}

/// As [`close`], without a line among the changes of the round: the clock closes it, and writes its own line in the log.
pub(crate) fn let_end(cx: &mut Context<'_>, round: &Round) -> Result<(), RoundError> {
    not_held(cx.c, round.id, cx.now)?;
    rounds::advance(cx.c, round, RoundState::Closed, cx.now)?;
    for one in duos::of_round(cx.c, round.id)? {
        let Some(locked) =
            (if matches!(one.life, DuoLifecycle::AwaitingAnswers(_)) { duos::lock(cx.c, one.id)? } else { None })
        else {
            continue;
        };
        transition::apply(cx, round, &locked, Event::RoundClosed)?;
    }
    let duos = duos::of_round(cx.c, round.id)?;
    priority::at_closing(cx.c, round, &duos)?;
    tell_latecomers(cx, round, &duos)
}

/// Tells whoever joined after the publication, and got no duo, that there is none; and they go first next time.
fn tell_latecomers(cx: &mut Context<'_>, round: &Round, duos: &[Duo]) -> Result<(), RoundError> {
    let mut without = live_store::joined(cx.c, round.id)?;
    without.retain(|id| !duos.iter().any(|duo| duo.side_of(*id).is_some()));
    let untold = priority::of_latecomers(cx.c, round, &without)?;
    for you in professionals::by_ids(cx.c, &untold)? {
        introduce::tell_without(cx, round, &you, NoDuoWhy::Late)?;
    }
    Ok(())
}

/// A published round, if nobody changed it since `version` and its introductions have left. Whoever then changes it touches it:
/// what changes nothing leaves its version as it is.
fn published(cx: &mut Context<'_>, id: RoundId, version: Option<i32>) -> Result<Round, RoundError> {
    let round = not_held_back(cx, id, version)?;
    if round.state == RoundState::Published { Ok(round) } else { Err(RoundError::Changed) }
}

/// A round in any state, if nobody changed it since `version` and no introductions of it wait.
fn not_held_back(cx: &mut Context<'_>, id: RoundId, version: Option<i32>) -> Result<Round, RoundError> {
    let round = cx.round(id, version)?;
    not_held(cx.c, id, cx.now)?;
    Ok(round)
}

/// Refuses to go on with a round whose publication can still be called back: nobody was told of its duos.
fn not_held(c: &mut Connection, id: RoundId, now: DateTime<Utc>) -> Result<(), RoundError> {
    mailings::held_until(c, id, now)?.map_or(Ok(()), |until| Err(RoundError::Held(until)))
}
