//! What came of duos stays counted: when they finish, and when their members are gone. Pages and API are held against a
//! recount of the history of acts, which knows nothing of how they count.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Server, until};
use crate::life::{home_with_clock, introduced, let_jobs_look, mails_of, move_clock};
use crate::people::{GUIDE, LEARNER};
use crate::program::Program;
use crate::repair::duos;

on_both_databases!(
    what_was_achieved_stays_counted_for_400_days,
    a_person_is_counted_once_in_however_many_duos,
    who_said_yes_to_somebody_who_left_goes_first_next_time,
);

const COORDINATOR: &str = "coordinator@voorbeeld.example";

/// What the history of acts says. Only what no line of the log tells apart is read from the duos as they are.
#[derive(Debug, Default, PartialEq, Eq)]
struct Recount {
    confirmed: usize,
    running: usize,
    met: usize,
    finished: usize,
    ended_early: usize,
    declined: usize,
    lapsed: usize,
    dissolved: usize,
    left: usize,
    unreachable: usize,
}

impl Recount {
    /// `met` is who of the members told so: that is in no log.
    fn of(home: &Home, met: usize) -> Self {
        let line = "SELECT actor || ' ' || coalesce(CAST(actor_id AS TEXT), '-') || ' ' || \
                    replace(CAST(happened_at AS TEXT), ' ', 'T') || ' ' || what AS line FROM activity ORDER BY id";
        let mut of: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
        let mut ends = Vec::new();
        let mut leavers = BTreeSet::new();
        for line in home.query(line) {
            let mut parts = line.splitn(4, ' ').map(str::to_owned);
            let mut next = || parts.next().unwrap();
            let actor = [next(), next(), next()];
            let what: Value = serde_json::from_str(&next()).unwrap();
            let duo = what["duo"].as_i64();
            match what["kind"].as_str().unwrap() {
                "duo_confirmed" => of.entry("confirmed").or_default().insert(duo.unwrap()),
                "duo_declined" => of.entry("declined").or_default().insert(duo.unwrap()),
                "duo_lapsed" => of.entry("lapsed").or_default().insert(duo.unwrap()),
                "duo_ended" => {
                    ends.push((duo.unwrap(), actor));
                    false
                }
                "left" => leavers.insert(actor),
                _ => false,
            };
        }
        let count = |kind: &str| of.get(kind).map_or(0, BTreeSet::len);
        let mut counts = Self {
            confirmed: count("confirmed"),
            declined: count("declined"),
            lapsed: count("lapsed"),
            dissolved: home.count("duos WHERE ending IN ('repaired', 'stopped')"),
            met,
            ..Self::default()
        };
        let was_confirmed = |duo: &i64| of.get("confirmed").is_some_and(|all| all.contains(duo));
        for (duo, actor) in &ends {
            match actor[0].as_str() {
                "clock" if was_confirmed(duo) => counts.finished += 1,
                "clock" => counts.unreachable += 1,
                // Who leaves ends their duos at that moment; what they ended before, they ended early.
                _ if leavers.contains(actor) => counts.left += 1,
                _ => counts.ended_early += 1,
            }
        }
        let confirmed_and_over = ends.iter().filter(|(duo, _)| was_confirmed(duo)).count();
        counts.running = counts.confirmed - confirmed_and_over;
        counts
    }
}

fn figure(page: &Page, label: &str) -> usize {
    let found = page.html.split(&format!("<dt>{label}</dt><dd>")).nth(1);
    found.map_or(0, |rest| rest.split('<').next().unwrap().parse().unwrap())
}

