//! Coordinators and their sessions.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::programmes::Programme;
use crate::domain::programme::access::Role;
use crate::domain::{CoordinatorId, EmailAddress, Locale, ProgrammeId, TokenHash};
use crate::store::schema::{coordinators, programme_coordinators, provider_accounts, sessions};
use crate::store::{Connection, LoadReadable, Result, StoreError, parse_column, to_db_time};

/// A coordinator as kept.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Coordinator {
    pub id: CoordinatorId,
    pub email: EmailAddress,
    pub locale: Locale,
}

type Row = (CoordinatorId, String, String);

fn coordinator((id, email, locale): Row) -> Result<Coordinator> {
    let email = EmailAddress::parse(&email).map_err(|_| StoreError::Corrupt(format!("coordinator {id}")))?;
    Ok(Coordinator { id, email, locale: parse_column("coordinators.locale", &locale)? })
}

/// A coordinator, and whether they are mailed how rounds are doing.
///
/// # Errors
/// Those of the database; there is a coordinator with this identifier.
pub fn with_digests(c: &mut Connection, id: CoordinatorId) -> Result<(Coordinator, bool)> {
    let (id, email, locale, digests): (CoordinatorId, String, String, bool) = coordinators::table
        .find(id)
        .select((coordinators::id, coordinators::email, coordinators::locale, coordinators::digests))
        .first(c)?;
    Ok((coordinator((id, email, locale))?, digests))
}

/// Has a coordinator be mailed how rounds are doing, or no longer.
///
/// # Errors
/// Those of the database.
pub fn set_digests(c: &mut Connection, id: CoordinatorId, wanted: bool) -> Result<()> {
    diesel::update(coordinators::table.find(id)).set(coordinators::digests.eq(wanted)).execute(c)?;
    Ok(())
}

/// The coordinator with this address.
///
/// # Errors
/// Those of the database.
pub fn by_email(c: &mut Connection, email: &EmailAddress) -> Result<Option<Coordinator>> {
    let row: Option<Row> = coordinators::table
        .filter(coordinators::email.eq(email.as_str()))
        .select((coordinators::id, coordinators::email, coordinators::locale))
        .first(c)
        .optional()?;
    row.map(coordinator).transpose()
}

/// Gives somebody a role in a programme. Whoever has one keeps it: doing it twice is as once.
///
/// # Errors
/// Those of the database.
pub fn appoint(
    c: &mut Connection,
    email: &EmailAddress,
    (programme, role): (ProgrammeId, Role),
    now: DateTime<Utc>,
) -> Result<CoordinatorId> {
    let id = match by_email(c, email)? {
        Some(known) => {
            note_active(c, known.id, now)?;
            known.id
        }
        None => diesel::insert_into(coordinators::table)
            .values((
                coordinators::email.eq(email.as_str()),
                coordinators::locale.eq(Locale::default().as_str()),
                coordinators::created_at.eq(to_db_time(now)),
                coordinators::active_at.eq(to_db_time(now)),
                coordinators::signed_in.eq(false),
            ))
            .returning(coordinators::id)
            .get_result(c)?,
    };
    if self::role(c, id, programme)?.is_none() {
        diesel::insert_into(programme_coordinators::table)
            .values((
                programme_coordinators::programme_id.eq(programme),
                programme_coordinators::coordinator_id.eq(id),
                programme_coordinators::role.eq(role.as_str()),
            ))
            .execute(c)?;
    }
    Ok(id)
}

/// The addresses of coordinators, by identifier.
///
/// # Errors
/// Those of the database.
pub fn addresses(
    c: &mut Connection,
    ids: &[CoordinatorId],
) -> Result<std::collections::HashMap<CoordinatorId, String>> {
    let rows: Vec<(CoordinatorId, String)> = coordinators::table
        .filter(coordinators::id.eq_any(ids))
        .select((coordinators::id, coordinators::email))
        .load_readable(c)?;
    Ok(rows.into_iter().collect())
}

