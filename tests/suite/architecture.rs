//! Who may know whom, as ARCHITECTURE.md says.

use std::path::{Path, PathBuf};

/// Each module, and which others its code may name.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("matching", &["domain"]),
    ("sample", &["domain"]),
    ("store", &["domain"]),
    ("locale", &["domain"]),
    ("mail", &["domain", "locale"]),
    ("config", &["domain", "store"]),
    ("service", &["config", "domain", "mail", "matching", "store"]),
    ("app", &["service", "config", "domain", "mail", "store"]),
    ("jobs", &["service", "app", "domain", "mail", "store"]),
    ("web", &["service", "app", "config", "domain", "locale", "mail", "matching", "store"]),
    ("cli", &["service", "app", "config", "domain", "jobs", "locale", "matching", "sample", "store", "web"]),
];

/// Words that the code of a module has no use for, and why.
const NEVER: &[(&[&str], &[&str], &str)] = &[
    (
        &["domain", "matching", "sample"],
        &["diesel", "actix", "lettre", "tokio", "reqwest", "std::fs", "std::net", "std::env", "std::process", "File::"],
        "no SQL, no HTTP, no mail, no files",
    ),
    (&["domain", "matching", "sample"], &["Utc::now", "Local::now", "SystemTime", "Instant"], "no clock"),
    (&["domain", "matching", "sample"], &["SysRng", "OsRng", "rand::random", "rand::rng("], "no chance of its own"),
    (&["service", "store", "mail"], &["Utc::now", "Local::now", "SystemTime::now"], "one clock, in app"),
    (&["service", "store", "jobs"], &["actix"], "no HTTP"),
    (&["locale"], &["diesel", "actix", "lettre", "Utc::now"], "words only"),
    (
        &["service", "jobs", "web", "cli", "app", "config", "mail"],
        &["sql_query", "diesel::insert", "diesel::update", "diesel::delete"],
        "SQL is the store's",
    ),
    (
        &["web", "service", "cli"],
        &["mail::Transport", "transport::envelope", "lettre", ".transport().send"],
        "mails are queued",
    ),
];

/// The files of a module, with their code.
fn files(module: &str) -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut directories = vec![src.join(module)];
    let single = src.join(format!("{module}.rs"));
    if single.exists() {
        found.push((single.clone(), code(&single)));
    }
    while let Some(directory) = directories.pop() {
        let Ok(entries) = std::fs::read_dir(&directory) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let is_test = matches!(name, "tests" | "tests.rs" | "testing.rs");
            if is_test {
            } else if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((path.clone(), code(&path)));
            }
        }
    }
    assert!(!found.is_empty(), "there is no module {module}");
    found
}

/// What is compiled into the product: no comments, and no tests, which stand at the end of a file.
pub(crate) fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules of this crate that a piece of code names: `crate::a`, and `crate::{a, b}`.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for after in code.split("crate::").skip(1) {
        if let Some(list) = after.strip_prefix('{') {
            let mut depth = 0;
            let mut start = true;
            for (at, c) in list.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    c if start && !c.is_whitespace() => {
                        names.push(word(&list[at..]));
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            names.push(word(after));
        }
    }
    names
}

#[test]
fn every_module_is_in_the_table() {
    let lib = include_str!("../../src/lib.rs");
    let modules: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules.len(), MAY_USE.len());
    for module in modules {
        assert!(MAY_USE.iter().any(|(name, _)| *name == module), "{module}");
    }
}

#[test]
fn modules_know_those_they_may_and_no_others() {
    let modules: Vec<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    for (module, allowed) in MAY_USE {
        let mut used = Vec::new();
        for (file, code) in files(module) {
            for name in named(&code).into_iter().filter(|name| modules.contains(&name.as_str()) && name != module) {
                assert!(allowed.contains(&name.as_str()), "{} names {name}", file.display());
                used.push(name);
            }
        }
        let idle: Vec<_> = allowed.iter().filter(|name| !used.iter().any(|used| used == *name)).collect();
        assert!(idle.is_empty(), "{module} may use {idle:?}, and does not: tighten the table");
    }
}

#[test]
fn modules_leave_alone_what_is_not_theirs() {
    for (modules, words, why) in NEVER {
        for (file, code) in modules.iter().flat_map(|module| files(module)) {
            for word in *words {
                assert!(!code.contains(word), "{} has {word}: {why}", file.display());
            }
        }
    }
}

#[test]
fn what_is_further_away_is_named_from_the_crate() {
    let mut code = Vec::new();
    for directory in ["src", "crates/assign/src"] {
        all_code(&Path::new(env!("CARGO_MANIFEST_DIR")).join(directory), &mut code);
    }
    assert!(code.len() > 300);
    for (file, text) in code {
        assert!(!text.contains("super::super"), "{file} climbs up: name it as crate::…");
    }
}

/// The subjects into which a layer is sorted: its directories.
fn subjects(layer: &str) -> Vec<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(layer);
    let entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    found.sort();
    found.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

/// Which of these each of them names, `crate::layer::subject` or in a list after `crate::layer::`.
fn named_subjects(layer: &str, all: &[String]) -> Vec<(String, String)> {
    let mut edges = Vec::new();
    for subject in all {
        for (_, code) in files(&format!("{layer}/{subject}")) {
            for after in code.split(&format!("crate::{layer}::")).skip(1) {
                let other = after.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
                if other != subject && all.iter().any(|one| one == other) {
                    edges.push((subject.clone(), other.to_owned()));
                }
            }
        }
    }
    edges
}

