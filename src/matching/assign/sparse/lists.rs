//! For each left a short list of its best pairs, made longer only when that is not enough.
//!
//! A list says of every pair in it, and of all the others together, how much they leave the left at most. As prices
//! only rise, that stays true; it only tells less. A list that is much looked at is put in order anew.

use std::cmp::Reverse;
use std::thread;

use super::super::graph::Weight;
use super::super::offers::{Offer, Offers};

/// How many pairs a list holds at first: few, since most lefts never need more (at 100,000 people with 1 to 3 seats,
/// 7 in 10).
const FIRST: usize = 32;

/// How many pairs a list holds that is made anew while most lefts are seated.
const NEXT: usize = 64;

/// How many pairs a list holds that is made anew for the searches, at least and at most; in between as many as come to
/// so many for all lists together. Then the best differ little, and a longer list holds out much longer.
const LEAST: usize = 128;
const MOST: usize = 1000;
const ALL_LISTS: usize = 1_000_000;

/// How many lefts at least are worth another thread.
const FOR_A_THREAD: usize = 64;

/// After how many lists made longer the lowest prices are noted anew.
const NOTE_AFTER: usize = 500;

/// The best pairs of a left.
#[derive(Debug, Clone, Default)]
pub(super) struct List<W> {
    /// By what they leave the left at most, falling.
    offers: Vec<Offer<W>>,
    /// What any other pair leaves it at most; 0 if there is no other that leaves it more than nothing.
    rest: W,
    /// How many looks since it was put in order.
    looks: usize,
}

/// The lists of all lefts.
pub(super) struct Lists<'a, W, O: Offers<W>> {
    offers: &'a O,
    memo: O::Memo,
    by_left: Vec<List<W>>,
    lengths: Lengths,
    /// How many lists were made longer since prices were noted.
    longer: usize,
}

impl<'a, W: Weight, O: Offers<W>> Lists<'a, W, O> {
    /// A first stretch for everybody.
    pub(super) fn new(offers: &'a O, prices: &[W]) -> Self {
        let by_left = vec![List::default(); offers.lefts()];
        // Where there is room for everything, nothing is asked twice: 1,000 people with a seat each take a third less.
        let first = if offers.lefts() <= ALL_LISTS / MOST { MOST } else { FIRST };
        let mut all = Self { lengths: (first, first.max(NEXT)), offers, memo: offers.memo(), by_left, longer: 0 };
        let everybody: Vec<usize> = (0..offers.lefts()).collect();
        all.renew(&everybody, prices);
        all
    }

    /// Lists made anew from here on are to hold out long.
    pub(super) fn make_longer(&mut self) {
        self.lengths.1 = (ALL_LISTS / self.by_left.len().max(1)).clamp(LEAST, MOST);
    }

    pub(super) fn of(&self, left: usize) -> &[Offer<W>] {
        &self.by_left[left].offers
    }

    /// What pairs that are not in the list of this left leave it at most.
    pub(super) fn rest(&self, left: usize) -> W {
        self.by_left[left].rest
    }

    /// Counts looks at a list.
    pub(super) fn looked(&mut self, left: usize, looks: usize) {
        self.by_left[left].looks += looks;
    }

    /// Puts a list in order anew, if there were so many looks at it that it pays.
    pub(super) fn tidy(&mut self, left: usize, prices: &[W]) {
        let list = &mut self.by_left[left];
        if list.looks > list.offers.len() {
            list.looks = 0;
            list.offers.iter_mut().for_each(|o| o.most = o.weight - prices[o.right as usize]);
            // What is below the others that are not in the list says nothing any more.
            let rest = list.rest;
            list.offers.retain(|o| o.most >= rest);
            list.offers.sort_unstable_by_key(|o| (Reverse(o.most), o.right));
        }
    }

    /// Makes the list of a left anew at these prices; longer, if it was made at these prices already.
    pub(super) fn extend(&mut self, left: usize, prices: &[W]) {
        self.longer += 1;
        if self.longer > NOTE_AFTER {
            self.longer = 0;
            self.offers.note(&mut self.memo, prices);
        }
        remake(self.offers, &mut self.memo, left, prices, self.lengths, &mut self.by_left[left]);
    }

    /// Makes the lists of these lefts anew at these prices; on all processors.
    pub(super) fn renew(&mut self, lefts: &[usize], prices: &[W]) {
        self.longer = 0;
        self.offers.note(&mut self.memo, prices);
        let (offers, lengths) = (self.offers, self.lengths);
        let make = |memo: &mut O::Memo, left: usize, mut list: List<W>| {
            remake(offers, memo, left, prices, lengths, &mut list);
            list
        };
        let threads = thread::available_parallelism().map_or(1, usize::from).min(lefts.len() / FOR_A_THREAD);
        if threads < 2 {
            for &left in lefts {
                let list = std::mem::take(&mut self.by_left[left]);
                self.by_left[left] = make(&mut self.memo, left, list);
            }
            return;
        }
        let mut old: Vec<List<W>> = lefts.iter().map(|left| std::mem::take(&mut self.by_left[*left])).collect();
        let each = lefts.len().div_ceil(threads);
        thread::scope(|scope| {
            for (lefts, lists) in lefts.chunks(each).zip(old.chunks_mut(each)) {
                scope.spawn(move || {
                    let mut memo = offers.memo();
                    offers.note(&mut memo, prices);
                    for (left, list) in lefts.iter().zip(lists) {
                        *list = make(&mut memo, *left, std::mem::take(list));
                    }
                });
            }
        });
        for (left, list) in lefts.iter().zip(old) {
            self.by_left[*left] = list;
        }
    }
}

/// How many pairs a list holds that is made at first, or anew.
type Lengths = (usize, usize);

/// Makes a list anew.
fn remake<W: Weight, O: Offers<W>>(
    offers: &O,
    memo: &mut O::Memo,
    left: usize,
    prices: &[W],
    (first, again): Lengths,
    list: &mut List<W>,
) {
    let len = list.offers.len();
    let is_up_to_date = list.offers.iter().all(|o| o.weight - prices[o.right as usize] == o.most);
    let count = match len {
        0 => first,
        _ if is_up_to_date => 2 * len.max(first),
        _ => again,
    };
    list.offers.clear();
    list.looks = 0;
    list.rest = offers.best(memo, left, prices, (count, W::default()), &mut list.offers);
}
