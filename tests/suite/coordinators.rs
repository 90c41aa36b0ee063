//! Coordinators: signing in, their own programme and no other, a list read in, and a program that acts for them.

use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Mail, until};
use crate::journey::COORDINATOR;
use crate::life::{home_with_clock, move_clock};
use crate::people::{GUIDE, LEARNER, new_round, round_of, settings};
use crate::program::{Program, consent_version};

on_both_databases!(
    signing_in_by_mail_works_once_and_out,
    a_sign_in_link_works_in_the_browser_that_asked_and_for_a_quarter_of_an_hour,
    a_session_is_ended_alone_and_by_signing_in_again,
    a_coordinator_sees_only_their_own_programme,
    a_list_is_read_in_and_everybody_in_it_is_asked,
    a_program_goes_the_same_way,
);

fn signing_in_by_mail_works_once_and_out(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    home.invite_coordinator(COORDINATOR, "jeugd");
    let coordinator = Browser::new(&server);
    assert_eq!(coordinator.get("/coordinator").path, "/coordinator/sign-in");
    assert_eq!(coordinator.get("/coordinator/jeugd/professionals").status, 401);
    let page = coordinator.get("/coordinator/sign-in");
    let mut form = page.form_to("/coordinator/sign-in");
    form.set("email", COORDINATOR);
    assert_eq!(coordinator.submit(&page, &form).path, "/coordinator/sign-in/sent");
    let link = home.link_to(COORDINATOR, "/coordinator/sign-in/");
    // A mail scanner that looks at it first does not use it up.
    assert_eq!(Browser::new(&server).get(&link).status, 403);
    assert!(coordinator.get(&link).text().contains(&format!("Je logt in als {COORDINATOR}")));
    coordinator.sign_in(&link);
    assert_eq!(coordinator.get("/coordinator/jeugd/professionals").status, 200);

    let copy = coordinator.clone();
    let page = coordinator.get("/coordinator");
    let form = page.form_to("/coordinator/sign-out");
    assert_eq!(coordinator.submit(&page, &form).path, "/coordinator/sign-in");
    assert_eq!(copy.get("/coordinator").path, "/coordinator/sign-in");
    assert_eq!(home.count("sessions"), 0, "the session is gone, not only its cookie");
}

/// Asks for a link to sign in with: the one that is mailed for it.
pub(crate) fn ask_to_sign_in(home: &Home, browser: &Browser) -> String {
    let links = || home.mails_to(COORDINATOR).iter().flat_map(Mail::paths).collect::<Vec<_>>();
    let known = links();
    let page = browser.get("/coordinator/sign-in");
    let mut form = page.form_to("/coordinator/sign-in");
    form.set("email", COORDINATOR);
    assert_eq!(browser.submit(&page, &form).path, "/coordinator/sign-in/sent");
    let fresh = || links().into_iter().find(|link| !known.contains(link));
    until("the link is there", || fresh().is_some());
    fresh().unwrap()
}

fn a_sign_in_link_works_in_the_browser_that_asked_and_for_a_quarter_of_an_hour(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    let invited = home.invite_coordinator(COORDINATOR, "jeugd");
    let (own, stranger) = (Browser::new(&server), Browser::new(&server));
    let link = ask_to_sign_in(&home, &own);

    // A stranger who asks for a coordinator's link signs nobody in, and takes no link from them.
    let of_stranger = ask_to_sign_in(&home, &stranger);
    let page = own.get(&of_stranger);
    assert_eq!(page.status, 403);
    assert!(page.text().contains("werkt alleen in de browser waarin je erom vroeg"), "{}", page.text());
    assert!(page.html.contains("href=\"/coordinator/sign-in\""));
    assert!(page.forms().iter().all(|form| !form.action.contains("/coordinator/")));
    let mut form = own.get(&link).only_form();
    form.action.clone_from(&of_stranger);
    assert_eq!(own.post(&of_stranger, &form).status, 404, "nor by hand");
    assert_eq!(home.count("sessions"), 0);
    assert_eq!([own.get(&link).status, own.get(&invited).status], [200, 200]);

    // Asked for again in the same browser, the earlier link works no more; after a quarter of an hour none does.
    let newer = ask_to_sign_in(&home, &own);
    assert_eq!([own.get(&link).status, own.get(&newer).status], [404, 200]);
    move_clock(&home, Duration::minutes(16));
    assert_eq!([own.get(&newer).status, own.get(&invited).status], [404, 200]);

    // Whoever signs in has no other link left.
    let last = ask_to_sign_in(&home, &own);
    own.sign_in(&last);
    assert_eq!([own.get(&last).status, own.get(&invited).status], [404, 404]);
    assert_eq!(home.count("sessions"), 1);
}

