//! The profile as a form: what was typed, and what is wrong with it, for sign-up and for changes.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]

use crate::domain::{
    Catalogue, Element, Field, FieldError, HalfDay, Language, Meets, Profile, ProfileInput, Topic, Topics,
    ValidationError,
};
use crate::web::form::Fields;
use crate::web::page::Page;

/// More topics of one element than this are not shown without asking, and scroll in a box of their own.
pub(crate) const AT_ONCE: usize = 15;

/// A form with the values to show and the errors beside them.
#[derive(Clone, Default)]
pub(crate) struct ProfileForm {
    pub(crate) catalogue: Catalogue,
    pub(crate) values: ProfileInput,
    pub(crate) errors: Vec<FieldError>,
    /// Whether the address may be typed; it is fixed once it is confirmed.
    pub(crate) email_fixed: bool,
    /// Whether consent is asked, and whether it was given.
    pub(crate) asks_consent: bool,
    pub(crate) consent: bool,
}

impl ProfileForm {
    /// An empty form for a newcomer, with the choices that most make.
    pub(crate) fn empty(catalogue: Catalogue) -> Self {
        let values = ProfileInput {
            languages: vec!["nl".to_owned()],
            meets: Meets::Either.to_string(),
            capacity: "1".to_owned(),
            ..ProfileInput::default()
        };
        Self { catalogue, values, asks_consent: true, ..Self::default() }
    }

    /// What somebody has told before, to change it.
    pub(crate) fn of(catalogue: Catalogue, profile: &Profile) -> Self {
        Self { catalogue, values: profile.to_input(), email_fixed: true, ..Self::default() }
    }

    /// A form as posted by a newcomer.
    pub(crate) fn newcomer(catalogue: Catalogue, fields: &Fields) -> Self {
        let consent = fields.one("consent") == "yes";
        Self { catalogue, values: input(fields), asks_consent: true, consent, ..Self::default() }
    }

    /// A form as posted by somebody who is known: the address stays, and so does what only coordinators set.
    pub(crate) fn known(catalogue: Catalogue, fields: &Fields, known: &Profile) -> Self {
        let old = known.to_input();
        let mut values = ProfileInput { email: old.email, waited: old.waited, tags: old.tags, ..input(fields) };
        // The form asks again what was asked before; a box without a tick is not posted.
        values.sharing.extend(old.sharing.into_iter().map(|(topic, _)| (topic, "no".to_owned())));
        Self { catalogue, values, email_fixed: true, ..Self::default() }
    }

    /// The profile, or the form again with its errors.
    pub(crate) fn parse(mut self) -> Result<Profile, Box<Self>> {
        let missing_consent = self.asks_consent && !self.consent;
        match Profile::parse(&self.values, Topics::Of(&self.catalogue)) {
            Ok(profile) if !missing_consent => return Ok(profile),
            Ok(_) => {}
            Err(errors) => self.errors = errors,
        }
        if missing_consent {
            self.errors.push(FieldError { field: Field::Consent, problem: ValidationError::Missing });
        }
        Err(Box::new(self))
    }

    fn error(&self, page: &Page, field: Field) -> Option<String> {
        self.errors.iter().find(|e| e.field == field).map(|e| page.t.problem(e.field, &e.problem))
    }

    // What the template asks, by the field's name.

    pub(crate) fn problem(&self, page: &Page, field: &str) -> Option<String> {
        self.error(page, field.parse().ok()?)
    }

    /// Name of the field to jump to, and the words, for the summary on top.
    pub(crate) fn problems(&self, page: &Page) -> Vec<(&'static str, String)> {
        self.errors.iter().map(|e| (e.field.as_str(), page.t.problem(e.field, &e.problem))).collect()
    }

    pub(crate) fn speaks(&self, language: &Language) -> bool {
        self.values.languages.iter().any(|code| code == language.code())
    }

    pub(crate) fn can(&self, half_day: &HalfDay) -> bool {
        self.values.availability.iter().any(|word| word == half_day.as_str())
    }

    /// What was chosen for a topic on one side: empty, or 1 to 3.
    pub(crate) fn rating(&self, topic: &Topic, side: &TopicSide) -> &str {
        rated(self.ratings(*side), topic)
    }

    /// Whether the form asks if a partner may read a need for this topic.
    pub(crate) fn asks_sharing(&self, topic: &Topic, side: &TopicSide) -> bool {
        let was_asked = || self.values.sharing.iter().any(|(id, _)| id == topic.id.as_str());
        *side == TopicSide::Learn && (topic.is_sensitive || was_asked())
    }

    pub(crate) fn shares(&self, topic: &Topic) -> bool {
        self.values.sharing.iter().any(|(id, said)| id == topic.id.as_str() && said == "yes")
    }

