//! How the domain's types stand in the JSON of a message.

use serde::de::{Deserialize, Deserializer, Error};

/// A level as its number.
pub(crate) mod level {
    use super::{Deserialize, Deserializer, Error};
    use crate::domain::Level;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(crate) fn serialize<S: serde::Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(level.get())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Level, D::Error> {
        Level::parse(&u8::deserialize(deserializer)?.to_string()).map_err(|_| D::Error::custom("not a level"))
    }
}

/// Half-days as a list of their words.
pub(crate) mod half_days {
    use super::{Deserialize, Deserializer, Error};
    use crate::domain::Availability;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(crate) fn serialize<S: serde::Serializer>(days: &Availability, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(days.iter().map(crate::domain::HalfDay::as_str))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Availability, D::Error> {
        let words = Vec::<String>::deserialize(deserializer)?;
        Availability::parse(words.iter().map(String::as_str)).map_err(|_| D::Error::custom("not a half-day"))
    }
}

/// How two people can meet, as its word; nothing when they cannot.
pub(crate) mod meets {
    use super::{Deserialize, Deserializer, Error};
    use crate::domain::Meets;

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(crate) fn serialize<S: serde::Serializer>(meets: &Option<Meets>, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&meets.map(Meets::as_str), serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Meets>, D::Error> {
        let word = Option::<String>::deserialize(deserializer)?;
        word.map(|w| w.parse().map_err(|_| D::Error::custom("not a way to meet"))).transpose()
    }
}
