//! The languages people speak, and the two that the product speaks.

use super::ValidationError;

/// A language somebody can talk in, by its ISO 639 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(u8);

/// ISO 639-1 codes, and `dse`, Dutch Sign Language, from ISO 639-3. A new one goes at the end.
const CODES: [&str; 18] =
    ["nl", "en", "fy", "dse", "de", "fr", "es", "pt", "it", "pl", "uk", "ru", "tr", "ar", "fa", "so", "ti", "pap"];

impl Language {
    /// Every language on offer.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).zip(CODES).map(|(index, _)| Self(index))
    }

    /// Its place among those on offer, 0 to 17.
    #[must_use]
    pub const fn index(self) -> u8 {
        self.0
    }

    /// The ISO 639 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        CODES[usize::from(self.0)]
    }

    /// Reads a code.
    ///
    /// # Errors
    /// [`ValidationError::UnknownChoice`].
    pub fn parse(code: &str) -> Result<Self, ValidationError> {
        Self::all().find(|l| l.code() == code).ok_or_else(|| ValidationError::unknown_choice(code, &CODES))
    }
}

/// A language that pages and mails come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

super::words!(Locale, Nl = "nl", En = "en");
