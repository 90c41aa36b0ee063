//! What is asked of the database for one message, and what it is then.

use chrono::{DateTime, Utc};

use crate::mail::{About, Message};
use crate::service::Context;
use crate::store::mail::outbox::WithdrawnWhy;
use crate::store::person::professionals::Professional;

/// Whether links may be made: not in a transaction that only reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// They may.
    CanBeMade,
    /// They may not.
    AsTheyAre,
}

/// What a message is now.
pub(crate) enum Fact {
    Holds(Box<Message>),
    Void(WithdrawnWhy),
    NotBefore(DateTime<Utc>),
    NeedsLink,
}

impl Fact {
    pub(crate) fn holds(message: Message) -> Self {
        Self::Holds(Box::new(message))
    }
}

/// What is asked of the database for one message.
pub(crate) struct Moment<'a, 'b> {
    pub(crate) cx: &'a mut Context<'b>,
    pub(crate) about: About,
    pub(crate) reader: Option<&'a Professional>,
    pub(crate) links: Links,
}
