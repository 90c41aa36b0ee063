//! The engine on rounds of a whole country: one line a run, so that a line's memory is its own.
//!
//! ```text
//! cargo bench --bench scale -- 100000 1-3            # people, capacities; quality
//! cargo bench --bench scale -- 100000 1-1 coverage
//! cargo bench --bench scale -- 2000 1-3 coverage one-way  # two people are one duo
//! cargo bench --bench scale -- 5000 1-3 coverage repair   # of its duos one in ten got a no, and one in two is silent
//! cargo bench --bench scale -- 5000 1-3 coverage apart    # all of them got a no
//! ```
//!
//! The people are those of `tweespan sample --people N --seed 1 --capacity MIN-MAX`. The columns are seconds from profiles
//! to a prepared round, from there to proved duos, and the most memory that the process held (Linux), the profiles
//! included.

use std::collections::HashSet;
use std::process::ExitCode;
use std::time::Instant;

use tweespan::domain::{Profile, RoundSettings};
use tweespan::matching::repair::{Open, repair};
use tweespan::matching::{History, Prepared};
use tweespan::sample::{Spec, people};

type Failure = Box<dyn std::error::Error>;

/// As in the binary.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    match line(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn line(arguments: &[String]) -> Result<(), Failure> {
    let count: usize = arguments.first().map_or(Ok(10_000), |people| people.parse())?;
    let capacities = arguments.get(1).map_or("1-3", String::as_str);
    let (least, most) = capacities.split_once('-').ok_or("capacities are two numbers, as in 1-3")?;
    let prefer = arguments.get(2).map_or("quality", String::as_str).parse().map_err(|e| format!("{e:?}"))?;
    let spec = Spec { people: count, seed: 1, topics: 60, regions: 12, capacity: least.parse()?..=most.parse()? };
    let people = people(&spec).map_err(|errors| format!("{errors:?}"))?;
    let what = arguments.get(3).map(String::as_str);
    let allow_both_ways = what != Some("one-way");
    let (settings, earlier) =
        (RoundSettings { prefer, allow_both_ways, ..RoundSettings::default() }, History::default());

    let started = Instant::now();
    let round = Prepared::new(&people, &settings, &earlier)?;
    let ready = started.elapsed().as_secs_f64();
    if let Some("repair" | "apart") = what {
        return repaired(&round, &people, &settings, what == Some("apart"));
    }
    let found = round.preview(&settings.weights, prefer)?;
    let all = started.elapsed().as_secs_f64();
    println!("| people | capacities | preference | ready | duos | all | found | total | proved | MiB |");
    println!("|---:|---:|---|---:|---:|---:|---:|---:|---|---:|");
    println!(
        "| {count} | {capacities} | {prefer} | {ready:.2} | {:.2} | {all:.2} | {} | {} | {} | {} |",
        all - ready,
        found.duos,
        found.total,
        if found.optimal { "yes" } else { "no" },
        peak().map_or("?".to_owned(), |kib| (kib / 1024).to_string()),
    );
    Ok(())
}

/// A repair of the round as it was proposed, after a no in some of its duos.
fn repaired(
    round: &Prepared<'_>,
    people: &[Profile],
    settings: &RoundSettings,
    all_apart: bool,
) -> Result<(), Failure> {
    let proposed = tweespan::matching::propose(people, settings, &History::default())?;
    let mut seats: Vec<u32> = people.iter().map(|person| person.takes_part().capacity().into()).collect();
    let (mut lefts, mut introduced, mut not_again) = (Vec::new(), Vec::new(), HashSet::new());
    for (n, duo) in proposed.duos().iter().enumerate() {
        let pair = (duo.learner, duo.guide);
        if all_apart || n % 10 == 0 {
            lefts.push(duo.learner);
            not_again.insert(pair);
            continue;
        }
        seats[duo.guide] = seats[duo.guide].saturating_sub(1);
        if n % 2 == 0 {
            introduced.push(pair);
        }
    }
    lefts.sort_unstable();
    let open = Open { lefts: &lefts, seats: &seats, introduced: &introduced, not_again: &not_again };
    let started = Instant::now();
    let found = repair(round, open).map_err(|error| error.to_string())?;
    println!("| people | free | silent | seconds | new | taken apart | proved | MiB |");
    println!("|---:|---:|---:|---:|---:|---:|---|---:|");
    println!(
        "| {} | {} | {} | {:.2} | {} | {} | {} | {} |",
        people.len(),
        lefts.len(),
        introduced.len(),
        started.elapsed().as_secs_f64(),
        found.new.len(),
        found.disturbed.len(),
        if found.optimal { "yes" } else { "no" },
        peak().map_or("?".to_owned(), |kib| (kib / 1024).to_string()),
    );
    Ok(())
}

/// The most memory that this process held, in KiB.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
