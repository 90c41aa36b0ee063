//! What is kept about somebody is theirs to see and to take along.

use serde_json::Value;

use crate::browser::Browser;
use crate::harness::{Database, Home, until};
use crate::people::{GUIDE, LEARNER, run_round};

on_both_databases!(who_asks_for_their_data_gets_all_of_it_and_nothing_of_others);

const COORDINATOR: &str = "coordinator@voorbeeld.example";

fn who_asks_for_their_data_gets_all_of_it_and_nothing_of_others(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    home.add_programme("zorg");
    let (coordinator, stranger, noor) = (Browser::new(&server), Browser::new(&server), Browser::new(&server));
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    stranger.sign_in(&home.invite_coordinator("ander@voorbeeld.example", "zorg"));
    GUIDE.join(&home, &Browser::new(&server));
    LEARNER.join(&home, &noor);
    run_round(&coordinator);
    noor.answer(&home.link_to(LEARNER.email, "/duo/"), "declined", "nu te druk");

    let query = format!("SELECT CAST(id AS TEXT) AS line FROM professionals WHERE email = '{}'", LEARNER.email);
    let id = home.query(&query).remove(0);
    let page = coordinator.get(&format!("/coordinator/jeugd/professionals/{id}"));
    coordinator.get(&format!("/coordinator/jeugd/professionals/{id}"));
    until("it is noted once an hour who looked", || home.count("security_log WHERE what LIKE '%profile_seen%'") == 1);
    let action = format!("/coordinator/jeugd/professionals/{id}/data");
    let mut form = page.form_to(&action);
    form.set("csrf", stranger.get("/coordinator").form_to("/language").value("csrf").unwrap());
    for path in [action.clone(), action.replace("jeugd", "zorg")] {
        assert_eq!(stranger.post(&path, &form).status, 404, "{path}");
    }
    let told = coordinator.submit(&page, &page.form_to(&action));
    assert!(told.text().contains("Die mail is onderweg"), "{}", told.text());
    assert!(coordinator.get("/coordinator/jeugd/activity").text().contains("mailde iemand een link"));

    let mails = home.mails_to(LEARNER.email);
    let ready: Vec<_> = mails.iter().filter(|mail| mail.subject == "Je gegevens staan klaar").collect();
    assert_eq!(ready.len(), 1);
    let own = ready[0].paths().into_iter().find(|path| path.starts_with("/me/")).unwrap();
    let away = noor.get(&format!("{own}/away"));
    let fetch = format!("{own}/data.json");
    assert!(away.html.contains(&crate::browser::opened(&fetch)), "{}", away.text());
    let kept = home.dump();
    let data: Value = serde_json::from_str(&noor.get(&fetch).html).unwrap();
    assert_eq!(home.dump(), kept);
    assert_eq!(data["profile"]["email"], LEARNER.email);
    assert_eq!(data["standing"], "active");
    assert!(data["consent_version"].is_string() && data["consent_at"].is_string());
    assert_eq!(data["duos"].as_array().unwrap().len(), 1);
    assert_eq!(data["duos"][0]["answer"], "declined");
    assert_eq!(data["duos"][0]["answer_reason"], "nu te druk");
    assert!(data["duos"][0]["answered"].is_string() && data["duos"][0]["introduced"].is_string());
    assert!(data["duos"][0]["score"].as_i64().unwrap() > 0 && data["duos"][0]["reasons"]["learning"].is_number());
    assert_eq!(data["rounds"][0]["no_duo"], Value::Null);
    assert!(data["consent_text"].as_str().unwrap().contains("toestemming"));
    let of = |list: &str, kind: &str| {
        data[list].as_array().unwrap().iter().filter(|one| one["what"]["kind"] == kind).count()
    };
    assert_eq!((of("looks", "profile_seen"), of("log", "confirmed")), (1, 1), "{data}");
    assert_eq!(home.count("security_log WHERE what LIKE '%data_fetched%'"), 1);
    assert_eq!(data["mails"].as_array().unwrap().len(), mails.len());
    let text = data.to_string();
    assert!(!text.contains(GUIDE.email) && !text.contains(own.rsplit('/').next().unwrap()), "{text}");
    // The same to read, with a label for each.
    let read = noor.get(&format!("{own}/data"));
    let words = read.text();
    for told in ["nu te druk", "Akkoord op", "Wie je profiel bekeek", LEARNER.role, LEARNER.need] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(!words.contains("data-") && !words.contains("field-"), "{words}");
    // Whoever has no link has no data.
    assert_eq!(noor.get(&format!("/me/{}/data.json", "0".repeat(64))).status, 404);
}
