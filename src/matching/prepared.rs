//! experimental
use crate::domain::{Profile, RoundSettings};
use std::time::Instant;

use super::assign::{sparse_heaviest, number};
use super::index::{Candidates, Index, Weigh};
use super::{order, pairs};

/// x
pub fn experiment(participants: &[Profile], settings: &RoundSettings, coverage: bool) -> (usize, i64, i64, Vec<usize>) {
    let t = Instant::now();
    let name = |i: &usize| participants[*i].email().as_str();
    let sorted = |of: Vec<usize>| -> Vec<usize> {
        let o = order::canonical(settings.seed, of.iter().map(name));
        o.into_iter().map(|i| of[i]).collect()
    };
    let lefts = sorted(pairs::learners(participants).collect());
    let rights = sorted(pairs::guides(participants).collect());
    eprintln!("order {:?}", t.elapsed());
    let mut right_of = vec![u32::MAX; participants.len()];
    for (i, r) in rights.iter().enumerate() { right_of[*r] = number(i); }
    let seats: Vec<usize> = rights.iter().map(|r| usize::from(participants[*r].takes_part().capacity())).collect();
    let index = Index::new(participants, vec![Vec::new(); participants.len()], &rights);
    eprintln!("index {:?}", t.elapsed());
    let premium = if coverage { 1 + participants.len() as i64 * 8000 } else { 0 };
    let weigh = Weigh { least: if coverage { i64::MIN } else { 1 }, premium, scores: true };
    let c = Candidates::new(&index, (&settings.weights, false), weigh, &lefts, &right_of, &seats);
    if std::env::var("FILL").is_ok() { use super::assign::Offers; let t = Instant::now(); let mut m = c.memo(); let z = vec![0; rights.len()]; let mut out = Vec::new(); for l in (0..lefts.len()).step_by(4) { c.best(&mut m, l, &z, (16, 0), &mut out); out.clear(); } 
let q = lefts.len() / 4;  eprintln!("{:?} per query {:?} {:?}", t.elapsed(), t.elapsed() / q as u32, 0); return (0,0,0,vec![]); }
    let found = sparse_heaviest(&c);
    eprintln!("solved {:?}", t.elapsed());
    let (bound, total, duos) = super::assign::check(&c, &found);
    eprintln!("proved {:?}", t.elapsed());
    (duos, total, bound, vec![])
}
