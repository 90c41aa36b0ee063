//! What each mail says, a file a subject.

pub mod contact;
pub mod conversation_starters;
pub(crate) mod duo;
pub(crate) mod fresh_links;
pub(crate) mod help;
pub mod introduction;
pub(crate) mod links;
pub(crate) mod round;
pub mod samples;
pub(crate) mod several;
