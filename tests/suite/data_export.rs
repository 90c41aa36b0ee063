//! What is kept about somebody is theirs to see and to take along.

use serde_json::Value;

use crate::browser::Browser;
use crate::harness::{Database, Home, until};
use crate::kinds::{new_round, propose};
use crate::people::{GUIDE, LEARNER, Person, publish, round_of};

on_both_databases!(who_asks_for_their_data_gets_all_of_it_and_nothing_of_others);

const COORDINATOR: &str = "coordinator@voorbeeld.example";

fn id_of(home: &Home, person: Person) -> String {
    home.query(&format!("SELECT CAST(id AS TEXT) AS line FROM professionals WHERE email = '{}'", person.email))
        .remove(0)
}

/// Publishes a round in which the two are fixed and somebody else is ruled out for one of them, and proposes another that is not
/// published; the clock and the coordinator do something about both. The address of the round.
fn fixed_and_excluded(home: &Home, coordinator: &Browser) -> String {
    let two = format!("{} {}", LEARNER.email, GUIDE.email);
    let banned = format!("{} uitgesloten@elders.example", LEARNER.email);
    let round = round_of(&new_round(coordinator, &[("locked", &two), ("banned", &banned)]));
    assert_eq!(publish(coordinator, &propose(coordinator, &round, &[])).status, 200);
    new_round(coordinator, &[("locked", &two)]);
    let [noor, zoe] = [LEARNER, GUIDE].map(|person| id_of(home, person));
    for what in [
        format!("{{\"kind\":\"asked_to_stay\",\"person\":{noor}}}"),
        format!("{{\"kind\":\"asked_to_stay\",\"person\":{zoe}}}"),
        format!("{{\"kind\":\"found_distinct\",\"one\":{noor},\"other\":{zoe}}}"),
    ] {
        home.execute(&format!(
            "INSERT INTO activity (programme_id, actor, what, happened_at) \
             VALUES (1, 'clock', '{what}', '2026-01-01 00:00:00')"
        ));
    }
    round
}

fn who_asks_for_their_data_gets_all_of_it_and_nothing_of_others(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    home.add_programme("zorg");
    let (coordinator, stranger, noor) = (Browser::new(&server), Browser::new(&server), Browser::new(&server));
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    stranger.sign_in(&home.invite_coordinator("ander@voorbeeld.example", "zorg"));
    GUIDE.join(&home, &Browser::new(&server));
    LEARNER.join(&home, &noor);
    let round = fixed_and_excluded(&home, &coordinator);
    noor.answer(&home.link_to(LEARNER.email, "/duo/"), "declined", "nu te druk");

    let id = id_of(&home, LEARNER);
    let page = coordinator.get(&format!("/coordinator/jeugd/professionals/{id}"));
    coordinator.get(&format!("/coordinator/jeugd/professionals/{id}"));
    // The page of the two has both their profiles.
    let pair = coordinator.get(&format!("{round}/board"));
    let pair = crate::html::links(&pair.html).into_iter().find(|link| link.contains("/pairs/")).unwrap();
    assert_eq!(coordinator.get(&pair).status, 200);
    let seen = || {
        home.query("SELECT p.name AS line FROM security_log l JOIN professionals p ON p.id = l.professional_id WHERE what LIKE '%profile_seen%' ORDER BY 1")
    };
    until("it is noted once an hour who looked", || seen().len() == 2);
    assert_eq!(seen(), [LEARNER.name, GUIDE.name]);
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
    assert_eq!(data["rounds"][0]["no_duo"], Value::Null);
    assert_eq!(data["rounds"][0]["fixed"], 1);
    assert_eq!(data["rounds"][0]["profile_then"]["role"], LEARNER.role);
    assert_eq!(data["rounds"].as_array().unwrap().len(), 1, "what is not published is the coordinator's");
    assert!(data["consent_text"].as_str().unwrap().contains("toestemming"));
    let of = |list: &str, kind: &str| {
        data[list].as_array().unwrap().iter().filter(|one| one["what"]["kind"] == kind).count()
    };
    assert_eq!((of("looks", "profile_seen"), of("log", "confirmed")), (1, 1), "{data}");
    let done: Vec<_> = data["done"].as_array().unwrap().iter().map(|line| line["what"].as_str().unwrap()).collect();
    assert_eq!(done, ["found_distinct", "asked_to_stay"], "newest first, and of nobody else");
    assert_eq!(home.count("security_log WHERE what LIKE '%data_fetched%'"), 1);
    assert_eq!(data["mails"].as_array().unwrap().len(), mails.len());
    let text = data.to_string();
    // Nothing of others: not whom a coordinator ruled out either, which might be because somebody asked.
    assert!(!text.contains("uitgesloten"), "{text}");
    assert!(!text.contains(GUIDE.email) && !text.contains(own.rsplit('/').next().unwrap()), "{text}");
    // The same to read, with a label for each.
    let read = noor.get(&format!("{own}/data"));
    let words = read.text();
    for told in [
        "nu te druk",
        "Akkoord op",
        "Wanneer je profiel is bekeken",
        LEARNER.role,
        LEARNER.need,
        "Je profiel zoals het toen was",
        "Duo’s van jou die de coördinator vastzette",
        "Wat coördinatoren of het systeem met je gegevens deden",
        "Uitgesloten duo’s, en wat er staat in rondes die nog niet gepubliceerd zijn, staan er niet bij",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(!words.contains("data-") && !words.contains("field-"), "{words}");
    // Whoever has no link has no data.
    assert_eq!(noor.get(&format!("/me/{}/data.json", "0".repeat(64))).status, 404);
}
