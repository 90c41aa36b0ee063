//! Who asks for help: the coordinators are mailed at once, and the board says who, what about, and how to reach them.

use chrono::Duration;
use reqwest::Method;
use serde_json::json;

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, until};
use crate::life::{confirmed, home_with_clock, let_jobs_look, mail, mails_of, move_clock, wait_for};
use crate::people::{GUIDE, LEARNER};
use crate::program::Program;

on_both_databases!(
    a_call_for_help_is_mailed_at_once_and_told_truly,
    a_call_is_mailed_again_only_when_it_was_dealt_with,
    who_asks_for_somebody_else_or_at_the_end_is_heard_too,
);

const COORDINATOR: &str = "coordinator@voorbeeld.example";
const SECOND: &str = "tweede@voorbeeld.example";

/// Sends the check-in: whether they met, and a call for help or none.
fn check_in(reader: &Browser, link: &str, met: &str, help: Option<&str>) -> Page {
    let path = format!("{link}/check-in");
    let page = reader.get(&path);
    let mut form = page.form_to(&path);
    form.set("met", met);
    form.fields.retain(|(name, _)| name != "wants_help");
    if let Some(about) = help {
        form.fields.push(("wants_help".to_owned(), "yes".to_owned()));
        form.set("help", about);
    }
    reader.submit(&page, &form)
}

