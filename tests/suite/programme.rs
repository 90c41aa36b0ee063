//! What coordinators set in a programme, its topics, its coordinators and their keys; and the log of who did what.

use crate::browser::Browser;
use crate::console::{COORDINATOR, empty, rows};
use crate::harness::Database;
use crate::html;
use crate::people::LEARNER;
use crate::program::{Program, consent_version};

on_both_databases!(
    settings_are_changed_and_nothing_is_overwritten_silently,
    topics_are_added_renamed_and_retired,
    coordinators_are_invited_and_removed_but_the_last,
    the_log_says_who_did_what_and_keeps_confidences,
    keys_of_programs_stand_in_the_log,
);

fn settings_are_changed_and_nothing_is_overwritten_silently(database: Database) {
    let (home, server, coordinator) = empty(database);
    let other = Browser::new(&server);
    other.sign_in(&home.invite_coordinator("ander@voorbeeld.example", "jeugd"));
    let path = "/coordinator/jeugd/settings";
    let (page, old) = (coordinator.get(path), other.get(path));
    let mut form = page.form_to(path);
    form.set("about_nl", "Leren\nvan elkaar.");
    let saved = coordinator.submit(&page, &form);
    assert!(saved.text().contains("Opgeslagen"), "{}", saved.text());
    assert_eq!(home.query("SELECT about_nl AS line FROM programmes"), ["Leren van elkaar."]);
    let sign_up = Browser::new(&server).get("/jeugd").text();
    let place = |words: &str| sign_up.find(words).unwrap_or_else(|| panic!("{words}: {sign_up}"));
    assert!(place("Leren van elkaar.") < place("Wie je bent"), "it stands on top of the sign-up page: {sign_up}");

    // The other one is told, keeps what they typed, and may save it knowingly.
    let mut late = old.form_to(path);
    late.set("name_nl", "Een andere naam");
    let refused = other.submit(&old, &late);
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("Iemand anders wijzigde") && refused.text().contains("Leren van elkaar."));
    assert_eq!(refused.form_to(path).value("name_nl"), Some("Een andere naam"));
    assert_eq!(home.count("programmes WHERE name_nl = 'Een andere naam'"), 0);
    assert_eq!(other.submit(&refused, &refused.form_to(path)).status, 200);
    assert_eq!(home.count("programmes WHERE name_nl = 'Een andere naam' AND about_nl = '' AND version = 3"), 1);

    // A slip is told beside its field and on top.
    let page = coordinator.get(path);
    let mut form = page.form_to(path);
    form.set("contact", "geen adres");
    form.set("name_en", " ");
    let wrong = coordinator.submit(&page, &form);
    assert_eq!((wrong.status, wrong.summary().len()), (422, 2), "{}", wrong.text());
    assert_eq!(wrong.summary(), wrong.problems());
    assert_eq!(wrong.form_to(path).value("contact"), Some("geen adres"));

    // Closed: nobody signs up; open again: somebody does.
    let page = coordinator.get(path);
    coordinator.submit(&page, &page.form_with_button("open", "no"));
    assert_eq!(Browser::new(&server).get("/jeugd").status, 404);
    let page = coordinator.get(path);
    coordinator.submit(&page, &page.form_with_button("open", "yes"));
    assert_eq!(Browser::new(&server).get("/jeugd").status, 200);
}

