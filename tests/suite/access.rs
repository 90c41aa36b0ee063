//! Every operation of the server, by everybody whom it is not for, and by those whom it is for.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::json;
use tweespan::domain::programme::access::{Role, Scope};
use tweespan::web::{Access, Operation, operations};

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Server};
use crate::html::Form;
use crate::people::{GUIDE, LEARNER, proposed_round, round_of};

on_both_databases!(
    every_operation_is_for_those_whom_the_table_names,
    people_of_another_programme_are_not_there,
    people_of_another_programme_change_no_round,
);

const OWNER: &str = "coordinator@voorbeeld.example";

/// Somebody who comes in, and whom they are in the programme of the demo.
struct Identity {
    name: &'static str,
    browser: Browser,
    key: Option<String>,
    is: Is,
}

/// What somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    /// Signed in with no session that works.
    Nobody,
    /// Signed in, with this role.
    Member(Role),
    /// Signed in, in another programme.
    Elsewhere,
    /// A program with a key for this, and for all before it.
    Program(Scope),
    /// A program with a key that does not work.
    DeadKey,
    /// A program with a key for another programme.
    KeyElsewhere,
    /// A program with a key for everything, of somebody who may only look.
    KeyOfViewer,
}

fn key(browser: &Browser, programme: &str, label: &str, scopes: &[&str]) -> String {
    let page = browser.get(&format!("/coordinator/{programme}/settings/access"));
    let mut form = page.form_to(&page.path);
    form.fields.retain(|(name, _)| name != "scope");
    form.fields.extend(scopes.iter().map(|scope| ("scope".to_owned(), (*scope).to_owned())));
    form.set("label", label);
    let page = browser.submit(&page, &form);
    page.html.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

fn signed_in(home: &Home, server: &Server, email: &str, programme: &str) -> Browser {
    let browser = Browser::new(server);
    browser.sign_in(&home.invite_coordinator(email, programme));
    browser
}

fn identities(home: &Home, server: &Server) -> Vec<Identity> {
    let owner = signed_in(home, server, OWNER, "jeugd");
    let set_role = |email: &str, role: &str| {
        home.execute(&format!(
            "UPDATE programme_coordinators SET role = '{role}' \
             WHERE coordinator_id = (SELECT id FROM coordinators WHERE email = '{email}')"
        ));
    };
    let coordinator = signed_in(home, server, "wie-zorgt@voorbeeld.example", "jeugd");
    let viewer = signed_in(home, server, "wie-kijkt@voorbeeld.example", "jeugd");
    let of_viewer = key(&viewer, "jeugd", "kijkt", &["people", "rounds"]);
    set_role("wie-zorgt@voorbeeld.example", "coordinator");
    set_role("wie-kijkt@voorbeeld.example", "viewer");
    let elsewhere = signed_in(home, server, "elders@voorbeeld.example", "ander");
    let dismissed = signed_in(home, server, "weg@voorbeeld.example", "jeugd");
    let gone = key(&dismissed, "jeugd", "weg", &["people", "rounds"]);
    let page = owner.get("/coordinator/jeugd/settings");
    let id = home.query("SELECT CAST(id AS TEXT) AS line FROM coordinators WHERE email = 'weg@voorbeeld.example'");
    let form = page.form_to(&format!("/coordinator/jeugd/settings/coordinators/{}", id[0]));
    assert_eq!(owner.submit(&page, &form).status, 200);
    let expired = signed_in(home, server, "verlopen@voorbeeld.example", "jeugd");
    home.execute(
        "UPDATE sessions SET expires_at = '2026-01-01 00:00:00' \
         WHERE coordinator_id = (SELECT id FROM coordinators WHERE email = 'verlopen@voorbeeld.example')",
    );
    let old = key(&owner, "jeugd", "oud", &["people", "rounds"]);
    home.execute("UPDATE api_keys SET expires_at = '2026-01-01 00:00:00' WHERE label = 'oud'");
    let nobody = || Browser::new(server);
    let of = |name, browser, is| Identity { name, browser, key: None, is };
    let program = |name, key, is| Identity { name, browser: nobody(), key: Some(key), is };
    vec![
        of("nobody", nobody(), Is::Nobody),
        of("who was dismissed", dismissed, Is::Nobody),
        of("whose session expired", expired, Is::Nobody),
        of("an owner of another programme", elsewhere.clone(), Is::Elsewhere),
        of("a viewer", viewer, Is::Member(Role::Viewer)),
        of("a coordinator", coordinator, Is::Member(Role::Coordinator)),
        program("an unknown key", "0".repeat(64), Is::DeadKey),
        program("a key that expired", old, Is::DeadKey),
        program("a key of who was dismissed", gone, Is::DeadKey),
        program(
            "a key for another programme",
            key(&elsewhere, "ander", "elders", &["people", "rounds"]),
            Is::KeyElsewhere,
        ),
        program("a key of a viewer", of_viewer, Is::KeyOfViewer),
        program("a key to read", key(&owner, "jeugd", "leest", &[]), Is::Program(Scope::Read)),
        program("a key for people", key(&owner, "jeugd", "mensen", &["people"]), Is::Program(Scope::People)),
        program("a key for rounds", key(&owner, "jeugd", "rondes", &["rounds"]), Is::Program(Scope::Rounds)),
        of("an owner", owner, Is::Member(Role::Owner)),
    ]
}

/// What an answer should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    LetIn,
    Unauthorized,
    NotFound,
    Forbidden,
}

