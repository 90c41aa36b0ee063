//! What it would cost if two people of a pool had to be a pair, from where the searches ended and without solving anew.
//!
//! A pair that has to be takes two people away from all others. For each of the two a guest comes in, who has a pair with
//! that person alone, tight, and so heavy that it is in every heaviest choice; then the guest gets their turn, as anybody
//! had who was left over. So one question takes two searches.
//!
//! With many pairs of one person the first search is the same for all. The prices that it ends with prove what the
//! others can weigh at most, and without the second person at most so much less their price: a set of odd size less one
//! has room for as many pairs as before. Pairs that cannot be among the best by that are not searched for.

use std::cell::RefCell;

use super::adjacency::Lists;
use super::search::Search;
use super::{BUDGET, PoolInstance, Searched, fractional_start, search, weighed};
use crate::what_if::{Alternative, Cost, Forced, Move};
use crate::{Assignment, Edge, Instance, Objective, WeightFunction};

/// More than anybody asks: weights stay below 2⁹⁶.
const FAR: i128 = 1 << 110;

/// A solved pool that answers what another choice would cost.
///
/// What is best is what the preference says. As between two sides, with *quality* the forced pair may have a score of 0
/// or less, and with *balance* one below all others; everybody else keeps to pairs that count.
///
/// ```
/// use assign::Objective;
/// use assign::what_if::Cost;
/// use assign::{Edge, PoolInstance, PoolWhatIf};
///
/// let edge = |left, right, score| Edge { left, right, score };
/// let pool = PoolInstance::new(4, vec![edge(0, 1, 3), edge(1, 2, 7), edge(2, 0, 3), edge(3, 2, 3)])?;
/// let what_if = PoolWhatIf::solve(&pool, Objective::Total).ok_or("not proved")?;
/// // The best is 7, and with the pair of 0 and 1 there is room for 2 and 3: 3 and 3.
/// let forced = what_if.force(edge(0, 1, 3)).ok_or("no such pair")?;
/// assert_eq!(forced.cost, Cost { duos: -1, points: 1 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct PoolWhatIf {
    people: usize,
    /// The pairs of each person.
    cover: Instance,
    assignment: Assignment,
    search: Search<i128>,
    /// Sorted further by each question.
    lists: RefCell<Lists<i128>>,
    /// The lowest and the greatest score that counts, where each pair has a premium.
    scores: Option<(i64, i64)>,
}

/// How good an alternative is, the least being the best: what the preference compares first, second and third.
type Key = (i128, i128, i128);

impl PoolWhatIf {
    /// Solves a pool as [`assign_pool`](crate::general::assign_pool) does, to the same pairs. `None` if they are not proved the
    /// best.
    #[must_use]
    pub fn solve(problem: &PoolInstance, preference: Objective) -> Option<Self> {
        let cover = Instance::double_cover(problem.people(), problem.edges());
        let mut budget = BUDGET;
        let (weighing, proved) = weighed(problem, &cover, preference, budget);
        let start = fractional_start::relax(&cover, weighing).with_guests(2);
        let searched = search(&cover, weighing, start, &mut budget, |number| number);
        let assignment = searched.settled(&cover, weighing).assignment(problem, preference, (weighing, proved));
        let counts = cover.edges().iter().map(|e| e.score).filter(|score| *score >= weighing.least());
        let scores = counts.fold(None, |range, score| {
            let (low, high) = range.unwrap_or((score, score));
            Some((score.min(low), score.max(high)))
        });
        let Searched { search, lists, .. } = searched;
        assignment.optimal().then(|| Self {
            people: problem.people(),
            cover,
            assignment,
            search,
            lists: RefCell::new(lists),
            scores: scores.filter(|_| preference != Objective::Total),
        })
    }

    /// The pool.
    #[must_use]
    pub fn problem(&self) -> PoolInstance {
        PoolInstance::of_cover(&self.cover)
    }

    /// The pairs that are the best.
    #[must_use]
    pub const fn assignment(&self) -> &Assignment {
        &self.assignment
    }

    /// The best choice with this pair, which the pool need not have, of any score. `None` if there are no such two
    /// people.
    ///
    /// Each person whose partner is then another moves, from the old to the new.
    #[must_use]
    pub fn force(&self, pair: Edge) -> Option<Forced> {
        let possible = pair.left != pair.right && pair.left.max(pair.right) < self.people;
        possible.then(|| self.without(pair.left).force(pair.right, pair.score))
    }

