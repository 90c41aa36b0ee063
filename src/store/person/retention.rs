//! When somebody was last active, who is removed because they long were not, and data whose time is over.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::professionals::Standing;
use crate::domain::{LinkPurpose, ProfessionalId, RoundId, RoundState};
use crate::store::mail::outbox::MailState;
use crate::store::schema::{
    activity, duo_members, duos, invitations, mails, professionals, round_changes, round_inputs, round_participants,
    rounds, security_log, tokens,
};
use crate::store::{Connection, LoadReadable, Result, to_db_time};

/// What is kept of somebody's activity is no more exact than this, so that not every act writes it.
const EXACT_TO: Duration = Duration::days(1);

/// Notes that somebody is active, and that they are not removed after all if that was ahead.
///
/// # Errors
/// Those of the database.
pub fn note_active(c: &mut Connection, id: ProfessionalId, at: DateTime<Utc>) -> Result<()> {
    let is_news = professionals::active_at.le(to_db_time(at - EXACT_TO)).or(professionals::remove_at.is_not_null());
    diesel::update(professionals::table.filter(professionals::id.eq(id).and(is_news)))
        .set((professionals::active_at.eq(to_db_time(at)), professionals::remove_at.eq(None::<NaiveDateTime>)))
        .execute(c)?;
    Ok(())
}

/// When somebody was last active.
///
/// # Errors
/// Those of the database; there is somebody with this identifier.
pub fn active_at(c: &mut Connection, id: ProfessionalId) -> Result<NaiveDateTime> {
    Ok(professionals::table.find(id).select(professionals::active_at).first(c)?)
}

/// When somebody was last in a duo that was open or confirmed: `now` while they are.
///
/// # Errors
/// Those of the database.
pub fn last_in_duo(c: &mut Connection, id: ProfessionalId, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let ended: Vec<Option<NaiveDateTime>> = duo_members::table
        .inner_join(duos::table)
        .filter(duo_members::professional_id.eq(id).and(duos::introduced_at.is_not_null()))
        .select(duos::closed_at)
        .load_readable(c)?;
    // One without an end stands.
    Ok(ended.into_iter().map(|end| end.map_or(now, |end| end.and_utc())).max())
}

/// Whoever was not active since `before`, was not warned, and is in no round that is proposed or runs.
///
/// # Errors
/// Those of the database.
pub fn to_warn(c: &mut Connection, before: DateTime<Utc>, today: NaiveDate) -> Result<Vec<ProfessionalId>> {
    professionals::table
        .filter(professionals::active_at.lt(to_db_time(before)).and(professionals::remove_at.is_null()))
        .filter(professionals::standing.ne(Standing::Unconfirmed.as_str()))
        .filter(professionals::id.ne_all(in_rounds(today)))
        .order(professionals::id)
        .select(professionals::id)
        .load_readable(c)
}

/// Notes when somebody is removed who was not active since `before`. False when they were, or it was noted already: of
/// several instances one warns.
///
/// # Errors
/// Those of the database.
pub fn set_removal(
    c: &mut Connection,
    id: ProfessionalId,
    before: DateTime<Utc>,
    remove_at: DateTime<Utc>,
) -> Result<bool> {
    let inactive = professionals::active_at.lt(to_db_time(before)).and(professionals::remove_at.is_null());
    let changed = diesel::update(professionals::table.filter(professionals::id.eq(id).and(inactive)))
        .set(professionals::remove_at.eq(to_db_time(remove_at)))
        .execute(c)?;
    Ok(changed == 1)
}

/// Whose day of removal has come.
///
/// # Errors
/// Those of the database.
pub fn to_remove(c: &mut Connection, now: DateTime<Utc>) -> Result<Vec<ProfessionalId>> {
    professionals::table
        .filter(professionals::remove_at.le(to_db_time(now)))
        .order(professionals::id)
        .select(professionals::id)
        .load_readable(c)
}

