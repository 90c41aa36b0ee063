//! A programme's page: what it is, and the form to sign up.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tokio::time::Instant;

use crate::app::App;
use crate::domain::{Catalogue, Element, HalfDay, Language, Profile};
use crate::service::Context;
use crate::service::person::profiles;
use crate::service::programme::activity::Actor;
use crate::store::programme::programmes::{self, Programme};
use crate::web::consent;
use crate::web::errors::WebError;
use crate::web::form::Posted;
use crate::web::page::{Page, see_other};
use crate::web::person::answers::{self, Part};
use crate::web::person::profile_form::{AT_ONCE, ProfileForm, TopicSide};
use crate::web::security::constant_time;
use crate::web::security::rate_limits::{self, AsksFor};

#[derive(Template)]
#[template(path = "web/templates/sign_up.html")]
struct SignUpPage {
    page: Page,
    programme: Programme,
    form: ProfileForm,
    /// Whether the form's token was too old: nothing was wrong with what was typed.
    stale: bool,
    /// Whether nothing was typed yet, as far as the server knows: a draft on the reader's device may go before it.
    fresh: bool,
    /// What whoever signs up agrees to.
    consent: String,
}

impl SignUpPage {
    const fn is_fresh(&self) -> bool {
        self.fresh
    }
}

#[derive(Template)]
#[template(path = "web/templates/check.html")]
struct CheckPage {
    page: Page,
    programme: Programme,
    form: ProfileForm,
    profile: Profile,
}

impl CheckPage {
    fn parts(&self) -> Vec<Part> {
        answers::parts(self.page.t, &self.form.catalogue, &self.profile)
    }
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

/// What answers a form is gone once the reader leaves it, and with `no-store` going back shows an error of the browser's.
/// Here it is what the reader typed themselves, on their own device.
fn kept_for_going_back(mut response: HttpResponse) -> HttpResponse {
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-cache"));
    response
}

/// Shows the programme and its form.
pub(crate) async fn form(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (programme, catalogue) = programme(&app, slug.into_inner()).await?;
    let form = ProfileForm::empty(catalogue);
    let page = Page::of(&request).of_programme(&programme);
    let consent = consent::text(page.t, &programme, app.policy());
    let shown = SignUpPage { page, programme, form, stale: false, fresh: true, consent };
    shown.page.ok(&shown)
}

/// Takes a sign-up, in two steps: the answers are shown once more before they are sent. The answer tells nobody
/// whether the address was known.
pub(crate) async fn send(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let started = Instant::now();
    let (fields, genuine) = posted.into_parts();
    // Looking at the answers once more stores nothing and mails nothing.
    if fields.one("step") == "send" {
        rate_limits::count_sender(&request)?;
    }
    let (programme, catalogue) = programme(&app, slug.into_inner()).await?;
    let page = Page::of(&request).of_programme(&programme);
    let consent = consent::text(page.t, &programme, app.policy());
    let again = |page: Page, programme, form, stale| {
        let status = if stale { StatusCode::FORBIDDEN } else { StatusCode::UNPROCESSABLE_ENTITY };
        let shown = SignUpPage { page, programme, form, stale, fresh: false, consent: consent.clone() };
        shown.page.show(status, &shown).map(kept_for_going_back)
    };
    let form = ProfileForm::newcomer(catalogue, &fields);
    if !genuine {
        return again(page, programme, form, true);
    }
    if fields.one("step") == "change" {
        let shown = SignUpPage { page, programme, form, stale: false, fresh: false, consent };
        return shown.page.ok(&shown).map(kept_for_going_back);
    }
    let profile = match form.clone().parse() {
        Ok(profile) => profile,
        Err(form) => return again(page, programme, *form, false),
    };
    if fields.one("step") != "send" {
        let shown = CheckPage { page, programme, form, profile };
        return shown.page.ok(&shown).map(kept_for_going_back);
    }
    let to = format!("/{}/sent", programme.slug);
    let (locale, id) = (page.t.locale(), programme.id);
    let turn = rate_limits::mail(&request, AsksFor::SignUp, profile.email(), app.now());
    let sign_up = move |cx: &mut Context<'_>| profiles::sign_up(cx, id, &profile, (locale, turn));
    constant_time::finish(started, app.act_again_if_beaten(Actor::Visitor, sign_up)).await?;
    Ok(see_other(&to))
}

/// Tells what happens next.
pub(crate) async fn sent(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (programme, _) = programme(&app, slug.into_inner()).await?;
    let shown = SignedUpPage { page: Page::of(&request).of_programme(&programme), programme };
    shown.page.ok(&shown)
}
