//! The first step: who takes part. Everybody, or whoever fits the filters; and single people ticked or not.

use std::collections::{BTreeSet, HashMap, HashSet};

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::before::{self, Ask};
use super::round_form::{self, Choices};
use super::{ConcurrentEdit, CoordinatorRound, stale, version};
use crate::app::App;
use crate::domain::text::same;
use crate::domain::{
    Attribute, Catalogue, CoordinatorId, ProfessionalId, ProgrammeId, RoundId, RoundState, StandingDuos, TopicId,
};
use crate::service::Context;
use crate::service::programme::activity::Actor;
use crate::service::round::{self as action, RoundError};
use crate::store::duo::standing;
use crate::store::person::professional_search::{self, ProfessionalSummary};
use crate::store::person::professionals::Standing;
use crate::store::person::silence;
use crate::store::programme::programmes;
use crate::store::round::opt_ins::{self, OptIn};
use crate::store::round::rounds;
use crate::store::{Connection, StoreError};
use crate::web::errors::WebError;
use crate::web::form::Fields;
use crate::web::page::{Page, see_other};
use crate::web::security::session::SignedIn;

/// How many people stand on one page.
const A_PAGE: usize = 100;

/// Which people are shown. What is empty does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Filters {
    q: String,
    role: String,
    organisation: String,
    region: String,
    tag: String,
    topic: String,
    standing: String,
    /// `yes`: who stands in a duo of another round; `no`: who stands in none.
    in_a_duo: String,
    /// Which page of them, from 0.
    page: usize,
}

impl Filters {
    fn posted(fields: &Fields) -> Self {
        let one = |name| fields.one(name).to_owned();
        Self {
            q: one("q"),
            role: one("role"),
            organisation: one("organisation"),
            region: one("region"),
            tag: one("tag"),
            topic: one("topic"),
            standing: one("standing"),
            in_a_duo: one("in_a_duo"),
            page: fields.one("page").parse().unwrap_or(0),
        }
    }

    fn value(&self, attribute: Attribute) -> &str {
        match attribute {
            Attribute::Role => &self.role,
            Attribute::Organisation => &self.organisation,
            Attribute::Region => &self.region,
            Attribute::Tag => &self.tag,
        }
    }

    /// Those with which the posted page was shown, whatever was typed in its filters since.
    fn shown(fields: &Fields) -> Self {
        serde_urlencoded::from_str(fields.one("filters")).unwrap_or_default()
    }

    /// Whether anything is asked for.
    fn are_on(&self) -> bool {
        *self != Self { page: self.page, ..Self::default() }
    }

    /// Whether this word of an attribute is asked for.
    fn is(&self, attribute: Attribute, word: &str) -> bool {
        same(self.value(attribute), word)
    }

    /// What is asked for, by name.
    fn said(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = [
            ("q", &self.q),
            ("role", &self.role),
            ("organisation", &self.organisation),
            ("region", &self.region),
            ("tag", &self.tag),
            ("topic", &self.topic),
            ("standing", &self.standing),
            ("in_a_duo", &self.in_a_duo),
        ];
        fields.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str()))
    }

    /// What stands in an address after the question mark.
    fn query(&self, page: usize) -> String {
        let number = page.to_string();
        let page = (page > 0).then_some(("page", number.as_str()));
        serde_urlencoded::to_string(self.said().chain(page).collect::<Vec<_>>()).unwrap_or_default()
    }

    /// The places of those who fit.
    fn fitting(
        &self,
        c: &mut Connection,
        programme: ProgrammeId,
        (everyone, standing): (&[ProfessionalSummary], &HashMap<ProfessionalId, StandingDuos>),
    ) -> Result<Vec<usize>, StoreError> {
        let naming = match TopicId::parse(&self.topic) {
            Ok(topic) => Some(professional_search::naming_topic(c, programme, &topic)?),
            Err(_) if self.topic.is_empty() => None,
            Err(_) => Some(HashSet::new()),
        };
        let tags = if self.tag.is_empty() { HashMap::new() } else { professional_search::tags(c, programme)? };
        let tagged = |id| tags.get(&id).is_some_and(|tags: &Vec<String>| tags.iter().any(|tag| same(tag, &self.tag)));
        let q = self.q.to_lowercase();
        let found = |one: &ProfessionalSummary| {
            let words = format!("{} {} {}", one.name, one.organisation, one.email).to_lowercase();
            q.split_whitespace().all(|word| words.contains(word))
        };
        let is = |wanted: &str, has: &str| wanted.is_empty() || same(wanted, has);
        let fits = |one: &ProfessionalSummary| {
            is(&self.role, &one.role)
                && is(&self.organisation, &one.organisation)
                && is(&self.region, &one.region)
                && (self.tag.is_empty() || tagged(one.id))
                && (self.standing.is_empty() || one.standing.as_str() == self.standing)
                && (self.in_a_duo.is_empty() || standing.contains_key(&one.id) == (self.in_a_duo == "yes"))
                && naming.as_ref().is_none_or(|ids| ids.contains(&one.id))
                && (q.is_empty() || found(one))
        };
        Ok((0..everyone.len()).filter(|place| fits(&everyone[*place])).collect())
    }
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/people.html")]
struct PeoplePage {
    page: Page,
    own: CoordinatorRound,
    step: usize,
    catalogue: Catalogue,
    filters: Filters,
    choices: Choices,
    everyone: Vec<ProfessionalSummary>,
    /// Who of them are shown, by place.
    shown: Vec<usize>,
    /// How many fit.
    fitting: usize,
    participants: HashSet<ProfessionalId>,
    /// What people stand in, in other rounds.
    standing: HashMap<ProfessionalId, StandingDuos>,
    /// What they said, in a round that asks.
    asked: Option<Asked>,
    /// How many times in a row people did not answer.
    silences: HashMap<ProfessionalId, u32>,
    /// How many of those who did so several times were not asked yet whether they take part.
    unasked_silent: usize,
    version: i32,
    stale: Option<ConcurrentEdit>,
    /// Why they could not be asked.
    problem: Option<String>,
}

