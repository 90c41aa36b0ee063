//! The command line: one file a command.
//!
//! Exit status 0: done; 1: it could not be done, and the standard error says why; 2: wrong usage.

mod assign;
mod coordinator;
mod database;
mod demo;
mod explain;
mod matching;
mod output;
mod people;
mod person;
mod progress;
mod round_args;
mod round_file;
mod sample;
mod serve;

use std::process::ExitCode;

use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};

use crate::domain::{Kind, Preference};

/// Pairs professionals who want to learn with professionals who can teach them.
#[derive(Debug, Parser)]
#[command(name = "tweespan", version, propagate_version = true)]
struct Cli {
    /// Without a command: serve
    #[command(subcommand)]
    command: Option<Command>,
}

/// What there is to do; the arguments of each command describe it.
#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the pages and the API, and delivers mail
    Serve,
    /// Brings the tables of the database up to date, for where `database.migrate` is off
    Migrate,
    /// Replaces the key under which the addresses of who left are kept as a hash. Stop every server of this database first
    ReplacePseudonymKey,
    /// Runs a round with the sample programme, delivers its mails, and serves
    Demo(demo::DemoArgs),
    Match(matching::MatchArgs),
    Scores(matching::ScoresArgs),
    Explain(explain::ExplainArgs),
    Assign(assign::AssignArgs),
    Sample(sample::SampleArgs),
    /// Sets up programmes
    #[command(subcommand)]
    Programme(coordinator::ProgrammeCommand),
    /// Sets up coordinators
    #[command(subcommand)]
    Coordinator(coordinator::CoordinatorCommand),
    /// Removes participants
    #[command(subcommand)]
    Person(person::PersonCommand),
    /// Prints the OpenAPI document
    Openapi,
}

/// Why a command could not be carried out.
#[derive(Debug)]
enum Failure {
    /// What is to be said, a line each.
    Said(Vec<String>),
    /// Who read our output has seen enough: nothing is wrong, and nobody is there to be told.
    ReaderGone,
}

impl Failure {
    fn new(line: impl Into<String>) -> Self {
        Self::Said(vec![line.into()])
    }
}

/// Reads an argument that is one of a closed set of words.
fn one_of<T: FromStr + Clone + Send + Sync + 'static>(
    words: impl Iterator<Item = &'static str>,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words).try_map(|word| word.parse().map_err(|_| format!("{word:?} is not one of them")))
}

fn preference() -> impl TypedValueParser<Value = Preference> {
    one_of(Preference::ALL.iter().map(|p| p.as_str()))
}

fn kind() -> impl TypedValueParser<Value = Kind> {
    one_of(Kind::ALL.iter().map(|k| k.as_str()))
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let done = match Cli::parse().command.unwrap_or(Command::Serve) {
        Command::Serve => serve::run(),
        Command::Migrate => database::migrate(),
        Command::ReplacePseudonymKey => database::replace_pseudonym_key(),
        Command::Demo(args) => demo::run(&args),
        Command::Match(args) => matching::run_match(&args),
        Command::Scores(args) => matching::run_scores(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Assign(args) => assign::run(&args),
        Command::Sample(args) => sample::run(&args),
        Command::Programme(command) => coordinator::programme(&command),
        Command::Coordinator(command) => coordinator::run(&command),
        Command::Person(command) => person::run(&command),
        Command::Openapi => openapi(),
    };
    match done {
        Ok(()) | Err(Failure::ReaderGone) => ExitCode::SUCCESS,
        Err(Failure::Said(lines)) => {
            for line in lines {
                output::say(&format!("tweespan: {line}"));
            }
            ExitCode::FAILURE
        }
    }
}

fn openapi() -> Result<(), Failure> {
    let document = crate::web::api::document().to_pretty_json().map_err(|e| Failure::new(e.to_string()))?;
    serve::say(&document)
}
