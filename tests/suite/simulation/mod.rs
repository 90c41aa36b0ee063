//! A year of a programme, simulated: from a seed, people and coordinators do all that pages and API allow, in any order,
//! on rounds that overlap, while the clock jumps, mail fails and instances restart. After every step a checker that knows
//! the rules and not the code looks at the database and at the mails that arrived.
//!
//! `TWEESPAN_SIMULATION_SEEDS=1000 TWEESPAN_SIMULATION_FROM=1` runs as many, from that one; 20 from 1 else. A seed that
//! fails is made small, and kept in `tests/data/simulation/`, where it is run ever after. With
//! `TWEESPAN_SIMULATION_SURVEY=1` nothing fails: it counts what happened, and which rules did not hold.

mod acts;
mod departures;
mod facts;
mod figures;
mod instance;
mod log;
mod mailbox;
mod people;
mod perform;
mod rules;
mod shrink;
mod table;
mod world;
mod year;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use acts::Case;
use year::{Census, Failure, live};

use crate::harness::Database;

on_both_databases!(a_year_1_of_4, a_year_2_of_4, a_year_3_of_4, a_year_4_of_4, a_year_with_kills, cases_that_were_kept);

fn a_year_1_of_4(database: Database) {
    years(database, 0);
}

fn a_year_2_of_4(database: Database) {
    years(database, 1);
}

fn a_year_3_of_4(database: Database) {
    years(database, 2);
}

fn a_year_4_of_4(database: Database) {
    years(database, 3);
}

/// The second instance is the real binary, which is killed in the middle of acts.
fn a_year_with_kills(database: Database) {
    let count = option("TWEESPAN_SIMULATION_SEEDS", 20).div_ceil(20);
    let from = option("TWEESPAN_SIMULATION_FROM", 1);
    for seed in from..from + count {
        let case = Case::with_kills(seed);
        if let Some(failure) = live(database, &case, None).into_iter().next() {
            shrunk(database, &case, &failure);
        }
    }
}

fn option(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Every fourth seed.
fn years(database: Database, which: u64) {
    let (count, from) = (option("TWEESPAN_SIMULATION_SEEDS", 20), option("TWEESPAN_SIMULATION_FROM", 1));
    let survey = option("TWEESPAN_SIMULATION_SURVEY", 0) > 0;
    let mut census = Census::new();
    let mut seen: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    for seed in (from..from + count).filter(|seed| seed % 4 == which) {
        let case = Case::of(seed);
        let started = Instant::now();
        let result = live(database, &case, survey.then_some(&mut census));
        if survey {
            eprintln!("seed {seed}: {:.1} s, {} people", started.elapsed().as_secs_f64(), case.people);
        }
        for failure in result {
            if !survey {
                shrunk(database, &case, &failure);
            }
            let entry = seen.entry(failure.rule).or_insert_with(|| (0, String::new()));
            entry.0 += 1;
            if entry.0 <= 3 {
                write!(entry.1, "\n    seed {seed}, step {}: {}", failure.step, failure.what).unwrap();
            }
        }
    }
    for (what, count) in census {
        eprintln!("{count:6} {what}");
    }
    for (rule, (count, examples)) in seen {
        eprintln!("broken {rule}: {count}{examples}");
    }
}

/// Makes a failing case small, keeps it, and fails.
fn shrunk(database: Database, case: &Case, failure: &Failure) -> ! {
    let (small, last) = shrink::shrink(database, case, failure, Duration::from_secs(100));
    let file = folder().join(format!("{}-{}.json", failure.rule, case.seed));
    std::fs::write(&file, serde_json::to_string_pretty(&small).unwrap() + "\n").unwrap();
    panic!(
        "seed {} on {database:?} breaks {} at act {}: {}\nshrunk to {} acts, kept in {}: {}",
        case.seed,
        failure.rule,
        failure.step,
        failure.what,
        small.acts.len(),
        file.display(),
        last.what,
    );
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/simulation")
}

fn cases_that_were_kept(database: Database) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    for file in files {
        let case: Case = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        if let Some(failure) = live(database, &case, None).into_iter().next() {
            let Failure { step, rule, what } = failure;
            panic!("{} on {database:?} breaks {rule} at act {step}: {what}", file.display());
        }
    }
}
