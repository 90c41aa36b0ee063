//! Duos and their members' answers.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::{duo_members, duos, rounds};
use super::{Connection, MOST_BOUND, Result, StoreError, kept, word};
use crate::domain::{Answer, DuoState, Side};

/// A duo as kept.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Duo {
    pub id: i64,
    pub round_id: i64,
    pub score: i64,
    /// Why they are a duo, as JSON.
    pub reasons: String,
    pub state: DuoState,
    pub learner: Member,
    pub guide: Member,
}

/// One of the two.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Member {
    pub professional_id: i64,
    pub answer: Option<Answer>,
    pub answer_reason: Option<String>,
    pub answered_at: Option<NaiveDateTime>,
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

    /// On which side somebody is, if they are in this duo.
    #[must_use]
    pub const fn side_of(&self, professional: i64) -> Option<Side> {
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
    pub learner: i64,
    pub guide: i64,
    pub score: i64,
    pub reasons: String,
}

type Row = (i64, i64, i64, String, String);
type MemberRow = (i64, String, i64, Option<String>, Option<String>, Option<NaiveDateTime>);

/// The duos of a round, best first.
///
/// # Errors
/// Those of the database.
pub fn of_round(c: &mut Connection, round: i64) -> Result<Vec<Duo>> {
    let rows: Vec<Row> = duos::table
        .filter(duos::round_id.eq(round))
        .order((duos::score.desc(), duos::id))
        .select((duos::id, duos::round_id, duos::score, duos::reasons, duos::state))
        .load(c)?;
    complete(c, rows)
}

/// The duos that somebody is in, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_professional(c: &mut Connection, professional: i64) -> Result<Vec<Duo>> {
    let ids: Vec<i64> =
        duo_members::table.filter(duo_members::professional_id.eq(professional)).select(duo_members::duo_id).load(c)?;
    let rows: Vec<Row> = duos::table
        .filter(duos::id.eq_any(&ids))
        .order(duos::id.desc())
        .select((duos::id, duos::round_id, duos::score, duos::reasons, duos::state))
        .load(c)?;
    complete(c, rows)
}

/// One duo.
///
/// # Errors
/// Those of the database.
pub fn by_id(c: &mut Connection, id: i64) -> Result<Option<Duo>> {
    let rows: Vec<Row> = duos::table
        .filter(duos::id.eq(id))
        .select((duos::id, duos::round_id, duos::score, duos::reasons, duos::state))
        .load(c)?;
    Ok(complete(c, rows)?.pop())
}

/// The two members of each of these duos, by the duo's identifier.
///
/// # Errors
/// Those of the database.
pub fn members(c: &mut Connection, ids: &[i64]) -> Result<HashMap<i64, [i64; 2]>> {
    let mut members: HashMap<i64, Vec<i64>> = HashMap::new();
    for ids in ids.chunks(MOST_BOUND) {
        let rows: Vec<(i64, i64)> = duo_members::table
            .filter(duo_members::duo_id.eq_any(ids))
            .order((duo_members::duo_id, duo_members::side.desc()))
            .select((duo_members::duo_id, duo_members::professional_id))
            .load(c)?;
        for (duo, member) in rows {
            members.entry(duo).or_default().push(member);
        }
    }
    Ok(members.into_iter().filter_map(|(duo, two)| Some((duo, <[i64; 2]>::try_from(two).ok()?))).collect())
}

/// How many duos of a programme are in this state.
///
/// # Errors
/// Those of the database.
pub fn count(c: &mut Connection, programme: i64, state: DuoState) -> Result<i64> {
    let of = rounds::programme_id.eq(programme).and(duos::state.eq(state.as_str()));
    Ok(duos::table.inner_join(rounds::table).filter(of).count().get_result(c)?)
}

/// In how many duos of a round somebody has not answered yet.
///
/// # Errors
/// Those of the database.
pub fn silent(c: &mut Connection, round: i64) -> Result<i64> {
    let ids: Vec<i64> = duo_members::table
        .inner_join(duos::table)
        .filter(duos::round_id.eq(round).and(duos::state.eq(DuoState::Introduced.as_str())))
        .filter(duo_members::answer.is_null())
        .select(duo_members::duo_id)
        .distinct()
        .load(c)?;
    Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX))
}

