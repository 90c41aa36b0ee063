//! A programme with 300 topics: choosing among them is as pleasant as among 33.

use std::fmt::Write;

use super::mistakes::summary_leads_to_each;
use super::ways::{SEND, type_sign_up};
use super::{Chromium, PHONE, Setting};
use crate::harness::{Database, Home};
use crate::people::{LEARNER, Person};

/// So much is a page that a phone on the road still has in a moment; it is compressed on the way besides.
const PAGE_BYTES: usize = 250_000;

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn one_of_300_topics_is_found_by_searching() {
    chosen(PHONE);
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn one_of_300_topics_is_found_without_scripts() {
    chosen(PHONE.english().without_scripts());
}

fn chosen(setting: Setting) {
    let home = Home::new(Database::Sqlite);
    std::fs::write(home.path().join("topics.csv"), topics()).unwrap();
    let names = ["--name-nl", "Veel", "--name-en", "Many", "--contact", "coordinator@voorbeeld.example"];
    let add = [&["programme", "add", "jeugd", "--topics", "topics.csv"][..], &names].concat();
    home.run(&add).expect_success();
    let server = home.start(&["serve"]);
    let page = crate::browser::Browser::new(&server).get("/jeugd");
    assert!(page.html.len() < PAGE_BYTES, "{} bytes", page.html.len());

    let reader = Chromium::new(&server, setting);
    reader.open("/jeugd");
    assert_eq!(reader.how_many(".topic select"), 600, "each topic on both sides");
    if setting.scripts {
        search(&reader);
    } else {
        assert!(!reader.has("input[type=search]") || !shows(&reader, "#search-learn"), "no search that does nothing");
        reader.click("details:has(#need-thema-42) > summary");
        reader.look("a-group");
    }
    let person = Person { need: "thema-42", expertise: "thema-271", ..LEARNER };
    type_sign_up(&reader, &person);
    reader.fill_in("#name", "");
    reader.press(SEND);
    reader.look_at("mistakes", 422);
    summary_leads_to_each(&reader);
    reader.fill_in("#name", person.name);
    // What was chosen is seen at once: its group is open.
    assert_eq!(reader.how_many("details.topics[open]"), 2);
    reader.press(SEND);
    reader.press("button[name=step][value=send]");
    reader.open(&home.link_to(person.email, "/me/verify/"));
    reader.press("main button.button");
    reader.open(&home.link_to(person.email, "/me/"));
    reader.look("profile");
    assert_eq!(reader.how_many("details.topics[open]"), 2);
    assert_eq!((reader.value("#need-thema-42"), reader.value("#expertise-thema-271")), ("3".into(), "3".into()));
}

/// Each word narrows; what was found is counted, and the groups without any are gone.
fn search(reader: &Chromium) {
    let found = || reader.how_many("section:has(#search-learn) details[open]:not([hidden]) .topic:not([hidden])");
    reader.fill_in("#search-learn", "gesprek");
    reader.until("the search has narrowed", || found() == 60);
    reader.fill_in("#search-learn", "gesprek ouders 250");
    reader.until("the search has narrowed", || found() == 1);
    reader.look("found");
    reader.fill_in("#search-learn", "zeppelin");
    reader.until("nothing is found", || reader.text().contains(&reader.t().text("topic-found-none")));
    reader.fill_in("#search-learn", "");
}

fn shows(reader: &Chromium, css: &str) -> bool {
    reader.ask(&format!("return document.querySelector('{css}').checkVisibility()")) == true
}

/// 75 in each element, some with long names.
fn topics() -> String {
    let what = ["Gesprek voeren met", "Samenwerken met", "Grenzen stellen aan", "Vertrouwen winnen van", "Omgaan met"];
    let whom =
        ["ouders", "jongeren", "collega’s", "de wijkverpleegkundige", "leerplichtambtenaren en gedragswetenschappers"];
    let mut csv = "topic,element,label_nl,label_en\n".to_owned();
    for number in 0..300 {
        let element = ["personal", "collaboration", "specific", "generic"][number % 4];
        let label = format!("{} {} {number}", what[number % 5], whom[number / 5 % 5]);
        writeln!(csv, "thema-{number},{element},{label},{label} (en)").unwrap();
    }
    csv
}
