//! What a coordinator sees first: what needs them now, and how the programme stands.

use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Days, Utc};
use serde::Deserialize;

use crate::app::App;
use crate::domain::duo::outcome::ResultCounts;
use crate::domain::{DuoId, RoundState};
use crate::locale::Texts;
use crate::store::Connection;
use crate::store::duo::{check_ins, duos, outcomes};
use crate::store::mail::outbox;
use crate::store::person::professionals::Standing;
use crate::store::person::{doubles, professional_search, undeliverable};
use crate::store::programme::coordinators;
use crate::store::programme::programmes::Programme;
use crate::store::round::rounds::Round;
use crate::store::round::{opt_ins, rounds};
use crate::web::console::frame::Section;
use crate::web::errors::WebError;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// A duo that has not answered is worth a look this many days before its last day.
const DAYS_AHEAD: u64 = 7;

/// As many small successes are shown: the newest.
const SUCCESSES: i64 = 5;

#[derive(Template)]
#[template(path = "web/templates/coordinator/programmes.html")]
struct ProgrammesPage {
    page: Page,
    programmes: Vec<Programme>,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/overview.html")]
struct OverviewPage {
    page: Page,
    programme: Programme,
    tasks: Vec<Task>,
    active: i64,
    unconfirmed: i64,
    /// What came of the duos of all rounds.
    results: ResultCounts,
    /// Waiting, sent, failed, bounced.
    mails: outbox::Counts,
    rounds: Vec<Round>,
    /// What participants want shared, without their names.
    successes: Vec<String>,
    /// Whether the reader coordinates other programmes too.
    has_others: bool,
}

impl OverviewPage {
    fn to_new_round(&self) -> String {
        format!("/coordinator/{}/rounds", self.programme.slug)
    }
}

/// Something that waits for the coordinator.
struct Task {
    words: String,
    action: String,
    href: String,
    is_urgent: bool,
}

/// Whether the list of programmes is wanted even where there is one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct All {
    all: Option<String>,
}

/// Lists the reader's programmes, or goes to the only one; whoever is not signed in is asked to.
pub(crate) async fn programmes(
    app: web::Data<App>,
    request: HttpRequest,
    all: web::Query<All>,
    signed_in: Result<SignedIn, WebError>,
) -> Result<HttpResponse, WebError> {
    let coordinator = match signed_in {
        Ok(SignedIn(coordinator)) => coordinator,
        Err(WebError::SignIn) => return Ok(see_other("/coordinator/sign-in")),
        Err(error) => return Err(error),
    };
    let programmes = app.read(move |c| coordinators::programmes(c, coordinator.id)).await?;
    if let ([only], None) = (programmes.as_slice(), &all.all) {
        return Ok(see_other(&format!("/coordinator/{}", only.slug)));
    }
    let shown = ProgrammesPage { page: Page::of(&request), programmes };
    shown.page.ok(&shown)
}

/// Shows the overview of a programme.
pub(crate) async fn show(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (page, now) = (Page::of(&request), app.now());
    let shown = app.read(move |c| {
        let programme = signed_in.programme(c, &slug)?;
        let has_others = coordinators::programmes(c, signed_in.0.id)?.len() > 1;
        let page = page.in_console(&programme, Section::Overview);
        built(c, page, programme, has_others, now)
    });
    let shown = shown.await?;
    shown.page.ok(&shown)
}

