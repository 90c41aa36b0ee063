//! Mails to many people, and many mails to one: once a day, one for what happens at one moment, and called back in time.

use std::collections::BTreeMap;

use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::bad_input::import;
use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Mail, Server, until};
use crate::kinds::coordinator;
use crate::life::{home_with_clock, let_jobs_look, mails_of, move_clock};
use crate::people::{new_round, proposed_round, publish, round_of, to_mails};
use crate::program::Program;
use crate::sending::{let_mail_leave, stop_mail};

on_both_databases!(
    a_guide_of_four_who_is_silent_gets_four_mails_in_fourteen_days,
    a_guide_of_four_is_asked_how_it_goes_in_one_mail,
    whoever_leaves_takes_only_their_own_part_out_of_a_mail_that_waits,
    nobody_is_reminded_twice_in_a_day_whoever_presses,
    a_reminder_that_leaves_late_counts_as_well,
    a_publication_is_called_back_and_nobody_was_told,
    invitations_are_called_back_and_nobody_is_on_the_list,
    invitations_again_are_called_back_and_the_links_before_them_work,
    a_question_who_takes_part_is_called_back,
    what_leaves_is_shown_before_a_button_mails_many,
    few_mails_are_not_held,
);

/// Naïma, who guides four, and the four.
const FIVE: &str = "\
name,email,role,organisation,region,years_experience,languages,meets,availability,takes_part_as,capacity,learning_needs,expertise
Naïma Haddou,naima@gidsen.example,praktijkbegeleider,Samen Sterk,Utrecht,12,nl,either,mon-am,guide,4,reflectie:1,feedback:3
Anna Bos,anna@leren.example,jongerenwerker,De Brug,Utrecht,2,nl,either,mon-am,learn,1,feedback:3,reflectie:1
Bram Vos,bram@leren.example,jongerenwerker,De Kade,Utrecht,2,nl,either,mon-am,learn,1,feedback:3,reflectie:1
Cem Uslu,cem@leren.example,jongerenwerker,De Haven,Utrecht,2,nl,either,mon-am,learn,1,feedback:3,reflectie:1
Dina Kok,dina@leren.example,jongerenwerker,De Werf,Utrecht,2,nl,either,mon-am,learn,1,feedback:3,reflectie:1
";
const NAIMA: &str = "naima@gidsen.example";
const FOUR: [&str; 4] = ["Anna", "Bram", "Cem", "Dina"];

/// The four duos of Naïma, introduced.
fn four(home: &Home) -> Server {
    std::fs::write(home.path().join("five.csv"), FIVE).unwrap();
    let server = home.start(&["demo", "--people", "five.csv"]);
    assert_eq!(home.count("duos WHERE state = 'introduced'"), 4);
    home.wait_for_mail();
    server
}

fn duo_links(mail: &Mail) -> Vec<String> {
    mail.paths().into_iter().filter(|path| path.starts_with("/duo/")).collect()
}

fn a_guide_of_four_who_is_silent_gets_four_mails_in_fourteen_days(database: Database) {
    let home = home_with_clock(database);
    let _server = four(&home);
    for (after, kind) in [
        (Duration::days(7), "reminder"),
        (Duration::days(13) + Duration::hours(9), "reminder"),
        (Duration::days(15), "lapsed"),
    ] {
        let before = mails_of(&home, kind);
        move_clock(&home, after);
        until("they are told", || mails_of(&home, kind) >= before + 5);
        let_jobs_look();
        assert_eq!(mails_of(&home, kind), before + 5, "{kind}: one each");
    }
    let mails = home.mails_to(NAIMA);
    assert_eq!(mails.len(), 4, "an introduction, two reminders and a lapse: {mails:?}");
    for mail in &mails {
        for name in FOUR {
            assert!(mail.text.contains(name), "{name}: {}", mail.text);
        }
    }
    for mail in &mails[..3] {
        let mut links = duo_links(mail);
        links.sort();
        links.dedup();
        assert_eq!(links.len(), 4, "a link for each duo: {}", mail.text);
    }
}

fn a_guide_of_four_is_asked_how_it_goes_in_one_mail(database: Database) {
    let home = home_with_clock(database);
    let server = four(&home);
    let reader = Browser::new(&server);
    for mail in home.mails() {
        for link in duo_links(&mail) {
            assert_eq!(reader.answer(&link, "accepted", "").status, 200);
        }
    }
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 4);
    for (after, kind) in [(Duration::weeks(4), "check_in"), (Duration::weeks(12), "closing")] {
        move_clock(&home, after + Duration::hours(1));
        until("they are asked", || mails_of(&home, kind) >= 5);
        let_jobs_look();
        assert_eq!(mails_of(&home, kind), 5);
        let mail = home.mails_to(NAIMA).pop().unwrap();
        assert_eq!(duo_links(&mail).len(), 4, "{}", mail.text);
    }
}

