//! Files at the edge of what can be paired: too small, too great, too strange, wrong far down, or cut off.

use std::fmt::Write;
use std::process::Command;
use std::time::Duration;

use crate::harness::{Database, Home, until};

const PREFERENCES: [&str; 3] = ["quality", "coverage", "balance"];

const HEADER: &str = "name,email,role,organisation,region,years_experience,languages,meets,availability,takes_part_as,\
                      capacity,learning_needs,expertise";
const LEARNER: &str = "Noor,noor@x.example,jongerenwerker,De Brug,Utrecht,4,nl,either,mon-am,learn,0,feedback:3,\
                       intervisie:3";
const GUIDE: &str =
    "Zoë,zoe@x.example,kinderwerker,De Poort,Utrecht,9,nl,either,mon-am,guide,1,intervisie:3,feedback:3";

#[test]
fn people_files_of_nobody_one_and_two() {
    let home = Home::new(Database::Sqlite);
    for (kind, settings) in
        [("guidance", ""), ("exchange", "[groups.first]\nrole = [\"jongerenwerker\"]\n"), ("mutual", "")]
    {
        std::fs::write(home.path().join("round.toml"), settings).unwrap();
        for prefer in PREFERENCES {
            for people in [&[][..], &[LEARNER], &[GUIDE], &[LEARNER, GUIDE]] {
                let input = format!("{HEADER}\n{}\n", people.join("\n"));
                let arguments =
                    ["match", "-", "--explain", "--kind", kind, "--prefer", prefer, "--settings", "round.toml"];
                let matched = home.run_with_input(&arguments, input.as_bytes());
                let told = format!("{kind}, {prefer}, {} people: {matched:?}", people.len());
                let without = matched.stderr.lines().filter(|line| line.contains("x.example: no eligible")).count();
                assert_eq!(without, people.len() % 2, "{told}");
                assert!(matched.stderr.contains("proved the best"), "{told}");
                let duos = matched.expect_success().lines().count() - 1;
                assert_eq!(duos, people.len() / 2, "{told}");
            }
        }
    }
}

/// The rows that `tweespan assign` writes, and its summary as it stands there.
fn assigned(home: &Home, rows: &str, arguments: &[&str]) -> (Vec<csv::StringRecord>, String) {
    let input = format!("left,right,score\n{rows}");
    let finished = home.run_with_input(&[&["assign", "-"], arguments].concat(), input.as_bytes());
    let summary = finished.stderr.clone();
    let output = finished.expect_success();
    (csv::Reader::from_reader(output.as_bytes()).records().map(Result::unwrap).collect(), summary)
}

#[test]
fn scores_too_great_for_a_double_and_sums_too_great_for_64_bits_are_exact() {
    let home = Home::new(Database::Sqlite);
    // 2⁵³ + 1 is no double, and a solver that took it for 2⁵³ would see no difference.
    let close = "a,x,9007199254740992\na,y,9007199254740993\nb,x,9007199254740993\nb,y,9007199254740993\n";
    let below = "a,x,-9007199254740993\na,y,-9007199254740992\nb,x,-9007199254740992\nb,y,-9007199254740992\n";
    let greatest = "a,x,9223372036854775807\nb,y,9223372036854775807\nc,z,9223372036854775807\n";
    let least = "a,x,-9223372036854775808\nb,y,-9223372036854775808\nc,z,-9223372036854775808\na,y,1\n";
    for pool in [&[][..], &["--pool"]] {
        for prefer in PREFERENCES {
            let covers = prefer != "quality";
            for (rows, duos, total) in [
                (close, 2, "18014398509481986"),
                (below, if covers { 2 } else { 0 }, if covers { "-18014398509481984" } else { "0" }),
                (greatest, 3, "27670116110564327421"),
                (least, if covers { 3 } else { 1 }, if covers { "-27670116110564327424" } else { "1" }),
            ] {
                let (chosen, summary) = assigned(&home, rows, &[pool, &["--prefer", prefer]].concat());
                let told = format!("{prefer}, {pool:?}, {rows}: {summary}");
                assert_eq!(chosen.len(), duos, "{told}");
                assert!(summary.contains(&format!("\"total\":{total},\"bound\":{total},\"optimal\":true")), "{told}");
            }
        }
    }
}

#[test]
fn an_identifier_is_any_text_and_comes_back_as_it_went() {
    let home = Home::new(Database::Sqlite);
    let strange = ["a, \"b\"\nc", "", " ", "\r\n", "'; DROP", "=1+1", "é\u{301}\0😀", "left"];
    let mut writer = csv::Writer::from_writer(Vec::new());
    for (n, name) in strange.iter().enumerate() {
        writer.write_record([name, &*format!("x{name}"), &n.to_string()]).unwrap();
    }
    let rows = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    for pool in [&[][..], &["--pool"]] {
        let (chosen, _) = assigned(&home, &rows, pool);
        let mut names: Vec<&str> = chosen.iter().map(|row| &row[0]).collect();
        let mut expected = strange;
        names.sort_unstable();
        expected.sort_unstable();
        assert_eq!(names, expected, "{pool:?}");
        assert!(chosen.iter().all(|row| row[1] == format!("x{}", &row[0])), "{chosen:?}");
    }
}

