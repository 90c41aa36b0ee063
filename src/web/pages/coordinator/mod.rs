//! Pages for coordinators, who are signed in.

pub(crate) mod access;
pub(crate) mod activity;
mod activity_words;
pub(crate) mod import;
pub(crate) mod mail;
pub(crate) mod needs;
mod older;
pub(crate) mod open_id;
pub(crate) mod overview;
pub(crate) mod professionals;
pub(crate) mod rounds;
pub(crate) mod second_factor;
pub(crate) mod security;
pub(crate) mod settings;
pub(crate) mod sign_in;
