//! A moment that two people meet, as it goes into their calendars (RFC 5545), by mail (RFC 6047).
//!
//! The mail is a *request* of the programme's coordinator, sent on their behalf: calendars follow a request by themselves
//! when it changes or is cancelled, which they do not with what is merely *published*. It asks for no answer, because no
//! machine reads one; should a calendar send one, the coordinator gets it, as they get any answer to our mails. Nobody
//! is said to have accepted: each puts the meeting in a calendar of their own. And each gets a file of their own, in
//! which they are the only guest: whose address is told is decided elsewhere.

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Amsterdam;
use icalendar::{Component, Event, Property};
use serde::{Deserialize, Serialize};

use super::contact::mailto;
use super::{Envelope, Letterhead};
use crate::domain::EmailAddress;
use crate::locale::Texts;

/// A moment to meet. The same `uid` with a higher `sequence` is a change of it (RFC 5545, sections 3.8.4.7 and 3.8.7.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// What it is known by in every calendar, for as long as it lives: `something@host`.
    pub uid: String,
    /// 0 at first, and one more with every change and when it is cancelled.
    pub sequence: u32,
    /// When it begins, on a clock in Amsterdam.
    pub start: NaiveDateTime,
    /// How long it takes.
    pub minutes: u16,
    /// Where, in the words of whoever proposed it: a place, or how to meet online. May be empty.
    pub place: String,
    /// Whether it goes ahead.
    pub status: Status,
}

/// Whether a meeting goes ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It does: put it in the calendar, or move it there.
    Requested,
    /// It does not: take it out.
    Cancelled,
}

impl Status {
    /// The method in the file and in the mail's `Content-Type`, which are the same (RFC 6047, section 2.4).
    pub(super) const fn method(self) -> &'static str {
        match self {
            Self::Requested => "REQUEST",
            Self::Cancelled => "CANCEL",
        }
    }
}

impl Calendar {
    /// When it ends, on a clock in Amsterdam.
    #[must_use]
    pub fn end(&self) -> NaiveDateTime {
        self.start.checked_add_signed(TimeDelta::minutes(self.minutes.into())).unwrap_or(self.start)
    }

    /// As it goes into the calendar of whoever meets `other`.
    pub(super) fn invite(&self, texts: Texts, other: &str) -> Invite {
        let summary = texts.with("meeting-summary", &[("name", other)]);
        Invite { calendar: self.clone(), summary, file_name: texts.text("meeting-file-name") }
    }

    /// The file for one reader, an address and a name, to download: the same that the mail carries. `other` is the first
    /// name of whom they meet.
    #[must_use]
    pub fn download(
        &self,
        texts: Texts,
        head: &Letterhead,
        (to, name): (&EmailAddress, &str),
        other: &str,
        now: DateTime<Utc>,
    ) -> String {
        self.invite(texts, other).file(head, &Envelope { to, name, message_id: "", date: now })
    }

    /// When and where, as labels with their values.
    pub(super) fn details(&self, texts: Texts) -> Vec<(String, String)> {
        let time = |moment: NaiveDateTime| moment.format("%H:%M").to_string();
        let (date, from, to) = (texts.date(self.start.date()), time(self.start), time(self.end()));
        let when = texts.with("meeting-time", &[("date", &date), ("from", &from), ("to", &to)]);
        let mut rows = vec![(texts.text("meeting-when"), when)];
        if !self.place.is_empty() {
            rows.push((texts.text("meeting-where"), self.place.clone()));
        }
        rows
    }
}

/// A moment on a clock in Amsterdam, as the rest of the world counts. One that the clock has twice is the first; one
/// that it skips is as much later.
fn in_utc(local: NaiveDateTime) -> DateTime<Utc> {
    let later =
        || local.checked_add_signed(TimeDelta::hours(1)).and_then(|l| Amsterdam.from_local_datetime(&l).earliest());
    let moment = Amsterdam.from_local_datetime(&local).earliest().or_else(later);
    moment.map_or_else(|| local.and_utc(), |moment| moment.to_utc())
}

/// A meeting, and what it is called in the reader's calendar.
#[derive(Debug, Clone)]
pub(super) struct Invite {
    pub(super) calendar: Calendar,
    pub(super) summary: String,
    /// The name of the attached file.
    pub(super) file_name: String,
}

impl Invite {
    /// The file for this reader.
    pub(super) fn file(&self, head: &Letterhead, envelope: &Envelope<'_>) -> String {
        let Calendar { uid, sequence, start, place, status, .. } = &self.calendar;
        let time = |moment: DateTime<Utc>| moment.format("%Y%m%dT%H%M%SZ").to_string();
        let mut organizer = Property::new("ORGANIZER", mailto(head.contact().as_str()));
        organizer.add_parameter("CN", &quotable(head.programme()));
        if head.from() != head.contact() {
            organizer.add_parameter("SENT-BY", &mailto(head.from().as_str()));
        }
        let mut guest = Property::new("ATTENDEE", mailto(envelope.to.as_str()));
        if !envelope.name.is_empty() {
            guest.add_parameter("CN", &quotable(envelope.name));
        }
        guest.add_parameter("PARTSTAT", "NEEDS-ACTION").add_parameter("RSVP", "FALSE");
        let mut event = Event::new();
        event
            .add_property("UID", uid)
            .add_property("SEQUENCE", sequence.to_string())
            .add_property("DTSTAMP", time(envelope.date))
            .add_property("DTSTART", time(in_utc(*start)))
            .add_property("DTEND", time(in_utc(*start) + TimeDelta::minutes(self.calendar.minutes.into())))
            .add_property("SUMMARY", &self.summary)
            .add_property("STATUS", if *status == Status::Cancelled { "CANCELLED" } else { "CONFIRMED" })
            .append_property(organizer)
            .append_multi_property(guest);
        if !place.is_empty() {
            event.add_property("LOCATION", place);
        }
        let mut file = icalendar::Calendar::empty();
        file.append_property(("VERSION", "2.0"))
            .append_property(("PRODID", "-//Tweespan//Tweespan//EN"))
            .append_property(("METHOD", status.method()))
            .push(event);
        file.to_string()
    }
}

/// A parameter's value can hold no double quote (RFC 5545, section 3.2), nor begin a new line.
fn quotable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn a_clock_in_amsterdam_is_one_or_two_hours_ahead() {
        let utc = |month, day, hour| {
            let local = NaiveDate::from_ymd_opt(2027, month, day).and_then(|d| d.and_hms_opt(hour, 30, 0)).unwrap();
            in_utc(local).format("%m-%d %H:%M").to_string()
        };
        assert_eq!(utc(1, 15, 10), "01-15 09:30");
        assert_eq!(utc(7, 15, 10), "07-15 08:30");
        // The clock skips from 2 to 3, and has the hour from 2 to 3 twice.
        assert_eq!(utc(3, 28, 2), "03-28 01:30");
        assert_eq!(utc(10, 31, 2), "10-31 00:30");
    }
}
