//! **Tweespan** pairs professionals who want to learn with professionals who can teach them.
//!
//! The modules, in the order of the data:
//!
//! - [`config`]: the settings.
//! - [`domain`]: what the product is about: profiles, rounds, duos. Pure.
//! - [`matching`]: profiles in, duos with reasons out. Pure.
//! - [`store`]: what is kept, in SQLite or PostgreSQL.
//! - [`locale`]: every word that people read, in Dutch and English.
//! - [`mail`]: what mails say, and how they leave.
//! - [`service`]: what people do, each one transaction with the mails it causes.
//! - [`jobs`]: what happens by itself: mails are delivered.
//! - [`web`]: pages and API.
//! - [`app`]: all of it put together.
//! - [`sample`]: synthetic professionals.
//! - [`cli`]: the command line.

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod jobs;
pub mod locale;
pub mod mail;
pub mod matching;
pub mod sample;
pub mod service;
pub mod store;
pub mod web;