fn complete(c: &mut Connection, rows: Vec<Row>) -> Result<Vec<Duo>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.0).collect();
    let mut members: HashMap<(i64, Side), Member> = HashMap::new();
    for ids in ids.chunks(MOST_BOUND) {
        let found: Vec<MemberRow> = duo_members::table
            .filter(duo_members::duo_id.eq_any(ids))
            .select((
                duo_members::duo_id,
                duo_members::side,
                duo_members::professional_id,
                duo_members::answer,
                duo_members::answer_reason,
                duo_members::answered_at,
            ))
            .load(c)?;
        for (duo, side, professional_id, answer, answer_reason, answered_at) in found {
            let answer = answer.map(|a| word("duo_members.answer", &a)).transpose()?;
            let side = word("duo_members.side", &side)?;
            members.insert((duo, side), Member { professional_id, answer, answer_reason, answered_at });
        }
    }
    rows.into_iter()
        .map(|(id, round_id, score, reasons, state)| {
            let mut member = |side| {
                members.remove(&(id, side)).ok_or_else(|| StoreError::Corrupt(format!("duo {id} has no {side}")))
            };
            let (learner, guide) = (member(Side::Learner)?, member(Side::Guide)?);
            Ok(Duo { id, round_id, score, reasons, state: word("duos.state", &state)?, learner, guide })
        })
        .collect()
}

/// Replaces the proposed duos of a round.
///
/// # Errors
/// Those of the database.
pub fn set_proposed(c: &mut Connection, round: i64, list: &[NewDuo]) -> Result<()> {
    let proposed = duos::round_id.eq(round).and(duos::state.eq(DuoState::Proposed.as_str()));
    diesel::delete(duos::table.filter(proposed)).execute(c)?;
    for duo in list {
        let id: i64 = diesel::insert_into(duos::table)
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
    }
    Ok(())
}

/// Notes that the members of every proposed duo of a round are being told.
///
/// # Errors
/// Those of the database.
pub fn introduce(c: &mut Connection, round: i64, now: DateTime<Utc>) -> Result<usize> {
    let proposed = duos::round_id.eq(round).and(duos::state.eq(DuoState::Proposed.as_str()));
    Ok(diesel::update(duos::table.filter(proposed))
        .set((duos::state.eq(DuoState::Introduced.as_str()), duos::introduced_at.eq(kept(now))))
        .execute(c)?)
}

/// Takes the duo for this transaction: two members who answer at once do so one after the other, and the second
/// sees the first's answer. (An update locks the row on PostgreSQL; SQLite has one writer anyway.)
///
/// # Errors
/// Those of the database.
pub fn lock(c: &mut Connection, id: i64) -> Result<Option<Duo>> {
    diesel::update(duos::table.find(id)).set(duos::version.eq(duos::version + 1)).execute(c)?;
    by_id(c, id)
}

/// Writes one member's answer and the state it leads to.
///
/// # Errors
/// Those of the database.
pub fn set_answer(
    c: &mut Connection,
    id: i64,
    side: Side,
    answer: Answer,
    reason: Option<&str>,
    state: DuoState,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(duo_members::table.find((id, side.as_str())))
        .set((
            duo_members::answer.eq(answer.as_str()),
            duo_members::answer_reason.eq(reason),
            duo_members::answered_at.eq(kept(now)),
        ))
        .execute(c)?;
    let confirmed_at = (state == DuoState::Confirmed).then(|| kept(now));
    diesel::update(duos::table.find(id))
        .set((duos::state.eq(state.as_str()), duos::confirmed_at.eq(confirmed_at)))
        .execute(c)?;
    Ok(())
}

/// The pairs (learner, guide) of a programme that were introduced in earlier rounds.
///
/// # Errors
/// Those of the database.
pub fn earlier_pairs(c: &mut Connection, programme: i64) -> Result<Vec<(i64, i64)>> {
    let (learners, guides) = diesel::alias!(duo_members as learners, duo_members as guides);
    Ok(duos::table
        .inner_join(rounds::table)
        .inner_join(learners.on(learners.field(duo_members::duo_id).eq(duos::id)))
        .inner_join(guides.on(guides.field(duo_members::duo_id).eq(duos::id)))
        .filter(rounds::programme_id.eq(programme))
        .filter(duos::state.ne(DuoState::Proposed.as_str()))
        .filter(learners.field(duo_members::side).eq(Side::Learner.as_str()))
        .filter(guides.field(duo_members::side).eq(Side::Guide.as_str()))
        .select((learners.field(duo_members::professional_id), guides.field(duo_members::professional_id)))
        .load(c)?)
}
