//! Acts that mailed many people at once, and can be called back before the mails leave.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::outbox::{MailState, WithdrawnWhy};
use crate::domain::{
    CoordinatorId, DuoId, DuoState, LinkPurpose, MailId, MailingId, ProfessionalId, ProgrammeId, RoundId, RoundState,
};
use crate::store::schema::{
    duo_members, duos, erased_duos, mailings, mails, professionals, round_participants, rounds, tokens,
};
use crate::store::{Connection, LoadReadable, MAX_BIND_PARAMS, Result, parse_column, to_db_time};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailingKind {
    /// A round was published.
    Publication,
    /// People were put on the list, and invited.
    Invitation,
    /// The participants of a round were asked whether they take part.
    OptIn,
}

crate::domain::words!(MailingKind, Publication = "publication", Invitation = "invitation", OptIn = "opt_in");

impl MailingKind {
    /// The kind of the mails that it sends.
    #[must_use]
    pub const fn mail_kind(self) -> &'static str {
        match self {
            Self::Publication => "introduction",
            Self::Invitation => "invitation",
            Self::OptIn => "opt_in",
        }
    }
}

/// An act that mails many people.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Mailing {
    pub id: MailingId,
    pub programme_id: ProgrammeId,
    pub kind: MailingKind,
    pub round_id: Option<RoundId>,
    /// How many mails wait for it.
    pub mails: i32,
    pub made_at: NaiveDateTime,
    /// From then on they leave.
    pub leaves_at: NaiveDateTime,
    pub called_back_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mailings)]
struct MailingRow {
    id: MailingId,
    programme_id: ProgrammeId,
    what: String,
    round_id: Option<RoundId>,
    mails: i32,
    made_at: NaiveDateTime,
    leaves_at: NaiveDateTime,
    called_back_at: Option<NaiveDateTime>,
}

fn mailing(row: &MailingRow) -> Result<Mailing> {
    Ok(Mailing {
        id: row.id,
        programme_id: row.programme_id,
        kind: parse_column("mailings.what", &row.what)?,
        round_id: row.round_id,
        mails: row.mails,
        made_at: row.made_at,
        leaves_at: row.leaves_at,
        called_back_at: row.called_back_at,
    })
}

/// The mails of an act that was just done: of a kind, queued at this moment, about a round or to these people.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names say it")]
pub struct JustQueued<'a> {
    pub programme: ProgrammeId,
    pub kind: MailingKind,
    pub round: Option<RoundId>,
    pub people: &'a [ProfessionalId],
}

