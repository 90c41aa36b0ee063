//! A published round over time: how it is doing, and what a coordinator does about it.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path, Payload};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body;
use super::document::Changed;
use super::problem::Problem;
use super::program::Program;
use super::round::Seen;
use crate::actions::board as action;
use crate::actions::rounds::history::note_done;
use crate::app::App;
use crate::domain::life::{Both, Ending};
use crate::domain::{Change, DuoState, Side};
use crate::store::Connection;

/// A body here is a few words.
const MOST: usize = 4096;

/// A round as its coordinator follows it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Status {
    /// Name it in what you do next.
    version: i32,
    /// The last day on which members can answer.
    answer_by: NaiveDate,
    counts: Counts,
    /// Mails that were not sent, because their moment had long passed.
    overdue: u32,
    /// Professionals who take part and are in no duo that goes on.
    free: Vec<i64>,
    duos: Vec<DuoStatus>,
}

/// How many are where.
#[derive(Debug, Serialize, ToSchema)]
struct Counts {
    /// Duos that were introduced, whatever became of them.
    introduced: u32,
    /// Duos that wait for an answer.
    waiting: u32,
    confirmed: u32,
    declined: u32,
    lapsed: u32,
    ended: u32,
    /// People who have not answered and can.
    silent: u32,
    /// People whose mail does not arrive.
    unreachable: u32,
    /// Duos that asked for help.
    needs_help: u32,
}

/// One duo.
#[derive(Debug, Serialize, ToSchema)]
struct DuoStatus {
    id: i64,
    state: DuoState,
    /// How it ended: `by_member`, `not_met`, `left`, `unreachable`, `repaired`, `stopped` or `finished`.
    #[schema(required, value_type = Option<String>)]
    ending: Option<&'static str>,
    /// Whether a no can still be taken back.
    may_change: bool,
    needs_help: bool,
    members: [MemberStatus; 2],
}

/// One of the two.
#[derive(Debug, Serialize, ToSchema)]
struct MemberStatus {
    /// The professional's identifier.
    professional: i64,
    /// Whether they have not answered, and can.
    silent: bool,
    /// Whether they pressed a button on the duo's page. (Who only opened it is not known: mail scanners do.)
    seen: bool,
    /// Whether their mail does not arrive.
    unreachable: bool,
}

impl Status {
    fn of(board: &action::Board) -> Self {
        let c = board.counts();
        let counts = Counts {
            introduced: c.introduced,
            waiting: c.waiting,
            confirmed: c.confirmed,
            declined: c.declined,
            lapsed: c.lapsed,
            ended: c.ended,
            silent: c.silent,
            unreachable: c.unreachable,
            needs_help: c.needs_help,
        };
        let duos = board.duos.iter().map(DuoStatus::of).collect();
        let (round, free) = (&board.round, board.free.clone());
        Self { version: round.version, answer_by: round.answer_by, counts, overdue: board.overdue, free, duos }
    }
}

impl DuoStatus {
    fn of(one: &action::OnBoard) -> Self {
        let members = [Side::Learner, Side::Guide].map(|side| {
            let at = |both: Both<bool>| both.at(side);
            MemberStatus {
                professional: one.duo.member(side).professional_id,
                silent: at(one.silent),
                seen: at(one.seen),
                unreachable: at(one.unreachable),
            }
        });
        Self {
            id: one.duo.id,
            state: one.duo.state,
            ending: one.duo.life.ending().map(Ending::as_str),
            may_change: one.duo.state == DuoState::Declined && !one.duo.life.is_over(),
            needs_help: one.needs_help,
            members,
        }
    }
}

pub(super) fn status(c: &mut Connection, id: i64) -> Result<Status, Problem> {
    Ok(Status::of(&action::status(c, id)?))
}

/// See how a round is doing
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}/status",
    operation_id = "get_round_status",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    responses((status = 200, description = "How it is doing.", body = Status))
)]
pub(super) async fn get(app: Data<App>, program: Program, id: Path<i64>) -> Result<Json<Status>, Problem> {
    let found = app.read(move |c| {
        program.round(c, *id)?;
        status(c, *id)
    });
    found.await.map(Json)
}

/// Whom to remind.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Remind {
    /// The version of the round that was seen; the newest if it is left out.
    version: Option<i32>,
    /// One duo; all of them if it is left out.
    duo: Option<i64>,
}

/// How many people were mailed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Mailed {
    people: usize,
    status: Status,
}

/// Remind whoever is silent
///
/// Mails the link once more to everybody who has not answered, in one duo or in all.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/reminders",
    operation_id = "remind_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Option<Remind>,
    responses((status = 200, description = "The mails are on their way.", body = Mailed), Changed)
)]
pub(super) async fn remind(
    app: Data<App>,
    program: Program,
    request: HttpRequest,
    id: Path<i64>,
    payload: Payload,
) -> Result<Json<Mailed>, Problem> {
    let Remind { version, duo } = body::json(&request, payload, MOST).await?;
    let (id, now, policy) = (id.into_inner(), app.now(), app.policy().clone());
    let done = app.write::<_, Problem>(move |c| {
        program.round(c, id)?;
        let people = action::remind(c, &policy, id, version, duo, now)?;
        note_done(c, id, Change::Remind, Some(program.coordinator()), now)?;
        Ok(Mailed { people, status: status(c, id)? })
    });
    done.await.map(Json)
}

/// A later day to answer by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extend {
    /// The version of the round that was seen; the newest if it is left out.
    version: Option<i32>,
    /// The new last day, later than the one there is.
    answer_by: NaiveDate,
}

/// Give everybody longer to answer
///
/// Links that were mailed go on working.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/extension",
    operation_id = "extend_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Extend,
    responses((status = 200, description = "How the round is doing.", body = Status), Changed)
)]
pub(super) async fn extend(
    app: Data<App>,
    program: Program,
    request: HttpRequest,
    id: Path<i64>,
    payload: Payload,
) -> Result<Json<Status>, Problem> {
    let Extend { version, answer_by } = body::json(&request, payload, MOST).await?;
    let (id, now) = (id.into_inner(), app.now());
    let done = app.write::<_, Problem>(move |c| {
        program.round(c, id)?;
        action::extend(c, id, version, answer_by, now)?;
        note_done(c, id, Change::Extend, Some(program.coordinator()), now)?;
        status(c, id)
    });
    done.await.map(Json)
}

/// Close a round
///
/// Duos that wait for an answer lapse; confirmed duos go on. This cannot be taken back.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/closing",
    operation_id = "close_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Option<Seen>,
    responses((status = 200, description = "How the round is doing.", body = Status), Changed)
)]
pub(super) async fn close(
    app: Data<App>,
    program: Program,
    request: HttpRequest,
    id: Path<i64>,
    payload: Payload,
) -> Result<Json<Status>, Problem> {
    let Seen { version } = body::json(&request, payload, MOST).await?;
    let (id, now, policy) = (id.into_inner(), app.now(), app.policy().clone());
    let done = app.write::<_, Problem>(move |c| {
        program.round(c, id)?;
        action::close(c, &policy, id, version, now)?;
        note_done(c, id, Change::Close, Some(program.coordinator()), now)?;
        status(c, id)
    });
    done.await.map(Json)
}
