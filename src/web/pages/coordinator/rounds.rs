//! One round: its settings, its proposals, and what became of them.

use std::collections::{HashMap, HashSet};

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::super::super::errors::WebError;
use super::super::super::fields::Fields;
use super::super::super::page::{Page, see_other};
use super::super::super::session::{self, SignedIn};
use super::round_form::RoundForm;
use crate::actions::introduce::shared_topics;
use crate::actions::rounds::{self as action, RoundError};
use crate::app::App;
use crate::domain::{Catalogue, DuoState, Kind, Preference, Side};
use crate::locale::Texts;
use crate::mail::SharedTopic;
use crate::matching::{Reasons, Rule, Unmatched};
use crate::store::duos::Duo;
use crate::store::professionals::Professional;
use crate::store::programmes::{self, Programme};
use crate::store::rounds::{Round, WithoutDuo};
use crate::store::{Connection, StoreError, duos, professionals, rounds};

#[derive(Template)]
#[template(path = "web/templates/coordinator/new_round.html")]
struct NewPage {
    page: Page,
    programme: Programme,
    form: RoundForm,
    action: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/round.html")]
struct RoundPage {
    page: Page,
    programme: Programme,
    round: Round,
    form: RoundForm,
    action: String,
    everyone: Vec<Professional>,
    participants: HashSet<i64>,
    duos: Vec<ShownDuo>,
    unmatched: Vec<ShownUnmatched>,
    notice: Option<String>,
}

struct ShownDuo {
    duo: Duo,
    learner: Professional,
    guide: Professional,
    reasons: Reasons,
    topics: Vec<SharedTopic>,
}

struct ShownUnmatched {
    person: Professional,
    side: Side,
    why: String,
}

impl RoundPage {
    fn is(&self, state: &str) -> bool {
        self.round.state.as_str() == state
    }

    fn total(&self) -> i64 {
        self.duos.iter().map(|d| d.duo.score).sum()
    }

    fn lowest(&self) -> i64 {
        self.duos.iter().map(|d| d.duo.score).min().unwrap_or(0)
    }

    fn count(&self, state: DuoState) -> usize {
        self.duos.iter().filter(|d| d.duo.state == state).count()
    }

