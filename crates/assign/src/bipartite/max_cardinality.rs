//! As many pairs as possible, whatever they weigh.
//!
//! Augmenting paths, many at a time: layers from all who have no seat (breadth first), then along the layers paths
//! that share nobody (depth first); after Hopcroft and Karp (1973), with seats. When there is no path left, there is no choice
//! with more pairs (Berge 1957), and prices show it: 1 at every right that was still reached, all of which are full,
//! and 0 elsewhere (König 1931).

use crate::graph::Arc;
use crate::seat_allocation::SeatAllocation;

/// In no layer, or done with.
const NONE: usize = usize::MAX;

/// Seats as many as possible. Those who sit already keep a seat, though not always the same.
///
/// `pairs` are those on offer to a left, of the same lefts and rights as the seating. Returns for each
/// right whether its price is 1, which proves it: see [`crate::proof`].
pub(crate) fn seat<'a>(
    seating: &mut SeatAllocation,
    lefts: usize,
    rights: usize,
    pairs: impl Fn(usize) -> &'a [Arc<i64>],
) -> Vec<bool> {
    let mut layers = Layers { of_left: vec![NONE; lefts], of_right: vec![NONE; rights], pairs };
    loop {
        let free: Vec<usize> = (0..lefts).filter(|left| seating.of(*left).is_none()).collect();
        if !layers.lay(seating, &free) {
            return layers.of_right.iter().map(|layer| *layer != NONE).collect();
        }
        let mut next = Next { pair: vec![0; lefts], seat: vec![0; rights] };
        for left in free {
            layers.seat_one(seating, &mut next, left);
        }
    }
}

/// How far from somebody without a seat.
struct Layers<P> {
    of_left: Vec<usize>,
    of_right: Vec<usize>,
    pairs: P,
}

/// What is looked at next, so that nothing is looked at twice: a left's pairs, and those who sit at a right.
struct Next {
    pair: Vec<usize>,
    seat: Vec<usize>,
}

impl<'a, P: Fn(usize) -> &'a [Arc<i64>]> Layers<P> {
    /// Lays the layers out, up to the first with a free seat. Whether there is one.
    fn lay(&mut self, seating: &SeatAllocation, free: &[usize]) -> bool {
        self.of_left.fill(NONE);
        self.of_right.fill(NONE);
        let mut layer = free.to_vec();
        let mut found = false;
        for depth in 0.. {
            let mut next = Vec::new();
            for &left in &layer {
                self.of_left[left] = depth;
                for arc in (self.pairs)(left) {
                    if self.of_right[arc.right] == NONE {
                        self.of_right[arc.right] = depth;
                        found |= seating.has_room(arc.right);
                        next.extend(seating.at(arc.right));
                    }
                }
            }
            if found || next.is_empty() {
                break;
            }
            layer = next;
        }
        found
    }

    /// Finds a path from this left along the layers to a free seat, and moves everybody on it on by one.
    fn seat_one(&self, seating: &mut SeatAllocation, next: &mut Next, root: usize) {
        let mut path = vec![root];
        while let Some(&left) = path.last() {
            let Some(arc) = (self.pairs)(left).get(next.pair[left]) else {
                path.pop();
                continue;
            };
            let right = arc.right;
            if self.of_right[right] == self.of_left[left] {
                if seating.has_room(right) {
                    let mut free = Some(seating.open(right));
                    // From the end of the path back: each takes over the seat of the one after.
                    while let (Some(seat), Some(left)) = (free, path.pop()) {
                        free = seating.sit(left, seat);
                    }
                    return;
                }
                // Those who sat down here in this phase come from another layer, and stay.
                let sitting = seating.at(right)[next.seat[right].min(seating.at(right).len())..].first().copied();
                if let Some(sitting) = sitting {
                    next.seat[right] += 1;
                    if self.of_left[sitting] == self.of_left[left] + 1 {
                        path.push(sitting);
                    }
                    continue;
                }
            }
            next.pair[left] += 1;
        }
    }
}
