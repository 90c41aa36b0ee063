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

use super::AssignError;
use super::graph::{Arc, Graph, degrees};

/// The name of this solver in a summary.
pub(super) const NAME: &str = "kuhn-munkres";

/// The most cells in the table of lefts and rights: 800 MB, or 1.6 GB for scores that need 128 bits.
const MAX_CELLS: usize = 100_000_000;

/// The choice with the greatest weight, by left.
///
/// # Errors
/// [`AssignError::TooLarge`].
pub(super) fn heaviest(graph: &Graph) -> Result<Vec<Arc>, AssignError> {
    let seating = Seating::new(graph)?;
    let greatest = graph.arcs().iter().map(|a| a.weight).max().unwrap_or(0);
    // The solver's labels stay between 0 and the greatest weight: those of rows only fall, and stay at least 0 because
    // some column is still free, at a label of 0; a taken column's label and its row's add up to a weight. So its
    // sums stay below twice the rows times the greatest weight.
    let fits = seating.rows() as i128 * greatest * 2 <= i128::from(i64::MAX);
    let columns = if fits {
        kuhn_munkres(&seating.table(|weight| i64::try_from(weight).unwrap_or(i64::MAX))).1
    } else {
        kuhn_munkres(&seating.table(|weight| weight)).1
    };
    Ok(seating.chosen(&columns))
}

/// The lefts that have pairs, and the seats, with the places they have in the table.
struct Seating {
    /// The pairs that can be needed, by left, then right.
    arcs: Vec<Arc>,
    lefts: Vec<usize>,
    /// The rights with seats.
    rights: Vec<usize>,
    /// For each seat the place of its right.
    seats: Vec<usize>,
}

impl Seating {
    fn new(graph: &Graph) -> Result<Self, AssignError> {
        let arcs: Vec<Arc> = (0..graph.lefts()).flat_map(|left| needed(graph, left)).copied().collect();
        let seats_of: Vec<usize> =
            degrees(&arcs, graph.seats().len()).iter().zip(graph.seats()).map(|(d, s)| *d.min(s)).collect();
        let mut lefts: Vec<usize> = arcs.iter().map(|a| a.left).collect();
        lefts.dedup();
        let rights: Vec<usize> = (0..seats_of.len()).filter(|right| seats_of[*right] > 0).collect();
        if lefts.len().saturating_mul(rights.len()) > MAX_CELLS {
            return Err(AssignError::TooLarge { lefts: lefts.len(), rights: rights.len(), max: MAX_CELLS });
        }
        let seats = rights.iter().enumerate().flat_map(|(i, right)| repeat_n(i, seats_of[*right])).collect();
        Ok(Self { arcs, lefts, rights, seats })
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
        for arc in &self.arcs {
            if let (Ok(left), Ok(right)) = (self.lefts.binary_search(&arc.left), self.rights.binary_search(&arc.right))
            {
                cells[left * width + right] = convert(arc.weight);
            }
        }
        Table { cells, width, lefts: self.lefts.len(), seats: &self.seats, turned: self.turned() }
    }

    /// The allowed pairs among those that the solver assigned, by left.
    fn chosen(&self, columns: &[usize]) -> Vec<Arc> {
        let mut chosen: Vec<Arc> = columns
            .iter()
            .enumerate()
            .filter_map(|(row, &column)| {
                let (left, seat) = if self.turned() { (column, row) } else { (row, column) };
                let pair = (self.lefts[left], self.rights[self.seats[seat]]);
                self.arcs.binary_search_by_key(&pair, |a| (a.left, a.right)).ok().map(|index| self.arcs[index])
            })
            .collect();
        chosen.sort_unstable_by_key(|a| a.left);
        chosen
    }
}

/// The pairs of a left that can be needed: all with rights that may fill up, and the best of the others.
fn needed(graph: &Graph, left: usize) -> impl Iterator<Item = &Arc> {
    let roomy = |arc: &&Arc| graph.has_room_for_all(arc.right);
    let best = graph.of(left).iter().filter(roomy).max_by_key(|a| (a.weight, Reverse(a.right)));
    graph.of(left).iter().filter(move |a| !roomy(a) || best == Some(a))
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
