//! Rounds, their participants, and what came of them.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::{ProfessionalId, ProgrammeId, RoundId, RoundSettings, RoundState, Side};
use crate::store::schema::{professionals, round_participants, rounds, unmatched};
use crate::store::{Connection, LoadReadable, Result, StoreError, parse_column, to_db_time};

/// A round as kept.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Round {
    pub id: RoundId,
    pub programme_id: ProgrammeId,
    pub name: String,
    pub state: RoundState,
    pub settings: RoundSettings,
    /// The last day on which a member can answer.
    pub answer_by: NaiveDate,
    /// Raised by every change.
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub proposed_at: Option<NaiveDateTime>,
    pub published_at: Option<NaiveDateTime>,
    pub closed_at: Option<NaiveDateTime>,
    /// When its participants were first asked whether they take part; none: they are not asked, and all do.
    pub opt_in_asked_at: Option<NaiveDateTime>,
    /// Until when they are asked to say so.
    pub opt_in_by: Option<NaiveDate>,
    /// When whoever has no duo was told so.
    pub no_duo_at: Option<NaiveDateTime>,
    /// When its coordinators were last told how it is doing.
    pub digest_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = rounds)]
struct RoundRow {
    id: RoundId,
    programme_id: ProgrammeId,
    name: String,
    state: String,
    settings: String,
    answer_by: NaiveDate,
    version: i32,
    created_at: NaiveDateTime,
    proposed_at: Option<NaiveDateTime>,
    published_at: Option<NaiveDateTime>,
    closed_at: Option<NaiveDateTime>,
    opt_in_asked_at: Option<NaiveDateTime>,
    opt_in_by: Option<NaiveDate>,
    no_duo_at: Option<NaiveDateTime>,
    digest_at: Option<NaiveDateTime>,
}

fn round(row: RoundRow) -> Result<Round> {
    Ok(Round {
        id: row.id,
        programme_id: row.programme_id,
        name: row.name,
        state: parse_column("rounds.state", &row.state)?,
        settings: serde_json::from_str(&row.settings)
            .map_err(|e| StoreError::Corrupt(format!("settings of round {}: {e}", row.id)))?,
        answer_by: row.answer_by,
        version: row.version,
        created_at: row.created_at,
        proposed_at: row.proposed_at,
        published_at: row.published_at,
        closed_at: row.closed_at,
        opt_in_asked_at: row.opt_in_asked_at,
        opt_in_by: row.opt_in_by,
        no_duo_at: row.no_duo_at,
        digest_at: row.digest_at,
    })
}

/// The rounds of a programme, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_programme(c: &mut Connection, programme: ProgrammeId) -> Result<Vec<Round>> {
    let these = rounds::table.filter(rounds::programme_id.eq(programme)).order(rounds::id.desc());
    let rows = these.select(RoundRow::as_select()).load_readable(c)?;
    crate::store::readable(rows.into_iter().map(round).collect())
}

/// What the rounds of a programme are called, by identifier.
///
/// # Errors
/// Those of the database.
pub fn names(c: &mut Connection, programme: ProgrammeId) -> Result<std::collections::HashMap<RoundId, String>> {
    let rows: Vec<(RoundId, String)> =
        rounds::table.filter(rounds::programme_id.eq(programme)).select((rounds::id, rounds::name)).load_readable(c)?;
    Ok(rows.into_iter().collect())
}

/// The rounds in which somebody takes part, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_professional(c: &mut Connection, professional: ProfessionalId) -> Result<Vec<Round>> {
    let theirs = round_participants::table
        .filter(round_participants::professional_id.eq(professional))
        .select(round_participants::round_id);
    let these = rounds::table.filter(rounds::id.eq_any(theirs)).order(rounds::id.desc());
    let rows = these.select(RoundRow::as_select()).load_readable(c)?;
    crate::store::readable(rows.into_iter().map(round).collect())
}

/// The rounds that are published and not closed, by identifier.
///
/// # Errors
/// Those of the database.
pub fn published(c: &mut Connection) -> Result<Vec<Round>> {
    let published = rounds::state.eq(RoundState::Published.as_str());
    let these = rounds::table.filter(published).order(rounds::id);
    let rows = these.select(RoundRow::as_select()).load_readable(c)?;
    crate::store::readable(rows.into_iter().map(round).collect())
}

/// One round.
///
/// # Errors
/// Those of the database.
pub fn by_id(c: &mut Connection, id: RoundId) -> Result<Option<Round>> {
    rounds::table.find(id).select(RoundRow::as_select()).first(c).optional()?.map(round).transpose()
}

