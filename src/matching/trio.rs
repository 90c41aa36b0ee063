//! The odd one out: when one person of a pool is left over, the duo that they would fit best as a third.

use std::cmp::Reverse;

use super::order;
use super::pairs::Pair;
use super::rules::Rules;

/// An offer: one duo becomes a trio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trio {
    /// Who was left over, by index among the participants.
    pub third: usize,
    /// Which of the duos they fit best, by index among the duos.
    pub duo: usize,
    /// The sum of the third's scores with the two, 0 to 16,000.
    pub score: i64,
}

/// The duo that `third` fits best: the greatest sum of the scores with its two members, with both of whom the rules
/// allow a pair. None if there is no such duo. Among equals the order of the round decides, not that of the duos.
///
/// # Panics
/// If an index is not that of a participant.
#[must_use]
pub fn trio(duos: &[(usize, usize)], third: usize, rules: &Rules<'_>) -> Option<Trio> {
    let names = rules.participants().iter().map(|p| p.email().as_str());
    let place = order::inverse(&order::canonical(rules.settings().seed, names));
    let with = |member: usize| {
        // As everywhere in a pool, the lesser index first.
        let (one, other) = (third.min(member), third.max(member));
        rules.first_against(one, other).is_none().then(|| Pair::of(one, other, rules).reasons.score())
    };
    let fits = duos.iter().enumerate().filter_map(|(duo, &(one, other))| {
        let score = with(one)? + with(other)?;
        Some((score, Reverse(place[one].min(place[other])), duo))
    });
    fits.max().map(|(score, _, duo)| Trio { third, duo, score })
}