/// Everybody who has a role in a programme, by address.
///
/// # Errors
/// Those of the database.
pub fn members(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<(Coordinator, Role)>> {
    let rows: Vec<(Row, String)> = programme_coordinators::table
        .inner_join(coordinators::table)
        .filter(programme_coordinators::programme_id.eq(programme))
        .order(coordinators::email)
        .select(((coordinators::id, coordinators::email, coordinators::locale), programme_coordinators::role))
        .load_readable(c)?;
    let member =
        |(row, role): (Row, String)| Ok((coordinator(row)?, parse_column("programme_coordinators.role", &role)?));
    crate::store::readable(rows.into_iter().map(member).collect())
}

/// Who coordinates a programme, by address: not who only looks.
///
/// # Errors
/// Those of the database.
pub fn of_programme(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<Coordinator>> {
    let members = members(c, programme)?;
    Ok(members.into_iter().filter(|(_, role)| *role >= Role::Coordinator).map(|(one, _)| one).collect())
}

/// Ends somebody's work for a programme, with whatever they could come in to it by: should they be invited again, none of it
/// works again. What they have in other programmes stays. Whoever is its last owner stays. Tells whether it did anything.
///
/// # Errors
/// Those of the database.
pub fn dismiss(c: &mut Connection, coordinator: CoordinatorId, programme: ProgrammeId) -> Result<bool> {
    if is_last_owner(c, coordinator, programme)? {
        return Ok(false);
    }
    let dismissed = diesel::delete(programme_coordinators::table.find((programme, coordinator))).execute(c)? == 1;
    if dismissed {
        super::api_keys::take_out_all(c, coordinator, programme)?;
        if programmes(c, coordinator)?.is_empty() {
            close_sessions(c, coordinator)?;
            crate::store::tokens::remove_sign_in(c, coordinator)?;
            super::identities::remove(c, coordinator)?;
        }
    }
    Ok(dismissed)
}

/// Gives somebody who has a role in a programme another one. Whoever is its last owner stays it. Tells whether it did
/// anything.
///
/// # Errors
/// Those of the database.
pub fn set_role(c: &mut Connection, coordinator: CoordinatorId, programme: ProgrammeId, role: Role) -> Result<bool> {
    if role < Role::Owner && is_last_owner(c, coordinator, programme)? {
        return Ok(false);
    }
    let other = programme_coordinators::table
        .find((programme, coordinator))
        .filter(programme_coordinators::role.ne(role.as_str()));
    Ok(diesel::update(other).set(programme_coordinators::role.eq(role.as_str())).execute(c)? == 1)
}

/// Notes that somebody did something, or was given a role: they are not removed after all if that was ahead.
///
/// # Errors
/// Those of the database.
pub fn note_active(c: &mut Connection, id: CoordinatorId, now: DateTime<Utc>) -> Result<()> {
    diesel::update(coordinators::table.find(id))
        .set((coordinators::active_at.eq(to_db_time(now)), coordinators::remove_at.eq(None::<NaiveDateTime>)))
        .execute(c)?;
    Ok(())
}

/// Notes that somebody signed in, which also is activity.
///
/// # Errors
/// Those of the database.
pub fn note_signed_in(c: &mut Connection, id: CoordinatorId, now: DateTime<Utc>) -> Result<()> {
    diesel::update(coordinators::table.find(id)).set(coordinators::signed_in.eq(true)).execute(c)?;
    note_active(c, id, now)
}

/// Whether a programme has no owner but this one. One who was invited and never signed in may not read their mail, so they
/// count only beside another who never did. The programme is taken first, so that of two who go at once, one stays.
pub(crate) fn is_last_owner(c: &mut Connection, coordinator: CoordinatorId, programme: ProgrammeId) -> Result<bool> {
    super::programmes::lock(c, programme)?;
    let owners: Vec<(CoordinatorId, bool)> = programme_coordinators::table
        .inner_join(coordinators::table)
        .filter(programme_coordinators::programme_id.eq(programme))
        .filter(programme_coordinators::role.eq(Role::Owner.as_str()))
        .select((programme_coordinators::coordinator_id, coordinators::signed_in))
        .load_readable(c)?;
    let Some((_, has_signed_in)) = owners.iter().find(|(owner, _)| *owner == coordinator) else { return Ok(false) };
    Ok(!owners.iter().any(|(owner, other)| *owner != coordinator && (*other || !has_signed_in)))
}

/// What somebody may do in a programme, if they have a role in it.
///
/// # Errors
/// Those of the database.
pub fn role(c: &mut Connection, coordinator: CoordinatorId, programme: ProgrammeId) -> Result<Option<Role>> {
    let found: Option<String> = programme_coordinators::table
        .find((programme, coordinator))
        .select(programme_coordinators::role)
        .first(c)
        .optional()?;
    found.map(|text| parse_column("programme_coordinators.role", &text)).transpose()
}

/// Whether there are sessions that ended.
///
/// # Errors
/// Those of the database.
pub fn any_ended(c: &mut Connection, now: DateTime<Utc>) -> Result<bool> {
    let ended = sessions::table.filter(sessions::expires_at.lt(to_db_time(now)));
    Ok(ended.select(sessions::hash).first::<String>(c).optional()?.is_some())
}

/// Removes the sessions that ended. Gives how many.
///
/// # Errors
/// Those of the database.
pub fn remove_ended_sessions(c: &mut Connection, now: DateTime<Utc>) -> Result<usize> {
    Ok(diesel::delete(sessions::table.filter(sessions::expires_at.lt(to_db_time(now)))).execute(c)?)
}

/// The programmes that somebody coordinates, by identifier.
///
/// # Errors
/// Those of the database.
pub fn programmes(c: &mut Connection, coordinator: CoordinatorId) -> Result<Vec<Programme>> {
    let ids: Vec<ProgrammeId> = programme_coordinators::table
        .filter(programme_coordinators::coordinator_id.eq(coordinator))
        .order(programme_coordinators::programme_id)
        .select(programme_coordinators::programme_id)
        .load_readable(c)?;
    ids.into_iter().map(|id| super::programmes::by_id(c, id)).collect()
}

/// Opens a session; those that ended are removed on the way.
///
/// # Errors
/// Those of the database.
pub fn open_session(
    c: &mut Connection,
    hash: &TokenHash,
    coordinator: CoordinatorId,
    expires: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::delete(sessions::table.filter(sessions::expires_at.lt(to_db_time(now)))).execute(c)?;
    diesel::insert_into(sessions::table)
        .values((
            sessions::hash.eq(hash.as_str()),
            sessions::coordinator_id.eq(coordinator),
            sessions::created_at.eq(to_db_time(now)),
            sessions::expires_at.eq(to_db_time(expires)),
        ))
        .execute(c)?;
    Ok(())
}

/// Notes of a session that an organisation's own sign-in vouches for it, and when whoever is signed in last proved there that it
/// is them.
///
/// # Errors
/// Those of the database.
pub fn note_vouched(c: &mut Connection, hash: &TokenHash, proved_at: DateTime<Utc>) -> Result<()> {
    diesel::update(sessions::table.find(hash.as_str()))
        .set((sessions::vouched.eq(true), sessions::proved_at.eq(to_db_time(proved_at))))
        .execute(c)?;
    Ok(())
}

/// A session of a coordinator.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Session {
    pub hash: String,
    pub began_at: NaiveDateTime,
    pub used_at: NaiveDateTime,
}

/// How far a session is with the coordinator's second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// They have none.
    None,
    /// They have one, and did not give it yet.
    Asked,
    /// It was given.
    Given,
}