/// Adds a draft.
///
/// # Errors
/// Those of the database.
pub fn create(
    c: &mut Connection,
    programme: ProgrammeId,
    name: &str,
    settings: &RoundSettings,
    answer_by: NaiveDate,
    now: DateTime<Utc>,
) -> Result<RoundId> {
    Ok(diesel::insert_into(rounds::table)
        .values((
            rounds::programme_id.eq(programme),
            rounds::name.eq(name),
            rounds::state.eq(RoundState::Draft.as_str()),
            rounds::settings.eq(settings_json(settings)?),
            rounds::answer_by.eq(answer_by),
            rounds::version.eq(1),
            rounds::created_at.eq(to_db_time(now)),
        ))
        .returning(rounds::id)
        .get_result(c)?)
}

fn settings_json(settings: &RoundSettings) -> Result<String> {
    serde_json::to_string(settings).map_err(|e| StoreError::Corrupt(e.to_string()))
}

/// Moves a round from the state and version that `seen` has to `next`.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it since it was seen, or when it may not go there.
pub fn advance(c: &mut Connection, seen: &Round, next: RoundState, now: DateTime<Utc>) -> Result<()> {
    // Opening a closed round again keeps when it was published: `live::reopen`.
    if !seen.state.may_become(next) || seen.state == RoundState::Closed {
        return Err(StoreError::Conflict);
    }
    let target = rounds::table.filter(rounds::id.eq(seen.id).and(rounds::version.eq(seen.version)));
    let changed = diesel::update(target)
        .set((rounds::state.eq(next.as_str()), rounds::version.eq(seen.version + 1)))
        .execute(c)?;
    if changed != 1 {
        return Err(StoreError::Conflict);
    }
    let this = rounds::table.find(seen.id);
    match next {
        RoundState::Proposed => diesel::update(this).set(rounds::proposed_at.eq(to_db_time(now))).execute(c)?,
        RoundState::Published => diesel::update(this).set(rounds::published_at.eq(to_db_time(now))).execute(c)?,
        RoundState::Closed => diesel::update(this).set(rounds::closed_at.eq(to_db_time(now))).execute(c)?,
        RoundState::Draft => 0,
    };
    Ok(())
}

