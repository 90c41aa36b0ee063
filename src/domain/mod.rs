//! What the product is about, with nothing of how it is stored, sent or shown.
//!
//! Pure: no SQL, no HTTP, no clock, no mail. Every type is parsed once, at the edge, and is right from then on.

pub mod duo;
pub mod ids;
pub mod language;
pub mod local_time;
pub mod person;
pub mod programme;
pub mod round;
pub mod text;
pub mod token;
pub mod validation;

pub use duo::earlier_duo::EarlierDuo;
pub use duo::standing::StandingDuos;
pub use duo::{Answer, DuoState, Side};
pub use ids::{
    ActivityId, CoordinatorId, DuoId, MailId, MailingId, ProfessionalId, ProgrammeId, RoundChangeId, RoundId,
    SecurityLineId,
};
pub use language::{Language, Locale};
pub use person::address_pair::AddressPair;
pub use person::availability::{Availability, HalfDay};
pub use person::email::EmailAddress;
pub use person::profile::{Expertise, LearningNeed, Level, Meets, Profile, ProfileInput, TakesPart};
pub use programme::Slug;
pub use programme::topic::{Catalogue, Element, Topic, TopicId, Topics};
pub use round::group::{Attribute, Group, Groups};
pub use round::weights::{Factor, Weight, Weights};
pub use round::{Change, Kind, PairChange, Preference, RoundSettings, RoundState};
pub use text::SingleLine;
pub use token::{LinkPurpose, OPEN_HOURS, Token, TokenHash};
pub use validation::{Field, FieldError, ValidationError};

/// Parses one of a closed set of words, so that an enum, its words and its parser are one table.
macro_rules! words {
    ($type:ty, $($variant:ident = $word:literal),+ $(,)?) => {
        impl $type {
            /// Every value, in the order of the field's documents.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The identifiers of all values, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The identifier used in files, forms, the API and the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::domain::ValidationError;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::domain::ValidationError::unknown_choice(text, Self::WORDS)),
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
