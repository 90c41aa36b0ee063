//! Removing somebody: told before it is done.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::acts;
use crate::app::App;
use crate::domain::ProfessionalId;
use crate::service::person::erasure;
use crate::store::person::professionals::{Professional, Standing};
use crate::store::programme::programmes::Programme;
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

#[derive(Template)]
#[template(path = "web/templates/coordinator/removal.html")]
struct RemovalPage {
    page: Page,
    programme: Programme,
    person: Professional,
}

impl RemovalPage {
    /// Whether somebody confirmed that the address is theirs: others are not mailed.
    fn is_told(&self) -> bool {
        self.person.standing != Standing::Unconfirmed
    }
}

/// Shows what becomes of somebody who is removed.
pub(crate) async fn to_remove(
    app: web::Data<App>,
    path: web::Path<(String, ProfessionalId)>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let page = Page::of(&request);
    let shown = app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let person = acts::person(c, &programme, id)?;
        let page = page.in_console(&programme, Section::Professionals);
        Ok::<_, WebError>(RemovalPage { page, programme, person })
    });
    let shown = shown.await?;
    shown.page.ok(&shown)
}

/// Removes somebody.
pub(crate) async fn remove(
    app: web::Data<App>,
    path: web::Path<(String, ProfessionalId)>,
    signed_in: SignedIn,
    _checked: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let back = format!("/coordinator/{slug}/professionals?removed=1");
    let removed = app.act(signed_in.actor(), move |cx| {
        let programme = signed_in.programme(cx.c, &slug)?;
        Ok::<_, WebError>(erasure::remove(cx, programme.id, id)?)
    });
    if !removed.await? {
        return Err(WebError::NotFound);
    }
    app.forget_removed().await?;
    Ok(see_other(&back))
}
