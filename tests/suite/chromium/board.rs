//! A round whose introductions have left: its coordinator reminds, gives more time, repairs and closes it.

use chrono::{Days, NaiveDate};

use super::mistakes::summary_leads_to_each;
use super::ways::{printed_link, sign_in};
use super::{Chromium, LAPTOP, PHONE, Setting};
use crate::browser::Browser;
use crate::harness::{Database, Home, until};
use crate::repair::duos;

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_round_is_looked_after_on_a_laptop() {
    looked_after(LAPTOP);
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_round_is_looked_after_on_a_phone_without_scripts() {
    looked_after(PHONE.english().without_scripts());
}

fn looked_after(setting: Setting) {
    // A no is final at once.
    let home = Home::new(Database::Sqlite)
        .with("TWEESPAN__LIFE__RECONSIDER_MINUTES", "0")
        .with("TWEESPAN__LIFE__LOOK_SECONDS", "1");
    let server = home.start(&["demo"]);
    let members = Browser::new(&server);
    // Enough free people on both sides, whatever the duos of this round are.
    for (number, links) in duos(&home, 16).iter().enumerate() {
        let answer = if number < 2 { "accepted" } else { "declined" };
        members.answer(&links[number % 2], answer, "");
    }
    until("every no is final", || home.count("duos WHERE state = 'declined' AND closed_at IS NOT NULL") == 14);
    let coordinator = Chromium::new(&server, setting);
    sign_in(&coordinator, &printed_link(&server));
    coordinator.open("/coordinator/rounds/1");
    assert_eq!(coordinator.path(), "/coordinator/rounds/1/board");
    coordinator.look("answers");

    coordinator.press("form[action$='/reminders'] button");
    coordinator.look("before-reminders");
    assert_eq!(home.count("mails WHERE kind = 'reminder'"), 0, "first it is shown what leaves");
    coordinator.press("form.next button");
    coordinator.look("reminded");
    let reminded = home.count("mails WHERE kind = 'reminder'");
    assert!(reminded > 12, "{reminded} people, of 54 places in duos of which 16 were answered for");
    assert!(coordinator.text().contains(&reminded.to_string()), "{}", coordinator.text());

    extend(&coordinator, &home);

    let (duos, introductions) = (home.count("duos"), home.count("mails WHERE kind = 'introduction'"));
    coordinator.press("a[href$='/repair']");
    coordinator.look("repair");
    assert_eq!(home.count("duos"), duos, "looking changes nothing");
    let new = coordinator.how_many("main input[name=new]");
    coordinator.press("main form[action$='/repair'] button");
    coordinator.look("repaired");
    assert!(new > 0);
    assert_eq!(home.count("duos"), duos + new);
    // One mail a person, however many of the new duos they are in.
    let members = format!("(SELECT DISTINCT professional_id FROM duo_members WHERE duo_id > {duos}) AS members");
    assert_eq!(home.count("mails WHERE kind = 'introduction'"), introductions + home.count(&members));

    coordinator.press("a[href$='/closing']");
    coordinator.look("closing");
    coordinator.press("main form.actions button.danger");
    coordinator.look("closed");
    assert!(coordinator.has(".done"), "{}", coordinator.text());
    assert_eq!(home.count("rounds WHERE state = 'closed'"), 1);
    assert!(!coordinator.has(".board-actions"), "nothing is left to do: {}", coordinator.text());
    // Whoever goes back finds the closed round, or what the browser kept of the page, and closes nothing twice.
    coordinator.back();
    if coordinator.path().ends_with("/closing") {
        coordinator.press("main form.actions button.danger");
    }
    assert_eq!(coordinator.path(), "/coordinator/rounds/1/board");
}

/// To an earlier day, which is told beside the field, and to a later one.
fn extend(coordinator: &Chromium, home: &Home) {
    let until =
        || -> NaiveDate { home.query("SELECT CAST(answer_by AS TEXT) AS line FROM rounds")[0].parse().unwrap() };
    let first = until();
    coordinator.pick_date("#answer_by", first);
    coordinator.press("form.extend button");
    coordinator.look_at("not-extended", 422);
    summary_leads_to_each(coordinator);
    assert_eq!((until(), coordinator.value("#answer_by")), (first, first.to_string()), "what was typed stays");
    let later = first + Days::new(7);
    coordinator.pick_date("#answer_by", later);
    coordinator.press("form.extend button");
    coordinator.look("before-extension");
    coordinator.press("form.next button");
    coordinator.look("extended");
    assert_eq!(until(), later);
    assert!(coordinator.has(".done"), "{}", coordinator.text());
}
