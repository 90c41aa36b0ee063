//! Pausing, coming back, and leaving.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::Value;

use super::professionals::Standing;
use crate::domain::{
    DuoId, EmailAddress, MailId, ProfessionalId, ProgrammeId, RoundChangeId, RoundId, RoundSettings, Token,
};
use crate::store::mail::outbox::{self, WithdrawnWhy};
use crate::store::schema::{
    duo_members, duos, mails, professional_rules, professionals, round_changes, rounds, tokens,
};
use crate::store::{Connection, LoadReadable, Result, StoreError};

/// Lets somebody who takes part, or is paused already, come back on this day; without one, when they say so.
///
/// # Errors
/// [`StoreError::Conflict`] when they do neither.
pub fn pause(c: &mut Connection, id: ProfessionalId, until: Option<NaiveDate>) -> Result<()> {
    let confirmed = professionals::id.eq(id).and(professionals::standing.ne(Standing::Unconfirmed.as_str()));
    let changed = diesel::update(professionals::table.filter(confirmed))
        .set((professionals::standing.eq(Standing::Paused.as_str()), professionals::paused_until.eq(until)))
        .execute(c)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Lets somebody who is paused take part again. False when they were not.
///
/// # Errors
/// Those of the database.
pub fn come_back(c: &mut Connection, id: ProfessionalId) -> Result<bool> {
    let paused = professionals::id.eq(id).and(professionals::standing.eq(Standing::Paused.as_str()));
    let changed = diesel::update(professionals::table.filter(paused))
        .set((professionals::standing.eq(Standing::Active.as_str()), professionals::paused_until.eq(None::<NaiveDate>)))
        .execute(c)?;
    Ok(changed == 1)
}

/// Who is paused until a day that has come.
///
/// # Errors
/// Those of the database.
pub fn due_back(c: &mut Connection, today: NaiveDate) -> Result<Vec<ProfessionalId>> {
    let over = professionals::standing.eq(Standing::Paused.as_str()).and(professionals::paused_until.le(today));
    professionals::table.filter(over).select(professionals::id).load_readable(c)
}

/// Adds somebody to those whom a professional avoids. Twice is as once.
///
/// # Errors
/// Those of the database.
pub fn avoid(c: &mut Connection, id: ProfessionalId, other: &EmailAddress) -> Result<()> {
    let rule = professional_rules::table.find((id, "avoid", other.as_str()));
    if diesel::select(diesel::dsl::exists(rule)).get_result::<bool>(c)? {
        return Ok(());
    }
    diesel::insert_into(professional_rules::table)
        .values((
            professional_rules::professional_id.eq(id),
            professional_rules::rule.eq("avoid"),
            professional_rules::email.eq(other.as_str()),
        ))
        .execute(c)?;
    Ok(())
}

/// Somebody who is removed, as waiting mails may name them.
#[derive(Debug)]
pub struct Gone<'a> {
    /// Their programme.
    pub programme: ProgrammeId,
    /// Their address.
    pub email: &'a EmailAddress,
    /// Their first name.
    pub first_name: &'a str,
    /// Their duos.
    pub duos: &'a [DuoId],
}

/// Takes the name of somebody who is to be removed out of what waits and tells others that a duo of theirs is over: they are
/// told without it. The mails that tell of the removal are queued after this, and have it until they leave.
///
/// # Errors
/// Those of the database.
pub fn hide_name(c: &mut Connection, gone: &Gone<'_>, now: DateTime<Utc>) -> Result<()> {
    rewrite_waiting(c, gone.programme, now, |c, mut part, _| {
        if tells_that_it_is_over(&part) && is_about(c, &part, gone.duos)? {
            part["other"] = "".into();
        }
        Ok(Some(part))
    })
}

/// Removes every mail of a programme to somebody who is removed, and what waits for others and is about their duos or names
/// them: of a mail that tells of other duos as well, the rest stays. That a duo is over is told all the same.
///
/// # Errors
/// Those of the database.
pub fn remove_mails(c: &mut Connection, gone: &Gone<'_>, now: DateTime<Utc>) -> Result<()> {
    let to_them = mails::programme_id.eq(gone.programme).and(mails::recipient_email.eq(gone.email.as_str()));
    diesel::delete(mails::table.filter(to_them)).execute(c)?;
    let rounds: Vec<RoundId> =
        duos::table.filter(duos::id.eq_any(gone.duos)).select(duos::round_id).load_readable(c)?;
    rewrite_waiting(c, gone.programme, now, |c, part, is_test| {
        // A test tells of nobody by number, and can be sent again.
        let is_theirs = names(&part, gone.email) || is_test && has(&part, gone.first_name);
        if is_theirs { Ok(None) } else { without_duos(c, part, gone.duos, &rounds) }
    })
}

