//! The third step: the duos, in a table to sort and to search; who has none; and the way back.

use std::collections::{BTreeSet, HashSet};

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::{Deserialize, Serialize};

use super::super::super::super::errors::WebError;
use super::super::super::super::fields::Fields;
use super::super::super::super::page::{Page, see_other};
use super::super::super::super::session::SignedIn;
use super::super::super::super::words;
use super::{Own, changed, person, told, version};
use crate::actions::introduce::shared_topics;
use crate::actions::rounds::adjust::Figures;
use crate::actions::rounds::{self as action, RoundError, history};
use crate::app::App;
use crate::domain::{Catalogue, Change, Couple, RoundState, Side};
use crate::mail::SharedTopic;
use crate::store::duos::Duo;
use crate::store::professionals::{self, Professional};
use crate::store::rounds::WithoutDuo;
use crate::store::{Connection, StoreError, duos, programmes, rounds};

/// How many duos, and how many without one, stand on a page.
const A_PAGE: usize = 100;

/// By what the duos are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sort {
    #[default]
    Score,
    Learner,
    Guide,
    State,
}

/// Which duos are shown, and in what order.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct View {
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    sort: Sort,
    /// The other way round.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    turned: bool,
    page: usize,
}

impl View {
    fn query(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    /// The address of the table sorted by this, or the other way round if it is already.
    fn sorted_by(&self, sort: Sort) -> String {
        let turned = self.sort == sort && !self.turned;
        Self { sort, turned, page: 0, ..self.clone() }.query()
    }

    fn at(&self, page: usize) -> String {
        Self { page, ..self.clone() }.query()
    }
}

struct Row {
    duo: Duo,
    learner: Professional,
    guide: Professional,
    topics: Vec<SharedTopic>,
    locked: bool,
}

impl Row {
    const fn at(&self, side: Side) -> &Professional {
        match side {
            Side::Learner => &self.learner,
            Side::Guide => &self.guide,
        }
    }
}

struct Left {
    person: Professional,
    side: Side,
    why: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/proposals.html")]
struct ProposalsPage {
    page: Page,
    own: Own,
    step: usize,
    view: View,
    figures: Figures,
    rows: Vec<Row>,
    /// How many fit the search.
    fitting: usize,
    left: Vec<Left>,
    left_all: usize,
    /// The pairs that must not be, of people who take part: names and identifiers.
    excluded: Vec<[Professional; 2]>,
    trio: Option<String>,
    /// What was done, newest first, and what would be taken back.
    done: Vec<String>,
    undo: Option<String>,
    notice: Option<String>,
}

impl ProposalsPage {
    fn nobody_takes_part(&self) -> bool {
        self.own.has_proposals() && self.figures.duos == 0 && self.left_all == 0
    }

    /// The columns to sort by: the word, the address, and how it is sorted now.
    fn columns(&self) -> Vec<(String, String, Option<&'static str>)> {
        let t = self.page.t;
        let kind = self.own.round.settings.kind;
        let place = |side, n: &str| t.place(kind, side).unwrap_or_else(|| t.with("round-member", &[("n", n)]));
        let mut columns = vec![
            (place(Side::Learner, "1"), Sort::Learner),
            (place(Side::Guide, "2"), Sort::Guide),
            (t.text("round-score"), Sort::Score),
        ];
        if !self.own.is_open() {
            columns.push((t.text("round-state"), Sort::State));
        }
        let sorted = |sort| {
            // Scores go from the best, words from a.
            let descending = (sort == Sort::Score) != self.view.turned;
            (self.view.sort == sort).then_some(if descending { "descending" } else { "ascending" })
        };
        columns.into_iter().map(|(word, sort)| (word, self.view.sorted_by(sort), sorted(sort))).collect()
    }

    fn before(&self) -> Option<String> {
        self.view.page.checked_sub(1).map(|page| self.view.at(page))
    }

    fn after(&self) -> Option<String> {
        ((self.view.page + 1) * A_PAGE < self.fitting).then(|| self.view.at(self.view.page + 1))
    }

