//! What a coordinator does by hand to a round that runs: its duos, who joins it, and opening it again.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path, Payload};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::board::{Status, status};
use super::body;
use super::problem_document::{self, Changed, ProblemDocument};
use super::program::ApiClient;
use crate::app::App;
use crate::domain::{DuoId, ProfessionalId, RoundId, SingleLine};
use crate::service::round::progress::by_hand::{self, ByHand, Outcome};
use crate::service::round::progress::reopen;
use crate::web::matching_copy;

/// A body here is a few words.
const MOST: usize = 4096;

/// One act on the duos of a published round. Duos and professionals are named by identifier.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum DuoAct {
    /// The duo stops; both are told.
    Stop {
        #[schema(value_type = i64)]
        duo: DuoId,
    },
    /// Two people become a duo: in a guidance round the learner and then the guide.
    Add {
        #[schema(value_type = [i64; 2])]
        people: [ProfessionalId; 2],
    },
    /// The duo stops, and the member who `stays` becomes a duo with this partner.
    Replace {
        #[schema(value_type = i64)]
        duo: DuoId,
        #[schema(value_type = i64)]
        stays: ProfessionalId,
        #[schema(value_type = i64)]
        partner: ProfessionalId,
    },
    /// Two duos exchange partners.
    Exchange {
        #[schema(value_type = [i64; 2])]
        duos: [DuoId; 2],
    },
}

impl From<DuoAct> for ByHand {
    fn from(act: DuoAct) -> Self {
        match act {
            DuoAct::Stop { duo } => Self::Stop { duo },
            DuoAct::Add { people: [one, other] } => Self::Add { one, other },
            DuoAct::Replace { duo, stays, partner } => Self::Replace { duo, stays, partner },
            DuoAct::Exchange { duos: [duo, other] } => Self::Exchange { duo, other },
        }
    }
}

/// What to do to the duos of a round that runs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDuoChange {
    /// When it is given and the round was changed since, nothing is done.
    version: Option<i32>,
    act: DuoAct,
    /// Why; only coordinators read it. At most 500 characters.
    reason: Option<String>,
}

/// What to try.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TriedDuoChange {
    act: DuoAct,
}

/// What would come of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DuoChangeOutcome {
    /// Name it when you do it.
    version: i32,
    /// The duos that stop, by identifier.
    #[schema(value_type = Vec<i64>)]
    stop: Vec<DuoId>,
    /// The duos that are made: learner and guide, or the two in the order of the round.
    #[schema(value_type = Vec<[i64; 2]>)]
    new: Vec<[ProfessionalId; 2]>,
    /// What stands in the way, in a sentence each; nothing can be done while there is anything.
    obstacles: Vec<String>,
    /// Who would have no duo in this round any more, and is told.
    #[schema(value_type = Vec<i64>)]
    let_down: Vec<ProfessionalId>,
    /// Who is in a duo that stops, and keeps another.
    #[schema(value_type = Vec<i64>)]
    keep_another: Vec<ProfessionalId>,
    /// Who said yes to a duo that stops.
    #[schema(value_type = Vec<i64>)]
    said_yes: Vec<ProfessionalId>,
    /// Who said no in this round, or nothing, and would be introduced to somebody all the same.
    #[schema(value_type = Vec<i64>)]
    refused: Vec<ProfessionalId>,
}

/// Try a change to duos
///
/// What would come of it, and who is told. Nothing is changed.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/duo-changes/preview",
    operation_id = "preview_duo_change",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = TriedDuoChange,
    responses((status = 200, description = "What would come of it.", body = DuoChangeOutcome), Changed)
)]
pub(crate) async fn preview(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<DuoChangeOutcome>, ProblemDocument> {
    let TriedDuoChange { act } = body::json(&request, payload, MOST).await?;
    let (id, now, texts) = (id.into_inner(), app.now(), problem_document::texts(&request));
    let found = app.read::<_, ProblemDocument>(move |c| {
        program.round(c, id)?;
        let outcome: Outcome = by_hand::preview(c, id, act.into(), now)?;
        let name = |id: ProfessionalId| id.to_string();
        let pair = |pair: &crate::service::round::progress::NewPair| [pair.learner, pair.guide];
        Ok(DuoChangeOutcome {
            version: outcome.version,
            stop: outcome.stop.iter().map(|duo| duo.id).collect(),
            new: outcome.new.iter().map(pair).collect(),
            obstacles: outcome
                .obstacles
                .iter()
                .map(|(two, why)| matching_copy::obstacle(texts, *two, *why, name))
                .collect(),
            let_down: outcome.let_down,
            keep_another: outcome.keep_another,
            said_yes: outcome.said_yes,
            refused: outcome.refused,
        })
    });
    found.await.map(Json)
}

/// Change duos of a round that runs
///
/// Stops a duo, makes one, gives a member another partner, or lets two duos exchange partners; members are told. The same change
/// twice has its effect once.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/duo-changes",
    operation_id = "change_duos",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = NewDuoChange,
    responses((status = 200, description = "It is done; the mails are on their way.", body = Status), Changed)
)]
pub(crate) async fn change(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<Status>, ProblemDocument> {
    let NewDuoChange { version, act, reason } = body::json(&request, payload, MOST).await?;
    let reason = reason.as_deref().filter(|reason| !reason.trim().is_empty()).map(SingleLine::<500>::parse).transpose();
    let reason = reason.map_err(|_| ProblemDocument::field("reason", "Give at most 500 characters, on one line."))?;
    let id = id.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        by_hand::act(cx, (id, version), act.into(), reason.as_ref())?;
        status(cx.c, id)
    });
    done.await.map(Json)
}

/// Who joins a round that runs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Latecomer {
    /// When it is given and the round was changed since, nothing is done.
    version: Option<i32>,
    /// The professional's identifier.
    #[schema(value_type = i64)]
    professional: ProfessionalId,
}

/// Take somebody into a round that runs
///
/// They can be given a duo from then on, by a repair or by hand. Nobody is mailed. Who takes part already is left as they are.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/latecomers",
    operation_id = "add_latecomer",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Latecomer,
    responses((status = 200, description = "How the round is doing.", body = Status), Changed)
)]
pub(crate) async fn take_in(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<Status>, ProblemDocument> {
    let Latecomer { version, professional } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        reopen::take_in(cx, (id, version), professional).map_err(|error| match error {
            crate::service::round::RoundError::Stranger => {
                ProblemDocument::field("professional", "Give somebody of this programme who takes part in rounds.")
            }
            other => other.into(),
        })?;
        status(cx.c, id)
    });
    done.await.map(Json)
}

/// A closed round's new day to answer by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reopening {
    /// When it is given and the round was changed since, nothing is done.
    version: Option<i32>,
    /// The last day on which members of new duos can answer.
    answer_by: NaiveDate,
}

/// Open a closed round again
///
/// Within two weeks of its closing. Duos that lapsed stay lapsed.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/reopening",
    operation_id = "reopen_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Reopening,
    responses((status = 200, description = "How the round is doing.", body = Status), Changed)
)]
pub(crate) async fn reopen(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<Status>, ProblemDocument> {
    let Reopening { version, answer_by } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        reopen::reopen(cx, (id, version), answer_by)?;
        status(cx.c, id)
    });
    done.await.map(Json)
}
