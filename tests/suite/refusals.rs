//! What the log of the server tells: requests by number and network, what is refused and why, and what is done.

use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::Method;
use serde_json::Value;

use crate::browser::{Browser, Page};
use crate::coordinators::ask_to_sign_in;
use crate::harness::{Database, Home, Server, until};
use crate::people::{GUIDE, LEARNER, run_round};
use crate::program::Program;
use crate::safety::COORDINATOR;

on_both_databases!(
    what_strangers_try_is_told_with_its_reason_and_fills_no_table,
    what_a_coordinator_may_not_do_is_told_with_who,
    every_line_of_the_activity_log_is_told_once_it_is_kept,
);

/// The lines of a log, each of which is an object.
fn lines(log: &str) -> Vec<Value> {
    log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

fn of<'a>(lines: &'a [Value], target: &str, key: &str, value: &str) -> Vec<&'a Value> {
    let target = format!("tweespan::{target}");
    lines.iter().filter(|line| line["target"] == *target && line[key] == *value).collect()
}

fn home(database: Database) -> Home {
    Home::new(database).with("TWEESPAN__LOG__FORMAT", "json").with("TWEESPAN__SERVER__BEHIND_PROXY", "true")
}

fn ask(server: &Server, from: &str, (method, path): (Method, &str), headers: &[(&str, &str)], body: &[u8]) -> Page {
    let mut request = Browser::new(server).request(method, path).header("x-forwarded-for", from).body(body.to_vec());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Page::of(path, request.send().unwrap())
}

const fn get(path: &str) -> (Method, &str) {
    (Method::GET, path)
}

const fn post(path: &str) -> (Method, &str) {
    (Method::POST, path)
}

