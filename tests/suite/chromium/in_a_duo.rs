//! Two who said yes: what they agree on, how it goes, how it ends.

use chrono::Duration;

use super::mistakes::summary_leads_to_each;
use super::ways::open_mailed;
use super::{Chromium, PHONE, Setting};
use crate::harness::{Database, Home, until};
use crate::life::{confirmed, home_with_clock, move_clock};

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_duo_goes_its_way_on_a_phone() {
    goes_its_way(PHONE);
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_duo_goes_its_way_on_a_phone_without_scripts() {
    goes_its_way(PHONE.english().without_scripts());
}

fn goes_its_way(setting: Setting) {
    let home = home_with_clock(Database::Sqlite);
    let duo = confirmed(&home);
    let learner = Chromium::new(&duo.server, setting);
    agree(&learner, &home, &duo.noors);
    check_in(&learner, &home, &duo.noors);
    move_clock(&home, Duration::weeks(12) + Duration::hours(1));
    until("they are asked to look back", || home.count("mails WHERE kind = 'closing'") == 2);
    close(&learner, &home, &duo.noors);
    // The other one stops.
    let guide = Chromium::new(&duo.server, setting);
    end(&guide, &home, &duo.zoes);
    learner.open(&duo.noors);
    learner.look("ended-for-the-other");
}

/// What they expect of each other; a number of weeks that makes no sense is told beside its field.
fn agree(reader: &Chromium, home: &Home, link: &str) {
    open_mailed(reader, link);
    reader.look("confirmed");
    reader.click("#agreement summary");
    reader.fill_in("#expectations", "Eerlijk zijn, ook als het schuurt.");
    reader.fill_in("#check_in_weeks", "99");
    reader.press("#agreement form button.button");
    reader.look_at("not-agreed", 422);
    summary_leads_to_each(reader);
    assert_eq!(reader.value("#expectations"), "Eerlijk zijn, ook als het schuurt.", "what was typed stays");
    reader.fill_in("#check_in_weeks", "6");
    reader.press("#agreement form button.button");
    reader.look("agreed");
    assert_eq!(home.query("SELECT CAST(check_in_weeks AS TEXT) AS line FROM agreements"), ["6"]);
}

/// Not met yet, with a way on; then met, with a wish for help.
fn check_in(reader: &Chromium, home: &Home, link: &str) {
    reader.press("a[href$='/check-in']");
    reader.look("check-in");
    reader.press("main form button.button");
    reader.look_at("check-in-empty", 422);
    summary_leads_to_each(reader);
    reader.click("input[name=met][value=no]");
    reader.press("main form button.button");
    reader.look("not-met");
    reader.press("a[href$='/end?not-met']");
    reader.look("somebody-else");
    reader.open(&format!("{link}/check-in"));
    reader.click("input[name=met][value=yes]");
    reader.click("input[name=collaboration][value=good]");
    reader.fill_in("#learned", "Eerst vragen, dan pas raad geven.");
    reader.click("input[name=wants_help]");
    reader.press("main form button.button");
    reader.look("help-comes");
    assert_eq!(home.count("check_ins WHERE met AND wants_help"), 1);
}

fn close(reader: &Chromium, home: &Home, link: &str) {
    reader.open(link);
    reader.press("a[href$='/closing']");
    reader.look("closing");
    reader.click("input[name=shares]");
    reader.press("main form button.button");
    reader.look_at("nothing-to-share", 422);
    summary_leads_to_each(reader);
    reader.fill_in("#success", "Ik durf nu feedback te vragen.");
    reader.press("main form button.button");
    reader.look("closing-sent");
    assert_eq!(home.count("check_ins WHERE moment = 'closing' AND shares"), 1);
}

fn end(reader: &Chromium, home: &Home, link: &str) {
    open_mailed(reader, link);
    reader.press("a[href$='/end']");
    reader.look("end");
    reader.press("main form button[name=how]");
    reader.look("ended");
    assert_eq!(home.count("duos WHERE state = 'ended'"), 1);
    assert!(!reader.has("#agreement"), "{}", reader.text());
}
