//! `tweespan assign`.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::Serialize;

use super::{Failure, output, table};
use crate::domain::{Factor, Preference, problem::shortened};
use crate::matching::assign::{Assignment, Edge};
use crate::matching::order::{assign_named, assign_pool_named};

/// Solves an assignment problem from a file of scores.
///
/// Writes the chosen pairs as CSV `left,right,score`, and a summary line to the standard error.
///
/// The input has the header `left,right,score`; the factor columns that `tweespan scores` adds are skipped.
/// Pairs that are not listed are forbidden. A left is chosen at most once, a right as often as its capacity. In one pool
/// everybody is chosen at most once, and a pair may be listed in either order.
#[derive(Debug, Args)]
pub(super) struct AssignArgs {
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

pub(super) fn run(args: &AssignArgs) -> Result<(), Failure> {
    // First the scores, to their end: in a pipe, `tweespan scores` has written the capacities by then.
    let scores = read(&args.scores, |file| Scores::parse(file, args.pool))?;
    let capacities = match &args.capacities {
        Some(path) => read(path, parse_capacities)?,
        None => BTreeMap::new(),
    };
    let lefts: Vec<_> = scores.lefts.list.iter().map(String::as_str).collect();
    let rights: Vec<_> = match &scores.rights {
        Some(rights) => rights.list.iter().map(String::as_str).collect(),
        None => lefts.clone(),
    };

    let started = Instant::now();
    let assignment = if args.pool {
        assign_pool_named(&lefts, &scores.edges, 0, args.prefer)
    } else {
        let seats: Vec<_> = rights.iter().map(|name| (*name, capacities.get(*name).copied().unwrap_or(1))).collect();
        assign_named(&lefts, &seats, &scores.edges, 0, args.prefer)
    };
    let assignment = assignment.map_err(|e| Failure::new(format!("{}: {e}", output::name(&args.scores))))?;
    let summary = Summary::new(&assignment, started.elapsed().as_secs_f64());

    let mut rows: Vec<_> = assignment.edges().iter().map(|e| (lefts[e.left], rights[e.right], e.score)).collect();
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

/// A file of scores: the names of each side, and the pairs.
#[derive(Debug)]
struct Scores {
    lefts: Names,
    /// None in one pool, where the lefts are everybody.
    rights: Option<Names>,
    edges: Vec<Edge>,
}

impl Scores {
    fn parse(file: &[u8], pool: bool) -> Result<Self, String> {
        let mut scores = Self { lefts: Names::default(), rights: (!pool).then(Names::default), edges: Vec::new() };
        let mut lines: HashMap<(usize, usize), u64> = HashMap::new();
        let extra: Vec<_> = Factor::ALL.iter().map(|f| f.as_str()).collect();
        table::rows(file, ["left", "right", "score"], &extra, |line, [left, right, score]| {
            let score = score.trim().parse().map_err(|_| {
                format!("score: {:?} is not a whole number from {} to {}", shortened(score), i64::MIN, i64::MAX)
            })?;
            if pool && left == right {
                return Err(format!("left, right: {:?} twice; in a pool nobody goes with themselves", shortened(left)));
            }
            let left = scores.lefts.index(left);
            let right = scores.rights.as_mut().unwrap_or(&mut scores.lefts).index(right);
            // In one pool a pair is the same in either order.
            let pair = if pool { (left.min(right), left.max(right)) } else { (left, right) };
            if let Some(earlier) = lines.insert(pair, line) {
                return Err(format!("left, right: the same pair as on line {earlier}"));
            }
            scores.edges.push(Edge { left, right, score });
            Ok(())
        })?;
        Ok(scores)
    }
}

/// Names in the order they occur.
#[derive(Debug, Default)]
struct Names {
    list: Vec<String>,
    index: HashMap<String, usize>,
}

impl Names {
    /// The place of a name, which is the next one if it is new.
    fn index(&mut self, name: &str) -> usize {
        if let Some(&known) = self.index.get(name) {
            return known;
        }
        self.list.push(name.to_owned());
        self.index.insert(name.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }
}

fn parse_capacities(file: &[u8]) -> Result<BTreeMap<String, u32>, String> {
    let mut capacities: BTreeMap<String, u32> = BTreeMap::new();
    table::rows(file, ["right", "capacity"], &[], |_, [right, capacity]| {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_any_text_and_may_stand_on_both_sides() {
        let file = "left,right,score\na,\"é, \"\"b\"\"\",-3\na,a,7\n".as_bytes();
        let scores = Scores::parse(file, false).unwrap();
        assert_eq!(scores.lefts.list, ["a"]);
        assert_eq!(scores.rights.unwrap().list, ["é, \"b\"", "a"]);
        assert_eq!(scores.edges, [Edge { left: 0, right: 0, score: -3 }, Edge { left: 0, right: 1, score: 7 }]);
    }

    #[test]
    fn a_pair_twice_is_told_with_both_lines() {
        let error = Scores::parse(b"left,right,score\na,b,1\na,c,1\na,b,2\n", false).unwrap_err();
        assert_eq!(error, "line 4: left, right: the same pair as on line 2");
        let turned = b"left,right,score\na,b,1\nb,a,2\n";
        assert!(Scores::parse(turned, false).is_ok());
        assert_eq!(Scores::parse(turned, true).unwrap_err(), "line 3: left, right: the same pair as on line 2");
    }

    #[test]
    fn in_a_pool_both_columns_are_the_same_people() {
        let scores = Scores::parse(b"left,right,score\nb,a,1\na,c,2\n", true).unwrap();
        assert_eq!((scores.lefts.list, scores.rights.is_none()), (vec!["b".into(), "a".into(), "c".into()], true));
        assert_eq!(scores.edges, [Edge { left: 0, right: 1, score: 1 }, Edge { left: 1, right: 2, score: 2 }]);
        let error = Scores::parse(b"left,right,score\na,b,1\nc,c,2\n", true).unwrap_err();
        assert_eq!(error, "line 3: left, right: \"c\" twice; in a pool nobody goes with themselves");
    }

    #[test]
    fn a_score_is_a_whole_number_of_64_bits() {
        for score in ["1.5", "NaN", "inf", "", "9223372036854775808", "1e3", "--1"] {
            let error = Scores::parse(format!("left,right,score\na,b,{score}\n").as_bytes(), false).unwrap_err();
            assert!(error.starts_with("line 2: score: "), "{error}");
        }
        for score in [i64::MIN, i64::MAX] {
            let scores = Scores::parse(format!("left,right,score\na,b,{score}\n").as_bytes(), false).unwrap();
            assert_eq!(scores.edges[0].score, score);
        }
    }

    #[test]
    fn a_capacity_is_a_number_above_0_and_given_once() {
        for (rows, error) in [("a,0", "line 2: capacity"), ("a,x", "line 2: capacity"), ("a,1\na,1", "line 3: right")] {
            let found = parse_capacities(format!("right,capacity\n{rows}\n").as_bytes()).unwrap_err();
            assert!(found.starts_with(error), "{found}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            for pool in [false, true] {
                let _ = Scores::parse(&bytes, pool);
                let _ = Scores::parse(&[b"left,right,score\n", bytes.as_slice()].concat(), pool);
            }
        }
    }
}
