//! The words for a duo: its states, its places, its answers. What leads from one state to another is in [`lifecycle`].

pub mod agreement;
pub mod check_in;
pub(crate) mod earlier_duo;
pub mod lifecycle;
pub mod meeting;
pub mod outcome;
pub mod schedule;
pub mod standing;

use serde::{Deserialize, Serialize};

/// Where a duo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum DuoState {
    /// Computed; only the coordinator knows.
    Proposed,
    /// Both were told, and can answer.
    Introduced,
    /// Both said yes. Contact details are released; answers no longer change.
    Confirmed,
    /// One of them said no. They may still change their mind until the other is told.
    Declined,
    /// The date passed without two answers.
    Lapsed,
    /// It is over.
    Ended,
}

super::words!(
    DuoState,
    Proposed = "proposed",
    Introduced = "introduced",
    Confirmed = "confirmed",
    Declined = "declined",
    Lapsed = "lapsed",
    Ended = "ended",
);

/// The two places in a duo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Who learns.
    Learner,
    /// Who guides.
    Guide,
}

super::words!(Side, Learner = "learner", Guide = "guide");

impl Side {
    /// Which of the two it is: 0 or 1.
    #[must_use]
    pub const fn place(self) -> usize {
        match self {
            Self::Learner => 0,
            Self::Guide => 1,
        }
    }

    /// The other place.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Learner => Self::Guide,
            Self::Guide => Self::Learner,
        }
    }
}

/// What a member says to their introduction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Yes.
    Accepted,
    /// Not now.
    Declined,
}

super::words!(Answer, Accepted = "accepted", Declined = "declined");