/// Takes somebody whose day of removal has come for this transaction. False when it has not, or no more. (An update locks
/// the row on PostgreSQL; SQLite has one writer anyway.)
///
/// # Errors
/// Those of the database.
pub fn lock_due(c: &mut Connection, id: ProfessionalId, now: DateTime<Utc>) -> Result<bool> {
    let due = professionals::id.eq(id).and(professionals::remove_at.le(to_db_time(now)));
    let locked = diesel::update(professionals::table.filter(due))
        .set(professionals::remove_at.eq(professionals::remove_at))
        .execute(c)?;
    Ok(locked == 1)
}

/// Takes somebody who has not confirmed for this transaction. False when they have, or are gone.
///
/// # Errors
/// Those of the database.
pub fn lock_unconfirmed(c: &mut Connection, id: ProfessionalId) -> Result<bool> {
    let waits = professionals::id.eq(id).and(professionals::standing.eq(Standing::Unconfirmed.as_str()));
    let locked = diesel::update(professionals::table.filter(waits))
        .set(professionals::remove_at.eq(professionals::remove_at))
        .execute(c)?;
    Ok(locked == 1)
}

/// Removes somebody later, or not at all.
///
/// # Errors
/// Those of the database.
pub fn put_off(c: &mut Connection, id: ProfessionalId, until: Option<DateTime<Utc>>) -> Result<()> {
    diesel::update(professionals::table.find(id)).set(professionals::remove_at.eq(until.map(to_db_time))).execute(c)?;
    Ok(())
}

/// Whether somebody is in a round that is proposed or runs.
///
/// # Errors
/// Those of the database.
pub fn is_in_round(c: &mut Connection, id: ProfessionalId, today: NaiveDate) -> Result<bool> {
    let theirs = professionals::table.filter(professionals::id.eq(id).and(professionals::id.eq_any(in_rounds(today))));
    Ok(diesel::select(diesel::dsl::exists(theirs)).get_result(c)?)
}

/// Who takes part in a round that runs, or is proposed and can still be published.
#[diesel::dsl::auto_type]
fn in_rounds(today: NaiveDate) -> _ {
    let published: &'static str = RoundState::Published.as_str();
    let proposed: &'static str = RoundState::Proposed.as_str();
    let ahead = rounds::state.eq(proposed).and(rounds::answer_by.ge(today));
    round_participants::table
        .inner_join(rounds::table)
        .filter(rounds::state.eq(published).or(ahead))
        .select(round_participants::professional_id)
}

