//! A round made ready: everything about it that does not depend on its weights is looked up once.
//!
//! So a changed weight costs no more than new proposals, without their reasons ([`Prepared::preview`]).

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::domain::{Kind, Preference, Profile, RoundSettings, Weights};

use super::history::History;
use super::index::{Blocks, CompiledWeights, Index, Looked, PairSide};
use super::market::Market;
use super::pairs::Pair;
use super::rules::Rules;
use super::trio::{Trio, trio};
use super::{MAX_POOL_PAIRS, ProposeError, locks, order};
use assign::{Assignment, Edge, PoolInstance, Twins, assign_implicit, assign_pool, in_chunks, to_u32};

/// Of how many people of one pool the pairs are looked up at a time.
const STRETCH: usize = 16;

/// A round with its rules, its order, and an index of its people.
#[derive(Debug)]
pub struct Prepared<'a> {
    rules: Rules<'a>,
    index: Index,
    /// Lefts and rights in the order of the round's seed and their addresses; in one pool both are everybody.
    lefts: Vec<usize>,
    rights: Vec<usize>,
    /// The pairs that must stand, by left, then right.
    locked: Vec<(usize, usize)>,
}

/// What a round would come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preview {
    /// How many duos.
    pub duos: usize,
    /// The sum of their scores.
    pub total: i128,
    /// The lowest of them, if there are any.
    pub lowest: Option<i64>,
    /// How many lefts have no duo; in one pool how many people.
    pub without: usize,
    /// Whether it is proved that it cannot be done better.
    pub optimal: bool,
    /// What the sum is proved not to exceed: see [`super::Proposal::bound`].
    pub bound: i128,
}

impl<'a> Prepared<'a> {
    /// Makes a round ready.
    ///
    /// # Errors
    /// [`ProposeError`], but not [`ProposeError::Assign`].
    pub fn new(
        participants: &'a [Profile],
        settings: &'a RoundSettings,
        history: &'a History,
    ) -> Result<Self, ProposeError> {
        if settings.kind == Kind::Exchange && settings.groups.is_none() {
            return Err(ProposeError::NoGroups);
        }
        let mut seen = HashSet::new();
        if let Some(twice) = participants.iter().find(|p| !seen.insert(p.email())) {
            return Err(ProposeError::SameAddress(twice.email().clone()));
        }
        let rules = Rules::new(participants, settings, history);
        let sorted = |of: Vec<usize>| -> Vec<usize> {
            let names = of.iter().map(|i| participants[*i].email().as_str());
            order::canonical(settings.seed, names).into_iter().map(|place| of[place]).collect()
        };
        let lefts = sorted(rules.sides().lefts().collect());
        let rights = if rules.sides().one_pool() { lefts.clone() } else { sorted(rules.sides().rights().collect()) };
        let index = Index::new(rules.people(), rules.apart(), lefts.clone(), &rights);
        let locked = locks::locked(participants, settings, &rules).map_err(ProposeError::Lock)?;
        Ok(Self { rules, index, lefts, rights, locked: locked.iter().map(Pair::ends).collect() })
    }

