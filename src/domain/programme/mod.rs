//! Programmes: one community with its own topics, coordinators and rounds.

pub mod access;
pub mod topic;

use super::ValidationError;
use super::validation::shortened;

/// The name of a programme in addresses: 1 to 60 lower-case letters and digits, with single hyphens between them.
///
/// Words that are the first part of another page's address are refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(String);

const RESERVED: [&str; 14] = [
    "second-factor",
    "sign-out",
    "rounds",
    "sign-in",
    "me",
    "duo",
    "coordinator",
    "api",
    "dev",
    "static",
    "healthz",
    "readyz",
    "metrics",
    "language",
];

impl Slug {
    /// Reads a slug.
    ///
    /// # Errors
    /// [`ValidationError::NotASlug`].
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        if is_slug(text) && !RESERVED.contains(&text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ValidationError::NotASlug { value: shortened(text) })
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `text` is 1 to 60 characters of `a-z0-9` with single hyphens between them.
pub(crate) fn is_slug(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}