/// How many said what.
#[derive(Clone, Copy, Default)]
struct Asked {
    yes: usize,
    no: usize,
    silent: usize,
    unasked: usize,
    /// Whether everybody is asked; else the others take part without.
    of_all: bool,
}

impl Asked {
    fn of(answers: &[OptIn]) -> Self {
        let mut counts = Self::default();
        for one in answers {
            *match (one.takes_part, one.asked) {
                (Some(true), _) => &mut counts.yes,
                (Some(false), _) => &mut counts.no,
                (None, true) => &mut counts.silent,
                (None, false) => &mut counts.unasked,
            } += 1;
        }
        counts
    }

    fn words(self, page: &Page) -> String {
        let t = page.t;
        let [yes, no, silent] = [self.yes, self.no, self.silent].map(|count| t.number(count));
        let key = if self.of_all { "people-asked" } else { "people-asked-some" };
        t.with(key, &[("yes", &yes), ("no", &no), ("silent", &silent)])
    }
}

impl PeoplePage {
    fn new(page: Page, read: Read, filters: Filters, version: i32) -> Self {
        let Read {
            own,
            catalogue,
            choices,
            everyone,
            mut fitting,
            participants,
            standing,
            asked,
            silences,
            unasked_silent,
        } = read;
        // Who takes part first, who cannot last.
        fitting.sort_by_key(|place| {
            let person = &everyone[*place];
            (!participants.contains(&person.id), person.standing != Standing::Active, person.id)
        });
        let shown = fitting.iter().copied().skip(filters.page.saturating_mul(A_PAGE)).take(A_PAGE).collect();
        let fitting = fitting.len();
        Self {
            page,
            own,
            step: 1,
            catalogue,
            filters,
            choices,
            everyone,
            shown,
            fitting,
            participants,
            standing,
            asked,
            silences,
            unasked_silent,
            version,
            stale: None,
            problem: None,
        }
    }

    fn people(&self) -> impl Iterator<Item = &ProfessionalSummary> {
        self.shown.iter().map(|place| &self.everyone[*place])
    }

    /// How many take part and count: in a round that asks, who said yes.
    fn taking_part(&self) -> usize {
        if let Some(asked) = self.asked {
            return if asked.of_all { asked.yes } else { asked.yes + asked.unasked };
        }
        let active = self.everyone.iter().filter(|p| p.standing == Standing::Active);
        active.filter(|p| self.participants.contains(&p.id)).count()
    }

    /// Until when people can say whether they take part, or could.
    fn asked_until(&self) -> Option<String> {
        let day = self.own.round.opt_in_by?;
        let key = if self.page.is_over(day) { "people-asked-over" } else { "people-asked-by" };
        Some(self.page.t.with(key, &[("date", &self.page.t.date(day))]))
    }

