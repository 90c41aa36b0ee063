//! A round that asks its participants first: what the coordinator sees of it, what a participant can say and until when.

use chrono::Duration;
use reqwest::Method;
use serde_json::json;

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Mail, Server, until};
use crate::html::Form;
use crate::kinds::propose;
use crate::life::{home_with_clock, move_clock, nothing_changes};
use crate::people::{new_round, publish, round_of};
use crate::program::Program;
use crate::rounds::press_seen;

on_both_databases!(
    only_who_said_yes_takes_part_in_a_round_that_asks,
    the_coordinator_asks_once_and_sees_who_said_what,
    a_mind_can_be_changed_until_the_round_is_published,
    who_is_left_out_or_asked_too_late_is_told,
);

/// The demo, its coordinator, and the first step of a new round.
fn scene(database: Database) -> (Home, Server, Browser, Page) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    home.finish_all_duos();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    let page = new_round(&coordinator);
    home.wait_for_mail();
    (home, server, coordinator, page)
}

/// The links in the mails that ask, with who reads them; oldest first.
fn links(home: &Home) -> Vec<(String, String)> {
    let link = |mail: Mail| Some((mail.to.clone(), mail.paths().into_iter().find(|p| p.starts_with("/me/round/"))?));
    home.mails().into_iter().filter_map(link).collect()
}

/// Presses the button that asks on the first step of a round, and once more where it is shown what leaves.
fn ask(coordinator: &Browser, page: &Page) -> Page {
    press_seen(coordinator, page, &page.form_with_button("then", "ask"))
}

fn say(reader: &Browser, link: &str, answer: &str) -> Page {
    let page = reader.get(link);
    reader.submit(&page, &page.form_with_button("takes_part", answer))
}

fn the_coordinator_asks_once_and_sees_who_said_what(database: Database) {
    let (home, server, coordinator, page) = scene(database);
    let round = round_of(&page);
    let other = Browser::new(&server);
    other.sign_in(&home.invite_coordinator("bram@voorbeeld.example", "jeugd"));
    let his = other.get(&page.path);
    assert!(!page.text().contains("kregen de vraag"), "{}", page.text());

    let asked = ask(&coordinator, &page);
    assert_eq!((asked.status, asked.path.as_str()), (200, format!("{round}/people").as_str()), "{}", asked.text());
    assert!(asked.text().contains("0 ja, 0 nee, 42 nog geen antwoord"), "{}", asked.text());
    assert!(asked.text().contains("Er doet niemand mee"), "only who says yes does: {}", asked.text());
    assert_eq!((links(&home).len(), home.count("mails WHERE kind = 'opt_in'")), (42, 42));
    // The same form twice is as once.
    assert_eq!(coordinator.post(&page.path, &page.form_with_button("then", "ask")).status, 303);
    assert_eq!(home.count("mails WHERE kind = 'opt_in'"), 42);
    // The other one, whose page is of before, is told who did what.
    let mut form = his.form_with_button("then", "save");
    form.fields.retain(|(name, value)| name != "participant" || value != "1");
    let told = other.submit(&his, &form);
    assert_eq!(told.status, 409, "{}", told.text());
    assert!(told.text().contains("coordinator@voorbeeld.example vroeg de deelnemers of ze meedoen"), "{}", told.text());
    let log = coordinator.get("/coordinator/jeugd/activity").text();
    assert!(log.contains("vroeg wie meedoet aan"), "{log}");

    let reader = Browser::new(&server);
    for (number, (_, link)) in links(&home).iter().take(12).enumerate() {
        let page = say(&reader, link, if number < 9 { "yes" } else { "no" });
        assert_eq!(page.status, 200, "{}", page.text());
    }
    let page = coordinator.get(&page.path);
    assert!(page.text().contains("9 ja, 3 nee, 30 nog geen antwoord"), "{}", page.text());
    assert!(page.text().contains("Er doen 9 professionals mee"), "{}", page.text());
    // Somebody who comes later is asked when the coordinator asks again, and nobody else is.
    home.execute(&format!(
        "INSERT INTO professionals (programme_id, email, name, role, organisation, region, years_experience, languages, \
         meets, availability, takes_part_as, capacity, waited, tags, locale, standing, created_at, updated_at, \
         active_at) \
         SELECT programme_id, 'later.' || email, name || ' II', role, organisation, region, years_experience, languages, \
         meets, availability, takes_part_as, capacity, waited, tags, 'en', standing, created_at, updated_at, active_at \
         FROM professionals WHERE id = 1; \
         INSERT INTO professional_topics (professional_id, topic_id, side, level, position) \
         SELECT (SELECT max(id) FROM professionals), topic_id, side, level, position FROM professional_topics \
         WHERE professional_id = 1; \
         INSERT INTO round_participants (round_id, professional_id) SELECT {}, max(id) FROM professionals",
        round.rsplit('/').next().unwrap()
    ));
    let page = coordinator.get(&page.path);
    assert!(page.text().contains("Eén deelnemer kreeg de vraag nog niet"), "{}", page.text());
    let page = ask(&coordinator, &page);
    assert!(page.text().contains("9 ja, 3 nee, 31 nog geen antwoord"), "{}", page.text());
    let all = links(&home);
    assert_eq!(all.len(), 43);
    let (to, link) = all.iter().find(|(to, _)| to.starts_with("later.")).unwrap();
    // They read English, whatever their browser asks for.
    let theirs = reader.get(link);
    assert!(theirs.html.contains("<html lang=\"en\"") && theirs.text().contains("Yes"), "{to}: {}", theirs.text());
}