/// Rewrites what waits in a programme, message by message: each gets what stays of it, and whether the mail is a test. A mail
/// of which nothing stays is withdrawn.
fn rewrite_waiting(
    c: &mut Connection,
    programme: ProgrammeId,
    now: DateTime<Utc>,
    rest_of: impl Fn(&mut Connection, Value, bool) -> Result<Option<Value>>,
) -> Result<()> {
    // What is sent has no content any more; what waits is little, unless no mail leaves.
    let kept: Vec<(MailId, Option<String>)> = mails::table
        .filter(mails::programme_id.eq(programme).and(mails::payload.is_not_null()))
        .select((mails::id, mails::payload))
        .load_readable(c)?;
    for (id, payload) in kept {
        let Ok(Value::Object(mut first)) = serde_json::from_str(&payload.unwrap_or_default()) else { continue };
        let more = first.remove("more").and_then(|more| more.as_array().cloned()).unwrap_or_default();
        let (way_out, test) = (first.remove("unsubscribe"), first.remove("test"));
        let parts: Vec<Value> = std::iter::once(Value::Object(first)).chain(more).collect();
        let mut rest = Vec::with_capacity(parts.len());
        for part in &parts {
            rest.extend(rest_of(c, part.clone(), test.is_some())?);
        }
        if rest == parts {
            continue;
        }
        let Some((first, more)) = rest.split_first_mut() else {
            outbox::withdraw_waiting(c, id, WithdrawnWhy::DuoGone, now)?;
            continue;
        };
        if !more.is_empty() {
            first["more"] = Value::Array(more.to_vec());
        }
        for (name, value) in [("unsubscribe", way_out), ("test", test)] {
            if let Some(value) = value {
                first[name] = value;
            }
        }
        diesel::update(mails::table.find(id)).set(mails::payload.eq(first.to_string())).execute(c)?;
    }
    Ok(())
}

/// What stays of one message in a waiting mail when these duos, which are of these rounds, go with somebody.
fn without_duos(c: &mut Connection, mut part: Value, gone: &[DuoId], rounds: &[RoundId]) -> Result<Option<Value>> {
    let is_call = part["duo"].is_i64() && leads_to(c, &part["duo"], gone)?;
    let names_the_other = part.get("other").is_some() && is_about(c, &part, gone)?;
    if is_call || leads_to(c, &part["token"], gone)? || names_the_other && !tells_that_it_is_over(&part) {
        return Ok(None);
    }
    if leads_to(c, &part["duo"], gone)? {
        part["duo"] = Value::Null;
    }
    // Of a mail with the links to all of somebody's duos the others stay.
    if let Some(links) = part["duos"].as_array().cloned() {
        let mut rest = Vec::with_capacity(links.len());
        for link in links {
            if !leads_to(c, &link["token"], gone)? {
                rest.push(link);
            }
        }
        part["duos"] = Value::Array(rest);
    }
    // In whose place somebody came, and who is the third of three, is read again when an introduction leaves.
    let round = part["about"]["round"].as_i64().map(RoundId);
    if part["kind"] == "introduction" && round.is_some_and(|round| rounds.contains(&round)) {
        for name in ["instead_of", "third"] {
            if part.get(name).is_some() {
                part[name] = Value::Null;
            }
        }
    }
    Ok(Some(part))
}

/// Whether a message is about one of these duos, or leads to its page.
fn is_about(c: &mut Connection, part: &Value, duos: &[DuoId]) -> Result<bool> {
    Ok(leads_to(c, &part["about"]["duo"], duos)? || leads_to(c, &part["duo"], duos)?)
}

/// Whether a message tells that a duo has ended, or takes its meeting out of a calendar. The others hold for a duo that is
/// there, and would not leave.
fn tells_that_it_is_over(part: &Value) -> bool {
    part["kind"] == "duo_ended" || part["kind"] == "meeting" && part["calendar"]["status"] == "cancelled"
}