impl SecondFactor {
    /// Whether the coordinator has one.
    #[must_use]
    pub const fn is_set_up(self) -> bool {
        !matches!(self, Self::None)
    }
}

/// A session that lasts, and whose it is.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OpenSession {
    pub coordinator: Coordinator,
    pub used_at: NaiveDateTime,
    /// When whoever is signed in last proved that it is them.
    pub proved_at: NaiveDateTime,
    pub second_factor: SecondFactor,
    /// Whether the sign-in of the coordinator's organisation vouches for it.
    pub vouched: bool,
    /// Whether they signed in at their organisation before, and an account there is theirs.
    pub has_account: bool,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions)]
struct SessionRow {
    created_at: NaiveDateTime,
    seen_at: Option<NaiveDateTime>,
    proved_at: Option<NaiveDateTime>,
    second_factor: bool,
    vouched: bool,
}

/// The session with this hash, while it lasts.
///
/// # Errors
/// Those of the database.
pub fn of_session(c: &mut Connection, hash: &TokenHash, now: DateTime<Utc>) -> Result<Option<OpenSession>> {
    let accounts = provider_accounts::table.filter(provider_accounts::coordinator_id.eq(coordinators::id));
    let row: Option<(Row, SessionRow, Option<String>, bool)> = sessions::table
        .inner_join(coordinators::table)
        .filter(sessions::hash.eq(hash.as_str()).and(sessions::expires_at.ge(to_db_time(now))))
        .select((
            (coordinators::id, coordinators::email, coordinators::locale),
            SessionRow::as_select(),
            coordinators::totp_secret,
            diesel::dsl::exists(accounts),
        ))
        .first(c)
        .optional()?;
    let open = |(row, session, secret, has_account): (Row, SessionRow, Option<String>, bool)| {
        Ok(OpenSession {
            coordinator: coordinator(row)?,
            used_at: session.seen_at.unwrap_or(session.created_at),
            proved_at: session.proved_at.unwrap_or(session.created_at),
            second_factor: match (session.second_factor, secret) {
                (true, Some(_)) => SecondFactor::Given,
                (false, Some(_)) => SecondFactor::Asked,
                (_, None) => SecondFactor::None,
            },
            vouched: session.vouched,
            has_account,
        })
    };
    row.map(open).transpose()
}

