//! What changes between two steps: the second step sees it.

use serde_json::json;

use crate::browser::Browser;
use crate::harness::{Database, Home, Server};
use crate::html::Form;
use crate::people::{GUIDE, LEARNER, Person, proposed_round, publish, run_round, to_mails};
use crate::program::Program;

on_both_databases!(
    somebody_asks_not_to_meet_after_the_proposal,
    what_a_profile_makes_impossible_reads_the_same_in_confidence_or_not,
    two_rounds_do_not_introduce_the_same_two_people,
    a_strangers_answers_are_not_confirmed_by_an_earlier_link,
    a_reason_given_later_is_kept,
    stopping_answers_who_is_waiting,
);

/// All that is told where a changed profile can be why duos are no longer possible.
const OUTDATED: &str =
    "Sinds het voorstel is er iets veranderd, en zo kan de ronde niet gepubliceerd worden. Stel de duo’s opnieuw voor.";

fn ready(home: &Home) -> (Server, Browser) {
    let server = home.serve();
    for person in [LEARNER, GUIDE] {
        person.join(home, &Browser::new(&server));
    }
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    (server, coordinator)
}

fn introductions(home: &Home) -> usize {
    home.count("mails WHERE kind = 'introduction'")
}

fn somebody_asks_not_to_meet_after_the_proposal(database: Database) {
    let home = Home::new(database);
    let (server, coordinator) = ready(&home);
    let round = proposed_round(&coordinator);
    let learner = Browser::new(&server);
    let page = learner.get(&home.link_to(LEARNER.email, "/me/"));
    let mut form = page.form_to(&page.path);
    form.set("avoid", GUIDE.email);
    let page = learner.submit(&page, &form);
    assert!(page.text().contains("Je profiel is bewaard"), "{}", page.text());

    let page = publish(&coordinator, &round);
    assert_eq!(page.status, 422, "{}", page.text());
    assert!(page.text().contains(OUTDATED), "{}", page.text());
    assert!(!page.text().contains("vertrouwelijk"), "that it is confidential is not told here: {}", page.text());
    assert_eq!(introductions(&home), 0);
    assert_eq!(home.count("rounds WHERE state = 'proposed'"), 1);
}

/// Something that somebody fills in otherwise on their own page.
type Change<'a> = &'a dyn Fn(&mut Form);

/// What is told before and when somebody presses: on the page, and to a program. Without what changes by itself.
fn told(coordinator: &Browser, program: &Program, round: &crate::browser::Page) -> [String; 4] {
    let above_the_mails = |page: &crate::browser::Page| {
        crate::html::text(page.html.split("<details class=\"mail\">").next().unwrap_or_default())
    };
    let before = above_the_mails(&to_mails(coordinator, round));
    let asked = program.get("/api/v1/rounds/1/publication");
    let refused = publish(coordinator, round);
    assert_eq!(refused.status, 422, "{}", refused.text());
    let (status, problem) = program.post("/api/v1/rounds/1/publication", &json!({}));
    assert_eq!(status, 409, "{problem}");
    [before, asked.to_string(), above_the_mails(&refused), problem.to_string()]
}

