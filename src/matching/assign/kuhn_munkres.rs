//! The Hungarian method (Kuhn 1955, Munkres 1957), as `pathfinding` implements it, over lefts and seats.
//!
//! `pathfinding` assigns every row, needs at least as many columns as rows, and knows no forbidden pairs. So a seat
//! is a column (or a row, when there are fewer seats than lefts), and a forbidden pair weighs 0. All that is allowed
//! weighs more than 0, hence an assignment of every row has the weight of its allowed pairs, and the heaviest of them
//! is the heaviest choice of allowed pairs; the rest is dropped. Time grows as rows² × columns.

use std::ops::Neg;

use pathfinding::prelude::{Weights, kuhn_munkres};

use super::AssignError;
use super::graph::{Arc, Graph};

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
struct Seating<'a> {
    graph: &'a Graph,
    lefts: Vec<usize>,
    /// The rights with seats.
    rights: Vec<usize>,
    /// For each seat the place of its right.
    seats: Vec<usize>,
}

impl<'a> Seating<'a> {
    fn new(graph: &'a Graph) -> Result<Self, AssignError> {
        let lefts: Vec<usize> = (0..graph.lefts()).filter(|left| !graph.of(*left).is_empty()).collect();
        let rights: Vec<usize> = (0..graph.seats().len()).filter(|right| graph.seats()[*right] > 0).collect();
        if lefts.len().saturating_mul(rights.len()) > MAX_CELLS {
            return Err(AssignError::TooLarge { lefts: lefts.len(), rights: rights.len(), max: MAX_CELLS });
        }
        let seats =
            rights.iter().enumerate().flat_map(|(i, right)| std::iter::repeat_n(i, graph.seats()[*right])).collect();
        Ok(Self { graph, lefts, rights, seats })
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
        for (place, &left) in self.lefts.iter().enumerate() {
            for arc in self.graph.of(left) {
                if let Ok(right) = self.rights.binary_search(&arc.right) {
                    cells[place * width + right] = convert(arc.weight);
                }
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
                let arcs = self.graph.of(self.lefts[left]);
                let right = self.rights[self.seats[seat]];
                arcs.binary_search_by_key(&right, |a| a.right).ok().map(|index| arcs[index])
            })
            .collect();
        chosen.sort_unstable_by_key(|a| a.left);
        chosen
    }
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
