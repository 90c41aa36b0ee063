//! Reading a profile from what people type, and writing it back.

use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;

use super::{
    Expertise, LearningNeed, Level, MAX_CAPACITY, MAX_EXPERTISE, MAX_LEARNING_NEEDS, MAX_PEOPLE, MAX_TAGS, MAX_YEARS,
    Profile, TakesPart,
};
use crate::domain::validation::shortened;
use crate::domain::{
    Availability, EmailAddress, Field, FieldError, Language, SingleLine, TopicId, Topics, ValidationError,
};

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
    /// Topics of needs, and `yes` or `no`: whether a partner may read it.
    pub sharing: Vec<(String, String)>,
    pub reports_to: Vec<String>,
    pub avoid: Vec<String>,
    pub waited: String,
    pub tags: Vec<String>,
}

impl Profile {
    /// Reads a profile.
    ///
    /// Learners need at least one learning need, guides at least one topic of expertise and a capacity of 1 or more;
    /// a learner's capacity is ignored. At least one language. No person named in `reports_to` or `avoid` may be the
    /// professional. Empty `waited` is 0. Lists keep their order, apart from languages and half-days. A partner reads a need about
    /// a sensitive topic only where `sharing` says so.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the fields; at most one problem for each field.
    pub fn parse(input: &ProfileInput, topics: Topics<'_>) -> Result<Self, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let name = errors.take(Field::Name, SingleLine::parse(&input.name));
        let email = errors.take(Field::Email, EmailAddress::parse(&input.email));
        let role = errors.take(Field::Role, SingleLine::parse(&input.role));
        let organisation = errors.take(Field::Organisation, SingleLine::parse(&input.organisation));
        let region = errors.take(Field::Region, SingleLine::parse(&input.region));
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
            rated(&input.learning_needs, topics, learns, MAX_LEARNING_NEEDS, |topic, priority| {
                let is_shared = shared(&input.sharing, &topic).or(topics.asks_sharing(&topic).then_some(false));
                LearningNeed { topic, priority, is_shared }
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
            sharing: self
                .learning_needs
                .iter()
                .filter_map(|n| Some((n.topic.to_string(), if n.is_shared? { "yes" } else { "no" }.to_owned())))
                .collect(),
            reports_to: emails(&self.reports_to),
            avoid: emails(&self.avoid),
            waited: self.waited.to_string(),
            tags: self.tags.iter().map(ToString::to_string).collect(),
        }
    }
}

struct Errors(Vec<FieldError>);

impl Errors {
    fn take<T>(&mut self, field: Field, result: Result<T, ValidationError>) -> Option<T> {
        result.map_err(|problem| self.0.push(FieldError { field, problem })).ok()
    }
}

fn choice<T: std::str::FromStr<Err = ValidationError>>(text: &str) -> Result<T, ValidationError> {
    match text.trim() {
        "" => Err(ValidationError::Missing),
        text => text.parse(),
    }
}

/// The side, with one seat until the capacity is read.
fn side(text: &str) -> Result<TakesPart, ValidationError> {
    match text.trim() {
        "" => Err(ValidationError::Missing),
        "learn" => Ok(TakesPart::Learn),
        "guide" => Ok(TakesPart::Guide(1)),
        "both" => Ok(TakesPart::Both(1)),
        other => Err(ValidationError::unknown_choice(other, &["learn", "guide", "both"])),
    }
}

fn with_capacity(side: TakesPart, capacity: &str) -> Result<TakesPart, ValidationError> {
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

pub(crate) fn number(text: &str, min: u8, max: u8) -> Result<u8, ValidationError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ValidationError::Missing);
    }
    let value: i64 = text.parse().map_err(|_| ValidationError::NotANumber { value: shortened(text) })?;
    u8::try_from(value)
        .ok()
        .filter(|v| (min..=max).contains(v))
        .ok_or(ValidationError::OutOfRange { min: min.into(), max: max.into() })
}

fn languages(codes: &[String]) -> Result<BTreeSet<Language>, ValidationError> {
    let set: BTreeSet<_> = codes.iter().map(|c| Language::parse(c)).collect::<Result<_, _>>()?;
    if set.is_empty() { Err(ValidationError::Missing) } else { Ok(set) }
}

fn rated<T>(
    pairs: &[(String, String)],
    topics: Topics<'_>,
    needed: bool,
    max: usize,
    make: impl Fn(TopicId, Level) -> T,
) -> Result<Vec<T>, ValidationError> {
    if needed && pairs.is_empty() {
        return Err(ValidationError::Missing);
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

/// What was said about a topic. Without a need for it that means nothing, and is no error.
fn shared(sharing: &[(String, String)], topic: &TopicId) -> Option<bool> {
    let said = |word| sharing.iter().any(|(id, said)| id == topic.as_str() && said == word);
    if said("yes") { Some(true) } else { said("no").then_some(false) }
}

fn people(list: &[String], oneself: Option<&EmailAddress>) -> Result<Vec<EmailAddress>, ValidationError> {
    bounded(list, MAX_PEOPLE)?;
    let mut seen = HashSet::new();
    list.iter()
        .map(|text| {
            let address = EmailAddress::parse(text)?;
            if Some(&address) == oneself {
                return Err(ValidationError::SelfReference);
            }
            once(&mut seen, address.clone(), address.as_str())?;
            Ok(address)
        })
        .collect()
}

fn tags(list: &[String]) -> Result<Vec<SingleLine<40>>, ValidationError> {
    bounded(list, MAX_TAGS)?;
    list.iter().map(|text| SingleLine::parse(text)).collect()
}

fn bounded<T>(list: &[T], max: usize) -> Result<(), ValidationError> {
    if list.len() > max { Err(ValidationError::TooMany { max }) } else { Ok(()) }
}

fn once<T: Hash + Eq>(seen: &mut HashSet<T>, value: T, text: &str) -> Result<(), ValidationError> {
    if seen.insert(value) { Ok(()) } else { Err(ValidationError::Duplicate { value: shortened(text) }) }
}
