//! Published instances of which others proved the optimum, solved by `tweespan assign`.
//!
//! Two sides:
//!
//! - Project Euler, problem 345, *Matrix Sum*: 5 by 5 and 15 by 15, greatest sums 3,315 and 13,938;
//! - Christofides, *Graph Theory* (1975), as `assign.mod` among the examples of the GNU Linear Programming Kit: 8 by 8, least
//!   cost 76;
//! - the tests of `scipy.optimize.linear_sum_assignment`, also with more columns than rows: least costs 850, 452, 18 and 15;
//! - Machol and Wien, *A "hard" assignment problem*, Operations Research 24 (1976), 190–192: the cost of (i, j) is i·j. By
//!   the rearrangement inequality the least sum joins i with n + 1 − i, and is n(n + 1)(n + 2)/6.
//!
//! One pool:
//!
//! - Joris van Rantwijk's cases for `max_weight_matching`, as in the tests of `NetworkX`: each forces a blossom to be made,
//!   nested, relabelled or expanded;
//! - the complete graph in which (i, j) scores i·j. As 2·i·j = i² + j² − (i − j)², the greatest sum leaves the least alone
//!   if there is one too many, and joins neighbours.
//!
//! Where the least is asked for, the scores are a number above every cost minus the cost: all are above 0, so that as many
//! pairs are chosen as can be, and what is left of so many times that number is the least cost. In coverage the
//! scores may also be the costs below 0, as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;

use crate::harness::{Database, Home};

const EULER: &str = include_str!("../data/matrix_sum.txt");
const EULER_EXAMPLE: &str =
    "7 53 183 439 863\n497 383 563 79 973\n287 63 343 169 583\n627 343 773 959 943\n767 473 103 699 303";

const CHRISTOFIDES: &str = "
    13 21 20 12  8 26 22 11
    12 36 25 41 40 11  4  8
    35 32 13 36 26 21 13 37
    34 54  7  8 12 22 11 40
    21  6 45 18 24 34 12 48
    42 19 39 15 14 16 28 46
    16 34 38  3 34 40 22 24
    26 20  5 17 45 31 37 43";

/// Costs, and the least sum.
const SCIPY: [(&str, i64); 4] = [
    ("400 150 400\n400 450 600\n300 225 300", 850),
    ("400 150 400 1\n400 450 600 2\n300 225 300 3", 452),
    ("10 10 8\n9 8 1\n9 7 4", 18),
    ("10 10 8 11\n9 8 1 1\n9 7 4 10", 15),
];

/// A case a line: edges with their weights, `=`, and the edges of a heaviest matching. In all of them it leaves nobody out,
/// so that it is the heaviest in coverage as well.
const RANTWIJK: &str = include_str!("../data/rantwijk.txt");

/// Left, right, score.
type Edge = (String, String, i64);

/// The number of pairs and their sum, of a choice that is allowed and said to be proved.
fn solved(home: &Home, edges: &[Edge], prefer: &str, pool: bool) -> (usize, i64) {
    let mut input = "left,right,score\n".to_owned();
    for (left, right, score) in edges {
        writeln!(input, "{left},{right},{score}").unwrap();
    }
    let mut arguments = vec!["assign", "-", "--prefer", prefer, "--summary", "summary.json"];
    arguments.extend(pool.then_some("--pool"));
    let output = home.run_with_input(&arguments, input.as_bytes()).expect_success();
    let offered: BTreeMap<_, _> = edges.iter().map(|(left, right, score)| ((&**left, &**right), *score)).collect();
    let (mut taken, mut pairs, mut total) = (BTreeSet::new(), 0, 0);
    for row in output.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let score: i64 = fields[2].parse().unwrap();
        assert_eq!(offered.get(&(fields[0], fields[1])), Some(&score), "{row} is not on offer");
        for (side, name) in [(0, fields[0]), (usize::from(!pool), fields[1])] {
            assert!(taken.insert((side, name.to_owned())), "{name} is there twice");
        }
        (pairs, total) = (pairs + 1, total + score);
    }
    let summary: Value = serde_json::from_slice(&std::fs::read(home.path().join("summary.json")).unwrap()).unwrap();
    assert_eq!((&summary["optimal"], &summary["bound"]), (&true.into(), &total.into()), "{prefer}, pool: {pool}");
    (pairs, total)
}

fn matrix(text: &str) -> Vec<Vec<i64>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line.split_whitespace().map(|number| number.parse().unwrap()).collect()).collect()
}

/// Every row with every column, as people whose names are on one side only.
fn rows_with_columns(matrix: &[Vec<i64>], score: impl Fn(i64) -> i64) -> Vec<Edge> {
    let cells =
        matrix.iter().enumerate().flat_map(|(i, row)| row.iter().enumerate().map(move |(j, cell)| (i, j, cell)));
    cells.map(|(i, j, cell)| (format!("r{i}"), format!("c{j}"), score(*cell))).collect()
}

