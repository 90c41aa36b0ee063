//! What coordinators and owners do to a programme, how they come in, and what is noted of it.

pub mod activity;
pub mod coordinators;
pub mod inactive_coordinators;
pub mod keys;
pub mod open_id;
pub mod programmes;
pub mod second_factor;
pub mod security;
