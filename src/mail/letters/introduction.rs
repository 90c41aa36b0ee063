//! The mail that tells a professional about their duo.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::conversation_starters;
use crate::domain::{Availability, Element, LearningNeed, Level, Locale, Meets, Profile, Side, Topic};
use crate::locale::Texts;
use crate::mail::{MailBody, MailContext, payload};

/// A new duo, as told to one of its members.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    /// The reader's first name.
    pub first_name: String,
    /// The reader's place in the duo.
    pub you: Side,
    /// Whether both learn. Then nobody is the guide, whatever the place.
    #[serde(default)]
    pub both_learn: bool,
    /// The first name of an earlier partner, when this duo takes the place of one that did not go ahead.
    #[serde(default)]
    pub instead_of: Option<String>,
    /// The first name of somebody who is a duo with each of the two as well: they are three.
    #[serde(default)]
    pub third: Option<String>,
    /// The other member.
    pub other: Person,
    /// What one can learn from the other, as far as the reader may know, strongest first.
    pub topics: Vec<SharedTopic>,
    /// Whether the other may want to learn something that is theirs to tell.
    #[serde(default)]
    pub may_be_more: bool,
    /// What else the two have in common, or have not.
    pub together: Together,
    /// The reader's token for this duo.
    pub token: String,
    /// The last day to answer.
    pub answer_by: NaiveDate,
}

/// What the other may know about somebody before both have confirmed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `Profile`")]
pub struct Person {
    pub first_name: String,
    pub role: String,
    pub organisation: String,
}

impl Person {
    /// What may be told about this professional.
    #[must_use]
    pub fn of(profile: &Profile) -> Self {
        Self {
            first_name: profile.first_name().to_owned(),
            role: profile.role().to_owned(),
            organisation: profile.organisation().to_owned(),
        }
    }
}

/// A topic that one wants to learn and the other knows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedTopic {
    /// The Dutch label.
    pub nl: String,
    /// The English label.
    pub en: String,
    /// The topic's element.
    pub element: Element,
    /// Who learns this: the place says which of the two, also where both learn.
    pub learns: Side,
    /// How much it matters to who learns.
    #[serde(with = "payload::level")]
    pub priority: Level,
    /// How well the other knows it.
    #[serde(with = "payload::level")]
    pub level: Level,
    /// Whether who knows it reads that the other wants to learn it.
    #[serde(default = "told")]
    pub is_told: bool,
}

/// As topics were queued before any was kept to oneself.
const fn told() -> bool {
    true
}

impl SharedTopic {
    /// `topic`, which `learns` needs and the other knows to `level`.
    #[must_use]
    pub fn new(topic: &Topic, learns: Side, need: &LearningNeed, level: Level) -> Self {
        let label = |locale| topic.label(locale).to_owned();
        Self {
            nl: label(Locale::Nl),
            en: label(Locale::En),
            element: topic.element,
            learns,
            priority: need.priority,
            level,
            is_told: need.is_told(topic),
        }
    }

    /// The element of what both may read that they share most. What is kept to oneself is not to be guessed from it.
    #[must_use]
    pub fn common_element(topics: &[Self]) -> Option<Element> {
        topics.iter().find(|topic| topic.is_told).map(|topic| topic.element)
    }

    /// The topic's label in the reader's language.
    #[must_use]
    pub fn label(&self, locale: Locale) -> &str {
        match locale {
            Locale::Nl => &self.nl,
            Locale::En => &self.en,
        }
    }

    /// What it means to the reader, whose place in the duo is `you`, as a sentence. `name` is the other's first name.
    #[must_use]
    pub fn reason(&self, texts: Texts, you: Side, name: &str) -> String {
        let topic = self.label(texts.locale());
        let priority = texts.priority(self.priority);
        let level = self.level.get().to_string();
        let args = |knows| [("topic", topic), ("priority", &priority), ("name", name), ("knows", knows)];
        if self.learns == you {
            let reason = texts.with("reason-you-learn", &args(&texts.word("knows", &level)));
            if self.is_told { reason } else { format!("{reason} {}", texts.with("reason-not-told", &[("name", name)])) }
        } else {
            texts.with("reason-other-learns", &args(&texts.word("you-know", &level)))
        }
    }
}

/// What else makes two people a duo. The same for both.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Together {
    /// They work for different organisations.
    pub other_organisation: bool,
    /// They have different roles.
    pub other_role: bool,
    /// The region they both work in.
    pub region: Option<String>,
    /// How they can meet.
    #[serde(with = "payload::meets")]
    pub meets: Option<Meets>,
    /// When both can meet.
    #[serde(with = "payload::half_days")]
    pub half_days: Availability,
}

