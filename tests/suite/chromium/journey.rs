//! The whole way of a coordinator and two professionals, as each of them goes it: with and without scripts, on a laptop
//! and on a phone, in both languages, with a mouse and with the keyboard alone.

use super::ways::{COORDINATOR, import_the_sample, meet, propose_a_round, publish, sign_in, sign_up};
use super::{Chromium, LAPTOP, PHONE, Setting};
use crate::harness::{Database, Home};
use crate::people::{GUIDE, LEARNER};

/// From signing in to the introductions: the coordinator of 42 clicks no more than this.
const CLICKS: usize = 12;

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn journey_on_a_laptop_by_keyboard() {
    journey(LAPTOP.by_keyboard());
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn journey_on_a_laptop_without_scripts() {
    journey(LAPTOP.english().without_scripts());
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn journey_on_a_phone() {
    journey(PHONE.english());
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn journey_on_a_phone_without_scripts() {
    journey(PHONE.without_scripts());
}

fn journey(setting: Setting) {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let coordinator = Chromium::new(&server, setting);
    sign_in(&coordinator, &home.invite_coordinator(COORDINATOR, "jeugd"));
    // Those of a list take part only once they say so themselves.
    import_the_sample(&coordinator);
    assert_eq!(home.mails().len(), 42);

    let professional = Chromium::new(&server, setting);
    for person in [LEARNER, GUIDE] {
        sign_up(&professional, &home, &person);
    }
    coordinator.open("/coordinator");
    propose_a_round(&coordinator);
    publish(&coordinator);
    meet(&professional, &home, [&LEARNER, &GUIDE]);
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_round_of_42_takes_few_clicks() {
    let home = Home::new(Database::Sqlite);
    home.run(&["demo", "--exit"]).expect_success();
    home.finish_all_duos();
    let server = home.start(&["serve"]);
    let before = home.mails().len();
    let coordinator = Chromium::new(&server, LAPTOP);
    sign_in(&coordinator, &home.invite_coordinator(COORDINATOR, "jeugd"));
    propose_a_round(&coordinator);
    publish(&coordinator);
    let clicks = coordinator.clicks();
    assert!((5..=CLICKS).contains(&clicks), "{clicks} clicks");
    let people = home.count(
        "(SELECT DISTINCT m.professional_id FROM duo_members m JOIN duos d ON d.id = m.duo_id WHERE d.round_id = 2) AS people",
    );
    assert!(people > 15, "{people} people");
    assert_eq!(home.mails().len(), before + people, "an introduction each");
}
