//! The front page, the styles, and whether we are well.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::SecondsFormat;

use crate::app::App;
use crate::store::mail::outbox;
use crate::store::programme::programmes;
use crate::store::programme::programmes::Programme;
use crate::web::errors::WebError;
use crate::web::page::{Page, see_other};

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

/// The database and the mail queue answer, and the jobs run. A queue that is paused answers, too: pages work without mail, so
/// this instance is to get requests; whoever watches reads since when. What the mail server said is for coordinators.
pub(crate) async fn readyz(app: web::Data<App>) -> HttpResponse {
    let plain = "text/plain; charset=utf-8";
    let pause = std::time::Duration::from_secs(app.settings().life.look_seconds.into());
    let late = app.looks().late(pause);
    if !late.is_empty() {
        tracing::error!(?late, "not ready: a job has not looked for too long");
        return HttpResponse::ServiceUnavailable().content_type(plain).body("not ready\n");
    }
    match app.read(outbox::paused).await {
        Ok(None) => HttpResponse::Ok().content_type(plain).body("ready\n"),
        Ok(Some(pause)) => {
            let since = pause.since.and_utc().to_rfc3339_opts(SecondsFormat::Secs, true);
            HttpResponse::Ok().content_type(plain).body(format!("ready\nmail is paused since {since}\n"))
        }
        Err(error) => {
            tracing::error!(%error, "not ready");
            HttpResponse::ServiceUnavailable().content_type(plain).body("not ready\n")
        }
    }
}
