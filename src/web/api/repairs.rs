//! Repairing a round: first what it would do, then doing it.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path, Payload};
use serde::Serialize;
use utoipa::ToSchema;

use super::body;
use super::document::Changed;
use super::problem::Problem;
use super::program::Program;
use super::round::Seen;
use crate::actions::board as action;
use crate::actions::rounds::history::note_done;
use crate::app::App;
use crate::domain::Change;

/// A body here is a few words.
const MOST: usize = 4096;

/// What a repair would do, or did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Repair {
    /// The version of the round that it was worked out for.
    version: i32,
    new: Vec<NewDuo>,
    /// Introduced duos that stand, by identifier.
    stands: Vec<i64>,
    /// Introduced duos that are taken apart, by identifier.
    disturbed: Vec<i64>,
    /// Whether it is proved that it cannot be done better.
    optimal: bool,
}

/// A duo that a repair makes.
#[derive(Debug, Serialize, ToSchema)]
struct NewDuo {
    /// The professionals' identifiers: the learner, then the guide; or of the first and the second group.
    members: [i64; 2],
    score: i64,
}

impl Repair {
    fn of(found: &action::Repair) -> Self {
        let new = found.new.iter().map(|pair| NewDuo { members: [pair.learner, pair.guide], score: pair.score });
        Self {
            version: found.version,
            new: new.collect(),
            stands: found.stands.clone(),
            disturbed: found.disturbed.clone(),
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
pub(super) async fn preview(app: Data<App>, program: Program, id: Path<i64>) -> Result<Json<Repair>, Problem> {
    let (id, now) = (id.into_inner(), app.now());
    app.read(move |c| program.round(c, id)).await?;
    let found = app.blocking(move |app| action::repair_preview(app.store(), id, now).map_err(Problem::from)).await?;
    Ok(Json(Repair::of(&found)))
}

/// Repair a round
///
/// Matches whoever is free again. Confirmed duos stand, and as few of the introduced ones as possible are taken apart.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/repair",
    operation_id = "repair_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Option<Seen>,
    responses((status = 200, description = "What it did; the mails are on their way.", body = Repair), Changed)
)]
pub(super) async fn repair(
    app: Data<App>,
    program: Program,
    request: HttpRequest,
    id: Path<i64>,
    payload: Payload,
) -> Result<Json<Repair>, Problem> {
    let Seen { version } = body::json(&request, payload, MOST).await?;
    let (id, now) = (id.into_inner(), app.now());
    app.read(move |c| program.round(c, id)).await?;
    let done =
        app.blocking(move |app| action::repair(app.store(), app.policy(), id, version, now).map_err(Problem::from));
    let done = done.await?;
    let by = Some(program.coordinator());
    app.write(move |c| note_done(c, id, Change::Repair, by, now).map_err(Problem::from)).await?;
    Ok(Json(Repair::of(&done)))
}
