//! The engine against `pathfinding`'s Kuhn–Munkres, on identical input, in one run.
//!
//! ```text
//! cargo bench --bench assign              # 200, 1,000 and 2,000 people
//! cargo bench --bench assign -- 1000 5000 # as many as you like
//! ```
//!
//! Each line is one round of `tweespan sample --people N --seed 1 --capacity 1-1`. The columns are
//!
//! - *pairs*: how many pairs are eligible;
//! - *ready*: from profiles to a prepared round;
//! - *quality*, *coverage*, *balance*: from there to duos with their proof, as after a changed weight;
//! - *table*: `pathfinding::kuhn_munkres` on a table that is already filled, a forbidden pair as 0; no proof;
//! - *engine*: from profiles to proved duos with quality, as part of the time for the table.
//!
//! Times in milliseconds, the least of three runs (of one run for the table). The totals must be equal.

use std::process::ExitCode;
use std::time::Instant;

use pathfinding::matrix::Matrix;
use pathfinding::prelude::kuhn_munkres;
use tweespan::domain::{Preference, RoundSettings};
use tweespan::matching::{History, Prepared, eligible_pairs};
use tweespan::sample::{Spec, people};

type Failure = Box<dyn std::error::Error>;

/// As in the binary.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // `cargo bench` passes `--bench`; numbers are ours.
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![200, 1_000, 2_000] } else { sizes };
    println!("| people | pairs | ready | quality | coverage | balance | table | engine |");
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    for size in sizes {
        if let Err(failure) = line(size) {
            eprintln!("{size}: {failure}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn line(size: usize) -> Result<(), Failure> {
    let spec = Spec { people: size, seed: 1, topics: 60, regions: 12, capacity: 1..=1 };
    let people = people(&spec).map_err(|errors| format!("{errors:?}"))?;
    // The table knows of no people who are on both sides.
    let (settings, earlier) = (RoundSettings { allow_both_ways: true, ..RoundSettings::default() }, History::default());
    let pairs = eligible_pairs(&people, &settings, &earlier)?;
    let mut matrix = Matrix::new(size, size, 0_i64);
    for pair in &pairs {
        matrix[pair.ends()] = pair.reasons.score();
    }

    let (ready, round) = timed(3, || Prepared::new(&people, &settings, &earlier));
    let round = round?;
    let solve = |preference| timed(3, || round.preview(&settings.weights, preference));
    let (quality, found) = solve(Preference::Quality);
    let (coverage, balance) = (solve(Preference::Coverage).0, solve(Preference::Balance).0);
    let (table, (total, _)) = timed(1, || kuhn_munkres(&matrix));
    let found = found?;
    if found.total != i128::from(total) || !found.optimal {
        return Err(format!("{} by the engine, {total} by the table", found.total).into());
    }
    println!(
        "| {size} | {} | {ready:.1} | {quality:.1} | {coverage:.1} | {balance:.1} | {table:.1} | 1/{:.1} |",
        pairs.len(),
        table / (ready + quality),
    );
    Ok(())
}

/// The least time in milliseconds of so many runs, and what the last one gave.
fn timed<T>(runs: usize, run: impl Fn() -> T) -> (f64, T) {
    let once = || {
        let started = Instant::now();
        let result = run();
        (started.elapsed().as_secs_f64() * 1e3, result)
    };
    let (mut least, mut result) = once();
    for _ in 1..runs {
        let (time, again) = once();
        (least, result) = (least.min(time), again);
    }
    (least, result)
}
