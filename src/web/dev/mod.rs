//! Pages for whoever develops, on their own machine.

pub(crate) mod letters;
pub(crate) mod mailbox;
