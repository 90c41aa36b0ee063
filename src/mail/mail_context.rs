//! Who sends the mails of a programme.

use crate::domain::EmailAddress;

/// What all mails of a programme have in common: where links lead, whose name they bear, who answers questions.
#[derive(Debug, Clone)]
pub struct MailContext {
    base_url: String,
    programme: String,
    slug: String,
    from: EmailAddress,
    contact: EmailAddress,
}

impl MailContext {
    /// Mails of a programme (its name in the reader's language, and as it stands in addresses), sent from `from`, whose answers
    /// go to `contact`, the coordinator. Links begin with `base_url`.
    #[must_use]
    pub fn new(base_url: &str, (name, slug): (&str, &str), from: EmailAddress, contact: EmailAddress) -> Self {
        let base_url = base_url.trim_end_matches('/').to_owned();
        Self { base_url, programme: name.to_owned(), slug: slug.to_owned(), from, contact }
    }

    /// Where the programme says what it does with data.
    #[must_use]
    pub fn privacy(&self) -> String {
        self.page(&format!("/{}/privacy", self.slug))
    }

    /// The name of the programme.
    #[must_use]
    pub fn programme(&self) -> &str {
        &self.programme
    }

    /// The address that mails are sent from.
    #[must_use]
    pub const fn from(&self) -> &EmailAddress {
        &self.from
    }

    /// The address that answers go to.
    #[must_use]
    pub const fn contact(&self) -> &EmailAddress {
        &self.contact
    }

    /// The URL of one of our pages. `path` begins with a slash.
    #[must_use]
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// A link to one of our pages. `path` begins with a slash.
    #[must_use]
    pub fn link(&self, path: &str, token: &str) -> String {
        format!("{}{path}/{token}", self.base_url)
    }
}