    /// Whom somebody without a duo could have.
    fn partners(&self, left: &Left) -> String {
        self.own.href(&format!("partners/{}/{}", left.person.id, left.side))
    }
}

struct Read {
    own: Own,
    catalogue: Catalogue,
    people: Vec<Professional>,
    duos: Vec<Duo>,
    without: Vec<WithoutDuo>,
    trio: Option<action::OddOneOut>,
    entries: Vec<crate::store::round_changes::Entry>,
}

fn read(c: &mut Connection, id: i64, coordinator: i64) -> Result<Read, WebError> {
    let own = Own::read(c, id, coordinator)?;
    let (duos, without) = (duos::of_round(c, id)?, rounds::unmatched(c, id)?);
    let mut ids: BTreeSet<i64> = without.iter().map(|w| w.professional_id).collect();
    ids.extend(duos.iter().flat_map(|d| [d.learner.professional_id, d.guide.professional_id]));
    if !own.round.settings.banned.is_empty() {
        ids.extend(rounds::participants(c, id)?);
    }
    Ok(Read {
        catalogue: programmes::catalogue(c, own.programme.id)?,
        people: professionals::by_ids(c, &Vec::from_iter(ids))?,
        trio: action::odd_one_out(c, &own.round)?,
        entries: history::of_round(c, id)?,
        own,
        duos,
        without,
    })
}

fn built(page: Page, read: Read, view: View, now: chrono::DateTime<chrono::Utc>) -> Result<ProposalsPage, WebError> {
    let Read { own, catalogue, people, duos, without, trio, entries } = read;
    let t = page.t;
    let scores: Vec<i64> = duos.iter().map(|duo| duo.score).collect();
    let figures = Figures::of(&scores, &without, own.both_learn());
    let mut both = duos
        .into_iter()
        .map(|duo| {
            let member = |side| person(&people, duo.member(side).professional_id);
            Ok((member(Side::Learner)?, member(Side::Guide)?, duo))
        })
        .collect::<Result<Vec<_>, WebError>>()?;
    let q = view.q.to_lowercase();
    let words_of = |p: &Professional| {
        format!("{} {} {}", p.profile.name(), p.profile.organisation(), p.profile.role()).to_lowercase()
    };
    both.retain(|(learner, guide, _)| {
        let found = format!("{} {}", words_of(learner), words_of(guide));
        q.split_whitespace().all(|word| found.contains(word))
    });
    let name = |p: &Professional| p.profile.name().to_lowercase();
    match view.sort {
        Sort::Score => both.sort_by_key(|(_, _, duo)| (std::cmp::Reverse(duo.score), duo.id)),
        Sort::Learner => both.sort_by_cached_key(|(learner, _, _)| name(learner)),
        Sort::Guide => both.sort_by_cached_key(|(_, guide, _)| name(guide)),
        Sort::State => both.sort_by_key(|(_, _, duo)| duo.state.as_str()),
    }
    if view.turned {
        both.reverse();
    }
    let fitting = both.len();
    let locked: HashSet<Couple> = own.round.settings.locked.iter().cloned().collect();
    let rows = both.into_iter().skip(view.page * A_PAGE).take(A_PAGE).map(|(learner, guide, duo)| Row {
        topics: shared_topics(&catalogue, &learner.profile, &guide.profile),
        locked: locked.iter().any(|c| c.has(learner.profile.email()) && c.has(guide.profile.email())),
        learner: learner.clone(),
        guide: guide.clone(),
        duo,
    });
    let rows = rows.collect();
    let kind = own.round.settings.kind;
    let left_all = without.len();
    let left = without.iter().take(A_PAGE).map(|one| {
        let why = serde_json::from_str(&one.why).map_err(|e| StoreError::Corrupt(format!("unmatched: {e}")))?;
        let person = person(&people, one.professional_id)?.clone();
        Ok(Left { person, side: one.side, why: words::why_nobody(t, kind, &why) })
    });
    let left = left.collect::<Result<_, WebError>>()?;
    let named = |couple: &Couple| {
        let find = |email| people.iter().find(|p| p.profile.email() == email).cloned();
        Some([find(couple.one())?, find(couple.other())?])
    };
    let excluded = own.round.settings.banned.iter().filter_map(named).collect();
    let trio = trio.map(|offer| {
        let name = |id| Ok::<_, WebError>(person(&people, id)?.profile.name().to_owned());
        let (third, one, other) = (name(offer.third)?, name(offer.duo.0)?, name(offer.duo.1)?);
        let points = usize::try_from(offer.score).unwrap_or_default();
        let who = [("third", third.as_str()), ("one", &one), ("other", &other)];
        Ok::<_, WebError>(t.count("round-trio", points, &who))
    });
    let trio = trio.transpose()?;
    let last = history::last_to_undo(&entries).filter(|_| own.is_open());
    let undo = last.map(|entry| t.with("round-undo", &[("what", &t.word("change", entry.change.as_str()))]));
    let done = entries.iter().take(20).map(|entry| told::entry(t, entry, now)).collect();
    Ok(ProposalsPage {
        page,
        own,
        step: 3,
        view,
        figures,
        rows,
        fitting,
        left,
        left_all,
        excluded,
        trio,
        done,
        undo,
        notice: None,
    })
}

/// Shows the duos.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<i64>,
    view: web::Query<View>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let read = app.read(move |c| read(c, *id, signed_in.0.id)).await?;
    if read.own.is(RoundState::Draft) {
        return Ok(see_other(&read.own.href("settings")));
    }
    let page = read.own.page(&request);
    let shown = built(page, read, view.into_inner(), app.now())?;
    shown.page.ok(&shown)
}

/// The table again, with what stands in the way on top.
pub(super) async fn refused(
    app: &App,
    request: &HttpRequest,
    id: i64,
    coordinator: i64,
    notice: String,
) -> Result<HttpResponse, WebError> {
    let read = app.read(move |c| read(c, id, coordinator)).await?;
    let page = read.own.page(request);
    let mut shown = built(page, read, View::default(), app.now())?;
    shown.notice = Some(notice);
    shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// Proposes again, from the profiles of now.
pub(crate) async fn propose(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, now, seen) = (id.into_inner(), signed_in.0.id, app.now(), version(&fields)?);
    let own = app.read(move |c| Own::read(c, id, coordinator)).await?;
    let made = app.blocking(move |app| action::propose(app.store(), id, Some(seen), Some(coordinator), now)).await;
    finish(&app, &request, own, coordinator, seen, (Change::Propose, made)).await
}

/// Takes the last change back.
pub(crate) async fn undo(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, now, seen) = (id.into_inner(), signed_in.0.id, app.now(), version(&fields)?);
    let own = app.read(move |c| Own::read(c, id, coordinator)).await?;
    let made = app.blocking(move |app| history::undo(app.store(), id, seen, Some(coordinator), now)).await;
    finish(&app, &request, own, coordinator, seen, (Change::Undo, made)).await
}

/// After a step that needs nothing but its button: the same button twice is as once, and what somebody else did is told.
async fn finish(
    app: &App,
    request: &HttpRequest,
    own: Own,
    coordinator: i64,
    seen: i32,
    (change, made): (Change, Result<(), RoundError>),
) -> Result<HttpResponse, WebError> {
    let id = own.round.id;
    match made {
        Ok(()) => Ok(see_other(&own.href("proposals"))),
        Err(RoundError::Changed) => {
            let since = app.read(move |c| history::since(c, id, seen)).await?;
            let [only] = &since.entries[..] else { return changed(app, request, id, coordinator, seen).await };
            if (only.change, only.by_id) == (change, Some(coordinator)) {
                return Ok(see_other(&own.href("proposals")));
            }
            changed(app, request, id, coordinator, seen).await
        }
        Err(RoundError::Propose(error)) => {
            let notice = told::propose_error(own.page(request).t, &error);
            refused(app, request, id, coordinator, notice).await
        }
        Err(error) => Err(error.into()),
    }
}