impl Together {
    /// What these two have in common, or have not.
    #[must_use]
    pub fn of(one: &Profile, other: &Profile) -> Self {
        let online = one.meets().online() && other.meets().online();
        let in_person = one.meets().in_person() && other.meets().in_person();
        Self {
            other_organisation: one.organisation() != other.organisation(),
            other_role: one.role() != other.role(),
            region: (one.region() == other.region()).then(|| one.region().to_owned()),
            meets: match (online, in_person) {
                (true, true) => Some(Meets::Either),
                (true, false) => Some(Meets::Online),
                (false, true) => Some(Meets::InPerson),
                (false, false) => None,
            },
            half_days: one.availability().shared_with(other.availability()),
        }
    }

    /// What else they have in common, a sentence each.
    #[must_use]
    pub fn reasons(&self, texts: Texts) -> Vec<String> {
        let mut reasons = Vec::new();
        if self.other_organisation {
            reasons.push(texts.text("together-organisation"));
        }
        if self.other_role {
            reasons.push(texts.text("together-role"));
        }
        if let Some(region) = &self.region {
            reasons.push(texts.with("together-region", &[("region", region)]));
        }
        reasons.extend(self.half_days_in_words(texts));
        reasons
    }

    /// How and when the two can meet.
    pub(crate) fn moments(&self, texts: Texts) -> Vec<String> {
        let how = self.meets.map(|meets| texts.word("together-meets", meets.as_str()));
        how.into_iter().chain(self.half_days_in_words(texts)).collect()
    }

    fn half_days_in_words(&self, texts: Texts) -> Option<String> {
        let days: Vec<String> = self.half_days.iter().map(|day| texts.half_day(day)).collect();
        (!days.is_empty()).then(|| texts.with("together-half-days", &[("half-days", &texts.list(&days))]))
    }
}

/// What each can learn from the other, a sentence each, to a member whose place is `you`; `both_learn` is of their round.
#[must_use]
pub fn topic_reasons(
    texts: Texts,
    (you, both_learn): (Side, bool),
    name: &str,
    (topics, may_be_more): (&[SharedTopic], bool),
) -> Vec<String> {
    let mut reasons: Vec<String> = topics.iter().map(|topic| topic.reason(texts, you, name)).collect();
    if may_be_more {
        let is_named = topics.iter().any(|topic| topic.learns != you);
        let key = if you == Side::Guide && !both_learn && !is_named { "reason-untold" } else { "reason-more-untold" };
        reasons.push(texts.with(key, &[("name", name)]));
    }
    reasons
}

impl Introduction {
    pub(crate) fn letter(&self, texts: Texts, head: &MailContext) -> MailBody {
        let name = self.other.first_name.as_str();
        let date = texts.date(self.answer_by);
        let args = &[("name", name), ("role", &self.other.role), ("date", &date), ("programme", head.programme())];
        let place = match self.you {
            _ if self.both_learn => texts.with("introduction-both", args),
            Side::Learner => texts.with("introduction-learner", args),
            Side::Guide => texts.with("introduction-guide", args),
        };
        let mut reasons = topic_reasons(texts, (self.you, self.both_learn), name, (&self.topics, self.may_be_more));
        reasons.extend(self.together.reasons(texts));
        let element = SharedTopic::common_element(&self.topics);
        let letter =
            MailBody::new(texts, head, texts.with("introduction-subject", args), texts.with("mail-why-member", args))
                .paragraph(texts.with("mail-greeting", &[("name", &self.first_name)]));
        let letter = match &self.instead_of {
            Some(earlier) => letter.paragraph(texts.with("introduction-instead", &[("earlier", earlier)])),
            None => letter,
        };
        let letter = letter.paragraph(place);
        let letter = match &self.third {
            Some(third) => letter.paragraph(texts.with("introduction-three", &[("name", name), ("third", third)])),
            None => letter,
        };
        letter
            .heading(texts.with("introduction-who", args))
            .details(vec![
                (texts.text("detail-role"), self.other.role.clone()),
                (texts.text("detail-organisation"), self.other.organisation.clone()),
            ])
            .heading(texts.text("introduction-why"))
            .list(reasons)
            .heading(texts.text("introduction-openers"))
            .list(conversation_starters::choose(texts, element, &self.first_name, name))
            .heading(texts.text("introduction-answer"))
            .paragraph(texts.with("introduction-answer-by", args))
            .button(texts.text("introduction-button"), head.link("/duo", &self.token))
            .paragraph(texts.text("introduction-safe"))
            .paragraph(texts.text("introduction-yes"))
            .paragraph(texts.text("introduction-no"))
    }
}
