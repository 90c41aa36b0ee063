//! Duos and their members' answers.

mod list;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::duo::lifecycle::{DuoLifecycle, Ending, PerSide};
use crate::domain::{Answer, DuoId, DuoState, ProfessionalId, ProgrammeId, RoundId, Side};
use crate::store::schema::{duo_members, duos, rounds};
use crate::store::{Connection, LoadReadable, MAX_BIND_PARAMS, Result, StoreError, parse_column, to_db_time};

pub use list::{Listed, list};

/// A duo as kept.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Duo {
    pub id: DuoId,
    pub round_id: RoundId,
    pub score: i64,
    /// Why they are a duo, as JSON.
    pub reasons: String,
    /// The word for `life`.
    pub state: DuoState,
    pub life: DuoLifecycle,
    pub introduced_at: Option<NaiveDateTime>,
    pub confirmed_at: Option<NaiveDateTime>,
    /// Whether a coordinator made it in a published round.
    pub by_hand: bool,
    /// Why a coordinator stopped it.
    pub stop_reason: Option<String>,
    pub learner: Member,
    pub guide: Member,
}

/// One of the two.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Member {
    pub professional_id: ProfessionalId,
    pub answer: Option<Answer>,
    pub answer_reason: Option<String>,
    pub answered_at: Option<NaiveDateTime>,
    /// When they first pressed a button on the duo's page.
    pub seen_at: Option<NaiveDateTime>,
    /// When a mail server refused their mail for good.
    pub unreachable_at: Option<NaiveDateTime>,
    /// The first name of the partner in whose place the other came.
    pub instead_of: Option<String>,
}

impl Duo {
    /// The member on one side.
    #[must_use]
    pub const fn member(&self, side: Side) -> &Member {
        match side {
            Side::Learner => &self.learner,
            Side::Guide => &self.guide,
        }
    }

    /// Who they are: the learner, and the guide.
    #[must_use]
    pub const fn members(&self) -> [ProfessionalId; 2] {
        [self.learner.professional_id, self.guide.professional_id]
    }

    /// On which side somebody is, if they are in this duo.
    #[must_use]
    pub fn side_of(&self, professional: ProfessionalId) -> Option<Side> {
        if self.learner.professional_id == professional {
            Some(Side::Learner)
        } else if self.guide.professional_id == professional {
            Some(Side::Guide)
        } else {
            None
        }
    }
}

/// What a new duo is made of.
#[derive(Debug)]
#[expect(missing_docs, reason = "as in `Duo`")]
pub struct NewDuo {
    pub learner: ProfessionalId,
    pub guide: ProfessionalId,
    pub score: i64,
    pub reasons: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = duos)]
struct DuoRow {
    id: DuoId,
    round_id: RoundId,
    score: i64,
    reasons: String,
    state: String,
    introduced_at: Option<NaiveDateTime>,
    confirmed_at: Option<NaiveDateTime>,
    closed_at: Option<NaiveDateTime>,
    ending: Option<String>,
    by_hand: bool,
    stop_reason: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = duo_members)]
struct MemberRow {
    duo_id: DuoId,
    side: String,
    professional_id: ProfessionalId,
    answer: Option<String>,
    answer_reason: Option<String>,
    answered_at: Option<NaiveDateTime>,
    seen_at: Option<NaiveDateTime>,
    unreachable_at: Option<NaiveDateTime>,
    instead_of: Option<String>,
}

/// The duos of a round, best first.
///
/// # Errors
/// Those of the database.
pub fn of_round(c: &mut Connection, round: RoundId) -> Result<Vec<Duo>> {
    let rows = duos::table
        .filter(duos::round_id.eq(round))
        .order((duos::score.desc(), duos::id))
        .select(DuoRow::as_select())
        .load_readable(c)?;
    complete(c, rows)
}

/// The duos of a round by identifier, best first.
///
/// # Errors
/// Those of the database.
pub fn ids_of_round(c: &mut Connection, round: RoundId) -> Result<Vec<DuoId>> {
    duos::table.filter(duos::round_id.eq(round)).order((duos::score.desc(), duos::id)).select(duos::id).load_readable(c)
}

