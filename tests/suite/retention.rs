//! Personal data goes when its time is over: by itself, by a coordinator, and from the command line.

use chrono::{Duration, Months, Utc};
use reqwest::Method;
use serde_json::json;

use tweespan::domain::Locale;
use tweespan::locale::Texts;

use crate::bad_input::import;
use crate::browser::Browser;
use crate::harness::{Database, Home, Mail, Server, until};
use crate::kinds::{coordinator, new_round, propose};
use crate::life::{confirmed, home_with_clock, introduced, let_jobs_look, mail, mails_of, move_clock, wait_for};
use crate::people::{GUIDE, LEARNER, Person, publish, round_of, run_round};
use crate::program::Program;
use crate::sending::{let_mail_leave, stop_mail};

on_both_databases!(
    a_coordinator_who_long_did_not_sign_in_is_told_and_goes,
    no_coordinator_is_removed_who_was_not_told_in_time,
    after_ten_years_nobody_is_left_and_results_stay_counted,
    who_is_asked_to_stay_and_does_something_stays,
    who_is_in_a_duo_or_a_round_by_then_is_not_removed,
    nobody_is_removed_who_was_not_told_in_time,
    a_sign_up_goes_with_its_link,
    a_round_that_was_never_published_forgets_what_was_told_in_confidence,
    a_coordinator_removes_somebody_and_partners_are_told,
    a_program_removes_somebody,
    the_command_line_removes_somebody,
    who_was_replaced_is_named_nowhere_once_they_left,
    whose_duo_had_ended_is_named_nowhere_once_they_left,
    the_third_of_three_is_named_nowhere_once_they_left,
    an_address_that_ends_with_another_is_another,
);

const COORDINATOR: &str = "coordinator@voorbeeld.example";
/// Is in no duo with the others: wants to learn what nobody knows.
const ANS: Person = Person {
    name: "Ans Terpstra",
    email: "ans@los.example",
    organisation: "De Eik",
    need: "gespreksvoering",
    expertise: "reflectie-samenwerking",
    ..LEARNER
};

/// Days until somebody who does nothing is asked to stay, and one more.
fn inactive() -> Duration {
    let now = Utc::now();
    now.checked_add_months(Months::new(24)).unwrap() - now + Duration::days(1)
}

