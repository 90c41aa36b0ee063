//! What `tweespan explain` says a duo would cost, against solving the round anew with that duo forced.

use std::collections::BTreeMap;

use crate::harness::{Database, Home};

const SAMPLE: &str = include_str!("../../config/sample/professionals.csv");

/// Left, right, score.
type Edge = (String, String, i64);

fn edges(csv_text: &str) -> Vec<Edge> {
    let mut reader = csv::Reader::from_reader(csv_text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| (row[0].to_owned(), row[1].to_owned(), row[2].parse().unwrap())).collect()
}

/// A round that is solved from its scores, with some pairs and seats taken out.
struct Round<'a> {
    home: &'a Home,
    prefer: &'a str,
    offered: Vec<Edge>,
    seats: BTreeMap<String, u32>,
}

impl<'a> Round<'a> {
    fn new(home: &'a Home, prefer: &'a str) -> Self {
        let scores = home.run(&["scores", "people.csv", "--capacities-out", "seats.csv"]).expect_success();
        let seats = std::fs::read_to_string(home.path().join("seats.csv")).unwrap();
        let mut reader = csv::Reader::from_reader(seats.as_bytes());
        let rows = reader.records().map(Result::unwrap);
        let seats = rows.map(|row| (row[0].to_owned(), row[1].parse().unwrap())).collect();
        Self { home, prefer, offered: edges(&scores), seats }
    }

    /// How many duos, and their total.
    fn solved(&self, offered: &[&Edge], seats: &BTreeMap<String, u32>) -> (i64, i64) {
        let rows = offered.iter().map(|(left, right, score)| format!("{left},{right},{score}\n"));
        let scores = format!("left,right,score\n{}", rows.collect::<String>());
        let rows = seats.iter().map(|(right, capacity)| format!("{right},{capacity}\n"));
        let seats = format!("right,capacity\n{}", rows.collect::<String>());
        std::fs::write(self.home.path().join("fewer.csv"), seats).unwrap();
        let assign = ["assign", "-", "--prefer", self.prefer, "--capacities", "fewer.csv"];
        let duos = edges(&self.home.run_with_input(&assign, scores.as_bytes()).expect_success());
        (duos.len().try_into().unwrap(), duos.iter().map(|(_, _, score)| score).sum())
    }

    fn best(&self) -> (i64, i64) {
        self.solved(&self.offered.iter().collect::<Vec<_>>(), &self.seats)
    }

    /// The same with this pair: its learner and a seat of its guide are gone, and its score is added.
    fn forced(&self, learner: &str, guide: &str) -> (i64, i64) {
        let score = self.offered.iter().find(|e| e.0 == learner && e.1 == guide).unwrap().2;
        let mut seats = self.seats.clone();
        let left = seats.get_mut(guide).unwrap();
        *left -= 1;
        let full = *left == 0;
        seats.retain(|_, seats| *seats > 0);
        let others = self.offered.iter().filter(|e| e.0 != learner && !(full && e.1 == guide)).collect::<Vec<_>>();
        let (duos, total) = self.solved(&others, &seats);
        (duos + 1, total + score)
    }
}

/// `A could learn from B (N points): 1 duo fewer, 20 points more.` as A, B, and duos and points fewer.
fn alternative(line: &str) -> Option<(&str, &str, (i64, i64))> {
    let (learner, rest) = line.split_once(" could learn from ")?;
    let (guide, rest) = rest.split_once(" (").unwrap();
    let (_, cost) = rest.split_once(" points): ").unwrap();
    let part = |what: &str| {
        let of = cost.trim_end_matches('.').split(", ").find(|part| part.contains(what));
        of.map_or(0, |part| {
            let mut words = part.split(' ');
            let number: i64 = words.next().unwrap().parse().unwrap();
            if words.next_back() == Some("fewer") { number } else { -number }
        })
    };
    Some((learner, guide, (part("duo"), part("point"))))
}

#[test]
fn every_cost_is_that_of_solving_anew() {
    let home = Home::new(Database::Sqlite);
    std::fs::write(home.path().join("people.csv"), SAMPLE).unwrap();
    // As `assign` solves it anew, which knows of no people.
    std::fs::write(home.path().join("both.toml"), "allow_both_ways = true\n").unwrap();
    let both = ["--settings", "both.toml"];
    for prefer in ["quality", "coverage"] {
        let round = Round::new(&home, prefer);
        let (duos, total) = round.best();
        let mut checked = 0;
        let emails = csv::Reader::from_reader(SAMPLE.as_bytes()).into_records().map(|row| row.unwrap()[1].to_owned());
        for person in emails.step_by(4) {
            let told = home
                .run(&["explain", "people.csv", "--prefer", prefer, "--person", &person, both[0], both[1]])
                .expect_success();
            for (learner, guide, (fewer, less)) in told.lines().filter_map(alternative) {
                let anew = round.forced(learner, guide);
                assert_eq!(total - less, anew.1, "{prefer}: {learner}, {guide}");
                // With quality the greatest total may be had with more duos or with fewer.
                assert!(prefer == "quality" || duos - fewer == anew.0, "{prefer}: {learner}, {guide}");
                checked += 1;

                let of_two = ["--person", learner, "--with", guide];
                let two = home.run(&[&["explain", "people.csv", "--prefer", prefer][..], &of_two, &both].concat());
                let two = two.expect_success();
                let line = two.lines().find(|line| line.starts_with(&format!("If {learner} learned from {guide} (")));
                let cost = line.unwrap_or_else(|| panic!("{two}"));
                assert!(less == 0 || cost.contains(&format!("{} point", less.abs())), "{cost}");
            }
        }
        assert!(checked > 10, "only {checked}");
    }
}

#[test]
fn a_round_is_explained_and_who_is_not_in_it_is_an_error() {
    let home = Home::new(Database::Sqlite);
    std::fs::write(home.path().join("people.csv"), SAMPLE).unwrap();
    let round = home.run(&["explain", "people.csv"]).expect_success();
    assert_eq!(round, "Quality: 27 duos at 38086 points.\nCoverage gives no duo more.\n");
    for wrong in [["--person", "nobody@voorbeeld.example"], ["--person", "no address"]] {
        let finished = home.run(&["explain", "people.csv", wrong[0], wrong[1]]);
        let said = finished.expect_failure();
        assert!(said.contains("people.csv") && said.contains(wrong[1]), "{said}");
    }
    assert_eq!(home.run(&["explain", "people.csv", "--with", "a@b.nl"]).code, Some(2));
}
