//! A round in JSON: as it is shown, and as it is asked for.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::problem_document::{FieldProblem, ProblemDocument};
use crate::domain::round::MAX_PAIRS;
use crate::domain::validation::ValidationError as Wrong;
use crate::domain::{
    AddressPair, Factor, Field, Groups, Kind, Preference, ProfessionalId, RoundId, RoundSettings, RoundState,
    SingleLine, Weight,
};
use crate::locale::Texts;
use crate::service::round::Plan;
use crate::store::round::rounds;

/// One matching exercise.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Round {
    #[schema(value_type = i64)]
    id: RoundId,
    name: String,
    state: RoundState,
    /// Raised by every change. Send it back with the next one, which is refused when somebody else was first.
    version: i32,
    settings: ShownSettings,
    /// Breaks ties; drawn when the round was made.
    seed: u32,
    /// The last day on which a member can answer.
    answer_by: NaiveDate,
    created_at: DateTime<Utc>,
    #[schema(required)]
    proposed_at: Option<DateTime<Utc>>,
    #[schema(required)]
    published_at: Option<DateTime<Utc>>,
}

/// A round with who takes part.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoundDetails {
    #[serde(flatten)]
    round: Round,
    /// The identifiers of the professionals who take part.
    #[schema(value_type = Vec<i64>)]
    participants: Vec<ProfessionalId>,
}

/// What decides the outcome of a round, beside the profiles.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting by itself")]
struct ShownSettings {
    kind: Kind,
    prefer: Preference,
    /// How much each factor counts.
    #[schema(value_type = BTreeMap<Factor, AnyWeight>)]
    weights: BTreeMap<Factor, Weight>,
    /// Whether two people who were a duo before may be one again.
    allow_earlier_duos: bool,
    /// Whether somebody who stands in a duo of another round may get a second one, within the seats they offered.
    allow_second_duos: bool,
    /// Whether two people may be two duos of a guidance round, each of them a guide of the other.
    allow_both_ways: bool,
    /// Whether somebody left over in a mutual round joins the duo that they fit best: the three are three duos then.
    trio: bool,
    /// Who exchanges with whom.
    #[schema(required)]
    groups: Option<Groups>,
    /// Pairs of e-mail addresses that must stand.
    #[schema(value_type = Vec<Vec<String>>)]
    locked: Vec<AddressPair>,
    /// Pairs of e-mail addresses that must not be.
    #[schema(value_type = Vec<Vec<String>>)]
    banned: Vec<AddressPair>,
}

/// How a weight stands in the document.
struct AnyWeight;

impl PartialSchema for AnyWeight {
    fn schema() -> RefOr<Schema> {
        let points = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(0))
            .maximum(Some(Weight::MAX))
            .description(Some("What the factor's value is multiplied by."));
        let must = ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(["must"]))
            .description(Some("Counts as 10, and forbids the pairs for which the factor's value is 0."));
        OneOfBuilder::new().item(points).item(must).into()
    }
}

impl ToSchema for AnyWeight {}

impl Round {
    pub(crate) fn of(kept: rounds::Round) -> Self {
        let settings = kept.settings;
        Self {
            id: kept.id,
            name: kept.name,
            state: kept.state,
            version: kept.version,
            settings: ShownSettings {
                kind: settings.kind,
                prefer: settings.prefer,
                weights: Factor::ALL.iter().map(|f| (*f, settings.weights.of(*f))).collect(),
                allow_earlier_duos: settings.allow_earlier_duos,
                allow_second_duos: settings.allow_second_duos,
                allow_both_ways: settings.allow_both_ways,
                trio: settings.trio,
                groups: settings.groups,
                locked: settings.locked,
                banned: settings.banned,
            },
            seed: settings.seed,
            answer_by: kept.answer_by,
            created_at: kept.created_at.and_utc(),
            proposed_at: kept.proposed_at.map(|t| t.and_utc()),
            published_at: kept.published_at.map(|t| t.and_utc()),
        }
    }

    pub(crate) fn with(kept: rounds::Round, participants: Vec<ProfessionalId>) -> RoundDetails {
        RoundDetails { round: Self::of(kept), participants }
    }
}

/// What a new round is made of. Everybody who is active takes part, until it is changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRound {
    /// 1 to 100 characters.
    #[schema(required, max_length = 100)]
    #[serde(default)]
    name: String,
    #[serde(default)]
    settings: Settings,
    /// The last day on which a member can answer: from tomorrow up to a year from now.
    #[schema(required, value_type = NaiveDate)]
    #[serde(default)]
    answer_by: String,
}

/// What is to be changed of a round; the rest stays as it is. Duos that were proposed are dropped.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoundChange {
    /// The version that was seen.
    pub(crate) version: i32,
    /// 1 to 100 characters.
    #[schema(max_length = 100)]
    name: Option<String>,
    settings: Option<Settings>,
    /// The last day on which a member can answer: from tomorrow up to a year from now.
    #[schema(value_type = Option<NaiveDate>)]
    answer_by: Option<String>,
    /// The identifiers of the professionals who take part: all of them.
    #[schema(value_type = Option<Vec<i64>>)]
    pub(crate) participants: Option<Vec<ProfessionalId>>,
}

/// Which version of a round was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seen {
    /// When it is given and the round was changed since, nothing is done.
    pub(crate) version: Option<i32>,
}

