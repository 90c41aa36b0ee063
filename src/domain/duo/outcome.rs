//! What came of a duo, for good: a result stays counted when the duo is over, and when its members are gone.

use super::lifecycle::Ending;
use crate::domain::DuoState;

/// What came of a duo that was introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It waits for answers.
    Waiting,
    /// Both said yes, and it goes on.
    Running,
    /// It went its whole way.
    Finished,
    /// A member ended it; the [`Ending`] says why.
    EndedEarly,
    /// A member said no.
    Declined,
    /// The day to answer by passed without two answers.
    Lapsed,
    /// The coordinator took it apart.
    Dissolved,
    /// A member left the programme.
    Left,
    /// A member's mail did not arrive.
    Unreachable,
}

crate::domain::words!(
    Outcome,
    Waiting = "waiting",
    Running = "running",
    Finished = "finished",
    EndedEarly = "ended_early",
    Declined = "declined",
    Lapsed = "lapsed",
    Dissolved = "dissolved",
    Left = "left",
    Unreachable = "unreachable",
);

impl Outcome {
    /// What came of a duo in this state, by how it ended if it did; nothing of one that nobody was told of. A no that can
    /// still be taken back is a no.
    #[must_use]
    pub fn of(state: DuoState, ending: Option<Ending>) -> Option<Self> {
        match (state, ending) {
            (DuoState::Proposed, _) | (DuoState::Ended, None) => None,
            (DuoState::Introduced, _) => Some(Self::Waiting),
            (DuoState::Declined, _) => Some(Self::Declined),
            (DuoState::Confirmed, _) => Some(Self::Running),
            (DuoState::Lapsed, _) => Some(Self::Lapsed),
            (DuoState::Ended, Some(ending)) => Some(ending.into()),
        }
    }
}

impl From<Ending> for Outcome {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Finished => Self::Finished,
            Ending::ByMember | Ending::NotMet => Self::EndedEarly,
            Ending::Left => Self::Left,
            Ending::Unreachable => Self::Unreachable,
            Ending::Repaired | Ending::Stopped => Self::Dissolved,
        }
    }
}

/// The result of one duo, without its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DuoResult {
    /// What came of it.
    pub outcome: Outcome,
    /// Whether both said yes, at any time.
    pub was_confirmed: bool,
    /// Whether they met, as far as a member said.
    pub met: Option<bool>,
}

/// How many duos had which result. Each of these but `waiting` and `running` only grows, once a no is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResultCounts {
    /// Duos that were introduced, whatever became of them.
    pub introduced: u32,
    /// Those that wait for an answer.
    pub waiting: u32,
    /// Those of which both said yes, whatever became of them.
    pub confirmed: u32,
    /// Those of which both said yes, and that go on.
    pub running: u32,
    /// Those of which a member said that they met.
    pub met: u32,
    /// Those that went their whole way.
    pub finished: u32,
    /// Those that a member ended.
    pub ended_early: u32,
    /// Those of which a member said no.
    pub declined: u32,
    /// Those without two answers on the last day.
    pub lapsed: u32,
    /// Those that the coordinator took apart.
    pub dissolved: u32,
    /// Those of which a member left the programme.
    pub left: u32,
    /// Those that ended because a member's mail did not arrive.
    pub unreachable: u32,
}

impl ResultCounts {
    /// Counts these.
    #[must_use]
    pub fn of(results: impl IntoIterator<Item = DuoResult>) -> Self {
        let mut counts = Self::default();
        for result in results {
            counts.introduced += 1;
            counts.confirmed += u32::from(result.was_confirmed);
            counts.met += u32::from(result.met == Some(true));
            *match result.outcome {
                Outcome::Waiting => &mut counts.waiting,
                Outcome::Running => &mut counts.running,
                Outcome::Finished => &mut counts.finished,
                Outcome::EndedEarly => &mut counts.ended_early,
                Outcome::Declined => &mut counts.declined,
                Outcome::Lapsed => &mut counts.lapsed,
                Outcome::Dissolved => &mut counts.dissolved,
                Outcome::Left => &mut counts.left,
                Outcome::Unreachable => &mut counts.unreachable,
            } += 1;
        }
        counts
    }

    /// How many are over although they were not declined and did not lapse.
    #[must_use]
    pub const fn ended(&self) -> u32 {
        self.finished + self.ended_early + self.dissolved + self.left + self.unreachable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_duo_that_went_its_whole_way_is_finished() {
        let finished = Ending::ALL.iter().filter(|ending| Outcome::from(**ending) == Outcome::Finished);
        assert_eq!(finished.collect::<Vec<_>>(), [&Ending::Finished]);
    }

    #[test]
    fn every_duo_that_was_introduced_has_one_outcome() {
        for state in DuoState::ALL {
            let ending = (*state == DuoState::Ended).then_some(Ending::NotMet);
            assert_eq!(Outcome::of(*state, ending).is_some(), *state != DuoState::Proposed, "{state}");
        }
        assert_eq!(Outcome::of(DuoState::Ended, Some(Ending::NotMet)), Some(Outcome::EndedEarly));
    }

    #[test]
    fn what_was_confirmed_stays_counted_when_it_ends() {
        let result = |outcome, met| DuoResult { outcome, was_confirmed: true, met };
        let counts = ResultCounts::of([
            result(Outcome::Running, None),
            result(Outcome::Finished, Some(true)),
            result(Outcome::Left, Some(false)),
        ]);
        assert_eq!((counts.introduced, counts.confirmed, counts.running, counts.met), (3, 3, 1, 1));
        assert_eq!(counts.ended(), 2);
    }
}
