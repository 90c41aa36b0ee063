//! When things are due in the life of a duo, and from when on they are too late to be mailed.
//!
//! After a standstill, or a clock that jumped, what is long overdue is told to the coordinator and mailed to nobody: a
//! reminder of what was last year helps no one.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};

/// Whether something that is due at a moment is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Not now.
    NotYet,
    /// Now.
    Now,
    /// It should have been long ago: it is noted and not mailed.
    TooLate,
}

/// How long after its moment a mail about an answer still makes sense.
pub const ANSWER_SLACK: Duration = Duration::days(2);
/// Nobody is reminded twice within this time, whoever asks for it.
pub const REMINDER_GAP: Duration = Duration::hours(24);
/// How long after its moment a check-in still makes sense.
pub const CHECK_IN_SLACK: Duration = Duration::weeks(2);
/// How long the closing check-in is waited for.
pub const CLOSING_LASTS: Duration = Duration::weeks(4);

/// A round that nobody closes is closed this long after its last day.
pub const CLOSED_AFTER: Duration = Duration::weeks(2);

/// Where `moment` is, seen from `now`, when it may be late by `slack`.
#[must_use]
pub fn due(moment: DateTime<Utc>, slack: Duration, now: DateTime<Utc>) -> Due {
    if now < moment {
        Due::NotYet
    } else if now <= moment + slack {
        Due::Now
    } else {
        Due::TooLate
    }
}

/// The last day on which answers count: that to answer by and the days of grace.
#[must_use]
pub fn last_day(answer_by: NaiveDate, grace_days: u16) -> NaiveDate {
    answer_by.checked_add_days(Days::new(grace_days.into())).unwrap_or(answer_by)
}

/// The moment at which answers no longer count: the end of the last day, in UTC.
#[must_use]
pub fn answers_end(answer_by: NaiveDate, grace_days: u16) -> DateTime<Utc> {
    let last = last_day(answer_by, grace_days);
    last.succ_opt().unwrap_or(last).and_time(NaiveTime::MIN).and_utc()
}

/// When whoever has not answered is reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminders {
    /// Half-way between the introduction and the day to answer by; none where that is less than a day before the last.
    pub half_way: Option<DateTime<Utc>>,
    /// On the day before the day to answer by, in the morning; none where the introduction came later.
    pub last: Option<DateTime<Utc>>,
}

impl Reminders {
    /// Those of a duo that was introduced at a moment and can answer by a day.
    ///
    /// ```
    /// use chrono::{DateTime, NaiveDate, Utc};
    /// use tweespan::domain::duo::schedule::Reminders;
    ///
    /// let introduced: DateTime<Utc> = "2026-03-02T10:00:00Z".parse()?;
    /// let reminders = Reminders::of(introduced, "2026-03-16".parse()?);
    /// assert_eq!(reminders.half_way, Some("2026-03-09T05:00:00Z".parse()?));
    /// assert_eq!(reminders.last, Some("2026-03-15T08:00:00Z".parse()?));
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn of(introduced: DateTime<Utc>, answer_by: NaiveDate) -> Self {
        let morning = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or(NaiveTime::MIN);
        let day = answer_by.and_time(NaiveTime::MIN).and_utc();
        let last = Some(answer_by.and_time(morning).and_utc() - Duration::days(1)).filter(|last| *last > introduced);
        let half_way = introduced + (day - introduced) / 2;
        let early = last.is_some_and(|last| half_way + Duration::days(1) <= last);
        Self { half_way: early.then_some(half_way), last }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_short_round_has_one_reminder_or_none() {
        let of = |introduced: &str| Reminders::of(at(introduced), "2026-03-16".parse().unwrap());
        let last = Some(at("2026-03-15T08:00:00Z"));
        assert_eq!(of("2026-03-14T12:00:00Z"), Reminders { half_way: None, last });
        assert_eq!(of("2026-03-15T12:00:00Z"), Reminders { half_way: None, last: None });
        assert_eq!(of("2026-03-12T08:00:00Z"), Reminders { half_way: Some(at("2026-03-14T04:00:00Z")), last });
    }

    #[test]
    fn what_is_long_overdue_is_too_late() {
        let moment = at("2026-03-01T08:00:00Z");
        let seen = |now: &str| due(moment, ANSWER_SLACK, at(now));
        assert_eq!(seen("2026-03-01T07:59:59Z"), Due::NotYet);
        assert_eq!(seen("2026-03-01T08:00:00Z"), Due::Now);
        assert_eq!(seen("2026-03-03T08:00:00Z"), Due::Now);
        assert_eq!(seen("2026-03-03T08:00:01Z"), Due::TooLate);
        assert_eq!(seen("2027-04-05T08:00:00Z"), Due::TooLate);
    }

    #[test]
    fn the_last_day_counts_to_its_end() {
        let end = answers_end("2026-12-31".parse().unwrap(), 0);
        assert_eq!(end, at("2027-01-01T00:00:00Z"));
        assert_eq!(answers_end("2026-12-31".parse().unwrap(), 2), at("2027-01-03T00:00:00Z"));
    }
}
