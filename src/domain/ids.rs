//! What rows are known by, one type for each kind, so that a duo is never looked for among the rounds.

use serde::{Deserialize, Serialize};

/// A number by which one kind of thing is known. To people and programs it is a plain number.
macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

identifiers! {
    /// A round.
    RoundId,
}

/// A programme.
pub type ProgrammeId = i64;
/// A coordinator.
pub type CoordinatorId = i64;
/// A professional.
pub type ProfessionalId = i64;
/// A duo.
pub type DuoId = i64;
/// A mail.
pub type MailId = i64;
/// An act by which many mails were queued.
pub type MailingId = i64;
/// A change of a round.
pub type RoundChangeId = i64;
/// A line of the log of activity.
pub type ActivityId = i64;
