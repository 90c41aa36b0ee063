//! Half-days on which somebody can meet.

use crate::domain::ValidationError;

/// One half of a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the name says it")]
pub enum HalfDay {
    MonAm,
    MonPm,
    TueAm,
    TuePm,
    WedAm,
    WedPm,
    ThuAm,
    ThuPm,
    FriAm,
    FriPm,
}

crate::domain::words!(
    HalfDay,
    MonAm = "mon-am",
    MonPm = "mon-pm",
    TueAm = "tue-am",
    TuePm = "tue-pm",
    WedAm = "wed-am",
    WedPm = "wed-pm",
    ThuAm = "thu-am",
    ThuPm = "thu-pm",
    FriAm = "fri-am",
    FriPm = "fri-pm",
);

/// A set of half-days; empty when somebody did not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Availability(u16);

impl Availability {
    /// Reads a list of half-days; one named twice counts once.
    ///
    /// # Errors
    /// [`ValidationError::UnknownChoice`] for the first word that is not a half-day.
    pub fn parse<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Self, ValidationError> {
        words.into_iter().try_fold(Self::default(), |set, word| Ok(set.with(word.parse()?)))
    }

    /// This set and one more half-day.
    #[must_use]
    pub const fn with(self, half_day: HalfDay) -> Self {
        Self(self.0 | 1 << half_day as u16)
    }

    /// Whether the set holds the half-day.
    #[must_use]
    pub const fn has(self, half_day: HalfDay) -> bool {
        self.0 & 1 << half_day as u16 != 0
    }

    /// The half-days in both sets.
    #[must_use]
    pub const fn shared_with(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// How many half-days.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The half-days, in the order of the week.
    pub fn iter(self) -> impl Iterator<Item = HalfDay> {
        HalfDay::ALL.iter().copied().filter(move |h| self.has(*h))
    }
}
