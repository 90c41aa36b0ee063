//! What a coordinator sees first: what needs them now, and how the programme stands.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Days, Utc};
use serde::Deserialize;

use super::super::super::console::Section;
use super::super::super::errors::WebError;
use super::super::super::page::{Page, see_other};
use super::super::super::session::SignedIn;
use crate::app::App;
use crate::domain::{DuoState, RoundState};
use crate::locale::Texts;
use crate::store::professionals::Standing;
use crate::store::programmes::Programme;
use crate::store::rounds::Round;
use crate::store::{Connection, coordinators, directory, duos, outbox, rounds};

/// A duo that has not answered is worth a look this many days before its last day.
const DAYS_AHEAD: u64 = 7;

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
    confirmed: i64,
    /// Waiting, sent, failed.
    mails: [i64; 3],
    rounds: Vec<Round>,
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
    let unconfirmed = directory::count(c, programme.id, Standing::Unconfirmed)?;
    let mails = outbox::counts(c, programme.id)?;
    let mut tasks = Vec::new();
    if mails[2] > 0 {
        let href = format!("/coordinator/{}/mail?state=failed", programme.slug);
        let action = page.t.text("task-mails-action");
        tasks.push(Task {
            words: page.t.count("task-mails-failed", size(mails[2]), &[]),
            action,
            href,
            is_urgent: true,
        });
    }
    for round in &rounds {
        tasks.extend(of_round(c, page.t, round, now)?);
    }
    if unconfirmed > 0 {
        let href = format!("/coordinator/{}/professionals?standing=unconfirmed", programme.slug);
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
        active: directory::count(c, programme.id, Standing::Active)?,
        unconfirmed,
        confirmed: duos::count(c, programme.id, DuoState::Confirmed)?,
        mails,
        rounds,
        has_others,
        page,
        programme,
    })
}

/// What a round waits for, if for anything.
fn of_round(c: &mut Connection, t: Texts, round: &Round, now: DateTime<Utc>) -> Result<Option<Task>, WebError> {
    let href = format!("/coordinator/rounds/{}", round.id);
    let (words, action, is_urgent) = match round.state {
        RoundState::Draft => ("task-round-draft", "task-round-draft-action", false),
        RoundState::Proposed => ("task-round-proposed", "task-round-proposed-action", false),
        RoundState::Published if now.date_naive() + Days::new(DAYS_AHEAD) >= round.answer_by => {
            let silent = duos::silent(c, round.id)?;
            if silent == 0 {
                return Ok(None);
            }
            let date = t.day(round.answer_by);
            let words = t.count("task-silent", size(silent), &[("round", &round.name), ("date", &date)]);
            let is_urgent = now.date_naive() >= round.answer_by;
            return Ok(Some(Task { words, action: t.text("task-silent-action"), href, is_urgent }));
        }
        RoundState::Published | RoundState::Closed => return Ok(None),
    };
    let words = t.with(words, &[("round", &round.name)]);
    Ok(Some(Task { words, action: t.text(action), href, is_urgent }))
}

fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}