fn signed_in(home: &Home, duo: &crate::life::Introduced) -> Browser {
    let coordinator = Browser::new(&duo.server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    coordinator
}

fn a_call_for_help_is_mailed_at_once_and_told_truly(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    home.invite_coordinator(SECOND, "jeugd");
    check_in(&duo.zoe, &duo.zoes, "yes", None);
    let page = check_in(&duo.noor, &duo.noors, "no", Some("We vinden <geen> tijd"));
    assert!(page.text().contains("We hebben de coördinator gemaild."), "{}", page.text());
    wait_for(&home, "help_asked", 2);
    for to in [COORDINATOR, SECOND] {
        let told = mail(&home, to, "vraagt je hulp");
        for words in [LEARNER.name, LEARNER.email, GUIDE.name, "We vinden <geen> tijd", "Nee, nog niet"] {
            assert!(told.text.contains(words), "{words}: {}", told.text);
        }
        assert!(told.text.contains("/coordinator/rounds/1/board#help"), "{}", told.text);
    }
    let coordinator = signed_in(&home, &duo);
    assert!(
        coordinator.get("/coordinator/jeugd").text().contains("vraagt iemand hulp")
            || coordinator.get("/coordinator/jeugd").text().contains("vraagt hulp")
    );
    let board = coordinator.get("/coordinator/rounds/1/board");
    let pair = board.html.split("href=\"").find(|rest| rest.contains("/pairs/")).unwrap().split('"').next().unwrap();
    for page in [&board, &coordinator.get(pair)] {
        let text = page.text();
        assert!(text.contains(&format!("{} vraagt je hulp", LEARNER.name)), "{text}");
        assert!(text.contains("We vinden <geen> tijd") && text.contains(LEARNER.email), "{text}");
        assert!(text.contains("Noor zegt dat ze elkaar nog niet spraken."), "{text}");
        assert!(text.contains("Zoë zegt dat ze elkaar spraken."), "what each ticked: {text}");
    }
    let program = Program::with_key_of(coordinator, "jeugd");
    let told = &program.get("/api/v1/rounds/1/status")["duos"][0];
    assert_eq!((&told["needs_help"], &told["met"]), (&json!(true), &json!(true)));
    assert_eq!(
        (&told["asks"][0]["about"], &told["asks"][0]["at"]),
        (&json!("We vinden <geen> tijd"), &json!("check_in"))
    );
    assert_eq!(told["asks"].as_array().unwrap().len(), 1);
    // Who said what is theirs to take along.
    assert_eq!(home.count("activity WHERE what LIKE '%help_asked%'"), 1);
}

fn a_call_is_mailed_again_only_when_it_was_dealt_with(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    for about in ["tijd", "tijd", "plek"] {
        check_in(&duo.noor, &duo.noors, "yes", Some(about));
    }
    wait_for(&home, "help_asked", 1);
    assert_eq!(home.count("activity WHERE what LIKE '%help_asked%'"), 1);
    let coordinator = signed_in(&home, &duo);
    assert!(coordinator.get("/coordinator/rounds/1/board").text().contains("plek"), "the newest words");
    // A week later it is in the digest, also of a round that is over; and the week after once more.
    move_clock(&home, Duration::days(50));
    until("the round is closed", || home.count("rounds WHERE state = 'closed'") == 1);
    until("the coordinator is told", || mails_of(&home, "digest") > 0);
    let_jobs_look();
    let digests = mails_of(&home, "digest");
    assert!(mail(&home, COORDINATOR, "ervoor").text.contains("hulp"));
    move_clock(&home, Duration::days(58));
    until("the coordinator is told again", || mails_of(&home, "digest") == digests + 1);

    let coordinator = signed_in(&home, &duo);
    let board = coordinator.get("/coordinator/rounds/1/board");
    let form = board.form_to("/coordinator/rounds/1/helped");
    for _ in 0..2 {
        assert_eq!(coordinator.post("/coordinator/rounds/1/helped", &form).status, 303);
    }
    assert_eq!(home.count("activity WHERE what LIKE '%help_given%'"), 1, "twice is as once");
    assert!(!coordinator.get("/coordinator/rounds/1/board").text().contains("vraagt je hulp"));
    move_clock(&home, Duration::days(66));
    let_jobs_look();
    assert_eq!(mails_of(&home, "digest"), digests + 1, "nobody waits any more");
    // The form says so, and sending it without a tick asks for nothing.
    let page = duo.noor.get(&format!("{}/check-in", duo.noors));
    assert!(page.text().contains("afgehandeld"), "{}", page.text());
    check_in(&duo.noor, &duo.noors, "yes", None);
    assert_eq!(mails_of(&home, "help_asked"), 1);
    let page = check_in(&duo.noor, &duo.noors, "yes", Some("nog iets"));
    assert!(page.text().contains("We hebben de coördinator gemaild."), "{}", page.text());
    wait_for(&home, "help_asked", 2);
    // Through the API as well.
    let program = Program::of(&home, &duo.server, COORDINATOR, "jeugd");
    let duo_id = program.get("/api/v1/rounds/1/status")["duos"][0]["id"].clone();
    let path = format!("/api/v1/rounds/1/duos/{duo_id}/help");
    let (code, status) = program.call(Method::POST, &path, None);
    assert_eq!((code, &status["counts"]["needs_help"]), (200, &json!(0)), "{status}");
    assert_eq!(program.call(Method::POST, "/api/v1/rounds/1/duos/999/help", None).0, 404);
}

fn who_asks_for_somebody_else_or_at_the_end_is_heard_too(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    let path = format!("{}/end?not-met", duo.noors);
    let page = duo.noor.get(&path);
    assert!(page.text().contains("We mailen de coördinator"), "{}", page.text());
    duo.noor.submit(&page, &page.form_with_button("how", "not-met"));
    wait_for(&home, "help_asked", 1);
    let told = mail(&home, COORDINATOR, "vraagt je hulp").text;
    assert!(told.contains("iemand anders") && told.contains(LEARNER.email), "{told}");
    let coordinator = signed_in(&home, &duo);
    let board = coordinator.get("/coordinator/rounds/1/board").text();
    assert!(board.contains("wil graag iemand anders"), "also when the duo is over: {board}");
    // The other looks back, and asks something there.
    let closing = format!("{}/closing", duo.zoes);
    let page = duo.zoe.get(&closing);
    let mut form = page.form_to(&closing);
    form.tick("wants_help", "yes");
    form.set("help", "Wat kan ik nu doen?");
    let page = duo.zoe.submit(&page, &form);
    assert!(page.text().contains("We hebben de coördinator gemaild."), "{}", page.text());
    wait_for(&home, "help_asked", 2);
    assert!(coordinator.get("/coordinator/rounds/1/board").text().contains("Wat kan ik nu doen?"));
    assert_eq!(home.count("check_ins WHERE wants_help AND help_dealt_at IS NULL"), 2);
}
