//! Rounds: making one, changing it, proposing its duos and publishing them.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::super::super::errors::WebError;
use super::super::super::fields::Fields;
use super::super::super::page::{Page, see_other};
use super::super::super::session::SignedIn;
use super::super::super::words;
use super::round_form::RoundForm;
use super::round_page::{build, own, read};
use super::round_pairs;
use crate::actions::rounds::{self as action, RoundError};
use crate::app::App;
use crate::domain::{Attribute, Kind, Preference};
use crate::matching::ProposeError;
use crate::store::professionals::Professional;
use crate::store::programmes::Programme;
use crate::store::{Connection, professionals};

#[derive(Template)]
#[template(path = "web/templates/coordinator/new_round.html")]
struct NewPage {
    page: Page,
    programme: Programme,
    everyone: Vec<Professional>,
    form: RoundForm,
    action: String,
}

impl NewPage {
    fn choices(&self) -> Vec<(Attribute, Vec<&str>)> {
        round_pairs::choices(&self.everyone)
    }
}

/// The form for a new round.
pub(crate) async fn new(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (programme, everyone) = app.read(move |c| programme_and_people(c, &signed_in, &slug)).await?;
    let page = Page::of(&request);
    let (form, action) = (RoundForm::new(&page, app.now()), format!("/coordinator/{}/rounds", programme.slug));
    let shown = NewPage { page, programme, everyone, form, action };
    shown.page.ok(&shown)
}

/// A programme of the reader's, and who can take part.
fn programme_and_people(
    c: &mut Connection,
    signed_in: &SignedIn,
    slug: &str,
) -> Result<(Programme, Vec<Professional>), WebError> {
    let programme = signed_in.programme(c, slug)?;
    let ids = professionals::active_ids(c, programme.id)?;
    let everyone = professionals::by_ids(c, &ids)?;
    Ok((programme, everyone))
}

/// Makes a draft.
pub(crate) async fn create(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (programme, everyone) = app.read(move |c| programme_and_people(c, &signed_in, &slug)).await?;
    let (page, now) = (Page::of(&request), app.now());
    match RoundForm::posted(&fields, now).parse(&page) {
        Ok(plan) => {
            let id = app.write(move |c| action::create(c, programme.id, &plan, now)).await?;
            Ok(see_other(&format!("/coordinator/rounds/{id}")))
        }
        Err(form) => {
            let action = format!("/coordinator/{}/rounds", programme.slug);
            let shown = NewPage { page, programme, everyone, form: *form, action };
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// Shows a round.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let read = app.read(move |c| read(c, *id, signed_in.0.id)).await?;
    let form = RoundForm::of(&read.round, app.now());
    let shown = build(Page::of(&request), read, form)?;
    shown.page.ok(&shown)
}

/// Changes the settings and the participants; proposals there are, are dropped. If asked, computes new ones.
pub(crate) async fn change(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, now) = (id.into_inner(), signed_in.0.id, app.now());
    let page = Page::of(&request);
    let version = version(&fields)?;
    let ids: Vec<i64> = fields.all("participant").iter().filter_map(|text| text.parse().ok()).collect();
    match RoundForm::posted(&fields, now).parse(&page) {
        Ok(plan) => {
            let change = app.write(move |c| {
                own(c, id, coordinator)?;
                Ok::<_, WebError>(action::change(c, id, version, &plan, Some(&ids), Some(coordinator), now)?)
            });
            let version = change.await?;
            if fields.one("then") == "propose" {
                let propose =
                    app.blocking(move |app| action::propose(app.store(), id, Some(version), Some(coordinator), now));
                if let Err(error) = propose.await {
                    return refused(&app, page, id, coordinator, error).await;
                }
            }
            Ok(see_other(&format!("/coordinator/rounds/{id}")))
        }
        Err(form) => {
            let read = app.read(move |c| read(c, id, coordinator)).await?;
            let mut shown = build(page, read, *form)?;
            shown.participants = ids.into_iter().collect();
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// Publishes: the introductions go out.
pub(crate) async fn publish(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, version, now, policy) = (id.into_inner(), version(&fields)?, app.now(), app.policy().clone());
    let coordinator = signed_in.0.id;
    app.read(move |c| own(c, id, coordinator).map(drop)).await?;
    match app.write(move |c| action::publish(c, &policy, id, Some(version), Some(coordinator), now)).await {
        Ok(_) => Ok(see_other(&format!("/coordinator/rounds/{id}"))),
        Err(error) => refused(&app, Page::of(&request), id, coordinator, error).await,
    }
}

/// The round again, with what stands in the way on top.
async fn refused(
    app: &App,
    page: Page,
    id: i64,
    coordinator: i64,
    error: RoundError,
) -> Result<HttpResponse, WebError> {
    let mut notice = None;
    let mut problem = None;
    match &error {
        RoundError::AnswerBy => notice = Some(page.t.text("round-answer-by-passed")),
        RoundError::Outdated(count) => notice = Some(page.t.count("round-outdated", count, &[])),
        RoundError::Propose(ProposeError::Lock(lock)) => problem = Some(("locked", words::lock(page.t, lock))),
        RoundError::Propose(ProposeError::NoGroups) => problem = Some(("first", page.t.text("round-groups-missing"))),
        _ => {
            return Err(error.into());
        }
    }
    let read = app.read(move |c| read(c, id, coordinator)).await?;
    let mut form = RoundForm::of(&read.round, app.now());
    form.problems.extend(problem);
    let mut shown = build(page, read, form)?;
    shown.notice = notice;
    shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// The version of the round that the reader saw.
fn version(fields: &Fields) -> Result<i32, WebError> {
    fields.one("version").parse().map_err(|_| WebError::BadRequest)
}

impl From<RoundError> for WebError {
    fn from(error: RoundError) -> Self {
        match error {
            RoundError::Store(error) => error.into(),
            RoundError::NotFound => Self::NotFound,
            RoundError::Changed => Self::Changed,
            // The pages say these in their own words, before this.
            _ => Self::BadRequest,
        }
    }
}
