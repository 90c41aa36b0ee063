//! The core: those pairs of which an answer is likely to be made, at hand from both sides.

use super::answers::Answers;
use crate::candidates::to_u32;
use crate::graph::Weight;

/// A pair of the left that holds it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<N> {
    pub(crate) right: u32,
    pub(crate) weight: N,
}

/// A pair of the right that holds it: which left, and the number of the pair among all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Back<N> {
    pub(crate) left: u32,
    pub(crate) pair: u32,
    pub(crate) weight: N,
}

/// Pairs by left, in the order in which they came, and the same by right.
pub(crate) struct Core<N> {
    /// For each left where its pairs start, and one past the last.
    starts: Vec<u32>,
    pairs: Vec<Pair<N>>,
    back_starts: Vec<u32>,
    backs: Vec<Back<N>>,
    /// What weights are multiplied by here.
    scale: N,
}

impl<N: Weight> Core<N> {
    /// Without pairs.
    pub(crate) fn new(lefts: usize, rights: usize, scale: N) -> Self {
        let (pairs, backs) = (Vec::new(), Vec::new());
        Self { starts: vec![0; lefts + 1], pairs, back_starts: vec![0; rights + 1], backs, scale }
    }

    /// Takes in those of these pairs that it has not. Calls `moved` for each left with what its pairs were numbered
    /// from, and are from now on.
    pub(crate) fn add<W: Weight>(&mut self, answers: &Answers<W>, mut moved: impl FnMut(usize, u32, u32)) {
        // For each right the last left by whom it was seen, plus 1.
        let mut seen = vec![0; self.back_starts.len() - 1];
        let mut fresh = Vec::new();
        let mut counts = Vec::with_capacity(self.starts.len());
        for (left, found) in answers.by_left().enumerate() {
            let (me, before) = (to_u32(left) + 1, fresh.len());
            if !found.is_empty() {
                self.of_left(left).iter().for_each(|pair| seen[pair.right as usize] = me);
                let unseen = found.iter().filter(|(right, _)| seen[*right as usize] != me);
                fresh.extend(
                    unseen.map(|(right, w)| Pair { right: *right, weight: N::narrow((*w).into()) * self.scale }),
                );
            }
            counts.push(fresh.len() - before);
        }
        if fresh.is_empty() {
            return;
        }
        let mut pairs = Vec::with_capacity(self.pairs.len() + fresh.len());
        let mut starts = Vec::with_capacity(self.starts.len());
        let mut fresh = fresh.into_iter();
        for (left, count) in counts.into_iter().enumerate() {
            moved(left, self.starts[left], to_u32(pairs.len()));
            starts.push(to_u32(pairs.len()));
            pairs.extend_from_slice(self.of_left(left));
            pairs.extend(fresh.by_ref().take(count));
        }
        starts.push(to_u32(pairs.len()));
        (self.starts, self.pairs) = (starts, pairs);
        self.turn_round();
    }

    /// Lays the pairs out by right.
    fn turn_round(&mut self) {
        let rights = self.back_starts.len() - 1;
        self.back_starts.fill(0);
        self.pairs.iter().for_each(|pair| self.back_starts[pair.right as usize + 1] += 1);
        for right in 0..rights {
            self.back_starts[right + 1] += self.back_starts[right];
        }
        let mut places = self.back_starts.clone();
        self.backs.clear();
        self.backs.resize(self.pairs.len(), Back { left: 0, pair: 0, weight: N::default() });
        for left in 0..self.starts.len() - 1 {
            for index in self.starts[left]..self.starts[left + 1] {
                let Pair { right, weight } = self.pairs[index as usize];
                let place = &mut places[right as usize];
                self.backs[*place as usize] = Back { left: to_u32(left), pair: index, weight };
                *place += 1;
            }
        }
    }

    pub(crate) fn of_left(&self, left: usize) -> &[Pair<N>] {
        &self.pairs[self.starts[left] as usize..self.starts[left + 1] as usize]
    }

    /// The number of the first pair of a left.
    pub(crate) fn first(&self, left: usize) -> u32 {
        self.starts[left]
    }

    pub(crate) fn pair(&self, number: u32) -> Pair<N> {
        self.pairs[number as usize]
    }

    pub(crate) fn of_right(&self, right: usize) -> &[Back<N>] {
        &self.backs[self.back_starts[right] as usize..self.back_starts[right + 1] as usize]
    }

    /// What weights are multiplied by here.
    pub(crate) fn scale(&self) -> N {
        self.scale
    }

    /// The least weight and the greatest, times what weights are multiplied by.
    pub(crate) fn range(&self) -> (N, N) {
        let weights = || self.pairs.iter().map(|pair| pair.weight);
        (weights().min().unwrap_or_default(), weights().max().unwrap_or_default())
    }
}
