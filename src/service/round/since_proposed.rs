//! What became different between the proposal of a round's duos and now.

use std::collections::HashSet;

use super::RoundInputs;
use crate::domain::{DuoId, ProfessionalId, RoundState, Side};
use crate::matching::{Pair, Reasons, Rule, Rules};
use crate::service::duo::introduce::Members;
use crate::service::person::priority;
use crate::service::round::error::OutdatedDuo;
use crate::service::round::taken_places;
use crate::store::duo::duos;
use crate::store::duo::duos::Duo;
use crate::store::round::rounds;
use crate::store::round::rounds::{Round, WithoutDuo};
use crate::store::{Connection, StoreError};

/// What became different since the duos of a round were proposed. Of the first two each is a reason not to publish.
#[derive(Debug, Default)]
pub struct SinceProposed {
    /// The duos that the rules no longer allow, or for which there is no seat.
    pub outdated: Vec<OutdatedDuo>,
    /// The names of those for whom nothing was worked out: they take part now, or have a place again.
    pub joined: Vec<String>,
    /// The duos that are allowed, and are good for other reasons than they were proposed for.
    pub edited: Vec<EditedDuo>,
}

impl SinceProposed {
    /// What became different until now. Nothing did in a round that is not proposed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn now(c: &mut Connection, round: &Round) -> Result<Self, StoreError> {
        if round.state != RoundState::Proposed {
            return Ok(Self::default());
        }
        let duos = duos::of_round(c, round.id)?;
        Self::of(c, round, &duos)
    }

    /// The same, for the duos of a round.
    pub(crate) fn of(c: &mut Connection, round: &Round, duos: &[Duo]) -> Result<Self, StoreError> {
        let material = RoundInputs::of(c, round)?;
        let rules = material.rules(&round.settings);
        let outdated = outdated(c, round, &material, &rules, duos)?;
        let joined = joined(c, round, &material, &rules, duos)?;
        let edited = if outdated.is_empty() { edited(&material, &rules, duos)? } else { Vec::new() };
        Ok(Self { outdated, joined, edited })
    }
}

/// A proposed duo that is allowed, whose profiles say something else than when it was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "names as coordinators read them")]
pub struct EditedDuo {
    pub id: DuoId,
    pub learner: String,
    pub guide: String,
}

/// The duos that the rules no longer allow, or for which there is no seat.
fn outdated(
    c: &mut Connection,
    round: &Round,
    material: &RoundInputs,
    rules: &Rules<'_>,
    duos: &[Duo],
) -> Result<Vec<OutdatedDuo>, StoreError> {
    // Each of a trio is in two duos.
    let more = u32::from(round.settings.trio && rules.sides().one_pool());
    let mut seats: Vec<u32> = (0..material.ids.len()).map(|i| rules.sides().seats(i) + more).collect();
    let mut found = Vec::new();
    let ends = |duo: &Duo| (duo.learner.professional_id, duo.guide.professional_id);
    let all: HashSet<(ProfessionalId, ProfessionalId)> = duos.iter().filter(|_| rules.is_one_way()).map(ends).collect();
    for duo in duos {
        let places = material.place(duo.learner.professional_id).zip(material.place(duo.guide.professional_id));
        let against = match places {
            None => Some(None),
            Some((learner, guide)) => {
                let no_seat = seats[guide] == 0;
                seats[guide] = seats[guide].saturating_sub(1);
                rules.first_against(learner, guide).or(no_seat.then_some(Rule::StandsElsewhere)).map(Some)
            }
        };
        // Proposed when the round, or an earlier version, allowed both ways: the later of the two has to go.
        let other_way = all.contains(&(duo.guide.professional_id, duo.learner.professional_id));
        let against = against.or_else(|| other_way.then_some(Some(Rule::OtherWay)));
        if let Some(rule) = against {
            found.push(described(c, round, duo, rule)?);
        }
    }
    Ok(found)
}

fn described(c: &mut Connection, round: &Round, duo: &Duo, rule: Option<Rule>) -> Result<OutdatedDuo, StoreError> {
    let members = Members::of(c, duo)?;
    let mut taken = None;
    if rule == Some(Rule::StandsElsewhere) {
        for side in [Side::Guide, Side::Learner] {
            taken = if taken.is_none() { taken_places::taken_place(c, round.id, members.at(side).id)? } else { taken };
        }
    }
    let name = |side| members.at(side).profile.name().to_owned();
    Ok(OutdatedDuo { learner: name(Side::Learner), guide: name(Side::Guide), rule, taken })
}

/// The names of those who take part now and did not when the duos were proposed, or have a place again: nothing was worked
/// out for them.
fn joined(
    c: &mut Connection,
    round: &Round,
    material: &RoundInputs,
    rules: &Rules<'_>,
    duos: &[Duo],
) -> Result<Vec<String>, StoreError> {
    let (elsewhere, without): (Vec<_>, Vec<_>) =
        rounds::unmatched(c, round.id)?.into_iter().partition(priority::stands_elsewhere);
    let ids = |list: &[WithoutDuo]| list.iter().map(|one| one.professional_id).collect::<Vec<_>>();
    let members = duos.iter().flat_map(|duo| [duo.learner.professional_id, duo.guide.professional_id]);
    let known: HashSet<ProfessionalId> = ids(&without).into_iter().chain(members).collect();
    let left_out: HashSet<ProfessionalId> = ids(&elsewhere).into_iter().collect();
    let sides = rules.sides();
    let joined = (0..material.ids.len()).filter(|place| {
        let id = material.ids[*place];
        let has_a_place = sides.is_left(*place) || sides.seats(*place) > 0;
        !known.contains(&id) && (has_a_place || !left_out.contains(&id) && material.stands_elsewhere(id))
    });
    Ok(joined.map(|place| material.profiles[place].name().to_owned()).collect())
}

/// The duos whose reasons are others than those they were proposed for.
fn edited(material: &RoundInputs, rules: &Rules<'_>, duos: &[Duo]) -> Result<Vec<EditedDuo>, StoreError> {
    let mut edited = Vec::new();
    for duo in duos {
        let proposed: Reasons = serde_json::from_str(&duo.reasons)
            .map_err(|e| StoreError::Corrupt(format!("reasons of duo {}: {e}", duo.id)))?;
        let place = |side| material.place(duo.member(side).professional_id);
        if let Some((learner, guide)) = place(Side::Learner).zip(place(Side::Guide))
            && Pair::of(learner, guide, rules).reasons != proposed
        {
            let [learner, guide] = [learner, guide].map(|place| material.profiles[place].name().to_owned());
            edited.push(EditedDuo { id: duo.id, learner, guide });
        }
    }
    Ok(edited)
}
