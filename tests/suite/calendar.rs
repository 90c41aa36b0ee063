//! Meetings in the calendars of others: what we send, read by a library that had no part in writing it.

use std::io::Write;
use std::process::{Command, Stdio};

use chrono::{NaiveDate, NaiveDateTime};
use mail_parser::{MessageParser, MimeHeaders};
use proptest::prelude::*;
use serde_json::{Value, json};
use tweespan::domain::Locale;
use tweespan::mail::calendar::{CancelledBy, Status};
use tweespan::mail::letters::samples::Sample;
use tweespan::mail::{Calendar, Message};

use crate::letters::{sealed_to, written_on};

fn on(month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

fn talk(sequence: u32, start: NaiveDateTime, status: Status) -> Calendar {
    let place = "De Schakel; kamer 2, 1e verdieping\\achter".to_owned();
    Calendar { uid: "1b9f@duo.example".to_owned(), sequence, start, minutes: 90, place, status }
}

/// The calendar file in the mail about a meeting with `other`.
fn file(other: &str, calendar: Calendar) -> String {
    file_for("Zoë Yılmaz", other, calendar)
}

/// The same for a professional with this name.
fn file_for(name: &str, other: &str, calendar: Calendar) -> String {
    let cancelled_by = CancelledBy::default();
    let (first_name, other) = ("Zoë".to_owned(), other.to_owned());
    let message = Message::Meeting { first_name, other, calendar, cancelled_by, duo: None };
    let mail = sealed_to(name, &Sample { name: "meeting", message, more: Vec::new() }, Locale::Nl, written_on());
    let mail = MessageParser::default().parse(&mail).unwrap();
    let is_calendar = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type().is_some_and(|t| t.ctype() == "text" && t.subtype() == Some("calendar"))
    };
    mail.parts.iter().find(is_calendar).unwrap().text_contents().unwrap().to_owned()
}

