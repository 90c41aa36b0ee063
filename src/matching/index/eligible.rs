//! With whom somebody may be, good or not.

use crate::domain::Factor;
use crate::matching::score;

use super::Index;
use super::blocks::{Blocks, Set, WIDTH};
use super::measure::{CompiledWeights, ExpertiseTable};

/// On which side of the pair somebody stands who is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairSide {
    Left,
    Right,
}

/// Whether everybody was looked at who may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looked {
    AtAll,
    AtSome,
}

/// A prime: multiples of it lie all over a list.
const SPREAD: usize = 7919;

impl Index {
    /// The score of a left and somebody on offer; 0 where they may not be together.
    pub(crate) fn score(&self, left: usize, right: usize, measure: &CompiledWeights) -> i64 {
        let mut knows = ExpertiseTable::new(self.people.topics());
        knows.by(&self.people, left);
        self.points(left, right, &knows, measure).unwrap_or(0)
    }

    /// Those on offer with whom this left may be, by their places, and their scores; nobody who has no place. Of more than
    /// `most` it is so many of them, others for each left.
    pub(crate) fn scored(
        &self,
        left: usize,
        measure: &CompiledWeights,
        most: usize,
        place: impl Fn(usize) -> Option<usize>,
    ) -> (Vec<(usize, i64)>, Looked) {
        let mut knows = ExpertiseTable::new(self.people.topics());
        knows.by(&self.people, left);
        let placed = |right: usize| Some((right, place(right)?));
        let mut all: Vec<(usize, usize)> =
            self.eligible(left, PairSide::Left, measure).into_iter().filter_map(placed).collect();
        let looked = if all.len() > most { Looked::AtSome } else { Looked::AtAll };
        if looked == Looked::AtSome {
            // Neighbours by number begin far apart, so that they do not all look at the same few.
            let from = left.wrapping_mul(SPREAD) % all.len();
            all.rotate_left(from);
            all.truncate(most);
        }
        let score = |(right, place): (usize, usize)| Some((place, self.points(left, right, &knows, measure)?));
        (all.into_iter().filter_map(score).collect(), looked)
    }

    fn points(&self, left: usize, right: usize, knows: &ExpertiseTable, measure: &CompiledWeights) -> Option<i64> {
        let people = &self.people;
        let taught = score::coverage(people, left, right);
        let besides = measure.besides_topics(people.get(left), people.get(right))?;
        let besides = besides - measure.staleness(&self.apart, left, right);
        Some(besides + measure.of_topics(taught, knows.covers(people, right))?)
    }

    /// With whom this participant may be: as a left one of those on offer, as a right one of those to whom they are
    /// offered; by number and in that order.
    pub(crate) fn eligible(&self, person: usize, side: PairSide, measure: &CompiledWeights) -> Vec<usize> {
        let mut found: Vec<usize> = self.eligible_among(person, side, *measure, self.across(side)).collect();
        found.sort_unstable();
        found
    }

    /// Whether there is anybody.
    pub(crate) fn is_eligible(&self, person: usize, side: PairSide, measure: &CompiledWeights) -> bool {
        self.eligible_among(person, side, *measure, self.across(side)).next().is_some()
    }

    /// Everybody on the other side of somebody who stands on this one.
    fn across(&self, side: PairSide) -> &Blocks {
        match side {
            PairSide::Left => &self.blocks,
            PairSide::Right => self.of_lefts.get_or_init(|| self.only(&self.lefts)),
        }
    }

    /// These people alone, to be looked through.
    pub(crate) fn only(&self, people: &[usize]) -> Blocks {
        Blocks::new(&self.people, people, |_| 0)
    }

    /// Those of some people with whom this participant may be, in no order; found as they are asked for.
    pub(crate) fn eligible_among<'a>(
        &'a self,
        person: usize,
        side: PairSide,
        measure: CompiledWeights,
        blocks: &'a Blocks,
    ) -> impl Iterator<Item = usize> + 'a {
        let people = &self.people;
        let me = people.get(person);
        // Who must know something that is wanted, and who must want something that is known. A topic in common is
        // enough: its share is at least 1 in 90.
        let (learning, reciprocity) = (measure.demands(Factor::Learning), measure.demands(Factor::Reciprocity));
        let (must_know, must_want) = match side {
            _ if measure.two_way() => (learning || reciprocity, learning || reciprocity),
            PairSide::Left => (learning, reciprocity),
            PairSide::Right => (reciprocity, learning),
        };
        let (mut knowing, mut wanting) = (vec![0; blocks.len()], vec![0; blocks.len()]);
        if must_know {
            for need in people.needs(person) {
                blocks.known(need.topic).each(|block, [units, twos]| knowing[block] |= units | twos);
            }
        }
        if must_want {
            for known in people.expertise(person) {
                blocks.wanted(known.topic).each(|block, [units, twos]| wanting[block] |= units | twos);
            }
        }
        blocks.bounds().iter().enumerate().flat_map(move |(block, bounds)| {
            let sets = blocks.get(block);
            let near = bounds.region.is_none_or(|region| region == me.region);
            let online = if me.online { sets.online } else { 0 };
            let in_person = if me.face_to_face && near { sets.in_person } else { 0 };
            let mut among: Set = (online | in_person) & blocks.speaking(block, me.languages);
            among &= if must_know { knowing[block] } else { Set::MAX };
            among &= if must_want { wanting[block] } else { Set::MAX };
            std::iter::from_fn(move || {
                while among != 0 {
                    let slot = block * WIDTH + among.trailing_zeros() as usize;
                    among &= among - 1;
                    let (other, them) = (blocks.number(slot), blocks.people().get(slot));
                    let (left, right) = if side == PairSide::Left { (me, them) } else { (them, me) };
                    if measure.besides_topics(left, right).is_some() && !self.apart.are(person, other) {
                        return Some(other);
                    }
                }
                None
            })
        })
    }
}
