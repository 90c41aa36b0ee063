//! What a coordinator does by hand to a round that runs: stop a duo, make one, give another partner, swap two, take somebody in,
//! and open a closed round again. Each is told before, done once, and has one line in the log.

use std::sync::Barrier;

use chrono::{Days, Duration, Utc};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::harness::{Database, Home, Server};
use crate::html::links;
use crate::life::{home_with_clock, mails_of, move_clock};
use crate::people::LEARNER;
use crate::program::Program;

on_both_databases!(
    a_duo_is_stopped_once_and_both_are_told,
    a_duo_by_hand_holds_to_the_rules_and_to_seats,
    a_member_gets_another_partner_and_two_duos_swap,
    a_latecomer_is_taken_in_once_and_hears_when_there_is_nobody,
    a_closed_round_is_opened_again_for_two_weeks,
    two_coordinators_give_one_seat_away_at_once,
);

const ROUND: &str = "/api/v1/rounds/1";

fn demo(database: Database) -> (Home, Server, Program) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    let program = Program::of_demo(&home, &server);
    home.wait_for_mail();
    (home, server, program)
}

/// How many lines of the log tell of this step.
fn lines(home: &Home, step: &str) -> usize {
    home.count(&format!("activity WHERE what LIKE '%\"step\":\"{step}\"%'"))
}

/// The duos that stand: identifier, and the two.
fn standing(program: &Program) -> Vec<(i64, [i64; 2])> {
    let status = program.get(&format!("{ROUND}/status"));
    let duos = status["duos"].as_array().unwrap().iter();
    let stand = duos.filter(|duo| duo["state"] == "introduced" || duo["state"] == "confirmed");
    let member = |duo: &Value, place: usize| duo["members"][place]["professional"].as_i64().unwrap();
    stand.map(|duo| (duo["id"].as_i64().unwrap(), [member(duo, 0), member(duo, 1)])).collect()
}

/// Somebody with whom this act has nothing in its way.
fn possible(program: &Program, acts: impl Iterator<Item = Value>) -> Value {
    let mut acts = acts;
    let found = acts.find(|act| {
        let (code, told) = program.post(&format!("{ROUND}/duo-changes/preview"), &json!({"act": act}));
        code == 200 && told["obstacles"] == json!([])
    });
    found.unwrap()
}

fn a_duo_is_stopped_once_and_both_are_told(database: Database) {
    let (home, server, program) = demo(database);
    // A confirmed duo of two who have no other.
    let one_duo = "(SELECT professional_id FROM duo_members GROUP BY professional_id HAVING count(*) = 1)";
    let duo: i64 = home.query(&format!(
        "SELECT CAST(min(duo_id) AS TEXT) AS line FROM duo_members m WHERE side = 'learner' AND professional_id IN {one_duo} \
         AND (SELECT count(*) FROM duo_members o WHERE o.duo_id = m.duo_id AND o.professional_id IN {one_duo}) = 2"
    ))[0]
    .parse()
    .unwrap();
    let act = json!({"kind": "stop", "duo": duo});
    let before = home.dump();
    let (code, told) = program.post(&format!("{ROUND}/duo-changes/preview"), &json!({"act": act}));
    assert_eq!((code, told["stop"].as_array().unwrap().len(), told["let_down"].as_array().unwrap().len()), (200, 1, 2));
    // The page tells the same, and changes nothing.
    let page = program.browser.get(&format!("/coordinator/rounds/1/by-hand?duo={duo}"));
    assert!(page.text().contains("Krijgt een mail dat het duo gestopt is"), "{}", page.text());
    assert_eq!(home.dump(), before, "looking changes nothing");

    let mut form = page.form_to("/coordinator/rounds/1/by-hand");
    form.set("reason", &"a".repeat(501));
    assert_eq!(program.browser.submit(&page, &form).status, 422);
    form.set("reason", "Ze zijn collega’s.");
    for _ in 0..2 {
        let done = program.browser.submit(&page, &form);
        assert_eq!(done.status, 200, "{}", done.text());
    }
    assert_eq!(
        home.count("duos WHERE state = 'ended' AND ending = 'stopped' AND stop_reason = 'Ze zijn collega’s.'"),
        1
    );
    assert_eq!((mails_of(&home, "duo_stopped"), lines(&home, "stop")), (2, 1));
    home.wait_for_mail();
    let mails = home.mails().into_iter().filter(|mail| mail.text.contains("heeft dit duo gestopt"));
    assert_eq!(mails.filter(|mail| mail.text.contains("voorrang")).count(), 2, "they go first next time");
    assert_eq!(
        home.count(
            "professionals WHERE waited > 0 AND id IN (SELECT professional_id FROM round_participants WHERE waited)"
        ),
        home.count("round_participants WHERE waited")
    );
    // Whoever has another duo reads that it goes on.
    let other: i64 = home.query(
        "SELECT CAST(min(m.duo_id) AS TEXT) AS line FROM duo_members m JOIN duos d ON d.id = m.duo_id \
         WHERE m.side = 'guide' AND d.state = 'introduced' AND m.professional_id IN \
         (SELECT professional_id FROM duo_members WHERE side = 'guide' GROUP BY professional_id HAVING count(*) > 1)",
    )[0]
    .parse()
    .unwrap();
    let stop = json!({"act": {"kind": "stop", "duo": other}});
    assert_eq!(program.post(&format!("{ROUND}/duo-changes"), &stop).0, 200);
    let guide = home.query(&format!(
        "SELECT email AS line FROM professionals p JOIN duo_members m ON m.professional_id = p.id \
         WHERE m.duo_id = {other} AND m.side = 'guide'"
    ));
    let told = home.mails_to(&guide[0]).into_iter().filter(|mail| mail.text.contains("heeft dit duo gestopt"));
    let told: Vec<String> = told.map(|mail| mail.text).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("Je andere duo gaat gewoon door") && !told[0].contains("voorrang"), "{}", told[0]);
    assert_eq!((mails_of(&home, "duo_stopped"), lines(&home, "stop")), (4, 2));
    // The same through the API once more has no effect; only coordinators read why.
    assert_eq!(program.post(&format!("{ROUND}/duo-changes"), &json!({"act": act})).0, 200);
    assert_eq!((mails_of(&home, "duo_stopped"), lines(&home, "stop")), (4, 2));
    assert!(home.mails().iter().all(|mail| !mail.text.contains("collega’s.")));
    drop(server);
}

