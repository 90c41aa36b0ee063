//! Acts that mailed many people, and calling them back before the mails leave.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem_document::{Changed, ProblemDocument};
use super::program::{ApiClient, nothing};
use crate::app::App;
use crate::domain::programme::access::Scope;
use crate::domain::{MailingId, RoundId};
use crate::service::mail::mailings::{self as action, CallBackError};
use crate::store;
use crate::store::mail::mailings::MailingKind;

/// An act that mails many people, and can be called back until its mails leave.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Mailing {
    #[schema(value_type = i64)]
    id: MailingId,
    /// `publication`, `invitation` or `opt_in`.
    #[schema(pattern = "^(publication|invitation|opt_in)$")]
    what: &'static str,
    /// The round, if it is one's.
    #[schema(required)]
    #[schema(value_type = Option<i64>)]
    round: Option<RoundId>,
    /// How many mails wait for it.
    mails: i32,
    /// From then on they leave, and nothing can be called back.
    leaves_at: DateTime<Utc>,
}

impl Mailing {
    fn of(one: &store::mail::mailings::Mailing) -> Self {
        let (what, leaves_at) = (one.kind.as_str(), one.leaves_at.and_utc());
        Self { id: one.id, what, round: one.round_id, mails: one.mails, leaves_at }
    }
}

/// What can be called back now, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Mailings {
    mailings: Vec<Mailing>,
}

impl From<CallBackError> for ProblemDocument {
    fn from(error: CallBackError) -> Self {
        let conflict = |words| Self::new(StatusCode::CONFLICT, words);
        match error {
            CallBackError::Store(error) => error.into(),
            CallBackError::NotFound => nothing(),
            CallBackError::TooLate => conflict("The first mails have left: they can be called back no longer."),
            CallBackError::Changed => conflict("The round has changed since: its mails can be called back no longer."),
        }
    }
}

/// List what can be called back
///
/// Publications, invitations and questions who takes part that mail many people: their mails wait a while.
#[utoipa::path(
    get,
    path = "/api/v1/programmes/{slug}/mailings",
    operation_id = "list_mailings",
    tag = "coordinator",
    security(("token" = [])),
    params(("slug" = String, Path, description = "The programme's name in addresses.")),
    responses((status = 200, description = "What can be called back now.", body = Mailings))
)]
pub(crate) async fn list(
    app: Data<App>,
    program: ApiClient,
    slug: Path<String>,
) -> Result<Json<Mailings>, ProblemDocument> {
    let now = app.now();
    let found = app.read(move |c| {
        let programme = program.programme(c, &slug)?;
        Ok::<_, ProblemDocument>(action::open(c, programme.id, now)?)
    });
    Ok(Json(Mailings { mailings: found.await?.iter().map(Mailing::of).collect() }))
}

/// Call an act back
///
/// None of its mails leaves. A publication is a proposal again, whoever was invited is on no list, and whoever was asked
/// was not. Twice is as once.
#[utoipa::path(
    post,
    path = "/api/v1/programmes/{slug}/mailings/{id}/calling-back",
    operation_id = "call_mailing_back",
    tag = "coordinator",
    security(("token" = [])),
    params(
        ("slug" = String, Path, description = "The programme's name in addresses."),
        ("id" = i64, Path, description = "The identifier of the act."),
    ),
    responses((status = 200, description = "What was called back.", body = Mailing), Changed)
)]
pub(crate) async fn call_back(
    app: Data<App>,
    program: ApiClient,
    path: Path<(String, MailingId)>,
) -> Result<Json<Mailing>, ProblemDocument> {
    let (slug, id) = path.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        let programme = program.programme(cx.c, &slug)?;
        if let Some(kind) = action::kind_of(cx.c, (programme.id, id))? {
            program.needs(if kind == MailingKind::Invitation { Scope::People } else { Scope::Rounds })?;
        }
        Ok(action::call_back(cx, (programme.id, id))?)
    });
    Ok(Json(Mailing::of(&done.await?)))
}
