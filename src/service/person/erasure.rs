//! A pause, coming back, and leaving for good.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::priority;
use crate::domain::duo::lifecycle::{DuoLifecycle, Event};
use crate::domain::person::import;
use crate::domain::{AddressPair, Answer, DuoId, EmailAddress, ProfessionalId, Profile, ProgrammeId, RoundId, Topics};
use crate::mail::{Message, Queued};
use crate::service::Context;
use crate::service::duo::transition;
use crate::service::mail::enqueue::{Reader, queue};
use crate::service::programme::activity::Activity;
use crate::store::duo::{duos, outcomes};
use crate::store::person::departures::{self, Gone};
use crate::store::person::professionals::{self, Professional, Standing};
use crate::store::person::{pseudonyms, typed_answers};
use crate::store::round::{rounds, stored_inputs};
use crate::store::{Connection, Result, StoreError};

/// The first and the last day on which somebody who pauses today may come back.
#[must_use]
pub fn pause_bounds(now: DateTime<Utc>) -> (NaiveDate, NaiveDate) {
    let today = now.date_naive();
    (today + Days::new(1), today + Days::new(2 * 366))
}

/// Lets the professional who acts take part in no round until a day, or until they say so. A duo that waits for their
/// answer gets a no, so that the other does not wait; what is confirmed goes on.
///
/// # Errors
/// [`StoreError::Conflict`] when the address was never confirmed; those of the database.
pub fn pause(cx: &mut Context<'_>, until: Option<NaiveDate>) -> Result<()> {
    let professional = cx.professional()?;
    let before = professionals::by_id(cx.c, professional)?;
    departures::pause(cx.c, professional, until)?;
    if before.standing != Standing::Paused || before.paused_until != until {
        cx.note(before.programme_id, &Activity::Paused)?;
    }
    for duo in duos::of_professional(cx.c, professional)? {
        let Some(side) = duo.side_of(professional).filter(|_| matches!(duo.life, DuoLifecycle::AwaitingAnswers(_)))
        else {
            continue;
        };
        let Some(duo) = duos::lock(cx.c, duo.id)? else { continue };
        let round = rounds::by_id(cx.c, duo.round_id)?.ok_or(StoreError::Conflict)?;
        if matches!(duo.life, DuoLifecycle::AwaitingAnswers(_)) && duo.member(side).answer != Some(Answer::Declined) {
            transition::apply(cx, &round, &duo, Event::Answered(side, Answer::Declined))?;
            duos::set_answer(cx.c, duo.id, side, Answer::Declined, None, cx.now)?;
        }
    }
    Ok(())
}

/// Lets the professional who acts take part again.
///
/// # Errors
/// Those of the database.
pub fn come_back(cx: &mut Context<'_>) -> Result<()> {
    let professional = cx.professional()?;
    if departures::come_back(cx.c, professional)? {
        let programme = professionals::by_id(cx.c, professional)?.programme_id;
        cx.note(programme, &Activity::CameBack)?;
    }
    Ok(())
}

/// Lets somebody take part again whose pause is over. False when they do, or paused anew.
///
/// # Errors
/// Those of the database.
pub fn end_pause(cx: &mut Context<'_>, id: ProfessionalId) -> Result<bool> {
    let is_over = departures::due_back(cx.c, cx.now.date_naive())?.contains(&id);
    if !is_over || !departures::come_back(cx.c, id)? {
        return Ok(false);
    }
    let programme = professionals::by_id(cx.c, id)?.programme_id;
    cx.note(programme, &Activity::PauseEnded { professional: id })?;
    Ok(true)
}

/// Removes the professional who acts with all that is kept about them: their profile, their duos, what they and their
/// partners said in these, their links and mails, and what rounds were proposed from. Whoever is in a duo with them is
/// told that it ended.
///
/// What remains is what came of each of their duos, without a word of whose it was; and keyed hashes of their address: that
/// they left, so that no file invites them again, and where others asked not to meet them, so that it holds again should
/// they come back.
///
/// # Errors
/// Those of the database.
pub fn leave(cx: &mut Context<'_>) -> Result<()> {
    let id = cx.professional()?;
    let professional = professionals::by_id(cx.c, id)?;
    let programme = professional.programme_id;
    pseudonyms::note_left(cx.c, programme, professional.profile.email(), cx.now)?;
    cx.note(programme, &Activity::Left)?;
    erase(cx, &professional)
}