fn topics_are_added_renamed_and_retired(database: Database) {
    let (home, server, coordinator) = empty(database);
    let path = "/coordinator/jeugd/settings/topics";
    let page = coordinator.get(path);
    let mut form = page.form_to(path);
    form.set("element", "personal");
    form.set("label_nl", "Omgaan met één ouder");
    let wrong = coordinator.submit(&page, &form);
    assert_eq!((wrong.status, wrong.summary().len()), (422, 1), "{}", wrong.text());
    form.set("label_en", "Working with one parent");
    assert_eq!(coordinator.submit(&page, &form).status, 200);
    assert_eq!(coordinator.submit(&page, &form).status, 422, "the same once more");
    let stranger = Browser::new(&server);
    assert!(stranger.get("/jeugd").html.contains("name=\"need:omgaan-met-een-ouder\""));

    let own = format!("{path}/omgaan-met-een-ouder");
    let (page, old) = (coordinator.get(path), coordinator.get(path));
    let mut form = page.form_to(&own);
    form.set("label_nl", "Samenwerken met ouders");
    assert_eq!(coordinator.submit(&page, &form).status, 200);
    let mut late = old.form_to(&own);
    late.set("label_nl", "Iets anders");
    let refused = coordinator.submit(&old, &late);
    assert_eq!(refused.status, 409);
    assert_eq!(refused.form_to(&own).value("label_nl"), Some("Iets anders"), "what was typed is kept");
    assert_eq!(home.count("topics WHERE label_nl = 'Samenwerken met ouders'"), 1);

    // Retired, it is offered to nobody new, and stays with whoever chose it.
    let mut person = stranger.get("/jeugd").form_to("/jeugd");
    LEARNER.fill_in(&mut person);
    person.set("need:omgaan-met-een-ouder", "2");
    person.press("step", "send");
    stranger.post("/jeugd", &person);
    stranger.press(&home.link_to(LEARNER.email, "/me/verify/"));
    let page = coordinator.get(path);
    let mut form = page.form_to(&own);
    form.press("then", "retire");
    coordinator.submit(&page, &form);
    assert!(!Browser::new(&server).get("/jeugd").html.contains("need:omgaan-met-een-ouder"));
    let topics = || stranger.get("/api/v1/programmes/jeugd/topics?limit=200").html;
    let sign_up = || {
        let person = serde_json::json!({
            "name": "Bram", "email": "bram@leren.example", "role": "rechter", "organisation": "Rechtbank",
            "region": "Utrecht", "years_experience": 4, "languages": ["nl"], "meets": "either", "takes_part_as": "learn",
            "learning_needs": [{"topic": "omgaan-met-een-ouder", "priority": 3}],
            "consent": consent_version(&stranger, "jeugd"),
        });
        let request = stranger.request(reqwest::Method::POST, "/api/v1/programmes/jeugd/sign-ups").json(&person);
        request.send().unwrap().status().as_u16()
    };
    assert!(!topics().contains("omgaan-met-een-ouder"), "programs do not offer it either");
    assert_eq!(sign_up(), 422);
    let profile = stranger.get(&home.link_to(LEARNER.email, "/me/")).only_form();
    assert_eq!(profile.value("need:omgaan-met-een-ouder"), Some("2"));
    let page = coordinator.get(path);
    let mut form = page.form_to(&own);
    form.press("then", "return");
    coordinator.submit(&page, &form);
    assert!(Browser::new(&server).get("/jeugd").html.contains("need:omgaan-met-een-ouder"));
    assert!(topics().contains("omgaan-met-een-ouder"));
    assert_eq!(sign_up(), 202);
    assert_eq!(coordinator.post(&format!("{path}/nergens"), &form).status, 404);

    // Up to three hundred, and no more.
    let add = |label: &str| {
        let page = coordinator.get(path);
        let mut form = page.form_to(path);
        form.set("element", "personal");
        form.set("label_nl", label);
        form.set("label_en", label);
        coordinator.submit(&page, &form)
    };
    for n in home.count("topics")..299 {
        home.execute(&format!(
            "INSERT INTO topics (programme_id, slug, element, label_nl, label_en, position, is_retired) \
             VALUES (1, 'vol-{n}', 'personal', 'Vol {n}', 'Full {n}', {n}, FALSE)"
        ));
    }
    assert_eq!(add("De laatste").status, 200);
    let refused = add("Eentje te veel");
    assert!(refused.status == 422 && refused.text().contains("hoogstens 300 onderwerpen"), "{}", refused.text());
    assert_eq!(home.count("topics"), 300);
}

fn coordinators_are_invited_and_removed_but_the_last(database: Database) {
    let (home, server, coordinator) = empty(database);
    let path = "/coordinator/jeugd/settings";
    let page = coordinator.get(path);
    let mut form = page.form_to(&format!("{path}/coordinators"));
    form.set("email", "nieuw@voorbeeld.example");
    coordinator.submit(&page, &form);
    let new = Browser::new(&server);
    let page = new.press(&home.link_to("nieuw@voorbeeld.example", "/coordinator/sign-in/"));
    assert_eq!((page.status, page.path.as_str()), (200, "/coordinator/jeugd"));
    let id = |email: &str| {
        home.query(&format!("SELECT CAST(id AS TEXT) AS line FROM coordinators WHERE email = '{email}'")).remove(0)
    };
    let remove = |browser: &Browser, email: &str| {
        let page = browser.get(path);
        let mut form = page.form_to(&format!("{path}/coordinators"));
        form.fields.retain(|(name, _)| name == "csrf");
        browser.post(&format!("{path}/coordinators/{}", id(email)), &form)
    };
    assert_eq!(remove(&coordinator, "nieuw@voorbeeld.example").status, 303);
    assert_eq!(new.get(path).status, 401, "and is signed out, at once");
    assert_eq!(new.get("/coordinator").path, "/coordinator/sign-in");
    let refused = remove(&coordinator, COORDINATOR);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Geen andere beheerder heeft hier al eens ingelogd"), "{}", refused.text());
}

