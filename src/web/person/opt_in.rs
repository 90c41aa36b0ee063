//! Whether somebody takes part in a round.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::service::programme::activity::Actor;
use crate::service::round::opt_in::{self, Asked};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::public::links;

#[derive(Template)]
#[template(path = "web/templates/opt_in.html")]
struct OptInPage {
    page: Page,
    asked: Asked,
    link: String,
}

impl OptInPage {
    /// Until when they are asked to say so, or were, in words.
    fn by(&self) -> Option<String> {
        let day = self.asked.round.opt_in_by?;
        let key = if self.page.is_over(day) { "opt-in-late" } else { "opt-in-by" };
        Some(self.page.t.with(key, &[("date", &self.page.t.date(day))]))
    }
}

/// Asks. A link that is only opened changes nothing.
pub(crate) async fn ask(
    app: web::Data<App>,
    link: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, WebError> {
    let (token, now) = (links::token(&link)?, app.now());
    let asked = app.read(move |c| opt_in::look(c, &token, now)).await?.ok_or(WebError::DeadLink)?;
    let page = Page::of(&request).or(asked.professional.locale).of_programme(&asked.programme);
    let shown = OptInPage { page, asked, link: link.into_inner() };
    shown.page.ok(&shown)
}

/// Takes the answer.
pub(crate) async fn say(
    app: web::Data<App>,
    link: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let token = links::token(&link)?;
    let takes_part = match fields.one("takes_part") {
        "yes" => true,
        "no" => false,
        _ => return Err(WebError::BadRequest),
    };
    app.act(Actor::Visitor, move |cx| opt_in::say(cx, &token, takes_part)).await?.ok_or(WebError::DeadLink)?;
    Ok(see_other(&format!("/me/round/{link}")))
}
