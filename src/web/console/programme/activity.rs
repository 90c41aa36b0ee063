//! The log: who did what to what, when.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::activity_words::{Names, Sentence};
use crate::app::App;
use crate::domain::ActivityId;
use crate::service::programme::activity;
use crate::store::programme::programmes::Programme;
use crate::web::console::frame::Section;
use crate::web::console::older::Before;
use crate::web::errors::WebError;
use crate::web::page::Page;
use crate::web::security::session::SignedIn;

/// How many stand on one page.
const A_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "web/templates/coordinator/activity.html")]
struct ActivityPage {
    page: Page,
    programme: Programme,
    lines: Vec<Sentence>,
    is_first: bool,
    /// Before which line the next page begins, if there is one.
    next: Option<ActivityId>,
}

/// Shows the log, newest first.
pub(crate) async fn list(
    app: web::Data<App>,
    slug: web::Path<String>,
    before: web::Query<Before<ActivityId>>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let page = Page::of(&request);
    let shown = app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let read = |before, limit| activity::page(c, programme.id, before, limit);
        let (noted, next) = before.page((A_PAGE, ActivityId(i64::MAX)), read, |line| line.id)?;
        let names = Names::of(c, &programme, &noted)?;
        let lines = noted.iter().map(|line| names.sentence(page.t, line)).collect();
        let page = page.in_console(&programme, Section::Activity);
        Ok::<_, WebError>(ActivityPage { page, programme, lines, is_first: before.is_first(), next })
    });
    let shown = shown.await?;
    shown.page.ok(&shown)
}
