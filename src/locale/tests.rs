//! No text is missing, none is left over, and the two languages say the same things.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;
use crate::domain::duo::agreement::AgreementField;
use crate::domain::duo::check_in::Collaboration;
use crate::domain::duo::meeting::MeetingField;
use crate::domain::person::import::{ImportError, ImportErrorKind};
use crate::domain::programme::access::{Role, Scope};
use crate::domain::{
    Answer, Attribute, Change, DuoState, Element, Factor, Field, HalfDay, Kind, Language, Level, Meets, PairChange,
    Preference, RoundState, Side, ValidationError,
};
use crate::mail::letters::conversation_starters;
use crate::mail::{AfterStop, NoDuoWhy, StopWhy};
use crate::store::mail::mailings::MailingKind;
use crate::store::mail::outbox::{MailState, WithdrawnWhy};
use crate::store::person::professionals::Standing;

/// Key to variables, of every message of a language.
fn messages(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::<String, BTreeSet<String>>::new();
    for (file, source) in sources(locale) {
        let mut key = String::new();
        for line in source.lines().filter(|l| !l.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_alphabetic())) {
                name.clone_into(&mut key);
                assert!(
                    messages.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{key} is twice in {locale}/{file}.ftl"
                );
            }
            let variables = line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect::<String>()
            });
            messages.entry(key.clone()).or_default().extend(variables);
        }
    }
    messages.remove("");
    messages
}

/// The keys that are made of a prefix and a value. A new `word("prefix", …)` belongs here.
/// The parts of a form that asks for a link, and of the page after it.
const ASK: [&str; 5] = ["title", "text", "send", "sent-title", "sent-text"];
const ERROR_PAGES: [&str; 18] = [
    "not-opened",
    "forbidden",
    "too-many-people",
    "not-found",
    "link",
    "link-replaced",
    "sign-in-link",
    "sign-in-link-replaced",
    "sign-in",
    "stale",
    "method",
    "changed",
    "too-large",
    "too-many",
    "too-slow",
    "busy",
    "internal",
    "bad-request",
];
/// The parts of the console: `web::console::Section`, which this module does not know.
const SECTIONS: [&str; 7] = ["overview", "professionals", "rounds", "mail", "needs", "activity", "settings"];
/// What can come of sending a mail again, or of calling mails back.
const AGAIN: [&str; 6] = ["queued", "not-failed", "forgotten", "called-back", "too-late", "changed"];
/// What a mail with several messages can be about, as in `mail::several`.
const SEVERAL: [&str; 9] =
    ["introduction", "reminder", "later_day", "lapsed", "partner_declined", "check_in", "closing", "digest", "other"];
/// The rules that a coordinator is told; `rule-private` and `rule-must` stand for the others.
const PUBLIC_RULES: [&str; 9] = [
    "oneself",
    "sides",
    "stands_elsewhere",
    "other_way",
    "same_person",
    "banned",
    "earlier_duo",
    "no_common_language",
    "no_way_to_meet",
];

/// Every kind of mail, and the one for several messages.
fn mail_kinds() -> Vec<String> {
    let samples = crate::mail::letters::samples::all("Noor", "Ruben");
    let kinds = samples.iter().flat_map(|sample| std::iter::once(&sample.message).chain(&sample.more));
    kinds.map(|message| message.kind().to_owned()).chain(["several".to_owned()]).collect()
}

