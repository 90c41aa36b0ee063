//! A round that is computed again from what it was proposed from.

use crate::browser::Browser;
use crate::harness::{Database, Home};
use crate::kinds::{coordinator, new_round, propose};
use crate::people::{publish, round_of};

on_both_databases!(a_round_is_computed_again_from_what_was_kept);

const SAMPLE: &str = include_str!("../../config/sample/professionals.csv");

/// The rows of a file of duos, without its header.
pub(crate) fn rows(csv: &str) -> Vec<(String, String, String)> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut rows: Vec<_> =
        reader.records().map(Result::unwrap).map(|r| (r[0].to_owned(), r[1].to_owned(), r[2].to_owned())).collect();
    rows.sort();
    rows
}

fn a_round_is_computed_again_from_what_was_kept(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = coordinator(&home, Browser::new(&server));
    // Two who work together told in confidence what no page may show.
    let with_avoid = |(n, line): (usize, &str)| match n {
        0 => format!("{line},avoid"),
        1 => format!("{line},geheim@vertrouwelijk.example"),
        _ => format!("{line},"),
    };
    let people: Vec<String> = SAMPLE.lines().enumerate().map(with_avoid).collect();
    let page = crate::bad_input::import(&coordinator, people.join("\n").as_bytes());
    assert_eq!(page.status, 200, "{}", page.text());
    home.execute("UPDATE professionals SET standing = 'active'");
    home.run(&["match", "--round", "1"]).expect_failure();

    let mut earlier = String::new();
    for (id, fields) in [
        ("1", vec![("kind", "guidance"), ("prefer", "quality")]),
        ("2", vec![("kind", "exchange"), ("first-role", "jongerenwerker, kinderwerker"), ("weight:learning", "10")]),
    ] {
        // Everybody is free for each of the two.
        home.finish_all_duos();
        let round = round_of(&new_round(&coordinator, &fields));
        assert!(round.ends_with(&format!("/rounds/{id}")), "{round}");
        let draft = home.run(&["match", "--round", id]);
        assert!(draft.expect_failure().contains("not proposed"), "{draft:?}");
        assert_eq!(propose(&coordinator, &round, &[]).status, 200);

        let kept = format!(
            "SELECT l.email || ' ' || g.email || ' ' || CAST(d.score AS TEXT) AS line FROM duos d \
             JOIN duo_members lm ON lm.duo_id = d.id AND lm.side = 'learner' \
             JOIN professionals l ON l.id = lm.professional_id \
             JOIN duo_members gm ON gm.duo_id = d.id AND gm.side = 'guide' \
             JOIN professionals g ON g.id = gm.professional_id WHERE d.round_id = {id}"
        );
        let same = |when: &str| {
            let again = home.run(&["match", "--round", id]);
            assert!(again.stderr.contains("the duos equal those that were kept"), "{when}: {}", again.stderr);
            assert!(again.stderr.contains("proved the best"), "{}", again.stderr);
            let found: Vec<String> =
                rows(&again.expect_success()).into_iter().map(|(l, r, s)| format!("{l} {r} {s}")).collect();
            let mut kept = home.query(&kept);
            kept.sort();
            assert!(found.len() > 5 && found == kept, "{when}: {found:?} {kept:?}");
        };
        same("proposed");
        let page = coordinator.get(&round);
        assert_eq!(publish(&coordinator, &page).status, 200);
        // Whatever changes after: it is what was kept that counts.
        home.execute("UPDATE professionals SET region = 'Elders', years_experience = 1 WHERE id % 2 = 0");
        same("published, and people have changed");
        for path in [round.as_str(), "/coordinator/jeugd/professionals"] {
            assert!(!coordinator.get(path).html.contains("vertrouwelijk.example"), "{path}");
        }
        let met = home.query(&format!("SELECT earlier AS line FROM round_inputs WHERE round_id = {id}")).remove(0);
        assert_eq!(met == "[]", id == "1", "only the second round had earlier duos: {met}");
        earlier = met;
    }
    assert_eq!(home.count("round_inputs"), 2);
    // What was changed behind the product's back is seen.
    home.execute("UPDATE duos SET score = score + 1 WHERE id = (SELECT min(id) FROM duos)");
    let again = home.run(&["match", "--round", "1"]);
    assert!(again.stderr.contains("the duos differ from those that were kept"), "{}", again.stderr);
    again.expect_success();

    // Files can say it all as well.
    let input =
        |column: &str| home.query(&format!("SELECT {column} AS line FROM round_inputs WHERE round_id = 2")).remove(0);
    std::fs::write(home.path().join("people.csv"), input("people")).unwrap();
    let settings: serde_json::Value = serde_json::from_str(&input("settings")).unwrap();
    let toml = format!(
        "kind = \"exchange\"\nseed = {}\nearlier = {earlier}\n[weights]\nlearning = 10\n[groups.first]\nrole = {}\n",
        settings["seed"], settings["groups"]["first"]["role"]
    );
    std::fs::write(home.path().join("round.toml"), toml).unwrap();
    let by_file = home.run(&["match", "people.csv", "--settings", "round.toml"]).expect_success();
    assert_eq!(by_file, home.run(&["match", "--round", "2"]).expect_success());

    assert_eq!(home.run(&["match", "--round", "2", "people.csv"]).code, Some(2));
    let unknown = home.run(&["match", "--round", "99"]);
    assert!(unknown.expect_failure().contains("there is no round 99"));
}
