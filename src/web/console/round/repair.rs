//! Matching again whoever has nobody after the answers: shown duo by duo before it is done, and chosen from.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::before::{OneOfKind, one_of_each};
use super::board::finish;
use super::{CoordinatorRound, changed, round_messages, version};
use crate::app::App;
use crate::domain::{Change, DuoId, ProfessionalId, RoundId, RoundState};
use crate::service::mail::rehearsal;
use crate::service::programme::activity::Actor;
use crate::service::round::RoundError;
use crate::service::round::progress::{self, Choice, NewPair, Repair};
use crate::store::duo::duos;
use crate::store::person::professional_search;
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// Of how many who have no duo the names are shown.
const MAX_FREE: usize = 100;

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/repair.html")]
struct RepairPage {
    page: Page,
    own: CoordinatorRound,
    /// All that a repair would do, and what is ticked of it.
    all: Repair,
    ticked: Choice,
    /// What of it would be done with these ticks.
    chosen: Repair,
    /// Who takes part and has no duo.
    free: Vec<ProfessionalId>,
    names: HashMap<ProfessionalId, String>,
    /// The members of the duos, by identifier.
    members: HashMap<DuoId, [ProfessionalId; 2]>,
    /// One of each mail that what is ticked sends.
    kinds: Vec<OneOfKind>,
    notice: Vec<String>,
    /// How many were just asked whether they want somebody else.
    asked: Option<usize>,
}

impl RepairPage {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn name(&self, id: &ProfessionalId) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| id.to_string())
    }

    fn names(&self, ids: &[ProfessionalId]) -> Vec<String> {
        ids.iter().map(|id| self.name(id)).collect()
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn duo(&self, id: &DuoId) -> String {
        let names = |[one, other]: &[ProfessionalId; 2]| format!("{} – {}", self.name(one), self.name(other));
        self.members.get(id).map_or_else(|| id.to_string(), names)
    }

    fn new_duo(&self, pair: &NewPair) -> String {
        format!("{} – {}", self.name(&pair.learner), self.name(&pair.guide))
    }

    /// What has to be ticked as well for a new duo, in words.
    fn needs(&self, pair: &NewPair) -> Option<String> {
        let needs: Vec<String> = pair.needs.iter().map(|duo| self.duo(duo)).collect();
        (!needs.is_empty()).then(|| self.page.t.with("repair-needs", &[("duos", &self.page.t.list(&needs))]))
    }

    fn is_ticked(&self, pair: &NewPair) -> bool {
        self.ticked.new.contains(&(pair.learner, pair.guide))
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn is_apart(&self, duo: &DuoId) -> bool {
        self.ticked.disturbed.contains(duo)
    }

    fn points(&self, pair: &NewPair) -> String {
        round_messages::points(self.page.t, pair.score)
    }

    /// What is shown, to see at the next click whether it still is so.
    fn shown(&self) -> String {
        fingerprint(&self.all)
    }

    fn told(&self) -> String {
        joined(&self.chosen.let_down)
    }

    /// The answer, with one of each mail that would be sent.
    async fn shown_with(mut self, app: &App, actor: Actor, status: StatusCode) -> Result<HttpResponse, WebError> {
        let (id, programme, chosen) = (self.own.round.id, self.own.programme.id, self.chosen.clone());
        let mails = app.rehearse(actor, move |cx| {
            rehearsal::mails_of(cx, programme, |cx| progress::carry_out(cx, (id, None), &chosen))
        });
        let mails = match mails.await {
            Ok(mails) => mails,
            // Somebody answered a moment ago: what is in the way is told when it is done.
            Err(RoundError::Changed | RoundError::Obstacles(_)) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        self.kinds = one_of_each(app, &self.own.programme, &self.page, &mails)?;
        self.page.show(status, &self)
    }
}

fn joined(ids: &[impl ToString]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("-")
}

fn fingerprint(repair: &Repair) -> String {
    let pairs: Vec<String> = repair.new.iter().map(|pair| format!("{}-{}", pair.learner, pair.guide)).collect();
    format!("{};{}", pairs.join(","), joined(&repair.disturbed))
}

/// A page of what a repair would do, with these ticks; all of them where there are none yet.
async fn built(
    app: &App,
    request: &HttpRequest,
    own: CoordinatorRound,
    ticked: Option<Choice>,
) -> Result<Result<RepairPage, RoundError>, WebError> {
    let (id, now) = (own.round.id, app.now());
    let wanted = ticked.clone();
    let found = app.blocking(move |app| match wanted {
        Some(choice) => progress::repair_chosen(app.store(), id, &choice, now),
        None => progress::repair_preview(app.store(), id, now).map(|all| (all.clone(), all)),
    });
    let (all, chosen) = match found.await {
        Ok(found) => found,
        Err(error) => return Ok(Err(error)),
    };
    let (names, members, free) = app
        .read(move |c| {
            let duos = duos::of_round(c, id)?;
            let members: HashMap<DuoId, [ProfessionalId; 2]> =
                duos.iter().map(|duo| (duo.id, [duo.learner.professional_id, duo.guide.professional_id])).collect();
            let mut free = progress::status(c, id)?.free;
            free.truncate(MAX_FREE);
            let programme = crate::store::round::rounds::participants(c, id)?;
            let names = professional_search::names(c, &programme)?;
            Ok::<_, WebError>((names, members, free))
        })
        .await?;
    let ticked = ticked.unwrap_or_else(|| all.everything());
    let page = own.page(request);
    let (kinds, notice, asked) = (Vec::new(), Vec::new(), None);
    Ok(Ok(RepairPage { page, own, all, ticked, chosen, free, names, members, kinds, notice, asked }))
}

/// What was just done, to be told once.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct RepairView {
    asked: Option<usize>,
}

/// Shows what a repair would do.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    view: web::Query<RepairView>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (id, by) = (id.into_inner(), signed_in.0.id);
    let own = app.read(move |c| CoordinatorRound::read(c, id, by)).await?;
    if !own.is(RoundState::Published) {
        return Ok(see_other(&own.href("board")));
    }
    let at = (id, by, own.round.version);
    match built(&app, &request, own, None).await? {
        Ok(mut shown) => {
            shown.asked = view.asked;
            shown.shown_with(&app, signed_in.actor(), StatusCode::OK).await
        }
        Err(error) => finish(&app, &request, at, Change::Repair, Err(error)).await,
    }
}

