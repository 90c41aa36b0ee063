//! Whom a coordinator invited, and who has not answered.

use crate::domain::{ProfessionalId, ProgrammeId};
use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::professionals::Standing;
use crate::store::schema::{invitations, professionals};
use crate::store::{Connection, LoadReadable, MAX_BIND_PARAMS, Result, to_db_time};

/// An invitation that was not answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = invitations)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Invitation {
    pub professional_id: ProfessionalId,
    pub first_at: NaiveDateTime,
    pub last_at: NaiveDateTime,
    /// How many mails they got about it.
    pub times: i32,
    /// Until when the newest link works.
    pub ends_at: NaiveDateTime,
    pub reminded_at: Option<NaiveDateTime>,
    /// When they said that they want no more of it.
    pub declined_at: Option<NaiveDateTime>,
    /// When they are removed unless they answer; nobody who was not told so is.
    pub remove_at: Option<NaiveDateTime>,
}

/// Until when the newest link works, and when somebody who does not answer is removed.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Until {
    pub ends_at: DateTime<Utc>,
    pub remove_at: DateTime<Utc>,
}

/// Notes the first invitation of somebody.
///
/// # Errors
/// Those of the database; [`crate::store::StoreError::Conflict`] when they were invited before.
pub fn add(c: &mut Connection, professional: ProfessionalId, until: Until, now: DateTime<Utc>) -> Result<()> {
    diesel::insert_into(invitations::table)
        .values((
            invitations::professional_id.eq(professional),
            invitations::first_at.eq(to_db_time(now)),
            invitations::last_at.eq(to_db_time(now)),
            invitations::times.eq(1),
            invitations::ends_at.eq(to_db_time(until.ends_at)),
            invitations::remove_at.eq(to_db_time(until.remove_at)),
        ))
        .execute(c)?;
    Ok(())
}

/// Notes one more invitation of somebody whose last mail about it is no younger than `before`. False when it is, or when
/// they said no: of two coordinators who invite somebody at once, one does.
///
/// # Errors
/// Those of the database.
pub fn renew(
    c: &mut Connection,
    professional: ProfessionalId,
    until: Until,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let silent = invitations::table
        .filter(invitations::professional_id.eq(professional))
        .filter(invitations::last_at.le(to_db_time(before)).and(invitations::declined_at.is_null()));
    let changed = diesel::update(silent)
        .set((
            invitations::before_last_at.eq(invitations::last_at.nullable()),
            invitations::before_ends_at.eq(invitations::ends_at.nullable()),
            invitations::before_remove_at.eq(invitations::remove_at),
            invitations::last_at.eq(to_db_time(now)),
            invitations::times.eq(invitations::times + 1),
            invitations::ends_at.eq(to_db_time(until.ends_at)),
            invitations::remove_at.eq(to_db_time(until.remove_at)),
        ))
        .execute(c)?;
    Ok(changed == 1)
}

/// Makes the invitations of these people as they were before they were renewed at a moment, if they did nothing since.
/// Gives whose.
///
/// # Errors
/// Those of the database.
pub fn take_back(
    c: &mut Connection,
    people: &[ProfessionalId],
    renewed_at: NaiveDateTime,
) -> Result<Vec<ProfessionalId>> {
    let mut back = Vec::new();
    for people in people.chunks(MAX_BIND_PARAMS) {
        let renewed = invitations::last_at.eq(renewed_at).and(invitations::before_last_at.is_not_null());
        let silent = renewed.and(invitations::declined_at.is_null());
        let ids: Vec<ProfessionalId> =
            diesel::update(invitations::table.filter(invitations::professional_id.eq_any(people).and(silent)))
                .set((
                    invitations::last_at.eq(invitations::before_last_at.assume_not_null()),
                    invitations::times.eq(invitations::times - 1),
                    invitations::ends_at.eq(invitations::before_ends_at.assume_not_null()),
                    invitations::remove_at.eq(invitations::before_remove_at),
                    invitations::before_last_at.eq(None::<NaiveDateTime>),
                ))
                .returning(invitations::professional_id)
                .get_results(c)?;
        back.extend(ids);
        // Who had signed up by themselves was invited for the first time.
        let first = invitations::first_at.eq(renewed_at).and(invitations::professional_id.eq_any(people));
        let first: Vec<ProfessionalId> =
            diesel::delete(invitations::table.filter(first)).returning(invitations::professional_id).get_results(c)?;
        back.extend(first);
    }
    Ok(back)
}

