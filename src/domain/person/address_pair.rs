//! Two people, by their addresses.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::{EmailAddress, ValidationError};

/// The addresses of two people. They are never the same, and keep their order.
///
/// In TOML and JSON a list of two addresses.
///
/// ```
/// use tweespan::domain::AddressPair;
///
/// let pair: AddressPair = serde_json::from_str(r#"["Noor@voorbeeld.example", "ali@voorbeeld.example"]"#)?;
/// assert_eq!(pair.one().as_str(), "noor@voorbeeld.example");
/// assert!(serde_json::from_str::<AddressPair>(r#"["a@b.nl", "A@b.nl"]"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "[String; 2]")]
pub struct AddressPair(EmailAddress, EmailAddress);

impl AddressPair {
    /// Two different people.
    ///
    /// # Errors
    /// [`ValidationError::SelfReference`].
    pub fn new(one: EmailAddress, other: EmailAddress) -> Result<Self, ValidationError> {
        if one == other { Err(ValidationError::SelfReference) } else { Ok(Self(one, other)) }
    }

    /// Reads two addresses with white space, a comma or a semicolon between them.
    ///
    /// # Errors
    /// [`ValidationError::NotTwoAddresses`], [`ValidationError::SelfReference`], and those of [`EmailAddress::parse`].
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
        let words: Vec<&str> = text.split(is_between).filter(|word| !word.is_empty()).collect();
        let [one, other] = words[..] else {
            return Err(ValidationError::NotTwoAddresses { value: crate::domain::validation::shortened(text) });
        };
        Self::new(EmailAddress::parse(one)?, EmailAddress::parse(other)?)
    }

    /// Whether these are the same two, in whichever order.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        self.has(&other.0) && self.has(&other.1)
    }

    /// Whether this is one of the two.
    #[must_use]
    pub fn has(&self, email: &EmailAddress) -> bool {
        self.0 == *email || self.1 == *email
    }

    /// The two, each on their own.
    #[must_use]
    pub fn into_both(self) -> (EmailAddress, EmailAddress) {
        (self.0, self.1)
    }

    /// The one.
    #[must_use]
    pub const fn one(&self) -> &EmailAddress {
        &self.0
    }

    /// The other.
    #[must_use]
    pub const fn other(&self) -> &EmailAddress {
        &self.1
    }
}

/// The two addresses, with a comma between them: what [`AddressPair::parse`] reads.
impl fmt::Display for AddressPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.0, self.1)
    }
}

impl TryFrom<Vec<String>> for AddressPair {
    type Error = String;

    fn try_from(list: Vec<String>) -> Result<Self, String> {
        let [one, other] = &list[..] else { return Err("a pair is a list of two e-mail addresses".to_owned()) };
        let address = |text: &String| {
            let wrong = |_| format!("\"{}\" is not an e-mail address", crate::domain::validation::shortened(text));
            EmailAddress::parse(text).map_err(wrong)
        };
        Self::new(address(one)?, address(other)?).map_err(|_| format!("{one} cannot be a pair with themselves"))
    }
}

impl From<AddressPair> for [String; 2] {
    fn from(AddressPair(one, other): AddressPair) -> Self {
        [one.to_string(), other.to_string()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_addresses_are_read_however_they_are_separated() {
        for text in ["a@b.nl, C@d.nl", " a@b.nl\tc@d.nl ", "a@b.nl;c@d.nl", "a@b.nl , c@d.nl"] {
            let couple = AddressPair::parse(text).unwrap();
            assert_eq!(couple.to_string(), "a@b.nl, c@d.nl", "{text:?}");
            assert_eq!(AddressPair::parse(&couple.to_string()), Ok(couple));
        }
    }

    #[test]
    fn what_is_not_two_people_is_refused() {
        let not_two = |text: &str| ValidationError::NotTwoAddresses { value: text.to_owned() };
        assert_eq!(AddressPair::parse("a@b.nl"), Err(not_two("a@b.nl")));
        assert_eq!(AddressPair::parse("a@b.nl c@d.nl e@f.nl"), Err(not_two("a@b.nl c@d.nl e@f.nl")));
        assert_eq!(AddressPair::parse("a@b.nl, A@b.nl"), Err(ValidationError::SelfReference));
        assert_eq!(AddressPair::parse("a@b.nl, c"), Err(ValidationError::NotAnEmail));
        for (json, part) in [
            (r#"["a@b.nl"]"#, "a list of two"),
            (r#"["a@b.nl", "c"]"#, "\"c\" is not an e-mail address"),
            (r#"["a@b.nl", "a@b.nl"]"#, "cannot be a pair with themselves"),
        ] {
            let error = serde_json::from_str::<AddressPair>(json).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
