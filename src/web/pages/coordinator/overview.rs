//! What a coordinator sees first: their programmes, with people, mail and rounds.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::super::super::errors::WebError;
use super::super::super::page::{Page, see_other};
use super::super::super::session::SignedIn;
use crate::app::App;
use crate::store::outbox::Pause;
use crate::store::programmes::Programme;
use crate::store::rounds::Round;
use crate::store::{Connection, coordinators, outbox, professionals, rounds};

#[derive(Template)]
#[template(path = "web/templates/coordinator/overview.html")]
struct OverviewPage {
    page: Page,
    programmes: Vec<Entry>,
    /// Why no mail leaves, while that is so.
    paused: Option<Pause>,
}

struct Entry {
    programme: Programme,
    active: usize,
    /// Waiting, sent, failed, bounced.
    mails: [i64; 4],
    rounds: Vec<Round>,
}

fn entry(c: &mut Connection, programme: Programme) -> Result<Entry, WebError> {
    Ok(Entry {
        active: professionals::active_ids(c, programme.id)?.len(),
        mails: outbox::counts(c, programme.id)?,
        rounds: rounds::of_programme(c, programme.id)?,
        programme,
    })
}

/// Shows the overview; whoever is not signed in is asked to.
pub(crate) async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    signed_in: Result<SignedIn, WebError>,
) -> Result<HttpResponse, WebError> {
    let coordinator = match signed_in {
        Ok(SignedIn(coordinator)) => coordinator,
        Err(WebError::SignIn) => return Ok(see_other("/coordinator/sign-in")),
        Err(error) => return Err(error),
    };
    let (programmes, paused) = app
        .read(move |c| {
            let own = coordinators::programmes(c, coordinator.id)?;
            let entries = own.into_iter().map(|programme| entry(c, programme)).collect::<Result<Vec<_>, _>>()?;
            Ok::<_, WebError>((entries, outbox::paused(c)?))
        })
        .await?;
    let shown = OverviewPage { page: Page::of(&request), programmes, paused };
    shown.page.ok(&shown)
}
