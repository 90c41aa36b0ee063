//! Arranging to meet: a member proposes up to three moments, the other picks one.
//!
//! Moments are on a clock in Amsterdam, without a zone: that is how both of them type and read them.

use chrono::{DateTime, Datelike, Days, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{Availability, HalfDay, Side, SingleLine, ValidationError, local_time};

/// Up to three moments that a member proposes. The first is the earliest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    by: Side,
    moments: Vec<NaiveDateTime>,
    minutes: u16,
    place: String,
}

/// A moment that both agreed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// When it begins.
    pub start: NaiveDateTime,
    /// How long it takes.
    pub minutes: u16,
    /// Where; may be empty.
    pub place: String,
    /// As in calendars: raised by every change, and when it is cancelled.
    pub sequence: u32,
    /// Whether it goes ahead.
    pub goes_ahead: bool,
}

/// What a duo has arranged so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meeting {
    /// What one of them proposed and the other has not answered.
    pub proposal: Option<Proposal>,
    /// What they agreed on before.
    pub agreed: Option<Agreed>,
}

/// The most moments in a proposal.
pub const MAX_MOMENTS: usize = 3;
/// How long a meeting may take, in minutes.
pub const MINUTES: std::ops::RangeInclusive<u16> = 15..=240;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum MeetingField {
    Moments,
    Minutes,
    Place,
}

crate::domain::words!(MeetingField, Moments = "moments", Minutes = "minutes", Place = "place");

/// Why moments cannot be proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingProblem {
    /// There are none, or more than three.
    HowMany,
    /// This is no moment, or it is more than a year from now.
    When(String),
    /// This moment has passed.
    Passed(String),
    /// The clock goes forward in this hour, so that it does not exist.
    Skipped(String),
    /// The clock goes back in this hour, so that it comes twice.
    Twice(String),
    /// As elsewhere.
    Other(ValidationError),
}

impl Proposal {
    /// Reads what a member typed. Moments are as a browser writes them: `2026-12-01T10:00`.
    ///
    /// # Errors
    /// What is wrong, by field, in the order of the form.
    pub fn parse(
        by: Side,
        moments: &[String],
        minutes: &str,
        place: &str,
        now: NaiveDateTime,
    ) -> Result<Self, Vec<(MeetingField, MeetingProblem)>> {
        let mut problems = Vec::new();
        let mut read = Vec::new();
        let last = now.checked_add_days(Days::new(366)).unwrap_or(now);
        for text in moments.iter().filter(|text| !text.trim().is_empty()) {
            match to_come(text, now, last) {
                Ok(moment) => read.push(moment),
                Err(problem) => {
                    problems.push((MeetingField::Moments, problem(crate::domain::validation::shortened(text))));
                }
            }
        }
        read.sort_unstable();
        read.dedup();
        if problems.is_empty() && !(1..=MAX_MOMENTS).contains(&read.len()) {
            problems.push((MeetingField::Moments, MeetingProblem::HowMany));
        }
        let long = minutes.trim().parse().ok().filter(|minutes| MINUTES.contains(minutes));
        if long.is_none() {
            problems.push((
                MeetingField::Minutes,
                MeetingProblem::Other(ValidationError::OutOfRange { min: 15, max: 240 }),
            ));
        }
        let place = place.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(problem) =
            SingleLine::<200>::parse(&place).err().filter(|problem| *problem != ValidationError::Missing)
        {
            problems.push((MeetingField::Place, MeetingProblem::Other(problem)));
        }
        match long {
            Some(minutes) if problems.is_empty() => Ok(Self { by, moments: read, minutes, place }),
            _ => Err(problems),
        }
    }

    /// Those of its moments that have not passed.
    #[must_use]
    pub fn open_moments(&self, now: DateTime<Utc>) -> Vec<NaiveDateTime> {
        self.moments.iter().copied().filter(|moment| local_time::to_utc(*moment) > now).collect()
    }

    /// Who proposed.
    #[must_use]
    pub const fn by(&self) -> Side {
        self.by
    }

    /// One to three moments, the earliest first.
    #[must_use]
    pub fn moments(&self) -> &[NaiveDateTime] {
        &self.moments
    }

    /// How long.
    #[must_use]
    pub const fn minutes(&self) -> u16 {
        self.minutes
    }

