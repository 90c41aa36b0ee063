//! What a partner reads: of a sensitive need only what its owner lets them, in no mail, page or file, before and after the yes.

use chrono::Duration;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::harness::{Database, Home};
use crate::kinds::{coordinator, new_round, propose};
use crate::life::{home_with_clock, introduced, move_clock, wait_for};
use crate::people::{GUIDE, LEARNER, publish, round_of};
use crate::program::{Program, consent_version};

on_both_databases!(
    a_need_that_is_not_shared_reaches_no_partner_in_a_round_of_guidance,
    a_need_that_is_not_shared_reaches_no_partner_in_an_exchange,
    a_need_that_is_not_shared_reaches_no_partner_in_a_mutual_round,
    who_shares_a_need_is_read_until_they_take_it_back,
    what_somebody_chose_holds_when_the_topic_is_no_longer_sensitive,
    the_choice_is_kept_on_the_way_to_the_profile,
    until_both_said_yes_data_tell_no_more_than_the_introduction,
    a_publication_that_can_be_called_back_is_in_nobodys_data,
);

/// Labels of the topic that Noor wants to learn and Zoë knows, which stand nowhere else.
const MARKER: [&str; 2] = ["Merkwaardig", "Remarkable"];

fn has_marker(text: &str) -> bool {
    MARKER.iter().any(|label| text.to_lowercase().contains(&label.to_lowercase()))
}

/// Gives the topic its labels, and makes it sensitive.
fn mark_topic(coordinator: &Browser, sensitive: bool) {
    let path = format!("/coordinator/jeugd/settings/topics/{}", LEARNER.need);
    let page = coordinator.get("/coordinator/jeugd/settings/topics");
    let mut form = page.form_to(&path);
    form.set("label_nl", MARKER[0]);
    form.set("label_en", MARKER[1]);
    let page = coordinator.submit(&page, &form);
    let mut form = page.form_to(&path);
    form.press("then", if sensitive { "sensitive" } else { "plain" });
    let page = coordinator.submit(&page, &form);
    assert_eq!((page.status, page.text().contains("Opgeslagen")), (200, true), "{}", page.text());
}

/// A programme in which Noor and Zoë are introduced to each other in a round of this kind; Noor shares her need or not.
struct Site {
    home: Home,
    _server: crate::harness::Server,
    coordinator: Browser,
    noor: Browser,
    zoe: Browser,
    noors: String,
    zoes: String,
}

impl Site {
    fn new(database: Database, kind: &str, shares: bool) -> Self {
        let home = home_with_clock(database);
        let server = home.serve();
        let coordinator = coordinator(&home, Browser::new(&server));
        let (noor, zoe) = (Browser::new(&server), Browser::english(&server));
        mark_topic(&coordinator, true);
        let page = noor.get("/jeugd");
        let mut form = page.form_to("/jeugd");
        LEARNER.fill_in(&mut form);
        if shares {
            form.tick(&format!("share:{}", LEARNER.need), "yes");
        }
        let check = noor.submit(&page, &form);
        noor.submit(&check, &check.form_with_button("step", "send"));
        noor.press(&home.link_to(LEARNER.email, "/me/verify/"));
        GUIDE.join(&home, &zoe);
        let round = round_of(&new_round(&coordinator, &[("kind", kind), ("first-role", LEARNER.role)]));
        let page = propose(&coordinator, &round, &[]);
        assert_eq!(publish(&coordinator, &page).status, 200);
        let (noors, zoes) = (home.link_to(LEARNER.email, "/duo/"), home.link_to(GUIDE.email, "/duo/"));
        Self { home, _server: server, coordinator, noor, zoe, noors, zoes }
    }

    /// Everything of the duo that Zoë can open.
    fn pages_of_zoe(&self) -> Vec<String> {
        let at = |rest: &str| self.zoe.get(&format!("{}{rest}", self.zoes)).html;
        ["", "/check-in", "/closing", "/end", "/meeting.ics"].map(at).into()
    }

