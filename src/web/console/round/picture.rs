//! A picture of the round: the duos between organisations or roles, drawn, and a table that says the same.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::{CoordinatorRound, person};
use crate::app::App;
use crate::domain::{ProfessionalId, Profile, RoundId, RoundState};
use crate::store::duo::duos;
use crate::store::person::professionals;
use crate::web::arc_diagram::Arcs;
use crate::web::errors::WebError;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// By what people are put together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum By {
    #[default]
    Organisation,
    Role,
}

/// How the picture is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PictureView {
    by: By,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/picture.html")]
struct PicturePage {
    page: Page,
    own: CoordinatorRound,
    by: By,
    drawn: Arcs,
    /// Duos within one group, and all of them.
    within: usize,
    all: usize,
}

/// Shows the picture.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    view: web::Query<PictureView>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, by) = (id.into_inner(), signed_in.0.id, view.by);
    let (own, duos, people) = app
        .read(move |c| {
            let own = CoordinatorRound::read(c, id, coordinator)?;
            let duos = duos::of_round(c, id)?;
            let mut ids: Vec<ProfessionalId> =
                duos.iter().flat_map(|d| [d.learner.professional_id, d.guide.professional_id]).collect();
            ids.sort_unstable();
            ids.dedup();
            Ok::<_, WebError>((own, duos, professionals::by_ids(c, &ids)?))
        })
        .await?;
    if own.is(RoundState::Draft) {
        return Ok(see_other(&own.href("settings")));
    }
    let page = own.page(&request);
    let group = |profile: &Profile| match by {
        By::Organisation => profile.organisation().to_owned(),
        By::Role => profile.role().to_owned(),
    };
    // Somebody who cannot be read stands in the log.
    let ends = duos.iter().filter_map(|duo| {
        let of = |id| person(&people, id).map(|p| group(&p.profile)).ok();
        Some((of(duo.learner.professional_id)?, of(duo.guide.professional_id)?))
    });
    let ends: Vec<_> = ends.collect();
    let pairs = ends.iter().map(|(one, other)| (one.as_str(), other.as_str()));
    let (within, all) = (pairs.clone().filter(|(one, other)| one == other).count(), ends.len());
    let drawn = Arcs::of(pairs, &page.t.text("picture-rest"));
    let shown = PicturePage { page, own, by, drawn, within, all };
    shown.page.ok(&shown)
}
