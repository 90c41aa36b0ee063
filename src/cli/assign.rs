//! `tweespan assign`.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::Serialize;

use super::{Failure, output};
use crate::domain::{Factor, Preference, problem::shortened};
use crate::matching::assign::{Assignment, Edge};
use crate::matching::order::assign_named;

/// Writes the chosen pairs as CSV `left,right,score`, and a summary line to the standard error.
///
/// The input has the header `left,right,score`; the factor columns that `tweespan scores` adds are skipped.
/// Pairs that are not listed are forbidden. A left is chosen at most once, a right as often as its capacity.
#[derive(Debug, Args)]
pub(super) struct AssignArgs {
    /// The scores, as CSV; `-` is the standard input
    #[arg(value_name = "SCORES.csv")]
    scores: PathBuf,
    /// One pool instead of two sides (not there yet)
    #[arg(long)]
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

pub(super) fn run(args: &AssignArgs) -> Result<(), Failure> {
    if args.pool {
        return Err(Failure::new("--pool is not there yet"));
    }
    let scores = Scores::read(&args.scores)?;
    let capacities = args.capacities.as_deref().map(read_capacities).transpose()?.unwrap_or_default();
    let rights: Vec<_> =
        scores.rights.iter().map(|name| (name.as_str(), capacities.get(name).copied().unwrap_or(1))).collect();
    let lefts: Vec<_> = scores.lefts.iter().map(String::as_str).collect();

    let started = Instant::now();
    let assignment = assign_named(&lefts, &rights, &scores.edges, 0, args.prefer)
        .map_err(|e| Failure::new(format!("{}: {e}", output::name(&args.scores))))?;
    let summary = Summary::new(&assignment, started.elapsed().as_secs_f64());

    let mut rows: Vec<_> = assignment.edges().iter().map(|e| (lefts[e.left], rights[e.right].0, e.score)).collect();
    rows.sort_unstable();
    output::write(None, |out| {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["left", "right", "score"])?;
        for (left, right, score) in rows {
            csv.write_record([left, right, &score.to_string()])?;
        }
        Ok(csv.flush()?)
    })?;
    let json = serde_json::to_string(&summary).map_err(|e| Failure::new(e.to_string()))?;
    if let Some(path) = &args.summary {
        output::write(Some(path), |out| Ok(writeln!(out, "{json}")?))?;
    }
    output::say(&json);
    Ok(())
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

/// A file of scores: the names of each side in the order they occur, and the pairs.
#[derive(Debug, Default)]
struct Scores {
    lefts: Vec<String>,
    rights: Vec<String>,
    edges: Vec<Edge>,
}

impl Scores {
    fn read(path: &Path) -> Result<Self, Failure> {
        let mut scores = Self::default();
        let (mut left_index, mut right_index) = (HashMap::new(), HashMap::new());
        let mut lines: HashMap<(usize, usize), u64> = HashMap::new();
        let extra: Vec<_> = Factor::ALL.iter().map(|f| f.as_str()).collect();
        rows(path, ["left", "right", "score"], &extra, |line, [left, right, score]| {
            let score = score.trim().parse().map_err(|_| {
                format!("score: {:?} is not a whole number from {} to {}", shortened(score), i64::MIN, i64::MAX)
            })?;
            let left = intern(left, &mut left_index, &mut scores.lefts);
            let right = intern(right, &mut right_index, &mut scores.rights);
            if let Some(earlier) = lines.insert((left, right), line) {
                return Err(format!("left, right: the same pair as on line {earlier}"));
            }
            scores.edges.push(Edge { left, right, score });
            Ok(())
        })?;
        Ok(scores)
    }
}

fn intern(name: &str, index: &mut HashMap<String, usize>, names: &mut Vec<String>) -> usize {
    if let Some(&known) = index.get(name) {
        return known;
    }
    names.push(name.to_owned());
    index.insert(name.to_owned(), names.len() - 1);
    names.len() - 1
}

fn read_capacities(path: &Path) -> Result<BTreeMap<String, u32>, Failure> {
    let mut capacities: BTreeMap<String, u32> = BTreeMap::new();
    rows(path, ["right", "capacity"], &[], |_, [right, capacity]| {
        let number = capacity.trim().parse().ok().filter(|n| *n > 0);
        let number = number.ok_or_else(|| {
            format!("capacity: {:?} is not a whole number from 1 to {}", shortened(capacity), u32::MAX)
        })?;
        match capacities.insert(right.to_owned(), number) {
            Some(_) => Err(format!("right: {:?} has a capacity already", shortened(right))),
            None => Ok(()),
        }
    })?;
    Ok(capacities)
}

/// Reads a CSV file with this header, where the `extra` columns may follow, and hands over each row with its line.
fn rows<const N: usize>(
    path: &Path,
    header: [&str; N],
    extra: &[&str],
    mut each: impl FnMut(u64, [&str; N]) -> Result<(), String>,
) -> Result<(), Failure> {
    let bytes = output::read(path)?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let at = |line: u64, what: &str| Failure::new(format!("{}: line {line}: {what}", output::name(path)));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::StringRecord::new();
    let mut columns = None;
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|e| at(e.position().map_or(0, csv::Position::line), "not UTF-8"))?;
        if !more {
            break;
        }
        let line = record.position().map_or(0, csv::Position::line);
        match columns {
            None => {
                check_header(&record, header, extra).map_err(|what| at(line, &what))?;
                columns = Some(record.len());
            }
            Some(count) if count != record.len() => {
                return Err(at(line, &format!("{} fields where the header has {count}", record.len())));
            }
            Some(_) => {
                each(line, std::array::from_fn(|i| record.get(i).unwrap_or_default()))
                    .map_err(|what| at(line, &what))?;
            }
        }
    }
    if columns.is_none() {
        return Err(at(1, &format!("the file is empty; it begins with {}", header.join(","))));
    }
    Ok(())
}

fn check_header<const N: usize>(record: &csv::StringRecord, header: [&str; N], extra: &[&str]) -> Result<(), String> {
    if record.len() < header.len() || record.iter().zip(header).any(|(found, wanted)| found.trim() != wanted) {
        return Err(format!("the header must begin with {}", header.join(",")));
    }
    match record.iter().skip(header.len()).find(|name| !extra.contains(name)) {
        Some(unknown) => Err(format!("unknown column {:?}", shortened(unknown))),
        None => Ok(()),
    }
}
