//! The life of a duo, as one state machine: what happens, to which state it leads, and which mails announce it.
//!
//! [`DuoLifecycle::on`] is the whole of it, and the table in `ARCHITECTURE.md` is printed from it (the test below). It is pure:
//! whoever calls it keeps the [`Step`] and queues its mails in one transaction.

mod event;

pub use event::{Event, Initiator, Notification, PerSide};

use crate::domain::{Answer, DuoState, Side};

/// Where a duo is, with what its state alone does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DuoLifecycle {
    /// Computed; only the coordinator knows.
    Proposed,
    /// Both were told, and their answers count: introduced, or declined by somebody who may still change their mind.
    AwaitingAnswers(AwaitingAnswers),
    /// Both said yes.
    Confirmed,
    /// Somebody said no, and whoever did not was told: the answers are final.
    Declined,
    /// The day to answer by passed without two answers.
    Lapsed,
    /// It is over.
    Ended(Ending),
}

/// The answers of a duo that waits for them. Never two of yes: that is [`DuoLifecycle::Confirmed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AwaitingAnswers {
    learner: Option<Answer>,
    guide: Option<Answer>,
}

/// How a duo came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// A member said that it is over.
    ByMember,
    /// They had not met, and a member asked for somebody else.
    NotMet,
    /// A member left the programme.
    Left,
    /// The mail server of a member refuses their mail.
    Unreachable,
    /// A repair of the round gave a member to somebody else.
    Repaired,
    /// The coordinator stopped it by hand, perhaps to pair a member with somebody else.
    Stopped,
    /// It went its whole way, to the last check-in.
    Finished,
}

crate::domain::words!(
    Ending,
    ByMember = "by_member",
    NotMet = "not_met",
    Left = "left",
    Unreachable = "unreachable",
    Repaired = "repaired",
    Stopped = "stopped",
    Finished = "finished",
);

/// What an event does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where the duo is now.
    pub next: DuoLifecycle,
    /// Who is to be told what, in the transaction that keeps `next`.
    pub mails: Vec<(Side, Notification)>,
}

/// The event has no place in this state: nothing happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidTransition;

const SIDES: [Side; 2] = [Side::Learner, Side::Guide];

impl AwaitingAnswers {
    /// A duo that was just introduced.
    #[must_use]
    pub const fn unanswered() -> Self {
        Self { learner: None, guide: None }
    }

    /// What the member on one side said.
    #[must_use]
    pub const fn at(self, side: Side) -> Option<Answer> {
        match side {
            Side::Learner => self.learner,
            Side::Guide => self.guide,
        }
    }

    fn said(self, answer: Option<Answer>) -> impl Iterator<Item = Side> {
        SIDES.into_iter().filter(move |side| self.at(*side) == answer)
    }

    /// Whether somebody is silent.
    fn waits(self) -> bool {
        self.said(None).next().is_some()
    }

    fn is_declined(self) -> bool {
        self.said(Some(Answer::Declined)).next().is_some()
    }

    /// With one more answer: what becomes of the duo.
    const fn with(self, side: Side, answer: Answer) -> DuoLifecycle {
        let (learner, guide) = match side {
            Side::Learner => (Some(answer), self.guide),
            Side::Guide => (self.learner, Some(answer)),
        };
        match (learner, guide) {
            (Some(Answer::Accepted), Some(Answer::Accepted)) => DuoLifecycle::Confirmed,
            _ => DuoLifecycle::AwaitingAnswers(Self { learner, guide }),
        }
    }
}