/// The least sum, asked for in each of the ways that the top of this file tells.
fn assert_least(home: &Home, costs: &[Vec<i64>], least: i64, pools: &[bool]) {
    let pairs = costs.len().min(costs[0].len());
    let above = costs.iter().flatten().max().unwrap() + 1;
    let most = above * i64::try_from(pairs).unwrap() - least;
    for &pool in pools {
        for prefer in ["quality", "coverage"] {
            let edges = rows_with_columns(costs, |cost| above - cost);
            assert_eq!(solved(home, &edges, prefer, pool), (pairs, most), "{prefer}, pool: {pool}");
        }
        let edges = rows_with_columns(costs, |cost| -cost);
        assert_eq!(solved(home, &edges, "coverage", pool), (pairs, -least), "pool: {pool}");
    }
}

#[test]
fn the_greatest_sums_of_project_euler_345() {
    let home = Home::new(Database::Sqlite);
    for (text, greatest) in [(EULER_EXAMPLE, 3_315), (EULER, 13_938)] {
        let matrix = matrix(text);
        let edges = rows_with_columns(&matrix, |score| score);
        for prefer in ["quality", "coverage"] {
            for pool in [false, true] {
                assert_eq!(solved(&home, &edges, prefer, pool), (matrix.len(), greatest), "{prefer}, pool: {pool}");
            }
        }
    }
}

#[test]
fn the_least_costs_of_christofides_and_scipy() {
    let home = Home::new(Database::Sqlite);
    for (costs, least) in SCIPY.into_iter().chain([(CHRISTOFIDES, 76)]) {
        assert_least(&home, &matrix(costs), least, &[false, true]);
    }
}

#[test]
fn the_least_cost_of_machol_and_wien() {
    let home = Home::new(Database::Sqlite);
    for (n, pools) in [(30, &[false, true][..]), (200, &[false])] {
        let costs: Vec<Vec<i64>> = (1..=n).map(|i| (1..=n).map(|j| i * j).collect()).collect();
        assert_least(&home, &costs, n * (n + 1) * (n + 2) / 6, pools);
    }
}

/// The edges of a case, with this before the names of its people, and the weight of each pair of its matching.
fn rantwijk(case: &str, names: &str) -> (Vec<Edge>, Vec<i64>) {
    let (edges, matching) = case.split_once(" = ").unwrap();
    let weights: BTreeMap<&str, i64> = edges
        .split(' ')
        .map(|edge| edge.split_once(':').unwrap())
        .map(|(pair, weight)| (pair, weight.parse().unwrap()))
        .collect();
    let edges_by_name = weights.iter().map(|(pair, weight)| {
        let (i, j) = pair.split_once('-').unwrap();
        (format!("{names}{i}"), format!("{names}{j}"), *weight)
    });
    (edges_by_name.collect(), matching.split(' ').map(|pair| weights[pair]).collect())
}

#[test]
fn the_heaviest_matchings_of_van_rantwijk() {
    let home = Home::new(Database::Sqlite);
    let (mut everything, mut matched) = (Vec::new(), Vec::new());
    for (n, case) in RANTWIJK.lines().enumerate() {
        let (edges, matching) = rantwijk(case, &format!("{n}/"));
        for prefer in ["quality", "coverage"] {
            let heaviest = (matching.len(), matching.iter().sum());
            assert_eq!(solved(&home, &edges, prefer, true), heaviest, "{case}, {prefer}");
        }
        everything.extend(edges);
        matched.extend(matching);
    }
    // All of them side by side are one pool.
    assert_eq!(matched.len() * 2, 118);
    for prefer in ["quality", "coverage"] {
        assert_eq!(solved(&home, &everything, prefer, true), (59, matched.iter().sum()), "{prefer}");
    }

    // Two in which one more pair costs weight: of these he gives both answers.
    let path: &[_] = &[(1, 2, 5), (2, 3, 11), (3, 4, 5)];
    let negative: &[_] = &[(1, 2, 2), (1, 3, -2), (2, 3, 1), (2, 4, -1), (3, 4, -6)];
    for (edges, heaviest, heaviest_of_most) in [(path, 11, (2, 10)), (negative, 2, (2, -3))] {
        let edges: Vec<Edge> = edges.iter().map(|(i, j, w)| (i.to_string(), j.to_string(), *w)).collect();
        assert_eq!(solved(&home, &edges, "quality", true), (1, heaviest));
        assert_eq!(solved(&home, &edges, "coverage", true), heaviest_of_most);
    }
}

#[test]
fn neighbours_go_together_where_numbers_are_multiplied() {
    let home = Home::new(Database::Sqlite);
    for people in [100_i64, 101] {
        let pair = |i: i64, j: i64| (i.to_string(), j.to_string(), i * j);
        let edges: Vec<Edge> = (1..=people).flat_map(|j| (1..j).map(move |i| pair(i, j))).collect();
        let greatest = (people % 2 + 1..people).step_by(2).map(|i| i * (i + 1)).sum();
        for prefer in ["quality", "coverage"] {
            assert_eq!(solved(&home, &edges, prefer, true), (50, greatest), "{people} people, {prefer}");
        }
    }
}
