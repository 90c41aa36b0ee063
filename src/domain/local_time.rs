//! Time on a clock in Amsterdam, without a zone: that is how members type and read when they meet.

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Amsterdam;

/// The time on a clock in Amsterdam.
#[must_use]
pub fn from_utc(moment: DateTime<Utc>) -> NaiveDateTime {
    moment.with_timezone(&Amsterdam).naive_local()
}

/// The one moment at which a clock in Amsterdam shows this time. There is none in the hour that the clock skips in March,
/// and there are two in the hour that it repeats in October.
#[must_use]
pub fn resolve(local: NaiveDateTime) -> MappedLocalTime<DateTime<Utc>> {
    Amsterdam.from_local_datetime(&local).map(|moment| moment.to_utc())
}

/// The moment at which a clock in Amsterdam shows this time: the first of two; an hour later where the clock skips it.
///
/// Nobody can propose such a time any more, but meetings may have been kept from when they could.
#[must_use]
pub fn to_utc(local: NaiveDateTime) -> DateTime<Utc> {
    let later = || local.checked_add_signed(TimeDelta::hours(1)).and_then(|later| resolve(later).earliest());
    resolve(local).earliest().or_else(later).unwrap_or_else(|| local.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_in_amsterdam_is_one_or_two_hours_ahead() {
        let utc = |local: &str| to_utc(local.parse().unwrap()).format("%m-%d %H:%M").to_string();
        assert_eq!(utc("2027-01-15T10:30:00"), "01-15 09:30");
        assert_eq!(utc("2027-07-15T10:30:00"), "07-15 08:30");
        // The clock skips from 2 to 3, and has the hour from 2 to 3 twice.
        assert_eq!(utc("2027-03-28T02:30:00"), "03-28 01:30");
        assert_eq!(utc("2027-10-31T02:30:00"), "10-31 00:30");
    }
}