fn what_strangers_try_is_told_with_its_reason_and_fills_no_table(database: Database) {
    let home = home(database)
        .with("TWEESPAN__MAIL__BOUNCE_SECRET", &"a1".repeat(16))
        .with("TWEESPAN__LIMITS__REQUESTS_PER_MINUTE", "3");
    let server = home.serve();
    home.invite_coordinator(COORDINATOR, "jeugd");
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    std::io::Write::write_all(&mut packed, b"email=x").unwrap();
    let packed = packed.finish().unwrap();
    let before = home.dump();
    let form = ("content-type", "application/x-www-form-urlencoded");
    let (v4, v6) = ("203.0.113.77", "2001:db8:1:2::3");
    let dead = format!("/me/{}", "5e1f".repeat(16));
    let key = format!("Bearer {}", "0".repeat(64));
    let key = [("authorization", key.as_str())];
    let large = "x".repeat(70_000);
    let tried: Vec<(&str, u16, &str, Page)> = vec![
        ("link", 404, v4, ask(&server, v4, get(&dead), &[], b"")),
        ("link", 404, v6, ask(&server, v6, post(&dead), &[form], b"")),
        ("key", 401, v4, ask(&server, v4, get("/api/v1/programmes/jeugd/rounds"), &key, b"")),
        ("signature", 401, v4, ask(&server, v4, post("/api/v1/bounces"), &[], b"{}")),
        ("session", 401, v4, ask(&server, v4, get("/coordinator/jeugd"), &[], b"")),
        ("rights", 403, v6, ask(&server, v6, post("/me/link"), &[form], b"email=x")),
        ("coding", 415, v4, ask(&server, v4, post("/me/link"), &[form, ("content-encoding", "gzip")], &packed)),
        ("too large", 413, v4, ask(&server, v4, post("/me/link"), &[form], large.as_bytes())),
        (
            "input",
            422,
            v4,
            ask(&server, v4, post("/api/v1/programmes/jeugd/sign-ups"), &[("content-type", "application/json")], b"{}"),
        ),
    ];
    for _ in 0..4 {
        ask(&server, "192.0.2.9", post(&dead), &[form], b"");
    }
    assert_eq!(home.dump(), before);
    assert_eq!(home.count("security_log"), 0);
    // An address that is known, and one that is not.
    let browser = Browser::new(&server);
    for email in [COORDINATOR, COORDINATOR, "vreemd@elders.example"] {
        let mut asked = browser.get("/coordinator/sign-in").form_to("/coordinator/sign-in");
        asked.set("email", email);
        assert_eq!(browser.post("/coordinator/sign-in", &asked).status, 303);
    }
    assert_eq!(home.query("SELECT what AS line FROM security_log"), [r#"{"kind":"link_asked"}"#], "once an hour");

    let log = server.stop().1;
    let lines = lines(&log);
    for (why, status, from, page) in &tried {
        assert_eq!(page.status, *status, "{why}: {}", page.html);
        let number = page.header("x-request-id");
        let told: Vec<_> = of(&lines, "security", "why", why);
        let told = told.iter().find(|line| line["span"]["number"] == number);
        let told = told.unwrap_or_else(|| panic!("{why} {number}: {log}"));
        assert_eq!(told["status"], *status, "{told}");
        let network = if *from == v4 { "203.0.113.0/24" } else { "2001:db8:1::/48" };
        assert_eq!(told["span"]["network"], network, "{told}");
        if page.header("content-type").starts_with("text/html") {
            assert!(page.html.contains(number), "the page names it: {}", page.html);
        }
    }
    assert_eq!(of(&lines, "security", "why", "limit").len(), 1, "{log}");
    assert_eq!(of(&lines, "security", "message", "a link was asked for").len(), 3, "{log}");
    for secret in [v4, "2001:db8:1:2", COORDINATOR, "vreemd@elders", "5e1f5e1f"] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}

fn what_a_coordinator_may_not_do_is_told_with_who(database: Database) {
    let home = home(database);
    let server = home.serve();
    let owner = Browser::new(&server);
    owner.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let viewer = Program::of(&home, &server, "kijkt@voorbeeld.example", "jeugd");
    let id = "SELECT CAST(id AS TEXT) AS line FROM coordinators WHERE email = 'kijkt@voorbeeld.example'";
    let id: i64 = home.query(id)[0].parse().unwrap();
    home.execute(&format!("UPDATE programme_coordinators SET role = 'viewer' WHERE coordinator_id = {id}"));
    assert_eq!(viewer.browser.get("/coordinator/jeugd/security").status, 403);
    assert_eq!(viewer.browser.get("/coordinator/jeugd/professionals/99").status, 404);
    assert_eq!(viewer.call(Method::POST, "/api/v1/programmes/jeugd/rounds", None).0, 403);
    assert_eq!(home.count("security_log WHERE what LIKE '%\"refused\"%'"), 2, "pages and programs, each once");
    let link = ask_to_sign_in(&home, &owner);
    assert_eq!(Browser::new(&server).get(&link).status, 403, "in another browser");
    let lines = lines(&server.stop().1);
    let told = |why: &str, status: u16| {
        let told = of(&lines, "security", "why", why);
        told.iter().filter(|line| line["status"] == status && line["coordinator"] == id).count()
    };
    assert_eq!((told("rights", 403), told("nothing there", 404)), (2, 1));
    let rows: Vec<_> = of(&lines, "security", "message", r#"{"kind":"signed_in"}"#);
    assert!(
        rows.len() == 2 && rows.iter().all(|line| line["programme"] == 1 && line["coordinator"].is_i64()),
        "{rows:?}"
    );
}

fn every_line_of_the_activity_log_is_told_once_it_is_kept(database: Database) {
    let home = home(database);
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    for person in [LEARNER, GUIDE] {
        person.join(&home, &Browser::new(&server));
    }
    // The page before it is published does it in a transaction that is not kept.
    run_round(&coordinator);
    until("the mails have left", || home.count("mails WHERE state = 'waiting'") == 0);
    let kept = "SELECT actor || ' ' || what AS line FROM activity WHERE actor <> 'operator' ORDER BY id";
    let mut kept = home.query(kept);
    let log = server.stop().1;
    let lines = lines(&log);
    let told = lines.iter().filter(|line| line["target"] == "tweespan::activity");
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let mut told: Vec<_> = told.map(|line| format!("{} {}", word(&line["actor"]), word(&line["message"]))).collect();
    kept.sort();
    told.sort();
    assert_eq!(told, kept);
    assert!(told.iter().filter(|line| line.contains(r#""step":"publish""#)).count() == 1, "{told:?}");
    assert!(
        lines.iter().any(|line| line["target"] == "tweespan::activity" && line["span"]["number"].is_string()),
        "{log}"
    );
}
