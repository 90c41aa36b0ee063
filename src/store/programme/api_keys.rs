//! Keys with which coordinators' programs use the API.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::programme::access::Scopes;
use crate::domain::{CoordinatorId, ProgrammeId, TokenHash};
use crate::store::schema::{api_key_programmes, api_keys};
use crate::store::{Connection, LoadReadable, Result, parse_column, to_db_time};

/// A key as kept: of the key itself only its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ApiKey {
    pub hash: String,
    pub coordinator_id: CoordinatorId,
    pub label: String,
    pub scopes: Scopes,
    pub created_at: NaiveDateTime,
    pub expires_at: NaiveDateTime,
    pub used_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = api_keys)]
struct ApiKeyRow {
    hash: String,
    coordinator_id: CoordinatorId,
    label: String,
    scopes: String,
    created_at: NaiveDateTime,
    expires_at: NaiveDateTime,
    used_at: Option<NaiveDateTime>,
}

fn key(row: ApiKeyRow) -> Result<ApiKey> {
    Ok(ApiKey {
        scopes: parse_column("api_keys.scopes", &row.scopes)?,
        hash: row.hash,
        coordinator_id: row.coordinator_id,
        label: row.label,
        created_at: row.created_at,
        expires_at: row.expires_at,
        used_at: row.used_at,
    })
}

/// Keeps a key for these programmes, until it expires.
///
/// # Errors
/// Those of the database.
pub fn add(
    c: &mut Connection,
    hash: &TokenHash,
    (coordinator, label, scopes): (CoordinatorId, &str, Scopes),
    programmes: &[ProgrammeId],
    (now, expires): (DateTime<Utc>, DateTime<Utc>),
) -> Result<()> {
    diesel::insert_into(api_keys::table)
        .values((
            api_keys::hash.eq(hash.as_str()),
            api_keys::coordinator_id.eq(coordinator),
            api_keys::label.eq(label),
            api_keys::scopes.eq(scopes.to_string()),
            api_keys::created_at.eq(to_db_time(now)),
            api_keys::expires_at.eq(to_db_time(expires)),
        ))
        .execute(c)?;
    for programme in programmes {
        let of = (api_key_programmes::key_hash.eq(hash.as_str()), api_key_programmes::programme_id.eq(programme));
        diesel::insert_into(api_key_programmes::table).values(of).execute(c)?;
    }
    Ok(())
}

/// The key with this hash, if it has not expired.
///
/// # Errors
/// Those of the database.
pub fn resolve(c: &mut Connection, hash: &str, now: DateTime<Utc>) -> Result<Option<ApiKey>> {
    let works = api_keys::table.find(hash).filter(api_keys::expires_at.ge(to_db_time(now)));
    works.select(ApiKeyRow::as_select()).first(c).optional()?.map(key).transpose()
}

/// Whether a key is for a programme.
///
/// # Errors
/// Those of the database.
pub fn is_for(c: &mut Connection, hash: &str, programme: ProgrammeId) -> Result<bool> {
    let found: Option<ProgrammeId> = api_key_programmes::table
        .find((hash, programme))
        .select(api_key_programmes::programme_id)
        .first(c)
        .optional()?;
    Ok(found.is_some())
}

/// The programmes that a key is for.
///
/// # Errors
/// Those of the database.
pub fn programmes(c: &mut Connection, hash: &str) -> Result<Vec<ProgrammeId>> {
    api_key_programmes::table
        .filter(api_key_programmes::key_hash.eq(hash))
        .order(api_key_programmes::programme_id)
        .select(api_key_programmes::programme_id)
        .load_readable(c)
}

/// The keys for a programme that work, whoever has them, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_programme(c: &mut Connection, programme: ProgrammeId, now: DateTime<Utc>) -> Result<Vec<ApiKey>> {
    let of = api_key_programmes::table.filter(api_key_programmes::programme_id.eq(programme));
    let works = api_keys::table.filter(api_keys::hash.eq_any(of.select(api_key_programmes::key_hash))).into_boxed();
    newest_first(c, works, now)
}

/// The keys of a coordinator that work, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_coordinator(c: &mut Connection, coordinator: CoordinatorId, now: DateTime<Utc>) -> Result<Vec<ApiKey>> {
    newest_first(c, api_keys::table.filter(api_keys::coordinator_id.eq(coordinator)).into_boxed(), now)
}