fn whoever_leaves_takes_only_their_own_part_out_of_a_mail_that_waits(database: Database) {
    let home = home_with_clock(database);
    let server = four(&home);
    let program = Program::of_demo(&home, &server);
    let bram = Browser::new(&server);
    let page = bram.get("/me/link");
    let mut form = page.form_to("/me/link");
    form.set("email", "bram@leren.example");
    bram.submit(&page, &form);
    let away = format!("{}/away", home.link_to("bram@leren.example", "/me/"));
    stop_mail(&home);
    assert_eq!(program.post("/api/v1/rounds/1/reminders", &json!({})).0, 200);
    let page = bram.get(&away);
    let mut form = page.form_with_button("then", "leave");
    form.tick("sure", "yes");
    assert_eq!(bram.submit(&page, &form).path, "/me/left");
    assert!(home.dump().iter().all(|row| !row.contains("bram@leren")), "nothing of him is left, in no mail either");
    let_mail_leave(&home);
    let mail = home.mails_to(NAIMA).into_iter().rev().find(|mail| !duo_links(mail).is_empty()).unwrap();
    assert_eq!(duo_links(&mail).len(), 3, "{}", mail.text);
    assert!(!mail.text.contains("Bram"), "{}", mail.text);
}

fn nobody_is_reminded_twice_in_a_day_whoever_presses(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    home.wait_for_mail();
    let program = Program::of_demo(&home, &server);
    let silent = home.count("(SELECT DISTINCT professional_id FROM duo_members) AS silent");
    assert!(program.get("/api/v1/rounds/1/status")["reminded_at"].is_null());
    // Three at once, and once more.
    let answers: Vec<(u16, Value)> = std::thread::scope(|scope| {
        let presses: Vec<_> =
            (0..3).map(|_| scope.spawn(|| program.post("/api/v1/rounds/1/reminders", &json!({})))).collect();
        presses.into_iter().map(|press| press.join().unwrap()).collect()
    });
    let reminded: u64 = answers.iter().filter_map(|(_, said)| said["people"].as_u64()).sum();
    assert_eq!(usize::try_from(reminded).unwrap(), silent, "{answers:?}");
    let (status, said) = program.post("/api/v1/rounds/1/reminders", &json!({}));
    assert_eq!((status, &said["people"], said["skipped"].as_u64()), (200, &json!(0), Some(reminded)), "{said}");
    assert!(said["status"]["reminded_at"].is_string(), "{said}");
    // On the page it is said too, and nothing more leaves.
    let browser = coordinator(&home, Browser::new(&server));
    let board = browser.get("/coordinator/rounds/1/board");
    assert!(board.text().contains("De laatste herinnering ging op"), "{}", board.text());
    let page = browser.submit(&board, &board.form_to("/coordinator/rounds/1/reminders"));
    assert!(page.text().contains("vandaag al herinnerd"), "{}", page.text());
    assert_eq!(mails_of(&home, "reminder"), silent);
    let mut each: BTreeMap<String, usize> = BTreeMap::new();
    for to in home.query("SELECT recipient_email AS line FROM mails WHERE kind = 'reminder'") {
        *each.entry(to).or_default() += 1;
    }
    assert!(each.values().all(|mails| *mails == 1), "{each:?}");
    // A later day is told too, but not on the same day.
    let (status, extended) = program.post("/api/v1/rounds/1/extension", &json!({ "answer_by": in_days(30) }));
    assert_eq!(status, 200, "{extended}");
    let_jobs_look();
    assert_eq!(home.count("mails WHERE kind = 'later_day' AND state = 'waiting'"), silent);
    move_clock(&home, Duration::hours(25));
    home.wait_for_mail();
    assert_eq!(home.count("mails WHERE kind = 'later_day' AND state = 'sent'"), silent);
    // The next day a reminder is one again.
    move_clock(&home, Duration::hours(50));
    let (_, said) = program.post("/api/v1/rounds/1/reminders", &json!({}));
    assert_eq!(said["people"].as_u64(), Some(reminded), "{said}");
}

fn in_days(days: i64) -> String {
    (chrono::Utc::now() + Duration::days(days)).date_naive().to_string()
}

