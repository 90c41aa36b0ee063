//! What a coordinator sets for a programme: its words, whether it is open, who coordinates it, and its topics.

mod programme;
mod topics;

pub(crate) use programme::{change, dismiss, invite, open, set_role, show};
pub(crate) use topics::{add, change as change_topic, list as topics};