    fn shows_nothing(&self, when: &str) {
        for page in self.pages_of_zoe() {
            assert!(!has_marker(&page), "{when}: {page}");
        }
    }
}

/// From the introduction to the end, whatever Zoë can read.
fn no_trace_in(database: Database, kind: &str) {
    let site = Site::new(database, kind, false);
    let Site { home, noor, zoe, noors, zoes, .. } = &site;
    let untold = if kind == "guidance" {
        "What Noor wants to learn from you, Noor will tell you."
    } else {
        "Does Noor want to learn anything else from you? Then Noor will tell you."
    };
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let introduction = home.mails_to(GUIDE.email).into_iter().find(|mail| mail.text.contains("/duo/")).unwrap();
    for text in [flat(&introduction.text), flat(&crate::html::text(&introduction.html)), zoe.get(zoes).text()] {
        assert!(text.contains(untold), "{text}");
    }
    // Noor reads what Zoë can give, and who does not read it.
    let hers = home.mails_to(LEARNER.email).into_iter().find(|mail| mail.text.contains("/duo/")).unwrap();
    for text in [flat(&hers.text), noor.get(noors).text()] {
        assert!(text.contains(MARKER[0]) && text.contains("Zoë leest dit niet van ons"), "{text}");
    }
    site.shows_nothing("introduced");
    // Whoever makes the duos does read it.
    let one = home.query("SELECT CAST(min(id) AS TEXT) AS line FROM professionals").remove(0);
    assert!(has_marker(&site.coordinator.get(&format!("/coordinator/jeugd/professionals/{one}")).text()));

    // Half-way both are reminded; then both say yes, agree and meet.
    move_clock(home, Duration::days(8));
    wait_for(home, "reminder", 2);
    noor.answer(noors, "accepted", "");
    zoe.answer(zoes, "accepted", "");
    site.shows_nothing("confirmed");
    let page = noor.get(noors);
    let mut form = page.form_with_button("then", "propose");
    let moment = page.html.split("name=\"moment\" value=\"20").nth(1).unwrap().split('"').next().unwrap().to_owned();
    form.tick("moment", &format!("20{moment}"));
    noor.submit(&page, &form);
    wait_for(home, "meeting_proposed", 1);
    let page = zoe.get(zoes);
    zoe.submit(&page, &page.form_with_button("then", "pick"));
    wait_for(home, "meeting", 2);
    site.shows_nothing("planned");
    assert!(site.pages_of_zoe().iter().any(|page| page.contains("BEGIN:VCALENDAR")));
    move_clock(home, Duration::weeks(6));
    wait_for(home, "check_in", 2);
    move_clock(home, Duration::weeks(14));
    wait_for(home, "closing", 2);
    site.shows_nothing("closing");

    // Her data hold it where she said herself that she knows it, and nowhere else.
    let own = home.mails_to(GUIDE.email).iter().flat_map(crate::harness::Mail::paths).find(|p| is_own_page(p)).unwrap();
    let mut data: Value = serde_json::from_str(&zoe.get(&format!("{own}/data.json")).html).unwrap();
    // Her own profile, as the round was worked out from it.
    let then = data["rounds"][0].as_object_mut().unwrap().remove("profile_then").unwrap();
    assert_eq!(then["email"], GUIDE.email);
    // From the points it would follow what Noor wants to learn.
    let duo = &data["duos"][0];
    assert!(duo["score"].is_null() && duo["reasons"]["region"].is_number(), "{duo}");
    assert!(duo["reasons"].get("learning").is_none() && duo["reasons"].get("reciprocity").is_none(), "{duo}");
    for part in ["duos", "rounds", "looks", "log", "mails"] {
        let text = data[part].to_string();
        assert!(!has_marker(&text) && !text.contains(LEARNER.need), "{part}: {text}");
    }

    let mut kinds = home.query("SELECT DISTINCT kind AS line FROM mails");
    kinds.sort();
    for kind in ["check_in", "closing", "contact_details", "introduction", "meeting", "meeting_proposed", "reminder"] {
        assert!(kinds.iter().any(|sent| sent == kind), "{kind} among {kinds:?}");
    }
    for mail in home.mails_to(GUIDE.email) {
        let all = [&mail.subject, &mail.text, &mail.html, mail.calendar.as_ref().unwrap_or(&mail.subject)];
        assert!(all.iter().all(|text| !has_marker(text)), "{}: {}", mail.subject, mail.text);
    }
}

