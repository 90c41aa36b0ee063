//! The way out that stands in the header of mails (RFC 8058), as a page for people and one POST for mail programs.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::super::errors::WebError;
use super::super::page::Page;
use super::links;
use crate::actions::unsubscribe;
use crate::app::App;
use crate::store::StoreError;
use crate::store::professionals::{Professional, Standing};
use crate::store::programmes::{self, Programme};

#[derive(Template)]
#[template(path = "web/templates/unsubscribe.html")]
struct UnsubscribePage {
    page: Page,
    programme: Programme,
    professional: Professional,
}

impl UnsubscribePage {
    fn done(&self) -> bool {
        self.professional.standing != Standing::Active
    }
}

fn show(request: &HttpRequest, professional: Professional, programme: Programme) -> Result<HttpResponse, WebError> {
    let page = Page::of(request).or(professional.locale);
    let shown = UnsubscribePage { page, programme, professional };
    shown.page.ok(&shown)
}

/// Shows what the link does, and a button: one that is only opened changes nothing.
pub(crate) async fn look(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    let found = app
        .read(move |c| {
            let Some(professional) = unsubscribe::look(c, &token, now)? else { return Ok(None) };
            let programme = programmes::by_id(c, professional.programme_id)?;
            Ok::<_, StoreError>(Some((professional, programme)))
        })
        .await?;
    let (professional, programme) = found.ok_or(WebError::DeadLink)?;
    show(&request, professional, programme)
}

/// Stops the mails. A mail program sends neither cookie nor form token: the link is the secret. It follows no redirect
/// either, so the page comes at once.
pub(crate) async fn leave(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
    body: web::Bytes,
) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    // As a form of either encoding.
    let body = String::from_utf8_lossy(&body);
    if !(body.contains("List-Unsubscribe") && body.contains("One-Click")) {
        return Err(WebError::BadRequest);
    }
    let found = app
        .write(move |c| {
            let Some(professional) = unsubscribe::leave(c, &token, now)? else { return Ok(None) };
            let programme = programmes::by_id(c, professional.programme_id)?;
            Ok::<_, StoreError>(Some((professional, programme)))
        })
        .await?;
    let (professional, programme) = found.ok_or(WebError::DeadLink)?;
    show(&request, professional, programme)
}
