//! Single lines of text that people type: names, roles, organisations, regions.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::ValidationError;

/// One line of text: 1 to `MAX` characters, trimmed, in Unicode NFC, without control characters.
///
/// Safe in a mail header and on a page in any writing direction: line breaks, NUL, and the invisible characters
/// that reorder the text around them (U+202A to U+202E, U+2066 to U+2069) are refused, and so is U+FFFD, which stands
/// where bytes were no text. Emoji and right-to-left text are as welcome as any.
///
/// ```
/// use tweespan::domain::{SingleLine, ValidationError};
///
/// let name: SingleLine<100> = SingleLine::parse("  Zoe\u{308} Yılmaz ")?;
/// assert_eq!(name.as_str(), "Zoë Yılmaz");
/// assert_eq!(SingleLine::<100>::parse("a\r\nBcc: b"), Err(ValidationError::ControlCharacter));
/// assert_eq!(SingleLine::<3>::parse("abcd"), Err(ValidationError::TooLong { max: 3 }));
/// # Ok::<(), ValidationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SingleLine<const MAX: usize>(String);

impl<const MAX: usize> SingleLine<MAX> {
    /// Reads a line.
    ///
    /// # Errors
    /// [`ValidationError::Missing`], [`ValidationError::TooLong`] or [`ValidationError::ControlCharacter`].
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(ValidationError::Missing);
        }
        if trimmed.chars().any(not_text) {
            return Err(ValidationError::ControlCharacter);
        }
        if trimmed.chars().all(is_invisible) {
            return Err(ValidationError::Missing);
        }
        let normal: String = trimmed.nfc().collect();
        if normal.chars().count() > MAX {
            return Err(ValidationError::TooLong { max: MAX });
        }
        Ok(Self(normal))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> std::fmt::Display for SingleLine<MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether two lines say the same, without regard to case. (Lines are trimmed when they are read.)
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

/// The text as it is looked for and put in order: without capitals and without marks on letters.
///
/// ```
/// assert_eq!(tweespan::domain::text::folded("Zoë Yılmaz-Öz"), "zoe yılmaz-oz");
/// ```
#[must_use]
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(&mut folded, text);
    folded
}

/// The same at the end of another text.
pub fn fold_onto(folded: &mut String, text: &str) {
    if text.is_ascii() {
        let from = folded.len();
        folded.push_str(text);
        folded[from..].make_ascii_lowercase();
    } else {
        folded.extend(text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase));
    }
}

fn not_text(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}')
}

/// Whether nothing is seen of a character that stands by itself (Unicode's `Default_Ignorable_Code_Point`, marks, blanks that are no
/// white space, and characters for private use, which no font has). Among others it may join an emoji, or break a word.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || is_combining_mark(c)
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{E000}'..='\u{F8FF}' | '\u{FFA0}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
            | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_nobody_sees_is_no_name() {
        for text in [
            "\u{200B}",
            "\u{AD}\u{2060}",
            "\u{3164}",
            "\u{2800} \u{2800}",
            "\u{301}",
            "\u{200D}\u{FE0F}",
            "\u{E000}",
            "\u{F8FF}\u{100000}",
        ] {
            assert_eq!(SingleLine::<100>::parse(text), Err(ValidationError::Missing), "{text:?}");
        }
        assert!(SingleLine::<100>::parse("👩\u{200D}🏫").is_ok());
    }

    #[test]
    fn accents_apostrophes_emoji_and_hebrew_are_text() {
        for name in ["Wouter O’Neill", "Zoë Yılmaz", "Ayşe 🌱", "שָׁלוֹם כהן", "محمد"] {
            assert_eq!(SingleLine::<100>::parse(name).map(|n| n.to_string()), Ok(name.nfc().collect()));
        }
    }

    proptest! {
        #[test]
        fn what_is_parsed_is_bounded_and_stays_as_it_is(text in any::<String>()) {
            if let Ok(line) = SingleLine::<40>::parse(&text) {
                prop_assert!((1..=40).contains(&line.as_str().chars().count()));
                prop_assert!(!line.as_str().chars().any(char::is_control));
                prop_assert_eq!(SingleLine::<40>::parse(line.as_str()), Ok(line.clone()));
            }
        }
    }
}
