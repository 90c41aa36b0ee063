//! Programmes, who coordinates them and how they come in, and the two logs.

pub mod activity;
pub mod api_keys;
pub mod coordinators;
pub mod identities;
pub mod inactive_coordinators;
pub mod programmes;
pub mod second_factors;
pub mod security_log;
