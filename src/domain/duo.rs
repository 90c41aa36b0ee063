//! The life of a duo, as one state machine.

use serde::{Deserialize, Serialize};

/// Where a duo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum DuoState {
    /// Computed; only the coordinator knows.
    Proposed,
    /// Both were told, and can answer.
    Introduced,
    /// Both said yes. Contact details are released; answers no longer change.
    Confirmed,
    /// One of them said no. They may still change their mind.
    Declined,
    /// The date passed without two answers.
    Lapsed,
    /// It is over.
    Ended,
}

super::words!(
    DuoState,
    Proposed = "proposed",
    Introduced = "introduced",
    Confirmed = "confirmed",
    Declined = "declined",
    Lapsed = "lapsed",
    Ended = "ended",
);

/// The two places in a duo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Who learns.
    Learner,
    /// Who guides.
    Guide,
}

super::words!(Side, Learner = "learner", Guide = "guide");

impl Side {
    /// Which of the two it is: 0 or 1.
    #[must_use]
    pub const fn place(self) -> usize {
        match self {
            Self::Learner => 0,
            Self::Guide => 1,
        }
    }

    /// The other place.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Learner => Self::Guide,
            Self::Guide => Self::Learner,
        }
    }
}

/// What a member says to their introduction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Yes.
    Accepted,
    /// Not now.
    Declined,
}

super::words!(Answer, Accepted = "accepted", Declined = "declined");

/// What an answer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The duo is now in this state; `newly_confirmed` tells whether this answer made it so.
    Now {
        /// The state after the answer.
        state: DuoState,
        /// True once in the life of a duo: when contact details are to be sent.
        newly_confirmed: bool,
    },
    /// The duo no longer takes answers, or not yet.
    TooLate(DuoState),
}

impl DuoState {
    /// What happens when one member answers while the other's answer is `other`.
    ///
    /// The same answer twice is as once. A mind can be changed until both have accepted.
    ///
    /// ```
    /// use tweespan::domain::{Answer, DuoState, duo::Outcome};
    ///
    /// let outcome = DuoState::Introduced.answer(Answer::Accepted, Some(Answer::Accepted));
    /// assert_eq!(outcome, Outcome::Now { state: DuoState::Confirmed, newly_confirmed: true });
    /// ```
    #[must_use]
    pub fn answer(self, given: Answer, other: Option<Answer>) -> Outcome {
        match self {
            Self::Introduced | Self::Declined => {
                let state = match (given, other) {
                    (Answer::Accepted, Some(Answer::Accepted)) => Self::Confirmed,
                    (Answer::Declined, _) | (_, Some(Answer::Declined)) => Self::Declined,
                    (Answer::Accepted, None) => Self::Introduced,
                };
                Outcome::Now { state, newly_confirmed: state == Self::Confirmed }
            }
            // A second click on "confirm" by somebody who did already.
            Self::Confirmed if given == Answer::Accepted => Outcome::Now { state: self, newly_confirmed: false },
            state => Outcome::TooLate(state),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Answer::{Accepted, Declined};
    use DuoState as S;

    #[test]
    fn every_answer_in_every_state() {
        let now = |state, newly_confirmed| Outcome::Now { state, newly_confirmed };
        for open in [S::Introduced, S::Declined] {
            assert_eq!(open.answer(Accepted, None), now(S::Introduced, false));
            assert_eq!(open.answer(Accepted, Some(Declined)), now(S::Declined, false));
            assert_eq!(open.answer(Accepted, Some(Accepted)), now(S::Confirmed, true));
            for other in [None, Some(Accepted), Some(Declined)] {
                assert_eq!(open.answer(Declined, other), now(S::Declined, false));
            }
        }
        assert_eq!(S::Confirmed.answer(Accepted, Some(Accepted)), now(S::Confirmed, false));
        assert_eq!(S::Confirmed.answer(Declined, Some(Accepted)), Outcome::TooLate(S::Confirmed));
        for shut in [S::Proposed, S::Lapsed, S::Ended] {
            assert_eq!(shut.answer(Accepted, Some(Accepted)), Outcome::TooLate(shut));
        }
    }
}
