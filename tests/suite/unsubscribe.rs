//! The way out in the header of mails, as mail programs and people use it.

use chrono::Duration;
use reqwest::blocking::{Client, multipart};
use reqwest::{Method, StatusCode};

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail, until};
use crate::life::{home_with_clock, let_jobs_look, move_clock};
use crate::people::{GUIDE, LEARNER, Person, proposed_round, run_round};

on_both_databases!(
    one_click_of_a_mail_program_is_enough_and_a_look_does_nothing,
    a_coordinator_who_wants_no_digests_gets_none,
);

/// The path of the way out in the only mail to somebody that leads to a duo.
fn way_out(home: &Home, person: &Person) -> String {
    let mails = home.mails_to(person.email);
    let mail = mails.iter().find(|mail| mail.paths().iter().any(|path| path.starts_with("/duo/"))).unwrap();
    mail.way_out().unwrap_or_else(|| panic!("no way out: {}", mail.subject))
}

fn standing(home: &Home, person: &Person) -> String {
    home.query(&format!("SELECT standing AS line FROM professionals WHERE email = '{}'", person.email)).remove(0)
}

fn one_click_of_a_mail_program_is_enough_and_a_look_does_nothing(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let (noor, zoe, coordinator) = (Browser::new(&server), Browser::english(&server), Browser::new(&server));
    LEARNER.join(&home, &noor);
    GUIDE.join(&home, &zoe);
    for person in [LEARNER, GUIDE] {
        assert!(home.mails_to(person.email).iter().all(|mail| mail.way_out().is_none()), "they only answer");
    }
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    run_round(&coordinator);
    let (own, others) = (way_out(&home, &LEARNER), way_out(&home, &GUIDE));
    home.wait_for_mail();

    // A scanner opens it.
    let kept = home.dump();
    for method in [Method::GET, Method::HEAD] {
        let answer = noor.request(method, &own).send().unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    // And some send something that is no click.
    let program = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let post = |path: &str| program.post(format!("{}{path}", server.url));
    assert_eq!(post(&own).send().unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!(post(&own).form(&[("a", "b")]).send().unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!(home.dump(), kept);

    // One click: neither a cookie nor a form token, and no redirect.
    let click = || post(&own).form(&[("List-Unsubscribe", "One-Click")]).send().unwrap();
    let answer = click();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.text().unwrap().contains("Je bent afgemeld voor nieuwe rondes"));
    assert_eq!((standing(&home, &LEARNER), standing(&home, &GUIDE)), ("paused".to_owned(), "active".to_owned()));
    let kept = home.dump();
    assert_eq!(click().status(), StatusCode::OK);
    assert_eq!(home.dump(), kept, "twice is as once");

    // The other kind of form, which mail programs may send as well.
    let form = multipart::Form::new().text("List-Unsubscribe", "One-Click");
    assert_eq!(post(&own).multipart(form).send().unwrap().status(), StatusCode::OK);
    let dead = format!("/unsubscribe/{}", "0".repeat(64));
    assert_eq!(post(&dead).form(&[("List-Unsubscribe", "One-Click")]).send().unwrap().status(), StatusCode::NOT_FOUND);

    // No more rounds; the duo that there was is still there to answer.
    let page = noor.get(&home.link_to(LEARNER.email, "/duo/"));
    assert_eq!((page.status, page.forms().iter().any(|form| !form.buttons.is_empty())), (200, true));
    home.finish_all_duos();
    let round = proposed_round(&coordinator);
    assert!(!round.text().contains(LEARNER.name) && round.text().contains(GUIDE.name), "{}", round.text());
    // Who paused is known: signing up again changes nothing in the profile.
    let before = home.dump();
    LEARNER.sign_up(&noor);
    assert!(home.mails_to(LEARNER.email).iter().any(|mail| mail.subject.contains("al mee")));
    let professionals =
        |dump: Vec<String>| dump.into_iter().filter(|row| row.starts_with("professionals:")).collect::<Vec<_>>();
    assert_eq!(professionals(home.dump()), professionals(before));

    // Somebody who opens the link and reads it, with a button.
    let page = zoe.get(&others);
    assert!(page.text().contains("No more rounds for now"), "{}", page.text());
    let page = zoe.press(&others);
    assert!(page.text().contains("You are signed off from new rounds"), "{}", page.text());
    assert_eq!(standing(&home, &GUIDE), "paused");

    // Whoever had a break with a last day does not come back on it.
    home.execute(&format!("UPDATE professionals SET paused_until = '2026-01-01' WHERE email = '{}'", GUIDE.email));
    let click = post(&others).form(&[("List-Unsubscribe", "One-Click")]).send().unwrap();
    assert_eq!(click.status(), StatusCode::OK);
    assert_eq!(home.count("professionals WHERE standing = 'paused' AND paused_until IS NULL"), 2);
    // Both can take part again, on their own page.
    let own = home.mails_to(GUIDE.email).iter().flat_map(Mail::paths).find(|p| p.starts_with("/me/") && p.len() == 68);
    let away = format!("{}/away", own.unwrap());
    let page = zoe.get(&away);
    zoe.submit(&page, &page.form_with_button("then", "back"));
    assert_eq!(standing(&home, &GUIDE), "active");
}

fn a_coordinator_who_wants_no_digests_gets_none(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    until("the introductions left", || {
        home.count("mails WHERE kind = 'introduction' AND state = 'sent'") == home.people_in_duos()
    });
    move_clock(&home, Duration::days(8));
    until("there is a digest", || home.count("mails WHERE kind = 'digest'") == 1);
    home.wait_for_mail();
    let way_out = home.mails_to("coordinator@voorbeeld.example").iter().find_map(Mail::way_out).unwrap();
    let reader = Browser::new(&server);
    let kept = home.dump();
    let page = reader.get(&way_out);
    assert!(page.text().contains("Geen samenvattingen meer?"), "{}", page.text());
    assert_eq!(home.dump(), kept);
    let program = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let click = program.post(format!("{}{way_out}", server.url)).form(&[("List-Unsubscribe", "One-Click")]).send();
    assert_eq!(click.unwrap().status(), StatusCode::OK);
    assert_eq!(home.count("coordinators WHERE digests"), 0);
    move_clock(&home, Duration::days(40));
    until("the round is over", || home.count("duos WHERE state = 'lapsed'") == 27);
    let_jobs_look();
    assert_eq!(home.count("mails WHERE kind = 'digest'"), 1, "none was sent after that");
    // And they can have them again.
    let page = reader.get(&way_out);
    let page = reader.submit(&page, &page.form_to(&way_out));
    assert!(page.text().contains("Geen samenvattingen meer?"), "{}", page.text());
    assert_eq!(home.count("coordinators WHERE digests"), 1);
}
