//! A message as it waits in the outbox.

use serde::{Deserialize, Serialize};

use super::{About, Message};

/// One or more messages to one reader, and the token with which the reader gets no more of the kind: one JSON object in
/// the queue. The token stands in the mail's header, where mail programs make a button of it (RFC 8058).
///
/// Read a queued mail as this, and not as a [`Message`], which does not know the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    /// What there is to tell first.
    #[serde(flatten)]
    pub first: Part,
    /// What else there is to tell at the same moment, such as of a guide's other duos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Part>,
    /// As it stands in the link; nothing where the mail answers what the reader just did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unsubscribe: Option<UnsubscribeToken>,
    /// Whether it is for a coordinator who wants to see what others will get.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    test: bool,
}

/// One message, and the facts that it is held against when it leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What there is to tell.
    #[serde(flatten)]
    pub message: Message,
    /// Nothing for a mail of an older version, and for a test: these leave as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
}

/// The token of a way out. `Debug` does not tell it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct UnsubscribeToken(String);

impl std::fmt::Debug for UnsubscribeToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Way(…)")
    }
}

impl Queued {
    /// A message that is held against nothing, with a way out: the token as it stands in a link.
    #[must_use]
    pub fn new(message: Message, unsubscribe: Option<String>) -> Self {
        let first = Part { message, about: None };
        Self { first, more: Vec::new(), unsubscribe: unsubscribe.map(UnsubscribeToken), test: false }
    }

    /// Several messages with a way out; nothing when there are none.
    #[must_use]
    pub fn of(parts: Vec<Part>, unsubscribe: Option<String>) -> Option<Self> {
        let mut parts = parts.into_iter();
        let first = parts.next()?;
        Some(Self { first, more: parts.collect(), unsubscribe: unsubscribe.map(UnsubscribeToken), test: false })
    }

    /// With one more message. What it says of the same duo takes the place of the older.
    pub fn add(&mut self, part: Part) {
        let same = |known: &&mut Part| known.message.kind() == part.message.kind() && known.about == part.about;
        match std::iter::once(&mut self.first).chain(&mut self.more).find(same) {
            Some(older) => *older = part,
            None => self.more.push(part),
        }
    }

    /// With the facts that its message is held against when it leaves.
    #[must_use]
    pub const fn about(mut self, about: About) -> Self {
        self.first.about = Some(about);
        self
    }

    /// What others will get, sent to a coordinator: marked as a test, without a way out, and held against nothing.
    #[must_use]
    pub fn as_test(mut self) -> Self {
        for part in std::iter::once(&mut self.first).chain(&mut self.more) {
            part.about = None;
        }
        Self { unsubscribe: None, test: true, ..self }
    }

    /// All that there is to tell, in order.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// The token of its way out, if it has one.
    pub(crate) fn way_out(&self) -> Option<&str> {
        self.unsubscribe.as_ref().map(|UnsubscribeToken(token)| token.as_str())
    }

    /// Whether it is one to look at only.
    pub(crate) const fn is_test(&self) -> bool {
        self.test
    }

    /// The same mail with other parts; nothing when there are none.
    #[must_use]
    pub fn with_parts(&self, parts: Vec<Part>) -> Option<Self> {
        let mut parts = parts.into_iter();
        let first = parts.next()?;
        Some(Self { first, more: parts.collect(), unsubscribe: self.unsubscribe.clone(), test: self.test })
    }
}