fn is_own_page(path: &str) -> bool {
    path.strip_prefix("/me/").is_some_and(|token| token.len() == 64)
}

fn a_need_that_is_not_shared_reaches_no_partner_in_a_round_of_guidance(database: Database) {
    no_trace_in(database, "guidance");
}

fn a_need_that_is_not_shared_reaches_no_partner_in_an_exchange(database: Database) {
    no_trace_in(database, "exchange");
}

fn a_need_that_is_not_shared_reaches_no_partner_in_a_mutual_round(database: Database) {
    no_trace_in(database, "mutual");
}

fn own_page(home: &Home, email: &str) -> String {
    home.mails_to(email).iter().flat_map(crate::harness::Mail::paths).find(|path| is_own_page(path)).unwrap()
}

fn who_shares_a_need_is_read_until_they_take_it_back(database: Database) {
    let site = Site::new(database, "guidance", true);
    let introduction = site.home.mails_to(GUIDE.email).into_iter().find(|mail| mail.text.contains("/duo/")).unwrap();
    assert!(introduction.text.contains(MARKER[1]), "{}", introduction.text);
    assert!(has_marker(&site.zoe.get(&site.zoes).text()));
    assert!(!site.noor.get(&site.noors).text().contains("leest dit niet van ons"));

    let own = own_page(&site.home, LEARNER.email);
    let page = site.noor.get(&own);
    let mut form = page.forms().into_iter().find(|form| form.controls.iter().any(|name| name == "avoid")).unwrap();
    assert_eq!(form.value(&format!("share:{}", LEARNER.need)), Some("yes"));
    form.clear(&format!("share:{}", LEARNER.need));
    assert_eq!(site.noor.submit(&page, &form).status, 200);
    site.shows_nothing("taken back");
}

fn what_somebody_chose_holds_when_the_topic_is_no_longer_sensitive(database: Database) {
    let site = Site::new(database, "guidance", false);
    mark_topic(&site.coordinator, false);
    site.shows_nothing("no longer sensitive");
    // Her own page still asks, and saving something else leaves it as it is.
    let own = own_page(&site.home, LEARNER.email);
    let page = site.noor.get(&own);
    let mut form = page.forms().into_iter().find(|form| form.controls.iter().any(|name| name == "avoid")).unwrap();
    form.set("region", "Gelderland");
    assert_eq!(site.noor.submit(&page, &form).status, 200);
    site.shows_nothing("saved");
    let page = site.noor.get(&own);
    let mut form = page.forms().into_iter().find(|form| form.controls.iter().any(|name| name == "avoid")).unwrap();
    form.tick(&format!("share:{}", LEARNER.need), "yes");
    assert_eq!(site.noor.submit(&page, &form).status, 200);
    assert!(has_marker(&site.zoe.get(&site.zoes).text()));
    let lines = site.coordinator.get("/coordinator/jeugd/activity").text();
    for words in ["maakte het onderwerp ‘Merkwaardig’ gevoelig", "niet meer gevoelig"] {
        assert!(lines.contains(words), "{lines}");
    }
}

