//! Who could move where, and how far that is from the best: the residual graph of a solved problem.
//!
//! Its nodes are the **places**: each right, and *outside*. At a place are the lefts who sit there, or, outside, those
//! who have no right. An empty seat counts as somebody too: nobody in particular, who may go outside, and from outside
//! to any right. A step from one place to another is somebody of the first moving to the second. Its length is what
//! the one who moves gains less than where they gain most: `gain + price − weight` to a right, `gain` to the outside,
//! `price` where an empty seat comes. At prices that prove the choice none of these is below 0, so that Dijkstra's
//! search applies (Ahuja, Magnanti and Orlin, *Network Flows* (1993), sections 9.3 and 9.7).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::graph::Graph;
use crate::{Assignment, Edge, Instance, WeightFunction};

/// A path of steps: how far, and how many people move. Of equally long paths the one that moves fewest is the shortest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Length {
    pub(crate) distance: i128,
    movers: usize,
}

/// Somebody, or an empty seat (`None`), goes between two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) who: Option<usize>,
}

/// How a place is reached.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    pub(crate) length: Length,
    /// How many pairs fewer there are after the steps.
    pub(crate) duos: i64,
    /// The step that touches this place; `None` where the search began.
    pub(crate) step: Option<Step>,
}

/// Each place as a search found it; `None` if there is no way.
pub(crate) type Reached = Vec<Option<Reach>>;

/// The graph.
#[derive(Debug)]
pub(crate) struct Residual {
    /// The pairs that count, by left.
    graph: Graph<i128>,
    /// The same by right: left and weight.
    by_right: Vec<Vec<(usize, i128)>>,
    /// Of each place; outside it is 0.
    prices: Vec<i128>,
    /// Of each left, where it is.
    gains: Vec<i128>,
    place_of: Vec<usize>,
    /// The lefts at each place.
    at: Vec<Vec<usize>>,
    /// Whether a place has an empty seat.
    has_room: Vec<bool>,
}

impl Residual {
    /// The graph of a choice, if its prices prove that it is the heaviest for its own weighing.
    pub(crate) fn new(problem: &Instance, assignment: &Assignment) -> Option<Self> {
        Self::of(problem, assignment.weighing, &assignment.edges, assignment.prices.clone())
    }

    /// The graph of the same choice, at the same prices, among other pairs.
    pub(crate) fn among(&self, problem: &Instance, weighing: WeightFunction, chosen: &[Edge]) -> Option<Self> {
        Self::of(problem, weighing, chosen, self.prices[..self.outside()].to_vec())
    }

    fn of(problem: &Instance, weighing: WeightFunction, chosen: &[Edge], mut prices: Vec<i128>) -> Option<Self> {
        let graph = Graph::new(problem, |score| weighing.weight(score));
        let outside = problem.capacities().len();
        if prices.len() != outside {
            return None;
        }
        prices.push(0);
        let mut by_right = vec![Vec::new(); outside];
        for left in 0..graph.lefts() {
            for arc in graph.of(left) {
                by_right[arc.right].push((left, arc.weight));
            }
        }
        let mut gains = vec![0; graph.lefts()];
        let mut place_of = vec![outside; graph.lefts()];
        for edge in chosen {
            let arc = graph.of_checked(edge.left)?.iter().find(|arc| arc.right == edge.right)?;
            gains[edge.left] = arc.weight - prices[arc.right];
            place_of[edge.left] = arc.right;
        }
        let mut at = vec![Vec::new(); outside + 1];
        for (left, place) in place_of.iter().enumerate() {
            at[*place].push(left);
        }
        let capacities = problem.capacities().iter().zip(&at);
        let mut has_room: Vec<bool> = capacities.map(|(seats, at)| at.len() < *seats as usize).collect();
        has_room.push(true);
        let residual = Self { graph, by_right, prices, gains, place_of, at, has_room };
        residual.is_proved(problem).then_some(residual)
    }

    /// Complementary slackness: no step is shorter than 0, and nobody has more than there is.
    fn is_proved(&self, problem: &Instance) -> bool {
        let no_less = |left| self.graph.of(left).iter().all(|arc| self.slack(left, arc.right, arc.weight) >= 0);
        (0..self.gains.len()).all(|left| self.gains[left] >= 0 && no_less(left))
            && self.prices.iter().zip(&self.has_room).all(|(price, room)| *price == 0 || *price > 0 && !room)
            && problem.capacities().iter().zip(&self.at).all(|(seats, at)| at.len() <= *seats as usize)
    }

    /// The place of those without a right.
    pub(crate) const fn outside(&self) -> usize {
        self.by_right.len()
    }

    /// How many lefts.
    pub(crate) const fn lefts(&self) -> usize {
        self.gains.len()
    }

    /// Where a left is.
    pub(crate) fn place_of(&self, left: usize) -> usize {
        self.place_of[left]
    }

    /// What a left gains less at a right, where its weight would be this, than where it is.
    pub(crate) fn slack(&self, left: usize, right: usize, weight: i128) -> i128 {
        self.gains[left] + self.prices[right] - weight
    }

    /// From a place where one is too many, to every place; or no further than to this one.
    pub(crate) fn search_from(&self, start: usize, until: Option<usize>) -> Reached {
        let mut search = Search { until, ..Search::new(self, None) };
        search.put(start, Length::default(), 0, None);
        search.run(Search::forward);
        search.reached
    }

