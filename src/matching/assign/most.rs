//! How many pairs are possible at all.

use std::collections::VecDeque;

use super::graph::Graph;

/// The greatest number of pairs in one assignment, whatever they weigh.
///
/// By augmenting paths, each searched breadth first; when none is left the number is the greatest (Berge 1957).
pub(super) fn pairs(graph: &Graph) -> usize {
    let mut seating = Seating {
        right_of: vec![None; graph.lefts()],
        lefts_of: vec![Vec::new(); graph.seats().len()],
        found_by: vec![None; graph.seats().len()],
    };
    (0..graph.lefts()).filter(|left| seating.seat(graph, *left)).count()
}

struct Seating {
    right_of: Vec<Option<usize>>,
    lefts_of: Vec<Vec<usize>>,
    /// In a search: the root it was for, and the left that reached this right first.
    found_by: Vec<Option<(usize, usize)>>,
}

impl Seating {
    /// Finds a seat for one more left, moving others where needed. Whether it was found.
    fn seat(&mut self, graph: &Graph, root: usize) -> bool {
        let mut queue = VecDeque::from([root]);
        while let Some(left) = queue.pop_front() {
            for arc in graph.of(left) {
                if self.found_by[arc.right].is_some_and(|(search, _)| search == root) {
                    continue;
                }
                self.found_by[arc.right] = Some((root, left));
                if self.lefts_of[arc.right].len() < graph.seats()[arc.right] {
                    self.shift_along(arc.right);
                    return true;
                }
                queue.extend(&self.lefts_of[arc.right]);
            }
        }
        false
    }

    /// Gives everyone on the path to this free seat the seat that they found.
    fn shift_along(&mut self, free: usize) {
        let mut next = Some(free);
        while let Some(right) = next {
            let Some((_, left)) = self.found_by[right] else { return };
            next = self.right_of[left].replace(right);
            if let Some(old) = next {
                self.lefts_of[old].retain(|l| *l != left);
            }
            self.lefts_of[right].push(left);
        }
    }
}