fn a_reminder_that_leaves_late_counts_as_well(database: Database) {
    let home = home_with_clock(database);
    let server = four(&home);
    let program = Program::of_demo(&home, &server);
    stop_mail(&home);
    assert_eq!(program.post("/api/v1/rounds/1/reminders", &json!({})).1["people"], json!(5));
    // Two days without mail: who asks again is told that a mail waits.
    move_clock(&home, Duration::days(2));
    let (_, said) = program.post("/api/v1/rounds/1/reminders", &json!({}));
    assert_eq!((&said["people"], &said["skipped"]), (&json!(0), &json!(5)), "{said}");
    let_mail_leave(&home);
    // It left just now: another of today waits for its day.
    home.execute("UPDATE professionals SET reminded_at = NULL");
    assert_eq!(program.post("/api/v1/rounds/1/reminders", &json!({})).1["people"], json!(5));
    let_jobs_look();
    assert_eq!(home.count("mails WHERE kind = 'reminder' AND state = 'waiting'"), 5);
    move_clock(&home, Duration::days(3) + Duration::hours(1));
    home.wait_for_mail();
    assert_eq!(home.count("mails WHERE kind = 'reminder' AND state = 'sent'"), 10);
}

/// The sample of 42 in a programme whose mails are held, a coordinator, and their program.
fn held(home: &Home) -> (Server, Program) {
    let server = home.serve();
    let browser = coordinator(home, Browser::new(&server));
    assert_eq!(invite(&browser, include_bytes!("../../config/sample/professionals.csv")).status, 200);
    home.execute("UPDATE professionals SET standing = 'active'");
    (server, Program::with_key_of(browser, "jeugd"))
}

/// Imports a file, and says so once more where it is shown first what leaves.
fn invite(browser: &Browser, file: &[u8]) -> Page {
    let page = import(browser, file);
    match page.forms().into_iter().find(|form| form.value("mails_seen").is_some()) {
        Some(form) => browser.submit(&page, &form),
        None => page,
    }
}

fn with_hold(database: Database) -> Home {
    home_with_clock(database).with("TWEESPAN__MAIL__HOLD_MINUTES", "10")
}

fn the_mailing(program: &Program) -> Value {
    program.get("/api/v1/programmes/jeugd/mailings")["mailings"][0].clone()
}

fn a_publication_is_called_back_and_nobody_was_told(database: Database) {
    let home = with_hold(database);
    let (_server, program) = held(&home);
    let browser = &program.browser;
    move_clock(&home, Duration::minutes(11));
    home.wait_for_mail();
    let waited = home.query("SELECT CAST(sum(waited) AS TEXT) AS line FROM professionals");
    let proposals = proposed_round(browser);
    let page = to_mails(browser, &proposals);
    assert!(page.text().contains("vertrekken na 10 minuten"), "{}", page.text());
    let board = publish(browser, &proposals);
    assert!(board.text().contains("kun je ze terugroepen"), "{}", board.text());
    let_jobs_look();
    let introductions = mails_of(&home, "introduction");
    assert!(introductions > 5);
    assert_eq!(home.count("mails WHERE kind = 'introduction' AND state = 'waiting'"), introductions);
    nothing_is_done_while_introductions_wait(&home, &program, &board);
    let form = board.forms().into_iter().find(|form| form.action.ends_with("/call-back")).unwrap();
    let page = browser.submit(&board, &form);
    assert!(page.text().contains("De mails zijn teruggeroepen"), "{}", page.text());
    assert_eq!(home.count("rounds WHERE state = 'proposed' AND published_at IS NULL"), 1);
    assert_eq!(home.count("duos WHERE state <> 'proposed' OR introduced_at IS NOT NULL"), 0);
    assert_eq!(home.count("tokens WHERE duo_id IS NOT NULL"), 0);
    assert_eq!(
        home.count("mails WHERE kind = 'introduction' AND state = 'withdrawn' AND withdrawn_why = 'called_back'"),
        introductions
    );
    assert_eq!(home.query("SELECT CAST(sum(waited) AS TEXT) AS line FROM professionals"), waited);
    // The same button twice is once, and the log tells it once.
    assert_eq!(browser.post(&form.action, &form).status, 303);
    assert_eq!(home.count("activity WHERE what LIKE '%call_back%'"), 1);
    // Published after all: once the mails leave nothing can be called back.
    publish(browser, &proposals_again(browser, &proposals));
    let mailing = the_mailing(&program);
    assert_eq!((&mailing["what"], &mailing["mails"]), (&json!("publication"), &json!(introductions)));
    move_clock(&home, Duration::minutes(25));
    home.wait_for_mail();
    assert_eq!(home.count("mails WHERE kind = 'introduction' AND state = 'sent'"), introductions);
    let late = format!("/api/v1/programmes/jeugd/mailings/{}/calling-back", mailing["id"]);
    assert_eq!(program.call(Method::POST, &late, None).0, 409);
    assert_eq!(home.count("rounds WHERE state = 'published'"), 1);
    assert!(the_mailing(&program).is_null());
}