/// Holds pages and API against the recount, and gives it.
fn held(home: &Home, server: &Server, met: usize) -> Recount {
    let recount = Recount::of(home, met);
    let program = Program::of(home, server, COORDINATOR, "jeugd");
    let status = program.get("/api/v1/rounds/1/status");
    let programme = program.get("/api/v1/programmes/jeugd/outcomes");
    for counts in [&status["counts"], &programme] {
        let n = |name: &str| usize::try_from(counts[name].as_u64().unwrap()).unwrap();
        let told = Recount {
            confirmed: n("confirmed"),
            running: n("running"),
            met: n("met"),
            finished: n("finished"),
            ended_early: n("ended_early"),
            declined: n("declined"),
            lapsed: n("lapsed"),
            dissolved: n("dissolved"),
            left: n("left"),
            unreachable: n("ended_unreachable"),
        };
        assert_eq!(told, recount, "{counts}");
        assert_eq!(n("introduced"), 27, "each duo has one outcome: {counts}");
        let all = told.running + told.finished + told.ended_early + told.declined + told.lapsed;
        assert_eq!(all + told.dissolved + told.left + told.unreachable + n("waiting"), 27, "{counts}");
    }
    let silent = home.count(
        "(SELECT DISTINCT m.professional_id FROM duo_members m JOIN duos d ON d.id = m.duo_id \
         WHERE d.state = 'introduced' AND m.answer IS NULL) t",
    );
    assert_eq!(status["counts"]["silent"], json!(silent));
    let board = program.browser.get("/coordinator/rounds/1/board");
    for (label, count) in [
        ("Bevestigd", recount.confirmed),
        ("Lopen nu", recount.running),
        ("Spraken elkaar", recount.met),
        ("Goed afgerond", recount.finished),
        ("Eerder gestopt", recount.ended_early),
        ("Past nu niet", recount.declined),
        ("Verlopen", recount.lapsed),
        ("Door coördinator gestopt", recount.dissolved),
        ("Deelnemer vertrok", recount.left),
        ("Deelnemer onbereikbaar", recount.unreachable),
        ("Mensen zonder antwoord", silent),
    ] {
        assert_eq!(figure(&board, label), count, "{label}");
    }
    let overview = program.browser.get("/coordinator/jeugd");
    for (label, count) in [
        ("Duo’s bevestigd", recount.confirmed),
        ("Duo’s die nu lopen", recount.running),
        ("Duo’s die elkaar spraken", recount.met),
        ("Duo’s goed afgerond", recount.finished),
    ] {
        assert_eq!(figure(&overview, label), count, "{label}");
    }
    recount
}

/// The address of the member who has this link.
fn whose(home: &Home, link: &str) -> String {
    let mail = home.mails().into_iter().find(|mail| mail.paths().iter().any(|path| path == link)).unwrap();
    mail.to
}

/// Asks for the link to their own page, and leaves for good.
fn leave(home: &Home, reader: &Browser, email: &str) {
    let page = reader.get("/me/link");
    let mut form = page.form_to("/me/link");
    form.set("email", email);
    reader.submit(&page, &form);
    let own = |mail: crate::harness::Mail| mail.paths().into_iter().find(|p| p.starts_with("/me/") && p.len() == 68);
    let link = home.mails_to(email).into_iter().rev().find_map(own).unwrap();
    let page = reader.get(&format!("{link}/away"));
    let mut form = page.form_with_button("then", "leave");
    form.tick("sure", "yes");
    assert_eq!(reader.submit(&page, &form).path, "/me/left");
}

fn check_in(reader: &Browser, link: &str, met: &str) {
    let page = reader.get(&format!("{link}/check-in"));
    let mut form = page.form_to(&format!("{link}/check-in"));
    form.set("met", met);
    assert_eq!(reader.submit(&page, &form).status, 200);
}

fn end(reader: &Browser, link: &str, how: &str) {
    let page = reader.get(&format!("{link}/end{}", if how == "not-met" { "?not-met" } else { "" }));
    reader.submit(&page, &page.form_with_button("how", how));
}

