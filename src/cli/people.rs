//! Reading a people file named on the command line.

use std::path::Path;

use super::{Failure, output};
use crate::domain::person::import;
use crate::domain::{Locale, Profile, Topics};
use crate::locale::Texts;

/// Reads the people, or says every error with file, line and field.
pub(crate) fn read(path: &Path, topics: Topics<'_>) -> Result<Vec<Profile>, Failure> {
    parse(&output::name(path), &output::read(path)?, topics)
}

/// Parses the people of the file with this name.
pub(crate) fn parse(file: &str, bytes: &[u8], topics: Topics<'_>) -> Result<Vec<Profile>, Failure> {
    let words = Texts::of(Locale::En);
    import::parse(bytes, topics)
        .map_err(|errors| Failure::Said(errors.iter().map(|e| format!("{file}: {}", words.import_error(e))).collect()))
}
