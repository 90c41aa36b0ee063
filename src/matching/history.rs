//! What the participants of a round are to each other by other rounds: who was a duo before, and who stands in one now.

use std::collections::{HashMap, HashSet};

use crate::domain::{AddressPair, EarlierDuo, EmailAddress, StandingDuos};

/// The duos of other rounds, as far as they decide who may be a duo in this one.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// With whom somebody was a duo before, and how many rounds ago last.
    earlier: HashMap<EmailAddress, HashMap<EmailAddress, u32>>,
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
    pub(crate) fn doubles(&self, one: &EmailAddress) -> impl Iterator<Item = &EmailAddress> {
        self.doubles.get(one).into_iter().flatten()
    }

    /// Whether these two were a duo before, in whichever places.
    #[must_use]
    pub fn were_a_duo(&self, one: &EmailAddress, other: &EmailAddress) -> bool {
        self.rounds_ago(one, other).is_some()
    }

    /// How many rounds ago these two were last a duo, 1 in the last one; none if they never were.
    #[must_use]
    pub fn rounds_ago(&self, one: &EmailAddress, other: &EmailAddress) -> Option<u32> {
        self.earlier.get(one)?.get(other).copied()
    }

    /// With whom somebody was a duo before.
    pub(crate) fn partners(&self, one: &EmailAddress) -> impl Iterator<Item = &EmailAddress> {
        self.earlier.get(one).into_iter().flat_map(HashMap::keys)
    }

    /// The duos of other rounds that somebody stands in.
    #[must_use]
    pub fn standing(&self, one: &EmailAddress) -> StandingDuos {
        self.standing.get(one).copied().unwrap_or_default()
    }
}

impl FromIterator<EarlierDuo> for History {
    fn from_iter<I: IntoIterator<Item = EarlierDuo>>(duos: I) -> Self {
        let mut earlier: HashMap<EmailAddress, HashMap<EmailAddress, u32>> = HashMap::new();
        for EarlierDuo { couple, rounds_ago } in duos {
            let (one, other) = couple.into_both();
            for (one, other) in [(one.clone(), other.clone()), (other, one)] {
                let last = earlier.entry(one).or_default().entry(other).or_insert(rounds_ago);
                *last = rounds_ago.min(*last);
            }
        }
        Self { earlier, ..Self::default() }
    }
}

/// From pairs that were duos in the last round.
impl FromIterator<(EmailAddress, EmailAddress)> for History {
    fn from_iter<I: IntoIterator<Item = (EmailAddress, EmailAddress)>>(pairs: I) -> Self {
        let couples = pairs.into_iter().filter_map(|(one, other)| AddressPair::new(one, other).ok());
        couples.map(|couple| EarlierDuo { couple, rounds_ago: 1 }).collect()
    }
}
