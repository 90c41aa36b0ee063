//! What two members of a duo agree: what they expect of each other, how often they meet, and where.

use crate::domain::{SingleLine, ValidationError};

/// An agreement, in the members' own words. Nothing of it is demanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    expectations: Option<SingleLine<1000>>,
    how_often: Option<SingleLine<100>>,
    place: Option<SingleLine<200>>,
    check_in_weeks: u8,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum AgreementField {
    Expectations,
    HowOften,
    Place,
    CheckInWeeks,
}

crate::domain::words!(
    AgreementField,
    Expectations = "expectations",
    HowOften = "how_often",
    Place = "place",
    CheckInWeeks = "check_in_weeks",
);

/// In how many weeks at the latest a duo may ever be asked how it goes.
pub const MAX_WEEKS: u8 = 26;

impl Agreement {
    /// Reads what was typed; white space counts once. They may be asked in `most` weeks at the latest.
    ///
    /// # Errors
    /// What is wrong, by field, in the order of the form.
    pub fn parse(
        expectations: &str,
        how_often: &str,
        place: &str,
        (check_in_weeks, most): (&str, u8),
    ) -> Result<Self, Vec<(AgreementField, ValidationError)>> {
        let mut problems = Vec::new();
        let mut note = |field, problem| problems.push((field, problem));
        let expectations = line(expectations).unwrap_or_else(|p| {
            note(AgreementField::Expectations, p);
            None
        });
        let how_often = line(how_often).unwrap_or_else(|p| {
            note(AgreementField::HowOften, p);
            None
        });
        let place = line(place).unwrap_or_else(|p| {
            note(AgreementField::Place, p);
            None
        });
        let weeks = check_in_weeks.trim().parse().ok().filter(|weeks| (1..=most).contains(weeks));
        if weeks.is_none() {
            note(AgreementField::CheckInWeeks, ValidationError::OutOfRange { min: 1, max: most.into() });
        }
        match weeks {
            Some(check_in_weeks) if problems.is_empty() => Ok(Self { expectations, how_often, place, check_in_weeks }),
            _ => Err(problems),
        }
    }

    /// What they expect of each other; may be empty.
    #[must_use]
    pub fn expectations(&self) -> &str {
        self.expectations.as_ref().map_or("", SingleLine::as_str)
    }

    /// How often they meet; may be empty.
    #[must_use]
    pub fn how_often(&self) -> &str {
        self.how_often.as_ref().map_or("", SingleLine::as_str)
    }

    /// Where they meet; may be empty.
    #[must_use]
    pub fn place(&self) -> &str {
        self.place.as_ref().map_or("", SingleLine::as_str)
    }

    /// After how many weeks they are asked how it goes.
    #[must_use]
    pub const fn check_in_weeks(&self) -> u8 {
        self.check_in_weeks
    }
}

fn line<const MAX: usize>(typed: &str) -> Result<Option<SingleLine<MAX>>, ValidationError> {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if typed.is_empty() { Ok(None) } else { SingleLine::parse(&typed).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_parsed_is_parsed_again_from_what_is_kept() {
        let one = Agreement::parse(" We zijn\n eerlijk ", "", "Online", (" 6 ", 6)).unwrap();
        assert_eq!((one.expectations(), one.how_often(), one.place()), ("We zijn eerlijk", "", "Online"));
        assert_eq!(Agreement::parse(one.expectations(), one.how_often(), one.place(), ("6", 26)), Ok(one));
    }

    #[test]
    fn every_field_says_what_is_wrong_with_it() {
        let problems = Agreement::parse(&"a".repeat(1001), "a\u{202E}", &"b".repeat(201), ("0", 26)).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, AgreementField::ALL);
        let late = Agreement::parse("", "", "", ("12", 11)).unwrap_err();
        assert_eq!(late, [(AgreementField::CheckInWeeks, ValidationError::OutOfRange { min: 1, max: 11 })]);
    }
}
