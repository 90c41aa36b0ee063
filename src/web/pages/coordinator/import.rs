//! Putting a spreadsheet of people on the list.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use futures_util::StreamExt;

use super::super::super::console::Section;
use super::super::super::csrf;
use super::super::super::errors::WebError;
use super::super::super::page::Page;
use super::super::super::session::SignedIn;
use crate::actions::activity::Actor;
use crate::actions::profiles::{self, Imported};
use crate::app::App;
use crate::domain::Topics;
use crate::domain::import::{self, OPTIONAL, REQUIRED};
use crate::store::programmes::{self, Programme};

/// As many errors are shown; there may be more.
const MOST_ERRORS: usize = 200;

#[derive(Template)]
#[template(path = "web/templates/coordinator/import.html")]
struct ImportPage {
    page: Page,
    programme: Programme,
    errors: Vec<String>,
    done: Option<Imported>,
    missing: bool,
}

impl ImportPage {
    fn new(request: &HttpRequest, programme: Programme) -> Self {
        let page = Page::of(request).in_console(&programme, Section::Professionals);
        Self { page, programme, errors: Vec::new(), done: None, missing: false }
    }
}

/// Shows the form and the format.
pub(crate) async fn form(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let programme = app.read(move |c| signed_in.programme(c, &slug)).await?;
    let shown = ImportPage::new(&request, programme);
    shown.page.ok(&shown)
}

/// Reads the file, and invites everybody in it, or nobody.
pub(crate) async fn upload(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
    parts: Multipart,
) -> Result<HttpResponse, WebError> {
    csrf::check_origin(&request)?;
    let actor = Actor::Coordinator(signed_in.0.id);
    let (programme, catalogue) = app
        .read(move |c| {
            let programme = signed_in.programme(c, &slug)?;
            let catalogue = programmes::catalogue(c, programme.id)?;
            Ok::<_, WebError>((programme, catalogue))
        })
        .await?;
    let (token, file) = read(parts).await?;
    if !csrf::is_genuine(&request, &token) {
        return Err(WebError::Stale);
    }
    let mut shown = ImportPage::new(&request, programme);
    if file.is_empty() {
        shown.missing = true;
        return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    match import::parse(&file, Topics::Of(&catalogue)) {
        Ok(people) => {
            let (now, policy, locale, id) =
                (app.now(), app.policy().clone(), shown.page.t.locale(), shown.programme.id);
            shown.done = Some(
                app.write_again_if_beaten(move |c| profiles::invite(c, &policy, id, &people, (actor, locale), now))
                    .await?,
            );
            shown.page.ok(&shown)
        }
        Err(errors) => {
            shown.errors = errors.iter().take(MOST_ERRORS).map(|e| shown.page.t.import_error(e)).collect();
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// The form's token and the file, which come in pieces.
async fn read(mut parts: Multipart) -> Result<(String, Vec<u8>), WebError> {
    let (mut token, mut file) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| WebError::BadRequest)?;
        let (into, limit) = match part.name() {
            Some(csrf::FIELD) => (&mut token, 100),
            Some("file") => (&mut file, import::LARGEST),
            _ => return Err(WebError::BadRequest),
        };
        while let Some(piece) = part.next().await {
            into.extend_from_slice(&piece.map_err(|_| WebError::BadRequest)?);
            if into.len() > limit {
                return Err(WebError::TooLarge);
            }
        }
    }
    Ok((String::from_utf8(token).map_err(|_| WebError::Stale)?, file))
}