    fn learners_without(&self) -> usize {
        self.unmatched.iter().filter(|u| u.side == Side::Learner).count()
    }
}

/// Everything the page shows, read in one go.
struct Read {
    programme: Programme,
    catalogue: Catalogue,
    round: Round,
    everyone: Vec<Professional>,
    participants: HashSet<i64>,
    duos: Vec<Duo>,
    unmatched: Vec<WithoutDuo>,
}

fn read(c: &mut Connection, id: i64, coordinator: i64) -> Result<Read, WebError> {
    let round = own(c, id, coordinator)?;
    let duos = duos::of_round(c, id)?;
    let participants: HashSet<i64> = rounds::participants(c, id)?.into_iter().collect();
    // Those who can take part, and those who did.
    let mut ids: HashSet<i64> = professionals::active_ids(c, round.programme_id)?.into_iter().collect();
    ids.extend(&participants);
    Ok(Read {
        programme: programmes::by_id(c, round.programme_id)?,
        catalogue: programmes::catalogue(c, round.programme_id)?,
        everyone: professionals::by_ids(c, &Vec::from_iter(ids))?,
        participants,
        duos,
        unmatched: rounds::unmatched(c, id)?,
        round,
    })
}

fn own(c: &mut Connection, id: i64, coordinator: i64) -> Result<Round, WebError> {
    let round = rounds::by_id(c, id)?.ok_or(WebError::NotFound)?;
    session::own(c, coordinator, round.programme_id)?;
    Ok(round)
}

fn build(page: Page, read: Read, form: RoundForm) -> Result<RoundPage, WebError> {
    let people: HashMap<i64, &Professional> = read.everyone.iter().map(|p| (p.id, p)).collect();
    let person = |id: i64| people.get(&id).map(|p| (*p).clone()).ok_or(WebError::Internal);
    let corrupt = |what: &str, e: serde_json::Error| StoreError::Corrupt(format!("{what}: {e}"));
    let mut duos = Vec::with_capacity(read.duos.len());
    for duo in read.duos {
        let (learner, guide) = (person(duo.learner.professional_id)?, person(duo.guide.professional_id)?);
        let reasons = serde_json::from_str(&duo.reasons).map_err(|e| corrupt("reasons", e))?;
        let topics = shared_topics(&read.catalogue, &learner.profile, &guide.profile);
        duos.push(ShownDuo { duo, learner, guide, reasons, topics });
    }
    let mut unmatched = Vec::with_capacity(read.unmatched.len());
    for one in read.unmatched {
        let why: Unmatched = serde_json::from_str(&one.why).map_err(|e| corrupt("unmatched", e))?;
        let person = person(one.professional_id)?;
        unmatched.push(ShownUnmatched { person, side: one.side, why: why_nobody(page.t, &why) });
    }
    Ok(RoundPage {
        action: format!("/coordinator/rounds/{}", read.round.id),
        page,
        programme: read.programme,
        round: read.round,
        form,
        everyone: read.everyone,
        participants: read.participants,
        duos,
        unmatched,
        notice: None,
    })
}

/// Why somebody has no duo, in words. What was told in confidence is not told on.
fn why_nobody(t: Texts, why: &Unmatched) -> String {
    let rules = |key: &str, binding: &[(Rule, usize)]| {
        // Which confidential rule it is, is confidential too.
        let private: usize = binding.iter().filter(|(rule, _)| rule.is_private()).map(|(_, count)| count).sum();
        let mut words: Vec<String> = Vec::new();
        for (rule, count) in binding.iter().filter(|(rule, _)| !rule.is_private()) {
            let name = if let Rule::Must(factor) = rule {
                t.with("rule-must", &[("factor", &t.factor(*factor))])
            } else {
                t.word("rule", rule.as_str())
            };
            words.push(t.count("rule-count", *count, &[("rule", &name)]));
        }
        if private > 0 {
            words.push(t.count("rule-count", private, &[("rule", &t.text("rule-private"))]));
        }
        t.with(key, &[("rules", &t.list(&words))])
    };
    match why {
        Unmatched::NoEligibleGuide { binding } => rules("unmatched-no-guide", binding),
        Unmatched::NoEligibleLearner { binding } => rules("unmatched-no-learner", binding),
        Unmatched::GuidesFull { eligible } => t.count("unmatched-guides-full", *eligible, &[]),
        Unmatched::NothingGained { eligible } => t.count("unmatched-nothing-gained", *eligible, &[]),
        Unmatched::NotNeeded { eligible } => t.count("unmatched-not-needed", *eligible, &[]),
        Unmatched::InNeitherGroup => t.text("unmatched-in-neither-group"),
    }
}

/// The form for a new round.
pub(crate) async fn new(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let programme = app.read(move |c| signed_in.programme(c, &slug)).await?;
    let page = Page::of(&request);
    let (form, action) = (RoundForm::new(&page, app.now()), format!("/coordinator/{}/rounds", programme.slug));
    let shown = NewPage { page, programme, form, action };
    shown.page.ok(&shown)
}

/// Makes a draft.
pub(crate) async fn create(
    app: web::Data<App>,
    slug: web::Path<String>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let programme = app.read(move |c| signed_in.programme(c, &slug)).await?;
    let (page, now) = (Page::of(&request), app.now());
    match RoundForm::posted(&fields, now).parse(&page) {
        Ok(plan) => {
            let id = app.write(move |c| action::create(c, programme.id, &plan, now)).await?;
            Ok(see_other(&format!("/coordinator/rounds/{id}")))
        }
        Err(form) => {
            let action = format!("/coordinator/{}/rounds", programme.slug);
            let shown = NewPage { page, programme, form: *form, action };
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// Shows a round.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let read = app.read(move |c| read(c, *id, signed_in.0.id)).await?;
    let form = RoundForm::of(&read.round, app.now());
    let shown = build(Page::of(&request), read, form)?;
    shown.page.ok(&shown)
}

/// Changes the settings and the participants; proposals there are, are dropped. If asked, computes new ones.
pub(crate) async fn change(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, now) = (id.into_inner(), signed_in.0.id, app.now());
    let page = Page::of(&request);
    let version = version(&fields)?;
    let ids: Vec<i64> = fields.all("participant").iter().filter_map(|text| text.parse().ok()).collect();
    match RoundForm::posted(&fields, now).parse(&page) {
        Ok(plan) => {
            let change = app.write(move |c| {
                own(c, id, coordinator)?;
                Ok::<_, WebError>(action::change(c, id, version, &plan, Some(&ids), now)?)
            });
            let version = change.await?;
            if fields.one("then") == "propose" {
                let propose = app.blocking(move |app| action::propose(app.store(), id, Some(version), now));
                if let Err(error) = propose.await {
                    return refused(&app, page, id, coordinator, error).await;
                }
            }
            Ok(see_other(&format!("/coordinator/rounds/{id}")))
        }
        Err(form) => {
            let read = app.read(move |c| read(c, id, coordinator)).await?;
            let mut shown = build(page, read, *form)?;
            shown.participants = ids.into_iter().collect();
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// Publishes: the introductions go out.
pub(crate) async fn publish(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, version, now, policy) = (id.into_inner(), version(&fields)?, app.now(), app.policy().clone());
    let coordinator = signed_in.0.id;
    app.read(move |c| own(c, id, coordinator).map(drop)).await?;
    match app.write(move |c| action::publish(c, &policy, id, Some(version), now)).await {
        Ok(_) => Ok(see_other(&format!("/coordinator/rounds/{id}"))),
        Err(error) => refused(&app, Page::of(&request), id, coordinator, error).await,
    }
}

/// The round again, with what stands in the way on top.
async fn refused(
    app: &App,
    page: Page,
    id: i64,
    coordinator: i64,
    error: RoundError,
) -> Result<HttpResponse, WebError> {
    let notice = match &error {
        RoundError::AnswerBy => page.t.text("round-answer-by-passed"),
        RoundError::Outdated(count) => page.t.count("round-outdated", count, &[]),
        RoundError::Propose(_) => page.t.text("round-too-large"),
        RoundError::Store(_) | RoundError::NotFound | RoundError::Changed => return Err(error.into()),
    };
    let read = app.read(move |c| read(c, id, coordinator)).await?;
    let form = RoundForm::of(&read.round, app.now());
    let mut shown = build(page, read, form)?;
    shown.notice = Some(notice);
    shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// The version of the round that the reader saw.
fn version(fields: &Fields) -> Result<i32, WebError> {
    fields.one("version").parse().map_err(|_| WebError::BadRequest)
}

impl From<RoundError> for WebError {
    fn from(error: RoundError) -> Self {
        match error {
            RoundError::Store(error) => error.into(),
            RoundError::NotFound => Self::NotFound,
            RoundError::Changed => Self::Changed,
            // The pages say these in their own words, before this.
            RoundError::AnswerBy | RoundError::Propose(_) | RoundError::Outdated(_) => Self::BadRequest,
        }
    }
}
