//! Professionals and their profiles.

mod lists;

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::consents::Consent;
use crate::domain::{EmailAddress, Locale, ProfessionalId, Profile, ProgrammeId};
use crate::store::schema::{address_troubles, professional_rules, professional_topics, professionals};
use crate::store::{Connection, LoadReadable, MAX_BIND_PARAMS, Result, StoreError, to_db_time};

/// Whether a professional takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has confirmed the address: the profile does not count.
    Unconfirmed,
    /// Takes part.
    Active,
    /// Takes part in no round, until they come back.
    Paused,
}

crate::domain::words!(Standing, Unconfirmed = "unconfirmed", Active = "active", Paused = "paused");

/// A professional as kept.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Professional {
    pub id: ProfessionalId,
    pub programme_id: ProgrammeId,
    pub profile: Profile,
    pub locale: Locale,
    pub standing: Standing,
    /// Until when they are paused, if they said; who is paused without a day comes back when they say so.
    pub paused_until: Option<NaiveDate>,
    pub updated_at: NaiveDateTime,
    /// When they are removed unless they do something. They were mailed about it.
    pub remove_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = professionals)]
struct ProfessionalRow {
    id: ProfessionalId,
    programme_id: ProgrammeId,
    email: String,
    name: String,
    role: String,
    organisation: String,
    region: String,
    years_experience: i32,
    languages: String,
    meets: String,
    availability: String,
    takes_part_as: String,
    capacity: i32,
    waited: i32,
    tags: String,
    locale: String,
    standing: String,
    paused_until: Option<NaiveDate>,
    updated_at: NaiveDateTime,
    remove_at: Option<NaiveDateTime>,
}

/// Somebody, if they are in this programme. In others they are not there.
///
/// # Errors
/// Those of the database.
pub fn in_programme(c: &mut Connection, programme: ProgrammeId, id: ProfessionalId) -> Result<Option<Professional>> {
    Ok(by_ids(c, &[id])?.pop().filter(|person| person.programme_id == programme))
}

/// The professional with this address.
///
/// # Errors
/// Those of the database.
pub fn by_email(c: &mut Connection, programme: ProgrammeId, email: &EmailAddress) -> Result<Option<Professional>> {
    let these = professionals::table
        .filter(professionals::programme_id.eq(programme).and(professionals::email.eq(email.as_str())));
    let Some(row) = these.select(ProfessionalRow::as_select()).first(c).optional()? else { return Ok(None) };
    let id = row.id;
    match lists::complete(c, vec![row])?.pop() {
        Some(person) => Ok(Some(person)),
        // Whoever cannot be read is there all the same: nobody else gets their address.
        None if professionals::table
            .find(id)
            .select(professionals::id)
            .first::<ProfessionalId>(c)
            .optional()?
            .is_some() =>
        {
            Err(StoreError::Corrupt(format!("professional {id}")))
        }
        None => Ok(None),
    }
}

/// The identifiers of the professionals of a programme with these addresses.
///
/// # Errors
/// Those of the database.
pub fn ids_by_emails(c: &mut Connection, programme: ProgrammeId, emails: &[&str]) -> Result<Vec<ProfessionalId>> {
    let mut ids = Vec::new();
    for emails in emails.chunks(MAX_BIND_PARAMS) {
        let of = professionals::programme_id.eq(programme).and(professionals::email.eq_any(emails));
        ids.extend(professionals::table.filter(of).select(professionals::id).load_readable::<ProfessionalId>(c)?);
    }
    Ok(ids)
}

/// The professionals with these identifiers, by identifier.
///
/// # Errors
/// Those of the database.
pub fn by_ids(c: &mut Connection, ids: &[ProfessionalId]) -> Result<Vec<Professional>> {
    let mut rows = Vec::with_capacity(ids.len());
    for ids in ids.chunks(MAX_BIND_PARAMS) {
        rows.extend(
            professionals::table
                .filter(professionals::id.eq_any(ids))
                .select(ProfessionalRow::as_select())
                .load_readable(c)?,
        );
    }
    rows.sort_by_key(|row: &ProfessionalRow| row.id);
    lists::complete(c, rows)
}

/// One professional.
///
/// # Errors
/// Those of the database; one that is not there is one.
pub fn by_id(c: &mut Connection, id: ProfessionalId) -> Result<Professional> {
    by_ids(c, &[id])?.pop().ok_or(StoreError::Database(diesel::result::Error::NotFound))
}

