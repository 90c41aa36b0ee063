//! The words for what is wrong with what somebody typed: each one sentence that says what to do.

use super::Texts;
use crate::domain::person::import::{ImportError, ImportErrorKind};
use crate::domain::{Field, FieldError, ValidationError};

impl Texts {
    /// What is wrong with a field, for the person who filled it in: "Vul je naam in."
    #[must_use]
    pub fn problem(self, field: Field, problem: &ValidationError) -> String {
        match problem {
            ValidationError::Missing => self.word("problem-missing", field.as_str()),
            other => self.problem_of(&self.field(field), other),
        }
    }

    /// What is wrong with a field that is not one of a profile, by the words beside it.
    #[must_use]
    pub fn problem_of(self, label: &str, problem: &ValidationError) -> String {
        let label = ("field", label);
        match problem {
            ValidationError::Missing => self.with("problem-missing", &[label]),
            ValidationError::TooLong { max } => self.with("problem-too-long", &[label, ("max", &max.to_string())]),
            ValidationError::ControlCharacter => self.with("problem-control-character", &[label]),
            ValidationError::NotAnEmail => self.with("problem-not-an-email", &[label]),
            ValidationError::NotANumber { value } => self.with("problem-not-a-number", &[label, ("value", value)]),
            ValidationError::OutOfRange { min, max } => {
                self.with("problem-out-of-range", &[label, ("min", &min.to_string()), ("max", &max.to_string())])
            }
            ValidationError::UnknownChoice { value, allowed } => {
                self.with("problem-unknown-choice", &[label, ("value", value), ("allowed", allowed)])
            }
            ValidationError::UnknownTopic { value } => self.with("problem-unknown-topic", &[label, ("value", value)]),
            ValidationError::Duplicate { value } => self.with("problem-duplicate", &[label, ("value", value)]),
            ValidationError::TooMany { max } => self.with("problem-too-many", &[label, ("max", &max.to_string())]),
            ValidationError::NotASlug { value } => self.with("problem-not-a-slug", &[label, ("value", value)]),
            ValidationError::SelfReference => self.with("problem-oneself", &[label]),
            ValidationError::NotTwoAddresses { value } => {
                self.with("problem-not-two-addresses", &[label, ("value", value)])
            }
        }
    }

    /// The same, for an error as the domain returns it.
    #[must_use]
    pub fn field_error(self, error: &FieldError) -> String {
        self.problem(error.field, &error.problem)
    }

    /// What is wrong in a people file, for whoever reads the file in: "regel 3, email: …".
    #[must_use]
    pub fn import_error(self, error: &ImportError) -> String {
        let line = error.line.to_string();
        let line = ("line", line.as_str());
        if let ImportErrorKind::Field(field, problem) = &error.kind {
            let problem = self.file_problem(*field, problem);
            return self.with("import-at-field", &[line, ("column", field.as_str()), ("problem", &problem)]);
        }
        self.with("import-at", &[line, ("problem", &self.line_problem(&error.kind))])
    }

    /// A problem in a field of the file: not addressed to the person the row is about.
    fn file_problem(self, field: Field, problem: &ValidationError) -> String {
        match problem {
            ValidationError::Missing if matches!(field, Field::LearningNeeds | Field::Expertise) => {
                self.text("import-missing-rated")
            }
            ValidationError::Missing => self.text("import-missing"),
            ValidationError::SelfReference => self.text("import-oneself"),
            other => self.problem(field, other),
        }
    }

    fn line_problem(self, kind: &ImportErrorKind) -> String {
        match kind {
            ImportErrorKind::NotUtf8 => self.text("import-not-utf8"),
            ImportErrorKind::FieldCount { expected, found } => {
                let (expected, found) = (expected.to_string(), found.to_string());
                self.with("import-field-count", &[("expected", &expected), ("found", &found)])
            }
            ImportErrorKind::MissingColumn(field) => self.with("import-missing-column", &[("column", field.as_str())]),
            ImportErrorKind::UnknownColumn(name) => self.with("import-unknown-column", &[("column", name)]),
            ImportErrorKind::RepeatedColumn(field) => {
                self.with("import-repeated-column", &[("column", field.as_str())])
            }
            ImportErrorKind::SameAddress { earlier } => {
                self.with("import-same-address", &[("earlier", &earlier.to_string())])
            }
            ImportErrorKind::Field(field, problem) => self.file_problem(*field, problem),
        }
    }
}
