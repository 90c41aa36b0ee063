//! What members said at their check-ins.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::duo::check_in::{CheckIn, Closing, Collaboration, HelpRequest, Moment};
use crate::domain::{DuoId, ProgrammeId, RoundId, Side};
use crate::store::schema::{check_ins, duos, rounds};
use crate::store::{Connection, LoadReadable, Result, StoreError, parse_column, to_db_time};

#[derive(Queryable, Selectable)]
#[diesel(table_name = check_ins)]
struct CheckInRow {
    met: Option<bool>,
    learned: Option<String>,
    collaboration: Option<i32>,
    wants_help: bool,
    success: Option<String>,
    shares: bool,
    help_text: Option<String>,
    help_asked_at: Option<NaiveDateTime>,
    help_dealt_at: Option<NaiveDateTime>,
}

impl CheckInRow {
    const EMPTY: Self = Self {
        met: None,
        learned: None,
        collaboration: None,
        wants_help: false,
        success: None,
        shares: false,
        help_text: None,
        help_asked_at: None,
        help_dealt_at: None,
    };

    const fn asks_help(&self) -> bool {
        self.wants_help && self.help_dealt_at.is_none()
    }

    fn help(&self) -> Option<HelpRequest> {
        self.asks_help().then(|| HelpRequest { about: self.help_text.clone() })
    }
}

/// What a member said at the check-in, if they did.
///
/// # Errors
/// Those of the database.
pub fn check_in(c: &mut Connection, duo: DuoId, side: Side) -> Result<Option<CheckIn>> {
    let Some(row) = row(c, duo, side, Moment::CheckIn)? else { return Ok(None) };
    let corrupt = || StoreError::Corrupt(format!("check-in of duo {duo}"));
    let collaboration = row.collaboration.map(|n| Collaboration::of_number(n).ok_or_else(corrupt)).transpose()?;
    let help = row.help();
    Ok(Some(CheckIn { met: row.met.ok_or_else(corrupt)?, learned: row.learned, collaboration, help }))
}

/// What a member said at the closing check-in, if they did.
///
/// # Errors
/// Those of the database.
pub fn closing(c: &mut Connection, duo: DuoId, side: Side) -> Result<Option<Closing>> {
    let row = row(c, duo, side, Moment::Closing)?;
    Ok(row.map(|row| Closing { help: row.help(), success: row.success, shares: row.shares }))
}

fn row(c: &mut Connection, duo: DuoId, side: Side, moment: Moment) -> Result<Option<CheckInRow>> {
    Ok(check_ins::table
        .find((duo, side.as_str(), moment.as_str()))
        .select(CheckInRow::as_select())
        .first(c)
        .optional()?)
}

/// Keeps what a member said at the check-in, in place of what they said before. Gives whether they ask for help that they
/// did not ask for before, or that the coordinator dealt with since.
///
/// # Errors
/// Those of the database.
pub fn set_check_in(c: &mut Connection, duo: DuoId, side: Side, said: &CheckIn, now: DateTime<Utc>) -> Result<bool> {
    let row = CheckInRow {
        met: Some(said.met),
        learned: said.learned.clone(),
        collaboration: said.collaboration.map(Collaboration::number),
        ..CheckInRow::EMPTY
    };
    set(c, (duo, side, Moment::CheckIn), (row, said.help.as_ref()), now)
}

/// Keeps what a member said at the closing check-in, in place of what they said before. Gives what [`set_check_in`] does.
///
/// # Errors
/// Those of the database.
pub fn set_closing(c: &mut Connection, duo: DuoId, side: Side, said: &Closing, now: DateTime<Utc>) -> Result<bool> {
    let row = CheckInRow { success: said.success.clone(), shares: said.shares, ..CheckInRow::EMPTY };
    set(c, (duo, side, Moment::Closing), (row, said.help.as_ref()), now)
}

