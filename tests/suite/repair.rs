//! A round after declines: its board, and repairing, extending and closing it through the API.

use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail, Server, until};
use crate::life::{home_with_clock, let_jobs_look, move_clock, nothing_changes};

on_both_databases!(
    a_repair_is_shown_before_it_is_done,
    reminders_extensions_and_closing,
    only_who_said_yes_takes_part_in_a_round_that_asks,
);

const COORDINATOR: &str = "coordinator@voorbeeld.example";

/// A program that acts for the demo's coordinator.
struct Program {
    browser: Browser,
    token: String,
}

impl Program {
    fn of_demo(home: &Home, server: &Server) -> Self {
        let browser = Browser::new(server);
        browser.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
        let page = browser.get("/coordinator/jeugd/settings/access");
        let mut form = page.form_to("/coordinator/jeugd/settings/access");
        form.set("label", "kantoor");
        let page = browser.submit(&page, &form);
        let token = page.html.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        Self { browser, token }
    }

    fn call(&self, method: Method, path: &str, body: Option<&Value>) -> (u16, Value) {
        let request = self.browser.request(method, path).bearer_auth(&self.token);
        let request = if let Some(body) = body { request.json(body) } else { request };
        let response = request.send().unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().unwrap()).unwrap_or_default())
    }

    fn get(&self, path: &str) -> Value {
        let (status, value) = self.call(Method::GET, path, None);
        assert_eq!(status, 200, "{path}: {value}");
        value
    }
}

/// The links of duos in the introductions so far, by the address of the reader.
fn links(home: &Home) -> Vec<(String, String)> {
    let path = |mail: Mail| {
        let link = mail.paths().into_iter().find(|path| path.starts_with("/duo/"))?;
        Some((mail.to, link))
    };
    home.mails().into_iter().filter_map(path).collect()
}

/// The two links of the first so many duos.
pub(crate) fn duos(home: &Home, most: usize) -> Vec<Vec<String>> {
    let mut found: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
    for (_, link) in links(home) {
        let hash = crate::concurrency::hash(link.rsplit('/').next().unwrap());
        let duo = home.query(&format!("SELECT CAST(duo_id AS TEXT) AS line FROM tokens WHERE hash = '{hash}'"));
        found.entry(duo[0].clone()).or_default().push(link);
    }
    found.into_values().filter(|links| links.len() == 2).take(most).collect()
}

fn a_repair_is_shown_before_it_is_done(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    let program = Program::of_demo(&home, &server);
    let reader = Browser::new(&server);
    // Of the first eight duos two are confirmed and six are declined by one of them.
    for (number, links) in duos(&home, 8).iter().enumerate() {
        if number < 2 {
            for link in links {
                assert_eq!(reader.answer(link, "accepted", "").status, 200);
            }
        } else {
            assert_eq!(reader.answer(&links[number % 2], "declined", "").status, 200);
        }
    }
    let status = program.get("/api/v1/rounds/1/status");
    let counts = &status["counts"];
    assert_eq!((&counts["confirmed"], &counts["declined"], &counts["introduced"]), (&json!(2), &json!(6), &json!(27)));

    let before = home.dump();
    let preview = program.get("/api/v1/rounds/1/repair");
    assert_eq!(home.dump(), before, "looking changes nothing");
    let new = preview["new"].as_array().unwrap().len();
    assert!(new > 0, "six who declined leave six who may find each other: {preview}");
    assert_eq!(preview["optimal"], true);
    let confirmed = home.query("SELECT CAST(id AS TEXT) AS line FROM duos WHERE state = 'confirmed' ORDER BY id");

    let seen = json!({"version": status["version"]});
    let (code, done) = program.call(Method::POST, "/api/v1/rounds/1/repair", Some(&seen));
    assert_eq!(code, 200, "{done}");
    assert_eq!((&done["new"], &done["disturbed"]), (&preview["new"], &preview["disturbed"]), "as it was shown");
    assert_eq!(program.call(Method::POST, "/api/v1/rounds/1/repair", Some(&seen)).0, 409, "seen is an older one");
    assert_eq!(
        home.query("SELECT CAST(id AS TEXT) AS line FROM duos WHERE state = 'confirmed' ORDER BY id"),
        confirmed
    );
    assert_eq!(home.count("duos"), 27 + new);
    assert_eq!(home.count("mails WHERE kind = 'introduction'"), 54 + 2 * new);
    // Whoever said no to somebody does not meet them again, and nobody is in more duos than they offered to be.
    let twice = home.count(
        "(SELECT a.professional_id, b.professional_id FROM duo_members a JOIN duo_members b ON a.duo_id = b.duo_id \
         AND a.side = 'learner' AND b.side = 'guide' GROUP BY a.professional_id, b.professional_id HAVING count(*) > 1) t",
    );
    assert_eq!(twice, 0);
    let alive = "JOIN duos d ON d.id = m.duo_id WHERE d.state IN ('introduced', 'confirmed')";
    assert_eq!(
        home.count(&format!(
            "(SELECT m.professional_id FROM duo_members m {alive} AND m.side = 'learner' \
             GROUP BY m.professional_id HAVING count(*) > 1) t"
        )),
        0
    );
    let crowded = home.count(&format!(
        "(SELECT m.professional_id FROM duo_members m JOIN professionals p ON p.id = m.professional_id {alive} \
         AND m.side = 'guide' GROUP BY m.professional_id, p.capacity HAVING count(*) > p.capacity) t"
    ));
    assert_eq!(crowded, 0);
    // Who was a duo before reads in whose place this one comes.
    let renewed = home.count("duo_members WHERE instead_of IS NOT NULL");
    assert!(renewed > 0);
    let instead = home.mails().into_iter().filter(|mail| mail.text.contains("gaat niet door. Daarom")).count();
    assert_eq!(instead, renewed);
    // Whoever waited for one who declined, and is in no new duo, was told; nobody twice.
    assert_eq!(home.count("duos WHERE state = 'declined' AND closed_at IS NULL"), 0);
    let (_, again) = program.call(Method::GET, "/api/v1/rounds/1/repair", None);
    assert_eq!(again["new"], json!([]), "nothing is left to repair");
}

