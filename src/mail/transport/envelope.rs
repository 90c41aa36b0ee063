//! A letter made ready to send: an RFC 5322 message with its headers.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart};

use crate::domain::EmailAddress;
use crate::mail::calendar::Invite;
use crate::mail::{MailBody, MailContext};

/// What is fixed when a mail is queued, so that every try sends the same one.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// Whom it is for.
    pub to: &'a EmailAddress,
    /// Their name; empty when it is not known.
    pub name: &'a str,
    /// `something@host`, without brackets: letters, digits and `.-_@`.
    pub message_id: &'a str,
    /// When it was written.
    pub date: DateTime<Utc>,
}

/// The last second whose year has four digits; lettre panics beyond.
const LAST_SECOND: u64 = 253_402_300_799;

/// Makes the message: plain text and HTML as alternatives.
///
/// # Errors
/// What is wrong with the envelope, without the address. Such a mail will never be sent; the others are.
pub fn seal(letter: &MailBody, head: &MailContext, envelope: &Envelope<'_>) -> Result<lettre::Message, String> {
    let id = envelope.message_id;
    if id.is_empty() || id.len() > 200 || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_@".contains(&b)) {
        return Err("the message identifier is not one".to_owned());
    }
    let seconds = u64::try_from(envelope.date.timestamp()).ok().filter(|s| *s <= LAST_SECOND);
    let seconds = seconds.ok_or_else(|| "the date is out of reach".to_owned())?;
    let html = letter.html().map_err(|e| format!("the template could not be written: {e}"))?;
    let message = lettre::Message::builder()
        .from(mailbox(head.programme(), head.from())?)
        .reply_to(mailbox(head.programme(), head.contact())?)
        .to(mailbox(envelope.name, envelope.to)?)
        .subject(one_line("subject", letter.subject())?)
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        .message_id(Some(format!("<{id}>")))
        // Tells an absence assistant not to answer (RFC 3834).
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("Content-Language", letter.locale().as_str()));
    let words = MultiPart::alternative_plain_html(letter.text(), html);
    let content = match letter.invite() {
        Some(invite) => with_meeting(words, invite, &invite.file(head, (envelope.to, envelope.name), envelope.date))?,
        None => words,
    };
    way_out(message, letter.unsubscribe_url()).multipart(content).map_err(|e| e.to_string())
}

/// The meeting as one more alternative, which calendars act on, and as a file for programs that know no calendar.
fn with_meeting(words: MultiPart, invite: &Invite, file: &str) -> Result<MultiPart, String> {
    let kind = |text: &str| ContentType::parse(text).map_err(|e| e.to_string());
    let method = invite.calendar.status.method();
    let calendar = kind(&format!("text/calendar; charset=utf-8; method={method}"))?;
    let words = words.singlepart(SinglePart::builder().header(calendar).body(file.to_owned()));
    let attached = Attachment::new(invite.file_name.clone()).body(file.to_owned(), kind("application/ics")?);
    Ok(MultiPart::mixed().multipart(words).singlepart(attached))
}

/// A button in mail programs. One click of it is enough only over TLS (RFC 8058, section 3.1).
fn way_out(message: MessageBuilder, url: Option<&str>) -> MessageBuilder {
    let Some(url) = url else { return message };
    let message = message.raw_header(header("List-Unsubscribe", &format!("<{url}>")));
    if url.starts_with("https://") {
        message.raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    } else {
        message
    }
}

fn mailbox(name: &str, address: &EmailAddress) -> Result<Mailbox, String> {
    let address = address.as_str().parse().map_err(|_| "the address cannot be written in a header".to_owned())?;
    let name = one_line("name", name)?;
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

/// lettre panics on a line break in a name. Names are parsed long before, but a panic would stop the mails of others.
fn one_line(what: &str, text: &str) -> Result<String, String> {
    if text.chars().any(char::is_control) {
        return Err(format!("the {what} has a line break or another control character"));
    }
    Ok(text.to_owned())
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
