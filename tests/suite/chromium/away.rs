//! A professional who is away for a while, comes back, and leaves.

use chrono::{Days, Utc};

use super::mistakes::summary_leads_to_each;
use super::ways::open_mailed;
use super::{Chromium, PHONE, Setting};
use crate::harness::{Database, Home};
use crate::people::LEARNER;

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn away_for_a_while_and_for_good() {
    away(PHONE.english());
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn away_for_a_while_and_for_good_without_scripts() {
    away(PHONE.without_scripts());
}

fn away(setting: Setting) {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    LEARNER.join(&home, &crate::browser::Browser::new(&server));
    let reader = Chromium::new(&server, setting);
    open_mailed(&reader, &home.link_to(LEARNER.email, "/me/"));
    reader.press("main a[href$='/away']");
    reader.look("away");
    reader.pick_date("#until", Utc::now().date_naive() - Days::new(1));
    reader.press("button[value=pause]");
    reader.look_at("until-when", 422);
    summary_leads_to_each(&reader);
    reader.pick_date("#until", Utc::now().date_naive() + Days::new(60));
    reader.press("button[value=pause]");
    reader.look("paused");
    assert_eq!(home.count("professionals WHERE standing = 'paused'"), 1);
    reader.press("button[value=back]");
    reader.look("back");
    assert_eq!(home.count("professionals WHERE standing = 'active'"), 1);
    reader.press("button[value=leave]");
    reader.look_at("sure", 422);
    summary_leads_to_each(&reader);
    reader.click("#sure");
    reader.press("button[value=leave]");
    reader.look("left");
    assert_eq!((reader.path().as_str(), home.count("professionals")), ("/me/left", 0));
}
