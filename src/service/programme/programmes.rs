//! What coordinators change about their programme: its words, whether it is open, its topics, and who coordinates it.

use super::activity::Activity;
use super::coordinators;
use crate::domain::programme::access::Role;
use crate::domain::text::folded;
use crate::domain::{Catalogue, CoordinatorId, Element, EmailAddress, ProgrammeId, SingleLine, Topic, TopicId};
use crate::mail::{About, Message, Queued};
use crate::service::Context;
use crate::service::mail::enqueue::{Reader, queue};
use crate::store::programme::programmes::{self, Programme, Wording};
use crate::store::{Result, StoreError};

/// The most topics in one programme.
pub const MAX_TOPICS: usize = 300;

/// Changes the words of a programme, if nobody changed them since the version `seen`.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did, and those of the database.
pub fn change(cx: &mut Context<'_>, programme: ProgrammeId, seen: i32, wording: &Wording) -> Result<()> {
    cx.authorise_owner(programme)?;
    programmes::change(cx.c, programme, seen, wording)?;
    cx.note(programme, &Activity::SettingsChanged)
}

/// Opens a programme for sign-ups, or closes it. What is so already, stays so without a word.
///
/// # Errors
/// Those of the database.
pub fn set_open(cx: &mut Context<'_>, programme: ProgrammeId, open: bool) -> Result<()> {
    cx.authorise_owner(programme)?;
    if programmes::set_open(cx.c, programme, open)? {
        let what = if open { Activity::ProgrammeOpened } else { Activity::ProgrammeClosed };
        cx.note(programme, &what)?;
    }
    Ok(())
}

/// The labels of a topic.
pub type Labels = [SingleLine<120>; 2];

/// Why a topic could not be added.
#[derive(Debug)]
pub enum TopicError {
    /// The database.
    Store(StoreError),
    /// There are [`MAX_TOPICS`] already.
    TooMany,
    /// Another topic has this label already.
    Known,
}

impl From<StoreError> for TopicError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Adds a topic at the end of its element. Its identifier is made of its Dutch label.
///
/// # Errors
/// [`TopicError`].
pub fn add_topic(
    cx: &mut Context<'_>,
    programme: ProgrammeId,
    (element, is_sensitive): (Element, bool),
    [label_nl, label_en]: Labels,
) -> std::result::Result<(), TopicError> {
    cx.authorise(programme)?;
    programmes::lock(cx.c, programme)?;
    let catalogue = programmes::catalogue(cx.c, programme)?;
    if catalogue.topics().len() >= MAX_TOPICS {
        return Err(TopicError::TooMany);
    }
    if catalogue.topics().iter().any(|t| folded(t.label_nl.as_str()) == folded(label_nl.as_str())) {
        return Err(TopicError::Known);
    }
    let id = identifier(&catalogue, label_nl.as_str())?;
    let what = Activity::TopicAdded { topic: label_nl.to_string() };
    let topic = Topic { id, element, label_nl, label_en, is_retired: false, is_sensitive };
    programmes::add_topic(cx.c, programme, &topic)?;
    cx.note(programme, &what)?;
    Ok(())
}

/// An identifier that no topic has yet: the label in plain letters, with a number if need be.
fn identifier(catalogue: &Catalogue, label: &str) -> Result<TopicId> {
    let plain: String = folded(label).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let plain = plain.get(..plain.len().min(50)).unwrap_or_default().trim_matches('-');
    let plain = if plain.is_empty() { "topic" } else { plain };
    let numbered = (2..).map(|n| format!("{plain}-{n}"));
    std::iter::once(plain.to_owned())
        .chain(numbered)
        .filter_map(|text| TopicId::parse(&text).ok())
        .find(|id| catalogue.get(id).is_none())
        .ok_or_else(|| StoreError::Corrupt("no identifier is left".to_owned()))
}

/// Renames a topic, if its labels are still those that were `seen`.
///
/// # Errors
/// [`StoreError::Conflict`] when they are not, and those of the database.
pub fn rename_topic(
    cx: &mut Context<'_>,
    programme: ProgrammeId,
    topic: &TopicId,
    seen: [&str; 2],
    labels: &Labels,
) -> Result<()> {
    cx.authorise(programme)?;
    if seen == labels.each_ref().map(SingleLine::as_str) {
        return Ok(());
    }
    programmes::rename_topic(cx.c, programme, topic, seen, labels.each_ref().map(SingleLine::as_str))?;
    cx.note(programme, &Activity::TopicRenamed { topic: labels[0].to_string() })
}