/// Notes that somebody is reminded. False when they were before, or said no: of several instances one reminds.
///
/// # Errors
/// Those of the database.
pub fn note_reminded(
    c: &mut Connection,
    professional: ProfessionalId,
    ends_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let silent = invitations::table
        .filter(invitations::professional_id.eq(professional))
        .filter(invitations::reminded_at.is_null().and(invitations::declined_at.is_null()));
    let changed = diesel::update(silent)
        .set((
            invitations::reminded_at.eq(to_db_time(now)),
            invitations::last_at.eq(to_db_time(now)),
            invitations::times.eq(invitations::times + 1),
            invitations::ends_at.eq(to_db_time(ends_at)),
        ))
        .execute(c)?;
    Ok(changed == 1)
}

/// Notes until when the newest link of somebody who asked for one works, if they were invited. They are not removed
/// while it does.
///
/// # Errors
/// Those of the database.
pub fn note_link(c: &mut Connection, professional: ProfessionalId, ends_at: DateTime<Utc>) -> Result<()> {
    let (end, theirs) = (to_db_time(ends_at), invitations::professional_id.eq(professional));
    diesel::update(invitations::table.filter(theirs)).set(invitations::ends_at.eq(end)).execute(c)?;
    diesel::update(invitations::table.filter(theirs).filter(invitations::remove_at.lt(end)))
        .set(invitations::remove_at.eq(end))
        .execute(c)?;
    Ok(())
}

/// Notes that somebody wants no more of it, and that they are removed by `remove_at` unless their mail told a day. False
/// when they were not invited, or said so before.
///
/// # Errors
/// Those of the database.
pub fn note_declined(
    c: &mut Connection,
    professional: ProfessionalId,
    remove_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool> {
    diesel::update(invitations::table.find(professional).filter(invitations::remove_at.is_null()))
        .set(invitations::remove_at.eq(to_db_time(remove_at)))
        .execute(c)?;
    let changed = diesel::update(invitations::table.find(professional).filter(invitations::declined_at.is_null()))
        .set(invitations::declined_at.eq(to_db_time(now)))
        .execute(c)?;
    Ok(changed == 1)
}

/// Removes the invitation of somebody who answered.
///
/// # Errors
/// Those of the database.
pub fn remove(c: &mut Connection, professional: ProfessionalId) -> Result<()> {
    diesel::delete(invitations::table.find(professional)).execute(c)?;
    Ok(())
}

/// Those of these people who were invited and have not answered.
///
/// # Errors
/// Those of the database.
pub fn of(c: &mut Connection, ids: &[ProfessionalId]) -> Result<HashMap<ProfessionalId, Invitation>> {
    let mut found = HashMap::new();
    for ids in ids.chunks(MAX_BIND_PARAMS) {
        let rows: Vec<Invitation> = invitations::table
            .filter(invitations::professional_id.eq_any(ids))
            .select(Invitation::as_select())
            .load_readable(c)?;
        found.extend(rows.into_iter().map(|one| (one.professional_id, one)));
    }
    Ok(found)
}

/// Everybody in a programme who was invited and has not answered, by identifier.
///
/// # Errors
/// Those of the database.
pub fn of_programme(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<Invitation>> {
    invitations::table
        .inner_join(professionals::table)
        .filter(professionals::programme_id.eq(programme))
        .filter(professionals::standing.eq(Standing::Unconfirmed.as_str()))
        .order(invitations::professional_id)
        .select(Invitation::as_select())
        .load_readable(c)
}

/// Who was invited before `before`, has a link that still works, and was not reminded.
///
/// # Errors
/// Those of the database.
pub fn to_remind(c: &mut Connection, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<ProfessionalId>> {
    invitations::table
        .filter(invitations::reminded_at.is_null().and(invitations::declined_at.is_null()))
        .filter(invitations::ends_at.le(to_db_time(before)).and(invitations::ends_at.gt(to_db_time(now))))
        .order(invitations::professional_id)
        .select(invitations::professional_id)
        .load_readable(c)
}

/// Who was told that they would be removed by now.
///
/// # Errors
/// Those of the database.
pub fn to_remove(c: &mut Connection, now: DateTime<Utc>) -> Result<Vec<ProfessionalId>> {
    invitations::table
        .filter(invitations::remove_at.le(to_db_time(now)))
        .order(invitations::professional_id)
        .select(invitations::professional_id)
        .load_readable(c)
}