fn what_was_achieved_stays_counted_for_400_days(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    let reader = Browser::new(&server);
    let duos = duos(&home, 27);
    for links in &duos[..11] {
        for link in links {
            reader.answer(link, "accepted", "");
        }
    }
    for links in &duos[11..13] {
        reader.answer(&links[0], "declined", "");
    }
    // The coordinator takes one apart, and the mail of somebody does not arrive.
    let apart = duo_of(&home, &duos[14][0]);
    home.execute(&format!(
        "UPDATE duos SET state = 'ended', ending = 'repaired', closed_at = introduced_at WHERE id = {apart}"
    ));
    move_clock(&home, Duration::minutes(61));
    until("the noes are final", || home.count("duos WHERE state = 'declined' AND closed_at IS NOT NULL") == 2);
    let silent = whose(&home, &duos[13][0]);
    home.execute(&format!(
        "INSERT INTO address_troubles (professional_id, since, words) \
         SELECT id, '2026-01-01 00:00:00', '550 no such user' FROM professionals WHERE email = '{silent}'"
    ));
    until("nobody waits for them", || home.count("duos WHERE ending = 'unreachable'") > 0);
    let_jobs_look();
    let first = held(&home, &server, 0);
    assert_eq!((first.confirmed, first.declined, first.dissolved), (11, 2, 1));

    // Everybody else is silent; then members tell how it goes, end it, or leave.
    move_clock(&home, Duration::days(16));
    until("what waits has lapsed", || home.count("duos WHERE state = 'introduced'") == 0);
    assert_eq!(held(&home, &server, 0).lapsed, 13 - first.unreachable);
    check_in(&reader, &duos[0][0], "no");
    check_in(&reader, &duos[0][1], "yes");
    check_in(&reader, &duos[1][0], "yes");
    check_in(&reader, &duos[2][0], "no");
    end(&reader, &duos[3][0], "kindly");
    end(&reader, &duos[4][0], "not-met");
    let second = held(&home, &server, 2);
    assert_eq!((second.confirmed, second.ended_early, second.running), (11, 2, 9));
    let busy: Vec<String> = duos[..5].iter().chain(&duos[13..15]).flatten().map(|link| whose(&home, link)).collect();
    let leaver = duos[5..11].iter().flatten().map(|link| whose(&home, link)).find(|email| !busy.contains(email));
    let leaver = leaver.unwrap();
    let theirs = home.count(&format!(
        "duo_members m JOIN duos d ON d.id = m.duo_id JOIN professionals p ON p.id = m.professional_id \
         WHERE p.email = '{leaver}' AND d.state = 'confirmed'"
    ));
    leave(&home, &reader, &leaver);
    let third = held(&home, &server, 2);
    assert_eq!((third.confirmed, third.left), (11, theirs));

    // The others go their whole way, and are done weeks later; nothing of what was reached goes.
    move_clock(&home, Duration::weeks(12) + Duration::hours(2));
    until("the closing check-in is asked for", || mails_of(&home, "closing") > 0);
    let_jobs_look();
    move_clock(&home, Duration::weeks(17));
    until("all are done", || home.count("duos WHERE state = 'confirmed'") == 0);
    let fourth = held(&home, &server, third.met);
    assert_eq!((fourth.confirmed, fourth.running), (11, 0));
    assert_eq!(fourth.finished, 9 - theirs);
    // One of those who finished has their data deleted a year later: that it went well stays counted.
    move_clock(&home, Duration::days(400));
    let done = home.query(
        "SELECT p.email AS line FROM duo_members m JOIN duos d ON d.id = m.duo_id \
         JOIN professionals p ON p.id = m.professional_id WHERE d.ending = 'finished' ORDER BY d.id, m.side",
    );
    let done = done.iter().find(|email| !busy[10..].contains(email)).unwrap();
    leave(&home, &reader, done);
    let last = held(&home, &server, fourth.met);
    assert_eq!(last, fourth, "all of it as it was");
    for row in home.dump().iter().filter(|row| row.starts_with("erased_duos")) {
        assert!(!row.contains('@'), "{row}");
    }
    let board = Browser::new(&server);
    board.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert!(board.get("/coordinator/rounds/1/board").text().contains("zonder namen"));
}

fn duo_of(home: &Home, link: &str) -> i64 {
    let hash = crate::concurrency::hash(link.rsplit('/').next().unwrap());
    home.query(&format!("SELECT CAST(duo_id AS TEXT) AS line FROM tokens WHERE hash = '{hash}'"))[0].parse().unwrap()
}

fn a_person_is_counted_once_in_however_many_duos(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    let people = home.count("(SELECT DISTINCT professional_id FROM duo_members) t");
    assert!(people < 54, "some guide several");
    let program = Program::of_demo(&home, &server);
    assert_eq!(program.get("/api/v1/rounds/1/status")["counts"]["silent"], json!(people));
    let links = duos(&home, 27);
    // A week before the last day the overview says so as well.
    move_clock(&home, Duration::days(8));
    let told = Program::of_demo(&home, &server).browser.get("/coordinator/jeugd").text();
    assert!(told.contains(&format!("{people} mensen hebben nog niet geantwoord")), "{told}");
    // A duo that somebody said no to waits for nobody.
    let reader = Browser::new(&server);
    for links in &links {
        reader.answer(&links[0], "declined", "");
    }
    let (code, status) = program.call(Method::GET, "/api/v1/rounds/1/status", None);
    assert_eq!((code, &status["counts"]["silent"]), (200, &json!(0)));
    assert_eq!(status["counts"]["declined"], json!(27));
}

fn who_said_yes_to_somebody_who_left_goes_first_next_time(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    duo.zoe.answer(&duo.zoes, "accepted", "");
    leave(&home, &Browser::new(&duo.server), LEARNER.email);
    assert_eq!((home.count("duos"), home.count("erased_duos WHERE outcome = 'left' AND NOT was_confirmed")), (0, 1));
    move_clock(&home, Duration::days(32));
    until("the round is closed", || home.count("rounds WHERE state = 'closed'") == 1);
    let_jobs_look();
    assert_eq!(home.count(&format!("professionals WHERE waited = 1 AND email = '{}'", GUIDE.email)), 1, "once");
}
