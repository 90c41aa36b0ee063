//! The Hungarian method (Kuhn 1955, Munkres 1957), as `pathfinding` implements it, over lefts and seats.
//!
//! `pathfinding` assigns every row, needs at least as many columns as rows, and knows no forbidden pairs. So a seat
//! is a column (or a row, when there are fewer seats than lefts), and a forbidden pair weighs 0. All that is allowed
//! weighs more than 0, hence an assignment of every row has the weight of its allowed pairs, and the heaviest of them
//! is the heaviest choice of allowed pairs; the rest is dropped. Time grows as rows² × columns.
//!
//! Among the rights with room for all, a left needs only its best: nobody can take that from it. So that capacities
//! far above demand cost nothing.

use std::cmp::Reverse;
use std::iter::repeat_n;
use std::ops::Neg;

use pathfinding::prelude::{Weights, kuhn_munkres};

use super::Solution;
use crate::graph::{Arc, Graph};
use crate::proof;

/// The name of this solver in a summary.
pub(crate) const NAME: &str = "kuhn-munkres";

/// The heaviest choice, and prices that prove it.
pub(crate) fn heaviest(graph: &Graph<i128>) -> Solution {
    let layout = Layout::new(graph);
    let greatest = layout.pairs.iter().map(|(_, arc)| arc.weight).max().unwrap_or(0);
    // The solver's labels stay between 0 and the greatest weight: those of rows only fall, and stay at least 0 because
    // some column is still free, at a label of 0; a taken column's label and its row's add up to a weight. So its
    // sums stay below twice the rows times the greatest weight.
    let fits = layout.rows() as i128 * greatest * 2 <= i128::from(i64::MAX);
    let columns = if fits {
        kuhn_munkres(&layout.table(|weight| i64::try_from(weight).unwrap_or(i64::MAX))).1
    } else {
        kuhn_munkres(&layout.table(|weight| weight)).1
    };
    let right_of = layout.chosen(graph.lefts(), &columns);
    Solution { prices: proof::prices(graph, &right_of), right_of, solver: NAME }
}

/// The lefts that have pairs, and the seats, with the places they have in the table.
struct Layout {
    /// The pairs that can be needed, by left, then right.
    pairs: Vec<(usize, Arc<i128>)>,
    lefts: Vec<usize>,
    /// The rights with seats.
    rights: Vec<usize>,
    /// For each seat the place of its right.
    seats: Vec<usize>,
}

impl Layout {
    fn new(graph: &Graph<i128>) -> Self {
        let all = graph.seats().len();
        let degrees = degrees((0..graph.lefts()).flat_map(|left| graph.of(left)), all);
        let has_room_for_all = |right: usize| graph.seats()[right] >= degrees[right];
        let pairs: Vec<(usize, Arc<i128>)> = (0..graph.lefts())
            .flat_map(|left| needed(graph.of(left), has_room_for_all).map(move |a| (left, *a)))
            .collect();
        let seats_of: Vec<usize> = self::degrees(pairs.iter().map(|(_, arc)| arc), all)
            .iter()
            .zip(graph.seats())
            .map(|(d, s)| *d.min(s))
            .collect();
        let mut lefts: Vec<usize> = pairs.iter().map(|(left, _)| *left).collect();
        lefts.dedup();
        let rights: Vec<usize> = (0..all).filter(|right| seats_of[*right] > 0).collect();
        let seats = rights.iter().enumerate().flat_map(|(i, right)| repeat_n(i, seats_of[*right])).collect();
        Self { pairs, lefts, rights, seats }
    }

    /// Whether the seats are the rows.
    fn turned(&self) -> bool {
        self.seats.len() < self.lefts.len()
    }

    fn rows(&self) -> usize {
        self.lefts.len().min(self.seats.len())
    }

    fn table<C: Copy + Default>(&self, convert: impl Fn(i128) -> C) -> Table<'_, C> {
        let width = self.rights.len();
        let mut cells = vec![C::default(); self.lefts.len() * width];
        for (left, arc) in &self.pairs {
            if let (Ok(left), Ok(right)) = (self.lefts.binary_search(left), self.rights.binary_search(&arc.right)) {
                cells[left * width + right] = convert(arc.weight);
            }
        }
        Table { cells, width, lefts: self.lefts.len(), seats: &self.seats, turned: self.turned() }
    }

    /// For each left its right, where the solver assigned an allowed pair.
    fn chosen(&self, lefts: usize, columns: &[usize]) -> Vec<Option<usize>> {
        let mut right_of = vec![None; lefts];
        for (row, &column) in columns.iter().enumerate() {
            let (left, seat) = if self.turned() { (column, row) } else { (row, column) };
            let (left, right) = (self.lefts[left], self.rights[self.seats[seat]]);
            if self.pairs.binary_search_by_key(&(left, right), |(left, arc)| (*left, arc.right)).is_ok() {
                right_of[left] = Some(right);
            }
        }
        right_of
    }
}

/// How many of the arcs each right is in.
fn degrees<'a>(arcs: impl Iterator<Item = &'a Arc<i128>>, rights: usize) -> Vec<usize> {
    let mut degrees = vec![0; rights];
    for arc in arcs {
        degrees[arc.right] += 1;
    }
    degrees
}

/// The pairs of a left that can be needed: all with rights that may fill up, and the best of the others.
fn needed(arcs: &[Arc<i128>], has_room_for_all: impl Fn(usize) -> bool + Copy) -> impl Iterator<Item = &Arc<i128>> {
    let roomy = move |arc: &&Arc<i128>| has_room_for_all(arc.right);
    let best = arcs.iter().filter(roomy).max_by_key(|a| (a.weight, Reverse(a.right)));
    arcs.iter().filter(move |a| !roomy(a) || best == Some(a))
}

/// The weight of each left and right, shown to the solver as one of each left and seat.
struct Table<'a, C> {
    cells: Vec<C>,
    width: usize,
    lefts: usize,
    seats: &'a [usize],
    turned: bool,
}

impl<C: Copy + Neg<Output = C>> Weights<C> for Table<'_, C> {
    fn rows(&self) -> usize {
        if self.turned { self.seats.len() } else { self.lefts }
    }

    fn columns(&self) -> usize {
        if self.turned { self.lefts } else { self.seats.len() }
    }

    fn at(&self, row: usize, col: usize) -> C {
        let (left, seat) = if self.turned { (col, row) } else { (row, col) };
        self.cells[left * self.width + self.seats[seat]]
    }

    fn neg(&self) -> Self {
        Self { cells: self.cells.iter().map(|c| -*c).collect(), ..*self }
    }
}