fn the_log_says_who_did_what_and_keeps_confidences(database: Database) {
    let (home, server, coordinator) = empty(database);
    let noor = Browser::new(&server);
    let page = noor.get("/jeugd");
    let mut form = page.form_to("/jeugd");
    LEARNER.fill_in(&mut form);
    form.set("avoid", "geheim@elders.example");
    form.press("step", "send");
    noor.post("/jeugd", &form);
    noor.press(&home.link_to(LEARNER.email, "/me/verify/"));
    let page = coordinator.get("/coordinator/jeugd/settings");
    coordinator.submit(&page, &page.form_with_button("open", "no"));
    let log = coordinator.get("/coordinator/jeugd/activity");
    let text = log.text();
    for words in [
        "Noor Achterberg",
        "meldde zich aan",
        "bevestigde het adres",
        COORDINATOR,
        "sloot het programma voor aanmeldingen",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    for confidence in ["geheim@elders.example", LEARNER.email] {
        assert!(!log.html.contains(confidence), "{confidence}");
        assert_eq!(home.count(&format!("activity WHERE what LIKE '%{confidence}%'")), 0);
    }
    // It is written with what it tells, or not at all: closing what is closed is no news.
    assert_eq!(home.count("activity"), 3);
    coordinator.submit(&page, &page.form_with_button("open", "no"));
    assert_eq!(home.count("activity"), 3);
    // Pages, newest first.
    for _ in 0..30 {
        for open in ["yes", "no"] {
            let mut form = page.form_to("/coordinator/jeugd/settings/open");
            form.press("open", open);
            coordinator.post("/coordinator/jeugd/settings/open", &form);
        }
    }
    let first = coordinator.get("/coordinator/jeugd/activity");
    assert_eq!(rows(&first).len(), 50);
    let older = html::links(&first.html).into_iter().find(|link| link.contains("before=")).unwrap();
    assert_eq!(rows(&coordinator.get(&older)).len(), 13);
}

fn keys_of_programs_stand_in_the_log(database: Database) {
    let (home, _server, coordinator) = empty(database);
    home.add_programme("zorg");
    home.add_programme("elders");
    home.invite_coordinator(COORDINATOR, "zorg");
    let program = Program::with_key_of(coordinator.clone(), "jeugd");
    // A key opens the programmes that were ticked, and each of them logs it.
    for (programme, is_told) in [("jeugd", true), ("zorg", false), ("elders", false)] {
        let told = home.count(&format!(
            "activity a JOIN programmes p ON p.id = a.programme_id WHERE p.slug = '{programme}' AND what LIKE '%kantoor%'"
        ));
        assert_eq!(told, usize::from(is_told), "{programme}");
    }
    assert!(!home.dump().iter().any(|line| line.contains(&program.token)), "the key itself is nowhere");
    let log = || coordinator.get("/coordinator/jeugd/activity").text();
    assert!(log().contains(&format!("{COORDINATOR} maakte de sleutel ‘kantoor’")), "{}", log());

    let page = coordinator.get("/coordinator/jeugd/settings/access");
    let revoke = page.forms().into_iter().find(|form| form.action.ends_with("/revoke")).unwrap();
    for _ in 0..2 {
        assert_eq!(coordinator.post(&revoke.action, &revoke).status, 303);
    }
    assert_eq!(program.call(reqwest::Method::GET, "/api/v1/programmes/jeugd/rounds", None).0, 401);
    assert!(log().contains("trok de sleutel ‘kantoor’ in"), "{}", log());
    assert_eq!(home.count("activity WHERE what LIKE '%kantoor%'"), 2, "twice is as once");
    // Of a name that is none nothing is made, and nothing said.
    let mut form = page.form_to("/coordinator/jeugd/settings/access");
    form.set("label", " ");
    assert_eq!(coordinator.post("/coordinator/jeugd/settings/access", &form).status, 422);
    assert_eq!(home.count("activity"), 2);
}
