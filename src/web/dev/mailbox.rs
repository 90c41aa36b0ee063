//! The development mailbox: what was sent, where mail goes to a directory. Never there with a mail server.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::mail::transport::directory::{self, Entry, Mail};
use crate::web::errors::WebError;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "web/templates/mailbox.html")]
struct MailboxPage {
    page: Page,
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "web/templates/mailbox_mail.html")]
struct MailPage {
    page: Page,
    mail: Mail,
    /// The text in pieces: words, and the links between them.
    pieces: Vec<Piece>,
}

struct Piece {
    text: String,
    is_link: bool,
}

async fn find(app: &App, name: String) -> Result<Mail, WebError> {
    let read = move |app: &App| {
        let directory = app.transport().directory().ok_or(WebError::NotFound)?;
        directory::open(directory, &name).map_err(|e| unreadable(&e))?.ok_or(WebError::NotFound)
    };
    app.blocking(read).await
}

fn unreadable(error: &std::io::Error) -> WebError {
    tracing::error!(%error, "the mail directory cannot be read");
    WebError::Internal
}

/// Lists the mails, newest first.
pub(crate) async fn list(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let read = |app: &App| {
        let directory = app.transport().directory().ok_or(WebError::NotFound)?;
        directory::list(directory).map_err(|e| unreadable(&e))
    };
    let shown = MailboxPage { page: Page::of(&request), entries: app.blocking(read).await? };
    shown.page.ok(&shown)
}

/// Shows one mail as text, with working links, and its HTML in a frame.
pub(crate) async fn open(
    app: web::Data<App>,
    name: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let mail = find(&app, name.into_inner()).await?;
    let own = app.base_url().to_owned();
    let pieces = mail
        .text
        .split_inclusive(char::is_whitespace)
        .map(|word| Piece { is_link: word.starts_with(&own), text: word.to_owned() })
        .collect();
    let shown = MailPage { page: Page::of(&request), mail, pieces };
    let mut response = shown.page.ok(&shown)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, WITH_FRAME);
    Ok(response)
}

/// The HTML of one mail, as a mail program would show it.
pub(crate) async fn html(app: web::Data<App>, name: web::Path<String>) -> Result<HttpResponse, WebError> {
    Ok(framed(find(&app, name.into_inner()).await?.html))
}

/// The policy of a page with a mail's HTML in a frame.
pub(crate) const WITH_FRAME: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; \
     frame-src 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// The HTML of a mail for such a frame: inline styles, and nothing else.
pub(crate) fn framed(html: String) -> HttpResponse {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .body(html)
}
