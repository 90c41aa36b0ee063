//! Repairing a round: whoever is free is matched again, everything confirmed stands, and as few of the introduced duos
//! as possible are disturbed.
//!
//! The base is what the round was proposed from, without those who left or paused since. Whom somebody asked not to
//! meet since then, they do not meet.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::published;
use crate::actions::rounds::{RoundError, earlier_duos, seen};
use crate::actions::{Policy, inputs, steps};
use crate::domain::life::{Both, Ending, Event, Life};
use crate::domain::{Couple, DuoState, EmailAddress, Kind, Profile, RoundState, Side};
use crate::matching::repair::{self as engine, RepairError, Standing};
use crate::matching::{History, Reasons};
use crate::store::duos::{Duo, NewDuo};
use crate::store::professionals::{self, Standing as Part};
use crate::store::{Connection, Store, StoreError, duo_life, duos, rounds};

/// A duo that a repair would make: identifiers of professionals.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in `Duo`")]
pub struct NewPair {
    pub learner: i64,
    pub guide: i64,
    pub score: i64,
    pub reasons: Reasons,
}

/// What a repair would do, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The version of the round that it was worked out for.
    pub version: i32,
    /// The duos that would be introduced.
    pub new: Vec<NewPair>,
    /// The introduced duos that would stand, by identifier.
    pub stands: Vec<i64>,
    /// The introduced duos that would be taken apart, by identifier.
    pub disturbed: Vec<i64>,
    /// Whether it is proved that it cannot be done better.
    pub optimal: bool,
}

/// What a repair is worked out from.
struct Base {
    version: i32,
    frozen: inputs::Frozen,
    /// The identifier of each of the people.
    ids: Vec<i64>,
    duos: Vec<Duo>,
    earlier: History,
}

/// Whether a duo holds its members: it goes on, or it is done. (After a duo that a member ended, people wait for the next
/// round: that is what they were told.)
pub(super) fn holds(duo: &Duo) -> bool {
    matches!(duo.life, Life::Confirmed | Life::Ended(Ending::Finished | Ending::ByMember))
}

/// What a repair would do. Nothing is changed.
///
/// # Errors
/// [`RoundError::NotFound`]; [`RoundError::Changed`] when the round is not published; [`RoundError::AnswerBy`] when new
/// duos would have no day left to answer; [`RoundError::Propose`]; those of the database.
pub fn repair_preview(store: &Store, id: i64, now: DateTime<Utc>) -> Result<Repair, RoundError> {
    work_out(&store.read(|c| base(c, id, None, now))?)
}

/// Repairs a round: the members of new duos are introduced, with the name of whom they were a duo with before.
///
/// Reads, computes without holding the database, and writes only if no duo changed meanwhile; then it begins anew, a few
/// times.
///
/// # Errors
/// As [`repair_preview`]; [`RoundError::Changed`] also when the round was changed since `version`.
pub fn repair(
    store: &Store,
    policy: &Policy,
    id: i64,
    version: Option<i32>,
    now: DateTime<Utc>,
) -> Result<Repair, RoundError> {
    let mut tries = 3;
    loop {
        let base = store.read(|c| base(c, id, version, now))?;
        let repair = work_out(&base)?;
        let kept = store.write(|c| keep(c, policy, id, (&base, &repair), now));
        tries -= 1;
        match kept {
            // Somebody answered in the meantime.
            Err(RoundError::Outdated(_)) if tries > 0 => {}
            Err(RoundError::Outdated(_)) => return Err(RoundError::Changed),
            Err(other) => return Err(other),
            Ok(()) => return Ok(repair),
        }
    }
}

fn base(c: &mut Connection, id: i64, version: Option<i32>, now: DateTime<Utc>) -> Result<Base, RoundError> {
    let round = seen(c, id, version)?;
    if round.state != RoundState::Published {
        return Err(RoundError::Changed);
    }
    if round.answer_by <= now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    let mut frozen = inputs::frozen(c, id)?.ok_or(RoundError::Changed)?;
    let duos = duos::of_round(c, id)?;
    let participants = rounds::participants(c, id)?;
    let now_there: HashMap<EmailAddress, _> = professionals::by_ids(c, &participants)?
        .into_iter()
        .map(|person| (person.profile.email().clone(), person))
        .collect();
    let held: HashSet<i64> = duos.iter().filter(|d| holds(d)).flat_map(|d| ends(d).map(|(_, id)| id)).collect();
    let mut ids = Vec::with_capacity(frozen.people.len());
    let mut away = Vec::new();
    let mut apart = Vec::new();
    frozen.people.retain(|profile| {
        let Some(person) = now_there.get(profile.email()) else { return false };
        let active = person.standing == Part::Active;
        // Somebody who is paused keeps the duo they have; they get no other.
        if !active && !held.contains(&person.id) {
            return false;
        }
        if !active {
            away.push(profile.email().clone());
        }
        ids.push(person.id);
        apart.extend(
            person
                .profile
                .avoid()
                .iter()
                .chain(person.profile.reports_to())
                .cloned()
                .filter_map(|other| Couple::new(profile.email().clone(), other).ok()),
        );
        true
    });
    let here: HashSet<&EmailAddress> = frozen.people.iter().map(Profile::email).collect();
    for away in &away {
        apart.extend(here.iter().filter_map(|other| Couple::new(away.clone(), (*other).clone()).ok()));
    }
    apart.retain(|couple| here.contains(couple.one()) && here.contains(couple.other()));
    frozen.settings.banned.extend(apart);
    let earlier = earlier_duos(c, round.programme_id, Some(id))?.into_iter().map(Couple::into_both).collect();
    Ok(Base { version: round.version, frozen, ids, duos, earlier })
}

