//! What a round values in a duo, and how much.

use serde::{Deserialize, Serialize};

/// One of the things that make a good duo. Each has a value from 0 to 100 for two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// How much of the learner's needs the guide's expertise covers.
    Learning,
    /// How much of the guide's needs the learner's expertise covers.
    Reciprocity,
    /// They work for different organisations.
    Organisation,
    /// They have different roles.
    Role,
    /// They work in the same region.
    Region,
    /// They have half-days in common.
    HalfDays,
    /// The guide has more years of experience.
    Experience,
    /// They went without a duo in earlier rounds.
    Waited,
    /// They were never a duo, or long ago. Only where people who were a duo before may be one again.
    Novelty,
}

crate::domain::words!(
    Factor,
    Learning = "learning",
    Reciprocity = "reciprocity",
    Organisation = "organisation",
    Role = "role",
    Region = "region",
    HalfDays = "half_days",
    Experience = "experience",
    Waited = "waited",
    Novelty = "novelty",
);

impl Factor {
    /// How many factors there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The number of the first engine that counted it.
    #[must_use]
    pub const fn since_engine(self) -> u32 {
        match self {
            Self::Novelty => 6,
            Self::Learning
            | Self::Reciprocity
            | Self::Organisation
            | Self::Role
            | Self::Region
            | Self::HalfDays
            | Self::Experience
            | Self::Waited => 1,
        }
    }
}

/// How much a factor counts in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WeightWord", into = "WeightWord")]
pub enum Weight {
    /// 0 (not at all) to 10.
    Points(u8),
    /// A pair for which the factor's value is 0 is forbidden; for the others it counts as 10.
    Must,
}

impl Weight {
    /// The greatest number of points.
    pub const MAX: u8 = 10;

    /// What the factor's value is multiplied by: 0 to 10.
    #[must_use]
    pub const fn points(self) -> u8 {
        match self {
            Self::Points(points) => points,
            Self::Must => Self::MAX,
        }
    }
}

/// As written in TOML, JSON and forms: `0` to `10`, or `"must"`.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WeightWord {
    Number(i64),
    Word(String),
}

impl TryFrom<WeightWord> for Weight {
    type Error = String;

    fn try_from(word: WeightWord) -> Result<Self, String> {
        match word {
            WeightWord::Number(n) => u8::try_from(n).ok().filter(|n| *n <= Self::MAX).map(Self::Points),
            WeightWord::Word(text) if text == "must" => Some(Self::Must),
            WeightWord::Word(text) => text.parse().ok().filter(|n| *n <= Self::MAX).map(Self::Points),
        }
        .ok_or_else(|| "a weight is a whole number from 0 to 10, or \"must\"".to_owned())
    }
}

impl From<Weight> for WeightWord {
    fn from(weight: Weight) -> Self {
        match weight {
            Weight::Points(points) => Self::Number(points.into()),
            Weight::Must => Self::Word("must".to_owned()),
        }
    }
}

impl std::str::FromStr for Weight {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        WeightWord::Word(text.trim().to_owned()).try_into()
    }
}

impl std::fmt::Display for Weight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Points(points) => write!(f, "{points}"),
            Self::Must => f.write_str("must"),
        }
    }
}

/// A weight for each factor.
///
/// The default for youth care: a guide must know something the learner wants to learn; other organisations and roles
/// are worth more than the same region; those who waited come first among equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "one for each `Factor`, described there")]
pub struct Weights {
    pub learning: Weight,
    pub reciprocity: Weight,
    pub organisation: Weight,
    pub role: Weight,
    pub region: Weight,
    pub half_days: Weight,
    pub experience: Weight,
    pub waited: Weight,
    /// The last to come: what has its default is kept as it was before.
    #[serde(skip_serializing_if = "is_default_novelty")]
    pub novelty: Weight,
}

/// How much novelty counts unless a round says otherwise.
const DEFAULT_NOVELTY: Weight = Weight::Points(8);

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_default_novelty(weight: &Weight) -> bool {
    *weight == DEFAULT_NOVELTY
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            learning: Weight::Must,
            reciprocity: Weight::Points(3),
            organisation: Weight::Points(5),
            role: Weight::Points(3),
            region: Weight::Points(2),
            half_days: Weight::Points(3),
            experience: Weight::Points(2),
            waited: Weight::Points(4),
            novelty: DEFAULT_NOVELTY,
        }
    }
}

impl Weights {
    /// The weight of one factor.
    #[must_use]
    pub const fn of(&self, factor: Factor) -> Weight {
        match factor {
            Factor::Learning => self.learning,
            Factor::Reciprocity => self.reciprocity,
            Factor::Organisation => self.organisation,
            Factor::Role => self.role,
            Factor::Region => self.region,
            Factor::HalfDays => self.half_days,
            Factor::Experience => self.experience,
            Factor::Waited => self.waited,
            Factor::Novelty => self.novelty,
        }
    }

    /// As the engine of this number read them: a factor that did not exist then counts 0.
    #[must_use]
    pub fn as_of_engine(mut self, engine: u32) -> Self {
        for factor in Factor::ALL {
            if factor.since_engine() > engine {
                self.set(*factor, Weight::Points(0));
            }
        }
        self
    }

    /// Sets the weight of one factor.
    pub const fn set(&mut self, factor: Factor, weight: Weight) {
        match factor {
            Factor::Learning => self.learning = weight,
            Factor::Reciprocity => self.reciprocity = weight,
            Factor::Organisation => self.organisation = weight,
            Factor::Role => self.role = weight,
            Factor::Region => self.region = weight,
            Factor::HalfDays => self.half_days = weight,
            Factor::Experience => self.experience = weight,
            Factor::Waited => self.waited = weight,
            Factor::Novelty => self.novelty = weight,
        }
    }
}
