//! When a mail that did not leave is tried again.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{DateTime, Duration, Utc};

use crate::domain::MailId;
use crate::mail::SendError;
use crate::store::mail::outbox::QueuedMail;

/// The longest wait between two tries, before jitter.
const LONGEST_WAIT: Duration = Duration::hours(4);
/// So often is a mail tried that may leave later: the last try is at least 72 hours after the first.
const TRIES: i32 = 26;
/// So often is a mail tried that cannot be made, over half an hour: a version that can make it may be on its way.
const TRIES_TO_MAKE: i32 = 6;

/// When to try again; nothing when it is given up. With settings that do not work a mail waits until they are mended.
pub(crate) fn after(mail: &QueuedMail, error: &SendError, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let tries = match error {
        SendError::Temporary(_) | SendError::NotSignedIn(_) => TRIES,
        SendError::Unmade(_) => TRIES_TO_MAKE,
        SendError::RecipientRefused(_) | SendError::MessageRefused(_) => return None,
        SendError::Configuration(_) => return Some(now),
    };
    (mail.attempts < tries).then(|| now + wait(mail.id, mail.attempts))
}

/// How long to wait after this try: 1, 2, 4 … minutes, at most 4 hours, and up to a quarter more, so that mails that
/// failed together do not come back together. The same for the same mail and try.
fn wait(mail: MailId, attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    let wait = Duration::minutes(1 << doublings).min(LONGEST_WAIT);
    let mut hasher = DefaultHasher::new();
    (mail, attempts).hash(&mut hasher);
    let quarter = u64::try_from(wait.num_seconds() / 4).unwrap_or(0);
    wait + Duration::seconds(i64::try_from(hasher.finish() % (quarter + 1)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(mail: i64) -> Vec<Duration> {
        (1..TRIES).map(|attempts| wait(MailId(mail), attempts)).collect()
    }

    #[test]
    fn the_last_try_is_at_least_72_hours_after_the_first_and_at_most_90() {
        for mail in 0..1000 {
            let all: Duration = waits(mail).into_iter().sum();
            assert!((Duration::hours(72)..Duration::hours(91)).contains(&all), "mail {mail}: {all}");
        }
    }

    #[test]
    fn waits_grow_and_are_never_shorter_than_their_doubling() {
        for (mail, attempts) in (0..100).flat_map(|mail| (1..TRIES).map(move |attempts| (mail, attempts))) {
            let plain = Duration::minutes(2_i64.pow(u32::try_from(attempts).unwrap() - 1)).min(LONGEST_WAIT);
            let wait = wait(MailId(mail), attempts);
            assert!(plain <= wait && wait <= plain + plain / 4, "mail {mail}, try {attempts}: {wait}");
        }
    }

    #[test]
    fn mails_that_failed_together_come_back_apart() {
        let mut seconds: Vec<i64> = (0..1000).map(|mail| wait(MailId(mail), 8).num_seconds()).collect();
        seconds.sort_unstable();
        seconds.dedup();
        // Of the 1,921 seconds of a quarter of 128 minutes.
        assert!(seconds.len() > 600, "{} different seconds", seconds.len());
        assert_eq!(waits(7), waits(7));
        assert_ne!(waits(7), waits(8));
    }
}