fn built_keys() -> BTreeSet<String> {
    fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<String> {
        all.iter().map(|v| word(*v).to_owned()).collect()
    }
    let explained = |list: &[String]| list.iter().map(|w| format!("{w}-explained")).collect::<Vec<_>>();
    let fields = words(Field::ALL, Field::as_str);
    let elements = words(Element::ALL, Element::as_str);
    let factors = words(Factor::ALL, Factor::as_str);
    let kinds = words(Kind::ALL, Kind::as_str);
    let preferences = words(Preference::ALL, Preference::as_str);
    let numbers = |most: usize| (1..=most).map(|n| n.to_string()).collect::<Vec<_>>();
    let levels = numbers(3);
    let sets: Vec<(&str, Vec<String>)> = vec![
        ("weekday", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(str::to_owned).to_vec()),
        ("month", numbers(12)),
        ("language", Language::all().map(|l| l.code().to_owned()).collect()),
        ("field", fields.clone()),
        // Of one's data; it is no column of the people file.
        ("field", vec!["sharing".to_owned()]),
        ("problem-missing", fields),
        ("filter-in-a-duo", ["yes", "no"].map(str::to_owned).to_vec()),
        ("half-day", words(HalfDay::ALL, HalfDay::as_str)),
        ("meets", words(Meets::ALL, Meets::as_str)),
        ("takes-part", ["learn", "guide", "both"].map(str::to_owned).to_vec()),
        ("element", explained(&elements)),
        ("element", elements),
        ("factor", explained(&factors)),
        ("shut-out", PUBLIC_RULES.map(str::to_owned).to_vec()),
        ("shut-out-must", factors.clone()),
        ("factor", factors),
        ("kind", explained(&kinds)),
        ("kind", kinds),
        ("preference", explained(&preferences)),
        ("preference", preferences),
        ("priority", levels.clone()),
        ("level", levels.clone()),
        ("round-state", words(RoundState::ALL, RoundState::as_str)),
        ("duo-state", words(DuoState::ALL, DuoState::as_str)),
        ("stage", numbers(4)),
        ("change", words(Change::ALL, Change::as_str)),
        ("board-changed", ["stop", "swap", "add", "reopen"].map(str::to_owned).to_vec()),
        ("pair", words(PairChange::ALL, PairChange::as_str)),
        ("side", words(Side::ALL, Side::as_str)),
        ("group", ["first", "second"].map(str::to_owned).to_vec()),
        ("attribute", words(Attribute::ALL, Attribute::as_str)),
        ("answer", words(Answer::ALL, Answer::as_str)),
        ("knows", levels.clone()),
        ("you-know", levels.clone()),
        ("together-meets", words(Meets::ALL, Meets::as_str)),
        ("no-duo-why", words(NoDuoWhy::ALL, NoDuoWhy::as_str)),
        ("duo-stopped", words(StopWhy::ALL, StopWhy::as_str)),
        ("duo-stopped-after", words(AfterStop::ALL, AfterStop::as_str)),
        ("part", ["learn", "guide", "both"].map(str::to_owned).to_vec()),
        ("standing", words(Standing::ALL, Standing::as_str)),
        ("agreement", words(AgreementField::ALL, AgreementField::as_str)),
        ("meeting", words(MeetingField::ALL, MeetingField::as_str)),
        ("check-in-collaboration", words(Collaboration::ALL, Collaboration::as_str)),
        ("rule", PUBLIC_RULES.map(str::to_owned).to_vec()),
        ("activity-step", words(Change::ALL, Change::as_str)),
        ("mail-kind", mail_kinds()),
        ("mail-state", words(MailState::ALL, MailState::as_str)),
        ("mail-withdrawn", words(WithdrawnWhy::ALL, WithdrawnWhy::as_str)),
        ("several-subject", SEVERAL.map(str::to_owned).to_vec()),
        ("mail-again", AGAIN.map(str::to_owned).to_vec()),
        ("mailing", words(MailingKind::ALL, MailingKind::as_str)),
        ("mail-tab", words(MailState::ALL, MailState::as_str)),
        ("mail-none", words(MailState::ALL, MailState::as_str)),
        ("settings", SETTINGS.map(str::to_owned).to_vec()),
        ("role", Role::ALL.iter().flat_map(|role| [role.to_string(), format!("{role}-explained")]).collect()),
        ("data", DATA.map(str::to_owned).to_vec()),
        ("access-scope", words(Scope::ALL, Scope::as_str)),
        ("topic", ["label_nl", "label_en"].map(str::to_owned).to_vec()),
        ("form", ["learn", "teach"].map(str::to_owned).to_vec()),
        ("hint", ["learn", "teach"].map(str::to_owned).to_vec()),
        ("section", SECTIONS.map(str::to_owned).to_vec()),
        ("ask-link", ASK.map(str::to_owned).to_vec()),
        ("invite", ["invited", "answered", "declined", "too_soon", "distinct"].map(str::to_owned).to_vec()),
        ("report-link", ["sent-title", "sent-text"].map(str::to_owned).to_vec()),
        ("close-page", ["sent-title", "sent-text"].map(str::to_owned).to_vec()),
        ("closed", GO_ON.map(str::to_owned).to_vec()),
        ("signed-out", GO_ON.map(str::to_owned).to_vec()),
        ("sign-in", ASK.map(str::to_owned).to_vec()),
        ("error", ERROR_PAGES.iter().flat_map(|p| [format!("{p}-title"), format!("{p}-text")]).collect()),
        ("opener-personal", numbers(conversation_starters::IN_A_SET)),
        ("opener-content", numbers(conversation_starters::IN_A_SET)),
        ("opener-collaboration", numbers(conversation_starters::IN_A_SET)),
        ("opener-general", numbers(conversation_starters::GENERAL)),
    ];
    sets.iter().flat_map(|(prefix, values)| values.iter().map(move |v| format!("{prefix}-{v}"))).collect()
}