impl DuoLifecycle {
    /// Where a duo is by what is kept of it; nothing when no life leads there.
    ///
    /// `closed` tells of a declined duo that the answers are final.
    #[must_use]
    pub fn read(
        state: DuoState,
        answers: PerSide<Option<Answer>>,
        closed: bool,
        ending: Option<Ending>,
    ) -> Option<Self> {
        let open = AwaitingAnswers { learner: answers.learner, guide: answers.guide };
        let is_open = open.said(Some(Answer::Accepted)).count() < 2;
        match (state, ending) {
            (DuoState::Proposed, None) => Some(Self::Proposed),
            (DuoState::Declined, None) if closed => Some(Self::Declined),
            (DuoState::Introduced, None) if is_open && !open.is_declined() => Some(Self::AwaitingAnswers(open)),
            (DuoState::Declined, None) if is_open && open.is_declined() => Some(Self::AwaitingAnswers(open)),
            (DuoState::Confirmed, None) => Some(Self::Confirmed),
            (DuoState::Lapsed, None) => Some(Self::Lapsed),
            (DuoState::Ended, Some(ending)) => Some(Self::Ended(ending)),
            _ => None,
        }
    }

    /// The word for it.
    #[must_use]
    pub fn state(self) -> DuoState {
        match self {
            Self::Proposed => DuoState::Proposed,
            Self::AwaitingAnswers(open) if open.is_declined() => DuoState::Declined,
            Self::AwaitingAnswers(_) => DuoState::Introduced,
            Self::Confirmed => DuoState::Confirmed,
            Self::Declined => DuoState::Declined,
            Self::Lapsed => DuoState::Lapsed,
            Self::Ended(_) => DuoState::Ended,
        }
    }

    /// How it ended, if it did.
    #[must_use]
    pub const fn ending(self) -> Option<Ending> {
        match self {
            Self::Ended(ending) => Some(ending),
            _ => None,
        }
    }

    /// Whether nothing about it changes any more.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Declined | Self::Lapsed | Self::Ended(_))
    }

    /// What happens.
    ///
    /// The same answer twice is as once. A mind can be changed until both have said yes, or until the other was told of
    /// a no.
    ///
    /// ```
    /// use tweespan::domain::duo::lifecycle::{AwaitingAnswers, DuoLifecycle, Event, Notification};
    /// use tweespan::domain::{Answer, Side};
    ///
    /// let introduced = DuoLifecycle::AwaitingAnswers(AwaitingAnswers::unanswered());
    /// let one_yes = introduced.on(Event::Answered(Side::Guide, Answer::Accepted))?;
    /// assert!(one_yes.mails.is_empty());
    /// let both = one_yes.next.on(Event::Answered(Side::Learner, Answer::Accepted))?;
    /// assert_eq!(both.next, DuoLifecycle::Confirmed);
    /// assert_eq!(both.mails, [(Side::Learner, Notification::ContactDetails), (Side::Guide, Notification::ContactDetails)]);
    /// # Ok::<(), tweespan::domain::duo::lifecycle::InvalidTransition>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidTransition`], and then nothing happens.
    pub fn on(self, event: Event) -> Result<Step, InvalidTransition> {
        match self {
            Self::Proposed if event == Event::Published => {
                Ok(Step::to(Self::AwaitingAnswers(AwaitingAnswers::unanswered()))
                    .tell(SIDES, Notification::Introduction))
            }
            Self::AwaitingAnswers(open) => open.on(event),
            Self::Confirmed => confirmed(event),
            Self::Proposed | Self::Declined | Self::Lapsed | Self::Ended(_) => Err(InvalidTransition),
        }
    }
}

