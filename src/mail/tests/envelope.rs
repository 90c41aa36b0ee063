//! The headers, and what a mail is made of.

use mail_parser::{MessageParser, MimeHeaders};

use super::*;

#[test]
fn headers_say_who_what_and_that_no_answer_of_a_machine_is_wanted() {
    for sample in samples::all("Zoë", "Daan") {
        let (name, message) = (sample.name, sample.message);
        let bytes = sealed(&message, Locale::Nl, "Zoë Yılmaz", "17.x_y@duo.example").formatted();
        let mail = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(mail.subject(), Some(message.letter(Locale::Nl, &head()).subject()), "{name}");
        assert_eq!(mail.message_id(), Some("17.x_y@duo.example"), "{name}");
        assert_eq!(mail.date().unwrap().to_timestamp(), written_on().timestamp(), "{name}");
        let from = mail.from().unwrap().first().unwrap();
        let programme = Some("Vakmanschap in de jeugdhulp");
        assert_eq!((from.name(), from.address()), (programme, Some("tweespan@voorbeeld.example")), "{name}");
        let reply_to = mail.reply_to().unwrap().first().unwrap();
        assert_eq!(reply_to.address(), Some("marije@voorbeeld.example"), "{name}");
        assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"), "{name}");
        assert_eq!(mail.header_raw("Content-Language").map(str::trim), Some("nl"), "{name}");
        assert_eq!(mail.header_raw("List-Unsubscribe").is_some(), !message.is_direct_answer(), "{name}");
    }
}

#[test]
fn a_bad_envelope_is_an_error_and_not_a_panic() {
    let letter = Message::SignIn { token: samples::TOKEN.into(), minutes: None }.letter(Locale::Nl, &head());
    let to = address("a@b.nl");
    let good = Envelope { to: &to, name: "A", message_id: "1@b.nl", date: written_on() };
    assert!(seal(&letter, &head(), &good).is_ok());
    let bad = [
        Envelope { name: "A\r\nBcc: c@d.nl", ..good },
        Envelope { message_id: "1@b.nl>\r\nX: y", ..good },
        Envelope { message_id: "", ..good },
        Envelope { date: DateTime::<Utc>::MAX_UTC, ..good },
        Envelope { date: DateTime::<Utc>::MIN_UTC, ..good },
    ];
    for envelope in bad {
        assert!(seal(&letter, &head(), &envelope).is_err(), "{envelope:?}");
    }
}

#[test]
fn a_mail_that_answers_nothing_has_a_way_out_and_one_click_of_it_needs_tls() {
    let queued = |name, token: Option<&str>| Queued::new(sample(name), token.map(str::to_owned));
    let headers = |queued: &Queued, base: &str| {
        let head = MailContext::new(base, ("Vakmanschap", "jeugd"), address("t@duo.example"), address("m@duo.example"));
        let to = address("a@b.nl");
        let envelope = Envelope { to: &to, name: "A", message_id: "1@b.nl", date: written_on() };
        let bytes = seal(&queued.letter(Locale::Nl, &head), &head, &envelope).unwrap().formatted();
        let mail = MessageParser::default().parse(&bytes).unwrap();
        ["List-Unsubscribe", "List-Unsubscribe-Post"].map(|h| mail.header_raw(h).map(|v| v.trim().to_owned()))
    };
    let link = |base: &str| Some(format!("<{base}/unsubscribe/{}>", samples::TOKEN));
    let reminder = queued("reminder", Some(samples::TOKEN));
    let post = Some("List-Unsubscribe=One-Click".to_owned());
    assert_eq!(headers(&reminder, "https://duo.example"), [link("https://duo.example"), post]);
    assert_eq!(headers(&reminder, "http://duo.example"), [link("http://duo.example"), None]);
    assert_eq!(headers(&queued("sign_in", None), "https://duo.example"), [None, None]);
    // As it waits in the queue, also from before there was a way out.
    let json = serde_json::to_string(&reminder).unwrap();
    assert_eq!(serde_json::from_str::<Queued>(&json).unwrap(), reminder);
    assert!(!format!("{reminder:?}").contains("5e1f"));
    let old = serde_json::to_string(&reminder.first.message).unwrap();
    assert_eq!(serde_json::from_str::<Queued>(&old).unwrap(), queued("reminder", None));
}

#[test]
fn mails_without_a_way_out_answer_what_somebody_did_call_for_help_or_say_goodbye() {
    let direct: Vec<&str> = samples::all("a", "b")
        .into_iter()
        .filter(|sample| sample.message.is_direct_answer())
        .map(|sample| sample.name)
        .collect();
    let expected = [
        "verify_address",
        "already_known",
        "profile_link",
        "sign_in",
        "sign_in-invited",
        "key_ends",
        "coordinator_ends",
        "export_ready",
        "removed-coordinator",
        "removed-inactive",
        "fresh_links",
        "fresh_links-reported",
        "duo_ended-by_you",
        "help_asked",
        "help_asked-another",
    ];
    assert_eq!(direct, expected);
}

#[test]
fn a_meeting_comes_as_an_alternative_for_calendars_and_as_a_file() {
    for (name, method) in
        [("meeting", "REQUEST"), ("meeting-cancelled", "CANCEL"), ("contact_details-meeting", "REQUEST")]
    {
        let bytes = sealed(&sample(name), Locale::En, "Zoë Yılmaz", "1@duo.example").formatted();
        let mail = MessageParser::default().parse(&bytes).unwrap();
        // Whoever reads words finds the same two as in any mail.
        assert_eq!((mail.text_body_count(), mail.html_body_count()), (1, 1), "{name}");
        let part = |wanted: &str| {
            let is = |p: &&mail_parser::MessagePart<'_>| {
                p.content_type().is_some_and(|t| format!("{}/{}", t.ctype(), t.subtype().unwrap_or("")) == wanted)
            };
            mail.parts.iter().find(is).unwrap_or_else(|| panic!("{name}: no {wanted}"))
        };
        let calendar = part("text/calendar");
        let kind = calendar.content_type().unwrap();
        assert_eq!(kind.attribute("method"), Some(method));
        let file = part("application/ics");
        assert_eq!(file.content_disposition().unwrap().attribute("filename"), Some("meeting.ics"));
        assert_eq!(std::str::from_utf8(file.contents()).unwrap(), calendar.text_contents().unwrap());
    }
}