/// The names in `actions::data_export`; that they are all here is for the page that shows them to say.
const DATA: [&str; 53] = [
    "programme",
    "signed_up",
    "consent_version",
    "consent_at",
    "consent_text",
    "standing",
    "active",
    "removal",
    "profile",
    "duos",
    "rounds",
    "trouble",
    "looks",
    "done",
    "fixed",
    "profile_then",
    "log",
    "mails",
    "round",
    "with",
    "state",
    "score",
    "reasons",
    "introduced",
    "answer",
    "answered",
    "answer_reason",
    "expectations",
    "how_often",
    "place",
    "start",
    "minutes",
    "goes_ahead",
    "by_you",
    "moments",
    "met",
    "learned",
    "collaboration",
    "wants_help",
    "success",
    "success_is_shared",
    "at",
    "about",
    "asked",
    "dealt_with",
    "takes_part",
    "no_duo",
    "since",
    "words",
    "what",
    "kind",
    "written",
    "sent",
];

/// What the page says that keeps what was sent.
const GO_ON: [&str; 5] = ["title", "text", "step-1", "step-2", "go-on"];

/// The fields of a programme's settings.
const SETTINGS: [&str; 7] = ["name_nl", "name_en", "about_nl", "about_en", "contact", "responsible", "privacy_contact"];