/// What decides the outcome of a round; what is left out stays, in a new round, as usual.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    kind: Option<Kind>,
    prefer: Option<Preference>,
    /// How much each factor counts; those that are left out stay as they are.
    #[schema(value_type = BTreeMap<Factor, AnyWeight>, example = json!({"learning": "must", "region": 2}))]
    #[serde(default)]
    weights: BTreeMap<Factor, Weight>,
    /// Whether two people who were a duo before may be one again.
    allow_earlier_duos: Option<bool>,
    /// Whether somebody who stands in a duo of another round may get a second one, within the seats they offered.
    allow_second_duos: Option<bool>,
    /// Whether two people may be two duos of a guidance round, each of them a guide of the other; not, unless told.
    allow_both_ways: Option<bool>,
    /// Whether somebody left over in a mutual round joins the duo that they fit best: the three are three duos then.
    trio: Option<bool>,
    /// Who exchanges with whom. An exchange needs them; whoever fits both belongs to the first.
    groups: Option<Groups>,
    /// Pairs of e-mail addresses that must stand: all of them, at most 500. In a guidance round the learner, then the
    /// guide.
    #[schema(value_type = Option<Vec<Vec<String>>>, max_items = 500, example = json!([["a@example.org", "b@example.org"]]))]
    locked: Option<Vec<AddressPair>>,
    /// Pairs of e-mail addresses that must not be: all of them, at most 500.
    #[schema(value_type = Option<Vec<Vec<String>>>, max_items = 500, example = json!([["a@example.org", "b@example.org"]]))]
    banned: Option<Vec<AddressPair>>,
}

impl Settings {
    fn over(self, base: RoundSettings) -> RoundSettings {
        let mut weights = base.weights;
        for (factor, weight) in self.weights {
            weights.set(factor, weight);
        }
        RoundSettings {
            kind: self.kind.unwrap_or(base.kind),
            prefer: self.prefer.unwrap_or(base.prefer),
            weights,
            allow_earlier_duos: self.allow_earlier_duos.unwrap_or(base.allow_earlier_duos),
            allow_second_duos: self.allow_second_duos.unwrap_or(base.allow_second_duos),
            allow_both_ways: self.allow_both_ways.unwrap_or(base.allow_both_ways),
            trio: self.trio.unwrap_or(base.trio),
            seed: base.seed,
            groups: self.groups.or(base.groups),
            locked: self.locked.unwrap_or(base.locked),
            banned: self.banned.unwrap_or(base.banned),
        }
    }
}

/// Settings to try; what is left out is as it is in the round.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoundTry {
    #[serde(default)]
    settings: Settings,
}

impl RoundTry {
    /// The settings of a round with these.
    pub(crate) fn over(self, kept: RoundSettings) -> Result<RoundSettings, ProblemDocument> {
        let settings = self.settings.over(kept);
        let problems = wrong_with(&settings);
        if problems.is_empty() { Ok(settings) } else { Err(ProblemDocument::fields(problems)) }
    }
}

impl NewRound {
    pub(crate) fn plan(self, texts: Texts) -> Result<Plan, ProblemDocument> {
        plan(&self.name, self.settings.over(RoundSettings::default()), &self.answer_by, texts)
    }
}

impl RoundChange {
    /// The plan of a round with this change.
    pub(crate) fn plan(self, kept: &rounds::Round, texts: Texts) -> Result<Plan, ProblemDocument> {
        let name = self.name.as_ref().unwrap_or(&kept.name);
        let answer_by = self.answer_by.unwrap_or_else(|| kept.answer_by.to_string());
        plan(name, self.settings.unwrap_or_default().over(kept.settings.clone()), &answer_by, texts)
    }
}

fn plan(name: &str, settings: RoundSettings, answer_by: &str, texts: Texts) -> Result<Plan, ProblemDocument> {
    let name = SingleLine::parse(name).map_err(|problem| match problem {
        Wrong::Missing => FieldProblem::new("name", "Give the round a name."),
        other => FieldProblem::new("name", texts.problem(Field::Name, &other)),
    });
    let answer_by = answer_by.parse().map_err(|_| FieldProblem::new("answer_by", "Give a day, such as 2026-12-31."));
    let mut problems = wrong_with(&settings);
    match (name, answer_by) {
        (Ok(name), Ok(answer_by)) if problems.is_empty() => Ok(Plan { name, settings, answer_by }),
        (name, answer_by) => {
            problems.splice(0..0, name.err());
            problems.extend(answer_by.err());
            Err(ProblemDocument::fields(problems))
        }
    }
}

/// What is wrong with settings as a whole: said here, rather than when the duos are asked for.
fn wrong_with(settings: &RoundSettings) -> Vec<FieldProblem> {
    let groups = (settings.kind == Kind::Exchange && settings.groups.is_none())
        .then(|| FieldProblem::new("settings.groups", "Give a first group: an exchange needs one."));
    let too_many = |name: &str, list: &[AddressPair]| {
        let words = format!("Give at most {MAX_PAIRS} pairs.");
        (list.len() > MAX_PAIRS).then(|| FieldProblem::new(name, words))
    };
    let lists = [too_many("settings.locked", &settings.locked), too_many("settings.banned", &settings.banned)];
    groups.into_iter().chain(lists.into_iter().flatten()).collect()
}