    /// The pairs of a person that they do not have, cheapest first, at most so many; ties by the other.
    #[must_use]
    pub fn alternatives(&self, person: usize, few: usize) -> Vec<Alternative> {
        self.cheapest(person, self.cover.of_left(person).iter().copied(), few)
    }

    /// The same among these pairs of one person, whose `left` they are, whether the pool has them or not; ties by their
    /// order. Left out are pairs that cannot be and pairs that are.
    #[must_use]
    pub fn cheapest(&self, person: usize, pairs: impl Iterator<Item = Edge>, few: usize) -> Vec<Alternative> {
        let possible = |e: &Edge| e.left == person && e.right != person && e.left.max(e.right) < self.people;
        let another = |e: &Edge| self.partner(&self.search, person) != Some(e.right);
        let pairs: Vec<Edge> = pairs.filter(possible).filter(another).collect();
        if pairs.is_empty() { Vec::new() } else { self.without(person).cheapest(&pairs, few) }
    }

    /// The score of a pair that the pool has.
    #[must_use]
    pub fn score(&self, one: usize, other: usize) -> Option<i64> {
        self.cover.edge(one, other).map(|e| e.score)
    }

    /// How good a cost is under the preference: the least is the best.
    #[must_use]
    pub fn rank(&self, cost: Cost) -> (i128, i128) {
        cost.rank(self.assignment.preference)
    }

    /// Whether this person is in a pair.
    #[must_use]
    pub fn has_pair(&self, person: usize) -> bool {
        person < self.people && self.partner(&self.search, person).is_some()
    }

    fn weighing(&self) -> WeightFunction {
        self.assignment.weighing
    }

    /// With whom a person is paired after a search, if not with nobody or a guest.
    fn partner(&self, search: &Search<i128>, person: usize) -> Option<usize> {
        // Nobody is the greatest number.
        Some(search.blossoms.mate[person]).filter(|mate| *mate < self.people)
    }

    /// The pool without one of its people.
    fn without(&self, person: usize) -> Without<'_> {
        let mut search = self.search.clone();
        search.take_away(person, self.people, FAR, &mut self.lists.borrow_mut());
        let moves = self.moves(&search, |who| self.partner(&search, who), [person]);
        let Cost { duos, points } = self.cost(&moves, None);
        let (premium, scores) = self.weighing().beside();
        let loss = premium * i128::from(duos) + if scores { points } else { 0 };
        Without { what_if: self, person, search, loss }
    }

    /// Everybody who has another partner than in the best choice: first these, and always the two of a new pair before
    /// those whom they left.
    fn moves<const N: usize>(
        &self,
        search: &Search<i128>,
        after: impl Fn(usize) -> Option<usize>,
        first: [usize; N],
    ) -> Vec<Move> {
        let before = |who| self.partner(&self.search, who);
        let changed = |who: usize| search.blossoms.mate[who] != self.search.blossoms.mate[who];
        let mut told = vec![false; self.people];
        let mut moves = Vec::new();
        for start in first.into_iter().chain((0..self.people).filter(|who| changed(*who))) {
            let mut next = vec![start];
            let mut at = 0;
            while let Some(&who) = next.get(at) {
                at += 1;
                for who in [Some(who), after(who)].into_iter().flatten() {
                    if !told[who] && before(who) != after(who) {
                        told[who] = true;
                        moves.push(Move { left: who, from: before(who), to: after(who) });
                        next.extend(before(who));
                    }
                }
            }
        }
        moves
    }

    /// What the moves cost, where this pair need not be one of the pool.
    fn cost(&self, moves: &[Move], forced: Option<Edge>) -> Cost {
        let (mut people, mut twice) = (0, 0);
        for m in moves {
            people += i64::from(m.from.is_some()) - i64::from(m.to.is_some());
            let score = |other: Option<usize>| other.and_then(|other| self.score(m.left, other)).map_or(0, i128::from);
            let is_forced = |e: &Edge| [(e.left, Some(e.right)), (e.right, Some(e.left))].contains(&(m.left, m.to));
            twice += score(m.from) - forced.filter(is_forced).map_or_else(|| score(m.to), |e| i128::from(e.score));
        }
        // Both of a pair move.
        Cost { duos: people / 2, points: twice / 2 }
    }

    fn key(&self, pair: Edge, cost: Cost) -> Key {
        let (first, second) = self.rank(cost);
        (first, self.below(pair), second)
    }

    /// With balance a pair below the others' lowest is worse than any that is not.
    fn below(&self, pair: Edge) -> i128 {
        match self.assignment.preference {
            Objective::Bottleneck => self.weighing().shortfall(pair.score),
            Objective::Total | Objective::Cardinality => 0,
        }
    }
}

