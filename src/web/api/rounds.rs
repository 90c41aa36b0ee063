//! Rounds: making, changing, proposing and publishing them.

use std::collections::HashSet;

use actix_web::http::header;
use actix_web::web::{Data, Json, Path, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};

use serde::Serialize;
use utoipa::ToSchema;

use super::body;
use super::paging::{Page, Paging};
use super::problem_document::{self, Changed, ProblemDocument};
use super::program::ApiClient;
use super::round::{NewRound, Round, RoundChange, RoundDetails, Seen};
use crate::app::App;
use crate::domain::{DuoId, Locale, ProfessionalId, ProgrammeId, RoundId};
use crate::locale::Texts;
use crate::service::round::{self as action, mails};
use crate::store::Connection;
use crate::store::person::professionals;
use crate::store::round::rounds;
use crate::web::matching_copy;

/// A round may be this many bytes: some 100,000 participants.
pub(crate) const MOST: usize = 1024 * 1024;

/// The round as it is now.
pub(crate) fn details(c: &mut Connection, program: ApiClient, id: RoundId) -> Result<RoundDetails, ProblemDocument> {
    let round = program.round(c, id)?;
    Ok(Round::with(round, rounds::participants(c, id)?))
}

/// List the rounds of a programme
#[utoipa::path(
    get,
    path = "/api/v1/programmes/{slug}/rounds",
    operation_id = "list_rounds",
    tag = "coordinator",
    security(("token" = [])),
    params(("slug" = String, Path, description = "The programme's name in addresses."), Paging),
    responses((status = 200, description = "A page of the rounds, newest first.", body = Page<Round>))
)]
pub(crate) async fn list(
    app: Data<App>,
    program: ApiClient,
    slug: Path<String>,
    paging: Query<Paging>,
) -> Result<Json<Page<Round>>, ProblemDocument> {
    let found = app.read(move |c| {
        let programme = program.programme(c, &slug)?;
        Ok::<_, ProblemDocument>(rounds::of_programme(c, programme.id)?)
    });
    Ok(Json(paging.cut(found.await?, |r| r.id.to_string())?.map(Round::of)))
}

/// Make a round
///
/// A draft in which everybody takes part who is active and has a place left beside the duos that they are in.
#[utoipa::path(
    post,
    path = "/api/v1/programmes/{slug}/rounds",
    operation_id = "create_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("slug" = String, Path, description = "The programme's name in addresses.")),
    request_body = NewRound,
    responses(
        (status = 201, description = "The draft.", body = RoundDetails, headers(("Location" = String, description = "The round's address."))))
)]
pub(crate) async fn create(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    slug: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, ProblemDocument> {
    let new: NewRound = body::json(&request, payload, MOST).await?;
    let texts = problem_document::texts(&request);
    let made = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        let programme = program.programme(cx.c, &slug)?;
        let id = action::create(cx, programme.id, &new.plan(texts)?)?;
        Ok((id, details(cx.c, program, id)?))
    });
    let (id, round) = made.await?;
    Ok(HttpResponse::Created().insert_header((header::LOCATION, format!("/api/v1/rounds/{id}"))).json(round))
}

/// See a round
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}",
    operation_id = "get_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    responses((status = 200, description = "The round.", body = RoundDetails))
)]
pub(crate) async fn one(
    app: Data<App>,
    program: ApiClient,
    id: Path<RoundId>,
) -> Result<Json<RoundDetails>, ProblemDocument> {
    app.read(move |c| details(c, program, *id)).await.map(Json)
}

