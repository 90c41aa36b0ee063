//! The coordinator's console, and the form that professionals fill in, from outside.

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Server};
use crate::html;
use crate::people::{GUIDE, LEARNER};

on_both_databases!(
    professionals_are_searched_filtered_sorted_and_paged,
    one_professional_has_a_history_and_keeps_what_is_confidential,
    the_picture_of_needs_says_nothing_of_fewer_than_five,
    the_console_is_there_for_its_own_programme_only,
    the_overview_says_what_needs_attention,
    answers_are_checked_before_they_are_sent,
    what_was_typed_outlives_the_session,
);

pub(crate) const COORDINATOR: &str = "coordinator@voorbeeld.example";

/// The demo's 42 people, with a coordinator who is signed in.
fn demo(database: Database) -> (Home, Server, Browser) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    (home, server, coordinator)
}

/// A programme with nobody in it, and its coordinator.
pub(crate) fn empty(database: Database) -> (Home, Server, Browser) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    (home, server, coordinator)
}

/// The first cell of every row of the page's tables.
pub(crate) fn rows(page: &Page) -> Vec<String> {
    let rows = page.html.split("<th scope=\"row\"").skip(1);
    rows.map(|row| html::text(row.split_once('>').unwrap().1.split("</th>").next().unwrap())).collect()
}

fn professionals_are_searched_filtered_sorted_and_paged(database: Database) {
    let (home, _server, coordinator) = demo(database);
    let list = |query: &str| coordinator.get(&format!("/coordinator/jeugd/professionals{query}"));
    let everybody = rows(&list(""));
    assert_eq!(everybody.len(), 42);
    let name = |sql: &str| home.query(&format!("SELECT {sql} AS line FROM professionals ORDER BY 1"));
    let mut names = name("name");
    names.sort();
    let mut listed = everybody.clone();
    listed.sort();
    assert_eq!(listed, names);

    // Search finds words in any order, whatever their capitals and accents; each filter is an equation in the database.
    let accented = names.iter().find(|name| !name.is_ascii()).unwrap();
    let plain: String = accented.chars().filter(char::is_ascii).collect();
    let word = plain.split(' ').max_by_key(|word| word.len()).unwrap().to_uppercase();
    assert!(rows(&list(&format!("?q={word}"))).contains(accented), "{word}");
    for column in ["role", "organisation", "region"] {
        let value = name(column).remove(0);
        let expected = home.count(&format!("professionals WHERE {column} = '{value}'"));
        let encoded = value.replace('&', "%26").replace(' ', "%20");
        let page = list(&format!("?{column}={encoded}"));
        assert_eq!(rows(&page).len(), expected, "{column} = {value}");
        assert!(page.html.contains("class=\"chip\""), "the filter that is on can be dropped");
    }
    let topic = home.query("SELECT slug AS line FROM topics ORDER BY position").remove(3);
    let naming = home.count(&format!(
        "(SELECT DISTINCT professional_id FROM professional_topics t JOIN topics ON topics.id = t.topic_id WHERE slug = '{topic}') x"
    ));
    assert_eq!(rows(&list(&format!("?topic={topic}"))).len(), naming);
    let element = home.count(
        "(SELECT DISTINCT professional_id FROM professional_topics t JOIN topics ON topics.id = t.topic_id WHERE element = 'personal') x",
    );
    assert_eq!(rows(&list("?element=personal")).len(), element);
    assert_eq!(rows(&list("?standing=unconfirmed")).len(), 0);
    assert!(list("?q=niemand-heet-zo").text().contains("Niemand past hierbij"));
    // What means nothing any more filters nothing; what is no parameter is refused.
    assert_eq!(rows(&list("?element=nergens&sort=schoenmaat")).len(), 42);
    assert_eq!(list("?schoenmaat=43").status, 400);

    // Order, and the other way round.
    let (up, down) = (rows(&list("?sort=name")), rows(&list("?sort=-name")));
    assert_eq!(up, everybody);
    assert_eq!(up.iter().rev().collect::<Vec<_>>(), down.iter().collect::<Vec<_>>());
    assert!(list("?sort=-region").html.contains("aria-sort=\"descending\""));

    // Pages: everybody once.
    home.execute(
        "INSERT INTO professionals (programme_id, email, name, role, organisation, region, years_experience, languages, \
         meets, availability, takes_part_as, capacity, waited, tags, locale, standing, created_at, updated_at, \
         active_at) \
         SELECT programme_id, 'nog.' || email, name || ' II', role, organisation, region, years_experience, languages, \
         meets, availability, takes_part_as, capacity, waited, tags, locale, standing, created_at, updated_at, active_at \
         FROM professionals",
    );
    let (first, second) = (list("?sort=role"), list("?sort=role&page=2"));
    assert!(first.text().contains("1 tot en met 50 van 84"), "{}", first.text());
    assert!(html::links(&first.html).contains(&"/coordinator/jeugd/professionals?sort=role&page=2".to_owned()));
    let mut both = [rows(&first), rows(&second)].concat();
    both.sort();
    both.dedup();
    assert_eq!(both.len(), 84);
    assert_eq!(rows(&list("?page=99")).len(), 34, "a page that is not there is the last");
}

