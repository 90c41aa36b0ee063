//! Every kind of mail with made-up people, to look at and to test.

use chrono::{NaiveDate, NaiveDateTime};

use super::calendar::Status;
use super::contact::Contact;
use super::{Calendar, ContactDetails, Digest, Introduction, Message, NoDuoWhy, Person, SharedTopic, Together};
use crate::domain::{Availability, Element, HalfDay, Level, Meets, Side};

/// A mail with made-up people.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The kind, and what is special about this one: `reminder-last`.
    pub name: &'static str,
    /// What there is to tell.
    pub message: Message,
}

/// The token in every sample's links.
pub const TOKEN: &str = "5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a5e1f0c3a";

/// At least one of each kind, and of each that reads otherwise, to the professional with this first name; the other of
/// the duo has that one.
#[must_use]
pub fn all(first_name: &str, other: &str) -> Vec<Sample> {
    let name = || first_name.to_owned();
    let partner = || other.to_owned();
    let token = || TOKEN.to_owned();
    let round = || "Najaar 2026".to_owned();
    let answer_by = day(2026, 12, 7);
    let reminder = |last, both_learn| Message::Reminder {
        first_name: name(),
        other: partner(),
        both_learn,
        answer_by,
        last,
        token: token(),
    };
    let lapsed = |you_answered| Message::Lapsed { first_name: name(), other: partner(), you_answered, token: token() };
    let no_duo = |why| Message::NoDuo { first_name: name(), round: round(), why, token: token() };
    let check_in = |weeks| Message::CheckIn { first_name: name(), other: partner(), weeks, token: token() };
    let ended = |by_you| Message::DuoEnded { first_name: name(), other: partner(), by_you, token: token() };
    let meeting = |calendar| Message::Meeting { first_name: name(), other: partner(), calendar };
    let introduced = Introduction::sample(name(), partner());
    let contact = ContactDetails::sample(name(), other);
    let samples = vec![
        ("verify_address", Message::VerifyAddress { first_name: name(), token: token() }),
        ("already_known", Message::AlreadyKnown { first_name: name(), token: token() }),
        ("invitation", Message::Invitation { first_name: name(), token: token() }),
        ("profile_link", Message::ProfileLink { first_name: name(), token: token() }),
        ("sign_in", Message::SignIn { token: token() }),
        ("opt_in", Message::OptIn { first_name: name(), round: round(), answer_by, token: token() }),
        ("introduction-learner", Message::Introduction(introduced.clone())),
        ("introduction-guide", Message::Introduction(Introduction { you: Side::Guide, ..introduced.clone() })),
        ("introduction-both", Message::Introduction(Introduction { both_learn: true, ..introduced.clone() })),
        (
            "introduction-three",
            Message::Introduction(Introduction {
                both_learn: true,
                third: Some("Ayşe".to_owned()),
                ..introduced.clone()
            }),
        ),
        (
            "introduction-repaired",
            Message::Introduction(Introduction { instead_of: Some("Ayşe".to_owned()), ..introduced }),
        ),
        ("reminder", reminder(false, false)),
        ("reminder-both", reminder(false, true)),
        ("reminder-last", reminder(true, false)),
        ("partner_declined", Message::PartnerDeclined { first_name: name(), other: partner(), token: token() }),
        ("lapsed-answered", lapsed(true)),
        ("lapsed-silent", lapsed(false)),
        ("partner_unreachable", Message::PartnerUnreachable { first_name: name(), other: partner(), token: token() }),
        ("contact_details", Message::ContactDetails(contact.clone())),
        (
            "contact_details-meeting",
            Message::ContactDetails(ContactDetails { meeting: Some(talk(0, Status::Requested)), ..contact }),
        ),
        ("meeting", meeting(talk(0, Status::Requested))),
        ("meeting-changed", meeting(talk(1, Status::Requested))),
        ("meeting-cancelled", meeting(talk(2, Status::Cancelled))),
        ("no_duo-nobody", no_duo(NoDuoWhy::Nobody)),
        ("no_duo-taken", no_duo(NoDuoWhy::Taken)),
        ("no_duo-little_to_learn", no_duo(NoDuoWhy::LittleToLearn)),
        ("no_duo-not_needed", no_duo(NoDuoWhy::NotNeeded)),
        ("no_duo-in_neither_group", no_duo(NoDuoWhy::InNeitherGroup)),
        ("no_duo-stands_elsewhere", no_duo(NoDuoWhy::StandsElsewhere)),
        ("no_duo-regrouped", no_duo(NoDuoWhy::Regrouped)),
        ("check_in", check_in(4)),
        ("check_in-week", check_in(1)),
        ("closing", Message::Closing { first_name: name(), other: partner(), token: token() }),
        ("duo_ended-by_other", ended(false)),
        ("duo_ended-by_you", ended(true)),
        ("digest", Message::Digest(Digest::sample(round()))),
        ("export_ready", Message::ExportReady { first_name: name(), token: token() }),
    ];
    samples.into_iter().map(|(name, message)| Sample { name, message }).collect()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The first talk; with every change it is an hour later.
fn talk(sequence: u32, status: Status) -> Calendar {
    let start: NaiveDateTime = day(2026, 12, 15).and_hms_opt(10 + sequence, 0, 0).unwrap_or_default();
    Calendar {
        uid: "1b9f3c0e@duo.example".to_owned(),
        sequence,
        start,
        minutes: 60,
        place: "Wijkgebouw De Schakel, Utrecht; kamer 2".to_owned(),
        status,
    }
}

impl Introduction {
    fn sample(first_name: String, other: String) -> Self {
        let level = |n: u8| Level::parse(&n.to_string()).unwrap_or(Level::MAX);
        let topic = |nl: &str, en: &str, element, learns, priority, known| SharedTopic {
            nl: nl.to_owned(),
            en: en.to_owned(),
            element,
            learns,
            priority: level(priority),
            level: level(known),
        };
        Self {
            first_name,
            you: Side::Learner,
            both_learn: false,
            instead_of: None,
            third: None,
            other: Person {
                first_name: other,
                role: "praktijkbegeleider".to_owned(),
                organisation: "Stichting Samen Sterk, locatie Zuid".to_owned(),
            },
            topics: vec![
                topic("Reflectie", "Reflection", Element::Personal, Side::Learner, 3, 3),
                topic("Straatcultuur", "Street culture", Element::Specific, Side::Learner, 1, 1),
                topic("Feedback geven", "Giving feedback", Element::Generic, Side::Guide, 2, 2),
            ],
            together: Together::sample(),
            token: TOKEN.to_owned(),
            answer_by: day(2026, 12, 7),
        }
    }
}

impl Together {
    fn sample() -> Self {
        Self {
            other_organisation: true,
            other_role: true,
            region: Some("Utrecht".to_owned()),
            meets: Some(Meets::Either),
            half_days: Availability::default().with(HalfDay::TueAm).with(HalfDay::WedPm).with(HalfDay::ThuAm),
        }
    }
}

impl ContactDetails {
    fn sample(first_name: String, other: &str) -> Self {
        Self {
            first_name,
            other: Contact {
                first_name: other.to_owned(),
                name: format!("{other} van den Berg"),
                role: "jeugd- en gezinsprofessional".to_owned(),
                organisation: "Wijkteam Overvecht".to_owned(),
                email: "daan.van.den.berg@voorbeeld.example".to_owned(),
            },
            together: Together::sample(),
            element: Some(Element::Collaboration),
            meeting: None,
        }
    }
}

impl Digest {
    fn sample(round: String) -> Self {
        Self {
            round,
            introduced: 35,
            confirmed: 21,
            declined: 4,
            lapsed: 2,
            silent: 9,
            unreachable: 1,
            overdue: 3,
            path: "/coordinator/rounds/3".to_owned(),
        }
    }
}
