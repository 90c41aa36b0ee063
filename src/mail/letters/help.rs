//! The mail to a programme's coordinators when a member of a duo asks for their help.

use serde::{Deserialize, Serialize};

use crate::domain::DuoId;
use crate::locale::Texts;
use crate::mail::{MailBody, MailContext};

/// Who asks for help, in which duo, and what they said that is theirs to share.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpAsked {
    /// The duo: should a member be erased before the mail leaves, it goes with them.
    pub duo: DuoId,
    /// The round's name.
    pub round: String,
    /// Who asks.
    pub name: String,
    /// Their first name.
    pub first_name: String,
    /// Their address.
    pub email: String,
    /// The other of the duo.
    pub other: String,
    /// Whether they ended the duo because they had not met, and ask for somebody else.
    pub wants_another: bool,
    /// What about, if they said.
    #[serde(rename = "asked_about")]
    pub about: Option<String>,
    /// Whether the two met, as the one who asks says.
    pub met: Option<bool>,
    /// The path of the round's page; begins with a slash.
    pub path: String,
}

impl HelpAsked {
    pub(crate) fn letter(&self, texts: Texts, head: &MailContext) -> MailBody {
        let args = &[
            ("name", self.name.as_str()),
            ("first-name", &self.first_name),
            ("other", &self.other),
            ("round", &self.round),
            ("programme", head.programme()),
        ];
        let what = if self.wants_another { "help-asked-another" } else { "help-asked-what" };
        let mut rows = Vec::new();
        if let Some(about) = &self.about {
            rows.push((texts.text("help-asked-about"), about.clone()));
        }
        if let Some(met) = self.met.filter(|_| !self.wants_another) {
            rows.push((
                texts.with("help-asked-met", args),
                texts.text(if met { "check-in-met-yes" } else { "check-in-met-no" }),
            ));
        }
        rows.push((texts.text("detail-name"), self.name.clone()));
        rows.push((texts.text("detail-email"), self.email.clone()));
        let why = texts.with("mail-why-coordinator", args);
        MailBody::new(texts, head, texts.with("help-asked-subject", args), why)
            .paragraph(texts.text("sign-in-hello"))
            .paragraph(texts.with(what, args))
            .details(rows)
            .paragraph(texts.with("help-asked-next", args))
            .button(texts.text("digest-button"), head.page(&self.path))
    }
}