/// What the table says that somebody gets; nothing where a page is for whoever has a link, which is tried elsewhere.
fn expected(access: Access, is: Is) -> Option<Answer> {
    let role = |needed: Role| match is {
        Is::Member(role) if role >= needed => Answer::LetIn,
        Is::Member(_) => Answer::Forbidden,
        Is::Elsewhere => Answer::NotFound,
        _ => Answer::Unauthorized,
    };
    Some(match access {
        Access::Anybody | Access::Developer => Answer::LetIn,
        Access::Link => Answer::NotFound,
        Access::HalfSignedIn | Access::SignedIn => match is {
            Is::Member(_) | Is::Elsewhere => Answer::LetIn,
            _ => Answer::Unauthorized,
        },
        Access::Has(needed) | Access::Proven(needed) => role(needed),
        Access::ApiClient(scope) => match is {
            Is::Program(own) if own == scope || scope == Scope::Read => Answer::LetIn,
            Is::KeyOfViewer if scope == Scope::Read => Answer::LetIn,
            Is::Program(_) | Is::KeyOfViewer => Answer::Forbidden,
            Is::KeyElsewhere => Answer::NotFound,
            _ => Answer::Unauthorized,
        },
        Access::ApiClientThatActs => match is {
            Is::Program(Scope::Read) | Is::KeyOfViewer => Answer::Forbidden,
            Is::Program(_) => return None,
            Is::KeyElsewhere => Answer::NotFound,
            _ => Answer::Unauthorized,
        },
        Access::Signature => return None,
    })
}

/// The values of the parameters in an address, by what stands before them.
fn filled(path: &str, values: &BTreeMap<&str, String>) -> String {
    let mut filled = String::new();
    let mut before = "";
    for part in path.split('/').skip(1) {
        filled.push('/');
        let name = part.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        // A pattern may stand behind the name.
        match name.map(|name| name.split(':').next().unwrap()) {
            Some(name) => {
                let by_place = format!("{before}/{name}");
                let value = values.get(by_place.as_str()).or_else(|| values.get(name));
                filled.push_str(value.unwrap_or_else(|| panic!("no value for {by_place} of {path}")));
            }
            None => filled.push_str(part),
        }
        before = part;
    }
    filled
}

fn ask(identity: &Identity, operation: &Operation, path: &str) -> Page {
    let Identity { browser, key, .. } = identity;
    let method: Method = operation.method.parse().unwrap();
    if let Some(key) = key {
        let request = browser.request(method.clone(), path).bearer_auth(key);
        let request = if method == Method::GET { request } else { request.json(&json!({})) };
        return Page::of(path, request.send().unwrap());
    }
    match method {
        Method::POST if !path.starts_with("/api/") => {
            let token =
                browser.get("/me/link").forms()[0].fields.iter().find(|(name, _)| name == "csrf").unwrap().clone();
            let form = Form { fields: vec![token], ..browser.get("/me/link").forms()[0].clone() };
            browser.post(path, &form)
        }
        Method::GET => browser.look(path),
        other => Page::of(path, browser.request(other, path).json(&json!({})).send().unwrap()),
    }
}

