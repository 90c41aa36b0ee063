//! What goes wrong with forms: fields left out, a button pressed twice, the way back, a page that is no longer new.

use super::{Chromium, LAPTOP, PHONE, Setting};
use crate::harness::{Database, Home};
use crate::people::LEARNER;

#[test]
fn mistakes_are_told_where_they_are() {
    mistakes(PHONE);
}

#[test]
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
    reader.press("main form[novalidate] button.button");
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
