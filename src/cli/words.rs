//! Words for what is wrong with a people file.

use crate::domain::Problem;
use crate::domain::import::{ImportError, ImportErrorKind};

/// One English sentence, without the file's name: `line 3, capacity: …`.
#[must_use]
pub fn describe_import_error(error: &ImportError) -> String {
    let line = error.line;
    match &error.kind {
        ImportErrorKind::NotUtf8 => format!("line {line}: not UTF-8"),
        ImportErrorKind::FieldCount { expected, found } => {
            format!("line {line}: {found} fields where the header has {expected}")
        }
        ImportErrorKind::MissingColumn(field) => format!("line {line}: the column {field} is missing"),
        ImportErrorKind::UnknownColumn(name) => format!("line {line}: unknown column {name:?}"),
        ImportErrorKind::RepeatedColumn(field) => format!("line {line}: the column {field} stands there twice"),
        ImportErrorKind::SameAddress { earlier } => {
            format!("line {line}, email: the same address as on line {earlier}")
        }
        ImportErrorKind::Field(field, problem) => format!("line {line}, {field}: {}", describe(problem)),
    }
}

fn describe(problem: &Problem) -> String {
    match problem {
        Problem::Missing => "is missing".to_owned(),
        Problem::TooLong { max } => format!("is longer than {max} characters"),
        Problem::ControlCharacter => "holds a line break or another character that is not text".to_owned(),
        Problem::NotAnEmail => "is not an e-mail address".to_owned(),
        Problem::NotANumber { value } => format!("{value:?} is not a whole number"),
        Problem::OutOfRange { min, max } => format!("must be from {min} to {max}"),
        Problem::UnknownChoice { value, allowed } => format!("{value:?} is none of {allowed}"),
        Problem::UnknownTopic { value } => format!("{value:?} is not a topic of this programme"),
        Problem::Duplicate { value } => format!("{value:?} stands there twice"),
        Problem::TooMany { max } => format!("more than {max} entries"),
        Problem::NotASlug { value } => {
            format!("{value:?} is not an identifier (lower-case letters, digits and single hyphens)")
        }
        Problem::Oneself => "names the professional themselves".to_owned(),
    }
}
