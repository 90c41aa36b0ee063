//! The table of a duo's states in ARCHITECTURE.md, read as a reader would.

use std::collections::{BTreeMap, BTreeSet};

/// Where a duo can go from where, by whom.
pub(super) struct Table(BTreeMap<String, BTreeSet<(String, String)>>);

impl Table {
    /// Reads it from the document.
    pub(super) fn read() -> Self {
        let document = include_str!("../../../ARCHITECTURE.md");
        let rows = document
            .lines()
            .skip_while(|line| !line.starts_with("| from | what happens |"))
            .skip(2)
            .take_while(|line| line.starts_with('|'));
        let mut table = Self(BTreeMap::new());
        for row in rows {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let [from, _, by, to, _] = cells[..] else { panic!("a row of the table of states: {row}") };
            for from in without_brackets(from).split('/').map(str::trim) {
                for by in by.split('/').map(str::trim) {
                    table.0.entry(from.to_owned()).or_default().insert((by.to_owned(), to.to_owned()));
                }
            }
        }
        assert!(table.0.len() >= 4, "the table of states is not where it was");
        table
    }

    /// Whether a duo can come from one place to another by these alone, at once or in steps.
    pub(super) fn leads(&self, from: &str, to: &str, by: &[&str]) -> bool {
        let (mut seen, mut ahead) = (BTreeSet::new(), vec![from]);
        while let Some(place) = ahead.pop() {
            for (who, next) in self.0.get(place).into_iter().flatten() {
                if by.contains(&who.as_str()) {
                    if next == to {
                        return true;
                    }
                    if seen.insert(next.as_str()) {
                        ahead.push(next);
                    }
                }
            }
        }
        false
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|c| {
            depth += i32::from(*c == '(');
            let keep = depth == 0;
            depth -= i32::from(*c == ')');
            keep
        })
        .collect()
}

#[test]
fn the_table_says_what_it_says() {
    let table = Table::read();
    assert!(table.leads("introduced", "confirmed", &["member"]));
    assert!(table.leads("introduced", "declined for good", &["member", "clock"]));
    assert!(!table.leads("introduced", "declined for good", &["clock"]));
    assert!(!table.leads("lapsed", "confirmed", &["member", "clock", "coordinator", "mail server"]));
    assert!(!table.leads("confirmed", "lapsed", &["member", "clock", "coordinator", "mail server"]));
}
