//! The answers of a round in which two people are one duo, while who could guide whom goes both ways.
//!
//! First the other duos keep their direction: of two people who are no duo only the direction counts that is worth more.
//! What remains is a problem of which every choice is allowed, so that prices tell what a pair costs. With others turned
//! round it may cost less. So what comes out best is solved anew, where that takes little ([`Directed::is_exact`]). That a
//! relaxation gives somebody a duo is proved with others turned round as well.

use std::collections::{BTreeSet, HashSet};

use crate::domain::{Preference, Side};

use super::ExplainError;
use super::answers::without_locked;
use crate::matching::ProposeError;
use crate::matching::pairs::Pair;
use crate::matching::prepared::Prepared;
use assign::trade_off::{Point, TradeOff};
use assign::what_if::{Alternative, Cost, Forced, Move, Seat, WhatIf};
use assign::{Assignment, Edge, Instance, Listed, Twins, assign, assign_implicit};

/// So many candidates are tried for a proof.
const TRIES: usize = 4;

/// Pairs of a round that are so many are not solved anew for each answer.
const MAX_PAIRS: usize = 100_000;

/// A solved round; lefts and rights are participants, whatever their side, without those who are locked.
#[derive(Debug)]
pub(crate) struct Directed {
    /// Every pair, in both directions.
    all: Instance,
    chosen: Assignment,
    what_if: WhatIf,
    preference: Preference,
}

impl Directed {
    pub(crate) fn of(round: &Prepared<'_>, pairs: &[Pair], prefer: Preference) -> Result<Self, ExplainError> {
        let all = without_locked(pairs, round)?;
        let turned: HashSet<_> = round.locked().iter().map(|(left, right)| (*right, *left)).collect();
        let free = all.edges().iter().filter(|e| !turned.contains(&(e.left, e.right))).copied().collect();
        let all = with_edges(&all, free)?;
        let chosen = round.choose(&round.rules().settings().weights, prefer).map_err(ExplainError::Propose)?;
        let problem = directed(&all, &chosen)?;
        let solved = assign(&problem, prefer.into());
        // Where the search did not come to its end, there may be better ones that keep these directions.
        let worth = |found: &Assignment| (found.edges().len(), lowest(found, prefer), found.total());
        if worth(&solved) != worth(&chosen) {
            return Err(ExplainError::NotProved);
        }
        let what_if = WhatIf::new(&problem, &solved.with_edges_of(&chosen)).ok_or(ExplainError::NotProved)?;
        Ok(Self { all, chosen, what_if, preference: prefer })
    }

    /// The same where nothing counts but how many duos there are.
    pub(crate) fn counting(&self) -> Result<Self, ExplainError> {
        let what_if = WhatIf::counting(self.what_if.problem(), &self.chosen).ok_or(ExplainError::NotProved)?;
        let equal = self.all.edges().iter().map(|e| Edge { score: 1, ..*e }).collect();
        let (all, chosen) = (with_edges(&self.all, equal)?, self.chosen.clone());
        Ok(Self { all, chosen, what_if, preference: Preference::Coverage })
    }

    pub(crate) const fn what_if(&self) -> &WhatIf {
        &self.what_if
    }

    pub(crate) const fn chosen(&self) -> &Assignment {
        &self.chosen
    }

    /// Whether a cost is that of the best pairing with the two, whoever else is turned round for it.
    pub(crate) fn is_exact(&self) -> bool {
        let preference = matches!(self.preference, Preference::Quality | Preference::Coverage);
        self.all.edges().len() <= MAX_PAIRS && self.chosen.optimal() && preference
    }

    /// What it costs if these two are a duo; `None` if rules or locks stand between, or they are one the other way round.
    pub(crate) fn force(&self, left: usize, right: usize) -> Option<Forced> {
        let pair = self.all.edge(left, right)?;
        self.anew(pair).or_else(|| self.keeping_directions(pair))
    }