fn a_duo_by_hand_holds_to_the_rules_and_to_seats(database: Database) {
    let (home, _server, program) = demo(database);
    let duos = standing(&program);
    // A learner for whom there is another guide.
    let has_another = |(duo, [learner, _]): &&(i64, [i64; 2])| {
        let path = format!("/coordinator/rounds/1/by-hand/partner?person={learner}&duo={duo}");
        links(&program.browser.get(&path).html).iter().any(|link| link.contains("partner="))
    };
    let (stopped, [learner, guide]) = *duos.iter().find(has_another).unwrap();
    // Somebody who has a duo gets no second one.
    let other = duos.iter().find(|(duo, _)| *duo != stopped).unwrap().1[1];
    let act = json!({"kind": "add", "people": [learner, other]});
    let (code, told) = program.post(&format!("{ROUND}/duo-changes"), &json!({"act": act}));
    assert_eq!(code, 409, "{told}");
    assert_eq!(program.post(&format!("{ROUND}/duo-changes"), &json!({"act": {"kind": "stop", "duo": stopped}})).0, 200);
    // Nor the partner of before.
    let act = json!({"kind": "add", "people": [learner, guide]});
    assert_eq!(program.post(&format!("{ROUND}/duo-changes"), &json!({"act": act})).0, 409);
    // What the page offers can be done, once.
    let page = program.browser.get(&format!("/coordinator/rounds/1/by-hand/partner?person={learner}"));
    let offered = links(&page.html).into_iter().find(|link| link.contains("by-hand?one=")).unwrap();
    let page = program.browser.get(&offered);
    let form = page.form_to("/coordinator/rounds/1/by-hand");
    let introductions = mails_of(&home, "introduction");
    for _ in 0..2 {
        let done = program.browser.submit(&page, &form);
        assert_eq!(done.status, 200, "{}", done.text());
    }
    assert_eq!((home.count("duos WHERE by_hand"), lines(&home, "add")), (1, 1));
    assert_eq!(mails_of(&home, "introduction"), introductions + 2);
    // A repair leaves it alone, and finds nothing more for the two.
    let repair = program.get(&format!("{ROUND}/repair"));
    let by_hand: i64 = home.query("SELECT CAST(id AS TEXT) AS line FROM duos WHERE by_hand")[0].parse().unwrap();
    assert!(!repair["disturbed"].as_array().unwrap().contains(&json!(by_hand)), "{repair}");
}

