//! **Tweespan** pairs professionals who want to learn with professionals who can teach them.
//!
//! The modules, in the order of the data:
//!
//! - [`domain`]: what the product is about: profiles, rounds, duos. Pure.
//! - [`locale`]: every word that people read, in Dutch and English.
//! - [`mail`]: what mails say, and how they leave.

pub mod domain;
pub mod locale;
pub mod mail;
