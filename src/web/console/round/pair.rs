//! Two people of a round: why they are a duo or what it would take, and what can be changed about them. A change is told in
//! full before it is made.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::asks::DuoAsks;
use super::{CoordinatorRound, changed, round_messages, version};
use crate::app::App;
use crate::domain::duo::check_in::CheckIn;
use crate::domain::{
    Catalogue, CoordinatorId, DuoState, Factor, PairChange, ProfessionalId, RoundId, RoundState, Side, TopicId,
};
use crate::mail::SharedTopic;
use crate::matching::{Pair, Reasons, Rule};
use crate::service::duo::introduce::shared_topics;
use crate::service::round::adjust::{self, Adjustment, Consequence};
use crate::service::round::{RoundError, RoundInputs, progress};
use crate::store::duo::duos::Duo;
use crate::store::duo::{check_ins, duos};
use crate::store::person::professionals::{self, Professional};
use crate::store::programme::programmes;
use crate::store::round::rounds;
use crate::store::{Connection, StoreError};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::matching_copy;
use crate::web::page::{Page, see_other};
use crate::web::security::audit;
use crate::web::security::session::SignedIn;

/// The round, and the two.
pub(crate) type Two = (RoundId, ProfessionalId, ProfessionalId);

/// A round and two people of it.
struct Read {
    own: CoordinatorRound,
    catalogue: Catalogue,
    two: [Professional; 2],
    duo: Option<Duo>,
    reasons: Reasons,
    topics: Vec<SharedTopic>,
    /// What forbids them, if the round can still be changed; a private rule stands alone.
    against: Vec<Rule>,
    locked: bool,
    banned: bool,
    /// Whether both take part.
    take_part: bool,
    /// What they said at the check-in, each with their name.
    said: Vec<(String, CheckIn)>,
}

impl Read {
    fn of(c: &mut Connection, (id, one, other): Two, coordinator: CoordinatorId) -> Result<Self, WebError> {
        let own = CoordinatorRound::read(c, id, coordinator)?;
        let mut found = professionals::by_ids(c, &[one, other])?;
        found.retain(|p| p.programme_id == own.programme.id);
        found.sort_by_key(|p| p.id != one);
        let two: [Professional; 2] = found.try_into().map_err(|_| WebError::NotFound)?;
        let there = duos::of_round(c, id)?;
        let duo = there.into_iter().find(|d| (d.learner.professional_id, d.guide.professional_id) == (one, other));
        let mut said = Vec::new();
        for (person, side) in two.iter().zip(Side::ALL) {
            let answers = duo.as_ref().map(|duo| check_ins::check_in(c, duo.id, *side)).transpose()?.flatten();
            said.extend(answers.map(|answers| (person.profile.first_name().to_owned(), answers)));
        }
        let material = RoundInputs::of(c, &own.round)?;
        let rules = material.rules(&own.round.settings);
        let places = material.place(one).zip(material.place(other));
        let against = match places {
            Some((left, right)) if duo.is_none() => Rule::told(rules.against(left, right)),
            _ => Vec::new(),
        };
        let reasons = match (&duo, places) {
            (Some(duo), _) => serde_json::from_str(&duo.reasons)
                .map_err(|e| StoreError::Corrupt(format!("reasons of duo {}: {e}", duo.id)))?,
            (None, Some((left, right))) => Pair::of(left, right, &rules).reasons,
            (None, None) => Reasons::default(),
        };
        let catalogue = programmes::catalogue(c, own.programme.id)?;
        let [first, second] = &two;
        let both = |list: &[crate::domain::AddressPair]| {
            list.iter().any(|c| c.has(first.profile.email()) && c.has(second.profile.email()))
        };
        Ok(Self {
            topics: shared_topics(&catalogue, &first.profile, &second.profile),
            locked: both(&own.round.settings.locked),
            banned: both(&own.round.settings.banned),
            take_part: places.is_some(),
            said,
            own,
            catalogue,
            two,
            duo,
            reasons,
            against,
        })
    }
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/pair.html")]
struct PairPage {
    page: Page,
    own: CoordinatorRound,
    read: Read,
    /// Who of them asks for help.
    asks: Vec<DuoAsks>,
    href: String,
}

impl PairPage {
    /// Whether a reminder makes sense: they were introduced, and somebody has not answered.
    fn is_silent(&self) -> bool {
        self.own.is(RoundState::Published)
            && self.read.duo.as_ref().is_some_and(|duo| {
                duo.state == DuoState::Introduced && Side::ALL.iter().any(|side| duo.member(*side).answer.is_none())
            })
    }

