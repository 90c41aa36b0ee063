//! Two people who may be a duo, with their reasons.

use super::rules::Rules;
use super::score::Reasons;

/// Two people who may be a duo, by their index among the participants, and how good they would be.
///
/// In a guidance round the one learns and the other guides. Where both learn, `learner` is the left and `guide` the right
/// of the pair: of the first and the second group, or in one pool the lesser and the greater index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Who learns; the left.
    pub learner: usize,
    /// Who guides; the right.
    pub guide: usize,
    /// The points, which sum to the score.
    pub reasons: Reasons,
}

impl Pair {
    /// The pair of these two, whether or not the rules allow it.
    ///
    /// # Panics
    /// If an index is not that of a participant.
    #[must_use]
    pub fn of(learner: usize, guide: usize, rules: &Rules<'_>) -> Self {
        let reasons = Reasons::of(rules.sides().direction(), &rules.two(learner, guide), &rules.settings().weights);
        Self { learner, guide, reasons }
    }

    /// Left and right.
    #[must_use]
    pub const fn ends(&self) -> (usize, usize) {
        (self.learner, self.guide)
    }
}
