//! x
use std::time::Instant;
use tweespan::domain::RoundSettings;
use tweespan::sample::{Spec, people};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let n: usize = a[1].parse().unwrap();
    let cap: u8 = a[2].parse().unwrap();
    let people = people(&Spec { people: n, seed: 1, topics: 60, regions: 12, capacity: 1..=cap }).unwrap();
    let t = Instant::now();
    let r = tweespan::matching::prepared::experiment(
        &people,
        &RoundSettings::default(),
        a.get(3).is_some_and(|x| x == "c"),
    );
    eprintln!("{:?} duos {} total {} bound {}", t.elapsed(), r.0, r.1, r.2);
}
