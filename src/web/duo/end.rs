//! Ending a duo, kindly: a page that says what happens, and a button.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::duo::lifecycle::DuoLifecycle;
use crate::service::duo::agreements::{self, HowItEnds, TogetherError};
use crate::service::duo::answer;
use crate::service::programme::activity::Actor;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::opened_links::Link;

#[derive(Template)]
#[template(path = "web/templates/duo_end.html")]
struct EndPage {
    page: Page,
    /// The other's first name.
    other: String,
    link: String,
    not_met: bool,
}

impl EndPage {
    fn title(&self) -> String {
        let args = [("name", self.other.as_str())];
        if self.not_met { self.page.t.text("end-not-met-title") } else { self.page.t.with("end-title", &args) }
    }
}

/// Asks whether it is to end.
pub(crate) async fn ask(app: web::Data<App>, link: Link, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let (token, now) = (link.token(), app.now());
    let invitation = app.read(move |c| answer::look(c, &token, now)).await?.ok_or(WebError::DeadLink)?;
    if invitation.duo.life != DuoLifecycle::Confirmed {
        return Ok(see_other(&format!("/duo/{link}")));
    }
    let other = invitation.members.at(invitation.you.other()).profile.first_name().to_owned();
    let page = Page::of(&request).or(invitation.locale()).of_programme(&invitation.programme);
    let shown = EndPage { page, other, link: link.to_string(), not_met: request.query_string() == "not-met" };
    shown.page.ok(&shown)
}

/// Ends it. Twice is as once.
pub(crate) async fn end(app: web::Data<App>, link: Link, fields: Fields) -> Result<HttpResponse, WebError> {
    let token = link.token();
    let how = match fields.one("how") {
        "kindly" => HowItEnds::Kindly,
        "not-met" => HowItEnds::NotMet,
        _ => return Err(WebError::BadRequest),
    };
    let not_again = fields.one("not_again") == "yes";
    match app.act(Actor::Visitor, move |cx| agreements::end(cx, &token, (how, not_again))).await {
        Ok(()) | Err(TogetherError::NotNow) => Ok(see_other(&format!("/duo/{link}"))),
        Err(TogetherError::DeadLink) => Err(WebError::DeadLink),
        Err(TogetherError::Store(error)) => Err(error.into()),
    }
}
