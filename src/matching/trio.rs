//! The odd one out: when one person of a pool is left over, the duo that they would fit best as a third.
//!
//! A trio is three duos of three people: each meets both of the others.

use std::cmp::Reverse;

use super::explain::Unpaired;
use super::order;
use super::pairs::Pair;
use super::rules::Rules;

/// One duo, and who is left over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trio {
    /// Who was left over, by index among the participants.
    pub third: usize,
    /// The duo that they fit best, by indices among the participants.
    pub duo: (usize, usize),
    /// The sum of the third's scores with the two, 0 to 18,000.
    pub score: i64,
}

impl Trio {
    /// The two duos that the third has in it, the lesser index first.
    #[must_use]
    pub fn joined(&self) -> [(usize, usize); 2] {
        [self.duo.0, self.duo.1].map(|member| in_order(self.third, member))
    }
}

/// As everywhere in a pool, the lesser index first.
fn in_order(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// The duo that `third` fits best: the greatest sum of the scores with its two members, with both of whom the rules
/// allow a pair. None if there is no such duo. Among equals the order of the round decides, not that of the duos.
///
/// `score` gives that of two people, the lesser index first.
///
/// # Panics
/// If an index is not that of a participant.
pub fn trio(
    duos: &[(usize, usize)],
    third: usize,
    rules: &Rules<'_>,
    score: impl Fn(usize, usize) -> i64,
) -> Option<Trio> {
    let names = rules.participants().iter().map(|p| p.email().as_str());
    let place = order::inverse(&order::canonical(rules.settings().seed, names));
    let with = |member: usize| {
        let (one, other) = in_order(third, member);
        rules.first_against(one, other).is_none().then(|| score(one, other))
    };
    let fits = duos.iter().filter_map(|&(one, other)| {
        let score = with(one)? + with(other)?;
        Some((score, Reverse(place[one].min(place[other])), (one, other)))
    });
    fits.max().map(|(score, _, duo)| Trio { third, duo, score })
}

/// The trio to offer, if this is a pool and one person is left over; where the round has it so, they join.
pub(crate) fn odd_one_out(duos: &mut Vec<Pair>, unpaired: &mut Vec<Unpaired>, rules: &Rules<'_>) -> Option<Trio> {
    let [one] = &unpaired[..] else { return None };
    if !rules.sides().one_pool() {
        return None;
    }
    let ends: Vec<_> = duos.iter().map(Pair::ends).collect();
    let score = |one, other| Pair::of(one, other, rules).reasons.score();
    let trio = trio(&ends, one.participant, rules, score)?;
    if rules.settings().trio {
        duos.extend(trio.joined().map(|(one, other)| Pair::of(one, other, rules)));
        duos.sort_unstable_by_key(Pair::ends);
        unpaired.clear();
    }
    Some(trio)
}