    /// Where; may be empty.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }
}

/// A moment as a browser writes it.
#[must_use]
pub fn moment(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M").ok()
}

/// What is wrong with a moment, given what was typed.
type Wrong = fn(String) -> MeetingProblem;

/// The moment that somebody typed, if it is one and lies between now and then.
fn to_come(text: &str, now: NaiveDateTime, last: NaiveDateTime) -> Result<NaiveDateTime, Wrong> {
    let moment = moment(text).filter(|moment| *moment < last).ok_or(MeetingProblem::When as Wrong)?;
    match local_time::resolve(moment) {
        _ if moment <= now => Err(MeetingProblem::Passed),
        MappedLocalTime::Single(_) => Ok(moment),
        MappedLocalTime::Ambiguous(..) => Err(MeetingProblem::Twice),
        MappedLocalTime::None => Err(MeetingProblem::Skipped),
    }
}

impl Agreed {
    /// When it begins.
    #[must_use]
    pub fn starts_at(&self) -> DateTime<Utc> {
        local_time::to_utc(self.start)
    }

    /// When it ends.
    #[must_use]
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.starts_at() + TimeDelta::minutes(self.minutes.into())
    }

    /// Whether it goes ahead and is not over.
    #[must_use]
    pub fn is_to_come(&self, now: DateTime<Utc>) -> bool {
        self.goes_ahead && self.ends_at() > now
    }

    /// When both are reminded of it: the morning before, at nine on a clock in Amsterdam.
    #[must_use]
    pub fn reminder_at(&self) -> DateTime<Utc> {
        let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or(NaiveTime::MIN);
        let day = self.start.date();
        local_time::to_utc(day.pred_opt().unwrap_or(day).and_time(nine))
    }
}

impl Meeting {
    /// The other picks one of the moments that were proposed. Nothing when `side` proposed them, or there is no such one.
    ///
    /// It moves the meeting that is to come. One that took place or was cancelled stays in calendars as it is, and the
    /// next is another: its sequence begins at 0.
    #[must_use]
    pub fn picked(&self, side: Side, start: NaiveDateTime, now: DateTime<Utc>) -> Option<Agreed> {
        let proposal = self.proposal.as_ref().filter(|p| p.by != side && p.moments.contains(&start))?;
        let sequence = self.to_come(now).map_or(0, |agreed| agreed.sequence + 1);
        let (minutes, place) = (proposal.minutes, proposal.place.clone());
        Some(Agreed { start, minutes, place, sequence, goes_ahead: true })
    }

    /// What they agreed on does not go ahead. Nothing when there is nothing to cancel, or it is over.
    #[must_use]
    pub fn cancelled(&self, now: DateTime<Utc>) -> Option<Agreed> {
        let agreed = self.to_come(now)?.clone();
        Some(Agreed { sequence: agreed.sequence + 1, goes_ahead: false, ..agreed })
    }

    /// The meeting that they agreed on and that is not over.
    #[must_use]
    pub fn to_come(&self, now: DateTime<Utc>) -> Option<&Agreed> {
        self.agreed.as_ref().filter(|agreed| agreed.is_to_come(now))
    }
}

