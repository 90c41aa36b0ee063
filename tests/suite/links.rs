//! Links that are lost, asked for again, or in the hands of somebody else.

use chrono::{Duration, NaiveDate};
use tweespan::domain::Locale;
use tweespan::locale::Texts;

use crate::browser::{Browser, Page};
use crate::coordinators::ask_to_sign_in;
use crate::harness::{Database, Home, Mail, Server, until};
use crate::journey::COORDINATOR;
use crate::life::{confirmed, home_with_clock, introduced, move_clock};
use crate::people::{GUIDE, LEARNER, Person};

on_both_databases!(
    a_fresh_link_voids_the_older_ones_to_its_page_once_it_is_used,
    asking_for_somebody_s_links_takes_none_of_theirs,
    asking_for_somebody_s_link_to_confirm_takes_none_of_theirs,
    mails_about_a_duo_carry_links_that_work_beside_each_other,
    whoever_says_that_somebody_else_has_their_link_stops_all_of_them,
    a_mail_that_waited_leaves_with_a_link_that_works,
    who_lost_their_links_gets_all_that_is_alive_in_one_mail,
    a_newer_sign_in_link_voids_the_older_one_of_its_browser,
);

/// Asks for fresh links, as somebody who lost theirs.
pub(crate) fn ask_for_links(browser: &Browser, email: &str) {
    let page = browser.get("/me/link");
    let mut form = page.form_to("/me/link");
    form.set("email", email);
    assert_eq!(browser.submit(&page, &form).path, "/me/link/sent");
}

/// The newest mail to somebody with this in its subject.
fn newest(home: &Home, to: &str, subject: &str) -> Mail {
    // Several may be of the same second: their rows tell which came last.
    let mails = home.mails_to(to);
    let ids =
        home.query(&format!("SELECT message_id AS line FROM mails WHERE recipient_email = '{to}' ORDER BY id DESC"));
    let of = |id: &String| mails.iter().find(|mail| mail.message_id == *id && mail.subject.contains(subject)).cloned();
    ids.iter().find_map(of).unwrap_or_else(|| panic!("no mail '{subject}' to {to}"))
}

fn path_of(mail: &Mail, prefix: &str) -> String {
    let found = mail.paths().into_iter().find(|path| path.starts_with(prefix));
    found.unwrap_or_else(|| panic!("no {prefix} in {}", mail.text))
}

fn own_path(mail: &Mail) -> String {
    let found = mail.paths().into_iter().find(|path| path.starts_with("/me/") && path.matches('/').count() == 2);
    found.unwrap_or_else(|| panic!("no own page in {}", mail.text))
}

/// The page of a link that a newer one replaced.
fn assert_replaced(page: &Page) {
    assert_eq!(page.status, 404, "{}", page.path);
    assert!(page.text().contains("Er is een nieuwere mail"), "{}", page.text());
    assert!(page.html.contains("href=\"/me/link\""), "there is a way on: {}", page.text());
}

fn a_fresh_link_voids_the_older_ones_to_its_page_once_it_is_used(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let (own, page) = (home.link_to(LEARNER.email, "/me/"), duo.noor.get(&duo.noors));
    let yes = page.form_with_button("answer", "accepted");
    let others = home.link_to(GUIDE.email, "/me/");
    // Which link is older is told by the second.
    move_clock(&home, Duration::seconds(5));
    ask_for_links(&duo.noor, LEARNER.email);
    let mail = newest(&home, LEARNER.email, "Je nieuwe links");
    home.wait_for_mail();
    let by: NaiveDate = home.query("SELECT CAST(answer_by AS TEXT) AS line FROM rounds")[0].parse().unwrap();
    let words = format!("Je duo met Zoë: je kunt antwoorden tot en met {}.", Texts::of(Locale::Nl).date(by));
    let text = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(&words), "{words}: {text}");

    // Looking at the new ones changes nothing; the button of each replaces the older ones to the same page, and no others.
    let (new_own, new_duo) = (own_path(&mail), path_of(&mail, "/duo/"));
    let kept = home.dump();
    for link in [&new_own, &new_duo, &own, &duo.noors] {
        assert_eq!(Browser::new(&duo.server).look(link).status, 200, "{link}");
    }
    assert_eq!(home.dump(), kept);
    assert_eq!(duo.noor.get(&new_own).status, 200);
    assert_eq!(Browser::new(&duo.server).look(&duo.noors).status, 200);
    let page = duo.noor.answer(&new_duo, "accepted", "");
    assert!(page.text().contains("Je hebt ja gezegd"), "{}", page.text());
    // The old ones show nothing and do nothing, and say why.
    home.wait_for_mail();
    let kept = home.dump();
    for link in [own.clone(), format!("{own}/away"), format!("{own}/data.json"), duo.noors.clone()] {
        assert_replaced(&Browser::new(&duo.server).get(&link));
    }
    assert_eq!(Browser::new(&duo.server).post(&duo.noors, &yes).status, 404);
    assert_eq!(home.dump(), kept);
    // Nobody else's were touched, and a mail program can still sign her off from an older mail.
    assert_eq!((duo.zoe.get(&others).status, duo.zoe.get(&duo.zoes).status), (200, 200));
    let way_out = home.mails_to(LEARNER.email).iter().find_map(Mail::way_out).unwrap();
    assert_eq!(duo.noor.get(&way_out).status, 200);

    // Signing up once more hands out a link to her own page: of that purpose the older ones stop, and only these.
    move_clock(&home, Duration::seconds(10));
    LEARNER.sign_up(&duo.noor);
    let known = own_path(&newest(&home, LEARNER.email, "al mee"));
    assert_eq!(Browser::new(&duo.server).get(&new_own).status, 200);
    assert_eq!((duo.noor.get(&known).status, duo.noor.get(&new_duo).status), (200, 200));
    assert_replaced(&Browser::new(&duo.server).get(&new_own));
}

