//! Opening a closed round again, and taking somebody into a round that runs.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Deserialize;

use super::{CoordinatorRound, changed, version};
use crate::app::App;
use crate::domain::{EmailAddress, ProfessionalId, RoundId, RoundState};
use crate::service::round::progress::reopen as action;
use crate::service::round::{RoundError, answer_by_bounds};
use crate::store::person::professionals::{self, Professional, Standing};
use crate::store::round::rounds;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/reopening.html")]
struct ReopeningPage {
    page: Page,
    own: CoordinatorRound,
    /// Until when it can be opened again.
    until: Option<DateTime<Utc>>,
    bounds: (NaiveDate, NaiveDate),
    typed: String,
    problem: Option<String>,
}

impl ReopeningPage {
    fn until(&self) -> Option<String> {
        self.until.map(|until| self.page.t.date(until.date_naive()))
    }
}

fn reopening(app: &App, request: &HttpRequest, own: CoordinatorRound) -> ReopeningPage {
    let now = app.now();
    let bounds = answer_by_bounds(now);
    let typed = (bounds.0 + Days::new(7)).to_string();
    let until = action::can_reopen_until(&own.round, now);
    ReopeningPage { page: own.page(request), own, until, bounds, typed, problem: None }
}

/// Asks whether to open a round again, and says what that does.
pub(crate) async fn to_reopen(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let own = app.read(move |c| CoordinatorRound::read(c, *id, signed_in.0.id)).await?;
    if !own.is(RoundState::Closed) {
        return Ok(see_other(&own.href("board")));
    }
    let shown = reopening(&app, &request, own);
    shown.page.ok(&shown)
}

/// Opens it again. The same form twice is as once.
pub(crate) async fn reopen(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, by, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let own = app.read(move |c| CoordinatorRound::read(c, id, by)).await?;
    let typed = fields.one("answer_by").to_owned();
    let done = match typed.parse::<NaiveDate>() {
        Err(_) => Err(RoundError::AnswerBy),
        Ok(day) => app.act(signed_in.actor(), move |cx| action::reopen(cx, (id, Some(seen)), day)).await,
    };
    match done {
        Ok(()) => Ok(see_other(&own.href("board?changed=reopen"))),
        Err(RoundError::Changed) => changed(&app, &request, id, by, seen).await,
        Err(RoundError::AnswerBy) => {
            let mut shown = reopening(&app, &request, own);
            let t = shown.page.t;
            let (first, last) = (t.date(shown.bounds.0), t.date(shown.bounds.1));
            shown.problem = Some(t.with("round-answer-by-problem", &[("first", &first), ("last", &last)]));
            shown.typed = typed;
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(RoundError::ClosedTooLong) => {
            let shown = reopening(&app, &request, own);
            shown.page.show(StatusCode::CONFLICT, &shown)
        }
        Err(error) => Err(error.into()),
    }
}

/// The address that was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    email: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/latecomer.html")]
struct LatecomerPage {
    page: Page,
    own: CoordinatorRound,
    email: String,
    /// Who has this address in the programme.
    found: Option<Professional>,
    takes_part: bool,
    problem: Option<String>,
}

impl LatecomerPage {
    fn can_join(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.standing == Standing::Active) && !self.takes_part
    }
}

/// Looks for somebody by their address, and says what it means that they join.
pub(crate) async fn latecomer(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    typed: web::Query<Typed>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let email: String = typed.into_inner().email.trim().chars().take(254).collect();
    let address = EmailAddress::parse(&email).ok();
    let (own, found, takes_part) = app
        .read(move |c| {
            let own = CoordinatorRound::read(c, *id, signed_in.0.id)?;
            let found = match address {
                Some(address) => professionals::by_email(c, own.programme.id, &address)?,
                None => None,
            };
            let there = rounds::takes_part(c, &own.round)?;
            let takes_part = found.as_ref().is_some_and(|found| there.contains(&found.id));
            Ok::<_, WebError>((own, found, takes_part))
        })
        .await?;
    if !own.is(RoundState::Published) {
        return Ok(see_other(&own.href("board")));
    }
    let page = own.page(&request);
    let problem = match &found {
        _ if email.is_empty() => None,
        None => Some(page.t.text("latecomer-unknown")),
        Some(_) if takes_part => Some(page.t.text("latecomer-there")),
        Some(found) if found.standing != Standing::Active => Some(page.t.text("latecomer-not-active")),
        Some(_) => None,
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shown = LatecomerPage { page, own, email, found, takes_part, problem };
    shown.page.show(status, &shown)
}

/// Takes them in. The same form twice is as once.
pub(crate) async fn take_in(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, by, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let person: ProfessionalId = fields.one("professional").parse().map_err(|_| WebError::BadRequest)?;
    let own = app.read(move |c| CoordinatorRound::read(c, id, by)).await?;
    let done = app.act(signed_in.actor(), move |cx| action::take_in(cx, (id, Some(seen)), person)).await;
    match done {
        Ok(()) => Ok(see_other(&own.href(&format!("by-hand/partner?person={person}")))),
        Err(RoundError::Changed) => changed(&app, &request, id, by, seen).await,
        Err(error) => Err(error.into()),
    }
}
