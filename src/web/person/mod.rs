//! The pages of a professional: their profile, their rounds, their data, and leaving.

pub(crate) mod answers;
pub(crate) mod away;
pub(crate) mod data;
pub(crate) mod opt_in;
pub(crate) mod profile;
pub(crate) mod profile_form;
pub(crate) mod second_chance;
