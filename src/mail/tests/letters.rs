//! What the letters say, judged by an independent reader of mail.

use mail_parser::MessageParser;

use crate::mail::calendar::Status;

use super::*;

fn everything(first_name: &str, other: &str) -> Vec<Message> {
    samples::all(first_name, other).into_iter().map(|sample| sample.message).collect()
}

#[test]
fn every_message_has_text_and_html_with_its_link_in_both_languages() {
    for message in everything("Zoë", "Daan") {
        for &locale in Locale::ALL {
            let bytes = sealed(&message, locale, "Zoë Yılmaz", "1.a@duo.example").formatted();
            let kind = message.kind();
            let link = link(&message);
            for line in bytes.split(|b| *b == b'\n') {
                assert!(line.len() <= 998, "{kind}: a line of {} bytes", line.len());
            }
            let mail = MessageParser::default().parse(&bytes).unwrap();
            let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
            let own_line = |line: &str| link.as_deref() == Some(line.trim_end());
            assert_eq!(text.lines().any(own_line), link.is_some(), "{kind}: the link is on a line of its own");
            assert!(link.iter().all(|link| html.contains(&format!("href=\"{link}\""))), "{kind}");
            assert!(html.contains(&format!("<html lang=\"{locale}\">")), "{kind}");
            assert!(!html.contains("<img") && !html.contains("<script") && !html.contains("url("), "{kind}");
            // No other host, but the calendars in which whoever presses puts a meeting.
            let calendars = ["s://calendar.google.com/calendar/render?", "s://outlook.office.com/calendar/0/"];
            let offers = matches!(&message, Message::Meeting { calendar, .. } if calendar.status == Status::Requested)
                || matches!(&message, Message::ContactDetails(details) if details.meeting.is_some());
            for elsewhere in [&text, &html].into_iter().flat_map(|part| part.split("http").skip(1)) {
                let calendar = offers && calendars.iter().any(|calendar| elsewhere.starts_with(calendar));
                assert!(elsewhere.starts_with("s://duo.example/") || calendar, "{kind}: another host: {elsewhere}");
            }
            let others = match &message {
                Message::FreshLinks(links) => links.duos.len() + links.rounds.len(),
                _ => 0,
            };
            assert_eq!(
                html.matches("<p style=\"margin: 24px 0;\"><a href=").count(),
                usize::from(link.is_some()) + others,
                "{kind}"
            );
            assert!(!text.contains('{') && !text.contains("  \n"), "{kind}: {text}");
            for line in text.lines() {
                let is_link = line.starts_with("https://") && !line.contains(' ');
                assert!(line.chars().count() <= 78 || is_link, "{kind}: {line}");
            }
        }
    }
}

/// Mails about a duo that no page of a duo goes with.
const WITHOUT_A_DUO_PAGE: [(&str, &str); 17] = [
    ("lapsed-several", "several are over, and what comes next is on one's own page"),
    ("several", "all that it tells of is over, and what comes next is on one's own page"),
    ("help_asked", "its reader is the contact person, who is in no duo"),
    ("help_asked-another", "its reader is the contact person, who is in no duo"),
    ("ask_again", "it asks whether somebody else is wanted"),
    ("no_duo-late", "there is no duo"),
    ("no_duo-stands_elsewhere", "there is no duo in this round"),
    ("fresh_links-reported", "its reader is in no duo"),
    ("no_duo-nobody", "there is no duo"),
    ("no_duo-taken", "there is no duo"),
    ("no_duo-little_to_learn", "there is no duo"),
    ("no_duo-not_needed", "there is no duo"),
    ("no_duo-in_neither_group", "there is no duo"),
    ("no_duo-regrouped", "there is none any more, and what comes next is on one's own page"),
    ("duo_ended-left", "whoever left is gone with all their duos"),
    ("duo_ended-removed", "whoever was removed is gone with all their duos"),
    ("meeting-cancelled-removed", "whoever was removed is gone with all their duos"),
];

/// Mails that are about no duo.
const ABOUT_NO_DUO: [&str; 12] = [
    "verify_address",
    "already_known",
    "invitation",
    "profile_link",
    "sign_in",
    "key_ends",
    "coordinator_ends",
    "opt_in",
    "digest",
    "export_ready",
    "still_there",
    "removed",
];

