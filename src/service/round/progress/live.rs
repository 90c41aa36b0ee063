//! A published round as it is today: who of its people may be given a new duo, and the one way in which duos of such a round
//! are made and stopped.
//!
//! A new duo holds to the profiles, rules and seats of this moment. A duo that stands is left standing, whatever profiles say.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;

use super::{not_held_back, published};
use crate::domain::duo::lifecycle::{DuoLifecycle, Ending, Event, PerSide};
use crate::domain::{
    AddressPair, Answer, Change, DuoId, DuoState, Kind, ProfessionalId, RoundId, RoundSettings, RoundState, Side,
};
use crate::matching::{Pair, Reasons, Rules};
use crate::service::Context;
use crate::service::duo::transition;
use crate::service::round::{Obstacle, RoundError, RoundInputs, history, load_expecting_version};
use crate::store::duo::duos::{Duo, NewDuo};
use crate::store::duo::{duo_life, duos};
use crate::store::person::{professionals, undeliverable};
use crate::store::programme::programmes;
use crate::store::round::live::SecondChance;
use crate::store::round::rounds::Round;
use crate::store::round::{live as kept, rounds};
use crate::store::{Connection, StoreError};

/// A duo that would be made: identifiers of professionals.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in `Duo`")]
pub struct NewPair {
    pub learner: ProfessionalId,
    pub guide: ProfessionalId,
    pub score: i64,
    pub reasons: Reasons,
    /// The duos that it takes the place of, by identifier: without them being stopped it cannot be.
    pub needs: Vec<DuoId>,
}

/// A published round with the facts of this moment.
pub(crate) struct Live {
    pub(crate) round: Round,
    pub(crate) duos: Vec<Duo>,
    pub(crate) material: RoundInputs,
    /// Those of the round, without what was fixed for its proposal.
    pub(crate) settings: RoundSettings,
    unreachable: HashSet<ProfessionalId>,
    second_chances: HashMap<ProfessionalId, SecondChance>,
}

/// What is done to the duos of a published round at one moment.
#[derive(Debug)]
pub(crate) struct Regroup<'a> {
    pub(crate) change: Change,
    /// The duos that no longer stand, by identifier.
    pub(crate) stop: &'a [DuoId],
    /// Learner and guide.
    pub(crate) new: &'a [(ProfessionalId, ProfessionalId)],
    /// Why, for coordinators only.
    pub(crate) reason: Option<&'a str>,
}

impl Regroup<'_> {
    fn is_repair(&self) -> bool {
        self.change == Change::Repair
    }
}

/// Both members of a duo, with their sides.
pub(crate) fn ends(duo: &Duo) -> [(Side, ProfessionalId); 2] {
    [Side::Learner, Side::Guide].map(|side| (side, duo.member(side).professional_id))
}

/// Whether a duo waits for an answer or goes on, or somebody may still change their mind.
pub(crate) const fn stands(duo: &Duo) -> bool {
    matches!(duo.life, DuoLifecycle::AwaitingAnswers(_) | DuoLifecycle::Confirmed)
}

/// Whether a coordinator can stop a duo by hand: it stands, and nobody said a no that may still be taken back.
pub(crate) fn can_stop(duo: &Duo) -> bool {
    duo.life.on(Event::Stopped { goes_on: PerSide::default() }).is_ok()
}

/// Whether a duo keeps its members from a repair: it stands, or it is done. (After a duo that a member ended, people wait for
/// the next round: that is what they were told.)
pub(crate) const fn holds(duo: &Duo) -> bool {
    stands(duo) || matches!(duo.life, DuoLifecycle::Ended(Ending::Finished | Ending::ByMember))
}

/// When somebody said no to a duo, or let its day pass without a word.
fn refused_at(duo: &Duo, side: Side) -> Option<NaiveDateTime> {
    let member = duo.member(side);
    match (duo.life, member.answer) {
        (DuoLifecycle::Declined, Some(Answer::Declined)) => member.answered_at.or(duo.introduced_at),
        (DuoLifecycle::Lapsed, None) => duo.introduced_at,
        _ => None,
    }
}

impl Live {
    /// Reads a round that is published. A round that is closed can be read as well, to stop a duo that goes on in it.
    pub(crate) fn read(c: &mut Connection, id: RoundId, version: Option<i32>) -> Result<Self, RoundError> {
        let round = load_expecting_version(c, id, version)?;
        if !matches!(round.state, RoundState::Published | RoundState::Closed) {
            return Err(RoundError::Changed);
        }
        let duos = duos::of_round(c, id)?;
        let material = RoundInputs::of(c, &round)?;
        let settings = RoundSettings { locked: Vec::new(), ..round.settings.clone() };
        let refused = undeliverable::of_programme(c, round.programme_id)?;
        let unreachable = refused.into_iter().map(|(professional, _)| professional).collect();
        let second_chances = kept::second_chances(c, id)?;
        Ok(Self { round, duos, material, settings, unreachable, second_chances })
    }

