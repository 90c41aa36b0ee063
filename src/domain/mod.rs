//! What the product is about, with nothing of how it is stored, sent or shown.
//!
//! Pure: no SQL, no HTTP, no clock, no mail. Every type is parsed once, at the edge, and is right from then on.

pub mod access;
pub mod agreement;
pub mod availability;
pub mod check_in;
pub mod couple;
pub mod doubles;
pub mod duo;
mod earlier_duo;
pub mod email;
pub mod group;
pub mod ids;
pub mod import;
pub mod language;
pub mod life;
pub mod local_time;
pub mod meeting;
pub mod needs;
pub mod outcome;
pub mod problem;
pub mod profile;
pub mod programme;
pub mod round;
pub mod schedule;
pub mod standing;
pub mod text;
pub mod token;
pub mod topic;
pub mod weights;

pub use availability::{Availability, HalfDay};
pub use couple::Couple;
pub use duo::{Answer, DuoState, Side};
pub use earlier_duo::EarlierDuo;
pub use email::EmailAddress;
pub use group::{Attribute, Group, Groups};
pub use ids::{
    ActivityId, CoordinatorId, DuoId, MailId, MailingId, ProfessionalId, ProgrammeId, RoundChangeId, RoundId,
    SecurityLineId,
};
pub use language::{Language, Locale};
pub use problem::{Field, FieldError, Problem};
pub use profile::{Expertise, LearningNeed, Level, Meets, Profile, ProfileInput, TakesPart};
pub use programme::Slug;
pub use round::{Change, Kind, PairChange, Preference, RoundSettings, RoundState};
pub use standing::StandingDuos;
pub use text::Line;
pub use token::{OPEN_HOURS, Purpose, Token, TokenHash};
pub use topic::{Catalogue, Element, Topic, TopicId, Topics};
pub use weights::{Factor, Weight, Weights};

/// Parses one of a closed set of words, so that an enum, its words and its parser are one table.
macro_rules! words {
    ($type:ty, $($variant:ident = $word:literal),+ $(,)?) => {
        impl $type {
            /// Every value, in the order of the field's documents.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The identifier used in files, forms, the API and the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::domain::Problem;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::domain::Problem::unknown_choice(text, &[$($word),+])),
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;