#[test]
fn empty_files_and_numbers_that_are_none_are_told_with_their_line() {
    let home = Home::new(Database::Sqlite);
    let scores = "left,right,score\na,b,1\n";
    for (scores, capacities, words) in [
        (scores, "", "capacities.csv: line 1: the file is empty"),
        (scores, "right,capacity\nb,0\n", "capacities.csv: line 2: capacity"),
        (scores, "right,capacity\nb,-1\n", "capacities.csv: line 2: capacity"),
        (scores, "right,capacity\na,1\nb,4294967296\n", "capacities.csv: line 3: capacity"),
        ("left,right,score\na,b,1\na,c,NaN\n", "right,capacity\n", "scores.csv: line 3: score"),
        ("left,right,score\na,b,-inf\n", "right,capacity\n", "scores.csv: line 2: score"),
        ("left,right,score\na,b,-9223372036854775809\n", "right,capacity\n", "scores.csv: line 2: score"),
    ] {
        std::fs::write(home.path().join("scores.csv"), scores).unwrap();
        std::fs::write(home.path().join("capacities.csv"), capacities).unwrap();
        let finished = home.run(&["assign", "scores.csv", "--capacities", "capacities.csv"]);
        assert!(finished.expect_failure().contains(words), "{words}: {finished:?}");
    }
    // More seats than there are people on earth make no difference.
    std::fs::write(home.path().join("scores.csv"), "left,right,score\na,b,1\nc,b,2\n").unwrap();
    std::fs::write(home.path().join("capacities.csv"), "right,capacity\nb,4294967295\n").unwrap();
    let output = home.run(&["assign", "scores.csv", "--capacities", "capacities.csv"]).expect_success();
    assert_eq!(output, "left,right,score\na,b,1\nc,b,2\n");
}

#[test]
fn one_bad_line_in_a_million_is_named() {
    let home = Home::new(Database::Sqlite);
    let mut rows = String::from("left,right,score\n");
    for n in 0..1_000_000 {
        let score = if n == 987_654 { "1O" } else { "10" };
        writeln!(rows, "{},{},{score}", n / 1000, n % 1000).unwrap();
    }
    let finished = home.run_with_input(&["assign", "-"], rows.as_bytes());
    assert!(finished.expect_failure().contains("line 987656: score: \"1O\""), "{finished:?}");
}

#[test]
fn a_command_that_is_stopped_leaves_what_was_there() {
    for (stop, left) in [("-INT", 1), ("-TERM", 1), ("-KILL", 2)] {
        let home = Home::new(Database::Sqlite);
        let out = home.path().join("people.csv");
        std::fs::write(&out, "as it was").unwrap();
        let sample = ["sample", "--people", "20000", "--seed", "1", "--out", "people.csv"];
        let mut child = home.command(&sample).spawn().unwrap();
        let files = || std::fs::read_dir(home.path()).unwrap().count();
        until("it writes", || files() == 2);
        let stopped = Command::new("kill").args([stop, &child.id().to_string()]).status().unwrap();
        assert!(stopped.success());
        assert!(!child.wait().unwrap().success(), "it was done before it could be stopped");
        assert_eq!(std::fs::read_to_string(&out).unwrap(), "as it was", "{stop}");
        // Who is killed outright cannot clear away what is hidden beside it.
        assert_eq!(files(), left, "{stop}");
    }
}

#[test]
fn a_command_that_is_killed_while_it_looks_for_duos_leaves_nothing() {
    let home = Home::new(Database::Sqlite);
    let people = home.run(&["sample", "--people", "2000", "--seed", "1"]).expect_success();
    std::fs::write(home.path().join("people.csv"), people).unwrap();
    let mut child = home.command(&["match", "people.csv", "--out", "duos.csv"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(100));
    assert!(child.try_wait().unwrap().is_none(), "it was done before it could be killed");
    child.kill().unwrap();
    child.wait().unwrap();
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["people.csv"]);
}

#[test]
fn a_file_that_is_replaced_keeps_its_link_and_its_rights() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let home = Home::new(Database::Sqlite);
    let (file, link) = (home.path().join("real.csv"), home.path().join("link.csv"));
    std::fs::write(&file, "as it was").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    symlink("real.csv", &link).unwrap();
    home.run(&["sample", "--people", "2", "--seed", "1", "--out", "link.csv"]).expect_success();
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("name,email"));
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 2, "nothing is left beside them");

    // What is no plain file is written to, and where there is no directory it is told.
    home.run(&["sample", "--people", "2", "--seed", "1", "--out", "/dev/null"]).expect_success();
    let finished = home.run(&["sample", "--people", "2", "--seed", "1", "--out", "nergens/people.csv"]);
    assert!(finished.expect_failure().contains("nergens/people.csv"), "{finished:?}");
}