type Backend = <Connection as diesel::Connection>::Backend;

/// Those of these keys that work.
fn newest_first(
    c: &mut Connection,
    keys: api_keys::BoxedQuery<'_, Backend>,
    now: DateTime<Utc>,
) -> Result<Vec<ApiKey>> {
    let rows: Vec<ApiKeyRow> = keys
        .filter(api_keys::expires_at.ge(to_db_time(now)))
        .order((api_keys::created_at.desc(), api_keys::hash))
        .select(ApiKeyRow::as_select())
        .load_readable(c)?;
    crate::store::readable(rows.into_iter().map(key).collect())
}

/// Notes that a key is used.
///
/// # Errors
/// Those of the database.
pub fn note_used(c: &mut Connection, hash: &str, now: DateTime<Utc>) -> Result<()> {
    diesel::update(api_keys::table.find(hash)).set(api_keys::used_at.eq(to_db_time(now))).execute(c)?;
    Ok(())
}

/// Removes a key. False when it was gone: of two who revoke it at once, one does.
///
/// # Errors
/// Those of the database.
pub fn remove(c: &mut Connection, hash: &str) -> Result<bool> {
    Ok(diesel::delete(api_keys::table.find(hash)).execute(c)? == 1)
}

/// The keys of a coordinator under this name that were made since then and never used.
///
/// # Errors
/// Those of the database.
pub fn unused_since(
    c: &mut Connection,
    coordinator: CoordinatorId,
    label: &str,
    since: DateTime<Utc>,
) -> Result<Vec<String>> {
    api_keys::table
        .filter(api_keys::coordinator_id.eq(coordinator).and(api_keys::label.eq(label)))
        .filter(api_keys::created_at.ge(to_db_time(since)).and(api_keys::used_at.is_null()))
        .select(api_keys::hash)
        .load_readable(c)
}

/// Takes a programme out of a key. A key that is for none any more goes. False when it was not for it.
///
/// # Errors
/// Those of the database.
pub fn take_out(c: &mut Connection, hash: &str, programme: ProgrammeId) -> Result<bool> {
    let taken = diesel::delete(api_key_programmes::table.find((hash, programme))).execute(c)? == 1;
    if programmes(c, hash)?.is_empty() {
        remove(c, hash)?;
    }
    Ok(taken)
}

/// Takes a programme out of the keys of a coordinator.
///
/// # Errors
/// Those of the database.
pub fn take_out_all(c: &mut Connection, coordinator: CoordinatorId, programme: ProgrammeId) -> Result<()> {
    let theirs = api_keys::table.filter(api_keys::coordinator_id.eq(coordinator));
    for hash in theirs.select(api_keys::hash).load_readable::<String>(c)? {
        take_out(c, &hash, programme)?;
    }
    Ok(())
}

/// The keys that end before a moment, and whose coordinators were not told.
///
/// # Errors
/// Those of the database.
pub fn ending(c: &mut Connection, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<String>> {
    api_keys::table
        .filter(api_keys::expires_at.lt(to_db_time(before)).and(api_keys::expires_at.ge(to_db_time(now))))
        .filter(api_keys::warned_at.is_null())
        .order(api_keys::hash)
        .select(api_keys::hash)
        .load_readable(c)
}

/// Notes that a coordinator is told that a key ends soon. False when they were before.
///
/// # Errors
/// Those of the database.
pub fn note_warned(c: &mut Connection, hash: &str, now: DateTime<Utc>) -> Result<bool> {
    let untold = api_keys::table.find(hash).filter(api_keys::warned_at.is_null());
    Ok(diesel::update(untold).set(api_keys::warned_at.eq(to_db_time(now))).execute(c)? == 1)
}

/// Whether there are keys that expired.
///
/// # Errors
/// Those of the database.
pub fn any_expired(c: &mut Connection, now: DateTime<Utc>) -> Result<bool> {
    let expired = api_keys::table.filter(api_keys::expires_at.lt(to_db_time(now)));
    Ok(expired.select(api_keys::hash).first::<String>(c).optional()?.is_some())
}

/// Removes the keys that expired. Gives how many.
///
/// # Errors
/// Those of the database.
pub fn remove_expired(c: &mut Connection, now: DateTime<Utc>) -> Result<usize> {
    Ok(diesel::delete(api_keys::table.filter(api_keys::expires_at.lt(to_db_time(now)))).execute(c)?)
}