fn ends(duo: &Duo) -> [(Side, i64); 2] {
    [Side::Learner, Side::Guide].map(|side| (side, duo.member(side).professional_id))
}

fn work_out(base: &Base) -> Result<Repair, RoundError> {
    let place: HashMap<i64, usize> = base.ids.iter().copied().zip(0..).collect();
    let in_trio = in_trio(base);
    let [mut confirmed, mut introduced, mut declined] = [Vec::new(), Vec::new(), Vec::new()];
    let mut duo_at = HashMap::new();
    for duo in &base.duos {
        let [learner, guide] = ends(duo).map(|(_, id)| place.get(&id).copied());
        let Some(pair) = learner.zip(guide) else { continue };
        // In one pool the engine has the lesser first.
        duo_at.insert(pair, duo.id);
        match duo.life {
            _ if holds(duo) || in_trio(duo) => confirmed.push(pair),
            Life::Open(_) if duo.state == DuoState::Introduced => introduced.push(pair),
            _ => declined.push(pair),
        }
    }
    let standing = Standing { confirmed: &confirmed, introduced: &introduced, declined: &declined };
    let found = engine::repair(&base.frozen.people, &base.frozen.settings, &base.earlier, standing).map_err(
        |error| match error {
            RepairError::Propose(error) => RoundError::Propose(error),
            other => StoreError::Corrupt(format!("a round cannot be repaired: {other}")).into(),
        },
    )?;
    let known = |pair: (usize, usize)| duo_at.get(&pair).copied();
    let new = found.new.iter().map(|pair| NewPair {
        learner: base.ids[pair.learner],
        guide: base.ids[pair.guide],
        score: pair.reasons.score(),
        reasons: pair.reasons,
    });
    Ok(Repair {
        version: base.version,
        new: new.collect(),
        stands: found.stands.iter().filter_map(|pair| known((pair.learner, pair.guide))).collect(),
        disturbed: found.disturbed.into_iter().filter_map(known).collect(),
        optimal: found.optimal,
    })
}

/// Whether a duo is one of a trio, one of whom is in another of its duos as well: these are not taken apart, for then two
/// of three would be left.
fn in_trio(base: &Base) -> impl Fn(&Duo) -> bool {
    let settings = &base.frozen.settings;
    let is_open = |duo: &Duo| holds(duo) || matches!(duo.life, Life::Open(_)) && duo.state == DuoState::Introduced;
    let mut duos_of: HashMap<i64, usize> = HashMap::new();
    if settings.kind == Kind::Mutual && settings.trio {
        let open = base.duos.iter().filter(|duo| is_open(duo));
        open.flat_map(ends).for_each(|(_, member)| *duos_of.entry(member).or_default() += 1);
    }
    move |duo| is_open(duo) && ends(duo).iter().any(|(_, member)| duos_of.get(member).is_some_and(|duos| *duos > 1))
}

fn keep(
    c: &mut Connection,
    policy: &Policy,
    id: i64,
    (base, repair): (&Base, &Repair),
    now: DateTime<Utc>,
) -> Result<(), RoundError> {
    let round = published(c, id, Some(base.version))?;
    let lives = |duos: &[Duo]| duos.iter().map(|duo| (duo.id, duo.life)).collect::<Vec<_>>();
    // Whoever answers takes the duo first: from here on they wait.
    let mut current = Vec::with_capacity(base.duos.len());
    for duo in &base.duos {
        current.push(if duo.life.is_over() {
            duo.clone()
        } else {
            duos::lock(c, duo.id)?.ok_or(RoundError::Changed)?
        });
    }
    if lives(&current) != lives(&base.duos) || lives(&duos::of_round(c, id)?) != lives(&base.duos) {
        return Err(RoundError::Outdated(Vec::new()));
    }
    let go_on: HashSet<i64> = repair.new.iter().flat_map(|pair| [pair.learner, pair.guide]).collect();
    for duo in &current {
        let no_stands = matches!(duo.life, Life::Open(_)) && duo.state == DuoState::Declined;
        if no_stands || repair.disturbed.contains(&duo.id) {
            let goes_on = Both {
                learner: go_on.contains(&duo.learner.professional_id),
                guide: go_on.contains(&duo.guide.professional_id),
            };
            steps::take(c, policy, &round, duo, Event::TakenApart { goes_on }, now)?;
        }
    }
    for pair in &repair.new {
        let reasons = serde_json::to_string(&pair.reasons).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        let new = NewDuo { learner: pair.learner, guide: pair.guide, score: pair.score, reasons };
        let made = duos::add(c, id, &new)?;
        for (side, member) in [(Side::Learner, pair.learner), (Side::Guide, pair.guide)] {
            if let Some(earlier) = last_partner(&current, member) {
                let name = professionals::by_id(c, earlier)?.profile.first_name().to_owned();
                duo_life::set_instead_of(c, made, side, &name)?;
            }
        }
        let duo = duos::by_id(c, made)?.ok_or(RoundError::Changed)?;
        steps::take(c, policy, &round, &duo, Event::Published, now)?;
    }
    let served =
        |side| repair.new.iter().map(move |pair| if side == Side::Learner { pair.learner } else { pair.guide });
    let mut unmatched = rounds::unmatched(c, id)?;
    unmatched.retain(|one| !served(one.side).any(|id| id == one.professional_id));
    rounds::set_unmatched(c, id, &unmatched)?;
    Ok(())
}

/// With whom somebody was a duo last in this round, of those that came to nothing.
fn last_partner(duos: &[Duo], member: i64) -> Option<i64> {
    let of = duos.iter().filter(|duo| !holds(duo)).filter_map(|duo| Some((duo.id, duo.side_of(member)?, duo)));
    of.max_by_key(|(id, ..)| *id).map(|(_, side, duo)| duo.member(side.other()).professional_id)
}
