//! What happens to duos and rounds by the passing of time. Each does one thing to one duo or round, once: a second
//! instance, or a second look, finds it done.
//!
//! The functions that begin with `due_` only look: who is due is found without holding anything.

use crate::service::links;
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};

use super::{introduce, transition};
use crate::domain::duo::lifecycle::{DuoLifecycle, Event};
use crate::domain::duo::schedule::{self, ANSWER_SLACK, CHECK_IN_SLACK, CLOSED_AFTER, CLOSING_LASTS, Due, Reminders};
use crate::domain::{Answer, Change, DuoId, DuoState, ProgrammeId, RoundId, RoundState, Side};
use crate::mail::{About, Digest, Message, Part, Queued};
use crate::service::mail::enqueue::{Reader, queue};
use crate::service::programme::activity::Activity;
use crate::service::round::progress;
use crate::service::{Context, Policy};
use crate::store::duo::duos::Duo;
use crate::store::duo::one_time_steps::{self, OneTimeStep};
use crate::store::duo::{agreements, check_ins, duo_life, duos};
use crate::store::programme::coordinators;
use crate::store::round::rounds;
use crate::store::round::rounds::Round;
use crate::store::{Connection, Result, StoreError, if_readable};

/// Takes a duo for this transaction, with its round.
fn lock(c: &mut Connection, id: DuoId) -> Result<Option<(Round, Duo)>> {
    let Some(duo) = duos::lock(c, id)? else { return Ok(None) };
    let round = rounds::by_id(c, duo.round_id)?.ok_or(StoreError::Conflict)?;
    Ok(Some((round, duo)))
}

/// The reminder of a duo whose moment has come, if one has: the last one rather than the one half-way. Whether it was sent
/// `is_done` tells.
fn reminder(
    round: &Round,
    duo: &Duo,
    now: DateTime<Utc>,
    is_done: impl Fn(OneTimeStep) -> bool,
) -> Option<(OneTimeStep, DateTime<Utc>)> {
    let introduced = duo.introduced_at?.and_utc();
    let Reminders { half_way, last } = Reminders::of(introduced, round.answer_by);
    let both = [(OneTimeStep::LastReminder, last), (OneTimeStep::HalfWayReminder, half_way)];
    let mut due = both.into_iter().filter_map(|(step, moment)| Some((step, moment?)));
    due.find(|(step, moment)| *moment <= now && !is_done(*step))
}

/// The duos in which whoever is silent is to be reminded.
///
/// # Errors
/// Those of the database.
pub fn due_reminders(c: &mut Connection, now: DateTime<Utc>) -> Result<Vec<DuoId>> {
    // A no that can still be taken back changes nothing for the other.
    let open = [DuoState::Introduced, DuoState::Declined];
    let mut open_without =
        |step| Ok::<HashSet<DuoId>, StoreError>(one_time_steps::without(c, &open, step)?.into_iter().collect());
    let (half_way, last) = (open_without(OneTimeStep::HalfWayReminder)?, open_without(OneTimeStep::LastReminder)?);
    let ids: Vec<DuoId> = half_way.union(&last).copied().collect();
    let rounds: HashMap<RoundId, Round> = rounds::published(c)?.into_iter().map(|round| (round.id, round)).collect();
    let is_due = |duo: &Duo| {
        let is_done = |step| !if step == OneTimeStep::LastReminder { &last } else { &half_way }.contains(&duo.id);
        rounds.get(&duo.round_id).is_some_and(|round| reminder(round, duo, now, is_done).is_some())
    };
    Ok(duos::by_ids(c, &ids)?.into_iter().filter(is_due).map(|duo| duo.id).collect())
}

/// Reminds whoever is silent in a duo.
///
/// # Errors
/// Those of the database.
pub fn remind(cx: &mut Context<'_>, id: DuoId) -> Result<bool> {
    let Some((round, duo)) = lock(cx.c, id)? else { return Ok(false) };
    let last_at = one_time_steps::done_at(cx.c, id, OneTimeStep::LastReminder)?;
    let half_way_at = one_time_steps::done_at(cx.c, id, OneTimeStep::HalfWayReminder)?;
    let is_done = |step| if step == OneTimeStep::LastReminder { last_at } else { half_way_at }.is_some();
    let Some((once, moment)) = reminder(&round, &duo, cx.now, is_done) else { return Ok(false) };
    let last = once == OneTimeStep::LastReminder;
    if last {
        // Two on one day would be one too many.
        one_time_steps::mark(cx.c, id, OneTimeStep::HalfWayReminder, cx.now)?;
    }
    let event = Event::ReminderDue { last };
    Ok(one_time_steps::mark(cx.c, id, once, cx.now)?
        && transition::apply_if_due(cx, &round, &duo, (event, moment, ANSWER_SLACK))?)
}

