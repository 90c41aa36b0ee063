//! A moment that two people meet, as it goes into their calendars.

use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

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

impl Calendar {
    /// When it ends, on a clock in Amsterdam.
    #[must_use]
    pub fn end(&self) -> NaiveDateTime {
        self.start.checked_add_signed(TimeDelta::minutes(self.minutes.into())).unwrap_or(self.start)
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
