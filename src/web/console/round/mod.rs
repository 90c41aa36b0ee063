//! Rounds: a short path of four steps, each with an address of its own.
//!
//! - [`list`]: the rounds of a programme, and a new one;
//! - [`people`]: who takes part;
//! - [`settings`]: what matters, with a preview ([`form`] reads it, [`typed`] its groups and pairs);
//! - [`proposals`]: the duos; [`pair`] two people, [`alternatives`] and [`partners`] whom else, [`unmatched`] who has none, [`trio`] a third, [`picture`] all of them;
//! - [`publication`]: the mails, before they leave; [`board`]: what comes of them, [`asks`] for help, [`repair`]
//!   whoever has nobody,
//!   [`by_hand`] single duos, [`reopening`] a closed round and latecomers;
//! - [`told`]: what matching and the history say, in words.

pub(crate) mod alternatives;
mod asks;
pub(crate) mod before;
pub(crate) mod board;
pub(crate) mod by_hand;
pub(crate) mod doubles;
mod form;
pub(crate) mod list;
pub(crate) mod pair;
pub(crate) mod partners;
pub(crate) mod people;
pub(crate) mod picture;
pub(crate) mod proposals;
pub(crate) mod publication;
pub(crate) mod reopening;
pub(crate) mod repair;
mod round_form;
mod round_messages;
pub(crate) mod settings;
pub(crate) mod trio;
pub(crate) mod unmatched;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{Days, NaiveDate};

use crate::app::App;
use crate::domain::{CoordinatorId, ProfessionalId, RoundId, RoundState};
use crate::service::round::{RoundError, history};
use crate::store::Connection;
use crate::store::person::professionals::Professional;
use crate::store::programme::programmes::{self, Programme};
use crate::store::round::rounds::{self, Round};
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::{self, SignedIn};

/// A round of the reader's, and its programme.
#[derive(Clone)]
pub(crate) struct CoordinatorRound {
    pub(crate) programme: Programme,
    pub(crate) round: Round,
    /// Those of its participants who may be one person, on the pages that tell of them.
    pub(crate) doubles: Vec<doubles::PossibleDouble>,
}

impl CoordinatorRound {
    /// Reads it; to others than its coordinators it is not there.
    pub(crate) fn read(c: &mut Connection, id: RoundId, coordinator: CoordinatorId) -> Result<Self, WebError> {
        let round = rounds::by_id(c, id)?.ok_or(WebError::NotFound)?;
        session::own(c, coordinator, round.programme_id)?;
        let programme = programmes::by_id(c, round.programme_id)?;
        Ok(Self { programme, round, doubles: Vec::new() })
    }

    /// A page about it, within the console.
    pub(crate) fn page(&self, request: &HttpRequest) -> Page {
        Page::of(request).in_console(&self.programme, Section::Rounds)
    }

    /// The address of one of its pages.
    pub(crate) fn href(&self, rest: &str) -> String {
        format!("/coordinator/rounds/{}/{rest}", self.round.id)
    }

    pub(crate) fn is(&self, state: RoundState) -> bool {
        self.round.state == state
    }

    /// Whether it can still be changed.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.round.state, RoundState::Draft | RoundState::Proposed)
    }

    /// Whether it is not published, and cannot be before a later day to answer is chosen.
    pub(crate) fn needs_later_day(&self, page: &Page) -> bool {
        self.is_open() && self.round.answer_by <= page.today
    }

    /// A later day, to begin with.
    pub(crate) fn later_day(&self, page: &Page) -> NaiveDate {
        (page.today + Days::new(list::DAYS_TO_ANSWER)).max(self.round.answer_by + Days::new(1))
    }

    /// Until when people can answer, could, or will; of a round that is closed, since when it is.
    pub(crate) fn day(&self, page: &Page) -> String {
        let key = match self.round.state {
            RoundState::Closed => "round-closed-on",
            RoundState::Published if page.is_over(self.round.answer_by) => "round-answered-by-date",
            _ => "round-answer-by-date",
        };
        let closed = self.round.closed_at.map(|at| at.date()).filter(|_| self.is(RoundState::Closed));
        page.t.with(key, &[("date", &page.t.date(closed.unwrap_or(self.round.answer_by)))])
    }

    pub(crate) fn both_learn(&self) -> bool {
        self.round.settings.kind.both_learn()
    }

    /// The steps: number, address if the reader can go there.
    pub(crate) fn steps(&self) -> Vec<(usize, Option<String>)> {
        let (open, proposed) = (self.is_open(), !self.is(RoundState::Draft));
        vec![
            (1, open.then(|| self.href("people"))),
            (2, open.then(|| self.href("settings"))),
            (3, proposed.then(|| self.href("proposals"))),
            (4, proposed.then(|| self.href(if open { "publication" } else { "board" }))),
        ]
    }
}

/// What somebody else changed since the reader saw the round, in words.
pub(crate) struct ConcurrentEdit {
    pub(crate) lines: Vec<String>,
}

/// Leads to the step at which a round is.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let own = app.read(move |c| CoordinatorRound::read(c, *id, signed_in.0.id)).await?;
    Ok(see_other(&own.href(match own.round.state {
        RoundState::Draft => "people",
        RoundState::Proposed => "proposals",
        RoundState::Published | RoundState::Closed => "board",
    })))
}

/// What changed since the version that a form came with.
pub(crate) async fn stale(
    app: &App,
    page: &Page,
    id: RoundId,
    version: i32,
) -> Result<(ConcurrentEdit, i32), WebError> {
    let now = app.now();
    let found = app.read(move |c| history::since(c, id, version)).await?;
    Ok((ConcurrentEdit { lines: round_messages::difference(page.t, &found, now) }, found.version))
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/changed.html")]
struct ChangedPage {
    page: Page,
    own: CoordinatorRound,
    stale: Option<ConcurrentEdit>,
}

/// Tells what somebody else changed, where the reader typed nothing that could be lost.
pub(crate) async fn changed(
    app: &App,
    request: &HttpRequest,
    id: RoundId,
    coordinator: CoordinatorId,
    version: i32,
) -> Result<HttpResponse, WebError> {
    let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
    let page = own.page(request);
    let (stale, _) = stale(app, &page, id, version).await?;
    let shown = ChangedPage { page, own, stale: Some(stale) };
    shown.page.show(StatusCode::CONFLICT, &shown)
}

/// The version of the round that the reader saw.
pub(crate) fn version(fields: &Fields) -> Result<i32, WebError> {
    fields.one("version").parse().map_err(|_| WebError::BadRequest)
}

/// The professional with this identifier, out of a list sorted by it.
pub(crate) fn person(people: &[Professional], id: ProfessionalId) -> Result<&Professional, WebError> {
    people.binary_search_by_key(&id, |p| p.id).map(|place| &people[place]).map_err(|_| WebError::NotFound)
}

impl From<RoundError> for WebError {
    fn from(error: RoundError) -> Self {
        match error {
            RoundError::Store(error) => error.into(),
            RoundError::NotFound | RoundError::Stranger => Self::NotFound,
            // While introductions wait the board says so, and offers none of these.
            RoundError::Changed
            | RoundError::NothingToUndo
            | RoundError::Obstacles(_)
            | RoundError::ClosedTooLong
            | RoundError::Held(_) => Self::Changed,
            // The pages say these in their own words, before this.
            RoundError::AnswerBy
            | RoundError::Propose(_)
            | RoundError::Outdated(_)
            | RoundError::Joined(_)
            | RoundError::PlaceTaken(_)
            | RoundError::TooManyPairs => Self::BadRequest,
        }
    }
}
