//! What `tweespan assign` does to the bytes of its files: a clear refusal, or a choice that is allowed and proved.
//!
//! The first byte is the preference and whether it is one pool. What follows is the file of scores, up to a line `--`; after
//! that the file of capacities. Headers are put in front, so that the fuzzer finds its way to the rows.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use tweespan::domain::Preference;
use assign::{Assignment, Edge};
use tweespan::matching::score_file::{Capacities, ScoreFile};

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, files)) = bytes.split_first() else { return };
    let preference = Preference::ALL[usize::from(first >> 1) % Preference::ALL.len()];
    let pool = first & 1 == 1;
    let end = files.windows(4).position(|four| four == b"\n--\n");
    let (scores, capacities) = end.map_or((files, &b""[..]), |end| (&files[..=end], &files[end + 4..]));

    // Most bytes have no header: what is refused then must be refused without a panic as well.
    let _ = (ScoreFile::parse(files, pool), Capacities::parse(files));
    let headed = |header: &[u8], rows: &[u8]| [header, rows].concat();
    let Ok(scores) = ScoreFile::parse(&headed(b"left,right,score\n", scores), pool) else { return };
    let Ok(capacities) = Capacities::parse(&headed(b"right,capacity\n", capacities)) else { return };
    let assignment = scores.assign(&capacities, preference).expect("what was read can be solved");
    assert_allowed(&assignment, &scores, &capacities, pool);
    assert!(assignment.optimal(), "{preference:?}, pool: {pool}: not proved");
    assert_eq!(assignment.bound(), assignment.total());
});

/// Every pair was offered, and nobody is chosen more often than may be.
fn assert_allowed(assignment: &Assignment, scores: &ScoreFile, capacities: &Capacities, pool: bool) {
    let offered: BTreeMap<(usize, usize), &Edge> = scores.edges().iter().map(|e| ((e.left, e.right), e)).collect();
    let mut taken: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for edge in assignment.edges() {
        assert_eq!(offered.get(&(edge.left, edge.right)), Some(&edge), "it was not offered");
        *taken.entry((0, edge.left)).or_default() += 1;
        *taken.entry((usize::from(!pool), edge.right)).or_default() += 1;
    }
    for ((side, index), times) in taken {
        let most = if side == 1 { capacities.of(&scores.rights()[index]) } else { 1 };
        assert!(times <= most, "side {side}, {index}: {times} times, {most} at most");
    }
    let total: i128 = assignment.edges().iter().map(|e| i128::from(e.score)).sum();
    assert_eq!(assignment.total(), total);
}
