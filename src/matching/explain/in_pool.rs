//! The answers of one pool, in which nobody stands on a side.

use crate::domain::Preference;

use super::ExplainError;
use crate::matching::ProposeError;
use crate::matching::pairs::Pair;
use crate::matching::prepared::Prepared;
use assign::trade_off::TradeOff;
use assign::what_if::{Alternative, Cost, Forced, Move};
use assign::{AssignError, Edge, PoolInstance, PoolWhatIf};

/// A solved pool of participants.
#[derive(Debug)]
pub(crate) struct InPool {
    what_if: PoolWhatIf,
    /// Who has which place in the problem: those who are not locked, in the order of the round.
    people: Vec<usize>,
    /// The place of each participant.
    places: Vec<Option<usize>>,
}

impl InPool {
    pub(crate) fn of(round: &Prepared<'_>, pairs: &[Pair], prefer: Preference) -> Result<Self, ExplainError> {
        let people = round.free_in_pool();
        let mut places = vec![None; round.rules().participants().len()];
        people.iter().enumerate().for_each(|(place, person)| places[*person] = Some(place));
        let edge = |pair: &Pair| {
            Some(Edge { left: places[pair.learner]?, right: places[pair.guide]?, score: pair.reasons.score() })
        };
        let problem = PoolInstance::new(people.len(), pairs.iter().filter_map(edge).collect()).map_err(refused)?;
        Self::solved(&problem, prefer, people, places)
    }

    fn solved(
        problem: &PoolInstance,
        prefer: Preference,
        people: Vec<usize>,
        places: Vec<Option<usize>>,
    ) -> Result<Self, ExplainError> {
        let what_if = PoolWhatIf::solve(problem, prefer.into()).ok_or(ExplainError::NotProved)?;
        Ok(Self { what_if, people, places })
    }

    /// The same pool where nothing counts but how many duos there are.
    pub(crate) fn counting(&self) -> Result<Self, ExplainError> {
        let pool = self.what_if.problem();
        let equal = pool.edges().iter().map(|e| Edge { score: 1, ..*e }).collect();
        let problem = PoolInstance::new(pool.people(), equal).map_err(refused)?;
        Self::solved(&problem, Preference::Coverage, self.people.clone(), self.places.clone())
    }

    /// The duos, the lesser of the two first.
    pub(crate) fn duos(&self) -> Vec<(usize, usize)> {
        let edges = self.what_if.assignment().edges().iter();
        edges.map(|e| self.named(*e).lesser_first()).map(|e| (e.left, e.right)).collect()
    }

    pub(crate) fn force(&self, one: usize, other: usize) -> Option<Forced> {
        let (left, right) = (self.place(one)?, self.place(other)?);
        let score = self.what_if.score(left, right)?;
        let Forced { pair, cost, lowest, moves } = self.what_if.force(Edge { left, right, score })?;
        let person = |place: Option<usize>| place.map(|place| self.people[place]);
        let moved = |m: Move| Move { left: self.people[m.left], from: person(m.from), to: person(m.to) };
        Some(Forced { pair: self.named(pair), cost, lowest, moves: moves.into_iter().map(moved).collect() })
    }

    pub(crate) fn alternatives(&self, participant: usize, few: usize) -> Vec<Alternative> {
        let Some(place) = self.place(participant) else { return Vec::new() };
        let found = self.what_if.alternatives(place, few).into_iter();
        found.map(|a| Alternative { pair: self.named(a.pair).lesser_first(), ..a }).collect()
    }

    pub(crate) fn gain(&self, participant: usize, groups: &[Vec<Edge>]) -> Option<Edge> {
        let place = self.place(participant)?;
        let with = |pair: &Edge| {
            let other = if pair.left == participant { pair.right } else { pair.left };
            Some(Edge { left: place, right: self.place(other)?, score: pair.score })
        };
        let best = |group: &Vec<Edge>| {
            let best = self.what_if.cheapest(place, group.iter().filter_map(with), 1).pop()?;
            (self.rank(best.cost) < (0, 0)).then(|| self.named(best.pair).lesser_first())
        };
        groups.iter().find_map(best)
    }

    pub(crate) fn trade_off(&self) -> Option<TradeOff> {
        TradeOff::of_pool(&self.what_if.problem())
    }

    pub(crate) fn rank(&self, cost: Cost) -> (i128, i128) {
        self.what_if.rank(cost)
    }

    pub(crate) fn has_duo(&self, participant: usize) -> bool {
        self.place(participant).is_some_and(|place| self.what_if.has_pair(place))
    }

    fn place(&self, participant: usize) -> Option<usize> {
        self.places.get(participant).copied().flatten()
    }

    fn named(&self, pair: Edge) -> Edge {
        Edge { left: self.people[pair.left], right: self.people[pair.right], ..pair }
    }
}

const fn refused(error: AssignError) -> ExplainError {
    ExplainError::Propose(ProposeError::Assign(error))
}