    /// The best pairing with this pair, solved anew.
    fn anew(&self, pair: Edge) -> Option<Forced> {
        if !self.is_exact() || self.is_chosen(pair.right, pair.left) {
            return None;
        }
        let mut seats = self.all.capacities().to_vec();
        seats[pair.right] = seats[pair.right].checked_sub(1)?;
        let free = |e: &&Edge| e.left != pair.left && (e.left, e.right) != (pair.right, pair.left);
        let others = self.all.edges().iter().filter(free).copied().collect();
        let found = one_way(&Instance::new(self.all.lefts(), seats, others).ok()?, self.preference);
        if !found.optimal() {
            return None;
        }
        let mut after = found.edges().to_vec();
        after.push(pair);
        after.sort_unstable();
        let count = |edges: &[Edge]| i64::try_from(edges.len()).unwrap_or(i64::MAX);
        let total = found.total() + i128::from(pair.score);
        let cost = Cost { duos: count(self.chosen.edges()) - count(&after), points: self.chosen.total() - total };
        let lowest = after.iter().map(|e| e.score).min().unwrap_or(pair.score);
        Some(Forced { pair, cost, lowest, moves: moves(self.chosen.edges(), &after, pair.left) })
    }

    fn keeping_directions(&self, pair: Edge) -> Option<Forced> {
        if self.is_chosen(pair.right, pair.left) {
            return None;
        }
        let forced = self.what_if.force_new(pair)?;
        if !forced.moves.iter().any(|m| m.left == pair.right && m.to == Some(pair.left)) {
            return Some(forced);
        }
        let problem = self.what_if.problem();
        let others = problem.edges().iter().filter(|e| (e.left, e.right) != (pair.right, pair.left)).copied();
        // Prices that prove a choice prove it without a pair that it does not have.
        self.what_if.among(with_edges(problem, others.collect()).ok()?)?.force_new(pair)
    }

    pub(crate) fn alternatives(&self, participant: usize, side: Side, few: usize) -> Vec<Alternative> {
        let pairs: Vec<Edge> = match side {
            Side::Learner => self.all.of_left(participant).to_vec(),
            Side::Guide => self.all.edges().iter().filter(|e| e.right == participant).copied().collect(),
        };
        // Others turned round may change their order.
        let more = if self.is_exact() { few.saturating_mul(2) } else { few };
        let best = self.what_if.cheapest(self.costs(participant, side, &pairs), more);
        let exact = |a: Alternative| Some(Alternative { cost: self.force(a.pair.left, a.pair.right)?.cost, ..a });
        self.what_if.cheapest(best.into_iter().filter_map(exact).collect(), few)
    }

    /// Of these groups of pairs that a participant does not have, the first with a pair by which everything would be
    /// better.
    pub(crate) fn gain(&self, participant: usize, side: Side, groups: &[Vec<Edge>]) -> Option<Edge> {
        let gains = groups.iter().flat_map(|group| {
            let costs = self.costs(participant, side, group).into_iter();
            let mut gains: Vec<Alternative> = costs.filter(|a| self.rank(a.cost) < (0, 0)).collect();
            gains.sort_by_key(|a| self.rank(a.cost));
            gains
        });
        gains.take(TRIES).map(|a| a.pair).find(|pair| self.proves((participant, side), None, Some(*pair)))
    }

    fn costs(&self, participant: usize, side: Side, pairs: &[Edge]) -> Vec<Alternative> {
        let open = pairs.iter().filter(|e| !self.is_chosen(e.right, e.left)).copied();
        match side {
            Side::Learner => self.what_if.costs_of_left(participant, open),
            Side::Guide => self.what_if.costs_of_right(participant, open),
        }
    }

    /// The seats that are proved to give a left a duo, the first of those that promise it.
    pub(crate) fn proved_seat(&self, left: usize, seats: impl Iterator<Item = Seat>) -> Option<Seat> {
        seats.take(TRIES).find(|seat| self.proves((left, Side::Learner), Some(seat.right), None))
    }

    /// Whether somebody has a duo on a side in every best pairing with one more seat, or one more pair.
    fn proves(&self, (participant, side): (usize, Side), seat: Option<usize>, pair: Option<Edge>) -> bool {
        let solved = |without: bool| {
            let mut seats = self.all.capacities().to_vec();
            if let Some(right) = seat {
                seats[right] += 1;
            }
            if without && side == Side::Guide {
                seats[participant] = 0;
            }
            let stays = |e: &Edge| !(without && side == Side::Learner && e.left == participant);
            let edges = self.all.edges().iter().copied().chain(pair).filter(stays);
            let problem = Instance::new(self.all.lefts(), seats, edges.collect()).ok()?;
            Some(one_way(&problem, self.preference))
        };
        let worth = |found: &Assignment| match self.preference {
            Preference::Quality => (0, found.total()),
            Preference::Coverage | Preference::Balance => (found.edges().len(), found.total()),
        };
        let (with, without) = (solved(false), solved(true));
        with.zip(without).is_some_and(|(with, without)| without.optimal() && worth(&with) > worth(&without))
    }

