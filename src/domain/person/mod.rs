//! People who learn and people who can be learned from: their profiles, and the file they come in.

pub mod address_pair;
pub mod availability;
pub mod doubles;
pub mod email;
pub mod import;
pub mod profile;
pub mod small_counts;
