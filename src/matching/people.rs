//! The participants of a round as numbers, so that two of them are compared without looking at text: by the rules, by the
//! score and by the index alike.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use crate::domain::{Profile, TopicId};
use assign::to_u32;

/// Participants, in their order. What they share, such as a region, is a number that they share.
#[derive(Debug)]
pub(crate) struct People {
    persons: Vec<Person>,
    /// Everybody's learning needs and then their expertise, one person after the other, each by topic.
    rated: Vec<Rated>,
    /// How many topics there are.
    topics: usize,
}

/// What two people are compared by, without their topics.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) organisation: u32,
    pub(crate) role: u32,
    pub(crate) region: u32,
    /// Where their learning needs, and then their expertise, start among those of all, and end.
    needs: u32,
    expertise: u32,
    end: u32,
    /// The sum of their priorities.
    wanted: u16,
    /// A bit for each half-day.
    pub(crate) half_days: u16,
    /// A bit for each language.
    pub(crate) languages: u32,
    pub(crate) years: u8,
    pub(crate) waited: u8,
    pub(crate) online: bool,
    pub(crate) face_to_face: bool,
}

/// A topic with a priority or a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rated {
    pub(crate) topic: u32,
    pub(crate) level: u8,
}

/// Gives each text a number: its place among all, so that whose row comes first makes no difference.
fn numbers<T: Ord + Hash>(all: impl Iterator<Item = T>) -> HashMap<T, u32> {
    all.collect::<BTreeSet<_>>().into_iter().zip(0..).collect()
}

/// Lines that say the same ([`crate::domain::text::same`]) are the same in small letters.
fn in_small_letters(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

impl People {
    /// Reads the profiles.
    pub(crate) fn new(participants: &[Profile]) -> Self {
        let of_all = |text: fn(&Profile) -> &str| numbers(participants.iter().map(|p| in_small_letters(text(p))));
        let organisations = of_all(Profile::organisation);
        let (roles, regions) = (of_all(Profile::role), of_all(Profile::region));
        let number_of =
            |numbers: &HashMap<String, u32>, text: &str| numbers.get(&in_small_letters(text)).copied().unwrap_or(0);
        let wanted = participants.iter().flat_map(Profile::learning_needs).map(|need| &need.topic);
        let topics = numbers(wanted.chain(participants.iter().flat_map(Profile::expertise).map(|known| &known.topic)));
        let topic = |id: &TopicId| topics.get(id).copied().unwrap_or(0);
        let mut rated = Vec::new();
        let persons = participants
            .iter()
            .map(|p| {
                let needs = to_u32(rated.len());
                rated.extend(
                    p.learning_needs().iter().map(|n| Rated { topic: topic(&n.topic), level: n.priority.get() }),
                );
                let expertise = to_u32(rated.len());
                rated.extend(p.expertise().iter().map(|e| Rated { topic: topic(&e.topic), level: e.level.get() }));
                Person {
                    organisation: number_of(&organisations, p.organisation()),
                    role: number_of(&roles, p.role()),
                    region: number_of(&regions, p.region()),
                    needs,
                    expertise,
                    end: to_u32(rated.len()),
                    wanted: p.learning_needs().iter().map(|n| u16::from(n.priority.get())).sum(),
                    half_days: p.availability().iter().map(|h| 1 << h as u16).sum(),
                    languages: p.languages().iter().map(|l| 1 << l.index()).sum(),
                    years: p.years_experience(),
                    waited: p.waited(),
                    online: p.meets().online(),
                    face_to_face: p.meets().in_person(),
                }
            })
            .collect();
        Self { persons, rated, topics: topics.len() }
    }

    /// Some of them in another order.
    pub(crate) fn select(&self, order: &[usize]) -> Self {
        let mut rated = Vec::with_capacity(self.rated.len());
        let persons = order
            .iter()
            .map(|&person| {
                let start = to_u32(rated.len());
                rated.extend_from_slice(self.needs(person));
                let expertise = to_u32(rated.len());
                rated.extend_from_slice(self.expertise(person));
                Person { needs: start, expertise, end: to_u32(rated.len()), ..self.persons[person].clone() }
            })
            .collect();
        Self { persons, rated, topics: self.topics }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.persons.len()
    }

    #[inline]
    pub(crate) fn get(&self, person: usize) -> &Person {
        &self.persons[person]
    }

    /// The sum of somebody's priorities.
    #[inline]
    pub(crate) fn wanted(&self, person: usize) -> u16 {
        self.persons[person].wanted
    }

    pub(crate) const fn topics(&self) -> usize {
        self.topics
    }

    #[inline]
    pub(crate) fn needs(&self, person: usize) -> &[Rated] {
        let p = &self.persons[person];
        &self.rated[p.needs as usize..p.expertise as usize]
    }

    #[inline]
    pub(crate) fn expertise(&self, person: usize) -> &[Rated] {
        let p = &self.persons[person];
        &self.rated[p.expertise as usize..p.end as usize]
    }
}

impl Person {
    /// Whether they share a language.
    #[inline]
    pub(crate) const fn can_talk(&self, other: &Self) -> bool {
        self.languages & other.languages != 0
    }

    /// Whether they can meet online or, in one region, in person.
    #[inline]
    pub(crate) const fn can_meet(&self, other: &Self) -> bool {
        self.online && other.online || self.face_to_face && other.face_to_face && self.region == other.region
    }
}
