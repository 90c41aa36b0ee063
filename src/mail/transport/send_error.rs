//! Why a mail did not leave, and whether to try again.

use std::error::Error;

use lettre::transport::smtp;

use crate::mail::MailStatus;

/// A mail was not sent. The words are for the coordinator and the log; they hold no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Worth trying again: the server is busy, silent, or out of reach, or refuses the recipient for a reason that may pass.
    #[error("not sent yet: {0}")]
    Temporary(String),
    /// There is no such mailbox or domain. Trying again will not help.
    #[error("the recipient was refused: {0}")]
    RecipientRefused(String),
    /// The server does not take this mail; that says nothing about its recipient.
    #[error("the mail was refused: {0}")]
    MessageRefused(String),
    /// Our own settings are wrong, such as a password or a certificate: no mail will leave until they are mended.
    #[error("the mail settings do not work: {0}")]
    Configuration(String),
    /// The server wants us to sign in or to encrypt, and says so only once it knows the recipient or the mail. It may be the
    /// settings, or a server that says it of this mail alone.
    #[error("the mail server wants a sign-in or encryption: {0}")]
    NotSignedIn(String),
    /// The mail cannot be made of what is in the queue. Another version of the program may be able to.
    #[error("the mail could not be made: {0}")]
    Unmade(String),
}

/// How far a conversation with a mail server had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Greeting and encryption.
    Connect,
    /// Name and password.
    SignIn,
    /// `MAIL FROM`.
    Sender,
    /// `MAIL FROM` with what is asked for the sake of a recipient's address.
    SenderForRecipient,
    /// `RCPT TO`.
    Recipient,
    /// `DATA`.
    Data,
    /// The mail itself, to the final dot.
    Content,
}

impl SendError {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Temporary(words)
            | Self::RecipientRefused(words)
            | Self::MessageRefused(words)
            | Self::Configuration(words)
            | Self::NotSignedIn(words)
            | Self::Unmade(words) => words,
        }
    }

    /// Whether the same mail may succeed later without anybody doing anything.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary(_))
    }

    /// What an error at this step means.
    pub(crate) fn of(step: Step, error: &smtp::Error) -> Self {
        let Some(code) = error.status().map(u16::from) else { return Self::without_reply(step, error) };
        let reply = error.source().map(ToString::to_string).unwrap_or_default();
        let words = without_addresses(&format!("{code} {reply}"));
        let status = MailStatus::in_words(&reply);
        match (step, code) {
            (_, ..500) => Self::Temporary(words),
            (Step::Sender, 552) => Self::MessageRefused(words),
            // The server takes neither us nor our commands: so it goes with every mail.
            (Step::Connect | Step::SignIn | Step::Sender, _) => Self::Configuration(words),
            // From here on a stranger's address has its part in what is answered: only what speaks of signing in or of
            // encryption may be the settings (RFC 4954, RFC 3207, RFC 5248).
            (_, 523 | 530 | 534 | 535 | 538) => Self::NotSignedIn(words),
            // Where a server gives no status its words are all there is.
            (Step::Recipient, 550 | 551 | 553) if status.is_none() => Self::RecipientRefused(words),
            // Some servers look at the recipient last.
            (Step::Recipient | Step::Data | Step::Content, _) if status.is_some_and(MailStatus::is_no_mailbox) => {
                Self::RecipientRefused(words)
            }
            // A policy, a quota, a full mailbox: it says nothing about the address, and may pass.
            (Step::Recipient | Step::SenderForRecipient, _) => Self::Temporary(words),
            (Step::Data | Step::Content, _) if status.is_some_and(MailStatus::is_full) => Self::Temporary(words),
            (Step::Data | Step::Content, _) => Self::MessageRefused(words),
        }
    }

    fn without_reply(step: Step, error: &smtp::Error) -> Self {
        let words = without_addresses(&error.to_string());
        let is_tls = error.is_tls() || step == Step::Connect && is_unreadable(error);
        // lettre refuses by itself when a server offers no way to encrypt or sign in that we know.
        if matches!(step, Step::Connect | Step::SignIn) && (is_tls || error.is_client()) {
            Self::Configuration(words)
        } else if step == Step::Content {
            Self::Temporary(format!("the connection broke after the whole mail, which may arrive: {words}"))
        } else {
            Self::Temporary(words)
        }
    }
}

/// Whether the other side speaks, but no TLS that we trust: a wrong certificate, or none at all.
fn is_unreadable(error: &smtp::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return io.kind() == std::io::ErrorKind::InvalidData;
        }
        cause = error.source();
    }
    false
}

/// At most 300 characters on one line, each word with an `@` replaced, and no control characters: a terminal that shows the
/// log would obey them.
pub(crate) fn without_addresses(words: &str) -> String {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = words.split_whitespace().map(|w| if w.contains('@') { "…" } else { w }).collect();
    words.join(" ").chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_words_are_kept_without_addresses_on_one_line() {
        assert_eq!(without_addresses("550 5.1.1 <noor@b.nl>:\r\n no such user"), "550 5.1.1 … no such user");
        assert_eq!(without_addresses(&"x".repeat(5000)).len(), 300);
        assert_eq!(without_addresses("550 \u{1b}[2J\u{7}gone\u{9b}1m"), "550 [2J gone 1m");
    }
}
