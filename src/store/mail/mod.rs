//! Mails that wait, leave and come back.

pub mod mailings;
pub mod outbox;
