//! What the participants of a round are to each other by other rounds: who was a duo before, and who stands in one now.

use std::collections::{HashMap, HashSet};

use crate::domain::{EmailAddress, StandingDuos};

/// The duos of other rounds, as far as they decide who may be a duo in this one.
#[derive(Debug, Clone, Default)]
pub struct History {
    earlier: HashMap<EmailAddress, HashSet<EmailAddress>>,
    standing: HashMap<EmailAddress, StandingDuos>,
    /// Who may be one person under two addresses.
    doubles: HashMap<EmailAddress, HashSet<EmailAddress>>,
}

impl History {
    /// With what people stand in. Who is not named stands in no duo.
    #[must_use]
    pub fn with_standing(mut self, standing: impl IntoIterator<Item = (EmailAddress, StandingDuos)>) -> Self {
        self.standing.extend(standing);
        self
    }

    /// With those who may be one person under two addresses.
    #[must_use]
    pub fn with_doubles(mut self, doubles: impl IntoIterator<Item = (EmailAddress, EmailAddress)>) -> Self {
        for (one, other) in doubles {
            self.doubles.entry(one.clone()).or_default().insert(other.clone());
            self.doubles.entry(other).or_default().insert(one);
        }
        self
    }

    /// Whether these two may be one person.
    #[must_use]
    pub fn may_be_one(&self, one: &EmailAddress, other: &EmailAddress) -> bool {
        self.doubles.get(one).is_some_and(|others| others.contains(other))
    }

    /// Who may be the same person as somebody.
    pub(super) fn doubles(&self, one: &EmailAddress) -> impl Iterator<Item = &EmailAddress> {
        self.doubles.get(one).into_iter().flatten()
    }

    /// Whether these two were a duo before, in whichever places.
    #[must_use]
    pub fn were_a_duo(&self, one: &EmailAddress, other: &EmailAddress) -> bool {
        self.earlier.get(one).is_some_and(|others| others.contains(other))
    }

    /// With whom somebody was a duo before.
    pub(super) fn partners(&self, one: &EmailAddress) -> impl Iterator<Item = &EmailAddress> {
        self.earlier.get(one).into_iter().flatten()
    }

    /// The duos of other rounds that somebody stands in.
    #[must_use]
    pub fn standing(&self, one: &EmailAddress) -> StandingDuos {
        self.standing.get(one).copied().unwrap_or_default()
    }
}

/// From the pairs that were duos before.
impl FromIterator<(EmailAddress, EmailAddress)> for History {
    fn from_iter<I: IntoIterator<Item = (EmailAddress, EmailAddress)>>(pairs: I) -> Self {
        let mut earlier: HashMap<_, HashSet<_>> = HashMap::new();
        for (one, other) in pairs {
            earlier.entry(one.clone()).or_default().insert(other.clone());
            earlier.entry(other).or_default().insert(one);
        }
        Self { earlier, ..Self::default() }
    }
}
