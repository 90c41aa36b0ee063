//! Mails: putting them in the queue, holding them against the facts when they leave, and what comes back.

pub mod bounces;
pub(crate) mod enqueue;
pub mod facts;
pub mod mailings;
pub mod mails;
pub mod rehearsal;
