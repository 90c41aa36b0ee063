//! What a round values in a duo, and how much.

use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One of the things that make a good duo. Each has a value from 0 to 100 for two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
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

    /// How much it counts unless a round says otherwise.
    #[must_use]
    pub const fn default_weight(self) -> Weight {
        match self {
            Self::Learning => Weight::Must,
            Self::Reciprocity | Self::Role | Self::HalfDays => Weight::Points(3),
            Self::Organisation => Weight::Points(5),
            Self::Region | Self::Experience => Weight::Points(2),
            Self::Waited => Weight::Points(4),
            Self::Novelty => Weight::Points(8),
        }
    }

    /// Whether its value hangs on the topics of the two, so that its points tell something of what each wants to learn.
    #[must_use]
    pub const fn is_by_topics(self) -> bool {
        match self {
            Self::Learning | Self::Reciprocity => true,
            Self::Organisation
            | Self::Role
            | Self::Region
            | Self::HalfDays
            | Self::Experience
            | Self::Waited
            | Self::Novelty => false,
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

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Points(points) => write!(f, "{points}"),
            Self::Must => f.write_str("must"),
        }
    }
}

/// A weight for each factor: in TOML and JSON a table from factor to weight, in which what is left out has its default.
///
/// The default for youth care: a guide must know something the learner wants to learn; other organisations and roles
/// are worth more than the same region; those who waited come first among equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights([Weight; Factor::COUNT]);

impl Default for Weights {
    fn default() -> Self {
        Self(std::array::from_fn(|place| Factor::ALL[place].default_weight()))
    }
}

impl Weights {
    /// The weight of one factor.
    #[must_use]
    pub const fn of(&self, factor: Factor) -> Weight {
        self.0[factor as usize]
    }

    /// Sets the weight of one factor.
    pub const fn set(&mut self, factor: Factor, weight: Weight) {
        self.0[factor as usize] = weight;
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
}

/// A factor that came later is left out where it has its default, so that what was kept before it came stays as it was.
impl Serialize for Weights {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_kept = |factor: &Factor| factor.since_engine() == 1 || self.of(*factor) != factor.default_weight();
        serializer.collect_map(Factor::ALL.iter().copied().filter(is_kept).map(|factor| (factor, self.of(factor))))
    }
}

impl<'de> Deserialize<'de> for Weights {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Table;

        impl<'de> Visitor<'de> for Table {
            type Value = Weights;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a weight for each factor")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Weights, A::Error> {
                let mut weights = Weights::default();
                while let Some(Field(factor)) = map.next_key()? {
                    weights.set(factor, map.next_value()?);
                }
                Ok(weights)
            }
        }

        deserializer.deserialize_map(Table)
    }
}

/// A word, read as keys are, so that whoever follows the way to a value sees it.
struct Word;

impl Visitor<'_> for Word {
    type Value = Result<Factor, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, word: &str) -> Result<Self::Value, E> {
        Ok(word.parse().map_err(|_| word.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Factor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = deserializer.deserialize_identifier(Word)?;
        read.map_err(|word| de::Error::unknown_variant(&word, Self::WORDS))
    }
}

/// A factor as a key of [`Weights`]: any other is an unknown field.
struct Field(Factor);

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = deserializer.deserialize_identifier(Word)?;
        read.map(Field).map_err(|word| de::Error::unknown_field(&word, Factor::WORDS))
    }
}