    /// How many take part although they did not answer several times in a row.
    fn silent(&self) -> usize {
        silence::pointed_out(&self.silences).filter(|id| self.participants.contains(id)).count()
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn unanswered(&self, id: &ProfessionalId) -> Option<String> {
        silence::worth_a_word(&self.silences, *id).map(|times| self.page.t.count("person-unanswered", times, &[]))
    }

    /// In how many duos of other rounds somebody stands.
    fn duos(&self, person: &ProfessionalSummary) -> usize {
        let total = self.standing.get(&person.id).map_or(0, |duos| duos.total());
        usize::try_from(total).unwrap_or(usize::MAX)
    }

    /// How many of those who take part stand in a duo of another round.
    fn in_a_duo(&self) -> usize {
        self.participants.iter().filter(|id| self.standing.contains_key(id)).count()
    }

    /// The filters of this page, to be sent with the form.
    fn shown_by(&self) -> String {
        self.filters.query(self.filters.page)
    }

    fn before(&self) -> Option<usize> {
        self.filters.page.checked_sub(1)
    }

    fn after(&self) -> Option<usize> {
        let next = self.filters.page.saturating_add(1);
        (next.saturating_mul(A_PAGE) < self.fitting).then_some(next)
    }
}

struct Read {
    own: CoordinatorRound,
    catalogue: Catalogue,
    choices: Choices,
    everyone: Vec<ProfessionalSummary>,
    /// Who of them fit the filters, by place.
    fitting: Vec<usize>,
    participants: HashSet<ProfessionalId>,
    standing: HashMap<ProfessionalId, StandingDuos>,
    asked: Option<Asked>,
    silences: HashMap<ProfessionalId, u32>,
    /// How many of those who did not answer several times in a row were not asked yet whether they take part.
    unasked_silent: usize,
}

impl Read {
    /// Who takes part although they did not answer several times in a row.
    fn silent(&self) -> Vec<ProfessionalId> {
        silence::pointed_out(&self.silences).filter(|id| self.participants.contains(id)).collect()
    }
}

fn read(
    c: &mut Connection,
    (id, coordinator): (RoundId, CoordinatorId),
    filters: &Filters,
    today: NaiveDate,
) -> Result<Read, WebError> {
    let own = CoordinatorRound::read(c, id, coordinator)?.with_doubles(c)?;
    let catalogue = programmes::catalogue(c, own.programme.id)?;
    let everyone = professional_search::everybody(c, own.programme.id)?;
    let choices = round_form::choices(c, own.programme.id, &everyone)?;
    let standing = standing::by_person(&standing::of_programme(c, own.programme.id, Some(id))?);
    let fitting = filters.fitting(c, own.programme.id, (&everyone, &standing))?;
    let participants = rounds::participants(c, id)?.into_iter().collect();
    let answers = opt_ins::of_round(c, id)?;
    let asks = own.round.opt_in_asked_at.is_some() || answers.iter().any(|one| one.asked);
    let asked = asks.then(|| Asked { of_all: own.round.opt_in_asked_at.is_some(), ..Asked::of(&answers) });
    let silences = silence::counts(c, own.programme.id, today)?;
    let unasked: HashSet<ProfessionalId> =
        answers.iter().filter(|one| !one.asked).map(|one| one.professional_id).collect();
    let unasked_silent = silence::pointed_out(&silences).filter(|id| unasked.contains(id)).count();
    Ok(Read { own, catalogue, choices, everyone, fitting, participants, standing, asked, silences, unasked_silent })
}

/// Shows who takes part.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    filters: web::Query<Filters>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let filters = filters.into_inner();
    let (asked, today) = (filters.clone(), app.now().date_naive());
    let read = app.read(move |c| read(c, (*id, signed_in.0.id), &asked, today)).await?;
    if !read.own.is_open() {
        return Ok(see_other(&read.own.href("proposals")));
    }
    let (page, version) = (read.own.page(&request), read.own.round.version);
    let shown = PeoplePage::new(page, read, filters, version);
    shown.page.ok(&shown)
}