/// Removes somebody of a programme as [`leave`] does, because a coordinator decided so, and tells them. It was not their wish:
/// they can be invited again. False when they are not there.
///
/// # Errors
/// Those of the database.
pub fn remove(cx: &mut Context<'_>, programme: ProgrammeId, id: ProfessionalId) -> Result<bool> {
    cx.authorise(programme)?;
    let Some(professional) = professionals::in_programme(cx.c, programme, id)? else { return Ok(false) };
    cx.note(programme, &Activity::Removed)?;
    erase(cx, &professional)?;
    // An address that nobody confirmed may be a stranger's, to whom there is nothing to tell.
    if professional.standing != Standing::Unconfirmed {
        tell_removed(cx, &professional, true)?;
    }
    Ok(true)
}

/// Tells somebody who is gone that they are, in a mail of which nothing is kept once it left.
pub(crate) fn tell_removed(cx: &mut Context<'_>, gone: &Professional, by_coordinator: bool) -> Result<()> {
    let reader = Reader { name: gone.profile.name(), email: gone.profile.email(), locale: gone.locale };
    let first_name = gone.profile.first_name().to_owned();
    queue(cx, gone.programme_id, &reader, &Queued::new(Message::Removed { first_name, by_coordinator }, None))
}

/// As [`leave`], of anybody, and without the line in the log.
pub(crate) fn erase(cx: &mut Context<'_>, professional: &Professional) -> Result<()> {
    let (id, email) = (professional.id, professional.profile.email());
    let duos = duos::of_professional(cx.c, id)?;
    let theirs: Vec<DuoId> = duos.iter().map(|duo| duo.id).collect();
    let (programme, first_name) = (professional.programme_id, professional.profile.first_name());
    let gone = Gone { programme, email, first_name, duos: &theirs };
    departures::hide_name(cx.c, &gone, cx.now)?;
    for duo in duos {
        let Some(side) = duo.side_of(id) else { continue };
        let Some(duo) = duos::lock(cx.c, duo.id)? else { continue };
        let round = rounds::by_id(cx.c, duo.round_id)?.ok_or(StoreError::Conflict)?;
        transition::apply(cx, &round, &duo, Event::Left(side))?;
        if let Some(duo) = duos::by_id(cx.c, duo.id)? {
            priority::at_departure(cx.c, &round, &duo, side.other())?;
            outcomes::add_erased(cx.c, &duo, cx.now)?;
        }
    }
    departures::remove_mails(cx.c, &gone, cx.now)?;
    for round in rounds::of_programme(cx.c, professional.programme_id)? {
        let mut settings = round.settings.clone();
        let without = |couples: &mut Vec<AddressPair>| couples.retain(|couple| !concerns(couple, email));
        without(&mut settings.locked);
        without(&mut settings.banned);
        if settings != round.settings {
            departures::set_settings(cx.c, round.id, &settings)?;
        }
        forget_in_input(cx.c, round.id, email)?;
        departures::forget_in_changes(cx.c, round.id, email)?;
    }
    pseudonyms::hide_in_rules(cx.c, professional.programme_id, email)?;
    typed_answers::forget_named(cx.c, professional.programme_id, email)?;
    departures::remove(cx.c, id)
}

fn concerns(couple: &AddressPair, email: &EmailAddress) -> bool {
    couple.one() == email || couple.other() == email
}

/// Takes somebody out of what a round was proposed from. It can be computed again after that, but no longer as it was.
fn forget_in_input(c: &mut Connection, round: RoundId, email: &EmailAddress) -> Result<()> {
    let Some(mut input) = stored_inputs::of_round(c, round)? else { return Ok(()) };
    let corrupt = |what: String| StoreError::Corrupt(format!("the people of round {round}: {what}"));
    let people =
        import::parse(input.people.as_bytes(), Topics::Any).map_err(|errors| corrupt(format!("{errors:?}")))?;
    let named = |profile: &Profile| {
        let rules: HashSet<&EmailAddress> = profile.avoid().iter().chain(profile.reports_to()).collect();
        profile.email() == email || rules.contains(email)
    };
    let couples =
        input.settings.locked.iter().chain(&input.settings.banned).chain(input.earlier.iter().map(|duo| &duo.couple));
    if !people.iter().any(named) && !couples.into_iter().any(|couple| concerns(couple, email)) {
        return Ok(());
    }
    let rest = people.into_iter().filter(|profile| profile.email() != email).map(|profile| profile.without(email));
    input.people = import::written(&rest.collect::<Vec<_>>()).map_err(|e| corrupt(e.to_string()))?;
    input.settings.locked.retain(|couple| !concerns(couple, email));
    input.settings.banned.retain(|couple| !concerns(couple, email));
    input.earlier.retain(|duo| !concerns(&duo.couple, email));
    input.standing.retain(|(person, _)| person != email);
    stored_inputs::set(c, round, &input)
}
