//! Mail scanners of today open links in a whole browser, and run the scripts they find. That changes nothing.

use super::ways::COORDINATOR;
use super::{Chromium, PHONE};
use crate::harness::{Database, Home, Mail};
use crate::people::{GUIDE, LEARNER, new_round, run_round};

/// A page of the site, without its tokens: which kinds of link a mail has.
fn kind(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.len() == 64 { "…" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_browser_that_opens_every_link_changes_nothing() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let coordinator = crate::browser::Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let professional = crate::browser::Browser::new(&server);
    GUIDE.join(&home, &professional);
    LEARNER.join(&home, &professional);
    run_round(&coordinator);
    home.wait_for_mail();
    // Links of all kinds, most of them not used yet.
    LEARNER.sign_up(&professional);
    for (path, email) in [("/coordinator/sign-in", COORDINATOR), ("/me/link", GUIDE.email)] {
        let page = professional.get(path);
        let mut form = page.form_to(path);
        form.set("email", email);
        professional.submit(&page, &form);
    }

    let round = new_round(&coordinator);
    let people = coordinator.submit(&round, &round.form_with_button("then", "everyone"));
    coordinator.submit(&people, &people.form_with_button("then", "ask"));

    let scanner = Chromium::new(&server, PHONE);
    let mut links: Vec<String> =
        home.mails().iter().flat_map(|mail| [mail.paths(), Vec::from_iter(mail.way_out())].concat()).collect();
    let mut kinds: Vec<String> = links.iter().map(|link| kind(link)).collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, ["/coordinator/sign-in/…", "/duo/…", "/me/round/…", "/me/verify/…", "/me/…", "/unsubscribe/…",]);
    // Where the mails of a confirmed duo lead, and those who come back to an old one.
    let duos: Vec<String> = links.iter().filter(|link| kind(link) == "/duo/…").cloned().collect();
    for email in [LEARNER.email, GUIDE.email] {
        // The newest: who asked for fresh links has older ones that work no more.
        let own = home.mails_to(email).iter().flat_map(Mail::paths).rfind(|link| kind(link) == "/duo/…").unwrap();
        professional.answer(&own, "accepted", "");
    }
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 1);
    home.wait_for_mail();
    links.extend(duos.iter().flat_map(|link| ["check-in", "closing", "end"].map(|page| format!("{link}/{page}"))));
    let before = home.dump();
    for link in &links {
        scanner.visit(link);
        // What its scripts send, if they send anything, is sent for them to see only.
        let seen = scanner.seen();
        assert!(seen.requests.iter().all(|(method, _)| method == "GET"), "{link}: {:?}", seen.requests);
    }
    assert_eq!(home.dump(), before);
}