impl AwaitingAnswers {
    fn on(self, event: Event) -> Result<Step, InvalidTransition> {
        let stays = Step::to(DuoLifecycle::AwaitingAnswers(self));
        match event {
            Event::Answered(side, answer) => {
                let next = self.with(side, answer);
                let told: &[Side] = if next == DuoLifecycle::Confirmed { &SIDES } else { &[] };
                Ok(Step::to(next).tell(told.iter().copied(), Notification::ContactDetails))
            }
            Event::CalledBack => Ok(Step::to(DuoLifecycle::Proposed)),
            // Who waits for a silent one is not told of their silence. Who is silent is reminded also where the other said
            // no: that no reminder comes would tell them, before it is final.
            Event::ReminderDue { last } if self.waits() => {
                Ok(stays.tell(self.said(None), Notification::Reminder { last }))
            }
            Event::Reminded if self.waits() => Ok(stays.tell(self.said(None), Notification::Reminder { last: false })),
            Event::Extended if self.waits() => Ok(stays.tell(self.said(None), Notification::LaterDay)),
            Event::DeclineFinalized | Event::DeadlinePassed | Event::RoundClosed if self.is_declined() => {
                Ok(self.decline(SIDES))
            }
            Event::DeadlinePassed | Event::RoundClosed => {
                Ok(Step::to(DuoLifecycle::Lapsed).tell(SIDES, Notification::Lapsed))
            }
            Event::Dissolved { goes_on } => {
                let left_over = SIDES.into_iter().filter(|side| !goes_on.at(*side));
                if self.is_declined() {
                    return Ok(self.decline(left_over));
                }
                Ok(Step::to(DuoLifecycle::Ended(Ending::Repaired)).tell(left_over, Notification::NoDuo))
            }
            // A no that can be taken back is told to nobody, also not by stopping the duo.
            Event::Stopped { goes_on } if !self.is_declined() => {
                let left_over = SIDES.into_iter().filter(|side| !goes_on.at(*side));
                Ok(Step::to(DuoLifecycle::Ended(Ending::Stopped)).tell(left_over, Notification::DuoStopped))
            }
            Event::Refused(side) => Ok(Step::to(DuoLifecycle::Ended(Ending::Unreachable))
                .tell([side.other()], Notification::PartnerUnreachable)),
            Event::Left(side) => Ok(Step::to(DuoLifecycle::Ended(Ending::Left))
                .tell([side.other()], Notification::DuoEnded { by_you: false })),
            _ => Err(InvalidTransition),
        }
    }

    /// The no is final; whoever of these did not say it is told.
    fn decline(self, sides: impl IntoIterator<Item = Side>) -> Step {
        let waiting = sides.into_iter().filter(|side| self.at(*side) != Some(Answer::Declined));
        Step::to(DuoLifecycle::Declined).tell(waiting, Notification::PartnerDeclined)
    }
}

fn confirmed(event: Event) -> Result<Step, InvalidTransition> {
    let stays = Step::to(DuoLifecycle::Confirmed);
    let ended = |ending, by: Side| {
        Step::to(DuoLifecycle::Ended(ending))
            .tell([by], Notification::DuoEnded { by_you: true })
            .tell([by.other()], Notification::DuoEnded { by_you: false })
    };
    match event {
        // A second click on "confirm" by somebody who did already.
        Event::Answered(_, Answer::Accepted) => Ok(stays),
        Event::CheckInDue => Ok(stays.tell(SIDES, Notification::CheckIn)),
        Event::ClosingDue => Ok(stays.tell(SIDES, Notification::Closing)),
        Event::Finished => Ok(Step::to(DuoLifecycle::Ended(Ending::Finished))),
        // They have each other's address, and perhaps other ways: the duo goes on.
        Event::Refused(side) => Ok(stays.tell([side.other()], Notification::PartnerUnreachable)),
        Event::Stopped { goes_on } => {
            let left_over = SIDES.into_iter().filter(|side| !goes_on.at(*side));
            Ok(Step::to(DuoLifecycle::Ended(Ending::Stopped)).tell(left_over, Notification::DuoStopped))
        }
        Event::EndedBy(side) => Ok(ended(Ending::ByMember, side)),
        Event::NotMet(side) => Ok(ended(Ending::NotMet, side)),
        Event::Left(side) => {
            Ok(Step::to(DuoLifecycle::Ended(Ending::Left))
                .tell([side.other()], Notification::DuoEnded { by_you: false }))
        }
        _ => Err(InvalidTransition),
    }
}

impl Step {
    const fn to(next: DuoLifecycle) -> Self {
        Self { next, mails: Vec::new() }
    }

    fn tell(mut self, sides: impl IntoIterator<Item = Side>, notice: Notification) -> Self {
        self.mails.extend(sides.into_iter().map(|side| (side, notice)));
        self
    }
}

#[cfg(test)]
mod tests;
