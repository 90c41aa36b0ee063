//! Two coordinators who work on one round at the same time, and one whose session ends meanwhile.

use super::ways::{COORDINATOR, propose_a_round, sign_in};
use super::{Chromium, LAPTOP};
use crate::harness::{Database, Home};

const COLLEAGUE: &str = "collega@voorbeeld.example";

/// What the second types while the first saves.
const TYPED: &str = "Ronde van de tweede";

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn the_second_is_told_what_the_first_changed_and_loses_nothing() {
    let home = Home::new(Database::Sqlite);
    home.run(&["demo", "--exit"]).expect_success();
    home.finish_all_duos();
    let server = home.start(&["serve"]);
    let (first, second) = (Chromium::new(&server, LAPTOP), Chromium::new(&server, LAPTOP.english()));
    sign_in(&first, &home.invite_coordinator(COORDINATOR, "jeugd"));
    sign_in(&second, &home.invite_coordinator(COLLEAGUE, "jeugd"));
    propose_a_round(&first);
    let round = first.path().strip_suffix("/proposals").unwrap().to_owned();

    // Both change what matters.
    for coordinator in [&first, &second] {
        coordinator.open(&format!("{round}/settings"));
    }
    first.fill_in("#name", "Ronde van de eerste");
    first.press("button[name=then][value=propose]");
    second.fill_in("#name", TYPED);
    second.press("button[name=then][value=save]");
    second.look_at("told", 409);
    let told = second.text();
    assert!(told.contains(COORDINATOR) && told.contains("Ronde van de eerste"), "{told}");
    assert_eq!(second.value("#name"), TYPED, "what was typed stays");
    assert_eq!(home.query("SELECT name AS line FROM rounds ORDER BY id DESC LIMIT 1"), ["Ronde van de eerste"]);
    // Now that it is known, it may be done.
    second.press("button[name=then][value=propose]");
    assert_eq!(home.query("SELECT name AS line FROM rounds ORDER BY id DESC LIMIT 1"), [TYPED]);

    // One publishes from a page on which the other saw something else.
    first.open(&format!("{round}/publication"));
    second.open(&format!("{round}/settings"));
    second.press("button[name=then][value=propose]");
    first.press("form.next button");
    first.look_at("not-published", 409);
    assert!(first.text().contains(COLLEAGUE), "{}", first.text());
    assert_eq!(home.count("rounds WHERE state = 'published'"), 1, "that of the demo");
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_session_that_ends_halfway_loses_nothing() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let coordinator = Chromium::new(&server, LAPTOP);
    sign_in(&coordinator, &home.invite_coordinator(COORDINATOR, "jeugd"));
    coordinator.open("/coordinator/jeugd/rounds");
    coordinator.fill_in("#name", TYPED);
    home.execute("DELETE FROM sessions");
    coordinator.press("form.next button");
    coordinator.look_at("signed-out", 401);
    assert_eq!(home.count("rounds"), 0);
    // In another tab, as the page says.
    let link = home.invite_coordinator(COORDINATOR, "jeugd");
    coordinator.in_another_tab(|| sign_in(&coordinator, &link));
    coordinator.press("main form button.button");
    assert_eq!(home.query("SELECT name AS line FROM rounds"), [TYPED]);
}

/// Long after, as if nobody had come by meanwhile.
const LATER: &str = "const now = Date.now(); Date.now = () => now + 13 * 3600 * 1000;
                     document.dispatchEvent(new Event('visibilitychange')); return true";

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_page_goes_when_its_session_is_over_and_what_was_typed_stays() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let coordinator = Chromium::new(&server, LAPTOP);
    sign_in(&coordinator, &home.invite_coordinator(COORDINATOR, "jeugd"));
    coordinator.open("/coordinator/jeugd/rounds");
    coordinator.fill_in("#name", TYPED);
    coordinator.ask(LATER);
    coordinator.look("session-over");
    assert_eq!(coordinator.ask("return document.getElementById('name').checkVisibility()"), false);
    let is_shown = || coordinator.ask("return document.getElementById('name').checkVisibility()") == true;
    coordinator.click("[data-session-over] button");
    coordinator.until("it is shown again", is_shown);
    assert_eq!(coordinator.value("#name"), TYPED);
    // To nobody whose session is over: what was typed goes on to the page that asks to sign in.
    home.execute("DELETE FROM sessions");
    coordinator.ask(LATER);
    coordinator.click("[data-session-over] button");
    coordinator.until("it asks to sign in", || !coordinator.has("nav.sections"));
    assert_eq!(coordinator.ask("return document.querySelector('input[type=hidden][name=name]').value"), TYPED);

    sign_in(&coordinator, &home.invite_coordinator(COORDINATOR, "jeugd"));
    coordinator.open("/coordinator/jeugd/settings/access");
    home.execute("DELETE FROM sessions");
    assert!(coordinator.text().contains(&coordinator.t().text("access-sessions")));
    coordinator.ask(LATER);
    coordinator.until("the page is gone", || !coordinator.has("nav.sections"));
    assert!(!coordinator.text().contains(&coordinator.t().text("access-sessions")), "{}", coordinator.text());
}