/// Raises the version of a round that stays where it is: of two who act on the version they saw, one does.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it since it was seen.
pub fn bump_version(c: &mut Connection, seen: &Round) -> Result<()> {
    let target = rounds::table.filter(rounds::id.eq(seen.id).and(rounds::version.eq(seen.version)));
    match diesel::update(target).set(rounds::version.eq(seen.version + 1)).execute(c)? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// Notes that the coordinators are told now how a round is doing. False when another instance did since it was seen.
///
/// # Errors
/// Those of the database.
pub fn mark_digest(c: &mut Connection, seen: &Round, now: DateTime<Utc>) -> Result<bool> {
    let this = rounds::table.filter(rounds::id.eq(seen.id));
    let set = rounds::digest_at.eq(to_db_time(now));
    let marked = match seen.digest_at {
        Some(last) => diesel::update(this.filter(rounds::digest_at.eq(last))).set(set).execute(c)?,
        None => diesel::update(this.filter(rounds::digest_at.is_null())).set(set).execute(c)?,
    };
    Ok(marked == 1)
}

/// Notes that whoever has no duo is told so now. False when it was done already.
///
/// # Errors
/// Those of the database.
pub fn mark_no_duo(c: &mut Connection, round: RoundId, now: DateTime<Utc>) -> Result<bool> {
    let untold = rounds::table.filter(rounds::id.eq(round).and(rounds::no_duo_at.is_null()));
    Ok(diesel::update(untold).set(rounds::no_duo_at.eq(to_db_time(now))).execute(c)? == 1)
}

/// Writes what a coordinator changed in a draft.
///
/// # Errors
/// Those of the database.
pub fn change(
    c: &mut Connection,
    id: RoundId,
    name: &str,
    settings: &RoundSettings,
    answer_by: NaiveDate,
) -> Result<()> {
    diesel::update(rounds::table.find(id))
        .set((rounds::name.eq(name), rounds::settings.eq(settings_json(settings)?), rounds::answer_by.eq(answer_by)))
        .execute(c)?;
    Ok(())
}

/// Who takes part, by identifier.
///
/// # Errors
/// Those of the database.
pub fn participants(c: &mut Connection, round: RoundId) -> Result<Vec<ProfessionalId>> {
    round_participants::table
        .filter(round_participants::round_id.eq(round))
        .order(round_participants::professional_id)
        .select(round_participants::professional_id)
        .load_readable(c)
}

/// Who takes part, by identifier: of a round that asks, those who said yes; of one that asks some, all but those of them who
/// did not say yes.
///
/// # Errors
/// Those of the database.
pub fn takes_part(c: &mut Connection, round: &Round) -> Result<Vec<ProfessionalId>> {
    if round.opt_in_asked_at.is_none() {
        let unasked_or_yes = round_participants::asked_at.is_null().or(round_participants::takes_part.eq(true));
        return round_participants::table
            .filter(round_participants::round_id.eq(round.id))
            .filter(unasked_or_yes)
            .order(round_participants::professional_id)
            .select(round_participants::professional_id)
            .load_readable(c);
    }
    round_participants::table
        .filter(round_participants::round_id.eq(round.id).and(round_participants::takes_part.eq(true)))
        .order(round_participants::professional_id)
        .select(round_participants::professional_id)
        .load_readable(c)
}

/// Notes that this round has made these wait. Gives those of whom it was not noted before.
///
/// # Errors
/// Those of the database.
pub fn note_waited(c: &mut Connection, round: RoundId, ids: &[ProfessionalId]) -> Result<Vec<ProfessionalId>> {
    let mut noted = Vec::new();
    for &id in ids {
        let first = round_participants::professional_id.eq(id).and(round_participants::waited.eq(false));
        let target = round_participants::table.filter(round_participants::round_id.eq(round)).filter(first);
        if diesel::update(target).set(round_participants::waited.eq(true)).execute(c)? == 1 {
            noted.push(id);
        }
    }
    Ok(noted)
}

/// Sets who takes part. Those who are not professionals of the round's programme are left out.
///
/// # Errors
/// Those of the database.
pub fn set_participants(c: &mut Connection, round: &Round, ids: &[ProfessionalId]) -> Result<()> {
    let known: HashSet<ProfessionalId> = professionals::table
        .filter(professionals::programme_id.eq(round.programme_id))
        .select(professionals::id)
        .load_readable(c)?
        .into_iter()
        .collect();
    let wanted: BTreeSet<ProfessionalId> = ids.iter().copied().filter(|id| known.contains(id)).collect();
    let there: BTreeSet<ProfessionalId> = participants(c, round.id)?.into_iter().collect();
    // Whoever stays is left alone: they may have said whether they take part.
    for id in there.difference(&wanted) {
        diesel::delete(round_participants::table.find((round.id, *id))).execute(c)?;
    }
    for id in wanted.difference(&there) {
        diesel::insert_into(round_participants::table)
            .values((round_participants::round_id.eq(round.id), round_participants::professional_id.eq(*id)))
            .execute(c)?;
    }
    Ok(())
}

/// Somebody who got no duo on one side of a round, and why, as JSON.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct WithoutDuo {
    pub professional_id: ProfessionalId,
    pub side: Side,
    pub why: String,
}

/// Replaces who got no duo.
///
/// # Errors
/// Those of the database.
pub fn set_unmatched(c: &mut Connection, round: RoundId, list: &[WithoutDuo]) -> Result<()> {
    diesel::delete(unmatched::table.filter(unmatched::round_id.eq(round))).execute(c)?;
    for one in list {
        diesel::insert_into(unmatched::table)
            .values((
                unmatched::round_id.eq(round),
                unmatched::professional_id.eq(one.professional_id),
                unmatched::side.eq(one.side.as_str()),
                unmatched::why.eq(&one.why),
            ))
            .execute(c)?;
    }
    Ok(())
}

/// Who got no duo, by identifier.
///
/// # Errors
/// Those of the database.
pub fn unmatched(c: &mut Connection, round: RoundId) -> Result<Vec<WithoutDuo>> {
    let rows: Vec<(ProfessionalId, String, String)> = unmatched::table
        .filter(unmatched::round_id.eq(round))
        .order((unmatched::professional_id, unmatched::side))
        .select((unmatched::professional_id, unmatched::side, unmatched::why))
        .load_readable(c)?;
    rows.into_iter()
        .map(|(professional_id, side, why)| {
            Ok(WithoutDuo { professional_id, side: parse_column("unmatched.side", &side)?, why })
        })
        .collect()
}
