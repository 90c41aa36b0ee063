//! A professional's profile, and how it is read from what people type.

use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;

use super::problem::shortened;
use super::{Availability, EmailAddress, Field, FieldError, Language, Line, Problem, TopicId, Topics};

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
    /// [`Problem::NotANumber`] or [`Problem::OutOfRange`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        number(text, 1, 3).map(Self)
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

super::words!(Meets, Online = "online", InPerson = "in_person", Either = "either");

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

/// A profile as typed, from a form, a file or the API: nothing is checked yet.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the fields are those of `Profile`")]
pub struct ProfileInput {
    pub name: String,
    pub email: String,
    pub role: String,
    pub organisation: String,
    pub region: String,
    pub years_experience: String,
    pub languages: Vec<String>,
    pub meets: String,
    pub availability: Vec<String>,
    pub takes_part_as: String,
    pub capacity: String,
    /// Topic and priority.
    pub learning_needs: Vec<(String, String)>,
    /// Topic and level.
    pub expertise: Vec<(String, String)>,
    pub reports_to: Vec<String>,
    pub avoid: Vec<String>,
    pub waited: String,
    pub tags: Vec<String>,
}

/// What a professional told about themselves. Right by construction: it only comes from [`Profile::parse`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    name: Line<100>,
    email: EmailAddress,
    role: Line<80>,
    organisation: Line<120>,
    region: Line<60>,
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
    tags: Vec<Line<40>>,
}

impl Profile {
    /// Reads a profile.
    ///
    /// Learners need at least one learning need, guides at least one topic of expertise and a capacity of 1 or more;
    /// a learner's capacity is ignored. At least one language. No person named in `reports_to` or `avoid` may be the
    /// professional. Empty `waited` is 0. Lists keep their order, apart from languages and half-days.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the fields; at most one problem for each field.
    pub fn parse(input: &ProfileInput, topics: Topics<'_>) -> Result<Self, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let name = errors.take(Field::Name, Line::parse(&input.name));
        let email = errors.take(Field::Email, EmailAddress::parse(&input.email));
        let role = errors.take(Field::Role, Line::parse(&input.role));
        let organisation = errors.take(Field::Organisation, Line::parse(&input.organisation));
        let region = errors.take(Field::Region, Line::parse(&input.region));
        let years_experience = errors.take(Field::YearsExperience, number(&input.years_experience, 0, MAX_YEARS));
        let languages = errors.take(Field::Languages, languages(&input.languages));
        let meets = errors.take(Field::Meets, choice(&input.meets));
        let availability =
            errors.take(Field::Availability, Availability::parse(input.availability.iter().map(String::as_str)));
        let side = errors.take(Field::TakesPartAs, side(&input.takes_part_as));
        let takes_part =
            errors.take(Field::Capacity, side.map_or(Ok(TakesPart::Learn), |s| with_capacity(s, &input.capacity)));
        let learns = side.is_some_and(TakesPart::learns);
        let guides = side.is_some_and(|s| s.capacity() > 0);
        let learning_needs = errors.take(
            Field::LearningNeeds,
            rated(&input.learning_needs, topics, learns, MAX_LEARNING_NEEDS, |topic, priority| LearningNeed {
                topic,
                priority,
            }),
        );
        let expertise = errors.take(
            Field::Expertise,
            rated(&input.expertise, topics, guides, MAX_EXPERTISE, |topic, level| Expertise { topic, level }),
        );
        let reports_to = errors.take(Field::ReportsTo, people(&input.reports_to, email.as_ref()));
        let avoid = errors.take(Field::Avoid, people(&input.avoid, email.as_ref()));
        let waited =
            errors.take(Field::Waited, if input.waited.is_empty() { Ok(0) } else { number(&input.waited, 0, 100) });
        let tags = errors.take(Field::Tags, tags(&input.tags));
        // Written as one pattern, so that a field cannot be forgotten: a missing part is an error already noted.
        let profile = (|| {
            Some(Self {
                name: name?,
                email: email?,
                role: role?,
                organisation: organisation?,
                region: region?,
                years_experience: years_experience?,
                languages: languages?,
                meets: meets?,
                availability: availability?,
                takes_part: takes_part?,
                learning_needs: learning_needs?,
                expertise: expertise?,
                reports_to: reports_to?,
                avoid: avoid?,
                waited: waited?,
                tags: tags?,
            })
        })();
        match profile {
            Some(profile) if errors.0.is_empty() => Ok(profile),
            _ => Err(errors.0),
        }
    }

