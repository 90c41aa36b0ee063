//! What the letters say, judged by an independent reader of mail.

use mail_parser::MessageParser;

use super::*;

#[test]
fn every_message_has_text_and_html_with_its_link_in_both_languages() {
    for (message, link) in every_message("Zoë", "Daan") {
        for &locale in Locale::ALL {
            let bytes = sealed(&message, locale, "Zoë Yılmaz", "1.a@duo.example").formatted();
            let kind = message.kind();
            for line in bytes.split(|b| *b == b'\n') {
                assert!(line.len() <= 998, "{kind}: a line of {} bytes", line.len());
            }
            let mail = MessageParser::default().parse(&bytes).unwrap();
            assert_eq!((mail.text_body_count(), mail.html_body_count()), (1, 1), "{kind}");
            let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
            assert!(text.lines().any(|line| line.trim_end() == link), "{kind}: the link is on a line of its own");
            assert!(html.contains(&format!("href=\"{link}\"")), "{kind}");
            assert!(html.contains(&format!("<html lang=\"{locale}\">")), "{kind}");
            assert!(!html.contains("<img") && !html.contains("<script"), "{kind}");
            assert_eq!(html.matches("href=").count(), 1, "{kind}: no other links");
            assert!(!text.contains('{') && !text.contains("  \n"), "{kind}: {text}");
            for line in text.lines() {
                assert!(line.chars().count() <= 78 || line.trim_end() == link, "{kind}: {line}");
            }
        }
    }
}

#[test]
fn headers_say_who_what_and_that_no_answer_of_a_machine_is_wanted() {
    let (message, _) = every_message("Zoë", "Daan").remove(4);
    let bytes = sealed(&message, Locale::Nl, "Zoë Yılmaz", "17.x_y@duo.example").formatted();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(mail.subject(), Some("Maak kennis met Daan, praktijkbegeleider"));
    assert_eq!(mail.message_id(), Some("17.x_y@duo.example"));
    assert_eq!(mail.date().unwrap().to_timestamp(), written_on().timestamp());
    let from = mail.from().unwrap().first().unwrap();
    assert_eq!(
        (from.name(), from.address()),
        (Some("Vakmanschap in de jeugdhulp"), Some("tweespan@voorbeeld.example"))
    );
    assert_eq!(mail.reply_to().unwrap().first().unwrap().address(), Some("marije@voorbeeld.example"));
    assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
    assert_eq!(mail.header_raw("Content-Language").map(str::trim), Some("nl"));
}

#[test]
fn names_of_every_kind_survive() {
    for name in ["Zoë Yılmaz", "Ayşe 🌱", "שָׁלוֹם כהן", "محمد", "Wouter \"Wout\" O’Neill; <a@b.nl>, x", &"é".repeat(100)]
    {
        for (message, _) in every_message(name, name) {
            let bytes = sealed(&message, Locale::Nl, name, "1@duo.example").formatted();
            let mail = MessageParser::default().parse(&bytes).unwrap();
            let to = mail.to().unwrap().first().unwrap();
            assert_eq!((to.name(), to.address()), (Some(name), Some("zoe.yilmaz@voorbeeld.example")));
            if !matches!(message, Message::SignIn { .. }) {
                let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                let text = words(&mail.body_text(0).unwrap());
                assert!(text.contains(name), "{}: {text}", message.kind());
            }
        }
    }
}

#[test]
fn html_in_a_name_is_text() {
    let name = "<script>alert('x')</script>";
    for (message, _) in every_message(name, name) {
        let html = message.letter(Locale::En, &head()).html().unwrap();
        assert!(!html.contains("<script"), "{}", message.kind());
    }
}

#[test]
fn a_bad_envelope_is_an_error_and_not_a_panic() {
    let letter = Message::SignIn { token: TOKEN.into() }.letter(Locale::Nl, &head());
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
fn a_message_waits_as_json_and_tells_its_token_to_no_log() {
    for (message, _) in every_message("Zoë", "Daan") {
        let json = serde_json::to_string(&message).unwrap();
        assert!(json.starts_with(&format!("{{\"kind\":\"{}\"", message.kind())), "{json}");
        assert_eq!(serde_json::from_str::<Message>(&json).unwrap(), message);
        assert!(!format!("{message:?}").contains("5e1f"));
    }
}

#[test]
fn both_members_read_the_same_openers() {
    for &locale in Locale::ALL {
        let texts = crate::locale::Texts::of(locale);
        for element in Element::ALL.iter().copied().map(Some).chain([None]) {
            let chosen = openers::choose(texts, element, "Zoë", "Daan");
            assert_eq!(chosen, openers::choose(texts, element, "Daan", "Zoë"));
            assert_eq!(chosen.iter().collect::<std::collections::HashSet<_>>().len(), 3);
        }
    }
}

#[test]
fn where_both_learn_nobody_is_the_guide() {
    for (locale, words) in [(Locale::Nl, ["gids", "leren jij en Daan allebei"]), (Locale::En, ["guide", "both learn"])]
    {
        let text = both_learn("Zoë", "Daan").letter(locale, &head()).text();
        assert!(!text.contains(words[0]) && text.contains(words[1]), "{text}");
        // What each can learn from the other.
        let topics = [["Reflectie", "Feedback geven"], ["Reflection", "Giving feedback"]];
        let [theirs, own] = topics[usize::from(locale == Locale::En)];
        assert!(text.contains(theirs) && text.contains(own), "{text}");
    }
}

#[test]
fn an_introduction_that_was_queued_before_there_were_kinds_is_read() {
    let message = introduction(Side::Guide, "Zoë", "Daan");
    let old = serde_json::to_string(&message).unwrap().replace(r#""both_learn":false,"#, "");
    assert!(!old.contains("both_learn"));
    assert_eq!(serde_json::from_str::<Message>(&old).unwrap(), message);
}
