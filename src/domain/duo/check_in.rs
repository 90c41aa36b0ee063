//! What members say of their duo: at the check-in some weeks after they confirmed, and at the closing one.

use crate::domain::{SingleLine, ValidationError};

/// When a member said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// At the check-in.
    CheckIn,
    /// At the closing one.
    Closing,
    /// When they ended the duo because they had not met, and asked for somebody else.
    End,
}

crate::domain::words!(Moment, CheckIn = "check_in", Closing = "closing", End = "end");

/// That a member wants help of the coordinator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HelpRequest {
    /// What about, in their own words, if they said.
    pub about: Option<String>,
}

/// How the two work together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Collaboration {
    Hard,
    Fair,
    Good,
}

crate::domain::words!(Collaboration, Hard = "hard", Fair = "fair", Good = "good");

impl Collaboration {
    /// As it is kept: 1 to 3.
    #[must_use]
    pub const fn number(self) -> i32 {
        match self {
            Self::Hard => 1,
            Self::Fair => 2,
            Self::Good => 3,
        }
    }

    /// What [`Collaboration::number`] gave.
    #[must_use]
    pub fn of_number(number: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.number() == number)
    }
}

/// What a member says at the check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckIn {
    /// Whether they have met.
    pub met: bool,
    /// What they learned, in their own words.
    pub learned: Option<String>,
    /// How they work together, if they said.
    pub collaboration: Option<Collaboration>,
    /// Whether they want help of the coordinator, and did not get it yet.
    pub help: Option<HelpRequest>,
}

/// What a member says at the closing check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// A small success, in their own words.
    pub success: Option<String>,
    /// Whether it may be shared with others. Only ever with a success.
    pub shares: bool,
    /// Whether they want help of the coordinator, and did not get it yet.
    pub help: Option<HelpRequest>,
}

/// The most characters of what somebody writes about their duo.
pub const MAX_TEXT: usize = 1000;

/// Reads what somebody wrote: nothing, or text in which white space counts once.
///
/// # Errors
/// Those of [`SingleLine::parse`], but not [`ValidationError::Missing`].
pub fn text(typed: &str) -> Result<Option<String>, ValidationError> {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if typed.is_empty() {
        return Ok(None);
    }
    SingleLine::<MAX_TEXT>::parse(&typed).map(|line| Some(line.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collaboration_is_read_as_it_is_kept() {
        for one in Collaboration::ALL {
            assert_eq!(Collaboration::of_number(one.number()), Some(*one));
        }
        assert_eq!(Collaboration::of_number(0), None);
    }

    #[test]
    fn text_may_be_absent_and_is_bounded() {
        assert_eq!(text(" \n "), Ok(None));
        assert_eq!(text("een\r\n twee"), Ok(Some("een twee".to_owned())));
        assert_eq!(text(&"a".repeat(1001)), Err(ValidationError::TooLong { max: 1000 }));
        assert_eq!(text("a\u{202E}b"), Err(ValidationError::ControlCharacter));
    }
}
