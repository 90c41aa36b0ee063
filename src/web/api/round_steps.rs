//! Trying and changing a round whose duos are not published: what it would come to, whom else somebody could have, a change
//! to two people, and the way back.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path, Payload};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body;
use super::problem_document::{self, Changed, ProblemDocument};
use super::program::ApiClient;
use super::round::{RoundDetails, RoundTry};
use super::rounds::{MOST, details};
use crate::app::App;
use crate::domain::{PairChange, ProfessionalId, RoundId, RoundState, Side};
use crate::matching::{self, ProposeError};
use crate::service::round::adjust::{self, Adjustment};
use crate::service::round::explain::{self, Answer};
use crate::service::round::prepared_cache::{ExplainFailure, Forecast};
use crate::service::round::{self, RoundError};
use crate::store::round::rounds;
use crate::web::matching_copy;

/// How many alternatives are given.
const FEW: usize = 10;

/// What a round would come to, in numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Preview {
    duos: usize,
    /// The sum of their scores.
    total: i64,
    #[schema(required)]
    lowest: Option<i64>,
    /// How many learners have no duo; where both learn, how many people (in an exchange, of the first group).
    without: usize,
    /// Whether it is proved that it cannot be done better.
    optimal: bool,
    /// What the sum is proved not to exceed; where it is proved that it cannot be done better, the sum itself.
    bound: i64,
}

impl From<matching::Preview> for Preview {
    fn from(found: matching::Preview) -> Self {
        Self {
            duos: found.duos,
            total: i64::try_from(found.total).unwrap_or(i64::MAX),
            lowest: found.lowest,
            without: found.without,
            optimal: found.optimal,
            bound: i64::try_from(found.bound).unwrap_or(i64::MAX),
        }
    }
}

/// What a round would come to with the settings that were tried, and with either preference.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Previews {
    chosen: Preview,
    quality: Preview,
    coverage: Preview,
}

impl From<Forecast> for Previews {
    fn from(found: Forecast) -> Self {
        Self { chosen: found.chosen.into(), quality: found.quality.into(), coverage: found.coverage.into() }
    }
}

/// Another duo for somebody, and what it costs the round.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Alternative {
    /// The identifiers of the two: the learner, then the guide.
    #[schema(value_type = [i64; 2])]
    people: [ProfessionalId; 2],
    score: i64,
    /// How many duos fewer there would be; below 0 if there would be more.
    duos_fewer: i64,
    /// How many points fewer; below 0 if there would be more.
    points_fewer: i64,
}

/// A change to two people of a proposed round. The duos that follow from it are proposed at once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPairChange {
    /// The version that was seen.
    version: i32,
    change: PairChange,
    /// The identifiers of the two: in a guidance round the learner, then the guide.
    #[schema(value_type = [i64; 2])]
    people: [ProfessionalId; 2],
}

/// Which version of a round was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeenVersion {
    version: i32,
}