/// Notes that a member ended a duo in which they had not met, and asks for somebody else.
///
/// # Errors
/// Those of the database.
pub fn ask_for_another(c: &mut Connection, duo: DuoId, side: Side, now: DateTime<Utc>) -> Result<()> {
    let row = CheckInRow { met: Some(false), ..CheckInRow::EMPTY };
    set(c, (duo, side, Moment::End), (row, Some(&HelpRequest::default())), now).map(drop)
}

fn set(
    c: &mut Connection,
    (duo, side, moment): (DuoId, Side, Moment),
    (mut row, help): (CheckInRow, Option<&HelpRequest>),
    now: DateTime<Utc>,
) -> Result<bool> {
    let before = self::row(c, duo, side, moment)?;
    let asked_before = before.as_ref().is_some_and(CheckInRow::asks_help);
    let is_new = help.is_some() && !asked_before;
    if let Some(help) = help {
        row.wants_help = true;
        row.help_text.clone_from(&help.about);
        row.help_asked_at =
            before.filter(|_| asked_before).map_or(Some(to_db_time(now)), |before| before.help_asked_at);
    } else if let Some(before) = before.filter(|before| before.help_dealt_at.is_some()) {
        // What was dealt with stays told.
        (row.wants_help, row.help_text) = (before.wants_help, before.help_text);
        (row.help_asked_at, row.help_dealt_at) = (before.help_asked_at, before.help_dealt_at);
    }
    diesel::delete(check_ins::table.find((duo, side.as_str(), moment.as_str()))).execute(c)?;
    diesel::insert_into(check_ins::table)
        .values((
            check_ins::duo_id.eq(duo),
            check_ins::side.eq(side.as_str()),
            check_ins::moment.eq(moment.as_str()),
            check_ins::met.eq(row.met),
            check_ins::learned.eq(row.learned),
            check_ins::collaboration.eq(row.collaboration),
            check_ins::wants_help.eq(row.wants_help),
            check_ins::success.eq(row.success),
            check_ins::shares.eq(row.shares),
            check_ins::created_at.eq(to_db_time(now)),
            check_ins::help_text.eq(row.help_text),
            check_ins::help_asked_at.eq(row.help_asked_at),
            check_ins::help_dealt_at.eq(row.help_dealt_at),
        ))
        .execute(c)?;
    Ok(is_new)
}

/// When the coordinator dealt with what a member asked for last at a form, if they did.
///
/// # Errors
/// Those of the database.
pub fn help_dealt_at(c: &mut Connection, duo: DuoId, side: Side, moment: Moment) -> Result<Option<NaiveDateTime>> {
    Ok(row(c, duo, side, moment)?.and_then(|row| row.help_dealt_at))
}

/// What a member asked the coordinator in a duo, dealt with or not: where, what about, when, and when it was dealt with.
///
/// # Errors
/// Those of the database.
pub fn asks_of(c: &mut Connection, duo: DuoId, side: Side) -> Result<Vec<PastAsk>> {
    check_ins::table
        .filter(check_ins::duo_id.eq(duo).and(check_ins::side.eq(side.as_str())).and(check_ins::wants_help.eq(true)))
        .order(check_ins::help_asked_at)
        .select((check_ins::moment, check_ins::help_text, check_ins::help_asked_at, check_ins::help_dealt_at))
        .load_readable(c)
}

/// As [`asks_of`] tells it.
pub type PastAsk = (String, Option<String>, Option<NaiveDateTime>, Option<NaiveDateTime>);

/// A member's call for help that the coordinator did not deal with yet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OpenAsk {
    pub duo: DuoId,
    pub side: Side,
    /// At which form they asked.
    pub moment: Moment,
    /// What about, if they said.
    pub about: Option<String>,
    pub asked_at: NaiveDateTime,
}

