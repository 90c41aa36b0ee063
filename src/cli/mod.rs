//! The command line: one file a command.
//!
//! Exit status 0: done; 1: it could not be done, and the standard error says why; 2: wrong usage.

mod assign;
mod matching;
mod output;
mod sample;
mod table;
mod words;

use std::process::ExitCode;

use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};

use crate::domain::{Kind, Preference};
pub use words::describe_import_error;

/// Pairs professionals who want to learn with professionals who can teach them.
#[derive(Debug, Parser)]
#[command(name = "tweespan", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What there is to do; the arguments of each command describe it.
#[derive(Debug, Subcommand)]
enum Command {
    Match(matching::MatchArgs),
    Scores(matching::ScoresArgs),
    Assign(assign::AssignArgs),
    Sample(sample::SampleArgs),
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
    let done = match Cli::parse().command {
        Command::Match(args) => matching::run_match(&args),
        Command::Scores(args) => matching::run_scores(&args),
        Command::Assign(args) => assign::run(&args),
        Command::Sample(args) => sample::run(&args),
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