/// Try settings
///
/// What the round would come to with these settings. Nothing is kept.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/previews",
    operation_id = "preview_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = RoundTry,
    responses((status = 200, description = "The round in numbers.", body = Previews))
)]
pub(crate) async fn preview(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<Previews>, ProblemDocument> {
    let tried: RoundTry = body::json(&request, payload, MOST).await?;
    let (id, now) = (id.into_inner(), app.now());
    let round = app.read(move |c| program.round(c, id)).await?;
    let settings = tried.over(round.settings)?;
    let found =
        app.blocking(move |app| app.warm().forecast(app.store(), id, &settings, now).map_err(ProblemDocument::from));
    found.await.map(|forecast| Json(forecast.into()))
}

/// List other duos for somebody
///
/// At most ten, those that cost the round least first. Only while duos are proposed, and not when a profile changed since.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}/alternatives/{professional}/{side}",
    operation_id = "list_alternatives",
    tag = "coordinator",
    security(("token" = [])),
    params(
        ("id" = i64, Path, description = "The round's identifier."),
        ("professional" = i64, Path, description = "The professional's identifier."),
        ("side" = Side, Path, description = "As what they take part; in an exchange the first group stands as learners, in a mutual round either will do.")
    ),
    responses((status = 200, description = "Other duos.", body = Vec<Alternative>), Changed)
)]
pub(crate) async fn alternatives(
    app: Data<App>,
    program: ApiClient,
    path: Path<(RoundId, ProfessionalId, String)>,
) -> Result<Json<Vec<Alternative>>, ProblemDocument> {
    let (id, person, side) = path.into_inner();
    let side: Side = side.parse().map_err(|_| super::program::nothing())?;
    let now = app.now();
    let take_part = app.read(move |c| {
        if program.round(c, id)?.state != RoundState::Proposed {
            return Err(ProblemDocument::conflict("Propose duos first: only then another duo has a cost."));
        }
        Ok(rounds::participants(c, id)?)
    });
    if !take_part.await?.contains(&person) {
        return Err(super::program::nothing());
    }
    let found = app.blocking(move |app| {
        explain::alternatives(app.warm(), app.store(), id, (person, side), FEW, now).map_err(ProblemDocument::from)
    });
    let Answer::Told(list) = found.await? else {
        return Err(ProblemDocument::conflict("A profile changed since the duos were proposed; propose again."));
    };
    let alternative = |a: explain::Another| Alternative {
        people: [a.learner, a.guide],
        score: a.score,
        duos_fewer: a.cost.duos,
        points_fewer: i64::try_from(a.cost.points).unwrap_or(i64::MAX),
    };
    Ok(Json(list.into_iter().map(alternative).collect()))
}

/// Change two people
///
/// Makes them a duo that must be, or may not be, or leaves both out; and proposes the duos that follow.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/pair-changes",
    operation_id = "change_pair",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = NewPairChange,
    responses((status = 200, description = "The round; its duos can be seen now.", body = RoundDetails), Changed)
)]
pub(crate) async fn change_pair(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<RoundDetails>, ProblemDocument> {
    let NewPairChange { version, change, people: [one, other] } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    let texts = problem_document::texts(&request);
    app.read(move |c| program.round(c, id)).await?;
    let adjustment = Adjustment { change, one, other };
    let refused = move |error| match error {
        // Only what was sent can be corrected.
        RoundError::Propose(ProposeError::Lock(lock)) if change == PairChange::Fix => {
            ProblemDocument::field("people", &matching_copy::lock(texts, &lock))
        }
        other => ProblemDocument::from(other),
    };
    let made = app.blocking(move |app| {
        adjust::adjust(app.store(), app.by(program.actor()), id, version, adjustment).map_err(refused)
    });
    made.await?;
    app.read(move |c| details(c, program, id)).await.map(Json)
}

/// Take the last change back
///
/// Settings and participants are as they were before it; if duos were proposed then, they are proposed again.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/undo",
    operation_id = "undo_change",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = SeenVersion,
    responses((status = 200, description = "The round as it was.", body = RoundDetails), Changed)
)]
pub(crate) async fn undo(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<RoundDetails>, ProblemDocument> {
    let SeenVersion { version } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    app.read(move |c| program.round(c, id)).await?;
    app.blocking(move |app| {
        round::undo(app.store(), app.by(program.actor()), id, version).map_err(ProblemDocument::from)
    })
    .await?;
    app.read(move |c| details(c, program, id)).await.map(Json)
}

impl From<ExplainFailure> for ProblemDocument {
    fn from(failure: ExplainFailure) -> Self {
        match failure {
            ExplainFailure::Round(error) => error.into(),
            ExplainFailure::NotProved => {
                Self::conflict("These duos are not proved the best, so what others cost is not known.")
            }
            ExplainFailure::TooLarge => Self::conflict("This round is too large to tell what other duos cost."),
        }
    }
}