/// Notes that a session is used.
///
/// # Errors
/// Those of the database.
pub fn note_used(c: &mut Connection, hash: &TokenHash, now: DateTime<Utc>) -> Result<()> {
    diesel::update(sessions::table.find(hash.as_str())).set(sessions::seen_at.eq(to_db_time(now))).execute(c)?;
    Ok(())
}

/// A coordinator's sessions that last, newest first.
///
/// # Errors
/// Those of the database.
pub fn sessions(c: &mut Connection, coordinator: CoordinatorId, now: DateTime<Utc>) -> Result<Vec<Session>> {
    let rows: Vec<(String, NaiveDateTime, Option<NaiveDateTime>)> = sessions::table
        .filter(sessions::coordinator_id.eq(coordinator).and(sessions::expires_at.ge(to_db_time(now))))
        .order(sessions::created_at.desc())
        .select((sessions::hash, sessions::created_at, sessions::seen_at))
        .load_readable(c)?;
    let session =
        |(hash, began_at, used): (_, _, Option<_>)| Session { hash, began_at, used_at: used.unwrap_or(began_at) };
    Ok(rows.into_iter().map(session).collect())
}

/// Ends every session of a coordinator. Gives how many.
///
/// # Errors
/// Those of the database.
pub fn close_sessions(c: &mut Connection, coordinator: CoordinatorId) -> Result<usize> {
    Ok(diesel::delete(sessions::table.filter(sessions::coordinator_id.eq(coordinator))).execute(c)?)
}

/// Ends the sessions of a coordinator but for one.
///
/// # Errors
/// Those of the database.
pub fn close_other_sessions(c: &mut Connection, coordinator: CoordinatorId, own: &TokenHash) -> Result<()> {
    let others = sessions::coordinator_id.eq(coordinator).and(sessions::hash.ne(own.as_str()));
    diesel::delete(sessions::table.filter(others)).execute(c)?;
    Ok(())
}

/// Ends everybody's sessions. Gives how many.
///
/// # Errors
/// Those of the database.
pub fn close_all_sessions(c: &mut Connection) -> Result<usize> {
    Ok(diesel::delete(sessions::table).execute(c)?)
}

/// A coordinator.
///
/// # Errors
/// Those of the database.
pub fn by_id(c: &mut Connection, id: CoordinatorId) -> Result<Coordinator> {
    let row = coordinators::table.find(id).select((coordinators::id, coordinators::email, coordinators::locale));
    coordinator(row.first(c)?)
}

/// Ends one session of a coordinator. False when it is none of theirs, or ended before.
///
/// # Errors
/// Those of the database.
pub fn close_session_of(c: &mut Connection, coordinator: CoordinatorId, hash: &str) -> Result<bool> {
    let theirs = sessions::table.find(hash).filter(sessions::coordinator_id.eq(coordinator));
    Ok(diesel::delete(theirs).execute(c)? == 1)
}

/// Ends a session.
///
/// # Errors
/// Those of the database.
pub fn close_session(c: &mut Connection, hash: &TokenHash) -> Result<()> {
    diesel::delete(sessions::table.find(hash.as_str())).execute(c)?;
    Ok(())
}
