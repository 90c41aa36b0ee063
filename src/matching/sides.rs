//! Who stands on which side of a round, as its kind says.

use crate::domain::round::group::Which;
use crate::domain::{Kind, Profile, RoundSettings, Side};

use super::history::History;
use super::score::Direction;

/// For each participant whether they are a left or a right, or both, or neither.
///
/// - *guidance*: lefts want to learn, rights offer to guide; a right has as many seats as they offer;
/// - *exchange*: lefts are the first group, rights the second; a seat each;
/// - *mutual*: everybody is both, in one pool; a seat each.
///
/// Where both learn, whether somebody signed up to learn or to guide makes no difference.
///
/// Whoever stands in a duo of another round has the place that this leaves them: see [`crate::domain::StandingDuos`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    kind: Kind,
    is_left: Vec<bool>,
    seats: Vec<u32>,
    /// The same without the duos of other rounds: who would be a left, and who would have a seat.
    would_be: Vec<(bool, bool)>,
}

impl Sides {
    /// The sides of these participants, who are referred to by their index from here on. In an exchange round without
    /// groups nobody is on either.
    #[must_use]
    pub fn of(participants: &[Profile], settings: &RoundSettings, history: &History) -> Self {
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
        let mut sides = Self { kind, is_left: Vec::new(), seats: Vec::new(), would_be: Vec::new() };
        for participant in participants {
            let (would_learn, all_seats) = place(participant);
            let (takes_part, standing) = (participant.takes_part(), history.standing(participant.email()));
            let may_learn = standing.leaves_room_to_learn(takes_part, settings);
            let seats = match kind {
                Kind::Guidance => standing.free_seats(takes_part),
                Kind::Exchange | Kind::Mutual => {
                    if may_learn {
                        all_seats
                    } else {
                        0
                    }
                }
            };
            sides.is_left.push(would_learn && may_learn);
            sides.seats.push(seats);
            sides.would_be.push((would_learn, all_seats > 0));
        }
        sides
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

    /// On which sides a participant would be but for a duo of another round: as a left, as a right.
    #[must_use]
    pub fn kept_from(&self, participant: usize) -> (bool, bool) {
        let (left, right) = self.would_be.get(participant).copied().unwrap_or_default();
        (left && !self.is_left(participant), right && self.seats(participant) == 0)
    }

    /// Whether the one could be the left and the other the right of a pair if no duo of another round stood.
    #[must_use]
    pub fn would_allow(&self, left: usize, right: usize) -> bool {
        let at = |place: usize| self.would_be.get(place).copied().unwrap_or_default();
        at(left).0 && at(right).1
    }

    /// Whether the one can be the left and the other the right of a pair.
    #[must_use]
    pub fn allow(&self, left: usize, right: usize) -> bool {
        self.is_left(left) && self.seats(right) > 0
    }
}