fn built(
    c: &mut Connection,
    page: Page,
    programme: Programme,
    has_others: bool,
    now: DateTime<Utc>,
) -> Result<OverviewPage, WebError> {
    let rounds = rounds::of_programme(c, programme.id)?;
    let successes = check_ins::shared_successes(c, programme.id, SUCCESSES)?;
    let unconfirmed = professional_search::count(c, programme.id, Standing::Unconfirmed)?;
    let mails = outbox::counts(c, programme.id)?;
    let mut tasks = Vec::new();
    let to = |rest: &str| format!("/coordinator/{}/{rest}", programme.slug);
    if let Some(pause) = outbox::paused(c)? {
        let words =
            format!("{} {}", page.t.text("mail-paused"), page.t.with("mail-paused-why", &[("words", &pause.why)]));
        tasks.push(Task {
            words,
            action: page.t.text("task-mails-action"),
            href: to("mail?state=waiting"),
            is_urgent: true,
        });
    }
    if mails[2] > 0 {
        let href = to("mail?state=failed");
        let action = page.t.text("task-mails-action");
        tasks.push(Task {
            words: page.t.count("task-mails-failed", size(mails[2]), &[]),
            action,
            href,
            is_urgent: true,
        });
    }
    let troubles = undeliverable::of_programme(c, programme.id)?;
    if let [(first, _), rest @ ..] = troubles.as_slice() {
        let href =
            if rest.is_empty() { to(&format!("professionals/{first}")) } else { to("professionals?standing=trouble") };
        let words = page.t.count("task-troubles", troubles.len(), &[]);
        tasks.push(Task { words, action: page.t.text("task-unconfirmed-action"), href, is_urgent: true });
    }
    let twice = doubles::pairs(c, programme.id)?.len();
    if twice > 0 {
        tasks.push(Task {
            words: page.t.count("task-doubles", twice, &[]),
            action: page.t.text("task-unconfirmed-action"),
            href: to("professionals?standing=doubles"),
            is_urgent: false,
        });
    }
    for round in &rounds {
        tasks.extend(asks_help(c, page.t, round)?);
        tasks.extend(of_round(c, page.t, round, now)?);
    }
    if unconfirmed > 0 {
        let href = to("professionals?standing=unconfirmed");
        let action = page.t.text("task-unconfirmed-action");
        tasks.push(Task {
            words: page.t.count("task-unconfirmed", size(unconfirmed), &[]),
            action,
            href,
            is_urgent: false,
        });
    }
    Ok(OverviewPage {
        tasks,
        active: professional_search::count(c, programme.id, Standing::Active)?,
        unconfirmed,
        results: ResultCounts::of(outcomes::of_programme(c, programme.id)?),
        mails,
        rounds,
        successes,
        has_others,
        page,
        programme,
    })
}

/// What a round waits for, if for anything.
fn of_round(c: &mut Connection, t: Texts, round: &Round, now: DateTime<Utc>) -> Result<Option<Task>, WebError> {
    let today = now.date_naive();
    let task = |words: String, action: &str, is_urgent| {
        let href = format!("/coordinator/rounds/{}", round.id);
        Ok(Some(Task { words, action: t.text(action), href, is_urgent }))
    };
    let date = t.day(round.answer_by);
    let args = [("round", round.name.as_str()), ("date", &date)];
    match round.state {
        RoundState::Draft | RoundState::Proposed if round.answer_by <= today => {
            task(t.with("task-round-day-passed", &args), "task-round-day-passed-action", true)
        }
        RoundState::Draft if round.opt_in_by.is_some_and(|day| day < today) => {
            let answers = opt_ins::of_round(c, round.id)?;
            let yes = answers.iter().filter(|one| one.takes_part == Some(true)).count();
            let day = round.opt_in_by.map(|day| t.day(day)).unwrap_or_default();
            let words = t.count("task-round-opt-in-over", yes, &[("round", &round.name), ("date", &day)]);
            task(words, "task-round-draft-action", false)
        }
        RoundState::Draft => task(t.with("task-round-draft", &args), "task-round-draft-action", false),
        RoundState::Proposed => task(t.with("task-round-proposed", &args), "task-round-proposed-action", false),
        RoundState::Published if today + Days::new(DAYS_AHEAD) >= round.answer_by => {
            let (silent, is_over) = (size(duos::silent(c, round.id)?), round.answer_by < today);
            match (silent, is_over) {
                (0, false) => Ok(None),
                (0, true) => task(t.with("task-round-over", &args), "task-round-over-action", false),
                (_, true) => task(t.count("task-silent-late", silent, &args), "task-silent-action", true),
                (_, false) => {
                    task(t.count("task-silent", silent, &args), "task-silent-action", today >= round.answer_by)
                }
            }
        }
        RoundState::Published | RoundState::Closed => Ok(None),
    }
}

/// That members of a round's duos asked for help, and nobody gave it yet.
fn asks_help(c: &mut Connection, t: Texts, round: &Round) -> Result<Option<Task>, WebError> {
    // Most check-ins come when the round is closed already.
    if !matches!(round.state, RoundState::Published | RoundState::Closed) {
        return Ok(None);
    }
    let asked: HashSet<DuoId> = check_ins::open_asks(c, round.id)?.into_iter().map(|ask| ask.duo).collect();
    let wanted = asked.len();
    let task = || Task {
        words: t.count("task-help", wanted, &[("round", &round.name)]),
        action: t.text("task-silent-action"),
        href: format!("/coordinator/rounds/{}/board#help", round.id),
        is_urgent: true,
    };
    Ok((wanted > 0).then(task))
}

fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}
