//! `tweespan assign`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::Serialize;

use super::{Failure, output, progress};
use crate::domain::Preference;
use crate::matching::score_file::{Capacities, ScoreFile};
use assign::Assignment;

/// Solves an assignment problem from a file of scores.
///
/// Writes the chosen pairs as CSV `left,right,score`, and a summary line to the standard error.
///
/// The input has the header `left,right,score`; the factor columns that `tweespan scores` adds are skipped.
/// Pairs that are not listed are forbidden. A left is chosen at most once, a right as often as its capacity. In one pool
/// everybody is chosen at most once, and a pair may be listed in either order.
#[derive(Debug, Args)]
pub(crate) struct AssignArgs {
    /// The scores, as CSV; `-` is the standard input
    #[arg(value_name = "SCORES.csv")]
    scores: PathBuf,
    /// One pool instead of two sides
    #[arg(long, conflicts_with = "capacities")]
    pool: bool,
    /// What is preferred
    #[arg(long, default_value_t, value_parser = super::preference())]
    prefer: Preference,
    /// How often each right may be chosen, as CSV `right,capacity`; 1 for those not in it
    #[arg(long, value_name = "FILE.csv")]
    capacities: Option<PathBuf>,
    /// Where to write the summary as JSON
    #[arg(long, value_name = "FILE.json")]
    summary: Option<PathBuf>,
}

pub(crate) fn run(args: &AssignArgs) -> Result<(), Failure> {
    // First the scores, to their end: in a pipe, `tweespan scores` has written the capacities by then.
    let scores = read(&args.scores, |file| ScoreFile::parse(file, args.pool))?;
    let capacities = match &args.capacities {
        Some(path) => read(path, Capacities::parse)?,
        None => Capacities::default(),
    };

    let started = Instant::now();
    let assignment = progress::during("pairing", || scores.assign(&capacities, args.prefer));
    let assignment = assignment.map_err(|e| Failure::new(format!("{}: {e}", output::name(&args.scores))))?;
    let summary = Summary::new(&assignment, started.elapsed().as_secs_f64());

    let (lefts, rights) = (scores.lefts(), scores.rights());
    let mut rows: Vec<_> = assignment.edges().iter().map(|e| (&*lefts[e.left], &*rights[e.right], e.score)).collect();
    rows.sort_unstable();
    let json = serde_json::to_string(&summary).map_err(|e| Failure::new(e.to_string()))?;
    if let Some(path) = &args.summary {
        output::write(Some(path), |out| Ok(writeln!(out, "{json}")?))?;
    }
    output::say(&json);
    output::write(None, |out| {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["left", "right", "score"])?;
        for (left, right, score) in rows {
            csv.write_record([left, right, &score.to_string()])?;
        }
        Ok(csv.flush()?)
    })
}

/// Reads a file and parses it; what is wrong is told with the file's name.
fn read<T>(path: &Path, parse: impl FnOnce(&[u8]) -> Result<T, String>) -> Result<T, Failure> {
    parse(&output::read(path)?).map_err(|what| Failure::new(format!("{}: {what}", output::name(path))))
}

#[derive(Debug, Serialize)]
struct Summary {
    duos: usize,
    total: i128,
    bound: i128,
    optimal: bool,
    solver: &'static str,
    seconds: f64,
}

impl Summary {
    fn new(assignment: &Assignment, seconds: f64) -> Self {
        Self {
            duos: assignment.edges().len(),
            total: assignment.total(),
            bound: assignment.bound(),
            optimal: assignment.optimal(),
            solver: assignment.solver(),
            seconds,
        }
    }
}
