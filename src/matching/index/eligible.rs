//! With whom somebody may be, good or not.

use crate::domain::Factor;
use crate::matching::score;

use super::Index;
use super::blocks::{Blocks, Set, WIDTH};
use super::people::{Asker, Measure, Person};

/// On which side of the pair somebody stands who is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::matching) enum As {
    Left,
    Right,
}

impl Index {
    /// The score of a left and somebody on offer who may be together.
    pub(in crate::matching) fn score(&self, left: usize, right: usize, measure: &Measure) -> i64 {
        let mut asker = Asker::new(self.people.topics());
        asker.become_one_of(&self.people, left);
        asker.score(&self.people, right, measure).unwrap_or(0)
    }

    /// Those on offer with whom this left may be, by number, and their scores.
    pub(in crate::matching) fn scored(&self, left: usize, measure: &Measure) -> Vec<(usize, i64)> {
        let mut asker = Asker::new(self.people.topics());
        asker.become_one_of(&self.people, left);
        let score = |right: usize| Some((right, asker.score(&self.people, right, measure)?));
        self.eligible(left, As::Left, measure).into_iter().filter_map(score).collect()
    }

    /// With whom this participant may be: as a left one of those on offer, as a right one of those to whom they are
    /// offered; by number and in that order.
    pub(in crate::matching) fn eligible(&self, person: usize, side: As, measure: &Measure) -> Vec<usize> {
        let people = &self.people;
        let blocks = match side {
            As::Left => &self.blocks,
            As::Right => self.of_lefts.get_or_init(|| Blocks::new(people, &self.lefts)),
        };
        let me = people.get(person);
        // Who must know something that is wanted, and who must want something that is known. A topic in common is
        // enough: its share is at least 1 in 90.
        let (learning, reciprocity) = (measure.demands(Factor::Learning), measure.demands(Factor::Reciprocity));
        let (must_know, must_want) = match side {
            _ if measure.two_way => (learning || reciprocity, learning || reciprocity),
            As::Left => (learning, reciprocity),
            As::Right => (reciprocity, learning),
        };
        let (mut knowing, mut wanting) = (vec![0; blocks.len()], vec![0; blocks.len()]);
        if must_know {
            for need in people.needs(person) {
                blocks.known(need.topic).each(|block, [units, twos]| knowing[block] |= units | twos);
            }
        }
        if must_want {
            for known in people.expertise(person) {
                blocks.wanted(known.topic).each(|block, set| wanting[block] |= set);
            }
        }
        let mut found = Vec::new();
        for (block, bounds) in blocks.bounds().iter().enumerate() {
            let sets = blocks.get(block);
            let near = bounds.region.is_none_or(|region| region == me.region);
            let online = if me.online { sets.online } else { 0 };
            let in_person = if me.in_person && near { sets.in_person } else { 0 };
            let mut among: Set = (online | in_person) & blocks.speaking(block, me.languages);
            among &= if must_know { knowing[block] } else { Set::MAX };
            among &= if must_want { wanting[block] } else { Set::MAX };
            while among != 0 {
                let slot = block * WIDTH + among.trailing_zeros() as usize;
                among &= among - 1;
                let (other, them) = (blocks.number(slot), blocks.people().get(slot));
                let demands = match side {
                    As::Left => measure.allows(me, them),
                    As::Right => measure.allows(them, me),
                };
                if demands && me.can_meet(them) && !self.apart.are(person, other) {
                    found.push(other);
                }
            }
        }
        found.sort_unstable();
        found
    }
}

impl Measure {
    /// Whether these two meet all demands but those on learning and reciprocity.
    fn allows(&self, left: &Person, right: &Person) -> bool {
        let years =
            if self.two_way { right.years.abs_diff(left.years) } else { right.years.saturating_sub(left.years) };
        let met = |factor| match factor {
            Factor::Learning | Factor::Reciprocity => true,
            Factor::Organisation => left.organisation != right.organisation,
            Factor::Role => left.role != right.role,
            Factor::Region => left.region == right.region,
            Factor::HalfDays => left.half_days & right.half_days != 0,
            Factor::Experience => years > 0,
            Factor::Waited => score::waited_value(left.waited, right.waited) > 0,
        };
        Factor::ALL.iter().all(|factor| !self.demands(*factor) || met(*factor))
    }
}
