//! The mails as their readers get them.

mod delivery;
mod letters;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};

use super::contact::Contact;
use super::envelope::{Envelope, seal};
use super::*;
use crate::domain::{Availability, Element, EmailAddress, HalfDay, Level, Locale, Meets, Side};

const TOKEN: &str = "5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a";

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn head() -> Letterhead {
    let from = address("tweespan@voorbeeld.example");
    Letterhead::new("https://duo.example/", "Vakmanschap in de jeugdhulp", from, address("marije@voorbeeld.example"))
}

fn written_on() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 9, 30, 0).unwrap()
}

fn sealed(message: &Message, locale: Locale, name: &str, id: &str) -> lettre::Message {
    let to = address("zoe.yilmaz@voorbeeld.example");
    let envelope = Envelope { to: &to, name, message_id: id, date: written_on() };
    seal(&message.letter(locale, &head()), &head(), &envelope).unwrap()
}

fn introduction(you: Side, first_name: &str, other: &str) -> Message {
    let level = |n: u8| Level::parse(&n.to_string()).unwrap();
    let topic = |nl: &str, en: &str, element, learns, priority, known| SharedTopic {
        nl: nl.into(),
        en: en.into(),
        element,
        learns,
        priority: level(priority),
        level: level(known),
    };
    Message::Introduction(Introduction {
        first_name: first_name.into(),
        you,
        both_learn: false,
        instead_of: None,
        other: Person {
            first_name: other.into(),
            role: "praktijkbegeleider".into(),
            organisation: "Stichting Samen Sterk, locatie Zuid".into(),
        },
        topics: vec![
            topic("Reflectie", "Reflection", Element::Personal, Side::Learner, 3, 3),
            topic("Straatcultuur", "Street culture", Element::Specific, Side::Learner, 1, 1),
            topic("Feedback geven", "Giving feedback", Element::Generic, Side::Guide, 2, 2),
        ],
        together: together(),
        token: TOKEN.into(),
        answer_by: NaiveDate::from_ymd_opt(2026, 12, 7).unwrap(),
    })
}

fn together() -> Together {
    Together {
        other_organisation: true,
        other_role: true,
        region: Some("Utrecht".into()),
        meets: Some(Meets::Either),
        half_days: Availability::default().with(HalfDay::TueAm).with(HalfDay::WedPm).with(HalfDay::ThuAm),
    }
}

fn contact(first_name: &str, other: &str) -> Message {
    Message::ContactDetails(ContactDetails {
        first_name: first_name.into(),
        other: Contact {
            first_name: other.into(),
            name: format!("{other} van den Berg"),
            role: "jeugd- en gezinsprofessional".into(),
            organisation: "Wijkteam Overvecht".into(),
            email: "daan.van.den.berg@voorbeeld.example".into(),
        },
        together: together(),
        element: Some(Element::Collaboration),
        meeting: None,
    })
}

/// One of each, with what its link must be.
/// An introduction in a round in which both learn.
fn both_learn(first_name: &str, other: &str) -> Message {
    match introduction(Side::Guide, first_name, other) {
        Message::Introduction(introduction) => Message::Introduction(Introduction { both_learn: true, ..introduction }),
        other => other,
    }
}

fn every_message(first_name: &str, other: &str) -> Vec<(Message, String)> {
    let (name, token) = (first_name.to_owned(), TOKEN.to_owned());
    let link = |path: &str| format!("https://duo.example{path}/{TOKEN}");
    vec![
        (Message::VerifyAddress { first_name: name.clone(), token: token.clone() }, link("/me/verify")),
        (Message::AlreadyKnown { first_name: name.clone(), token: token.clone() }, link("/me")),
        (Message::Invitation { first_name: name.clone(), token: token.clone() }, link("/me/verify")),
        (Message::ProfileLink { first_name: name, token: token.clone() }, link("/me")),
        (introduction(Side::Learner, first_name, other), link("/duo")),
        (introduction(Side::Guide, first_name, other), link("/duo")),
        (contact(first_name, other), "mailto:daan.van.den.berg@voorbeeld.example".to_owned()),
        (Message::SignIn { token }, link("/coordinator/sign-in")),
        (both_learn(first_name, other), link("/duo")),
    ]
}