/// The next moments within half-days that both have, in the coming three weeks: mornings at ten, afternoons at two.
///
/// ```
/// use tweespan::domain::Availability;
/// use tweespan::domain::duo::meeting::suggestions;
///
/// let shared = Availability::parse(["mon-am", "thu-pm"]).map_err(|_| "no half-days")?;
/// let first = suggestions(shared, "2026-12-01".parse()?, 2);
/// assert_eq!(first, ["2026-12-03T14:00:00".parse()?, "2026-12-07T10:00:00".parse()?]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn suggestions(shared: Availability, today: NaiveDate, most: usize) -> Vec<NaiveDateTime> {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
    let days = today.iter_days().skip(1).take(21);
    days.flat_map(|day| {
        let first = 2 * day.weekday().num_days_from_monday() as usize;
        let half_days = HalfDay::ALL.iter().skip(first).take(2).zip([at(10), at(14)]);
        half_days.filter(move |(half_day, _)| shared.has(**half_day)).map(move |(_, time)| day.and_time(time))
    })
    .take(most)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        moment(text).unwrap()
    }

    fn proposed(moments: &[&str]) -> Result<Proposal, Vec<(MeetingField, MeetingProblem)>> {
        let moments: Vec<String> = moments.iter().map(|m| (*m).to_owned()).collect();
        Proposal::parse(Side::Guide, &moments, "60", "", at("2026-12-01T09:00"))
    }

    #[test]
    fn one_to_three_moments_to_come() {
        let two = proposed(&["2026-12-03T10:00", "", "2026-12-02T10:00", "2026-12-03T10:00"]).unwrap();
        assert_eq!(two.moments(), [at("2026-12-02T10:00"), at("2026-12-03T10:00")]);
        let wrong = |moments: &[&str]| proposed(moments).unwrap_err().remove(0);
        assert_eq!(wrong(&[]), (MeetingField::Moments, MeetingProblem::HowMany));
        let four = ["2026-12-03T10:00", "2026-12-04T10:00", "2026-12-05T10:00", "2026-12-06T10:00"];
        assert_eq!(wrong(&four), (MeetingField::Moments, MeetingProblem::HowMany));
        let reasons: [(&str, Wrong); 5] = [
            ("2026-12-01T08:59", MeetingProblem::Passed),
            ("2028-01-01T10:00", MeetingProblem::When),
            ("morgen", MeetingProblem::When),
            // The clock skips from 2 to 3, and has the hour from 2 to 3 twice.
            ("2027-03-28T02:30", MeetingProblem::Skipped),
            ("2027-10-31T02:30", MeetingProblem::Twice),
        ];
        for (moment, reason) in reasons {
            assert_eq!(wrong(&[moment]), (MeetingField::Moments, reason(moment.to_owned())));
        }
        for moment in ["2027-03-28T01:59", "2027-03-28T03:00", "2027-10-31T01:59", "2027-10-31T03:00"] {
            assert_eq!(proposed(&[moment]).unwrap().moments(), [at(moment)]);
        }
    }

    #[test]
    fn the_other_picks_and_every_change_has_a_number() {
        let proposal = proposed(&["2026-12-02T10:00", "2026-12-03T10:00"]).unwrap();
        let mut meeting = Meeting { proposal: Some(proposal.clone()), agreed: None };
        let now = local_time::to_utc(at("2026-12-01T09:00"));
        assert_eq!(meeting.picked(Side::Guide, at("2026-12-02T10:00"), now), None, "not one's own");
        assert_eq!(meeting.picked(Side::Learner, at("2026-12-09T10:00"), now), None);
        let first = meeting.picked(Side::Learner, at("2026-12-02T10:00"), now).unwrap();
        assert_eq!((first.sequence, first.goes_ahead), (0, true));
        meeting.agreed = Some(first);
        assert_eq!(meeting.picked(Side::Learner, at("2026-12-03T10:00"), now).unwrap().sequence, 1);
        let over = local_time::to_utc(at("2026-12-02T11:00"));
        assert_eq!((meeting.to_come(over), meeting.cancelled(over)), (None, None));
        assert_eq!(meeting.picked(Side::Learner, at("2026-12-03T10:00"), over).unwrap().sequence, 0, "another one");
        let cancelled = meeting.cancelled(now).unwrap();
        assert_eq!((cancelled.sequence, cancelled.goes_ahead), (1, false));
        meeting.agreed = Some(cancelled);
        assert_eq!(meeting.cancelled(now), None);
        assert_eq!(meeting.picked(Side::Learner, at("2026-12-03T10:00"), now).unwrap().sequence, 0, "another one");
    }

    #[test]
    fn both_are_reminded_the_morning_before() {
        let agreed =
            |start| Agreed { start: at(start), minutes: 60, place: String::new(), sequence: 0, goes_ahead: true };
        assert_eq!(agreed("2026-12-03T14:00").reminder_at().to_rfc3339(), "2026-12-02T08:00:00+00:00");
        assert_eq!(agreed("2027-07-01T00:30").reminder_at().to_rfc3339(), "2027-06-30T07:00:00+00:00");
    }

    #[test]
    fn a_weekend_has_no_half_days() {
        let all = HalfDay::ALL.iter().fold(Availability::default(), |set, day| set.with(*day));
        let found = suggestions(all, "2026-12-04".parse().unwrap(), 100);
        assert_eq!(found.len(), 30);
        assert_eq!(found[0], at("2026-12-07T10:00"));
    }
}
