//! A pause, coming back, and leaving for good.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::service::person::{erasure, profiles};
use crate::service::programme::activity::Actor;
use crate::store::StoreError;
use crate::store::person::professionals::{Professional, Standing};
use crate::store::programme::programmes::{self, Programme};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::opened_links::Link;

#[derive(Template)]
#[template(path = "web/templates/away.html")]
struct AwayPage {
    page: Page,
    programme: Programme,
    professional: Professional,
    link: String,
    saved: bool,
    /// What was typed as the day to come back.
    until: String,
    first: NaiveDate,
    last: NaiveDate,
    problems: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "web/templates/left.html")]
struct LeftPage {
    page: Page,
}

impl AwayPage {
    async fn of(app: &App, request: &HttpRequest, link: &Link) -> Result<Self, WebError> {
        let (token, now) = (link.token(), app.now());
        let found = app
            .read(move |c| {
                let Some(professional) = profiles::of_link(c, &token, now)? else { return Ok(None) };
                let programme = programmes::by_id(c, professional.programme_id)?;
                Ok::<_, StoreError>(Some((programme, professional)))
            })
            .await?;
        let (programme, professional) = found.ok_or(WebError::DeadLink)?;
        let page = Page::of(request).or(professional.locale).of_programme(&programme);
        let (first, last) = erasure::pause_bounds(now);
        let until = professional.paused_until.map(|day| day.to_string()).unwrap_or_default();
        let (link, saved) = (link.to_string(), request.query_string() == "saved");
        Ok(Self { page, programme, professional, link, saved, until, first, last, problems: Vec::new() })
    }

    /// Where to say that somebody else has this link.
    fn report_to(&self) -> String {
        format!("/me/{}/links", self.link)
    }

    fn own_address(&self) -> &str {
        self.professional.profile.email().as_str()
    }

    fn paused(&self) -> bool {
        self.professional.standing == Standing::Paused
    }

    /// Whether they take part now, in words.
    fn standing(&self) -> String {
        let (t, name) = (self.page.t, self.programme.name(self.page.t.locale()));
        match (self.paused(), self.professional.paused_until) {
            (false, _) => t.with("away-active", &[("programme", name)]),
            (true, None) => t.with("away-paused", &[("programme", name)]),
            (true, Some(day)) => t.with("away-paused-until", &[("programme", name), ("date", &t.date(day))]),
        }
    }

    fn problem_at(&self, field: &str) -> Option<&String> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, words)| words)
    }

    fn again(mut self, field: &str, text: &str) -> Result<HttpResponse, WebError> {
        self.saved = false;
        self.problems.push((field.to_owned(), self.page.t.text(text)));
        self.page.show(StatusCode::UNPROCESSABLE_ENTITY, &self)
    }
}

/// Shows whether somebody takes part, and what they can do about it.
pub(crate) async fn show(app: web::Data<App>, link: Link, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let shown = AwayPage::of(&app, &request, &link).await?;
    shown.page.ok(&shown)
}

/// Pauses, comes back, or leaves.
pub(crate) async fn change(
    app: web::Data<App>,
    link: Link,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let mut shown = AwayPage::of(&app, &request, &link).await?;
    let you = Actor::Professional(shown.professional.id);
    match fields.one("then") {
        "pause" => {
            fields.one("until").clone_into(&mut shown.until);
            let until = match fields.one("until").trim() {
                "" => None,
                typed => match typed.parse().ok().filter(|day| (shown.first..=shown.last).contains(day)) {
                    Some(day) => Some(day),
                    None => return shown.again("until", "away-until-problem"),
                },
            };
            app.act(you, move |cx| erasure::pause(cx, until)).await?;
        }
        "back" => app.act(you, erasure::come_back).await?,
        "leave" if fields.one("sure") != "yes" => return shown.again("sure", "away-leave-sure-problem"),
        "leave" => {
            app.act(you, erasure::leave).await?;
            app.forget_removed().await?;
            return Ok(see_other("/me/left"));
        }
        _ => return Err(WebError::BadRequest),
    }
    Ok(see_other(&format!("/me/{link}/away?saved")))
}

/// Says goodbye.
pub(crate) async fn left(request: HttpRequest) -> Result<HttpResponse, WebError> {
    let shown = LeftPage { page: Page::of(&request) };
    shown.page.ok(&shown)
}
