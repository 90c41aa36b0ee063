//! The recipes of CONTRIBUTING.md name places that are there, and count their files.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use crate::architecture::{all_code, is_test};

/// Stands in a path or a key for the name of what is added.
const NAME: &str = "NAME";
/// Stands in a path for one of the subjects into which every layer is sorted.
const SUBJECT: &str = "SUBJECT";
const SUBJECTS: [&str; 5] = ["programme", "person", "round", "duo", "mail"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// What stands in backticks, outside of blocks of commands.
fn quoted(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

/// Whether it is a path in the repository, and no command, address or setting.
fn is_path(quoted: &str) -> bool {
    let ending = quoted.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file = ["rs", "ftl", "md", "toml", "sql", "html"].contains(&ending);
    !quoted.contains([' ', ':', '=']) && !quoted.starts_with('/') && (quoted.contains('/') || is_file)
}

fn paths(text: &str) -> BTreeSet<&str> {
    quoted(text).into_iter().filter(|quoted| is_path(quoted)).collect()
}

/// Whether a path is there. Where it has a `SUBJECT`, one of them has to fit, and where it has a `NAME`, something that is there.
fn exists(path: &str) -> bool {
    if path.contains(SUBJECT) {
        return SUBJECTS.iter().any(|subject| exists(&path.replace(SUBJECT, subject)));
    }
    let Some((before, after)) = path.split_once(NAME) else { return root().join(path).exists() };
    let (directory, start) = before.rsplit_once('/').unwrap_or(("", before));
    let (end, below) = after.split_once('/').unwrap_or((after, ""));
    let directory = root().join(directory);
    let Ok(entries) = std::fs::read_dir(&directory) else { return false };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(start) && name.ends_with(end)).any(|name| {
        let place = directory.join(name);
        below.is_empty() || place.join(below).exists()
    })
}

/// The recipes: what each adds, how many files its heading says, and its text.
fn recipes(text: &str) -> Vec<(&str, usize, &str)> {
    let sections = text.split("\n## ");
    sections
        .filter_map(|section| {
            let (heading, recipe) = section.split_once('\n')?;
            let (what, files) = heading.strip_prefix("Add ")?.strip_suffix(" files)")?.split_once(" (")?;
            Some((what, files.parse().ok()?, recipe))
        })
        .collect()
}

/// The words of a text, such as names of items.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The code, file by file, and every word in it.
struct Code<'a> {
    files: &'a [(String, String)],
    words: HashSet<&'a str>,
}

impl Code<'_> {
    /// Whether there is an item or a test of this name: `word`, `Type::member`, `module::test`.
    fn has(&self, name: &str) -> bool {
        match name.rsplit_once("::") {
            None => self.words.contains(name),
            Some((of, member)) => is_test(name, self.files) || self.has_member(of, member),
        }
    }

    /// Whether there is a type, and a file that names both it and its member.
    fn has_member(&self, of: &str, member: &str) -> bool {
        let declared = |text: &str| {
            let mut before = "";
            words(text).any(|word| {
                let is_declared = word == of && matches!(before, "enum" | "struct" | "trait");
                before = word;
                is_declared
            })
        };
        let names = |text: &str, name: &str| words(text).any(|word| word == name);
        self.files.iter().any(|(_, text)| declared(text))
            && self.files.iter().any(|(_, text)| names(text, of) && names(text, member))
    }
}

#[test]
fn every_recipe_names_files_that_exist_and_counts_them() {
    for path in ["src/domain/nowhere.rs", "src/nowhere/NAME.rs", "src/jobs/NAME.ftl", "migrations/sqlite/NAME/in.sql"] {
        assert!(is_path(path) && !exists(path), "{path}");
    }
    assert!(
        exists("src/domain/round/mod.rs")
            && exists("src/service/SUBJECT/NAME.rs")
            && exists("migrations/sqlite/NAME/up.sql")
    );
    let text = document("CONTRIBUTING.md");
    let missing: Vec<&str> = paths(&text).into_iter().filter(|path| !exists(path)).collect();
    assert!(missing.is_empty(), "CONTRIBUTING.md names what is not there: {missing:?}");
    let (recipes, table) = (recipes(&text), document("docs/development.md"));
    assert_eq!(recipes.len(), text.matches("\n## Add ").count());
    assert!(recipes.len() >= 8, "{}", recipes.len());
    for (what, files, recipe) in recipes {
        assert_eq!(paths(recipe).len(), files, "the files of the recipe for {what}");
        assert!(table.contains(&format!("\n| {what} | {files} |")), "docs/development.md on {what}");
    }
}

#[test]
fn every_recipe_names_tests_and_items_that_exist() {
    let mut files = Vec::new();
    for directory in ["src", "crates/assign/src", "tests/suite", "benches"] {
        all_code(&root().join(directory), &mut files);
    }
    // Without this file, which has made-up names.
    files.retain(|(path, _)| !path.ends_with("/recipes"));
    let code = Code { files: &files, words: files.iter().flat_map(|(_, text)| words(text)).collect() };
    assert!(code.has("Kind::both_learn") && code.has("settings_of_any_kind") && code.has("letters::*"));
    for name in ["Kind::nobody_learns", "NoSuchType::of", "nobody_has_this_name", "nowhere::*", "letters::no_such"] {
        assert!(!code.has(name), "{name}");
    }
    let text = document("CONTRIBUTING.md");
    let is_name = |quoted: &str| quoted.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '*'));
    let names = quoted(&text).into_iter().filter(|quoted| {
        is_name(quoted) && !is_path(quoted) && ![NAME, SUBJECT].contains(quoted) && !SUBJECTS.contains(quoted)
    });
    let missing: BTreeSet<&str> = names.filter(|name| !code.has(name)).collect();
    assert!(missing.is_empty(), "CONTRIBUTING.md names what is not there: {missing:?}");
}

#[test]
fn every_recipe_names_keys_as_texts_have_them() {
    let mut keys = BTreeSet::new();
    for file in std::fs::read_dir(root().join("src/locale/nl")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        keys.extend(text.lines().filter_map(|line| Some(line.split_once(" =")?.0.to_owned())));
    }
    let is_there = |pattern: &str| {
        let (start, end) = pattern.split_once(NAME).unwrap_or((pattern, ""));
        keys.iter().any(|key| key.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)))
    };
    assert!(is_there("factor-NAME-explained") && !is_there("no-such-NAME") && !is_there("factor-NAME-nowhere"));
    let text = document("CONTRIBUTING.md");
    let patterns = quoted(&text).into_iter().filter(|quoted| quoted.contains("-NAME") && !is_path(quoted));
    let missing: Vec<&str> = patterns.filter(|pattern| !is_there(pattern)).collect();
    assert!(missing.is_empty(), "CONTRIBUTING.md names keys that no text has: {missing:?}");
}