    /// The rules of today.
    pub(crate) fn rules(&self) -> Rules<'_> {
        self.material.rules(&self.settings)
    }

    pub(crate) fn duo(&self, id: DuoId) -> Result<&Duo, RoundError> {
        self.duos.iter().find(|duo| duo.id == id).ok_or(RoundError::NotFound)
    }

    fn of(&self, professional: ProfessionalId) -> impl Iterator<Item = (&Duo, Side)> {
        self.duos.iter().filter_map(move |duo| Some((duo, duo.side_of(professional)?)))
    }

    /// How many more duos of this round somebody can be given on a side, when the duos that `counts` tells are theirs.
    pub(crate) fn room(
        &self,
        rules: &Rules<'_>,
        (id, side): (ProfessionalId, Side),
        counts: impl Fn(&Duo) -> bool,
    ) -> u32 {
        let Some(place) = self.material.place(id) else { return 0 };
        let offered = match side {
            Side::Learner => u32::from(rules.sides().is_left(place)),
            Side::Guide => rules.sides().seats(place),
        };
        let both_learn = self.settings.kind.both_learn();
        let taken = self.of(id).filter(|(duo, at)| (both_learn || *at == side) && counts(duo)).count();
        offered.saturating_sub(u32::try_from(taken).unwrap_or(u32::MAX))
    }

    /// Whether somebody said no to their last duo, or said nothing, and did not say since that they want somebody else.
    pub(crate) fn has_refused(&self, professional: ProfessionalId) -> bool {
        let refused = self.of(professional).filter_map(|(duo, side)| refused_at(duo, side)).max();
        let introduced = self.of(professional).filter_map(|(duo, _)| duo.introduced_at).max();
        refused >= introduced && refused.is_some() && self.second_chance(professional).wants != Some(true)
    }

    /// Who said no, or nothing, to their last duo, has none now, and could be given another.
    pub(crate) fn refusers(&self, rules: &Rules<'_>) -> impl Iterator<Item = ProfessionalId> {
        let could = |id: ProfessionalId| Side::ALL.iter().any(|side| self.room(rules, (id, *side), stands) > 0);
        self.material.ids.iter().copied().filter(move |id| {
            self.is_reachable(*id) && self.has_refused(*id) && !self.of(*id).any(|(duo, _)| holds(duo)) && could(*id)
        })
    }

    pub(crate) fn second_chance(&self, professional: ProfessionalId) -> SecondChance {
        self.second_chances.get(&professional).copied().unwrap_or_default()
    }

    pub(crate) fn is_reachable(&self, professional: ProfessionalId) -> bool {
        !self.unreachable.contains(&professional)
    }

    /// Whether a coordinator fixed a duo before the publication, or made it after.
    fn is_fixed(&self, duo: &Duo) -> bool {
        let two = self.material.couple(duo.learner.professional_id, duo.guide.professional_id);
        let locked = |two: &AddressPair| self.round.settings.locked.iter().any(|couple| couple.same_as(two));
        duo.by_hand || two.as_ref().is_some_and(locked)
    }

    /// The duos that a repair may take apart: nobody has said anything, and no coordinator made them. Who said no to another
    /// duo of the round is not given somebody else in place of the one that they have.
    ///
    /// One of a trio, one of whom is in another of its duos as well, is not taken apart: then two of three would be left.
    pub(crate) fn disturbable(&self) -> impl Iterator<Item = &Duo> {
        let mut duos_of: HashMap<ProfessionalId, usize> = HashMap::new();
        if self.settings.kind == Kind::Mutual {
            let standing = self.duos.iter().filter(|duo| stands(duo));
            standing.flat_map(ends).for_each(|(_, member)| *duos_of.entry(member).or_default() += 1);
        }
        self.duos.iter().filter(move |duo| {
            let is_silent = ends(duo).iter().all(|(side, _)| duo.member(*side).answer.is_none());
            let in_trio = ends(duo).iter().any(|(_, member)| duos_of.get(member).is_some_and(|duos| *duos > 1));
            let is_here = ends(duo)
                .iter()
                .all(|(_, member)| self.material.place(*member).is_some() && !self.has_refused(*member));
            duo.state == DuoState::Introduced && is_silent && is_here && !in_trio && !self.is_fixed(duo)
        })
    }

    /// What keeps two people from being a duo, when `without` no longer stand and `beside` are made as well.
    pub(crate) fn obstacle(
        &self,
        rules: &Rules<'_>,
        (learner, guide): (ProfessionalId, ProfessionalId),
        without: &[DuoId],
        beside: &[(ProfessionalId, ProfessionalId)],
    ) -> Option<Obstacle> {
        for id in [learner, guide] {
            if self.material.place(id).is_none() {
                return Some(Obstacle::NotHere(id));
            }
            if !self.is_reachable(id) {
                return Some(Obstacle::Unreachable(id));
            }
        }
        let both = [learner, guide];
        let same = |one: ProfessionalId, other: ProfessionalId| both == [one, other] || both == [other, one];
        let were = self.duos.iter().any(|duo| same(duo.learner.professional_id, duo.guide.professional_id));
        // A round may have two people guide each other.
        let both_ways = !rules.is_one_way() && !self.settings.kind.both_learn();
        let beside_each_other = |(one, other): &(ProfessionalId, ProfessionalId)| {
            if both_ways { both == [*one, *other] } else { same(*one, *other) }
        };
        if were || beside.iter().any(beside_each_other) {
            return Some(Obstacle::Together);
        }
        let (left, right) = self.material.place(learner).zip(self.material.place(guide))?;
        if let Some(rule) = rules.first_against(left, right) {
            return Some(Obstacle::Rule(rule));
        }
        for (id, side) in [(learner, Side::Learner), (guide, Side::Guide)] {
            let room = self.room(rules, (id, side), |duo| stands(duo) && !without.contains(&duo.id));
            let both_learn = self.settings.kind.both_learn();
            let more = beside.iter().filter(|(one, other)| match side {
                _ if both_learn => *one == id || *other == id,
                Side::Learner => *one == id,
                Side::Guide => *other == id,
            });
            if usize::try_from(room).unwrap_or(usize::MAX) <= more.count() {
                return Some(Obstacle::Taken(id));
            }
        }
        None
    }

    /// Two people as a duo of this round has them: where both learn, on whichever sides they may stand.
    pub(crate) fn in_order(
        &self,
        rules: &Rules<'_>,
        (one, other): (ProfessionalId, ProfessionalId),
    ) -> (ProfessionalId, ProfessionalId) {
        let places = self.material.place(one).zip(self.material.place(other));
        match (self.settings.kind, places) {
            (Kind::Mutual, _) => (one.min(other), one.max(other)),
            (Kind::Exchange, Some((a, b))) if !rules.sides().allow(a, b) && rules.sides().allow(b, a) => (other, one),
            _ => (one, other),
        }
    }

    /// Two people as a new duo, whether or not they may be one; nothing when one of them does not take part.
    pub(crate) fn pair(
        &self,
        rules: &Rules<'_>,
        (learner, guide): (ProfessionalId, ProfessionalId),
        stop: &[DuoId],
    ) -> Option<NewPair> {
        let reasons = Pair::of(self.material.place(learner)?, self.material.place(guide)?, rules).reasons;
        let needs = |duo: &&Duo| {
            let shares = ends(duo).iter().any(|(_, id)| *id == learner || *id == guide);
            stop.contains(&duo.id) && shares
        };
        let needs = self.duos.iter().filter(needs).map(|duo| duo.id).collect();
        Some(NewPair { learner, guide, score: reasons.score(), reasons, needs })
    }
}

