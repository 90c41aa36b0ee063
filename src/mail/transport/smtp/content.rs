//! A mail as it goes over the wire.

use std::fmt;
use std::time::Duration;

use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter, ServerInfo};
use lettre::{Address, Message};

use crate::mail::transport::send_error::SendError;

/// A mail with its sender and recipient, as the server is told them.
pub(crate) struct Mail<'a> {
    pub(crate) from: Option<&'a Address>,
    pub(crate) to: &'a [Address],
    /// How long the server may take until it takes the recipient.
    pub(crate) patience: Option<Duration>,
    content: String,
}

impl<'a> Mail<'a> {
    /// # Errors
    /// [`SendError::Unmade`] when it is not UTF-8, which those that we make are.
    pub(crate) fn of(message: &'a Message, patience: Option<Duration>) -> Result<Self, SendError> {
        let content = String::from_utf8(message.formatted())
            .map_err(|_| SendError::Unmade("the mail is not UTF-8".to_owned()))?;
        Ok(Self { from: message.envelope().from(), to: message.envelope().to(), patience, content })
    }

    /// What this server must be told about the mail (RFC 6531, RFC 6152).
    ///
    /// # Errors
    /// [`SendError::MessageRefused`] when the server cannot take such an address or such a mail. It says nothing about the
    /// mailbox.
    pub(crate) fn parameters(&self, server: &ServerInfo) -> Result<Vec<MailParameter>, SendError> {
        let mut parameters = Vec::new();
        if !self.from.into_iter().chain(self.to).all(|a| a.user().is_ascii() && a.domain().is_ascii()) {
            if !server.supports_feature(Extension::SmtpUtfEight) {
                return Err(SendError::MessageRefused("the server takes ASCII addresses only".to_owned()));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !self.content.is_ascii() {
            if !server.supports_feature(Extension::EightBitMime) {
                return Err(SendError::MessageRefused("the server takes ASCII mails only".to_owned()));
            }
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        Ok(parameters)
    }

    /// Whether the server is asked for something because of the recipient's address.
    pub(crate) fn asks_for_recipient(&self) -> bool {
        !self.to.iter().all(|a| a.user().is_ascii() && a.domain().is_ascii())
    }

    /// The mail as what follows `DATA`, to its final dot.
    pub(crate) const fn content(&self) -> Content<'_> {
        Content(self.content.as_str())
    }
}

/// In one piece, so that no packet waits for another's receipt. A line that begins with a dot gets another one
/// (RFC 5321, section 4.5.2).
pub(crate) struct Content<'a>(&'a str);

impl fmt::Display for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.0.split_inclusive('\n') {
            if line.starts_with('.') {
                f.write_str(".")?;
            }
            f.write_str(line)?;
        }
        if !self.0.ends_with("\r\n") {
            f.write_str("\r\n")?;
        }
        f.write_str(".\r\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_dot_does_not_end_the_mail() {
        assert_eq!(Content("a\r\n.\r\n..b\r\nc.\r\n").to_string(), "a\r\n..\r\n...b\r\nc.\r\n.\r\n");
        assert_eq!(Content(".a\n.\nb").to_string(), "..a\n..\nb\r\n.\r\n");
    }

    proptest::proptest! {
        /// Read as a server does: until a line of a dot alone, and one dot taken off lines that begin with one.
        #[test]
        fn whatever_is_sent_is_read_back(lines in proptest::collection::vec("[.a]{0,4}", 0..8)) {
            let text: String = lines.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect();
            let wire = Content(&text).to_string();
            let mut read = String::new();
            let mut rest = wire.split_inclusive("\r\n");
            for line in rest.by_ref().take_while(|line| *line != ".\r\n") {
                read.push_str(line.strip_prefix('.').unwrap_or(line));
            }
            proptest::prop_assert_eq!(rest.next(), None);
            let expected = if text.is_empty() { "\r\n" } else { &text };
            proptest::prop_assert_eq!(read, expected);
        }
    }
}
