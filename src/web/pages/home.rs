//! The front page, the styles, and whether we are well.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::super::errors::WebError;
use super::super::page::{Page, see_other};
use crate::app::App;
use crate::store::programmes::Programme;
use crate::store::{outbox, programmes};

#[derive(Template)]
#[template(path = "web/templates/home.html")]
struct HomePage {
    page: Page,
    programmes: Vec<Programme>,
}

/// The open programmes; where there is only one, its page at once.
pub(crate) async fn list(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let programmes = app.read(programmes::open).await?;
    if let [only] = programmes.as_slice() {
        return Ok(see_other(&format!("/{}", only.slug)));
    }
    let home = HomePage { page: Page::of(&request), programmes };
    home.page.ok(&home)
}

/// The process lives.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// The database and the mail queue answer.
pub(crate) async fn readyz(app: web::Data<App>) -> HttpResponse {
    match app.read(outbox::waiting).await {
        Ok(_) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body("not ready\n")
        }
    }
}
