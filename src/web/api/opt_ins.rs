//! Asking who takes part in a round, before duos are proposed.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path, Payload};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body;
use super::problem_document::{Changed, ProblemDocument};
use super::program::ApiClient;
use crate::app::App;
use crate::domain::{ProfessionalId, RoundId};
use crate::service::round::opt_in;
use crate::store::{self, Connection};

/// A body here is a few words, and as many identifiers as a round has participants.
const MOST: usize = 64 * 1024;

/// Until when to say whether one takes part.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ask {
    /// The version of the round that was seen; the newest if it is left out.
    version: Option<i32>,
    /// The day until which participants are asked to say so: at most the round's own.
    by: NaiveDate,
    /// Ask only these participants, by identifier: of them only those who say yes take part, and the others take part
    /// without being asked. Everybody if it is left out.
    #[serde(default)]
    #[schema(value_type = Option<Vec<i64>>)]
    professionals: Option<Vec<ProfessionalId>>,
}

/// Who was asked, and what they said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OptIns {
    participants: Vec<OptIn>,
}

/// One participant.
#[derive(Debug, Serialize, ToSchema)]
struct OptIn {
    /// The professional's identifier.
    #[schema(value_type = i64)]
    professional: ProfessionalId,
    asked: bool,
    #[schema(required)]
    takes_part: Option<bool>,
}

fn opt_ins_of(c: &mut Connection, id: RoundId) -> Result<OptIns, ProblemDocument> {
    let one = |one: store::round::opt_ins::OptIn| OptIn {
        professional: one.professional_id,
        asked: one.asked,
        takes_part: one.takes_part,
    };
    Ok(OptIns { participants: opt_in::answers(c, id)?.into_iter().map(one).collect() })
}

/// See who takes part in a round that asks
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}/opt-ins",
    operation_id = "list_opt_ins",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    responses((status = 200, description = "The participants.", body = OptIns))
)]
pub(crate) async fn list(
    app: Data<App>,
    program: ApiClient,
    id: Path<RoundId>,
) -> Result<Json<OptIns>, ProblemDocument> {
    let found = app.read(move |c| {
        program.round(c, *id)?;
        opt_ins_of(c, *id)
    });
    found.await.map(Json)
}

/// Ask who takes part in a round
///
/// Mails every participant who was not asked yet, or those of them that are named. From then on only those who say yes take
/// part.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/opt-ins",
    operation_id = "ask_opt_ins",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Ask,
    responses((status = 200, description = "The participants; the mails are on their way.", body = OptIns), Changed)
)]
pub(crate) async fn ask(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<OptIns>, ProblemDocument> {
    let Ask { version, by, professionals } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        match &professionals {
            None => opt_in::ask(cx, id, version, by)?,
            Some(ids) => opt_in::ask_some(cx, (id, version), (ids, by))?,
        };
        opt_ins_of(cx.c, id)
    });
    done.await.map(Json)
}
