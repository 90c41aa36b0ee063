//! Mails at the moment of sending: what was true once is not told any more, and what is told is of that moment.

use chrono::{Datelike, Duration, NaiveDate, Utc};
use reqwest::Method;
use serde_json::Value;

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail, Server, until};
use crate::life::{confirmed, home_with_clock, introduced, mail, mails_of, move_clock};
use crate::people::{GUIDE, LEARNER, run_round};
use crate::program::Program;

on_both_databases!(
    an_introduction_that_waits_tells_the_new_day_and_is_the_only_mail,
    a_later_day_is_told_once_to_whoever_is_silent,
    a_reminder_to_whoever_answered_meanwhile_is_withdrawn_and_the_coordinator_reads_why,
    contact_details_of_a_duo_that_ended_do_not_leave,
    an_introduction_of_a_duo_that_was_declined_meanwhile_waits_and_is_withdrawn,
    names_and_languages_are_those_of_the_moment,
    an_invitation_stays_when_somebody_signs_up_with_its_address,
    a_question_about_a_round_that_is_past_it_is_withdrawn,
    a_link_that_works_no_longer_is_replaced_in_news_about_a_duo,
    mails_of_an_older_version_leave_as_they_are,
);

const COORDINATOR: &str = "coordinator@voorbeeld.example";

/// No mail leaves from now on.
pub(crate) fn stop_mail(home: &Home) {
    home.wait_for_mail();
    home.execute("UPDATE delivery SET paused_since = '2026-01-01 00:00:00', try_at = NULL");
}

/// Mail leaves again.
pub(crate) fn let_mail_leave(home: &Home) {
    home.execute("UPDATE delivery SET paused_since = NULL, try_at = NULL");
    home.wait_for_mail();
}

/// Who signed up, and a coordinator who is signed in; nothing is published.
fn joined(home: &Home) -> (Server, Browser) {
    let server = home.serve();
    LEARNER.join(home, &Browser::new(&server));
    GUIDE.join(home, &Browser::new(&server));
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    (server, coordinator)
}

/// Gives everybody longer, on the board: the day.
fn extend(coordinator: &Browser, days: i64) -> NaiveDate {
    let board = coordinator.get("/coordinator/rounds/1/board");
    let mut form = board.form_to("/coordinator/rounds/1/extension");
    let day = (Utc::now() + Duration::days(days)).date_naive();
    form.set("answer_by", &day.to_string());
    let page = coordinator.submit(&board, &form);
    assert_eq!(page.status, 200, "{}", page.text());
    day
}

