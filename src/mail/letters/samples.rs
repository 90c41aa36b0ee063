//! Every kind of mail with made-up people, to look at and to test.

use chrono::{NaiveDate, NaiveDateTime};

use super::contact::Contact;
use super::duo::{AfterStop, StopWhy};
use crate::domain::{Availability, DuoId, Element, HalfDay, Level, Meets, Side};
use crate::mail::calendar::{CancelledBy, Status};
use crate::mail::{
    Calendar, ContactDetails, Digest, DuoLink, DuoNow, FreshLinks, HelpAsked, Introduction, Message, NoDuoWhy, Part,
    Person, Queued, RoundLink, SharedTopic, Together,
};

/// A mail with made-up people.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The kind, and what is special about this one: `reminder-last`.
    pub name: &'static str,
    /// What there is to tell.
    pub message: Message,
    /// What else there is to tell in the same mail.
    pub more: Vec<Message>,
}

impl Sample {
    /// As it waits in the queue, with this token in its way out.
    #[must_use]
    pub fn queued(&self, way_out: Option<&str>) -> Queued {
        let mut queued = Queued::new(self.message.clone(), way_out.map(str::to_owned));
        queued.more = self.more.iter().map(|message| Part { message: message.clone(), about: None }).collect();
        queued
    }
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
    let duo = || Some(token());
    let lapsed = |you_answered| Message::Lapsed {
        first_name: name(),
        other: partner(),
        you_answered,
        token: token(),
        duo: duo(),
    };
    let no_duo = |why| Message::NoDuo { first_name: name(), round: round(), why, token: token() };
    let check_in = |weeks| Message::CheckIn { first_name: name(), other: partner(), weeks, token: token() };
    let ended = |by_you, duo| Message::DuoEnded { first_name: name(), other: partner(), by_you, token: token(), duo };
    let stopped = |why, after| Message::DuoStopped {
        first_name: name(),
        other: partner(),
        why,
        after,
        token: token(),
        duo: duo(),
    };
    let introduced = Introduction::sample(name(), partner());
    let contact = ContactDetails::sample(name(), other);
    let samples = vec![
        ("opt_in", Message::OptIn { first_name: name(), round: round(), answer_by, token: token() }),
        ("introduction-learner", Message::Introduction(introduced.clone())),
        ("introduction-guide", Message::Introduction(Introduction { you: Side::Guide, ..introduced.clone() })),
        ("introduction-untold", Message::Introduction(introduced.clone().untold())),
        (
            "introduction-more_untold",
            Message::Introduction(Introduction { both_learn: true, ..introduced.clone().untold() }),
        ),
        ("introduction-own_untold", Message::Introduction(introduced.clone().own_untold())),
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
        (
            "partner_declined",
            Message::PartnerDeclined { first_name: name(), other: partner(), token: token(), duo: duo() },
        ),
        ("lapsed-answered", lapsed(true)),
        ("lapsed-silent", lapsed(false)),
        (
            "partner_unreachable",
            Message::PartnerUnreachable { first_name: name(), other: partner(), token: token(), duo: duo() },
        ),
        ("contact_details", Message::ContactDetails(contact.clone())),
        (
            "contact_details-meeting",
            Message::ContactDetails(ContactDetails { meeting: Some(talk(0, Status::Requested)), ..contact }),
        ),
        ("no_duo-nobody", no_duo(NoDuoWhy::Nobody)),
        ("no_duo-taken", no_duo(NoDuoWhy::Taken)),
        ("no_duo-little_to_learn", no_duo(NoDuoWhy::LittleToLearn)),
        ("no_duo-not_needed", no_duo(NoDuoWhy::NotNeeded)),
        ("no_duo-in_neither_group", no_duo(NoDuoWhy::InNeitherGroup)),
        ("no_duo-stands_elsewhere", no_duo(NoDuoWhy::StandsElsewhere)),
        ("no_duo-regrouped", no_duo(NoDuoWhy::Regrouped)),
        ("no_duo-late", no_duo(NoDuoWhy::Late)),
        ("check_in", check_in(4)),
        ("check_in-week", check_in(1)),
        ("closing", Message::Closing { first_name: name(), other: partner(), token: token() }),
        ("duo_ended-by_other", ended(false, duo())),
        ("duo_ended-by_you", ended(true, duo())),
        ("duo_ended-left", ended(false, None)),
        ("duo_ended-removed", without_name(ended(false, None))),
        ("duo_stopped-coordinator", stopped(StopWhy::Coordinator, AfterStop::Priority)),
        ("duo_stopped-regrouped", stopped(StopWhy::Regrouped, AfterStop::OtherDuo)),
        ("ask_again", Message::AskAgain { first_name: name(), round: round(), answer_by, token: token() }),
        ("digest", Message::Digest(Digest::sample(round()))),
        ("help_asked", Message::HelpAsked(HelpAsked::sample(name(), other, false))),
        ("help_asked-another", Message::HelpAsked(HelpAsked::sample(name(), other, true))),
    ];
    let samples = of_links(first_name, other).into_iter().chain(samples).chain(of_meetings(first_name, other));
    let one = |(name, message)| Sample { name, message, more: Vec::new() };
    samples.map(one).chain(several(first_name, other)).collect()
}

