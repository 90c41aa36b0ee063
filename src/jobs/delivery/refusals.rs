//! Which refused recipients are believed: a server that refuses all of several, and takes no mail, is wrong itself, and what
//! it says of a person would end their duos.

use std::collections::BTreeSet;

use super::send::{Done, Outcome};
use crate::app::mail_server::MailServer;
use crate::mail::SendError;

/// The refused recipients of a batch, while nothing of it has left.
#[derive(Default)]
pub(crate) struct Refusals {
    held: Vec<Done>,
    /// All that were refused.
    recipients: BTreeSet<String>,
}

impl Refusals {
    /// Those of these that can be noted: the refused ones wait until the server takes a mail.
    pub(crate) fn sift(&mut self, done: Vec<Done>, has_sent: bool, server: &MailServer) -> Vec<Done> {
        if has_sent || done.iter().any(|(_, result)| matches!(result, Ok(Outcome::Sent))) {
            server.trust();
            return self.held.drain(..).chain(done).collect();
        }
        let (refused, others): (Vec<Done>, Vec<Done>) =
            done.into_iter().partition(|(_, result)| matches!(result, Err(SendError::RecipientRefused(_))));
        self.recipients.extend(refused.iter().map(|(mail, _)| mail.recipient.as_str().to_owned()));
        self.held.extend(refused);
        others
    }

    /// Those that waited, when there is nothing more to wait for. The only one is believed; of several each is tried again, and
    /// so is each that comes after them, until a mail leaves.
    pub(crate) fn settle(&mut self, server: &MailServer) -> Vec<Done> {
        if self.recipients.len() > 1 {
            server.doubt();
        }
        let is_doubted = server.is_doubted();
        let settled = |(mail, result)| match result {
            Err(SendError::RecipientRefused(words)) if is_doubted => (mail, Err(SendError::Temporary(words))),
            result => (mail, result),
        };
        self.held.drain(..).map(settled).collect()
    }
}
