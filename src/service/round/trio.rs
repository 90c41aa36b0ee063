//! Somebody left over in a mutual round: the duo to offer them, and the three that it then is.

use std::collections::BTreeMap;

use super::history::record_undoable;
use super::propose::{ProposalRows, read};
use super::{RoundError, RoundInputs};
use crate::domain::{Change, Kind, ProfessionalId, RoundId, RoundSettings, RoundState};
use crate::matching;
use crate::service::By;
use crate::store::duo::duos;
use crate::store::duo::duos::Duo;
use crate::store::person::professionals;
use crate::store::round::rounds;
use crate::store::round::rounds::Round;
use crate::store::{Connection, Store, StoreError};

/// Somebody who was left over in a mutual round, and the duo that they would fit best as a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OddOneOut {
    pub third: ProfessionalId,
    pub duo: (ProfessionalId, ProfessionalId),
    /// The sum of the third's scores with the two.
    pub score: i64,
}

/// The trio to offer in a mutual round whose duos are proposed, if one person is left over and fits with a duo.
///
/// # Errors
/// Those of the database.
pub fn odd_one_out(c: &mut Connection, round: &Round) -> Result<Option<OddOneOut>, StoreError> {
    if round.settings.kind != Kind::Mutual || round.state != RoundState::Proposed {
        return Ok(None);
    }
    let unmatched = rounds::unmatched(c, round.id)?;
    let [left_over] = &unmatched[..] else { return Ok(None) };
    let material = RoundInputs::of(c, round)?;
    // A profile that is gone since has no place any more.
    let ends = duos::of_round(c, round.id)?.into_iter().filter_map(|duo| {
        Some((material.place(duo.learner.professional_id)?, material.place(duo.guide.professional_id)?))
    });
    let ends: Vec<(usize, usize)> = ends.collect();
    let Some(third) = material.place(left_over.professional_id) else { return Ok(None) };
    let rules = material.rules(&round.settings);
    let score = |one, other| matching::Pair::of(one, other, &rules).reasons.score();
    let ids = &material.ids;
    Ok(matching::trio(&ends, third, &rules, score).map(|trio| OddOneOut {
        third: ids[trio.third],
        duo: (ids[trio.duo.0], ids[trio.duo.1]),
        score: trio.score,
    }))
}

/// Lets whoever is left over join the duo that they fit best, and proposes the duos again.
///
/// # Errors
/// [`RoundError::Changed`], also when no duos are proposed; [`RoundError::Propose`].
pub fn join(store: &Store, by: By<'_>, id: RoundId, version: i32) -> Result<(), RoundError> {
    let (round, material) = read(store, |c| by.on(c).round(id, Some(version)))?;
    if round.state != RoundState::Proposed {
        return Err(RoundError::Changed);
    }
    let settings = RoundSettings { trio: true, ..round.settings.clone() };
    let computed = ProposalRows::of(store, id, &material, &settings)?;
    by.write(store, |cx| {
        cx.round(id, Some(round.version))?;
        record_undoable(cx, &round, Change::Settings)?;
        rounds::change(cx.c, id, &round.name, &settings, round.answer_by)?;
        computed.keep(cx, &round, &material, &settings)
    })
}

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
