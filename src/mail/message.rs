//! Everything that Tweespan mails, as data.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::calendar::CancelledBy;
use super::letters::duo::{self, AfterStop, MeetingNews, ProposedTimes, Remind, StopWhy, Two};
use super::letters::{links, round};
use super::{Calendar, ContactDetails, Digest, FreshLinks, HelpAsked, Introduction, MailBody, MailContext, NoDuoWhy};
use crate::domain::Locale;
use crate::locale::Texts;

/// What there is to tell somebody. This is what waits in the outbox, as JSON; the words are chosen when it is sent.
///
/// Tokens are as they stand in a link; `duo` is that of the page of a duo, where there is one and the button leads
/// elsewhere. `Debug` tells the kind only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "first names, tokens and dates are what they are")]
pub enum Message {
    /// To somebody who signed up: is this address yours?
    VerifyAddress { token: String },
    /// To somebody with a profile, whose address was signed up again.
    AlreadyKnown { first_name: String, token: String },
    /// To somebody whom the coordinator put on the list: do you take part?
    Invitation {
        first_name: String,
        token: String,
        /// Whether they were invited before, and have not answered.
        #[serde(default)]
        again: bool,
        /// Until when the link works.
        #[serde(default)]
        until: Option<NaiveDateTime>,
        /// On which day they are removed unless they answer.
        #[serde(default)]
        remove_on: Option<NaiveDate>,
    },
    /// The private link to one's profile.
    ProfileLink { first_name: String, token: String },
    /// To both members of a new duo.
    Introduction(Introduction),
    /// To both members once both said yes.
    ContactDetails(ContactDetails),
    /// To a coordinator.
    SignIn {
        token: String,
        /// For how many minutes it works, in the browser that asked; nothing for whoever was invited.
        #[serde(default)]
        minutes: Option<u16>,
    },
    /// To a coordinator whose program comes in with a key that ends soon. `programme` is as it stands in addresses.
    KeyEnds { label: String, until: NaiveDateTime, programme: String },
    /// To a coordinator who long did not sign in, and goes unless they do.
    CoordinatorEnds { remove_on: NaiveDate },
    /// To somebody who may take part in a round: do you?
    OptIn { first_name: String, round: String, answer_by: NaiveDate, token: String },
    /// To a member who has not answered, half-way and (the `last` one) a day before the date.
    Reminder { first_name: String, other: String, both_learn: bool, answer_by: NaiveDate, last: bool, token: String },
    /// To a member who has not answered, when the coordinator gave everybody until a later day.
    LaterDay { first_name: String, other: String, both_learn: bool, answer_by: NaiveDate, token: String },
    /// To a member whose partner said no.
    PartnerDeclined {
        first_name: String,
        other: String,
        token: String,
        #[serde(default)]
        duo: Option<String>,
    },
    /// To both members when the date passed without two answers; who answered had said yes.
    Lapsed {
        first_name: String,
        other: String,
        you_answered: bool,
        token: String,
        #[serde(default)]
        duo: Option<String>,
    },
    /// To somebody who took part in a round and got no duo.
    NoDuo { first_name: String, round: String, why: NoDuoWhy, token: String },
    /// To a member whose partner's address does not work.
    PartnerUnreachable {
        first_name: String,
        other: String,
        token: String,
        #[serde(default)]
        duo: Option<String>,
    },
    /// To both members, this many weeks after they confirmed: how is it going?
    CheckIn { first_name: String, other: String, weeks: u8, token: String },
    /// To both members at the end: what came of it?
    Closing { first_name: String, other: String, token: String },
    /// To both members of a duo that one of them ended.
    DuoEnded {
        first_name: String,
        other: String,
        by_you: bool,
        token: String,
        #[serde(default)]
        duo: Option<String>,
    },
    /// To a member of a duo that the coordinator stopped, or that a repair took apart.
    DuoStopped {
        first_name: String,
        other: String,
        why: StopWhy,
        after: AfterStop,
        token: String,
        #[serde(default)]
        duo: Option<String>,
    },
    /// To somebody who said no to a duo: do you want somebody else in this round?
    AskAgain { first_name: String, round: String, answer_by: NaiveDate, token: String },
    /// To both members: a moment to meet, or a change of it, for their calendars.
    Meeting {
        first_name: String,
        other: String,
        calendar: Calendar,
        #[serde(default)]
        cancelled_by: CancelledBy,
        #[serde(default)]
        duo: Option<String>,
    },
    /// To both members on the day before they meet.
    MeetingReminder { first_name: String, other: String, calendar: Calendar, token: String },
    /// To a member whose partner proposed times to meet, or other times than before.
    MeetingProposed {
        first_name: String,
        other: String,
        moments: Vec<NaiveDateTime>,
        minutes: u16,
        place: String,
        token: String,
    },
    /// To a member whose partner took back the times they proposed.
    ProposalWithdrawn { first_name: String, other: String, token: String },
    /// To a member whose partner wrote or changed what the two expect of each other.
    AgreementChanged { first_name: String, other: String, token: String },
    /// To a coordinator: how a round is doing.
    Digest(Digest),
    /// To a coordinator: a member of a duo asks for help.
    HelpAsked(HelpAsked),
    /// To somebody who asked what is kept about them.
    ExportReady { first_name: String, token: String },
    /// To somebody who lost their links, or whose links somebody else had.
    FreshLinks(FreshLinks),
    /// To somebody who long did nothing: do you want to stay?
    StillThere {
        first_name: String,
        token: String,
        /// On which day they are removed unless they do something. Told when it leaves.
        #[serde(default)]
        remove_on: Option<NaiveDate>,
    },
    /// To somebody who was removed: the last that they get.
    Removed { first_name: String, by_coordinator: bool },
}