    /// The profile as it would be typed: the way back from [`Profile::parse`].
    #[must_use]
    pub fn to_input(&self) -> ProfileInput {
        let emails = |list: &[EmailAddress]| list.iter().map(ToString::to_string).collect();
        ProfileInput {
            name: self.name.to_string(),
            email: self.email.to_string(),
            role: self.role.to_string(),
            organisation: self.organisation.to_string(),
            region: self.region.to_string(),
            years_experience: self.years_experience.to_string(),
            languages: self.languages.iter().map(|l| l.code().to_owned()).collect(),
            meets: self.meets.to_string(),
            availability: self.availability.iter().map(|h| h.to_string()).collect(),
            takes_part_as: self.takes_part.as_str().to_owned(),
            capacity: self.takes_part.capacity().to_string(),
            learning_needs: self
                .learning_needs
                .iter()
                .map(|n| (n.topic.to_string(), n.priority.0.to_string()))
                .collect(),
            expertise: self.expertise.iter().map(|e| (e.topic.to_string(), e.level.0.to_string())).collect(),
            reports_to: emails(&self.reports_to),
            avoid: emails(&self.avoid),
            waited: self.waited.to_string(),
            tags: self.tags.iter().map(ToString::to_string).collect(),
        }
    }

    /// The whole name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The name up to the first space: what another professional sees before both have confirmed.
    #[must_use]
    pub fn first_name(&self) -> &str {
        self.name().split(' ').next().unwrap_or_default()
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
    pub fn tags(&self) -> &[Line<40>] {
        &self.tags
    }
}

struct Errors(Vec<FieldError>);

impl Errors {
    fn take<T>(&mut self, field: Field, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.0.push(FieldError { field, problem })).ok()
    }
}

fn choice<T: std::str::FromStr<Err = Problem>>(text: &str) -> Result<T, Problem> {
    match text.trim() {
        "" => Err(Problem::Missing),
        text => text.parse(),
    }
}

/// The side, with one seat until the capacity is read.
fn side(text: &str) -> Result<TakesPart, Problem> {
    match text.trim() {
        "" => Err(Problem::Missing),
        "learn" => Ok(TakesPart::Learn),
        "guide" => Ok(TakesPart::Guide(1)),
        "both" => Ok(TakesPart::Both(1)),
        other => Err(Problem::unknown_choice(other, &["learn", "guide", "both"])),
    }
}

fn with_capacity(side: TakesPart, capacity: &str) -> Result<TakesPart, Problem> {
    Ok(match side {
        TakesPart::Learn => {
            // Not used, but a number that cannot be is a slip that should be seen.
            if !capacity.trim().is_empty() {
                number(capacity, 0, MAX_CAPACITY)?;
            }
            TakesPart::Learn
        }
        TakesPart::Guide(_) => TakesPart::Guide(number(capacity, 1, MAX_CAPACITY)?),
        TakesPart::Both(_) => TakesPart::Both(number(capacity, 1, MAX_CAPACITY)?),
    })
}

fn number(text: &str, min: u8, max: u8) -> Result<u8, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    let value: i64 = text.parse().map_err(|_| Problem::NotANumber { value: shortened(text) })?;
    u8::try_from(value)
        .ok()
        .filter(|v| (min..=max).contains(v))
        .ok_or(Problem::OutOfRange { min: min.into(), max: max.into() })
}

fn languages(codes: &[String]) -> Result<BTreeSet<Language>, Problem> {
    let set: BTreeSet<_> = codes.iter().map(|c| Language::parse(c)).collect::<Result<_, _>>()?;
    if set.is_empty() { Err(Problem::Missing) } else { Ok(set) }
}

fn rated<T>(
    pairs: &[(String, String)],
    topics: Topics<'_>,
    needed: bool,
    max: usize,
    make: impl Fn(TopicId, Level) -> T,
) -> Result<Vec<T>, Problem> {
    if needed && pairs.is_empty() {
        return Err(Problem::Missing);
    }
    bounded(pairs, max)?;
    let mut seen = HashSet::new();
    pairs
        .iter()
        .map(|(topic, level)| {
            let topic = topics.parse(topic.trim())?;
            once(&mut seen, topic.clone(), topic.as_str())?;
            Ok(make(topic, Level::parse(level)?))
        })
        .collect()
}

fn people(list: &[String], oneself: Option<&EmailAddress>) -> Result<Vec<EmailAddress>, Problem> {
    bounded(list, MAX_PEOPLE)?;
    let mut seen = HashSet::new();
    list.iter()
        .map(|text| {
            let address = EmailAddress::parse(text)?;
            if Some(&address) == oneself {
                return Err(Problem::Oneself);
            }
            once(&mut seen, address.clone(), address.as_str())?;
            Ok(address)
        })
        .collect()
}

fn tags(list: &[String]) -> Result<Vec<Line<40>>, Problem> {
    bounded(list, MAX_TAGS)?;
    list.iter().map(|text| Line::parse(text)).collect()
}

fn bounded<T>(list: &[T], max: usize) -> Result<(), Problem> {
    if list.len() > max { Err(Problem::TooMany { max }) } else { Ok(()) }
}

fn once<T: Hash + Eq>(seen: &mut HashSet<T>, value: T, text: &str) -> Result<(), Problem> {
    if seen.insert(value) { Ok(()) } else { Err(Problem::Duplicate { value: shortened(text) }) }
}