/// Nobody was told of these duos: nothing is mailed about them, and none is stopped or made.
fn nothing_is_done_while_introductions_wait(home: &Home, program: &Program, board: &Page) {
    assert!(!board.html.contains("board-actions"), "{}", board.text());
    let number = |of: &str| home.query(&format!("SELECT CAST(max(id) AS TEXT) AS line FROM {of}"))[0].clone();
    let (round, duo): (String, i64) = (number("rounds"), number("duos").parse().unwrap());
    let before = home.dump();
    for (act, body) in [
        ("reminders", json!({})),
        ("extension", json!({"answer_by": in_days(40)})),
        ("repair", json!({})),
        ("second-chances", json!({})),
        ("duo-changes", json!({"act": {"kind": "stop", "duo": duo}})),
        ("closing", json!({})),
    ] {
        let (status, told) = program.post(&format!("/api/v1/rounds/{round}/{act}"), &body);
        assert_eq!(status, 409, "{act}: {told}");
        assert!(told["detail"].as_str().unwrap().contains("Call them back, or do this afterwards"), "{act}: {told}");
    }
    assert_eq!(home.dump(), before);
}

fn proposals_again(browser: &Browser, page: &Page) -> Page {
    browser.get(&format!("{}/proposals", round_of(page)))
}

fn invitations_are_called_back_and_nobody_is_on_the_list(database: Database) {
    let home = with_hold(database);
    let server = home.serve();
    let browser = coordinator(&home, Browser::new(&server));
    assert_eq!(invite(&browser, include_bytes!("../../config/sample/professionals.csv")).status, 200);
    let_jobs_look();
    assert_eq!((home.count("professionals"), mails_of(&home, "invitation")), (42, 42));
    // One of them signs up by themselves meanwhile, and stays.
    let first = home.query("SELECT email AS line FROM professionals ORDER BY id LIMIT 1");
    home.execute(&format!("UPDATE professionals SET standing = 'active' WHERE email = '{}'", first[0]));
    let page = browser.get("/coordinator/jeugd/mail");
    let form = page.forms().into_iter().find(|form| form.action.ends_with("/call-back")).unwrap();
    let page = browser.submit(&page, &form);
    assert!(page.text().contains("De mails zijn teruggeroepen"), "{}", page.text());
    assert_eq!(home.query("SELECT email AS line FROM professionals"), first);
    assert_eq!(home.count("mails WHERE state = 'waiting'"), 0);
    move_clock(&home, Duration::minutes(11));
    let_jobs_look();
    assert!(home.mails().iter().all(|mail| !mail.paths().iter().any(|path| path.starts_with("/me/verify/"))));
    assert_eq!(home.count("activity WHERE what LIKE '%invitations_called_back%'"), 1);
}

fn invitations_again_are_called_back_and_the_links_before_them_work(database: Database) {
    let home = with_hold(database).with("TWEESPAN__LINKS__CONFIRM_DAYS", "20");
    let server = home.serve();
    let browser = coordinator(&home, Browser::new(&server));
    invite(&browser, include_bytes!("../../config/sample/professionals.csv"));
    move_clock(&home, Duration::minutes(11));
    until("they are invited", || home.count("mails WHERE kind = 'invitation' AND state = 'sent'") == 42);
    let links: Vec<String> = home.mails().iter().filter_map(verify_link).collect();
    assert_eq!(links.len(), 42);
    let invitations = "SELECT CAST(professional_id AS TEXT) || ' ' || CAST(last_at AS TEXT) || CAST(ends_at AS TEXT) || \
                       CAST(remove_at AS TEXT) AS line FROM invitations ORDER BY professional_id";
    let before = home.query(invitations);

    move_clock(&home, Duration::days(2));
    let program = Program::of(&home, &server, "coordinator@voorbeeld.example", "jeugd");
    let all = "/api/v1/programmes/jeugd/invitations";
    assert_eq!(program.call(Method::POST, all, None), (200, json!({"invited": 42})));
    assert_ne!(home.query(invitations), before);
    let_jobs_look();
    assert_eq!(home.count("mails WHERE kind = 'invitation' AND state = 'sent'"), 42, "the others wait");
    let reader = Browser::new(&server);
    assert_eq!(reader.get(&links[0]).status, 200, "nobody has the newer link");
    let mailing = the_mailing(&program);
    let back = format!("/api/v1/programmes/jeugd/mailings/{}/calling-back", mailing["id"]);
    assert_eq!(program.call(Method::POST, &back, None).0, 200);
    assert_eq!(home.query(invitations), before, "as if nobody had been invited again");
    assert_eq!((home.count("professionals"), home.count("invitations WHERE times = 1")), (42, 42));
    assert!(reader.press(&links[0]).text().contains("Je doet mee"));
    move_clock(&home, Duration::days(2) + Duration::minutes(11));
    let_jobs_look();
    assert_eq!(home.count("mails WHERE kind = 'invitation' AND state = 'sent'"), 42, "none of them leaves");
    // And they can be invited again at once.
    assert_eq!(program.call(Method::POST, all, None), (200, json!({"invited": 41})));
}