fn the_choice_is_kept_on_the_way_to_the_profile(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = coordinator(&home, Browser::new(&server));
    mark_topic(&coordinator, true);
    let noor = Browser::new(&server);
    let share = format!("share:{}", LEARNER.need);
    let page = noor.get("/jeugd");
    let mut form = page.form_to("/jeugd");
    assert!(form.value(&share).is_none(), "off unless somebody ticks it");
    assert!(!form.controls.iter().any(|name| name == &format!("share:{}", GUIDE.need)), "only sensitive topics ask");
    // A slip elsewhere loses nothing.
    LEARNER.fill_in(&mut form);
    form.tick(&share, "yes");
    form.set("name", "");
    let again = noor.submit(&page, &form);
    assert_eq!((again.status, again.form_to("/jeugd").value(&share)), (422, Some("yes")));
    form.set("name", LEARNER.name);
    let check = noor.submit(&page, &form);
    assert!(check.text().contains("je duo mag dit lezen"), "{}", check.text());
    noor.submit(&check, &check.form_with_button("step", "send"));
    // A second sign-up waits beside the first, and its choice with it.
    let mut other = form.clone();
    other.clear(&share);
    let check = noor.submit(&page, &other);
    assert!(check.text().contains("je duo leest dit niet van ons"), "{}", check.text());
    noor.submit(&check, &check.form_with_button("step", "send"));
    let links: Vec<String> = home.mails_to(LEARNER.email).iter().flat_map(crate::harness::Mail::paths).collect();
    let newest = links.into_iter().rfind(|path| path.starts_with("/me/verify/")).unwrap();
    let page = noor.get(&newest);
    assert!(page.text().contains("je duo leest dit niet van ons"), "{}", page.text());
    noor.press(&newest);

    // By the API too, and for coordinators' programs.
    let sign_up = |email: &str, shared: Value| {
        let mut need = json!({"topic": LEARNER.need, "priority": 2});
        if !shared.is_null() {
            need["shared"] = shared;
        }
        let body = json!({
            "name": "Ayşe Kaya", "email": email, "role": "mentor", "organisation": "De Brug", "region": "Utrecht",
            "years_experience": 3, "languages": ["nl"], "meets": "online", "takes_part_as": "learn",
            "learning_needs": [need], "consent": consent_version(&noor, "jeugd")
        });
        let answer = noor
            .request(reqwest::Method::POST, "/api/v1/programmes/jeugd/sign-ups")
            .header("content-type", "application/json")
            .body(body.to_string())
            .send()
            .unwrap();
        assert_eq!(answer.status().as_u16(), 202);
    };
    sign_up("ja@api.example", json!(true));
    sign_up("stil@api.example", Value::Null);
    let program = Program::of(&home, &server, "api@voorbeeld.example", "jeugd");
    let people = program.list("/api/v1/programmes/jeugd/professionals");
    let shared = |email: &str| {
        let one = people.iter().find(|one| one["email"] == email).unwrap();
        one["learning_needs"][0]["shared"].clone()
    };
    assert_eq!(shared(LEARNER.email), json!(false));
    assert_eq!(shared("ja@api.example"), json!(true));
    assert_eq!(shared("stil@api.example"), json!(false));
    let topics = program.list("/api/v1/programmes/jeugd/topics");
    let sensitive = |id: &str| topics.iter().find(|topic| topic["id"] == id).unwrap()["sensitive"].clone();
    assert_eq!((sensitive(LEARNER.need), sensitive(GUIDE.need)), (json!(true), json!(false)));
    assert_eq!(sensitive("veerkracht"), json!(true), "one that a programme starts with");

    // A file says nothing about it.
    let file = "name,email,role,organisation,region,years_experience,languages,meets,availability,takes_part_as,capacity,\
                learning_needs,expertise\nBram Derksen,bram@lijst.example,mentor,De Brug,Utrecht,3,nl,online,,learn,,\
                feedback:3,\n";
    assert_eq!(crate::bad_input::import(&coordinator, file.as_bytes()).status, 200);
    let people = program.list("/api/v1/programmes/jeugd/professionals");
    let imported = people.iter().find(|one| one["email"] == "bram@lijst.example").unwrap();
    assert_eq!(imported["learning_needs"][0]["shared"], json!(false));
}