fn one_professional_has_a_history_and_keeps_what_is_confidential(database: Database) {
    let (home, _server, coordinator) = demo(database);
    let id = home.query("SELECT CAST(min(professional_id) AS TEXT) AS line FROM duo_members").remove(0);
    home.execute(&format!(
        "INSERT INTO professional_rules (professional_id, rule, email) VALUES ({id}, 'avoid', 'geheim@elders.example')"
    ));
    let page = coordinator.get(&format!("/coordinator/jeugd/professionals/{id}"));
    let text = page.text();
    assert!(text.contains("Rondes en duo’s") && text.contains("geïntroduceerd"), "{text}");
    assert!(text.contains("Introductie"), "the mails: {text}");
    assert!(!page.html.contains("geheim@elders.example"));
    assert_eq!(coordinator.get("/coordinator/jeugd/professionals/999999").status, 404);
}

fn the_picture_of_needs_says_nothing_of_fewer_than_five(database: Database) {
    let (home, _server, coordinator) = demo(database);
    let page = coordinator.get("/coordinator/jeugd/needs");
    let cells: Vec<String> = page
        .html
        .split("<td class=\"number\"")
        .skip(1)
        .map(|c| html::text(c.split_once('>').unwrap().1.split("</td>").next().unwrap()))
        .collect();
    assert_eq!(cells.len(), 66, "33 topics, two sides");
    let told: Vec<usize> = cells.iter().filter_map(|cell| cell.parse().ok()).collect();
    assert!(!told.is_empty() && told.iter().all(|n| *n >= 5), "{cells:?}");
    assert!(cells.iter().any(|cell| cell == "minder dan 5"), "{cells:?}");
    // A number that is told is the number of those who take part and name it.
    let topics = home.query("SELECT label_nl AS line FROM topics ORDER BY position");
    for label in topics {
        let Some(row) = page.html.split(&format!("<th scope=\"row\">{label}</th>")).nth(1) else { continue };
        let shown = html::text(row.split("</td>").next().unwrap());
        if let Ok(shown) = shown.trim().parse::<usize>() {
            let label = label.replace('\'', "''");
            let counted = home.count(&format!(
                "professional_topics t JOIN topics ON topics.id = t.topic_id WHERE label_nl = '{label}' AND side = 'need'"
            ));
            assert_eq!(shown, counted, "{label}");
        }
    }
    // Of four people there is no picture at all.
    home.execute(
        "UPDATE professionals SET standing = 'unconfirmed' WHERE id > (SELECT min(id) + 3 FROM professionals)",
    );
    let page = coordinator.get("/coordinator/jeugd/needs");
    assert!(page.text().contains("Er is nog niets te laten zien"), "{}", page.text());
    assert!(!page.html.contains("<table"));
}

