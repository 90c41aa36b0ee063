//! What goes wrong with forms: fields left out, a button pressed twice, the way back, a page that is no longer new.

use super::ways::{SEND, type_sign_up};
use super::{Chromium, LAPTOP, PHONE, Setting};
use crate::harness::{Database, Home, Mail};
use crate::people::LEARNER;

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn mistakes_are_told_where_they_are() {
    mistakes(PHONE);
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn mistakes_are_told_where_they_are_without_scripts() {
    mistakes(LAPTOP.english().without_scripts());
}

/// Everything is told twice: in a summary on top, which has the focus, and beside its field, where the summary leads.
fn mistakes(setting: Setting) {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let reader = Chromium::new(&server, setting);
    reader.open("/jeugd");
    reader.fill_in("#name", LEARNER.name);
    reader.fill_in("#email", "noor@");
    reader.press(SEND);
    reader.look_at("mistakes", 422);
    assert_eq!(reader.value("#name"), LEARNER.name, "what was typed stays");
    assert_eq!(reader.value("#email"), "noor@");
    summary_leads_to_each(&reader);
    assert_eq!(home.count("professionals"), 0);
}

/// Follows each link of the summary.
pub(super) fn summary_leads_to_each(reader: &Chromium) {
    assert_eq!(reader.ask("return document.activeElement.matches('.summary')"), true, "the summary has the focus");
    let links = reader.how_many(".summary a");
    assert!(links > 0);
    let beside = reader.how_many("main .problem");
    assert!(beside >= links, "{links} in the summary, {beside} beside fields");
    for n in 1..=links {
        reader.click(&format!(".summary li:nth-child({n}) a"));
        let target = reader.ask(
            "const on = document.querySelector(location.hash), box = on.getBoundingClientRect();
             const near = on.closest('.field, section') ?? on;
             return [near.querySelector('.problem') !== null, box.top < innerHeight && box.bottom > 0]",
        );
        assert_eq!(target, serde_json::json!([true, true]), "{}", reader.path());
    }
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn pressed_twice_gone_back_and_pressed_again_is_once() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let reader = Chromium::new(&server, PHONE.without_scripts());
    reader.open("/jeugd");
    type_sign_up(&reader, &LEARNER);
    reader.press(SEND);
    reader.double_click("button[name=step][value=send]");
    assert_eq!(reader.path(), "/jeugd/sent");
    reader.back();
    reader.press("button[name=step][value=send]");
    assert_eq!((reader.path(), home.count("professionals")), ("/jeugd/sent".to_owned(), 1));
    // The same answers within a minute are one mail.
    let links = home.mails_to(LEARNER.email).iter().flat_map(Mail::paths).collect::<Vec<_>>();
    let links: Vec<_> = links.iter().filter(|link| link.starts_with("/me/verify/")).collect();
    let works = |link: &&&String| {
        reader.open(link);
        reader.has("main button.button")
    };
    let working: Vec<_> = links.iter().filter(works).collect();
    assert_eq!((links.len(), working.len()), (1, 1));
    reader.open(working[0]);
    reader.press("main button.button");
    assert_eq!(home.count("professionals WHERE standing = 'active'"), 1);
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_page_that_is_no_longer_good_loses_nothing() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let reader = Chromium::new(&server, LAPTOP);
    reader.open("/jeugd");
    type_sign_up(&reader, &LEARNER);
    reader.forget();
    reader.press(SEND);
    reader.look_at("stale", 403);
    assert!(reader.text().contains(&reader.t().text("form-stale")), "{}", reader.text());
    assert_eq!((reader.value("#name"), home.count("professionals")), (LEARNER.name.to_owned(), 0));
    reader.press(SEND);
    reader.press("button[name=step][value=send]");
    assert_eq!((reader.path(), home.count("professionals")), ("/jeugd/sent".to_owned(), 1));
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn without_scripts_what_is_typed_stays_on_the_page_and_goes_with_it() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let reader = Chromium::new(&server, PHONE.without_scripts());
    reader.open("/jeugd");
    assert!(reader.text().contains(&reader.t().text("draft-not-kept")), "{}", reader.text());
    drop(reader.seen());
    type_sign_up(&reader, &LEARNER);
    assert_eq!(reader.seen().requests, [], "nothing leaves before it is sent");
    assert_eq!(reader.value("#name"), LEARNER.name);
    reader.open("/me/link");
    reader.open("/jeugd");
    assert_eq!(reader.value("#name"), "");
    assert_eq!(reader.ask("return localStorage.length + sessionStorage.length"), 0);
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_form_that_was_left_is_there_again_and_is_forgotten_once_sent() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let reader = Chromium::new(&server, PHONE);
    reader.open("/jeugd");
    type_sign_up(&reader, &LEARNER);
    // The addresses of others are not kept, whatever is typed after them.
    for field in ["avoid", "reports_to"] {
        reader.ask(&format!(
            "const field = document.querySelector('#{field}');
             field.value = 'geheim@elders.example';
             field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        ));
    }
    reader.fill_in("#role", LEARNER.role);
    let kept = reader.ask("return JSON.stringify({ ...localStorage, ...sessionStorage })").to_string();
    assert!(kept.contains(LEARNER.organisation) && !kept.contains("geheim"), "{kept}");
    reader.open("/me/link");
    reader.open("/jeugd");
    reader.look("draft");
    assert_eq!((reader.value("#avoid"), reader.value("#reports_to")), (String::new(), String::new()));
    assert_eq!(reader.value("#organisation"), LEARNER.organisation);
    assert_eq!(reader.value(&format!("#need-{}", LEARNER.need)), "3");
    // Who it is of does not stay in the browser, nor anything once the tab is closed.
    assert_eq!((reader.value("#name"), reader.value("#email")), (String::new(), String::new()));
    let kept = "return Object.values(sessionStorage).join() + '|' + Object.values(localStorage).join()";
    let kept = reader.ask(kept).as_str().unwrap().to_owned();
    assert!(kept.contains(LEARNER.organisation) && kept.ends_with('|'), "{kept}");
    assert!(!kept.contains(LEARNER.name) && !kept.contains(LEARNER.email), "{kept}");
    reader.fill_in("#name", LEARNER.name);
    reader.fill_in("#email", LEARNER.email);
    // Consent is given anew.
    reader.click("input[name=consent]");
    reader.press(SEND);
    reader.press("button[name=step][value=send]");
    assert_eq!(reader.path(), "/jeugd/sent", "{}", reader.text());
    reader.open("/jeugd");
    assert_eq!(reader.value("#organisation"), "");
}
