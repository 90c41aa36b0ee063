//! What lefts are asked for, on all processors, and their answers.

use std::ops::Range;

use crate::candidates::{Candidate, PricedCandidates, to_u32};
use crate::graph::Weight;
use crate::parallel_chunks::in_chunks;

/// How many lefts are asked at a time.
const CHUNK: usize = 64;

/// Asks so many lefts for at most `count` of their best pairs: each for what `question` tells, where it is to be found and
/// what a pair must leave it more than; or for nothing.
pub(crate) fn ask<'p, W: Weight, P: PricedCandidates<W> + 'p>(
    lefts: usize,
    count: usize,
    question: impl Fn(usize) -> Option<(&'p P, W)> + Sync,
) -> Answers<W> {
    let work = |(memo, found): &mut (Option<P::Memo>, Vec<Candidate<W>>), some: Range<usize>| {
        let mut stretch = Chunk { answers: Vec::with_capacity(CHUNK), pairs: Vec::new() };
        for left in some {
            let Some((offers, above)) = question(left) else {
                stretch.answers.push((0, None));
                continue;
            };
            found.clear();
            let memo = memo.get_or_insert_with(|| offers.memo());
            let rest = offers.best(memo, left, (count, above.max(W::default())), found);
            stretch.answers.push((to_u32(found.len()), Some(rest)));
            stretch.pairs.extend(found.iter().map(|offer| (offer.right, offer.weight)));
        }
        stretch
    };
    Answers(in_chunks(lefts, CHUNK, || (None, Vec::new()), work))
}

/// What was asked for, by left.
pub(crate) struct Answers<W>(Vec<Chunk<W>>);

/// Those of some lefts that follow on each other.
struct Chunk<W> {
    /// For each left how many pairs, and what every other pair leaves it at most; if it was asked.
    answers: Vec<(u32, Option<W>)>,
    /// Rights and weights.
    pairs: Vec<(u32, W)>,
}

impl<W: Copy> Answers<W> {
    /// For each left its pairs, rights and weights, best first.
    pub(crate) fn by_left(&self) -> impl Iterator<Item = &[(u32, W)]> {
        self.0.iter().flat_map(|stretch| {
            let mut rest = &stretch.pairs[..];
            stretch.answers.iter().map(move |(count, _)| {
                let (of_left, others) = rest.split_at(*count as usize);
                rest = others;
                of_left
            })
        })
    }

    /// For each left what every other pair leaves it at most, if it was asked.
    pub(crate) fn rests(&self) -> impl Iterator<Item = Option<W>> {
        self.0.iter().flat_map(|stretch| stretch.answers.iter().map(|(_, rest)| *rest))
    }
}
