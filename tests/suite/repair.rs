//! A round after declines: its board, and repairing, extending and closing it through the API.

use chrono::Duration;
use reqwest::Method;
use serde_json::json;

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail};
use crate::life::{home_with_clock, let_jobs_look, move_clock};
use crate::program::Program;

on_both_databases!(a_repair_is_shown_before_it_is_done, reminders_extensions_and_closing,);

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

    home.wait_for_mail();
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
