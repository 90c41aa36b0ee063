//! Links: reading the token of one, and asking for a fresh one, for whoever lost theirs or found it too old.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tokio::time::Instant;

use crate::app::App;
use crate::domain::{EmailAddress, Field, LinkPurpose, Token};
use crate::service::MailTurn;
use crate::service::person::fresh_links;
use crate::service::programme::activity::Actor;
use crate::web::errors::WebError;
use crate::web::form::{Fields, Posted};
use crate::web::page::{Page, see_other};
use crate::web::security::constant_time;
use crate::web::security::opened_links::{self, Link};
use crate::web::security::rate_limits::{self, AsksFor};

/// The token of a link; what is none gets the page for links that do not work.
pub(crate) fn token(text: &str) -> Result<Token, WebError> {
    Token::parse(text).ok_or(WebError::DeadLink)
}

/// A form with one field, for professionals here and for coordinators in `coordinator::sign_in`.
#[derive(Template)]
#[template(path = "web/templates/ask_link.html")]
pub(crate) struct AskPage<'a> {
    pub(crate) page: Page,
    /// The texts `{texts}-title`, `-text` and `-button`.
    pub(crate) texts: &'a str,
    pub(crate) action: &'a str,
    pub(crate) email: &'a str,
    pub(crate) problem: Option<String>,
    /// What the organisation's own sign-in is called, where there is one beside the link.
    pub(crate) elsewhere: Option<String>,
}

/// The page after it: the texts `{texts}-sent-title` and `-sent-text`.
#[derive(Template)]
#[template(path = "web/templates/link_sent.html")]
pub(crate) struct SentPage<'a> {
    pub(crate) page: Page,
    pub(crate) texts: &'a str,
}

/// Reads the address, or shows the form again.
#[expect(clippy::result_large_err, reason = "the answer to a slip is an answer, and moves no further")]
pub(crate) fn read_address(
    page: Page,
    texts: &str,
    action: &str,
    fields: &Fields,
    elsewhere: Option<String>,
) -> Result<EmailAddress, Result<HttpResponse, WebError>> {
    EmailAddress::parse(fields.one("email")).map_err(|problem| {
        let problem = Some(page.t.problem(Field::Email, &problem));
        let shown = AskPage { page, texts, action, email: fields.one("email"), problem, elsewhere };
        shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
    })
}

/// Shows the form.
pub(crate) async fn form(request: HttpRequest) -> Result<HttpResponse, WebError> {
    let (page, texts, action) = (Page::of(&request), "ask-link", "/me/link");
    let shown = AskPage { page, texts, action, email: "", problem: None, elsewhere: None };
    shown.page.ok(&shown)
}

/// Mails fresh links, if the address is known. The answer does not tell.
pub(crate) async fn send(app: web::Data<App>, request: HttpRequest, fields: Fields) -> Result<HttpResponse, WebError> {
    let started = Instant::now();
    rate_limits::count_sender(&request)?;
    let email = match read_address(Page::of(&request), "ask-link", "/me/link", &fields, None) {
        Ok(email) => email,
        Err(again) => return again,
    };
    // Before its turn has come, the links that were mailed last go on working.
    let is_turn = rate_limits::mail(&request, AsksFor::Links, &email, app.now()) == MailTurn::Now;
    let act = async move {
        if is_turn {
            app.act(Actor::Visitor, move |cx| fresh_links::send_fresh(cx, &email)).await?;
        }
        Ok(())
    };
    constant_time::begin(started, act).await?;
    Ok(see_other("/me/link/sent"))
}

/// Tells to look in the mailbox.
pub(crate) async fn sent(request: HttpRequest) -> Result<HttpResponse, WebError> {
    let shown = SentPage { page: Page::of(&request), texts: "ask-link" };
    shown.page.ok(&shown)
}

/// Opens the page that the link in a mail leads to.
pub(crate) async fn open(app: web::Data<App>, request: HttpRequest, posted: Posted) -> Result<HttpResponse, WebError> {
    let (fields, genuine) = posted.into_parts();
    // A browser that did not keep the cookie of the form keeps none for the page.
    if !genuine {
        return Err(WebError::NotOpened);
    }
    let opened = opened_links::open(&app, &request, fields.one("link")).await;
    if matches!(opened, Err(WebError::DeadLink)) {
        rate_limits::count_sender(&request)?;
    }
    opened
}

/// Closes the reader's page on this device; or, where somebody else has its link, stops every link of theirs and mails fresh
/// ones.
pub(crate) async fn stop_own(
    app: web::Data<App>,
    request: HttpRequest,
    link: Link,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    stop(&app, &request, (&link, LinkPurpose::Profile), &fields).await
}

/// The same from the page of a duo.
pub(crate) async fn stop_duo(
    app: web::Data<App>,
    request: HttpRequest,
    link: Link,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    stop(&app, &request, (&link, LinkPurpose::Duo), &fields).await
}

async fn stop(
    app: &App,
    request: &HttpRequest,
    (link, purpose): (&Link, LinkPurpose),
    fields: &Fields,
) -> Result<HttpResponse, WebError> {
    if fields.one("then") == "close" {
        return opened_links::close(request, link);
    }
    let token = link.token();
    app.act(Actor::Visitor, move |cx| fresh_links::report(cx, (&token, purpose))).await?.ok_or(WebError::DeadLink)?;
    Ok(see_other("/me/link/replaced"))
}

/// Tells that a page is closed on this device, and how to open it again.
pub(crate) async fn closed(request: HttpRequest) -> Result<HttpResponse, WebError> {
    let shown = SentPage { page: Page::of(&request), texts: "close-page" };
    shown.page.ok(&shown)
}

/// Tells that every link stopped, and where the fresh ones are.
pub(crate) async fn replaced(request: HttpRequest) -> Result<HttpResponse, WebError> {
    let shown = SentPage { page: Page::of(&request), texts: "report-link" };
    shown.page.ok(&shown)
}
