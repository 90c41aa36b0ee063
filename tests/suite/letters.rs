//! Every mail as its reader gets it, word for word, in both languages.
//!
//! What they say stands in `tests/data/letters`. `UPDATE_LETTERS=1` writes it anew; then read what changed.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeZone, Utc};
use tweespan::domain::{EmailAddress, Locale};
use tweespan::mail::letters::samples::{self, Sample};
use tweespan::mail::transport::envelope::seal;
use tweespan::mail::{Envelope, MailContext, preview};

use crate::browser::Browser;
use crate::harness::{Database, Home};

/// Every sample with each language.
pub(crate) fn samples() -> Vec<(Sample, Locale)> {
    let all = samples::all("Zoë", "Daan").into_iter();
    all.flat_map(|sample| Locale::ALL.iter().map(move |locale| (sample.clone(), *locale))).collect()
}

pub(crate) fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub(crate) fn head(locale: Locale) -> MailContext {
    let programme = match locale {
        Locale::Nl => "Vakmanschap in de jeugdhulp",
        Locale::En => "Craftsmanship in youth work",
    };
    let (from, contact) = (address("tweespan@voorbeeld.example"), address("marije@voorbeeld.example"));
    MailContext::new("https://duo.voorbeeld.example", (programme, "jeugd"), from, contact)
}

/// As it leaves: the RFC 5322 message, with its headers.
pub(crate) fn sealed(sample: &Sample, locale: Locale, date: DateTime<Utc>) -> Vec<u8> {
    sealed_to("Zoë Yılmaz", sample, locale, date)
}

/// As it leaves for a professional with this name.
pub(crate) fn sealed_to(name: &str, sample: &Sample, locale: Locale, date: DateTime<Utc>) -> Vec<u8> {
    let queued = sample.queued((!sample.message.is_direct_answer()).then_some(samples::TOKEN));
    let to = address("zoe.yilmaz@voorbeeld.example");
    let message_id = message_id(sample, locale);
    let envelope = Envelope { to: &to, name, message_id: &message_id, date };
    let head = head(locale);
    seal(&queued.letter(locale, &head), &head, &envelope).unwrap().formatted()
}

/// Looks like those of the queue, and is the sample's own.
pub(crate) fn message_id(sample: &Sample, locale: Locale) -> String {
    let mut hasher = DefaultHasher::new();
    (sample.name, locale.as_str()).hash(&mut hasher);
    format!("{:032x}@tweespan", u128::from(hasher.finish()) << 64 | 0x5d7a)
}

pub(crate) fn written_on() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 9, 30, 0).unwrap()
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/letters")
}

#[test]
fn every_letter_says_what_was_read_and_found_good() {
    let update = std::env::var_os("UPDATE_LETTERS").is_some();
    let mut expected = BTreeSet::new();
    for (sample, locale) in samples() {
        let letter = preview(&sample.queued(None), locale, &head(locale)).unwrap();
        let text = format!("{}\n\n{}", letter.subject, letter.text);
        for (words, kind) in [(text, "txt"), (letter.html, "html")] {
            let name = format!("{}.{locale}.{kind}", sample.name);
            let file = directory().join(&name);
            if update {
                std::fs::create_dir_all(directory()).unwrap();
                std::fs::write(&file, &words).unwrap();
            }
            let known = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(known == words, "{name} reads otherwise now:\n{words}");
            expected.insert(name);
        }
    }
    let there = std::fs::read_dir(directory()).unwrap();
    let there: BTreeSet<String> = there.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, expected, "files of letters that are no more");
}

#[test]
fn whoever_writes_them_sees_them_all() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let browser = Browser::new(&server);
    let list = browser.get("/dev/letters");
    for (sample, locale) in samples() {
        let path = format!("/dev/letters/{}/{locale}", sample.name);
        assert!(list.html.contains(&format!("href=\"{path}\"")), "{path}");
        let page = browser.get(&path);
        assert_eq!(page.status, 200, "{path}");
        let greeting = if locale == Locale::Nl { "Dag" } else { "Hello" };
        assert!(page.text().contains(greeting), "{path}: {}", page.text());
        let html = browser.get(&format!("{path}/html"));
        assert!(html.html.starts_with("<!doctype html>") && html.html.contains(greeting), "{path}: {}", html.html);
        assert!(html.header("content-security-policy").contains("default-src 'none'"));
    }
    for path in ["/dev/letters/nothing/nl", "/dev/letters/closing/fr", "/dev/letters/closing/fr/html"] {
        assert_eq!(browser.look(path).status, 404, "{path}");
    }
}
