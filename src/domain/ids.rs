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
    /// A line of the log of activity.
    ActivityId,
    /// A line of the security log.
    SecurityLineId,
    /// A change of a round.
    RoundChangeId,
    /// An act by which many mails were queued.
    MailingId,
    /// A mail.
    MailId,
    /// A coordinator.
    CoordinatorId,
    /// A programme.
    ProgrammeId,
    /// A professional.
    ProfessionalId,
    /// A duo.
    DuoId,
    /// A round.
    RoundId,
}