/// Stops and makes duos of a published round in this transaction: the members of new duos are introduced, whoever is left
/// without is told, and the log has one line. Only what still holds is done: facts are read again here.
///
/// # Errors
/// [`RoundError::Changed`] when the round was changed since `version`, or a duo to be stopped is no longer as it was;
/// [`RoundError::Obstacles`]; those of the database.
pub(crate) fn regroup(
    cx: &mut Context<'_>,
    (id, version): (RoundId, Option<i32>),
    regroup: &Regroup<'_>,
) -> Result<(), RoundError> {
    let round = if regroup.new.is_empty() { not_held_back(cx, id, version)? } else { published(cx, id, version)? };
    rounds::bump_version(cx.c, &round)?;
    if !regroup.new.is_empty() && round.answer_by <= cx.now.date_naive() {
        return Err(RoundError::AnswerBy);
    }
    // Two rounds do not give the same seat away, and nobody answers a duo while it is taken apart.
    programmes::lock(cx.c, round.programme_id)?;
    let mut stop = Vec::with_capacity(regroup.stop.len());
    for duo in regroup.stop {
        stop.push(
            duos::lock(cx.c, *duo)?.filter(|duo| duo.round_id == id && can_stop(duo)).ok_or(RoundError::Changed)?,
        );
    }
    let live = Live::read(cx.c, id, None)?;
    if regroup.is_repair() {
        let loose: HashSet<DuoId> = live.disturbable().map(|duo| duo.id).collect();
        let new = regroup.new.iter().flat_map(|(one, other)| [*one, *other]);
        if !stop.iter().all(|duo| loose.contains(&duo.id)) || new.into_iter().any(|id| live.has_refused(id)) {
            return Err(RoundError::Changed);
        }
    }
    let rules = live.rules();
    let beside = |place: usize| &regroup.new[..place];
    let obstacles = regroup
        .new
        .iter()
        .enumerate()
        .filter_map(|(place, pair)| Some((*pair, live.obstacle(&rules, *pair, regroup.stop, beside(place))?)));
    let obstacles: Vec<_> = obstacles.collect();
    if !obstacles.is_empty() {
        return Err(RoundError::Obstacles(obstacles));
    }
    stop_duos(cx, &live, &stop, regroup)?;
    for pair in regroup.new {
        let new = live.pair(&rules, *pair, regroup.stop).ok_or(RoundError::Changed)?;
        introduce(cx, &live, &new, regroup)?;
    }
    let members: Vec<ProfessionalId> = regroup.new.iter().flat_map(|(one, other)| [*one, *other]).collect();
    kept::forget_second_chances(cx.c, id, &members)?;
    let mut unmatched = rounds::unmatched(cx.c, id)?;
    unmatched.retain(|one| !members.contains(&one.professional_id));
    rounds::set_unmatched(cx.c, id, &unmatched)?;
    history::record_applied(cx, id, regroup.change)
}