    /// The same from outside, without this left; and then, if this left of the outside is the first to move.
    pub(crate) fn searches_with_and_without(&self, left: usize) -> (Reached, Reached) {
        let mut without = Search::new(self, Some(left));
        without.put(self.outside(), Length::default(), 0, None);
        without.run(Search::forward);
        let mut with = Search::new(self, Some(left));
        let nothing = Reach { length: Length::default(), duos: 0, step: None };
        with.move_to_rights(left, self.outside(), &nothing);
        with.run(Search::forward);
        (with.reached, without.reached)
    }

    /// From every place to one where one more fits.
    pub(crate) fn search_to(&self, end: usize) -> Reached {
        let mut search = Search::new(self, None);
        search.put(end, Length::default(), 0, None);
        search.run(Search::backward);
        search.reached
    }

    /// How much less everything weighs after the steps between two places.
    pub(crate) fn loss(&self, from: usize, to: usize, reach: &Reach) -> i128 {
        reach.length.distance + self.prices[from] - self.prices[to]
    }

    /// The steps that lead to a place, or from it on, first the one that touches it.
    pub(crate) fn steps(reached: &Reached, place: usize) -> Vec<Step> {
        let next = |place: usize| reached[place].and_then(|reach| reach.step);
        let beyond = |step: &Step, place| if step.from == place { step.to } else { step.from };
        let first = next(place).map(|step| (step, beyond(&step, place)));
        std::iter::successors(first, |(_, place)| next(*place).map(|step| (step, beyond(&step, *place))))
            .map(|(step, _)| step)
            .collect()
    }
}

/// One search, from where it begins to wherever there is a way, or until it is where it should be.
struct Search<'a> {
    residual: &'a Residual,
    /// Stays out of it.
    without: Option<usize>,
    /// Where it ends.
    until: Option<usize>,
    reached: Reached,
    queue: BinaryHeap<Reverse<(Length, usize)>>,
}

impl<'a> Search<'a> {
    fn new(residual: &'a Residual, without: Option<usize>) -> Self {
        Self { residual, without, until: None, reached: vec![None; residual.outside() + 1], queue: BinaryHeap::new() }
    }

    fn run(&mut self, expand: impl Fn(&mut Self, usize, &Reach)) {
        while let Some(Reverse((length, place))) = self.queue.pop() {
            if Some(place) == self.until {
                break;
            }
            // What was put in before a shorter way was found is passed over.
            if let Some(reach) = self.reached[place].filter(|reach| reach.length == length) {
                expand(self, place, &reach);
            }
        }
    }

    fn put(&mut self, place: usize, length: Length, duos: i64, step: Option<Step>) {
        if self.reached[place].is_none_or(|known| length < known.length) {
            self.reached[place] = Some(Reach { length, duos, step });
            self.queue.push(Reverse((length, place)));
        }
    }

    /// A step of this length more, by which `place` is reached.
    fn step(&mut self, place: usize, so_far: &Reach, length: i128, step: Step) {
        let Length { distance, movers } = so_far.length;
        let length = Length { distance: distance + length, movers: movers + usize::from(step.who.is_some()) };
        let is_pair = |place: usize| i64::from(place != self.residual.outside());
        let fewer = if step.who.is_some() { is_pair(step.from) - is_pair(step.to) } else { 0 };
        self.put(place, length, so_far.duos + fewer, Some(step));
    }

    /// Who is at this place goes on.
    fn forward(&mut self, place: usize, reach: &Reach) {
        let (residual, without) = (self.residual, self.without);
        for &left in residual.at[place].iter().filter(|left| Some(**left) != without) {
            self.move_to_rights(left, place, reach);
            if place != residual.outside() {
                let step = Step { from: place, to: residual.outside(), who: Some(left) };
                self.step(residual.outside(), reach, residual.gains[left], step);
            }
        }
        if place == residual.outside() {
            for right in 0..residual.outside() {
                self.step(right, reach, residual.prices[right], Step { from: place, to: right, who: None });
            }
        } else if residual.has_room[place] {
            self.step(residual.outside(), reach, 0, Step { from: place, to: residual.outside(), who: None });
        }
    }

    fn move_to_rights(&mut self, left: usize, from: usize, reach: &Reach) {
        let residual = self.residual;
        for arc in residual.graph.of(left) {
            let slack = residual.slack(left, arc.right, arc.weight);
            self.step(arc.right, reach, slack, Step { from, to: arc.right, who: Some(left) });
        }
    }

    /// Others come to this place.
    fn backward(&mut self, place: usize, reach: &Reach) {
        let residual = self.residual;
        let mut come = |from: usize, length: i128, who: Option<usize>| {
            self.step(from, reach, length, Step { from, to: place, who });
        };
        if place == residual.outside() {
            for right in 0..residual.outside() {
                residual.at[right].iter().for_each(|left| come(right, residual.gains[*left], Some(*left)));
                if residual.has_room[right] {
                    come(right, 0, None);
                }
            }
        } else {
            for &(left, weight) in &residual.by_right[place] {
                come(residual.place_of[left], residual.slack(left, place, weight), Some(left));
            }
            come(residual.outside(), residual.prices[place], None);
        }
    }
}
