//! The mails in the life of a duo, after its introduction.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Status;
use super::{Calendar, Letter, Letterhead};
use crate::locale::Texts;

/// Who reads a mail about a duo, and about whom: both first names.
#[derive(Clone, Copy)]
pub(super) struct Two<'a> {
    pub(super) first_name: &'a str,
    pub(super) other: &'a str,
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
fn begun(texts: Texts, head: &Letterhead, two: Two<'_>, subject: String) -> Letter {
    Letter::new(texts, head, subject, texts.with("mail-why-member", &[("programme", head.programme())]))
        .paragraph(texts.with("mail-greeting", &[("name", two.first_name)]))
}

/// Leads to the reader's own page.
fn to_profile(letter: Letter, texts: Texts, head: &Letterhead, token: &str) -> Letter {
    letter.button(texts.text("profile-button"), head.link("/me", token))
}

/// What a reminder says besides the names.
pub(super) struct Remind<'a> {
    pub(super) both_learn: bool,
    pub(super) answer_by: NaiveDate,
    pub(super) last: bool,
    pub(super) token: &'a str,
}

pub(super) fn reminder(texts: Texts, head: &Letterhead, two: Two<'_>, remind: &Remind<'_>) -> Letter {
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

pub(super) fn partner_declined(texts: Texts, head: &Letterhead, two: Two<'_>, token: &str) -> Letter {
    let args = &[("name", two.other)];
    let letter = begun(texts, head, two, texts.with("partner-declined-subject", args))
        .paragraph(texts.with("partner-declined-what", args))
        .paragraph(texts.text("partner-declined-next"));
    to_profile(letter, texts, head, token)
}

pub(super) fn lapsed(texts: Texts, head: &Letterhead, two: Two<'_>, you_answered: bool, token: &str) -> Letter {
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
    to_profile(letter, texts, head, token)
}

pub(super) fn partner_unreachable(texts: Texts, head: &Letterhead, two: Two<'_>, token: &str) -> Letter {
    let args = &[("name", two.other)];
    let letter = begun(texts, head, two, texts.with("partner-unreachable-subject", args))
        .paragraph(texts.with("partner-unreachable-what", args))
        .paragraph(texts.with("partner-unreachable-next", args))
        .paragraph(texts.text("partner-unreachable-you"));
    to_profile(letter, texts, head, token)
}

pub(super) fn check_in(texts: Texts, head: &Letterhead, two: Two<'_>, weeks: u8, token: &str) -> Letter {
    let args = &[("name", two.other)];
    begun(texts, head, two, texts.with("check-in-subject", args))
        .paragraph(texts.count("check-in-what", usize::from(weeks), args))
        .paragraph(texts.text("check-in-questions"))
        .button(texts.text("check-in-button"), head.link("/duo", &format!("{token}/check-in")))
        .paragraph(texts.text("check-in-not-met"))
        .paragraph(texts.text("check-in-clients"))
}

pub(super) fn closing(texts: Texts, head: &Letterhead, two: Two<'_>, token: &str) -> Letter {
    let args = &[("name", two.other)];
    begun(texts, head, two, texts.with("closing-subject", args))
        .paragraph(texts.with("closing-what", args))
        .paragraph(texts.text("closing-ask"))
        .button(texts.text("closing-button"), head.link("/duo", &format!("{token}/closing")))
        .paragraph(texts.text("closing-consent"))
        .paragraph(texts.text("check-in-clients"))
}

pub(super) fn duo_ended(texts: Texts, head: &Letterhead, two: Two<'_>, by_you: bool, token: &str) -> Letter {
    let args = &[("name", two.other)];
    let letter = begun(texts, head, two, texts.with("duo-ended-subject", args));
    let letter = if by_you {
        letter.paragraph(texts.with("duo-ended-by-you", args))
    } else {
        letter.paragraph(texts.with("duo-ended-by-other", args))
    };
    let letter = letter.paragraph(texts.text("duo-ended-thanks")).paragraph(texts.text("duo-ended-next"));
    to_profile(letter, texts, head, token)
}

pub(super) fn duo_stopped(
    texts: Texts,
    head: &Letterhead,
    two: Two<'_>,
    (why, after): (StopWhy, AfterStop),
    token: &str,
) -> Letter {
    let args = &[("name", two.other)];
    let letter = begun(texts, head, two, texts.with("duo-stopped-subject", args))
        .paragraph(texts.word("duo-stopped", why.as_str()))
        .paragraph(texts.word("duo-stopped-after", after.as_str()));
    to_profile(letter, texts, head, token)
}

pub(super) fn meeting(texts: Texts, head: &Letterhead, two: Two<'_>, calendar: &Calendar) -> Letter {
    let date = texts.date(calendar.start.date());
    let args = &[("name", two.other), ("date", &date)];
    let (subject, what) = match (calendar.status, calendar.sequence) {
        (Status::Cancelled, _) => {
            (texts.with("meeting-cancelled-subject", args), texts.with("meeting-cancelled", args))
        }
        (Status::Requested, 0) => (texts.with("meeting-subject", args), texts.with("meeting-what", args)),
        (Status::Requested, _) => (texts.with("meeting-changed-subject", args), texts.with("meeting-changed", args)),
    };
    let letter = begun(texts, head, two, subject).paragraph(what).details(calendar.details(texts));
    let letter = letter.meeting(calendar.invite(texts, two.other));
    match calendar.status {
        Status::Requested => letter.paragraph(texts.text("meeting-file")).paragraph(texts.text("meeting-else")),
        Status::Cancelled => {
            letter.paragraph(texts.text("meeting-cancelled-file")).paragraph(texts.text("meeting-cancelled-next"))
        }
    }
}