/// As mails in Dutch write it: "7 januari".
fn in_dutch(day: NaiveDate) -> String {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

fn flat(mail: &Mail) -> String {
    mail.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn withdrawn(home: &Home) -> Vec<String> {
    home.query("SELECT kind || ' ' || withdrawn_why AS line FROM mails WHERE state = 'withdrawn' ORDER BY 1")
}

fn an_introduction_that_waits_tells_the_new_day_and_is_the_only_mail(database: Database) {
    let home = home_with_clock(database);
    let (_server, coordinator) = joined(&home);
    stop_mail(&home);
    run_round(&coordinator);
    let day = extend(&coordinator, 40);
    assert_eq!((mails_of(&home, "introduction"), mails_of(&home, "later_day")), (2, 0));
    let_mail_leave(&home);
    for to in [LEARNER.email, GUIDE.email] {
        let introduction = mail(&home, to, "Maak kennis");
        assert!(flat(&introduction).contains(&in_dutch(day)), "{}", introduction.text);
        assert_eq!(home.mails_to(to).iter().filter(|mail| mail.text.contains("/duo/")).count(), 1);
    }
}

fn a_later_day_is_told_once_to_whoever_is_silent(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    duo.noor.answer(&duo.noors, "accepted", "");
    let coordinator = Browser::new(&duo.server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let day = extend(&coordinator, 40);
    home.wait_for_mail();
    assert_eq!(mails_of(&home, "later_day"), 1, "whoever said yes waits for nothing");
    let told = mail(&home, GUIDE.email, "meer tijd");
    assert!(flat(&told).contains(&in_dutch(day)) && told.text.contains("/duo/"), "{}", told.text);
    // Moved once more while the news of the first waits: one mail, of the newest day.
    move_clock(&home, Duration::days(2));
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    stop_mail(&home);
    extend(&coordinator, 50);
    let day = extend(&coordinator, 60);
    assert_eq!(mails_of(&home, "later_day"), 2);
    let_mail_leave(&home);
    assert!(flat(&mail(&home, GUIDE.email, "meer tijd")).contains(&in_dutch(day)));
}

fn a_reminder_to_whoever_answered_meanwhile_is_withdrawn_and_the_coordinator_reads_why(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let coordinator = Browser::new(&duo.server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    stop_mail(&home);
    let board = coordinator.get("/coordinator/rounds/1/board");
    coordinator.submit(&board, &board.form_to("/coordinator/rounds/1/reminders"));
    assert_eq!(mails_of(&home, "reminder"), 2);
    duo.noor.answer(&duo.noors, "accepted", "");
    let_mail_leave(&home);
    assert_eq!(withdrawn(&home), ["reminder answered"]);
    assert_eq!(home.mails_to(GUIDE.email).iter().filter(|mail| mail.subject.contains("Wat vind je")).count(), 1);
    assert!(!home.mails_to(LEARNER.email).iter().any(|mail| mail.subject.contains("Wat vind je")));
    // Nothing of it is left but what it was and why it did not leave.
    assert_eq!(home.count("mails WHERE state = 'withdrawn' AND payload IS NULL"), 1);
    let page = coordinator.get("/coordinator/jeugd/mail?state=withdrawn");
    assert!(page.text().contains("Noor Achterberg") && page.text().contains("Er was al antwoord"), "{}", page.text());
    let program = Program::with_key_of(coordinator, "jeugd");
    let listed = program.get("/api/v1/programmes/jeugd/mails?state=withdrawn");
    let [mail] = listed["items"].as_array().unwrap().as_slice() else { panic!("{listed}") };
    assert_eq!((&mail["kind"], &mail["withdrawn_why"]), (&Value::from("reminder"), &Value::from("answered")));
    let again = format!("/api/v1/programmes/jeugd/mails/{}/resending", mail["id"]);
    assert_eq!(program.call(Method::POST, &again, None).0, 409, "it did not fail");
}

fn contact_details_of_a_duo_that_ended_do_not_leave(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    duo.noor.answer(&duo.noors, "accepted", "");
    stop_mail(&home);
    duo.zoe.answer(&duo.zoes, "accepted", "");
    assert_eq!(mails_of(&home, "contact_details"), 2);
    let end = format!("{}/end", duo.noors);
    let page = duo.noor.get(&end);
    duo.noor.submit(&page, &page.form_with_button("how", "kindly"));
    let_mail_leave(&home);
    assert_eq!(withdrawn(&home), ["contact_details duo_changed"; 2]);
    assert!(!home.mails_to(GUIDE.email).iter().any(|mail| mail.text.contains(LEARNER.email)), "her address is hers");
    assert_eq!(home.count("mails WHERE kind = 'duo_ended' AND state = 'sent'"), 2);
}

fn an_introduction_of_a_duo_that_was_declined_meanwhile_waits_and_is_withdrawn(database: Database) {
    let home = home_with_clock(database);
    let (server, coordinator) = joined(&home);
    stop_mail(&home);
    run_round(&coordinator);
    // Only the learner's leaves.
    home.execute(&format!(
        "UPDATE mails SET next_attempt_at = '2027-12-31 00:00:00' WHERE state = 'waiting' AND recipient_email = '{}'",
        GUIDE.email
    ));
    home.execute("UPDATE delivery SET paused_since = NULL, try_at = NULL");
    let sent = "mails WHERE kind = 'introduction' AND state = 'sent'";
    until("the learner's introduction left", || home.count(sent) == 1);
    let mails = crate::harness::mails_in(&home.path().join("data/mail"));
    let introduction = mails.iter().rev().find(|mail| mail.to == LEARNER.email).unwrap();
    let link = introduction.paths().into_iter().find(|path| path.starts_with("/duo/")).unwrap();
    Browser::new(&server).answer(&link, "declined", "");
    // Nobody is told of a no that can be taken back, not by a mail that does not come either.
    home.execute("UPDATE mails SET next_attempt_at = created_at WHERE state = 'waiting'");
    let put_off = "mails WHERE state = 'waiting' AND claims > 0 AND leased_until IS NULL AND attempts = 0";
    until("the guide's introduction is put off", || home.count(put_off) == 1);
    move_clock(&home, Duration::minutes(70));
    home.wait_for_mail();
    assert_eq!(withdrawn(&home), ["introduction duo_changed"]);
    assert!(mail(&home, GUIDE.email, "gaat niet door").text.contains("Noor"));
}

fn names_and_languages_are_those_of_the_moment(database: Database) {
    let home = home_with_clock(database);
    let (_server, coordinator) = joined(&home);
    stop_mail(&home);
    run_round(&coordinator);
    home.execute(&format!("UPDATE professionals SET name = 'Nora Achterberg' WHERE email = '{}'", LEARNER.email));
    home.execute(&format!("UPDATE professionals SET locale = 'en' WHERE email = '{}'", GUIDE.email));
    let_mail_leave(&home);
    let told = mail(&home, GUIDE.email, "Meet Nora");
    assert!(told.text.contains("Nora") && !told.text.contains("Noor"), "{}", told.text);
    assert!(told.text.starts_with("Hello Zoë"), "{}", told.text);
    assert!(mail(&home, LEARNER.email, "Maak kennis").text.starts_with("Dag Nora"));
}

fn an_invitation_stays_when_somebody_signs_up_with_its_address(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    stop_mail(&home);
    let file = format!(
        "name,email,role,organisation,region,years_experience,languages,meets,availability,takes_part_as,capacity,\
         learning_needs,expertise\n{},{},jongerenwerker,De Brug,Utrecht,2,nl,either,mon-am,learn,1,feedback:3,reflectie:1\n",
        LEARNER.name, LEARNER.email
    );
    assert_eq!(crate::bad_input::import(&coordinator, file.as_bytes()).status, 200);
    assert_eq!(mails_of(&home, "invitation"), 1);
    assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    let_mail_leave(&home);
    assert!(withdrawn(&home).is_empty(), "anybody can type an address");
    let links: Vec<String> = home.mails_to(LEARNER.email).iter().flat_map(Mail::paths).collect();
    let links: Vec<_> = links.iter().filter(|link| link.contains("/verify/")).collect();
    assert_eq!(links.len(), 2, "the invitation, and the link for what was typed");
    assert!(links.iter().all(|link| Browser::new(&server).get(link).status == 200));
}

fn a_question_about_a_round_that_is_past_it_is_withdrawn(database: Database) {
    let home = home_with_clock(database);
    let (server, coordinator) = joined(&home);
    let program = Program::with_key_of(coordinator, "jeugd");
    let coordinator = &program.browser;
    crate::people::proposed_round(coordinator);
    stop_mail(&home);
    let by = (Utc::now() + Duration::days(5)).date_naive().to_string();
    let (status, asked) = program.post("/api/v1/rounds/1/opt-ins", &serde_json::json!({ "by": by }));
    assert_eq!(status, 200, "{asked}");
    assert_eq!(mails_of(&home, "opt_in"), 2);
    home.execute("UPDATE rounds SET state = 'closed'");
    let_mail_leave(&home);
    assert_eq!(withdrawn(&home), ["opt_in round_past"; 2]);
    drop(server);
}

fn a_link_that_works_no_longer_is_replaced_in_news_about_a_duo(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    stop_mail(&home);
    let end = format!("{}/end", duo.noors);
    let page = duo.noor.get(&end);
    duo.noor.submit(&page, &page.form_with_button("how", "kindly"));
    home.execute("DELETE FROM tokens WHERE purpose = 'profile'");
    let_mail_leave(&home);
    let told = mail(&home, GUIDE.email, "afgerond");
    let link = told.paths().into_iter().find(|path| path.starts_with("/me/")).unwrap();
    assert_eq!(duo.zoe.get(&link).status, 200);
}

fn mails_of_an_older_version_leave_as_they_are(database: Database) {
    let home = home_with_clock(database);
    let (_server, coordinator) = joined(&home);
    stop_mail(&home);
    run_round(&coordinator);
    home.execute(
        "UPDATE mails SET payload = replace(payload, '\"about\":', '\"once\":'), professional_id = NULL, round_id = NULL \
         WHERE state = 'waiting'",
    );
    home.execute("UPDATE duos SET state = 'lapsed', closed_at = '2026-01-01 00:00:00'");
    let_mail_leave(&home);
    assert_eq!(home.count("mails WHERE kind = 'introduction' AND state = 'sent'"), 2);
}
