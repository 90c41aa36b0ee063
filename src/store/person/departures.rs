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

/// Removes every mail of a programme to an address, and what waits for others and leads to one of these duos: of a mail
/// that tells of other duos as well, the rest stays.
///
/// # Errors
/// Those of the database.
pub fn remove_mails(
    c: &mut Connection,
    programme: ProgrammeId,
    email: &EmailAddress,
    of_duos: &[DuoId],
    now: DateTime<Utc>,
) -> Result<()> {
    let to_them = mails::programme_id.eq(programme).and(mails::recipient_email.eq(email.as_str()));
    diesel::delete(mails::table.filter(to_them)).execute(c)?;
    // What is sent has no content any more; what waits is little, unless no mail leaves.
    let kept: Vec<(MailId, Option<String>)> = mails::table
        .filter(mails::programme_id.eq(programme).and(mails::payload.is_not_null()))
        .select((mails::id, mails::payload))
        .load_readable(c)?;
    for (id, payload) in kept {
        let Ok(Value::Object(mut first)) = serde_json::from_str(&payload.unwrap_or_default()) else { continue };
        let (more, way_out) = (first.remove("more"), first.remove("unsubscribe"));
        let more = more.and_then(|more| more.as_array().cloned()).unwrap_or_default();
        let (mut parts, mut is_other) = (Vec::new(), false);
        for mut part in std::iter::once(Value::Object(first)).chain(more) {
            let is_call = part["duo"].is_i64() && leads_to(c, &part["duo"], of_duos)?;
            if is_call || leads_to(c, &part["token"], of_duos)? || names(&part, email) {
                is_other = true;
                continue;
            }
            // Of a mail with the links to all of somebody's duos the others stay.
            if let Some(links) = part["duos"].as_array().cloned() {
                let mut rest = Vec::with_capacity(links.len());
                for link in links {
                    if leads_to(c, &link["token"], of_duos)? {
                        is_other = true;
                    } else {
                        rest.push(link);
                    }
                }
                part["duos"] = Value::Array(rest);
            }
            // A mail that tells more than what is on the page of the duo stays, without its link there.
            if leads_to(c, &part["duo"], of_duos)? {
                part["duo"] = Value::Null;
                is_other = true;
            }
            parts.push(part);
        }
        if !is_other {
            continue;
        }
        match parts.split_first_mut() {
            None => drop(outbox::withdraw_waiting(c, id, WithdrawnWhy::DuoGone, now)?),
            Some((first, rest)) => {
                if !rest.is_empty() {
                    first["more"] = Value::Array(rest.to_vec());
                }
                if let Some(way_out) = way_out {
                    first["unsubscribe"] = way_out;
                }
                diesel::update(mails::table.find(id)).set(mails::payload.eq(first.to_string())).execute(c)?;
            }
        }
    }
    Ok(())
}

/// Whether an address stands in JSON as a text of its own: `jan@b.nl` is not in `"an@b.nl"`, nor the other way round.
fn names(value: &Value, email: &EmailAddress) -> bool {
    any_text(value, &|text| EmailAddress::parse(text).is_ok_and(|one| one == *email))
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
    diesel::delete(duos::table.filter(duos::id.eq_any(theirs))).execute(c)?;
    diesel::delete(professionals::table.find(id)).execute(c)?;
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
