//! Mails as their readers get them.

use std::path::{Path, PathBuf};

use mail_parser::{MessageParser, MimeHeaders};

/// A mail, as a library that had no part in writing it reads it.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) message_id: String,
    /// The meeting that it has for its reader's calendar.
    pub(crate) calendar: Option<String>,
    /// Its way out, for mail programs.
    unsubscribe: Option<String>,
}

impl Mail {
    pub(crate) fn parse(raw: &[u8]) -> Self {
        let mail = MessageParser::default().parse(raw).unwrap();
        let types: Vec<_> = mail.parts.iter().filter_map(|part| Some(part.headers.first()?.name.as_str())).collect();
        assert!((mail.text_body_count(), mail.html_body_count()) == (1, 1), "a text and an HTML part: {types:?}");
        let is_calendar = |part: &&mail_parser::MessagePart<'_>| {
            part.content_type().is_some_and(|t| t.ctype() == "text" && t.subtype() == Some("calendar"))
        };
        let calendar = mail.parts.iter().find(is_calendar).and_then(|part| part.text_contents());
        Self {
            calendar: calendar.map(str::to_owned),
            to: mail.to().unwrap().first().unwrap().address().unwrap().to_owned(),
            subject: mail.subject().unwrap().to_owned(),
            text: mail.body_text(0).unwrap().into_owned(),
            html: mail.body_html(0).unwrap().into_owned(),
            message_id: mail.message_id().unwrap().to_owned(),
            unsubscribe: mail.header_raw("List-Unsubscribe").map(|url| url.trim().trim_matches(['<', '>']).to_owned()),
        }
    }

    /// The links in its text.
    pub(crate) fn links(&self) -> Vec<String> {
        self.text.split_whitespace().filter(|word| word.starts_with("http")).map(str::to_owned).collect()
    }

    /// The paths of its links, but of the one at the end of every mail, to what is done with data.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.links().iter().filter_map(|link| path(link)).filter(|path| !path.ends_with("/privacy")).collect()
    }

    /// The path of its way out.
    pub(crate) fn way_out(&self) -> Option<String> {
        path(self.unsubscribe.as_ref()?)
    }
}

/// The path of a URL.
fn path(url: &str) -> Option<String> {
    url.splitn(4, '/').nth(3).map(|rest| format!("/{rest}"))
}

/// The mails in a directory, in the order in which they arrived.
pub(crate) fn mails_in(directory: &Path) -> Vec<Mail> {
    let Ok(entries) = std::fs::read_dir(directory) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file() && !file.file_name().unwrap().to_str().unwrap().starts_with('.'));
    files.sort_by_cached_key(|file| (file.metadata().unwrap().modified().unwrap(), file.clone()));
    files.iter().map(|file| Mail::parse(&std::fs::read(file).unwrap())).collect()
}