/// The duos that somebody is in, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_professional(c: &mut Connection, professional: ProfessionalId) -> Result<Vec<Duo>> {
    let ids: Vec<DuoId> = duo_members::table
        .filter(duo_members::professional_id.eq(professional))
        .select(duo_members::duo_id)
        .load_readable(c)?;
    let these = duos::table.filter(duos::id.eq_any(&ids)).order(duos::id.desc());
    let rows = these.select(DuoRow::as_select()).load_readable(c)?;
    complete(c, rows)
}

/// One duo.
///
/// # Errors
/// Those of the database.
pub fn by_id(c: &mut Connection, id: DuoId) -> Result<Option<Duo>> {
    let rows: Vec<DuoRow> = duos::table.filter(duos::id.eq(id)).select(DuoRow::as_select()).load_readable(c)?;
    each_complete(c, rows)?.pop().transpose()
}

/// The two members of each of these duos, by the duo's identifier.
///
/// # Errors
/// Those of the database.
pub fn members(c: &mut Connection, ids: &[DuoId]) -> Result<HashMap<DuoId, [ProfessionalId; 2]>> {
    let mut members: HashMap<DuoId, Vec<ProfessionalId>> = HashMap::new();
    for ids in ids.chunks(MAX_BIND_PARAMS) {
        let rows: Vec<(DuoId, ProfessionalId)> = duo_members::table
            .filter(duo_members::duo_id.eq_any(ids))
            .order((duo_members::duo_id, duo_members::side.desc()))
            .select((duo_members::duo_id, duo_members::professional_id))
            .load_readable(c)?;
        for (duo, member) in rows {
            members.entry(duo).or_default().push(member);
        }
    }
    Ok(members.into_iter().filter_map(|(duo, two)| Some((duo, <[ProfessionalId; 2]>::try_from(two).ok()?))).collect())
}

/// How many people of a round have not answered a duo that waits for them: each once, in however many duos.
///
/// # Errors
/// Those of the database.
pub fn silent(c: &mut Connection, round: RoundId) -> Result<i64> {
    let ids: Vec<ProfessionalId> = duo_members::table
        .inner_join(duos::table)
        .filter(duos::round_id.eq(round).and(duos::state.eq(DuoState::Introduced.as_str())))
        .filter(duo_members::answer.is_null())
        .select(duo_members::professional_id)
        .distinct()
        .load_readable(c)?;
    Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX))
}

/// Several duos, by identifier.
///
/// # Errors
/// Those of the database.
pub fn by_ids(c: &mut Connection, ids: &[DuoId]) -> Result<Vec<Duo>> {
    let mut rows = Vec::with_capacity(ids.len());
    for ids in ids.chunks(MAX_BIND_PARAMS) {
        rows.extend(duos::table.filter(duos::id.eq_any(ids)).select(DuoRow::as_select()).load_readable(c)?);
    }
    rows.sort_by_key(|row: &DuoRow| row.id);
    complete(c, rows)
}

/// Adds the members to the rows; the order of the rows is kept. A duo that cannot be read is left out and logged: the others
/// are not to wait for it.
fn complete(c: &mut Connection, rows: Vec<DuoRow>) -> Result<Vec<Duo>> {
    crate::store::readable(each_complete(c, rows)?)
}

/// Adds the members to the rows, one by one.
///
/// Outside a snapshot somebody else may change a duo between two statements. What does not fit is therefore read again in one;
/// what was removed meanwhile is left out.
fn each_complete(c: &mut Connection, rows: Vec<DuoRow>) -> Result<Vec<Result<Duo>>> {
    let ids: Vec<DuoId> = rows.iter().map(|row| row.id).collect();
    let mut members: HashMap<DuoId, Vec<MemberRow>> = HashMap::new();
    for ids in ids.chunks(MAX_BIND_PARAMS) {
        let of_these = duo_members::table.filter(duo_members::duo_id.eq_any(ids));
        let found: Vec<MemberRow> = of_these.select(MemberRow::as_select()).load_readable(c)?;
        for row in found {
            members.entry(row.duo_id).or_default().push(row);
        }
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let id = row.id;
        match assemble(row, members.remove(&id).unwrap_or_default()) {
            Err(StoreError::Corrupt(_)) => match read_at_once(c, id) {
                Err(error @ StoreError::Corrupt(_)) => all.push(Err(error)),
                found => all.extend(found?),
            },
            assembled => all.push(assembled),
        }
    }
    Ok(all)
}

