//! What somebody is in already: the duos that stand, over all rounds of a programme, and what they leave for another.
//!
//! A duo stands while its members wait for an answer or are confirmed, and while somebody who said no may still change
//! their mind.

use serde::{Deserialize, Serialize};

use crate::domain::{Kind, RoundSettings, TakesPart};

/// How many duos of other rounds somebody stands in, by what they are in them.
///
/// ```
/// use tweespan::domain::{RoundSettings, StandingDuos, TakesPart};
///
/// let settings = RoundSettings::default();
/// let guides_one = StandingDuos { as_guide: 1, ..StandingDuos::default() };
/// assert_eq!(guides_one.free_seats(TakesPart::Guide(3)), 2);
/// assert!(guides_one.leaves_room_to_learn(TakesPart::Both(1), &settings));
/// let learns = StandingDuos { as_learner: 1, ..StandingDuos::default() };
/// assert!(!learns.leaves_room_to_learn(TakesPart::Learn, &settings));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StandingDuos {
    /// In which they learn from a guide.
    pub as_learner: u32,
    /// In which they guide.
    pub as_guide: u32,
    /// In which both learn.
    pub both_learn: u32,
}

impl StandingDuos {
    /// All of them together.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.as_learner + self.as_guide + self.both_learn
    }

    /// How many more learners somebody offers to guide. A duo in which both learn takes a seat as well: nobody gets more
    /// than they offered.
    #[must_use]
    pub fn free_seats(self, takes_part: TakesPart) -> u32 {
        u32::from(takes_part.capacity()).saturating_sub(self.as_guide + self.both_learn)
    }

    /// Whether somebody can be given a duo in which they learn: a first one, or one more where the round allows that
    /// and they have a seat for it.
    #[must_use]
    pub fn leaves_room_to_learn(self, takes_part: TakesPart, settings: &RoundSettings) -> bool {
        match settings.kind {
            Kind::Guidance => settings.allow_second_duos || self.as_learner + self.both_learn == 0,
            Kind::Exchange | Kind::Mutual => {
                let offers_none = takes_part.capacity() == 0;
                self.total() == 0 || settings.allow_second_duos && (offers_none || self.free_seats(takes_part) > 0)
            }
        }
    }

    /// Whether somebody can be given a duo of any kind in a round with these settings.
    #[must_use]
    pub fn leaves_room(self, takes_part: TakesPart, settings: &RoundSettings) -> bool {
        let learns = settings.kind.both_learn() || takes_part.learns();
        let guides = settings.kind == Kind::Guidance && self.free_seats(takes_part) > 0;
        learns && self.leaves_room_to_learn(takes_part, settings) || guides
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(kind: Kind, allow_second_duos: bool) -> RoundSettings {
        RoundSettings { kind, allow_second_duos, ..RoundSettings::default() }
    }

    #[test]
    fn nobody_has_more_free_seats_than_they_offer_less_what_stands() {
        let standing = StandingDuos { as_learner: 1, as_guide: 1, both_learn: 1 };
        for (takes_part, free) in [(TakesPart::Learn, 0), (TakesPart::Guide(1), 0), (TakesPart::Both(3), 1)] {
            assert_eq!(standing.free_seats(takes_part), free, "{takes_part:?}");
        }
    }

    #[test]
    fn who_learns_in_a_duo_is_let_in_by_a_setting_only() {
        let learns = StandingDuos { as_learner: 1, ..StandingDuos::default() };
        for kind in [Kind::Guidance, Kind::Exchange, Kind::Mutual] {
            assert!(StandingDuos::default().leaves_room(TakesPart::Learn, &round(kind, false)));
            assert!(!learns.leaves_room(TakesPart::Learn, &round(kind, false)), "{kind}");
            assert!(learns.leaves_room(TakesPart::Learn, &round(kind, true)), "{kind}");
        }
        // Who learns in one duo still guides in another.
        assert!(learns.leaves_room(TakesPart::Both(1), &round(Kind::Guidance, false)));
    }

    #[test]
    fn a_guide_without_a_seat_is_not_let_in_by_any_setting() {
        let guides = StandingDuos { as_guide: 2, ..StandingDuos::default() };
        for kind in [Kind::Guidance, Kind::Exchange, Kind::Mutual] {
            for allowed in [false, true] {
                assert!(!guides.leaves_room(TakesPart::Guide(2), &round(kind, allowed)), "{kind} {allowed}");
            }
            assert!(guides.leaves_room(TakesPart::Guide(3), &round(kind, true)), "{kind}");
        }
    }
}
