//! Pages know what day it is: what is over is said to be over, and the act that is left is offered.

use chrono::{Duration, Utc};
use reqwest::Method;
use serde_json::json;

use crate::browser::Browser;
use crate::harness::{Database, Home, Server, until};
use crate::life::{home_with_clock, introduced, let_jobs_look, move_clock};
use crate::people::{GUIDE, LEARNER, new_round, proposed_round, publish, to_mails};
use crate::program::Program;

on_both_databases!(
    a_proposed_round_past_its_day_gets_a_later_one,
    a_draft_past_its_day_gets_a_later_one,
    a_published_round_past_its_day_says_so,
    a_question_past_its_day_is_told_as_past,
);

const COORDINATOR: &str = "coordinator@voorbeeld.example";

fn two_people(home: &Home) -> Server {
    let server = home.serve();
    LEARNER.join(home, &Browser::new(&server));
    GUIDE.join(home, &Browser::new(&server));
    server
}

/// Weeks later a coordinator has to sign in again.
fn signed_in(home: &Home, server: &Server) -> Browser {
    let coordinator = Browser::new(server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    coordinator
}

fn in_days(days: i64) -> String {
    (Utc::now() + Duration::days(days)).date_naive().to_string()
}

fn a_proposed_round_past_its_day_gets_a_later_one(database: Database) {
    let home = home_with_clock(database);
    let server = two_people(&home);
    let round = proposed_round(&signed_in(&home, &server));
    for days in [14, 20] {
        // On the day itself it is too late for new duos as well.
        move_clock(&home, Duration::days(days));
        let coordinator = signed_in(&home, &server);
        let overview = coordinator.get("/coordinator/jeugd").text();
        assert!(overview.contains("Publiceren kan pas met een latere dag"), "{overview}");
        let mails = to_mails(&coordinator, &round);
        assert!(mails.text().contains("Publiceren kan pas met een latere dag"), "{}", mails.text());
        assert!(mails.forms().iter().all(|form| form.action != mails.path), "no button that cannot work");
    }
    let coordinator = signed_in(&home, &server);
    let mails = to_mails(&coordinator, &round);
    let mut form = mails.form_to("/coordinator/rounds/1/extension");
    // Days that are over are refused where they were typed.
    form.set("answer_by", &in_days(19));
    let refused = coordinator.post("/coordinator/rounds/1/extension", &form);
    assert_eq!((refused.status, refused.problems().len()), (422, 1), "{}", refused.text());
    let mut form = refused.form_to("/coordinator/rounds/1/extension");
    form.set("answer_by", &in_days(34));
    let mails = coordinator.submit(&refused, &form);
    assert!(mails.path.ends_with("/publication"), "{}", mails.path);
    assert_eq!(home.count("duos WHERE state = 'proposed'"), 1, "the proposals are there still");
    // The same form twice changes nothing more.
    assert_eq!(coordinator.post("/coordinator/rounds/1/extension", &form).status, 409);
    let board = publish(&coordinator, &round);
    assert!(board.path.ends_with("/board"), "{} {}", board.path, board.text());
    assert_eq!(home.count("duos WHERE state = 'introduced'"), 1);
}

fn a_draft_past_its_day_gets_a_later_one(database: Database) {
    let home = home_with_clock(database);
    let server = two_people(&home);
    new_round(&signed_in(&home, &server));
    move_clock(&home, Duration::days(20));
    let coordinator = signed_in(&home, &server);
    assert!(coordinator.get("/coordinator/jeugd").text().contains("Kies een latere dag"));
    assert!(coordinator.get("/coordinator/jeugd/rounds").text().contains("voorbij"));
    let people = coordinator.get("/coordinator/rounds/1/people");
    let mut form = people.form_to("/coordinator/rounds/1/extension");
    assert_eq!(form.value("answer_by"), Some(in_days(34).as_str()), "a day that will do stands there");
    form.set("answer_by", &in_days(30));
    let people = coordinator.submit(&people, &form);
    assert!(people.path.ends_with("/people"), "{}", people.path);
    assert!(!people.text().contains("Publiceren kan pas"), "{}", people.text());
    // The same through the API.
    move_clock(&home, Duration::days(40));
    let program = Program::of(&home, &server, COORDINATOR, "jeugd");
    let late = json!({"answer_by": in_days(39)});
    assert_eq!(program.call(Method::POST, "/api/v1/rounds/1/extension", Some(&late)).0, 422);
    let (code, status) =
        program.call(Method::POST, "/api/v1/rounds/1/extension", Some(&json!({"answer_by": in_days(50)})));
    assert_eq!((code, &status["answer_by"]), (200, &json!(in_days(50))));
}

fn a_published_round_past_its_day_says_so(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let board = |coordinator: &Browser| coordinator.get("/coordinator/rounds/1/board");
    let coordinator = signed_in(&home, &duo.server);
    let page = board(&coordinator);
    assert!(page.html.contains("/rounds/1/reminders") && page.html.contains("/rounds/1/repair"));

    // The day is over, and answers lapsed: nobody can be reminded, and new duos need a later day first.
    move_clock(&home, Duration::days(16));
    until("it has lapsed", || home.count("duos WHERE state = 'lapsed'") == 1);
    let coordinator = signed_in(&home, &duo.server);
    let overview = coordinator.get("/coordinator/jeugd").text();
    assert!(overview.contains("Sluit de ronde af, of zoek nieuwe duo’s"), "{overview}");
    let page = board(&coordinator);
    let text = page.text();
    assert!(text.contains("Niemand kan nog antwoorden") && text.contains("antwoorden kon tot en met"), "{text}");
    assert!(text.contains("Nieuwe duo’s zoeken kan weer als je een latere dag kiest"), "{text}");
    assert!(!page.html.contains("/rounds/1/reminders") && !page.html.contains("/rounds/1/repair"), "{text}");
    let mut form = page.form_to("/coordinator/rounds/1/extension");
    form.set("answer_by", &in_days(40));
    let page = coordinator.submit(&page, &form);
    assert!(page.text().contains("De laatste dag om te antwoorden is nu"), "{}", page.text());
    assert!(page.html.contains("/rounds/1/repair"), "{}", page.text());

    // Closed by itself two weeks after that day, as it says.
    move_clock(&home, Duration::days(42));
    let coordinator = signed_in(&home, &duo.server);
    assert!(board(&coordinator).text().contains("Sluit je de ronde niet af, dan doen we dat op"));
    move_clock(&home, Duration::days(56));
    until("it is closed", || home.count("rounds WHERE state = 'closed'") == 1);
    let_jobs_look();
    let coordinator = signed_in(&home, &duo.server);
    let page = board(&coordinator);
    assert!(page.text().contains("afgesloten op"), "{}", page.text());
    assert!(page.forms().iter().all(|form| !form.action.contains("/rounds/1/")), "nothing is left to do");
    assert!(!coordinator.get("/coordinator/jeugd").text().contains("De laatste dag was"));
}

fn a_question_past_its_day_is_told_as_past(database: Database) {
    let home = home_with_clock(database);
    let server = two_people(&home);
    let coordinator = signed_in(&home, &server);
    new_round(&coordinator);
    let program = Program::with_key_of(coordinator, "jeugd");
    let ask = json!({"by": in_days(7)});
    assert_eq!(program.call(Method::POST, "/api/v1/rounds/1/opt-ins", Some(&ask)).0, 200);
    let link = home.link_to(LEARNER.email, "/me/round/");
    let noor = Browser::new(&server);
    assert!(noor.get(&link).text().contains("Laat het uiterlijk"));
    assert!(program.browser.get("/coordinator/rounds/1/people").text().contains("Antwoorden kan tot en met"));

    move_clock(&home, Duration::days(8));
    let page = noor.get(&link);
    assert!(page.text().contains("Zolang de ronde niet begonnen is, telt je antwoord nog mee"), "{}", page.text());
    assert!(!page.text().contains("Laat het uiterlijk"), "{}", page.text());
    noor.submit(&page, &page.form_with_button("takes_part", "yes"));
    assert_eq!(home.count("round_participants WHERE takes_part"), 1, "it counts still");
    let coordinator = signed_in(&home, &server);
    let overview = coordinator.get("/coordinator/jeugd").text();
    assert!(overview.contains("1 persoon zei ja"), "{overview}");
    let people = coordinator.get("/coordinator/rounds/1/people").text();
    assert!(people.contains("Wie nog antwoordt, telt mee tot je publiceert"), "{people}");
}