fn verify_link(mail: &Mail) -> Option<String> {
    mail.paths().into_iter().find(|path| path.starts_with("/me/verify/"))
}

fn a_question_who_takes_part_is_called_back(database: Database) {
    let home = with_hold(database);
    let (_server, program) = held(&home);
    let browser = &program.browser;
    move_clock(&home, Duration::minutes(11));
    home.wait_for_mail();
    let page = new_round(browser);
    // First what leaves, then the button.
    let page = browser.submit(&page, &page.form_with_button("then", "ask"));
    assert!(page.text().contains("42 mails") && page.text().contains("Doe je mee"), "{}", page.text());
    assert_eq!(mails_of(&home, "opt_in"), 0);
    let form = page.forms().into_iter().find(|form| form.value("mails_seen").is_some()).unwrap();
    assert_eq!(browser.submit(&page, &form).status, 200);
    assert_eq!(home.count("mails WHERE kind = 'opt_in' AND state = 'waiting'"), 42);
    let mailing = the_mailing(&program);
    assert_eq!(mailing["what"], json!("opt_in"));
    let call_back = format!("/api/v1/programmes/jeugd/mailings/{}/calling-back", mailing["id"]);
    assert_eq!(program.call(Method::POST, &call_back, None).0, 200);
    assert_eq!(home.count("round_participants WHERE asked_at IS NOT NULL"), 0);
    assert_eq!(home.count("rounds WHERE opt_in_asked_at IS NOT NULL OR opt_in_by IS NOT NULL"), 0);
    assert_eq!(home.count("tokens WHERE purpose = 'opt_in'"), 0);
    assert_eq!(home.count("mails WHERE kind = 'opt_in' AND withdrawn_why = 'called_back'"), 42);
}

fn what_leaves_is_shown_before_a_button_mails_many(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    home.wait_for_mail();
    let browser = coordinator(&home, Browser::new(&server));
    let silent = home.count("(SELECT DISTINCT professional_id FROM duo_members) AS silent");
    let board = browser.get("/coordinator/rounds/1/board");
    let kept = home.dump();
    let mut extension = board.form_to("/coordinator/rounds/1/extension");
    extension.set("answer_by", &in_days(30));
    for (form, subject) in [(board.form_to("/coordinator/rounds/1/reminders"), "duo"), (extension, "meer tijd")] {
        let page = browser.submit(&board, &form);
        assert!(page.text().contains(&format!("{silent} mails")), "{}", page.text());
        assert!(page.text().contains(subject) && page.text().contains("Dag "), "one to read: {}", page.text());
        assert!(page.text().contains("kunnen niet worden teruggeroepen"), "{}", page.text());
        assert_eq!(home.dump(), kept, "looking changes nothing");
    }
    let closing = browser.get("/coordinator/rounds/1/closing");
    assert!(closing.text().contains(&format!("{silent} mails")), "{}", closing.text());
    assert_eq!(home.dump(), kept);
    let page = browser.submit(&board, &board.form_to("/coordinator/rounds/1/reminders"));
    let form = page.forms().into_iter().find(|form| form.value("mails_seen").is_some()).unwrap();
    let page = browser.submit(&page, &form);
    assert!(page.text().contains(&format!("{silent} deelnemers krijgen een herinnering")), "{}", page.text());
    assert_eq!(mails_of(&home, "reminder"), silent);
}

fn few_mails_are_not_held(database: Database) {
    let home = with_hold(database);
    let server = home.serve();
    let browser = coordinator(&home, Browser::new(&server));
    let anna: Vec<&str> = FIVE.lines().filter(|line| !line.contains('@') || line.contains("anna@")).collect();
    assert_eq!(invite(&browser, anna.join("\n").as_bytes()).status, 200);
    home.wait_for_mail();
    assert_eq!(home.count("mails WHERE kind = 'invitation' AND state = 'sent'"), 1);
    assert_eq!(home.count("mailings"), 0);
}
