//! A round after declines: its board, and repairing, extending and closing it through the API.

use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail, Server, until};
use crate::life::{home_with_clock, let_jobs_look, move_clock};
use crate::program::Program;

on_both_databases!(
    a_repair_is_shown_before_it_is_done,
    who_said_no_is_asked_first_and_who_is_silent_gets_nobody,
    a_new_duo_of_a_repair_holds_to_the_profiles_of_today,
    only_what_is_ticked_is_made_and_once,
    reminders_extensions_and_closing,
);

/// The links of duos in the introductions so far, by the address of the reader.
fn links(home: &Home) -> Vec<(String, String)> {
    let paths = |mail: Mail| {
        let links = mail.paths().into_iter().filter(|path| path.starts_with("/duo/"));
        links.map(|link| (mail.to.clone(), link)).collect::<Vec<_>>()
    };
    home.mails().into_iter().flat_map(paths).collect()
}

/// The two links of the first so many duos, in the order of the duos, once every introduction has arrived.
pub(crate) fn duos(home: &Home, most: usize) -> Vec<Vec<String>> {
    until("every introduction has arrived", || {
        home.count("mails WHERE kind = 'introduction' AND state = 'waiting'") == 0
    });
    let mut found: std::collections::BTreeMap<i64, Vec<String>> = std::collections::BTreeMap::new();
    for (_, link) in links(home) {
        let hash = crate::concurrency::hash(link.rsplit('/').next().unwrap());
        let duo = home.query(&format!("SELECT CAST(duo_id AS TEXT) AS line FROM tokens WHERE hash = '{hash}'"));
        found.entry(duo[0].parse().unwrap()).or_default().push(link);
    }
    found.into_values().filter(|links| links.len() == 2).take(most).collect()
}

fn a_repair_is_shown_before_it_is_done(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    let program = Program::of_demo(&home, &server);
    let reader = Browser::new(&server);
    // Of the first twelve duos two are confirmed and ten are declined by one of them.
    for (number, links) in duos(&home, 12).iter().enumerate() {
        if number < 2 {
            for link in links {
                assert_eq!(reader.answer(link, "accepted", "").status, 200);
            }
        } else {
            assert_eq!(reader.answer(of_side(&home, links, number), "declined", "").status, 200);
        }
    }
    let status = program.get("/api/v1/rounds/1/status");
    let counts = &status["counts"];
    assert_eq!((&counts["confirmed"], &counts["declined"], &counts["introduced"]), (&json!(2), &json!(10), &json!(27)));

    home.wait_for_mail();
    // A no that can be taken back is told to nobody: a repair leaves it alone.
    let early = program.get("/api/v1/rounds/1/repair");
    assert_eq!((early["undecided"].as_array().unwrap().len(), &early["to_ask"]), (10, &json!([])), "{early}");
    move_clock(&home, Duration::hours(2));
    until_final(&home, 10);
    let_jobs_look();
    home.wait_for_mail();
    let before = home.dump();
    let preview = program.get("/api/v1/rounds/1/repair");
    assert_eq!(home.dump(), before, "looking changes nothing");
    let new = preview["new"].as_array().unwrap().len();
    assert!(new > 0, "ten who were declined are free: {preview}");
    assert_eq!(preview["optimal"], true);
    // Whoever said no is introduced to nobody: they are asked first.
    let noes = home.query("SELECT CAST(professional_id AS TEXT) AS line FROM duo_members WHERE answer = 'declined'");
    let members = preview["new"].as_array().unwrap().iter().flat_map(|duo| duo["members"].as_array().unwrap());
    let members: Vec<String> = members.map(ToString::to_string).collect();
    assert!(noes.iter().all(|id| !members.contains(id)), "{noes:?}: {preview}");
    assert!(!preview["to_ask"].as_array().unwrap().is_empty(), "{preview}");
    // Duos in which somebody answered are not taken apart.
    let answered = "SELECT CAST(duo_id AS TEXT) AS line FROM duo_members WHERE answer IS NOT NULL";
    let disturbed = preview["disturbed"].as_array().unwrap();
    let disturbed: Vec<String> = disturbed.iter().map(ToString::to_string).collect();
    assert!(home.query(answered).iter().all(|id| !disturbed.contains(id)), "{preview}");
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

/// The link of the learner and of the guide in turn.
fn of_side<'a>(home: &Home, links: &'a [String], number: usize) -> &'a str {
    let side = ["learner", "guide"][number % 2];
    let is_theirs = |link: &&String| {
        let hash = crate::concurrency::hash(link.rsplit('/').next().unwrap());
        home.count(&format!(
            "tokens t JOIN duo_members m ON m.duo_id = t.duo_id AND m.professional_id = t.professional_id \
             WHERE t.hash = '{hash}' AND m.side = '{side}'"
        )) == 1
    };
    links.iter().find(is_theirs).unwrap()
}