/// Whoever types somebody's address, again and again, and mail that does not leave meanwhile.
fn asking_for_somebody_s_links_takes_none_of_theirs(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let own = home.link_to(LEARNER.email, "/me/");
    let stranger = Browser::new(&duo.server);
    let works = |link: &str| assert_eq!(Browser::new(&duo.server).get(link).status, 200, "{link}");
    let mut fresh = Vec::new();
    for n in 1..=3 {
        move_clock(&home, Duration::seconds(5 * n));
        ask_for_links(&stranger, LEARNER.email);
        fresh.push(newest(&home, LEARNER.email, "Je nieuwe links"));
        works(&own);
        works(&duo.noors);
    }
    LEARNER.sign_up(&stranger);
    works(&own);
    works(&duo.noors);
    // As if none of the mails had arrived: what was asked for is in nobody's hands, and she says yes with what she has.
    let page = duo.noor.answer(&duo.noors, "accepted", "");
    assert!(page.text().contains("Je hebt ja gezegd"), "{}", page.text());
    // Of several that arrived each works, until a newer one is used.
    let [first, second, third] = [0, 1, 2].map(|n: usize| own_path(&fresh[n]));
    for link in [&first, &second, &third] {
        works(link);
    }
    for link in [&first, &second, &own] {
        assert_replaced(&Browser::new(&duo.server).get(link));
    }
    works(&third);
}

/// The pages on which somebody can confirm, by the links that they were mailed.
fn confirm_links(home: &Home) -> Vec<String> {
    let paths = home.mails_to(LEARNER.email).into_iter().flat_map(|mail| mail.paths());
    paths.filter(|path| path.starts_with("/me/verify/")).collect()
}

fn asking_for_somebody_s_link_to_confirm_takes_none_of_theirs(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let (reader, stranger) = (Browser::new(&server), Browser::new(&server));
    LEARNER.sign_up(&reader);
    let own = home.link_to(LEARNER.email, "/me/verify/");
    ask_for_links(&stranger, LEARNER.email);
    Person { role: "iets anders", ..LEARNER }.sign_up(&stranger);
    // For what was typed last, which has a link of its own that goes on working as well.
    ask_for_links(&stranger, LEARNER.email);
    let all = confirm_links(&home);
    assert_eq!(all.len(), 4);
    for link in &all {
        let page = reader.get(link);
        assert!(page.status == 200 && page.text().contains(LEARNER.name), "{link}: {}", page.text());
    }
    assert_eq!(all.iter().filter(|link| reader.get(link).text().contains("iets anders")).count(), 2);
    assert!(reader.press(&own).text().contains("Je doet mee"));
    assert_eq!(home.query("SELECT role AS line FROM professionals"), [LEARNER.role]);
    // What strangers typed is confirmed by nothing any more.
    assert_eq!(home.count("typed_answers"), 0);
    assert_eq!(all.iter().filter(|link| reader.get(link).status == 404).count(), 2);
}