/// As it leaves when the other was removed while it waited.
fn without_name(mut message: Message) -> Message {
    if let Message::DuoEnded { other, duo, .. } | Message::Meeting { other, duo, .. } = &mut message {
        (*other, *duo) = (String::new(), None);
    }
    message
}

/// Those that carry links to one's own page, or to sign in.
fn of_links(first_name: &str, other: &str) -> Vec<(&'static str, Message)> {
    let name = || first_name.to_owned();
    let token = || TOKEN.to_owned();
    let invitation = |again| Message::Invitation {
        first_name: name(),
        token: token(),
        again,
        until: day(2026, 11, 30).and_hms_opt(8, 30, 0),
        remove_on: Some(day(2026, 12, 23)),
    };
    vec![
        ("verify_address", Message::VerifyAddress { token: token() }),
        ("already_known", Message::AlreadyKnown { first_name: name(), token: token() }),
        ("invitation", invitation(false)),
        ("invitation-again", invitation(true)),
        ("profile_link", Message::ProfileLink { first_name: name(), token: token() }),
        ("sign_in", Message::SignIn { token: token(), minutes: Some(15) }),
        ("sign_in-invited", Message::SignIn { token: token(), minutes: None }),
        (
            "key_ends",
            Message::KeyEnds {
                label: "Kantoor".to_owned(),
                until: day(2026, 12, 23).and_hms_opt(8, 30, 0).unwrap_or_default(),
                programme: "jeugd".to_owned(),
            },
        ),
        ("coordinator_ends", Message::CoordinatorEnds { remove_on: day(2026, 12, 23) }),
        ("export_ready", Message::ExportReady { first_name: name(), token: token() }),
        ("still_there", Message::StillThere { first_name: name(), token: token(), remove_on: Some(day(2026, 12, 23)) }),
        ("removed-coordinator", Message::Removed { first_name: name(), by_coordinator: true }),
        ("removed-inactive", Message::Removed { first_name: name(), by_coordinator: false }),
        ("fresh_links", Message::FreshLinks(FreshLinks::sample(name(), other))),
        (
            "fresh_links-reported",
            Message::FreshLinks(FreshLinks { reported: true, duos: Vec::new(), ..FreshLinks::sample(name(), other) }),
        ),
    ]
}

/// Those about what the two of a confirmed duo arrange.
fn of_meetings(first_name: &str, other: &str) -> Vec<(&'static str, Message)> {
    let name = || first_name.to_owned();
    let partner = || other.to_owned();
    let token = || TOKEN.to_owned();
    let meeting = |calendar, cancelled_by| Message::Meeting {
        first_name: name(),
        other: partner(),
        calendar,
        cancelled_by,
        duo: Some(token()),
    };
    let planned = |sequence| meeting(talk(sequence, Status::Requested), CancelledBy::default());
    let cancelled = |by| meeting(talk(2, Status::Cancelled), by);
    let proposed = Message::MeetingProposed {
        first_name: name(),
        other: partner(),
        moments: vec![talk(0, Status::Requested).start, talk(4, Status::Requested).start],
        minutes: 60,
        place: "Ik bel je".to_owned(),
        token: token(),
    };
    let calendar = talk(0, Status::Requested);
    let reminder = Message::MeetingReminder { first_name: name(), other: partner(), calendar, token: token() };
    vec![
        ("meeting", planned(0)),
        ("meeting-changed", planned(1)),
        ("meeting-cancelled", cancelled(CancelledBy::Other)),
        ("meeting-cancelled-by_you", cancelled(CancelledBy::You)),
        ("meeting-cancelled-duo_over", cancelled(CancelledBy::DuoOver)),
        ("meeting-cancelled-removed", without_name(cancelled(CancelledBy::DuoOver))),
        ("meeting_reminder", reminder),
        ("meeting_proposed", proposed),
        ("proposal_withdrawn", Message::ProposalWithdrawn { first_name: name(), other: partner(), token: token() }),
        ("agreement_changed", Message::AgreementChanged { first_name: name(), other: partner(), token: token() }),
    ]
}

