//! What a coordinator does to those who were invited, and to two who may be one person.

use actix_web::{HttpResponse, web};

use crate::app::App;
use crate::domain::{ProfessionalId, ProgrammeId};
use crate::service::person::{doubles, invitations};
use crate::store::person::professionals::{self, Professional};
use crate::store::programme::programmes::Programme;
use crate::store::{Connection, StoreError};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::see_other;
use crate::web::security::session::SignedIn;

/// Somebody in a programme; to others they are not there.
pub(crate) fn person(c: &mut Connection, programme: &Programme, id: ProfessionalId) -> Result<Professional, WebError> {
    professionals::in_programme(c, programme.id, id)?.ok_or(WebError::NotFound)
}

/// Invites one again who has not answered.
pub(crate) async fn invite_one(
    app: web::Data<App>,
    path: web::Path<(String, ProfessionalId)>,
    signed_in: SignedIn,
    _checked: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let back = format!("/coordinator/{slug}/professionals/{id}");
    let done = app.act(signed_in.actor(), move |cx| {
        let programme = signed_in.programme(cx.c, &slug)?;
        let person = person(cx.c, &programme, id)?;
        Ok::<_, WebError>(invitations::invite_again(cx, &person)?)
    });
    Ok(see_other(&format!("{back}?invitation={}", done.await?)))
}

/// Invites everybody again who has not answered.
pub(crate) async fn invite_all(
    app: web::Data<App>,
    slug: web::Path<String>,
    signed_in: SignedIn,
    _checked: Fields,
) -> Result<HttpResponse, WebError> {
    let back = format!("/coordinator/{slug}/professionals?standing=unconfirmed");
    let done = app.act(signed_in.actor(), move |cx| {
        let programme = signed_in.programme(cx.c, &slug)?;
        Ok::<_, WebError>(invitations::invite_all_again(cx, programme.id)?)
    });
    Ok(see_other(&format!("{back}&invited={}", done.await?)))
}

/// Remembers that somebody and another are two people.
pub(crate) async fn find_distinct(
    app: web::Data<App>,
    path: web::Path<(String, ProfessionalId)>,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let other: ProfessionalId = fields.one("other").parse().map_err(|_| WebError::BadRequest)?;
    let back = format!("/coordinator/{slug}/professionals/{id}?invitation=distinct");
    let found = app.act(signed_in.actor(), move |cx| {
        let programme = signed_in.programme(cx.c, &slug)?;
        Ok::<_, WebError>(doubles::find_distinct(cx, programme.id, (id, other))?)
    });
    if found.await? { Ok(see_other(&back)) } else { Err(WebError::NotFound) }
}

/// When a round or a page is looked at: those who may be one person with somebody, with their names.
pub(crate) fn like(
    c: &mut Connection,
    programme: ProgrammeId,
    id: ProfessionalId,
) -> Result<Vec<(ProfessionalId, String)>, StoreError> {
    let ids = crate::store::person::doubles::like(c, programme, id)?;
    let names = crate::store::person::professional_search::names(c, &ids)?;
    Ok(ids.into_iter().map(|id| (id, names.get(&id).cloned().unwrap_or_default())).collect())
}
