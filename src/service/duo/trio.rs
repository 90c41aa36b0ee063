//! Three people of whom each is a duo with both of the others.

use std::collections::BTreeMap;

use crate::domain::{Kind, ProfessionalId};
use crate::store::duo::duos::{self, Duo};
use crate::store::person::professionals;
use crate::store::round::rounds::Round;
use crate::store::{Connection, StoreError};

/// The three of a trio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Three {
    /// By identifier, with their names.
    people: [(ProfessionalId, String); 3],
}

impl Three {
    /// The trio of a round, if it has one: three people of whom each is a duo with both of the others.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(c: &mut Connection, round: &Round) -> Result<Option<Self>, StoreError> {
        if round.settings.kind != Kind::Mutual || !round.settings.trio {
            return Ok(None);
        }
        let mut with: BTreeMap<ProfessionalId, Vec<ProfessionalId>> = BTreeMap::new();
        for duo in duos::list(c, round.id)? {
            with.entry(duo.learner).or_default().push(duo.guide);
            with.entry(duo.guide).or_default().push(duo.learner);
        }
        let are_three = |one: ProfessionalId, other: ProfessionalId, third: ProfessionalId| {
            let duo = |a, b| with.get(&a).is_some_and(|of_a| of_a.contains(&b));
            duo(one, other) && duo(other, third) && duo(third, one)
        };
        let found = with.iter().filter(|(_, others)| others.len() > 1).find_map(|(one, others)| {
            let pairs = others.iter().flat_map(|other| others.iter().map(move |third| (*other, *third)));
            pairs.into_iter().find(|(other, third)| are_three(*one, *other, *third)).map(|(b, c)| [*one, b, c])
        });
        let Some(ids) = found else { return Ok(None) };
        let mut name = |id: ProfessionalId| {
            Ok::<_, StoreError>((id, professionals::by_id(c, id)?.profile.first_name().to_owned()))
        };
        Ok(Some(Self { people: [name(ids[0])?, name(ids[1])?, name(ids[2])?] }))
    }

    /// Their first names.
    #[must_use]
    pub fn names(&self) -> [&str; 3] {
        self.people.each_ref().map(|(_, name)| name.as_str())
    }

    /// The first name of the third, for a duo of two of them.
    #[must_use]
    pub fn third(&self, duo: &Duo) -> Option<&str> {
        let members = [duo.learner.professional_id, duo.guide.professional_id];
        let mut others = self.people.iter().filter(|(id, _)| !members.contains(id));
        let third = others.next()?;
        others.next().is_none().then_some(third.1.as_str())
    }
}
