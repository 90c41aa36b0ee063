//! Fresh links in place of older ones.
//!
//! Mails about something carry a link along, and all of these work beside each other. What hands out a link anew (who lost
//! theirs, asks for their data, or signs up a second time) replaces nothing by itself, since anybody can ask; once that link is
//! used the older ones to the same page are useless, and a page that one of these opened stays open for its hours. Whoever says
//! that somebody else has a link of theirs makes every link of theirs useless at once, and closes every page.

use crate::service::links;
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::profiles;
use crate::domain::duo::lifecycle::DuoLifecycle;
use crate::domain::duo::schedule;
use crate::domain::{EmailAddress, LinkPurpose, ProfessionalId, RoundState, Token};
use crate::mail::{DuoLink, DuoNow, FreshLinks, Message, Queued, RoundLink};
use crate::service::duo::agreements;
use crate::service::mail::enqueue;
use crate::service::mail::enqueue::enqueue_mail;
use crate::service::programme::activity::Activity;
use crate::service::round::progress::second_chance;
use crate::service::{Context, Policy};
use crate::store::duo::duos::Duo;
use crate::store::duo::{check_ins, duos};
use crate::store::mail::outbox;
use crate::store::person::professionals;
use crate::store::person::professionals::{Professional, Standing};
use crate::store::round::rounds::Round;
use crate::store::round::{opt_ins, rounds};
use crate::store::tokens::{self, Grant};
use crate::store::{Connection, Result, StoreError, if_readable};

/// Mails whoever is known at this address, in whichever programme, one mail a programme with a fresh link to all that is
/// open to them there. An unknown address gets nothing, and whoever asked is told the same.
///
/// # Errors
/// Those of the database.
pub fn send_fresh(cx: &mut Context<'_>, email: &EmailAddress) -> Result<()> {
    let known = professionals::ids_by_email(cx.c, email)?;
    if known.is_empty() {
        return outbox::write_nothing(cx.c);
    }
    for id in known {
        // What cannot be read in one programme costs nothing of another.
        if_readable(send_fresh_to(cx, id))?;
    }
    Ok(())
}

fn send_fresh_to(cx: &mut Context<'_>, id: ProfessionalId) -> Result<()> {
    let Some(professional) = professionals::by_ids(cx.c, &[id])?.pop() else { return Ok(()) };
    if professional.standing == Standing::Unconfirmed {
        profiles::ask_again_to_confirm(cx, &professional)
    } else {
        mail_all(cx, &professional, false)
    }
}

/// Makes every link of somebody useless, because somebody else has one, closes what these opened, and mails them fresh ones.
fn replace_all(cx: &mut Context<'_>, professional: &Professional) -> Result<()> {
    tokens::replace_all(cx.c, professional.id, LinkPurpose::ALL, cx.now)?;
    tokens::close_opened(cx.c, professional.id)?;
    cx.note(professional.programme_id, &Activity::LinksReplaced)?;
    mail_all(cx, professional, true)
}

/// Makes every link of whoever has this one, to a profile or a duo, useless, because somebody else has one, and mails them
/// fresh ones; nothing when it does not work.
///
/// # Errors
/// Those of the database.
pub fn report(cx: &mut Context<'_>, (token, purpose): (&Token, LinkPurpose)) -> Result<Option<()>> {
    let Some(Grant::Profile { professional } | Grant::Duo { professional, .. }) = cx.granted(token, purpose)? else {
        return Ok(None);
    };
    let professional = professionals::by_id(cx.c, professional)?;
    replace_all(cx, &professional).map(Some)
}

fn mail_all(cx: &mut Context<'_>, professional: &Professional, reported: bool) -> Result<()> {
    let links = FreshLinks {
        first_name: professional.profile.first_name().to_owned(),
        reported,
        token: links::fresh_profile_link(cx, professional.id)?.to_hex(),
        duos: duo_links(cx, professional.id)?,
        rounds: round_links(cx, professional.id)?,
    };
    enqueue_mail(cx, professional, Message::FreshLinks(links))
}

/// Links to the duos on whose pages somebody can do something. One that cannot be read is left out.
fn duo_links(cx: &mut Context<'_>, professional: ProfessionalId) -> Result<Vec<DuoLink>> {
    let mut links = Vec::new();
    for duo in duos::of_professional(cx.c, professional)? {
        links.extend(if_readable(duo_link(cx, professional, &duo))?.flatten());
    }
    Ok(links)
}

