//! Two coordinators who work on one round at the same time.

use super::states::sign_in;
use super::{Chromium, LAPTOP};
use crate::browser::Browser;
use crate::harness::{Database, Home};
use crate::people::{GUIDE, LEARNER, proposed_round};

#[test]
fn the_second_is_told_what_the_first_changed() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let http = Browser::new(&server);
    GUIDE.join(&home, &http);
    LEARNER.join(&home, &http);
    let [mut first, mut second] = [None, None];
    for (who, email) in [(&mut first, "een@voorbeeld.example"), (&mut second, "twee@voorbeeld.example")] {
        let browser = Chromium::new(&server, LAPTOP);
        sign_in(&browser, &home.invite_coordinator(email, "jeugd"));
        *who = Some(browser);
    }
    let (first, second) = (first.unwrap(), second.unwrap());
    http.sign_in(&home.invite_coordinator("drie@voorbeeld.example", "jeugd"));
    let round = proposed_round(&http).path;
    first.open(&round);
    second.open(&round);
    second.press("form[action$='/publication'] button");
    first.press("button[name=then][value=propose]");
    first.look_at("changed", 409);
}
