//! The engine for one pool against `rustworkx-core`'s maximum-weight matching, on identical input, in one run.
//!
//! ```text
//! cargo bench -p assign --bench pool              # 1,000 people with all pairs, and 5,000 with some
//! cargo bench -p assign --bench pool -- 300 1000  # all pairs of as many as you like
//! ```
//!
//! Scores are drawn evenly from 1 to 400, the same for the same number of people. The columns are
//!
//! - *total*, *cardinality*, *bottleneck*: from edges with their scores to an assignment with its proof;
//! - *rustworkx*: `max_weight_matching` on a graph that is already built; no proof;
//! - *engine*: total as part of that time.
//!
//! Times in milliseconds, the least of three runs (of one run for `rustworkx`). The totals must be equal.

use std::convert::Infallible;
use std::process::ExitCode;
use std::time::Instant;

use assign::{Assignment, Edge, Objective, PoolInstance, assign_pool};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rustworkx_core::max_weight_matching::max_weight_matching;
use rustworkx_core::petgraph::graph::{NodeIndex, UnGraph};

type Failure = Box<dyn std::error::Error>;

/// A pool to be measured.
struct Pool {
    people: usize,
    /// How many in a thousand pairs have a score.
    density: u32,
    /// Whether it is small enough for the other matcher.
    compared: bool,
}

fn main() -> ExitCode {
    // `cargo bench` passes `--bench`; numbers are ours.
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let mut pools: Vec<Pool> = sizes.iter().map(|&people| Pool { people, density: 1000, compared: true }).collect();
    if pools.is_empty() {
        pools.push(Pool { people: 1_000, density: 1000, compared: true });
        pools.extend([50, 130].map(|density| Pool { people: 5_000, density, compared: false }));
    }
    println!("| people | edges | chosen | total | cardinality | bottleneck | rustworkx | engine |");
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    for pool in pools {
        if let Err(failure) = line(&pool) {
            eprintln!("{}: {failure}", pool.people);
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn line(pool: &Pool) -> Result<(), Failure> {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let pairs = (0..pool.people).flat_map(|left| (left + 1..pool.people).map(move |right| (left, right)));
    let edges: Vec<Edge> = pairs
        .filter_map(|(left, right)| {
            let score = random.random_range(1..=400);
            (random.random_range(0..1000) < pool.density).then_some(Edge { left, right, score })
        })
        .collect();

    let solve = |objective| -> Result<(f64, Assignment), Failure> {
        let solved = || PoolInstance::new(pool.people, edges.clone()).map(|instance| assign_pool(&instance, objective));
        let (time, assignment) = timed(3, solved);
        let assignment = assignment?;
        if assignment.optimal() { Ok((time, assignment)) } else { Err(format!("{objective:?} is not proved").into()) }
    };
    let (total, assignment) = solve(Objective::Total)?;
    let (cardinality, bottleneck) = (solve(Objective::Cardinality)?.0, solve(Objective::Bottleneck)?.0);
    let other = if pool.compared {
        let (time, sum) = by_rustworkx(pool.people, &edges);
        if sum != assignment.total() {
            return Err(format!("{} by the engine, {sum} by rustworkx-core", assignment.total()).into());
        }
        format!("{time:.1} | 1/{:.1}", time / total)
    } else {
        "– | –".to_owned()
    };
    let (people, count, chosen) = (pool.people, edges.len(), assignment.edges().len());
    println!("| {people} | {count} | {chosen} | {total:.1} | {cardinality:.1} | {bottleneck:.1} | {other} |");
    Ok(())
}

/// The time and the total.
fn by_rustworkx(people: usize, edges: &[Edge]) -> (f64, i128) {
    let mut graph = UnGraph::<(), i128>::with_capacity(people, edges.len());
    let nodes: Vec<NodeIndex> = (0..people).map(|_| graph.add_node(())).collect();
    for edge in edges {
        graph.add_edge(nodes[edge.left], nodes[edge.right], i128::from(edge.score));
    }
    let (time, found) = timed(1, || max_weight_matching(&graph, false, |e| Ok::<_, Infallible>(*e.weight()), false));
    let Ok(found) = found;
    let pairs = found.iter().filter_map(|(one, other)| graph.find_edge(nodes[*one], nodes[*other]));
    (time, pairs.filter_map(|edge| graph.edge_weight(edge)).sum())
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