fn is(page: &Page, answer: Answer) -> bool {
    let to = page.location().unwrap_or_default();
    let is_sent_away = to.starts_with("/coordinator/sign-in") || to.starts_with("/coordinator/second-factor?");
    match answer {
        Answer::Unauthorized => page.status == 401 || (page.status == 303 && to == "/coordinator/sign-in"),
        Answer::NotFound => page.status == 404,
        Answer::Forbidden => page.status == 403,
        Answer::LetIn => ![401, 403, 500].contains(&page.status) && (!is_sent_away || page.path.contains("sign-")),
    }
}

/// Identifiers of people count up: whoever has a round of their own tries those of others there.
fn people_of_another_programme_are_not_there(database: Database) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    home.wait_for_mail();
    home.add_programme("ander");
    let browser = Browser::new(&server);
    browser.sign_in(&home.invite_coordinator("elders@voorbeeld.example", "ander"));
    let programme = home.query("SELECT CAST(id AS TEXT) AS line FROM programmes WHERE slug = 'ander'").remove(0);
    for (id, state) in [(98, "proposed"), (99, "published")] {
        home.execute(&format!(
            "CREATE TEMP TABLE one_{id} AS SELECT * FROM rounds WHERE id = 1;
             UPDATE one_{id} SET id = {id}, programme_id = {programme}, state = '{state}';
             INSERT INTO rounds SELECT * FROM one_{id};"
        ));
    }
    let duo = home.query(
        "SELECT CAST(p.id AS TEXT) || ' ' || p.name AS line FROM duo_members m JOIN professionals p \
         ON p.id = m.professional_id WHERE m.duo_id = 1 ORDER BY m.side DESC",
    );
    let two: Vec<(&str, &str)> = duo.iter().map(|line| line.split_once(' ').unwrap()).collect();
    let about = ["{one}", "{other}", "{person}", "{professional}"];
    let of_rounds = operations().into_iter().filter(|one| one.method == "GET" && one.path.contains("rounds/{id}"));
    let paths: Vec<String> = of_rounds.map(|one| one.path).collect();
    let by_query = ["/by-hand?learner=1&guide=2", "/by-hand/partner?person=1", "/latecomer?person=1", "/people?q=a"];
    let mut tried = 0;
    for round in ["98", "99"] {
        let named = paths.iter().filter(|path| about.iter().any(|name| path.contains(name)));
        let named = named.map(|path| {
            let path = path.replace("{one}", two[0].0).replace("{other}", two[1].0);
            let path = path.replace("{person}", two[0].0).replace("{professional}", two[0].0);
            path.replace("{side}", "learner").replace("{change}", "exclude")
        });
        let asked = by_query.map(|query| {
            let query = query.replace("=1", &format!("={}", two[0].0)).replace("=2", &format!("={}", two[1].0));
            format!("/coordinator/rounds/{{id}}{query}")
        });
        for path in named.chain(asked) {
            let page = browser.get(&path.replace("{id}", round));
            assert!(page.status < 500, "{path}: {}", page.status);
            for (_, name) in &two {
                assert!(!page.html.contains(name), "{path} of round {round} tells of {name}");
            }
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried}");
}