/// Lets the mails of an act leave later, if there are more than `above`. Gives the identifier of what can be called back.
///
/// # Errors
/// Those of the database.
pub fn hold(
    c: &mut Connection,
    queued: JustQueued<'_>,
    by: Option<CoordinatorId>,
    (above, leaves_at): (usize, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Result<Option<MailingId>> {
    let mut ids: Vec<MailId> = Vec::new();
    let fresh = mails::programme_id
        .eq(queued.programme)
        .and(mails::kind.eq(queued.kind.mail_kind()))
        .and(mails::state.eq(MailState::Waiting.as_str()))
        .and(mails::created_at.eq(to_db_time(now)))
        .and(mails::claims.eq(0))
        .and(mails::mailing_id.is_null());
    match queued.round {
        Some(round) => {
            ids.extend(
                mails::table
                    .filter(fresh.and(mails::round_id.eq(round)))
                    .select(mails::id)
                    .load_readable::<MailId>(c)?,
            );
        }
        None => {
            for people in queued.people.chunks(MAX_BIND_PARAMS) {
                let theirs = mails::professional_id.eq_any(people);
                ids.extend(mails::table.filter(fresh.and(theirs)).select(mails::id).load_readable::<MailId>(c)?);
            }
        }
    }
    if ids.len() <= above {
        return Ok(None);
    }
    let id: MailingId = diesel::insert_into(mailings::table)
        .values((
            mailings::programme_id.eq(queued.programme),
            mailings::what.eq(queued.kind.as_str()),
            mailings::round_id.eq(queued.round),
            mailings::coordinator_id.eq(by),
            mailings::mails.eq(i32::try_from(ids.len()).unwrap_or(i32::MAX)),
            mailings::made_at.eq(to_db_time(now)),
            mailings::leaves_at.eq(to_db_time(leaves_at)),
        ))
        .returning(mailings::id)
        .get_result(c)?;
    for ids in ids.chunks(MAX_BIND_PARAMS) {
        diesel::update(mails::table.filter(mails::id.eq_any(ids)))
            .set((mails::mailing_id.eq(id), mails::next_attempt_at.eq(to_db_time(leaves_at))))
            .execute(c)?;
    }
    Ok(Some(id))
}

/// One of them.
///
/// # Errors
/// Those of the database.
pub fn by_id(c: &mut Connection, id: MailingId) -> Result<Option<Mailing>> {
    mailings::table.find(id).select(MailingRow::as_select()).first(c).optional()?.as_ref().map(mailing).transpose()
}

/// Those of a programme that can be called back now, the newest first.
///
/// # Errors
/// Those of the database.
pub fn open(c: &mut Connection, programme: ProgrammeId, now: DateTime<Utc>) -> Result<Vec<Mailing>> {
    let rows: Vec<MailingRow> = mailings::table
        .filter(mailings::programme_id.eq(programme).and(mailings::leaves_at.gt(to_db_time(now))))
        .filter(mailings::called_back_at.is_null())
        .order(mailings::id.desc())
        .select(MailingRow::as_select())
        .load_readable(c)?;
    rows.iter().map(mailing).collect()
}

/// Until when the introductions of a round wait and can be called back; nothing when they do not.
///
/// # Errors
/// Those of the database.
pub fn held_until(c: &mut Connection, round: RoundId, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let publication = mailings::round_id.eq(round).and(mailings::what.eq(MailingKind::Publication.as_str()));
    let open = mailings::leaves_at.gt(to_db_time(now)).and(mailings::called_back_at.is_null());
    let until: Option<NaiveDateTime> =
        mailings::table.filter(publication.and(open)).select(mailings::leaves_at).first(c).optional()?;
    Ok(until.map(|until| until.and_utc()))
}

/// Notes that it is called back. False when it was already.
///
/// # Errors
/// Those of the database.
pub fn note_called_back(c: &mut Connection, id: MailingId, now: DateTime<Utc>) -> Result<bool> {
    let open = mailings::id.eq(id).and(mailings::called_back_at.is_null());
    let noted =
        diesel::update(mailings::table.filter(open)).set(mailings::called_back_at.eq(to_db_time(now))).execute(c)?;
    Ok(noted == 1)
}

/// Withdraws the mails of an act. False when one has left, or is leaving: then nothing may be called back. Gives to whom
/// they were.
///
/// # Errors
/// Those of the database.
pub fn withdraw_mails(c: &mut Connection, id: MailingId, now: DateTime<Utc>) -> Result<Option<Vec<ProfessionalId>>> {
    let untouched = mails::mailing_id.eq(id).and(mails::claims.eq(0));
    let readers: Vec<Option<ProfessionalId>> =
        diesel::update(mails::table.filter(untouched.and(mails::state.eq(MailState::Waiting.as_str()))))
            .set((
                mails::state.eq(MailState::Withdrawn.as_str()),
                mails::withdrawn_why.eq(WithdrawnWhy::CalledBack.as_str()),
                mails::payload.eq(None::<String>),
                mails::failed_at.eq(to_db_time(now)),
                mails::claims.eq(mails::claims + 1),
            ))
            .returning(mails::professional_id)
            .get_results(c)?;
    let left = mails::mailing_id.eq(id).and(mails::state.ne(MailState::Withdrawn.as_str()));
    let left: i64 = mails::table.filter(left).count().get_result(c)?;
    Ok((left == 0).then(|| readers.into_iter().flatten().collect()))
}

/// Makes a published round a proposed one again, as if nobody had been going to be told: its open duos wait for nobody,
/// links to them are gone, and nobody goes first next time for it. Duos that were lost meanwhile are no more, and those that went
/// with somebody who left are not counted.
///
/// # Errors
/// Those of the database.
pub fn unpublish(c: &mut Connection, round: RoundId, open: &[DuoId], lost: &[DuoId]) -> Result<()> {
    for lost in lost.chunks(MAX_BIND_PARAMS) {
        diesel::delete(duos::table.filter(duos::id.eq_any(lost))).execute(c)?;
    }
    diesel::delete(erased_duos::table.filter(erased_duos::round_id.eq(round))).execute(c)?;
    for ids in open.chunks(MAX_BIND_PARAMS) {
        diesel::delete(tokens::table.filter(tokens::duo_id.eq_any(ids))).execute(c)?;
        diesel::update(duo_members::table.filter(duo_members::duo_id.eq_any(ids)))
            .set((
                duo_members::answer.eq(None::<String>),
                duo_members::answer_reason.eq(None::<String>),
                duo_members::answered_at.eq(None::<NaiveDateTime>),
                duo_members::seen_at.eq(None::<NaiveDateTime>),
            ))
            .execute(c)?;
    }
    diesel::update(duos::table.filter(duos::round_id.eq(round)))
        .set((
            duos::state.eq(DuoState::Proposed.as_str()),
            duos::introduced_at.eq(None::<NaiveDateTime>),
            duos::version.eq(duos::version + 1),
        ))
        .execute(c)?;
    let waited = round_participants::round_id.eq(round).and(round_participants::waited.eq(true));
    let counted: Vec<ProfessionalId> =
        round_participants::table.filter(waited).select(round_participants::professional_id).load_readable(c)?;
    for ids in counted.chunks(MAX_BIND_PARAMS) {
        let theirs = professionals::id.eq_any(ids).and(professionals::waited.gt(0));
        diesel::update(professionals::table.filter(theirs))
            .set(professionals::waited.eq(professionals::waited - 1))
            .execute(c)?;
    }
    diesel::update(round_participants::table.filter(waited)).set(round_participants::waited.eq(false)).execute(c)?;
    diesel::update(rounds::table.find(round))
        .set((
            rounds::state.eq(RoundState::Proposed.as_str()),
            rounds::published_at.eq(None::<NaiveDateTime>),
            rounds::no_duo_at.eq(None::<NaiveDateTime>),
        ))
        .execute(c)?;
    Ok(())
}

/// Takes back that these were asked at a moment whether they take part. Where nobody of the round is asked any more, it
/// does not ask.
///
/// # Errors
/// Those of the database.
pub fn unask(c: &mut Connection, round: RoundId, people: &[ProfessionalId], asked_at: NaiveDateTime) -> Result<()> {
    for people in people.chunks(MAX_BIND_PARAMS) {
        let theirs = round_participants::round_id.eq(round).and(round_participants::professional_id.eq_any(people));
        diesel::update(round_participants::table.filter(
            theirs.and(round_participants::asked_at.eq(asked_at)).and(round_participants::takes_part.is_null()),
        ))
        .set(round_participants::asked_at.eq(None::<NaiveDateTime>))
        .execute(c)?;
        let links = tokens::round_id.eq(round).and(tokens::professional_id.eq_any(people));
        let links = links.and(tokens::purpose.eq(LinkPurpose::OptIn.as_str())).and(tokens::created_at.eq(asked_at));
        diesel::delete(tokens::table.filter(links)).execute(c)?;
    }
    let asked = round_participants::round_id.eq(round).and(round_participants::asked_at.is_not_null());
    let asked: i64 = round_participants::table.filter(asked).count().get_result(c)?;
    if asked == 0 {
        diesel::update(rounds::table.find(round))
            .set((rounds::opt_in_asked_at.eq(None::<NaiveDateTime>), rounds::opt_in_by.eq(None::<chrono::NaiveDate>)))
            .execute(c)?;
    }
    Ok(())
}

/// Forgets the mails of an act to these people, who are on no list any more.
///
/// # Errors
/// Those of the database.
pub fn forget_mails(c: &mut Connection, id: MailingId, people: &[ProfessionalId]) -> Result<()> {
    for people in people.chunks(MAX_BIND_PARAMS) {
        let theirs = mails::mailing_id.eq(id).and(mails::professional_id.eq_any(people));
        diesel::delete(mails::table.filter(theirs)).execute(c)?;
    }
    Ok(())
}

/// Those of these people who were invited at a moment, and did nothing since.
///
/// # Errors
/// Those of the database.
pub fn untouched(
    c: &mut Connection,
    people: &[ProfessionalId],
    invited_at: NaiveDateTime,
) -> Result<Vec<ProfessionalId>> {
    let mut ids = Vec::new();
    for people in people.chunks(MAX_BIND_PARAMS) {
        let unconfirmed = professionals::standing.eq("unconfirmed").and(professionals::created_at.eq(invited_at));
        let same = professionals::updated_at.eq(professionals::created_at);
        let theirs = professionals::id.eq_any(people).and(unconfirmed).and(same);
        ids.extend(professionals::table.filter(theirs).select(professionals::id).load_readable::<ProfessionalId>(c)?);
    }
    Ok(ids)
}
