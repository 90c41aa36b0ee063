//! One letter for all that there is to tell somebody at one moment.

use crate::domain::Locale;
use crate::locale::Texts;
use crate::mail::letters::duo::called;
use crate::mail::{Digest, MailBody, MailContext, Message, Queued};

/// So many names stand in a subject; of more it is told how many.
const MAX_NAMES: usize = 4;

/// The letter of a queued mail: of its one message, or of several, each under a heading with a button of its own.
pub(crate) fn letter(queued: &Queued, locale: Locale, head: &MailContext) -> MailBody {
    let mut letters: Vec<MailBody> = queued.parts().map(|part| part.message.letter(locale, head)).collect();
    if letters.len() == 1
        && let Some(only) = letters.pop()
    {
        return only;
    }
    let texts = Texts::of(locale);
    let names: Vec<String> =
        queued.parts().filter_map(|part| part.message.about()).map(|name| called(texts, name)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let kind = match queued.kind() {
        kind @ ("introduction" | "reminder" | "later_day" | "lapsed" | "partner_declined" | "check_in" | "closing"
        | "digest") => kind,
        _ => "other",
    };
    let subject = texts.with(&format!("several-subject-{kind}"), &[("names", &listed(texts, &names))]);
    MailBody::joined(texts, head, letters, subject)
}

fn listed(texts: Texts, names: &[&str]) -> String {
    match names.split_at_checked(MAX_NAMES) {
        Some((some, rest)) if !rest.is_empty() => {
            texts.count("several-names", rest.len(), &[("names", &some.join(", "))])
        }
        _ => texts.list(names),
    }
}

impl Queued {
    /// The letter in the reader's language, with its way out.
    #[must_use]
    pub fn letter(&self, locale: Locale, head: &MailContext) -> MailBody {
        let letter = letter(self, locale, head);
        let letter = if self.is_test() { letter.marked_as_test() } else { letter };
        match self.way_out() {
            Some(token) => letter.unsubscribe(head.link("/unsubscribe", token)),
            None => letter,
        }
    }

    /// The word for this kind of mail in lists: that of its messages, where they are of one kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        let kind = self.first.message.kind();
        if self.more.iter().all(|part| part.message.kind() == kind) { kind } else { "several" }
    }
}

impl Message {
    /// What it is about, for a subject: the first name of the other in a duo, or a round.
    fn about(&self) -> Option<&str> {
        match self {
            Self::Introduction(introduction) => Some(&introduction.other.first_name),
            Self::ContactDetails(contact) => Some(&contact.other.first_name),
            Self::Reminder { other, .. }
            | Self::LaterDay { other, .. }
            | Self::PartnerDeclined { other, .. }
            | Self::Lapsed { other, .. }
            | Self::PartnerUnreachable { other, .. }
            | Self::CheckIn { other, .. }
            | Self::Closing { other, .. }
            | Self::DuoEnded { other, .. }
            | Self::DuoStopped { other, .. }
            | Self::Meeting { other, .. }
            | Self::MeetingReminder { other, .. }
            | Self::MeetingProposed { other, .. }
            | Self::ProposalWithdrawn { other, .. }
            | Self::AgreementChanged { other, .. } => Some(other),
            Self::VerifyAddress { .. }
            | Self::AlreadyKnown { .. }
            | Self::Invitation { .. }
            | Self::ProfileLink { .. }
            | Self::SignIn { .. }
            | Self::KeyEnds { .. }
            | Self::CoordinatorEnds { .. }
            | Self::OptIn { .. }
            | Self::HelpAsked(_)
            | Self::ExportReady { .. }
            | Self::FreshLinks(_)
            | Self::StillThere { .. }
            | Self::Removed { .. } => None,
            Self::NoDuo { round, .. } | Self::AskAgain { round, .. } | Self::Digest(Digest { round, .. }) => {
                Some(round)
            }
        }
    }
}
