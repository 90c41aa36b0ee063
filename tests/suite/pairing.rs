//! Pairing on the command line, against a solver by others: the GNU Linear Programming Kit.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::{Command, Stdio};

use crate::harness::{Database, Home};

const SAMPLE: &str = include_str!("../../config/sample/professionals.csv");

/// Left, right, score.
type Edge = (String, String, i64);

fn edges(csv_text: &str) -> Vec<Edge> {
    let mut reader = csv::Reader::from_reader(csv_text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| (row[0].to_owned(), row[1].to_owned(), row[2].parse().unwrap())).collect()
}

/// How many learners each guide takes, read from the people file itself.
fn capacities(people: &str) -> BTreeMap<String, u32> {
    let mut reader = csv::Reader::from_reader(people.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (email, part, capacity) = (column("email"), column("takes_part_as"), column("capacity"));
    let rows = reader.records().map(Result::unwrap).filter(|row| &row[part] != "learn");
    rows.map(|row| (row[email].to_owned(), row[capacity].parse().unwrap())).collect()
}

fn total(edges: &[Edge]) -> i64 {
    edges.iter().map(|(_, _, score)| score).sum()
}

/// What the other solver finds: the greatest sum of `worth`, with exactly `duos` pairs if that is given.
fn optimum(
    home: &Home,
    edges: &[Edge],
    seats: &BTreeMap<String, u32>,
    worth: impl Fn(i64) -> i64,
    duos: Option<usize>,
) -> i64 {
    solved_by_others(home, (edges, seats), worth, duos, false)
}

/// The same; with `one_way` no two people are a pair both ways.
fn solved_by_others(
    home: &Home,
    (edges, seats): (&[Edge], &BTreeMap<String, u32>),
    worth: impl Fn(i64) -> i64,
    duos: Option<usize>,
    one_way: bool,
) -> i64 {
    if edges.is_empty() {
        return 0;
    }
    let mut lp = "Maximize\n total:\n".to_owned();
    let mut of_left: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut of_right: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, (left, right, score)) in edges.iter().enumerate() {
        writeln!(lp, " + {} x{n}", worth(*score)).unwrap();
        of_left.entry(left).or_default().push(n);
        of_right.entry(right).or_default().push(n);
    }
    lp.push_str("Subject To\n");
    let mut row = |name: String, of: &[usize], relation: &str, bound: usize| {
        writeln!(lp, " {name}:").unwrap();
        for n in of {
            writeln!(lp, " + x{n}").unwrap();
        }
        writeln!(lp, " {relation} {bound}").unwrap();
    };
    for (n, of) in of_left.values().enumerate() {
        row(format!("l{n}"), of, "<=", 1);
    }
    for (n, (right, of)) in of_right.iter().enumerate() {
        row(format!("r{n}"), of, "<=", seats[*right] as usize);
    }
    if let Some(duos) = duos {
        row("duos".to_owned(), &(0..edges.len()).collect::<Vec<_>>(), "=", duos);
    }
    if one_way {
        let places: BTreeMap<(&str, &str), usize> =
            edges.iter().enumerate().map(|(n, (left, right, _))| ((left.as_str(), right.as_str()), n)).collect();
        for (n, (left, right, _)) in edges.iter().enumerate() {
            if let Some(rival) = places.get(&(right.as_str(), left.as_str())).filter(|rival| n < **rival) {
                row(format!("c{n}"), &[n, *rival], "<=", 1);
            }
        }
        lp.push_str("Binary\n");
        for n in 0..edges.len() {
            writeln!(lp, " x{n}").unwrap();
        }
    }
    lp.push_str("End\n");
    let (file, solution) = (home.path().join("problem.lp"), home.path().join("solution"));
    std::fs::write(&file, lp).unwrap();
    let output = Command::new("glpsol").arg("--lp").arg(&file).arg("--write").arg(&solution).output();
    let output = output.unwrap_or_else(|e| panic!("glpsol (Debian's glpk-utils) does not run: {e}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let solution = std::fs::read_to_string(&solution).unwrap();
    let found = |line: &&str| line.starts_with(if one_way { "s mip " } else { "s bas " });
    let line = solution.lines().find(found).unwrap_or_else(|| panic!("{solution}"));
    assert!(line.contains(if one_way { " o " } else { " f f " }), "no optimum: {line}");
    // Each pair is worth a whole number and the corners of this problem are whole too.
    let value: f64 = line.rsplit(' ').next().unwrap().parse().unwrap();
    assert!((value - value.round()).abs() < 1e-6, "{value}");
    format!("{value:.0}").parse().unwrap()
}

fn most_duos(home: &Home, edges: &[Edge], seats: &BTreeMap<String, u32>) -> usize {
    usize::try_from(optimum(home, edges, seats, |_| 1, None)).unwrap()
}

/// Nobody twice on the left, nobody over capacity on the right, and every pair one of those on offer.
fn assert_allowed(duos: &[Edge], offered: &[Edge], seats: &BTreeMap<String, u32>) {
    let offered: BTreeSet<&Edge> = offered.iter().collect();
    let mut lefts = BTreeSet::new();
    let mut taken: BTreeMap<&str, u32> = BTreeMap::new();
    for duo in duos {
        assert!(offered.contains(duo), "{duo:?} is not on offer");
        assert!(lefts.insert(&duo.0), "{} is there twice", duo.0);
        *taken.entry(&duo.1).or_default() += 1;
    }
    for (right, taken) in taken {
        assert!(taken <= seats[right], "{right} has {taken}");
    }
}

fn agrees_with_the_other_solver(people: &str) {
    let home = Home::new(Database::Sqlite);
    std::fs::write(home.path().join("people.csv"), people).unwrap();
    let scores = home.run(&["scores", "people.csv"]).expect_success();
    let (offered, seats) = (edges(&scores), capacities(people));
    assert!(offered.len() > 100);
    let rows: Vec<String> = seats.iter().map(|(right, capacity)| format!("{right},{capacity}\n")).collect();
    std::fs::write(home.path().join("seats.csv"), format!("right,capacity\n{}", rows.concat())).unwrap();
    std::fs::write(home.path().join("both.toml"), "allow_both_ways = true\n").unwrap();
    for prefer in ["quality", "coverage", "balance"] {
        let matched = home.run(&["match", "people.csv", "--prefer", prefer, "--settings", "both.toml"]);
        let said = matched.stderr.clone();
        let duos = edges(&matched.expect_success());
        assert_allowed(&duos, &offered, &seats);
        assert!(said.contains(&format!("{} duos, total {}", duos.len(), total(&duos))), "{said}");
        assert!(said.contains("proved the best"), "{said}");

        let assign = ["assign", "-", "--prefer", prefer, "--capacities", "seats.csv", "--summary", "summary.json"];
        let assigned = edges(&home.run_with_input(&assign, scores.as_bytes()).expect_success());
        assert_allowed(&assigned, &offered, &seats);
        assert_eq!((assigned.len(), total(&assigned)), (duos.len(), total(&duos)), "{prefer}");
        let summary: serde_json::Value =
            serde_json::from_slice(&std::fs::read(home.path().join("summary.json")).unwrap()).unwrap();
        assert_eq!(summary["total"], total(&duos));
        assert_eq!(summary["bound"], summary["total"]);
        assert_eq!(summary["optimal"], true);
        assert_eq!(summary["duos"], duos.len());

        match prefer {
            "quality" => assert_eq!(total(&duos), optimum(&home, &offered, &seats, |score| score.max(0), None)),
            "coverage" => {
                assert_eq!(duos.len(), most_duos(&home, &offered, &seats));
                assert_eq!(total(&duos), optimum(&home, &offered, &seats, |score| score, Some(duos.len())));
            }
            _ => {
                let lowest = duos.iter().map(|(_, _, score)| *score).min().unwrap();
                let from = |least: i64| offered.iter().filter(|edge| edge.2 >= least).cloned().collect::<Vec<_>>();
                assert_eq!(duos.len(), most_duos(&home, &offered, &seats));
                assert!(most_duos(&home, &from(lowest + 1), &seats) < duos.len(), "the lowest could be higher");
                assert_eq!(total(&duos), optimum(&home, &from(lowest), &seats, |score| score, Some(duos.len())));
            }
        }
    }
}

#[test]
#[ignore = "needs GLPK: run tests/run"]
fn the_sample_is_paired_as_well_as_another_solver_can() {
    agrees_with_the_other_solver(SAMPLE);
}

#[test]
#[ignore = "needs GLPK: run tests/run"]
fn a_greater_round_is_paired_as_well_as_another_solver_can() {
    let home = Home::new(Database::Sqlite);
    let people = home.run(&["sample", "--people", "150", "--seed", "11"]).expect_success();
    agrees_with_the_other_solver(&people);
}

#[test]
#[ignore = "needs GLPK: run tests/run"]
fn two_people_are_one_duo_as_well_as_another_solver_can() {
    let home = Home::new(Database::Sqlite);
    std::fs::write(home.path().join("people.csv"), SAMPLE).unwrap();
    let scores = home.run(&["scores", "people.csv"]).expect_success();
    let (offered, seats) = (edges(&scores), capacities(SAMPLE));
    for prefer in ["quality", "coverage"] {
        let matched = home.run(&["match", "people.csv", "--prefer", prefer]);
        let said = matched.stderr.clone();
        let duos = edges(&matched.expect_success());
        assert_allowed(&duos, &offered, &seats);
        let ends: BTreeSet<(&str, &str)> = duos.iter().map(|(l, r, _)| (l.as_str(), r.as_str())).collect();
        assert!(!ends.iter().any(|(left, right)| ends.contains(&(*right, *left))), "both ways: {ends:?}");
        assert!(said.contains("proved the best"), "{said}");
        let best = |worth: &dyn Fn(i64) -> i64, duos| solved_by_others(&home, (&offered, &seats), worth, duos, true);
        if prefer == "quality" {
            assert_eq!(total(&duos), best(&|score| score.max(0), None));
        } else {
            assert_eq!(i64::try_from(duos.len()).unwrap(), best(&|_| 1, None));
            assert_eq!(total(&duos), best(&|score| score, Some(duos.len())));
        }
    }
}

#[test]
fn the_order_of_the_rows_makes_no_difference() {
    let home = Home::new(Database::Sqlite);
    let (header, rows) = SAMPLE.trim_end().split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    let mut outputs: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for step in 0..4 {
        if step == 1 {
            rows.reverse();
        } else {
            rows.rotate_left(step * 5);
        }
        let people = format!("{header}\n{}\n", rows.join("\n"));
        std::fs::write(home.path().join("people.csv"), people).unwrap();
        for prefer in ["quality", "coverage", "balance"] {
            let matched = home.run(&["match", "people.csv", "--prefer", prefer]);
            let said = matched.stderr.clone();
            outputs.entry(prefer).or_default().push(said + &matched.expect_success());
        }
        outputs.entry("scores").or_default().push(home.run(&["scores", "people.csv"]).expect_success());
    }
    for (what, outputs) in outputs {
        assert!(outputs.iter().all(|output| *output == outputs[0]), "{what}");
    }

    let scores = home.run(&["scores", "people.csv"]).expect_success();
    let (header, rows) = scores.trim_end().split_once('\n').unwrap();
    let reversed = format!("{header}\n{}\n", rows.lines().rev().collect::<Vec<_>>().join("\n"));
    let assigned =
        [&scores, &reversed].map(|input| home.run_with_input(&["assign", "-"], input.as_bytes()).expect_success());
    assert_eq!(assigned[0], assigned[1]);
}

#[test]
fn reasons_sum_to_the_score() {
    let home = Home::new(Database::Sqlite);
    std::fs::write(home.path().join("people.csv"), SAMPLE).unwrap();
    let matched = home.run(&["match", "people.csv"]).expect_success();
    let mut reader = csv::Reader::from_reader(matched.as_bytes());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), ["left", "right", "score", "reasons"]);
    let mut duos = 0;
    for row in reader.records().map(Result::unwrap) {
        let reasons: BTreeMap<String, i64> = serde_json::from_str(&row[3]).unwrap();
        assert_eq!(reasons.values().sum::<i64>(), row[2].parse::<i64>().unwrap(), "{row:?}");
        assert!(row[0].contains('@') && row[1].contains('@'));
        duos += 1;
    }
    assert_eq!(duos, 27);
}

