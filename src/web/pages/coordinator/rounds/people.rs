//! The first step: who takes part. Everybody, or whoever fits the filters; and single people ticked or not.

use std::collections::{BTreeSet, HashSet};

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::Days;
use serde::{Deserialize, Serialize};

use super::super::super::super::errors::WebError;
use super::super::super::super::fields::Fields;
use super::super::super::super::page::{Page, see_other};
use super::super::super::super::session::SignedIn;
use super::{Own, Stale, stale, typed, version};
use crate::actions::rounds::{self as action, RoundError};
use crate::app::App;
use crate::domain::text::same;
use crate::domain::{Attribute, Catalogue, RoundState, TopicId};
use crate::store::opt_ins::{self, OptIn};
use crate::store::professionals::{self, Professional, Standing};
use crate::store::{Connection, programmes, rounds};

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
        ];
        fields.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str()))
    }

    /// What stands in an address after the question mark.
    fn query(&self, page: usize) -> String {
        let number = page.to_string();
        let page = (page > 0).then_some(("page", number.as_str()));
        serde_urlencoded::to_string(self.said().chain(page).collect::<Vec<_>>()).unwrap_or_default()
    }

    fn fit(&self, person: &Professional) -> bool {
        let profile = &person.profile;
        let is = |wanted: &str, has: &str| wanted.is_empty() || same(wanted, has);
        let about = |topic: &TopicId| topic.as_str() == self.topic;
        let words = format!("{} {} {}", profile.name(), profile.organisation(), profile.email()).to_lowercase();
        self.q.to_lowercase().split_whitespace().all(|word| words.contains(word))
            && is(&self.role, profile.role())
            && is(&self.organisation, profile.organisation())
            && is(&self.region, profile.region())
            && (self.tag.is_empty() || profile.tags().iter().any(|tag| same(tag.as_str(), &self.tag)))
            && (self.standing.is_empty() || person.standing.as_str() == self.standing)
            && (self.topic.is_empty()
                || profile.learning_needs().iter().any(|need| about(&need.topic))
                || profile.expertise().iter().any(|one| about(&one.topic)))
    }
}

#[derive(Template)]
#[template(path = "web/templates/coordinator/rounds/people.html")]
struct PeoplePage {
    page: Page,
    own: Own,
    step: usize,
    catalogue: Catalogue,
    filters: Filters,
    everyone: Vec<Professional>,
    /// Who of them are shown, by place.
    shown: Vec<usize>,
    /// How many fit.
    fitting: usize,
    participants: HashSet<i64>,
    /// What they said, in a round that asks.
    asked: Option<Asked>,
    version: i32,
    stale: Option<Stale>,
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
        t.with("people-asked", &[("yes", &yes), ("no", &no), ("silent", &silent)])
    }
}

impl PeoplePage {
    fn new(page: Page, read: Read, filters: Filters, version: i32) -> Self {
        let Read { own, catalogue, everyone, participants, asked } = read;
        let mut fitting: Vec<usize> = (0..everyone.len()).filter(|place| filters.fit(&everyone[*place])).collect();
        // Who takes part first, who cannot last.
        fitting.sort_by_key(|place| {
            let person = &everyone[*place];
            (!participants.contains(&person.id), person.standing != Standing::Active)
        });
        let shown = fitting.iter().copied().skip(filters.page * A_PAGE).take(A_PAGE).collect();
        let fitting = fitting.len();
        Self {
            page,
            own,
            step: 1,
            catalogue,
            filters,
            everyone,
            shown,
            fitting,
            participants,
            asked,
            version,
            stale: None,
            problem: None,
        }
    }

    fn choices(&self) -> Vec<(Attribute, Vec<&str>)> {
        typed::choices(&self.everyone)
    }

    fn people(&self) -> impl Iterator<Item = &Professional> {
        self.shown.iter().map(|place| &self.everyone[*place])
    }

    /// How many take part and count: in a round that asks, who said yes.
    fn taking_part(&self) -> usize {
        if let Some(asked) = self.asked {
            return asked.yes;
        }
        let active = self.everyone.iter().filter(|p| p.standing == Standing::Active);
        active.filter(|p| self.participants.contains(&p.id)).count()
    }

    fn before(&self) -> Option<String> {
        self.filters.page.checked_sub(1).map(|page| self.filters.query(page))
    }

    fn after(&self) -> Option<String> {
        ((self.filters.page + 1) * A_PAGE < self.fitting).then(|| self.filters.query(self.filters.page + 1))
    }
}

struct Read {
    own: Own,
    catalogue: Catalogue,
    everyone: Vec<Professional>,
    participants: HashSet<i64>,
    asked: Option<Asked>,
}

