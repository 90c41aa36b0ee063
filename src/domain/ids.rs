//! What rows are known by, one type for each kind, so that a duo is never looked for among the rounds.

/// A programme.
pub type ProgrammeId = i64;
/// A coordinator.
pub type CoordinatorId = i64;
/// A professional.
pub type ProfessionalId = i64;
/// A round.
pub type RoundId = i64;
/// A duo.
pub type DuoId = i64;
/// A mail.
pub type MailId = i64;
/// An act by which many mails were queued.
pub type MailingId = i64;
/// A change of a round.
pub type RoundChangeId = i64;
/// A line of the log of activity.
pub type ActivityId = i64;