/// One duo with its members, as they are at one moment; nothing when there is no such duo.
fn read_at_once(c: &mut Connection, id: DuoId) -> Result<Option<Result<Duo>>> {
    let found: Vec<(DuoRow, Option<MemberRow>)> = duos::table
        .left_join(duo_members::table)
        .filter(duos::id.eq(id))
        .select((DuoRow::as_select(), Option::<MemberRow>::as_select()))
        .load_readable(c)?;
    let (rows, members): (Vec<DuoRow>, Vec<Option<MemberRow>>) = found.into_iter().unzip();
    let row = rows.into_iter().next();
    Ok(row.map(|row| assemble(row, members.into_iter().flatten().collect())))
}

fn assemble(row: DuoRow, members: Vec<MemberRow>) -> Result<Duo> {
    let id = row.id;
    // Without a side a member is nobody's, and the duo is found to lack one.
    let mut of_side: HashMap<Side, Result<Member>> =
        members.into_iter().filter_map(|row| Some((row.side.parse().ok()?, member(row)))).collect();
    let mut member = |side| {
        let found = of_side.remove(&side);
        let found = found.ok_or_else(|| StoreError::Corrupt(format!("duo {id} has no {side}")))?;
        found.map_err(|error| StoreError::Corrupt(format!("a member of duo {id}: {error}")))
    };
    let (learner, guide) = (member(Side::Learner)?, member(Side::Guide)?);
    let state = parse_column("duos.state", &row.state)?;
    let ending = row.ending.map(|e| parse_column::<Ending>("duos.ending", &e)).transpose()?;
    let answers = PerSide { learner: learner.answer, guide: guide.answer };
    let life = DuoLifecycle::read(state, answers, row.closed_at.is_some(), ending)
        .ok_or_else(|| StoreError::Corrupt(format!("duo {id} is {state} by no way that leads there")))?;
    Ok(Duo {
        id,
        round_id: row.round_id,
        score: row.score,
        reasons: row.reasons,
        state,
        life,
        introduced_at: row.introduced_at,
        confirmed_at: row.confirmed_at,
        by_hand: row.by_hand,
        stop_reason: row.stop_reason,
        learner,
        guide,
    })
}

fn member(row: MemberRow) -> Result<Member> {
    Ok(Member {
        professional_id: row.professional_id,
        answer: row.answer.map(|a| parse_column("duo_members.answer", &a)).transpose()?,
        answer_reason: row.answer_reason,
        answered_at: row.answered_at,
        seen_at: row.seen_at,
        unreachable_at: row.unreachable_at,
        instead_of: row.instead_of,
    })
}

/// Replaces the proposed duos of a round.
///
/// # Errors
/// Those of the database.
pub fn set_proposed(c: &mut Connection, round: RoundId, list: &[NewDuo]) -> Result<()> {
    let proposed = duos::round_id.eq(round).and(duos::state.eq(DuoState::Proposed.as_str()));
    diesel::delete(duos::table.filter(proposed)).execute(c)?;
    list.iter().try_for_each(|duo| add(c, round, duo).map(drop))
}

/// Adds a proposed duo to a round.
///
/// # Errors
/// Those of the database.
pub fn add(c: &mut Connection, round: RoundId, duo: &NewDuo) -> Result<DuoId> {
    let id: DuoId = diesel::insert_into(duos::table)
        .values((
            duos::round_id.eq(round),
            duos::score.eq(duo.score),
            duos::reasons.eq(&duo.reasons),
            duos::state.eq(DuoState::Proposed.as_str()),
            duos::version.eq(1),
        ))
        .returning(duos::id)
        .get_result(c)?;
    for (side, professional) in [(Side::Learner, duo.learner), (Side::Guide, duo.guide)] {
        diesel::insert_into(duo_members::table)
            .values((
                duo_members::duo_id.eq(id),
                duo_members::side.eq(side.as_str()),
                duo_members::professional_id.eq(professional),
            ))
            .execute(c)?;
    }
    Ok(id)
}

