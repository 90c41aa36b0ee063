//! The mails in the life of a duo, after its introduction.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::locale::Texts;
use crate::mail::calendar::{CancelledBy, Status};
use crate::mail::{Calendar, MailBody, MailContext};

/// Who reads a mail about a duo, and about whom: both first names. The other's is empty where they were removed while the mail
/// waited.
#[derive(Clone, Copy)]
pub(crate) struct Two<'a> {
    pub(crate) first_name: &'a str,
    pub(crate) other: &'a str,
}

/// The first name of the other in a duo, or what they are called who were removed.
pub(crate) fn called(texts: Texts, other: &str) -> String {
    if other.is_empty() { texts.text("somebody-gone") } else { other.to_owned() }
}

/// Why a duo does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopWhy {
    /// The coordinator stopped it.
    Coordinator,
    /// A repair of the round gave the other to somebody else.
    Regrouped,
}

crate::domain::words!(StopWhy, Coordinator = "coordinator", Regrouped = "regrouped");

/// What somebody has whose duo does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterStop {
    /// No duo, and priority in the next round.
    Priority,
    /// Another duo, which goes on.
    OtherDuo,
}

crate::domain::words!(AfterStop, Priority = "priority", OtherDuo = "other_duo");

/// A letter to a member of a duo: its subject, and the greeting.
fn begun(texts: Texts, head: &MailContext, two: Two<'_>, subject: String) -> MailBody {
    MailBody::new(texts, head, subject, texts.with("mail-why-member", &[("programme", head.programme())]))
        .paragraph(texts.with("mail-greeting", &[("name", two.first_name)]))
}

/// Leads to the reader's own page.
fn to_profile(letter: MailBody, texts: Texts, head: &MailContext, token: &str) -> MailBody {
    letter.button(texts.text("profile-button"), head.link("/me", token))
}

/// Leads to the page of the duo as well, where there is one.
fn and_to_duo(letter: MailBody, texts: Texts, head: &MailContext, duo: Option<&str>) -> MailBody {
    match duo {
        Some(token) => letter.link(texts.text("duo-page-link"), head.link("/duo", token)),
        None => letter,
    }
}

/// What a reminder says besides the names.
pub(crate) struct Remind<'a> {
    pub(crate) both_learn: bool,
    pub(crate) answer_by: NaiveDate,
    pub(crate) last: bool,
    pub(crate) token: &'a str,
}

pub(crate) fn reminder(texts: Texts, head: &MailContext, two: Two<'_>, remind: &Remind<'_>) -> MailBody {
    let date = texts.date(remind.answer_by);
    let args = &[("name", two.other), ("date", &date)];
    let (subject, by) = if remind.last {
        (texts.with("reminder-last-subject", args), texts.with("reminder-last-by", args))
    } else {
        (texts.with("reminder-subject", args), texts.with("reminder-by", args))
    };
    let letter = begun(texts, head, two, subject).paragraph(texts.with("reminder-what", args));
    let letter = if remind.both_learn { letter.paragraph(texts.text("reminder-both")) } else { letter };
    letter
        .paragraph(by)
        .button(texts.text("introduction-button"), head.link("/duo", remind.token))
        .paragraph(texts.with("reminder-no", args))
}

pub(crate) fn later_day(texts: Texts, head: &MailContext, two: Two<'_>, remind: &Remind<'_>) -> MailBody {
    let date = texts.date(remind.answer_by);
    let args = &[("name", two.other), ("date", &date)];
    let letter = begun(texts, head, two, texts.with("later-day-subject", args))
        .paragraph(texts.with("later-day-what", args))
        .paragraph(texts.with("later-day-by", args));
    let letter = if remind.both_learn { letter.paragraph(texts.text("reminder-both")) } else { letter };
    letter
        .button(texts.text("introduction-button"), head.link("/duo", remind.token))
        .paragraph(texts.with("reminder-no", args))
}

pub(crate) fn partner_declined(
    texts: Texts,
    head: &MailContext,
    two: Two<'_>,
    links: (&str, Option<&str>),
) -> MailBody {
    let args = &[("name", two.other)];
    let letter = begun(texts, head, two, texts.with("partner-declined-subject", args))
        .paragraph(texts.with("partner-declined-what", args))
        .paragraph(texts.text("partner-declined-next"));
    and_to_duo(to_profile(letter, texts, head, links.0), texts, head, links.1)
}