#[test]
fn the_subjects_of_a_layer_know_each_other_in_one_direction() {
    for layer in ["domain", "store"] {
        let all = subjects(layer);
        assert!(all.len() > 3, "{layer}: {all:?}");
        let edges = named_subjects(layer, &all);
        assert!(!edges.is_empty() || layer == "domain");
        // Taking away, again and again, those that know nobody who is left, leaves nobody.
        let mut left = all.clone();
        while !left.is_empty() {
            let is_bound = |one: &String| edges.iter().any(|(from, to)| from == one && left.contains(to));
            let (known, free): (Vec<String>, Vec<String>) = left.iter().cloned().partition(is_bound);
            assert!(!free.is_empty(), "in {layer} these know each other in a circle: {known:?}");
            left = known;
        }
    }
}

#[test]
fn names_are_found_in_lists_too() {
    assert_eq!(
        named("use crate::{jobs, web::{a, b}, app};\nuse crate::store::x; pub(crate) fn"),
        ["jobs", "web", "app", "store"]
    );
}

/// What a function is given and gives: from its name to its body, without white space at its ends.
fn signatures(code: &str) -> Vec<&str> {
    let after = code.match_indices("fn ").map(|(at, _)| &code[at..]);
    after.map(|function| function.split(['{', ';']).next().unwrap().trim()).collect()
}

#[test]
fn an_action_is_told_by_its_context_alone_who_acts() {
    for (file, code) in files("service") {
        let name = file.file_name().unwrap().to_str().unwrap();
        if matches!(name, "activity.rs" | "context.rs") {
            continue;
        }
        for signature in signatures(&code) {
            for word in [": Option<CoordinatorId>", ": Actor", "(Actor"] {
                assert!(
                    !signature.contains(word),
                    "{} is told who acts beside its context: {signature}",
                    file.display()
                );
            }
            let has_context = signature.contains("Context<");
            for word in ["&mut Connection", "policy: &Policy", "now: DateTime<Utc>"] {
                assert!(!has_context || !signature.contains(word), "{} is told it twice: {signature}", file.display());
            }
        }
    }
}

#[test]
fn pages_programs_and_the_clock_act_by_actions() {
    for (file, code) in ["web", "jobs"].iter().flat_map(|module| files(module)) {
        let code: String = code.split_whitespace().collect();
        for word in ["app.write(", "app.write::", "activity::note(", "note_done("] {
            assert!(!code.contains(word), "{} has {word}: let an action do it", file.display());
        }
    }
}

#[test]
fn signatures_end_where_bodies_begin() {
    assert_eq!(
        signatures("pub fn one(a: A) -> B { fn_two() }\nfn two(\n    c: C,\n) {}"),
        ["fn one(a: A) -> B", "fn two(\n    c: C,\n)"]
    );
}

/// The code of everything below a directory.
pub(crate) fn all_code(directory: &Path, found: &mut Vec<(String, String)>) {
    for path in std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            all_code(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.to_str().unwrap().trim_end_matches(".rs").trim_end_matches("/mod").to_owned();
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Whether there is a test of this name, such as `links::a_test`, `help::*`, or a module of tests.
pub(crate) fn is_test(name: &str, code: &[(String, String)]) -> bool {
    let parts: Vec<&str> = name.split("::").collect();
    let (last, modules) = parts.split_last().unwrap();
    let in_file = |modules: &[&str]| {
        let place = modules.join("/");
        code.iter().filter(move |(path, _)| path.ends_with(&format!("/{place}"))).map(|(_, text)| text)
    };
    // Tests that stand in the file that they test are of its module `tests`.
    let outer = modules.strip_suffix(&["tests"]).unwrap_or(modules);
    let mut texts = in_file(modules).chain(in_file(outer));
    match *last {
        "*" => texts.next().is_some(),
        "tests" => in_file(&parts).next().is_some() || in_file(modules).any(|text| text.contains("mod tests")),
        function => texts.any(|text| text.contains(&format!("fn {function}("))),
    }
}

#[test]
fn every_promise_names_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = Vec::new();
    for directory in ["src", "crates/assign/src", "tests/suite"] {
        all_code(&root.join(directory), &mut code);
    }
    assert!(is_test("architecture::every_promise_names_a_test_that_exists", &code));
    assert!(!is_test("architecture::every_promise_names_a_test", &code) && !is_test("nowhere::*", &code));
    let table = std::fs::read_to_string(root.join("docs/promises.md")).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise"));
    let mut bad = Vec::new();
    for row in rows {
        let tests = row.trim_end_matches(" |").rsplit_once(" | ").unwrap().1;
        let names: Vec<&str> = tests.split('`').skip(1).step_by(2).filter(|name| name.contains("::")).collect();
        if names.is_empty() || tests.contains('–') || row.contains("**partly**") || row.contains("**not held**") {
            bad.push(format!("no test: {row}"));
        }
        bad.extend(names.iter().filter(|name| !is_test(name, &code)).map(|name| format!("there is no {name}: {row}")));
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
