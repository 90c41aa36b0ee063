//! The way out that stands in the header of mails (RFC 8058), as a page for people and one POST for mail programs.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::links;
use crate::app::App;
use crate::service::person::unsubscribe::{self, Reader};
use crate::service::programme::activity::Actor;
use crate::store::person::professionals::{Professional, Standing};
use crate::store::programme::programmes::{self, Programme};
use crate::store::{Connection, StoreError};
use crate::web::errors::WebError;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "web/templates/unsubscribe.html")]
struct UnsubscribePage {
    page: Page,
    programme: Programme,
    professional: Box<Professional>,
    /// Whether they said no, for somebody who was invited and has not answered.
    declined: Option<bool>,
}

impl UnsubscribePage {
    fn done(&self) -> bool {
        self.declined.unwrap_or(self.professional.standing != Standing::Active)
    }
}

#[derive(Template)]
#[template(path = "web/templates/digests.html")]
struct DigestsPage {
    page: Page,
    /// Whether the reader still gets them.
    wanted: bool,
}

/// What a page shows: whose mails it stops, and of which programme.
enum Found {
    Professional(Box<Professional>, Box<Programme>, Option<bool>),
    Coordinator(crate::domain::Locale, bool),
}

fn found(c: &mut Connection, reader: Option<Reader>) -> Result<Option<Found>, StoreError> {
    Ok(match reader {
        Some(Reader::Professional(professional)) => {
            let programme = Box::new(programmes::by_id(c, professional.programme_id)?);
            Some(Found::Professional(professional, programme, None))
        }
        Some(Reader::Invited(professional, declined)) => {
            let programme = Box::new(programmes::by_id(c, professional.programme_id)?);
            Some(Found::Professional(professional, programme, Some(declined)))
        }
        Some(Reader::Coordinator(coordinator, wanted)) => Some(Found::Coordinator(coordinator.locale, wanted)),
        None => None,
    })
}

fn show(request: &HttpRequest, found: Option<Found>) -> Result<HttpResponse, WebError> {
    match found.ok_or(WebError::DeadLink)? {
        Found::Professional(professional, programme, declined) => {
            let page = Page::of(request).or(professional.locale).of_programme(&programme);
            let shown = UnsubscribePage { page, programme: *programme, professional, declined };
            shown.page.ok(&shown)
        }
        Found::Coordinator(locale, wanted) => {
            let shown = DigestsPage { page: Page::of(request).or(locale), wanted };
            shown.page.ok(&shown)
        }
    }
}

/// Shows what the link does, and a button: one that is only opened changes nothing.
pub(crate) async fn look(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    let reader = app.read(move |c| {
        let reader = unsubscribe::look(c, &token, now)?;
        found(c, reader)
    });
    show(&request, reader.await?)
}

/// Stops the mails. A mail program sends neither cookie nor form token: the link is the secret. It follows no redirect
/// either, so the page comes at once.
pub(crate) async fn leave(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
    body: web::Bytes,
) -> Result<HttpResponse, WebError> {
    let token = links::token(&link)?;
    // As a form of either encoding.
    let body = String::from_utf8_lossy(&body);
    let again = body == "digests=again";
    let one_click = body.contains("List-Unsubscribe") && body.contains("One-Click");
    if !(again || one_click) {
        return Err(WebError::BadRequest);
    }
    let reader = app.act(Actor::Visitor, move |cx| {
        let reader = if again { unsubscribe::digests_again(cx, &token) } else { unsubscribe::leave(cx, &token) }?;
        found(cx.c, reader)
    });
    show(&request, reader.await?)
}
