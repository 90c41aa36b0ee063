//! What was learned of the mail server: which domains it is slow with, and whether it is wrong about recipients. In memory: an
//! instance that starts anew learns it anew.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::EmailAddress;

/// Longer than a mail server that is well takes for a mail. One that asks elsewhere about each recipient can be made to wait,
/// by whoever runs that elsewhere.
pub const LONG: Duration = Duration::from_secs(5);
/// How long a domain counts as slow.
const LASTS: Duration = Duration::from_hours(1);
/// Above this many, those whose time is over are forgotten.
const MANY: usize = 1_000;

/// Which domains were slow, and until when that counts; and whether refusals are doubted.
#[derive(Debug, Default)]
pub struct MailServer {
    slow: Mutex<HashMap<String, Instant>>,
    is_doubted: AtomicBool,
}

impl MailServer {
    /// Notes that a mail to this address took so long, or goes on for so long.
    pub fn note(&self, address: &EmailAddress, took: Duration, now: Instant) {
        if took < LONG {
            return;
        }
        let mut all = self.slow.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() > MANY {
            all.retain(|_, until| *until > now);
        }
        all.insert(address.site().to_owned(), now + LASTS);
    }

    /// Whether mails to this address are likely to take long.
    #[must_use]
    pub fn is_slow(&self, address: &EmailAddress, now: Instant) -> bool {
        let all = self.slow.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(address.site()).is_some_and(|until| *until > now)
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
    fn a_domain_is_slow_with_all_names_below_it_for_an_hour() {
        let (server, now) = (MailServer::default(), Instant::now());
        let address = |text: &str| EmailAddress::parse(text).unwrap();
        server.note(&address("a@quick.example"), LONG / 2, now);
        server.note(&address("a@b.slow.example"), LONG, now);
        assert!(!server.is_slow(&address("a@quick.example"), now));
        assert!(server.is_slow(&address("c@d.slow.example"), now) && server.is_slow(&address("c@slow.example"), now));
        assert!(!server.is_slow(&address("c@d.slow.example"), now + LASTS));
    }
}
