//! The domains whose mails took long to hand over: a mail server that asks elsewhere about each recipient can be made to wait,
//! by whoever runs that elsewhere.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::EmailAddress;

/// Longer than a mail server that is well takes for a mail.
pub const LONG: Duration = Duration::from_secs(5);
/// How long a domain counts as slow.
const LASTS: Duration = Duration::from_hours(1);
/// Above this many, those whose time is over are forgotten.
const MANY: usize = 1_000;

/// Which domains were slow, and until when that counts. In memory: an instance that starts anew learns it anew.
#[derive(Debug, Default)]
pub struct SlowDomains(Mutex<HashMap<String, Instant>>);

impl SlowDomains {
    /// Notes that a mail to this address took so long, or goes on for so long.
    pub fn note(&self, address: &EmailAddress, took: Duration, now: Instant) {
        if took < LONG {
            return;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() > MANY {
            all.retain(|_, until| *until > now);
        }
        all.insert(address.site().to_owned(), now + LASTS);
    }

    /// Whether mails to this address are likely to take long.
    #[must_use]
    pub fn has(&self, address: &EmailAddress, now: Instant) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(address.site()).is_some_and(|until| *until > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_slow_with_all_names_below_it_for_an_hour() {
        let (slow, now) = (SlowDomains::default(), Instant::now());
        let address = |text: &str| EmailAddress::parse(text).unwrap();
        slow.note(&address("a@quick.example"), LONG / 2, now);
        slow.note(&address("a@b.slow.example"), LONG, now);
        assert!(!slow.has(&address("a@quick.example"), now));
        assert!(slow.has(&address("c@d.slow.example"), now) && slow.has(&address("c@slow.example"), now));
        assert!(!slow.has(&address("c@d.slow.example"), now + LASTS));
    }
}
