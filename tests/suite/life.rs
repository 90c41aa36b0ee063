//! What happens to a duo over time, with a clock that the test moves.

use chrono::Duration;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail, Server, until};
use crate::people::{GUIDE, LEARNER, new_round, run_round};
use crate::program::Program;

on_both_databases!(
    from_introduction_to_the_last_check_in,
    a_no_is_told_after_an_hour_and_is_final_then,
    whoever_is_silent_is_reminded_twice_and_then_it_lapses,
    two_instances_remind_each_once,
    a_jump_of_a_day_and_of_400_days_sends_no_storm,
    two_tabs_overwrite_nothing_silently,
    a_duo_that_has_not_met_ends_and_who_avoids_is_not_told_on,
);

const COORDINATOR: &str = "coordinator@voorbeeld.example";

/// A home whose clock a test moves, and whose jobs look every second.
pub(crate) fn home_with_clock(database: Database) -> Home {
    let home =
        Home::new(database).with("TWEESPAN__CLOCK__OFFSET_FILE", "clock").with("TWEESPAN__LIFE__LOOK_SECONDS", "1");
    std::fs::write(home.path().join("clock"), "0").unwrap();
    home
}

/// Moves the clock to so long after the real time.
pub(crate) fn move_clock(home: &Home, ahead: Duration) {
    // At once, so that nobody reads half a number.
    std::fs::write(home.path().join("clock.new"), ahead.num_seconds().to_string()).unwrap();
    std::fs::rename(home.path().join("clock.new"), home.path().join("clock")).unwrap();
}

/// Long enough for every job to have looked twice, at the time that the clock shows.
pub(crate) fn let_jobs_look() {
    std::thread::sleep(std::time::Duration::from_millis(2500));
}

pub(crate) fn mails_of(home: &Home, kind: &str) -> usize {
    home.count(&format!("mails WHERE kind = '{kind}'"))
}

pub(crate) fn wait_for(home: &Home, kind: &str, count: usize) {
    until(&format!("there are {count} mails {kind}"), || mails_of(home, kind) >= count);
    assert_eq!(mails_of(home, kind), count);
    home.wait_for_mail();
}

pub(crate) struct Introduced {
    pub(crate) server: Server,
    pub(crate) noor: Browser,
    pub(crate) zoe: Browser,
    pub(crate) noors: String,
    pub(crate) zoes: String,
}

/// A learner and a guide who were introduced, with fourteen days to answer.
pub(crate) fn introduced(home: &Home) -> Introduced {
    let server = home.serve();
    let (noor, zoe, coordinator) = (Browser::new(&server), Browser::new(&server), Browser::new(&server));
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    LEARNER.join(home, &noor);
    GUIDE.join(home, &zoe);
    run_round(&coordinator);
    let (noors, zoes) = (home.link_to(LEARNER.email, "/duo/"), home.link_to(GUIDE.email, "/duo/"));
    Introduced { server, noor, zoe, noors, zoes }
}

pub(crate) fn confirmed(home: &Home) -> Introduced {
    let duo = introduced(home);
    duo.noor.answer(&duo.noors, "accepted", "");
    duo.zoe.answer(&duo.zoes, "accepted", "");
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 1);
    duo
}

/// The newest mail to somebody whose subject has these words.
pub(crate) fn mail(home: &Home, to: &str, subject: &str) -> Mail {
    let found = home.mails_to(to).into_iter().rev().find(|mail| mail.subject.contains(subject));
    found.unwrap_or_else(|| panic!("no mail '{subject}' to {to}"))
}

