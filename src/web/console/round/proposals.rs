//! The third step: the duos, in a table to sort and to search; who has none; and the way back.

use std::collections::{BTreeSet, HashMap, HashSet};

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::{Deserialize, Serialize};

use super::trio::{ToldTrio, Trio};
use super::{CoordinatorRound, changed, person, round_messages, version};
use crate::app::App;
use crate::domain::{
    AddressPair, Catalogue, Change, CoordinatorId, DuoId, ProfessionalId, ProgrammeId, RoundId, RoundState, Side,
};
use crate::mail::SharedTopic;
use crate::service::duo::introduce::shared_topics;
use crate::service::round::adjust::Figures;
use crate::service::round::{self as action, RoundError, history};
use crate::store::duo::duos;
use crate::store::duo::duos::{Duo, Listed};
use crate::store::person::professional_search::{self, ProfessionalSummary};
use crate::store::person::professionals::{self, Professional};
use crate::store::programme::programmes;
use crate::store::round::rounds;
use crate::store::round::rounds::WithoutDuo;
use crate::store::{Connection, StoreError};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::matching_copy;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// How many duos, and how many without one, stand on a page.
const A_PAGE: usize = 50;

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
pub(crate) struct ProposalsView {
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    sort: Sort,
    /// The other way round.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    turned: bool,
    page: usize,
}

impl ProposalsView {
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

    /// The duos that are asked for, in order. Names are read only where they matter.
    fn of(&self, c: &mut Connection, programme: ProgrammeId, mut duos: Vec<Listed>) -> Result<Vec<Listed>, StoreError> {
        let q = self.q.to_lowercase();
        let by_name = matches!(self.sort, Sort::Learner | Sort::Guide);
        let people = if q.is_empty() && !by_name { Vec::new() } else { professional_search::everybody(c, programme)? };
        let known: HashMap<ProfessionalId, &ProfessionalSummary> = people.iter().map(|p| (p.id, p)).collect();
        let name = |id: ProfessionalId| known.get(&id).map_or_else(String::new, |p| p.name.to_lowercase());
        if !q.is_empty() {
            let words = |p: &&ProfessionalSummary| format!("{} {} {}", p.name, p.organisation, p.role).to_lowercase();
            let words = |id: ProfessionalId| known.get(&id).map_or_else(String::new, words);
            duos.retain(|duo| {
                let found = format!("{} {}", words(duo.learner), words(duo.guide));
                q.split_whitespace().all(|word| found.contains(word))
            });
        }
        match self.sort {
            // As they come.
            Sort::Score => {}
            Sort::Learner => duos.sort_by_cached_key(|duo| name(duo.learner)),
            Sort::Guide => duos.sort_by_cached_key(|duo| name(duo.guide)),
            Sort::State => duos.sort_by_key(|duo| duo.state.as_str()),
        }
        if self.turned {
            duos.reverse();
        }
        Ok(duos)
    }
}

struct ProposalRow {
    duo: Duo,
    learner: Professional,
    guide: Professional,
    topics: Vec<SharedTopic>,
    locked: bool,
}

impl ProposalRow {
    const fn at(&self, side: Side) -> &Professional {
        match side {
            Side::Learner => &self.learner,
            Side::Guide => &self.guide,
        }
    }
}

struct WithoutDuoRow {
    id: ProfessionalId,
    name: String,
    side: Side,
    why: String,
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/proposals.html")]
struct ProposalsPage {
    page: Page,
    own: CoordinatorRound,
    step: usize,
    view: ProposalsView,
    figures: Figures,
    rows: Vec<ProposalRow>,
    /// How many fit the search.
    fitting: usize,
    left: Vec<WithoutDuoRow>,
    left_all: usize,
    /// The pairs that must not be, of people who take part: names and identifiers.
    excluded: Vec<[Professional; 2]>,
    trio: Option<ToldTrio>,
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
        let next = self.view.page.saturating_add(1);
        (next.saturating_mul(A_PAGE) < self.fitting).then(|| self.view.at(next))
    }

    /// Whom somebody without a duo could have.
    fn partners(&self, left: &WithoutDuoRow) -> String {
        self.own.href(&format!("partners/{}/{}", left.id, left.side))
    }
}

/// What a page of the table is made of; people are only those who stand on it.
struct Read {
    own: CoordinatorRound,
    catalogue: Catalogue,
    view: ProposalsView,
    people: Vec<Professional>,
    /// The names of those without a duo who stand on it.
    names: HashMap<ProfessionalId, String>,
    scores: Vec<i64>,
    fitting: usize,
    duos: Vec<Duo>,
    without: Vec<WithoutDuo>,
    trio: Trio,
    entries: Vec<crate::store::round::round_changes::Entry>,
}