fn a_mind_can_be_changed_until_the_round_is_published(database: Database) {
    let (home, server, coordinator, page) = scene(database);
    let round = round_of(&page);
    ask(&coordinator, &page);
    let links: Vec<String> = links(&home).into_iter().map(|(_, link)| link).collect();
    let reader = Browser::new(&server);
    nothing_changes(&home, &reader, &links[..3]);
    // What is no answer is none.
    let page = reader.get(&links[0]);
    let kept = home.dump();
    for answer in ["", "maybe", "true"] {
        let mut form = page.only_form();
        form.fields.push(("takes_part".to_owned(), answer.to_owned()));
        assert_eq!(reader.post(&links[0], &form).status, 400, "{answer}");
    }
    let mut form = page.form_with_button("takes_part", "yes");
    form.set("csrf", "0");
    assert!(reader.post(&links[0], &form).status >= 400);
    let dead = format!("/me/round/{}", "0".repeat(64));
    assert_eq!(reader.get(&dead).status, reader.post(&dead, &page.form_with_button("takes_part", "yes")).status);
    assert!(reader.get(&dead).status >= 400);
    assert!(home.dump() == kept, "nothing was said");

    let said = || {
        home.query(
            "SELECT COALESCE(CAST(takes_part AS TEXT), '-') AS line FROM round_participants \
                              WHERE round_id = 2 AND asked_at IS NOT NULL ORDER BY professional_id",
        )
    };
    let count = |yes: bool| said().iter().filter(|word| ["1", "true"].contains(&word.as_str()) == yes).count();
    let page = say(&reader, &links[0], "yes");
    assert!(
        page.text().contains("Je doet mee") && page.text().contains("Je kunt dit nog veranderen"),
        "{}",
        page.text()
    );
    assert_eq!(count(true), 1);
    let page = say(&reader, &links[0], "no");
    assert!(page.text().contains("Je doet deze ronde niet mee"), "{}", page.text());
    assert_eq!(count(true), 0);
    for link in &links {
        say(&reader, link, "yes");
    }
    let proposals = propose(&coordinator, &round, &[("allow_earlier_duos", "yes")]);
    assert!(proposals.path.ends_with("/proposals"), "{}", proposals.text());
    // Whoever says no once duos are proposed is in no duo: the round is not published with them.
    let members = home.query(
        "SELECT p.email AS line FROM professionals p JOIN duo_members m ON m.professional_id = p.id \
         JOIN duos d ON d.id = m.duo_id WHERE d.round_id = 2 ORDER BY p.id",
    );
    let (_, link) = self::links(&home).into_iter().find(|(to, _)| *to == members[0]).unwrap();
    say(&reader, &link, "no");
    let refused = publish(&coordinator, &proposals);
    assert_eq!(home.count("rounds WHERE id = 2 AND state = 'published'"), 0, "{}", refused.text());
    let proposals = propose(&coordinator, &round, &[("allow_earlier_duos", "yes")]);
    let published = publish(&coordinator, &proposals);
    assert_eq!(home.count("rounds WHERE id = 2 AND state = 'published'"), 1, "{}", published.text());
    let theirs = format!(
        "duo_members m JOIN duos d ON d.id = m.duo_id JOIN professionals p ON p.id = m.professional_id \
                          WHERE d.round_id = 2 AND p.email = '{}'",
        members[0]
    );
    assert_eq!(home.count(&theirs), 0);
    home.wait_for_mail();
    // Then it is too late, also for a form that was open.
    let kept = home.dump();
    let late = reader.get(&link);
    assert!(late.text().contains("Antwoorden kan niet meer"), "{}", late.text());
    assert!(!late.forms().iter().any(|form| form.buttons.iter().any(|(name, _)| name == "takes_part")));
    form.set("csrf", late.forms()[0].value("csrf").unwrap());
    let sent = reader.submit(&late, &Form { action: link.clone(), ..form });
    assert!(sent.text().contains("Antwoorden kan niet meer"), "{}", sent.text());
    assert!(home.dump() == kept, "nothing changed");
}