/// What python3-icalendar makes of it.
pub(crate) fn read(file: &str) -> Value {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/read_calendar.py");
    let mut child = Command::new("/usr/bin/python3")
        .arg(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(file.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e} (is python3-icalendar there?)\n{error}\n{file}"))
}

#[test]
#[ignore = "needs icalendar for Python: run tests/run"]
fn a_meeting_is_what_it_says() {
    let read = read(&file("Daan", talk(0, on(3, 2, 10, 0), Status::Requested)));
    assert_eq!(
        read,
        json!({
            "version": "2.0",
            "prodid": "-//Tweespan//Tweespan//EN",
            "method": "REQUEST",
            "uid": "1b9f@duo.example",
            "sequence": 0,
            "stamp": "2026-11-23T09:30:00+00:00",
            // Winter: Amsterdam is an hour ahead.
            "start": "2027-03-02T09:00:00+00:00",
            "end": "2027-03-02T10:30:00+00:00",
            "summary": "Gesprek met Daan",
            "location": "De Schakel; kamer 2, 1e verdieping\\achter",
            "status": "CONFIRMED",
            "organizer": {
                "address": "mailto:marije@voorbeeld.example",
                "cn": "Vakmanschap in de jeugdhulp",
                "sent-by": "mailto:tweespan@voorbeeld.example",
            },
            "attendee": {
                "address": "mailto:zoe.yilmaz@voorbeeld.example",
                "cn": "Zoë Yılmaz",
                "partstat": "NEEDS-ACTION",
                "rsvp": "FALSE",
            },
        })
    );
}

#[test]
#[ignore = "needs icalendar for Python: run tests/run"]
fn a_change_and_an_end_are_of_the_same_meeting() {
    let first = read(&file("Daan", talk(0, on(3, 2, 10, 0), Status::Requested)));
    // After the clock went forward.
    let moved = read(&file("Daan", talk(1, on(4, 6, 10, 0), Status::Requested)));
    let off = read(&file("Daan", talk(2, on(4, 6, 10, 0), Status::Cancelled)));
    for (one, sequence) in [(&first, 0), (&moved, 1), (&off, 2)] {
        assert_eq!((&one["uid"], &one["sequence"]), (&first["uid"], &json!(sequence)));
        assert_eq!(one["organizer"], first["organizer"]);
    }
    assert_eq!((&moved["method"], &moved["start"]), (&json!("REQUEST"), &json!("2027-04-06T08:00:00+00:00")));
    assert_eq!((&off["method"], &off["status"]), (&json!("CANCEL"), &json!("CANCELLED")));
}

/// What a calendar on the web reads in the query of a link.
pub(crate) fn query(url: &str) -> std::collections::BTreeMap<String, String> {
    reqwest::Url::parse(url).unwrap().query_pairs().into_owned().collect()
}

#[test]
fn links_to_calendars_on_the_web_say_the_same_as_the_file() {
    let texts = tweespan::locale::Texts::of(Locale::Nl);
    for (start, utc) in
        [(on(3, 2, 10, 0), "20270302T090000Z/20270302T103000Z"), (on(7, 2, 10, 0), "20270702T080000Z/20270702T093000Z")]
    {
        let talk = Calendar {
            place: "Café ‘t Hoekje; 50% & meer+, kamer #2?".to_owned(),
            ..talk(0, start, Status::Requested)
        };
        let (google, outlook) = (talk.google_url(texts, "Zoë & co"), talk.outlook_url(texts, "Zoë & co"));
        for url in [&google, &outlook] {
            assert!(url.is_ascii() && !url.contains([' ', '+', '"', '<']) && !url.contains("%40"), "{url}");
        }
        let said = query(&google);
        assert!(google.starts_with("https://calendar.google.com/calendar/render?action=TEMPLATE&"), "{google}");
        assert_eq!((said["text"].as_str(), said["dates"].as_str()), ("Gesprek met Zoë & co", utc));
        assert_eq!(said["location"], talk.place);
        let said = query(&outlook);
        assert!(outlook.starts_with("https://outlook.office.com/calendar/"), "{outlook}");
        let file = read(&file("Zoë & co", talk.clone()));
        for (field, name) in [("start", "startdt"), ("end", "enddt")] {
            assert_eq!(file[field].as_str().unwrap().replace("+00:00", "Z"), said[name]);
        }
        assert_eq!((said["subject"].as_str(), &said["location"]), ("Gesprek met Zoë & co", &talk.place));
    }
}

#[test]
#[ignore = "needs icalendar for Python: run tests/run"]
fn a_meeting_without_a_place_has_none() {
    let talk = Calendar { place: String::new(), ..talk(0, on(3, 2, 10, 0), Status::Requested) };
    let file = file("Daan", talk);
    assert!(!file.contains("LOCATION"));
    assert_eq!(read(&file)["location"], "");
}

#[test]
#[ignore = "needs icalendar for Python: run tests/run"]
fn a_name_cannot_leave_its_place_in_the_file() {
    let name = "Wout: \"x\";RSVP=TRUE:mailto:a@b.nl, O’Neill";
    let read = read(&file_for(name, "Daan", talk(0, on(3, 2, 10, 0), Status::Requested)));
    let guest = &read["attendee"];
    // A parameter has no way to write a double quote.
    assert_eq!(guest["cn"], name.replace('"', "'"));
    assert_eq!((&guest["address"], &guest["rsvp"]), (&json!("mailto:zoe.yilmaz@voorbeeld.example"), &json!("FALSE")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever people write, it is read as they wrote it. Lines should have at most 75 bytes (RFC 5545, section 3.1);
    /// the crate that writes them counts the last of a folded line without its leading space.
    #[test]
    #[ignore = "needs icalendar for Python: run tests/run"]
    fn any_words_survive(other in "[^\\pC\\\\]{1,80}", place in "[^\\pC\\\\]{0,300}") {
        // No backslashes: this reader takes one that is followed by an n for a line break, though it is escaped.
        let calendar = Calendar { place: place.clone(), ..talk(0, on(3, 2, 10, 0), Status::Requested) };
        let file = file(&other, calendar);
        for line in file.split("\r\n") {
            prop_assert!(line.len() <= 76 && !line.contains(['\r', '\n']), "{}", line);
        }
        let read = read(&file);
        prop_assert_eq!(&read["location"], &json!(place));
        prop_assert_eq!(&read["summary"], &json!(format!("Gesprek met {other}")));
    }
}