fn read(c: &mut Connection, id: RoundId, coordinator: CoordinatorId, view: ProposalsView) -> Result<Read, WebError> {
    let own = CoordinatorRound::read(c, id, coordinator)?.with_doubles(c)?;
    let (all, without) = (duos::list(c, id)?, rounds::unmatched(c, id)?);
    let trio = Trio::read(c, &own.round)?;
    let scores = all.iter().map(|duo| duo.score).collect();
    let fitting = view.of(c, own.programme.id, all)?;
    let shown: Vec<DuoId> =
        fitting.iter().skip(view.page.saturating_mul(A_PAGE)).take(A_PAGE).map(|duo| duo.id).collect();
    let mut duos = duos::by_ids(c, &shown)?;
    let places: HashMap<DuoId, usize> = shown.iter().copied().zip(0..).collect();
    duos.sort_by_key(|duo| places.get(&duo.id).copied());

    let left: Vec<ProfessionalId> = without.iter().take(A_PAGE).map(|w| w.professional_id).collect();
    let names = professional_search::names(c, &left)?;
    let members = duos.iter().flat_map(|d| [d.learner.professional_id, d.guide.professional_id]);
    let mut ids: BTreeSet<ProfessionalId> = members.collect();
    ids.extend(trio.people());
    let banned = own.round.settings.banned.iter().flat_map(|couple| [couple.one().as_str(), couple.other().as_str()]);
    let banned: Vec<&str> = banned.collect();
    if !banned.is_empty() {
        let taking_part: HashSet<ProfessionalId> = rounds::participants(c, id)?.into_iter().collect();
        let banned = professionals::ids_by_emails(c, own.programme.id, &banned)?;
        ids.extend(banned.into_iter().filter(|id| taking_part.contains(id)));
    }
    Ok(Read {
        catalogue: programmes::catalogue(c, own.programme.id)?,
        people: professionals::by_ids(c, &Vec::from_iter(ids))?,
        names,
        scores,
        fitting: fitting.len(),
        entries: history::of_round(c, id)?,
        own,
        view,
        duos,
        without,
        trio,
    })
}

fn built(page: Page, read: Read, now: chrono::DateTime<chrono::Utc>) -> Result<ProposalsPage, WebError> {
    let Read { own, catalogue, view, people, names, scores, fitting, duos, without, trio, entries } = read;
    let t = page.t;
    let figures = Figures::of(&scores, &without, own.both_learn());
    let locked: HashSet<AddressPair> = own.round.settings.locked.iter().cloned().collect();
    let row = |duo: Duo| {
        // Somebody who cannot be read stands in the log.
        let member = |side| person(&people, duo.member(side).professional_id).ok();
        let (learner, guide) = (member(Side::Learner)?, member(Side::Guide)?);
        Some(ProposalRow {
            topics: shared_topics(&catalogue, &learner.profile, &guide.profile),
            locked: locked.iter().any(|c| c.has(learner.profile.email()) && c.has(guide.profile.email())),
            learner: learner.clone(),
            guide: guide.clone(),
            duo,
        })
    };
    let rows = duos.into_iter().filter_map(row).collect();
    let kind = own.round.settings.kind;
    let left_all = without.len();
    let left = without.iter().take(A_PAGE).map(|one| {
        let why = serde_json::from_str(&one.why).map_err(|e| StoreError::Corrupt(format!("unmatched: {e}")))?;
        let name = names.get(&one.professional_id).cloned().unwrap_or_default();
        Ok(WithoutDuoRow {
            id: one.professional_id,
            name,
            side: one.side,
            why: matching_copy::why_nobody(t, kind, &why),
        })
    });
    let left = left.collect::<Result<_, WebError>>()?;
    let named = |couple: &AddressPair| {
        let find = |email| people.iter().find(|p| p.profile.email() == email).cloned();
        Some([find(couple.one())?, find(couple.other())?])
    };
    let excluded = own.round.settings.banned.iter().filter_map(named).collect();
    let trio = trio.told(t, &people)?;
    let last = history::last_to_undo(&entries).filter(|_| own.is_open());
    let undo = last.map(|entry| t.with("round-undo", &[("what", &t.word("change", entry.change.as_str()))]));
    let done = entries.iter().take(20).map(|entry| round_messages::entry(t, entry, now)).collect();
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
    id: web::Path<RoundId>,
    view: web::Query<ProposalsView>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let view = view.into_inner();
    let read = app.read(move |c| read(c, *id, signed_in.0.id, view)).await?;
    if read.own.is(RoundState::Draft) {
        return Ok(see_other(&read.own.href("settings")));
    }
    let page = read.own.page(&request);
    let shown = built(page, read, app.now())?;
    shown.page.ok(&shown)
}

/// The table again, with what stands in the way on top.
pub(crate) async fn refused(
    app: &App,
    request: &HttpRequest,
    id: RoundId,
    coordinator: CoordinatorId,
    notice: String,
) -> Result<HttpResponse, WebError> {
    let read = app.read(move |c| read(c, id, coordinator, ProposalsView::default())).await?;
    let page = read.own.page(request);
    let mut shown = built(page, read, app.now())?;
    shown.notice = Some(notice);
    shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// Proposes again, from the profiles of now.
pub(crate) async fn propose(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
    let made = app.blocking(move |app| action::propose(app.store(), app.by(signed_in.actor()), id, Some(seen))).await;
    finish(&app, &request, own, coordinator, seen, (Change::Propose, made)).await
}

/// Takes the last change back.
pub(crate) async fn undo(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
    let made = app.blocking(move |app| action::undo(app.store(), app.by(signed_in.actor()), id, seen)).await;
    finish(&app, &request, own, coordinator, seen, (Change::Undo, made)).await
}

/// After a step that needs nothing but its button: the same button twice is as once, and what somebody else did is told.
pub(crate) async fn finish(
    app: &App,
    request: &HttpRequest,
    own: CoordinatorRound,
    coordinator: CoordinatorId,
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
            let notice = round_messages::propose_error(own.page(request).t, &error);
            refused(app, request, id, coordinator, notice).await
        }
        Err(error) => Err(error.into()),
    }
}
