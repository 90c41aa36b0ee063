//! Who did not answer time after time is pointed out, can be left out or asked first, and is not once they answer.

use std::collections::BTreeMap;

use chrono::Duration;
use reqwest::Method;
use serde_json::json;

use crate::browser::Browser;
use crate::harness::{Database, Home, Server, until};
use crate::life::{home_with_clock, mails_of, move_clock};
use crate::people::{new_round, run_round};
use crate::program::Program;

on_both_databases!(who_keeps_silent_is_pointed_out_and_can_be_asked_first);

const COORDINATOR: &str = "coordinator@voorbeeld.example";

fn signed_in(home: &Home, server: &Server) -> Browser {
    let coordinator = Browser::new(server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    coordinator
}

/// How many duos of each person lapsed without a word of theirs, since nobody answered anything.
fn recount(home: &Home) -> BTreeMap<i64, u64> {
    let lines = home.query(
        "SELECT CAST(m.professional_id AS TEXT) || ' ' || CAST(count(*) AS TEXT) AS line \
         FROM duo_members m JOIN duos d ON d.id = m.duo_id WHERE d.state = 'lapsed' AND m.answer IS NULL \
         GROUP BY m.professional_id",
    );
    let pair = |line: String| {
        let (id, count) = line.split_once(' ').unwrap();
        (id.parse().unwrap(), count.parse().unwrap())
    };
    lines.into_iter().map(pair).collect()
}

fn told(program: &Program) -> BTreeMap<i64, u64> {
    let people = program.list("/api/v1/programmes/jeugd/professionals");
    let each = people.iter().map(|one| (one["id"].as_i64().unwrap(), one["unanswered"].as_u64().unwrap()));
    each.filter(|(_, times)| *times > 0).collect()
}

fn who_keeps_silent_is_pointed_out_and_can_be_asked_first(database: Database) {
    let home = home_with_clock(database);
    let server = home.start(&["demo"]);
    for rounds in 1..=4 {
        if rounds > 1 {
            run_round(&signed_in(&home, &server));
        }
        move_clock(&home, Duration::days(16 * rounds));
        until("nobody answered", || home.count("duos WHERE state IN ('introduced', 'proposed')") == 0);
    }
    let program = Program::of(&home, &server, COORDINATOR, "jeugd");
    assert_eq!(told(&program), recount(&home));
    let silent: Vec<i64> = recount(&home).into_iter().filter(|(_, times)| *times >= 3).map(|(id, _)| id).collect();
    assert!(silent.len() >= 2, "{}", silent.len());

    // The list shows them, and each page says it.
    let name = |id: i64| home.query(&format!("SELECT name AS line FROM professionals WHERE id = {id}")).remove(0);
    let list = program.browser.get("/coordinator/jeugd/professionals?standing=silent").text();
    assert!(list.contains(&name(silent[0])) && list.contains("keer niet"), "{list}");
    let one = program.browser.get(&format!("/coordinator/jeugd/professionals/{}", silent[0])).text();
    assert!(one.contains(&format!("Antwoordde de laatste {} keer niet", recount(&home)[&silent[0]])), "{one}");

    // One act asks only them; the others take part as before.
    let page = new_round(&program.browser);
    let round = page.path.split('/').nth(3).unwrap().to_owned();
    let active = home.count(&format!("round_participants WHERE round_id = {round}"));
    assert!(page.text().contains(&format!("{} deelnemers antwoordden de laatste 3 keer of vaker niet", silent.len())));
    let body =
        json!({"by": (chrono::Utc::now() + Duration::days(70)).date_naive().to_string(), "professionals": silent});
    let (code, asked) = program.call(Method::POST, &format!("/api/v1/rounds/{round}/opt-ins"), Some(&body));
    assert_eq!(code, 200, "{asked}");
    assert_eq!(mails_of(&home, "opt_in"), silent.len());
    let page = program.browser.get(&page.path);
    assert!(page.text().contains(&format!("Er doen {} professionals mee", active - silent.len())), "{}", page.text());

    // Whoever answers is pointed out no longer, and takes part if they say so.
    let email = home.query(&format!("SELECT email AS line FROM professionals WHERE id = {}", silent[0])).remove(0);
    let link = home.link_to(&email, "/me/round/");
    let reader = Browser::new(&server);
    let asked = reader.get(&link);
    reader.submit(&asked, &asked.form_with_button("takes_part", "yes"));
    assert!(!told(&program).contains_key(&silent[0]), "any answer ends the row");
    let page = program.browser.get(&page.path);
    assert!(
        page.text().contains(&format!("Er doen {} professionals mee", active - silent.len() + 1)),
        "{}",
        page.text()
    );

    // Another act leaves out those who are silent still.
    let page = program.browser.submit(&page, &page.form_with_button("then", "without-silent"));
    assert_eq!(home.count(&format!("round_participants WHERE round_id = {round}")), active - silent.len() + 1);
    assert!(!page.text().contains("de laatste 3 keer of vaker niet"), "{}", page.text());
}