/// Whoever signed up before `before` by themselves, did not confirm, and has no link with which they still can.
///
/// # Errors
/// Those of the database.
pub fn unconfirmed(c: &mut Connection, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<ProfessionalId>> {
    let expired = without_link(to_db_time(before), to_db_time(now)).order(professionals::id);
    expired.select(professionals::id).load_readable(c)
}

/// Whether somebody is one of [`unconfirmed`].
///
/// # Errors
/// Those of the database.
pub fn is_unconfirmed(
    c: &mut Connection,
    id: ProfessionalId,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let this = without_link(to_db_time(before), to_db_time(now)).filter(professionals::id.eq(id));
    Ok(diesel::select(diesel::dsl::exists(this)).get_result(c)?)
}

/// Whoever is not confirmed, was not invited, and has no link to confirm with.
#[diesel::dsl::auto_type]
fn without_link(before: NaiveDateTime, now: NaiveDateTime) -> _ {
    let waits: &'static str = Standing::Unconfirmed.as_str();
    let confirms: &'static str = LinkPurpose::VerifyAddress.as_str();
    let works = tokens::table
        .filter(tokens::purpose.eq(confirms).and(tokens::expires_at.ge(now)))
        .filter(tokens::used_at.is_null().and(tokens::replaced_at.is_null()))
        .filter(tokens::professional_id.is_not_null())
        .select(tokens::professional_id.assume_not_null());
    let invited = invitations::table.select(invitations::professional_id);
    professionals::table
        .filter(professionals::standing.eq(waits).and(professionals::updated_at.lt(before)))
        .filter(professionals::id.ne_all(invited).and(professionals::id.ne_all(works)))
}

/// Where the newest mail of a kind to somebody is, and when it left.
///
/// # Errors
/// Those of the database.
pub fn newest_mail(
    c: &mut Connection,
    id: ProfessionalId,
    kind: &str,
) -> Result<Option<(MailState, Option<NaiveDateTime>)>> {
    let row: Option<(String, Option<NaiveDateTime>)> = mails::table
        .filter(mails::professional_id.eq(id).and(mails::kind.eq(kind)))
        .order(mails::id.desc())
        .select((mails::state, mails::sent_at))
        .first(c)
        .optional()?;
    row.map(|(state, sent)| Ok((crate::store::parse_column("mails.state", &state)?, sent))).transpose()
}

/// Whether there are mails or lines of the log that [`remove_old`] would remove.
///
/// # Errors
/// Those of the database.
pub fn any_old(c: &mut Connection, mails_before: DateTime<Utc>, log_before: DateTime<Utc>) -> Result<bool> {
    let mails = mails::table.filter(mails::created_at.lt(to_db_time(mails_before)));
    let mails = mails.filter(mails::state.ne(MailState::Waiting.as_str()));
    let lines = activity::table.filter(activity::happened_at.lt(to_db_time(log_before)));
    let looks = security_log::table.filter(security_log::happened_at.lt(to_db_time(log_before)));
    Ok(diesel::select(diesel::dsl::exists(mails)).get_result::<bool>(c)?
        || diesel::select(diesel::dsl::exists(lines)).get_result::<bool>(c)?
        || diesel::select(diesel::dsl::exists(looks)).get_result::<bool>(c)?)
}

/// Removes the mails that were written before a moment, but for those that wait, and the lines of the log from before
/// another. Gives how many went.
///
/// # Errors
/// Those of the database.
pub fn remove_old(c: &mut Connection, mails_before: DateTime<Utc>, log_before: DateTime<Utc>) -> Result<usize> {
    let old = mails::created_at.lt(to_db_time(mails_before)).and(mails::state.ne(MailState::Waiting.as_str()));
    let gone = diesel::delete(mails::table.filter(old)).execute(c)?;
    let lines = diesel::delete(activity::table.filter(activity::happened_at.lt(to_db_time(log_before)))).execute(c)?;
    let looks =
        diesel::delete(security_log::table.filter(security_log::happened_at.lt(to_db_time(log_before)))).execute(c)?;
    Ok(gone + lines + looks)
}

/// The rounds that still hold what their duos were proposed from, or a way back, and were closed before `closed`, or were never
/// published and could be answered until before `last_day`.
///
/// # Errors
/// Those of the database.
pub fn old_rounds(c: &mut Connection, closed: DateTime<Utc>, last_day: NaiveDate) -> Result<Vec<RoundId>> {
    let unpublished = [RoundState::Draft, RoundState::Proposed].map(RoundState::as_str);
    let is_closed = rounds::state.eq(RoundState::Closed.as_str()).and(rounds::closed_at.lt(to_db_time(closed)));
    let lapsed = rounds::state.eq_any(unpublished).and(rounds::answer_by.lt(last_day));
    let with_way_back =
        round_changes::table.filter(round_changes::before.is_not_null()).select(round_changes::round_id);
    let holds =
        rounds::id.eq_any(round_inputs::table.select(round_inputs::round_id)).or(rounds::id.eq_any(with_way_back));
    // Of a closed round `closed_at` is there, so that the condition is never unknown.
    rounds::table
        .filter(is_closed.or(lapsed.nullable()))
        .filter(holds)
        .order(rounds::id)
        .select(rounds::id)
        .load_readable(c)
}