/// Offers a topic no more, or again. Whoever named it keeps it.
///
/// # Errors
/// Those of the database; a topic that is not there is one.
pub fn retire_topic(cx: &mut Context<'_>, programme: ProgrammeId, topic: &TopicId, retired: bool) -> Result<()> {
    cx.authorise(programme)?;
    if programmes::set_retired(cx.c, programme, topic, retired)? {
        let label = label(cx, programme, topic)?;
        let what =
            if retired { Activity::TopicRetired { topic: label } } else { Activity::TopicReturned { topic: label } };
        cx.note(programme, &what)?;
    }
    Ok(())
}

/// Decides whether a topic is sensitive. What people said about sharing their need for it holds, whatever it is now.
///
/// # Errors
/// Those of the database.
pub fn set_sensitive(cx: &mut Context<'_>, programme: ProgrammeId, topic: &TopicId, sensitive: bool) -> Result<()> {
    cx.authorise(programme)?;
    if programmes::set_sensitive(cx.c, programme, topic, sensitive)? {
        let topic = label(cx, programme, topic)?;
        let what = if sensitive { Activity::TopicMadeSensitive { topic } } else { Activity::TopicMadePlain { topic } };
        cx.note(programme, &what)?;
    }
    Ok(())
}

/// The Dutch label of a topic, for the log.
fn label(cx: &mut Context<'_>, programme: ProgrammeId, topic: &TopicId) -> Result<String> {
    let catalogue = programmes::catalogue(cx.c, programme)?;
    Ok(catalogue.get(topic).map_or_else(|| topic.to_string(), |topic| topic.label_nl.to_string()))
}

/// Gives somebody a role in a programme, and mails them a link to sign in with. False, and nothing is done, where they have a role
/// in it.
///
/// # Errors
/// Those of the database.
pub fn invite(cx: &mut Context<'_>, programme: &Programme, email: &EmailAddress, role: Role) -> Result<bool> {
    cx.authorise_owner(programme.id)?;
    let known = crate::store::programme::coordinators::by_email(cx.c, email)?;
    if let Some(known) = &known
        && crate::store::programme::coordinators::role(cx.c, known.id, programme.id)?.is_some()
    {
        return Ok(false);
    }
    let (coordinator, token) = coordinators::give_role(cx, email, programme.id, role)?;
    let reader = Reader { name: "", email, locale: known.map(|known| known.locale).unwrap_or_default() };
    let message = Message::SignIn { token: token.to_hex(), minutes: None };
    queue(cx, programme.id, &reader, &Queued::new(message, None).about(About::coordinator(coordinator)))?;
    cx.note(programme.id, &Activity::CoordinatorInvited { coordinator })?;
    Ok(true)
}

/// Gives somebody who has a role in a programme another one. Tells whether it did: the last owner stays one.
///
/// # Errors
/// Those of the database.
pub fn set_role(cx: &mut Context<'_>, programme: ProgrammeId, coordinator: CoordinatorId, role: Role) -> Result<bool> {
    cx.authorise_owner(programme)?;
    let done = crate::store::programme::coordinators::set_role(cx.c, coordinator, programme, role)?;
    if done {
        cx.note(programme, &Activity::RoleChanged { coordinator, role })?;
    }
    Ok(done)
}

/// Ends somebody's work for a programme. Tells whether it did: the last owner stays.
///
/// # Errors
/// Those of the database.
pub fn dismiss(cx: &mut Context<'_>, programme: ProgrammeId, coordinator: CoordinatorId) -> Result<bool> {
    cx.authorise_owner(programme)?;
    let done = crate::store::programme::coordinators::dismiss(cx.c, coordinator, programme)?;
    if done {
        cx.note(programme, &Activity::CoordinatorRemoved { coordinator })?;
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_named_after_its_label() {
        let catalogue = Catalogue::default();
        for (label, id) in [
            ("Omgaan met één ouder", "omgaan-met-een-ouder"),
            ("  — ", "topic"),
            ("שלום", "topic"),
            (&"lang woord ".repeat(9), "lang-woord-lang-woord-lang-woord-lang-woord-lang-w"),
        ] {
            assert_eq!(identifier(&catalogue, label).unwrap().as_str(), id);
        }
    }
}
