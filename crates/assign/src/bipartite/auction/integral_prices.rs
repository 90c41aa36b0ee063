//! From prices that are nearly right to whole ones that are.
//!
//! Weights are whole numbers times a scale above the number of lefts. After a phase whose step is 1, everybody is content
//! within 1, so that what anybody could gain by any chain of moves is less than the scale, and therefore nothing: the
//! choice is the heaviest. Prices divided by the scale, and rounded down, are whole; where somebody then rather sat
//! elsewhere, the price there rises until they do not, and so on from there. No chain of these raises a price above what
//! it was, rounded down, plus 1 (Goldberg and Kennedy 1995, on prices of an optimum).

use super::Weighted;
use super::bidding::Market;
use crate::candidates::to_u32;
use crate::graph::Weight;

/// Of each left so many pairs are close, and those that leave it less than its best by up to this part of the range.
const CLOSE: usize = 12;
const CLOSE_PART: u32 = 64;

impl<N: Weight> Market<'_, N> {
    /// Makes prices and gains whole multiples of the scale, and everybody content at them.
    pub(crate) fn make_whole(&mut self) {
        let scale = self.core.scale();
        for right in 0..self.prices.len() {
            self.reprice(right, self.prices[right] / scale * scale);
        }
        let mut waiting: Vec<usize> = (0..self.gains.len()).rev().collect();
        while let Some(left) = waiting.pop() {
            for place in 0..self.core.of_left(left).len() {
                let pair = self.core.of_left(left)[place];
                let (right, fair) = (pair.right as usize, pair.weight - self.gains[left]);
                if fair > self.prices[right] {
                    self.reprice(right, fair);
                    waiting.extend(self.seats.at(right).iter().map(|left| *left as usize));
                }
            }
        }
    }

    /// The prices, rounded down to whole ones.
    pub(crate) fn whole_prices<W: Weight>(&self) -> Vec<W> {
        let scale = self.core.scale();
        self.prices.iter().map(|price| W::narrow((*price / scale).into())).collect()
    }

    /// The pairs of each left that leave it least less than what it gains, by left.
    pub(crate) fn close_pairs<W: Weight>(&self) -> Vec<Weighted<W>> {
        let scale = self.core.scale();
        let (least, greatest) = self.core.range();
        let margin = (greatest - least) / N::of(CLOSE_PART);
        let (mut close, mut of_left) = (Vec::new(), Vec::new());
        for left in 0..self.gains.len() {
            let slack = |(right, weight): (u32, N)| self.gains[left] + self.prices[right as usize] - weight;
            of_left.clear();
            of_left.extend(
                self.core.of_left(left).iter().map(|pair| (slack((pair.right, pair.weight)), pair.right, pair.weight)),
            );
            of_left.sort_unstable_by_key(|(slack, right, _)| (*slack, *right));
            let near = of_left.iter().enumerate().take_while(|(place, (slack, ..))| *place < CLOSE || *slack <= margin);
            close.extend(
                near.map(|(_, (_, right, weight))| (to_u32(left), *right, W::narrow((*weight / scale).into()))),
            );
        }
        close
    }
}
