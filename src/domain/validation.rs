//! What is wrong with a value that somebody typed, as data. The words for it are in `locale`.

/// The fields of a profile, named as the columns of the people file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the name of the field is all there is to say")]
pub enum Field {
    Name,
    Email,
    Role,
    Organisation,
    Region,
    YearsExperience,
    Languages,
    Meets,
    Availability,
    TakesPartAs,
    Capacity,
    LearningNeeds,
    Expertise,
    ReportsTo,
    Avoid,
    Waited,
    Tags,
    Consent,
}

super::words!(
    Field,
    Name = "name",
    Email = "email",
    Role = "role",
    Organisation = "organisation",
    Region = "region",
    YearsExperience = "years_experience",
    Languages = "languages",
    Meets = "meets",
    Availability = "availability",
    TakesPartAs = "takes_part_as",
    Capacity = "capacity",
    LearningNeeds = "learning_needs",
    Expertise = "expertise",
    ReportsTo = "reports_to",
    Avoid = "avoid",
    Waited = "waited",
    Tags = "tags",
    Consent = "consent",
);

/// Why a value was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValidationError {
    /// Nothing was given where something is needed.
    Missing,
    /// Longer than `max` characters.
    TooLong {
        /// The bound, in characters.
        max: usize,
    },
    /// Holds a line break, a NUL, or another character that is not text.
    ControlCharacter,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a whole number.
    NotANumber {
        /// What was given, shortened.
        value: String,
    },
    /// A number outside its bounds.
    OutOfRange {
        /// The smallest number allowed.
        min: i64,
        /// The greatest number allowed.
        max: i64,
    },
    /// Not one of the words allowed.
    UnknownChoice {
        /// What was given, shortened.
        value: String,
        /// The words allowed, separated by commas.
        allowed: String,
    },
    /// A topic that the programme does not have.
    UnknownTopic {
        /// What was given, shortened.
        value: String,
    },
    /// The same thing twice.
    Duplicate {
        /// What was given twice, shortened.
        value: String,
    },
    /// More entries than allowed.
    TooMany {
        /// The greatest number of entries.
        max: usize,
    },
    /// Not an identifier: lower-case letters, digits and single hyphens.
    NotASlug {
        /// What was given, shortened.
        value: String,
    },
    /// A person who named themselves where somebody else is meant.
    SelfReference,
    /// Not two e-mail addresses.
    NotTwoAddresses {
        /// What was given, shortened.
        value: String,
    },
}

/// Values are echoed in messages; this is the most of one that is.
const ECHO: usize = 60;

impl ValidationError {
    /// `value` is none of `allowed`.
    #[must_use]
    pub fn unknown_choice(value: &str, allowed: &[&str]) -> Self {
        Self::UnknownChoice { value: shortened(value), allowed: allowed.join(", ") }
    }
}

/// At most 60 characters of `value`, without control characters, for use in a message.
#[must_use]
pub fn shortened(value: &str) -> String {
    let mut text: String = value.chars().filter(|c| !c.is_control()).take(ECHO).collect();
    if value.chars().count() > ECHO {
        text.push('…');
    }
    text
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field.
    pub field: Field,
    /// What is wrong.
    pub problem: ValidationError,
}