    /// Quality against coverage. What is between them keeps the directions of the greatest total.
    pub(crate) fn trade_off(&self) -> Result<TradeOff, ExplainError> {
        let solved = |prefer| {
            let found = one_way(&self.all, prefer);
            if found.optimal() { Ok(found) } else { Err(ExplainError::NotProved) }
        };
        let (quality, coverage) = (solved(Preference::Quality)?, solved(Preference::Coverage)?);
        let point = |found: &Assignment| Point { duos: found.edges().len(), total: found.total() };
        let one_more = match coverage.edges().len() - quality.edges().len() {
            0 => None,
            1 => Some(point(&coverage)),
            // Where no pairing with one duo more keeps the directions, the next one that is known.
            _ => TradeOff::of(&directed(&self.all, &quality)?).one_more.or(Some(point(&coverage))),
        };
        Ok(TradeOff { quality: point(&quality), one_more, coverage: point(&coverage) })
    }

    pub(crate) fn rank(&self, cost: Cost) -> (i128, i128) {
        self.what_if.rank(cost)
    }

    fn is_chosen(&self, left: usize, right: usize) -> bool {
        is_chosen(&self.chosen, left, right)
    }
}

/// Who goes elsewhere, first this left, then each to where the one before comes from, as far as there is one.
fn moves(before: &[Edge], after: &[Edge], first: usize) -> Vec<Move> {
    let right = |edges: &[Edge], left| edges.binary_search_by_key(&left, |e| e.left).ok().map(|at| edges[at].right);
    let lefts: BTreeSet<usize> = before.iter().chain(after).map(|e| e.left).collect();
    let step = |left| Move { left, from: right(before, left), to: right(after, left) };
    let mut rest: Vec<Move> = lefts.into_iter().map(step).filter(|m| m.from != m.to).collect();
    let mut moves: Vec<Move> = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let next = match moves.last() {
            None => rest.iter().position(|m| m.left == first),
            Some(last) => rest.iter().position(|m| m.from.is_some() && m.from == last.to),
        };
        moves.push(rest.remove(next.unwrap_or(0)));
    }
    moves
}

fn is_chosen(chosen: &Assignment, left: usize, right: usize) -> bool {
    chosen.edges().binary_search_by_key(&(left, right), |e| (e.left, e.right)).is_ok()
}

/// The lowest score, where that counts.
fn lowest(found: &Assignment, prefer: Preference) -> Option<i64> {
    found.edges().iter().map(|e| e.score).min().filter(|_| prefer == Preference::Balance)
}

/// The pairs of which each two people have one at most: those chosen, else the one that is worth more.
fn directed(all: &Instance, chosen: &Assignment) -> Result<Instance, ExplainError> {
    let is_kept = |e: &&Edge| match all.edge(e.right, e.left) {
        None => true,
        Some(_) if is_chosen(chosen, e.left, e.right) => true,
        Some(_) if is_chosen(chosen, e.right, e.left) => false,
        Some(rival) => (e.score, rival.left) > (rival.score, e.left),
    };
    with_edges(all, all.edges().iter().filter(is_kept).copied().collect())
}

fn with_edges(problem: &Instance, edges: Vec<Edge>) -> Result<Instance, ExplainError> {
    let refused = |error| ExplainError::Propose(ProposeError::Assign(error));
    Instance::new(problem.lefts(), problem.capacities().to_vec(), edges).map_err(refused)
}

/// Solves a problem in which lefts and rights are the same people.
fn one_way(problem: &Instance, prefer: Preference) -> Assignment {
    let everybody: Vec<usize> = (0..problem.lefts()).collect();
    let twins = Twins::new(&everybody, &everybody, everybody.len());
    assign_implicit(&Listed::new(problem), Some(&twins), prefer.into())
}
