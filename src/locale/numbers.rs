//! Numbers as their readers write them: 1.234,5 in Dutch, 1,234.5 in English.

use fluent_bundle::FluentValue;

use super::Texts;
use crate::domain::Locale;

impl Texts {
    /// A number, with its thousands apart.
    ///
    /// ```
    /// # use tweespan::{domain::Locale, locale::Texts};
    /// assert_eq!(Texts::of(Locale::Nl).number(1234.5), "1.234,5");
    /// assert_eq!(Texts::of(Locale::En).number(-1234567), "-1,234,567");
    /// ```
    #[must_use]
    pub fn number(self, number: impl std::fmt::Display) -> String {
        match self.0 {
            Locale::Nl => grouped(&number.to_string(), '.', ','),
            Locale::En => grouped(&number.to_string(), ',', '.'),
        }
    }
}

/// The numbers in Dutch texts.
pub(crate) fn in_dutch<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(value, '.', ',')
}

/// The numbers in English texts.
pub(crate) fn in_english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(value, ',', '.')
}

fn number(value: &FluentValue<'_>, thousands: char, point: char) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped(&number.as_string(), thousands, point)),
        _ => None,
    }
}

/// A number as Rust writes it, with its digits in threes.
fn grouped(number: &str, thousands: char, point: char) -> String {
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let digits = whole.trim_start_matches('-');
    let mut text = whole[..whole.len() - digits.len()].to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push(point);
        text.push_str(fraction);
    }
    text
}
