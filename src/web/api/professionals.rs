//! The professionals of a programme, for its coordinators: without what was told in confidence.

use std::collections::HashMap;

use actix_web::web::{Data, Json, Path, Query};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::paging::{Page, Paging};
use super::problem_document::ProblemDocument;
use super::program::{ApiClient, nothing};
use crate::app::App;
use crate::domain::{Locale, ProfessionalId};
use crate::service::person::erasure;
use crate::store::person::{invitations, professionals, silence};
use crate::web::security::audit;

/// A professional. Whom they report to and whom they asked not to meet is for the pairing alone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Professional {
    #[schema(value_type = i64)]
    id: ProfessionalId,
    /// `unconfirmed` until somebody has confirmed the address, then `active`, or `paused` while they want no duo.
    #[schema(pattern = "^(unconfirmed|active|paused)$")]
    standing: String,
    name: String,
    email: String,
    /// The language of their mails.
    locale: Locale,
    role: String,
    organisation: String,
    region: String,
    years_experience: u8,
    /// ISO 639 codes.
    languages: Vec<String>,
    /// `online`, `in_person` or `either`.
    meets: String,
    /// Half-days: `mon-am` to `fri-pm`.
    availability: Vec<String>,
    /// `learn`, `guide` or `both`.
    takes_part_as: String,
    /// How many learners they would guide.
    capacity: u8,
    learning_needs: Vec<Need>,
    expertise: Vec<Knowledge>,
    /// In how many rounds they took part without a duo.
    waited: u8,
    /// How many times in a row they did not answer lately: a duo, or whether they take part. Any answer ends the row.
    unanswered: u32,
    tags: Vec<String>,
    updated_at: DateTime<Utc>,
    /// What they were mailed about an invitation that they have not answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    invitation: Option<Invitation>,
}

/// An invitation that was not answered.
#[derive(Debug, Serialize, ToSchema)]
struct Invitation {
    since: DateTime<Utc>,
    last: DateTime<Utc>,
    /// How many mails they got about it.
    times: i32,
    /// Until when the newest link works.
    link_until: DateTime<Utc>,
    /// Whether they said no.
    declined: bool,
    /// When they are removed unless they answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    removed_at: Option<DateTime<Utc>>,
}

impl Invitation {
    fn of(kept: &invitations::Invitation) -> Self {
        Self {
            since: kept.first_at.and_utc(),
            last: kept.last_at.and_utc(),
            times: kept.times,
            link_until: kept.ends_at.and_utc(),
            declined: kept.declined_at.is_some(),
            removed_at: kept.remove_at.map(|time| time.and_utc()),
        }
    }
}

/// A topic somebody wants to learn about.
#[derive(Debug, Serialize, ToSchema)]
struct Need {
    topic: String,
    #[schema(minimum = 1, maximum = 3)]
    priority: u8,
    /// Whether they let a partner read it. Absent where they were not asked: the topic was not `sensitive`.
    #[serde(skip_serializing_if = "Option::is_none")]
    shared: Option<bool>,
}

/// A topic somebody knows about.
#[derive(Debug, Serialize, ToSchema)]
struct Knowledge {
    topic: String,
    #[schema(minimum = 1, maximum = 3)]
    level: u8,
}

impl Professional {
    fn of(
        kept: &professionals::Professional,
        unanswered: &HashMap<ProfessionalId, u32>,
        invitation: Option<&invitations::Invitation>,
    ) -> Self {
        let profile = &kept.profile;
        Self {
            id: kept.id,
            standing: kept.standing.to_string(),
            name: profile.name().to_owned(),
            email: profile.email().to_string(),
            locale: kept.locale,
            role: profile.role().to_owned(),
            organisation: profile.organisation().to_owned(),
            region: profile.region().to_owned(),
            years_experience: profile.years_experience(),
            languages: profile.languages().iter().map(|l| l.code().to_owned()).collect(),
            meets: profile.meets().to_string(),
            availability: profile.availability().iter().map(|h| h.to_string()).collect(),
            takes_part_as: profile.takes_part().as_str().to_owned(),
            capacity: profile.takes_part().capacity(),
            learning_needs: profile
                .learning_needs()
                .iter()
                .map(|n| Need { topic: n.topic.to_string(), priority: n.priority.get(), shared: n.is_shared })
                .collect(),
            expertise: profile
                .expertise()
                .iter()
                .map(|e| Knowledge { topic: e.topic.to_string(), level: e.level.get() })
                .collect(),
            waited: profile.waited(),
            unanswered: unanswered.get(&kept.id).copied().unwrap_or(0),
            tags: profile.tags().iter().map(ToString::to_string).collect(),
            updated_at: kept.updated_at.and_utc(),
            invitation: invitation.map(Invitation::of),
        }
    }
}

