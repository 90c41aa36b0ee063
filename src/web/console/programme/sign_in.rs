//! Signing in by a link that works once, and out.

use actix_web::cookie::time::Duration;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tokio::time::Instant;

use super::open_id;
use crate::app::App;
use crate::domain::Token;
use crate::service::programme::activity::Actor;
use crate::service::programme::coordinators::{self, SignInLink};
use crate::store::tokens;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::public::links::{self, AskPage, SentPage, read_address};
use crate::web::security::rate_limits::{self, AsksFor};
use crate::web::security::{constant_time, csrf, session};

#[derive(Template)]
#[template(path = "web/templates/coordinator/enter.html")]
struct EnterPage {
    page: Page,
    /// Whom it signs in; nothing where it works in another browser only.
    email: Option<String>,
}

/// The cookie with the secret of a browser that asked for a link.
const ASKED: &str = "asked";
/// How long it lasts. A link that waits for its turn comes within the hour.
const ASKED_LASTS: Duration = Duration::hours(2);

/// The secret of a browser that asked for a link.
fn asking(request: &HttpRequest) -> Option<Token> {
    csrf::value(request, ASKED).and_then(|text| Token::parse(&text))
}

const TEXTS: &str = "sign-in";
const ACTION: &str = "/coordinator/sign-in";

/// Asks for the address to mail a link to.
pub(crate) async fn form(request: HttpRequest) -> Result<HttpResponse, WebError> {
    let (page, elsewhere) = (Page::of(&request), open_id::name(&request));
    let shown = AskPage { page, texts: TEXTS, action: ACTION, email: "", problem: None, elsewhere };
    shown.page.ok(&shown)
}

/// Mails a link, if the address is a coordinator's. The answer does not tell.
pub(crate) async fn send(app: web::Data<App>, request: HttpRequest, fields: Fields) -> Result<HttpResponse, WebError> {
    let started = Instant::now();
    rate_limits::count_sender(&request)?;
    let email = match read_address(Page::of(&request), TEXTS, ACTION, &fields, open_id::name(&request)) {
        Ok(email) => email,
        Err(again) => return again,
    };
    let turn = rate_limits::mail(&request, AsksFor::SignIn, &email, app.now());
    let secret = asking(&request).map_or_else(tokens::random, Ok)?;
    let browser = secret.hash();
    let act = async move {
        let send = app.act(Actor::Visitor, move |cx| coordinators::send_sign_in_link(cx, &email, &browser, turn));
        Ok(send.await?)
    };
    constant_time::begin(started, act).await?;
    csrf::keeping(&request, see_other("/coordinator/sign-in/sent"), (ASKED, secret.to_hex()), ASKED_LASTS)
}

/// Tells to look in the mailbox.
pub(crate) async fn sent(request: HttpRequest) -> Result<HttpResponse, WebError> {
    let shown = SentPage { page: Page::of(&request), texts: TEXTS };
    shown.page.ok(&shown)
}

/// Shows a button, and whom it signs in: a link that is only opened, by a mail scanner for one, is not used up.
pub(crate) async fn link(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    let browser = asking(&request).map(|secret| secret.hash());
    let found = app.read(move |c| coordinators::look_at_sign_in(c, &token, browser.as_ref(), now)).await?;
    let (status, email) = match found {
        SignInLink::Works(coordinator) => (StatusCode::OK, Some(coordinator.email.to_string())),
        SignInLink::ElsewhereOnly => (StatusCode::FORBIDDEN, None),
        SignInLink::Dead => return Err(WebError::DeadLink),
    };
    let shown = EnterPage { page: Page::of(&request), email };
    shown.page.show(status, &shown)
}

/// Signs in.
pub(crate) async fn enter(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    let token = links::token(&link)?;
    let browser = asking(&request).map(|secret| secret.hash());
    let before = session::secret(&request).map(|secret| secret.hash());
    let secret =
        app.act(Actor::Visitor, move |cx| coordinators::sign_in(cx, &token, browser.as_ref(), before.as_ref())).await;
    let secret = match secret {
        Ok(Some(secret)) => secret,
        // Two clicks at once: the other one signed in.
        Ok(None) | Err(crate::store::StoreError::Conflict) => return Err(WebError::DeadLink),
        Err(error) => return Err(error.into()),
    };
    session::kept(&app, &request, &secret, see_other("/coordinator"))
}

/// Signs out here: the session is removed, not only a cookie.
pub(crate) async fn leave(
    app: web::Data<App>,
    request: HttpRequest,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    if let Some(secret) = session::secret(&request) {
        app.act(Actor::Visitor, move |cx| coordinators::sign_out(cx, &secret.hash())).await?;
    }
    signed_out(&request)
}

/// Sends on whoever has no session any more. What their browser kept of our pages goes with it. Other cookies stay: they
/// hold the language and the token of forms.
pub(crate) fn signed_out(request: &HttpRequest) -> Result<HttpResponse, WebError> {
    let mut response = see_other("/coordinator/sign-in");
    let clear = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(clear, HeaderValue::from_static("\"cache\", \"storage\""));
    csrf::dropping(request, response, session::COOKIE)
}