/// Those that tell of several duos.
fn several(first_name: &str, other: &str) -> Vec<Sample> {
    let name = || first_name.to_owned();
    let others = || [other, "Ayşe", "Marijke"].map(str::to_owned);
    let answer_by = day(2026, 12, 7);
    // A link of its own for each.
    let token = |of: &str| if of == other { TOKEN.to_owned() } else { format!("{}{}", &TOKEN[..63], of.len() % 10) };
    let introduction = |other: String| {
        let token = token(&other);
        Message::Introduction(Introduction { you: Side::Guide, token, ..Introduction::sample(name(), other) })
    };
    let reminder = |other: String| Message::Reminder {
        first_name: name(),
        both_learn: false,
        answer_by,
        last: false,
        token: token(&other),
        other,
    };
    let later_day = |other: String| {
        let token = token(&other);
        Message::LaterDay { first_name: name(), other, both_learn: false, answer_by, token }
    };
    let lapsed = |other: String| {
        let token = token(&other);
        Message::Lapsed { first_name: name(), other, you_answered: false, token, duo: None }
    };
    let check_in = |other: String| {
        let token = token(&other);
        Message::CheckIn { first_name: name(), other, weeks: 4, token }
    };
    let declined =
        Message::PartnerDeclined { first_name: name(), other: "Ruben".to_owned(), token: token("Ruben"), duo: None };
    let sample = |name, messages: Vec<Message>| {
        let mut messages = messages.into_iter();
        messages.next().map(|message| Sample { name, message, more: messages.collect() })
    };
    let digest = |round: &str| Message::Digest(Digest::sample(round.to_owned()));
    let samples = [
        sample("digest-several", vec![digest("Najaar 2026"), digest("Uitwisseling 2026")]),
        sample("introduction-several", others().map(introduction).into()),
        sample("later_day", vec![later_day(other.to_owned())]),
        sample("reminder-several", others().map(reminder).into()),
        sample("lapsed-several", others().map(lapsed).into()),
        sample("check_in-several", others().map(check_in).into()),
        sample("several", vec![lapsed(other.to_owned()), declined]),
    ];
    samples.into_iter().flatten().collect()
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
            is_told: true,
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
            may_be_more: false,
            together: Together::sample(),
            token: TOKEN.to_owned(),
            answer_by: day(2026, 12, 7),
        }
    }
}

impl Introduction {
    /// To a guide, of a learner who lets no need be read.
    fn untold(self) -> Self {
        let topics = self.topics.into_iter().filter(|topic| topic.learns == Side::Guide).collect();
        Self { you: Side::Guide, topics, may_be_more: true, ..self }
    }

    /// To a learner who keeps a need to themselves.
    fn own_untold(mut self) -> Self {
        self.topics.iter_mut().take(1).for_each(|topic| topic.is_told = false);
        self
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

impl FreshLinks {
    fn sample(first_name: String, other: &str) -> Self {
        let duo = |other: &str, now| DuoLink { other: other.to_owned(), now, token: TOKEN.to_owned() };
        let round = |round: &str, answer_by| RoundLink {
            round: round.to_owned(),
            answer_by,
            again: false,
            token: TOKEN.to_owned(),
        };
        Self {
            first_name,
            reported: false,
            token: TOKEN.to_owned(),
            duos: vec![
                duo(other, DuoNow::Answer(day(2026, 12, 7))),
                duo("Ayşe", DuoNow::Meet),
                duo("Wouter", DuoNow::LookBack),
            ],
            rounds: vec![round("Voorjaar 2027", Some(day(2026, 12, 14))), round("Zomer 2027", None)],
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
            duo: Some(TOKEN.to_owned()),
        }
    }
}

impl HelpAsked {
    fn sample(first_name: String, other: &str, wants_another: bool) -> Self {
        Self {
            duo: DuoId(7),
            round: "Najaar 2026".to_owned(),
            name: format!("{first_name} Yılmaz"),
            first_name,
            email: "yilmaz@voorbeeld.example".to_owned(),
            other: format!("{other} van den Berg"),
            wants_another,
            about: (!wants_another).then(|| "We vinden geen tijd om af te spreken.".to_owned()),
            met: Some(!wants_another),
            path: "/coordinator/rounds/3/board#help".to_owned(),
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
            needs_help: 2,
            path: "/coordinator/rounds/3".to_owned(),
        }
    }
}
