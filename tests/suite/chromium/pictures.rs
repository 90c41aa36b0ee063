//! The pictures of the README: pages of the demo as they are. `docs/pictures` puts them there.

use std::path::Path;

use super::ways::{printed_link, propose_a_round, sign_in};
use super::{Chromium, LAPTOP, Setting};
use crate::harness::{Database, Home};

/// A window beside others.
const WINDOW: Setting = Setting { width: 560, ..LAPTOP };

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn pictures_of_the_readme() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../pictures");
    std::fs::create_dir_all(&directory).unwrap();
    let keep = |name: &str, reader: &Chromium, height| {
        std::fs::write(directory.join(format!("{name}.png")), reader.first_screen(height)).unwrap();
    };
    let home = Home::new(Database::Sqlite);
    let server = home.start(&["demo"]);
    let mail = home.mails().remove(0);

    let professional = Chromium::new(&server, WINDOW);
    professional.open("/jeugd");
    keep("sign-up", &professional, 1150);
    professional.open("/dev/mailbox");
    professional.press("tbody tr:last-child a");
    let html = professional.ask("return document.querySelector('iframe').src");
    professional.open(html.as_str().unwrap());
    keep("introduction", &professional, 1150);
    professional.open(&mail.paths()[0]);
    keep("duo", &professional, 1150);

    // The next round, when the duos of the first are done.
    home.finish_all_duos();
    let coordinator = Chromium::new(&server, LAPTOP);
    sign_in(&coordinator, &printed_link(&server));
    propose_a_round(&coordinator);
    let proposals = coordinator.path();
    keep("proposals", &coordinator, 900);
    coordinator.press("table.duos tbody th a");
    keep("reasons", &coordinator, 900);
    coordinator.open(&proposals.replace("/proposals", "/settings"));
    coordinator.find("#preview .figures");
    coordinator.ask("document.querySelector('#weights').scrollIntoView()");
    keep("what-matters", &coordinator, 900);
}