/// The calls for help in a round that nobody dealt with, the longest ago first. Also of duos that are over since: who asked
/// still waits for an answer.
///
/// # Errors
/// Those of the database.
pub fn open_asks(c: &mut Connection, round: RoundId) -> Result<Vec<OpenAsk>> {
    type Asked = (DuoId, String, String, Option<String>, Option<NaiveDateTime>, NaiveDateTime);
    let rows: Vec<Asked> = check_ins::table
        .inner_join(duos::table)
        .filter(duos::round_id.eq(round).and(check_ins::wants_help.eq(true)).and(check_ins::help_dealt_at.is_null()))
        .order((check_ins::help_asked_at, check_ins::duo_id, check_ins::side))
        .select((
            check_ins::duo_id,
            check_ins::side,
            check_ins::moment,
            check_ins::help_text,
            check_ins::help_asked_at,
            check_ins::created_at,
        ))
        .load_readable(c)?;
    let ask = |(duo, side, moment, about, asked_at, created_at): Asked| {
        let (side, moment) = (parse_column("check_ins.side", &side)?, parse_column("check_ins.moment", &moment)?);
        Ok(OpenAsk { duo, side, moment, about, asked_at: asked_at.unwrap_or(created_at) })
    };
    crate::store::readable(rows.into_iter().map(ask).collect())
}

/// The rounds with calls for help that nobody dealt with.
///
/// # Errors
/// Those of the database.
pub fn rounds_with_open_asks(c: &mut Connection) -> Result<Vec<RoundId>> {
    check_ins::table
        .inner_join(duos::table)
        .filter(check_ins::wants_help.eq(true).and(check_ins::help_dealt_at.is_null()))
        .order(duos::round_id)
        .select(duos::round_id)
        .distinct()
        .load_readable(c)
}

/// Notes that the coordinator dealt with the calls for help in a duo. Gives how many there were.
///
/// # Errors
/// Those of the database.
pub fn deal_with_help(c: &mut Connection, duo: DuoId, now: DateTime<Utc>) -> Result<usize> {
    let open = check_ins::duo_id.eq(duo).and(check_ins::wants_help.eq(true)).and(check_ins::help_dealt_at.is_null());
    Ok(diesel::update(check_ins::table.filter(open)).set(check_ins::help_dealt_at.eq(to_db_time(now))).execute(c)?)
}

/// What each member of a duo said of whether they met: at the check-in, or when they ended it.
///
/// # Errors
/// Those of the database.
pub fn said_met(c: &mut Connection, round: RoundId) -> Result<HashMap<(DuoId, Side), bool>> {
    let rows: Vec<(DuoId, String, Option<bool>)> = check_ins::table
        .inner_join(duos::table)
        .filter(duos::round_id.eq(round).and(check_ins::met.is_not_null()))
        .select((check_ins::duo_id, check_ins::side, check_ins::met))
        .load_readable(c)?;
    let mut said = HashMap::new();
    for (duo, side, met) in rows {
        let Some(side) = crate::store::if_readable(parse_column("check_ins.side", &side))? else { continue };
        *said.entry((duo, side)).or_default() |= met.unwrap_or_default();
    }
    Ok(said)
}

/// Who of a duo has answered the closing check-in.
///
/// # Errors
/// Those of the database.
pub fn closed(c: &mut Connection, duo: DuoId) -> Result<Vec<Side>> {
    let sides: Vec<String> = check_ins::table
        .filter(check_ins::duo_id.eq(duo).and(check_ins::moment.eq(Moment::Closing.as_str())))
        .select(check_ins::side)
        .load_readable(c)?;
    sides.iter().map(|side| parse_column("check_ins.side", side)).collect()
}

/// The newest small successes of a programme whose writers want them shared, in their words and without their names.
///
/// # Errors
/// Those of the database.
pub fn shared_successes(c: &mut Connection, programme: ProgrammeId, limit: i64) -> Result<Vec<String>> {
    let found: Vec<Option<String>> = check_ins::table
        .inner_join(duos::table.inner_join(rounds::table))
        .filter(rounds::programme_id.eq(programme))
        .filter(check_ins::shares.eq(true).and(check_ins::success.is_not_null()))
        .order((check_ins::created_at.desc(), check_ins::duo_id))
        .limit(limit)
        .select(check_ins::success)
        .load_readable(c)?;
    Ok(found.into_iter().flatten().collect())
}