/// The duos in which a no has stood long enough.
///
/// # Errors
/// Those of the database.
pub fn due_declines(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<DuoId>> {
    duo_life::declined_before(c, now - reconsidering(policy))
}

fn reconsidering(policy: &Policy) -> Duration {
    Duration::minutes(policy.life.reconsider_minutes.into())
}

/// Makes a no final, and tells the other.
///
/// # Errors
/// Those of the database.
pub fn finalize_decline(cx: &mut Context<'_>, id: DuoId) -> Result<bool> {
    let Some((round, duo)) = lock(cx.c, id)? else { return Ok(false) };
    let noes = [&duo.learner, &duo.guide].into_iter().filter(|member| member.answer == Some(Answer::Declined));
    // They may have changed their mind since it was found due.
    let Some(since) = noes.filter_map(|member| member.answered_at).max() else { return Ok(false) };
    if since.and_utc() + reconsidering(cx.policy) > cx.now {
        return Ok(false);
    }
    // However late it is: somebody waits for it, and the other page says that they are told.
    Ok(transition::apply(cx, &round, &duo, Event::DeclineFinalized)?.is_some())
}

/// The duos whose answers count no longer.
///
/// # Errors
/// Those of the database.
pub fn due_lapses(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<DuoId>> {
    let grace = Duration::days(policy.links.duo_grace_days.into());
    duo_life::unanswered_before(c, (now - grace).date_naive())
}

/// Lets a duo lapse whose day has passed.
///
/// # Errors
/// Those of the database.
pub fn lapse(cx: &mut Context<'_>, id: DuoId) -> Result<bool> {
    let Some((round, duo)) = lock(cx.c, id)? else { return Ok(false) };
    let moment = schedule::answers_end(round.answer_by, cx.policy.links.duo_grace_days);
    transition::apply_if_due(cx, &round, &duo, (Event::DeadlinePassed, moment, ANSWER_SLACK))
}

/// The duos whose check-in is due, by the weeks that each chose.
///
/// # Errors
/// Those of the database.
pub fn due_check_ins(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<DuoId>> {
    let mut due = Vec::new();
    for id in one_time_steps::confirmed_before(c, now - Duration::weeks(1), OneTimeStep::CheckIn)? {
        let moment = check_in_moment_of(c, policy, id);
        if if_readable(moment)?.flatten().is_some_and(|moment| moment <= now) {
            due.push(id);
        }
    }
    Ok(due)
}

fn check_in_moment_of(c: &mut Connection, policy: &Policy, id: DuoId) -> Result<Option<DateTime<Utc>>> {
    let Some(duo) = duos::by_id(c, id)? else { return Ok(None) };
    check_in_moment(c, policy, &duo)
}

fn check_in_moment(c: &mut Connection, policy: &Policy, duo: &Duo) -> Result<Option<DateTime<Utc>>> {
    let chosen = agreements::of(c, duo.id)?.map(|(agreement, _)| agreement.check_in_weeks());
    // What was chosen may be more than the settings allow by now.
    let weeks = chosen.map_or(policy.life.check_in_weeks, |weeks| weeks.min(policy.life.most_check_in_weeks()));
    let weeks = Duration::weeks(weeks.into());
    Ok(duo.confirmed_at.map(|confirmed| confirmed.and_utc() + weeks))
}

/// Asks both members how it goes.
///
/// # Errors
/// Those of the database.
pub fn check_in(cx: &mut Context<'_>, id: DuoId) -> Result<bool> {
    let Some((round, duo)) = lock(cx.c, id)? else { return Ok(false) };
    let Some(moment) = check_in_moment(cx.c, cx.policy, &duo)?.filter(|moment| *moment <= cx.now) else {
        return Ok(false);
    };
    let due = (Event::CheckInDue, moment, CHECK_IN_SLACK);
    Ok(one_time_steps::mark(cx.c, id, OneTimeStep::CheckIn, cx.now)?
        && transition::apply_if_due(cx, &round, &duo, due)?)
}

/// The duos whose closing check-in is due.
///
/// # Errors
/// Those of the database.
pub fn due_closings(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<DuoId>> {
    one_time_steps::confirmed_before(c, now - Duration::weeks(policy.life.closing_weeks.into()), OneTimeStep::Closing)
}

/// Asks both members what it brought.
///
/// # Errors
/// Those of the database.
pub fn closing(cx: &mut Context<'_>, id: DuoId) -> Result<bool> {
    let Some((round, duo)) = lock(cx.c, id)? else { return Ok(false) };
    let weeks = Duration::weeks(cx.policy.life.closing_weeks.into());
    let Some(moment) = duo.confirmed_at.map(|confirmed| confirmed.and_utc() + weeks) else { return Ok(false) };
    let due = (Event::ClosingDue, moment, CHECK_IN_SLACK);
    Ok(one_time_steps::mark(cx.c, id, OneTimeStep::Closing, cx.now)?
        && transition::apply_if_due(cx, &round, &duo, due)?)
}

/// The duos that are done: both answered the closing check-in, or it was asked for long enough ago.
///
/// # Errors
/// Those of the database.
pub fn due_endings(c: &mut Connection, now: DateTime<Utc>) -> Result<Vec<DuoId>> {
    let mut due = Vec::new();
    for duo in one_time_steps::confirmed_after(c, OneTimeStep::Closing)? {
        let done = is_done(c, duo, now);
        if if_readable(done)? == Some(true) {
            due.push(duo);
        }
    }
    Ok(due)
}

fn is_done(c: &mut Connection, id: DuoId, now: DateTime<Utc>) -> Result<bool> {
    let asked = one_time_steps::done_at(c, id, OneTimeStep::Closing)?;
    Ok(asked.is_some_and(|asked| asked.and_utc() + CLOSING_LASTS <= now) || check_ins::closed(c, id)?.len() == 2)
}

/// Ends a duo that is done.
///
/// # Errors
/// Those of the database.
pub fn finish(cx: &mut Context<'_>, id: DuoId) -> Result<bool> {
    let Some((round, duo)) = lock(cx.c, id)? else { return Ok(false) };
    Ok(is_done(cx.c, id, cx.now)? && transition::apply(cx, &round, &duo, Event::Finished)?.is_some())
}

/// Lets a duo know that a member's mail does not arrive.
///
/// # Errors
/// Those of the database.
pub fn unreachable(cx: &mut Context<'_>, (id, side): (DuoId, Side)) -> Result<bool> {
    let Some((round, duo)) = lock(cx.c, id)? else { return Ok(false) };
    Ok(duo_life::note_unreachable(cx.c, id, side, cx.now)?
        && transition::apply(cx, &round, &duo, Event::Refused(side))?.is_some())
}

/// The rounds whose coordinators are to be told how they are doing, those of each programme together: every so many days
/// while answers come in, and once when they are all in.
///
/// # Errors
/// Those of the database.
pub fn due_digests(c: &mut Connection, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<Vec<RoundId>>> {
    let waiting = check_ins::rounds_with_open_asks(c)?;
    let mut rounds = rounds::published(c)?;
    for id in &waiting {
        if !rounds.iter().any(|round| round.id == *id) {
            rounds.extend(if_readable(rounds::by_id(c, *id))?.flatten());
        }
    }
    let mut due: BTreeMap<ProgrammeId, Vec<RoundId>> = BTreeMap::new();
    for round in rounds.iter().filter(|round| digest_is_due(policy, round, waiting.contains(&round.id), now)) {
        due.entry(round.programme_id).or_default().push(round.id);
    }
    Ok(due.into_values().collect())
}

/// While answers come in, once when they are all in, and after that as long as somebody waits for help.
fn digest_is_due(policy: &Policy, round: &Round, is_help_wanted: bool, now: DateTime<Utc>) -> bool {
    let Some(last) = round.digest_at.or(round.published_at).map(|last| last.and_utc()) else { return false };
    let end = schedule::answers_end(round.answer_by, policy.links.duo_grace_days);
    let every = Duration::days(policy.life.digest_days.into());
    let is_over = now >= end || round.state == RoundState::Closed;
    if is_over && !is_help_wanted { round.state == RoundState::Published && last < end } else { now - last >= every }
}

/// Tells the coordinators of these rounds of one programme how they are doing: one mail each. Gives of how many rounds.
///
/// # Errors
/// Those of the database.
pub fn digest(cx: &mut Context<'_>, ids: &[RoundId]) -> Result<usize> {
    let mut digests = Vec::new();
    let mut programme = None;
    for id in ids {
        let board = progress::status(cx.c, *id).map_err(to_store)?;
        let asks = board.counts().needs_help > 0;
        if digest_is_due(cx.policy, &board.round, asks, cx.now) && rounds::mark_digest(cx.c, &board.round, cx.now)? {
            programme = Some(board.round.programme_id);
            digests.push((*id, digest_from(&board)));
        }
    }
    let Some(programme) = programme else { return Ok(0) };
    for coordinator in coordinators::of_programme(cx.c, programme)? {
        if !coordinators::with_digests(cx.c, coordinator.id)?.1 {
            continue;
        }
        let part = |(round, digest): &(RoundId, Digest)| Part {
            message: Message::Digest(digest.clone()),
            about: Some(About::coordinator(coordinator.id).round(*round)),
        };
        let way_out = links::way_out_of_digests(cx, coordinator.id)?.to_hex();
        let reader = Reader { name: "", email: &coordinator.email, locale: coordinator.locale };
        if let Some(queued) = Queued::of(digests.iter().map(part).collect(), Some(way_out)) {
            queue(cx, programme, &reader, &queued)?;
        }
    }
    Ok(digests.len())
}

/// How a round is doing now, for its coordinators.
pub(crate) fn digest_of(c: &mut Connection, id: RoundId) -> Result<Digest> {
    progress::status(c, id).map_err(to_store).map(|board| digest_from(&board))
}

fn digest_from(board: &progress::RoundProgress) -> Digest {
    let (round, counts) = (&board.round, board.counts());
    Digest {
        round: round.name.clone(),
        introduced: counts.results.introduced,
        confirmed: counts.results.confirmed,
        declined: counts.results.declined,
        lapsed: counts.results.lapsed,
        silent: counts.silent,
        unreachable: counts.unreachable,
        overdue: board.overdue,
        needs_help: counts.needs_help,
        path: format!("/coordinator/rounds/{}", round.id),
    }
}

/// The rounds in which whoever has no duo is to be told so: an hour after publication, in which the coordinator may have
/// found somebody for them.
///
/// # Errors
/// Those of the database.
pub fn due_no_duos(c: &mut Connection, now: DateTime<Utc>) -> Result<Vec<RoundId>> {
    let is_due = |round: &Round| no_duo_moment(round).is_some_and(|moment| moment <= now);
    Ok(rounds::published(c)?.iter().filter(|round| is_due(round)).map(|round| round.id).collect())
}

fn no_duo_moment(round: &Round) -> Option<DateTime<Utc>> {
    let published = round.published_at.filter(|_| round.no_duo_at.is_none())?;
    Some(published.and_utc() + Duration::hours(1))
}

/// Tells whoever took part in a round and is in none of its duos why, and that they go first next time.
///
/// # Errors
/// Those of the database.
pub fn tell_no_duo(cx: &mut Context<'_>, id: RoundId) -> Result<bool> {
    let Some(round) = rounds::by_id(cx.c, id)? else { return Ok(false) };
    let Some(moment) = no_duo_moment(&round) else { return Ok(false) };
    if !rounds::mark_no_duo(cx.c, id, cx.now)? {
        return Ok(false);
    }
    if schedule::due(moment, ANSWER_SLACK, cx.now) == Due::Now {
        introduce::tell_unmatched(cx, &round)?;
    }
    Ok(true)
}

/// The rounds that nobody closed, long after their last day.
///
/// # Errors
/// Those of the database.
pub fn due_rounds(c: &mut Connection, now: DateTime<Utc>) -> Result<Vec<RoundId>> {
    let end = |round: &Round| schedule::answers_end(round.answer_by, 0).checked_add_signed(CLOSED_AFTER);
    let is_old = |round: &Round| end(round).is_some_and(|end| end <= now);
    Ok(rounds::published(c)?.iter().filter(|round| is_old(round)).map(|round| round.id).collect())
}

/// Closes such a round. Nothing is left in it that waits for an answer.
///
/// # Errors
/// Those of the database.
pub fn close_round(cx: &mut Context<'_>, id: RoundId) -> Result<bool> {
    let waits = |duo: &Duo| matches!(duo.life, DuoLifecycle::AwaitingAnswers(_)) || duo.state == DuoState::Proposed;
    if duos::of_round(cx.c, id)?.iter().any(waits) {
        return Ok(false);
    }
    let Some(round) = rounds::by_id(cx.c, id)? else { return Ok(false) };
    progress::let_end(cx, &round).map_err(to_store)?;
    let (programme, step) = (round.programme_id, Activity::RoundStep { round: id, step: Change::Close });
    cx.note(programme, &step)?;
    Ok(true)
}

/// A round that is no longer there, or no longer as it was, is nobody's fault here: it is looked at again later.
pub(crate) fn to_store(error: crate::service::round::RoundError) -> StoreError {
    match error {
        crate::service::round::RoundError::Store(error) => error,
        _ => StoreError::Conflict,
    }
}
