//! Making a failing case small: as few acts and people as still break the same rule.

use std::time::{Duration, Instant};

use super::acts::{Act, Case};
use super::year::{Failure, live};
use crate::harness::Database;

/// The smallest case that was found in the time, and how it fails.
pub(super) fn shrink(database: Database, case: &Case, failure: &Failure, limit: Duration) -> (Case, Failure) {
    let deadline = Instant::now() + limit;
    let mut best = (case.clone(), failure.clone());
    best.0.acts.truncate(failure.step + 1);
    let fails = |case: &Case| live(database, case, None).into_iter().find(|found| found.rule == failure.rule);
    let mut size = best.0.acts.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < best.0.acts.len() {
            if Instant::now() > deadline {
                return best;
            }
            let mut smaller = best.0.clone();
            smaller.acts.drain(at..(at + size).min(smaller.acts.len()));
            match fails(&smaller) {
                Some(found) => {
                    smaller.acts.truncate(found.step + 1);
                    best = (smaller, found);
                }
                None => at += size,
            }
        }
        size /= 2;
    }
    fewer_people(&mut best, deadline, fails);
    best
}

/// Drops people from those who arrive together.
fn fewer_people(best: &mut (Case, Failure), deadline: Instant, fails: impl Fn(&Case) -> Option<Failure>) {
    let Some(place) = best.0.acts.iter().position(|act| matches!(act, Act::Arrive { .. })) else { return };
    let arriving = |case: &Case| if let Act::Arrive { people, .. } = &case.acts[place] { people.len() } else { 0 };
    let mut size = arriving(&best.0) / 2;
    while size > 0 {
        let mut at = 0;
        while at < arriving(&best.0) && Instant::now() < deadline {
            let mut smaller = best.0.clone();
            if let Act::Arrive { people, .. } = &mut smaller.acts[place] {
                people.drain(at..(at + size).min(people.len()));
            }
            match fails(&smaller) {
                Some(found) => *best = (smaller, found),
                None => at += size,
            }
        }
        size /= 2;
    }
}
