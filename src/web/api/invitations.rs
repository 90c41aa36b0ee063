//! Inviting again those who have not answered, and people who may be in a programme twice.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path, Payload};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body;
use super::problem_document::{Changed, ProblemDocument};
use super::program::{ApiClient, nothing};
use crate::app::App;
use crate::domain::ProfessionalId;
use crate::service::person::{doubles as action, invitations};
use crate::store::person::{doubles, professionals};

/// A body here is a few words.
const MAX_BODY: usize = 4096;

/// How many were invited.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invited {
    invited: usize,
}

/// Invite everybody again who has not answered
///
/// Nobody is mailed twice in a day, nor who said no, nor an address that refuses mail.
#[utoipa::path(
    post,
    path = "/api/v1/programmes/{slug}/invitations",
    operation_id = "invite_all_again",
    tag = "coordinator",
    security(("token" = [])),
    params(("slug" = String, Path, description = "The programme's name in addresses.")),
    responses((status = 200, description = "A mail with a fresh link is on its way to each.", body = Invited))
)]
pub(crate) async fn all(
    app: Data<App>,
    program: ApiClient,
    slug: Path<String>,
) -> Result<Json<Invited>, ProblemDocument> {
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        let programme = program.programme(cx.c, &slug)?;
        Ok(invitations::invite_all_again(cx, programme.id)?)
    });
    Ok(Json(Invited { invited: done.await? }))
}

/// Invite somebody again who has not answered
#[utoipa::path(
    post,
    path = "/api/v1/programmes/{slug}/professionals/{id}/invitation",
    operation_id = "invite_again",
    tag = "coordinator",
    security(("token" = [])),
    params(
        ("slug" = String, Path, description = "The programme's name in addresses."),
        ("id" = i64, Path, description = "The professional's identifier."),
    ),
    responses((status = 200, description = "A mail with a fresh link is on its way.", body = Invited), Changed)
)]
pub(crate) async fn one(
    app: Data<App>,
    program: ApiClient,
    path: Path<(String, ProfessionalId)>,
) -> Result<Json<Invited>, ProblemDocument> {
    let (slug, id) = path.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        let programme = program.programme(cx.c, &slug)?;
        let found = professionals::in_programme(cx.c, programme.id, id)?;
        Ok(invitations::invite_again(cx, &found.ok_or_else(nothing)?)?)
    });
    match done.await? {
        invitations::Again::Invited => Ok(Json(Invited { invited: 1 })),
        invitations::Again::Answered => Err(ProblemDocument::conflict("This professional has answered already.")),
        invitations::Again::Declined => {
            Err(ProblemDocument::conflict("This professional said no, and is removed on the day that their mail told."))
        }
        invitations::Again::TooSoon => {
            Err(ProblemDocument::conflict("This professional was mailed less than a day ago. Try again tomorrow."))
        }
    }
}

/// Two who may be one person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PossiblePair {
    #[schema(value_type = i64)]
    one: ProfessionalId,
    #[schema(value_type = i64)]
    other: ProfessionalId,
}

/// Those who may be in a programme twice.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PossiblePairs {
    pairs: Vec<PossiblePair>,
}

/// List who may be in a programme twice
///
/// They have one name at one organisation, or one mailbox behind two addresses. They are never paired with each other
/// unless a coordinator says that they are two people.
#[utoipa::path(
    get,
    path = "/api/v1/programmes/{slug}/doubles",
    operation_id = "list_doubles",
    tag = "coordinator",
    security(("token" = [])),
    params(("slug" = String, Path, description = "The programme's name in addresses.")),
    responses((status = 200, description = "The pairs, by identifier.", body = PossiblePairs))
)]
pub(crate) async fn doubles_of(
    app: Data<App>,
    program: ApiClient,
    slug: Path<String>,
) -> Result<Json<PossiblePairs>, ProblemDocument> {
    let found = app.read(move |c| {
        let programme = program.programme(c, &slug)?;
        Ok::<_, ProblemDocument>(doubles::pairs(c, programme.id)?)
    });
    let pairs = found.await?.into_iter().map(|(one, other)| PossiblePair { one, other });
    Ok(Json(PossiblePairs { pairs: pairs.collect() }))
}

/// Two professionals.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TwoPeople {
    #[schema(value_type = i64)]
    one: ProfessionalId,
    #[schema(value_type = i64)]
    other: ProfessionalId,
}

/// Say that two are two people
///
/// It is remembered: they are not pointed out again, and can be a duo.
#[utoipa::path(
    post,
    path = "/api/v1/programmes/{slug}/doubles",
    operation_id = "find_distinct",
    tag = "coordinator",
    security(("token" = [])),
    params(("slug" = String, Path, description = "The programme's name in addresses.")),
    request_body = TwoPeople,
    responses((status = 200, description = "Those who are left.", body = PossiblePairs))
)]
pub(crate) async fn distinct(
    app: Data<App>,
    program: ApiClient,
    request: HttpRequest,
    slug: Path<String>,
    payload: Payload,
) -> Result<Json<PossiblePairs>, ProblemDocument> {
    let two: TwoPeople = body::json(&request, payload, MAX_BODY).await?;
    let left = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        let programme = program.programme(cx.c, &slug)?;
        if !action::find_distinct(cx, programme.id, (two.one, two.other))? {
            return Err(ProblemDocument::field("other", "Name two different professionals of this programme."));
        }
        Ok(doubles::pairs(cx.c, programme.id)?)
    });
    let pairs = left.await?.into_iter().map(|(one, other)| PossiblePair { one, other });
    Ok(Json(PossiblePairs { pairs: pairs.collect() }))
}
