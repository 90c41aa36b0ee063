//! The whole way of a coordinator and two professionals, as each of them goes it: with and without scripts, on a laptop
//! and on a phone, in both languages. Four journeys meet every two of these together.

use super::{Chromium, LAPTOP, PHONE, Setting};
use crate::harness::{Database, Home};
use crate::people::{GUIDE, LEARNER, Person};

const COORDINATOR: &str = "coordinator@voorbeeld.example";

#[test]
fn journey_on_a_laptop_by_keyboard() {
    journey(LAPTOP.by_keyboard());
}

#[test]
fn journey_on_a_laptop_without_scripts() {
    journey(LAPTOP.english().without_scripts());
}

#[test]
fn journey_on_a_phone() {
    journey(PHONE.english());
}

#[test]
fn journey_on_a_phone_without_scripts() {
    journey(PHONE.without_scripts());
}

fn journey(setting: Setting) {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let coordinator = Chromium::new(&server, setting);
    coordinator.open(&home.invite_coordinator(COORDINATOR, "jeugd"));
    coordinator.look("invited");
    coordinator.press("main button");
    assert_eq!(coordinator.path(), "/coordinator/jeugd");
    coordinator.look("signed-in");

    let professional = Chromium::new(&server, setting);
    for person in [LEARNER, GUIDE] {
        sign_up(&professional, &home, &person);
    }
    publish_a_round(&coordinator);

    meet(&professional, &home);
}

/// The button that sends the form of the sign-up page.
pub(super) const SEND: &str = "main form[novalidate] button.button";

/// The button that sends the answers once they were looked at.
pub(super) const CHECKED: &str = "button[name=step][value=send]";

/// Fills in the form of the sign-up page.
pub(super) fn type_sign_up(reader: &Chromium, person: &Person) {
    for (name, value) in [
        ("name", person.name),
        ("email", person.email),
        ("role", person.role),
        ("organisation", person.organisation),
        ("region", "Utrecht"),
        ("years_experience", "7"),
        ("capacity", "1"),
    ] {
        reader.fill_in(&format!("#{name}"), value);
    }
    for (name, value) in [
        ("takes_part_as", person.part),
        ("meets", "either"),
        ("availability", "mon-am"),
        ("availability", "thu-pm"),
        ("consent", "yes"),
    ] {
        reader.click(&format!("input[name={name}][value={value}]"));
    }
    reader.choose(&format!("[name='need:{}']", person.need), "3");
    reader.choose(&format!("[name='expertise:{}']", person.expertise), "3");
}

/// Signs up, and confirms from the mailbox.
fn sign_up(reader: &Chromium, home: &Home, person: &Person) {
    reader.open("/jeugd");
    type_sign_up(reader, person);
    reader.press(SEND);
    reader.look("check");
    reader.press(CHECKED);
    assert_eq!(reader.path(), "/jeugd/sent", "{}", reader.text());
    reader.look("sent");
    reader.open(&home.link_to(person.email, "/me/verify/"));
    reader.look("confirm");
    reader.press("main button.button");
    reader.look("confirmed");
}

/// Makes a round with everybody, looks at what it proposes, and publishes it.
fn publish_a_round(coordinator: &Chromium) {
    coordinator.open("/coordinator");
    coordinator.press("main a.button[href$='/rounds']");
    coordinator.look("new-round");
    coordinator.press("main form button.button");
    coordinator.look("draft");
    coordinator.press("button[name=then][value=propose]");
    coordinator.look("proposed");
    coordinator.press("form[action$='/publication'] button");
    coordinator.look("published");
}

/// Both say yes; then each has the other's address, and not before.
fn meet(reader: &Chromium, home: &Home) {
    for (person, other, step) in [(LEARNER, GUIDE, "accepted"), (GUIDE, LEARNER, "both-accepted")] {
        reader.open(&home.link_to(person.email, "/duo/"));
        reader.look("introduced");
        assert!(!reader.text().contains(other.email), "{}", reader.text());
        reader.press("button[name=answer][value=accepted]");
        reader.look(step);
    }
    assert!(reader.text().contains(LEARNER.email), "{}", reader.text());
    reader.open(&home.link_to(LEARNER.email, "/duo/"));
    reader.look("confirmed");
    assert!(reader.text().contains(GUIDE.email), "{}", reader.text());
}

/// From signing in to the introductions: the coordinator of 42 clicks no more than this.
const CLICKS: usize = 12;

#[test]
fn a_round_of_42_takes_few_clicks() {
    let home = Home::new(Database::Sqlite);
    home.run(&["demo", "--exit"]).expect_success();
    let server = home.start(&["serve"]);
    let before = home.mails().len();
    let coordinator = Chromium::new(&server, LAPTOP);
    coordinator.open(&home.invite_coordinator(COORDINATOR, "jeugd"));
    coordinator.press("main button");
    publish_a_round(&coordinator);
    let clicks = coordinator.clicks();
    assert!((4..=CLICKS).contains(&clicks), "{clicks} clicks");
    assert!(home.mails().len() >= before + 30, "the introductions");
}
