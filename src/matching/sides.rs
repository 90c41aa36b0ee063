//! Who stands on which side of a round, as its kind says.

use crate::domain::group::Which;
use crate::domain::{Kind, Profile, RoundSettings, Side};

use super::score::Direction;

/// For each participant whether they are a left or a right, or both, or neither.
///
/// - *guidance*: lefts want to learn, rights offer to guide; a right has as many seats as they offer;
/// - *exchange*: lefts are the first group, rights the second; a seat each;
/// - *mutual*: everybody is both, in one pool; a seat each.
///
/// Where both learn, whether somebody signed up to learn or to guide makes no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    kind: Kind,
    is_left: Vec<bool>,
    seats: Vec<u32>,
}

impl Sides {
    /// The sides of these participants, who are referred to by their index from here on. In an exchange round without
    /// groups nobody is on either.
    #[must_use]
    pub fn of(participants: &[Profile], settings: &RoundSettings) -> Self {
        let kind = settings.kind;
        let place = |p: &Profile| match kind {
            Kind::Guidance => (p.takes_part().learns(), p.takes_part().capacity().into()),
            Kind::Exchange => match settings.groups.as_ref().and_then(|groups| groups.of(p)) {
                Some(Which::First) => (true, 0),
                Some(Which::Second) => (false, 1),
                None => (false, 0),
            },
            Kind::Mutual => (true, 1),
        };
        let (is_left, seats) = participants.iter().map(place).unzip();
        Self { kind, is_left, seats }
    }

    /// The kind of the round.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Who of a pair learns.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        Direction::of(self.kind)
    }

    /// Whether everybody can go with everybody: a pair has no left and right, and stands once, the lesser index first.
    #[must_use]
    pub const fn one_pool(&self) -> bool {
        matches!(self.kind, Kind::Mutual)
    }

    /// Who wants a right, by index.
    pub fn lefts(&self) -> impl Iterator<Item = usize> {
        self.is_left.iter().enumerate().filter(|(_, is_left)| **is_left).map(|(i, _)| i)
    }

    /// Who has a seat for a left, by index.
    pub fn rights(&self) -> impl Iterator<Item = usize> {
        self.seats.iter().enumerate().filter(|(_, seats)| **seats > 0).map(|(i, _)| i)
    }

    /// Whether a participant is a left. False for an index that is not there.
    #[must_use]
    pub fn is_left(&self, participant: usize) -> bool {
        self.is_left.get(participant).is_some_and(|is_left| *is_left)
    }

    /// How many lefts a participant can have; 0 for who is no right, and for an index that is not there.
    #[must_use]
    pub fn seats(&self, participant: usize) -> u32 {
        self.seats.get(participant).copied().unwrap_or(0)
    }

    /// Whether a participant stands on this side: a learner is a left, a guide a right.
    #[must_use]
    pub fn has(&self, participant: usize, side: Side) -> bool {
        match side {
            Side::Learner => self.is_left(participant),
            Side::Guide => self.seats(participant) > 0,
        }
    }

    /// Whether the one can be the left and the other the right of a pair.
    #[must_use]
    pub fn allow(&self, left: usize, right: usize) -> bool {
        self.is_left(left) && self.seats(right) > 0
    }
}
