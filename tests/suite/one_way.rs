//! Two people are one duo in a guidance round, unless its settings have it otherwise: on pages, in the API, on the command
//! line, when a duo is fixed by hand, and when a round of an earlier version is computed again.

use std::collections::BTreeSet;

use chrono::{Days, Utc};
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::harness::{Database, Home, Server};
use crate::kinds::{coordinator, new_round};
use crate::people::round_of;
use crate::program::Program;
use crate::replay::rows;

on_both_databases!(
    two_people_are_one_duo_unless_the_round_allows_two,
    to_fix_a_duo_both_ways_is_an_error_that_says_so,
    a_round_of_an_earlier_engine_is_computed_again_as_it_was,
);

const ROUND: &str = "/api/v1/rounds/1";

/// Two people who learn and guide, each as good for the other.
const PEOPLE: &str = "\
name,email,role,organisation,region,years_experience,languages,meets,availability,takes_part_as,capacity,learning_needs,expertise
Ada,ada@een.example,pedagoog,Een,Utrecht,5,nl,either,mon-am,both,2,trauma:2,feedback:3
Bob,bob@twee.example,jongerenwerker,Twee,Utrecht,5,nl,either,mon-am,both,2,feedback:2,trauma:3
";

/// A coordinator, and these two.
fn scene(database: Database) -> (Home, Server, Browser) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = coordinator(&home, Browser::new(&server));
    let page = crate::bad_input::import(&coordinator, PEOPLE.as_bytes());
    assert_eq!(page.status, 200, "{}", page.text());
    home.execute("UPDATE professionals SET standing = 'active'");
    (home, server, coordinator)
}

/// A draft of both of them.
fn draft(database: Database) -> (Home, Server, Browser, Program) {
    let (home, server, coordinator) = scene(database);
    let program = Program::of(&home, &server, "programma@voorbeeld.example", "jeugd");
    let day = Utc::now().date_naive() + Days::new(14);
    let new = json!({"name": "Voorjaar", "answer_by": day});
    let (status, round) = program.post("/api/v1/programmes/jeugd/rounds", &new);
    assert_eq!((status, &round["settings"]["allow_both_ways"]), (201, &json!(false)), "{round}");
    (home, server, coordinator, program)
}

/// Learner and guide of each duo, once proposed with this setting.
fn proposed(program: &Program, allow_both_ways: bool) -> BTreeSet<(i64, i64)> {
    let version = program.get(ROUND)["version"].clone();
    let change = json!({"version": version, "settings": {"allow_both_ways": allow_both_ways}});
    let (status, round) = program.call(Method::PATCH, ROUND, Some(&change));
    assert_eq!((status, &round["settings"]["allow_both_ways"]), (200, &json!(allow_both_ways)), "{round}");
    let (status, found) = program.post(&format!("{ROUND}/previews"), &json!({}));
    assert_eq!(status, 200, "{found}");
    let (status, round) = program.post(&format!("{ROUND}/proposals"), &json!({}));
    assert_eq!(status, 200, "{round}");
    let duos = program.list(&format!("{ROUND}/duos"));
    let total: i64 = duos.iter().map(|duo| duo["score"].as_i64().unwrap()).sum();
    assert_eq!((&found["chosen"]["duos"], &found["chosen"]["total"]), (&json!(duos.len()), &json!(total)));
    assert_eq!(found["chosen"]["optimal"], true, "{found}");
    let member = |duo: &Value, place: usize| duo["members"][place]["professional"].as_i64().unwrap();
    duos.iter().map(|duo| (member(duo, 0), member(duo, 1))).collect()
}

fn both_ways<T: Ord + Clone>(duos: &BTreeSet<(T, T)>) -> usize {
    duos.iter().filter(|(one, other)| duos.contains(&(other.clone(), one.clone()))).count()
}

