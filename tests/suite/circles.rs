//! Which files know each other in a circle: none but those that are named here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::architecture::{all_code, code};

/// The circles that are left. Each is within one room: a module and the parts that its own file puts together.
const KNOWN: [&[&str]; 4] = [
    &["matching::explain", "matching::explain::answers", "matching::explain::directed", "matching::explain::in_pool"],
    &["matching::explain::unpaired", "matching::prepared", "matching::trio"],
    &["matching::index", "matching::index::priced", "matching::index::search"],
    &["web::console::round::proposals", "web::console::round::trio"],
];

type Graph = BTreeMap<String, BTreeSet<String>>;

/// The paths that a use declaration names: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expanded(prefix: &str, tree: &str, found: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((before, list)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap().trim();
        if !path.is_empty() {
            found.push(format!("{prefix}{path}"));
        }
        return;
    };
    let (mut depth, mut start) = (0_i32, 0);
    let list = list.trim_end().strip_suffix('}').unwrap_or(list);
    for (at, c) in list.char_indices().chain([(list.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expanded(&format!("{prefix}{before}"), &list[start..at], found);
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The use declarations of a piece of code, those that are public apart, and the rest of it.
fn declarations(code: &str) -> (Vec<String>, Vec<String>, String) {
    let (mut own, mut public, mut rest) = (Vec::new(), Vec::new(), String::new());
    for statement in code.split_inclusive(';') {
        let Some(at) = statement.rfind("use ").filter(|at| {
            let before = statement[..*at].trim_end_matches(' ');
            before.is_empty() || before.ends_with(['\n', '}', ']', ')', '{']) || before.ends_with("pub")
        }) else {
            rest.push_str(statement);
            continue;
        };
        let before = statement[..at].trim_end();
        let is_public = before.ends_with("pub") || before.ends_with("pub(crate)");
        let tree = statement[at + 4..].trim_end_matches(';').replace('\n', " ");
        expanded("", &tree, if is_public { &mut public } else { &mut own });
        rest.push_str(&statement[..at]);
    }
    (own, public, rest)
}

/// The module that a path in this module leads to, if it is one of ours, and the last name of the path.
fn target(path: &str, module: &str, modules: &BTreeSet<String>) -> Option<(String, String)> {
    let segments: Vec<&str> =
        path.split("::").map(str::trim).filter(|part| !part.is_empty() && *part != "self").collect();
    let last = (*segments.last()?).to_owned();
    let full: Vec<&str> = match segments[0] {
        "crate" => segments[1..].to_vec(),
        "super" => module
            .split("::")
            .collect::<Vec<_>>()
            .split_last()?
            .1
            .iter()
            .copied()
            .chain(segments[1..].iter().copied())
            .collect(),
        first if modules.contains(&format!("{module}::{first}")) => {
            module.split("::").chain(segments.iter().copied()).collect()
        }
        _ => return None,
    };
    let place = (1..=full.len()).rev().map(|n| full[..n].join("::")).find(|place| modules.contains(place))?;
    Some((place, last))
}

/// Which module names which. What a module hands on counts as named where it stands.
fn graph() -> Graph {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    all_code(&src, &mut files);
    let root = format!("{}/", src.display());
    let mut pieces = BTreeMap::new();
    for (path, _) in files {
        let name = path.trim_start_matches(&root).replace('/', "::");
        let is_test = name.split("::").any(|part| matches!(part, "tests" | "testing"));
        if !is_test && !matches!(name.as_str(), "lib" | "main") {
            let file =
                [format!("{path}.rs"), format!("{path}/mod.rs")].into_iter().find(|file| Path::new(file).exists());
            pieces.insert(name, declarations(&code(Path::new(&file.unwrap()))));
        }
    }
    let modules: BTreeSet<String> = pieces.keys().cloned().collect();
    let mut handed_on: BTreeMap<(String, String), String> = BTreeMap::new();
    for (module, (_, public, _)) in &pieces {
        for path in public {
            if let Some((place, last)) = target(path, module, &modules) {
                handed_on.insert((module.clone(), last), place);
            }
        }
    }
    let mut graph = Graph::new();
    for (module, (own, _, rest)) in &pieces {
        // What the body of a macro names, its callers know.
        let rest = rest.replace("$crate::", "");
        let inline = rest.match_indices("crate::").chain(rest.match_indices("super::")).map(|(at, _)| {
            rest[at..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':')).collect::<String>()
        });
        let named = graph.entry(module.clone()).or_default();
        for (place, last) in own.iter().cloned().chain(inline).filter_map(|path| target(&path, module, &modules)) {
            let place = handed_on.get(&(place.clone(), last)).cloned().unwrap_or(place);
            if place != *module {
                named.insert(place);
            }
        }
    }
    graph
}

/// Everything that is reached from a module.
fn reached(graph: &Graph, from: &str) -> BTreeSet<String> {
    let (mut seen, mut left) = (BTreeSet::new(), vec![from.to_owned()]);
    while let Some(one) = left.pop() {
        for next in graph.get(&one).into_iter().flatten() {
            if seen.insert(next.clone()) {
                left.push(next.clone());
            }
        }
    }
    seen
}

/// The modules that reach each other, circle by circle.
fn circles(graph: &Graph) -> BTreeSet<Vec<String>> {
    let all: BTreeMap<&String, BTreeSet<String>> = graph.keys().map(|one| (one, reached(graph, one))).collect();
    let of = |one: &String| {
        all[one].iter().filter(|other| all.get(other).is_some_and(|back| back.contains(one))).cloned().collect()
    };
    all.keys().filter(|one| all[**one].contains(**one)).map(|one| of(one)).collect()
}

#[test]
fn files_know_each_other_in_one_direction() {
    let graph = graph();
    assert!(graph.len() > 250 && graph["web::routes"].len() > 10, "{} files", graph.len());
    let known: BTreeSet<Vec<String>> =
        KNOWN.iter().map(|circle| circle.iter().map(|&one| one.to_owned()).collect()).collect();
    assert_eq!(circles(&graph), known, "a circle that is not named here, or one that is gone");
}

#[test]
fn a_circle_is_found_through_lists_and_through_what_is_handed_on() {
    let (own, public, rest) = declarations("use crate::{a, b::{c, d as e}};\npub use x::Y;\nfn f() { crate::z::g(); }");
    assert_eq!(own, ["crate::a", "crate::b::c", "crate::b::d"]);
    assert_eq!((public, rest.contains("crate::z::g")), (vec!["x::Y".to_owned()], true));
    let edge = |from: &str, to: &[&str]| (from.to_owned(), to.iter().map(|&to| to.to_owned()).collect());
    let graph = Graph::from([edge("a", &["b"]), edge("b", &["c"]), edge("c", &["b", "d"]), edge("d", &[])]);
    assert_eq!(circles(&graph), [vec!["b".to_owned(), "c".to_owned()]].into());
}
