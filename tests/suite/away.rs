//! Who pauses, leaves, or cannot be reached; and that a link that is only opened changes nothing.

use chrono::{Duration, Utc};

use crate::browser::Browser;
use crate::harness::{Database, until};
use crate::life::{
    confirmed, home_with_clock, introduced, let_jobs_look, mail, mails_of, move_clock, nothing_changes, wait_for,
};
use crate::people::{GUIDE, LEARNER, Person};
use crate::program::Program;

on_both_databases!(
    a_pause_ends_by_itself,
    leaving_leaves_nothing_behind,
    who_left_is_known_under_a_new_key_as_well,
    whose_mail_is_refused_leaves_nobody_waiting,
    opening_links_changes_nothing,
);

fn a_pause_ends_by_itself(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let away = format!("{}/away", home.link_to(LEARNER.email, "/me/"));
    let page = duo.noor.get(&away);
    let mut form = page.form_with_button("then", "pause");
    form.set("until", "2001-01-01");
    assert_eq!(duo.noor.post(&away, &form).status, 422);
    let back = (Utc::now() + Duration::days(40)).date_naive();
    form.set("until", &back.to_string());
    let page = duo.noor.submit(&page, &form);
    assert!(page.text().contains("Daarna doe je vanzelf weer mee"), "{}", page.text());
    assert_eq!(home.count("professionals WHERE standing = 'paused'"), 1);
    // A program reads the same of everybody.
    Person { name: "Tom Traag", email: "tom@traag.example", ..LEARNER }.sign_up(&Browser::new(&duo.server));
    let program = Program::of(&home, &duo.server, "coordinator@voorbeeld.example", "jeugd");
    let standing = |email: &str| {
        let people = program.list("/api/v1/programmes/jeugd/professionals");
        people.iter().find(|person| person["email"] == email).unwrap()["standing"].clone()
    };
    for (email, expected) in [(LEARNER.email, "paused"), (GUIDE.email, "active"), ("tom@traag.example", "unconfirmed")]
    {
        assert_eq!(standing(email), expected, "{email}");
    }
    // The other does not wait for nothing.
    assert_eq!(home.count("duos WHERE state = 'declined'"), 1);
    move_clock(&home, Duration::days(39));
    let_jobs_look();
    assert_eq!(home.count("professionals WHERE standing = 'paused'"), 1);
    move_clock(&home, Duration::days(41));
    until("the pause is over", || home.count("professionals WHERE standing = 'active' AND paused_until IS NULL") == 2);
    // Without a day, until they say so.
    let page = duo.noor.get(&away);
    let page = duo.noor.submit(&page, &page.form_with_button("then", "pause"));
    assert!(page.text().contains("Je doet nu even niet mee"), "{}", page.text());
    duo.noor.submit(&page, &page.form_with_button("then", "back"));
    assert_eq!(home.count("professionals WHERE standing = 'active'"), 2);
}

fn leaving_leaves_nothing_behind(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    // Zoë would rather not meet Noor again, and Noor leaves.
    let profile = home.link_to(GUIDE.email, "/me/");
    let page = duo.zoe.get(&profile);
    let mut form = page.form_to(&profile);
    form.set("avoid", LEARNER.email);
    duo.zoe.submit(&page, &form);
    let away = format!("{}/away", home.link_to(LEARNER.email, "/me/"));
    let page = duo.noor.get(&away);
    let form = page.form_with_button("then", "leave");
    assert_eq!(duo.noor.post(&away, &form).status, 422, "only who is sure");
    let mut form = form;
    form.tick("sure", "yes");
    let page = duo.noor.submit(&page, &form);
    assert_eq!((page.status, page.path.as_str()), (200, "/me/left"));
    wait_for(&home, "duo_ended", 1);
    for row in home.dump() {
        assert!(!row.contains(LEARNER.email) && !row.contains("Achterberg"), "{row}");
    }
    assert_eq!((home.count("professionals"), home.count("duos")), (1, 0));
    assert_eq!(duo.noor.get(&duo.noors).status, 404);
    assert_eq!(duo.zoe.get(&duo.zoes).status, 404);
    // Should she come back, what Zoë asked holds again.
    LEARNER.sign_up(&Browser::new(&duo.server));
    assert_eq!(home.query("SELECT email AS line FROM professional_rules"), [LEARNER.email]);
}

