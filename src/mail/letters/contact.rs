//! The mail that gives both members of a confirmed duo each other's address.

use serde::{Deserialize, Serialize};

use super::conversation_starters;
use super::duo::to_calendars;
use crate::domain::{Element, Profile};
use crate::locale::Texts;
use crate::mail::{Calendar, MailBody, MailContext, Together, mailto};

/// A confirmed duo, as told to one of its members.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactDetails {
    /// The reader's first name.
    pub first_name: String,
    /// The other member.
    pub other: Contact,
    /// What else the two have in common.
    pub together: Together,
    /// The element of what they share most, as far as both may know.
    pub element: Option<Element>,
    /// Their first talk, where a moment was proposed.
    #[serde(default)]
    pub meeting: Option<Calendar>,
    /// The token of the duo's page.
    #[serde(default)]
    pub duo: Option<String>,
}

/// How to reach somebody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `Profile`")]
pub struct Contact {
    pub first_name: String,
    pub name: String,
    pub role: String,
    pub organisation: String,
    pub email: String,
}

impl Contact {
    /// How to reach this professional.
    #[must_use]
    pub fn of(profile: &Profile) -> Self {
        Self {
            first_name: profile.first_name().to_owned(),
            name: profile.name().to_owned(),
            role: profile.role().to_owned(),
            organisation: profile.organisation().to_owned(),
            email: profile.email().to_string(),
        }
    }
}

impl ContactDetails {
    pub(crate) fn letter(&self, texts: Texts, head: &MailContext) -> MailBody {
        let other = &self.other;
        let args = &[("name", other.name.as_str()), ("first-name", &other.first_name), ("programme", head.programme())];
        let letter =
            MailBody::new(texts, head, texts.with("contact-subject", args), texts.with("mail-why-member", args))
                .paragraph(texts.with("mail-greeting", &[("name", &self.first_name)]))
                .paragraph(texts.with("contact-what", args))
                .details(vec![
                    (texts.text("detail-name"), other.name.clone()),
                    (texts.text("detail-role"), other.role.clone()),
                    (texts.text("detail-organisation"), other.organisation.clone()),
                    (texts.text("detail-email"), other.email.clone()),
                ]);
        let letter = match &self.meeting {
            Some(meeting) => {
                let letter = letter
                    .heading(texts.text("contact-meeting"))
                    .details(meeting.details(texts))
                    .meeting(meeting.invite(texts, &other.first_name))
                    .paragraph(texts.text("meeting-file"));
                to_calendars(letter, texts, meeting, &other.first_name).paragraph(texts.text("meeting-else"))
            }
            None => letter.paragraph(texts.text("contact-ask")),
        };
        let next = if self.meeting.is_some() { texts.text("meeting-button") } else { texts.text("contact-button") };
        let letter = match &self.duo {
            Some(token) => letter
                .button(next, head.link("/duo", token))
                .link(texts.with("contact-mail", args), mailto(&other.email)),
            // As it was queued before a mail of this kind led there.
            None => letter.button(texts.with("contact-mail", args), mailto(&other.email)),
        };
        let moments = self.together.moments(texts);
        let letter = if moments.is_empty() || self.meeting.is_some() {
            letter
        } else {
            letter.heading(texts.text("contact-when")).list(moments)
        };
        letter
            .heading(texts.text("contact-openers"))
            .list(conversation_starters::choose(texts, self.element, &self.first_name, &other.first_name))
            .paragraph(texts.text("contact-agreement"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_add_fields_to_the_mail() {
        assert_eq!(mailto("a+b.c@d.nl"), "mailto:a+b.c@d.nl");
        assert_eq!(mailto("a?bcc=x&y%é@d.nl"), "mailto:a%3Fbcc%3Dx%26y%25%C3%A9@d.nl");
    }
}
