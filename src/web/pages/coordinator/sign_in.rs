//! Signing in by a link that works once, and out.

use actix_web::cookie::time::Duration;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tokio::time::Instant;

use super::super::super::errors::WebError;
use super::super::super::fields::Fields;
use super::super::super::limits::{self, AsksFor};
use super::super::super::page::{Page, see_other};
use super::super::super::{csrf, pace, session};
use super::super::links::{self, AskPage, SentPage, read_address};
use crate::actions::activity::Actor;
use crate::actions::coordinators;
use crate::app::App;

#[derive(Template)]
#[template(path = "web/templates/coordinator/enter.html")]
struct EnterPage {
    page: Page,
}

const TEXTS: &str = "sign-in";
const ACTION: &str = "/coordinator/sign-in";

/// Asks for the address to mail a link to.
pub(crate) async fn form(request: HttpRequest) -> Result<HttpResponse, WebError> {
    let shown = AskPage { page: Page::of(&request), texts: TEXTS, action: ACTION, email: "", problem: None };
    shown.page.ok(&shown)
}

/// Mails a link, if the address is a coordinator's. The answer does not tell.
pub(crate) async fn send(app: web::Data<App>, request: HttpRequest, fields: Fields) -> Result<HttpResponse, WebError> {
    let started = Instant::now();
    limits::count_sender(&request)?;
    let email = match read_address(Page::of(&request), TEXTS, ACTION, &fields) {
        Ok(email) => email,
        Err(again) => return again,
    };
    let turn = limits::mail(&request, AsksFor::SignIn, &email, app.now());
    app.act(Actor::Visitor, move |cx| coordinators::send_sign_in_link(cx, &email, turn)).await?;
    pace::even(started).await;
    Ok(see_other("/coordinator/sign-in/sent"))
}

/// Tells to look in the mailbox.
pub(crate) async fn sent(request: HttpRequest) -> Result<HttpResponse, WebError> {
    let shown = SentPage { page: Page::of(&request), texts: TEXTS };
    shown.page.ok(&shown)
}

/// Shows a button: a link that is only opened, by a mail scanner for one, is not used up.
pub(crate) async fn link(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    if !app.read(move |c| coordinators::may_sign_in(c, &token, now)).await? {
        return Err(WebError::DeadLink);
    }
    let shown = EnterPage { page: Page::of(&request) };
    shown.page.ok(&shown)
}

/// Signs in.
pub(crate) async fn enter(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
    _fields: Fields,
) -> Result<HttpResponse, WebError> {
    let token = links::token(&link)?;
    let secret = app.act(Actor::Visitor, move |cx| coordinators::sign_in(cx, &token)).await;
    let secret = match secret {
        Ok(Some(secret)) => secret,
        // Two clicks at once: the other one signed in.
        Ok(None) | Err(crate::store::StoreError::Conflict) => return Err(WebError::DeadLink),
        Err(error) => return Err(error.into()),
    };
    tracing::info!("a coordinator signed in");
    let mut cookie = csrf::cookie(&request, session::COOKIE, secret.to_hex());
    cookie.set_max_age(Duration::hours(app.settings().links.session_hours.into()));
    let mut response = see_other("/coordinator");
    response.add_cookie(&cookie).map_err(|_| WebError::Internal)?;
    Ok(response)
}

/// Signs out, here or everywhere: sessions are removed, not only a cookie.
pub(crate) async fn leave(app: web::Data<App>, request: HttpRequest, fields: Fields) -> Result<HttpResponse, WebError> {
    if let Some(secret) = session::secret(&request) {
        let everywhere = fields.one("everywhere") == "yes";
        app.act(Actor::Visitor, move |cx| {
            if everywhere {
                coordinators::sign_out_everywhere(cx, &secret.hash())?;
            }
            coordinators::sign_out(cx, &secret.hash())
        })
        .await?;
        tracing::info!(everywhere, "a coordinator signed out");
    }
    let mut response = see_other("/coordinator/sign-in");
    let mut cookie = csrf::cookie(&request, session::COOKIE, String::new());
    cookie.make_removal();
    response.add_cookie(&cookie).map_err(|_| WebError::Internal)?;
    Ok(response)
}