fn a_session_is_ended_alone_and_by_signing_in_again(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let [here, there, other] = [COORDINATOR, COORDINATOR, "ander@voorbeeld.example"].map(|email| {
        let browser = Browser::new(&server);
        browser.sign_in(&home.invite_coordinator(email, "jeugd"));
        browser
    });
    let access = "/coordinator/jeugd/settings/access";
    let page = here.get(access);
    let ends: Vec<_> = page.forms().into_iter().filter(|form| form.action.ends_with("/end")).collect();
    assert_eq!(ends.len(), 1, "the other one, and not the reader's own");
    // Nobody ends the session of somebody else.
    assert_eq!(other.post(&ends[0].action, &other.get(access).form_to(access)).status, 303);
    assert_eq!(there.get(access).status, 200);
    assert_eq!(here.submit(&page, &ends[0]).path, access);
    assert_eq!((here.get(access).status, there.get(access).status), (200, 401));
    assert_eq!(home.count("security_log WHERE what LIKE '%session_closed%'"), 1, "and not what others tried");

    // Whoever runs the server ends them from the command line.
    assert!(home.run(&["coordinator", "sign-out", "niemand@voorbeeld.example"]).expect_failure().contains("nobody"));
    assert!(home.run(&["coordinator", "sign-out", COORDINATOR]).expect_success().contains("sessions ended: 1"));
    assert_eq!((here.get(access).status, other.get(access).status), (401, 200));
    let program = Program::with_key_of(other.clone(), "jeugd");
    let link = home.invite_coordinator("ander@voorbeeld.example", "jeugd");
    home.run(&["coordinator", "sign-out", "--all"]).expect_success();
    assert_eq!((other.get(access).status, home.count("sessions")), (401, 0));
    let rounds = "/api/v1/programmes/jeugd/rounds";
    assert_eq!(program.call(Method::GET, rounds, None).0, 200, "keys stay, and so do links");
    other.sign_in(&link);
    assert_eq!(home.run(&["coordinator", "sign-out"]).code, Some(2));
    here.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));

    // Signing in again in a browser ends the session that it had.
    let before = home.count("sessions");
    here.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert_eq!((home.count("sessions"), here.get(access).status), (before, 200));
}

#[test]
fn whoever_is_invited_has_the_role_that_was_said_and_keeps_it() {
    let home = Home::new(Database::Sqlite);
    home.add_programme("jeugd");
    let invite = |email: &str, role: Option<&str>| {
        let arguments = ["coordinator", "invite", email, "--programme", "jeugd"];
        let role = role.map(|role| ["--role", role]);
        home.run(&arguments.into_iter().chain(role.into_iter().flatten()).collect::<Vec<_>>())
    };
    let role_of = |email: &str| {
        home.query(&format!(
            "SELECT role AS line FROM programme_coordinators p JOIN coordinators c ON c.id = p.coordinator_id \
             WHERE c.email = '{email}'"
        ))
    };
    for (email, role, is) in [
        (COORDINATOR, None, "owner"),
        ("kijk@voorbeeld.example", Some("viewer"), "viewer"),
        ("zorg@voorbeeld.example", Some("coordinator"), "coordinator"),
        // Whoever has a role keeps it.
        ("kijk@voorbeeld.example", None, "viewer"),
        (COORDINATOR, Some("viewer"), "owner"),
    ] {
        invite(email, role).expect_success();
        assert_eq!(role_of(email), [is], "{email}");
    }
    assert_eq!(invite("nieuw@voorbeeld.example", Some("baas")).code, Some(2));
}

fn a_coordinator_sees_only_their_own_programme(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    home.add_programme("zorg");
    let (own, other) = (Browser::new(&server), Browser::new(&server));
    own.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    other.sign_in(&home.invite_coordinator("ander@voorbeeld.example", "zorg"));
    let noor = Browser::new(&server);
    LEARNER.join(&home, &noor);
    let round = settings(&own, &new_round(&own));
    let id = home.query("SELECT CAST(id AS TEXT) AS line FROM professionals").remove(0);
    home.wait_for_mail();
    let kept = home.dump();
    for path in [
        "/coordinator/jeugd/professionals",
        &format!("/coordinator/jeugd/professionals/{id}"),
        &format!("/coordinator/zorg/professionals/{id}"),
        "/coordinator/jeugd/import",
        "/coordinator/jeugd/rounds",
        &round.path,
    ] {
        assert_eq!(other.get(path).status, 404, "{path}");
    }
    let mut form = round.form_with_button("then", "propose");
    form.set("csrf", other.get("/coordinator").form_to("/language").value("csrf").unwrap());
    for step in ["publication", "settings", "people", "preview", "proposals", "undo"] {
        assert_eq!(other.post(&format!("{}/{step}", round_of(&round)), &form).status, 404, "{step}");
    }
    assert_eq!(home.dump(), kept);
}

fn a_list_is_read_in_and_everybody_in_it_is_asked(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let sample = include_bytes!("../../config/sample/professionals.csv");
    let page = crate::bad_input::import(&coordinator, sample);
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("42 mensen"), "{}", page.text());
    assert_eq!(home.mails().len(), 42);
    assert_eq!(home.count("professionals WHERE standing = 'unconfirmed'"), 42);
    // Again: they are known, and are not asked twice.
    let page = crate::bad_input::import(&coordinator, sample);
    assert!(page.text().contains("42 mensen"), "{}", page.text());
    assert_eq!(home.mails().len(), 42);
    let browser = Browser::new(&server);
    browser.press(&home.link_to("noor.de.vries@voorbeeld.example", "/me/verify/"));
    assert_eq!(home.count("professionals WHERE standing = 'active'"), 1);
}

