//! Each page empty, full and in error, in light and dark, on a laptop and a phone.

use super::{Chromium, LAPTOP, PHONE, Setting};
use crate::harness::{Database, Home};

#[test]
fn pages_for_everybody_on_a_phone() {
    pages_for_everybody(PHONE);
}

#[test]
fn pages_for_everybody_on_a_laptop() {
    pages_for_everybody(LAPTOP.english());
}

fn pages_for_everybody(setting: Setting) {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let reader = Chromium::new(&server, setting);
    for (path, step) in
        [("/", "home"), ("/jeugd", "sign-up"), ("/me/link", "lost-link"), ("/coordinator/sign-in", "sign-in")]
    {
        reader.open(path);
        reader.look(step);
    }
    reader.open("/nowhere/at-all");
    reader.look_at("not-found", 404);
}
