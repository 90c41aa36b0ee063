//! What a preference weighs: a number above 0 for each pair that counts, so that only a greatest sum is to be found.

use crate::{Edge, Instance};

/// What is best. An objective of several steps compares by the first, and among equals by the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Objective {
    /// The greatest total; edges with a score of 0 or less are left out.
    Total,
    /// The most edges, then the greatest total.
    Cardinality,
    /// The most edges, then the greatest lowest score, then the greatest total.
    Bottleneck,
}

impl Objective {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Total, Self::Cardinality, Self::Bottleneck];
}

/// Which edges count, and what each weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeightFunction {
    /// Pairs with a lower score do not count.
    least: i64,
    premium: i128,
    /// Whether the score is part of the weight.
    scores: bool,
}

impl WeightFunction {
    /// The score of a pair, if it is above 0: the heaviest choice has the greatest total.
    #[must_use]
    pub const fn total() -> Self {
        Self { least: 1, premium: 0, scores: true }
    }

    /// The score and a premium of 0 or more, if that is above 0 together: the higher the premium, the more pairs the
    /// heaviest choice has. A premium above 2⁶³ leaves out no pair.
    pub(crate) fn with_premium(premium: i128) -> Self {
        let least = i64::try_from(1 - premium).unwrap_or(i64::MIN);
        Self { least, premium, scores: true }
    }

    /// A premium with which [`Self::with_premium`] has as many of these pairs as can be, and that is no more than `most`.
    pub(crate) fn enough(edges: &[Edge], most: i128) -> i128 {
        Self::cover_of(edges, most, i64::MIN).premium.max(0)
    }

    /// 1 for each pair with at least this score: the heaviest choice has the most pairs.
    pub(crate) const fn count(least: i64) -> Self {
        Self { least, premium: 1, scores: false }
    }

    /// A premium above the score of each pair with at least this score: the heaviest choice has the most pairs, and
    /// the greatest total among those.
    ///
    /// For that `premium + lowest > (number of pairs) · (greatest − lowest)`: one pair more outweighs whatever the
    /// others lose by it. With fewer than 2³⁰ lefts a weight is below 2⁹⁶, and 2³⁰ of them below 2¹²⁶.
    pub(crate) fn cover(problem: &Instance, least: i64) -> Self {
        Self::cover_of(problem.edges(), problem.max_edges(), least)
    }

    /// The same for these pairs, of which no choice has more than `most`.
    pub(crate) fn cover_of(edges: &[Edge], most: i128, least: i64) -> Self {
        let scores = edges.iter().map(|e| e.score).filter(|s| *s >= least);
        let (lowest, greatest) = scores.fold((i64::MAX, i64::MIN), |(low, high), s| (low.min(s), high.max(s)));
        if lowest > greatest {
            return Self::count(least);
        }
        Self::cover_between(lowest, greatest, most, least)
    }

    /// The same for any pairs whose scores from `least` on are between these two.
    pub(crate) fn cover_between(lowest: i64, greatest: i64, most: i128, least: i64) -> Self {
        let (lowest, greatest) = (i128::from(lowest), i128::from(greatest));
        Self { least, premium: 1 + most * (greatest - lowest) - lowest, scores: true }
    }

    /// The least score that counts.
    #[must_use]
    pub const fn least(self) -> i64 {
        self.least
    }

    /// What a pair that counts weighs beside its score, and whether the score is part of the weight.
    #[must_use]
    pub const fn beside(self) -> (i128, bool) {
        (self.premium, self.scores)
    }

    /// The weight of a pair with this score, above 0; `None` if it does not count.
    pub(crate) fn weight(self, score: i64) -> Option<i128> {
        let points = if self.scores { i128::from(score) } else { 0 };
        (score >= self.least).then_some(self.premium + points)
    }

    /// How far this score is below those that count.
    pub(crate) fn shortfall(self, score: i64) -> i128 {
        (i128::from(self.least) - i128::from(score)).max(0)
    }

    /// What the weights of so many pairs exceed their scores by.
    pub(crate) fn premiums(self, pairs: usize) -> i128 {
        self.premium * pairs as i128
    }
}