fn two_people_are_one_duo_unless_the_round_allows_two(database: Database) {
    let (home, _server, _coordinator, program) = draft(database);
    let one_way = proposed(&program, false);
    assert_eq!((one_way.len(), both_ways(&one_way)), (1, 0), "{one_way:?}");
    // Whoever has none on a side is told the true reason.
    let reasons: Vec<Value> =
        program.list(&format!("{ROUND}/unmatched")).iter().map(|one| one["why"]["reason"].clone()).collect();
    assert_eq!(reasons, [json!("other_way"), json!("other_way")]);
    let allowed = proposed(&program, true);
    assert_eq!((allowed.len(), both_ways(&allowed)), (2, 2), "{allowed:?}");
    // What was proposed then cannot be published once it is not allowed any more.
    home.execute("UPDATE rounds SET settings = replace(settings, '\"allow_both_ways\":true,', '')");
    let body = json!({"version": program.get(ROUND)["version"]});
    let (status, problem) = program.post(&format!("{ROUND}/publication"), &body);
    assert_eq!(status, 409, "{problem}");
    assert_eq!(home.count("duos WHERE state <> 'proposed'"), 0);
    assert_eq!(proposed(&program, false), one_way);
}

fn to_fix_a_duo_both_ways_is_an_error_that_says_so(database: Database) {
    let (home, _server, coordinator, program) = draft(database);
    let (one, other) = *proposed(&program, false).iter().next().unwrap();
    let change = |people: [i64; 2]| {
        let version = program.get(ROUND)["version"].clone();
        let body = json!({"version": version, "change": "fix", "people": people});
        program.post(&format!("{ROUND}/pair-changes"), &body)
    };
    assert_eq!(change([one, other]).0, 200);
    let before = home.dump();
    let (status, problem) = change([other, one]);
    assert!(status == 409 || status == 422, "{status} {problem}");
    let words = problem.to_string();
    assert!(words.contains("zouden elkaars gids zijn") && words.contains("twee mensen zijn één duo"), "{words}");
    assert!(home.dump() == before, "nothing was changed");
    // On the pages too, in the words of the coordinator.
    let page = coordinator.get(&format!("/coordinator/rounds/1/pairs/{other}/{one}/fix"));
    assert!(page.text().contains("zouden elkaars gids zijn"), "{}", page.text());
    // Where it is allowed, it is done.
    proposed(&program, true);
    assert_eq!(change([other, one]).0, 200);
}

fn a_round_of_an_earlier_engine_is_computed_again_as_it_was(database: Database) {
    let (home, _server, coordinator) = scene(database);
    let round = round_of(&new_round(&coordinator, &[("kind", "guidance")]));
    let settings = coordinator.get(&format!("{round}/settings"));
    let mut form = settings.form_with_button("then", "propose");
    form.tick("allow_both_ways", "yes");
    assert_eq!(coordinator.submit(&settings, &form).status, 200);
    let replay = || {
        let again = home.run(&["match", "--round", "1"]);
        let said = again.stderr.clone();
        let duos: BTreeSet<_> = rows(&again.expect_success()).into_iter().map(|(l, r, _)| (l, r)).collect();
        (duos, said)
    };
    let (allowed, said) = replay();
    assert!(both_ways(&allowed) == 2 && said.contains("the duos equal those that were kept"), "{said}");
    // A version that did not know of it kept settings without it.
    home.execute("UPDATE round_inputs SET settings = replace(settings, '\"allow_both_ways\":true,', ''), engine = 5");
    let (before, said) = replay();
    assert!(said.contains("proposed by engine 5") && said.contains("the duos equal those that were kept"), "{said}");
    assert_eq!(before, allowed);
    // Proposed by this one, two people are one duo.
    let page = coordinator.get(&format!("{round}/settings"));
    let mut form = page.form_with_button("then", "propose");
    form.clear("allow_both_ways");
    assert_eq!(coordinator.submit(&page, &form).status, 200);
    let (one_way, said) = replay();
    assert!(both_ways(&one_way) == 0 && said.contains("the duos equal those that were kept"), "{said}");
    assert!(one_way.len() == 1 && said.contains("proved the best"), "{said}");
}
