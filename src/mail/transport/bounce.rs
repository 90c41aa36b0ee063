//! What a mail server writes about a mail that it could not deliver (RFC 3464).

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use super::send_error::without_addresses;
pub use crate::mail::MailStatus as Status;

/// A mail that was not delivered, or not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The Message-ID of the mail that it is about, without brackets.
    pub message_id: String,
    /// How bad it is: soft or hard.
    pub status: Status,
    /// The server's words, without addresses; the status is in them.
    pub words: String,
}

/// The words that a program gave for a bounce: on one line, without addresses, at most 300 characters.
#[must_use]
pub fn words(text: &str) -> String {
    without_addresses(text)
}

/// Reads a delivery status notification. `None` when it is none, when it tells of no failure and no delay, or does not
/// say which mail it is about. Where it names several recipients, the worst counts: our mails have one.
#[must_use]
pub fn parse(raw: &[u8]) -> Option<Report> {
    let report = MessageParser::default().parse(raw)?;
    let (status, words) = worst(delivery_status(&report)?)?;
    Some(Report { message_id: original(&report)?, status, words })
}

fn is(part: &mail_parser::MessagePart<'_>, kind: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|found| {
        found.ctype().eq_ignore_ascii_case(kind) && found.subtype().is_some_and(|s| s.eq_ignore_ascii_case(subtype))
    })
}

fn delivery_status<'a>(report: &'a Message<'_>) -> Option<&'a str> {
    report.parts.iter().find(|part| is(part, "message", "delivery-status"))?.text_contents()
}

/// The worst of the recipients' statuses, with what was said about it.
fn worst(text: &str) -> Option<(Status, String)> {
    let groups = text.replace("\r\n", "\n");
    let mut found: Option<(Status, String)> = None;
    // The first group is about the message, each of the others about a recipient.
    for group in groups.split("\n\n") {
        let fields = unfolded(group);
        let field = |name: &str| fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str());
        let is_bad =
            field("Action").is_some_and(|a| a.eq_ignore_ascii_case("failed") || a.eq_ignore_ascii_case("delayed"));
        // There may be a comment after the code.
        let status = field("Status").and_then(|s| Status::parse(s.split_whitespace().next()?));
        let Some(status) = status.filter(|s| is_bad && (s.is_hard() || s.is_soft())) else { continue };
        if found.as_ref().is_none_or(|(worst, _)| status.is_hard() && worst.is_soft()) {
            let said = field("Diagnostic-Code").unwrap_or_default().trim_start_matches("smtp;").trim_start();
            let said = match Status::in_words(said) {
                Some(_) => said.to_owned(),
                None => format!("{} {said}", field("Status").unwrap_or_default()),
            };
            found = Some((status, without_addresses(&said)));
        }
    }
    found
}

/// Fields as names and values; a line that begins with a space goes on with the one before.
fn unfolded(group: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in group.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    fields
}

/// The Message-ID of the mail that was not delivered: it, or its headers, come with the report. If they do not, the
/// report answers to it.
fn original(report: &Message<'_>) -> Option<String> {
    for part in &report.parts {
        if let PartType::Message(message) = &part.body {
            if let Some(id) = message.message_id() {
                return Some(id.to_owned());
            }
        } else if is(part, "text", "rfc822-headers")
            && let Some(headers) = MessageParser::default().parse_headers(part.contents())
            && let Some(id) = headers.message_id()
        {
            return Some(id.to_owned());
        }
    }
    report.in_reply_to().as_text().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A report as postfix writes it.
    fn report(action: &str, status: &str, original: &str) -> String {
        format!(
            "From: MAILER-DAEMON@relay.example\r\nTo: tweespan@duo.example\r\nSubject: Undelivered Mail\r\n\
             MIME-Version: 1.0\r\nIn-Reply-To: <answered@tweespan>\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nI could not deliver it.\r\n\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n\
             Final-Recipient: rfc822; noor@b.nl\r\nAction: {action}\r\nStatus: {status}\r\n\
             Diagnostic-Code: smtp; 550 {status} <noor@b.nl>:\r\n no such user\r\n\r\n\
             --b\r\n{original}\r\n--b--\r\n"
        )
    }

    const WHOLE: &str = "Content-Type: message/rfc822\r\n\r\nMessage-ID: <1@tweespan>\r\nSubject: x\r\n\r\nDag\r\n";
    const HEADERS: &str = "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <2@tweespan>\r\nSubject: x\r\n";
    const NOTHING: &str = "Content-Type: text/plain\r\n\r\nnothing\r\n";

    #[test]
    fn a_report_says_which_mail_and_how_bad() {
        for (original, id) in [(WHOLE, "1@tweespan"), (HEADERS, "2@tweespan"), (NOTHING, "answered@tweespan")] {
            let read = parse(report("failed", "5.1.1", original).as_bytes()).unwrap();
            assert_eq!((read.message_id.as_str(), read.status.is_hard()), (id, true));
            assert_eq!(read.words, "550 5.1.1 … no such user");
            // With plain line feeds, as in a file.
            assert_eq!(parse(report("failed", "5.1.1", original).replace("\r\n", "\n").as_bytes()), Some(read));
        }
        // A server's words may have no status of their own.
        let bare = report("failed", "5.1.1", WHOLE).replace("550 5.1.1", "550");
        assert_eq!(parse(bare.as_bytes()).unwrap().words, "5.1.1 550 … no such user");
        assert!(parse(report("delayed", "4.4.1", WHOLE).as_bytes()).unwrap().status.is_soft());
    }

    #[test]
    fn what_is_no_failure_is_no_bounce() {
        for (action, status) in [("delivered", "2.0.0"), ("relayed", "2.1.5"), ("failed", "x"), ("failed", "9.1.1")] {
            assert_eq!(parse(report(action, status, WHOLE).as_bytes()), None, "{action} {status}");
        }
        assert_eq!(parse(b"Subject: I am away\r\n\r\nBack on Monday.\r\n"), None);
        assert_eq!(parse(b""), None);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, text in "[A-Za-z:\\-;/=\"<>@ \r\n]{0,300}") {
            let _ = parse(&bytes);
            let _ = parse(text.as_bytes());
            let _ = parse(report(&text, &text, &text).as_bytes());
        }
    }
}