impl Message {
    /// The word for [`Message::StillThere`].
    pub const STILL_THERE: &'static str = "still_there";
    /// The word for [`Message::CoordinatorEnds`].
    pub const COORDINATOR_ENDS: &'static str = "coordinator_ends";
    /// The word for [`Message::Removed`]. Of these nothing is kept once they left.
    pub const REMOVED: &'static str = "removed";
    /// The words for what a sign-up mails.
    pub(crate) const VERIFY_ADDRESS: &str = "verify_address";
    pub(crate) const ALREADY_KNOWN: &str = "already_known";
    const SIGN_IN: &'static str = "sign_in";
    const FRESH_LINKS: &'static str = "fresh_links";

    /// Whether anybody can have this kind of message mailed to an address, by typing it.
    #[must_use]
    pub fn anybody_asks(kind: &str) -> bool {
        [Self::VERIFY_ADDRESS, Self::ALREADY_KNOWN, Self::SIGN_IN, Self::FRESH_LINKS].contains(&kind)
    }

    /// The word for this kind of message in JSON, in the outbox and in logs.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::VerifyAddress { .. } => Self::VERIFY_ADDRESS,
            Self::AlreadyKnown { .. } => Self::ALREADY_KNOWN,
            Self::Invitation { .. } => "invitation",
            Self::ProfileLink { .. } => "profile_link",
            Self::Introduction(_) => "introduction",
            Self::ContactDetails(_) => "contact_details",
            Self::SignIn { .. } => Self::SIGN_IN,
            Self::KeyEnds { .. } => "key_ends",
            Self::CoordinatorEnds { .. } => "coordinator_ends",
            Self::OptIn { .. } => "opt_in",
            Self::Reminder { .. } => "reminder",
            Self::LaterDay { .. } => "later_day",
            Self::PartnerDeclined { .. } => "partner_declined",
            Self::Lapsed { .. } => "lapsed",
            Self::NoDuo { .. } => "no_duo",
            Self::PartnerUnreachable { .. } => "partner_unreachable",
            Self::CheckIn { .. } => "check_in",
            Self::Closing { .. } => "closing",
            Self::DuoEnded { .. } => "duo_ended",
            Self::DuoStopped { .. } => "duo_stopped",
            Self::AskAgain { .. } => "ask_again",
            Self::Meeting { .. } => "meeting",
            Self::MeetingReminder { .. } => "meeting_reminder",
            Self::MeetingProposed { .. } => "meeting_proposed",
            Self::ProposalWithdrawn { .. } => "proposal_withdrawn",
            Self::AgreementChanged { .. } => "agreement_changed",
            Self::Digest(_) => "digest",
            Self::HelpAsked(_) => "help_asked",
            Self::ExportReady { .. } => "export_ready",
            Self::FreshLinks(_) => Self::FRESH_LINKS,
            Self::StillThere { .. } => Self::STILL_THERE,
            Self::Removed { .. } => Self::REMOVED,
        }
    }

    /// Whether it answers what its reader just did, brings them what has to arrive (a call for help, an end that is near), or is the
    /// last that they get. With all others the reader can ask for no more of the kind.
    #[must_use]
    pub const fn is_direct_answer(&self) -> bool {
        match self {
            Self::VerifyAddress { .. }
            | Self::AlreadyKnown { .. }
            | Self::ProfileLink { .. }
            | Self::SignIn { .. }
            | Self::KeyEnds { .. }
            | Self::CoordinatorEnds { .. }
            | Self::DuoEnded { by_you: true, .. }
            | Self::HelpAsked(_)
            | Self::ExportReady { .. }
            | Self::FreshLinks(_)
            | Self::Removed { .. } => true,
            Self::Invitation { .. }
            | Self::Introduction(_)
            | Self::ContactDetails(_)
            | Self::OptIn { .. }
            | Self::Reminder { .. }
            | Self::LaterDay { .. }
            | Self::PartnerDeclined { .. }
            | Self::Lapsed { .. }
            | Self::NoDuo { .. }
            | Self::PartnerUnreachable { .. }
            | Self::CheckIn { .. }
            | Self::Closing { .. }
            | Self::DuoEnded { by_you: false, .. }
            | Self::DuoStopped { .. }
            | Self::AskAgain { .. }
            | Self::Meeting { .. }
            | Self::MeetingReminder { .. }
            | Self::MeetingProposed { .. }
            | Self::ProposalWithdrawn { .. }
            | Self::AgreementChanged { .. }
            | Self::Digest(_)
            | Self::StillThere { .. } => false,
        }
    }

    /// Whether it stands in one mail with what else there is to tell its reader at the same moment.
    #[must_use]
    pub const fn shares_a_mail(&self) -> bool {
        match self {
            Self::Introduction(_)
            | Self::PartnerDeclined { .. }
            | Self::Lapsed { .. }
            | Self::NoDuo { .. }
            | Self::PartnerUnreachable { .. }
            | Self::CheckIn { .. }
            | Self::Closing { .. }
            | Self::DuoStopped { .. }
            | Self::DuoEnded { by_you: false, .. } => true,
            // What answers its reader is a mail of its own, and so is what brings an address or a file for a calendar. A
            // reminder lists all duos already, and is counted.
            Self::Reminder { .. }
            | Self::LaterDay { .. }
            | Self::VerifyAddress { .. }
            | Self::AlreadyKnown { .. }
            | Self::Invitation { .. }
            | Self::ProfileLink { .. }
            | Self::ContactDetails(_)
            | Self::SignIn { .. }
            | Self::KeyEnds { .. }
            | Self::CoordinatorEnds { .. }
            | Self::OptIn { .. }
            | Self::DuoEnded { by_you: true, .. }
            | Self::AskAgain { .. }
            | Self::Meeting { .. }
            | Self::MeetingReminder { .. }
            | Self::MeetingProposed { .. }
            | Self::ProposalWithdrawn { .. }
            | Self::AgreementChanged { .. }
            | Self::HelpAsked(_)
            | Self::Digest(_)
            | Self::ExportReady { .. }
            | Self::FreshLinks(_)
            | Self::StillThere { .. }
            | Self::Removed { .. } => false,
        }
    }

    /// The letter in the reader's language.
    #[must_use]
    pub fn letter(&self, locale: Locale, head: &MailContext) -> MailBody {
        let texts = Texts::of(locale);
        match self {
            Self::VerifyAddress { token } => links::verify_address(texts, head, token),
            Self::AlreadyKnown { first_name, token } => links::already_known(texts, head, first_name, token),
            Self::Invitation { first_name, token, again, until, remove_on } => {
                links::invitation(texts, head, (first_name, *again), token, (*until, *remove_on))
            }
            Self::ProfileLink { first_name, token } => links::profile_link(texts, head, first_name, token),
            Self::Introduction(introduction) => introduction.letter(texts, head),
            Self::ContactDetails(contact) => contact.letter(texts, head),
            Self::SignIn { token, minutes } => links::sign_in(texts, head, token, *minutes),
            Self::CoordinatorEnds { remove_on } => links::coordinator_ends(texts, head, *remove_on),
            Self::KeyEnds { label, until, programme } => links::key_ends(texts, head, (label, *until), programme),
            Self::OptIn { first_name, round, answer_by, token } => {
                round::opt_in(texts, head, first_name, (round, *answer_by), token)
            }
            Self::NoDuo { first_name, round, why, token } => {
                round::no_duo(texts, head, first_name, (round, *why), token)
            }
            Self::Digest(digest) => digest.letter(texts, head),
            Self::HelpAsked(asked) => asked.letter(texts, head),
            Self::ExportReady { first_name, token } => links::export_ready(texts, head, first_name, token),
            Self::FreshLinks(links) => links.letter(texts, head),
            Self::StillThere { first_name, token, remove_on } => {
                links::still_there(texts, head, first_name, token, *remove_on)
            }
            Self::Removed { first_name, by_coordinator } => links::removed(texts, head, first_name, *by_coordinator),
            Self::Reminder { first_name, other, both_learn, answer_by, last, token } => {
                let remind = Remind { both_learn: *both_learn, answer_by: *answer_by, last: *last, token };
                duo::reminder(texts, head, Two { first_name, other }, &remind)
            }
            Self::LaterDay { first_name, other, both_learn, answer_by, token } => {
                let remind = Remind { both_learn: *both_learn, answer_by: *answer_by, last: false, token };
                duo::later_day(texts, head, Two { first_name, other }, &remind)
            }
            Self::PartnerDeclined { first_name, other, token, duo } => {
                duo::partner_declined(texts, head, Two { first_name, other }, (token, duo.as_deref()))
            }
            Self::Lapsed { first_name, other, you_answered, token, duo } => {
                let links = (token.as_str(), duo.as_deref());
                duo::lapsed(texts, head, Two { first_name, other }, *you_answered, links)
            }
            Self::PartnerUnreachable { first_name, other, token, duo } => {
                duo::partner_unreachable(texts, head, Two { first_name, other }, (token, duo.as_deref()))
            }
            Self::CheckIn { first_name, other, weeks, token } => {
                duo::check_in(texts, head, Two { first_name, other }, *weeks, token)
            }
            Self::Closing { first_name, other, token } => duo::closing(texts, head, Two { first_name, other }, token),
            Self::DuoEnded { first_name, other, by_you, token, duo } => {
                let links = (token.as_str(), duo.as_deref());
                duo::duo_ended(texts, head, Two { first_name, other }, *by_you, links)
            }
            Self::DuoStopped { first_name, other, why, after, token, duo } => {
                let links = (token.as_str(), duo.as_deref());
                duo::duo_stopped(texts, head, Two { first_name, other }, (*why, *after), links)
            }
            Self::AskAgain { first_name, round, answer_by, token } => {
                round::ask_again(texts, head, first_name, (round, *answer_by), token)
            }
            Self::Meeting { first_name, other, calendar, cancelled_by, duo } => {
                let news = MeetingNews { calendar, cancelled_by: *cancelled_by, duo: duo.as_deref() };
                duo::meeting(texts, head, Two { first_name, other }, &news)
            }
            Self::MeetingReminder { first_name, other, calendar, token } => {
                duo::meeting_reminder(texts, head, Two { first_name, other }, calendar, token)
            }
            Self::MeetingProposed { first_name, other, moments, minutes, place, token } => {
                let proposed = ProposedTimes { moments, minutes: *minutes, place };
                duo::meeting_proposed(texts, head, Two { first_name, other }, &proposed, token)
            }
            Self::ProposalWithdrawn { first_name, other, token } => {
                duo::proposal_withdrawn(texts, head, Two { first_name, other }, token)
            }
            Self::AgreementChanged { first_name, other, token } => {
                duo::agreement_changed(texts, head, Two { first_name, other }, token)
            }
        }
    }
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message({})", self.kind())
    }
}
