//! A published round over time: how it is doing, and what a coordinator does about it.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path, Payload};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body;
use super::problem_document::{Changed, ProblemDocument};
use super::program::ApiClient;
use super::round::Seen;
use crate::app::App;
use crate::domain::duo::lifecycle::{Ending, PerSide};
use crate::domain::duo::outcome::ResultCounts;
use crate::domain::{DuoId, DuoState, ProfessionalId, RoundId, Side};
use crate::service::duo::help;
use crate::service::round::progress as action;
use crate::store::Connection;
use crate::store::duo::check_ins::OpenAsk;
use crate::store::duo::outcomes;

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
    #[schema(value_type = Vec<i64>)]
    free: Vec<ProfessionalId>,
    /// When members were last reminded, by whomever. Later than now: that is when a reminder leaves.
    #[schema(required)]
    reminded_at: Option<DateTime<Utc>>,
    duos: Vec<DuoStatus>,
}

/// How many are where. Of the duos, all but `waiting` and `running` only grow, once a no is final: those that are over, and
/// those of people who left, stay counted.
#[derive(Debug, Serialize, ToSchema)]
struct Counts {
    #[serde(flatten)]
    results: Results,
    /// Duos that ended in any way but a no or silence: the sum of `finished` and the four that follow it.
    ended: u32,
    /// People who have not answered and are waited for, each once.
    silent: u32,
    /// People whose mail does not arrive, each once.
    unreachable: u32,
    /// Duos in which a member asks for help.
    needs_help: u32,
}

/// How many duos came to what.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Results {
    /// Duos that were introduced, whatever became of them.
    introduced: u32,
    /// Those that wait for an answer.
    waiting: u32,
    /// Those of which both said yes, whatever became of them since.
    confirmed: u32,
    /// Those of which both said yes, and that go on.
    running: u32,
    /// Those of which a member said that they met.
    met: u32,
    /// Those that went their whole way.
    finished: u32,
    /// Those that a member ended.
    ended_early: u32,
    /// Those that the coordinator took apart.
    dissolved: u32,
    /// Those of which a member left the programme.
    left: u32,
    /// Those that ended because a member's mail did not arrive.
    ended_unreachable: u32,
    /// Those of which a member said no, be it that they can still take it back.
    declined: u32,
    /// Those without two answers on the last day.
    lapsed: u32,
}

impl From<ResultCounts> for Results {
    fn from(counts: ResultCounts) -> Self {
        Self {
            introduced: counts.introduced,
            waiting: counts.waiting,
            confirmed: counts.confirmed,
            running: counts.running,
            met: counts.met,
            finished: counts.finished,
            ended_early: counts.ended_early,
            dissolved: counts.dissolved,
            left: counts.left,
            ended_unreachable: counts.unreachable,
            declined: counts.declined,
            lapsed: counts.lapsed,
        }
    }
}

/// One duo.
#[derive(Debug, Serialize, ToSchema)]
struct DuoStatus {
    #[schema(value_type = i64)]
    id: DuoId,
    state: DuoState,
    /// What came of it: `waiting`, `running`, `finished`, `ended_early`, `declined`, `lapsed`, `dissolved`, `left` or
    /// `unreachable`; nothing of a duo that is only proposed.
    #[schema(required, value_type = Option<String>)]
    outcome: Option<&'static str>,
    /// How it ended: `by_member`, `not_met`, `left`, `unreachable`, `repaired`, `stopped` or `finished`.
    #[schema(required, value_type = Option<String>)]
    ending: Option<&'static str>,
    /// Whether both said yes, at any time.
    was_confirmed: bool,
    /// Whether they met, as far as a member said.
    #[schema(required)]
    met: Option<bool>,
    /// Whether a no can still be taken back.
    may_change: bool,
    /// Whether a member asks for help: `asks` tells who.
    needs_help: bool,
    asks: Vec<Ask>,
    members: [MemberStatus; 2],
}

/// A call for help that nobody dealt with yet.
#[derive(Debug, Serialize, ToSchema)]
struct Ask {
    /// Who asks: the professional's identifier.
    #[schema(value_type = i64)]
    professional: ProfessionalId,
    /// At which form: `check_in`, `closing`, or `end` where they ended the duo and ask for somebody else.
    #[schema(value_type = String)]
    at: &'static str,
    /// What about, in their own words.
    #[schema(required)]
    about: Option<String>,
    asked_at: DateTime<Utc>,
}

/// One of the two.
#[derive(Debug, Serialize, ToSchema)]
struct MemberStatus {
    /// The professional's identifier.
    #[schema(value_type = i64)]
    professional: ProfessionalId,
    /// Whether they have not answered, and are waited for.
    silent: bool,
    /// Whether they pressed a button on the duo's page. (Who only opened it is not known: mail scanners do.)
    seen: bool,
    /// Whether their mail does not arrive.
    unreachable: bool,
    /// Whether they said that the two met.
    #[schema(required)]
    met: Option<bool>,
}