    /// The factors that count, with points, the most there can be, and what they mean.
    fn bars(&self) -> Vec<(Factor, i64, i64)> {
        let weights = &self.own.round.settings.weights;
        let of =
            |(factor, points): (Factor, u16)| (factor, points.into(), i64::from(weights.of(factor).points()) * 100);
        // Where nobody was a duo before, novelty does not count.
        let counts =
            |(factor, points, most): &(Factor, i64, i64)| *most > 0 && (*factor != Factor::Novelty || *points > 0);
        self.read.reasons.iter().map(of).filter(counts).collect()
    }

    fn label(&self, topic: &TopicId) -> String {
        let found = self.read.catalogue.get(topic);
        found.map_or_else(|| topic.to_string(), |t| t.label(self.page.t.locale()).to_owned())
    }

    /// Whether the member at this place shares this topic with the other, to learn or to teach.
    fn is_shared(&self, place: usize, topic: &TopicId, learns: bool) -> bool {
        let (one, other) = (&self.read.two[place].profile, &self.read.two[1 - place].profile);
        let (pupil, teacher) = if learns { (one, other) } else { (other, one) };
        pupil.learning_needs().iter().any(|n| n.topic == *topic)
            && teacher.expertise().iter().any(|e| e.topic == *topic)
    }

    /// The two, with their places.
    fn members(&self) -> impl Iterator<Item = (usize, &Professional)> {
        self.read.two.iter().enumerate()
    }

    fn score(&self) -> String {
        round_messages::points(self.page.t, self.read.reasons.score())
    }

    fn place(&self, place: usize) -> Option<String> {
        let side = if place == 0 { Side::Learner } else { Side::Guide };
        self.page.t.place(self.own.round.settings.kind, side)
    }

    fn why_not(&self) -> String {
        round_messages::rules(self.page.t, &self.read.against)
    }

    /// What can be changed about the two, the first first.
    fn changes(&self) -> Vec<PairChange> {
        let read = &self.read;
        if !self.own.has_proposals() || !read.take_part {
            return Vec::new();
        }
        match (&read.duo, read.banned) {
            (Some(_), _) if read.locked => vec![PairChange::Free, PairChange::Exclude, PairChange::LeaveOut],
            (Some(_), _) => vec![PairChange::Fix, PairChange::Exclude, PairChange::LeaveOut],
            (None, true) => vec![PairChange::Allow],
            (None, false) if read.against.is_empty() => vec![PairChange::Fix, PairChange::Exclude],
            (None, false) => Vec::new(),
        }
    }

    /// What can be done by hand to the two while the round runs: where it leads, and the word.
    fn by_hand(&self) -> Vec<(String, String)> {
        let (own, t, read) = (&self.own, self.page.t, &self.read);
        let stands = |duo: &&Duo| matches!(duo.state, DuoState::Introduced | DuoState::Confirmed);
        let runs = own.is(RoundState::Published);
        match read.duo.as_ref().filter(stands) {
            Some(duo) => {
                let stop = (own.href(&format!("by-hand?duo={}", duo.id)), t.text("by-hand-stop"));
                let other = |person: &Professional| {
                    let href = own.href(&format!("by-hand/partner?person={}&duo={}", person.id, duo.id));
                    (href, t.with("by-hand-other", &[("name", person.profile.first_name())]))
                };
                let others = read.two.iter().filter(|_| runs).map(other);
                others.chain((!own.is_open()).then_some(stop)).collect()
            }
            None if runs && read.take_part && read.duo.is_none() && read.against.is_empty() => {
                let [one, other] = &read.two;
                vec![(own.href(&format!("by-hand?one={}&other={}", one.id, other.id)), t.text("by-hand-add"))]
            }
            None => Vec::new(),
        }
    }