/// Sets who takes part: of those who were shown, whoever is ticked; of the others, by the button that was pressed.
pub(crate) async fn change(
    app: web::Data<App>,
    id: web::Path<RoundId>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, now, seen) = (id.into_inner(), signed_in.0.id, app.now(), version(&fields)?);
    let then = fields.one("then").to_owned();
    // Another page and another filter keep what is ticked on this one.
    let (action, turned_to) = match then.split_once(':') {
        Some(("page", number)) => ("page", number.parse().unwrap_or(0)),
        _ => (then.as_str(), 0),
    };
    let typed = Filters::posted(&fields);
    let filters = match action {
        "filter" => Filters { page: 0, ..typed },
        "page" => Filters { page: turned_to, ..Filters::shown(&fields) },
        _ => Filters::shown(&fields),
    };
    let ids = |name: &str| -> BTreeSet<ProfessionalId> {
        fields.all(name).iter().filter_map(|text| text.parse().ok()).collect()
    };
    let (ticked, shown) = (ids("participant"), ids("shown"));
    let mails_seen = !fields.one(before::SEEN).is_empty();
    let (posted, today) = (Filters::shown(&fields), now.date_naive());
    let mut read = app.read(move |c| read(c, (id, coordinator), &posted, today)).await?;
    let unticked: BTreeSet<ProfessionalId> = shown.difference(&ticked).copied().collect();
    let mut wanted: BTreeSet<ProfessionalId> = match action {
        "everyone" => read.everyone.iter().filter(|p| p.standing == Standing::Active).map(|p| p.id).collect(),
        "only" => read.fitting.iter().map(|place| read.everyone[*place].id).collect(),
        _ => read.participants.iter().copied().collect(),
    };
    let silent = read.silent();
    if action != "everyone" {
        wanted.retain(|one| !unticked.contains(one));
        // Whoever was removed meanwhile, or belongs to another programme, changes nothing.
        wanted.extend(read.everyone.iter().map(|p| p.id).filter(|one| ticked.contains(one)));
    }
    if action == "without-silent" {
        wanted.retain(|one| !silent.contains(one));
    }
    let same = wanted.iter().copied().collect::<HashSet<_>>() == read.participants;
    let list: Vec<ProfessionalId> = wanted.iter().copied().collect();
    let made = if same && read.own.is_open() {
        // Nothing is different: proposals that there are, stay.
        Ok(seen)
    } else {
        app.act(Actor::Coordinator(coordinator), move |cx| action::set_people(cx, id, seen, &list)).await
    };
    match made {
        Ok(version) if action == "ask" || action == "ask-silent" => {
            let only_silent = action == "ask-silent";
            ask(&app, &request, (id, coordinator, version), filters, (only_silent, mails_seen)).await
        }
        Ok(_) if action == "next" => Ok(see_other(&read.own.href("settings"))),
        Ok(_) => Ok(see_other(&read.own.href(&format!("people?{}", filters.query(filters.page))))),
        Err(RoundError::Changed) if !read.own.is_open() => super::changed(&app, &request, id, coordinator, seen).await,
        Err(RoundError::Changed) => {
            let page = read.own.page(&request);
            let (stale, version) = stale(&app, &page, id, seen).await?;
            read.participants = wanted.into_iter().collect();
            let mut again = PeoplePage::new(page, read, filters, version);
            again.stale = Some(stale);
            again.page.show(StatusCode::CONFLICT, &again)
        }
        Err(error) => Err(error.into()),
    }
}

/// Until when people can say whether they take part, unless the answers of the round are due before.
const DAYS_TO_OPT_IN: u64 = 7;

/// Asks whoever was not asked yet whether they take part; or only those of them who did not answer several times in a row.
async fn ask(
    app: &App,
    request: &HttpRequest,
    (id, coordinator, version): (RoundId, CoordinatorId, i32),
    filters: Filters,
    (only_silent, mails_seen): (bool, bool),
) -> Result<HttpResponse, WebError> {
    let today = app.now().date_naive();
    let act = move |cx: &mut Context<'_>| {
        let round = rounds::by_id(cx.c, id)?.ok_or(RoundError::NotFound)?;
        let by = (today + Days::new(DAYS_TO_OPT_IN)).min(round.answer_by);
        if only_silent {
            let silent: Vec<ProfessionalId> =
                silence::pointed_out(&silence::counts(cx.c, round.programme_id, today)?).collect();
            return action::ask_some_to_opt_in(cx, (id, Some(version)), (&silent, by));
        }
        action::ask_opt_in(cx, id, Some(version), by)
    };
    if !mails_seen {
        let own = app.read(move |c| CoordinatorRound::read(c, id, coordinator)).await?;
        let button = own.page(request).t.text("people-ask");
        let then = if only_silent { "ask-silent" } else { "ask" };
        let mut fields = vec![("version", version.to_string()), ("then", then.to_owned())];
        fields.push(("filters", filters.query(filters.page)));
        let hold = app.policy().hold_minutes.into();
        let ask = Ask { action: own.href("people"), fields, button, back: own.href("people"), hold };
        if let Some(page) = before::look(app, request, (id, coordinator), ask, move |cx| act(cx).map(drop)).await? {
            return Ok(page);
        }
    }
    let asked = app.act(Actor::Coordinator(coordinator), act).await;
    let posted = filters.clone();
    let read = app.read(move |c| read(c, (id, coordinator), &posted, today)).await?;
    let are_asked = if only_silent { read.unasked_silent == 0 } else { read.asked.is_some_and(|a| a.unasked == 0) };
    match asked {
        Ok(_) => Ok(see_other(&read.own.href("people"))),
        // The same form twice: everybody was asked the first time.
        Err(RoundError::Changed) if read.own.is_open() && are_asked => Ok(see_other(&read.own.href("people"))),
        Err(RoundError::Changed) => super::changed(app, request, id, coordinator, version).await,
        Err(RoundError::AnswerBy) => {
            let mut shown = PeoplePage::new(read.own.page(request), read, filters, version);
            shown.problem = Some(shown.page.t.text("people-ask-late"));
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(error) => Err(error.into()),
    }
}

impl CoordinatorRound {
    /// Whether the reader would lose proposals by a change.
    pub(crate) fn has_proposals(&self) -> bool {
        self.is(RoundState::Proposed)
    }
}
