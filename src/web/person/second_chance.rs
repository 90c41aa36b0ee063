//! Whether somebody who said no to their duo wants somebody else in the same round.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::service::programme::activity::Actor;
use crate::service::round::progress::second_chance::{self, Asked};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::public::links;

#[derive(Template)]
#[template(path = "web/templates/again.html")]
struct AgainPage {
    page: Page,
    asked: Asked,
    link: String,
}

/// Asks. A link that is only opened changes nothing.
pub(crate) async fn ask(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    let asked = app.read(move |c| second_chance::look(c, &token, now)).await?.ok_or(WebError::DeadLink)?;
    let page = Page::of(&request).or(asked.professional.locale).of_programme(&asked.programme);
    let shown = AgainPage { page, asked, link: link.into_inner() };
    shown.page.ok(&shown)
}

/// Takes the answer.
pub(crate) async fn say(
    app: web::Data<App>,
    link: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let token = links::token(&link)?;
    let wants = match fields.one("again") {
        "yes" => true,
        "no" => false,
        _ => return Err(WebError::BadRequest),
    };
    app.act(Actor::Visitor, move |cx| second_chance::say(cx, &token, wants)).await?.ok_or(WebError::DeadLink)?;
    Ok(see_other(&format!("/me/again/{link}")))
}
