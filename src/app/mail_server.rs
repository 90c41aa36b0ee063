//! What was learned of the mail server: which domains it is quick or slow with, and whether it is wrong about recipients. In memory: an
//! instance that starts anew learns it anew.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::EmailAddress;

/// Longer than a mail server that is well takes for a mail. One that asks elsewhere about each recipient can be made to wait,
/// by whoever runs that elsewhere.
pub const LONG: Duration = Duration::from_secs(5);
/// How long a domain counts as quick or slow.
const LASTS: Duration = Duration::from_hours(1);
/// Above this many, those whose time is over are forgotten.
const MANY: usize = 1_000;

/// How long mails to a domain take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// One left lately, and soon.
    Quick,
    /// None left lately.
    Unknown,
    /// One took long lately.
    Slow,
}

/// The paces of domains, and until when they count; and whether refusals are doubted.
#[derive(Debug, Default)]
pub struct MailServer {
    paces: Mutex<HashMap<String, (Pace, Instant)>>,
    is_doubted: AtomicBool,
}

impl MailServer {
    /// Notes that a mail to this address goes on for so long, if that is long.
    pub fn note_long(&self, address: &EmailAddress, took: Duration, now: Instant) {
        if took >= LONG {
            self.insert(address, Pace::Slow, now);
        }
    }

    /// Notes that a mail to this address left after so long. One that is slow stays so for its time.
    pub fn note_left(&self, address: &EmailAddress, took: Duration, now: Instant) {
        if took < LONG && self.pace(address, now) != Pace::Slow {
            self.insert(address, Pace::Quick, now);
        }
    }

    fn insert(&self, address: &EmailAddress, pace: Pace, now: Instant) {
        let mut all = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() > MANY {
            all.retain(|_, (_, until)| *until > now);
        }
        all.insert(address.domain().to_owned(), (pace, now + LASTS));
    }

    /// How long mails to this address are likely to take.
    #[must_use]
    pub fn pace(&self, address: &EmailAddress, now: Instant) -> Pace {
        let all = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(address.domain()).filter(|(_, until)| *until > now).map_or(Pace::Unknown, |(pace, _)| *pace)
    }

    /// Notes that it refused several recipients and took no mail: until it takes one, none of its refusals is believed.
    pub fn doubt(&self) {
        self.is_doubted.store(true, Ordering::Relaxed);
    }

    /// Notes that it took a mail.
    pub fn trust(&self) {
        self.is_doubted.store(false, Ordering::Relaxed);
    }

    /// Whether it may be wrong that a mailbox is not there.
    #[must_use]
    pub fn is_doubted(&self) -> bool {
        self.is_doubted.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_quick_or_slow_for_an_hour_by_itself() {
        let (server, now) = (MailServer::default(), Instant::now());
        let address = |text: &str| EmailAddress::parse(text).unwrap();
        let pace = |text: &str, at: Instant| server.pace(&address(text), at);
        server.note_long(&address("a@quick.example"), LONG / 2, now);
        assert_eq!(pace("a@quick.example", now), Pace::Unknown);
        server.note_left(&address("a@quick.example"), LONG / 2, now);
        server.note_long(&address("a@slow.co.uk"), LONG, now);
        server.note_left(&address("b@slow.co.uk"), LONG / 2, now);
        assert_eq!((pace("b@quick.example", now), pace("b@quick.example", now + LASTS)), (Pace::Quick, Pace::Unknown));
        assert_eq!((pace("c@slow.co.uk", now), pace("c@slow.co.uk", now + LASTS)), (Pace::Slow, Pace::Unknown));
        assert_eq!((pace("a@other.co.uk", now), pace("a@b.slow.co.uk", now)), (Pace::Unknown, Pace::Unknown));
    }
}
