//! The pairs that a search looks at, from both sides, and which of them are rivals.

use super::Twins;
use crate::bipartite::auction::Weighted;
use crate::candidates::to_u32;

/// No link, no left, no couple.
pub(crate) const NONE: u32 = u32::MAX;

/// A left and a right that may go together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) weight: i64,
    pub(crate) left: u32,
    pub(crate) right: u32,
    /// Twice the number of the couple, and one more for the second of its two links; [`NONE`] without a rival.
    pub(crate) of_couple: u32,
}

impl Link {
    /// The couple that this is a link of, and which.
    pub(crate) fn couple(&self) -> Option<(usize, usize)> {
        (self.of_couple != NONE).then_some((self.of_couple as usize / 2, self.of_couple as usize % 2))
    }
}

/// Links by left, and the same by right.
#[derive(Debug)]
pub(crate) struct Network {
    starts: Vec<u32>,
    links: Vec<Link>,
    back_starts: Vec<u32>,
    backs: Vec<u32>,
    seats: Vec<u32>,
    /// For each right the first of its places, one more than it has seats, for whoever comes before another leaves; and one
    /// past the last.
    places: Vec<u32>,
    couples: Vec<[u32; 2]>,
}

impl Network {
    /// Of these pairs, some of which may be there twice.
    pub(crate) fn new(lefts: usize, seats: &[usize], mut pairs: Vec<Weighted<i64>>, twins: &Twins) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let (mut starts, mut back_starts) = (vec![0; lefts + 1], vec![0; seats.len() + 1]);
        for (left, right, _) in &pairs {
            starts[*left as usize + 1] += 1;
            back_starts[*right as usize + 1] += 1;
        }
        // Seats that no link can fill are of no use, but for one that is free.
        let seats: Vec<u32> =
            seats.iter().zip(&back_starts[1..]).map(|(seats, degree)| to_u32(*seats).min(degree + 1)).collect();
        for starts in [&mut starts, &mut back_starts] {
            for index in 1..starts.len() {
                starts[index] += starts[index - 1];
            }
        }
        let mut backs = vec![0; pairs.len()];
        let mut next = back_starts.clone();
        for ((_, right, _), index) in pairs.iter().zip(0..) {
            let place = &mut next[*right as usize];
            backs[*place as usize] = index;
            *place += 1;
        }
        let links = pairs.into_iter().map(|(left, right, weight)| Link { weight, left, right, of_couple: NONE });
        let mut places = vec![0];
        let mut sum = 0;
        places.extend(seats.iter().map(|seats| {
            sum += seats + 1;
            sum
        }));
        let mut network =
            Self { starts, links: links.collect(), back_starts, backs, seats, places, couples: Vec::new() };
        network.find_couples(twins);
        network
    }

    fn find_couples(&mut self, twins: &Twins) {
        for index in 0..to_u32(self.links.len()) {
            let link = self.links[index as usize];
            let Some(rival) = twins.rival(link.left, link.right).and_then(|(left, right)| self.find(left, right))
            else {
                continue;
            };
            if index < rival {
                let couple = 2 * to_u32(self.couples.len());
                self.links[index as usize].of_couple = couple;
                self.links[rival as usize].of_couple = couple + 1;
                self.couples.push([index, rival]);
            }
        }
    }

    /// The link of a left and a right.
    pub(crate) fn find(&self, left: u32, right: u32) -> Option<u32> {
        let links = self.of_left(left);
        let place =
            self.links[links.start as usize..links.end as usize].binary_search_by_key(&right, |link| link.right);
        place.ok().map(|place| links.start + to_u32(place))
    }

    pub(crate) fn lefts(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn rights(&self) -> usize {
        self.seats.len()
    }

    pub(crate) fn seats(&self, right: usize) -> u32 {
        self.seats[right]
    }

    /// The first of the places of a right.
    pub(crate) fn first_place(&self, right: usize) -> usize {
        self.places[right] as usize
    }

    pub(crate) fn all_places(&self) -> usize {
        self.places[self.seats.len()] as usize
    }

    /// The numbers of the links of a left.
    pub(crate) fn of_left(&self, left: u32) -> std::ops::Range<u32> {
        self.starts[left as usize]..self.starts[left as usize + 1]
    }

    /// The numbers of the links of a right.
    pub(crate) fn of_right(&self, right: usize) -> &[u32] {
        &self.backs[self.back_starts[right] as usize..self.back_starts[right + 1] as usize]
    }

    pub(crate) fn link(&self, number: u32) -> &Link {
        &self.links[number as usize]
    }

    /// Two links each, of which one may be chosen.
    pub(crate) fn couples(&self) -> &[[u32; 2]] {
        &self.couples
    }
}
