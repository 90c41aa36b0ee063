//! **Tweespan** pairs professionals who want to learn with professionals who can teach them.
//!
//! The modules, in the order of the data:
//!
//! - [`domain`]: what the product is about: profiles, rounds, duos. Pure.
//! - [`store`]: what is kept, in SQLite or PostgreSQL.

pub mod domain;
pub mod store;
