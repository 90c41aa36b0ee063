//! A no is told to nobody before it is final, and a page says truly until when somebody can answer.

use chrono::{Duration, NaiveDate, NaiveTime, Utc};
use serde_json::Value;
use tweespan::domain::{Locale, local_time};
use tweespan::locale::Texts;

use crate::browser::Browser;
use crate::harness::Database;
use crate::life::{home_with_clock, introduced, let_jobs_look, mail, mails_of, move_clock, wait_for};
use crate::people::GUIDE;

on_both_databases!(
    the_other_learns_nothing_of_a_no_that_is_not_final,
    whoever_is_silent_is_reminded_as_if_nobody_had_said_no,
    who_said_no_reads_until_when_and_not_a_minute_longer,
    a_page_past_the_last_day_takes_no_answer_and_says_so,
    a_no_is_told_however_late_it_is,
    an_answer_counts_in_the_days_of_grace_and_pages_say_so,
);

/// What the other's data say of the duo.
fn state(browser: &Browser, own: &str) -> Value {
    let data: Value = serde_json::from_str(&browser.get(&format!("{own}/data.json")).html).unwrap();
    data["duos"][0].clone()
}

fn the_other_learns_nothing_of_a_no_that_is_not_final(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let own = home.link_to(GUIDE.email, "/me/");
    let (page, data) = (duo.zoe.get(&duo.zoes).html, state(&duo.zoe, &own));
    let mails = home.mails_to(GUIDE.email).len();
    duo.noor.answer(&duo.noors, "declined", "te druk");
    assert_eq!(duo.zoe.get(&duo.zoes).html, page);
    assert_eq!(state(&duo.zoe, &own), data);
    // Their own yes is answered as it is to somebody who waits, and so is a second look.
    let said = duo.zoe.answer(&duo.zoes, "accepted", "").text();
    assert!(said.contains("Zodra Noor ook ja zegt"), "{said}");
    assert_eq!(duo.zoe.get(&duo.zoes).text(), said);
    assert_eq!(state(&duo.zoe, &own)["state"], "introduced");
    for rest in ["/check-in", "/closing", "/end", "/meeting.ics"] {
        let text = duo.zoe.get(&format!("{}{rest}", duo.zoes)).text();
        assert!(!text.contains("past het nu niet"), "{text}");
    }
    let_jobs_look();
    assert_eq!(home.mails_to(GUIDE.email).len(), mails);
    // Noor comes back on it, and Zoë never knew.
    duo.noor.answer(&duo.noors, "accepted", "");
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 1);
    assert_eq!(mails_of(&home, "partner_declined"), 0);
}

fn whoever_is_silent_is_reminded_as_if_nobody_had_said_no(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let answer_by: NaiveDate = home.query("SELECT CAST(answer_by AS TEXT) AS line FROM rounds")[0].parse().unwrap();
    let half_way = (answer_by.and_time(NaiveTime::MIN).and_utc() - Utc::now()) / 2;
    move_clock(&home, half_way - Duration::minutes(20));
    duo.noor.answer(&duo.noors, "declined", "");
    let_jobs_look();
    assert_eq!(mails_of(&home, "reminder"), 0);
    move_clock(&home, half_way + Duration::minutes(20));
    wait_for(&home, "reminder", 1);
    assert!(mail(&home, GUIDE.email, "Wat vind je").text.contains("Noor"));
    assert_eq!(mails_of(&home, "partner_declined"), 0);
    // Who took back their no is silent no more, and nobody is asked twice.
    duo.noor.answer(&duo.noors, "accepted", "");
    let_jobs_look();
    assert_eq!(mails_of(&home, "reminder"), 1);
}

