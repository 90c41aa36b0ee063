//! A message as it waits in the outbox.

use serde::{Deserialize, Serialize};

use super::{Letter, Letterhead, Message};
use crate::domain::Locale;

/// A message, and the token with which its reader gets no more of the kind: one JSON object in the queue. It stands in
/// the mail's header, where mail programs make a button of it (RFC 8058).
///
/// Read a queued mail as this, and not as a [`Message`], which does not know the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    /// What there is to tell.
    #[serde(flatten)]
    pub message: Message,
    /// As it stands in the link; nothing where the mail answers what the reader just did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unsubscribe: Option<Way>,
    /// Whether it is for a coordinator who wants to see what others will get.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    test: bool,
}

/// The token of a way out. `Debug` does not tell it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Way(String);

impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Way(…)")
    }
}

impl Queued {
    /// A message with a way out: the token as it stands in a link.
    #[must_use]
    pub fn new(message: Message, unsubscribe: Option<String>) -> Self {
        Self { message, unsubscribe: unsubscribe.map(Way), test: false }
    }

    /// A message as others will get it, sent to a coordinator: marked as a test, without a way out.
    #[must_use]
    pub const fn test(message: Message) -> Self {
        Self { message, unsubscribe: None, test: true }
    }

    /// The letter in the reader's language, with its way out.
    #[must_use]
    pub fn letter(&self, locale: Locale, head: &Letterhead) -> Letter {
        let letter = self.message.letter(locale, head);
        let letter = if self.test { letter.marked_as_test() } else { letter };
        match &self.unsubscribe {
            Some(Way(token)) => letter.unsubscribe(head.link("/unsubscribe", token)),
            None => letter,
        }
    }
}