fn mails_about_a_duo_carry_links_that_work_beside_each_other(database: Database) {
    let home = Home::new(database);
    let duo = introduced(&home);
    let coordinator = Browser::new(&duo.server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    let board = coordinator.get("/coordinator/rounds/1");
    let remind = board.form_to("/coordinator/rounds/1/reminders");
    coordinator.submit(&board, &remind);
    until("she is reminded", || home.count("mails WHERE kind = 'reminder'") == 2);
    let reminded = home.mails_to(LEARNER.email).iter().flat_map(Mail::paths).filter(|p| p.starts_with("/duo/")).count();
    assert_eq!(reminded, 2);
    for link in home.mails_to(LEARNER.email).iter().flat_map(Mail::paths).filter(|path| path.starts_with("/duo/")) {
        assert_eq!(duo.noor.get(&link).status, 200, "{link}");
    }
}

fn whoever_says_that_somebody_else_has_their_link_stops_all_of_them(database: Database) {
    let home = Home::new(database);
    let duo = introduced(&home);
    let verify = home.link_to(LEARNER.email, "/me/verify/");
    let own = home.link_to(LEARNER.email, "/me/");
    let way_out = home.mails_to(LEARNER.email).iter().find_map(Mail::way_out).unwrap();
    let thief = Browser::new(&duo.server);
    assert_eq!(thief.get(&duo.noors).status, 200);

    for (from, old) in
        [("the duo", vec![duo.noors.clone(), own.clone(), verify, way_out]), ("her own page", Vec::new())]
    {
        let before = home.count("mails WHERE kind = 'fresh_links'");
        let (start, old) = if old.is_empty() {
            let mail = newest(&home, LEARNER.email, "zijn vervangen");
            let own = own_path(&mail);
            (format!("{own}/away"), vec![own, path_of(&mail, "/duo/")])
        } else {
            (duo.noors.clone(), old)
        };
        let page = duo.noor.get(&start);
        let to = format!("{}/links", start.trim_end_matches("/away"));
        let form = page.form_to(&to);
        assert!(page.text().contains(LEARNER.email), "it says where the new ones go: {}", page.text());
        let told = duo.noor.submit(&page, &form);
        assert_eq!((told.status, told.path.as_str()), (200, "/me/link/replaced"), "{from}");
        assert_eq!(home.count("mails WHERE kind = 'fresh_links'"), before + 1);
        home.wait_for_mail();
        let kept = home.dump();
        for link in &old {
            assert_replaced(&thief.get(link));
        }
        // Pressed twice, or by whoever had the link: nothing more happens.
        assert_eq!(duo.noor.post(&to, &form).status, 404);
        assert_eq!(home.dump(), kept);
    }
    let mail = newest(&home, LEARNER.email, "zijn vervangen");
    assert_eq!(duo.noor.answer(&path_of(&mail, "/duo/"), "accepted", "").status, 200);
    assert_eq!(duo.zoe.get(&duo.zoes).status, 200, "the other's link is hers");
    assert_eq!(home.count("activity WHERE what LIKE '%links_replaced%'"), 2);
    let coordinator = Browser::new(&duo.server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    assert!(coordinator.get("/coordinator/jeugd/activity").text().contains("liet alle eigen links vervangen"));
}

fn a_mail_that_waited_leaves_with_a_link_that_works(database: Database) {
    let home = Home::new(database);
    let duo = introduced(&home);
    let mail = newest(&home, LEARNER.email, "Maak kennis");
    home.wait_for_mail();
    // As it was before it left: it waits while her links are replaced.
    let token = path_of(&mail, "/duo/").rsplit('/').next().unwrap().to_owned();
    let payload = format!(
        r#"{{"kind":"reminder","first_name":"Noor","other":"Zoë","both_learn":false,"answer_by":"2099-01-01","last":false,"token":"{token}"}}"#
    );
    home.execute(&format!(
        "INSERT INTO mails (programme_id, message_id, kind, recipient_name, recipient_email, locale, payload, state, \
         attempts, next_attempt_at, created_at, claims) VALUES (1, 'waited@tweespan', 'reminder', 'Noor', '{}', 'nl', \
         '{payload}', 'waiting', 0, '2099-01-01 00:00:00', '2026-01-01 00:00:00', 0)",
        LEARNER.email
    ));
    let form = duo.noor.get(&duo.noors);
    duo.noor.submit(&form, &form.form_to(&format!("{}/links", duo.noors)));
    home.execute("UPDATE mails SET next_attempt_at = '2026-01-01 00:00:00' WHERE message_id = 'waited@tweespan'");
    let waited =
        |home: &Home| home.mails_to(LEARNER.email).into_iter().find(|mail| mail.message_id == "waited@tweespan");
    until("it has left", || waited(&home).is_some());
    let link = path_of(&waited(&home).unwrap(), "/duo/");
    assert_ne!(link, duo.noors);
    assert_eq!(duo.noor.get(&link).status, 200);
    assert_replaced(&duo.noor.get(&duo.noors));
}

fn close_sign_ups(home: &Home) {
    home.execute("UPDATE programmes SET is_open = FALSE");
}

fn who_lost_their_links_gets_all_that_is_alive_in_one_mail(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    close_sign_ups(&home);
    let asked = |home: &Home, server: &Server| {
        let before = home.mails_to(LEARNER.email).len();
        ask_for_links(&Browser::new(server), LEARNER.email);
        let mails = home.mails_to(LEARNER.email);
        assert_eq!(mails.len(), before + 1, "one mail with everything");
        newest(home, LEARNER.email, "Je nieuwe links")
    };
    // A confirmed duo, although sign-ups are closed.
    let mail = asked(&home, &duo.server);
    assert!(mail.text.contains("Je duo met Zoë is bevestigd"), "{}", mail.text);
    let link = path_of(&mail, "/duo/");
    assert!(duo.noor.get(&link).html.contains(GUIDE.email));
    // An ended one, whose closing check-in can still be answered.
    let end = format!("{link}/end");
    let page = duo.noor.get(&end);
    duo.noor.submit(&page, &page.form_with_button("how", "kindly"));
    assert_eq!(home.count("duos WHERE state = 'ended'"), 1);
    let mail = asked(&home, &duo.server);
    assert!(mail.text.contains("Je duo met Zoë is afgelopen"), "{}", mail.text);
    let closing = path_of(&mail, "/duo/");
    let page = duo.noor.get(&closing);
    let saved = duo.noor.submit(&page, &page.form_to(&closing));
    assert_eq!(saved.status, 200, "{}", saved.text());
    // Once it is answered nothing is left of it; a round that asks is there.
    home.execute(
        "INSERT INTO rounds (id, programme_id, name, state, settings, answer_by, version, created_at, opt_in_asked_at, \
         opt_in_by) SELECT 90, programme_id, 'Lenteronde', 'draft', settings, '2099-02-01', 1, created_at, created_at, \
         '2099-01-01' FROM rounds WHERE id = 1",
    );
    home.execute(&format!(
        "INSERT INTO round_participants (round_id, professional_id, asked_at, waited) SELECT 90, id, created_at, FALSE \
         FROM professionals WHERE email = '{}'",
        LEARNER.email
    ));
    let mail = asked(&home, &duo.server);
    assert!(!mail.text.contains("/duo/"), "{}", mail.text);
    assert!(mail.text.contains("Doe je mee met Lenteronde"), "{}", mail.text);
    let question = path_of(&mail, "/me/round/");
    assert!(duo.noor.get(&question).text().contains("Lenteronde"));
    assert_eq!(duo.noor.get(&own_path(&mail)).status, 200);
    // Who is not known gets nothing, and is told the same.
    let mails = home.mails().len();
    ask_for_links(&duo.noor, "niemand@leren.example");
    assert_eq!(home.mails().len(), mails);
}

#[test]
fn links_and_sessions_end_when_the_settings_say() {
    let home = home_with_clock(Database::Sqlite)
        .with("TWEESPAN__LINKS__PROFILE_DAYS", "30")
        .with("TWEESPAN__LINKS__DUO_DAYS", "20")
        .with("TWEESPAN__LINKS__SIGN_IN_HOURS", "5")
        .with("TWEESPAN__LINKS__SESSION_HOURS", "3");
    let duo = introduced(&home);
    let own = home.link_to(LEARNER.email, "/me/");
    let (invited, coordinator) =
        (home.invite_coordinator("ander@voorbeeld.example", "jeugd"), Browser::new(&duo.server));
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let stranger = Browser::new(&duo.server);
    let at = |reader: &Browser, path: &str, end: Duration, none: u16| {
        for (ahead, status) in [(end - Duration::minutes(10), 200), (end + Duration::minutes(10), none)] {
            move_clock(&home, ahead);
            assert_eq!(reader.get(path).status, status, "{path} at {ahead}");
        }
    };
    at(&coordinator, "/coordinator/jeugd/professionals", Duration::hours(3), 401);
    at(&stranger, &invited, Duration::hours(5), 404);
    at(&stranger, &duo.noors, Duration::days(20), 404);
    at(&stranger, &own, Duration::days(30), 404);
}

fn a_newer_sign_in_link_voids_the_older_one_of_its_browser(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    home.invite_coordinator(COORDINATOR, "jeugd");
    let browser = Browser::new(&server);
    let [older, newer] = [(), ()].map(|()| ask_to_sign_in(&home, &browser));
    let dead = browser.get(&older);
    assert_eq!(dead.status, 404);
    assert!(dead.text().contains("Er is een nieuwere mail"), "{}", dead.text());
    assert!(dead.html.contains("href=\"/coordinator/sign-in\""));
    browser.sign_in(&newer);
    assert_eq!(browser.get("/coordinator").status, 200);
}
