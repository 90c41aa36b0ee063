//! The settings of a round as a form.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::super::super::fields::Fields;
use super::super::super::page::Page;
use super::round_pairs::{self, GroupFields};
use crate::actions::rounds::{Plan, answer_by_bounds};
use crate::domain::{Factor, Kind, Line, Preference, RoundSettings, Weights};
use crate::store::rounds::Round;

/// What was typed, and what is wrong with it.
pub(super) struct RoundForm {
    pub(super) name: String,
    pub(super) answer_by: String,
    pub(super) kind: String,
    pub(super) prefer: String,
    /// In the order of [`Factor::ALL`].
    pub(super) weights: Vec<String>,
    pub(super) allow_earlier_duos: bool,
    /// The first and the second.
    pub(super) groups: [GroupFields; 2],
    pub(super) locked: String,
    pub(super) banned: String,
    /// The field's name, and the words.
    pub(super) problems: Vec<(&'static str, String)>,
    /// The bounds of the date.
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

impl RoundForm {
    /// A form with the defaults and a date in two weeks.
    pub(super) fn new(page: &Page, now: DateTime<Utc>) -> Self {
        let name = page.t.with("round-default-name", &[("date", &page.t.date(now.date_naive()))]);
        Self::filled(name, now.date_naive() + Days::new(14), &RoundSettings::default(), now)
    }

    /// A form with what a round has.
    pub(super) fn of(round: &Round, now: DateTime<Utc>) -> Self {
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
            weights: Factor::ALL.iter().map(|f| settings.weights.of(*f).to_string()).collect(),
            allow_earlier_duos: settings.allow_earlier_duos,
            groups: [
                GroupFields::filled(0, groups.map(|g| &g.first)),
                GroupFields::filled(1, groups.and_then(|g| g.second.as_ref())),
            ],
            locked: round_pairs::lines(&settings.locked),
            banned: round_pairs::lines(&settings.banned),
            problems: Vec::new(),
            first,
            last,
        }
    }

    /// A form as posted.
    pub(super) fn posted(fields: &Fields, now: DateTime<Utc>) -> Self {
        let (first, last) = answer_by_bounds(now);
        Self {
            name: fields.one("name").to_owned(),
            answer_by: fields.one("answer_by").to_owned(),
            kind: fields.one("kind").to_owned(),
            prefer: fields.one("prefer").to_owned(),
            weights: Factor::ALL.iter().map(|f| fields.one(&format!("weight:{f}")).to_owned()).collect(),
            allow_earlier_duos: fields.one("allow_earlier_duos") == "yes",
            groups: [GroupFields::posted(0, fields), GroupFields::posted(1, fields)],
            locked: fields.one("locked").to_owned(),
            banned: fields.one("banned").to_owned(),
            problems: Vec::new(),
            first,
            last,
        }
    }

    /// The plan, or the form again with its problems.
    pub(super) fn parse(mut self, page: &Page) -> Result<Plan, Box<Self>> {
        let name = Line::parse(&self.name).map_err(|p| ("name", page.t.problem_of(&page.t.text("round-name"), &p)));
        let answer_by = self
            .answer_by
            .parse::<NaiveDate>()
            .ok()
            .filter(|day| (self.first..=self.last).contains(day))
            .ok_or_else(|| ("answer_by", self.answer_by_problem(page)));
        let kind: Result<Kind, _> =
            self.kind.parse().map_err(|p| ("kind", page.t.problem_of(&page.t.text("round-kind"), &p)));
        let prefer: Result<Preference, _> =
            self.prefer.parse().map_err(|p| ("prefer", page.t.problem_of(&page.t.text("round-prefer"), &p)));
        let needs_groups = matches!(kind, Ok(Kind::Exchange));
        let groups = round_pairs::groups(&self.groups, needs_groups, page.t);
        let locked = round_pairs::couples("locked", &self.locked, &page.t.text("round-locked"), page.t);
        let banned = round_pairs::couples("banned", &self.banned, &page.t.text("round-banned"), page.t);
        let mut weights = Weights::default();
        let mut wrong = None;
        for (factor, text) in Factor::ALL.iter().zip(&self.weights) {
            match text.parse() {
                Ok(weight) => weights.set(*factor, weight),
                Err(_) => wrong = wrong.or(Some(*factor)),
            }
        }
        let weights = match wrong {
            None => Ok(weights),
            Some(f) => Err(("weights", page.t.with("round-weight-problem", &[("factor", &page.t.factor(f))]))),
        };
        match (name, answer_by, kind, prefer, groups, locked, banned, weights) {
            (Ok(name), Ok(answer_by), Ok(kind), Ok(prefer), Ok(groups), Ok(locked), Ok(banned), Ok(weights)) => {
                let allow_earlier_duos = self.allow_earlier_duos;
                // The seed is the round's own, drawn once.
                let seed = 0;
                let settings =
                    RoundSettings { kind, prefer, weights, allow_earlier_duos, seed, groups, locked, banned };
                Ok(Plan { name, settings, answer_by })
            }
            (name, answer_by, kind, prefer, groups, locked, banned, weights) => {
                let problems = [
                    name.err(),
                    answer_by.err(),
                    kind.err(),
                    groups.err(),
                    prefer.err(),
                    weights.err(),
                    locked.err(),
                    banned.err(),
                ];
                self.problems.extend(problems.into_iter().flatten());
                Err(Box::new(self))
            }
        }
    }

    fn answer_by_problem(&self, page: &Page) -> String {
        let (first, last) = (page.t.date(self.first), page.t.date(self.last));
        page.t.with("round-answer-by-problem", &[("first", &first), ("last", &last)])
    }

    // What the template asks.

    pub(super) fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(name, _)| *name == field).map(|(_, words)| words.as_str())
    }

    pub(super) fn weighted(&self) -> Vec<(Factor, &str)> {
        Factor::ALL.iter().copied().zip(self.weights.iter().map(String::as_str)).collect()
    }

    /// Whether the groups are to be seen at once.
    pub(super) fn shows_groups(&self) -> bool {
        self.kind == Kind::Exchange.as_str()
            || self.groups.iter().any(|g| self.problem(g.name()).is_some() || g.fields().any(|f| !f.typed.is_empty()))
    }
}