/// A pool without one of its people, who is to be paired with somebody.
struct Without<'a> {
    what_if: &'a PoolWhatIf,
    person: usize,
    search: Search<i128>,
    /// How much less the best of the others weigh than the best of all.
    loss: i128,
}

impl Without<'_> {
    fn force(&self, other: usize, score: i64) -> Forced {
        let what_if = self.what_if;
        let pair = Edge { left: self.person, right: other, score };
        let moves = self.moves(other);
        let moving = |who: usize| moves.iter().any(|m| m.left == who);
        let stay = what_if.assignment.edges().iter().filter(|e| !moving(e.left)).map(|e| e.score);
        let go = moves.iter().filter(|m| m.left != self.person && m.left != other);
        let go = go.filter_map(|m| what_if.score(m.left, m.to?));
        let lowest = stay.chain(go).fold(score, i64::min);
        Forced { pair, cost: what_if.cost(&moves, Some(pair)), lowest, moves }
    }

    /// Who moves if the person is paired with this one; nobody if they are a pair.
    fn moves(&self, other: usize) -> Vec<Move> {
        let (what_if, person) = (self.what_if, self.person);
        if what_if.partner(&what_if.search, person) == Some(other) {
            return Vec::new();
        }
        let mut search = self.search.clone();
        search.take_away(other, what_if.people + 1, FAR, &mut what_if.lists.borrow_mut());
        let after = |who: usize| match who {
            who if who == person => Some(other),
            who if who == other => Some(person),
            who => what_if.partner(&search, who),
        };
        what_if.moves(&search, after, [person, other])
    }

    /// The cheapest of these pairs, none of which is chosen.
    fn cheapest(&self, pairs: &[Edge], few: usize) -> Vec<Alternative> {
        let what_if = self.what_if;
        let mut waiting: Vec<(Key, usize)> = pairs.iter().enumerate().map(|(at, e)| (self.at_least(*e), at)).collect();
        waiting.sort_unstable();
        let mut found: Vec<(Key, usize, Alternative)> = Vec::new();
        for (at_least, at) in waiting {
            let worst = found.get(few.saturating_sub(1));
            if few == 0 || worst.is_some_and(|(key, place, _)| (*key, *place) < (at_least, at)) {
                break;
            }
            let pair = pairs[at];
            let cost = what_if.cost(&self.moves(pair.right), Some(pair));
            let key = what_if.key(pair, cost);
            let place = found.partition_point(|(other, place, _)| (*other, *place) < (key, at));
            found.insert(place, (key, at, Alternative { pair, cost }));
            found.truncate(few);
        }
        found.into_iter().map(|(_, _, alternative)| alternative).collect()
    }

    /// No pair with this one is better than that.
    fn at_least(&self, pair: Edge) -> Key {
        let what_if = self.what_if;
        let (premium, scores) = what_if.weighing().beside();
        let half_up = (self.search.twice_price(pair.right) + 1) >> 1;
        let below = what_if.below(pair);
        let Some((lowest, greatest)) = what_if.scores else {
            // With quality a cost in points; without any pairs one in pairs, whatever the points.
            let loss = self.loss + half_up;
            return if scores { (loss - i128::from(pair.score), below, 0) } else { (loss - premium, below, i128::MIN) };
        };
        // As a premium does for scores such as the pool has, one pair more outweighs any total.
        let near = i128::from(pair.score.clamp(lowest, greatest));
        let loss = self.loss + half_up - premium - near;
        // With `duos` fewer all weigh no less than so many of the lowest: `loss ≤ duos · (premium + lowest) + spread`.
        let chosen = what_if.assignment.edges().len() as i128;
        let spread = what_if.assignment.total() - chosen * i128::from(lowest);
        let duos = ceil_div(loss - spread, premium + i128::from(lowest));
        (duos, below, loss - duos * premium + near - i128::from(pair.score))
    }
}

/// Divides by a number above 0, and rounds up.
const fn ceil_div(number: i128, by: i128) -> i128 {
    -((-number).div_euclid(by))
}

#[cfg(test)]
mod tests;
