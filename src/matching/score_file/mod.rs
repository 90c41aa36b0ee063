//! An assignment problem as files: scores, and the capacities of the rights.
//!
//! No file is opened here: bytes in, a problem out, or the first thing that is wrong with its line.

mod table;

use std::collections::{BTreeMap, HashMap};

use crate::domain::validation::shortened;
use crate::domain::{Factor, Preference};

use super::order::{assign_named, assign_pool_named};
use assign::{AssignError, Assignment, Edge};

/// A file of scores: the names of each side, and the pairs.
#[derive(Debug)]
pub struct ScoreFile {
    lefts: Names,
    /// None in one pool, where the lefts are everybody.
    rights: Option<Names>,
    edges: Vec<Edge>,
}

impl ScoreFile {
    /// Reads CSV with the header `left,right,score`; the columns of factors may follow, and are skipped. In one pool both
    /// columns are the same people, nobody goes with themselves, and a pair is the same in either order.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line, as a sentence.
    pub fn parse(file: &[u8], pool: bool) -> Result<Self, String> {
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

    /// The lefts, in the order in which they occur; in one pool everybody.
    #[must_use]
    pub fn lefts(&self) -> &[String] {
        &self.lefts.list
    }

    /// The rights, in the order in which they occur; in one pool everybody.
    #[must_use]
    pub fn rights(&self) -> &[String] {
        &self.rights.as_ref().unwrap_or(&self.lefts).list
    }

    /// The pairs, in the order of the file: places in [`Self::lefts`] and [`Self::rights`].
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Chooses among the pairs, the same for the same pairs in whatever order. In one pool capacities make no difference:
    /// everybody is chosen at most once.
    ///
    /// # Errors
    /// None for what [`Self::parse`] returns: it refused what [`AssignError`] is about.
    pub fn assign(&self, capacities: &Capacities, preference: Preference) -> Result<Assignment, AssignError> {
        let lefts: Vec<_> = self.lefts().iter().map(String::as_str).collect();
        if self.rights.is_none() {
            return assign_pool_named(&lefts, &self.edges, 0, preference);
        }
        let seats: Vec<_> = self.rights().iter().map(|name| (name.as_str(), capacities.of(name))).collect();
        assign_named(&lefts, &seats, &self.edges, 0, preference)
    }
}

/// How often each right may be chosen.
#[derive(Debug, Default)]
pub struct Capacities(BTreeMap<String, u32>);

impl Capacities {
    /// Reads CSV with the header `right,capacity`.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line, as a sentence.
    pub fn parse(file: &[u8]) -> Result<Self, String> {
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
        Ok(Self(capacities))
    }

    /// That of a right: 1 for those not in the file.
    #[must_use]
    pub fn of(&self, right: &str) -> u32 {
        self.0.get(right).copied().unwrap_or(1)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_any_text_and_may_stand_on_both_sides() {
        let file = "left,right,score\na,\"é, \"\"b\"\"\",-3\na,a,7\n".as_bytes();
        let scores = ScoreFile::parse(file, false).unwrap();
        assert_eq!(scores.lefts.list, ["a"]);
        assert_eq!(scores.rights.unwrap().list, ["é, \"b\"", "a"]);
        assert_eq!(scores.edges, [Edge { left: 0, right: 0, score: -3 }, Edge { left: 0, right: 1, score: 7 }]);
    }

    #[test]
    fn a_pair_twice_is_told_with_both_lines() {
        let error = ScoreFile::parse(b"left,right,score\na,b,1\na,c,1\na,b,2\n", false).unwrap_err();
        assert_eq!(error, "line 4: left, right: the same pair as on line 2");
        let turned = b"left,right,score\na,b,1\nb,a,2\n";
        assert!(ScoreFile::parse(turned, false).is_ok());
        assert_eq!(ScoreFile::parse(turned, true).unwrap_err(), "line 3: left, right: the same pair as on line 2");
    }

    #[test]
    fn in_a_pool_both_columns_are_the_same_people() {
        let scores = ScoreFile::parse(b"left,right,score\nb,a,1\na,c,2\n", true).unwrap();
        assert_eq!((scores.lefts.list, scores.rights.is_none()), (vec!["b".into(), "a".into(), "c".into()], true));
        assert_eq!(scores.edges, [Edge { left: 0, right: 1, score: 1 }, Edge { left: 1, right: 2, score: 2 }]);
        let error = ScoreFile::parse(b"left,right,score\na,b,1\nc,c,2\n", true).unwrap_err();
        assert_eq!(error, "line 3: left, right: \"c\" twice; in a pool nobody goes with themselves");
    }

    #[test]
    fn a_score_is_a_whole_number_of_64_bits() {
        for score in ["1.5", "NaN", "inf", "", "9223372036854775808", "1e3", "--1"] {
            let error = ScoreFile::parse(format!("left,right,score\na,b,{score}\n").as_bytes(), false).unwrap_err();
            assert!(error.starts_with("line 2: score: "), "{error}");
        }
        for score in [i64::MIN, i64::MAX] {
            let scores = ScoreFile::parse(format!("left,right,score\na,b,{score}\n").as_bytes(), false).unwrap();
            assert_eq!(scores.edges[0].score, score);
        }
    }

    #[test]
    fn a_capacity_is_a_number_above_0_and_given_once() {
        for (rows, error) in [("a,0", "line 2: capacity"), ("a,x", "line 2: capacity"), ("a,1\na,1", "line 3: right")] {
            let found = Capacities::parse(format!("right,capacity\n{rows}\n").as_bytes()).unwrap_err();
            assert!(found.starts_with(error), "{found}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            for pool in [false, true] {
                let _ = ScoreFile::parse(&bytes, pool);
                let _ = ScoreFile::parse(&[b"left,right,score\n", bytes.as_slice()].concat(), pool);
            }
        }
    }
}