fn read(c: &mut Connection, id: i64, coordinator: i64) -> Result<Read, WebError> {
    let own = Own::read(c, id, coordinator)?;
    let catalogue = programmes::catalogue(c, own.programme.id)?;
    let everyone = professionals::page(c, own.programme.id, 0, i64::MAX)?;
    let participants = rounds::participants(c, id)?.into_iter().collect();
    let asks = own.round.opt_in_asked_at.is_some();
    let asked = if asks { Some(Asked::of(&opt_ins::of_round(c, id)?)) } else { None };
    Ok(Read { own, catalogue, everyone, participants, asked })
}

/// Shows who takes part.
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<i64>,
    filters: web::Query<Filters>,
    request: HttpRequest,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    let read = app.read(move |c| read(c, *id, signed_in.0.id)).await?;
    if !read.own.is_open() {
        return Ok(see_other(&read.own.href("proposals")));
    }
    let (page, version) = (read.own.page(&request), read.own.round.version);
    let shown = PeoplePage::new(page, read, filters.into_inner(), version);
    shown.page.ok(&shown)
}

/// Sets who takes part: of those who were shown, whoever is ticked; of the others, by the button that was pressed.
pub(crate) async fn change(
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
    signed_in: SignedIn,
    fields: Fields,
) -> Result<HttpResponse, WebError> {
    let (id, coordinator, now, seen) = (id.into_inner(), signed_in.0.id, app.now(), version(&fields)?);
    let filters = Filters::posted(&fields);
    let ids = |name: &str| -> BTreeSet<i64> { fields.all(name).iter().filter_map(|text| text.parse().ok()).collect() };
    let (ticked, shown) = (ids("participant"), ids("shown"));
    let then = fields.one("then").to_owned();
    let mut read = app.read(move |c| read(c, id, coordinator)).await?;
    let unticked: BTreeSet<i64> = shown.difference(&ticked).copied().collect();
    let fitting = |p: &&Professional| if then == "everyone" { p.standing == Standing::Active } else { filters.fit(p) };
    let mut wanted: BTreeSet<i64> = match then.as_str() {
        "everyone" | "only" => read.everyone.iter().filter(fitting).map(|p| p.id).collect(),
        _ => read.participants.iter().copied().collect(),
    };
    if then != "everyone" {
        wanted.retain(|one| !unticked.contains(one));
        wanted.extend(&ticked);
    }
    let same = wanted.iter().copied().collect::<HashSet<_>>() == read.participants;
    let list: Vec<i64> = wanted.iter().copied().collect();
    let made = if same && read.own.is_open() {
        // Nothing is different: proposals that there are, stay.
        Ok(seen)
    } else {
        app.write(move |c| action::set_people(c, id, seen, &list, Some(coordinator), now)).await
    };
    match made {
        Ok(version) if then == "ask" => ask(&app, &request, (id, coordinator, version), filters).await,
        Ok(_) if then == "next" => Ok(see_other(&read.own.href("settings"))),
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

/// Asks whoever was not asked yet whether they take part.
async fn ask(
    app: &App,
    request: &HttpRequest,
    (id, coordinator, version): (i64, i64, i32),
    filters: Filters,
) -> Result<HttpResponse, WebError> {
    let (now, policy) = (app.now(), app.policy().clone());
    let asked = app.write(move |c| {
        let round = rounds::by_id(c, id)?.ok_or(RoundError::NotFound)?;
        let by = (now.date_naive() + Days::new(DAYS_TO_OPT_IN)).min(round.answer_by);
        action::ask_opt_in(c, &policy, id, Some(version), by, Some(coordinator), now)
    });
    let asked = asked.await;
    let read = app.read(move |c| read(c, id, coordinator)).await?;
    match asked {
        Ok(_) => Ok(see_other(&read.own.href("people"))),
        // The same form twice: everybody was asked the first time.
        Err(RoundError::Changed) if read.own.is_open() && read.asked.is_some_and(|asked| asked.unasked == 0) => {
            Ok(see_other(&read.own.href("people")))
        }
        Err(RoundError::Changed) => super::changed(app, request, id, coordinator, version).await,
        Err(RoundError::AnswerBy) => {
            let mut shown = PeoplePage::new(read.own.page(request), read, filters, version);
            shown.problem = Some(shown.page.t.text("people-ask-late"));
            shown.page.show(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(error) => Err(error.into()),
    }
}

impl Own {
    /// Whether the reader would lose proposals by a change.
    pub(super) fn has_proposals(&self) -> bool {
        self.is(RoundState::Proposed)
    }
}