/// Waits until so many noes are final. Who was declined twice is told in one mail.
fn until_final(home: &Home, count: usize) {
    let is_final = "duos WHERE state = 'declined' AND closed_at IS NOT NULL";
    until(&format!("{count} noes are final"), || home.count(is_final) == count);
    home.wait_for_mail();
}

/// A demo in which so many duos were declined for good.
fn declined(database: Database, most: usize) -> (Home, Server, Program) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    let program = Program::of_demo(&home, &server);
    let reader = Browser::new(&server);
    for (number, links) in duos(&home, most).iter().enumerate() {
        assert_eq!(reader.answer(of_side(&home, links, number), "declined", "").status, 200);
    }
    home.wait_for_mail();
    move_clock(&home, Duration::hours(2));
    until_final(&home, most);
    let_jobs_look();
    home.wait_for_mail();
    (home, server, program)
}

fn who_said_no_is_asked_first_and_who_is_silent_gets_nobody(database: Database) {
    let (home, server, program) = declined(database, 8);
    let preview = program.get("/api/v1/rounds/1/repair");
    let to_ask = preview["to_ask"].as_array().unwrap().len();
    assert!(to_ask > 2, "{preview}");
    let page = program.browser.get("/coordinator/rounds/1/repair");
    let form = page.form_to("/coordinator/rounds/1/second-chances");
    for _ in 0..2 {
        let asked = program.browser.submit(&page, &form);
        assert!([200, 409].contains(&asked.status), "{}", asked.text());
    }
    assert_eq!(home.count("mails WHERE kind = 'ask_again'"), to_ask, "each once");
    let (code, again) = program.post("/api/v1/rounds/1/second-chances", &json!({}));
    assert_eq!((code, &again["people"]), (200, &json!(0)), "everybody was asked");
    home.wait_for_mail();

    // One says yes; opening the link alone changes nothing.
    let link =
        |mail: Mail| Some((mail.to.clone(), mail.paths().into_iter().find(|path| path.starts_with("/me/again/"))?));
    let (asked_people, links): (Vec<String>, Vec<String>) = home.mails().into_iter().filter_map(link).unzip();
    assert_eq!(links.len(), to_ask);
    let before = home.dump();
    let reader = Browser::new(&server);
    let asked = reader.get(&links[0]);
    assert_eq!(home.dump(), before, "looking changes nothing");
    let said = reader.submit(&asked, &asked.form_with_button("again", "yes"));
    assert!(said.text().contains("We zoeken iemand anders voor je"), "{}", said.text());
    let preview = program.get("/api/v1/rounds/1/repair");
    assert_eq!((&preview["to_ask"], preview["asked"].as_array().unwrap().len()), (&json!([]), to_ask - 1));
    let silent: Vec<Value> = preview["asked"].as_array().unwrap().clone();
    let members = |preview: &Value| -> Vec<Value> {
        let new = preview["new"].as_array().unwrap().iter();
        new.flat_map(|duo| duo["members"].as_array().unwrap().clone()).collect()
    };
    assert!(members(&preview).iter().all(|member| !silent.contains(member)), "who is silent gets nobody: {preview}");
    let hash = crate::concurrency::hash(links[0].rsplit('/').next().unwrap());
    let who = home.query(&format!("SELECT CAST(professional_id AS TEXT) AS line FROM tokens WHERE hash = '{hash}'"));
    let wants = home.query("SELECT CAST(professional_id AS TEXT) AS line FROM round_participants WHERE again");
    assert_eq!(wants, who, "only who said yes");
    // Taken back, they are left alone again.
    assert_eq!(reader.submit(&said, &said.form_with_button("again", "no")).status, 200);
    let preview = program.get("/api/v1/rounds/1/repair");
    assert_eq!(preview["asked"].as_array().unwrap().len(), to_ask, "{preview}");

    // All say yes. Whoever somebody is found for gets an email, and can answer this no more.
    let answer = |link: &str| {
        let page = reader.get(link);
        reader.submit(&page, &page.form_with_button("again", "yes"))
    };
    for link in &links {
        assert!(answer(link).text().contains("Vinden we iemand, dan krijg je een mail"));
    }
    let no = reader.get(&links[0]).form_with_button("again", "no");
    let introduced =
        |to: &String| home.count(&format!("mails WHERE kind = 'introduction' AND recipient_email = '{to}'"));
    let before: Vec<usize> = asked_people.iter().map(introduced).collect();
    let (code, done) = program.post("/api/v1/rounds/1/repair", &json!({}));
    assert_eq!(code, 200, "{done}");
    home.wait_for_mail();
    let found = members(&done);
    let mut over = 0;
    for ((email, link), before) in asked_people.iter().zip(&links).zip(before) {
        let id = home.query(&format!("SELECT CAST(id AS TEXT) AS line FROM professionals WHERE email = '{email}'"));
        let is_found = found.contains(&json!(id[0].parse::<i64>().unwrap()));
        assert_eq!(introduced(email) - before, usize::from(is_found), "{email}: {done}");
        let page = reader.get(link);
        assert_eq!(page.text().contains("Antwoorden kan niet meer"), is_found, "{}", page.text());
        assert_eq!(page.html.contains("name=\"again\""), !is_found, "{}", page.text());
        over += usize::from(is_found);
    }
    assert!(over > 0, "somebody was found for one of {to_ask}: {done}");
    // Whoever lost their links gets the question once more, as long as it is open.
    let still_open = links.iter().position(|link| reader.get(link).html.contains("name=\"again\""));
    if let Some(waits) = still_open {
        crate::links::ask_for_links(&reader, &asked_people[waits]);
        let mail = home.mails_to(&asked_people[waits]).into_iter().find(|mail| mail.subject.contains("nieuwe links"));
        let mail = mail.unwrap();
        let text = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("ging niet door. Wil je iemand anders?"), "{text}");
        assert!(mail.paths().iter().any(|path| path.starts_with("/me/again/")), "{text}");
    }
    // Nobody answers once the round is over.
    assert_eq!(program.post("/api/v1/rounds/1/closing", &json!({})).0, 200);
    let asking = || home.query("SELECT CAST(professional_id AS TEXT) AS line FROM round_participants WHERE again");
    let kept = asking();
    for link in &links {
        let page = reader.get(link);
        assert!(page.status == 404 || page.text().contains("Antwoorden kan niet meer"), "{}", page.text());
        let status = reader.post(link, &no).status;
        assert!(matches!(status, 303 | 404), "{status}");
    }
    assert_eq!(asking(), kept);
}

