//! Signing in at one's own organisation: on the way there, and back.
//!
//! A provider sends people back by a GET, which changes nothing here: it shows a button, which a script presses.

use std::sync::Arc;

use actix_web::cookie::time::Duration;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::domain::Token;
use crate::service::programme::activity::Actor;
use crate::service::programme::open_id::{self as action, Entry};
use crate::store::tokens;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, own_path, see_other};
use crate::web::security::open_id::{BACK, Failure, Provider, one_line, state};
use crate::web::security::{csrf, rate_limits, session};

/// The cookie with the secret of one sign-in, and where it leads to.
const COOKIE: &str = "open-id";
const LASTS: Duration = Duration::minutes(30);

#[derive(Template)]
#[template(path = "web/templates/coordinator/open_id_there.html")]
struct TherePage<'a> {
    page: Page,
    name: &'a str,
    address: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/open_id_back.html")]
struct BackPage<'a> {
    page: Page,
    name: &'a str,
    code: String,
    state: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/open_id_refused.html")]
struct RefusedPage {
    page: Page,
    why: String,
}

/// What a provider sends back.
#[derive(Deserialize)]
pub(crate) struct Answer {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    error: Option<String>,
}

/// The provider of this server, if there is one.
fn provider(request: &HttpRequest) -> Option<Arc<Provider>> {
    request.app_data::<web::Data<Option<Arc<Provider>>>>().and_then(|one| one.as_ref().clone())
}

/// Where whoever comes without a provider can sign in.
fn elsewhere() -> HttpResponse {
    see_other("/coordinator/sign-in")
}

/// Asks a provider where waiting is allowed.
async fn asked<T: Send + 'static>(
    provider: &Arc<Provider>,
    ask: impl FnOnce(&Provider) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let Some(turn) = provider.turn() else {
        return Err(Failure::Provider("too many wait for it at the same time".to_owned()));
    };
    let provider = Arc::clone(provider);
    let answer = web::block(move || {
        let _turn = turn;
        ask(&provider)
    })
    .await;
    answer.unwrap_or_else(|e| Err(Failure::Provider(e.to_string())))
}

/// What a button says leads there, if there is a provider.
pub(crate) fn name(request: &HttpRequest) -> Option<String> {
    provider(request).map(|provider| provider.name.clone())
}

/// Sends somebody to their organisation. A form may lead to our own pages only, so that a page leads on from here.
pub(crate) async fn leave(request: HttpRequest, fields: Fields) -> Result<HttpResponse, WebError> {
    let Some(provider) = provider(&request) else { return Ok(elsewhere()) };
    rate_limits::count_sender(&request)?;
    let page = Page::of(&request);
    let secret = tokens::random()?;
    let anew = fields.one("anew") == "yes";
    let address = match asked(&provider, {
        let secret = secret.clone();
        move |provider| provider.address(&secret, anew)
    })
    .await
    {
        Ok(address) => address,
        Err(failure) => return refuse_failure(page, &provider, failure),
    };
    let to = own_path(fields.one("to")).unwrap_or("/coordinator");
    let kept = format!("{}.{}", secret.to_hex(), utf8_percent_encode(to, NON_ALPHANUMERIC));
    let shown = TherePage { page, name: &provider.name, address };
    csrf::keeping(&request, shown.page.ok(&shown)?, (COOKIE, kept), LASTS)
}

/// The secret of the sign-in that this browser began, and where it leads to.
fn begun(request: &HttpRequest) -> Option<(Token, String)> {
    let kept = csrf::value(request, COOKIE)?;
    let (secret, to) = kept.split_once('.')?;
    let to = percent_decode_str(to).decode_utf8().ok()?;
    Some((Token::parse(secret)?, own_path(&to)?.to_owned()))
}

/// Passes with the sign-in that this browser began, if what came back belongs to it.
fn belongs(request: &HttpRequest, given: &str) -> Option<(Token, String)> {
    begun(request).filter(|(secret, _)| bool::from(state(secret).as_str().as_bytes().ct_eq(given.as_bytes())))
}

/// Shows a button to whoever comes back.
pub(crate) async fn come_back(request: HttpRequest, answer: web::Query<Answer>) -> Result<HttpResponse, WebError> {
    let Some(provider) = provider(&request) else { return Ok(elsewhere()) };
    let page = Page::of(&request);
    let Answer { code, state, error } = answer.into_inner();
    // Whoever goes back to it after signing in.
    if begun(&request).is_none() && session::secret(&request).is_some() {
        return Ok(see_other("/coordinator"));
    }
    if belongs(&request, &state).is_none() {
        return refuse(page, &provider, StatusCode::FORBIDDEN, "open-id-other-browser");
    }
    if error.is_some() || code.is_empty() {
        let error = one_line(&error.unwrap_or_default());
        tracing::warn!(error, "the organisation's sign-in sent somebody back without a code");
        return refuse(page, &provider, StatusCode::FORBIDDEN, "open-id-not-signed-in");
    }
    let shown = BackPage { page, name: &provider.name, code, state };
    shown.page.ok(&shown)
}

/// Signs in.
pub(crate) async fn enter(app: web::Data<App>, request: HttpRequest, fields: Fields) -> Result<HttpResponse, WebError> {
    let Some(provider) = provider(&request) else { return Ok(elsewhere()) };
    rate_limits::count_sender(&request)?;
    let page = Page::of(&request);
    let Some((secret, to)) = belongs(&request, fields.one("state")) else {
        return refuse(page, &provider, StatusCode::FORBIDDEN, "open-id-other-browser");
    };
    let code = fields.one("code").to_owned();
    let identity = match asked(&provider, move |provider| provider.identity(&secret, code)).await {
        Ok(identity) => identity,
        Err(failure) => return refuse_failure(page, &provider, failure),
    };
    let before = session::secret(&request).map(|secret| secret.hash());
    let entry = app.act(Actor::Visitor, move |cx| action::sign_in(cx, identity, before.as_ref())).await?;
    let (why, email) = match entry {
        Entry::In(secret) => {
            let over = csrf::dropping(&request, see_other(&to), COOKIE)?;
            return session::kept(&app, &request, &secret, over);
        }
        Entry::NoAddress => ("open-id-no-address", String::new()),
        Entry::Unknown(email) => ("open-id-unknown", email.to_string()),
        Entry::OtherAccount(email) => ("open-id-other-account", email.to_string()),
    };
    let why = page.t.with(why, &[("name", &provider.name), ("email", &email)]);
    let shown = RefusedPage { page, why };
    csrf::dropping(&request, shown.page.show(StatusCode::FORBIDDEN, &shown)?, COOKIE)
}

fn refuse(page: Page, provider: &Provider, status: StatusCode, why: &str) -> Result<HttpResponse, WebError> {
    let why = page.t.with(why, &[("name", &provider.name)]);
    let shown = RefusedPage { page, why };
    shown.page.show(status, &shown)
}

fn refuse_failure(page: Page, provider: &Provider, failure: Failure) -> Result<HttpResponse, WebError> {
    match failure {
        Failure::Provider(reason) => {
            tracing::warn!(%reason, address = BACK, "the organisation's sign-in does not answer as it should");
            refuse(page, provider, StatusCode::BAD_GATEWAY, "open-id-no-answer")
        }
        Failure::Refused(reason) => {
            tracing::warn!(%reason, "what the organisation's sign-in answered does not hold");
            refuse(page, provider, StatusCode::FORBIDDEN, "open-id-does-not-hold")
        }
    }
}
