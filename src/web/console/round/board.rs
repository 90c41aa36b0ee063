//! After the publication: the mails on their way, who answered and who is silent, and what the coordinator can do.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{Days, NaiveDate, NaiveDateTime};
use serde::Deserialize;

use super::asks::DuoAsks;
use super::before::{self, Ask, OneOfKind};
use super::{CoordinatorRound, changed, round_messages, version};
use crate::app::App;
use crate::domain::duo::schedule::{self, CLOSED_AFTER};
use crate::domain::person::profile::first_name;
use crate::domain::{Change, CoordinatorId, MailingId, ProfessionalId, RoundId, RoundState, Side};
use crate::service::duo::help;
use crate::service::mail::{mailings, rehearsal};
use crate::service::round::progress::{self, Counts, DuoProgress, Reminded};
use crate::service::round::{RoundError, answer_by_bounds, history};
use crate::store::mail::outbox;
use crate::store::person::professional_search;
use crate::store::round::rounds::Round;
use crate::store::{Connection, StoreError};
use crate::web::console::mail::held_in_words;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// The kind of mail that a publication sends.
const INTRODUCTION: &str = "introduction";

/// How many duos stand on a page.
const A_PAGE: usize = 50;

/// Which page of the duos, from 0, and what was just done, to be told once.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BoardView {
    page: usize,
    reminded: Option<usize>,
    /// How many were not, because they had been reminded that day.
    skipped: Option<usize>,
    repaired: Option<usize>,
    /// A step that was taken by hand.
    changed: Option<String>,
    extended: Option<String>,
    closed: Option<String>,
}

/// How far the introductions are.
#[derive(Debug, Clone, Copy)]
struct DeliveryProgress {
    waiting: i64,
    sent: i64,
    failed: i64,
}

impl DeliveryProgress {
    const fn all(self) -> i64 {
        self.waiting + self.sent + self.failed
    }

    const fn left(self) -> i64 {
        self.sent + self.failed
    }
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/board.html")]
struct BoardPage {
    page: Page,
    own: CoordinatorRound,
    step: usize,
    listed: Listed,
    asks: Vec<DuoAsks>,
    erased: usize,
    overdue: u32,
    counts: Counts,
    leaving: DeliveryProgress,
    /// When somebody was last reminded.
    reminded_at: Option<NaiveDateTime>,
    now: NaiveDateTime,
    /// The publication, while it can be called back.
    held: Option<(MailingId, String)>,
    view: BoardView,
    /// What the calendar says of it, where its last day is over.
    day_over: Option<String>,
    /// Whether anybody would be helped by a later day, and there is one.
    can_extend: bool,
    /// What was typed for the new day to answer by, its bounds, and what is wrong with it.
    until: String,
    bounds: (NaiveDate, NaiveDate),
    problem: Option<String>,
    notice: Option<String>,
    done: Vec<String>,
    can_reopen: bool,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/board_part.html")]
struct BoardPart<'a> {
    page: &'a Page,
    own: &'a CoordinatorRound,
    listed: &'a Listed,
    asks: &'a [DuoAsks],
    erased: usize,
    overdue: u32,
    counts: Counts,
    leaving: DeliveryProgress,
}

/// The duos that stand on a page.
struct Listed {
    at: usize,
    duos: Vec<DuoProgress>,
    /// The names of their members.
    names: HashMap<ProfessionalId, String>,
    /// How many there are on all pages.
    all: usize,
}

impl Listed {
    fn read(c: &mut Connection, duos: Vec<DuoProgress>, at: usize) -> Result<Self, StoreError> {
        let all = duos.len();
        let duos: Vec<DuoProgress> = duos.into_iter().skip(at.saturating_mul(A_PAGE)).take(A_PAGE).collect();
        let ids = duos.iter().flat_map(|one| [one.duo.learner.professional_id, one.duo.guide.professional_id]);
        let names = professional_search::names(c, &ids.collect::<Vec<_>>())?;
        Ok(Self { at, duos, names, all })
    }

    fn name(&self, one: &DuoProgress, side: Side) -> &str {
        self.names.get(&one.duo.member(side).professional_id).map_or("", String::as_str)
    }

    fn first_name(&self, one: &DuoProgress, side: Side) -> &str {
        first_name(self.name(one, side))
    }

