//! Professionals: their profiles, what they agreed to, and what stays or goes when they leave.

pub mod consents;
pub mod departures;
pub mod doubles;
pub mod invitations;
pub mod participant_fingerprint;
pub mod professional_search;
pub mod professionals;
pub mod pseudonyms;
pub mod retention;
pub mod silence;
pub mod typed_answers;
pub mod undeliverable;
