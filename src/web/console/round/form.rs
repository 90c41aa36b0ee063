//! The settings of a round as a form.

use chrono::{DateTime, NaiveDate, Utc};

use super::round_form::{self, GroupFields};
use crate::domain::{Factor, Kind, Preference, RoundSettings, SingleLine, Weight, Weights};
use crate::matching::Preview;
use crate::service::round::prepared_cache::Forecast;
use crate::service::round::{Plan, answer_by_bounds};
use crate::store::round::rounds::Round;
use crate::web::form::Fields;
use crate::web::page::Page;

/// How much a factor counts, as typed: a slider, and beside it whether it must hold.
pub(crate) struct TypedWeight {
    pub(crate) factor: Factor,
    pub(crate) points: String,
    pub(crate) must: bool,
}

impl TypedWeight {
    fn filled(factor: Factor, weight: Weight) -> Self {
        Self { factor, points: weight.points().to_string(), must: weight == Weight::Must }
    }

    fn posted(factor: Factor, fields: &Fields) -> Self {
        let points = fields.one(&format!("weight:{factor}")).to_owned();
        Self { factor, points, must: fields.one(&format!("must:{factor}")) == "yes" }
    }

    fn parse(&self) -> Result<Weight, String> {
        if self.must { Ok(Weight::Must) } else { self.points.parse() }
    }
}

/// What was typed, and what is wrong with it.
#[expect(clippy::struct_excessive_bools, reason = "each is a setting by itself")]
pub(crate) struct RoundForm {
    pub(crate) name: String,
    pub(crate) answer_by: String,
    pub(crate) kind: String,
    pub(crate) prefer: String,
    /// In the order of [`Factor::ALL`].
    pub(crate) weights: Vec<TypedWeight>,
    pub(crate) allow_earlier_duos: bool,
    pub(crate) allow_second_duos: bool,
    pub(crate) allow_both_ways: bool,
    pub(crate) trio: bool,
    /// The first and the second.
    pub(crate) groups: [GroupFields; 2],
    pub(crate) locked: String,
    pub(crate) banned: String,
    /// The field's name, and the words.
    pub(crate) problems: Vec<(&'static str, String)>,
    /// The bounds of the date.
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
}

impl RoundForm {
    /// A form with what a round has.
    pub(crate) fn of(round: &Round, now: DateTime<Utc>) -> Self {
        Self::filled(round.name.clone(), round.answer_by, &round.settings, now)
    }

    fn filled(name: String, answer_by: NaiveDate, settings: &RoundSettings, now: DateTime<Utc>) -> Self {
        let (first, last) = answer_by_bounds(now);
        let groups = settings.groups.as_ref();
        Self {
            name,
            answer_by: answer_by.to_string(),
            kind: settings.kind.to_string(),
            prefer: settings.prefer.to_string(),
            weights: Factor::ALL.iter().map(|f| TypedWeight::filled(*f, settings.weights.of(*f))).collect(),
            allow_earlier_duos: settings.allow_earlier_duos,
            allow_second_duos: settings.allow_second_duos,
            allow_both_ways: settings.allow_both_ways,
            trio: settings.trio,
            groups: [
                GroupFields::filled(0, groups.map(|g| &g.first)),
                GroupFields::filled(1, groups.and_then(|g| g.second.as_ref())),
            ],
            locked: round_form::lines(&settings.locked),
            banned: round_form::lines(&settings.banned),
            problems: Vec::new(),
            first,
            last,
        }
    }

    /// A form as posted.
    pub(crate) fn posted(fields: &Fields, now: DateTime<Utc>) -> Self {
        let (first, last) = answer_by_bounds(now);
        Self {
            name: fields.one("name").to_owned(),
            answer_by: fields.one("answer_by").to_owned(),
            kind: fields.one("kind").to_owned(),
            prefer: fields.one("prefer").to_owned(),
            weights: Factor::ALL.iter().map(|f| TypedWeight::posted(*f, fields)).collect(),
            allow_earlier_duos: fields.one("allow_earlier_duos") == "yes",
            allow_second_duos: fields.one("allow_second_duos") == "yes",
            allow_both_ways: fields.one("allow_both_ways") == "yes",
            trio: fields.one("trio") == "yes",
            groups: [GroupFields::posted(0, fields), GroupFields::posted(1, fields)],
            locked: fields.one("locked").to_owned(),
            banned: fields.one("banned").to_owned(),
            problems: Vec::new(),
            first,
            last,
        }
    }