/// Every source file and template under `src`, except this one.
fn source_files() -> Vec<(String, String)> {
    fn walk(directory: &Path, files: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let is_source = path.extension().is_some_and(|e| ["rs", "html", "txt"].iter().any(|s| e == *s));
            if path.is_dir() {
                walk(&path, files);
            } else if is_source && !path.ends_with("locale/tests.rs") {
                files.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files
}

/// The keys that stand as a literal in a call: `.text("…")`, `.with("…"`, `.count("…"`.
fn called_keys(source: &str) -> Vec<&str> {
    [".text(", ".with(", ".count("]
        .iter()
        .flat_map(|call| source.split(call).skip(1))
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_variables() {
    let (nl, en) = (messages(Locale::Nl), messages(Locale::En));
    let missing = |from: &BTreeMap<_, _>, of: &BTreeMap<String, _>| -> Vec<String> {
        of.keys().filter(|k| !from.contains_key(*k)).cloned().collect()
    };
    assert_eq!(missing(&en, &nl), [""; 0], "missing in en");
    assert_eq!(missing(&nl, &en), [""; 0], "missing in nl");
    assert_eq!(nl, en);
}

#[test]
fn every_file_is_right_and_every_text_can_be_filled_in() {
    for &locale in Locale::ALL {
        for (file, source) in sources(locale) {
            let errors = FluentResource::try_new((*source).to_owned()).err().map(|(_, errors)| errors);
            assert_eq!(errors, None, "{locale}/{file}.ftl");
        }
        let bundle = Texts::of(locale).bundle();
        for (key, variables) in messages(locale) {
            let mut args = FluentArgs::new();
            for variable in &variables {
                if variable == "count" { args.set("count", 2) } else { args.set(variable.as_str(), "x") }
            }
            let pattern = bundle.get_message(&key).and_then(|m| m.value()).expect(&key);
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
            assert!(errors.is_empty(), "{locale} {key}: {errors:?}");
            assert!(!text.contains('!'), "{locale} {key}: no exclamation marks");
        }
    }
}

#[test]
fn every_key_that_is_called_or_built_exists() {
    let keys = messages(Locale::Nl);
    for (file, source) in source_files() {
        for key in called_keys(&source) {
            assert!(keys.contains_key(key), "{file}: no text for {key:?}");
        }
    }
    for key in built_keys() {
        assert!(keys.contains_key(&key), "no text for the value {key:?}");
    }
}

#[test]
fn no_key_is_left_over() {
    let built = built_keys();
    let files = source_files();
    let unused: Vec<_> = messages(Locale::Nl)
        .into_keys()
        .filter(|key| !built.contains(key))
        .filter(|key| !files.iter().any(|(_, source)| source.contains(&format!("\"{key}\""))))
        .collect();
    assert_eq!(unused, [""; 0], "texts that nothing uses");
}

#[test]
fn the_scanner_sees_calls_over_lines_and_in_templates() {
    let source = "t.with(\n    \"a-b\", &[]) {{ t.text(\"c\") }} t.text(key) t.count(\"d\", n)";
    assert_eq!(called_keys(source), ["c", "a-b", "d"]);
}

#[test]
fn dates_lists_and_numbers_read_as_people_write_them() {
    let date = NaiveDate::from_ymd_opt(2026, 12, 7).unwrap();
    let (nl, en) = (Texts::of(Locale::Nl), Texts::of(Locale::En));
    assert_eq!(nl.date(date), "maandag 7 december 2026");
    assert_eq!(en.date(date), "Monday 7 December 2026");
    assert_eq!(nl.day(date), "7 december 2026");
    let summer = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap().and_hms_opt(22, 30, 0).unwrap();
    assert_eq!(en.moment(summer), "2 July 2026, 00:30");
    assert_eq!([0, 999, 1000, 1_234_567].map(|n| nl.number(n)), ["0", "999", "1.000", "1.234.567"]);
    assert_eq!(nl.count("import-added", 1234, &[]), "1.234 mensen zijn uitgenodigd.");
    assert_eq!(nl.list(&["a", "b", "c"]), "a, b en c");
    assert_eq!(en.list(&["a", "b"]), "a and b");
    assert_eq!(nl.list(&["a"]), "a");
    assert_eq!([0, 1, 2].map(|n| en.count("weight-points", n, &[])), ["does not count", "1 point", "2 points"]);
    assert_eq!(nl.level(Level::MAX), "zeer ervaren");
    assert_eq!(nl.text("no-such-key"), "no-such-key");
}

#[test]
fn an_error_names_its_line_and_column_and_says_what_to_do() {
    let error = ImportError { line: 3, kind: ImportErrorKind::Field(Field::Email, ValidationError::NotAnEmail) };
    assert_eq!(
        Texts::of(Locale::En).import_error(&error),
        "line 3, email: Enter a complete e-mail address at “E-mail address”, such as name@example.org."
    );
    let missing = ImportError { line: 4, kind: ImportErrorKind::Field(Field::Name, ValidationError::Missing) };
    assert_eq!(Texts::of(Locale::Nl).import_error(&missing), "regel 4, name: Dit veld is leeg, en moet ingevuld zijn.");
    assert_eq!(Texts::of(Locale::Nl).problem(Field::Name, &ValidationError::Missing), "Vul je naam in.");
    assert_eq!(
        Texts::of(Locale::Nl).problem(Field::Capacity, &ValidationError::OutOfRange { min: 1, max: 20 }),
        "Vul bij ‘Aantal lerenden dat je wilt begeleiden’ een getal in van 1 tot en met 20."
    );
}
