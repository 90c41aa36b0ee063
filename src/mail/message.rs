//! Everything that Tweespan mails, as data.

use serde::{Deserialize, Serialize};

use super::{ContactDetails, Introduction, Letter, Letterhead, links};
use crate::domain::Locale;
use crate::locale::Texts;

/// What there is to tell somebody. This is what waits in the outbox, as JSON; the words are chosen when it is sent.
///
/// Tokens are as they stand in a link. `Debug` tells the kind only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "a first name and a token are what they are")]
pub enum Message {
    /// To somebody who signed up: is this address yours?
    VerifyAddress { first_name: String, token: String },
    /// To somebody with a profile, whose address was signed up again.
    AlreadyKnown { first_name: String, token: String },
    /// To somebody whom the coordinator put on the list: do you take part?
    Invitation { first_name: String, token: String },
    /// The private link to one's profile.
    ProfileLink { first_name: String, token: String },
    /// To both members of a new duo.
    Introduction(Introduction),
    /// To both members once both said yes.
    ContactDetails(ContactDetails),
    /// To a coordinator.
    SignIn { token: String },
}

impl Message {
    /// The word for this kind of message in JSON, in the outbox and in logs.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::VerifyAddress { .. } => "verify_address",
            Self::AlreadyKnown { .. } => "already_known",
            Self::Invitation { .. } => "invitation",
            Self::ProfileLink { .. } => "profile_link",
            Self::Introduction(_) => "introduction",
            Self::ContactDetails(_) => "contact_details",
            Self::SignIn { .. } => "sign_in",
        }
    }

    /// The letter in the reader's language.
    #[must_use]
    pub fn letter(&self, locale: Locale, head: &Letterhead) -> Letter {
        let texts = Texts::of(locale);
        match self {
            Self::VerifyAddress { first_name, token } => links::verify_address(texts, head, first_name, token),
            Self::AlreadyKnown { first_name, token } => links::already_known(texts, head, first_name, token),
            Self::Invitation { first_name, token } => links::invitation(texts, head, first_name, token),
            Self::ProfileLink { first_name, token } => links::profile_link(texts, head, first_name, token),
            Self::Introduction(introduction) => introduction.letter(texts, head),
            Self::ContactDetails(contact) => contact.letter(texts, head),
            Self::SignIn { token } => links::sign_in(texts, head, token),
        }
    }
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message({})", self.kind())
    }
}
