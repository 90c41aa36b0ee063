//! A professional's profile.

mod parse;

pub use parse::ProfileInput;

use std::collections::BTreeSet;

use crate::domain::{Availability, EmailAddress, Language, SingleLine, Topic, TopicId, ValidationError};

/// The most learning needs in one profile.
pub const MAX_LEARNING_NEEDS: usize = 10;
/// The most topics of expertise in one profile.
pub const MAX_EXPERTISE: usize = 20;
/// The most people in `reports_to`, and in `avoid`.
pub const MAX_PEOPLE: usize = 20;
/// The most tags.
pub const MAX_TAGS: usize = 20;
/// The most learners one guide offers to take in one round.
pub const MAX_CAPACITY: u8 = 20;
/// The most years of experience.
pub const MAX_YEARS: u8 = 60;

/// A priority of a learning need or a level of expertise: 1 to 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Level(u8);

impl Level {
    /// The greatest.
    pub const MAX: Self = Self(3);

    /// Reads a level.
    ///
    /// # Errors
    /// [`ValidationError::NotANumber`] or [`ValidationError::OutOfRange`].
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        parse::number(text, 1, 3).map(Self)
    }

    /// 1, 2 or 3.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// A topic somebody wants to learn about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearningNeed {
    /// What about.
    pub topic: TopicId,
    /// How much it matters to them.
    pub priority: Level,
    /// Whether a partner may read it; nothing where they were not asked, as the topic was not sensitive.
    pub is_shared: Option<bool>,
}

impl LearningNeed {
    /// Whether a partner reads it. What somebody said when they were asked holds, also when the topic is no longer sensitive.
    #[must_use]
    pub fn is_told(&self, topic: &Topic) -> bool {
        self.is_shared.unwrap_or(!topic.is_sensitive)
    }
}

/// A topic somebody knows about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expertise {
    /// What about.
    pub topic: TopicId,
    /// How well they know it.
    pub level: Level,
}

/// How somebody can meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meets {
    /// By video only.
    Online,
    /// In one room only.
    InPerson,
    /// Both.
    Either,
}

crate::domain::words!(Meets, Online = "online", InPerson = "in_person", Either = "either");

impl Meets {
    /// Whether meeting by video is possible.
    #[must_use]
    pub const fn online(self) -> bool {
        !matches!(self, Self::InPerson)
    }

    /// Whether meeting in one room is possible.
    #[must_use]
    pub const fn in_person(self) -> bool {
        !matches!(self, Self::Online)
    }
}

/// On which side somebody takes part, and for guides how many learners they offer to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakesPart {
    /// As a learner.
    Learn,
    /// As a guide with this many seats, 1 to 20.
    Guide(u8),
    /// As both.
    Both(u8),
}

impl TakesPart {
    /// The word in files, forms and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Learn => "learn",
            Self::Guide(_) => "guide",
            Self::Both(_) => "both",
        }
    }

    /// Whether they want a guide.
    #[must_use]
    pub const fn learns(self) -> bool {
        matches!(self, Self::Learn | Self::Both(_))
    }

    /// How many learners they offer to take; 0 for those who only learn.
    #[must_use]
    pub const fn capacity(self) -> u8 {
        match self {
            Self::Learn => 0,
            Self::Guide(seats) | Self::Both(seats) => seats,
        }
    }
}

/// What a professional told about themselves. Right by construction: it only comes from [`Profile::parse`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    name: SingleLine<100>,
    email: EmailAddress,
    role: SingleLine<80>,
    organisation: SingleLine<120>,
    region: SingleLine<60>,
    years_experience: u8,
    languages: BTreeSet<Language>,
    meets: Meets,
    availability: Availability,
    takes_part: TakesPart,
    learning_needs: Vec<LearningNeed>,
    expertise: Vec<Expertise>,
    reports_to: Vec<EmailAddress>,
    avoid: Vec<EmailAddress>,
    waited: u8,
    tags: Vec<SingleLine<40>>,
}

/// Of a whole name what stands before the first space of any kind.
#[must_use]
pub fn first_name(name: &str) -> &str {
    name.split(char::is_whitespace).next().unwrap_or_default()
}

impl Profile {
    /// These answers about somebody whom a coordinator put on the list: whom they report to and whom they are kept apart from
    /// stays, as do their marks and how long they wait.
    #[must_use]
    pub fn beside(mut self, known: &Self) -> Self {
        let both = |known: &[EmailAddress], typed: &[EmailAddress]| {
            let more = typed.iter().filter(|one| !known.contains(one));
            known.iter().chain(more).take(MAX_PEOPLE).cloned().collect()
        };
        self.reports_to = both(&known.reports_to, &self.reports_to);
        self.avoid = both(&known.avoid, &self.avoid);
        self.waited = known.waited;
        self.tags.clone_from(&known.tags);
        self
    }

    /// The same without a word of somebody else.
    #[must_use]
    pub fn without(mut self, other: &EmailAddress) -> Self {
        self.reports_to.retain(|one| one != other);
        self.avoid.retain(|one| one != other);
        self
    }

    /// The whole name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The name up to the first space of any kind: what another professional sees before both have confirmed.
    #[must_use]
    pub fn first_name(&self) -> &str {
        first_name(self.name())
    }

    /// The e-mail address, which identifies a professional in a programme.
    #[must_use]
    pub const fn email(&self) -> &EmailAddress {
        &self.email
    }

    /// The role, as the professional names it.
    #[must_use]
    pub fn role(&self) -> &str {
        self.role.as_str()
    }

    /// The organisation.
    #[must_use]
    pub fn organisation(&self) -> &str {
        self.organisation.as_str()
    }

    /// The region.
    #[must_use]
    pub fn region(&self) -> &str {
        self.region.as_str()
    }

    /// Years of experience, 0 to 60.
    #[must_use]
    pub const fn years_experience(&self) -> u8 {
        self.years_experience
    }

    /// The languages they can talk in; never empty.
    #[must_use]
    pub const fn languages(&self) -> &BTreeSet<Language> {
        &self.languages
    }

    /// How they can meet.
    #[must_use]
    pub const fn meets(&self) -> Meets {
        self.meets
    }

    /// When they can meet; empty when they did not say.
    #[must_use]
    pub const fn availability(&self) -> Availability {
        self.availability
    }

    /// On which side they take part.
    #[must_use]
    pub const fn takes_part(&self) -> TakesPart {
        self.takes_part
    }

    /// What they want to learn, each topic once.
    #[must_use]
    pub fn learning_needs(&self) -> &[LearningNeed] {
        &self.learning_needs
    }

    /// What they know, each topic once.
    #[must_use]
    pub fn expertise(&self) -> &[Expertise] {
        &self.expertise
    }

    /// Who has authority over them. Never shown to others.
    #[must_use]
    pub fn reports_to(&self) -> &[EmailAddress] {
        &self.reports_to
    }

    /// Whom they asked not to meet. Never shown to others.
    #[must_use]
    pub fn avoid(&self) -> &[EmailAddress] {
        &self.avoid
    }

    /// In how many rounds they took part without getting a duo.
    #[must_use]
    pub const fn waited(&self) -> u8 {
        self.waited
    }

    /// Words a coordinator files them under.
    #[must_use]
    pub fn tags(&self) -> &[SingleLine<40>] {
        &self.tags
    }
}
