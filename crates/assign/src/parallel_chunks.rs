//! Work on all processors, a stretch of it at a time.

use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Has all processors take turns at stretches of so many of `0..count`, and returns what each came to, in their order. What
/// `start` makes is a processor's own, which each of its stretches leaves to the next.
///
/// # Panics
/// If `work` does.
pub fn in_chunks<S, T: Send>(
    count: usize,
    size: usize,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, Range<usize>) -> T + Sync,
) -> Vec<T> {
    // To ask how many processors there are takes longer than a small problem.
    let stretches = count.div_ceil(size);
    let threads = if stretches < 2 { 1 } else { thread::available_parallelism().map_or(1, usize::from).min(stretches) };
    let next = AtomicUsize::new(0);
    let take_turns = || {
        let (mut own, mut done) = (start(), Vec::new());
        loop {
            let stretch = next.fetch_add(1, Ordering::Relaxed);
            if stretch >= stretches {
                return done;
            }
            done.push((stretch, work(&mut own, size * stretch..count.min(size * (stretch + 1)))));
        }
    };
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take_turns)).collect();
        let mine = take_turns();
        others
            .into_iter()
            .flat_map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .chain(mine)
            .collect()
    });
    done.sort_unstable_by_key(|(stretch, _)| *stretch);
    done.into_iter().map(|(_, came_to)| came_to).collect()
}