/// What the data of each of the two have of their duo, without what is empty; and the same as they read it.
fn of_their_duo(home: &Home, browsers: [&Browser; 2]) -> Vec<(serde_json::Map<String, Value>, String)> {
    let own = [LEARNER, GUIDE].map(|person| own_page(home, person.email));
    let of = |(own, browser): (String, &Browser)| {
        let data: Value = serde_json::from_str(&browser.get(&format!("{own}/data.json")).html).unwrap();
        let is_empty = |value: &Value| value.is_null() || *value == json!(false) || *value == json!([]);
        let duo = data["duos"][0].as_object().unwrap().clone();
        let told = duo.into_iter().filter(|(_, value)| !is_empty(value)).collect();
        (told, browser.get(&format!("{own}/data")).text())
    };
    own.into_iter().zip(browsers).map(of).collect()
}

/// Whether they say no more of a duo than its introduction did, and what its reader answered.
fn tells_no_more_than_the_introduction(home: &Home, browsers: [&Browser; 2], when: &str) {
    let of_introduction = ["round", "with", "state", "introduced", "answer", "answered", "answer_reason"];
    for (told, words) in of_their_duo(home, browsers) {
        assert!(told.keys().all(|key| of_introduction.contains(&key.as_str())), "{when}: {told:?}");
        let words = words.split("Je duo’s").nth(1).unwrap().split("Je rondes").next().unwrap().to_owned();
        for label in ["Punten", "Waaruit die bestaan", "wachttijd", "zelfde regio"] {
            assert!(!words.contains(label), "{when}: {label}: {words}");
        }
    }
}

/// The points tell that the other went without a duo before, and by how many years the two differ.
fn until_both_said_yes_data_tell_no_more_than_the_introduction(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let browsers = [&duo.noor, &duo.zoe];
    tells_no_more_than_the_introduction(&home, browsers, "introduced");
    duo.noor.answer(&duo.noors, "declined", "nu te druk");
    tells_no_more_than_the_introduction(&home, browsers, "a no");
    duo.noor.answer(&duo.noors, "accepted", "");
    tells_no_more_than_the_introduction(&home, browsers, "a yes");
    home.execute("UPDATE duos SET state = 'ended', ending = 'stopped'");
    tells_no_more_than_the_introduction(&home, browsers, "stopped before");
    home.execute("UPDATE duos SET state = 'introduced', ending = NULL");
    duo.zoe.answer(&duo.zoes, "accepted", "");
    for (told, words) in of_their_duo(&home, browsers) {
        assert!(told["score"].as_i64().unwrap() > 0 && told["reasons"]["region"].is_number(), "{told:?}");
        assert!(words.contains("Punten"), "{words}");
    }
}

fn a_publication_that_can_be_called_back_is_in_nobodys_data(database: Database) {
    let home =
        home_with_clock(database).with("TWEESPAN__MAIL__HOLD_MINUTES", "10").with("TWEESPAN__MAIL__HOLD_ABOVE", "0");
    let server = home.serve();
    let (coordinator, noor) = (coordinator(&home, Browser::new(&server)), Browser::new(&server));
    LEARNER.join(&home, &noor);
    GUIDE.join(&home, &Browser::new(&server));
    let own = own_page(&home, LEARNER.email);
    let data = || -> Value { serde_json::from_str(&noor.get(&format!("{own}/data.json")).html).unwrap() };
    crate::people::run_round(&coordinator);
    assert_eq!(home.count("duos WHERE state = 'introduced'"), 1);
    assert_eq!((&data()["duos"], &data()["rounds"]), (&json!([]), &json!([])));
    move_clock(&home, Duration::minutes(11));
    wait_for(&home, "introduction", 2);
    assert_eq!(data()["duos"][0]["with"], "Zoë");
    assert!(data()["rounds"][0]["profile_then"].is_object());
}
