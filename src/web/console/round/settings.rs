//! The second step: what matters, and what comes of it while the sliders move.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::form::RoundForm;
use super::round_form::{self, Choices};
use super::{ConcurrentEdit, CoordinatorRound, stale, version};
use crate::app::App;
use crate::domain::{CoordinatorId, Kind, Preference, RoundId, RoundSettings};
use crate::matching::ProposeError;
use crate::service::round::prepared_cache::Forecast;
use crate::service::round::{self as action, RoundError};
use crate::store::Connection;
use crate::store::person::professional_search;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::matching_copy;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// With this header a script asks for the part of the page that holds the preview, and nothing around it.
const PART: &str = "x-part";

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/settings.html")]
struct SettingsPage {
    page: Page,
    own: CoordinatorRound,
    step: usize,
    form: RoundForm,
    choices: Choices,
    version: i32,
    stale: Option<ConcurrentEdit>,
    preview: Option<Forecast>,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/preview.html")]
struct PreviewPart {
    page: Page,
    form: RoundForm,
    preview: Option<Forecast>,
}

fn read(c: &mut Connection, id: RoundId, coordinator: CoordinatorId) -> Result<(CoordinatorRound, Choices), WebError> {
    let own = CoordinatorRound::read(c, id, coordinator)?;
    let everybody = professional_search::everybody(c, own.programme.id)?;
    let choices = round_form::choices(c, own.programme.id, &everybody)?;
    Ok((own, choices))
}

fn built(page: Page, (own, choices): (CoordinatorRound, Choices), form: RoundForm, version: i32) -> SettingsPage {
    SettingsPage { page, own, step: 2, form, choices, version, stale: None, preview: None }
}

/// Shows what matters.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let read = app.read(move |c| read(c, *id, signed_in.0.id)).await?;
    if !read.0.is_open() {
        return Ok(see_other(&read.0.href("proposals")));
    }
    let (page, version) = (read.0.page(&request), read.0.round.version);
    let form = RoundForm::of(&read.0.round, app.now());
    let shown = built(page, read, form, version);
    shown.page.ok(&shown)
}

/// Keeps what matters, and if asked proposes the duos; what cannot be proposed is not kept either.
pub(crate) async fn change(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, now, seen) = (id.into_inner(), signed_in.0.id, app.now(), version(&fields)?);
    let proposes = fields.one("then") == "propose";
    let read = app.read(move |c| read(c, id, coordinator)).await?;
    let page = read.0.page(&request);
    let plan = match RoundForm::posted(&fields, now).parse(&page) {
        Ok(plan) => plan,
        Err(form) => {
            let shown = built(page, read, *form, seen);
            return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let wanted = plan.clone();
    let made = if proposes {
        let work = move |app: &App| action::propose_with(app.store(), app.by(signed_in.actor()), id, seen, &plan);
        app.blocking(work).await
    } else {
        app.act(signed_in.actor(), move |cx| action::change(cx, id, seen, &plan, None)).await.map(drop)
    };
    let next = if proposes { "proposals" } else { "settings" };
    let mut form = RoundForm::posted(&fields, now);
    match made {
        Ok(()) => Ok(see_other(&read.0.href(next))),
        Err(RoundError::Changed) => {
            // The same form twice: it was done the first time.
            let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
            let settings = RoundSettings { seed: own.round.settings.seed, ..wanted.settings };
            let same = own.round.settings == settings
                && own.round.name == wanted.name.as_str()
                && own.round.answer_by == wanted.answer_by;
            if same && own.has_proposals() == proposes {
                return Ok(see_other(&own.href(next)));
            }
            if !own.is_open() {
                return super::changed(&app, &request, id, coordinator, seen).await;
            }
            let (stale, version) = stale(&app, &page, id, seen).await?;
            let mut shown = built(page, (own, read.1), form, version);
            shown.stale = Some(stale);
            shown.page.show(StatusCode::CONFLICT, &shown)
        }
        Err(error) => {
            form.problems.push(problem(&page, error)?);
            let shown = built(page, read, form, seen);
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// The field that stands in the way of proposing, and the words.
fn problem(page: &Page, error: RoundError) -> Result<(&'static str, String), WebError> {
    match error {
        RoundError::AnswerBy => Ok(("answer_by", page.t.text("round-answer-by-passed"))),
        RoundError::Propose(ProposeError::Lock(lock)) => Ok(("locked", matching_copy::lock(page.t, &lock))),
        RoundError::PlaceTaken(taken) => Ok(("locked", matching_copy::taken(page.t, &taken))),
        RoundError::Propose(ProposeError::NoGroups) => Ok(("first", page.t.text("round-groups-missing"))),
        RoundError::Propose(ProposeError::TooManyPairs) => Ok(("kind", page.t.text("round-too-many-pairs"))),
        other => Err(other.into()),
    }
}

/// What the round would come to with what is typed. Changes nothing: it is a POST because a form can be long.
pub(crate) async fn preview(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, now) = (id.into_inner(), signed_in.0.id, app.now());
    let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
    let page = own.page(&request);
    let mut form = RoundForm::posted(&fields, now);
    let mut preview = None;
    if let Some(settings) = form.settings(&page) {
        let forecast = app.blocking(move |app| app.warm().forecast(app.store(), id, &settings, now));
        match forecast.await {
            Ok(forecast) => preview = Some(forecast),
            Err(error) => form.problems.push(problem(&page, error)?),
        }
    }
    let status = if preview.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    if request.headers().contains_key(PART) {
        let part = PreviewPart { page, form, preview };
        return part.page.show(status, &part);
    }
    let choices = app.read(move |c| read(c, id, coordinator)).await?.1;
    let mut shown = built(page, (own, choices), form, version(&fields)?);
    shown.preview = preview;
    shown.page.show(status, &shown)
}