pub(crate) fn lapsed(
    texts: Texts,
    head: &MailContext,
    two: Two<'_>,
    you_answered: bool,
    links: (&str, Option<&str>),
) -> MailBody {
    let args = &[("name", two.other)];
    let letter = begun(texts, head, two, texts.with("lapsed-subject", args));
    let letter = if you_answered {
        letter.paragraph(texts.with("lapsed-you-answered", args)).paragraph(texts.text("lapsed-you-answered-next"))
    } else {
        letter
            .paragraph(texts.text("lapsed-silent"))
            .paragraph(texts.text("lapsed-silent-next"))
            .paragraph(texts.text("lapsed-pause"))
    };
    and_to_duo(to_profile(letter, texts, head, links.0), texts, head, links.1)
}

pub(crate) fn partner_unreachable(
    texts: Texts,
    head: &MailContext,
    two: Two<'_>,
    links: (&str, Option<&str>),
) -> MailBody {
    let args = &[("name", two.other)];
    let letter = begun(texts, head, two, texts.with("partner-unreachable-subject", args))
        .paragraph(texts.with("partner-unreachable-what", args))
        .paragraph(texts.with("partner-unreachable-next", args))
        .paragraph(texts.text("partner-unreachable-you"));
    and_to_duo(to_profile(letter, texts, head, links.0), texts, head, links.1)
}

pub(crate) fn check_in(texts: Texts, head: &MailContext, two: Two<'_>, weeks: u8, token: &str) -> MailBody {
    let args = &[("name", two.other)];
    begun(texts, head, two, texts.with("check-in-subject", args))
        .paragraph(texts.count("check-in-what", usize::from(weeks), args))
        .paragraph(texts.text("check-in-questions"))
        .button(texts.text("check-in-button"), head.link("/duo", &format!("{token}/check-in")))
        .paragraph(texts.text("check-in-not-met"))
        .paragraph(texts.text("check-in-clients"))
}

pub(crate) fn closing(texts: Texts, head: &MailContext, two: Two<'_>, token: &str) -> MailBody {
    let args = &[("name", two.other)];
    begun(texts, head, two, texts.with("closing-subject", args))
        .paragraph(texts.with("closing-what", args))
        .paragraph(texts.text("closing-ask"))
        .button(texts.text("closing-button"), head.link("/duo", &format!("{token}/closing")))
        .paragraph(texts.text("closing-consent"))
        .paragraph(texts.text("check-in-clients"))
}

pub(crate) fn duo_ended(
    texts: Texts,
    head: &MailContext,
    two: Two<'_>,
    by_you: bool,
    links: (&str, Option<&str>),
) -> MailBody {
    let other = called(texts, two.other);
    let args = &[("name", other.as_str())];
    let letter = begun(texts, head, two, texts.with("duo-ended-subject", args));
    let letter = match (two.other.is_empty(), by_you) {
        (true, _) => letter.paragraph(texts.text("duo-ended-gone")),
        (false, true) => letter.paragraph(texts.with("duo-ended-by-you", args)),
        (false, false) => letter.paragraph(texts.with("duo-ended-by-other", args)),
    };
    let letter = letter.paragraph(texts.text("duo-ended-thanks")).paragraph(texts.text("duo-ended-next"));
    and_to_duo(to_profile(letter, texts, head, links.0), texts, head, links.1)
}

pub(crate) fn duo_stopped(
    texts: Texts,
    head: &MailContext,
    two: Two<'_>,
    (why, after): (StopWhy, AfterStop),
    links: (&str, Option<&str>),
) -> MailBody {
    let args = &[("name", two.other)];
    let letter = begun(texts, head, two, texts.with("duo-stopped-subject", args))
        .paragraph(texts.word("duo-stopped", why.as_str()))
        .paragraph(texts.word("duo-stopped-after", after.as_str()));
    and_to_duo(to_profile(letter, texts, head, links.0), texts, head, links.1)
}

/// A meeting that is new, was moved or cancelled.
pub(crate) struct MeetingNews<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) cancelled_by: CancelledBy,
    /// The token of the duo's page, where there is one.
    pub(crate) duo: Option<&'a str>,
}