fn every_operation_is_for_those_whom_the_table_names(database: Database) {
    let home = Home::new(database).with("TWEESPAN__LIMITS__REQUESTS_PER_MINUTE", "100000");
    let server = home.start(&["demo"]);
    home.wait_for_mail();
    home.add_programme("ander");
    let identities = identities(&home, &server);
    let one = |sql: &str| home.query(sql).first().cloned().unwrap_or_else(|| "1".to_owned());
    let members = home.query(
        "SELECT CAST(professional_id AS TEXT) AS line FROM duo_members \
         WHERE duo_id = (SELECT min(id) FROM duos) ORDER BY professional_id",
    );
    let person = members[0].clone();
    let values = BTreeMap::from([
        ("programme", "jeugd".to_owned()),
        ("slug", "jeugd".to_owned()),
        ("rounds/id", one("SELECT CAST(max(id) AS TEXT) AS line FROM rounds")),
        ("professionals/id", person.clone()),
        ("person", person.clone()),
        ("professional", person.clone()),
        ("one", person),
        ("other", members[1].clone()),
        ("side", "learner".to_owned()),
        ("change", "exclude".to_owned()),
        ("duo", one("SELECT CAST(min(id) AS TEXT) AS line FROM duos")),
        ("mail/id", one("SELECT CAST(min(id) AS TEXT) AS line FROM mails")),
        ("mails/id", one("SELECT CAST(min(id) AS TEXT) AS line FROM mails")),
        ("mails/mail", "introduction".to_owned()),
        ("mailings/id", "1".to_owned()),
        (
            "coordinators/id",
            one("SELECT CAST(id AS TEXT) AS line FROM coordinators WHERE email = 'verlopen@voorbeeld.example'"),
        ),
        ("topic", one("SELECT slug AS line FROM topics ORDER BY id LIMIT 1")),
        ("hash", "0".repeat(64)),
        ("token", "5e1f".repeat(16)),
        ("file", "style.css".to_owned()),
        ("mailbox/mail", "x".to_owned()),
        ("name", "introduction".to_owned()),
        ("locale", "nl".to_owned()),
    ]);
    let mut all = operations();
    // What changes nothing comes first, and signing out last, so that the others find what they are about.
    all.sort_by_key(|one| (one.method != "GET", one.path.contains("sign-out")));
    assert!(all.len() > 130, "{}", all.len());
    let mut wrong = Vec::new();
    let mut seen = BTreeMap::new();
    for lets_in in [false, true] {
        let before = home.dump();
        for operation in &all {
            let path = filled(&operation.path, &values);
            for identity in &identities {
                let Some(answer) = expected(operation.access, identity.is) else { continue };
                // Who is let in may change what the others look for, so all who are not come before.
                if (answer == Answer::LetIn) != lets_in
                    || answer == Answer::LetIn && operation.access == Access::Anybody
                {
                    continue;
                }
                let page = ask(identity, operation, &path);
                *seen.entry(format!("{answer:?}")).or_insert(0) += 1;
                if !is(&page, answer) {
                    let (method, to) = (&operation.method, page.location());
                    wrong.push(format!("{method} {path} by {}: {} {to:?}, not {answer:?}", identity.name, page.status));
                }
            }
        }
        if !lets_in {
            assert!(home.dump() == before, "who was not let in changed something");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen.len() == 4 && seen.values().all(|count: &usize| *count > 50), "{seen:?}");
}

fn people_of_another_programme_change_no_round(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    home.add_programme("ander");
    for person in [LEARNER, GUIDE] {
        person.join(&home, &Browser::new(&server));
    }
    home.execute(
        "CREATE TEMP TABLE copy AS SELECT * FROM professionals WHERE email = 'zoe@gidsen.example';
         UPDATE copy SET id = 99, email = 'ander@elders.example',
         programme_id = (SELECT id FROM programmes WHERE slug = 'ander');
         INSERT INTO professionals SELECT * FROM copy;",
    );
    let coordinator = signed_in(&home, &server, OWNER, "jeugd");
    let round = round_of(&proposed_round(&coordinator));
    let (people, duos) = (format!("{round}/people"), home.count("duos"));
    assert_eq!(duos, 1);
    let unchanged = || (home.count("round_participants"), home.count("duos")) == (2, duos);
    let page = coordinator.get(&people);
    let mut form = page.form_to(&people);
    form.tick("participant", "99");
    assert_eq!(coordinator.submit(&page, &form).status, 200);
    assert!(unchanged(), "the form takes in nobody of another programme, and no duo goes for it");
    let mut form = page.form_to(&people);
    form.fields.retain(|(name, _)| name != "filters" && name != "participant" && name != "shown");
    form.press("person", "99");
    assert_eq!(coordinator.post(&format!("{round}/leave-out"), &form).status, 404);
    assert!(unchanged(), "somebody who takes no part is left out, and no duo goes for it");
}
