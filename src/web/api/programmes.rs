//! What everybody may know: the open programmes and their topics.

use actix_web::web::{Data, Json, Path, Query};
use serde::Serialize;
use utoipa::ToSchema;

use super::paging::{Page, Paging};
use super::problem_document::ProblemDocument;
use super::program::nothing;
use crate::app::App;
use crate::domain::Element;
use crate::domain::programme::topic;
use crate::store::Connection;
use crate::store::programme::programmes;
use crate::web::consent;

/// The same text in both languages.
#[derive(Debug, Serialize, ToSchema)]
struct Words {
    /// In Dutch.
    nl: String,
    /// In English.
    en: String,
}

/// A community with its own topics, coordinators and rounds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Programme {
    /// Its name in addresses.
    slug: String,
    name: Words,
    /// What it is.
    about: Words,
    /// Whom to ask: an e-mail address.
    contact: String,
    /// The version of the text that whoever signs up agrees to: it stands on the programme's page `/SLUG/privacy`.
    consent_version: String,
}

/// Something that can be learned.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Topic {
    /// Its identifier, for `learning_needs` and `expertise`.
    id: String,
    element: Element,
    label: Words,
    /// Whether a partner reads that somebody wants to learn about it only where that person lets it be shared.
    sensitive: bool,
}

impl Programme {
    fn of(kept: programmes::Programme, app: &App) -> Self {
        let consent_version = consent::version(&kept, app.policy());
        Self {
            slug: kept.slug.to_string(),
            name: Words { nl: kept.name_nl, en: kept.name_en },
            about: Words { nl: kept.about_nl, en: kept.about_en },
            contact: kept.contact.to_string(),
            consent_version,
        }
    }
}

impl Topic {
    fn of(topic: &topic::Topic) -> Self {
        let label = Words { nl: topic.label_nl.to_string(), en: topic.label_en.to_string() };
        Self { id: topic.id.to_string(), element: topic.element, label, sensitive: topic.is_sensitive }
    }
}

/// The programme with this slug, while it takes sign-ups. To everybody it is not there otherwise.
pub(crate) fn open(c: &mut Connection, slug: &str) -> Result<programmes::Programme, ProblemDocument> {
    programmes::by_slug(c, slug)?.filter(|p| p.is_open).ok_or_else(nothing)
}

/// List the programmes that take sign-ups
#[utoipa::path(
    get,
    path = "/api/v1/programmes",
    operation_id = "list_programmes",
    tag = "public",
    params(Paging),
    responses((status = 200, description = "A page of the programmes, by name.", body = Page<Programme>))
)]
pub(crate) async fn list(app: Data<App>, paging: Query<Paging>) -> Result<Json<Page<Programme>>, ProblemDocument> {
    let programmes = app.read::<_, ProblemDocument>(|c| Ok(programmes::open(c)?)).await?;
    let page = paging.cut(programmes, |p| p.slug.to_string())?;
    Ok(Json(page.map(|p| Programme::of(p, &app))))
}

/// See one programme
#[utoipa::path(
    get,
    path = "/api/v1/programmes/{slug}",
    operation_id = "get_programme",
    tag = "public",
    params(("slug" = String, Path, description = "The programme's name in addresses.")),
    responses((status = 200, description = "The programme.", body = Programme))
)]
pub(crate) async fn one(app: Data<App>, slug: Path<String>) -> Result<Json<Programme>, ProblemDocument> {
    let programme = app.read(move |c| open(c, &slug)).await?;
    Ok(Json(Programme::of(programme, &app)))
}

/// List the topics of a programme
///
/// Those that can be chosen. Profiles can name others, which were retired since.
#[utoipa::path(
    get,
    path = "/api/v1/programmes/{slug}/topics",
    operation_id = "list_topics",
    tag = "public",
    params(("slug" = String, Path, description = "The programme's name in addresses."), Paging),
    responses((status = 200, description = "A page of the topics, in their order.", body = Page<Topic>))
)]
pub(crate) async fn topics(
    app: Data<App>,
    slug: Path<String>,
    paging: Query<Paging>,
) -> Result<Json<Page<Topic>>, ProblemDocument> {
    let catalogue = app.read(move |c| {
        let programme = open(c, &slug)?;
        Ok::<_, ProblemDocument>(programmes::catalogue(c, programme.id)?.on_offer())
    });
    let topics = catalogue.await?.topics().iter().map(Topic::of).collect();
    Ok(Json(paging.cut(topics, |t: &Topic| t.id.clone())?))
}