/// List the professionals of a programme
#[utoipa::path(
    get,
    path = "/api/v1/programmes/{slug}/professionals",
    operation_id = "list_professionals",
    tag = "coordinator",
    security(("token" = [])),
    params(("slug" = String, Path, description = "The programme's name in addresses."), Paging),
    responses(
        (status = 200, description = "A page of the professionals, by identifier.", body = Page<Professional>))
)]
pub(crate) async fn list(
    app: Data<App>,
    program: ApiClient,
    slug: Path<String>,
    paging: Query<Paging>,
) -> Result<Json<Page<Professional>>, ProblemDocument> {
    let (after, limit) = (paging.after()?.unwrap_or(ProfessionalId(0)), paging.limit()?);
    let today = app.now().date_naive();
    let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let found = app.read(move |c| {
        let programme = program.programme(c, &slug)?;
        let unanswered = silence::counts(c, programme.id, today)?;
        let people = professionals::page(c, programme.id, after, one_more)?;
        let invited = invitations::of(c, &people.iter().map(|person| person.id).collect::<Vec<_>>())?;
        Ok::<_, ProblemDocument>((people, unanswered, invited, programme.id))
    });
    let (people, unanswered, invited, programme) = found.await?;
    audit::look(&app, program.coordinator(), programme, None);
    let page = Page::of(people, limit, |p| p.id.to_string());
    Ok(Json(page.map(|p| Professional::of(&p, &unanswered, invited.get(&p.id)))))
}

/// See one professional
#[utoipa::path(
    get,
    path = "/api/v1/programmes/{slug}/professionals/{id}",
    operation_id = "get_professional",
    tag = "coordinator",
    security(("token" = [])),
    params(
        ("slug" = String, Path, description = "The programme's name in addresses."),
        ("id" = i64, Path, description = "The professional's identifier."),
    ),
    responses((status = 200, description = "The professional.", body = Professional))
)]
pub(crate) async fn one(
    app: Data<App>,
    program: ApiClient,
    path: Path<(String, ProfessionalId)>,
) -> Result<Json<Professional>, ProblemDocument> {
    let ((slug, id), today) = (path.into_inner(), app.now().date_naive());
    let found = app.read(move |c| {
        let programme = program.programme(c, &slug)?;
        let unanswered = silence::counts(c, programme.id, today)?;
        let found = professionals::in_programme(c, programme.id, id)?;
        Ok::<_, ProblemDocument>((found.ok_or_else(nothing)?, unanswered, invitations::of(c, &[id])?.remove(&id)))
    });
    let (person, unanswered, invitation) = found.await?;
    audit::look(&app, program.coordinator(), person.programme_id, Some(id));
    Ok(Json(Professional::of(&person, &unanswered, invitation.as_ref())))
}

/// That somebody is gone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Removed {
    removed: bool,
}

/// Remove somebody
///
/// All that is kept about them goes, their duos as well; a partner in a duo is told that it ended, and they are told that they
/// were removed, unless nobody confirmed their address. What came of their duos stays counted. This cannot be taken back.
#[utoipa::path(
    post,
    path = "/api/v1/programmes/{slug}/professionals/{id}/removal",
    operation_id = "remove_professional",
    tag = "coordinator",
    security(("token" = [])),
    params(
        ("slug" = String, Path, description = "The programme's name in addresses."),
        ("id" = i64, Path, description = "The professional's identifier."),
    ),
    responses((status = 200, description = "They are gone.", body = Removed))
)]
pub(crate) async fn remove(
    app: Data<App>,
    program: ApiClient,
    path: Path<(String, ProfessionalId)>,
) -> Result<Json<Removed>, ProblemDocument> {
    let (slug, id) = path.into_inner();
    let done = app.act::<_, ProblemDocument>(program.actor(), move |cx| {
        let programme = program.programme(cx.c, &slug)?;
        Ok(erasure::remove(cx, programme.id, id)?)
    });
    if !done.await? {
        return Err(nothing());
    }
    app.forget_removed().await?;
    Ok(Json(Removed { removed: true }))
}
