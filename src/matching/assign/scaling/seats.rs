//! Who sits where.

use super::super::offers::number;

/// No pair.
pub(super) const NONE: u32 = u32::MAX;

/// For each left by which pair it sits, and for each right who sits there.
pub(super) struct Seats<'a> {
    counts: &'a [usize],
    /// For each left the number of its pair.
    pair_of: Vec<u32>,
    /// For each left its place among those at its right.
    places: Vec<u32>,
    at: Vec<Vec<u32>>,
}

impl<'a> Seats<'a> {
    /// Nobody sits.
    pub(super) fn new(lefts: usize, counts: &'a [usize]) -> Self {
        Self { counts, pair_of: vec![NONE; lefts], places: vec![0; lefts], at: vec![Vec::new(); counts.len()] }
    }

    /// The pair by which this left sits.
    pub(super) fn of(&self, left: usize) -> u32 {
        self.pair_of[left]
    }

    pub(super) fn at(&self, right: usize) -> &[u32] {
        &self.at[right]
    }

    /// How many seats a right has.
    pub(super) fn count(&self, right: usize) -> usize {
        self.counts[right]
    }

    /// How many of them are free.
    pub(super) fn room(&self, right: usize) -> usize {
        self.counts[right] - self.at[right].len()
    }

    /// Has this left give up the seat at its right.
    pub(super) fn leave(&mut self, left: usize, right: usize) {
        let place = self.places[left] as usize;
        self.at[right].swap_remove(place);
        if let Some(moved) = self.at[right].get(place) {
            self.places[*moved as usize] = number(place);
        }
        self.pair_of[left] = NONE;
    }

    /// Writes down by which pair a left is going to sit.
    pub(super) fn note(&mut self, left: usize, pair: u32) {
        self.pair_of[left] = pair;
    }

    /// Has a left sit down at a right.
    pub(super) fn sit(&mut self, left: usize, right: usize) {
        self.places[left] = number(self.at[right].len());
        self.at[right].push(number(left));
    }

    /// Has everybody stand, for [`Self::sit`]; by which pairs they sat is left.
    pub(super) fn clear(&mut self) {
        self.at.iter_mut().for_each(Vec::clear);
    }

    /// The pairs of a left that were numbered from the one are numbered from the other now.
    pub(super) fn renumber(&mut self, left: usize, from: u32, to: u32) {
        let pair = &mut self.pair_of[left];
        if *pair != NONE {
            *pair = *pair - from + to;
        }
    }
}
