//! Who sits where, while a solver moves them.

/// A seat of a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) right: usize,
    /// Among all seats of all rights.
    number: usize,
}

/// Which seats are taken and by whom. Only the last to move on a path takes a seat that was free; the others take
/// over one another's, so that the seats of a right fill up from the first and stay filled.
#[derive(Debug, Clone)]
pub(crate) struct SeatAllocation {
    /// For each right the number of its first seat, and one past the last.
    first: Vec<usize>,
    /// For each right how many seats are taken.
    taken: Vec<usize>,
    /// Who sits in each seat.
    lefts: Vec<usize>,
    seat_of: Vec<Option<Seat>>,
}

impl SeatAllocation {
    /// Nobody sits.
    pub(crate) fn new(lefts: usize, seats: &[usize]) -> Self {
        let mut first = vec![0];
        let mut sum = 0;
        first.extend(seats.iter().map(|count| {
            sum += count;
            sum
        }));
        Self { first, taken: vec![0; seats.len()], lefts: vec![usize::MAX; sum], seat_of: vec![None; lefts] }
    }

    /// The seat of this left.
    pub(crate) fn of(&self, left: usize) -> Option<Seat> {
        self.seat_of[left]
    }

    /// The lefts who sit at this right.
    pub(crate) fn at(&self, right: usize) -> &[usize] {
        &self.lefts[self.first[right]..][..self.taken[right]]
    }

    /// How many seats this right has.
    pub(crate) fn seats(&self, right: usize) -> usize {
        self.first[right + 1] - self.first[right]
    }

    /// Whether one of them is free.
    pub(crate) fn has_room(&self, right: usize) -> bool {
        self.taken[right] < self.seats(right)
    }

    /// The first free seat of a right that has one, from now on taken.
    pub(crate) fn open(&mut self, right: usize) -> Seat {
        self.taken[right] += 1;
        Seat { right, number: self.first[right] + self.taken[right] - 1 }
    }

    /// Gives this left a seat. Returns the one that it had, for another to take over.
    pub(crate) fn sit(&mut self, left: usize, seat: Seat) -> Option<Seat> {
        self.lefts[seat.number] = left;
        self.seat_of[left].replace(seat)
    }

    /// For each left its right.
    pub(crate) fn rights(&self) -> Vec<Option<usize>> {
        self.seat_of.iter().map(|seat| seat.map(|s| s.right)).collect()
    }
}
