//! Why a mail did not leave, and whether to try again.

use std::fmt;

use lettre::transport::smtp;

/// A mail was not sent. The words are for the coordinator and the log; they hold no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendError {
    /// Worth trying again: the server is busy, silent, or out of reach.
    Temporary(String),
    /// The server does not take mail for this recipient. Trying again will not help.
    RecipientRefused(String),
    /// Our own settings are wrong, such as a password or a certificate: no mail will leave until they are mended.
    Configuration(String),
}

impl SendError {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Temporary(words) | Self::RecipientRefused(words) | Self::Configuration(words) => words,
        }
    }

    /// Whether the same mail may succeed later without anybody doing anything.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary(_))
    }

    pub(super) fn from_smtp(error: &smtp::Error) -> Self {
        let words = without_addresses(&error.to_string());
        let code = error.status().map(|code| code.to_string());
        match code.as_deref() {
            // The commands we send, or the way we sign in, do not suit the server.
            Some("500" | "502" | "503" | "504" | "523" | "530" | "534" | "535" | "538") => Self::Configuration(words),
            Some(_) if error.is_permanent() => Self::RecipientRefused(words),
            // lettre refuses by itself when a server offers no way to sign in that we know.
            None if error.is_tls() || error.is_client() => Self::Configuration(words),
            _ => Self::Temporary(words),
        }
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Temporary(_) => "not sent yet",
            Self::RecipientRefused(_) => "the recipient was refused",
            Self::Configuration(_) => "the mail settings do not work",
        };
        write!(f, "{kind}: {}", self.words())
    }
}

impl std::error::Error for SendError {}

/// At most 300 characters on one line, each word with an `@` replaced.
fn without_addresses(words: &str) -> String {
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
    }
}
