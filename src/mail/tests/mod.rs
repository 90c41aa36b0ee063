//! The mails as their readers get them.

mod delivery;
mod envelope;
mod letters;

use chrono::{DateTime, TimeZone, Utc};

use super::calendar::CancelledBy;
use super::letters::{conversation_starters, samples};
use super::transport::directory;
use super::transport::envelope::{Envelope, seal};
use super::*;
use crate::domain::{Element, EmailAddress, Locale};

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn head() -> MailContext {
    let from = address("tweespan@voorbeeld.example");
    MailContext::new(
        "https://duo.example/",
        ("Vakmanschap in de jeugdhulp", "jeugd"),
        from,
        address("marije@voorbeeld.example"),
    )
}

fn written_on() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 9, 30, 0).unwrap()
}

fn sealed(message: &Message, locale: Locale, name: &str, id: &str) -> lettre::Message {
    let to = address("zoe.yilmaz@voorbeeld.example");
    let envelope = Envelope { to: &to, name, message_id: id, date: written_on() };
    let way_out = (!message.is_direct_answer()).then(|| samples::TOKEN.to_owned());
    seal(&Queued::new(message.clone(), way_out).letter(locale, &head()), &head(), &envelope).unwrap()
}

/// The sample with this name.
fn sample(name: &str) -> Message {
    let found = samples::all("Zoë", "Daan").into_iter().find(|sample| sample.name == name);
    found.unwrap_or_else(|| panic!("no sample {name}")).message
}

/// Where the button of a message leads.
fn link(message: &Message) -> Option<String> {
    let token = samples::TOKEN;
    let path = match message {
        Message::VerifyAddress { .. } | Message::Invitation { .. } => format!("/me/verify/{token}"),
        Message::SignIn { .. } => format!("/coordinator/sign-in/{token}"),
        Message::KeyEnds { programme, .. } => format!("/coordinator/{programme}/settings/access"),
        Message::CoordinatorEnds { .. } => "/coordinator/sign-in".to_owned(),
        Message::CheckIn { .. } => format!("/duo/{token}/check-in"),
        Message::Closing { .. } => format!("/duo/{token}/closing"),
        Message::OptIn { .. } => format!("/me/round/{token}"),
        Message::AskAgain { .. } => format!("/me/again/{token}"),
        Message::Digest(digest) => digest.path.clone(),
        Message::HelpAsked(asked) => asked.path.clone(),
        Message::Meeting { cancelled_by: CancelledBy::DuoOver, .. } | Message::Removed { .. } => return None,
        Message::Introduction(_)
        | Message::Reminder { .. }
        | Message::LaterDay { .. }
        | Message::ContactDetails(_)
        | Message::Meeting { .. }
        | Message::MeetingReminder { .. }
        | Message::MeetingProposed { .. }
        | Message::ProposalWithdrawn { .. }
        | Message::AgreementChanged { .. } => format!("/duo/{token}"),
        Message::AlreadyKnown { .. }
        | Message::ProfileLink { .. }
        | Message::PartnerDeclined { .. }
        | Message::Lapsed { .. }
        | Message::NoDuo { .. }
        | Message::PartnerUnreachable { .. }
        | Message::DuoEnded { .. }
        | Message::DuoStopped { .. }
        | Message::ExportReady { .. }
        | Message::StillThere { .. }
        | Message::FreshLinks(_) => format!("/me/{token}"),
    };
    Some(format!("https://duo.example{path}"))
}