fn a_new_duo_of_a_repair_holds_to_the_profiles_of_today(database: Database) {
    let (home, _server, program) = declined(database, 8);
    let preview = program.get("/api/v1/rounds/1/repair");
    let new = preview["new"].as_array().unwrap();
    assert!(!new.is_empty(), "{preview}");
    let [learner, guide] = [0, 1].map(|place| new[0]["members"][place].as_i64().unwrap());
    // The guide speaks another language now; all who stand in a duo do too, and are left standing.
    let standing = preview["stands"].as_array().unwrap().len() + preview["disturbed"].as_array().unwrap().len();
    home.execute(&format!("UPDATE professionals SET languages = 'pap' WHERE id = {guide}"));
    let today = program.get("/api/v1/rounds/1/repair");
    let named = today["new"].as_array().unwrap().iter().any(|duo| duo["members"][1] == json!(guide));
    assert!(!named, "{today}");
    assert_eq!(today["stands"].as_array().unwrap().len() + today["disturbed"].as_array().unwrap().len(), standing);
    // What the page showed before is refused, and changes nothing.
    let before = home.dump();
    let chosen = json!({"new": [[learner, guide]], "disturbed": preview["disturbed"]});
    let (code, told) = program.post("/api/v1/rounds/1/repair", &chosen);
    assert_eq!(code, 409, "{told}");
    let by_hand = json!({"act": {"kind": "add", "people": [learner, guide]}});
    assert_eq!(program.post("/api/v1/rounds/1/duo-changes", &by_hand).0, 409, "nor by hand");
    assert_eq!(home.dump(), before);
    // Who is paused, avoids the other, or cannot be reached is not introduced either.
    home.execute("UPDATE professionals SET standing = 'paused'");
    let nobody = program.get("/api/v1/rounds/1/repair");
    assert_eq!((&nobody["new"], &nobody["disturbed"]), (&json!([]), &json!([])), "{nobody}");
}