/// A request of a program, with its answer as JSON.
fn call(browser: &Browser, method: Method, path: &str, token: &str, body: Option<&Value>) -> (u16, Value) {
    let request = browser.request(method, path).bearer_auth(token);
    let request = if let Some(body) = body { request.json(body) } else { request };
    let response = request.send().unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().unwrap()).unwrap_or_default())
}

fn a_program_goes_the_same_way(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let page = coordinator.get("/coordinator/jeugd/settings/access");
    let mut form = page.form_to("/coordinator/jeugd/settings/access");
    form.set("label", "kantoor");
    let shown_key =
        |page: &Page| page.html.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let page = coordinator.submit(&page, &form);
    let token = shown_key(&page);
    assert_eq!(token.len(), 64);
    assert!(!coordinator.get("/coordinator/jeugd/settings/access").html.contains(&token), "the token is shown once");
    // The same form once more: the key that is shown now is the only one.
    let keys = home.count("api_keys");
    let again = coordinator.submit(&page, &form);
    assert!(again.status == 200 && home.count("api_keys") == keys, "{}", again.text());
    let token = shown_key(&again);

    // People sign up, in the language they ask for.
    let program = Browser::new(&server);
    for (person, locale) in [(LEARNER, "nl"), (GUIDE, "en")] {
        let body = json!({
            "name": person.name, "email": person.email, "role": person.role, "organisation": person.organisation,
            "region": "Utrecht", "years_experience": 7, "languages": ["nl"], "meets": "either",
            "availability": ["mon-am"], "takes_part_as": person.part, "capacity": 1,
            "learning_needs": [{"topic": person.need, "priority": 3}],
            "expertise": [{"topic": person.expertise, "level": 3}],
            "consent": consent_version(&program, "jeugd"), "locale": locale,
        });
        let path = "/api/v1/programmes/jeugd/sign-ups";
        let (status, answer) = call(&program, Method::POST, path, "", Some(&body));
        assert_eq!(status, 202, "{answer}");
        Browser::new(&server).press(&home.link_to(person.email, "/me/verify/"));
    }
    assert!(home.mails_to(GUIDE.email).iter().any(|mail| mail.text.starts_with("Hello,")));
    assert_eq!(home.count("professionals WHERE standing = 'active'"), 2);

    // A round.
    let rounds = "/api/v1/programmes/jeugd/rounds";
    let day = (chrono::Utc::now() + chrono::Days::new(10)).date_naive().to_string();
    let new = json!({"name": "Herfst", "answer_by": day, "settings": {"prefer": "coverage"}});
    for stranger in ["", "x", &"0".repeat(64)] {
        assert_eq!(call(&program, Method::POST, rounds, stranger, Some(&new)).0, 401);
    }
    let (status, round) = call(&program, Method::POST, rounds, &token, Some(&new));
    assert_eq!((status, &round["state"]), (201, &json!("draft")), "{round}");
    let path = format!("/api/v1/rounds/{}", round["id"]);
    assert_eq!(round["participants"].as_array().unwrap().len(), 2);
    let (status, round) = call(&program, Method::POST, &format!("{path}/proposals"), &token, Some(&json!({})));
    assert_eq!((status, &round["state"]), (200, &json!("proposed")), "{round}");
    let (_, duos) = call(&program, Method::GET, &format!("{path}/duos"), &token, None);
    let duo = &duos["items"][0];
    let sum: i64 = duo["reasons"].as_object().unwrap().values().map(|points| points.as_i64().unwrap()).sum();
    assert_eq!(duo["score"], sum);
    let before = home.mails().len();
    let publication = format!("{path}/publication");
    let seen = json!({"version": round["version"]});
    assert_eq!(call(&program, Method::POST, &publication, &token, Some(&seen)).0, 200);
    assert_eq!(call(&program, Method::POST, &publication, &token, Some(&seen)).0, 409);
    assert_eq!(home.mails().len(), before + 2);
    let link = home.link_to(LEARNER.email, "/duo/");
    Browser::new(&server).answer(&link, "declined", "Geen tijd");
    let (_, duos) = call(&program, Method::GET, &format!("{path}/duos"), &token, None);
    assert_eq!(duos["items"][0]["members"][0]["reason"], "Geen tijd", "{duos}");

    // A token that is revoked is nothing any more.
    let page = coordinator.get("/coordinator/jeugd/settings/access");
    let form = page.forms().into_iter().find(|form| form.action.ends_with("/revoke")).unwrap();
    coordinator.submit(&page, &form);
    assert_eq!(call(&program, Method::GET, rounds, &token, None).0, 401);
}