    /// Whether the form asks it for any topic.
    pub(crate) fn has_sensitive(&self, side: &TopicSide) -> bool {
        self.catalogue.topics().iter().any(|topic| self.asks_sharing(topic, side))
    }

    /// The topics of an element: those on offer, and retired ones that were chosen before. Where they are many, what was
    /// chosen comes first.
    pub(crate) fn topics(&self, element: &Element, side: &TopicSide) -> Vec<&Topic> {
        let chosen = |topic: &Topic| !rated(self.ratings(*side), topic).is_empty();
        let mut topics: Vec<_> =
            self.catalogue.of(*element).filter(|topic| !topic.is_retired || chosen(topic)).collect();
        if topics.len() > AT_ONCE {
            topics.sort_by_key(|topic| !chosen(topic));
        }
        topics
    }

    /// Whether the topics of an element are shown at once: the personal ones, with which most begin, unless they are
    /// very many; and where something was chosen.
    pub(crate) fn opens(&self, element: &Element, side: &TopicSide) -> bool {
        let topics = self.topics(element, side);
        (*element == Element::Personal && topics.len() <= AT_ONCE)
            || topics.iter().any(|topic| !rated(self.ratings(*side), topic).is_empty())
    }

    fn ratings(&self, side: TopicSide) -> &[(String, String)] {
        match side {
            TopicSide::Learn => &self.values.learning_needs,
            TopicSide::Teach => &self.values.expertise,
        }
    }

    /// Every field with its value, as a form would post it.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        let v = &self.values;
        let one = [
            ("name", &v.name),
            ("email", &v.email),
            ("role", &v.role),
            ("organisation", &v.organisation),
            ("region", &v.region),
            ("years_experience", &v.years_experience),
            ("meets", &v.meets),
            ("takes_part_as", &v.takes_part_as),
            ("capacity", &v.capacity),
        ];
        let many = [("languages", &v.languages), ("availability", &v.availability)];
        let rated = [("need", &v.learning_needs), ("expertise", &v.expertise), ("share", &v.sharing)];
        let lines = [("reports_to", self.reports_to()), ("avoid", self.avoid())];
        let consent = self.consent.then(|| ("consent".to_owned(), "yes".to_owned()));
        one.into_iter()
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .chain(many.into_iter().flat_map(|(name, list)| list.iter().map(|v| (name.to_owned(), v.clone()))))
            .chain(rated.into_iter().flat_map(|(side, list)| {
                list.iter().map(move |(topic, level)| (format!("{side}:{topic}"), level.clone()))
            }))
            .chain(lines.into_iter().map(|(name, text)| (name.to_owned(), text)))
            .chain(consent)
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    pub(crate) fn reports_to(&self) -> String {
        self.values.reports_to.join("\n")
    }

    pub(crate) fn avoid(&self) -> String {
        self.values.avoid.join("\n")
    }
}

/// The two lists of topics on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TopicSide {
    /// What somebody wants to learn.
    Learn,
    /// What somebody can help with.
    Teach,
}

impl TopicSide {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Learn, Self::Teach];

    /// The word in texts.
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::Learn => "learn",
            Self::Teach => "teach",
        }
    }

    /// The name of the field.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Learn => "learning_needs",
            Self::Teach => "expertise",
        }
    }

    /// What stands before a topic in the names of its fields.
    pub(crate) fn prefix(&self) -> &'static str {
        match self {
            Self::Learn => "need",
            Self::Teach => "expertise",
        }
    }

    /// The words for 1 to 3.
    pub(crate) fn scale(&self) -> &'static str {
        match self {
            Self::Learn => "priority",
            Self::Teach => "level",
        }
    }
}

fn rated<'a>(list: &'a [(String, String)], topic: &Topic) -> &'a str {
    list.iter().find(|(id, _)| id == topic.id.as_str()).map_or("", |(_, level)| level)
}

/// What was typed. A field that is not on the form stays empty.
fn input(fields: &Fields) -> ProfileInput {
    let one = |name| fields.one(name).to_owned();
    let people = |name| {
        let separate = |c: char| matches!(c, '\n' | '\r' | ';' | ',') || c.is_whitespace();
        fields.one(name).split(separate).filter(|s| !s.is_empty()).map(str::to_owned).collect()
    };
    ProfileInput {
        name: one("name"),
        email: one("email"),
        role: one("role"),
        organisation: one("organisation"),
        region: one("region"),
        years_experience: one("years_experience"),
        languages: fields.all("languages"),
        meets: one("meets"),
        availability: fields.all("availability"),
        takes_part_as: one("takes_part_as"),
        capacity: one("capacity"),
        learning_needs: fields.beginning("need:"),
        expertise: fields.beginning("expertise:"),
        sharing: fields.beginning("share:"),
        reports_to: people("reports_to"),
        avoid: people("avoid"),
        waited: String::new(),
        tags: Vec::new(),
    }
}
