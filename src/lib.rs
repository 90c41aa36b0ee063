//! **Tweespan** pairs professionals who want to learn with professionals who can teach them.
//!
//! The modules, in the order of the data:
//!
//! - [`domain`]: what the product is about: profiles, rounds, duos. Pure.
//! - [`matching`]: profiles in, duos with reasons out. Pure.
//! - [`sample`]: synthetic professionals, to try it on.
//! - [`cli`]: the command line.

pub mod cli;
pub mod domain;
pub mod matching;
pub mod sample;
