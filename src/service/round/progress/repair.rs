//! Repairing a round: whoever is free is matched again, by the profiles of today; and as few as possible of the duos in which
//! nobody has answered are taken apart for that.
//!
//! Left alone are duos in which somebody has said something, those that a coordinator fixed or made, and whoever said "not
//! now": they are asked first whether they want somebody else ([`super::second_chance`]).

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::live::{Live, NewPair, Regroup, holds, regroup, stands};
use super::not_held;
use crate::domain::duo::lifecycle::DuoLifecycle;
use crate::domain::{Change, DuoId, DuoState, ProfessionalId, RoundId, RoundState, Side};
use crate::matching::Prepared;
use crate::matching::repair::{self as engine, Open};
use crate::service::round::{RoundError, load_expecting_version};
use crate::service::{By, Context};
use crate::store::duo::duos::{self, Duo};
use crate::store::{Connection, Store, StoreError};

/// What a repair would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repair {
    /// The version of the round that it was worked out for.
    pub version: i32,
    /// The duos that would be introduced.
    pub new: Vec<NewPair>,
    /// The introduced duos that would stand, by identifier.
    pub stands: Vec<DuoId>,
    /// The introduced duos that would be taken apart, by identifier.
    pub disturbed: Vec<DuoId>,
    /// Who would have no duo any more, though they were introduced to somebody.
    pub let_down: Vec<ProfessionalId>,
    /// Who said no and was not asked yet whether they want somebody else.
    pub to_ask: Vec<ProfessionalId>,
    /// Who was asked, and has not said yes.
    pub asked: Vec<ProfessionalId>,
    /// The duos with a no that can still be taken back, by identifier: they are left alone until it is final.
    pub undecided: Vec<DuoId>,
    /// Whether it is proved that it cannot be done better.
    pub optimal: bool,
}

/// What of a repair is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// The new duos, by learner and guide.
    pub new: Vec<(ProfessionalId, ProfessionalId)>,
    /// The duos that may be taken apart.
    pub disturbed: Vec<DuoId>,
}

impl Repair {
    /// What of this is done when only that is wanted: a new duo goes with a duo whose place it takes, and no duo is taken
    /// apart for nothing. The members of duos that are taken apart, with whom `members` tells, may be let down by it.
    #[must_use]
    pub fn chosen(&self, choice: &Choice, members: impl Fn(DuoId) -> Option<[ProfessionalId; 2]>) -> Self {
        let wanted = |pair: &&NewPair| {
            let stopped = pair.needs.iter().all(|duo| choice.disturbed.contains(duo));
            stopped && choice.new.contains(&(pair.learner, pair.guide))
        };
        let new: Vec<NewPair> = self.new.iter().filter(wanted).cloned().collect();
        let is_needed = |duo: &DuoId| new.iter().any(|pair| pair.needs.contains(duo));
        let (disturbed, left): (Vec<DuoId>, Vec<DuoId>) = self.disturbed.iter().partition(|duo| is_needed(duo));
        let let_down = let_down(&new, &disturbed, members);
        let stands = self.stands.iter().chain(&left).copied().collect();
        Self { new, stands, disturbed, let_down, ..self.clone() }
    }

    /// The new duos by learner and guide.
    #[must_use]
    pub fn pairs(&self) -> Vec<(ProfessionalId, ProfessionalId)> {
        self.new.iter().map(|pair| (pair.learner, pair.guide)).collect()
    }

    /// All of it.
    #[must_use]
    pub fn everything(&self) -> Choice {
        Choice { new: self.pairs(), disturbed: self.disturbed.clone() }
    }
}

/// Who is in a duo that is taken apart, and in none that is new.
fn let_down(
    new: &[NewPair],
    disturbed: &[DuoId],
    members: impl Fn(DuoId) -> Option<[ProfessionalId; 2]>,
) -> Vec<ProfessionalId> {
    let go_on: HashSet<ProfessionalId> = new.iter().flat_map(|pair| [pair.learner, pair.guide]).collect();
    let mut left: Vec<ProfessionalId> = disturbed.iter().filter_map(|duo| members(*duo)).flatten().collect();
    left.retain(|id| !go_on.contains(id));
    left.sort_unstable();
    left.dedup();
    left
}

/// What a repair would do. Nothing is changed.
///
/// # Errors
/// [`RoundError::NotFound`]; [`RoundError::Changed`] when the round is not published; [`RoundError::AnswerBy`] when new
/// duos would have no day left to answer; [`RoundError::Propose`]; those of the database.
pub fn repair_preview(store: &Store, id: RoundId, now: DateTime<Utc>) -> Result<Repair, RoundError> {
    work_out(&store.read(|c| read(c, id, None, now))?)
}