pub(crate) fn meeting(texts: Texts, head: &MailContext, two: Two<'_>, news: &MeetingNews<'_>) -> MailBody {
    let calendar = news.calendar;
    let date = texts.date(calendar.start.date());
    let other = called(texts, two.other);
    let args = &[("name", other.as_str()), ("date", &date)];
    let (subject, what) = match (calendar.status, calendar.sequence) {
        (Status::Cancelled, _) => ("meeting-cancelled-subject", cancelled(news.cancelled_by)),
        (Status::Requested, 0) => ("meeting-subject", "meeting-what"),
        (Status::Requested, _) => ("meeting-changed-subject", "meeting-changed"),
    };
    let letter = begun(texts, head, two, texts.with(subject, args)).paragraph(texts.with(what, args));
    let letter = letter.details(calendar.details(texts)).meeting(calendar.invite(texts, &other));
    match calendar.status {
        Status::Requested => {
            let letter = to_calendars(letter.paragraph(texts.text("meeting-file")), texts, calendar, &other);
            to_duo(letter.paragraph(texts.text("meeting-else")), texts, head, ("meeting-button", news.duo))
        }
        Status::Cancelled => {
            let letter = letter.paragraph(texts.text("meeting-cancelled-file"));
            if news.cancelled_by == CancelledBy::DuoOver {
                return and_to_duo(letter, texts, head, news.duo);
            }
            let letter = letter.paragraph(texts.text("meeting-cancelled-next"));
            to_duo(letter, texts, head, ("meeting-again-button", news.duo))
        }
    }
}

const fn cancelled(by: CancelledBy) -> &'static str {
    match by {
        CancelledBy::You => "meeting-cancelled-by-you",
        CancelledBy::Other => "meeting-cancelled",
        CancelledBy::DuoOver => "meeting-cancelled-duo-over",
    }
}

/// Leads to the page of the duo, where the reader does what the label says.
fn to_duo(letter: MailBody, texts: Texts, head: &MailContext, (label, duo): (&str, Option<&str>)) -> MailBody {
    match duo {
        Some(token) => letter.button(texts.text(label), head.link("/duo", token)),
        None => letter,
    }
}

/// Leads to the calendars on the web that many use.
pub(crate) fn to_calendars(letter: MailBody, texts: Texts, calendar: &Calendar, other: &str) -> MailBody {
    letter
        .link(texts.text("meeting-google"), calendar.google_url(texts, other))
        .link(texts.text("meeting-outlook"), calendar.outlook_url(texts, other))
}

/// Times to meet that a member proposed.
pub(crate) struct ProposedTimes<'a> {
    pub(crate) moments: &'a [NaiveDateTime],
    pub(crate) minutes: u16,
    pub(crate) place: &'a str,
}

pub(crate) fn meeting_proposed(
    texts: Texts,
    head: &MailContext,
    two: Two<'_>,
    proposed: &ProposedTimes<'_>,
    token: &str,
) -> MailBody {
    let args = &[("name", two.other)];
    let minutes = texts.count("meeting-proposed-minutes", usize::from(proposed.minutes), &[]);
    let mut details = vec![(texts.text("meeting-proposed-long"), minutes)];
    if !proposed.place.is_empty() {
        details.push((texts.text("meeting-where"), proposed.place.to_owned()));
    }
    let letter = begun(texts, head, two, texts.with("meeting-proposed-subject", args))
        .paragraph(texts.with("meeting-proposed-what", args))
        .list(proposed.moments.iter().map(|moment| texts.local_moment(*moment)).collect())
        .details(details)
        .paragraph(texts.text("meeting-proposed-next"));
    to_duo(letter, texts, head, ("meeting-proposed-button", Some(token)))
}

pub(crate) fn proposal_withdrawn(texts: Texts, head: &MailContext, two: Two<'_>, token: &str) -> MailBody {
    let args = &[("name", two.other)];
    let letter = begun(texts, head, two, texts.with("proposal-withdrawn-subject", args))
        .paragraph(texts.with("proposal-withdrawn-what", args));
    to_duo(letter, texts, head, ("meeting-again-button", Some(token)))
}

pub(crate) fn agreement_changed(texts: Texts, head: &MailContext, two: Two<'_>, token: &str) -> MailBody {
    let args = &[("name", two.other)];
    let letter = begun(texts, head, two, texts.with("agreement-changed-subject", args))
        .paragraph(texts.with("agreement-changed-what", args))
        .paragraph(texts.text("agreement-changed-next"));
    to_duo(letter, texts, head, ("agreement-changed-button", Some(token)))
}

pub(crate) fn meeting_reminder(
    texts: Texts,
    head: &MailContext,
    two: Two<'_>,
    calendar: &Calendar,
    token: &str,
) -> MailBody {
    let date = texts.date(calendar.start.date());
    let args = &[("name", two.other), ("date", &date)];
    let letter = begun(texts, head, two, texts.with("meeting-reminder-subject", args))
        .paragraph(texts.with("meeting-reminder-what", args))
        .details(calendar.details(texts))
        .paragraph(texts.text("meeting-else"));
    to_duo(letter, texts, head, ("meeting-button", Some(token)))
}
