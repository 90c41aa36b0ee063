//! What may happen to a duo, who causes it, and what its members are told.

use std::fmt;

use crate::domain::{Answer, Side};

/// Who may cause something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Initiator {
    Coordinator,
    Member,
    Clock,
    MailServer,
}

/// Something that happens to a duo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The coordinator publishes the round, or a repair that made the duo.
    Published,
    /// The coordinator calls the publication back before anybody was told of it.
    CalledBack,
    /// A member answers.
    Answered(Side, Answer),
    /// The time to change one's mind after a no is over.
    DeclineFinalized,
    /// It is time to remind; `last` on the day before answers end.
    ReminderDue {
        /// Whether it is the last one.
        last: bool,
    },
    /// The coordinator has whoever is silent reminded.
    Reminded,
    /// The coordinator gives everybody until a later day.
    Extended,
    /// The day to answer by is over.
    DeadlinePassed,
    /// The coordinator closes the round.
    RoundClosed,
    /// The coordinator repairs the round, and this duo does not stand.
    Dissolved {
        /// Who is introduced to somebody else at the same moment, and is told so there.
        goes_on: PerSide<bool>,
    },
    /// The coordinator stops this duo by hand.
    Stopped {
        /// Who is introduced to somebody else at the same moment, and is told so there.
        goes_on: PerSide<bool>,
    },
    /// The mail server of a member refuses their mail for good.
    Refused(Side),
    /// It is time for the check-in.
    CheckInDue,
    /// It is time for the closing check-in.
    ClosingDue,
    /// The closing check-in has been answered, or was long enough ago.
    Finished,
    /// A member ends it.
    EndedBy(Side),
    /// A member says that they have not met, and asks for somebody else.
    NotMet(Side),
    /// A member leaves the programme.
    Left(Side),
}

/// One of something for each member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PerSide<T> {
    pub learner: T,
    pub guide: T,
}

impl<T: Copy> PerSide<T> {
    /// That of one side.
    #[must_use]
    pub const fn at(self, side: Side) -> T {
        match side {
            Side::Learner => self.learner,
            Side::Guide => self.guide,
        }
    }
}

/// What a member is told by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notification {
    /// Who the other is, and a link to answer.
    Introduction,
    /// The link once more, to somebody who is silent.
    Reminder {
        /// Whether the last day is near.
        last: bool,
    },
    /// There is a later day to answer by.
    LaterDay,
    /// The other said no.
    PartnerDeclined,
    /// The day passed.
    Lapsed,
    /// How to reach the other.
    ContactDetails,
    /// The other's mail does not arrive.
    PartnerUnreachable,
    /// Did you meet?
    CheckIn,
    /// What did it bring?
    Closing,
    /// A repair of the round needed the other elsewhere.
    NoDuo,
    /// The coordinator stopped it.
    DuoStopped,
    /// It is over, because a member ended it.
    DuoEnded {
        /// Whether the reader ended it.
        by_you: bool,
    },
}

impl Event {
    /// Who causes it.
    #[must_use]
    pub const fn cause(self) -> Initiator {
        match self {
            Self::Published
            | Self::CalledBack
            | Self::Reminded
            | Self::Extended
            | Self::RoundClosed
            | Self::Dissolved { .. }
            | Self::Stopped { .. } => Initiator::Coordinator,
            Self::Answered(..) | Self::EndedBy(_) | Self::NotMet(_) | Self::Left(_) => Initiator::Member,
            Self::DeclineFinalized
            | Self::ReminderDue { .. }
            | Self::DeadlinePassed
            | Self::CheckInDue
            | Self::ClosingDue
            | Self::Finished => Initiator::Clock,
            Self::Refused(_) => Initiator::MailServer,
        }
    }
}

impl fmt::Display for Initiator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Coordinator => "coordinator",
            Self::Member => "member",
            Self::Clock => "clock",
            Self::MailServer => "mail server",
        })
    }
}
