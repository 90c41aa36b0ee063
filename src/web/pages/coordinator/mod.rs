//! Pages for coordinators, who are signed in.

pub(crate) mod access;
pub(crate) mod import;
pub(crate) mod overview;
pub(crate) mod professionals;
pub(crate) mod rounds;
pub(crate) mod sign_in;