fn a_member_gets_another_partner_and_two_duos_swap(database: Database) {
    let (home, _server, program) = demo(database);
    let duos = standing(&program);
    let guides: Vec<i64> = duos.iter().map(|(_, [_, guide])| *guide).chain(1..=42).collect();
    let acts = duos.iter().flat_map(|(duo, [learner, _])| {
        guides.iter().map(move |guide| json!({"kind": "replace", "duo": duo, "stays": learner, "partner": guide}))
    });
    let act = possible(&program, acts);
    let introductions = mails_of(&home, "introduction");
    for _ in 0..2 {
        let (code, done) = program.post(&format!("{ROUND}/duo-changes"), &json!({"act": act}));
        assert_eq!(code, 200, "{done}");
    }
    assert_eq!((home.count("duos WHERE ending = 'stopped'"), home.count("duos WHERE by_hand")), (1, 1));
    // Whoever goes on reads in whose place; the other is told that it stopped.
    assert_eq!((mails_of(&home, "introduction"), mails_of(&home, "duo_stopped")), (introductions + 2, 1));
    assert_eq!((home.count("duo_members WHERE instead_of IS NOT NULL"), lines(&home, "swap")), (1, 1));

    let duos: Vec<i64> = standing(&program).into_iter().map(|(id, _)| id).collect();
    let pairs = duos.iter().enumerate().flat_map(|(n, one)| duos[n + 1..].iter().map(move |other| [*one, *other]));
    let act = possible(&program, pairs.map(|duos| json!({"kind": "exchange", "duos": duos})));
    for _ in 0..2 {
        let (code, done) = program.post(&format!("{ROUND}/duo-changes"), &json!({"act": act}));
        assert_eq!(code, 200, "{done}");
    }
    assert_eq!((home.count("duos WHERE ending = 'stopped'"), home.count("duos WHERE by_hand")), (3, 3));
    assert_eq!((mails_of(&home, "introduction"), mails_of(&home, "duo_stopped")), (introductions + 6, 1));
    assert_eq!(lines(&home, "swap"), 2);
}

fn a_latecomer_is_taken_in_once_and_hears_when_there_is_nobody(database: Database) {
    let (home, server, program) = demo(database);
    LEARNER.join(&home, &Browser::new(&server));
    let late: i64 = home.query("SELECT CAST(max(id) AS TEXT) AS line FROM professionals")[0].parse().unwrap();
    home.wait_for_mail();
    let before = home.dump();
    let unknown = program.browser.look("/coordinator/rounds/1/latecomer?email=niemand%40leren.example");
    assert_eq!((unknown.status, unknown.summary()), (422, unknown.problems()));
    let page =
        program.browser.get(&format!("/coordinator/rounds/1/latecomer?email={}", LEARNER.email.replace('@', "%40")));
    assert!(page.text().contains(LEARNER.name), "{}", page.text());
    assert_eq!(home.dump(), before, "looking changes nothing");
    let forms = page.forms();
    let form = forms.into_iter().find(|form| form.value("professional").is_some()).unwrap();
    for _ in 0..2 {
        assert_eq!(program.browser.submit(&page, &form).status, 200);
    }
    let body = json!({"professional": late});
    let (code, status) = program.post(&format!("{ROUND}/latecomers"), &body);
    assert_eq!(code, 200);
    assert!(status["free"].as_array().unwrap().contains(&json!(late)), "{status}");
    assert_eq!((home.count("round_participants WHERE joined_at IS NOT NULL"), lines(&home, "join")), (1, 1));
    assert_eq!(program.post(&format!("{ROUND}/latecomers"), &json!({"professional": 999_999})).0, 422);
    // There is no duo: they are told when the round closes, and go first next time.
    assert_eq!(program.post(&format!("{ROUND}/closing"), &json!({})).0, 200);
    home.wait_for_mail();
    let told = home.mails_to(LEARNER.email).into_iter().filter(|mail| mail.text.contains("toen de ronde al liep"));
    assert_eq!(told.count(), 1);
    assert_eq!(home.count(&format!("professionals WHERE id = {late} AND waited = 1")), 1);
}

