//! What can be learned: topics, each in one of the four elements of craftsmanship.

use std::collections::HashMap;
use std::sync::Arc;

use super::is_slug;
use crate::domain::validation::shortened;
use crate::domain::{Locale, SingleLine, ValidationError};

/// The four elements of craftsmanship, on the axes content and development.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Element {
    /// Challenges of one's own: limits, ambitions, reflection, initiative. First, because most learning needs are here.
    Personal,
    /// Working together across roles and organisations.
    Collaboration,
    /// Knowledge and skill of one field of work.
    Specific,
    /// Knowledge and skill that everyone in the field needs.
    Generic,
}

crate::domain::words!(
    Element,
    Personal = "personal",
    Collaboration = "collaboration",
    Specific = "specific",
    Generic = "generic",
);

/// The identifier of a topic: 1 to 60 lower-case letters and digits with single hyphens. Cheap to copy.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicId(Arc<str>);

impl TopicId {
    /// Reads an identifier.
    ///
    /// # Errors
    /// [`ValidationError::NotASlug`].
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        if is_slug(text) { Ok(Self(text.into())) } else { Err(ValidationError::NotASlug { value: shortened(text) }) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for TopicId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A topic with its labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its identifier.
    pub id: TopicId,
    /// The element it belongs to.
    pub element: Element,
    /// Its Dutch label.
    pub label_nl: SingleLine<120>,
    /// Its English label.
    pub label_en: SingleLine<120>,
    /// Whether it is offered no more; profiles that name it keep it.
    pub is_retired: bool,
    /// Whether a partner reads that somebody wants to learn about it only where that person lets it be shared.
    pub is_sensitive: bool,
}

impl Topic {
    /// The label in the reader's language.
    #[must_use]
    pub fn label(&self, locale: Locale) -> &str {
        match locale {
            Locale::Nl => self.label_nl.as_str(),
            Locale::En => self.label_en.as_str(),
        }
    }
}

/// The topics of a programme, in their order.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    topics: Vec<Topic>,
    by_id: HashMap<TopicId, usize>,
}

impl Catalogue {
    /// Makes a catalogue.
    ///
    /// # Errors
    /// [`ValidationError::Duplicate`] when two topics have one identifier.
    pub fn new(topics: Vec<Topic>) -> Result<Self, ValidationError> {
        let mut by_id = HashMap::with_capacity(topics.len());
        for (index, topic) in topics.iter().enumerate() {
            if by_id.insert(topic.id.clone(), index).is_some() {
                return Err(ValidationError::Duplicate { value: topic.id.to_string() });
            }
        }
        Ok(Self { topics, by_id })
    }

    /// The topic with this identifier.
    #[must_use]
    pub fn get(&self, id: &TopicId) -> Option<&Topic> {
        self.by_id.get(id).map(|&index| &self.topics[index])
    }

    /// The catalogue of a newcomer: the topics that are still on offer.
    #[must_use]
    pub fn on_offer(self) -> Self {
        let topics: Vec<Topic> = self.topics.into_iter().filter(|topic| !topic.is_retired).collect();
        let by_id = topics.iter().enumerate().map(|(index, topic)| (topic.id.clone(), index)).collect();
        Self { topics, by_id }
    }

    /// Every topic, in order.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The topics of one element, in order.
    pub fn of(&self, element: Element) -> impl Iterator<Item = &Topic> {
        self.topics.iter().filter(move |t| t.element == element)
    }
}

/// Which topics a profile may name.
#[derive(Debug, Clone, Copy)]
pub enum Topics<'a> {
    /// Any identifier: a file is matched without a programme.
    Any,
    /// Those of one programme.
    Of(&'a Catalogue),
}

impl Topics<'_> {
    /// Reads an identifier and checks that the topic may be named.
    ///
    /// # Errors
    /// [`ValidationError::NotASlug`] or [`ValidationError::UnknownTopic`].
    pub fn parse(self, text: &str) -> Result<TopicId, ValidationError> {
        match self {
            Self::Any => TopicId::parse(text),
            Self::Of(catalogue) => TopicId::parse(text)
                .ok()
                .filter(|id| catalogue.get(id).is_some())
                .ok_or_else(|| ValidationError::UnknownTopic { value: shortened(text) }),
        }
    }

    /// Whether whoever wants to learn about this topic is asked if a partner may read it.
    #[must_use]
    pub fn asks_sharing(self, topic: &TopicId) -> bool {
        match self {
            Self::Any => false,
            Self::Of(catalogue) => catalogue.get(topic).is_some_and(|topic| topic.is_sensitive),
        }
    }
}

/// Reads a catalogue from CSV with the header `topic,element,label_nl,label_en`, and `sensitive` where there are such topics,
/// which say `yes` there.
///
/// # Errors
/// One clear English sentence with the line; the file is written by whoever runs the server.
pub fn parse_catalogue(csv_text: &str) -> Result<Catalogue, String> {
    let mut reader = csv::Reader::from_reader(csv_text.as_bytes());
    let mut topics = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| format!("the topics file is not CSV: {e}"))?;
        let line = record.position().map_or(0, csv::Position::line);
        let [id, element, label_nl, label_en, sensitive] = [0, 1, 2, 3, 4].map(|i| record.get(i).unwrap_or_default());
        let topic = (|| {
            Ok(Topic {
                id: TopicId::parse(id)?,
                element: element.parse()?,
                label_nl: SingleLine::parse(label_nl)?,
                label_en: SingleLine::parse(label_en)?,
                is_retired: false,
                is_sensitive: match sensitive.trim() {
                    "" | "no" => false,
                    "yes" => true,
                    other => return Err(ValidationError::unknown_choice(other, &["yes", "no"])),
                },
            })
        })();
        topics.push(topic.map_err(|p: ValidationError| format!("the topics file, line {line}: {p:?}"))?);
    }
    Catalogue::new(topics).map_err(|p| format!("the topics file: {p:?}"))
}