fn duo_link(cx: &mut Context<'_>, professional: ProfessionalId, duo: &Duo) -> Result<Option<DuoLink>> {
    let Some((other, now)) = duo_now(cx.c, cx.policy, duo, professional, cx.now)? else { return Ok(None) };
    // A publication that can be called back is told to nobody before its mails leave.
    if matches!(now, DuoNow::Answer(_)) && enqueue::will_be_told(cx, professional, duo.id)? {
        return Ok(None);
    }
    let token = links::fresh_link(cx, Grant::Duo { professional, duo: duo.id })?;
    Ok(Some(DuoLink { other, now, token }))
}

/// The first name of the other, and what somebody can do on the page of their duo, if anything. Without a name that can be
/// read there is nothing to tell.
fn duo_now(
    c: &mut Connection,
    policy: &Policy,
    duo: &Duo,
    professional: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<Option<(String, DuoNow)>> {
    let Some(side) = duo.side_of(professional) else { return Ok(None) };
    let Some(state) = open_to(c, policy, duo, professional, now)? else { return Ok(None) };
    let other = professionals::by_ids(c, &[duo.member(side.other()).professional_id])?.pop();
    Ok(other.map(|other| (other.profile.first_name().to_owned(), state)))
}

/// What somebody can do on the page of their duo, if anything.
fn open_to(
    c: &mut Connection,
    policy: &Policy,
    duo: &Duo,
    professional: ProfessionalId,
    now: DateTime<Utc>,
) -> Result<Option<DuoNow>> {
    Ok(match duo.life {
        DuoLifecycle::AwaitingAnswers(_) => {
            let round = rounds::by_id(c, duo.round_id)?.ok_or(StoreError::Conflict)?;
            let in_time = now < schedule::answers_end(round.answer_by, policy.links.duo_grace_days);
            in_time.then_some(DuoNow::Answer(round.answer_by))
        }
        DuoLifecycle::Confirmed => Some(DuoNow::Meet),
        DuoLifecycle::Ended(_) if agreements::can_close(duo) => {
            let Some(side) = duo.side_of(professional) else { return Ok(None) };
            check_ins::closing(c, duo.id, side)?.is_none().then_some(DuoNow::LookBack)
        }
        _ => None,
    })
}

/// Links to the rounds that ask somebody something. One that cannot be read is left out.
fn round_links(cx: &mut Context<'_>, professional: ProfessionalId) -> Result<Vec<RoundLink>> {
    let mut links = Vec::new();
    for round in rounds::of_professional(cx.c, professional)? {
        links.extend(if_readable(round_link(cx, professional, round))?.flatten());
    }
    Ok(links)
}

fn round_link(cx: &mut Context<'_>, professional: ProfessionalId, round: Round) -> Result<Option<RoundLink>> {
    let id = round.id;
    let (grant, again, answer_by) = if is_asking(cx.c, &round, professional)? {
        (Grant::OptIn { professional, round: id }, false, round.opt_in_by)
    } else if let Some(until) = second_chance::open_until(cx.c, &round, professional, cx.now)? {
        (Grant::AskAgain { professional, round: id }, true, Some(until))
    } else {
        return Ok(None);
    };
    let token = links::fresh_link(cx, grant)?;
    Ok(Some(RoundLink { round: round.name, answer_by, again, token }))
}

/// Whether a round asks somebody whether they take part.
fn is_asking(c: &mut Connection, round: &Round, professional: ProfessionalId) -> Result<bool> {
    let is_open = matches!(round.state, RoundState::Draft | RoundState::Proposed);
    Ok(is_open && opt_ins::is_asked(c, round.id, professional)?)
}

/// Whether a link worked until a newer one came in its place.
///
/// # Errors
/// Those of the database.
pub fn is_replaced(c: &mut Connection, token: &Token, now: DateTime<Utc>) -> Result<bool> {
    Ok(tokens::replaced(c, token, now)?.is_some())
}

/// The tokens in a queued mail.
///
/// # Errors
/// [`StoreError::Corrupt`] for a mail that cannot be written down.
pub fn tokens_of(queued: &Queued) -> Result<Vec<Token>> {
    let mut found = Vec::new();
    each_text(&mut content(queued)?, &mut |text| found.extend(Token::parse(text)));
    Ok(found)
}

fn content(queued: &Queued) -> Result<Value> {
    serde_json::to_value(queued).map_err(|_| unreadable())
}

// What serde says may quote a token.
fn unreadable() -> StoreError {
    StoreError::Corrupt("a mail in the queue".to_owned())
}

/// A mail that is about to leave, with fresh links where its own were replaced while it waited; nothing when all of its
/// own work.
///
/// # Errors
/// Those of the database.
pub fn renew_queued(cx: &mut Context<'_>, queued: &Queued) -> Result<Option<Queued>> {
    let mut fresh = Vec::new();
    for token in tokens_of(queued)? {
        if let Some((grant, lasts)) = tokens::replaced(cx.c, &token, cx.now)? {
            // A link confirms the answers that it was mailed for: for newer ones there is a newer mail.
            if matches!(grant, Grant::VerifyAddress { .. }) {
                continue;
            }
            fresh.push((token.to_hex(), tokens::issue(cx.c, grant, lasts, cx.now)?.to_hex()));
        }
    }
    if fresh.is_empty() {
        return Ok(None);
    }
    let mut content = content(queued)?;
    each_text(&mut content, &mut |text| {
        if let Some((_, new)) = fresh.iter().find(|(old, _)| old == text) {
            text.clone_from(new);
        }
    });
    serde_json::from_value(content).map(Some).map_err(|_| unreadable())
}

/// Fresh links that are about to leave, as they are now: to what is still open, and can be read.
pub(crate) fn as_they_are(
    c: &mut Connection,
    policy: &Policy,
    professional: &Professional,
    links: FreshLinks,
    now: DateTime<Utc>,
) -> Result<FreshLinks> {
    let mut duo_links = Vec::new();
    for link in links.duos {
        let link = duo_as_it_is(c, policy, professional.id, link, now);
        duo_links.extend(if_readable(link)?.flatten());
    }
    let mut round_links = Vec::new();
    for link in links.rounds {
        let link = round_as_it_is(c, professional.id, link, now);
        round_links.extend(if_readable(link)?.flatten());
    }
    let first_name = professional.profile.first_name().to_owned();
    Ok(FreshLinks { first_name, duos: duo_links, rounds: round_links, ..links })
}

fn duo_as_it_is(
    c: &mut Connection,
    policy: &Policy,
    professional: ProfessionalId,
    link: DuoLink,
    now: DateTime<Utc>,
) -> Result<Option<DuoLink>> {
    let Some(token) = Token::parse(&link.token) else { return Ok(None) };
    let (_, Some(duo)) = tokens::leads_to(c, &token)? else { return Ok(None) };
    let Some(duo) = duos::by_id(c, duo)? else { return Ok(None) };
    let stands = duo_now(c, policy, &duo, professional, now)?;
    Ok(stands.map(|(other, now)| DuoLink { other, now, token: link.token }))
}

fn round_as_it_is(
    c: &mut Connection,
    professional: ProfessionalId,
    link: RoundLink,
    now: DateTime<Utc>,
) -> Result<Option<RoundLink>> {
    let Some(token) = Token::parse(&link.token) else { return Ok(None) };
    let (Some(round), _) = tokens::leads_to(c, &token)? else { return Ok(None) };
    let Some(round) = rounds::by_id(c, round)? else { return Ok(None) };
    let answer_by = if link.again {
        second_chance::open_until(c, &round, professional, now)?.map(Some)
    } else {
        is_asking(c, &round, professional)?.then_some(round.opt_in_by)
    };
    Ok(answer_by.map(|answer_by| RoundLink { round: round.name, answer_by, ..link }))
}

fn each_text(content: &mut Value, visit: &mut impl FnMut(&mut String)) {
    match content {
        Value::String(text) => visit(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, visit)),
        Value::Object(fields) => fields.values_mut().for_each(|field| each_text(field, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The first of the tokens in the path of a page.
#[must_use]
pub fn token_in_path(path: &str) -> Option<Token> {
    path.split('/').find_map(Token::parse)
}