/// What of a repair would be done when only that is wanted. Nothing is changed.
///
/// # Errors
/// As [`repair_preview`].
pub fn repair_chosen(
    store: &Store,
    id: RoundId,
    choice: &Choice,
    now: DateTime<Utc>,
) -> Result<(Repair, Repair), RoundError> {
    let live = store.read(|c| read(c, id, None, now))?;
    let all = work_out(&live)?;
    let chosen = all.chosen(choice, |duo| members(&live, duo));
    Ok((all, chosen))
}

/// Repairs a round, all of it or what is chosen: the members of new duos are introduced, with the name of whom they were a duo
/// with before. What is there already is not made again.
///
/// # Errors
/// As [`repair_preview`]; [`RoundError::Changed`] also when the round was changed since `version`, or what was chosen is no
/// longer what a repair would do.
pub fn repair(
    store: &Store,
    by: By<'_>,
    (id, version): (RoundId, Option<i32>),
    choice: Option<&Choice>,
) -> Result<Repair, RoundError> {
    let live = store.read(|c| {
        by.on(c).round(id, version)?;
        read(c, id, version, by.now)
    })?;
    let all = work_out(&live)?;
    let wanted = choice.cloned().unwrap_or_else(|| all.everything());
    if !wanted.new.iter().all(|pair| all.pairs().contains(pair)) {
        return Err(RoundError::Changed);
    }
    let chosen = all.chosen(&wanted, |duo| members(&live, duo));
    by.write(store, |cx| carry_out(cx, (id, Some(live.round.version)), &chosen))?;
    Ok(chosen)
}

/// Does what was chosen of a repair, in this transaction.
///
/// # Errors
/// [`RoundError::Changed`] when the round was changed since `version`; [`RoundError::Obstacles`]; those of the database.
pub fn carry_out(cx: &mut Context<'_>, seen: (RoundId, Option<i32>), chosen: &Repair) -> Result<(), RoundError> {
    if chosen.new.is_empty() {
        return Ok(());
    }
    let (stop, new) = (&chosen.disturbed[..], &chosen.pairs()[..]);
    regroup(cx, seen, &Regroup { change: Change::Repair, stop, new, reason: None })
}

/// Whether what was chosen is done already: the same form came twice.
///
/// # Errors
/// [`RoundError::NotFound`], and those of the database.
pub fn is_repaired(c: &mut Connection, id: RoundId, choice: &Choice) -> Result<bool, RoundError> {
    load_expecting_version(c, id, None)?;
    let duos = duos::of_round(c, id)?;
    let is_made = |pair: &(ProfessionalId, ProfessionalId)| {
        let is_this = |duo: &Duo| (duo.learner.professional_id, duo.guide.professional_id) == *pair;
        duos.iter().any(|duo| stands(duo) && is_this(duo))
    };
    Ok(!choice.new.is_empty() && choice.new.iter().all(is_made))
}

fn members(live: &Live, duo: DuoId) -> Option<[ProfessionalId; 2]> {
    let duo = live.duo(duo).ok()?;
    Some([duo.learner.professional_id, duo.guide.professional_id])
}

fn read(c: &mut Connection, id: RoundId, version: Option<i32>, now: DateTime<Utc>) -> Result<Live, RoundError> {
    let live = Live::read(c, id, version)?;
    if live.round.state != RoundState::Published {
        return Err(RoundError::Changed);
    }
    if live.round.answer_by <= now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    not_held(c, id, now)?;
    Ok(live)
}