fn reminders_extensions_and_closing(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    let program = Program::of_demo(&home, &server);
    let reader = Browser::new(&server);
    let first = duos(&home, 1).remove(0);
    reader.answer(&first[0], "accepted", "");

    let status = program.get("/api/v1/rounds/1/status");
    assert_eq!(status["counts"]["silent"], 53);
    let version = &status["version"];
    let body = json!({"version": version});
    let (code, mailed) = program.call(Method::POST, "/api/v1/rounds/1/reminders", Some(&body));
    assert_eq!((code, &mailed["people"]), (200, &json!(53)));
    assert_eq!(program.call(Method::POST, "/api/v1/rounds/1/reminders", Some(&body)).0, 409, "a double click");
    assert_eq!(home.count("mails WHERE kind = 'reminder'"), 53);

    // The same day, or an earlier one, is no extension.
    let by = status["answer_by"].as_str().unwrap();
    let refused = program.call(Method::POST, "/api/v1/rounds/1/extension", Some(&json!({"answer_by": by})));
    assert_eq!(refused.0, 422, "{}", refused.1);
    let later = by.parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(20);
    let (code, status) =
        program.call(Method::POST, "/api/v1/rounds/1/extension", Some(&json!({"answer_by": later.to_string()})));
    assert_eq!((code, &status["answer_by"]), (200, &json!(later.to_string())));
    // Long after the first day, links still work.
    move_clock(&home, Duration::days(25));
    let_jobs_look();
    assert_eq!(home.count("duos WHERE state = 'lapsed'"), 0);
    assert_eq!(reader.answer(&first[1], "accepted", "").status, 200);
    assert_eq!(home.count("duos WHERE state = 'confirmed'"), 1);

    let (code, status) = program.call(Method::POST, "/api/v1/rounds/1/closing", Some(&json!({})));
    assert_eq!(code, 200, "{status}");
    assert_eq!((&status["counts"]["lapsed"], &status["counts"]["confirmed"]), (&json!(26), &json!(1)));
    assert_eq!(home.count("mails WHERE kind = 'lapsed'"), 52);
    assert_eq!(program.call(Method::POST, "/api/v1/rounds/1/closing", Some(&json!({}))).0, 409);
}

fn only_who_said_yes_takes_part_in_a_round_that_asks(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    let program = Program::of_demo(&home, &server);
    let day = |days| (chrono::Utc::now() + Duration::days(days)).date_naive().to_string();
    let new = json!({"name": "Voorjaar", "answer_by": day(30), "settings": {"allow_earlier_duos": true}});
    let (_, round) = program.call(Method::POST, "/api/v1/programmes/jeugd/rounds", Some(&new));
    let path = format!("/api/v1/rounds/{}", round["id"]);
    assert_eq!(program.call(Method::POST, &format!("{path}/opt-ins"), Some(&json!({"by": day(40)}))).0, 422);
    let (code, asked) = program.call(Method::POST, &format!("{path}/opt-ins"), Some(&json!({"by": day(10)})));
    assert_eq!(code, 200, "{asked}");
    let participants = asked["participants"].as_array().unwrap().len();
    assert!(participants > 40);
    home.wait_for_mail();
    assert_eq!(home.count("mails WHERE kind = 'opt_in'"), participants);
    // Asked again, only who was not asked yet is.
    program.call(Method::POST, &format!("{path}/opt-ins"), Some(&json!({"by": day(10)})));
    assert_eq!(home.count("mails WHERE kind = 'opt_in'"), participants);

    let links: Vec<String> =
        home.mails().iter().flat_map(Mail::paths).filter(|path| path.starts_with("/me/round/")).collect();
    assert_eq!(links.len(), participants);
    let reader = Browser::new(&server);
    nothing_changes(&home, &reader, &links[..5]);
    let mut yes = 0;
    for (number, link) in links.iter().enumerate().take(30) {
        let page = reader.get(link);
        let answer = if number % 3 == 0 { "no" } else { "yes" };
        yes += usize::from(answer == "yes");
        let page = reader.submit(&page, &page.form_with_button("takes_part", answer));
        assert_eq!(page.status, 200, "{}", page.text());
    }
    assert_eq!(home.count("round_participants WHERE takes_part"), yes);
    let (code, _) = program.call(Method::POST, &format!("{path}/proposals"), Some(&json!({})));
    assert_eq!(code, 200);
    let outside = home.count(&format!(
        "duo_members m JOIN duos d ON d.id = m.duo_id JOIN round_participants p ON p.round_id = d.round_id \
         AND p.professional_id = m.professional_id WHERE d.round_id = {} AND p.takes_part IS NOT TRUE",
        round["id"]
    ));
    assert_eq!(outside, 0);
    assert!(home.count(&format!("duos WHERE round_id = {}", round["id"])) > 3);
    // Published, it is too late to answer.
    assert_eq!(program.call(Method::POST, &format!("{path}/publication"), Some(&json!({}))).0, 200);
    until("the introductions left", || home.count("mails WHERE state = 'waiting'") == 0);
    assert!(reader.get(&links[0]).text().contains("Antwoorden kan niet meer"));
}