fn from_introduction_to_the_last_check_in(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);

    they_agree_and_meet(&home, &duo);

    // The check-in comes after the weeks that they chose, once.
    move_clock(&home, Duration::weeks(6) - Duration::hours(1));
    let_jobs_look();
    assert_eq!(mails_of(&home, "check_in"), 0);
    move_clock(&home, Duration::weeks(6) + Duration::hours(1));
    wait_for(&home, "check_in", 2);
    let_jobs_look();
    assert_eq!(mails_of(&home, "check_in"), 2);
    let link =
        mail(&home, LEARNER.email, "Hoe gaat het").paths().into_iter().find(|p| p.ends_with("/check-in")).unwrap();
    let page = duo.noor.get(&link);
    assert!(page.text().contains("niet over een cliënt"), "{}", page.text());
    let form = page.form_to(&link);
    assert_eq!(duo.noor.post(&link, &form).status, 422, "yes or no");
    let mut form = form;
    form.set("met", "no");
    form.set("learned", "Dat Zoë veel praat");
    form.tick("wants_help", "yes");
    let page = duo.noor.submit(&page, &form);
    assert!(
        page.text().contains("We hebben de coördinator gemaild.") && page.text().contains("Zoek iemand anders"),
        "{}",
        page.text()
    );
    assert_eq!(home.count("check_ins WHERE wants_help"), 1);
    // Only the coordinator reads it: nothing that Zoë sees or gets has a word of it.
    let own = home.link_to(GUIDE.email, "/me/");
    for path in
        ["", "/check-in", "/end"].map(|rest| format!("{}{rest}", duo.zoes)).iter().chain([&own, &format!("{own}/data")])
    {
        let page = duo.zoe.get(path);
        assert!(page.status == 200 && !page.html.contains("veel praat"), "{path}: {}", page.text());
    }
    assert!(home.mails_to(GUIDE.email).iter().all(|mail| !mail.text.contains("veel praat")));
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 1, "it goes on");

    // The coordinator reads it, and says that they helped.
    let coordinator = Browser::new(&duo.server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert!(coordinator.get("/coordinator/jeugd").text().contains("hulp"), "the overview asks for it");
    let board = coordinator.get("/coordinator/rounds/1/board");
    let pair = board.html.split("href=\"").find(|rest| rest.contains("/pairs/")).unwrap().split('"').next().unwrap();
    let page = coordinator.get(pair);
    for words in
        ["Hebben jullie elkaar gesproken? Nee, nog niet", "Noor Achterberg vraagt je hulp", "Dat Zoë veel praat"]
    {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    what_they_agreed_is_theirs(&home, &duo, &coordinator, pair);
    coordinator.submit(&page, &page.form_to("/coordinator/rounds/1/helped"));
    assert!(!coordinator.get(pair).text().contains("vraagt je hulp"));

    // And the closing one; when both have answered, the duo has gone its whole way.
    move_clock(&home, Duration::weeks(12) + Duration::hours(1));
    wait_for(&home, "closing", 2);
    for (browser, to) in [(&duo.noor, LEARNER.email), (&duo.zoe, GUIDE.email)] {
        let link = mail(&home, to, "duo met").paths().into_iter().find(|p| p.ends_with("/closing")).unwrap();
        let page = browser.get(&link);
        let mut form = page.form_to(&link);
        form.tick("shares", "yes");
        assert_eq!(browser.post(&link, &form).status, 422, "there is nothing to share");
        form.set("success", "Ik durf weer <te> vragen");
        if to == GUIDE.email {
            form.clear("shares");
            form.set("success", "Dit is voor mezelf");
        }
        let page = browser.submit(&page, &form);
        assert!(page.text().contains("Dank je wel voor het terugkijken"), "{}", page.text());
    }
    assert_eq!(home.count("check_ins WHERE moment = 'closing' AND shares"), 1);
    until("the duo has ended", || home.count("duos WHERE state = 'ended' AND ending = 'finished'") == 1);
    assert!(duo.zoe.get(&duo.zoes).text().contains("Dit duo is afgerond"));
    // Weeks later the coordinator is signed in no more.
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let overview = coordinator.get("/coordinator/jeugd");
    let shared = overview.html.split("Kleine successen").nth(1).unwrap();
    assert_eq!(shared.matches("Ik durf weer &#60;te&#62; vragen").count(), 1, "{shared}");
    assert!(!shared.contains("Noor"), "without names");
    assert!(!overview.html.contains("voor mezelf"), "only what may be shared");
}

fn they_agree_and_meet(home: &Home, duo: &Introduced) {
    // They agree; the other sees it.
    let page = duo.noor.get(&duo.noors);
    let mut form = page.form_to(&format!("{}/agreement", duo.noors));
    form.set("expectations", "We luisteren & oordelen niet");
    form.set("check_in_weeks", "6");
    let page = duo.noor.submit(&page, &form);
    assert!(page.text().contains("Opgeslagen. Zoë krijgt hierover een mail"), "{}", page.text());
    assert!(duo.zoe.get(&duo.zoes).text().contains("We luisteren & oordelen niet"));

    // One proposes, the other picks: both get it for their calendars.
    let page = duo.noor.get(&duo.noors);
    let mut form = page.forms().into_iter().find(|f| f.buttons.iter().any(|(_, v)| v == "propose")).unwrap();
    let suggestions: Vec<String> = page
        .html
        .split("name=\"moment\" value=\"20")
        .skip(1)
        .take(2)
        .map(|rest| format!("20{}", rest.split('"').next().unwrap()))
        .collect();
    assert_eq!(suggestions.len(), 2, "they share half-days: {}", page.text());
    form.tick("moment", &suggestions[0]);
    form.tick("moment", &suggestions[1]);
    form.set("meeting_place", "Ik bel je");
    form.fields.push(("then".to_owned(), "propose".to_owned()));
    let page = duo.noor.submit(&page, &form);
    assert!(page.text().contains("Je stelde deze tijden voor"), "{}", page.text());
    assert_eq!(mails_of(home, "meeting"), 0);
    let page = duo.zoe.get(&duo.zoes);
    let mut form = page.form_with_button("then", "pick");
    form.set("moment", &suggestions[1]);
    let page = duo.zoe.submit(&page, &form);
    assert!(page.text().contains("Jullie spreken elkaar"), "{}", page.text());
    wait_for(home, "meeting", 2);
    let file = duo.noor.get(&format!("{}/meeting.ics", duo.noors));
    assert!(file.header("content-type").starts_with("text/calendar"));
    let uid = file.html.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    assert!(file.html.contains("SEQUENCE:0") && file.html.contains("Ik bel je"), "{}", file.html);
    let page = duo.noor.get(&duo.noors);
    duo.noor.submit(&page, &page.form_with_button("then", "cancel"));
    wait_for(home, "meeting", 4);
    assert!(mail(home, GUIDE.email, "Gaat niet door").text.contains("Noor heeft jullie gesprek afgezegd"));
    let file = duo.noor.get(&format!("{}/meeting.ics", duo.noors));
    assert!(file.html.contains("SEQUENCE:1") && file.html.contains("CANCELLED") && file.html.contains(&uid));
}

/// What the two agreed, and where they meet, no coordinator reads.
fn what_they_agreed_is_theirs(home: &Home, duo: &Introduced, coordinator: &Browser, pair: &str) {
    let id = home.query("SELECT CAST(min(id) AS TEXT) AS line FROM professionals").remove(0);
    let program = Program::of(home, &duo.server, COORDINATOR, "jeugd");
    let person = format!("/coordinator/jeugd/professionals/{id}");
    let seen = [
        person.as_str(),
        "/coordinator/jeugd",
        "/coordinator/jeugd/mail?state=sent",
        "/coordinator/jeugd/activity",
        "/coordinator/rounds/1/board",
        pair,
    ];
    let pages = seen.map(|path| coordinator.get(path).html);
    let documents = ["status", "duos"].map(|part| program.get(&format!("/api/v1/rounds/1/{part}")).to_string());
    for shown in pages.iter().chain(&documents) {
        assert!(!shown.contains("oordelen niet") && !shown.contains("Ik bel je"), "{shown}");
    }
}

fn a_no_is_told_after_an_hour_and_is_final_then(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    duo.zoe.answer(&duo.zoes, "accepted", "");
    duo.noor.answer(&duo.noors, "declined", "");
    move_clock(&home, Duration::minutes(59));
    let_jobs_look();
    assert_eq!(mails_of(&home, "partner_declined"), 0);
    assert!(duo.noor.get(&duo.noors).text().contains("uur veranderen"));
    let yes = duo.noor.get(&duo.noors).form_with_button("answer", "accepted");

    move_clock(&home, Duration::minutes(62));
    wait_for(&home, "partner_declined", 1);
    assert!(mail(&home, GUIDE.email, "gaat niet door").text.contains("Noor"));
    let page = duo.noor.get(&duo.noors);
    assert!(page.text().contains("We hebben dat aan Zoë laten weten"), "{}", page.text());
    assert!(page.forms().iter().all(|form| form.buttons.iter().all(|(name, _)| name != "answer")));
    // A page that was open all the time changes nothing any more.
    let kept = home.query("SELECT state || coalesce(answer, '') AS line FROM duos, duo_members ORDER BY 1");
    assert_eq!(duo.noor.post(&duo.noors, &yes).status, 303);
    assert_eq!(home.query("SELECT state || coalesce(answer, '') AS line FROM duos, duo_members ORDER BY 1"), kept);
    let_jobs_look();
    assert_eq!(mails_of(&home, "partner_declined"), 1);
    // Both take part again in the next round.
    assert!(duo.zoe.get(&duo.zoes).text().contains("Je doet weer mee in de volgende ronde"));
    let coordinator = Browser::new(&duo.server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let next = new_round(&coordinator);
    assert!(next.text().contains("Er doen 2 professionals mee"), "{}", next.text());
}

fn whoever_is_silent_is_reminded_twice_and_then_it_lapses(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    // "I am still thinking" is no answer, and the coordinator sees that somebody was there.
    let page = duo.zoe.get(&duo.zoes);
    let page = duo.zoe.submit(&page, &page.form_with_button("answer", "thinking"));
    assert!(page.text().contains("Neem gerust de tijd"), "{}", page.text());
    assert_eq!(home.count("duo_members WHERE seen_at IS NOT NULL"), 1);
    move_clock(&home, Duration::days(7));
    wait_for(&home, "reminder", 2);
    assert!(mail(&home, LEARNER.email, "Wat vind je").text.contains("/duo/"));
    duo.noor.answer(&duo.noors, "accepted", "");
    // The day before, whatever the hour of the test: only who is silent.
    move_clock(&home, Duration::days(13) + Duration::hours(9));
    until("the last reminder is there", || mails_of(&home, "reminder") > 2);
    let_jobs_look();
    assert_eq!(mails_of(&home, "reminder"), 3);
    assert!(mail(&home, GUIDE.email, "antwoorden").text.contains("/duo/"));
    move_clock(&home, Duration::days(15));
    wait_for(&home, "lapsed", 2);
    assert!(mail(&home, LEARNER.email, "vervallen").text.contains("Zoë"));
    assert!(duo.zoe.get(&duo.zoes).text().contains("De datum om te antwoorden is voorbij"));
    // Nobody closes the round; after two weeks it is closed, and who said yes goes first next time.
    move_clock(&home, Duration::days(30));
    until("the round is closed", || home.count("rounds WHERE state = 'closed'") == 1);
    assert_eq!(home.count(&format!("professionals WHERE waited = 1 AND email = '{}'", LEARNER.email)), 1);
    assert_eq!(home.count("professionals WHERE waited > 0"), 1);
    drop(duo.server);
}

fn two_instances_remind_each_once(database: Database) {
    let home = home_with_clock(database);
    let _instances = [home.start(&["demo"]), home.start(&["serve"]), home.start(&["serve"])];
    assert_eq!(home.count("duos WHERE state = 'introduced'"), 27);
    move_clock(&home, Duration::days(7));
    let people = home.people_in_duos();
    until("all are reminded", || mails_of(&home, "reminder") >= people);
    let_jobs_look();
    assert_eq!(mails_of(&home, "reminder"), people);
}

fn a_jump_of_a_day_and_of_400_days_sends_no_storm(database: Database) {
    // Every mail that was written is counted.
    let home = home_with_clock(database).with("TWEESPAN__RETENTION__MAIL_DAYS", "3650");
    let _server = home.start(&["demo"]);
    let introductions = home.mails().len();
    assert_eq!(introductions, home.people_in_duos());
    // After a day only whoever has no duo is told so.
    move_clock(&home, Duration::days(1));
    until("who has no duo is told", || mails_of(&home, "no_duo") > 0);
    let_jobs_look();
    let without = mails_of(&home, "no_duo");
    assert!((1..=15).contains(&without), "{without}");
    assert_eq!(home.count("mails"), introductions + without);
    // After 400 days nobody is mailed about what was a year ago but the coordinator, who is told what was not sent.
    move_clock(&home, Duration::days(400));
    until("the round is closed", || home.count("rounds WHERE state = 'closed'") == 1);
    let_jobs_look();
    assert_eq!(home.count("duos WHERE state = 'lapsed'"), 27);
    assert_eq!(mails_of(&home, "digest"), 1);
    assert_eq!(home.count("mails"), introductions + without + 1);
    assert_eq!(home.count("overdue"), 27);
    assert!(mail(&home, COORDINATOR, "Proefronde").text.contains("27"));
}

fn two_tabs_overwrite_nothing_silently(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    let agreement = |link: &str| format!("{link}/agreement");
    let (noors, zoes) = (duo.noor.get(&duo.noors), duo.zoe.get(&duo.zoes));
    let mut hers = noors.form_to(&agreement(&duo.noors));
    hers.set("how_often", "Elke maand");
    let mut theirs = zoes.form_to(&agreement(&duo.zoes));
    theirs.set("how_often", "Elke week");
    assert_eq!(duo.noor.post(&agreement(&duo.noors), &hers).status, 303);
    let page = duo.zoe.post(&agreement(&duo.zoes), &theirs);
    assert_eq!(page.status, 409);
    assert!(page.text().contains("Elke maand") && page.html.contains("value=\"Elke week\""), "{}", page.text());
    assert_eq!(home.count("agreements WHERE how_often = 'Elke maand'"), 1);
    // What was typed is sent once more, and counts now that it was seen.
    let page = duo.zoe.submit(&page, &page.form_to(&agreement(&duo.zoes)));
    assert_eq!(page.status, 200);
    assert_eq!(home.count("agreements WHERE how_often = 'Elke week'"), 1);
    // Ended twice is ended once.
    let end = format!("{}/end", duo.noors);
    let page = duo.noor.get(&end);
    let form = page.form_with_button("how", "kindly");
    for _ in 0..2 {
        assert_eq!(duo.noor.post(&end, &form).status, 303);
    }
    wait_for(&home, "duo_ended", 2);
    assert_eq!(home.count("duos WHERE state = 'ended' AND ending = 'by_member'"), 1);
}

fn a_duo_that_has_not_met_ends_and_who_avoids_is_not_told_on(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    let end = format!("{}/end?not-met", duo.noors);
    let page = duo.noor.get(&end);
    let mut form = page.form_with_button("how", "not-met");
    form.tick("not_again", "yes");
    let page = duo.noor.submit(&page, &form);
    assert!(page.text().contains("Dit duo is afgerond"), "{}", page.text());
    assert_eq!(home.count("duos WHERE ending = 'not_met'"), 1);
    assert_eq!(
        home.query("SELECT rule || ' ' || email AS line FROM professional_rules"),
        [format!("avoid {}", GUIDE.email)]
    );
    wait_for(&home, "duo_ended", 2);
    assert!(!duo.zoe.get(&duo.zoes).html.contains(LEARNER.email), "her address is shown no longer");
}

/// A thousand requests that only look.
pub(crate) fn nothing_changes(home: &Home, reader: &Browser, links: &[String]) {
    // Both the address of the mail and the page that its button opens.
    let mut links = links.to_vec();
    for link in links.clone() {
        reader.get(&link);
        links.push(crate::browser::opened(&link));
    }
    let kept = home.dump();
    let mut asked = 0;
    while asked < 1000 {
        for link in &links {
            for method in [Method::GET, Method::HEAD] {
                let status = reader.request(method, link).send().unwrap().status().as_u16();
                assert!(status < 500, "{link}: {status}");
                asked += 1;
            }
        }
    }
    assert_eq!(home.dump(), kept);
}