/// What is ticked.
fn choice(fields: &Fields) -> Result<Choice, WebError> {
    let pair = |text: &String| {
        let (one, other) = text.split_once('-').ok_or(WebError::BadRequest)?;
        Ok::<_, WebError>((identifier(one)?, identifier(other)?))
    };
    Ok(Choice {
        new: fields.all("new").iter().map(pair).collect::<Result<_, _>>()?,
        disturbed: fields.all("apart").iter().map(|text| identifier(text)).collect::<Result<_, _>>()?,
    })
}

fn identifier<T: FromStr>(text: &str) -> Result<T, WebError> {
    text.parse().map_err(|_| WebError::BadRequest)
}

/// Matches again whoever is ticked, and introduces the new duos. Where something is otherwise than the page said, it is shown
/// again, and says what.
pub(crate) async fn make(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, by, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let ticked = choice(&fields)?;
    let own = app.read(move |c| CoordinatorRound::read(c, id, by)).await?;
    let board_page = own.href("board");
    let wanted = ticked.clone();
    if app.read(move |c| progress::is_repaired(c, id, &wanted)).await? {
        return Ok(see_other(&board_page));
    }
    if own.round.version != seen || !own.is(RoundState::Published) {
        return changed(&app, &request, id, by, seen).await;
    }
    let mut shown = match built(&app, &request, own, Some(ticked.clone())).await? {
        Ok(shown) => shown,
        Err(error) => return finish(&app, &request, (id, by, seen), Change::Repair, Err(error)).await,
    };
    shown.notice = notice(&shown, &ticked, (fields.one("shown"), fields.one("told")));
    if !shown.notice.is_empty() {
        return shown.shown_with(&app, signed_in.actor(), StatusCode::CONFLICT).await;
    }
    let wanted = ticked.clone();
    let actor = signed_in.actor();
    let made = app.blocking(move |app| {
        let repair = progress::repair(app.store(), app.by(actor), (id, Some(seen)), Some(&ticked))?;
        Ok::<_, RoundError>(format!("?repaired={}", repair.new.len()))
    });
    let made = made.await;
    app.mail_queued().notify_one();
    match made {
        Err(RoundError::Changed | RoundError::Obstacles(_)) => {
            let choice = wanted.clone();
            if app.read(move |c| progress::is_repaired(c, id, &choice)).await? {
                return Ok(see_other(&board_page));
            }
            let own = app.read(move |c| CoordinatorRound::read(c, id, by)).await?;
            if own.round.version != seen {
                return changed(&app, &request, id, by, seen).await;
            }
            // Somebody answered, or changed their profile, a moment ago.
            match built(&app, &request, own, Some(wanted.clone())).await? {
                Ok(mut shown) => {
                    shown.notice = notice(&shown, &wanted, (fields.one("shown"), fields.one("told")));
                    if shown.notice.is_empty() {
                        shown.notice.push(shown.page.t.text("repair-changed"));
                    }
                    shown.shown_with(&app, signed_in.actor(), StatusCode::CONFLICT).await
                }
                Err(error) => finish(&app, &request, (id, by, seen), Change::Repair, Err(error)).await,
            }
        }
        made => finish(&app, &request, (id, by, seen), Change::Repair, made).await,
    }
}

