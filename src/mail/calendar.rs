//! A moment that two people meet, as it goes into their calendars (RFC 5545), by mail (RFC 6047).
//!
//! The mail is a *request* of the programme's coordinator, sent on their behalf: calendars follow a request by
//! themselves when it changes or is cancelled, which they do not with what is merely *published*. It asks for no answer,
//! because no machine reads one; should a calendar send one, the coordinator gets it, as they get any answer to our
//! mails. Nobody is said to have accepted: each puts the meeting in a calendar of their own. And each gets a file of
//! their own, in which they are the only guest: whose address is told is decided elsewhere.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use icalendar::{Component, Event, Property};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::MailContext;
use super::mailto::mailto;
use crate::domain::{EmailAddress, local_time};
use crate::locale::Texts;

/// A moment to meet. The same `uid` with a higher `sequence` is a change of it (RFC 5545, sections 3.8.4.7 and
/// 3.8.7.4).
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

/// Why a meeting does not go ahead, as its reader is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelledBy {
    /// The reader cancelled it.
    You,
    /// The other did.
    #[default]
    Other,
    /// Nobody did: their duo is over.
    DuoOver,
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
    pub(crate) const fn method(self) -> &'static str {
        match self {
            Self::Requested => "REQUEST",
            Self::Cancelled => "CANCEL",
        }
    }
}

impl Calendar {
    /// When it begins and ends.
    fn utc(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let start = local_time::to_utc(self.start);
        (start, start + TimeDelta::minutes(self.minutes.into()))
    }

    /// When it ends, on a clock in Amsterdam.
    #[must_use]
    pub fn end(&self) -> NaiveDateTime {
        local_time::from_utc(self.utc().1)
    }

    /// As it goes into the calendar of whoever meets `other`.
    pub(crate) fn invite(&self, texts: Texts, other: &str) -> Invite {
        let summary = texts.with("meeting-summary", &[("name", other)]);
        Invite { calendar: self.clone(), summary, file_name: texts.text("meeting-file-name") }
    }

    /// The file for one reader, an address and a name, to download: the same that the mail carries. `other` is the first
    /// name of whom they meet.
    #[must_use]
    pub fn download(
        &self,
        texts: Texts,
        head: &MailContext,
        (to, name): (&EmailAddress, &str),
        other: &str,
        now: DateTime<Utc>,
    ) -> String {
        self.invite(texts, other).file(head, (to, name), now)
    }

    /// A page of Google on which its reader puts the meeting with `other` into their calendar. Like [`Calendar::outlook_url`]
    /// it tells no address and no link of ours.
    #[must_use]
    pub fn google_url(&self, texts: Texts, other: &str) -> String {
        let time = |moment: DateTime<Utc>| moment.format("%Y%m%dT%H%M%SZ").to_string();
        let (start, end) = self.utc();
        let dates = format!("{}/{}", time(start), time(end));
        let summary = texts.with("meeting-summary", &[("name", other)]);
        let query = [("action", "TEMPLATE"), ("text", &summary), ("dates", &dates), ("location", &self.place)];
        format!("https://calendar.google.com/calendar/render?{}", encoded(&query))
    }

    /// The same for the Outlook of an organisation.
    #[must_use]
    pub fn outlook_url(&self, texts: Texts, other: &str) -> String {
        let time = |moment: DateTime<Utc>| moment.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let (start, end) = self.utc();
        let (start, end) = (time(start), time(end));
        let summary = texts.with("meeting-summary", &[("name", other)]);
        let query = [
            ("path", "/calendar/action/compose"),
            ("rru", "addevent"),
            ("subject", &summary),
            ("startdt", &start),
            ("enddt", &end),
            ("location", &self.place),
        ];
        format!("https://outlook.office.com/calendar/0/deeplink/compose?{}", encoded(&query))
    }

    /// When and where, as labels with their values.
    pub(crate) fn details(&self, texts: Texts) -> Vec<(String, String)> {
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

/// A query for a URL, without what is empty. A space is `%20`: Outlook shows a `+` as it stands.
fn encoded(query: &[(&str, &str)]) -> String {
    let value = |text| utf8_percent_encode(text, &UNRESERVED);
    let given = query.iter().filter(|(_, text)| !text.is_empty());
    given.map(|(name, text)| format!("{name}={}", value(text))).collect::<Vec<_>>().join("&")
}

/// All but what RFC 3986 calls unreserved.
const UNRESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A meeting, and what it is called in the reader's calendar.
#[derive(Debug, Clone)]
pub(crate) struct Invite {
    pub(crate) calendar: Calendar,
    pub(crate) summary: String,
    /// The name of the attached file.
    pub(crate) file_name: String,
}

impl Invite {
    /// The file for this reader.
    pub(crate) fn file(&self, head: &MailContext, (to, name): (&EmailAddress, &str), now: DateTime<Utc>) -> String {
        let Calendar { uid, sequence, place, status, .. } = &self.calendar;
        let (start, end) = self.calendar.utc();
        let time = |moment: DateTime<Utc>| moment.format("%Y%m%dT%H%M%SZ").to_string();
        let mut organizer = Property::new("ORGANIZER", mailto(head.contact().as_str()));
        organizer.add_parameter("CN", &quotable(head.programme()));
        if head.from() != head.contact() {
            organizer.add_parameter("SENT-BY", &mailto(head.from().as_str()));
        }
        let mut guest = Property::new("ATTENDEE", mailto(to.as_str()));
        if !name.is_empty() {
            guest.add_parameter("CN", &quotable(name));
        }
        guest.add_parameter("PARTSTAT", "NEEDS-ACTION").add_parameter("RSVP", "FALSE");
        let mut event = Event::new();
        event
            .add_property("UID", uid)
            .add_property("SEQUENCE", sequence.to_string())
            .add_property("DTSTAMP", time(now))
            .add_property("DTSTART", time(start))
            .add_property("DTEND", time(end))
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
