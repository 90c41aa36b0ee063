//! Pages for everybody: what a programme is, signing up, asking for links, and ways out.

pub(crate) mod home;
pub(crate) mod language;
pub(crate) mod links;
pub(crate) mod privacy;
pub(crate) mod sign_up;
pub(crate) mod unsubscribe;
