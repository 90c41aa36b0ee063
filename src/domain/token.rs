//! Secrets in links: who holds one may do one thing.

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

/// For how many hours a page stays open on the device on which its link was opened.
pub const OPEN_HOURS: i64 = 8;

/// What a token lets its holder do. A token for one purpose is nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkPurpose {
    /// A professional: say that this e-mail address is theirs.
    VerifyAddress,
    /// A professional: see and change their profile.
    Profile,
    /// A professional: answer to one duo.
    Duo,
    /// A professional: say whether they take part in one round.
    OptIn,
    /// A professional: say that they want somebody else in one round.
    AskAgain,
    /// A professional: take part in no more rounds.
    Unsubscribe,
    /// A coordinator: sign in, once.
    SignIn,
}

super::words!(
    LinkPurpose,
    VerifyAddress = "verify_address",
    Profile = "profile",
    Duo = "duo",
    OptIn = "opt_in",
    AskAgain = "ask_again",
    Unsubscribe = "unsubscribe",
    SignIn = "sign_in",
);

/// 256 random bits. Only its hash is stored; `Debug` does not tell it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// Makes a token of random bytes, which the caller takes from the operating system.
    #[must_use]
    pub const fn from_random(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads a token from a link: 64 hexadecimal digits, as [`Token::to_hex`] writes them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase()) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// The token as it stands in a link.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex(&self.0)
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(&self) -> [u8; 32] {
        self.0
    }

    /// What is stored of it.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(hex(&Sha256::digest(self.0)))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The SHA-256 of a token, in hexadecimal. A token has 256 bits of its own, so a plain hash cannot be guessed back.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TokenHash(String);

impl TokenHash {
    /// That of a code that people type, of 128 random bits, or of a text.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        Self(hex(&Sha256::digest(code.as_bytes())))
    }

    /// 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_link_and_an_altered_one_does_not() {
        let token = Token::from_random(std::array::from_fn(|i| u8::try_from(i * 7).unwrap()));
        let link = token.to_hex();
        assert_eq!(Token::parse(&link), Some(token));
        assert_eq!(Token::parse(&link[1..]), None);
        assert_eq!(Token::parse(&link.to_uppercase()), None);
        assert_eq!(Token::parse(&format!("é{}", &link[2..])), None);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_in_a_link_is_a_token_or_none(text in "\\PC{0,80}", hex in "[0-9a-fA-F]{60,68}") {
            for text in [text, hex] {
                // What is read is written as it was.
                if let Some(token) = Token::parse(&text) {
                    proptest::prop_assert_eq!(token.to_hex(), text);
                }
            }
        }
    }
}