fn the_console_is_there_for_its_own_programme_only(database: Database) {
    let (home, server, coordinator) = empty(database);
    home.add_programme("zorg");
    let stranger = Browser::new(&server);
    for part in ["", "/professionals", "/mail", "/needs", "/activity", "/settings", "/settings/topics", "/import"] {
        let path = format!("/coordinator/zorg{part}");
        assert_eq!(coordinator.get(&path).status, 404, "{path}");
        assert_eq!(stranger.get(&path).status, 401, "{path}");
        let page = coordinator.get(&format!("/coordinator/jeugd{part}"));
        assert_eq!(page.status, 200, "{part}");
        assert!(page.html.contains("<nav class=\"sections\""), "{part}: the console's frame");
    }
    let before = home.dump();
    let form = coordinator.get("/coordinator/jeugd/settings").form_to("/coordinator/jeugd/settings");
    for path in ["/coordinator/zorg/settings", "/coordinator/zorg/settings/open", "/coordinator/zorg/settings/topics"] {
        let mut form = form.clone();
        form.press("open", "no");
        assert_eq!(coordinator.post(path, &form).status, 404, "{path}");
    }
    assert_eq!(home.dump(), before);
    // With one programme there is nothing to choose.
    assert_eq!(coordinator.look("/coordinator").location().unwrap(), "/coordinator/jeugd");
    home.invite_coordinator(COORDINATOR, "zorg");
    assert_eq!(coordinator.look("/coordinator").status, 200);
}

fn the_overview_says_what_needs_attention(database: Database) {
    let (home, server, coordinator) = empty(database);
    let overview = || coordinator.get("/coordinator/jeugd").text();
    assert!(overview().contains("Er wacht niets op je"), "{}", overview());
    GUIDE.sign_up(&Browser::new(&server));
    assert!(overview().contains("1 mens heeft het adres nog niet bevestigd"), "{}", overview());
    home.wait_for_mail();
    home.execute("UPDATE mails SET state = 'failed', last_error = '550 no such user'");
    assert!(overview().contains("1 mail kon niet worden bezorgd"), "{}", overview());
    let mail = coordinator.get("/coordinator/jeugd/mail");
    assert!(mail.text().contains("550 no such user") && mail.text().contains("Bevestig je adres"), "{}", mail.text());
    assert!(coordinator.get("/coordinator/jeugd/mail?state=sent").text().contains("nog geen mail verstuurd"));
}

fn answers_are_checked_before_they_are_sent(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let noor = Browser::new(&server);
    let page = noor.get("/jeugd");
    let mut form = page.form_to("/jeugd");
    LEARNER.fill_in(&mut form);
    form.set("reports_to", "baas@werk.example\nandere.baas@werk.example");
    let before = home.dump();
    let check = noor.submit(&page, &form);
    assert_eq!(check.status, 200);
    let text = check.text();
    for words in
        ["Kijk je antwoorden na", LEARNER.name, "maandagochtend", "heel belangrijk", "andere.baas@werk.example"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert_eq!(home.dump(), before, "nothing is sent yet");
    // Changing brings the form back as it was filled in.
    let again = noor.submit(&check, &check.form_with_button("step", "change"));
    let kept = again.form_to("/jeugd");
    for (name, value) in form.fields.iter().filter(|(name, value)| name != "csrf" && !value.is_empty()) {
        assert!(kept.values(name).contains(&value.as_str()), "{name} = {value}");
    }
    let sent = noor.submit(&check, &check.form_with_button("step", "send"));
    assert_eq!(sent.path, "/jeugd/sent");
    assert_eq!(home.count("professionals"), 1);
    assert_eq!(home.count("professional_rules"), 2);
}

fn what_was_typed_outlives_the_session(database: Database) {
    let (home, server, coordinator) = empty(database);
    let path = "/coordinator/jeugd/settings";
    let page = coordinator.get(path);
    let mut form = page.form_to(path);
    form.set("about_nl", "Een lang verhaal, met \"aanhalingstekens\" & <haken>.");
    home.execute("DELETE FROM sessions");
    let before = home.dump();
    let kept = coordinator.submit(&page, &form);
    assert_eq!(kept.status, 401);
    assert!(kept.text().contains("Wat je typte staat nog op deze pagina"), "{}", kept.text());
    assert_eq!(home.dump(), before);
    // A form from elsewhere is not shown again.
    let mut foreign = form.clone();
    foreign.set("csrf", &"0".repeat(64));
    assert!(!coordinator.post(path, &foreign).html.contains("Een lang verhaal"));
    // Signed in again in another tab, it goes on.
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let saved = coordinator.submit(&kept, &kept.form_to(path));
    assert!(saved.text().contains("Opgeslagen"), "{}", saved.text());
    assert_eq!(home.count("programmes WHERE about_nl LIKE 'Een lang verhaal%<haken>.'"), 1);
    drop(server);
}
