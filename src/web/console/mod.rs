//! Pages for coordinators, who are signed in.

pub(crate) mod frame;
pub(crate) mod mail;
mod older;
pub(crate) mod person;
pub(crate) mod programme;
pub(crate) mod round;