    const fn more(&self) -> bool {
        self.at.saturating_add(1).saturating_mul(A_PAGE) < self.all
    }
}

/// What a member did, as far as it is known: a word of its own and the class of its mark.
fn did(page: &Page, one: &DuoProgress, side: Side) -> String {
    let member = one.duo.member(side);
    match member.answer {
        Some(answer) => page.t.answer(answer),
        None if one.unreachable.at(side) => page.t.text("board-unreachable"),
        None if one.seen.at(side) => page.t.text("board-seen"),
        None if one.silent.at(side) => page.t.text("board-silent"),
        None => page.t.text("board-no-answer"),
    }
}

impl BoardPage {
    fn figures(&self) -> Vec<(&'static str, u32)> {
        figures(self.counts)
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn whole(&self, count: impl std::borrow::Borrow<u32>) -> usize {
        whole(*count.borrow())
    }

    fn did(&self, one: &DuoProgress, side: Side) -> String {
        did(&self.page, one, side)
    }

    /// Whether the last reminder is yet to leave.
    fn reminder_waits(&self) -> bool {
        self.reminded_at.is_some_and(|at| at > self.now)
    }

    /// What was just done by hand, in words.
    fn changed(&self) -> Option<String> {
        let change: Change = self.view.changed.as_ref()?.parse().ok()?;
        let told = matches!(change, Change::Stop | Change::Swap | Change::Add | Change::Reopen);
        told.then(|| self.page.t.word("board-changed", change.as_str()))
    }

    /// Whether the round is closed, and not too long ago to be opened again.
    fn can_reopen(&self) -> bool {
        self.can_reopen
    }

    /// Whether it is published and not closed.
    fn is_running(&self) -> bool {
        self.own.is(RoundState::Published)
    }

    /// Whether whoever is silent can be reminded: there is a day left.
    fn can_remind(&self) -> bool {
        self.counts.silent > 0 && !self.page.is_over(self.own.round.answer_by)
    }

    /// Whether new duos would have a day to answer.
    fn can_repair(&self) -> bool {
        self.own.round.answer_by > self.page.today
    }
}

/// What the board counts, each with its word. What there is none of yet does not stand there, unless it is asked for first.
fn figures(counts: Counts) -> Vec<(&'static str, u32)> {
    let results = counts.results;
    let mut figures = vec![
        ("board-introduced", results.introduced),
        ("board-confirmed", results.confirmed),
        ("board-declined", results.declined),
        ("board-waiting", results.waiting),
        ("board-silent-people", counts.silent),
        ("board-lapsed", results.lapsed),
    ];
    let later = [
        ("board-running", results.running),
        ("board-met", results.met),
        ("board-finished", results.finished),
        ("board-ended-early", results.ended_early),
        ("board-dissolved", results.dissolved),
        ("board-left-programme", results.left),
        ("board-ended-unreachable", results.unreachable),
    ];
    figures.extend(later.into_iter().filter(|(_, count)| *count > 0));
    figures
}

/// A count as a number to choose words by.
fn whole(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

impl BoardPart<'_> {
    fn figures(&self) -> Vec<(&'static str, u32)> {
        figures(self.counts)
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn whole(&self, count: impl std::borrow::Borrow<u32>) -> usize {
        whole(*count.borrow())
    }

    fn did(&self, one: &DuoProgress, side: Side) -> String {
        did(self.page, one, side)
    }
}

async fn built(
    app: &App,
    request: &HttpRequest,
    (id, coordinator): (RoundId, CoordinatorId),
    at: usize,
) -> Result<BoardPage, WebError> {
    let now = app.now();
    let (own, listed, asks, (erased, free), (overdue, counts), leaving, entries, (reminded_at, held)) = app
        .read(move |c| {
            let own = CoordinatorRound::read(c, id, coordinator)?;
            let board = progress::status(c, id)?;
            let (overdue, counts, reminded_at) = (board.overdue, board.counts(), board.reminded_at);
            let (erased, free) = (board.erased.len(), board.free.len());
            let asks = DuoAsks::read(c, &board.duos)?;
            let listed = Listed::read(c, board.duos, at)?;
            let mails = match own.round.published_at {
                Some(at) => outbox::counts_of(c, own.programme.id, INTRODUCTION, at)?,
                None => outbox::Counts::default(),
            };
            let [waiting, sent, failed, bounced, _] = mails;
            let leaving = DeliveryProgress { waiting, sent, failed: failed + bounced };
            let entries = history::of_round(c, id)?;
            let held = mailings::open(c, own.programme.id, now)?.into_iter().find(|one| one.round_id == Some(id));
            let lately = (reminded_at, held);
            Ok::<_, WebError>((own, listed, asks, (erased, free), (overdue, counts), leaving, entries, lately))
        })
        .await?;
    let page = own.page(request);
    let held = held.map(|one| (one.id, held_in_words(page.t, &one)));
    let done = entries.iter().take(20).map(|entry| round_messages::entry(page.t, entry, now)).collect();
    let (first, last) = answer_by_bounds(now);
    let bounds = (first.max(own.round.answer_by + Days::new(1)), last);
    let can_reopen = progress::reopen::can_reopen_until(&own.round, now).is_some();
    let grace = app.policy().links.duo_grace_days;
    let day_over =
        page.is_over(own.round.answer_by).then(|| day_over(&page, &own.round, counts.results.waiting, grace));
    let can_extend = bounds.0 <= bounds.1 && (counts.results.waiting > 0 || free > 0);
    Ok(BoardPage {
        can_reopen,
        day_over: day_over.filter(|_| own.is(RoundState::Published)),
        can_extend,
        until: (own.round.answer_by + Days::new(7)).max(bounds.0).to_string(),
        counts,
        page,
        own,
        step: 4,
        listed,
        asks,
        erased,
        overdue,
        leaving,
        reminded_at,
        held,
        now: now.naive_utc(),
        view: BoardView::default(),
        bounds,
        problem: None,
        notice: None,
        done,
    })
}

/// What is so of a round whose last day is over: whether answers still count, and when it is closed by itself.
fn day_over(page: &Page, round: &Round, waiting: u32, grace: u16) -> String {
    let day = page.t.date(round.answer_by);
    if waiting > 0 {
        let last = page.t.date(round.answer_by + Days::new(grace.into()));
        return page.t.with("board-day-over-waiting", &[("date", &day), ("last", &last)]);
    }
    let closes = page.t.date((schedule::answers_end(round.answer_by, 0) + CLOSED_AFTER).date_naive());
    page.t.with("board-day-over", &[("date", &day), ("closes", &closes)])
}

/// Shows how a published round is doing.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    view: web::Query<BoardView>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let mut shown = built(&app, &request, (*id, signed_in.0.id), view.page).await?;
    if shown.own.is_open() {
        return Ok(see_other(&shown.own.href("publication")));
    }
    if request.headers().contains_key("x-part") {
        let BoardPage { page, own, listed, asks, .. } = &shown;
        let (erased, overdue, counts, leaving) = (shown.erased, shown.overdue, shown.counts, shown.leaving);
        return page.ok(&BoardPart { page, own, listed, asks, erased, overdue, counts, leaving });
    }
    shown.view = view.into_inner();
    shown.page.ok(&shown)
}

/// What came of a button on the board: on to the board again, or what stands in the way.
pub(crate) async fn finish(
    app: &App,
    request: &HttpRequest,
    (id, coordinator, seen): (RoundId, CoordinatorId, i32),
    change: Change,
    made: Result<String, RoundError>,
) -> Result<HttpResponse, WebError> {
    match made {
        Ok(rest) => Ok(see_other(&format!("/coordinator/rounds/{id}/board{rest}"))),
        Err(RoundError::Changed) => {
            let since = app.read(move |c| history::since(c, id, seen)).await?;
            // The same button twice.
            if since.entries.len() == 1
                && since.entries.iter().all(|e| (e.change, e.by_id) == (change, Some(coordinator)))
            {
                return Ok(see_other(&format!("/coordinator/rounds/{id}/board")));
            }
            changed(app, request, id, coordinator, seen).await
        }
        Err(RoundError::AnswerBy) => {
            let mut shown = built(app, request, (id, coordinator), 0).await?;
            shown.notice = Some(shown.page.t.text("board-too-late"));
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(RoundError::Propose(error)) => {
            let mut shown = built(app, request, (id, coordinator), 0).await?;
            shown.notice = Some(round_messages::propose_error(shown.page.t, &error));
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(error) => Err(error.into()),
    }
}

/// What to ask before a button on the board mails many people. None of these can be called back.
async fn ask(
    app: &App,
    request: &HttpRequest,
    (id, coordinator): (RoundId, CoordinatorId),
    act: &str,
    button: &str,
    fields: Vec<(&'static str, String)>,
) -> Result<Ask, WebError> {
    let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
    let button = own.page(request).t.text(button);
    Ok(Ask { action: own.href(act), fields, button, back: own.href("board"), hold: 0 })
}

/// Mails whoever is silent once more, in one duo or in all.
pub(crate) async fn remind(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, by, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let duo = fields.one("duo").parse().ok();
    if fields.one(before::SEEN).is_empty() {
        let ask = ask(&app, &request, (id, by), "reminders", "board-remind", fields.with(&["version", "duo"])).await?;
        let look =
            before::look(&app, &request, (id, by), ask, move |cx| progress::remind(cx, id, Some(seen), duo).map(drop));
        if let Some(page) = look.await? {
            return Ok(page);
        }
    }
    let made = app.act(signed_in.actor(), move |cx| {
        let Reminded { people, skipped } = progress::remind(cx, id, Some(seen), duo)?;
        Ok::<_, RoundError>(format!("?reminded={people}&skipped={skipped}"))
    });
    finish(&app, &request, (id, by, seen), Change::Remind, made.await).await
}

/// Notes that a duo that asked for help has had it.
pub(crate) async fn helped(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let id = id.into_inner();
    let duo = fields.one("duo").parse().map_err(|_| WebError::NotFound)?;
    app.act(signed_in.actor(), move |cx| help::deal_with(cx, id, duo)).await?;
    Ok(see_other(&format!("/coordinator/rounds/{id}/board")))
}

/// Gives everybody until a later day.
pub(crate) async fn extend(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, by, _now, seen) = (id.into_inner(), signed_in.0.id, app.now(), version(&fields)?);
    let typed = fields.one("answer_by").to_owned();
    let before = app.read(move |c| CoordinatorRound::read(c, id, by)).await?;
    let made = match typed.parse::<NaiveDate>() {
        Err(_) => Err(RoundError::AnswerBy),
        Ok(day) => {
            if fields.one(before::SEEN).is_empty() {
                let typed = fields.with(&["version", "answer_by"]);
                let ask = ask(&app, &request, (id, by), "extension", "board-extend", typed).await?;
                let look =
                    before::look(&app, &request, (id, by), ask, move |cx| progress::extend(cx, id, Some(seen), day));
                if let Some(page) = look.await? {
                    return Ok(page);
                }
            }
            let made = app.act(signed_in.actor(), move |cx| {
                progress::extend(cx, id, Some(seen), day)?;
                Ok::<_, RoundError>("?extended=yes".to_owned())
            });
            made.await
        }
    };
    if before.is_open() {
        return chose_later_day(before, &app, &request, (by, seen, typed), made).await;
    }
    if let Err(RoundError::AnswerBy) = made {
        let mut shown = built(&app, &request, (id, by), 0).await?;
        let t = shown.page.t;
        let (first, last) = (t.date(shown.bounds.0), t.date(shown.bounds.1));
        shown.problem = Some(t.with("round-answer-by-problem", &[("first", &first), ("last", &last)]));
        shown.until = typed;
        return shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    finish(&app, &request, (id, by, seen), Change::Extend, made).await
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/later_day.html")]
struct LaterDayPage {
    page: Page,
    own: CoordinatorRound,
    typed: String,
    problem: String,
}

/// What came of another day for a round that is not published: on to the step where it is missed.
async fn chose_later_day(
    own: CoordinatorRound,
    app: &App,
    request: &HttpRequest,
    (by, seen, typed): (CoordinatorId, i32, String),
    made: Result<String, RoundError>,
) -> Result<HttpResponse, WebError> {
    match made {
        Ok(_) => Ok(see_other(&own.href(if own.is(RoundState::Draft) { "people" } else { "publication" }))),
        Err(RoundError::AnswerBy) => {
            let page = own.page(request);
            let (first, last) = answer_by_bounds(app.now());
            let (first, last) = (page.t.date(first), page.t.date(last));
            let problem = page.t.with("round-answer-by-problem", &[("first", &first), ("last", &last)]);
            let shown = LaterDayPage { page, own, typed, problem };
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(RoundError::Changed) => changed(app, request, own.round.id, by, seen).await,
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/close.html")]
struct ClosePage {
    page: Page,
    own: CoordinatorRound,
    counts: Counts,
    /// The mails that closing sends, one of each kind to read.
    kinds: Vec<OneOfKind>,
}

impl ClosePage {
    fn mails(&self) -> usize {
        self.kinds.iter().map(|kind| kind.mails).sum()
    }

    fn waiting(&self) -> usize {
        whole(self.counts.results.waiting)
    }
}

/// Asks whether to close the round, and says what that does.
pub(crate) async fn to_close(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let BoardPage { page, own, counts, .. } = built(&app, &request, (*id, signed_in.0.id), 0).await?;
    if !own.is(RoundState::Published) {
        return Ok(see_other(&own.href("board")));
    }
    let (id, programme) = (*id, own.programme.id);
    let mails = app
        .rehearse(signed_in.actor(), move |cx| rehearsal::mails_of(cx, programme, |cx| progress::close(cx, id, None)));
    let kinds = before::one_of_each(&app, &own.programme, &page, &mails.await?)?;
    let shown = ClosePage { page, own, counts, kinds };
    shown.page.ok(&shown)
}

/// Closes the round.
pub(crate) async fn close(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, by, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let made = app.act(signed_in.actor(), move |cx| {
        progress::close(cx, id, Some(seen))?;
        Ok::<_, RoundError>("?closed=yes".to_owned())
    });
    finish(&app, &request, (id, by, seen), Change::Close, made.await).await
}
