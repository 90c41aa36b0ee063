//! E-mail addresses.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::domain::ValidationError;

/// An e-mail address (RFC 5321: at most 254 bytes), in lower case, so that one mailbox is one person.
///
/// `Debug` and [`EmailAddress::masked`] hide most of it; a log must use one of these. `Display` shows all of it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// A hash of the address, which stands for it where it is to be forgotten. It has no key, and is not to be kept as it
    /// is: whoever guesses the address can tell.
    #[must_use]
    pub fn digest(&self) -> String {
        crate::domain::token::hex(&Sha256::digest(self.0.as_bytes())[..20])
    }

    /// The greatest length, in bytes.
    pub const MAX: usize = 254;

    /// Reads an address: no display name, no comment, no address literal, a domain with a dot whose last label is no number
    /// (RFC 3696, section 2: that would be an IP address).
    ///
    /// # Errors
    /// [`ValidationError::Missing`], [`ValidationError::TooLong`] or [`ValidationError::NotAnEmail`].
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        // First, because lower case can be longer: the bounds hold for what is kept.
        let text = unmasked(&text.trim().to_lowercase()).ok_or(ValidationError::NotAnEmail)?;
        if text.is_empty() {
            return Err(ValidationError::Missing);
        }
        if text.len() > Self::MAX {
            return Err(ValidationError::TooLong { max: Self::MAX });
        }
        let options =
            email_address::Options::default().without_display_text().without_domain_literal().with_required_tld();
        // A quoted local part is legal and in use by nobody but those who try our mail headers.
        if text.contains(['"', '\\']) || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(ValidationError::NotAnEmail);
        }
        if text.rsplit('.').next().is_some_and(|label| label.chars().all(char::is_numeric)) {
            return Err(ValidationError::NotAnEmail);
        }
        email_address::EmailAddress::parse_with_options(&text, options).map_err(|_| ValidationError::NotAnEmail)?;
        Ok(Self(text))
    }

    /// What stands for the mailbox in limits: what follows a plus is a label, and dots in front of the `@` are none of a
    /// difference at some large providers. Two people who share it share a limit, and nothing else.
    #[must_use]
    pub fn limited_as(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let local = local.split_once('+').map_or(local, |(mailbox, _)| mailbox);
        format!("{}@{domain}", local.replace('.', ""))
    }

    /// What stands behind its `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Enough to tell two addresses apart in a log, and no more: `n…@voorbeeld.example`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let first = local.chars().next().unwrap_or('…');
        format!("{first}…@{domain}")
    }
}

/// The address as it is delivered: its domain as name servers know it (UTS 46), shown with its own letters. In front of the `@`
/// nothing may stand that looks like something else (NFKC), for it would be another address of the same mailbox. What has no
/// `@` is left to the parser.
fn unmasked(text: &str) -> Option<String> {
    let Some((local, domain)) = text.rsplit_once('@') else { return Some(text.to_owned()) };
    if domain.is_empty() || domain.is_ascii() && !domain.contains("xn--") {
        return is_plain(local).then(|| text.to_owned());
    }
    let (domain, found) = idna::domain_to_unicode(&idna::domain_to_ascii(domain).ok()?);
    (found.is_ok() && is_plain(local)).then(|| format!("{local}@{domain}"))
}

fn is_plain(local: &str) -> bool {
    local.is_ascii() || local.nfkc().eq(local.chars())
}

impl TryFrom<String> for EmailAddress {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|_| "not an e-mail address")
    }
}

impl From<EmailAddress> for String {
    fn from(email: EmailAddress) -> Self {
        email.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_mailbox_is_one_address() {
        assert_eq!(
            EmailAddress::parse(" Noor.de.Vries@Voorbeeld.example ").map(|a| a.to_string()),
            Ok("noor.de.vries@voorbeeld.example".to_owned())
        );
    }

    #[test]
    fn an_address_in_other_letters_is_the_same_or_none() {
        for text in ["noor@ｖoorbeeld.nl", "noor@VOORBEELD.NL", "noor@voorbeeld。nl", "noor@ⓥoorbeeld.nl"] {
            assert_eq!(EmailAddress::parse(text).map(|a| a.to_string()), Ok("noor@voorbeeld.nl".to_owned()), "{text}");
        }
        for text in ["noor@xn--mller-kva.example", "noor@MÜLLER.example"] {
            assert_eq!(
                EmailAddress::parse(text).map(|a| a.to_string()),
                Ok("noor@müller.example".to_owned()),
                "{text}"
            );
        }
        for text in ["ｎoor@voorbeeld.nl", "noorﬁ@voorbeeld.nl", "noor@xn--\u{fc}.nl"] {
            assert_eq!(EmailAddress::parse(text), Err(ValidationError::NotAnEmail), "{text}");
        }
        assert!(EmailAddress::parse("zoë@voorbeeld.nl").is_ok());
    }

    #[test]
    fn labels_dots_and_capitals_make_no_other_mailbox_for_limits() {
        for text in ["noor.b@voorbeeld.example", "Noor.B+1@voorbeeld.example", "n.o.o.r.b+a+b@Voorbeeld.example"] {
            assert_eq!(EmailAddress::parse(text).unwrap().limited_as(), "noorb@voorbeeld.example");
        }
    }

    #[test]
    fn what_is_not_an_address_is_refused() {
        for text in [
            "noor",
            "noor@",
            "@b.nl",
            "a b@c.nl",
            "a@b.nl\r\nBcc: x@y.nl",
            "A <a@b.nl>",
            "a@localhost",
            "\"a b\"@c.nl",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@b.123",
            "a@b.１２",
        ] {
            assert_eq!(EmailAddress::parse(text), Err(ValidationError::NotAnEmail), "{text:?}");
        }
    }

    #[test]
    fn an_address_that_grows_in_lower_case_is_bounded_as_it_is_kept() {
        let text = format!("{}@x.nl", "İ".repeat(32));
        assert_eq!(EmailAddress::parse(&text), Err(ValidationError::NotAnEmail));
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_again(text in "\\PC{1,70}@[a-zİ]{1,5}\\.nl") {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address));
            }
        }

        #[test]
        fn parsing_is_stable_and_debug_never_tells(local in "[a-z][a-z0-9.+-]{2,10}[a-z]", domain in "[a-z]{2,8}\\.(nl|example)") {
            let text = format!("{local}@{domain}");
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address.clone()));
                let debug = format!("{address:?}");
                prop_assert!(!debug.contains(&local));
            }
        }
    }
}
