//! The engine against `pathfinding`'s Kuhn–Munkres, on identical input, in one run.
//!
//! ```text
//! cargo bench --bench assign              # 200, 1,000 and 2,000 people
//! cargo bench --bench assign -- 1000 5000 # as many as you like
//! ```
//!
//! Each line is one round of `tweespan sample --people N --seed 1 --capacity 1-1`. The columns are
//!
//! - *pairs*: from profiles to eligible pairs with their scores;
//! - *quality*, *coverage*, *balance*: from those pairs to duos with their proof;
//! - *table*: `pathfinding::kuhn_munkres` on a table that is already filled, a forbidden pair as 0; no proof;
//! - *engine*: quality as part of the time for the table;
//! - *all*: pairs and quality as part of the time for the table.
//!
//! Times in milliseconds, the least of three runs (of one run for the table). The totals must be equal.

use std::process::ExitCode;
use std::time::Instant;

use pathfinding::matrix::Matrix;
use pathfinding::prelude::kuhn_munkres;
use tweespan::domain::{Preference, RoundSettings};
use tweespan::matching::assign::Edge;
use tweespan::matching::order::assign_named;
use tweespan::matching::{EarlierDuos, eligible_pairs};
use tweespan::sample::{Spec, people};

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    // `cargo bench` passes `--bench`; numbers are ours.
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![200, 1_000, 2_000] } else { sizes };
    println!("| people | pairs of people | pairs | quality | coverage | balance | table | engine | all |");
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
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
    let (settings, earlier) = (RoundSettings::default(), EarlierDuos::default());
    let (finding, pairs) = timed(3, || eligible_pairs(&people, &settings, &earlier));
    let edges: Vec<Edge> =
        pairs?.iter().map(|p| Edge { left: p.learner, right: p.guide, score: p.reasons.score() }).collect();
    let lefts: Vec<&str> = people.iter().map(|p| p.email().as_str()).collect();
    let rights: Vec<(&str, u32)> = lefts.iter().map(|name| (*name, 1)).collect();

    let solve = |preference| timed(3, || assign_named(&lefts, &rights, &edges, 0, preference));
    let (quality, assignment) = solve(Preference::Quality);
    let (coverage, balance) = (solve(Preference::Coverage).0, solve(Preference::Balance).0);

    let mut matrix = Matrix::new(size, size, 0_i64);
    for edge in &edges {
        matrix[(edge.left, edge.right)] = edge.score;
    }
    let (table, (total, _)) = timed(1, || kuhn_munkres(&matrix));
    let assignment = assignment?;
    if assignment.total() != i128::from(total) || !assignment.optimal() {
        return Err(format!("{} by the engine, {total} by the table", assignment.total()).into());
    }
    println!(
        "| {size} | {} | {finding:.1} | {quality:.1} | {coverage:.1} | {balance:.1} | {table:.1} | 1/{:.1} | 1/{:.1} |",
        edges.len(),
        table / quality,
        table / (finding + quality),
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
