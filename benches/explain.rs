//! What an answer costs once a round is solved, against solving it.
//!
//! ```text
//! cargo bench --bench explain              # 200 and 2,000 people
//! cargo bench --bench explain -- 500 5000  # as many as you like
//! ```
//!
//! Each line is one round of `tweespan sample --people N --seed 1 --capacity 1-1`, of guidance or mutual. The columns are
//!
//! - *new*: from profiles to a solved round that answers questions;
//! - *why not*: what one pair would cost that is no duo, and who would move;
//! - *alternatives*: the best five of one learner, and of one guide;
//! - *relaxations*: what would give somebody a duo who has none;
//! - *trade-off*: of the whole round.
//!
//! Times in milliseconds: on average over some people, and for *new* and *trade-off* those of one run.

use std::process::ExitCode;
use std::time::Instant;

use tweespan::domain::{Factor, Kind, RoundSettings, Side, Weight};
use tweespan::matching::History;
use tweespan::matching::explain::Explainer;
use tweespan::sample::{Spec, people};

type Failure = Box<dyn std::error::Error>;

/// As in the binary.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many questions of each sort are asked.
const QUESTIONS: usize = 40;

fn main() -> ExitCode {
    // `cargo bench` passes `--bench`; numbers are ours.
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![200, 2_000] } else { sizes };
    println!(
        "| kind | people | new | why not | alternatives, learner | alternatives, guide | relaxations | trade-off |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (kind, size) in sizes.into_iter().flat_map(|size| [(Kind::Guidance, size), (Kind::Mutual, size)]) {
        if let Err(failure) = line(kind, size) {
            eprintln!("{size}: {failure}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn line(kind: Kind, size: usize) -> Result<(), Failure> {
    let spec = Spec { people: size, seed: 1, topics: 60, regions: 12, capacity: 1..=1 };
    let people = people(&spec).map_err(|errors| format!("{errors:?}"))?;
    let mut settings = RoundSettings { kind, ..RoundSettings::default() };
    if kind == Kind::Mutual {
        // Where both must learn few pairs are left; without that everybody may go with nearly everybody.
        settings.weights.set(Factor::Learning, Weight::Points(Weight::MAX));
    }
    let earlier = History::default();
    let (new, explainer) = timed(|| Explainer::new(&people, &settings, &earlier));
    let explainer = explainer?;

    let some: Vec<usize> = (0..size).step_by((size / QUESTIONS).max(1)).collect();
    let each = |ask: &dyn Fn(usize)| timed(|| some.iter().for_each(|who| ask(*who))).0 / count(some.len());
    let of_learner = each(&|who| drop(explainer.alternatives(who, Side::Learner, 5)));
    let of_guide = each(&|who| drop(explainer.alternatives(who, Side::Guide, 5)));
    let others: Vec<_> = some.iter().flat_map(|who| explainer.alternatives(*who, Side::Learner, 1)).collect();
    let ask = || others.iter().filter_map(|o| explainer.why_not(o.pair.learner, o.pair.guide)).count();
    let (why_not, answered) = timed(ask);
    let left_over: Vec<_> = explainer.unpaired().into_iter().take(QUESTIONS).collect();
    let ask = || left_over.iter().map(|u| explainer.relaxations(u.participant, u.side).len()).sum::<usize>();
    let (relaxations, _) = timed(ask);
    let (trade_off, _) = timed(|| explainer.trade_off());
    println!(
        "| {kind} | {size} | {new:.1} | {:.2} | {of_learner:.2} | {of_guide:.2} | {:.2} | {trade_off:.1} |",
        why_not / count(answered),
        relaxations / count(left_over.len()),
    );
    Ok(())
}

fn count(number: usize) -> f64 {
    u32::try_from(number.max(1)).map_or(f64::MAX, f64::from)
}

/// The time in milliseconds, and what it gave.
fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let started = Instant::now();
    let done = run();
    (started.elapsed().as_secs_f64() * 1e3, done)
}
