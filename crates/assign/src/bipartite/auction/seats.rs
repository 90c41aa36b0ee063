//! Who sits where.

use crate::candidates::to_u32;

/// No pair.
pub(crate) const NONE: u32 = u32::MAX;

/// For each left by which pair it sits, and for each right who sits there.
pub(crate) struct Seats<'a> {
    counts: &'a [usize],
    /// For each left the number of its pair.
    pair_of: Vec<u32>,
    /// For each left its place among those at its right.
    places: Vec<u32>,
    at: Vec<Vec<u32>>,
}

impl<'a> Seats<'a> {
    /// Nobody sits.
    pub(crate) fn new(lefts: usize, counts: &'a [usize]) -> Self {
        Self { counts, pair_of: vec![NONE; lefts], places: vec![0; lefts], at: vec![Vec::new(); counts.len()] }
    }

    /// The pair by which this left sits.
    pub(crate) fn of(&self, left: usize) -> u32 {
        self.pair_of[left]
    }

    pub(crate) fn at(&self, right: usize) -> &[u32] {
        &self.at[right]
    }

    /// How many seats a right has.
    pub(crate) fn count(&self, right: usize) -> usize {
        self.counts[right]
    }

    /// How many of them are free.
    pub(crate) fn room(&self, right: usize) -> usize {
        self.counts[right] - self.at[right].len()
    }

    /// Has this left give up the seat at its right.
    pub(crate) fn leave(&mut self, left: usize, right: usize) {
        let place = self.places[left] as usize;
        self.at[right].swap_remove(place);
        if let Some(moved) = self.at[right].get(place) {
            self.places[*moved as usize] = to_u32(place);
        }
        self.pair_of[left] = NONE;
    }

    /// Writes down by which pair a left is going to sit.
    pub(crate) fn note(&mut self, left: usize, pair: u32) {
        self.pair_of[left] = pair;
    }

    /// Has a left sit down at a right.
    pub(crate) fn sit(&mut self, left: usize, right: usize) {
        self.places[left] = to_u32(self.at[right].len());
        self.at[right].push(to_u32(left));
    }

    /// Has everybody stand, for [`Self::sit`]; by which pairs they sat is left.
    pub(crate) fn clear(&mut self) {
        self.at.iter_mut().for_each(Vec::clear);
    }

    /// The pairs of a left that were numbered from the one are numbered from the other now.
    pub(crate) fn renumber(&mut self, left: usize, from: u32, to: u32) {
        let pair = &mut self.pair_of[left];
        if *pair != NONE {
            *pair = *pair - from + to;
        }
    }
}