fn only_what_is_ticked_is_made_and_once(database: Database) {
    let (home, _server, program) = declined(database, 10);
    let page = program.browser.get("/coordinator/rounds/1/repair");
    let form = page.form_to("/coordinator/rounds/1/repair");
    let all: Vec<String> = form.values("new").into_iter().map(str::to_owned).collect();
    assert!(all.len() > 1, "{}", page.text());
    assert!(page.text().contains("Maak kennis met"), "a mail to read: {}", page.text());
    let (duos, introductions) = (home.count("duos"), home.count("mails WHERE kind = 'introduction'"));
    // Nothing ticked: the page says so, and nothing is made.
    let mut none = form.clone();
    none.clear("new");
    let told = program.browser.submit(&page, &none);
    assert!(told.status == 409 && told.text().contains("Kies minstens één nieuw duo"), "{}", told.text());
    // One ticked, and nobody's duo taken apart for it that need not be.
    let mut one = form.clone();
    one.clear("new");
    one.tick("new", &all[0]);
    let first = program.browser.submit(&page, &one);
    // Where that lets somebody down whom the page did not name, it says so before it is done.
    let done = if first.status == 409 {
        assert_eq!(home.count("duos"), duos);
        program.browser.submit(&first, &first.form_to("/coordinator/rounds/1/repair"))
    } else {
        first
    };
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(home.count("duos"), duos + 1);
    assert_eq!(home.count("mails WHERE kind = 'introduction'"), introductions + 2);
    // The same form once more: it is done.
    assert_eq!(program.browser.submit(&page, &one).status, 200);
    assert_eq!((home.count("duos"), home.count("activity WHERE what LIKE '%\"step\":\"repair\"%'")), (duos + 1, 1));
    // The form of before with all of it ticked: somebody changed the round since.
    assert_eq!(program.browser.submit(&page, &form).status, 409);
    assert_eq!(home.count("duos"), duos + 1);
}

fn reminders_extensions_and_closing(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    let program = Program::of_demo(&home, &server);
    let reader = Browser::new(&server);
    let first = duos(&home, 1).remove(0);
    reader.answer(&first[0], "accepted", "");

    let status = program.get("/api/v1/rounds/1/status");
    let silent = home.count(
        "(SELECT DISTINCT m.professional_id FROM duo_members m JOIN duos d ON d.id = m.duo_id \
         WHERE d.state = 'introduced' AND m.answer IS NULL) t",
    );
    assert_eq!(status["counts"]["silent"], json!(silent), "people, not answers");
    let version = &status["version"];
    let body = json!({"version": version});
    let (code, mailed) = program.call(Method::POST, "/api/v1/rounds/1/reminders", Some(&body));
    let silent = home.count(
        "(SELECT DISTINCT m.professional_id FROM duo_members m JOIN duos d ON d.id = m.duo_id WHERE m.answer IS NULL) s",
    );
    assert_eq!((code, &mailed["people"]), (200, &json!(silent)));
    assert_eq!(program.call(Method::POST, "/api/v1/rounds/1/reminders", Some(&body)).0, 409, "a double click");
    assert_eq!(home.count("mails WHERE kind = 'reminder'"), silent);

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
    let lapsed = home.count(
        "(SELECT DISTINCT m.professional_id FROM duo_members m JOIN duos d ON d.id = m.duo_id WHERE d.state = 'lapsed') l",
    );
    assert_eq!(home.count("mails WHERE kind = 'lapsed'"), lapsed, "one each");
    assert_eq!(program.call(Method::POST, "/api/v1/rounds/1/closing", Some(&json!({}))).0, 409);
}