    /// Why the coordinator stopped the duo, for coordinators only.
    fn stop_reason(&self) -> Option<&str> {
        self.read.duo.as_ref()?.stop_reason.as_deref()
    }

    /// The word on the way to a change: for two who are no duo, to fix is to pair them.
    fn word(&self, change: PairChange) -> String {
        match change {
            PairChange::Fix if self.read.duo.is_none() => self.page.t.text("pair-by-hand"),
            change => self.page.t.word("pair", change.as_str()),
        }
    }
}

/// Shows two people.
pub(crate) async fn show(
    app: web::Data<App>,
    two: web::Path<Two>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (two, coordinator) = (two.into_inner(), signed_in.0.id);
    let (read, asks) = app
        .read(move |c| {
            let read = Read::of(c, two, coordinator)?;
            let Some(duo) = read.duo.as_ref().map(|duo| duo.id) else { return Ok((read, Vec::new())) };
            let mut duos = progress::status(c, two.0)?.duos;
            duos.retain(|one| one.duo.id == duo);
            Ok::<_, WebError>((read, DuoAsks::read(c, &duos)?))
        })
        .await?;
    for person in &read.two {
        audit::look(&app, coordinator, person.programme_id, Some(person.id));
    }
    let own = read.own.clone();
    let href = own.href(&format!("pairs/{}/{}", two.1, two.2));
    let shown = PairPage { page: own.page(&request), own, read, asks, href };
    shown.page.ok(&shown)
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/confirm.html")]
struct ConfirmPage {
    page: Page,
    own: CoordinatorRound,
    read: Read,
    change: PairChange,
    /// What would come of it, or why it cannot be.
    consequence: Result<Consequence, String>,
    people: Vec<Professional>,
    back: String,
}

impl ConfirmPage {
    fn name(&self, id: ProfessionalId) -> String {
        super::person(&self.people, id).map_or_else(|_| id.to_string(), |p| p.profile.name().to_owned())
    }

    fn button(&self) -> String {
        match self.change {
            PairChange::Fix if self.read.duo.is_none() => self.page.t.text("pair-by-hand"),
            change => self.page.t.word("pair", change.as_str()),
        }
    }

    fn title(&self) -> String {
        let [one, other] = &self.read.two;
        let names = [("one", one.profile.name()), ("other", other.profile.name())];
        match self.change {
            PairChange::Fix if self.read.duo.is_none() => self.page.t.with("confirm-pair", &names),
            PairChange::Fix => self.page.t.with("confirm-fix", &names),
            PairChange::Free => self.page.t.with("confirm-free", &names),
            PairChange::Exclude => self.page.t.with("confirm-exclude", &names),
            PairChange::Allow => self.page.t.with("confirm-allow", &names),
            PairChange::LeaveOut => self.page.t.with("confirm-leave-out", &names),
        }
    }

    /// The duos that go, and those that come: the title, and a line each.
    fn lists(&self, consequence: &Consequence) -> [(&'static str, Vec<(String, String)>); 2] {
        let lines = |list: &[((ProfessionalId, ProfessionalId), i64)]| {
            let line = |((one, other), score): &((ProfessionalId, ProfessionalId), i64)| {
                let duo = format!("{} – {}", self.name(*one), self.name(*other));
                (duo, round_messages::points(self.page.t, *score))
            };
            list.iter().map(line).collect()
        };
        [("confirm-gone", lines(&consequence.gone)), ("confirm-new", lines(&consequence.new))]
    }

    /// What it costs in all, as alternatives tell it.
    fn cost(&self, consequence: &Consequence) -> String {
        let (before, after) = (consequence.before, consequence.after);
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let duos = number(before.duos) - number(after.duos);
        let points = i128::from(before.total - after.total);
        round_messages::cost(self.page.t, crate::matching::explain::Cost { duos, points })
    }
}

fn parsed(path: (RoundId, ProfessionalId, ProfessionalId, String)) -> Result<(Two, Adjustment), WebError> {
    let (id, one, other, change) = path;
    let change = change.parse().map_err(|_| WebError::NotFound)?;
    Ok(((id, one, other), Adjustment { change, one, other }))
}

/// Tells what would come of a change.
pub(crate) async fn confirm(
    app: web::Data<App>,
    path: web::Path<(RoundId, ProfessionalId, ProfessionalId, String)>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (two, adjustment) = parsed(path.into_inner())?;
    let read = app.read(move |c| Read::of(c, two, signed_in.0.id)).await?;
    let own = read.own.clone();
    if !own.has_proposals() {
        return Ok(see_other(&own.href("proposals")));
    }
    let page = own.page(&request);
    let would = app.blocking(move |app| adjust::consequence(app.store(), two.0, adjustment)).await;
    let consequence = match would {
        Ok(consequence) => Ok(consequence),
        Err(error) => Err(impossible(&page, error)?),
    };
    let ids: Vec<ProfessionalId> = consequence.iter().flat_map(in_it).collect();
    let people = app.read(move |c| professionals::by_ids(c, &ids)).await?;
    let back = own.href(&format!("pairs/{}/{}", two.1, two.2));
    let shown = ConfirmPage { page, own, read, change: adjustment.change, consequence, people, back };
    let status = if shown.consequence.is_ok() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    shown.page.show(status, &shown)
}

/// Everybody whom a consequence names.
fn in_it(consequence: &Consequence) -> Vec<ProfessionalId> {
    let duos = consequence.gone.iter().chain(&consequence.new);
    duos.flat_map(|((one, other), _)| [*one, *other]).chain(consequence.lose.iter().copied()).collect()
}

/// Why a change cannot be made, in words.
fn impossible(page: &Page, error: RoundError) -> Result<String, WebError> {
    match error {
        RoundError::Propose(error) => Ok(round_messages::propose_error(page.t, &error)),
        RoundError::PlaceTaken(taken) => Ok(matching_copy::taken(page.t, &taken)),
        RoundError::Stranger => Ok(page.t.text("pair-stranger")),
        RoundError::TooManyPairs => Ok(page.t.text("pair-too-many")),
        other => Err(other.into()),
    }
}

/// Makes a change, and proposes what follows from it. The same change twice is as once.
pub(crate) async fn change(
    app: web::Data<App>,
    path: web::Path<(RoundId, ProfessionalId, ProfessionalId, String)>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let ((id, ..), adjustment) = parsed(path.into_inner())?;
    let (coordinator, seen) = (signed_in.0.id, version(&fields)?);
    let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
    let make = move |app: &App| adjust::adjust(app.store(), app.by(signed_in.actor()), id, seen, adjustment);
    match app.blocking(make).await {
        Ok(()) => Ok(see_other(&own.href("proposals"))),
        Err(RoundError::Changed) => {
            if app.read(move |c| adjust::is_made(c, id, adjustment)).await? {
                return Ok(see_other(&own.href("proposals")));
            }
            changed(&app, &request, id, coordinator, seen).await
        }
        Err(error) => {
            let notice = impossible(&own.page(&request), error)?;
            super::proposals::refused(&app, &request, id, coordinator, notice).await
        }
    }
}

/// Participants of a round, for the pages that find one.
pub(crate) fn take_part(c: &mut Connection, id: RoundId) -> Result<Vec<Professional>, WebError> {
    let ids = rounds::participants(c, id)?;
    Ok(professionals::by_ids(c, &ids)?)
}