fn signed_in(home: &Home, server: &Server) -> Browser {
    let coordinator = Browser::new(server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    coordinator
}

fn id_of(home: &Home, email: &str) -> String {
    home.query(&format!("SELECT CAST(id AS TEXT) AS line FROM professionals WHERE email = '{email}'")).remove(0)
}

fn is_there(home: &Home, person: &Person) -> bool {
    home.count(&format!("professionals WHERE email = '{}'", person.email)) == 1
}

/// Nothing of somebody is in any column of any table.
fn nothing_is_left(home: &Home, person: &Person) {
    let family_name = person.name.split(' ').next_back().unwrap();
    for row in home.dump() {
        assert!(!row.contains(person.email) && !row.contains(family_name), "{row}");
    }
}

/// The mail that somebody is asked with, and the link in it.
fn asked(home: &Home, person: &Person) -> (Mail, String) {
    let mail = mail(home, person.email, "Wil je nog meedoen");
    let link = mail.paths().into_iter().find(|path| path.starts_with("/me/")).unwrap();
    (mail, link)
}

/// That somebody was told that they are gone, and that nothing of that is kept.
fn was_told(home: &Home, person: &Person, words: &str) {
    let told = mail(home, person.email, "zijn verwijderd");
    assert!(told.text.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{}", told.text);
    assert_eq!(told.paths(), [""; 0], "it leads nowhere");
    assert_eq!(mails_of(home, "removed"), 0);
    nothing_is_left(home, person);
}

fn after_ten_years_nobody_is_left_and_results_stay_counted(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    ANS.join(&home, &Browser::new(&duo.server));
    move_clock(&home, Duration::weeks(12) + Duration::hours(1));
    wait_for(&home, "closing", 2);
    move_clock(&home, Duration::days(200));
    until("the duo has ended and the round is closed", || {
        home.count("duos WHERE state = 'ended'") == 1 && home.count("rounds WHERE state = 'closed'") == 1
    });
    let counted = Program::of(&home, &duo.server, COORDINATOR, "jeugd").get("/api/v1/programmes/jeugd/outcomes");
    assert_eq!(home.count("round_inputs"), 1);
    assert!(home.count("activity") > 5 && home.count("mails") > 5 && home.count("security_log") > 1);

    move_clock(&home, Duration::days(3650));
    wait_for(&home, "still_there", 3);
    assert_eq!(home.count("professionals"), 3, "each is asked first");
    assert_eq!(home.count("round_inputs"), 0);
    move_clock(&home, Duration::days(3650 + 31));
    until("all are removed", || home.count("professionals") == 0);
    home.wait_for_mail();
    until("what was mailed is forgotten", || mails_of(&home, "removed") == 0);
    for person in [LEARNER, GUIDE, ANS] {
        was_told(&home, &person, "je antwoordde niet op onze mail");
    }
    let log_since = (Utc::now() + Duration::days(3650 - 730)).format("%Y-%m-%d");
    for log in ["activity", "security_log"] {
        assert_eq!(home.count(&format!("{log} WHERE happened_at < '{log_since}'")), 0, "{log}");
    }
    let mails_since = (Utc::now() + Duration::days(3650 - 400)).format("%Y-%m-%d");
    assert_eq!(home.count(&format!("mails WHERE created_at < '{mails_since}'")), 0);
    assert_eq!((home.count("duos"), home.count("tokens WHERE professional_id IS NOT NULL")), (0, 0));
    assert_eq!(home.count("erased_duos WHERE was_confirmed"), 1);
    let later = Program::of(&home, &duo.server, COORDINATOR, "jeugd").get("/api/v1/programmes/jeugd/outcomes");
    assert_eq!(later, counted, "what was achieved stays counted");
}

fn who_is_asked_to_stay_and_does_something_stays(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    for person in [LEARNER, GUIDE, ANS] {
        person.join(&home, &Browser::new(&server));
    }
    move_clock(&home, inactive() - Duration::days(2));
    let_jobs_look();
    assert_eq!(mails_of(&home, "still_there"), 0);
    move_clock(&home, inactive());
    wait_for(&home, "still_there", 3);
    let_jobs_look();
    assert_eq!(mails_of(&home, "still_there"), 3, "once");

    let day = (Utc::now() + inactive() + Duration::days(30)).with_timezone(&chrono_tz::Europe::Amsterdam);
    let day = day.format(" %-d ").to_string();
    let reader = Browser::new(&server);
    let (mail, link) = asked(&home, &LEARNER);
    let words = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let promised = words.split("We verwijderen je gegevens op").nth(1).unwrap_or_else(|| panic!("{words}"));
    assert!(promised.split('.').next().unwrap().contains(&day), "{words}");
    // Looking is no act: scanners open every link.
    let kept = home.dump();
    let page = reader.get(&link);
    assert!(page.text().contains("Wil je blijven?") && page.text().contains(&day), "{}", page.text());
    assert_eq!(home.dump(), kept);
    let form = page.form_to(&format!("{link}/stay"));
    let told = reader.submit(&page, &form);
    assert!(told.text().contains("Je blijft. We houden je profiel."), "{}", told.text());
    assert!(!told.html.contains("/stay\""), "{}", told.text());
    let kept = home.dump();
    assert_eq!(reader.submit(&page, &form).status, 200);
    assert_eq!(home.dump(), kept, "twice is as once");
    assert_eq!(home.count("activity WHERE what LIKE '%wants_to_stay%'"), 1);
    // Any other act will do.
    let (_, link) = asked(&home, &GUIDE);
    let page = reader.get(&link);
    reader.submit(&page, &page.form_to(&link));
    assert_eq!(home.count("professionals WHERE remove_at IS NOT NULL"), 1);
    let page = signed_in(&home, &server).get(&format!("/coordinator/jeugd/professionals/{}", id_of(&home, ANS.email)));
    assert!(page.text().contains("kreeg de vraag om te blijven"), "{}", page.text());

    move_clock(&home, inactive() + Duration::days(30) - Duration::hours(1));
    let_jobs_look();
    assert!(is_there(&home, &ANS), "not before the day that the mail told");
    move_clock(&home, inactive() + Duration::days(31));
    until("who did nothing is removed", || !is_there(&home, &ANS));
    was_told(&home, &ANS, "We hoorden lang niets van je");
    assert!(is_there(&home, &LEARNER) && is_there(&home, &GUIDE));
    assert_eq!(home.count("leavers"), 0, "it was not their wish");
}

fn who_is_in_a_duo_or_a_round_by_then_is_not_removed(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    for person in [LEARNER, GUIDE, ANS] {
        person.join(&home, &Browser::new(&server));
    }
    move_clock(&home, inactive());
    wait_for(&home, "still_there", 3);
    move_clock(&home, inactive() + Duration::days(25));
    run_round(&signed_in(&home, &server));
    assert_eq!(home.people_in_duos(), 2);
    move_clock(&home, inactive() + Duration::days(31));
    until("the clock has looked", || home.count("professionals WHERE remove_at IS NOT NULL") == 0);
    let_jobs_look();
    assert_eq!((home.count("professionals"), home.count("duos"), mails_of(&home, "still_there")), (3, 1, 3));
    // The duo lapses and the round is closed: who was in the duo was active in it, and the other is asked again.
    move_clock(&home, inactive() + Duration::days(60));
    wait_for(&home, "still_there", 4);
    assert_eq!(home.query("SELECT email AS line FROM professionals WHERE remove_at IS NOT NULL"), [ANS.email]);
}

fn nobody_is_removed_who_was_not_told_in_time(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    ANS.join(&home, &Browser::new(&server));
    move_clock(&home, inactive());
    wait_for(&home, "still_there", 1);
    // As if no server had taken it: the day is put off until one has, and thirty days more.
    home.execute(
        "UPDATE mails SET state = 'waiting', next_attempt_at = '2099-01-01 00:00:00' WHERE kind = 'still_there'",
    );
    move_clock(&home, inactive() + Duration::days(31));
    let ahead = |days: i64| (Utc::now() + inactive() + Duration::days(days)).format("%Y-%m-%d").to_string();
    until("the day is put off", || home.count(&format!("professionals WHERE remove_at > '{}'", ahead(60))) == 1);
    assert!(is_there(&home, &ANS));
    let left = ahead(50);
    home.execute(&format!("UPDATE mails SET state = 'sent', sent_at = '{left} 00:00:00' WHERE kind = 'still_there'"));
    // Her page names the day that the mail told, thirty days after it left.
    let told = left.parse::<chrono::NaiveDate>().unwrap() + Duration::days(30);
    let page = Browser::new(&server).get(&newest_page(&home)).text();
    assert!(page.contains(&format!("verwijderen we je gegevens op {}", Texts::of(Locale::Nl).date(told))), "{page}");
    move_clock(&home, inactive() + Duration::days(62));
    until("the day is put off again", || home.count(&format!("professionals WHERE remove_at > '{}'", ahead(79))) == 1);
    move_clock(&home, inactive() + Duration::days(82));
    until("she had all the days", || !is_there(&home, &ANS));
}

/// The newest link to her own page.
fn newest_page(home: &Home) -> String {
    let mails = home.mails_to(ANS.email);
    let mut links =
        mails.iter().rev().flat_map(Mail::paths).filter(|path| path.starts_with("/me/") && path.len() == 68);
    links.next().unwrap()
}

fn a_sign_up_goes_with_its_link(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    let reader = Browser::new(&server);
    LEARNER.sign_up(&reader);
    ANS.sign_up(&reader);
    move_clock(&home, Duration::days(5));
    ANS.sign_up(&reader);
    move_clock(&home, Duration::days(7) - Duration::hours(1));
    let_jobs_look();
    assert_eq!(home.count("professionals"), 2);
    move_clock(&home, Duration::days(7) + Duration::hours(1));
    until("the first is removed", || !is_there(&home, &LEARNER));
    nothing_is_left(&home, &LEARNER);
    let_jobs_look();
    assert!(is_there(&home, &ANS), "her newer link works");
    move_clock(&home, Duration::days(12) + Duration::hours(1));
    until("the second is removed", || !is_there(&home, &ANS));
    assert_eq!(home.count("activity WHERE what LIKE '%sign_up_expired%'"), 2);
}

fn a_round_that_was_never_published_forgets_what_was_told_in_confidence(database: Database) {
    let home = home_with_clock(database).with("TWEESPAN__RETENTION__ROUND_MONTHS", "1");
    let server = home.serve();
    for person in [LEARNER, GUIDE] {
        let reader = Browser::new(&server);
        person.join(&home, &reader);
        let profile = home.link_to(person.email, "/me/");
        let page = reader.get(&profile);
        let mut form = page.form_to(&profile);
        form.set("avoid", "niemand@elders.example");
        reader.submit(&page, &form);
    }
    crate::people::proposed_round(&signed_in(&home, &server));
    assert_eq!((home.count("round_inputs WHERE people LIKE '%niemand@elders%'"), home.count("duos")), (1, 1));
    move_clock(&home, Duration::days(30));
    let_jobs_look();
    assert_eq!(home.count("round_inputs"), 1);
    move_clock(&home, Duration::days(60));
    until("it is forgotten", || home.count("round_inputs") == 0);
    let_jobs_look();
    assert_eq!((home.count("rounds WHERE state = 'draft'"), home.count("duos"), home.count("unmatched")), (1, 0, 0));
    assert_eq!(home.count("round_changes WHERE before IS NOT NULL"), 0);
    assert_eq!(home.count("activity WHERE what LIKE '%round_forgotten%'"), 1, "once");
    let page = signed_in(&home, &server).get("/coordinator/jeugd/activity");
    assert!(page.text().contains("verwijderde waarop de duo’s van"), "{}", page.text());
}

fn a_coordinator_removes_somebody_and_partners_are_told(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    home.add_programme("zorg");
    let (coordinator, stranger) = (signed_in(&home, &duo.server), Browser::new(&duo.server));
    stranger.sign_in(&home.invite_coordinator("ander@voorbeeld.example", "zorg"));
    let one = format!("/coordinator/jeugd/professionals/{}", id_of(&home, LEARNER.email));
    let removal = format!("{one}/removal");
    assert!(coordinator.get(&one).html.contains(&removal));
    let kept = home.dump();
    let page = coordinator.get(&removal);
    assert!(page.text().contains("alles wat we over Noor Achterberg bewaren"), "{}", page.text());
    assert_eq!(home.dump(), kept, "looking changes nothing");
    let mut form = page.form_to(&removal);
    form.set("csrf", stranger.get("/coordinator").form_to("/language").value("csrf").unwrap());
    for path in [removal.clone(), removal.replace("jeugd", "zorg")] {
        assert_eq!((stranger.get(&path).status, stranger.post(&path, &form).status), (404, 404), "{path}");
    }
    assert!(is_there(&home, &LEARNER));
    let form = page.form_to(&removal);
    let done = coordinator.submit(&page, &form);
    assert!(
        done.path.starts_with("/coordinator/jeugd/professionals") && done.text().contains("De persoon is verwijderd")
    );
    assert_eq!(coordinator.post(&removal, &form).status, 404, "once");
    wait_for(&home, "duo_ended", 1);
    assert!(mail(&home, GUIDE.email, "Noor").text.contains("Noor"));
    until("the mail to her is forgotten", || mails_of(&home, "removed") == 0);
    was_told(&home, &LEARNER, "De coördinator heeft je uit Vakmanschap jeugd gehaald.");
    assert_eq!((home.count("duos"), home.count("erased_duos")), (0, 1));
    assert_eq!(duo.noor.get(&duo.noors).status, 404);
    assert!(coordinator.get("/coordinator/jeugd/activity").text().contains("verwijderde een persoon"));
    assert_eq!(home.count("leavers"), 0, "she can be invited again");
    // Whoever did not confirm is not mailed.
    let list = "name,email,role,organisation,region,years_experience,languages,meets,availability,takes_part_as,\
                capacity,learning_needs,expertise\n\
                Ine de Vries,ine@lijst.example,jongerenwerker,De Brug,Utrecht,4,nl,either,thu-am,learn,0,feedback:2,\n";
    import(&coordinator, list.as_bytes());
    home.wait_for_mail();
    let page =
        coordinator.get(&format!("/coordinator/jeugd/professionals/{}/removal", id_of(&home, "ine@lijst.example")));
    assert!(page.text().contains("Het adres is nooit bevestigd"), "{}", page.text());
    coordinator.submit(&page, &page.form_to(&page.path));
    assert_eq!((home.count("professionals"), home.mails_to("ine@lijst.example").len()), (1, 1));
}

fn a_program_removes_somebody(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    ANS.join(&home, &Browser::new(&server));
    let program = Program::of(&home, &server, COORDINATOR, "jeugd");
    let path = format!("/api/v1/programmes/jeugd/professionals/{}/removal", id_of(&home, ANS.email));
    home.add_programme("zorg");
    let other = Program::of(&home, &server, "ander@voorbeeld.example", "zorg");
    assert_eq!(other.call(Method::POST, &path, None).0, 404);
    assert_eq!(other.call(Method::POST, &path.replace("jeugd", "zorg"), None).0, 404);
    assert!(is_there(&home, &ANS));
    assert_eq!(program.call(Method::POST, &path, None), (200, json!({"removed": true})));
    assert_eq!(program.call(Method::POST, &path, None).0, 404);
    until("the mail to her is forgotten", || mails_of(&home, "removed") == 0);
    was_told(&home, &ANS, "De coördinator heeft je");
}

fn the_command_line_removes_somebody(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let remove = |email: &str, programme: &str| home.run(&["person", "remove", email, "--programme", programme]);
    assert!(remove("geen adres", "jeugd").expect_failure().contains("is not an e-mail address"));
    assert!(remove(LEARNER.email, "zorg").expect_failure().contains("there is no programme"));
    assert!(remove(ANS.email, "jeugd").expect_failure().contains("nobody"));
    assert_eq!(home.count("professionals"), 2);
    remove(LEARNER.email, "jeugd").expect_success();
    assert!(remove(LEARNER.email, "jeugd").expect_failure().contains("nobody"));
    wait_for(&home, "duo_ended", 1);
    until("the mail to her is forgotten", || mails_of(&home, "removed") == 0);
    was_told(&home, &LEARNER, "De coördinator heeft je");
    assert!(is_there(&home, &GUIDE));
    assert_eq!(home.count("activity WHERE actor = 'operator' AND what LIKE '%\"removed\"%'"), 1);
    drop(duo);
}

#[test]
fn each_time_has_its_bounds() {
    for (name, least, most) in [
        ("inactive_months", 6, 120),
        ("warn_days", 7, 90),
        ("mail_days", 100, 3650),
        ("log_days", 30, 3650),
        ("round_months", 1, 120),
    ] {
        for value in [least - 1, most + 1] {
            let key = format!("TWEESPAN__RETENTION__{}", name.to_uppercase());
            let home = Home::new(Database::Sqlite).with(&key, &value.to_string());
            let finished = home.run(&["serve"]);
            let words = format!("retention.{name} must be from {least} to {most}");
            assert!(finished.expect_failure().contains(&words), "{}", finished.stderr);
        }
        for value in [least, most] {
            let key = format!("TWEESPAN__RETENTION__{}", name.to_uppercase());
            Home::new(Database::Sqlite).with(&key, &value.to_string()).add_programme("jeugd");
        }
    }
}

fn no_coordinator_is_removed_who_was_not_told_in_time(database: Database) {
    let home = home_with_clock(database);
    let _server = home.serve();
    let gone = "weg@voorbeeld.example";
    home.invite_coordinator(COORDINATOR, "jeugd");
    home.invite_coordinator(gone, "jeugd");
    home.execute(&format!("UPDATE coordinators SET active_at = '2099-01-01 00:00:00' WHERE email <> '{gone}'"));
    move_clock(&home, Duration::days(702));
    wait_for(&home, "coordinator_ends", 1);
    // As if no server had taken it: the day is put off until one has, and thirty days more.
    home.execute(
        "UPDATE mails SET state = 'waiting', next_attempt_at = '2099-01-01 00:00:00' WHERE kind = 'coordinator_ends'",
    );
    move_clock(&home, Duration::days(733));
    let ahead = |days: i64| (Utc::now() + Duration::days(days)).format("%Y-%m-%d").to_string();
    until("the day is put off", || home.count(&format!("coordinators WHERE remove_at > '{}'", ahead(760))) == 1);
    let left = ahead(750);
    home.execute(&format!(
        "UPDATE mails SET state = 'sent', sent_at = '{left} 00:00:00' WHERE kind = 'coordinator_ends'"
    ));
    move_clock(&home, Duration::days(764));
    until("the day is put off again", || home.count(&format!("coordinators WHERE remove_at > '{}'", ahead(778))) == 1);
    move_clock(&home, Duration::days(782));
    until("they had all the days", || home.count(&format!("coordinators WHERE email = '{gone}'")) == 0);
}

fn a_coordinator_who_long_did_not_sign_in_is_told_and_goes(database: Database) {
    let home = home_with_clock(database).with("TWEESPAN__SIGN_IN__FRESH_MINUTES", "0");
    let server = home.serve();
    let [gone, stays] = ["weg@voorbeeld.example", "blijft@voorbeeld.example"];
    let owner = Browser::new(&server);
    owner.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let program = Program::of(&home, &server, gone, "jeugd");
    home.invite_coordinator(stays, "jeugd");
    home.invite_coordinator("ontslagen@voorbeeld.example", "jeugd");
    let id = "SELECT CAST(id AS TEXT) AS line FROM coordinators WHERE email = 'ontslagen@voorbeeld.example'";
    let page = owner.get("/coordinator/jeugd/settings");
    owner.submit(&page, &page.form_to(&format!("/coordinator/jeugd/settings/coordinators/{}", home.query(id)[0])));
    let there = |email: &str| home.count(&format!("coordinators WHERE email = '{email}'"));

    // Two years are 730 or 731 days; told 30 days before.
    move_clock(&home, Duration::days(698));
    let_jobs_look();
    assert_eq!(mails_of(&home, "coordinator_ends"), 0);
    owner.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    move_clock(&home, Duration::days(702));
    wait_for(&home, "coordinator_ends", 2);
    for email in [gone, stays] {
        let mail = home.mails_to(email).pop().unwrap();
        assert!(
            mail.subject.contains("coördinator blijven") && mail.paths().contains(&"/coordinator/sign-in".to_owned()),
            "{mail:?}"
        );
    }
    assert_eq!(there("ontslagen@voorbeeld.example"), 1);
    Browser::new(&server).sign_in(&home.invite_coordinator(stays, "jeugd"));
    move_clock(&home, Duration::days(733));
    until("who did not sign in is gone", || there(gone) == 0);
    let_jobs_look();
    assert_eq!((there(stays), there(COORDINATOR), there("ontslagen@voorbeeld.example")), (1, 1, 0));
    assert_eq!(mails_of(&home, "coordinator_ends"), 2, "once");
    assert_eq!(
        (home.count("api_keys"), program.call(reqwest::Method::GET, "/api/v1/programmes/jeugd/rounds", None).0),
        (0, 401)
    );
    owner.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert!(
        owner.get("/coordinator/jeugd/activity").text().contains("verwijderde een coördinator die lang niet inlogde")
    );

    // Of two owners who both stay away, one stays.
    move_clock(&home, Duration::days(733 + 702));
    let_jobs_look();
    move_clock(&home, Duration::days(733 + 760));
    until("one of the two is gone", || home.count("coordinators") == 1);
    let_jobs_look();
    assert_eq!(home.count("coordinators"), 1);
}

/// A guide with names that stand nowhere else.
const MARKED: Person = Person { name: "Xanthippe Merkwaardig", email: "an@z.example", ..GUIDE };

/// Leaves by the link to their own page.
fn leave(own: &str, browser: &Browser) {
    let page = browser.get(&format!("{own}/away"));
    let mut form = page.form_with_button("then", "leave");
    form.tick("sure", "yes");
    assert_eq!(browser.submit(&page, &form).path, "/me/left");
}

/// Not even their first name is in any column of any table.
fn is_named_nowhere(home: &Home) {
    for row in home.dump() {
        for name in MARKED.name.split(' ').chain([MARKED.email]) {
            assert!(!row.contains(name), "{name}: {row}");
        }
    }
}

fn mails_with(home: &Home, words: &str) -> usize {
    home.count(&format!("mails WHERE payload LIKE '%{words}%'"))
}

/// Everybody joins, and a round is published with one fixed duo: Noor and her whose names are marked.
fn fixed_with_marked(home: &Home, server: &Server, others: &[Person]) -> (Browser, [Browser; 2]) {
    let [noor, marked] = [LEARNER, MARKED].map(|person| {
        let browser = Browser::new(server);
        person.join(home, &browser);
        browser
    });
    for person in others {
        person.join(home, &Browser::new(server));
    }
    let coordinator = coordinator(home, Browser::new(server));
    let round = round_of(&new_round(&coordinator, &[("locked", &format!("{} {}", LEARNER.email, MARKED.email))]));
    assert_eq!(publish(&coordinator, &propose(&coordinator, &round, &[])).status, 200);
    home.wait_for_mail();
    (coordinator, [noor, marked])
}

fn who_was_replaced_is_named_nowhere_once_they_left(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    let (coordinator, [_, marked]) = fixed_with_marked(&home, &server, &[GUIDE]);
    let program = Program::with_key_of(coordinator, "jeugd");
    let own = home.link_to(MARKED.email, "/me/");
    stop_mail(&home);
    let [stays, partner] = [LEARNER, GUIDE].map(|person| id_of(&home, person.email).parse::<i64>().unwrap());
    let act = json!({"act": {"kind": "replace", "duo": 1, "stays": stays, "partner": partner}});
    let (status, done) = program.post("/api/v1/rounds/1/duo-changes", &act);
    assert_eq!(status, 200, "{done}");
    assert_eq!(home.count("duo_members WHERE instead_of = 'Xanthippe'"), 1);
    assert_eq!(mails_with(&home, "\"instead_of\":\"Xanthippe\""), 1);
    // The name that is kept is that of before.
    home.execute(&format!("UPDATE professionals SET name = 'Xandra Merkwaardig' WHERE email = '{}'", MARKED.email));
    leave(&own, &marked);
    is_named_nowhere(&home);
    let_mail_leave(&home);
    assert!(mail(&home, LEARNER.email, "Zoë").text.contains("/duo/"), "she is introduced all the same");
    is_named_nowhere(&home);
}

fn whose_duo_had_ended_is_named_nowhere_once_they_left(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    let (_, [noor, marked]) = fixed_with_marked(&home, &server, &[]);
    let [noors, markeds] = [LEARNER, MARKED].map(|person| home.link_to(person.email, "/duo/"));
    noor.answer(&noors, "accepted", "");
    marked.answer(&markeds, "accepted", "");
    let page = noor.get(&noors);
    let mut form = page.form_with_button("then", "propose");
    let moment = page.html.split("name=\"moment\" value=\"20").nth(1).unwrap().split('"').next().unwrap().to_owned();
    form.tick("moment", &format!("20{moment}"));
    noor.submit(&page, &form);
    let page = marked.get(&markeds);
    marked.submit(&page, &page.form_with_button("then", "pick"));
    wait_for(&home, "meeting", 2);
    let own = home.link_to(MARKED.email, "/me/");
    stop_mail(&home);
    let end = format!("{markeds}/end");
    let page = marked.get(&end);
    marked.submit(&page, &page.form_with_button("how", "kindly"));
    for kind in ["duo_ended", "meeting"] {
        let waits = format!("mails WHERE kind = '{kind}' AND payload LIKE '%\"other\":\"Xanthippe\"%'");
        assert_eq!(home.count(&waits), 1, "{kind}");
    }
    leave(&own, &marked);
    is_named_nowhere(&home);
    let_mail_leave(&home);
    for subject in
        ["Je duo met iemand die niet meer meedoet is afgerond", "je gesprek met iemand die niet meer meedoet"]
    {
        let told = mail(&home, LEARNER.email, subject);
        assert!(!told.text.contains("Xanthippe"), "{}", told.text);
    }
    is_named_nowhere(&home);
}

fn the_third_of_three_is_named_nowhere_once_they_left(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    let (coordinator, marked) = (coordinator(&home, Browser::new(&server)), Browser::new(&server));
    LEARNER.join(&home, &Browser::new(&server));
    GUIDE.join(&home, &Browser::new(&server));
    Person { need: LEARNER.need, expertise: LEARNER.expertise, ..MARKED }.join(&home, &marked);
    let round = round_of(&new_round(&coordinator, &[("kind", "mutual"), ("weight:learning", "10")]));
    let page = propose(&coordinator, &round, &[]);
    let page = coordinator.submit(&page, &page.form_to(&format!("{round}/trio")));
    let own = home.link_to(MARKED.email, "/me/");
    stop_mail(&home);
    assert_eq!(publish(&coordinator, &page).status, 200);
    assert_eq!(mails_with(&home, "\"third\":\"Xanthippe\""), 2);
    leave(&own, &marked);
    assert_eq!(mails_with(&home, "\"third\":\"Xanthippe\""), 0);
    // That their duos ended is told by her first name, and forgotten then.
    let_mail_leave(&home);
    assert!(mail(&home, LEARNER.email, "Xanthippe").text.contains("heeft jullie duo afgerond"));
    is_named_nowhere(&home);
}

/// Removing `an@z.example` takes nothing from `jan@z.example`.
fn an_address_that_ends_with_another_is_another(database: Database) {
    const JAN: Person = Person { name: "Jan Langerak", email: "jan@z.example", ..LEARNER };
    let home = home_with_clock(database);
    let server = home.serve();
    for person in [JAN, GUIDE, Person { email: MARKED.email, ..ANS }] {
        person.join(&home, &Browser::new(&server));
    }
    let coordinator = coordinator(&home, Browser::new(&server));
    let round = round_of(&new_round(&coordinator, &[]));
    assert_eq!(publish(&coordinator, &propose(&coordinator, &round, &[])).status, 200);
    home.wait_for_mail();
    // Another round has a way back to a list on which he stands.
    let banned = format!("{} uitgesloten@elders.example", JAN.email);
    let next = round_of(&new_round(&coordinator, &[("banned", &banned)]));
    let page = coordinator.get(&format!("{next}/settings"));
    let mut form = page.form_with_button("then", "save");
    form.set("banned", "");
    coordinator.submit(&page, &form);
    let links = [JAN, GUIDE].map(|person| home.link_to(person.email, "/duo/"));
    stop_mail(&home);
    for link in links {
        Browser::new(&server).answer(&link, "accepted", "");
    }
    let about_jan = || {
        let named = format!("LIKE '%\"{}\"%'", JAN.email);
        let [mails, changes] = [("mails", "payload"), ("round_changes", "before")]
            .map(|(table, column)| home.count(&format!("{table} WHERE {column} {named}")));
        (mails, changes > 0)
    };
    assert_eq!(about_jan(), (1, true), "her contact details, and the way back");
    let kept = home.query("SELECT before AS line FROM round_changes WHERE before IS NOT NULL ORDER BY id");
    let remove = |email: &str| home.run(&["person", "remove", email, "--programme", "jeugd"]).expect_success();
    remove(MARKED.email);
    assert_eq!(about_jan(), (1, true));
    assert_eq!(home.query("SELECT before AS line FROM round_changes WHERE before IS NOT NULL ORDER BY id"), kept);
    assert_eq!(home.count("mails WHERE kind = 'contact_details' AND state = 'waiting'"), 2);
    remove(JAN.email);
    assert_eq!(about_jan(), (0, false));
}
