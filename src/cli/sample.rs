//! `tweespan sample`.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::Args;

use super::{Failure, output};
use crate::domain::person::import;
use crate::domain::person::profile::MAX_CAPACITY;
use crate::sample::{Spec, people};

/// Makes synthetic professionals, in the format of the people file.
#[derive(Debug, Args)]
pub(crate) struct SampleArgs {
    /// How many professionals
    #[arg(long, value_name = "N")]
    people: usize,
    /// The same seed gives the same professionals
    #[arg(long, value_name = "S")]
    seed: u64,
    /// How many topics there are
    #[arg(long, value_name = "T", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..))]
    topics: u16,
    /// How many regions there are
    #[arg(long, value_name = "R", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..))]
    regions: u16,
    /// How many learners each would guide
    #[arg(long, value_name = "MIN-MAX", default_value = "1-3", value_parser = capacity)]
    capacity: RangeInclusive<u8>,
    /// Where to write; the standard output if not given
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn capacity(text: &str) -> Result<RangeInclusive<u8>, String> {
    let (min, max) = text.split_once('-').unwrap_or((text, text));
    match (min.parse(), max.parse()) {
        (Ok(min), Ok(max)) if 1 <= min && min <= max && max <= MAX_CAPACITY => Ok(min..=max),
        _ => Err(format!("two numbers from 1 to {MAX_CAPACITY}, as in 1-3")),
    }
}

pub(crate) fn run(args: &SampleArgs) -> Result<(), Failure> {
    let spec = Spec {
        people: args.people,
        seed: args.seed,
        topics: args.topics.into(),
        regions: args.regions.into(),
        capacity: args.capacity.clone(),
    };
    let people =
        people(&spec).map_err(|errors| Failure::new(format!("a sample that breaks its own bounds: {errors:?}")))?;
    output::write(args.out.as_deref(), |out| import::write(&people, out))
}
