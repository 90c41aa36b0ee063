//! Why a round could not be changed.

use chrono::{DateTime, Utc};

use crate::domain::ProfessionalId;
use crate::matching::{ProposeError, Rule};
use crate::store::StoreError;

/// Why a round could not be changed.
#[derive(Debug)]
pub enum RoundError {
    /// The database.
    Store(StoreError),
    /// There is no such round.
    NotFound,
    /// Somebody changed it since it was seen, or it is past this step.
    Changed,
    /// The day to answer by is not between tomorrow and a year from now.
    AnswerBy,
    /// It cannot be matched.
    Propose(ProposeError),
    /// These of the proposed duos are no longer allowed: a profile or another round changed meanwhile.
    Outdated(Vec<OutdatedDuo>),
    /// These take part since the duos were proposed, by name: they have no duo, and no reason why.
    Joined(Vec<String>),
    /// A fixed duo needs a place that a duo of another round has.
    PlaceTaken(TakenPlace),
    /// There are [`MAX_PAIRS`](crate::domain::round::MAX_PAIRS) pairs on the list already.
    TooManyPairs,
    /// One of the two does not take part.
    Stranger,
    /// There is nothing to take back.
    NothingToUndo,
    /// These two cannot be made a duo in a published round now, and why; their identifiers.
    Obstacles(Vec<((ProfessionalId, ProfessionalId), Obstacle)>),
    /// The round was closed too long ago to be opened again.
    ClosedTooLong,
    /// Its introductions wait until then, and can be called back.
    Held(DateTime<Utc>),
}

impl From<StoreError> for RoundError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Changed,
            other => Self::Store(other),
        }
    }
}

/// Why two people cannot be made a duo of a published round now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// This one does not take part in the round, or not now.
    NotHere(ProfessionalId),
    /// Our mail to this one does not arrive.
    Unreachable(ProfessionalId),
    /// They are or were a duo in this round.
    Together,
    /// This one has a duo in this round, and no place for another.
    Taken(ProfessionalId),
    /// A rule.
    Rule(Rule),
}

/// Somebody who has no place for another duo, and the duos that have taken it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenPlace {
    /// Their name.
    pub person: String,
    /// The name of each partner, and of the round that the duo comes from.
    pub duos: Vec<(String, String)>,
}

/// A proposed duo that is no longer allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "names as coordinators read them")]
pub struct OutdatedDuo {
    pub learner: String,
    pub guide: String,
    /// The rule against it; none where one of the two no longer takes part.
    pub rule: Option<Rule>,
    /// Whose place a duo of another round has, where that is the reason.
    pub taken: Option<TakenPlace>,
}

impl OutdatedDuo {
    /// Whether a changed profile can be why: by something that everybody may read, or by what was told in confidence. Of
    /// these nothing is told apart, since the log says who changed their profile when.
    #[must_use]
    pub const fn may_be_by_a_profile(&self) -> bool {
        match self.rule {
            Some(Rule::StandsElsewhere) => self.taken.is_none(),
            // Where there is no rule, one of them does not take part.
            None | Some(Rule::OtherWay | Rule::Banned | Rule::EarlierDuo) => false,
            Some(
                Rule::SelfReference
                | Rule::Sides
                | Rule::SamePerson
                | Rule::NoCommonLanguage
                | Rule::NoWayToMeet
                | Rule::Must(_)
                | Rule::Authority
                | Rule::Avoids,
            ) => true,
        }
    }
}
