//! Which mails begin to leave: those that were not tried before those that were, and never all connections for one domain or
//! for domains that were slow, so that a recipient whom a stranger chose holds up nobody else.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Instant;

use chrono::{DateTime, Utc};

use crate::app::mail_server::{LONG, MailServer};
use crate::domain::{EmailAddress, MailId};
use crate::store::mail::outbox::QueuedMail;

/// The mails that were taken from the queue, and those of them that are leaving.
pub(crate) struct Lanes {
    parallel: usize,
    /// With the moment at which each was taken.
    waiting: VecDeque<(QueuedMail, DateTime<Utc>)>,
    leaving: HashMap<MailId, (EmailAddress, Instant)>,
    /// Domains to which a mail left quickly.
    quick: HashSet<String>,
}

impl Lanes {
    pub(crate) fn new(parallel: usize) -> Self {
        Self { parallel, waiting: VecDeque::new(), leaving: HashMap::new(), quick: HashSet::new() }
    }

    /// Adds mails that were taken at a moment.
    pub(crate) fn add(&mut self, mails: Vec<QueuedMail>, taken: DateTime<Utc>) {
        self.waiting.extend(mails.into_iter().map(|mail| (mail, taken)));
        self.waiting.make_contiguous().sort_by_key(|(mail, _)| (mail.attempts, mail.id));
    }

    /// Whether a connection is free and fewer than `most` wait.
    pub(crate) fn has_room(&self, most: usize) -> bool {
        self.leaving.len() < self.parallel && self.waiting.len() < most
    }

    /// The next that begins to leave, if one may now that was taken later than `since`.
    pub(crate) fn next(&mut self, since: DateTime<Utc>, server: &MailServer) -> Option<QueuedMail> {
        if self.leaving.len() >= self.parallel {
            return None;
        }
        let now = Instant::now();
        let at = self.waiting.iter().position(|(mail, taken)| *taken > since && self.may_leave(mail, server, now))?;
        let (mail, _) = self.waiting.remove(at)?;
        self.leaving.insert(mail.id, (mail.recipient.clone(), now));
        Some(mail)
    }

    /// While others wait, slow domains share one connection. Until a mail to a domain left quickly, it does not get the
    /// last connection.
    fn may_leave(&self, mail: &QueuedMail, server: &MailServer, now: Instant) -> bool {
        if self.parallel == 1 {
            return true;
        }
        let mut leaving = self.leaving.values().map(|(to, _)| to);
        if server.is_slow(&mail.recipient, now) {
            let others_wait = self.waiting.iter().any(|(other, _)| !server.is_slow(&other.recipient, now));
            return !leaving.any(|to| server.is_slow(to, now))
                || !others_wait && self.leaving.len() < self.parallel - 1;
        }
        let site = mail.recipient.site();
        self.quick.contains(site) || leaving.filter(|to| to.site() == site).count() < self.parallel - 1
    }

    /// Notes that a mail left, or did not.
    pub(crate) fn done(&mut self, mail: &QueuedMail, server: &MailServer) {
        let Some((to, began)) = self.leaving.remove(&mail.id) else { return };
        let took = began.elapsed();
        server.note(&to, took, Instant::now());
        if took < LONG {
            self.quick.insert(to.site().to_owned());
        }
    }

    /// Notes the domains of those that have been leaving for long.
    pub(crate) fn note_long(&self, server: &MailServer) {
        for (to, began) in self.leaving.values() {
            server.note(to, began.elapsed(), Instant::now());
        }
    }

    /// Those that did not begin to leave.
    pub(crate) fn rest(self) -> Vec<QueuedMail> {
        self.waiting.into_iter().map(|(mail, _)| mail).collect()
    }
}