fn stop_duos(cx: &mut Context<'_>, live: &Live, stop: &[Duo], regroup: &Regroup<'_>) -> Result<(), StoreError> {
    let go_on: HashSet<ProfessionalId> = regroup.new.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let event = |duo: &Duo| {
        let goes_on = PerSide {
            learner: go_on.contains(&duo.learner.professional_id),
            guide: go_on.contains(&duo.guide.professional_id),
        };
        if regroup.is_repair() { Event::Dissolved { goes_on } } else { Event::Stopped { goes_on } }
    };
    let events: Vec<(&Duo, Event)> = stop.iter().map(|duo| (duo, event(duo))).collect();
    transition::apply_all(cx, &live.round, &events)?;
    if let Some(reason) = regroup.reason {
        stop.iter().try_for_each(|duo| kept::set_stop_reason(cx.c, duo.id, reason))?;
    }
    Ok(())
}

/// Makes one duo, and tells both members.
fn introduce(cx: &mut Context<'_>, live: &Live, pair: &NewPair, regroup: &Regroup<'_>) -> Result<(), RoundError> {
    let reasons = serde_json::to_string(&pair.reasons).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let new = NewDuo { learner: pair.learner, guide: pair.guide, score: pair.score, reasons };
    let made = duos::add(cx.c, live.round.id, &new)?;
    if !regroup.is_repair() {
        kept::note_by_hand(cx.c, made)?;
    }
    for (side, member) in [(Side::Learner, pair.learner), (Side::Guide, pair.guide)] {
        if let Some(earlier) = live.replaced(member, regroup.stop) {
            let name = professionals::by_id(cx.c, earlier)?.profile.first_name().to_owned();
            duo_life::set_instead_of(cx.c, made, side, &name)?;
        }
    }
    let duo = duos::by_id(cx.c, made)?.ok_or(RoundError::Changed)?;
    transition::apply(cx, &live.round, &duo, Event::Published)?.ok_or(RoundError::Changed)?;
    Ok(())
}

impl Live {
    /// In whose place somebody's new partner comes: the partner of a duo that is stopped now, or else of the last one in this
    /// round that came to nothing.
    fn replaced(&self, professional: ProfessionalId, stop: &[DuoId]) -> Option<ProfessionalId> {
        let came_to_nothing = |duo: &Duo| stop.contains(&duo.id) || !holds(duo);
        let theirs = self.of(professional).filter(|(duo, _)| came_to_nothing(duo));
        let last = theirs.max_by_key(|(duo, _)| (stop.contains(&duo.id), duo.id))?;
        Some(last.0.member(last.1.other()).professional_id)
    }
}
