//! What the two of a duo arrange: each hears what the other did, a meeting follows its duo, and a page knows what day it is.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, Utc, Weekday};
use tweespan::domain::local_time;

use crate::browser::{Browser, Page};
use crate::calendar::{query, read};
use crate::harness::{Database, Home, Mail, until};
use crate::html::Form;
use crate::life::{Introduced, confirmed, home_with_clock, let_jobs_look, mail, mails_of, move_clock, wait_for};
use crate::people::{GUIDE, LEARNER};

on_both_databases!(
    the_other_hears_what_was_proposed_changed_and_written,
    both_are_reminded_the_day_before_and_anew_when_it_moved,
    no_reminder_of_what_was_cancelled_or_is_too_late,
    what_has_passed_is_past_on_the_page,
    an_hour_that_the_clock_skips_or_repeats_is_refused_for_that_reason,
    a_duo_that_a_member_ends_takes_its_meeting_along,
    a_duo_that_a_member_leaves_takes_its_meeting_along,
    a_duo_that_went_its_whole_way_takes_its_meeting_along,
    a_pause_or_an_address_that_fails_leaves_the_meeting_of_a_confirmed_duo,
    what_is_sent_after_the_end_is_said_not_to_be_saved,
);

/// A moment so many days from now, on a clock in Amsterdam.
fn at(days: u64, hour: u32) -> NaiveDateTime {
    let today = local_time::from_utc(Utc::now()).date();
    today.checked_add_days(Days::new(days)).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

fn typed(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%dT%H:%M").to_string()
}

fn utc(moment: NaiveDateTime) -> DateTime<Utc> {
    local_time::to_utc(moment)
}

/// Moves the clock to a moment on a clock in Amsterdam, and a minute.
fn move_to(home: &Home, moment: NaiveDateTime) {
    move_clock(home, utc(moment) - Utc::now() + Duration::minutes(1));
}

/// The form with which a member proposes these times.
fn proposal(page: &Page, moments: &[String]) -> Form {
    let mut form = page.form_with_button("then", "propose");
    form.set("meeting_place", "Ik bel je & jij belt terug");
    form.fields.extend(moments.iter().map(|moment| ("moment".to_owned(), moment.clone())));
    form
}

fn propose(browser: &Browser, link: &str, moments: &[NaiveDateTime]) -> Page {
    let page = browser.get(link);
    let moments: Vec<String> = moments.iter().copied().map(typed).collect();
    let page = browser.submit(&page, &proposal(&page, &moments));
    assert!(page.text().contains("Je stelde deze tijden voor"), "{}", page.text());
    page
}

fn pick(browser: &Browser, link: &str, moment: NaiveDateTime) -> Page {
    let page = browser.get(link);
    let mut form = page.form_with_button("then", "pick");
    form.set("moment", &typed(moment));
    browser.submit(&page, &form)
}

/// Noor proposes a time, and Zoë picks it.
fn plan(home: &Home, duo: &Introduced, moment: NaiveDateTime) {
    let before = mails_of(home, "meeting");
    propose(&duo.noor, &duo.noors, &[moment]);
    let page = pick(&duo.zoe, &duo.zoes, moment);
    assert!(page.text().contains("Jullie spreken elkaar"), "{}", page.text());
    wait_for(home, "meeting", before + 2);
}

/// The mails of a kind that have left, to one address, the newest last: by words in the subject.
fn mails_about(home: &Home, to: &str, subject: &str) -> Vec<Mail> {
    home.mails_to(to).into_iter().filter(|mail| mail.subject.contains(subject)).collect()
}

fn leads_to_the_duo(mail: &Mail, browser: &Browser) {
    let own_line = |line: &str| line.starts_with("http") && line.contains("/duo/");
    assert!(mail.text.lines().any(own_line), "{}", mail.text);
    let path = mail.paths().into_iter().find(|path| path.starts_with("/duo/")).unwrap();
    assert_eq!(browser.get(&path).status, 200);
}

fn the_other_hears_what_was_proposed_changed_and_written(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    home.wait_for_mail();
    for to in [LEARNER.email, GUIDE.email] {
        leads_to_the_duo(&mail(&home, to, "kunnen afspreken"), &duo.noor);
    }
    let lines = || home.count("activity WHERE what LIKE '%meeting_proposed%'");
    propose(&duo.noor, &duo.noors, &[at(10, 14), at(11, 14)]);
    wait_for(&home, "meeting_proposed", 1);
    let told = mail(&home, GUIDE.email, "Noor stelt een tijd voor");
    assert!(told.text.contains("14:00 uur") && told.text.contains("Ik bel je & jij belt terug"), "{}", told.text);
    leads_to_the_duo(&told, &duo.zoe);
    assert!(mails_about(&home, LEARNER.email, "stelt een tijd voor").is_empty());

    // The same once more tells nobody anything; a change within minutes is told once, as it is then.
    propose(&duo.noor, &duo.noors, &[at(10, 14), at(11, 14)]);
    assert_eq!((mails_of(&home, "meeting_proposed"), lines()), (1, 1));
    propose(&duo.noor, &duo.noors, &[at(12, 15)]);
    propose(&duo.noor, &duo.noors, &[at(13, 16)]);
    assert_eq!((mails_of(&home, "meeting_proposed"), lines()), (2, 3));
    assert_eq!(home.count("mails WHERE kind = 'meeting_proposed' AND state = 'waiting'"), 1);
    move_clock(&home, Duration::minutes(16));
    home.wait_for_mail();
    let told = mails_about(&home, GUIDE.email, "Noor stelt een tijd voor").remove(1);
    assert!(told.text.contains("16:00 uur") && !told.text.contains("15:00 uur"), "{}", told.text);

    // Taken back before the mail left, nobody hears of it; afterwards they do.
    let withdraw = |browser: &Browser, link: &str| {
        let page = browser.get(link);
        let page = browser.submit(&page, &page.form_with_button("then", "withdraw"));
        assert!(!page.text().contains("Je stelde deze tijden voor"), "{}", page.text());
    };
    propose(&duo.noor, &duo.noors, &[at(14, 10)]);
    withdraw(&duo.noor, &duo.noors);
    assert_eq!((mails_of(&home, "meeting_proposed"), mails_of(&home, "proposal_withdrawn")), (2, 0));
    move_clock(&home, Duration::minutes(50));
    propose(&duo.noor, &duo.noors, &[at(14, 10)]);
    wait_for(&home, "meeting_proposed", 3);
    withdraw(&duo.noor, &duo.noors);
    wait_for(&home, "proposal_withdrawn", 1);
    leads_to_the_duo(&mail(&home, GUIDE.email, "gelden niet meer"), &duo.zoe);

    // What they expect of each other.
    let write = |words: &str| {
        let page = duo.zoe.get(&duo.zoes);
        let mut form = page.form_to(&format!("{}/agreement", duo.zoes));
        form.set("expectations", words);
        assert_eq!(duo.zoe.submit(&page, &form).status, 200);
        form
    };
    let form = write("Eerlijk zijn");
    wait_for(&home, "agreement_changed", 1);
    leads_to_the_duo(&mail(&home, LEARNER.email, "Zoë schreef op"), &duo.noor);
    // A second press of the same button, and the same words on a fresh page.
    assert_eq!(duo.zoe.post(&format!("{}/agreement", duo.zoes), &form).status, 303);
    write("Eerlijk zijn");
    assert_eq!((mails_of(&home, "agreement_changed"), home.count("agreements WHERE version = 1")), (1, 1));
    write("Eerlijk zijn, ook als het schuurt");
    write("Eerlijk zijn, ook als het schuurt, en op tijd");
    assert_eq!(mails_of(&home, "agreement_changed"), 2);
    move_clock(&home, Duration::minutes(90));
    home.wait_for_mail();
    assert!(mails_about(&home, GUIDE.email, "schreef op").is_empty());
    assert_eq!(home.count("activity WHERE what LIKE '%agreement_changed%'"), 3);
}

fn both_are_reminded_the_day_before_and_anew_when_it_moved(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    plan(&home, &duo, at(10, 14));
    let page = duo.zoe.get(&duo.zoes);
    let hrefs = |html: &str| {
        let hosts = ["https://calendar.google.com/", "https://outlook.office.com/"];
        let of = |host: &str| {
            let rest = html.split(&format!("href=\"{host}")).nth(1).unwrap_or_else(|| panic!("{host}: {html}"));
            format!("{host}{}", rest.split('"').next().unwrap()).replace("&amp;", "&").replace("&#38;", "&")
        };
        hosts.map(of)
    };
    let told = mail(&home, GUIDE.email, "Je gesprek met Noor");
    leads_to_the_duo(&told, &duo.zoe);
    let file = read(told.calendar.as_ref().unwrap());
    for html in [&page.html, &told.html] {
        let [google, outlook] = hrefs(html);
        let start = utc(at(10, 14));
        assert!(query(&google)["dates"].starts_with(&start.format("%Y%m%dT%H%M%SZ/").to_string()), "{google}");
        assert_eq!(query(&outlook)["startdt"], start.format("%Y-%m-%dT%H:%M:%SZ").to_string());
        assert_eq!(file["start"], start.format("%Y-%m-%dT%H:%M:%S+00:00").to_string());
        assert_eq!(query(&google)["location"], "Ik bel je & jij belt terug");
        for url in [google, outlook] {
            assert!(!url.contains(LEARNER.email) && !url.contains("%40") && !url.contains("duo%2F"), "{url}");
        }
    }
    move_clock(&home, utc(at(9, 9)) - Utc::now() - Duration::minutes(5));
    let_jobs_look();
    assert_eq!(mails_of(&home, "meeting_reminder"), 0);
    move_to(&home, at(9, 9));
    wait_for(&home, "meeting_reminder", 2);
    for (to, browser) in [(LEARNER.email, &duo.noor), (GUIDE.email, &duo.zoe)] {
        let told = mail(&home, to, "Herinnering: je gesprek");
        assert!(told.text.contains("14:00"), "{}", told.text);
        leads_to_the_duo(&told, browser);
    }
    let_jobs_look();
    assert_eq!(mails_of(&home, "meeting_reminder"), 2);
    // It moves, and they are reminded of the new time.
    plan(&home, &duo, at(20, 11));
    let moved = mail(&home, LEARNER.email, "Verzet");
    let moved = read(moved.calendar.as_ref().unwrap());
    assert_eq!((&moved["uid"], &moved["sequence"], &moved["method"]), (&file["uid"], &1.into(), &"REQUEST".into()));
    move_to(&home, at(19, 9));
    wait_for(&home, "meeting_reminder", 4);
}

fn no_reminder_of_what_was_cancelled_or_is_too_late(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    plan(&home, &duo, at(10, 14));
    let first = read(mail(&home, GUIDE.email, "Je gesprek").calendar.as_ref().unwrap());
    let page = duo.zoe.get(&duo.zoes);
    let form = page.form_with_button("then", "cancel");
    for _ in 0..2 {
        assert_eq!(duo.zoe.post(&format!("{}/meeting", duo.zoes), &form).status, 303);
    }
    wait_for(&home, "meeting", 4);
    let told = mail(&home, LEARNER.email, "Gaat niet door");
    assert!(told.text.contains("Zoë heeft jullie gesprek afgezegd"), "{}", told.text);
    leads_to_the_duo(&told, &duo.noor);
    assert_eq!(read(told.calendar.as_ref().unwrap())["method"], "CANCEL");
    assert!(mail(&home, GUIDE.email, "Gaat niet door").text.contains("Je hebt je gesprek met Noor afgezegd"));
    move_to(&home, at(9, 10));
    let_jobs_look();
    assert_eq!(mails_of(&home, "meeting_reminder"), 0);
    // The next one is another meeting, and no calendar takes it for the first.
    plan(&home, &duo, at(20, 11));
    let next = read(mail(&home, GUIDE.email, "Je gesprek").calendar.as_ref().unwrap());
    assert_eq!((&next["sequence"], &next["method"]), (&0.into(), &"REQUEST".into()));
    assert_ne!(next["uid"], first["uid"]);
    // Nothing ran on the day before until late in the evening.
    move_to(&home, at(19, 22));
    until("it is noted", || home.count("overdue WHERE what = 'meeting_reminder'") == 1);
    assert_eq!(mails_of(&home, "meeting_reminder"), 0);
}

fn what_has_passed_is_past_on_the_page(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    propose(&duo.noor, &duo.noors, &[at(3, 10), at(5, 10)]);
    let early = duo.zoe.get(&duo.zoes);
    move_to(&home, at(4, 10));
    let page = duo.zoe.get(&duo.zoes);
    assert!(!page.html.contains(&format!("value=\"{}\"", typed(at(3, 10)))), "{}", page.text());
    // A page that was open all the time.
    let mut form = early.form_with_button("then", "pick");
    form.set("moment", &typed(at(3, 10)));
    let refused = duo.zoe.post(&format!("{}/meeting", duo.zoes), &form);
    assert_eq!(refused.status, 422);
    assert!(refused.problems()[0].contains("is al voorbij"), "{:?}", refused.problems());
    assert_eq!(mails_of(&home, "meeting"), 0);
    move_to(&home, at(6, 10));
    for (browser, link) in [(&duo.zoe, &duo.zoes), (&duo.noor, &duo.noors)] {
        let page = browser.get(link);
        assert!(page.text().contains("Stel hieronder nieuwe tijden voor"), "{}", page.text());
        assert!(!page.html.contains("value=\"pick\""), "{}", page.text());
    }
    plan(&home, &duo, at(8, 10));
    let before = duo.noor.get(&duo.noors);
    move_to(&home, at(9, 10));
    let page = duo.noor.get(&duo.noors);
    assert!(page.text().contains("Jullie zouden elkaar spreken op"), "{}", page.text());
    assert!(!page.text().contains("Jullie spreken elkaar:") && !page.html.contains("calendar.google.com"));
    assert!(!page.html.contains("value=\"cancel\""));
    let late = duo.noor.post(&format!("{}/meeting", duo.noors), &before.form_with_button("then", "cancel"));
    assert_eq!((late.status, late.problems().len()), (422, 1));
    assert!(late.problems()[0].contains("al begonnen of voorbij"), "{:?}", late.problems());
    assert_eq!(mails_of(&home, "meeting"), 2, "nothing is cancelled that took place");
}

/// The last Sunday of a month that is to come.
fn last_sunday(month: u32) -> NaiveDate {
    let today = local_time::from_utc(Utc::now()).date();
    let of = |year| {
        let last = NaiveDate::from_ymd_opt(year, month, 31).unwrap();
        last - Days::new(last.weekday().days_since(Weekday::Sun).into())
    };
    if of(today.year()) > today { of(today.year()) } else { of(today.year() + 1) }
}

fn an_hour_that_the_clock_skips_or_repeats_is_refused_for_that_reason(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    let page = duo.noor.get(&duo.noors);
    for (month, reason) in [(3, "dan gaat de klok een uur vooruit"), (10, "dan gaat de klok een uur terug")] {
        let moment = last_sunday(month).and_hms_opt(2, 30, 0).unwrap();
        let form = proposal(&page, &[typed(moment)]);
        let refused = duo.noor.post(&format!("{}/meeting", duo.noors), &form);
        assert_eq!(refused.status, 422, "{moment}");
        assert!(refused.problems()[0].contains(reason), "{:?}", refused.problems());
        assert!(refused.html.contains(&format!("value=\"{}\"", typed(moment))), "what was typed stays");
    }
    for (moment, reason) in [(typed(at(0, 0)), "is al voorbij"), (typed(at(400, 10)), "komende 12 maanden")] {
        let refused = duo.noor.post(&format!("{}/meeting", duo.noors), &proposal(&page, &[moment]));
        assert!(refused.problems()[0].contains(reason), "{:?}", refused.problems());
    }
    assert_eq!(home.count("meetings"), 0);
}

/// Somebody who is still there got the end of their meeting for their calendar.
fn is_cancelled(home: &Home, to: &str) {
    let told = mail(home, to, "Gaat niet door: je gesprek");
    assert!(told.text.contains("is afgerond. Daarom gaat jullie gesprek niet door"), "{}", told.text);
    let file = read(told.calendar.as_ref().unwrap());
    assert_eq!((&file["method"], &file["sequence"]), (&"CANCEL".into(), &1.into()));
}

fn a_duo_that_a_member_ends_takes_its_meeting_along(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    plan(&home, &duo, at(10, 14));
    propose(&duo.zoe, &duo.zoes, &[at(12, 14)]);
    let end = format!("{}/end", duo.noors);
    let page = duo.noor.get(&end);
    duo.noor.submit(&page, &page.form_with_button("how", "kindly"));
    wait_for(&home, "meeting", 4);
    is_cancelled(&home, LEARNER.email);
    is_cancelled(&home, GUIDE.email);
    assert_eq!(home.count("meetings WHERE proposal IS NULL AND remind_at IS NULL"), 1);
    move_to(&home, at(9, 10));
    let_jobs_look();
    assert_eq!(mails_of(&home, "meeting_reminder"), 0);
    // What took place before the end is no longer to be cancelled.
    assert_eq!(mails_of(&home, "meeting"), 4);
}

fn a_duo_that_a_member_leaves_takes_its_meeting_along(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    plan(&home, &duo, at(10, 14));
    let away = format!("{}/away", home.link_to(LEARNER.email, "/me/"));
    let page = duo.noor.get(&away);
    let mut form = page.form_with_button("then", "leave");
    form.tick("sure", "yes");
    duo.noor.submit(&page, &form);
    wait_for(&home, "duo_ended", 1);
    is_cancelled(&home, GUIDE.email);
    // There is no page of the duo any more, and no mail that leads to one.
    for told in ["Gaat niet door: je gesprek", "is afgerond"] {
        let told = mail(&home, GUIDE.email, told);
        assert!(!told.paths().iter().any(|path| path.starts_with("/duo/")), "{}", told.text);
    }
    assert_eq!(home.count("meetings"), 0);
}

fn a_duo_that_went_its_whole_way_takes_its_meeting_along(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    plan(&home, &duo, at(120, 14));
    move_clock(&home, Duration::weeks(12) + Duration::hours(1));
    wait_for(&home, "closing", 2);
    for (browser, link) in [(&duo.noor, &duo.noors), (&duo.zoe, &duo.zoes)] {
        let link = format!("{link}/closing");
        let page = browser.get(&link);
        browser.submit(&page, &page.form_to(&link));
    }
    until("the duo has ended", || home.count("duos WHERE ending = 'finished'") == 1);
    wait_for(&home, "meeting", 4);
    is_cancelled(&home, LEARNER.email);
    is_cancelled(&home, GUIDE.email);
}

fn a_pause_or_an_address_that_fails_leaves_the_meeting_of_a_confirmed_duo(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    plan(&home, &duo, at(10, 14));
    let away = format!("{}/away", home.link_to(LEARNER.email, "/me/"));
    let page = duo.noor.get(&away);
    duo.noor.submit(&page, &page.form_with_button("then", "pause"));
    home.execute(&format!(
        "INSERT INTO address_troubles (professional_id, since, words) \
         SELECT id, '2026-01-01 00:00:00', '550 no such user' FROM professionals WHERE email = '{}'",
        GUIDE.email
    ));
    wait_for(&home, "partner_unreachable", 1);
    leads_to_the_duo(&mail(&home, LEARNER.email, "niet bereiken"), &duo.noor);
    assert!(duo.noor.get(&duo.noors).text().contains("Jullie spreken elkaar:"));
    assert_eq!((mails_of(&home, "meeting"), home.count("duos WHERE state = 'confirmed'")), (2, 1));
}

fn what_is_sent_after_the_end_is_said_not_to_be_saved(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    let page = duo.zoe.get(&duo.zoes);
    let mut agreement = page.form_to(&format!("{}/agreement", duo.zoes));
    agreement.set("expectations", "Eerlijk zijn");
    let times = proposal(&page, &[typed(at(5, 10))]);
    let check_in = format!("{}/check-in", duo.zoes);
    let mut said = duo.zoe.get(&check_in).form_to(&check_in);
    said.set("met", "yes");
    let end = format!("{}/end", duo.noors);
    let ending = duo.noor.get(&end);
    duo.noor.submit(&ending, &ending.form_with_button("how", "kindly"));
    for (form, words) in [
        (&agreement, "Wat je schreef, is niet opgeslagen"),
        (&times, "Wat je wilde plannen, is niet opgeslagen"),
        (&said, "kun je niet meer beantwoorden"),
    ] {
        let told = duo.zoe.submit(&page, form);
        assert!(told.text().contains(words) && told.text().contains("Dit duo is afgerond"), "{}", told.text());
    }
    assert!(duo.zoe.get(&check_in).text().contains("kun je niet meer beantwoorden"));
    assert_eq!((home.count("meetings"), home.count("agreements"), home.count("check_ins")), (0, 0, 0));
}
