//! A programme's page: what it is, and the form to sign up.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tokio::time::Instant;

use super::super::errors::WebError;
use super::super::fields::Posted;
use super::super::page::{Page, see_other};
use super::super::{limits, pace};
use super::profile_form::ProfileForm;
use crate::actions::profiles;
use crate::app::App;
use crate::domain::{Catalogue, Element, HalfDay, Language};
use crate::store::programmes::{self, Programme};

#[derive(Template)]
#[template(path = "web/templates/sign_up.html")]
struct SignUpPage {
    page: Page,
    programme: Programme,
    form: ProfileForm,
    /// Whether the form's token was too old: nothing was wrong with what was typed.
    stale: bool,
}

#[derive(Template)]
#[template(path = "web/templates/signed_up.html")]
struct SignedUpPage {
    page: Page,
    programme: Programme,
}

async fn programme(app: &App, slug: String) -> Result<(Programme, Catalogue), WebError> {
    app.read(move |c| {
        let programme = programmes::by_slug(c, &slug)?.filter(|p| p.is_open).ok_or(WebError::NotFound)?;
        let catalogue = programmes::catalogue(c, programme.id)?;
        Ok((programme, catalogue))
    })
    .await
}

/// Shows the programme and its form.
pub(crate) async fn form(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (programme, catalogue) = programme(&app, slug.into_inner()).await?;
    let form = ProfileForm::empty(catalogue);
    let shown = SignUpPage { page: Page::of(&request), programme, form, stale: false };
    shown.page.ok(&shown)
}

/// Takes a sign-up. The answer tells nobody whether the address was known.
pub(crate) async fn send(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let started = Instant::now();
    limits::count_sender(&request)?;
    let (programme, catalogue) = programme(&app, slug.into_inner()).await?;
    let (fields, genuine) = posted.into_parts();
    let page = Page::of(&request);
    let again = |page: Page, programme, form, stale| {
        let status = if stale { StatusCode::FORBIDDEN } else { StatusCode::UNPROCESSABLE_ENTITY };
        let shown = SignUpPage { page, programme, form, stale };
        shown.page.show(status, &shown)
    };
    let form = ProfileForm::newcomer(catalogue, &fields);
    if !genuine {
        return again(page, programme, form, true);
    }
    let profile = match form.parse() {
        Ok(profile) => profile,
        Err(form) => return again(page, programme, *form, false),
    };
    let to = format!("/{}/sent", programme.slug);
    if limits::may_mail(&request, profile.email()) {
        let (now, locale, id) = (app.now(), page.t.locale(), programme.id);
        let policy = app.policy().clone();
        app.write_again_if_beaten(move |c| profiles::sign_up(c, &policy, id, &profile, locale, now)).await?;
    }
    pace::even(started).await;
    Ok(see_other(&to))
}

/// Tells what happens next.
pub(crate) async fn sent(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (programme, _) = programme(&app, slug.into_inner()).await?;
    let shown = SignedUpPage { page: Page::of(&request), programme };
    shown.page.ok(&shown)
}