fn who_left_is_known_under_a_new_key_as_well(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    let [noor, zoe] = [LEARNER, GUIDE].map(|person| {
        let browser = Browser::new(&server);
        person.join(&home, &browser);
        browser
    });
    let profile = home.link_to(GUIDE.email, "/me/");
    let page = zoe.get(&profile);
    let mut form = page.form_to(&profile);
    form.set("avoid", LEARNER.email);
    zoe.submit(&page, &form);
    let page = noor.get(&format!("{}/away", home.link_to(LEARNER.email, "/me/")));
    let mut form = page.form_with_button("then", "leave");
    form.tick("sure", "yes");
    assert_eq!(noor.submit(&page, &form).path, "/me/left");
    server.stop();

    let hashes =
        || [home.query("SELECT hash AS line FROM leavers"), home.query("SELECT hash AS line FROM absent_rules")];
    let mut before = hashes();
    for _ in 0..2 {
        assert!(home.run(&["replace-pseudonym-key"]).expect_success().contains("hashes under it: 2"));
        let after = hashes();
        assert!(after.iter().zip(&before).all(|(new, old)| new.len() == 1 && new != old), "{before:?} {after:?}");
        before = after;
    }
    assert_eq!(home.count("secrets"), 3);
    let server = home.start(&["serve"]);
    LEARNER.sign_up(&Browser::new(&server));
    let links: Vec<_> = home.mails_to(LEARNER.email).iter().flat_map(crate::harness::Mail::paths).collect();
    Browser::new(&server).press(links.iter().rfind(|link| link.starts_with("/me/verify/")).unwrap());
    assert_eq!(
        home.query("SELECT email AS line FROM professional_rules"),
        [LEARNER.email],
        "what Zoë asked holds again"
    );
    assert_eq!(home.count("leavers"), 0, "she came back by her own wish");
}

fn whose_mail_is_refused_leaves_nobody_waiting(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    duo.noor.answer(&duo.noors, "accepted", "");
    home.execute(&format!(
        "INSERT INTO address_troubles (professional_id, since, words) \
         SELECT id, '2026-01-01 00:00:00', '550 no such user' FROM professionals WHERE email = '{}'",
        GUIDE.email
    ));
    wait_for(&home, "partner_unreachable", 1);
    assert!(mail(&home, LEARNER.email, "bereiken").text.contains("Zoë"));
    assert_eq!(home.count("duos WHERE state = 'ended' AND ending = 'unreachable'"), 1);
    let_jobs_look();
    assert_eq!(mails_of(&home, "partner_unreachable"), 1);
}

/// Of each kind of link, with all that hangs on it.
fn opening_links_changes_nothing(database: Database) {
    let home = home_with_clock(database).with("TWEESPAN__LIFE__LOOK_SECONDS", "3600");
    let duo = confirmed(&home);
    let sign_in = home.invite_coordinator("ander@voorbeeld.example", "jeugd");
    let (own, verify) = (home.link_to(LEARNER.email, "/me/"), home.link_to(LEARNER.email, "/me/verify/"));
    let mut links = vec![sign_in, verify, own.clone(), format!("{own}/away"), "/me/left".to_owned()];
    for rest in ["", "/check-in", "/check-in?saved", "/closing", "/end", "/end?not-met", "/meeting.ics", "/agreement"] {
        links.push(format!("{}{rest}", duo.noors));
        links.push(format!("{}{rest}", duo.zoes));
    }
    let ways_out: Vec<String> = [LEARNER.email, GUIDE.email]
        .iter()
        .flat_map(|to| home.mails_to(to))
        .filter_map(|mail| mail.way_out())
        .collect();
    assert!(!ways_out.is_empty());
    links.extend(ways_out);
    nothing_changes(&home, &duo.noor, &links);
}
