//! What a queued mail is about, by identifier: the facts that it is held against when it leaves.

use crate::domain::{CoordinatorId, DuoId, ProfessionalId, RoundId};
use serde::{Deserialize, Serialize};

/// To whom a message is, and about what. A mail of an older version says nothing of it, and leaves as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct About {
    /// The reader, if they are a professional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub professional: Option<ProfessionalId>,
    /// The reader, if they are a coordinator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinator: Option<CoordinatorId>,
    /// The round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundId>,
    /// The duo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duo: Option<DuoId>,
}

impl About {
    /// To this professional, about nothing else.
    #[must_use]
    pub fn professional(id: ProfessionalId) -> Self {
        Self { professional: Some(id), ..Self::default() }
    }

    /// To this coordinator, about nothing else.
    #[must_use]
    pub fn coordinator(id: CoordinatorId) -> Self {
        Self { coordinator: Some(id), ..Self::default() }
    }

    /// The same reader, about this round.
    #[must_use]
    pub const fn round(self, id: RoundId) -> Self {
        Self { round: Some(id), ..self }
    }

    /// The same reader, about this duo of a round.
    #[must_use]
    pub const fn duo(self, round: RoundId, duo: DuoId) -> Self {
        Self { round: Some(round), duo: Some(duo), ..self }
    }
}
