//! What the clock and the mail server do to duos: which are due. What is done once is in
//! [`one_time_steps`](super::one_time_steps).

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::domain::{DuoId, DuoState, RoundId, Side};
use crate::store::schema::{address_troubles, duo_members, duos, overdue, rounds};
use crate::store::{Connection, LoadReadable, Result, parse_column, to_db_time};

/// The duos that somebody declined no later than `before`, where the other was not told.
///
/// # Errors
/// Those of the database.
pub fn declined_before(c: &mut Connection, before: DateTime<Utc>) -> Result<Vec<DuoId>> {
    let lately = duo_members::table
        .filter(duo_members::duo_id.eq(duos::id).and(duo_members::answered_at.gt(to_db_time(before))))
        .filter(duo_members::answer.eq("declined"));
    duos::table
        .filter(duos::state.eq(DuoState::Declined.as_str()).and(duos::closed_at.is_null()))
        .filter(diesel::dsl::not(exists(lately)))
        .order(duos::id)
        .select(duos::id)
        .load_readable(c)
}

/// The duos whose answers count no longer, because the last day was before `today`.
///
/// # Errors
/// Those of the database.
pub fn unanswered_before(c: &mut Connection, today: NaiveDate) -> Result<Vec<DuoId>> {
    let open = [DuoState::Introduced.as_str(), DuoState::Declined.as_str()];
    duos::table
        .inner_join(rounds::table)
        .filter(duos::state.eq_any(open).and(duos::closed_at.is_null()))
        .filter(rounds::answer_by.lt(today))
        .order(duos::id)
        .select(duos::id)
        .load_readable(c)
}

/// Notes that a member pressed a button on the duo's page. The first time counts.
///
/// # Errors
/// Those of the database.
pub fn note_seen(c: &mut Connection, duo: DuoId, side: Side, now: DateTime<Utc>) -> Result<()> {
    let this = duo_members::duo_id.eq(duo).and(duo_members::side.eq(side.as_str()));
    diesel::update(duo_members::table.filter(this.and(duo_members::seen_at.is_null())))
        .set(duo_members::seen_at.eq(to_db_time(now)))
        .execute(c)?;
    Ok(())
}

/// Notes that a member's mail is refused. False when that was known.
///
/// # Errors
/// Those of the database.
pub fn note_unreachable(c: &mut Connection, duo: DuoId, side: Side, now: DateTime<Utc>) -> Result<bool> {
    let this = duo_members::duo_id.eq(duo).and(duo_members::side.eq(side.as_str()));
    let noted = diesel::update(duo_members::table.filter(this.and(duo_members::unreachable_at.is_null())))
        .set(duo_members::unreachable_at.eq(to_db_time(now)))
        .execute(c)?;
    Ok(noted == 1)
}

/// Notes in whose place the other of a member came: a first name.
///
/// # Errors
/// Those of the database.
pub fn set_instead_of(c: &mut Connection, duo: DuoId, side: Side, name: &str) -> Result<()> {
    diesel::update(duo_members::table.find((duo, side.as_str()))).set(duo_members::instead_of.eq(name)).execute(c)?;
    Ok(())
}

/// Notes a mail that was not sent, because its moment had long passed.
///
/// # Errors
/// Those of the database.
pub fn note_overdue(c: &mut Connection, duo: DuoId, what: &str, due: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    diesel::delete(overdue::table.find((duo, what))).execute(c)?;
    diesel::insert_into(overdue::table)
        .values((
            overdue::duo_id.eq(duo),
            overdue::what.eq(what),
            overdue::due_at.eq(to_db_time(due)),
            overdue::noted_at.eq(to_db_time(now)),
        ))
        .execute(c)?;
    Ok(())
}

/// How many mails of a round were not sent, because their moment had long passed: all, and those noted after `since`.
///
/// # Errors
/// Those of the database.
pub fn overdue(c: &mut Connection, round: RoundId, since: Option<NaiveDateTime>) -> Result<i64> {
    let of_round = overdue::table.inner_join(duos::table).filter(duos::round_id.eq(round));
    Ok(match since {
        Some(since) => of_round.filter(overdue::noted_at.gt(since)).count().get_result(c)?,
        None => of_round.count().get_result(c)?,
    })
}

/// The members of open and confirmed duos whose address does not take mail, where nothing came of it yet: the duo, and the
/// side.
///
/// # Errors
/// Those of the database.
pub fn unreachable(c: &mut Connection) -> Result<Vec<(DuoId, Side)>> {
    let alive = [DuoState::Introduced.as_str(), DuoState::Declined.as_str(), DuoState::Confirmed.as_str()];
    let rows: Vec<(DuoId, String)> = duo_members::table
        .inner_join(duos::table)
        .inner_join(address_troubles::table.on(address_troubles::professional_id.eq(duo_members::professional_id)))
        .filter(duos::state.eq_any(alive).and(duos::closed_at.is_null()))
        .filter(duo_members::unreachable_at.is_null())
        .order((duo_members::duo_id, duo_members::side))
        .select((duo_members::duo_id, duo_members::side))
        .load_readable(c)?;
    crate::store::readable(
        rows.into_iter().map(|(duo, side)| Ok((duo, parse_column("duo_members.side", &side)?))).collect(),
    )
}