#[test]
fn what_is_wrong_with_scores_is_one_line() {
    let home = Home::new(Database::Sqlite);
    for (input, words) in [
        ("left,right\na,b\n", "score"),
        ("left,right,score\na,b,1\na,b,2\n", "line 3"),
        ("left,right,score\na,b,1.5\n", "line 2"),
        ("left,right,score\na,b,9223372036854775808\n", "line 2"),
        ("left,right,score\na,b\n", "line 2"),
        ("", "score"),
    ] {
        let finished = home.run_with_input(&["assign", "-"], input.as_bytes());
        let line = finished.expect_failure();
        assert!(line.contains("the standard input") && line.contains(words), "{input:?}: {line}");
    }
    assert_eq!(home.run(&["match"]).code, Some(2));
    assert_eq!(home.run(&["match", "x.csv", "--prefer", "luck"]).code, Some(2));
    home.run(&["match", "nergens.csv"]).expect_failure();
}

#[test]
fn one_pool_has_one_kind_of_people() {
    let home = Home::new(Database::Sqlite);
    let rows = |scores: &str, arguments: &[&str]| {
        let input = format!("left,right,score\n{scores}");
        let output = home.run_with_input(&[&["assign", "-", "--pool"], arguments].concat(), input.as_bytes());
        output.expect_success().lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    // A ring of three and somebody beside it: whoever is in a duo is in no other.
    let scores = "b,a,5\nc,b,7\na,c,6\nd,c,1\n";
    assert_eq!(rows(scores, &["--prefer", "quality", "--summary", "pool.json"]), "c,b,7");
    let summary = std::fs::read_to_string(home.path().join("pool.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    assert_eq!((&summary["duos"], &summary["total"], &summary["bound"]), (&1.into(), &7.into(), &7.into()));
    assert_eq!((&summary["optimal"], &summary["solver"]), (&true.into(), &"blossom".into()));
    assert_eq!(rows(scores, &["--prefer", "coverage"]), "b,a,5 d,c,1");
    assert_eq!(rows("a,b,9\nb,c,9\nc,d,9\na,d,2\n", &["--prefer", "balance"]), "a,b,9 c,d,9");
    assert_eq!(rows("a,b,0\nc,d,-3\n", &["--prefer", "quality"]), "");
    assert_eq!(rows("", &[]), "");

    for (input, words) in [
        ("left,right,score\na,b,1\nb,a,2\n", ["line 3", "left, right", "line 2"]),
        ("left,right,score\na,b,1\n\"c,\"\"\",\"c,\"\"\",2\n", ["line 3", "left, right", "themselves"]),
        ("left,right,score\na,b,x\n", ["line 2", "score", "whole number"]),
    ] {
        std::fs::write(home.path().join("scores.csv"), input).unwrap();
        let finished = home.run(&["assign", "scores.csv", "--pool"]);
        let line = finished.expect_failure();
        assert!(line.contains("scores.csv") && words.iter().all(|word| line.contains(word)), "{input:?}: {line}");
    }
    let wrong = home.run(&["assign", "scores.csv", "--pool", "--capacities", "seats.csv"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("--pool") && wrong.stderr.contains("--capacities"), "{}", wrong.stderr);
}

#[test]
fn each_preference_prefers_what_it_says() {
    let home = Home::new(Database::Sqlite);
    let assign = |scores: &str, prefer: &str| {
        let input = format!("left,right,score\n{scores}");
        let output = home.run_with_input(&["assign", "-", "--prefer", prefer], input.as_bytes()).expect_success();
        output.lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    // One pair worth much leaves the others little.
    let scores = "a,x,5\nb,y,5\na,y,100\nb,x,4\n";
    assert_eq!(assign(scores, "quality"), "a,y,100 b,x,4");
    assert_eq!(assign(scores, "coverage"), "a,y,100 b,x,4");
    assert_eq!(assign(scores, "balance"), "a,x,5 b,y,5");
    // One more duo costs more than it brings, or brings nothing.
    let scores = "a,x,9\na,y,1\nb,x,2\n";
    assert_eq!(assign(scores, "quality"), "a,x,9");
    assert_eq!(assign(scores, "coverage"), "a,y,1 b,x,2");
    assert_eq!(assign("a,x,0\nb,y,-3\n", "quality"), "");
    assert_eq!(assign("a,x,0\nb,y,-3\n", "balance"), "a,x,0 b,y,-3");
}

#[test]
fn long_work_shows_on_a_terminal_that_it_goes_on_and_nothing_when_piped() {
    let home = Home::new(Database::Sqlite);
    home.run(&["sample", "--people", "150", "--seed", "1", "--out", "people.csv"]).expect_success();
    let piped = home.run(&["match", "people.csv"]);
    assert!(!piped.stderr.contains("pairing 150 people"), "{}", piped.stderr);
    piped.expect_success();
    // `script` runs a command on a terminal of its own.
    let command = format!("{} match people.csv --out duos.csv", env!("CARGO_BIN_EXE_tweespan"));
    let shown = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .env("TERM", "xterm")
        .current_dir(home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("pairing 150 people"), "{shown}");
    assert!(home.path().join("duos.csv").exists());
}

#[test]
fn who_has_no_duo_is_counted_by_reason_and_explained_one_by_one_when_asked() {
    let home = Home::new(Database::Sqlite);
    home.run(&["sample", "--people", "60", "--seed", "3", "--out", "people.csv"]).expect_success();
    for kind in ["guidance", "exchange", "mutual"] {
        // Weekdays in common as a must, so that somebody is without for more than one reason.
        let groups = if kind == "exchange" { "[groups.first]\nregion = [\"Utrecht\"]\n" } else { "" };
        let settings = format!("[weights]\nhalf_days = \"must\"\nlearning = \"must\"\n{groups}");
        std::fs::write(home.path().join("round.toml"), settings).unwrap();
        let arguments = ["match", "people.csv", "--kind", kind, "--settings", "round.toml"];
        let in_groups = home.run(&arguments);
        let one_by_one = home.run(&[&arguments[..], &["--explain"]].concat());
        let lines = |said: &str| -> Vec<String> {
            said.lines().filter(|line| line.starts_with("without a duo")).map(str::to_owned).collect()
        };
        let (groups, people) = (lines(&in_groups.stderr), lines(&one_by_one.stderr));
        assert!(!groups.is_empty(), "{kind}: {}", in_groups.stderr);
        assert_eq!(in_groups.expect_success(), one_by_one.expect_success(), "{kind}: the duos are the same");
        let mut counted: BTreeMap<(String, String), usize> = BTreeMap::new();
        for line in &people {
            let (side, reason) = (line.split(": ").next().unwrap(), line.split(": ").nth(2).unwrap());
            *counted.entry((side.to_owned(), reason.split(" (").next().unwrap().to_owned())).or_default() += 1;
        }
        let told: BTreeMap<(String, String), usize> = groups
            .iter()
            .map(|line| {
                let parts: Vec<&str> = line.split(": ").collect();
                ((parts[0].to_owned(), parts[2].to_owned()), parts[1].parse().unwrap())
            })
            .collect();
        assert_eq!(told, counted, "{kind}");
    }
}
