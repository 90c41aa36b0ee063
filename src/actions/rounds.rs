//! Rounds: making one, proposing duos, publishing them.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Days, NaiveDate, Utc};
use rand::TryRng;

use super::{Policy, inputs, introduce, waiting};
use crate::domain::{Couple, EmailAddress, Kind, Line, Profile, RoundSettings, RoundState};
use crate::matching::{self, EarlierDuos, ProposeError, Rules};
use crate::store::inputs as kept_inputs;
use crate::store::professionals::Standing;
use crate::store::rounds::{Round, WithoutDuo};
use crate::store::{Connection, Store, StoreError, duos, professionals, programmes, rounds};

pub use super::opt_in::ask as ask_opt_in;

/// Why a round could not be changed.
#[derive(Debug)]
pub enum RoundError {
    /// The database.
    Store(StoreError),
    /// There is no such round.
    NotFound,
    /// Somebody changed it since it was seen, or it is past this step.
    Changed,
    /// The day to answer by is not between tomorrow and a year from now.
    AnswerBy,
    /// It cannot be matched.
    Propose(ProposeError),
    /// So many of the proposed duos are no longer allowed: a profile or another round changed meanwhile.
    Outdated(usize),
}

impl From<StoreError> for RoundError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Changed,
            other => Self::Store(other),
        }
    }
}

/// What a coordinator decides about a round.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Plan {
    pub name: Line<100>,
    pub settings: RoundSettings,
    pub answer_by: NaiveDate,
}

/// The first and the last day that a round made today can name as the day to answer by.
#[must_use]
pub fn answer_by_bounds(now: DateTime<Utc>) -> (NaiveDate, NaiveDate) {
    let today = now.date_naive();
    (today + Days::new(1), today + Days::new(366))
}

fn check(plan: &Plan, now: DateTime<Utc>) -> Result<(), RoundError> {
    let (first, last) = answer_by_bounds(now);
    if (first..=last).contains(&plan.answer_by) { Ok(()) } else { Err(RoundError::AnswerBy) }
}

/// Makes a draft in which everybody who is active takes part. Its seed is drawn here, once.
///
/// # Errors
/// [`RoundError::AnswerBy`], and those of the database.
pub fn create(c: &mut Connection, programme: i64, plan: &Plan, now: DateTime<Utc>) -> Result<i64, RoundError> {
    check(plan, now)?;
    let seed = rand::rngs::SysRng.try_next_u32().map_err(|e| StoreError::Unavailable(e.to_string()))?;
    let settings = RoundSettings { seed, ..plan.settings.clone() };
    let id = rounds::create(c, programme, plan.name.as_str(), &settings, plan.answer_by, now)?;
    let round = seen(c, id, None)?;
    let everyone = professionals::active_ids(c, programme)?;
    rounds::set_participants(c, &round, &everyone)?;
    Ok(id)
}

/// Changes a round that is not published: it becomes a draft again, its proposals are dropped, its seed stays. Gives
/// its new version.
///
/// # Errors
/// [`RoundError::Changed`] when it is published or `version` is not its version any more; [`RoundError::AnswerBy`].
pub fn change(
    c: &mut Connection,
    id: i64,
    version: i32,
    plan: &Plan,
    participants: Option<&[i64]>,
    now: DateTime<Utc>,
) -> Result<i32, RoundError> {
    check(plan, now)?;
    let round = seen(c, id, Some(version))?;
    rounds::advance(c, &round, RoundState::Draft, now)?;
    let settings = RoundSettings { seed: round.settings.seed, ..plan.settings.clone() };
    rounds::change(c, id, plan.name.as_str(), &settings, plan.answer_by)?;
    if let Some(ids) = participants {
        rounds::set_participants(c, &round, ids)?;
    }
    duos::set_proposed(c, id, &[])?;
    rounds::set_unmatched(c, id, &[])?;
    kept_inputs::remove(c, id)?;
    Ok(round.version + 1)
}

/// The round, if it is there and nobody changed it since `version`.
pub(super) fn seen(c: &mut Connection, id: i64, version: Option<i32>) -> Result<Round, RoundError> {
    let round = rounds::by_id(c, id)?.ok_or(RoundError::NotFound)?;
    if version.is_some_and(|v| v != round.version) { Err(RoundError::Changed) } else { Ok(round) }
}

