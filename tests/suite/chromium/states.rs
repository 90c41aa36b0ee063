//! Every page that can be reached by links, empty and full, on a laptop and a phone.

use std::collections::{BTreeSet, VecDeque};

use super::ways::{COORDINATOR, printed_link, sign_in};
use super::{Chromium, LAPTOP, OPEN, PHONE, Setting};
use crate::harness::{Database, Home};

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn empty_on_a_laptop() {
    empty(LAPTOP.english());
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn empty_on_a_phone() {
    empty(PHONE);
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn full_on_a_laptop() {
    full(LAPTOP);
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn full_on_a_phone() {
    full(PHONE.english());
}

/// A programme in which nothing happened yet.
fn empty(setting: Setting) {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let reader = Chromium::new(&server, setting);
    for (path, status) in [("/nowhere/at-all", 404), (format!("/duo/{}", "0".repeat(64)).as_str(), 404)] {
        reader.open(path);
        reader.look_at(&format!("status-{status}-of-{}", kind(path)), status);
    }
    sign_in(&reader, &home.invite_coordinator(COORDINATOR, "jeugd"));
    let seen = look_around(&reader, &["/".to_owned(), "/coordinator".to_owned()]);
    holds(
        &seen,
        &["", "jeugd", "coordinator", "me-link", "coordinator-jeugd-professionals", "coordinator-jeugd-import"],
    );
}

/// The demo, with 42 professionals, a round that is published and a mailbox.
fn full(setting: Setting) {
    let home = Home::new(Database::Sqlite);
    let server = home.start(&["demo"]);
    let reader = Chromium::new(&server, setting);
    sign_in(&reader, &printed_link(&server));
    choose_the_language(&reader);
    let mut starts = vec!["/coordinator".to_owned()];
    starts.extend(home.mails().iter().take(1).flat_map(|mail| [mail.paths(), Vec::from_iter(mail.way_out())].concat()));
    let seen = look_around(&reader, &starts);
    holds(
        &seen,
        &[
            "coordinator",
            "coordinator-jeugd-professionals-N",
            "coordinator-rounds-N",
            "duo-T",
            "duo-O",
            "unsubscribe-T",
        ],
    );
}

/// Whom the browser speaks for may want another language, and back. The choice holds where a mail would choose another.
fn choose_the_language(reader: &Chromium) {
    let own = reader.setting.language.as_str();
    for other in [true, false] {
        reader.press("form[action='/language'] button");
        let language = reader.ask("return document.documentElement.lang");
        assert_eq!(language != own, other, "{language}");
    }
}

/// Follows every link to a page of a kind that was not seen yet, and looks at it. The kinds that were seen.
fn look_around(reader: &Chromium, starts: &[String]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut ahead: VecDeque<String> = starts.iter().cloned().collect();
    while let Some(path) = ahead.pop_front() {
        if !seen.insert(kind(&path)) {
            continue;
        }
        reader.visit(&path);
        if reader.has(OPEN) {
            reader.look(&format!("{}-shut", kind(&path)));
            reader.press(OPEN);
        }
        // It may lead on to another.
        seen.insert(kind(&reader.path()));
        reader.look(&kind(&path));
        let links = reader.ask(
            "return [...document.querySelectorAll('a[href]:not([download])')]
                 .map(a => new URL(a.href)).filter(url => url.origin === location.origin)
                 .map(url => url.pathname + url.search)",
        );
        let pages = super::checks::words(&links);
        let is_page = |path: &String| !path.starts_with("/api/") && !path.contains(".ics");
        ahead.extend(pages.into_iter().filter(is_page));
    }
    seen
}

/// What a page is of: its path without numbers and tokens, and whether it is asked for something more.
fn kind(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let part = |part: &str| match part {
        token if token.len() == 64 => "T".to_owned(),
        // Of which some are digits only.
        name if name.len() == 12 && name.bytes().all(|b| b.is_ascii_hexdigit()) => "O".to_owned(),
        number if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => "N".to_owned(),
        other => other.to_owned(),
    };
    let asked = (!query.is_empty()).then(|| "asked".to_owned());
    path.trim_matches('/').split('/').map(part).chain(asked).collect::<Vec<_>>().join("-")
}

fn holds(seen: &BTreeSet<String>, expected: &[&str]) {
    for kind in expected {
        assert!(seen.contains(*kind), "{kind} is not among {seen:?}");
    }
}
