//! The rounds of a programme, and the beginning of a new one.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::Days;

use crate::app::App;
use crate::domain::{RoundId, RoundSettings, RoundState, SingleLine};
use crate::service::round::{self as action, Plan};
use crate::store::Connection;
use crate::store::person::professionals;
use crate::store::programme::programmes::Programme;
use crate::store::round::rounds::{self, Round};
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// Until when people can answer, unless the coordinator says otherwise.
pub(crate) const DAYS_TO_ANSWER: u64 = 14;

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/list.html")]
struct ListPage {
    page: Page,
    programme: Programme,
    rounds: Vec<Round>,
    active: usize,
    typed: String,
    problem: Option<String>,
}

impl ListPage {
    fn newest(&self) -> RoundId {
        self.rounds.first().map_or(RoundId(0), |round| round.id)
    }
}

fn read(c: &mut Connection, signed_in: &SignedIn, slug: &str) -> Result<(Programme, Vec<Round>, usize), WebError> {
    let programme = signed_in.programme(c, slug)?;
    let rounds = rounds::of_programme(c, programme.id)?;
    let active = professionals::active_ids(c, programme.id)?.len();
    Ok((programme, rounds, active))
}

/// Lists the rounds, with the form for a new one.
pub(crate) async fn show(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (programme, rounds, active) = app.read(move |c| read(c, &signed_in, &slug)).await?;
    let page = Page::of(&request).in_console(&programme, Section::Rounds);
    let typed = page.t.with("round-default-name", &[("date", &page.t.date(app.now().date_naive()))]);
    let shown = ListPage { page, programme, rounds, active, typed, problem: None };
    shown.page.ok(&shown)
}

/// Makes a draft in which everybody takes part, and goes on to its first step. The same form twice makes one.
pub(crate) async fn create(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let (programme, rounds, active) = app.read(move |c| read(c, &signed_in, &slug)).await?;
    let page = Page::of(&request).in_console(&programme, Section::Rounds);
    let name = match SingleLine::parse(fields.one("name")) {
        Ok(name) => name,
        Err(problem) => {
            let problem = Some(page.t.problem_of(&page.t.text("round-name"), &problem));
            let typed = fields.one("name").to_owned();
            let shown = ListPage { page, programme, rounds, active, typed, problem };
            return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let answer_by = app.now().date_naive() + Days::new(DAYS_TO_ANSWER);
    let plan = Plan { name, settings: RoundSettings::default(), answer_by };
    // A page without it is one of before; nothing is newer than this.
    let newest_seen = fields.one("newest").parse().unwrap_or(RoundId(i64::MAX));
    let id = app.act(actor, move |cx| action::create_once(cx, programme.id, &plan, newest_seen)).await?;
    Ok(see_other(&format!("/coordinator/rounds/{id}/people")))
}