fn who_is_left_out_or_asked_too_late_is_told(database: Database) {
    let (home, server, coordinator, page) = scene(database);
    let round = round_of(&page);
    ask(&coordinator, &page);
    let (to, link) = links(&home).remove(0);
    let id = home.query(&format!("SELECT CAST(id AS TEXT) AS line FROM professionals WHERE email = '{to}'")).remove(0);
    let reader = Browser::new(&server);
    let open = reader.get(&link);
    // The coordinator takes them out: their link leads nowhere any more.
    let page = coordinator.get(&page.path);
    let mut form = page.form_with_button("then", "save");
    form.fields.retain(|(name, value)| name != "participant" || *value != id);
    assert_eq!(coordinator.submit(&page, &form).status, 200);
    assert_eq!(home.count(&format!("round_participants WHERE round_id = 2 AND professional_id = {id}")), 0);
    let (looked, sent) = (reader.get(&link), reader.post(&link, &open.form_with_button("takes_part", "yes")));
    assert!(looked.status >= 400 && looked.status == sent.status, "{} {}", looked.status, sent.status);
    assert_eq!(home.count(&format!("round_participants WHERE round_id = 2 AND professional_id = {id}")), 0);

    // After the last day to answer nobody is asked, and the coordinator is told where that day is set.
    let another = new_round(&coordinator);
    move_clock(&home, Duration::days(20));
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    let mails = home.count("mails WHERE kind = 'opt_in'");
    let now = coordinator.get(&another.path);
    let offers = |page: &Page| page.html.contains("value=\"ask\"");
    assert!(offers(&another) && !offers(&now), "what cannot be done is not offered: {}", now.text());
    // The page of before still has the button.
    let late = coordinator.submit(&another, &another.form_with_button("then", "ask"));
    assert_eq!(late.status, 422, "{}", late.text());
    assert!(late.text().contains("Vragen kan niet meer"), "{}", late.text());
    assert!(crate::html::links(&late.html).contains(&format!("{}/settings", round_of(&another))));
    assert_eq!(home.count("mails WHERE kind = 'opt_in'"), mails);
    assert_ne!(round, round_of(&another));
}

fn only_who_said_yes_takes_part_in_a_round_that_asks(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    home.finish_all_duos();
    let program = Program::of_demo(&home, &server);
    let day = |days| (chrono::Utc::now() + Duration::days(days)).date_naive().to_string();
    let new = json!({"name": "Voorjaar", "answer_by": day(30), "settings": {"allow_earlier_duos": true}});
    let (_, round) = program.call(Method::POST, "/api/v1/programmes/jeugd/rounds", Some(&new));
    let path = format!("/api/v1/rounds/{}", round["id"]);
    assert_eq!(program.call(Method::POST, &format!("{path}/opt-ins"), Some(&json!({"by": day(40)}))).0, 422);
    let (code, asked) = program.call(Method::POST, &format!("{path}/opt-ins"), Some(&json!({"by": day(10)})));
    assert_eq!(code, 200, "{asked}");
    let participants = asked["participants"].as_array().unwrap().len();
    assert!(participants > 40);
    home.wait_for_mail();
    assert_eq!(home.count("mails WHERE kind = 'opt_in'"), participants);
    // Asked again, only who was not asked yet is.
    program.call(Method::POST, &format!("{path}/opt-ins"), Some(&json!({"by": day(10)})));
    assert_eq!(home.count("mails WHERE kind = 'opt_in'"), participants);

    let links: Vec<String> =
        home.mails().iter().flat_map(Mail::paths).filter(|path| path.starts_with("/me/round/")).collect();
    assert_eq!(links.len(), participants);
    let reader = Browser::new(&server);
    nothing_changes(&home, &reader, &links[..5]);
    let mut yes = 0;
    for (number, link) in links.iter().enumerate().take(30) {
        let page = reader.get(link);
        let answer = if number % 3 == 0 { "no" } else { "yes" };
        yes += usize::from(answer == "yes");
        let page = reader.submit(&page, &page.form_with_button("takes_part", answer));
        assert_eq!(page.status, 200, "{}", page.text());
    }
    assert_eq!(home.count("round_participants WHERE takes_part"), yes);
    let (code, _) = program.call(Method::POST, &format!("{path}/proposals"), Some(&json!({})));
    assert_eq!(code, 200);
    let outside = home.count(&format!(
        "duo_members m JOIN duos d ON d.id = m.duo_id JOIN round_participants p ON p.round_id = d.round_id \
         AND p.professional_id = m.professional_id WHERE d.round_id = {} AND p.takes_part IS NOT TRUE",
        round["id"]
    ));
    assert_eq!(outside, 0);
    assert!(home.count(&format!("duos WHERE round_id = {}", round["id"])) > 3);
    // Published, it is too late to answer.
    assert_eq!(program.call(Method::POST, &format!("{path}/publication"), Some(&json!({}))).0, 200);
    until("the introductions left", || home.count("mails WHERE state = 'waiting'") == 0);
    assert!(reader.get(&links[0]).text().contains("Antwoorden kan niet meer"));
}