    /// The rules of the round.
    #[must_use]
    pub const fn rules(&self) -> &Rules<'a> {
        &self.rules
    }

    /// The pairs that must stand, by left, then right.
    #[must_use]
    pub fn locked(&self) -> &[(usize, usize)] {
        &self.locked
    }

    /// With whom a participant may be on one side of the round, in the order of the participants.
    #[must_use]
    pub(crate) fn eligible(&self, person: usize, side: PairSide) -> Vec<usize> {
        self.index.eligible(person, side, &self.own_measure())
    }

    /// Whether there is anybody with whom a participant may be on one side.
    pub(crate) fn is_eligible(&self, person: usize, side: PairSide) -> bool {
        self.index.is_eligible(person, side, &self.own_measure())
    }

    /// Some of the participants, for [`Self::eligible_among`].
    pub(crate) fn only(&self, people: &[usize]) -> Blocks {
        self.index.only(people)
    }

    /// Those of some participants with whom somebody may be on one side, in no order.
    pub(crate) fn eligible_among<'b>(
        &'b self,
        person: usize,
        side: PairSide,
        among: &'b Blocks,
    ) -> impl Iterator<Item = usize> + 'b {
        self.index.eligible_among(person, side, self.own_measure(), among)
    }

    /// With whom a left may be, as far as they have a place, and their scores; at most so many of them.
    pub(crate) fn scored(
        &self,
        left: usize,
        most: usize,
        place: impl Fn(usize) -> Option<usize>,
    ) -> (Vec<(usize, i64)>, Looked) {
        self.index.scored(left, &self.own_measure(), most, place)
    }

    /// Every pair that may be a duo, by left, then right; in one pool each once, the lesser first.
    pub(crate) fn pairs(&self) -> Vec<Pair> {
        let one_pool = self.rules.sides().one_pool();
        let of_left = |left: usize| {
            let rights =
                self.eligible(left, PairSide::Left).into_iter().filter(move |right| !one_pool || left < *right);
            rights.map(move |right| Pair::of(left, right, &self.rules))
        };
        self.rules.sides().lefts().flat_map(of_left).collect()
    }

    /// What the round would come to with these weights and this preference.
    ///
    /// # Errors
    /// [`ProposeError::Assign`].
    pub fn preview(&self, weights: &Weights, prefer: Preference) -> Result<Preview, ProposeError> {
        Ok(self.seen(&self.choose(weights, prefer)?, weights))
    }

    /// The same for several preferences at once: what they have in common is made once, and each is solved on a thread of
    /// its own.
    ///
    /// # Errors
    /// [`ProposeError::Assign`].
    pub fn previews<const N: usize>(
        &self,
        weights: &Weights,
        prefer: [Preference; N],
    ) -> Result<[Preview; N], ProposeError> {
        let mut previews = [Preview::default(); N];
        for (preview, found) in previews.iter_mut().zip(self.choose_each(weights, &prefer)) {
            *preview = self.seen(&found?, weights);
        }
        Ok(previews)
    }

    fn seen(&self, found: &Assignment, weights: &Weights) -> Preview {
        let measure = self.measure(weights);
        let score = |left, right| self.index.score(left, right, &measure);
        let locked = self.locked.iter().map(|(left, right)| score(*left, *right));
        let mut scores: Vec<i64> = found.edges().iter().map(|e| e.score).chain(locked).collect();
        let members = if self.rules.sides().one_pool() { 2 } else { 1 };
        let mut without = self.lefts.len() - members * scores.len();
        if let Some(trio) = self.joined(found, without, score) {
            scores.extend(trio.joined().map(|(one, other)| score(one, other)));
            without = 0;
        }
        let total: i128 = scores.iter().copied().map(i128::from).sum();
        Preview {
            duos: scores.len(),
            total,
            bound: found.bound().saturating_add(total - found.total()),
            lowest: scores.iter().copied().min(),
            without,
            optimal: found.optimal(),
        }
    }

    /// The trio that the one left over of a pool makes, where the round has it so.
    fn joined(&self, found: &Assignment, without: usize, score: impl Fn(usize, usize) -> i64) -> Option<Trio> {
        if !(self.rules.settings().trio && self.rules.sides().one_pool() && without == 1) {
            return None;
        }
        let ends = found.edges().iter().map(|e| (e.left, e.right)).chain(self.locked.iter().copied());
        let ends: Vec<(usize, usize)> = ends.collect();
        let paired: HashSet<usize> = ends.iter().flat_map(|(one, other)| [*one, *other]).collect();
        let third = self.lefts.iter().copied().find(|person| !paired.contains(person))?;
        trio(&ends, third, &self.rules, score)
    }

    /// By the weights of the round itself.
    fn own_measure(&self) -> CompiledWeights {
        self.measure(&self.rules.settings().weights)
    }

    fn measure(&self, weights: &Weights) -> CompiledWeights {
        CompiledWeights::new(weights, self.rules.sides().direction(), self.rules.novelty_counts())
    }

    /// The duos of those who are not locked, by the indices of participants; prices go by that of the right.
    pub(crate) fn choose(&self, weights: &Weights, prefer: Preference) -> Result<Assignment, ProposeError> {
        self.choose_each(weights, &[prefer]).swap_remove(0)
    }

    /// The same for each of these preferences.
    fn choose_each(&self, weights: &Weights, prefer: &[Preference]) -> Vec<Result<Assignment, ProposeError>> {
        if self.rules.sides().one_pool() {
            self.in_pool(weights, prefer)
        } else {
            self.between_sides(weights, prefer).into_iter().map(Ok).collect()
        }
    }

    fn between_sides(&self, weights: &Weights, prefer: &[Preference]) -> Vec<Assignment> {
        let busy: HashSet<usize> = self.locked.iter().map(|(left, _)| *left).collect();
        let mut taken: HashMap<usize, usize> = HashMap::new();
        for (_, right) in &self.locked {
            *taken.entry(*right).or_default() += 1;
        }
        let lefts: Vec<usize> = self.lefts.iter().copied().filter(|left| !busy.contains(left)).collect();
        // More seats than one that is always free are of no use.
        let seats = |right: &usize| {
            let seats = usize::try_from(self.rules.sides().seats(*right)).unwrap_or(usize::MAX);
            seats.saturating_sub(taken.get(right).copied().unwrap_or(0)).min(lefts.len() + 1)
        };
        let mut right_of = vec![u32::MAX; self.rules.participants().len()];
        for (place, right) in self.rights.iter().enumerate() {
            right_of[*right] = to_u32(place);
        }
        let seats = self.rights.iter().map(seats).collect();
        let participants = self.rules.participants().len();
        let one_way = self.rules.is_one_way();
        let twins = one_way.then(|| Twins::new(&lefts, &self.rights, participants));
        // Who guides somebody who is locked to them is not guided by them as well.
        let turned = self.locked.iter().filter(|_| one_way).map(|(left, right)| (*right, *left));
        let mut barred: Vec<(usize, usize)> = turned.collect();
        barred.sort_unstable();
        let sides = (&self.rights[..], &right_of[..]);
        let market = Market::new(&self.index, self.measure(weights), &lefts, sides, seats, barred);
        let solved = |prefer: Preference| assign_implicit(&market, twins.as_ref(), prefer.into());
        at_once(prefer, |prefer| solved(prefer).renamed(&lefts, &self.rights, participants))
    }

    fn in_pool(&self, weights: &Weights, prefer: &[Preference]) -> Vec<Result<Assignment, ProposeError>> {
        let free = self.free_in_pool();
        let edges = self.edges_among(&free, &self.measure(weights), MAX_POOL_PAIRS);
        let problem = edges.and_then(|edges| PoolInstance::new(free.len(), edges).map_err(ProposeError::Assign));
        at_once(prefer, |prefer| {
            let found = assign_pool(problem.as_ref().map_err(Clone::clone)?, prefer.into());
            Ok(found.renamed_in_pool(|e| Edge { left: free[e.left], right: free[e.right], ..*e }.lesser_first()))
        })
    }

    /// Those of one pool who are not locked, in their order.
    pub(crate) fn free_in_pool(&self) -> Vec<usize> {
        let busy: HashSet<usize> = self.locked.iter().flat_map(|(one, other)| [*one, *other]).collect();
        self.lefts.iter().copied().filter(|person| !busy.contains(person)).collect()
    }

    /// The pairs of these people of one pool, by their places among them.
    ///
    /// # Errors
    /// [`ProposeError::TooManyPairs`] when they are more than `most`.
    fn edges_among(&self, people: &[usize], measure: &CompiledWeights, most: usize) -> Result<Vec<Edge>, ProposeError> {
        let found = AtomicUsize::new(0);
        let mut place = vec![None; self.rules.participants().len()];
        people.iter().enumerate().for_each(|(at, person)| place[*person] = Some(at));
        let of_some = |(): &mut (), some: Range<usize>| {
            let mut edges = Vec::new();
            for left in some.take_while(|_| found.load(Ordering::Relaxed) <= most) {
                // Each pair once: by the first of the two.
                let later = |other: usize| place[other].filter(|right| left < *right);
                let (mut partners, _) = self.index.scored(people[left], measure, usize::MAX, later);
                partners.sort_unstable();
                found.fetch_add(partners.len(), Ordering::Relaxed);
                edges.extend(partners.into_iter().map(|(right, score)| Edge { left, right, score }));
            }
            edges
        };
        let edges = in_chunks(people.len(), STRETCH, || (), of_some);
        if found.into_inner() > most { Err(ProposeError::TooManyPairs) } else { Ok(edges.concat()) }
    }
}

/// Answers for each preference, the last one here and each other on a thread of its own.
fn at_once<T: Send>(prefer: &[Preference], answer: impl Fn(Preference) -> T + Sync) -> Vec<T> {
    let Some((last, others)) = prefer.split_last() else { return Vec::new() };
    thread::scope(|scope| {
        let answer = &answer;
        let others: Vec<_> = others.iter().map(|prefer| scope.spawn(move || answer(*prefer))).collect();
        let last = answer(*last);
        let others = others.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        others.chain([last]).collect()
    })
}
