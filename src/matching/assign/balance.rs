//! The greatest score below which no pair is needed to make as many pairs as possible.

use std::cmp::Reverse;

use super::graph::{Arc, Graph};
use super::seating::Seating;
use super::weighing::Weighing;
use super::{Problem, most, proof};

/// The greatest lowest score, and whether prices prove it.
pub(super) struct Threshold {
    pub(super) score: i64,
    /// That no choice has more pairs, and none has as many with greater scores only.
    pub(super) proved: bool,
}

/// Finds it by bisection over the scores that occur: the higher the threshold, the fewer pairs are on offer.
///
/// Whoever has a seat under a higher threshold may have one under a lower, so that each step goes on from the last
/// threshold that was too high.
pub(super) fn threshold(problem: &Problem) -> Threshold {
    let offers = Offers::new(problem);
    let scores = scores(problem);

    let nobody = Seating::new(problem.lefts(), offers.0.seats());
    let (most, prices) = offers.seat(&mut nobody.clone(), i64::MIN);
    let mut proved = proof::bound(problem, Weighing::count(i64::MIN), &prices) == most as i128;
    // The scores before `possible` are possible as a threshold, those from `too_high` are not.
    let (mut possible, mut too_high) = (usize::from(!scores.is_empty()), scores.len());
    let mut seated = nobody;
    while possible < too_high {
        let middle = possible.midpoint(too_high);
        let mut seating = seated.clone();
        let (count, prices) = offers.seat(&mut seating, scores[middle]);
        if count == most {
            possible = middle + 1;
        } else {
            too_high = middle;
            seated = seating;
            proved &= proof::bound(problem, Weighing::count(scores[middle]), &prices) < most as i128;
        }
    }
    Threshold { score: possible.checked_sub(1).map_or(i64::MIN, |last| scores[last]), proved }
}

/// The scores that occur, lowest first.
fn scores(problem: &Problem) -> Vec<i64> {
    let all = || problem.edges().iter().map(|edge| edge.score);
    let (least, greatest) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
    let place = |score: i64| usize::try_from(score.abs_diff(least)).unwrap_or(usize::MAX);
    // Hardly any score of a round occurs once: to tick them off takes less than to sort them.
    if place(greatest) < problem.edges().len() {
        let mut occurs = vec![false; place(greatest) + 1];
        all().for_each(|score| occurs[place(score)] = true);
        return (least..=greatest).zip(occurs).filter(|(_, occurs)| *occurs).map(|(score, _)| score).collect();
    }
    let mut scores: Vec<i64> = all().collect();
    scores.sort_unstable();
    scores.dedup();
    scores
}

/// All pairs, weighed by their score, best first for each left.
struct Offers(Graph<i64>);

impl Offers {
    fn new(problem: &Problem) -> Self {
        let mut graph = Graph::new(problem, Some);
        for left in 0..graph.lefts() {
            graph.of_mut(left).sort_unstable_by_key(|arc| (Reverse(arc.weight), arc.right));
        }
        Self(graph)
    }

    /// Seats as many as possible with scores from this threshold: how many, and prices that prove it.
    fn seat(&self, seating: &mut Seating, threshold: i64) -> (usize, Vec<i128>) {
        let graph = &self.0;
        let pairs = |left: usize| -> &[Arc<i64>] {
            let all = graph.of(left);
            &all[..all.partition_point(|arc| arc.weight >= threshold)]
        };
        let prices = most::seat(seating, graph.lefts(), graph.seats().len(), pairs);
        (seating.rights().iter().flatten().count(), prices)
    }
}