fn work_out(live: &Live) -> Result<Repair, RoundError> {
    let (ids, place) = (&live.material.ids, |id: ProfessionalId| live.material.place(id));
    let round = Prepared::new(&live.material.profiles, &live.settings, live.material.history());
    let round = round.map_err(RoundError::Propose)?;
    let rules = round.rules();
    let held: HashSet<ProfessionalId> = live
        .duos
        .iter()
        .filter(|duo| holds(duo) && !stands(duo))
        .flat_map(|duo| [duo.learner.professional_id, duo.guide.professional_id])
        .collect();
    let is_free = |id: ProfessionalId| live.is_reachable(id) && !live.has_refused(id) && !held.contains(&id);
    let room = |id: ProfessionalId, side| if is_free(id) { live.room(rules, (id, side), stands) } else { 0 };
    let lefts: Vec<usize> = rules.sides().lefts().filter(|left| room(ids[*left], Side::Learner) > 0).collect();
    let seats: Vec<u32> = ids.iter().map(|id| room(*id, Side::Guide)).collect();
    let pair_of = |learner, guide| place(learner).zip(place(guide));
    let introduced: HashMap<(usize, usize), DuoId> = live
        .disturbable()
        .filter_map(|duo| Some((pair_of(duo.learner.professional_id, duo.guide.professional_id)?, duo.id)))
        .collect();
    let mut pairs: Vec<(usize, usize)> = introduced.keys().copied().collect();
    pairs.sort_unstable();
    let not_again =
        live.duos.iter().filter_map(|duo| pair_of(duo.learner.professional_id, duo.guide.professional_id)).collect();
    let open = Open { lefts: &lefts, seats: &seats, introduced: &pairs, not_again: &not_again };
    let found = engine::repair(&round, open)
        .map_err(|error| StoreError::Corrupt(format!("round {} cannot be repaired: {error}", live.round.id)))?;

    let disturbed: Vec<DuoId> = found.disturbed.iter().filter_map(|pair| introduced.get(pair).copied()).collect();
    let new = found.new.iter().filter_map(|pair| {
        let two = (ids[pair.learner], ids[pair.guide]);
        live.pair(rules, two, &disturbed)
    });
    let new: Vec<NewPair> = new.collect();
    let waits = |duo: &&Duo| matches!(duo.life, DuoLifecycle::AwaitingAnswers(_));
    let open = live.duos.iter().filter(waits);
    let (undecided, introduced): (Vec<_>, Vec<_>) = open.partition(|duo| duo.state == DuoState::Declined);
    let (asked, to_ask) = live.refusers(rules).partition(|id| live.second_chance(*id).asked_at.is_some());
    Ok(Repair {
        version: live.round.version,
        let_down: let_down(&new, &disturbed, |duo| members(live, duo)),
        stands: introduced.iter().map(|duo| duo.id).filter(|id| !disturbed.contains(id)).collect(),
        new,
        disturbed,
        to_ask,
        asked,
        undecided: undecided.iter().map(|duo| duo.id).collect(),
        optimal: found.optimal,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Reasons;

    const FIVE: DuoId = DuoId(5);
    const SIX: DuoId = DuoId(6);

    fn two(learner: i64, guide: i64) -> (ProfessionalId, ProfessionalId) {
        (ProfessionalId(learner), ProfessionalId(guide))
    }

    fn pair(learner: i64, guide: i64, needs: &[DuoId]) -> NewPair {
        let (learner, guide) = two(learner, guide);
        NewPair { learner, guide, score: 0, reasons: Reasons::default(), needs: needs.to_vec() }
    }

    /// 1 has nobody and gets 12, whose duo 5 with 2 is taken apart; 2 gets 13, and 3 gets 14 from nobody.
    fn repair() -> Repair {
        let new = vec![pair(1, 12, &[FIVE]), pair(2, 13, &[FIVE]), pair(3, 14, &[])];
        Repair { new, disturbed: vec![FIVE], stands: vec![SIX], ..Repair::default() }
    }

    fn chosen(new: &[(ProfessionalId, ProfessionalId)], disturbed: &[DuoId]) -> Repair {
        let choice = Choice { new: new.to_vec(), disturbed: disturbed.to_vec() };
        repair().chosen(&choice, |duo| (duo == FIVE).then_some([2, 12].map(ProfessionalId)))
    }

    #[test]
    fn a_new_duo_goes_with_the_one_whose_place_it_takes() {
        let all = repair().everything();
        assert_eq!(chosen(&all.new, &all.disturbed).pairs(), all.new);
        let without = chosen(&all.new, &[]);
        assert_eq!((without.pairs(), without.disturbed), (vec![two(3, 14)], vec![]));
        assert_eq!(without.stands, [SIX, FIVE], "it stands");
    }

    #[test]
    fn whoever_is_let_down_by_what_is_left_out_is_named() {
        assert_eq!(chosen(&[two(1, 12), two(2, 13)], &[FIVE]).let_down, []);
        assert_eq!(chosen(&[two(1, 12)], &[FIVE]).let_down, [ProfessionalId(2)]);
        let nothing = chosen(&[two(3, 14)], &[FIVE]);
        assert_eq!((nothing.disturbed, nothing.let_down), (vec![], vec![]), "nobody is taken apart for nothing");
    }
}