/// At most `limit` professionals of a programme whose identifier is greater than `after`, by identifier.
///
/// # Errors
/// Those of the database.
pub fn page(
    c: &mut Connection,
    programme: ProgrammeId,
    after: ProfessionalId,
    limit: i64,
) -> Result<Vec<Professional>> {
    let rows = professionals::table
        .filter(professionals::programme_id.eq(programme).and(professionals::id.gt(after)))
        .order(professionals::id)
        .limit(limit)
        .select(ProfessionalRow::as_select())
        .load_readable(c)?;
    lists::complete(c, rows)
}

/// Whoever has this address, in any programme, by identifier.
///
/// # Errors
/// Those of the database.
pub fn ids_by_email(c: &mut Connection, email: &EmailAddress) -> Result<Vec<ProfessionalId>> {
    professionals::table
        .filter(professionals::email.eq(email.as_str()))
        .order(professionals::id)
        .select(professionals::id)
        .load_readable(c)
}

/// When somebody signed up.
///
/// # Errors
/// Those of the database; there is somebody with this identifier.
pub fn signed_up_at(c: &mut Connection, id: ProfessionalId) -> Result<NaiveDateTime> {
    Ok(professionals::table.find(id).select(professionals::created_at).first(c)?)
}

/// The identifiers of those who can be in a new round of a programme: they take part, and their address takes mail.
///
/// # Errors
/// Those of the database.
pub fn active_ids(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<ProfessionalId>> {
    let takes_part =
        professionals::programme_id.eq(programme).and(professionals::standing.eq(Standing::Active.as_str()));
    professionals::table
        .filter(takes_part)
        .filter(professionals::id.ne_all(address_troubles::table.select(address_troubles::professional_id)))
        .order(professionals::id)
        .select(professionals::id)
        .load_readable(c)
}

/// How somebody came to be a professional here.
#[derive(Debug, Clone, Copy)]
pub struct Origin {
    /// Whether the address counts as confirmed.
    pub standing: Standing,
    /// The language of their mails.
    pub locale: Locale,
}

/// Adds a professional.
///
/// # Errors
/// Those of the database; an address that is taken is one.
pub fn add(
    c: &mut Connection,
    programme: ProgrammeId,
    profile: &Profile,
    origin: Origin,
    now: DateTime<Utc>,
) -> Result<Professional> {
    let id: ProfessionalId = diesel::insert_into(professionals::table)
        .values((
            professionals::programme_id.eq(programme),
            professionals::email.eq(profile.email().as_str()),
            ProfileColumns::of(profile),
            professionals::waited.eq(i32::from(profile.waited())),
            professionals::tags.eq(profile.to_input().tags.join(";")),
            professionals::locale.eq(origin.locale.as_str()),
            professionals::standing.eq(origin.standing.as_str()),
            professionals::created_at.eq(to_db_time(now)),
            professionals::updated_at.eq(to_db_time(now)),
            professionals::active_at.eq(to_db_time(now)),
        ))
        .returning(professionals::id)
        .get_result(c)?;
    lists::add(c, programme, id, profile)?;
    // Should they have been here before, others may have asked not to meet them.
    super::pseudonyms::restore_in_rules(c, programme, profile.email())?;
    Ok(Professional {
        id,
        programme_id: programme,
        profile: profile.clone(),
        locale: origin.locale,
        standing: origin.standing,
        paused_until: None,
        updated_at: to_db_time(now),
        remove_at: None,
    })
}

/// Replaces a profile by another of the same address, and keeps the language the professional reads.
///
/// # Errors
/// Those of the database; [`StoreError::Conflict`] when it was confirmed since `old` was read.
pub fn replace(
    c: &mut Connection,
    old: &Professional,
    profile: &Profile,
    locale: Locale,
    now: DateTime<Utc>,
) -> Result<()> {
    // Not if it was confirmed in the meantime: then these are perhaps somebody else's answers.
    let as_seen = professionals::id.eq(old.id).and(professionals::standing.eq(old.standing.as_str()));
    let changed = diesel::update(professionals::table.filter(as_seen))
        .set((
            ProfileColumns::of(profile),
            professionals::locale.eq(locale.as_str()),
            professionals::updated_at.eq(to_db_time(now)),
        ))
        .execute(c)?;
    if changed != 1 {
        return Err(StoreError::Conflict);
    }
    diesel::delete(professional_topics::table.filter(professional_topics::professional_id.eq(old.id))).execute(c)?;
    diesel::delete(professional_rules::table.filter(professional_rules::professional_id.eq(old.id))).execute(c)?;
    lists::add(c, old.programme_id, old.id, profile)
}

/// Counts a professional in: the address is theirs and they agreed to this text. Tells whether this did it: of two who
/// confirm at once, one does.
///
/// # Errors
/// Those of the database.
pub fn activate(c: &mut Connection, id: ProfessionalId, consent: &Consent, now: DateTime<Utc>) -> Result<bool> {
    let not_yet = professionals::id.eq(id).and(professionals::standing.eq(Standing::Unconfirmed.as_str()));
    let changed = diesel::update(professionals::table.filter(not_yet))
        .set(professionals::standing.eq(Standing::Active.as_str()))
        .execute(c)?;
    if changed != 1 {
        return Ok(false);
    }
    super::consents::give(c, id, consent, now)?;
    Ok(true)
}

/// Lets somebody take part no longer, until they come back by themselves. False when that was so already.
///
/// # Errors
/// Those of the database.
pub fn pause(c: &mut Connection, id: ProfessionalId) -> Result<bool> {
    let comes_back = professionals::standing
        .eq(Standing::Active.as_str())
        .or(professionals::standing.eq(Standing::Paused.as_str()).and(professionals::paused_until.is_not_null()));
    let changed = diesel::update(professionals::table.filter(professionals::id.eq(id).and(comes_back)))
        .set((professionals::standing.eq(Standing::Paused.as_str()), professionals::paused_until.eq(None::<NaiveDate>)))
        .execute(c)?;
    Ok(changed == 1)
}

/// Notes that somebody is reminded at a moment. False, and nothing is noted, when they were within `gap` before it: of
/// several who ask at once one gets the turn.
///
/// # Errors
/// Those of the database.
pub fn note_reminded(c: &mut Connection, id: ProfessionalId, at: DateTime<Utc>, gap: Duration) -> Result<bool> {
    let long_ago = professionals::reminded_at.is_null().or(professionals::reminded_at.le(to_db_time(at - gap)));
    let noted = diesel::update(professionals::table.filter(professionals::id.eq(id).and(long_ago)))
        .set(professionals::reminded_at.eq(to_db_time(at)))
        .execute(c)?;
    Ok(noted == 1)
}

/// When each of these was last reminded, or will be; those who never were are left out.
///
/// # Errors
/// Those of the database.
pub fn reminded_at(c: &mut Connection, ids: &[ProfessionalId]) -> Result<HashMap<ProfessionalId, NaiveDateTime>> {
    let mut reminded = HashMap::new();
    for ids in ids.chunks(MAX_BIND_PARAMS) {
        let rows: Vec<(ProfessionalId, Option<NaiveDateTime>)> = professionals::table
            .filter(professionals::id.eq_any(ids).and(professionals::reminded_at.is_not_null()))
            .select((professionals::id, professionals::reminded_at))
            .load_readable(c)?;
        reminded.extend(rows.into_iter().filter_map(|(id, at)| Some((id, at?))));
    }
    Ok(reminded)
}

/// Notes that these took part in a round and got no duo, or did.
///
/// # Errors
/// Those of the database.
pub fn count_waiting(c: &mut Connection, without_duo: &[ProfessionalId], with_duo: &[ProfessionalId]) -> Result<()> {
    for ids in without_duo.chunks(MAX_BIND_PARAMS) {
        diesel::update(professionals::table.filter(professionals::id.eq_any(ids).and(professionals::waited.lt(100))))
            .set(professionals::waited.eq(professionals::waited + 1))
            .execute(c)?;
    }
    for ids in with_duo.chunks(MAX_BIND_PARAMS) {
        diesel::update(professionals::table.filter(professionals::id.eq_any(ids)))
            .set(professionals::waited.eq(0))
            .execute(c)?;
    }
    Ok(())
}

/// The columns that come from what a professional types, for insert and update alike. (How long somebody waited, and
/// under which words a coordinator files them, is not theirs to type.)
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = professionals)]
struct ProfileColumns {
    name: String,
    role: String,
    organisation: String,
    region: String,
    years_experience: i32,
    languages: String,
    meets: String,
    availability: String,
    takes_part_as: String,
    capacity: i32,
}

impl ProfileColumns {
    fn of(profile: &Profile) -> Self {
        let input = profile.to_input();
        Self {
            name: input.name,
            role: input.role,
            organisation: input.organisation,
            region: input.region,
            years_experience: profile.years_experience().into(),
            languages: input.languages.join(";"),
            meets: input.meets,
            availability: input.availability.join(";"),
            takes_part_as: input.takes_part_as,
            capacity: profile.takes_part().capacity().into(),
        }
    }
}
