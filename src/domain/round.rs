//! Rounds: one matching exercise of a programme.

use serde::{Deserialize, Serialize};

use super::Weights;

/// Who learns from whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Learners and guides; the guide's capacity is respected.
    #[default]
    Guidance,
    /// Two groups, both learn.
    Exchange,
    /// One pool, both learn.
    Mutual,
}

super::words!(Kind, Guidance = "guidance", Exchange = "exchange", Mutual = "mutual");

/// What a round prefers among the pairings that are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Preference {
    /// The greatest total, pairs with a score of zero or less left out.
    Quality,
    /// Most duos first, then the greatest total.
    #[default]
    Coverage,
    /// Most duos first, then the greatest lowest score, then the greatest total.
    Balance,
}

super::words!(Preference, Quality = "quality", Coverage = "coverage", Balance = "balance");

/// What decides the outcome of a round, beside the profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoundSettings {
    /// Who learns from whom.
    pub kind: Kind,
    /// What is preferred.
    pub prefer: Preference,
    /// How much each factor counts.
    pub weights: Weights,
    /// Whether two people who were a duo before may be one again.
    pub allow_earlier_duos: bool,
    /// Ties are broken by a hash of this and the identifiers.
    pub seed: u32,
}

/// Where a round is. The only ways are those of [`RoundState::may_become`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RoundState {
    /// Being made: participants and settings can change.
    Draft,
    /// Pairings are computed and can be looked at; nobody was told.
    Proposed,
    /// The duos are made and their introductions queued.
    Published,
    /// Over.
    Closed,
}

super::words!(RoundState, Draft = "draft", Proposed = "proposed", Published = "published", Closed = "closed");

impl RoundState {
    /// Whether a round may go from here to `next`. A proposed round may be proposed anew, or be a draft again.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Draft | Self::Proposed, Self::Draft | Self::Proposed)
                | (Self::Proposed, Self::Published)
                | (Self::Published, Self::Closed)
        )
    }
}
