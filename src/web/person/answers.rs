//! What somebody filled in, in words, to look at once more before it is sent.

use crate::domain::{Catalogue, EmailAddress, Field, LearningNeed, Profile, TopicId};
use crate::locale::Texts;

/// A part of the form with its answers.
pub(crate) struct Part {
    /// The part of the form to go back to.
    pub(crate) anchor: &'static str,
    /// The key of its title.
    pub(crate) title: &'static str,
    /// A label, and what was answered: nothing, one thing or several.
    pub(crate) answers: Vec<(String, Vec<String>)>,
}

/// The parts, in the order of the form.
pub(crate) fn parts(t: Texts, catalogue: &Catalogue, profile: &Profile) -> Vec<Part> {
    let one = |field: Field, value: String| (t.field(field), vec![value]);
    let topic = |id: &TopicId, how: &str| {
        let label = catalogue.get(id).map_or(id.as_str(), |topic| topic.label(t.locale()));
        format!("{label}: {how}")
    };
    let addresses = |list: &[EmailAddress]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let takes_part = profile.takes_part();
    let mut part = vec![one(Field::TakesPartAs, t.word("part", takes_part.as_str()))];
    if takes_part.capacity() > 0 {
        part.push(one(Field::Capacity, takes_part.capacity().to_string()));
    }
    let need = |need: &LearningNeed| {
        let words = topic(&need.topic, &t.priority(need.priority));
        match need.is_shared {
            Some(true) => format!("{words} ({})", t.text("sharing-yes")),
            Some(false) => format!("{words} ({})", t.text("sharing-no")),
            None => words,
        }
    };
    let needs = profile.learning_needs().iter().map(need).collect();
    let expertise = profile.expertise().iter().map(|one| topic(&one.topic, &t.level(one.level))).collect();
    vec![
        Part {
            anchor: "you",
            title: "form-you",
            answers: vec![
                one(Field::Name, profile.name().to_owned()),
                one(Field::Email, profile.email().to_string()),
                one(Field::Role, profile.role().to_owned()),
                one(Field::Organisation, profile.organisation().to_owned()),
                one(Field::Region, profile.region().to_owned()),
                one(Field::YearsExperience, profile.years_experience().to_string()),
            ],
        },
        Part {
            anchor: "meeting",
            title: "form-meeting",
            answers: vec![
                (t.field(Field::Languages), profile.languages().iter().map(|l| t.language(*l)).collect()),
                one(Field::Meets, t.meets(profile.meets())),
                (t.field(Field::Availability), profile.availability().iter().map(|h| t.half_day(h)).collect()),
            ],
        },
        Part { anchor: "part", title: "form-part", answers: part },
        Part { anchor: "learning_needs", title: "form-learn", answers: vec![(t.field(Field::LearningNeeds), needs)] },
        Part { anchor: "expertise", title: "form-teach", answers: vec![(t.field(Field::Expertise), expertise)] },
        Part {
            anchor: "private",
            title: "form-private",
            answers: vec![
                (t.field(Field::ReportsTo), addresses(profile.reports_to())),
                (t.field(Field::Avoid), addresses(profile.avoid())),
            ],
        },
    ]
}
