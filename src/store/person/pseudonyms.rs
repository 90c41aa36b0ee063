//! What stays of an address that is to be forgotten: a hash under a key of this installation, which is shown nowhere.
//!
//! With it somebody who left by their own wish is not invited again, and others' wish not to meet them holds again should
//! they come back.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::{EmailAddress, ProfessionalId, ProgrammeId, token};
use crate::store::schema::{absent_rules, leavers, professional_rules, professionals, secrets};
use crate::store::{Connection, LoadReadable, MAX_BIND_PARAMS, Result, StoreError, to_db_time, tokens};

/// The name of the key among the installation's secrets. Later ones have a number behind it, and each lies over those before: the
/// addresses are gone, so that a hash can be brought under a new key only as it is.
const KEY: &str = "pseudonyms";
/// Before a hash that has no key yet: an earlier version kept the address's own hash.
const UNKEYED: &str = "sha256:";

/// Makes the key where there is none, and brings hashes of an earlier version under it. Twice is as once.
///
/// # Errors
/// Those of the database.
pub(crate) fn prepare(c: &mut Connection) -> Result<()> {
    if secrets::table.find(KEY).select(secrets::name).first::<String>(c).optional()?.is_none() {
        let fresh = tokens::random()?.to_hex();
        diesel::insert_into(secrets::table).values((secrets::name.eq(KEY), secrets::value.eq(fresh))).execute(c)?;
    }
    let unkeyed: Vec<(ProfessionalId, String, String, ProgrammeId)> = absent_rules::table
        .inner_join(professionals::table)
        .filter(absent_rules::hash.like(format!("{UNKEYED}%")))
        .select((absent_rules::professional_id, absent_rules::rule, absent_rules::hash, professionals::programme_id))
        .load_readable(c)?;
    if unkeyed.is_empty() {
        return Ok(());
    }
    let keys = keys(c)?;
    for (professional, rule, old, programme) in unkeyed {
        let new = keyed(&keys, programme, old.trim_start_matches(UNKEYED))?;
        diesel::delete(absent_rules::table.find((professional, &rule, &old))).execute(c)?;
        add_absent(c, professional, &rule, &new)?;
    }
    Ok(())
}

/// The keys, the oldest first.
fn keys(c: &mut Connection) -> Result<Vec<String>> {
    let mut found: Vec<(String, String)> = secrets::table
        .filter(secrets::name.eq(KEY).or(secrets::name.like(format!("{KEY}.%"))))
        .select((secrets::name, secrets::value))
        .load_readable(c)?;
    if found.is_empty() {
        return Err(StoreError::Corrupt("no key for pseudonyms: start the program once more".to_owned()));
    }
    let number = |name: &str| name.rsplit_once('.').map_or(0, |(_, number)| number.parse().unwrap_or(usize::MAX));
    found.sort_by_key(|(name, _)| number(name));
    Ok(found.into_iter().map(|(_, value)| value).collect())
}

fn under(key: &str, text: &str) -> Result<String> {
    let bad_key = |_| StoreError::Corrupt("the key for pseudonyms".to_owned());
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).map_err(bad_key)?;
    mac.update(text.as_bytes());
    Ok(token::hex(&mac.finalize().into_bytes()))
}

fn keyed(keys: &[String], programme: ProgrammeId, digest: &str) -> Result<String> {
    keys.iter().try_fold(format!("{programme}:{digest}"), |text, key| under(key, &text))
}

/// Makes a new key and brings every hash under it, so that whoever learned those before can look for nobody any more. Gives how
/// many there are. Nothing else may make hashes meanwhile.
///
/// # Errors
/// Those of the database.
pub fn replace_key(c: &mut Connection) -> Result<usize> {
    let number = keys(c)?.len() + 1;
    let fresh = tokens::random()?.to_hex();
    let named = (secrets::name.eq(format!("{KEY}.{number}")), secrets::value.eq(&fresh));
    diesel::insert_into(secrets::table).values(named).execute(c)?;
    let left: Vec<(ProgrammeId, String)> =
        leavers::table.select((leavers::programme_id, leavers::hash)).load_readable(c)?;
    for (programme, old) in &left {
        diesel::update(leavers::table.find((programme, old))).set(leavers::hash.eq(under(&fresh, old)?)).execute(c)?;
    }
    let absent: Vec<(ProfessionalId, String, String)> = absent_rules::table
        .select((absent_rules::professional_id, absent_rules::rule, absent_rules::hash))
        .load_readable(c)?;
    for (professional, rule, old) in &absent {
        let row = absent_rules::table.find((professional, rule, old));
        diesel::update(row).set(absent_rules::hash.eq(under(&fresh, old)?)).execute(c)?;
    }
    Ok(left.len() + absent.len())
}

fn pseudonym(c: &mut Connection, programme: ProgrammeId, email: &EmailAddress) -> Result<String> {
    keyed(&keys(c)?, programme, &email.digest())
}

/// Remembers that somebody left a programme by their own wish.
///
/// # Errors
/// Those of the database.
pub fn note_left(c: &mut Connection, programme: ProgrammeId, email: &EmailAddress, now: DateTime<Utc>) -> Result<()> {
    let hash = pseudonym(c, programme, email)?;
    diesel::delete(leavers::table.find((programme, &hash))).execute(c)?;
    diesel::insert_into(leavers::table)
        .values((leavers::programme_id.eq(programme), leavers::hash.eq(hash), leavers::left_at.eq(to_db_time(now))))
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
    let keys = keys(c)?;
    let by_hash: HashMap<String, &EmailAddress> = emails
        .into_iter()
        .map(|email| Ok((keyed(&keys, programme, &email.digest())?, email)))
        .collect::<Result<_>>()?;
    let hashes: Vec<&String> = by_hash.keys().collect();
    let mut left = HashSet::new();
    for hashes in hashes.chunks(MAX_BIND_PARAMS) {
        let of = leavers::programme_id.eq(programme).and(leavers::hash.eq_any(hashes.iter().copied()));
        let found: Vec<String> = leavers::table.filter(of).select(leavers::hash).load_readable(c)?;
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
        .load_readable(c)?;
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
        .load_readable(c)?;
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
