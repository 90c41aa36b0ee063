//! What a coordinator tries on a round before anything counts: sliders, two people, and the way back.

use super::ways::{COORDINATOR, propose_a_round, sign_in};
use super::{Chromium, LAPTOP, PHONE, Setting};
use crate::harness::{Database, Home};

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_round_is_tried_out_on_a_laptop() {
    tried_out(LAPTOP.english());
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_round_is_tried_out_on_a_phone_without_scripts() {
    tried_out(PHONE.without_scripts());
}

fn tried_out(setting: Setting) {
    let home = Home::new(Database::Sqlite);
    home.run(&["demo", "--exit"]).expect_success();
    home.finish_all_duos();
    let server = home.start(&["serve"]);
    let coordinator = Chromium::new(&server, setting);
    sign_in(&coordinator, &home.invite_coordinator(COORDINATOR, "jeugd"));
    propose_a_round(&coordinator);
    let proposals = coordinator.path();
    let round = proposals.strip_suffix("/proposals").unwrap();

    // Other settings show what they come to, and change nothing.
    let before = home.dump();
    coordinator.open(&format!("{round}/settings"));
    let strict = preview(&coordinator);
    coordinator.click("input[name='must:learning']");
    let loose = if setting.scripts {
        coordinator.until("the preview follows", || preview(&coordinator) != strict);
        preview(&coordinator)
    } else {
        preview(&coordinator)
    };
    assert_ne!(strict, loose);
    assert_eq!(home.dump(), before);

    // Two people: why they, what else could be, and what it costs before it is done.
    coordinator.open(&proposals);
    coordinator.press("table.duos tbody th a");
    coordinator.look("pair");
    coordinator.press("main .actions a[href$='/fix']");
    coordinator.look("consequence");
    assert_eq!(home.dump(), before);
    coordinator.press("form.actions button");
    coordinator.open(&proposals);
    coordinator.look("fixed");
    let mark = coordinator.t().text("round-locked-mark");
    assert!(coordinator.text().contains(&mark), "{}", coordinator.text());
    coordinator.press("form[action$='/undo'] button");
    coordinator.look("undone");
    assert!(!coordinator.text().contains(&mark), "{}", coordinator.text());
}

/// What the preview says: asked for by a button, where no script asks.
fn preview(coordinator: &Chromium) -> String {
    if !coordinator.setting.scripts {
        coordinator.press("button[formaction$='/preview']");
    }
    coordinator.find("#preview .figures");
    let said = coordinator.ask("return document.querySelector('#preview').innerText");
    said.as_str().unwrap().to_owned()
}