#[test]
fn every_mail_about_a_duo_leads_to_its_page() {
    let mut otherwise = Vec::new();
    for sample in samples::all("Zoë", "Daan") {
        let (name, kind) = (sample.name, sample.message.kind());
        let exempt = ABOUT_NO_DUO.contains(&kind) || WITHOUT_A_DUO_PAGE.iter().any(|(other, _)| *other == name);
        for &locale in Locale::ALL {
            let letter = sample.message.letter(locale, &head());
            let page = format!("https://duo.example/duo/{}", samples::TOKEN);
            let leads = letter.text().lines().any(|line| line.starts_with(&page));
            otherwise.extend((leads == exempt).then_some(name));
            assert_eq!(letter.html().unwrap().contains(&format!("href=\"{page}")), leads, "{name}");
        }
    }
    assert!(otherwise.is_empty(), "{otherwise:?}");
}

/// Its own words for each kind, in the source.
#[test]
fn every_kind_has_a_sample() {
    let source = include_str!("../message.rs");
    let kinds: Vec<&str> =
        source.lines().filter_map(|l| l.trim().strip_prefix("Self::")?.split("=> \"").nth(1)).collect();
    assert!(kinds.len() > 18, "{kinds:?}");
    for kind in kinds.iter().map(|kind| kind.trim_end_matches("\",")) {
        assert!(everything("a", "b").iter().any(|message| message.kind() == kind), "{kind}");
    }
}

#[test]
fn names_of_every_kind_survive() {
    for name in ["Zoë Yılmaz", "Ayşe 🌱", "שָׁלוֹם כהן", "محمد", "Wouter \"Wout\" O’Neill; <a@b.nl>, x", &"é".repeat(100)]
    {
        for message in everything(name, name) {
            let bytes = sealed(&message, Locale::Nl, name, "1@duo.example").formatted();
            let mail = MessageParser::default().parse(&bytes).unwrap();
            let to = mail.to().unwrap().first().unwrap();
            assert_eq!((to.name(), to.address()), (Some(name), Some("zoe.yilmaz@voorbeeld.example")));
            if !matches!(
                message,
                Message::VerifyAddress { .. }
                    | Message::SignIn { .. }
                    | Message::KeyEnds { .. }
                    | Message::CoordinatorEnds { .. }
                    | Message::Digest(_)
            ) {
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
    for message in everything(name, name) {
        let html = message.letter(Locale::En, &head()).html().unwrap();
        assert!(!html.contains("<script"), "{}", message.kind());
    }
}

#[test]
fn a_message_waits_as_json_and_tells_its_token_to_no_log() {
    for message in everything("Zoë", "Daan") {
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
            let chosen = conversation_starters::choose(texts, element, "Zoë", "Daan");
            assert_eq!(chosen, conversation_starters::choose(texts, element, "Daan", "Zoë"));
            assert_eq!(chosen.iter().collect::<std::collections::HashSet<_>>().len(), 3);
        }
    }
}

#[test]
fn where_both_learn_nobody_is_the_guide() {
    for (locale, words) in [(Locale::Nl, ["gids", "leren jij en Daan allebei"]), (Locale::En, ["guide", "both learn"])]
    {
        let text = sample("introduction-both").letter(locale, &head()).text();
        assert!(!text.contains(words[0]) && text.contains(words[1]), "{text}");
        // What each can learn from the other.
        let topics = [["Reflectie", "Feedback geven"], ["Reflection", "Giving feedback"]];
        let [theirs, own] = topics[usize::from(locale == Locale::En)];
        assert!(text.contains(theirs) && text.contains(own), "{text}");
    }
}

#[test]
fn an_introduction_that_was_queued_before_there_were_kinds_is_read() {
    let message = sample("introduction-guide");
    let new = serde_json::to_string(&message).unwrap();
    let old = new.replace(r#""both_learn":false,"instead_of":null,"#, "");
    assert_ne!(old, new);
    assert_eq!(serde_json::from_str::<Message>(&old).unwrap(), message);
}