fn a_closed_round_is_opened_again_for_two_weeks(database: Database) {
    let (home, _server, program) = demo(database);
    assert_eq!(program.post(&format!("{ROUND}/reopening"), &json!({"answer_by": "2099-01-01"})).0, 409, "it is open");
    assert_eq!(program.post(&format!("{ROUND}/closing"), &json!({})).0, 200);
    let (lapsed, mails) = (home.count("duos WHERE state = 'lapsed'"), home.count("mails"));
    assert_eq!(program.post(&format!("{ROUND}/reopening"), &json!({"answer_by": "2020-01-01"})).0, 422);
    let published = home.query("SELECT CAST(published_at AS TEXT) AS line FROM rounds");
    let day = (Utc::now().date_naive() + Days::new(10)).to_string();
    let page = program.browser.get("/coordinator/rounds/1/reopening");
    let mut form = page.form_to("/coordinator/rounds/1/reopening");
    form.set("answer_by", &day);
    for _ in 0..2 {
        let done = program.browser.submit(&page, &form);
        assert_eq!(done.status, 200, "{}", done.text());
    }
    assert_eq!(home.count(&format!("rounds WHERE state = 'published' AND CAST(answer_by AS TEXT) = '{day}'")), 1);
    assert_eq!((home.count("duos WHERE state = 'lapsed'"), home.count("mails")), (lapsed, mails), "nobody is mailed");
    assert_eq!(home.query("SELECT CAST(published_at AS TEXT) AS line FROM rounds"), published);
    assert_eq!(lines(&home, "reopen"), 1);
    // Two weeks after it is closed it stays closed; nor can it be published like a proposed one.
    assert_eq!(program.post(&format!("{ROUND}/closing"), &json!({})).0, 200);
    assert_eq!(program.post(&format!("{ROUND}/publication"), &json!({})).0, 409);
    move_clock(&home, Duration::days(15));
    let day = (Utc::now().date_naive() + Days::new(40)).to_string();
    assert_eq!(program.post(&format!("{ROUND}/reopening"), &json!({"answer_by": day})).0, 409);
    assert_eq!(home.count("rounds WHERE state = 'closed'"), 1);
}

fn two_coordinators_give_one_seat_away_at_once(database: Database) {
    let (home, server, program) = demo(database);
    let other = Program::of(&home, &server, "twee@voorbeeld.example", "jeugd");
    let duos = standing(&program);
    // Two learners without a duo, and one guide with one free seat for either.
    let mut found = None;
    'search: for (n, (one, [a, guide])) in duos.iter().enumerate() {
        for (two, [b, other_guide]) in &duos[n + 1..] {
            let act = json!({"kind": "exchange", "duos": [one, two]});
            let (_, told) = program.post(&format!("{ROUND}/duo-changes/preview"), &json!({"act": act}));
            if guide != other_guide && told["obstacles"] == json!([]) {
                found = Some((*one, *two, *a, *b, *guide, *other_guide));
                break 'search;
            }
        }
    }
    let (one, two, a, b, guide, other_guide) = found.unwrap();
    for duo in [one, two] {
        assert_eq!(program.post(&format!("{ROUND}/duo-changes"), &json!({"act": {"kind": "stop", "duo": duo}})).0, 200);
    }
    // Each was the other's: b with guide, a with other_guide, and b with guide once more.
    let acts = [json!({"kind": "add", "people": [b, guide]}), json!({"kind": "add", "people": [a, other_guide]})];
    let version = program.get(&format!("{ROUND}/status"))["version"].clone();
    let barrier = Barrier::new(2);
    let codes: Vec<u16> = std::thread::scope(|scope| {
        let threads: Vec<_> = [(&program, &acts[0]), (&other, &acts[1])]
            .into_iter()
            .map(|(program, act)| {
                let (barrier, version) = (&barrier, &version);
                scope.spawn(move || {
                    barrier.wait();
                    program.post(&format!("{ROUND}/duo-changes"), &json!({"act": act, "version": version})).0
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut codes = codes;
    codes.sort_unstable();
    assert_eq!(codes, [200, 409], "of two who saw the same version one is first");
    assert_eq!(home.count("duos WHERE by_hand"), 1);
    // The same act twice at once, by one and the other, has its effect once.
    let codes: Vec<u16> = std::thread::scope(|scope| {
        let threads: Vec<_> = [&program, &other]
            .into_iter()
            .flat_map(|program| acts.iter().map(move |act| (program, act)))
            .map(|(program, act)| {
                scope.spawn(move || program.post(&format!("{ROUND}/duo-changes"), &json!({"act": act})).0)
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(codes.iter().all(|code| [200, 409].contains(code)), "{codes:?}");
    assert_eq!(home.count("duos WHERE by_hand"), 2);
    assert_eq!(lines(&home, "add"), 2);
}
