//! A mail shown before it is sent.

use super::{MailContext, Queued};
use crate::domain::Locale;

/// What a reader would see of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML: show it in a frame without rights.
    pub html: String,
}

/// What the reader of this mail would see, in their language. Links bear its token: before a mail is
/// queued there is none, and any text will do.
///
/// # Errors
/// When the template cannot be written, which for text in memory does not happen.
pub fn preview(mail: &Queued, locale: Locale, head: &MailContext) -> Result<Preview, askama::Error> {
    let letter = mail.letter(locale, head);
    Ok(Preview { subject: letter.subject().to_owned(), text: letter.text(), html: letter.html()? })
}