/// Change a round
///
/// A round that is not published becomes a draft again; the duos that were proposed are dropped.
#[utoipa::path(
    patch,
    path = "/api/v1/rounds/{id}",
    operation_id = "change_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = RoundChange,
    responses((status = 200, description = "The round.", body = RoundDetails), Changed)
)]
pub(crate) async fn change(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<RoundDetails>, ProblemDocument> {
    let mut change: RoundChange = body::json(&request, payload, MOST).await?;
    let (id, texts) = (id.into_inner(), problem_document::texts(&request));
    let changed = app.act(program.actor(), move |cx| {
        let round = program.round(cx.c, id)?;
        let (version, participants) = (change.version, change.participants.take());
        check_participants(cx.c, round.programme_id, participants.as_deref().unwrap_or_default())?;
        action::change(cx, id, version, &change.plan(&round, texts)?, participants.as_deref())?;
        details(cx.c, program, id)
    });
    changed.await.map(Json)
}

/// A participant who is not there would be left out in silence.
fn check_participants(
    c: &mut Connection,
    programme: ProgrammeId,
    ids: &[ProfessionalId],
) -> Result<(), ProblemDocument> {
    let there: HashSet<ProfessionalId> =
        professionals::by_ids(c, ids)?.into_iter().filter(|p| p.programme_id == programme).map(|p| p.id).collect();
    match ids.iter().find(|id| !there.contains(id)) {
        None => Ok(()),
        Some(id) => Err(ProblemDocument::field(
            "participants",
            &format!("Leave {id} out: this programme has no such professional."),
        )),
    }
}

/// Propose duos
///
/// Computes the duos of the round and keeps them, in place of those that were proposed before. Nobody is told.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/proposals",
    operation_id = "propose_duos",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Option<Seen>,
    responses((status = 200, description = "The round; its duos can be seen now.", body = RoundDetails), Changed)
)]
pub(crate) async fn propose(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<RoundDetails>, ProblemDocument> {
    let Seen { version } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    app.read(move |c| program.round(c, id)).await?;
    app.blocking(move |app| {
        action::propose(app.store(), app.by(program.actor()), id, version).map_err(ProblemDocument::from)
    })
    .await?;
    app.read(move |c| details(c, program, id)).await.map(Json)
}

/// What publishing a proposed round would do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BeforePublishing {
    /// How many people get an email.
    mails: usize,
    /// For how many minutes they can be called back; 0 where they leave at once.
    held_minutes: u16,
    /// Why it cannot be published as it was proposed; the duos have to be proposed again.
    #[schema(required)]
    refused: Option<String>,
    /// The duos that are allowed, whose members are good for each other for other reasons than when they were proposed, since
    /// somebody changed their profile.
    #[schema(value_type = Vec<i64>)]
    edited: Vec<DuoId>,
}

/// See what publishing would do
///
/// Changes nothing. A round that is not proposed mails nobody.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}/publication",
    operation_id = "before_publishing_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    responses((status = 200, description = "What publishing would do.", body = BeforePublishing))
)]
pub(crate) async fn before_publishing(
    app: Data<App>,
    program: ApiClient,
    id: Path<RoundId>,
) -> Result<Json<BeforePublishing>, ProblemDocument> {
    let id = id.into_inner();
    let (mails, round) = app
        .read(move |c| {
            let round = program.round(c, id)?;
            let (_, mails) = mails::planned(c, id, 0, 0)?;
            Ok::<_, ProblemDocument>((mails, round))
        })
        .await?;
    let since = app.blocking(move |app| app.warm().since_proposed(app.store(), &round, app.now())).await?;
    let held_minutes = app.policy().held_minutes(mails);
    let refused = matching_copy::refused(Texts::of(Locale::En), &since);
    let edited = since.edited.iter().map(|duo| duo.id).collect();
    Ok(Json(BeforePublishing { mails, held_minutes, refused, edited }))
}

/// Publish a round
///
/// Introduces every duo that was proposed: both members get a mail. While its mails are held it can be called back.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{id}/publication",
    operation_id = "publish_round",
    tag = "coordinator",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The round's identifier.")),
    request_body = Option<Seen>,
    responses((status = 200, description = "The round; the mails are on their way.", body = RoundDetails), Changed)
)]
pub(crate) async fn publish(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    id: Path<RoundId>,
    payload: Payload,
) -> Result<Json<RoundDetails>, ProblemDocument> {
    let Seen { version } = body::json(&request, payload, MOST).await?;
    let id = id.into_inner();
    let published = app.act(program.actor(), move |cx| {
        action::publish(cx, id, version)?;
        details(cx.c, program, id)
    });
    published.await.map(Json)
}
