//! A directory as a mailbox: each mail a file, named by its date and its identifier, whole or not there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::message::header::{Date, MessageId};
use mail_parser::MessageParser;

/// The most mails that are listed.
const MOST: usize = 500;

/// A mail in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file's name, for [`open`].
    pub name: String,
    /// The subject.
    pub subject: String,
    /// The address it went to.
    pub to: String,
    /// When it was written.
    pub date: Option<DateTime<Utc>>,
}

/// A mail as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// What the list says of it.
    pub entry: Entry,
    /// The plain text.
    pub text: String,
    /// The HTML: show it in a frame without rights.
    pub html: String,
}

/// The newest 500 mails, the one that arrived last first. A directory that is not there has none.
///
/// # Errors
/// When the directory cannot be read. A file that is not a mail is left out.
pub fn list(directory: &Path) -> io::Result<Vec<Entry>> {
    let files = match fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        files => files?,
    };
    let mut arrived = Vec::new();
    for file in files {
        let file = file?;
        let Some(name) = file.file_name().into_string().ok().filter(|name| is_name(name)) else { continue };
        let Ok(at) = file.metadata().and_then(|known| known.modified()) else { continue };
        arrived.push((at, name));
    }
    arrived.sort_unstable_by(|a, b| b.cmp(a));
    arrived.truncate(MOST);
    let mails = arrived.iter().filter_map(|(_, name)| open(directory, name).ok().flatten());
    Ok(mails.map(|mail| mail.entry).collect())
}

/// The mail in the file `name`; `None` when there is none, or when the name is not one of a mail here.
///
/// # Errors
/// When the file cannot be read.
pub fn open(directory: &Path, name: &str) -> io::Result<Option<Mail>> {
    if !is_name(name) {
        return Ok(None);
    }
    let bytes = match fs::read(directory.join(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        bytes => bytes?,
    };
    Ok(MessageParser::default().parse(&bytes).map(|mail| Mail {
        entry: Entry {
            name: name.to_owned(),
            subject: mail.subject().unwrap_or_default().to_owned(),
            to: mail.to().and_then(|to| to.first()?.address().map(str::to_owned)).unwrap_or_default(),
            date: mail.date().and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0)),
        },
        text: mail.body_text(0).unwrap_or_default().into_owned(),
        html: mail.body_html(0).unwrap_or_default().into_owned(),
    }))
}

/// Writes a mail. The same mail again is the same file.
pub(crate) fn put(directory: &Path, message: &lettre::Message) -> io::Result<()> {
    create_private(directory)?;
    let name = name_of(message);
    // A name of its own, so that two writers of the same mail do not write into each other's file.
    let unfinished = directory.join(format!(".{name}.{:016x}", rand::random::<u64>()));
    let written = private_file(&unfinished)
        .and_then(|mut file| file.write_all(&message.formatted()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&unfinished, directory.join(name)));
    if written.is_err() {
        // Best effort: what matters is the error above, and an unfinished file is never listed.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// A new file for its owner only, whatever directory it is in.
fn private_file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Links in mails are keys: the directory is for its owner only.
fn create_private(directory: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}

/// The date, so that names sort by it, and the Message-ID.
fn name_of(message: &lettre::Message) -> String {
    let date = message.headers().get::<Date>().map_or(SystemTime::UNIX_EPOCH, SystemTime::from);
    let id = message.headers().get::<MessageId>().map(|id| id.as_ref().to_owned()).unwrap_or_default();
    let id: String =
        id.chars().filter(|c| !matches!(c, '<' | '>')).map(|c| if is_plain(c) { c } else { '_' }).collect();
    format!("{}-{id}.eml", DateTime::<Utc>::from(date).format("%Y%m%dT%H%M%SZ"))
}

/// Whether `name` is one that [`name_of`] makes: it cannot lead out of the directory.
fn is_name(name: &str) -> bool {
    name.strip_suffix(".eml")
        .is_some_and(|stem| !stem.starts_with('.') && stem.len() <= 200 && stem.chars().all(is_plain))
}

const fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}
