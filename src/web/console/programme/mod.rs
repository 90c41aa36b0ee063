//! What a coordinator sets for a programme: its words, whether it is open, who coordinates it, and its topics.

pub(crate) mod access;
pub(crate) mod activity;
pub(crate) mod activity_words;
pub(crate) mod open_id;
pub(crate) mod overview;
pub(crate) mod second_factor;
pub(crate) mod security;
mod settings;
pub(crate) mod sign_in;
mod topics;

pub(crate) use settings::{change, dismiss, invite, open, set_role, show};
pub(crate) use topics::{add, change as change_topic, list as topics};
