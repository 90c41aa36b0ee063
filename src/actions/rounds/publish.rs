//! Publishing a round: from then on both members of each duo know.

use std::collections::HashSet;

use super::super::introduce::Members;
use super::super::standing::{self, TakenPlace};
use super::super::{mailings, steps, waiting};
use super::history::note;
use super::{Material, RoundError};
use crate::actions::Context;
use crate::domain::{Change, ProfessionalId, RoundId, RoundState, Side};
use crate::matching::Rule;
use crate::store::duos::Duo;
use crate::store::mailings::{JustQueued, MailingKind};
use crate::store::rounds::{Round, WithoutDuo};
use crate::store::{Connection, StoreError, duos, programmes, round_changes, rounds};

/// Publishes a proposed round: every duo is introduced, and both its members are told.
///
/// The rules are held against the profiles, the earlier duos and the standing duos of this moment: whom somebody asked not
/// to meet after the proposal, they do not meet, and a seat that another round took is not given out again. Everybody who
/// takes part is in a duo, or has none for a reason that they are told. Where the mails are many
/// they wait, and can be called back.
///
/// # Errors
/// [`RoundError::Changed`] when it is not proposed or was changed since `version`; [`RoundError::AnswerBy`] when the
/// day to answer by has come; [`RoundError::Outdated`]; [`RoundError::Joined`].
pub fn publish(cx: &mut Context<'_>, id: RoundId, version: Option<i32>) -> Result<usize, RoundError> {
    let round = cx.round(id, version)?;
    note(cx, &round, Change::Publish)?;
    round_changes::forget_before(cx.c, id)?;
    rounds::advance(cx.c, &round, RoundState::Published, cx.now)?;
    if round.answer_by <= cx.now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    // One publication at a time in a programme, so that two rounds do not introduce the same two people.
    programmes::lock(cx.c, round.programme_id)?;
    let duos = duos::of_round(cx.c, id)?;
    let material = Material::of(cx.c, &round)?;
    let outdated = outdated(cx.c, &round, &material, &duos)?;
    if !outdated.is_empty() {
        return Err(RoundError::Outdated(outdated));
    }
    let joined = joined_since(cx.c, &round, &material, &duos)?;
    if !joined.is_empty() {
        return Err(RoundError::Joined(joined));
    }
    steps::publish_all(cx, &round, &duos)?;
    let queued =
        JustQueued { programme: round.programme_id, kind: MailingKind::Publication, round: Some(id), people: &[] };
    mailings::hold(cx, queued)?;
    waiting::at_publication(cx.c, &round, &duos)?;
    Ok(duos.len())
}

/// A proposed duo that is no longer allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "names as coordinators read them")]
pub struct OutdatedDuo {
    pub learner: String,
    pub guide: String,
    /// The rule against it; none where one of the two no longer takes part.
    pub rule: Option<Rule>,
    /// Whose place a duo of another round has, where that is the reason.
    pub taken: Option<TakenPlace>,
}

/// The duos that the rules no longer allow, or for which there is no seat.
fn outdated(
    c: &mut Connection,
    round: &Round,
    material: &Material,
    duos: &[Duo],
) -> Result<Vec<OutdatedDuo>, StoreError> {
    let rules = material.rules(&round.settings);
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
            taken = if taken.is_none() { standing::taken_place(c, round.id, members.at(side).id)? } else { taken };
        }
    }
    let name = |side| members.at(side).profile.name().to_owned();
    Ok(OutdatedDuo { learner: name(Side::Learner), guide: name(Side::Guide), rule, taken })
}

/// The names of those who take part now and did not when the duos were proposed, or have a place again: nothing was worked
/// out for them.
fn joined_since(
    c: &mut Connection,
    round: &Round,
    material: &Material,
    duos: &[Duo],
) -> Result<Vec<String>, StoreError> {
    let (elsewhere, without): (Vec<_>, Vec<_>) =
        rounds::unmatched(c, round.id)?.into_iter().partition(waiting::stands_elsewhere);
    let ids = |list: &[WithoutDuo]| list.iter().map(|one| one.professional_id).collect::<Vec<_>>();
    let members = duos.iter().flat_map(|duo| [duo.learner.professional_id, duo.guide.professional_id]);
    let known: HashSet<ProfessionalId> = ids(&without).into_iter().chain(members).collect();
    let left_out: HashSet<ProfessionalId> = ids(&elsewhere).into_iter().collect();
    let rules = material.rules(&round.settings);
    let sides = rules.sides();
    let joined = (0..material.ids.len()).filter(|place| {
        let id = material.ids[*place];
        let has_a_place = sides.is_left(*place) || sides.seats(*place) > 0;
        !known.contains(&id) && (has_a_place || !left_out.contains(&id) && material.stands_elsewhere(id))
    });
    Ok(joined.map(|place| material.profiles[place].name().to_owned()).collect())
}