impl Status {
    fn of(board: &action::RoundProgress) -> Self {
        let c = board.counts();
        let counts = Counts {
            ended: c.results.ended(),
            results: c.results.into(),
            silent: c.silent,
            unreachable: c.unreachable,
            needs_help: c.needs_help,
        };
        let duos = board.duos.iter().map(DuoStatus::of).collect();
        let (round, free) = (&board.round, board.free.clone());
        let reminded_at = board.reminded_at.map(|at| at.and_utc());
        let (version, answer_by, overdue) = (round.version, round.answer_by, board.overdue);
        Self { version, answer_by, counts, overdue, free, reminded_at, duos }
    }
}

impl DuoStatus {
    fn of(one: &action::DuoProgress) -> Self {
        let members = [Side::Learner, Side::Guide].map(|side| {
            let at = |both: PerSide<bool>| both.at(side);
            MemberStatus {
                professional: one.duo.member(side).professional_id,
                silent: at(one.silent),
                seen: at(one.seen),
                unreachable: at(one.unreachable),
                met: one.met.at(side),
            }
        });
        let ask = |ask: &OpenAsk| Ask {
            professional: one.duo.member(ask.side).professional_id,
            at: ask.moment.as_str(),
            about: ask.about.clone(),
            asked_at: ask.asked_at.and_utc(),
        };
        Self {
            id: one.duo.id,
            state: one.duo.state,
            outcome: one.result.map(|result| result.outcome.as_str()),
            ending: one.duo.life.ending().map(Ending::as_str),
            was_confirmed: one.result.is_some_and(|result| result.was_confirmed),
            met: one.result.and_then(|result| result.met),
            may_change: one.duo.state == DuoState::Declined && !one.duo.life.is_over(),
            needs_help: !one.asks.is_empty(),
            asks: one.asks.iter().map(ask).collect(),
            members,
        }
    }
}

pub(crate) fn status(c: &mut Connection, id: RoundId) -> Result<Status, ProblemDocument> {
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
pub(crate) async fn get(
    app: Data<App>,
    program: ApiClient,
    id: Path<RoundId>,
) -> Result<Json<Status>, ProblemDocument> {
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
    #[schema(value_type = Option<i64>)]
    duo: Option<DuoId>,
}

/// How many people were mailed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Mailed {
    people: usize,
    /// How many were not, because they had been reminded less than a day ago or a mail that waits tells them.
    skipped: usize,
    status: Status,
}

/// Remind whoever is silent
///
/// Mails the link once more to everybody who has not answered, in one duo or in all. Nobody is reminded twice within a day,
/// whoever asks for it.
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
pub(crate) async fn remind(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<Mailed>, ProblemDocument> {
    let Remind { version, duo } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        let action::Reminded { people, skipped } = action::remind(cx, id, version, duo)?;
        Ok(Mailed { people, skipped, status: status(cx.c, id)? })
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
/// Whoever is silent is told: in a mail of its own, or in one that waits and tells the new day. Links that were mailed go
/// on working.
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
pub(crate) async fn extend(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<Status>, ProblemDocument> {
    let Extend { version, answer_by } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        action::extend(cx, id, version, answer_by)?;
        status(cx.c, id)
    });
    done.await.map(Json)
}

/// Close a round
///
/// Duos that wait for an answer lapse; confirmed duos go on. For two weeks it can be opened again.
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
pub(crate) async fn close(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<Status>, ProblemDocument> {
    let Seen { version } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        action::close(cx, id, version)?;
        status(cx.c, id)
    });
    done.await.map(Json)
}

/// See what came of the duos of a programme
///
/// Of all its rounds, those of people who left included. All but `waiting` and `running` only grow, once a no is final.
#[utoipa::path(
    get,
    path = "/api/v1/programmes/{slug}/outcomes",
    operation_id = "get_outcomes",
    tag = "coordinator",
    security(("token" = [])),
    params(("slug" = String, Path, description = "The programme's name in addresses.")),
    responses((status = 200, description = "How many duos came to what.", body = Results))
)]
pub(crate) async fn outcomes(
    app: Data<App>,
    program: ApiClient,
    slug: Path<String>,
) -> Result<Json<Results>, ProblemDocument> {
    let found = app.read(move |c| {
        let programme = program.programme(c, &slug)?;
        Ok::<_, ProblemDocument>(ResultCounts::of(outcomes::of_programme(c, programme.id)?))
    });
    Ok(Json(found.await?.into()))
}

/// Say that a call for help was dealt with
///
/// Nothing changes where nobody asks. Who asks again after this is told of anew.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/duos/{duo}/help",
    operation_id = "deal_with_help",
    tag = "coordinator",
    security(("token" = [])),
    params(
        ("id" = i64, Path, description = "The round's identifier."),
        ("duo" = i64, Path, description = "The duo's identifier."),
    ),
    responses((status = 200, description = "How the round is doing.", body = Status))
)]
pub(crate) async fn deal_with_help(
    app: Data<App>,
    program: ApiClient,
    path: Path<(RoundId, DuoId)>,
) -> Result<Json<Status>, ProblemDocument> {
    let (id, duo) = path.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        help::deal_with(cx, id, duo)?;
        status(cx.c, id)
    });
    done.await.map(Json)
}