fn who_said_no_reads_until_when_and_not_a_minute_longer(database: Database) {
    // Nothing runs by itself: what the page takes is what is looked at.
    let home = home_with_clock(database).with("TWEESPAN__LIFE__LOOK_SECONDS", "3600");
    let duo = introduced(&home);
    let own = home.link_to(GUIDE.email, "/me/");
    let before = Utc::now() + Duration::minutes(60);
    let page = duo.noor.answer(&duo.noors, "declined", "");
    let after = Utc::now() + Duration::minutes(60);
    let times = [before, after].map(|moment| local_time::from_utc(moment).format("%H:%M").to_string());
    let says = |time: &String| page.text().contains(&format!("Je kunt dit nog tot {time} uur veranderen"));
    let midnight = local_time::from_utc(after).date() > local_time::from_utc(Utc::now()).date();
    assert!(midnight || times.iter().any(says), "{times:?}: {}", page.text());
    assert!(page.text().contains("Daarna laten we het Zoë weten"), "{}", page.text());
    let yes = page.form_with_button("answer", "accepted");
    move_clock(&home, Duration::minutes(61));
    let page = duo.noor.get(&duo.noors);
    assert!(page.text().contains("Dat kun je niet meer wijzigen"), "{}", page.text());
    assert!(!page.html.contains("name=\"answer\""));
    duo.noor.post(&duo.noors, &yes);
    assert_eq!(home.count("duo_members WHERE answer = 'declined'"), 1, "it is too late");
    // Zoë, of whom nothing is asked yet, still learns nothing: nobody made it final.
    assert!(duo.zoe.answer(&duo.zoes, "accepted", "").text().contains("Zodra Noor ook ja zegt"));
    drop(duo.server);
    let server = home.start(&["serve"]);
    wait_for(&home, "partner_declined", 1);
    let (noor, zoe) = (Browser::new(&server), Browser::new(&server));
    assert!(noor.get(&duo.noors).text().contains("We hebben dat aan Zoë laten weten"));
    let page = zoe.get(&duo.zoes);
    assert!(page.text().contains("maar voor Noor past het nu niet. Dat zegt niets over jou"), "{}", page.text());
    let told = mail(&home, GUIDE.email, "gaat niet door");
    assert!(told.paths().iter().any(|path| path.starts_with("/duo/")), "{}", told.text);
    assert_eq!(state(&zoe, &own)["state"], "declined");
}

fn a_page_past_the_last_day_takes_no_answer_and_says_so(database: Database) {
    let home = home_with_clock(database).with("TWEESPAN__LIFE__LOOK_SECONDS", "3600");
    let duo = introduced(&home);
    let yes = duo.zoe.get(&duo.zoes).form_with_button("answer", "accepted");
    move_clock(&home, Duration::days(40));
    let page = duo.zoe.get(&duo.zoes);
    assert!(
        page.text().contains("De datum om te antwoorden is voorbij. Je kunt niet meer antwoorden"),
        "{}",
        page.text()
    );
    assert!(!page.html.contains("name=\"answer\""));
    assert_eq!(duo.zoe.post(&duo.zoes, &yes).status, 303);
    assert_eq!(home.count("duo_members WHERE answer IS NOT NULL"), 0);
}

fn an_answer_counts_in_the_days_of_grace_and_pages_say_so(database: Database) {
    let home = home_with_clock(database)
        .with("TWEESPAN__LIFE__LOOK_SECONDS", "3600")
        .with("TWEESPAN__LINKS__DUO_GRACE_DAYS", "2");
    let duo = introduced(&home);
    let by: NaiveDate = home.query("SELECT CAST(answer_by AS TEXT) AS line FROM rounds")[0].parse().unwrap();
    let noon =
        |days: i64| by.and_time(NaiveTime::MIN).and_utc() + Duration::days(days) + Duration::hours(12) - Utc::now();
    let last = Texts::of(Locale::Nl).date(by + Duration::days(2));
    for days in [1, 2] {
        move_clock(&home, noon(days));
        let page = duo.zoe.get(&duo.zoes);
        assert!(page.text().contains(&format!("je antwoord telt nog tot en met {last}")), "{}", page.text());
    }
    let coordinator = Browser::new(&duo.server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    let board = coordinator.get("/coordinator/rounds/1/board").text();
    assert!(board.contains(&format!("Antwoorden tellen nog mee tot en met {last}")), "{board}");
    duo.zoe.answer(&duo.zoes, "accepted", "");
    assert_eq!(home.count("duo_members WHERE answer = 'accepted'"), 1);
    let yes = duo.noor.get(&duo.noors).form_with_button("answer", "accepted");
    move_clock(&home, noon(3));
    assert!(duo.noor.get(&duo.noors).text().contains("Je kunt niet meer antwoorden"));
    assert_eq!(duo.noor.post(&duo.noors, &yes).status, 303);
    assert_eq!(home.count("duo_members WHERE answer = 'accepted'"), 1);
}

fn a_no_is_told_however_late_it_is(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    duo.noor.answer(&duo.noors, "declined", "te druk");
    // The server stood still for four days.
    move_clock(&home, Duration::days(4));
    wait_for(&home, "partner_declined", 1);
    let page = duo.noor.get(&duo.noors).text();
    assert!(page.contains("We hebben dat aan Zoë laten weten"), "{page}");
    let_jobs_look();
    assert_eq!(mails_of(&home, "partner_declined"), 1, "once");
}
