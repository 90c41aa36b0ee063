//! From the pairs of a round to the chosen ones, whatever its kind: the seam between people and solvers.

use std::collections::{HashMap, HashSet};

use crate::domain::Preference;

use super::assign::{Assignment, Edge};
use super::pairs::Pair;
use super::rules::Rules;
use super::{ProposeError, order};

/// What a solver chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Left and right of each pair.
    pub pairs: Vec<(usize, usize)>,
    pub total: i128,
    pub bound: i128,
    pub optimal: bool,
    pub solver: &'static str,
}

impl Chosen {
    /// With the indices of participants in place of the solver's.
    fn renamed(mut self, lefts: &[usize], rights: &[usize]) -> Self {
        for (left, right) in &mut self.pairs {
            (*left, *right) = (lefts[*left], rights[*right]);
        }
        self
    }
}

impl From<Assignment> for Chosen {
    fn from(assignment: Assignment) -> Self {
        Self {
            pairs: assignment.edges().iter().map(|e| (e.left, e.right)).collect(),
            total: assignment.total(),
            bound: assignment.bound(),
            optimal: assignment.optimal(),
            solver: assignment.solver(),
        }
    }
}

/// Chooses among `pairs` for those who are not locked, by the round's preference; the locked pairs are not in the
/// answer. What the preference compares is the duos that are still to be made.
///
/// # Errors
/// [`ProposeError`].
pub(super) fn best(pairs: &[Pair], locked: &[Pair], rules: &Rules<'_>) -> Result<Chosen, ProposeError> {
    if rules.sides().one_pool() { in_pool(pairs, locked, rules) } else { between_sides(pairs, locked, rules) }
}

/// Lefts to rights, without the locked lefts and the seats that are locked.
fn between_sides(pairs: &[Pair], locked: &[Pair], rules: &Rules<'_>) -> Result<Chosen, ProposeError> {
    let sides = TwoSided::new(pairs, locked, rules);
    let assignment = sides.assign(rules, rules.settings().prefer)?;
    Ok(Chosen::from(assignment).renamed(&sides.lefts, &sides.rights))
}

/// The lefts that are free and the rights that have a seat left, in the order of the participants, and their pairs.
pub(super) struct TwoSided {
    /// Who they are among the participants.
    pub(super) lefts: Vec<usize>,
    pub(super) rights: Vec<usize>,
    /// The seats of each of `rights` that are left.
    pub(super) seats: Vec<u32>,
    /// By place in `lefts` and `rights`.
    pub(super) edges: Vec<Edge>,
}

impl TwoSided {
    pub(super) fn new(pairs: &[Pair], locked: &[Pair], rules: &Rules<'_>) -> Self {
        let busy: HashSet<usize> = locked.iter().map(|p| p.learner).collect();
        let mut taken: HashMap<usize, u32> = HashMap::new();
        for pair in locked {
            *taken.entry(pair.guide).or_default() += 1;
        }
        let free = |right: usize| rules.sides().seats(right).saturating_sub(taken.get(&right).copied().unwrap_or(0));
        let lefts: Vec<usize> = rules.sides().lefts().filter(|left| !busy.contains(left)).collect();
        let (rights, seats): (Vec<usize>, Vec<u32>) =
            rules.sides().rights().map(|right| (right, free(right))).filter(|(_, seats)| *seats > 0).unzip();
        let edges = edges(pairs, &lefts, &rights);
        Self { lefts, rights, seats, edges }
    }

    /// Solves it; ties are broken by the round's seed and the addresses.
    pub(super) fn assign(&self, rules: &Rules<'_>, preference: Preference) -> Result<Assignment, ProposeError> {
        let name = |i: &usize| rules.participants()[*i].email().as_str();
        let lefts: Vec<_> = self.lefts.iter().map(name).collect();
        let rights: Vec<_> = self.rights.iter().map(name).zip(self.seats.iter().copied()).collect();
        order::assign_named(&lefts, &rights, &self.edges, rules.settings().seed, preference)
            .map_err(ProposeError::Assign)
    }
}

/// Everybody to everybody, without those who are locked.
fn in_pool(pairs: &[Pair], locked: &[Pair], rules: &Rules<'_>) -> Result<Chosen, ProposeError> {
    let settings = rules.settings();
    let busy: HashSet<usize> = locked.iter().flat_map(|p| [p.learner, p.guide]).collect();
    let free: Vec<usize> = rules.sides().lefts().filter(|person| !busy.contains(person)).collect();
    let name = |i: &usize| rules.participants()[*i].email().as_str();
    let names: Vec<_> = free.iter().map(name).collect();
    order::assign_pool_named(&names, &edges(pairs, &free, &free), settings.seed, settings.prefer)
        .map(|assignment| Chosen::from(assignment).renamed(&free, &free))
        .map_err(ProposeError::Assign)
}

/// The pairs between these lefts and rights, by their places there.
fn edges(pairs: &[Pair], lefts: &[usize], rights: &[usize]) -> Vec<Edge> {
    let places = |people: &[usize]| people.iter().zip(0..).map(|(p, place)| (*p, place)).collect::<HashMap<_, _>>();
    let (left_at, right_at) = (places(lefts), places(rights));
    pairs
        .iter()
        .filter_map(|p| {
            Some(Edge { left: *left_at.get(&p.learner)?, right: *right_at.get(&p.guide)?, score: p.reasons.score() })
        })
        .collect()
}