    /// The plan, or the form again with its problems.
    pub(crate) fn parse(mut self, page: &Page) -> Result<Plan, Box<Self>> {
        let name =
            SingleLine::parse(&self.name).map_err(|p| ("name", page.t.problem_of(&page.t.text("round-name"), &p)));
        let name = self.noted(name);
        let answer_by = self.answer_by.parse::<NaiveDate>().ok().filter(|day| (self.first..=self.last).contains(day));
        let answer_by = self.noted(answer_by.ok_or_else(|| ("answer_by", self.answer_by_problem(page))));
        match (name, answer_by, self.settings(page)) {
            (Some(name), Some(answer_by), Some(settings)) => Ok(Plan { name, settings, answer_by }),
            _ => Err(Box::new(self)),
        }
    }

    /// What of the plan decides on the duos, which is all that a preview needs, or nothing and the problems.
    pub(crate) fn settings(&mut self, page: &Page) -> Option<RoundSettings> {
        let kind: Result<Kind, _> = self.kind.parse();
        let kind = self.noted(kind.map_err(|p| ("kind", page.t.problem_of(&page.t.text("round-kind"), &p))));
        let groups = round_form::groups(&self.groups, kind == Some(Kind::Exchange), page.t);
        let groups = self.noted(groups);
        let prefer: Result<Preference, _> = self.prefer.parse();
        let prefer = self.noted(prefer.map_err(|p| ("prefer", page.t.problem_of(&page.t.text("round-prefer"), &p))));
        let weights = self.weights(page);
        let weights = self.noted(weights);
        let locked = round_form::couples("locked", &self.locked, &page.t.text("round-locked"), page.t);
        let locked = self.noted(locked);
        let banned = round_form::couples("banned", &self.banned, &page.t.text("round-banned"), page.t);
        let banned = self.noted(banned);
        Some(RoundSettings {
            kind: kind?,
            prefer: prefer?,
            weights: weights?,
            allow_earlier_duos: self.allow_earlier_duos,
            allow_second_duos: self.allow_second_duos,
            allow_both_ways: self.allow_both_ways,
            trio: self.trio,
            // The seed is the round's own, drawn once.
            seed: 0,
            groups: groups?,
            locked: locked?,
            banned: banned?,
        })
    }

    fn weights(&self, page: &Page) -> Result<Weights, (&'static str, String)> {
        let mut weights = Weights::default();
        for typed in &self.weights {
            let Ok(weight) = typed.parse() else {
                let factor = page.t.factor(typed.factor);
                return Err(("weights", page.t.with("round-weight-problem", &[("factor", &factor)])));
            };
            weights.set(typed.factor, weight);
        }
        Ok(weights)
    }

    /// What was typed; what is wrong with it is kept for the page.
    fn noted<T>(&mut self, typed: Result<T, (&'static str, String)>) -> Option<T> {
        typed.map_err(|problem| self.problems.push(problem)).ok()
    }

    fn answer_by_problem(&self, page: &Page) -> String {
        let (first, last) = (page.t.date(self.first), page.t.date(self.last));
        page.t.with("round-answer-by-problem", &[("first", &first), ("last", &last)])
    }

    // What the template asks.

    pub(crate) fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(name, _)| *name == field).map(|(_, words)| words.as_str())
    }

    /// Whether the groups are to be seen at once.
    pub(crate) fn shows_groups(&self) -> bool {
        self.kind == Kind::Exchange.as_str()
            || self.groups.iter().any(|g| self.problem(g.name()).is_some() || g.fields().any(|f| !f.typed.is_empty()))
    }

    /// Whether the fixed and excluded duos are to be seen at once.
    pub(crate) fn shows_pairs(&self) -> bool {
        ["locked", "banned"].iter().any(|name| self.problem(name).is_some())
    }

    /// Quality against coverage: the preference, what it gives, and whether it is chosen.
    pub(crate) fn compared(&self, forecast: &Forecast) -> Vec<(Preference, Preview, bool)> {
        let both = [(Preference::Quality, forecast.quality), (Preference::Coverage, forecast.coverage)];
        let balance = (self.prefer == Preference::Balance.as_str()).then_some((Preference::Balance, forecast.chosen));
        let chosen = |prefer: Preference| prefer.as_str() == self.prefer;
        both.into_iter().chain(balance).map(|(prefer, preview)| (prefer, preview, chosen(prefer))).collect()
    }
}
