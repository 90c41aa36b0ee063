//! What a queued mail is about, by identifier: the facts that it is held against when it leaves.

use serde::{Deserialize, Serialize};

/// To whom a message is, and about what. A mail of an older version says nothing of it, and leaves as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct About {
    /// The reader, if they are a professional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub professional: Option<i64>,
    /// The reader, if they are a coordinator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinator: Option<i64>,
    /// The round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<i64>,
    /// The duo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duo: Option<i64>,
}

impl About {
    /// To this professional, about nothing else.
    #[must_use]
    pub fn professional(id: i64) -> Self {
        Self { professional: Some(id), ..Self::default() }
    }

    /// To this coordinator, about nothing else.
    #[must_use]
    pub fn coordinator(id: i64) -> Self {
        Self { coordinator: Some(id), ..Self::default() }
    }

    /// The same reader, about this round.
    #[must_use]
    pub const fn round(self, id: i64) -> Self {
        Self { round: Some(id), ..self }
    }

    /// The same reader, about this duo of a round.
    #[must_use]
    pub const fn duo(self, round: i64, duo: i64) -> Self {
        Self { round: Some(round), duo: Some(duo), ..self }
    }
}
