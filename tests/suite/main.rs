//! The product from outside: the real binary, on both databases, with real mail. One file a subject.
//!
//! `cargo test` alone runs what needs nothing but Rust: the suite on SQLite. What needs more is named as ignored, with what it needs;
//! `tests/run` installs and starts that, and leaves nothing out. `TEST_POSTGRES_URL` names the PostgreSQL server to make databases on.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

/// Makes each test one on SQLite and one on PostgreSQL. After `needs "…":` both need that as well.
macro_rules! on_both_databases {
    (needs $what:literal: $($name:ident),+ $(,)?) => {$(
        mod $name {
            #[test]
            #[ignore = $what]
            fn on_sqlite() {
                super::$name(crate::harness::Database::Sqlite);
            }

            #[test]
            #[ignore = $what]
            fn on_postgres() {
                super::$name(crate::harness::Database::Postgres);
            }
        }
    )+};
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[test]
            fn on_sqlite() {
                super::$name(crate::harness::Database::Sqlite);
            }

            #[test]
            #[ignore = "needs PostgreSQL: run tests/run"]
            fn on_postgres() {
                super::$name(crate::harness::Database::Postgres);
            }
        }
    )+};
}

mod browser;
mod chromium;
mod circles;
mod harness;
mod html;
mod people;
mod program;
mod smtp;

mod access;
mod api_rounds;
mod architecture;
mod away;
mod bad_files;
mod bad_input;
mod bounces;
mod calendar;
mod concurrency;
mod consent;
mod console;
mod coordinators;
mod data_export;
mod days;
mod demo;
mod explain;
mod flood;
mod headers;
mod help;
mod hostile_smtp;
mod invitations;
mod journey;
mod kills;
mod kinds;
mod least_shown;
mod letters;
mod life;
mod links;
mod live_round;
mod mail;
mod many_mails;
mod meanwhile;
mod meetings;
mod migrate;
mod no_until_final;
mod one_way;
mod open_id;
mod opened;
mod opt_in;
mod outcomes;
mod pairing;
mod programme;
mod published;
mod recipes;
mod refusals;
mod repair;
mod replay;
mod retention;
mod rotation;
mod round_changes;
mod rounds;
mod safety;
mod schema;
mod second_factor;
mod sending;
mod settings;
mod silence;
mod silent_database;
mod simulation;
mod spam;
mod standing;
mod strangers;
mod unsubscribe;