/// What is otherwise than a page said, or follows from what was left out: what it showed, and whom it named as let down.
fn notice(shown: &RepairPage, ticked: &Choice, (before, named): (&str, &str)) -> Vec<String> {
    let t = shown.page.t;
    let mut lines = Vec::new();
    if before != fingerprint(&shown.all) {
        lines.push(t.text("repair-changed"));
        let gone = ticked.new.iter().filter(|pair| !shown.all.pairs().contains(pair));
        lines.extend(gone.map(|(one, other)| {
            t.with("repair-no-longer", &[("one", &shown.name(one)), ("other", &shown.name(other))])
        }));
        return lines;
    }
    let named: HashSet<&str> = named.split('-').collect();
    let newly = shown.chosen.let_down.iter().filter(|id| !named.contains(id.to_string().as_str()));
    let newly: Vec<ProfessionalId> = newly.copied().collect();
    if !newly.is_empty() {
        lines.push(t.with("repair-would-let-down", &[("names", &t.list(&shown.names(&newly)))]));
    }
    let goes_with = |pair: &&NewPair| shown.is_ticked(pair) && !pair.needs.iter().all(|duo| shown.is_apart(duo));
    let left_out: Vec<String> = shown.all.new.iter().filter(goes_with).map(|pair| shown.new_duo(pair)).collect();
    if !left_out.is_empty() {
        lines.push(t.with("repair-goes-with", &[("duos", &t.list(&left_out))]));
    }
    if ticked.new.is_empty() {
        lines.push(t.text("repair-none-chosen"));
    }
    lines
}

/// Asks whoever said no whether they want somebody else in this round.
pub(crate) async fn ask(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, by, seen) = (id.into_inner(), signed_in.0.id, version(&fields)?);
    let own = app.read(move |c| CoordinatorRound::read(c, id, by)).await?;
    let made = app.act(signed_in.actor(), move |cx| progress::second_chance::ask(cx, (id, Some(seen)))).await;
    match made {
        Ok(people) => Ok(see_other(&own.href(&format!("repair?asked={people}")))),
        Err(error) => finish(&app, &request, (id, by, seen), Change::AskAgain, Err(error)).await,
    }
}
