//! A pause, coming back, and leaving for good.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::activity::{self, Activity, Actor};
use super::{Policy, steps, waiting};
use crate::domain::life::{Event, Life};
use crate::domain::{Answer, Couple, EmailAddress, ProfessionalId, Profile, RoundId, Topics, import};
use crate::store::professionals::{self, Professional, Standing};
use crate::store::{Connection, Result, StoreError, departures, duos, inputs, outcomes, pseudonyms, rounds};

/// The first and the last day on which somebody who pauses today may come back.
#[must_use]
pub fn pause_bounds(now: DateTime<Utc>) -> (NaiveDate, NaiveDate) {
    let today = now.date_naive();
    (today + Days::new(1), today + Days::new(2 * 366))
}

/// Lets somebody take part in no round until a day, or until they say so. A duo that waits for their answer gets a no,
/// so that the other does not wait; what is confirmed goes on.
///
/// # Errors
/// [`StoreError::Conflict`] when the address was never confirmed; those of the database.
pub fn pause(
    c: &mut Connection,
    policy: &Policy,
    professional: ProfessionalId,
    until: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<()> {
    let before = professionals::by_id(c, professional)?;
    departures::pause(c, professional, until)?;
    if before.standing != Standing::Paused || before.paused_until != until {
        activity::note(c, before.programme_id, Actor::Professional(professional), &Activity::Paused, now)?;
    }
    for duo in duos::of_professional(c, professional)? {
        let Some(side) = duo.side_of(professional).filter(|_| matches!(duo.life, Life::Open(_))) else { continue };
        let Some(duo) = duos::lock(c, duo.id)? else { continue };
        let round = rounds::by_id(c, duo.round_id)?.ok_or(StoreError::Conflict)?;
        if matches!(duo.life, Life::Open(_)) && duo.member(side).answer != Some(Answer::Declined) {
            steps::take(c, policy, &round, &duo, Event::Answered(side, Answer::Declined), now)?;
            duos::set_answer(c, duo.id, side, Answer::Declined, None, now)?;
        }
    }
    Ok(())
}

/// Lets somebody take part again.
///
/// # Errors
/// Those of the database.
pub fn come_back(c: &mut Connection, professional: ProfessionalId, now: DateTime<Utc>) -> Result<()> {
    if departures::come_back(c, professional)? {
        let programme = professionals::by_id(c, professional)?.programme_id;
        activity::note(c, programme, Actor::Professional(professional), &Activity::CameBack, now)?;
    }
    Ok(())
}

/// Lets somebody take part again whose pause is over. False when they do, or paused anew.
///
/// # Errors
/// Those of the database.
pub fn end_pause(c: &mut Connection, id: ProfessionalId, now: DateTime<Utc>) -> Result<bool> {
    let is_over = departures::due_back(c, now.date_naive())?.contains(&id);
    if !is_over || !departures::come_back(c, id)? {
        return Ok(false);
    }
    let programme = professionals::by_id(c, id)?.programme_id;
    activity::note(c, programme, Actor::Clock, &Activity::PauseEnded { professional: id }, now)?;
    Ok(true)
}

/// Removes somebody with all that is kept about them: their profile, their duos, what they and their partners said in
/// these, their links and mails, and what rounds were proposed from. Whoever is in a duo with them is told that it ended.
///
/// What remains is what came of each of their duos, without a word of whose it was; and keyed hashes of their address: that
/// they left, so that no file invites them again, and where others asked not to meet them, so that it holds again should
/// they come back.
///
/// # Errors
/// Those of the database.
pub fn leave(c: &mut Connection, policy: &Policy, professional: &Professional, now: DateTime<Utc>) -> Result<()> {
    let (programme, actor) = (professional.programme_id, Actor::Professional(professional.id));
    pseudonyms::note_left(c, programme, professional.profile.email(), now)?;
    activity::note(c, programme, actor, &Activity::Left, now)?;
    erase(c, policy, professional, now)
}

/// As [`leave`], for somebody who is removed without having asked for it.
pub(super) fn erase(
    c: &mut Connection,
    policy: &Policy,
    professional: &Professional,
    now: DateTime<Utc>,
) -> Result<()> {
    let (id, email) = (professional.id, professional.profile.email());
    let mut theirs = Vec::new();
    for duo in duos::of_professional(c, id)? {
        theirs.push(duo.id);
        let Some(side) = duo.side_of(id) else { continue };
        let Some(duo) = duos::lock(c, duo.id)? else { continue };
        let round = rounds::by_id(c, duo.round_id)?.ok_or(StoreError::Conflict)?;
        steps::take(c, policy, &round, &duo, Event::Left(side), now)?;
        if let Some(duo) = duos::by_id(c, duo.id)? {
            waiting::at_departure(c, &round, &duo, side.other())?;
            outcomes::add_erased(c, &duo, now)?;
        }
    }
    departures::remove_mails(c, professional.programme_id, email, &theirs, now)?;
    for round in rounds::of_programme(c, professional.programme_id)? {
        let mut settings = round.settings.clone();
        let without = |couples: &mut Vec<Couple>| couples.retain(|couple| !concerns(couple, email));
        without(&mut settings.locked);
        without(&mut settings.banned);
        if settings != round.settings {
            departures::set_settings(c, round.id, &settings)?;
        }
        forget_in_input(c, round.id, email)?;
        departures::forget_in_changes(c, round.id, email)?;
    }
    pseudonyms::hide_in_rules(c, professional.programme_id, email)?;
    departures::remove(c, id)
}

fn concerns(couple: &Couple, email: &EmailAddress) -> bool {
    couple.one() == email || couple.other() == email
}

/// Takes somebody out of what a round was proposed from. It can be computed again after that, but no longer as it was.
fn forget_in_input(c: &mut Connection, round: RoundId, email: &EmailAddress) -> Result<()> {
    let Some(mut input) = inputs::of_round(c, round)? else { return Ok(()) };
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
    let rest = people.into_iter().filter(|profile| profile.email() != email).map(|profile| {
        let mut typed = profile.to_input();
        typed.avoid.retain(|other| other != email.as_str());
        typed.reports_to.retain(|other| other != email.as_str());
        Profile::parse(&typed, Topics::Any).map_err(|errors| corrupt(format!("{errors:?}")))
    });
    let rest = rest.collect::<Result<Vec<_>>>()?;
    let mut file = Vec::new();
    import::write(&rest, &mut file).map_err(|e| corrupt(e.to_string()))?;
    input.people = String::from_utf8(file).map_err(|e| corrupt(e.to_string()))?;
    input.settings.locked.retain(|couple| !concerns(couple, email));
    input.settings.banned.retain(|couple| !concerns(couple, email));
    input.earlier.retain(|duo| !concerns(&duo.couple, email));
    input.standing.retain(|(person, _)| person != email);
    inputs::set(c, round, &input)
}