/// Computes the duos of a round and keeps them as proposals, in place of earlier ones, with all that they were computed
/// from.
///
/// Reads, computes without holding the database, and writes only if nobody changed the round meanwhile. Participants
/// who are no longer active are left out.
///
/// # Errors
/// [`RoundError::Changed`], [`RoundError::Propose`], and those of the database.
pub fn propose(store: &Store, id: i64, version: Option<i32>, now: DateTime<Utc>) -> Result<(), RoundError> {
    let (round, ids, profiles, earlier) = store.read(|c| {
        let round = seen(c, id, version)?;
        let (ids, profiles) = participants(c, &round)?;
        let earlier = earlier_duos(c, round.programme_id, None)?;
        Ok::<_, RoundError>((round, ids, profiles, earlier))
    })?;
    let met: EarlierDuos = earlier.iter().cloned().map(Couple::into_both).collect();
    let proposal = matching::propose(&profiles, &round.settings, &met).map_err(RoundError::Propose)?;
    let json = |value| serde_json::to_string(&value).map_err(|e| StoreError::Corrupt(e.to_string()));
    let new: Vec<duos::NewDuo> = proposal
        .duos()
        .iter()
        .map(|pair| {
            Ok(duos::NewDuo {
                learner: ids[pair.learner],
                guide: ids[pair.guide],
                score: pair.reasons.score(),
                reasons: json(serde_json::json!(pair.reasons))?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    let without: Vec<WithoutDuo> = proposal
        .unpaired()
        .iter()
        .map(|one| {
            let why = json(serde_json::json!(one.why))?;
            Ok(WithoutDuo { professional_id: ids[one.participant], side: one.side, why })
        })
        .collect::<Result<_, StoreError>>()?;
    store.write(|c| {
        rounds::advance(c, &round, RoundState::Proposed, now)?;
        duos::set_proposed(c, id, &new)?;
        rounds::set_unmatched(c, id, &without)?;
        inputs::keep(c, id, &profiles, &round.settings, &earlier)?;
        Ok(())
    })
}

/// Somebody who was left over in a mutual round, and the duo that they would fit best as a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OddOneOut {
    pub third: i64,
    pub duo: (i64, i64),
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
    let (ids, profiles) = participants(c, round)?;
    let place: HashMap<i64, usize> = ids.iter().copied().zip(0..).collect();
    // A profile that is gone since has no place any more.
    let ends = duos::of_round(c, round.id)?
        .into_iter()
        .filter_map(|duo| Some((*place.get(&duo.learner.professional_id)?, *place.get(&duo.guide.professional_id)?)));
    let ends: Vec<(usize, usize)> = ends.collect();
    let Some(&third) = place.get(&left_over.professional_id) else { return Ok(None) };
    let earlier = earlier_duos(c, round.programme_id, None)?.into_iter().map(Couple::into_both).collect();
    let offer = matching::trio(&ends, third, &Rules::new(&profiles, &round.settings, &earlier));
    Ok(offer.map(|trio| OddOneOut {
        third: ids[trio.third],
        duo: (ids[ends[trio.duo].0], ids[ends[trio.duo].1]),
        score: trio.score,
    }))
}

/// Who of a programme were a duo before, in any round or in any but one.
pub(super) fn earlier_duos(c: &mut Connection, programme: i64, but: Option<i64>) -> Result<Vec<Couple>, StoreError> {
    let pairs = duos::earlier_pairs(c, programme, but)?;
    let members: BTreeSet<i64> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let members = professionals::by_ids(c, &members.into_iter().collect::<Vec<_>>())?;
    let address: HashMap<i64, EmailAddress> = members.into_iter().map(|p| (p.id, p.profile.email().clone())).collect();
    Ok(pairs
        .into_iter()
        .filter_map(|(one, other)| Couple::new(address.get(&one)?.clone(), address.get(&other)?.clone()).ok())
        .collect())
}

/// Publishes a proposed round: every duo is introduced, and both its members are told.
///
/// The rules are held against the profiles and the earlier duos of this moment: whom somebody asked not to meet after
/// the proposal, they do not meet.
///
/// # Errors
/// [`RoundError::Changed`] when it is not proposed or was changed since `version`; [`RoundError::AnswerBy`] when the
/// day to answer by has come; [`RoundError::Outdated`].
pub fn publish(
    c: &mut Connection,
    policy: &Policy,
    id: i64,
    version: Option<i32>,
    now: DateTime<Utc>,
) -> Result<usize, RoundError> {
    let round = seen(c, id, version)?;
    rounds::advance(c, &round, RoundState::Published, now)?;
    if round.answer_by <= now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    // One publication at a time in a programme, so that two rounds do not introduce the same two people.
    programmes::lock(c, round.programme_id)?;
    let catalogue = programmes::catalogue(c, round.programme_id)?;
    let duos = duos::of_round(c, id)?;
    match outdated(c, &round, &duos)? {
        0 => {}
        count => return Err(RoundError::Outdated(count)),
    }
    duos::introduce(c, id, now)?;
    introduce::all(c, policy, &catalogue, &round, &duos, now)?;
    waiting::at_publication(c, &round, &duos)?;
    Ok(duos.len())
}

/// How many of the duos the rules no longer allow.
fn outdated(c: &mut Connection, round: &Round, duos: &[duos::Duo]) -> Result<usize, RoundError> {
    let (ids, profiles) = participants(c, round)?;
    let earlier = earlier_duos(c, round.programme_id, None)?.into_iter().map(Couple::into_both).collect();
    let rules = Rules::new(&profiles, &round.settings, &earlier);
    let place: HashMap<i64, usize> = ids.into_iter().zip(0..).collect();
    let mut seats: Vec<u32> = (0..profiles.len()).map(|i| rules.sides().seats(i)).collect();
    let mut count = 0;
    for duo in duos {
        let learner = place.get(&duo.learner.professional_id);
        let guide = place.get(&duo.guide.professional_id);
        let allowed = learner.zip(guide).is_some_and(|(&learner, &guide)| {
            let seat = seats.get_mut(guide).filter(|left| **left > 0);
            let has_seat = seat.is_some();
            if let Some(left) = seat {
                *left -= 1;
            }
            has_seat && rules.first_against(learner, guide).is_none()
        });
        count += usize::from(!allowed);
    }
    Ok(count)
}

/// Who takes part and is active: identifiers and profiles, in the same order.
fn participants(c: &mut Connection, round: &Round) -> Result<(Vec<i64>, Vec<Profile>), StoreError> {
    let ids = rounds::takes_part(c, round)?;
    let mut people = professionals::by_ids(c, &ids)?;
    people.retain(|p| p.standing == Standing::Active);
    Ok(people.into_iter().map(|p| (p.id, p.profile)).unzip())
}
