//! **Tweespan** pairs professionals who want to learn with professionals who can teach them.
//!
//! The modules, in the order of the data:
//!
//! - [`domain`]: what the product is about: profiles, rounds, duos. Pure.
//! - [`config`]: the settings.
//! - [`store`]: what is kept, in SQLite or PostgreSQL.
//! - [`locale`]: every word that people read, in Dutch and English.

pub mod config;
pub mod domain;
pub mod locale;
pub mod store;