/// Whether an address stands in JSON as a text of its own: `jan@b.nl` is not in `"an@b.nl"`, nor the other way round.
fn names(value: &Value, email: &EmailAddress) -> bool {
    any_text(value, &|text| EmailAddress::parse(text).is_ok_and(|one| one == *email))
}

/// Whether these words stand in JSON as a text of their own.
fn has(value: &Value, words: &str) -> bool {
    any_text(value, &|text| text == words)
}

fn any_text(value: &Value, is_it: &impl Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => is_it(text),
        Value::Array(all) => all.iter().any(|one| any_text(one, is_it)),
        Value::Object(fields) => fields.values().any(|one| any_text(one, is_it)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether a link in a message leads to one of these duos; a call for help names its duo by number.
fn leads_to(c: &mut Connection, link: &Value, duos: &[DuoId]) -> Result<bool> {
    if let Some(duo) = link.as_i64() {
        return Ok(duos.contains(&DuoId(duo)));
    }
    let Some(token) = link.as_str().and_then(Token::parse) else { return Ok(false) };
    let duo: Option<Option<DuoId>> =
        tokens::table.find(token.hash().as_str()).select(tokens::duo_id).first(c).optional()?;
    Ok(duo.flatten().is_some_and(|duo| duos.contains(&duo)))
}

/// Removes a professional with all that hangs on them: their duos too, for a duo of one is none.
///
/// # Errors
/// Those of the database.
pub fn remove(c: &mut Connection, id: ProfessionalId) -> Result<()> {
    let theirs: Vec<DuoId> =
        duo_members::table.filter(duo_members::professional_id.eq(id)).select(duo_members::duo_id).load_readable(c)?;
    forget_replaced(c, id, &theirs)?;
    diesel::delete(duos::table.filter(duos::id.eq_any(theirs))).execute(c)?;
    diesel::delete(professionals::table.find(id)).execute(c)?;
    Ok(())
}

/// Forgets in whose place others came with the partners that somebody had, in the rounds of those duos. A first name is kept of
/// it, perhaps one of before they changed it, and it is of use until the introduction has left.
fn forget_replaced(c: &mut Connection, id: ProfessionalId, theirs: &[DuoId]) -> Result<()> {
    let partners: Vec<(RoundId, ProfessionalId)> = duo_members::table
        .inner_join(duos::table)
        .filter(duo_members::duo_id.eq_any(theirs).and(duo_members::professional_id.ne(id)))
        .select((duos::round_id, duo_members::professional_id))
        .load_readable(c)?;
    for (round, partner) in partners {
        let of_round = duos::table.filter(duos::round_id.eq(round)).select(duos::id);
        let as_partner = duo_members::professional_id.eq(partner).and(duo_members::duo_id.eq_any(of_round));
        diesel::update(duo_members::table.filter(as_partner))
            .set(duo_members::instead_of.eq(None::<String>))
            .execute(c)?;
    }
    Ok(())
}

/// Takes the way back from those changes of a round in which an address stands, or which cannot be read.
///
/// # Errors
/// Those of the database.
pub fn forget_in_changes(c: &mut Connection, round: RoundId, email: &EmailAddress) -> Result<()> {
    let kept: Vec<(RoundChangeId, Option<String>)> = round_changes::table
        .filter(round_changes::round_id.eq(round).and(round_changes::before.is_not_null()))
        .select((round_changes::id, round_changes::before))
        .load_readable(c)?;
    for (id, before) in kept {
        let there = |before: &String| serde_json::from_str(before).map_or(true, |before| names(&before, email));
        if before.as_ref().is_some_and(there) {
            diesel::update(round_changes::table.find(id)).set(round_changes::before.eq(None::<String>)).execute(c)?;
        }
    }
    Ok(())
}

/// Writes the settings of a round, whatever its state: an address was taken out of them.
///
/// # Errors
/// Those of the database.
pub fn set_settings(c: &mut Connection, round: RoundId, settings: &RoundSettings) -> Result<()> {
    let json = serde_json::to_string(settings).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    diesel::update(rounds::table.find(round)).set(rounds::settings.eq(json)).execute(c)?;
    Ok(())
}
