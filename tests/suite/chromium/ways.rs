//! The ways through the pages that a coordinator and a professional go, looking at each page.

use std::path::Path;

use super::{Chromium, Hand};
use crate::harness::{Home, Server};
use crate::people::Person;

/// The button that sends the form of the sign-up page.
pub(super) const SEND: &str = "main form[novalidate] .form-end button";

/// A coordinator who appears in every test.
pub(super) const COORDINATOR: &str = "coordinator@voorbeeld.example";

/// Signs in by a link.
pub(super) fn sign_in(reader: &Chromium, link: &str) {
    reader.open(link);
    reader.look("invited");
    reader.press("main button");
    assert!(reader.has("nav.sections"), "{}", reader.text());
}

/// Opens a page that a mail led to, in the reader's language: it comes in that of the mail unless another was chosen.
pub(super) fn open_mailed(reader: &Chromium, link: &str) {
    reader.open(link);
    let wanted = format!("html[lang='{}']", reader.setting.language);
    if !reader.has(&wanted) {
        reader.press("form[action='/language'] button");
        assert!(reader.has(&wanted));
    }
}

/// The link with which the demo's coordinator signs in.
pub(super) fn printed_link(server: &Server) -> String {
    let found = server.printed.iter().find_map(|line| Some(line[line.find("/coordinator/sign-in/")?..].to_owned()));
    found.unwrap()
}

/// Reads in the people of the sample, all of them.
pub(super) fn import_the_sample(coordinator: &Chromium) {
    coordinator.open("/coordinator/jeugd/import");
    coordinator.upload("#file", &Path::new(env!("CARGO_MANIFEST_DIR")).join("config/sample/professionals.csv"));
    coordinator.press("main form[enctype] button");
    coordinator.look("import-check");
    coordinator.press("main section form[enctype] button");
    coordinator.look("imported");
    assert!(coordinator.has(".done"), "{}", coordinator.text());
}

/// Fills in the form of the sign-up page.
pub(super) fn type_sign_up(reader: &Chromium, person: &Person) {
    for (name, value) in [
        ("name", person.name),
        ("email", person.email),
        ("role", person.role),
        ("organisation", person.organisation),
        ("region", "Utrecht"),
        ("years_experience", "7"),
    ] {
        reader.fill_in(&format!("#{name}"), value);
    }
    for (name, value) in
        [("meets", "either"), ("availability", "mon-am"), ("availability", "thu-pm"), ("takes_part_as", person.part)]
    {
        reader.click(&format!("input[name={name}][value={value}]"));
    }
    reader.fill_in("#capacity", "1");
    choose_topic(reader, "need", person.need);
    choose_topic(reader, "expertise", person.expertise);
    reader.click("input[name=consent]");
}

/// Finds a topic among all: by searching where scripts run, and by opening its group where they do not.
fn choose_topic(reader: &Chromium, side: &str, topic: &str) {
    let select = format!("#{side}-{topic}");
    let group = format!("details:has({select})");
    if reader.setting.scripts && reader.setting.hand == Hand::Mouse {
        let words = reader.ask(&format!("return document.querySelector('label[for={side}-{topic}]').textContent"));
        reader.fill_in(&format!("#search-{}", if side == "need" { "learn" } else { "teach" }), words.as_str().unwrap());
        let found = format!("{group}[open] .topic:not([hidden]):has({select})");
        reader.until("the topic is found", || reader.has(&found));
    } else if !reader.has(&format!("{group}[open]")) {
        reader.click(&format!("{group} > summary"));
    }
    reader.choose(&select, "3");
}

/// Signs up, sees what was filled in, sends it, and confirms from the mailbox.
pub(super) fn sign_up(reader: &Chromium, home: &Home, person: &Person) {
    reader.open("/jeugd");
    type_sign_up(reader, person);
    reader.press(SEND);
    reader.look("check");
    assert!(reader.text().contains(person.email), "{}", reader.text());
    reader.press("button[name=step][value=send]");
    assert_eq!(reader.path(), "/jeugd/sent", "{}", reader.text());
    reader.look("sent");
    reader.open(&home.link_to(person.email, "/me/verify/"));
    reader.look("confirm");
    reader.press("main button.button");
    reader.look("confirmed");
}

/// From the overview: a new round with everybody, as it is offered, up to its proposals.
pub(super) fn propose_a_round(coordinator: &Chromium) {
    coordinator.press("main a.button[href$='/rounds']");
    coordinator.look("rounds");
    coordinator.press("form.next button");
    coordinator.look("people");
    coordinator.press("button[name=then][value=next]");
    if coordinator.setting.scripts {
        coordinator.until("there is a preview", || coordinator.has("#preview .figures"));
        coordinator.look("settings");
    } else {
        coordinator.look("settings");
        coordinator.press("button[formaction$='/preview']");
        coordinator.look("preview");
        assert!(coordinator.has("#preview .figures"), "{}", coordinator.text());
    }
    coordinator.press("button[name=then][value=propose]");
    coordinator.look("proposals");
}

/// From the proposals: through the mails to the introductions.
pub(super) fn publish(coordinator: &Chromium) {
    coordinator.press(".round-actions a.button");
    coordinator.look("publication");
    coordinator.press("form.next button");
    coordinator.look("published");
}

/// Both say yes; then each has the other's address, and not before.
pub(super) fn meet(reader: &Chromium, home: &Home, [one, other]: [&Person; 2]) {
    for (person, partner, step) in [(one, other, "accepted"), (other, one, "both-accepted")] {
        reader.open(&home.link_to(person.email, "/duo/"));
        reader.look("introduced");
        assert!(!reader.text().contains(partner.email), "{}", reader.text());
        reader.press("button[name=answer][value=accepted]");
        reader.look(step);
    }
    assert!(reader.text().contains(one.email), "{}", reader.text());
    reader.open(&home.link_to(one.email, "/duo/"));
    reader.look("confirmed");
    assert!(reader.text().contains(other.email), "{}", reader.text());
    agree(reader, home, [one, other]);
}

/// What they expect of each other, and when they meet: the one proposes, the other picks.
fn agree(reader: &Chromium, home: &Home, [one, other]: [&Person; 2]) {
    reader.click("#agreement summary");
    reader.fill_in("#expectations", "Eerlijk zijn, ook als het schuurt.");
    reader.fill_in("#how_often", "om de week");
    reader.press("#agreement form button.button");
    reader.look("agreed");
    assert!(reader.text().contains("ook als het schuurt"), "{}", reader.text());
    reader.click("#meeting details:not([open]) > summary");
    reader.click("#meeting input[type=checkbox][name=moment]");
    reader.press("#meeting button[value=propose]");
    reader.look("moments");
    reader.open(&home.link_to(other.email, "/duo/"));
    reader.look("to-pick");
    reader.press("#meeting button[value=pick]");
    reader.look("meeting");
    reader.open(&home.link_to(one.email, "/duo/"));
    assert!(reader.has("#meeting a[href$='.ics']"), "{}", reader.text());
}
