//! Which mails begin to leave: those that were not tried before those that were, and never all connections for domains that are
//! not known as quick, so that a recipient whom a stranger chose holds up nobody else for long.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use crate::app::mail_server::{LONG, MailServer, Pace};
use crate::domain::{EmailAddress, MailId};
use crate::store::mail::outbox::QueuedMail;

/// The mails that were taken from the queue, and those of them that are leaving.
pub(crate) struct Lanes {
    parallel: usize,
    /// With the moment at which each was taken.
    waiting: VecDeque<(QueuedMail, DateTime<Utc>)>,
    leaving: HashMap<MailId, (EmailAddress, Instant)>,
}

/// A mail that begins to leave, and how long the server may take until it takes its recipient, if not as long as for a mail.
pub(crate) type Begun = (QueuedMail, Option<Duration>);

impl Lanes {
    pub(crate) fn new(parallel: usize) -> Self {
        Self { parallel, waiting: VecDeque::new(), leaving: HashMap::new() }
    }

    /// Adds mails that were taken at a moment. Of those that wait for slow domains more than `most` are given back: they would
    /// be in the way of others that can leave.
    pub(crate) fn add(
        &mut self,
        mails: Vec<QueuedMail>,
        taken: DateTime<Utc>,
        most: usize,
        server: &MailServer,
    ) -> Vec<QueuedMail> {
        let now = Instant::now();
        let is_slow = |mail: &QueuedMail| server.pace(&mail.recipient, now) == Pace::Slow;
        let mut room = most.saturating_sub(self.waiting.iter().filter(|(mail, _)| is_slow(mail)).count());
        let (kept, given_back): (Vec<QueuedMail>, Vec<QueuedMail>) = mails.into_iter().partition(|mail| {
            let stays = !is_slow(mail) || room > 0;
            room -= usize::from(is_slow(mail) && stays);
            stays
        });
        self.waiting.extend(kept.into_iter().map(|mail| (mail, taken)));
        self.waiting.make_contiguous().sort_by_key(|(mail, _)| (mail.attempts, mail.id));
        given_back
    }

    /// Whether fewer than `most` wait that were not tried before and are not slow; none, where no connection is free.
    pub(crate) fn has_room(&self, most: usize, server: &MailServer) -> bool {
        let now = Instant::now();
        let is_new = |mail: &QueuedMail| mail.attempts == 1 && server.pace(&mail.recipient, now) != Pace::Slow;
        let most = if self.leaving.len() < self.parallel { most } else { 1 };
        self.waiting.iter().filter(|(mail, _)| is_new(mail)).count() < most
    }

    /// Whether fewer than `most` wait that were tried before.
    pub(crate) fn has_room_for_tried(&self, most: usize) -> bool {
        self.waiting.iter().filter(|(mail, _)| mail.attempts > 1).count() < most
    }

    /// The next that begins to leave, if one may now that was taken later than `since`. One to a domain that is not slow gets a
    /// short time first: if that is not enough, it is tried again among the slow ones.
    pub(crate) fn next(&mut self, since: DateTime<Utc>, server: &MailServer) -> Option<Begun> {
        if self.leaving.len() >= self.parallel {
            return None;
        }
        let now = Instant::now();
        let at = self.waiting.iter().position(|(mail, taken)| *taken > since && self.may_leave(mail, server, now))?;
        let (mail, _) = self.waiting.remove(at)?;
        self.leaving.insert(mail.id, (mail.recipient.clone(), now));
        let patience = (server.pace(&mail.recipient, now) != Pace::Slow).then_some(LONG);
        Some((mail, patience))
    }

    /// One connection is left to domains that are known as quick. Of the others slow ones share one while others wait, and leave
    /// one to those that are not known when none does.
    fn may_leave(&self, mail: &QueuedMail, server: &MailServer, now: Instant) -> bool {
        let pace = server.pace(&mail.recipient, now);
        if pace == Pace::Quick {
            return true;
        }
        let paces = || self.leaving.values().map(|(to, _)| server.pace(to, now));
        // Of two, one is left to whatever is not slow.
        let for_others = if self.parallel > 2 { self.parallel - 1 } else { self.parallel };
        let is_free = paces().filter(|pace| *pace != Pace::Quick).count() < for_others;
        if pace == Pace::Unknown {
            return is_free;
        }
        let others_wait = self.waiting.iter().any(|(other, _)| server.pace(&other.recipient, now) != Pace::Slow);
        let for_slow = if others_wait { 1 } else { self.parallel.saturating_sub(2).max(1) };
        is_free && paces().filter(|pace| *pace == Pace::Slow).count() < for_slow
    }

    /// Notes that a mail left, or did not.
    pub(crate) fn done(&mut self, mail: &QueuedMail, has_left: bool, server: &MailServer) {
        let Some((to, began)) = self.leaving.remove(&mail.id) else { return };
        let (took, now) = (began.elapsed(), Instant::now());
        server.note_long(&to, took, now);
        if has_left {
            server.note_left(&to, took, now);
        }
    }

    /// Notes the domains of those that have been leaving for long.
    pub(crate) fn note_long(&self, server: &MailServer) {
        for (to, began) in self.leaving.values() {
            server.note_long(to, began.elapsed(), Instant::now());
        }
    }

    /// Those that did not begin to leave.
    pub(crate) fn rest(self) -> Vec<QueuedMail> {
        self.waiting.into_iter().map(|(mail, _)| mail).collect()
    }
}