/// With the activity log, which says who changed their profile, a difference would tell who asked what in confidence.
fn what_a_profile_makes_impossible_reads_the_same_in_confidence_or_not(database: Database) {
    let home = Home::new(database);
    let (server, coordinator) = ready(&home);
    let program = Program::of(&home, &server, "programma@voorbeeld.example", "jeugd");
    let learner = Browser::new(&server);
    let own = learner.get(&home.link_to(LEARNER.email, "/me/"));
    let as_it_was = own.form_to(&own.path);
    let round = proposed_round(&coordinator);
    let save = |change: Change<'_>| {
        let mut form = as_it_was.clone();
        change(&mut form);
        let saved = learner.post(&own.path, &form);
        assert_eq!(saved.status, 303, "{}", saved.text());
    };
    let changes: [(&str, Change<'_>); 5] = [
        ("no language in common", &|form| {
            form.clear("languages");
            form.tick("languages", "ar");
        }),
        ("on the other side", &|form| {
            form.set("takes_part_as", "guide");
            form.set("capacity", "1");
        }),
        ("nothing to learn", &|form| {
            form.clear(&format!("need:{}", LEARNER.need));
            form.set("need:veerkracht", "3");
        }),
        ("avoids", &|form| form.set("avoid", GUIDE.email)),
        ("reports to", &|form| form.set("reports_to", GUIDE.email)),
    ];
    let mut first: Option<[String; 4]> = None;
    for (what, change) in changes {
        save(change);
        let told = told(&coordinator, &program, &round);
        assert!(told[0].contains(OUTDATED) && told[2].contains(OUTDATED), "{what}: {}", told[2]);
        assert_eq!(first.get_or_insert_with(|| told.clone()), &told, "{what}");
        save(&|_| {});
        assert!(program.get("/api/v1/rounds/1/publication")["refused"].is_null(), "{what}: as it was");
    }
    // Who paused may be named.
    let away = format!("{}/away", own.path);
    let page = learner.get(&away);
    learner.submit(&page, &page.form_with_button("then", "pause"));
    let told = told(&coordinator, &program, &round);
    assert!(told[2].contains("een van de twee doet niet meer mee") && told[2].contains(LEARNER.name), "{}", told[2]);
    assert_eq!(introductions(&home), 0);
}

fn two_rounds_do_not_introduce_the_same_two_people(database: Database) {
    let home = Home::new(database);
    let (_server, coordinator) = ready(&home);
    let first = proposed_round(&coordinator);
    run_round(&coordinator);
    let told = introductions(&home);
    assert!(told > 0);
    let page = publish(&coordinator, &first);
    assert_eq!(page.status, 422, "{}", page.text());
    assert_eq!(introductions(&home), told);
}

fn a_strangers_answers_are_not_confirmed_by_an_earlier_link(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let browser = Browser::new(&server);
    LEARNER.sign_up(&browser);
    let link = home.link_to(LEARNER.email, "/me/verify/");
    let page = browser.get(&link);
    let form = page.only_form();

    Person { name: "Een Vreemde", ..LEARNER }.sign_up(&Browser::new(&server));

    let page = browser.submit(&page, &form);
    assert_eq!(page.status, 200, "{}", page.text());
    let confirmed = home.query("SELECT name || ' ' || standing AS line FROM professionals");
    assert_eq!(confirmed, [format!("{} active", LEARNER.name)], "what the reader saw");
}

fn a_reason_given_later_is_kept(database: Database) {
    let home = Home::new(database);
    let (server, coordinator) = ready(&home);
    run_round(&coordinator);
    let browser = Browser::new(&server);
    // A page that stays open, and is sent three times.
    let page = browser.get(&home.link_to(LEARNER.email, "/duo/"));
    let mut form = page.form_with_button("answer", "declined");
    for reason in ["", "Ik ben met verlof", "Ik ben tot maart met verlof"] {
        form.set("reason", reason);
        browser.submit(&page, &form);
        let kept = home.query("SELECT coalesce(answer_reason, '') AS line FROM duo_members WHERE answer = 'declined'");
        assert_eq!(kept, [reason]);
    }
}

/// The page that tells nobody who is known takes 150 ms to answer: time enough to be told to stop.
fn stopping_answers_who_is_waiting(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let browser = Browser::new(&server);
    let page = browser.get("/me/link");
    let mut form = page.only_form();
    form.set("email", LEARNER.email);
    let waiting = std::thread::spawn(move || browser.post("/me/link", &form).status);
    std::thread::sleep(std::time::Duration::from_millis(60));
    let (code, _) = server.stop();
    assert_eq!(code, Some(0));
    assert_eq!(waiting.join().unwrap(), 303);
}
