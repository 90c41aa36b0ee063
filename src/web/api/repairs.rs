//! Repairing a round: first what it would do, then doing it, all or what is chosen; and asking who said no.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path, Payload};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body;
use super::problem_document::{Changed, ProblemDocument};
use super::program::ApiClient;
use super::round::Seen;
use crate::app::App;
use crate::domain::{DuoId, ProfessionalId, RoundId};
use crate::service::round::progress as action;

/// A body here names some thousands of duos at most.
const MOST: usize = 256 * 1024;

/// What a repair would do, or did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Repair {
    /// The version of the round that it was worked out for.
    version: i32,
    new: Vec<NewDuo>,
    /// Introduced duos that stand, by identifier.
    #[schema(value_type = Vec<i64>)]
    stands: Vec<DuoId>,
    /// Introduced duos that are taken apart, by identifier.
    #[schema(value_type = Vec<i64>)]
    disturbed: Vec<DuoId>,
    /// Professionals who would be left without a duo by it.
    #[schema(value_type = Vec<i64>)]
    let_down: Vec<ProfessionalId>,
    /// Professionals who said no, and were not asked yet whether they want somebody else.
    #[schema(value_type = Vec<i64>)]
    to_ask: Vec<ProfessionalId>,
    /// Those who were asked and have not said yes.
    #[schema(value_type = Vec<i64>)]
    asked: Vec<ProfessionalId>,
    /// Duos with a no that can still be taken back, by identifier: they are left alone until it is final.
    #[schema(value_type = Vec<i64>)]
    undecided: Vec<DuoId>,
    /// Whether it is proved that it cannot be done better.
    optimal: bool,
}

/// A duo that a repair makes.
#[derive(Debug, Serialize, ToSchema)]
struct NewDuo {
    /// The professionals' identifiers: the learner, then the guide; or of the first and the second group.
    #[schema(value_type = [i64; 2])]
    members: [ProfessionalId; 2],
    score: i64,
    /// The duos whose place it takes, by identifier.
    #[schema(value_type = Vec<i64>)]
    needs: Vec<DuoId>,
}

/// Which of the duos of a repair are wanted. What is left out altogether means all of them.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Wanted {
    /// When it is given and the round was changed since, nothing is done.
    version: Option<i32>,
    /// The new duos, as the preview has them.
    #[schema(value_type = Option<Vec<[i64; 2]>>)]
    new: Option<Vec<[ProfessionalId; 2]>>,
    /// The duos that may be taken apart, by identifier. A new duo whose `needs` are not all among them is not made.
    #[schema(value_type = Option<Vec<i64>>)]
    disturbed: Option<Vec<DuoId>>,
}

/// How many people were asked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Asked {
    people: usize,
}

impl Repair {
    fn of(found: &action::Repair) -> Self {
        let new = found.new.iter().map(|pair| NewDuo {
            members: [pair.learner, pair.guide],
            score: pair.score,
            needs: pair.needs.clone(),
        });
        Self {
            version: found.version,
            new: new.collect(),
            stands: found.stands.clone(),
            disturbed: found.disturbed.clone(),
            let_down: found.let_down.clone(),
            to_ask: found.to_ask.clone(),
            asked: found.asked.clone(),
            undecided: found.undecided.clone(),
            optimal: found.optimal,
        }
    }
}

/// See what a repair would do
///
/// Nothing is changed.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}/repair",
    operation_id = "preview_repair",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    responses((status = 200, description = "What it would do.", body = Repair), Changed)
)]
pub(crate) async fn preview(
    app: Data<App>,
    program: ApiClient,
    id: Path<RoundId>,
) -> Result<Json<Repair>, ProblemDocument> {
    let (id, now) = (id.into_inner(), app.now());
    app.read(move |c| program.round(c, id)).await?;
    let found =
        app.blocking(move |app| action::repair_preview(app.store(), id, now).map_err(ProblemDocument::from)).await?;
    Ok(Json(Repair::of(&found)))
}

/// Repair a round
///
/// Matches whoever is free again, by the profiles of today; all of it, or what is named. Duos in which somebody answered, and
/// those that a coordinator fixed or made, stand; as few of the others as possible are taken apart.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/repair",
    operation_id = "repair_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Option<Wanted>,
    responses((status = 200, description = "What it did; the mails are on their way.", body = Repair), Changed)
)]
pub(crate) async fn repair(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<Repair>, ProblemDocument> {
    let Wanted { version, new, disturbed } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    app.read(move |c| program.round(c, id)).await?;
    let names_some = new.is_some() || disturbed.is_some();
    let choice = names_some.then(|| action::Choice {
        new: new.unwrap_or_default().into_iter().map(|[one, other]| (one, other)).collect(),
        disturbed: disturbed.unwrap_or_default(),
    });
    let done = app.blocking(move |app| {
        action::repair(app.store(), app.by(program.actor()), (id, version), choice.as_ref())
            .map_err(ProblemDocument::from)
    });
    let done = done.await?;
    app.mail_queued().notify_one();
    Ok(Json(Repair::of(&done)))
}

/// Ask who said no
///
/// Mails everybody who said no to their duo, and was not asked yet, whether they want somebody else in this round. Only who says
/// yes is matched again.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/second-chances",
    operation_id = "ask_again",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Option<Seen>,
    responses((status = 200, description = "The mails are on their way.", body = Asked), Changed)
)]
pub(crate) async fn ask_again(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<Asked>, ProblemDocument> {
    let Seen { version } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    let people = app.act(program.actor(), move |cx| action::second_chance::ask(cx, (id, version))).await?;
    Ok(Json(Asked { people }))
}
