//! What lefts are asked for, on all processors, and their answers.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::super::graph::Weight;
use super::super::offers::{Priced, number};

/// How many lefts are asked at a time.
const STRETCH: usize = 64;

/// Asks so many lefts for at most `count` of their best pairs: each for what `question` tells, where it is to be found and
/// what a pair must leave it more than; or for nothing.
pub(super) fn ask<'p, W: Weight, P: Priced<W> + 'p>(
    lefts: usize,
    count: usize,
    question: impl Fn(usize) -> Option<(&'p P, W)> + Sync,
) -> Answers<W> {
    // To ask how many processors there are takes longer than a small problem.
    let stretches = lefts.div_ceil(STRETCH);
    let threads = if stretches < 2 { 1 } else { thread::available_parallelism().map_or(1, usize::from).min(stretches) };
    let next = AtomicUsize::new(0);
    let take_turns = || {
        let (mut memo, mut found, mut stretches) = (None, Vec::new(), Vec::new());
        loop {
            let first = STRETCH * next.fetch_add(1, Ordering::Relaxed);
            if first >= lefts {
                return stretches;
            }
            let mut stretch = Stretch { first, answers: Vec::with_capacity(STRETCH), pairs: Vec::new() };
            for left in first..lefts.min(first + STRETCH) {
                let Some((offers, above)) = question(left) else {
                    stretch.answers.push((0, None));
                    continue;
                };
                found.clear();
                let memo = memo.get_or_insert_with(|| offers.memo());
                let rest = offers.best(memo, left, (count, above.max(W::default())), &mut found);
                stretch.answers.push((number(found.len()), Some(rest)));
                stretch.pairs.extend(found.iter().map(|offer| (offer.right, offer.weight)));
            }
            stretches.push(stretch);
        }
    };
    let mut found: Vec<Stretch<W>> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take_turns)).collect();
        let mine = take_turns();
        others
            .into_iter()
            .flat_map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .chain(mine)
            .collect()
    });
    found.sort_unstable_by_key(|stretch| stretch.first);
    Answers(found)
}

/// What was asked for, by left.
pub(super) struct Answers<W>(Vec<Stretch<W>>);

/// Those of some lefts that follow on each other.
struct Stretch<W> {
    first: usize,
    /// For each left how many pairs, and what every other pair leaves it at most; if it was asked.
    answers: Vec<(u32, Option<W>)>,
    /// Rights and weights.
    pairs: Vec<(u32, W)>,
}

impl<W: Copy> Answers<W> {
    /// For each left its pairs, rights and weights, best first.
    pub(super) fn by_left(&self) -> impl Iterator<Item = &[(u32, W)]> {
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
    pub(super) fn rests(&self) -> impl Iterator<Item = Option<W>> {
        self.0.iter().flat_map(|stretch| stretch.answers.iter().map(|(_, rest)| *rest))
    }
}
