//! The half-integral relaxation: how good a choice would be if somebody could be half of two duos.
//!
//! Its double cover has everybody on both sides, and is an assignment problem. Its answer falls apart into paths and
//! cycles. Of a path, or a cycle of even length, every second pair is chosen; only of cycles of odd length somebody is
//! left, waiting for a partner. The gain of a person on the one side and the price on the other side make up the
//! person's price, at which all those pairs are tight: gain and price can change places, and an optimal choice is
//! tight at all optimal prices.
//!
//! See Balinski, *Integer matching polytopes* (1965); as a start, Applegate and Cook, *Solving large-scale matching problems*
//! (1993).

use super::blossoms::NONE;
use crate::Instance;
use crate::bipartite::{Solution, by_auction};
use crate::objective::WeightFunction;

/// Where the search for blossoms starts.
pub(crate) struct Start {
    /// For each person their partner, or nobody.
    pub(crate) mate: Vec<usize>,
    /// For each person twice their price.
    pub(crate) twice_price: Vec<i128>,
    /// Those without a partner whose price is not 0.
    pub(crate) waiting: Vec<usize>,
}

/// The heaviest half-integral choice from the double cover of a pool: the one place where the solver for two sides is
/// called.
pub(crate) fn relax(cover: &Instance, weighing: WeightFunction) -> Start {
    let Solution { right_of, prices, .. } = by_auction(cover, weighing);
    Start::new(cover, weighing, &right_of, &prices)
}

impl Start {
    /// Takes a heaviest choice of the double cover apart; `prices` are those of its rights.
    pub(crate) fn new(cover: &Instance, weighing: WeightFunction, right_of: &[Option<usize>], prices: &[i128]) -> Self {
        // A left gains 0 at least, and so has a person without pairs.
        let mut twice_price = prices.to_vec();
        for of_one in cover.edges().chunk_by(|a, b| a.left == b.left) {
            let offers = of_one.iter().filter_map(|e| Some(weighing.weight(e.score)? - prices[e.right]));
            twice_price[of_one[0].left] += offers.max().unwrap_or(0).max(0);
        }
        let mut start = Self { mate: vec![NONE; cover.lefts()], twice_price, waiting: Vec::new() };
        let mut entered = vec![false; cover.lefts()];
        for right in right_of.iter().flatten() {
            entered[*right] = true;
        }
        let mut done = vec![false; cover.lefts()];
        // First paths, from their first person on; what is then left is cycles.
        for first in (0..cover.lefts()).filter(|p| !entered[*p]).chain(0..cover.lefts()) {
            let mut way = Vec::new();
            let mut next = Some(first);
            while let Some(person) = next.filter(|p| !done[*p]) {
                done[person] = true;
                way.push(person);
                next = right_of[person];
            }
            if entered[first] && way.len() % 2 == 1 {
                start.leave_cheapest_for_last(&mut way);
            }
            start.pair(&way);
        }
        start.waiting.sort_unstable();
        start
    }

    /// So many more people, who have no pairs and ask nothing.
    pub(crate) fn with_guests(mut self, guests: usize) -> Self {
        self.mate.extend(vec![NONE; guests]);
        self.twice_price.extend(vec![0; guests]);
        self
    }

    /// Turns a cycle so that who asks least comes last: theirs is the shortest search.
    fn leave_cheapest_for_last(&self, cycle: &mut [usize]) {
        let cheapest = (0..cycle.len()).min_by_key(|at| (self.twice_price[cycle[*at]], cycle[*at]));
        cycle.rotate_left((cheapest.unwrap_or_default() + 1) % cycle.len());
    }

    /// Pairs the first with the second, and so on.
    fn pair(&mut self, way: &[usize]) {
        for two in way.chunks(2) {
            match *two {
                [one, other] => (self.mate[one], self.mate[other]) = (other, one),
                [one] if self.twice_price[one] > 0 => self.waiting.push(one),
                _ => {}
            }
        }
    }
}
