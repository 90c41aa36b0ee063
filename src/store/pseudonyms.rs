//! What stays of an address that is to be forgotten: a hash under a key of this installation, which is shown nowhere.
//!
//! With it somebody who left by their own wish is not invited again, and others' wish not to meet them holds again should
//! they come back.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::schema::{absent_rules, leavers, professional_rules, professionals, secrets};
use super::tokens;
use super::{Connection, MOST_BOUND, Result, StoreError, kept};
use crate::domain::{EmailAddress, ProfessionalId, ProgrammeId, token};

/// The name of the key among the installation's secrets.
const KEY: &str = "pseudonyms";
/// Before a hash that has no key yet: an earlier version kept the address's own hash.
const UNKEYED: &str = "sha256:";

/// Makes the key where there is none, and brings hashes of an earlier version under it. Twice is as once.
///
/// # Errors
/// Those of the database.
pub(super) fn prepare(c: &mut Connection) -> Result<()> {
    if secrets::table.find(KEY).select(secrets::name).first::<String>(c).optional()?.is_none() {
        let fresh = tokens::random()?.to_hex();
        diesel::insert_into(secrets::table).values((secrets::name.eq(KEY), secrets::value.eq(fresh))).execute(c)?;
    }
    let unkeyed: Vec<(ProfessionalId, String, String, ProgrammeId)> = absent_rules::table
        .inner_join(professionals::table)
        .filter(absent_rules::hash.like(format!("{UNKEYED}%")))
        .select((absent_rules::professional_id, absent_rules::rule, absent_rules::hash, professionals::programme_id))
        .load(c)?;
    if unkeyed.is_empty() {
        return Ok(());
    }
    let key = key(c)?;
    for (professional, rule, old, programme) in unkeyed {
        let new = keyed(&key, programme, old.trim_start_matches(UNKEYED))?;
        diesel::delete(absent_rules::table.find((professional, &rule, &old))).execute(c)?;
        add_absent(c, professional, &rule, &new)?;
    }
    Ok(())
}

fn key(c: &mut Connection) -> Result<String> {
    let found: Option<String> = secrets::table.find(KEY).select(secrets::value).first(c).optional()?;
    found.ok_or_else(|| StoreError::Corrupt("no key for pseudonyms: start the program once more".to_owned()))
}

fn keyed(key: &str, programme: ProgrammeId, digest: &str) -> Result<String> {
    let bad_key = |_| StoreError::Corrupt("the key for pseudonyms".to_owned());
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).map_err(bad_key)?;
    mac.update(format!("{programme}:{digest}").as_bytes());
    Ok(token::hex(&mac.finalize().into_bytes()))
}

fn pseudonym(c: &mut Connection, programme: ProgrammeId, email: &EmailAddress) -> Result<String> {
    keyed(&key(c)?, programme, &email.digest())
}

/// Remembers that somebody left a programme by their own wish.
///
/// # Errors
/// Those of the database.
pub fn note_left(c: &mut Connection, programme: ProgrammeId, email: &EmailAddress, now: DateTime<Utc>) -> Result<()> {
    let hash = pseudonym(c, programme, email)?;
    diesel::delete(leavers::table.find((programme, &hash))).execute(c)?;
    diesel::insert_into(leavers::table)
        .values((leavers::programme_id.eq(programme), leavers::hash.eq(hash), leavers::left_at.eq(kept(now))))
        .execute(c)?;
    Ok(())
}

/// Forgets that: they came back by their own wish.
///
/// # Errors
/// Those of the database.
pub fn forget_left(c: &mut Connection, programme: ProgrammeId, email: &EmailAddress) -> Result<()> {
    let hash = pseudonym(c, programme, email)?;
    diesel::delete(leavers::table.find((programme, hash))).execute(c)?;
    Ok(())
}

/// Which of these left a programme by their own wish.
///
/// # Errors
/// Those of the database.
pub fn left<'a>(
    c: &mut Connection,
    programme: ProgrammeId,
    emails: impl IntoIterator<Item = &'a EmailAddress>,
) -> Result<HashSet<EmailAddress>> {
    let key = key(c)?;
    let by_hash: HashMap<String, &EmailAddress> =
        emails.into_iter().map(|email| Ok((keyed(&key, programme, &email.digest())?, email))).collect::<Result<_>>()?;
    let hashes: Vec<&String> = by_hash.keys().collect();
    let mut left = HashSet::new();
    for hashes in hashes.chunks(MOST_BOUND) {
        let of = leavers::programme_id.eq(programme).and(leavers::hash.eq_any(hashes.iter().copied()));
        let found: Vec<String> = leavers::table.filter(of).select(leavers::hash).load(c)?;
        left.extend(found.iter().filter_map(|hash| by_hash.get(hash).copied().cloned()));
    }
    Ok(left)
}

/// Puts the pseudonym of an address in its place in what the professionals of a programme told in confidence.
///
/// # Errors
/// Those of the database.
pub fn hide_in_rules(c: &mut Connection, programme: ProgrammeId, email: &EmailAddress) -> Result<()> {
    let hash = pseudonym(c, programme, email)?;
    let named: Vec<(ProfessionalId, String)> = professional_rules::table
        .inner_join(professionals::table)
        .filter(professionals::programme_id.eq(programme).and(professional_rules::email.eq(email.as_str())))
        .select((professional_rules::professional_id, professional_rules::rule))
        .load(c)?;
    for (professional, rule) in named {
        diesel::delete(professional_rules::table.find((professional, &rule, email.as_str()))).execute(c)?;
        add_absent(c, professional, &rule, &hash)?;
    }
    Ok(())
}

fn add_absent(c: &mut Connection, professional: ProfessionalId, rule: &str, hash: &str) -> Result<()> {
    diesel::delete(absent_rules::table.find((professional, rule, hash))).execute(c)?;
    diesel::insert_into(absent_rules::table)
        .values((
            absent_rules::professional_id.eq(professional),
            absent_rules::rule.eq(rule),
            absent_rules::hash.eq(hash),
        ))
        .execute(c)?;
    Ok(())
}

/// The other way round, for somebody who is there again: what others asked about them holds again.
///
/// # Errors
/// Those of the database.
pub fn restore_in_rules(c: &mut Connection, programme: ProgrammeId, email: &EmailAddress) -> Result<()> {
    let hash = pseudonym(c, programme, email)?;
    let named: Vec<(ProfessionalId, String)> = absent_rules::table
        .filter(absent_rules::hash.eq(&hash))
        .select((absent_rules::professional_id, absent_rules::rule))
        .load(c)?;
    for (professional, rule) in named {
        diesel::delete(absent_rules::table.find((professional, &rule, &hash))).execute(c)?;
        let there = professional_rules::table.find((professional, &rule, email.as_str()));
        if there.select(professional_rules::rule).first::<String>(c).optional()?.is_some() {
            continue;
        }
        diesel::insert_into(professional_rules::table)
            .values((
                professional_rules::professional_id.eq(professional),
                professional_rules::rule.eq(rule),
                professional_rules::email.eq(email.as_str()),
            ))
            .execute(c)?;
    }
    Ok(())
}
