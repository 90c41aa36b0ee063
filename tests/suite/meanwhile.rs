//! What changes between two steps: the second step sees it.

use crate::browser::Browser;
use crate::harness::{Database, Home, Server};
use crate::people::{GUIDE, LEARNER, Person, proposed_round, publish, run_round};

on_both_databases!(
    somebody_asks_not_to_meet_after_the_proposal,
    two_rounds_do_not_introduce_the_same_two_people,
    a_strangers_answers_are_not_confirmed_by_an_earlier_link,
    a_reason_given_later_is_kept,
    stopping_answers_who_is_waiting,
);

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
    assert!(page.text().contains("mag intussen niet meer"), "{}", page.text());
    assert!(!page.text().contains("vertrouwelijk"), "that it is confidential is not told here: {}", page.text());
    assert_eq!(introductions(&home), 0);
    assert_eq!(home.count("rounds WHERE state = 'proposed'"), 1);
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