/// Writes where proposed duos are once their members are told.
///
/// # Errors
/// [`StoreError::Conflict`] when one of them is no longer proposed; those of the database.
pub fn introduce(c: &mut Connection, ids: &[DuoId], life: DuoLifecycle, now: DateTime<Utc>) -> Result<()> {
    for ids in ids.chunks(MAX_BIND_PARAMS) {
        let proposed = duos::id.eq_any(ids).and(duos::state.eq(DuoState::Proposed.as_str()));
        let written = diesel::update(duos::table.filter(proposed))
            .set((duos::state.eq(life.state().as_str()), duos::introduced_at.eq(to_db_time(now))))
            .execute(c)?;
        if written != ids.len() {
            return Err(StoreError::Conflict);
        }
    }
    Ok(())
}

/// Takes the duo for this transaction: two members who answer at once do so one after the other, and the second
/// sees the first's answer. (An update locks the row on PostgreSQL; SQLite has one writer anyway.)
///
/// # Errors
/// Those of the database.
pub fn lock(c: &mut Connection, id: DuoId) -> Result<Option<Duo>> {
    diesel::update(duos::table.find(id)).set(duos::version.eq(duos::version + 1)).execute(c)?;
    by_id(c, id)
}

/// Writes one member's answer.
///
/// # Errors
/// Those of the database.
pub fn set_answer(
    c: &mut Connection,
    id: DuoId,
    side: Side,
    answer: Answer,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(duo_members::table.find((id, side.as_str())))
        .set((
            duo_members::answer.eq(answer.as_str()),
            duo_members::answer_reason.eq(reason),
            duo_members::answered_at.eq(to_db_time(now)),
        ))
        .execute(c)?;
    Ok(())
}

/// Writes where a duo is now.
///
/// # Errors
/// Those of the database.
pub fn set_life(c: &mut Connection, old: &Duo, life: DuoLifecycle, now: DateTime<Utc>) -> Result<()> {
    let newly = |happened: bool, before: Option<NaiveDateTime>| if happened { Some(to_db_time(now)) } else { before };
    let was_open = matches!(old.life, DuoLifecycle::AwaitingAnswers(_));
    diesel::update(duos::table.find(old.id))
        .set((
            duos::state.eq(life.state().as_str()),
            duos::ending.eq(life.ending().map(Ending::as_str)),
            duos::introduced_at.eq(newly(old.life == DuoLifecycle::Proposed, old.introduced_at)),
            duos::confirmed_at.eq(newly(was_open && life == DuoLifecycle::Confirmed, old.confirmed_at)),
            duos::closed_at.eq(life.is_over().then(|| to_db_time(now))),
        ))
        .execute(c)?;
    Ok(())
}

/// The pairs (learner, guide) of a programme that were introduced, and in which round.
///
/// # Errors
/// Those of the database.
pub fn earlier_pairs(
    c: &mut Connection,
    programme: ProgrammeId,
) -> Result<Vec<(ProfessionalId, ProfessionalId, RoundId)>> {
    let (learners, guides) = diesel::alias!(duo_members as learners, duo_members as guides);
    duos::table
        .inner_join(rounds::table)
        .inner_join(learners.on(learners.field(duo_members::duo_id).eq(duos::id)))
        .inner_join(guides.on(guides.field(duo_members::duo_id).eq(duos::id)))
        .filter(rounds::programme_id.eq(programme))
        .filter(duos::state.ne(DuoState::Proposed.as_str()))
        .filter(learners.field(duo_members::side).eq(Side::Learner.as_str()))
        .filter(guides.field(duo_members::side).eq(Side::Guide.as_str()))
        .select((learners.field(duo_members::professional_id), guides.field(duo_members::professional_id), rounds::id))
        .load_readable(c)
}
