//! A round tried and changed through the API: previews come true, alternatives cost what they say, changes to two people
//! and the way back; and what is asked wrongly.

use chrono::{Days, Utc};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Database, Home, Server};
use crate::program::Program;

on_both_databases!(
    a_preview_comes_true_and_keeps_nothing,
    an_alternative_costs_what_it_says,
    two_people_are_changed_and_everything_is_taken_back,
    a_stale_version_changes_nothing,
    a_pair_that_breaks_a_rule_is_refused_without_its_secret,
    a_round_of_others_or_past_its_time_is_refused,
    what_is_asked_wrongly_is_told_by_field,
    what_publishing_would_do_is_told_first,
);

/// The round that a test works with: the first is published by the demo.
const ROUND: &str = "/api/v1/rounds/2";

/// The demo's 42, and a draft of all of them in which those who met may meet again.
fn draft(database: Database, settings: &Value) -> (Home, Server, Program) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    let program = Program::of_demo(&home, &server);
    home.wait_for_mail();
    home.finish_all_duos();
    let mut settings = settings.clone();
    settings["allow_earlier_duos"] = json!(true);
    let (status, round) = program.post("/api/v1/programmes/jeugd/rounds", &new_round(&settings));
    assert_eq!((status, &round["id"]), (201, &json!(2)), "{round}");
    (home, server, program)
}

fn new_round(settings: &Value) -> Value {
    json!({"name": "Voorjaar", "answer_by": Utc::now().date_naive() + Days::new(14), "settings": settings})
}

/// The same with its duos proposed.
fn proposed(database: Database) -> (Home, Server, Program) {
    let all = draft(database, &json!({}));
    propose(&all.2);
    all
}

fn propose(program: &Program) {
    let (status, round) = program.post(&format!("{ROUND}/proposals"), &json!({}));
    assert_eq!((status, &round["state"]), (200, &json!("proposed")), "{round}");
}

fn version(program: &Program) -> i64 {
    program.get(ROUND)["version"].as_i64().unwrap()
}

/// Learner, guide and score of each duo, sorted.
fn duos(program: &Program) -> Vec<(i64, i64, i64)> {
    let number = |value: &Value| value.as_i64().unwrap();
    let duo = |duo: &Value| {
        let [one, other] = [0, 1].map(|place| number(&duo["members"][place]["professional"]));
        (one, other, number(&duo["score"]))
    };
    let mut duos: Vec<_> = program.list(&format!("{ROUND}/duos")).iter().map(duo).collect();
    duos.sort_unstable();
    duos
}

fn total(duos: &[(i64, i64, i64)]) -> i64 {
    duos.iter().map(|duo| duo.2).sum()
}

/// Sends a change to two people, with the version of now.
fn change(program: &Program, change: &str, people: [i64; 2]) -> (u16, Value) {
    let body = json!({"version": version(program), "change": change, "people": people});
    program.post(&format!("{ROUND}/pair-changes"), &body)
}

fn undo(program: &Program) -> (u16, Value) {
    program.post(&format!("{ROUND}/undo"), &json!({"version": version(program)}))
}

/// The fields that a problem names.
fn fields(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().into_iter().flatten().map(|e| e["field"].as_str().unwrap_or_default()).collect()
}

fn a_preview_comes_true_and_keeps_nothing(database: Database) {
    let (home, _server, program) = draft(database, &json!({}));
    let preview = format!("{ROUND}/previews");
    for settings in [
        json!({}),
        json!({"prefer": "quality", "weights": {"organisation": 10, "learning": 7}}),
        json!({"prefer": "balance", "weights": {"role": "must"}}),
        json!({"kind": "mutual"}),
        json!({"kind": "exchange", "groups": {"first": {"role": ["jongerenwerker", "kinderwerker"]}}}),
    ] {
        let before = home.dump();
        let (status, found) = program.post(&preview, &json!({"settings": settings}));
        assert_eq!(status, 200, "{found}");
        assert_eq!(program.post(&preview, &json!({"settings": settings})).1, found, "the same again");
        assert!(home.dump() == before, "a preview keeps nothing");
        let chosen = &found["chosen"];
        assert_eq!(chosen["optimal"], true);
        assert!(found["quality"]["total"].as_i64() >= chosen["total"].as_i64(), "{found}");
        assert!(found["coverage"]["duos"].as_u64() >= chosen["duos"].as_u64(), "{found}");

        let (status, round) =
            program.call(Method::PATCH, ROUND, Some(&json!({"version": version(&program), "settings": settings})));
        assert_eq!(status, 200, "{round}");
        propose(&program);
        let made = duos(&program);
        assert_eq!(chosen["duos"], made.len(), "{settings}");
        assert_eq!(chosen["total"], total(&made), "{settings}");
        assert_eq!(chosen["lowest"], json!(made.iter().map(|duo| duo.2).min()), "{settings}");
        // Tried again in the round that has these settings, nothing needs to be said of them.
        assert_eq!(program.post(&preview, &json!({})).1, found);
    }
}

fn an_alternative_costs_what_it_says(database: Database) {
    alternatives_cost_what_they_say(database, &json!({}));
    alternatives_cost_what_they_say(database, &json!({"kind": "mutual", "weights": {"learning": 10}}));
}

fn alternatives_cost_what_they_say(database: Database, settings: &Value) {
    let (home, _server, program) = draft(database, settings);
    propose(&program);
    let before = duos(&program);
    let mut tried = 0;
    for (learner, guide, _) in before.iter().take(4).copied() {
        for (person, side) in [(learner, "learner"), (guide, "guide")] {
            let seen = home.dump();
            let found = program.get(&format!("{ROUND}/alternatives/{person}/{side}"));
            assert!(home.dump() == seen, "looking changes nothing");
            let list = found.as_array().unwrap();
            assert!(list.len() <= 10, "{found}");
            for one in list.iter().take(1) {
                let people = [0, 1].map(|place| one["people"][place].as_i64().unwrap());
                if settings["kind"] == "mutual" {
                    assert!(people.contains(&person), "{one}");
                } else {
                    assert_eq!(people[usize::from(side == "guide")], person, "{one}");
                }
                assert!(!before.iter().any(|duo| [duo.0, duo.1] == people), "another than they have: {one}");
                let (status, round) = change(&program, "fix", people);
                assert_eq!(status, 200, "{round}");
                let after = duos(&program);
                assert!(after.contains(&(people[0], people[1], one["score"].as_i64().unwrap())), "{one} {after:?}");
                let fewer = i64::try_from(before.len()).unwrap() - i64::try_from(after.len()).unwrap();
                assert_eq!(one["duos_fewer"], fewer, "{one}");
                assert_eq!(one["points_fewer"], total(&before) - total(&after), "{one}");
                assert_eq!(undo(&program).0, 200);
                assert_eq!(duos(&program), before);
                tried += 1;
            }
        }
    }
    assert!(tried >= 4, "{tried}");
    // A profile that changed since makes other duos: what they cost is not what it was.
    home.execute(
        "UPDATE professionals SET region = 'Elders ' || CAST(id AS TEXT), updated_at = '2026-01-02 00:00:00'; \
         UPDATE professionals SET waited = 3 WHERE id % 2 = 0",
    );
    let (status, problem) = program.call(Method::GET, &format!("{ROUND}/alternatives/{}/learner", before[0].0), None);
    assert_eq!(status, 409, "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("propose again"), "{problem}");
}

fn two_people_are_changed_and_everything_is_taken_back(database: Database) {
    let (home, _server, program) = proposed(database);
    let start = duos(&program);
    let (learner, guide, _) = start[0];
    let mut seen = vec![start.clone()];
    for what in ["exclude", "allow", "fix", "free", "leave_out"] {
        let (status, round) = change(&program, what, [learner, guide]);
        assert_eq!((status, &round["state"]), (200, &json!("proposed")), "{what}: {round}");
        let couple = |list: &str| round["settings"][list].as_array().unwrap().len();
        assert_eq!((couple("locked"), couple("banned")), (usize::from(what == "fix"), usize::from(what == "exclude")));
        let now = duos(&program);
        let together = now.iter().any(|duo| (duo.0, duo.1) == (learner, guide));
        assert_eq!(together, !matches!(what, "exclude" | "leave_out"), "{what}");
        let ids = round["participants"].as_array().unwrap();
        let left_out = what == "leave_out";
        assert_eq!(ids.len(), if left_out { 40 } else { 42 });
        if left_out {
            assert!(!now.iter().any(|duo| [duo.0, duo.1].iter().any(|one| [learner, guide].contains(one))));
        }
        seen.push(now);
    }
    seen.pop();
    while let Some(expected) = seen.pop() {
        let (status, round) = undo(&program);
        assert_eq!(status, 200, "{round}");
        assert_eq!(duos(&program), expected);
        assert_eq!(round["participants"].as_array().unwrap().len(), 42);
    }
    // All is taken back, and there is nothing more.
    let (kept, (status, problem)) = (home.dump(), undo(&program));
    assert_eq!((status, &problem["detail"]), (409, &json!("There is nothing to undo.")));
    assert!(home.dump() == kept);
    // Each was the coordinator's, and the log says so.
    let noted = |step: &str| home.count(&format!("activity WHERE actor = 'coordinator' AND what LIKE '%\"{step}\"%'"));
    assert_eq!(["exclude", "allow", "fix", "free", "leave_out", "undo"].map(noted), [1, 1, 1, 1, 1, 5]);
    // A change of settings is taken back too: to a draft, from which nothing was proposed.
    let renamed = json!({"version": version(&program), "name": "Najaar", "settings": {"weights": {"role": 9}}});
    assert_eq!(program.call(Method::PATCH, ROUND, Some(&renamed)).0, 200);
    let (status, round) = undo(&program);
    assert_eq!((status, &round["name"], &round["state"]), (200, &json!("Voorjaar"), &json!("proposed")), "{round}");
    assert_eq!(duos(&program), start);
}

fn a_stale_version_changes_nothing(database: Database) {
    let (home, _server, program) = proposed(database);
    let (learner, guide, _) = duos(&program)[0];
    assert_eq!(change(&program, "fix", [learner, guide]).0, 200);
    let (now, kept) = (version(&program), home.dump());
    for stale in [now - 1, now + 1, 0, -1] {
        let body = json!({"version": stale, "change": "exclude", "people": [learner, guide]});
        let (status, problem) = program.post(&format!("{ROUND}/pair-changes"), &body);
        assert_eq!(status, 409, "{stale}: {problem}");
        let (status, problem) = program.post(&format!("{ROUND}/undo"), &json!({"version": stale}));
        assert_eq!(status, 409, "{stale}: {problem}");
    }
    assert!(home.dump() == kept, "nothing was kept");
    // Sent twice at once, it is done once.
    let body = json!({"version": now});
    let twice: Vec<u16> = std::thread::scope(|scope| {
        let undo = || program.post(&format!("{ROUND}/undo"), &body).0;
        let both = [scope.spawn(undo), scope.spawn(undo)];
        both.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(twice.contains(&200) && twice.contains(&409), "{twice:?}");
    assert_eq!(version(&program), now + 1);
}

fn a_pair_that_breaks_a_rule_is_refused_without_its_secret(database: Database) {
    let (home, _server, program) = proposed(database);
    let (learner, guide, _) = duos(&program)[0];
    home.execute(&format!(
        "INSERT INTO professional_rules (professional_id, rule, email) SELECT {learner}, 'avoid', email \
         FROM professionals WHERE id = {guide}"
    ));
    let kept = home.dump();
    let (status, problem) = change(&program, "fix", [learner, guide]);
    assert_eq!((status, fields(&problem)), (422, vec!["people"]), "{problem}");
    let told = problem.to_string();
    assert!(told.contains("ze worden niet als duo voorgesteld"), "{told}");
    assert!(!told.contains("avoid") && !told.contains("not to meet"), "{told}");
    // Two who stand on the same side, and one with themselves.
    let sql = "SELECT CAST(id AS TEXT) AS line FROM professionals WHERE takes_part_as = 'learn' ORDER BY id";
    let learners: Vec<i64> = home.query(sql).iter().map(|id| id.parse().unwrap()).collect();
    for people in [[learners[0], learners[1]], [learner, learner], [learner, 999_999], [-1, 0]] {
        let (status, problem) = change(&program, "fix", people);
        assert_eq!((status, fields(&problem)), (422, vec!["people"]), "{people:?}: {problem}");
    }
    // Whoever paused does not take part.
    home.execute(&format!("UPDATE professionals SET standing = 'paused' WHERE id = {guide}"));
    for what in ["fix", "exclude", "leave_out"] {
        let (status, problem) = change(&program, what, [learner, guide]);
        assert_eq!((status, fields(&problem)), (422, vec!["people"]), "{what}: {problem}");
    }
    home.execute(&format!("UPDATE professionals SET standing = 'active' WHERE id = {guide}"));
    assert!(home.dump() == kept, "nothing was kept");
}

fn a_round_of_others_or_past_its_time_is_refused(database: Database) {
    let (home, server, program) = draft(database, &json!({}));
    home.add_programme("ander");
    let stranger = Program::of(&home, &server, "vreemd@elders.example", "ander");
    let nobody = Program { browser: program.browser.clone(), token: "0".repeat(64) };
    let pair = json!({"version": 1, "change": "leave_out", "people": [1, 2]});
    let all = |round: &str| {
        [
            (Method::POST, format!("{round}/previews"), Some(json!({}))),
            (Method::GET, format!("{round}/alternatives/1/learner"), None),
            (Method::POST, format!("{round}/pair-changes"), Some(pair.clone())),
            (Method::POST, format!("{round}/undo"), Some(json!({"version": 1}))),
        ]
    };
    let kept = home.dump();
    for (method, path, body) in all(ROUND) {
        assert_eq!(stranger.call(method.clone(), &path, body.as_ref()).0, 404, "{path}");
        assert_eq!(nobody.call(method.clone(), &path, body.as_ref()).0, 401, "{path}");
    }
    for round in ["/api/v1/rounds/99", "/api/v1/rounds/-1", "/api/v1/rounds/x", "/api/v1/rounds/99999999999999999999"] {
        for (method, path, body) in all(round) {
            let (status, problem) = program.call(method, &path, body.as_ref());
            assert_eq!((status, &problem["status"]), (404, &json!(404)), "{path}: {problem}");
        }
    }
    // No duos are proposed, so that there is no other duo, no change to two, and nothing to take back.
    for (method, path, body) in all(ROUND).into_iter().skip(1) {
        let (status, problem) = program.call(method, &path, body.as_ref());
        assert_eq!(status, 409, "{path}: {problem}");
    }
    assert!(home.dump() == kept, "nothing was kept");
    // The demo's round is published.
    let round = "/api/v1/rounds/1";
    let seen = program.get(round)["version"].clone();
    let pair = json!({"version": seen, "change": "leave_out", "people": [1, 2]});
    for (method, path, body) in [
        (Method::GET, format!("{round}/alternatives/1/learner"), None),
        (Method::POST, format!("{round}/pair-changes"), Some(pair)),
        (Method::POST, format!("{round}/undo"), Some(json!({"version": seen}))),
    ] {
        let (status, problem) = program.call(method, &path, body.as_ref());
        assert_eq!(status, 409, "{path}: {problem}");
    }
    home.wait_for_mail();
    assert_eq!(program.get(round)["version"], seen);
}

fn what_is_asked_wrongly_is_told_by_field(database: Database) {
    let (home, _server, program) = proposed(database);
    let kept = home.dump();
    let now = version(&program);
    let too_many = vec![["a@b.nl", "c@d.nl"]; 501];
    let [previews, pairs, undo] = ["previews", "pair-changes", "undo"].map(|last| format!("{ROUND}/{last}"));
    for (path, body, field) in [
        (&previews, json!({"settings": {"weights": {"role": 11}}}), "settings.weights.role"),
        (&previews, json!({"settings": {"weights": {"role": -1}}}), "settings.weights.role"),
        (&previews, json!({"settings": {"weights": {"shoe": 1}}}), "settings.weights.shoe"),
        (&previews, json!({"settings": {"prefer": "luck"}}), "settings.prefer"),
        (&previews, json!({"settings": {"kind": "exchange"}}), "settings.groups"),
        (&previews, json!({"settings": {"seed": 4}}), "settings.seed"),
        (&previews, json!({"settings": {"locked": [["a@b.nl", "c@d.nl"]]}}), "settings.locked"),
        (&previews, json!({"settings": {"locked": too_many}}), "settings.locked"),
        (&previews, json!({"settings": {"banned": too_many}}), "settings.banned"),
        (&previews, json!({"settings": {"banned": [["a@b.nl"]]}}), "settings.banned.0"),
        (&previews, json!({"settings": []}), "settings"),
        (&previews, json!({"weights": {}}), "weights"),
        (&previews, json!([]), ""),
        (&pairs, json!({"change": "fix", "people": [1, 2]}), "version"),
        (&pairs, json!({"version": now, "people": [1, 2]}), "change"),
        (&pairs, json!({"version": now, "change": "fix"}), "people"),
        (&pairs, json!({"version": "1", "change": "fix", "people": [1, 2]}), "version"),
        (&pairs, json!({"version": 99_999_999_999_i64, "change": "fix", "people": [1, 2]}), "version"),
        (&pairs, json!({"version": now, "change": "marry", "people": [1, 2]}), "change"),
        (&pairs, json!({"version": now, "change": "fix", "people": [1]}), "people"),
        (&pairs, json!({"version": now, "change": "fix", "people": [1, 2, 3]}), "people"),
        (&pairs, json!({"version": now, "change": "fix", "people": ["1", 2]}), "people.0"),
        (&pairs, json!({"version": now, "change": "fix", "people": {"one": 1}}), "people"),
        (&pairs, json!({"version": now, "change": "fix", "people": [1, 2], "why": "x"}), "why"),
        (&undo, json!({}), "version"),
        (&undo, json!({"version": null}), "version"),
        (&undo, json!({"version": 1.5}), "version"),
        (&undo, json!({"version": now, "steps": 2}), "steps"),
    ] {
        let (status, problem) = program.post(path, &body);
        assert_eq!((status, fields(&problem)), (422, vec![field]), "{path} {body}: {problem}");
        assert!(problem["errors"][0]["detail"].as_str().unwrap().ends_with('.'), "{problem}");
    }
    for path in [&previews, &pairs, &undo] {
        let send = |kind: &str, body: &'static str| {
            let request = program.browser.request(Method::POST, path).bearer_auth(&program.token);
            request.header("content-type", kind).body(body).send().unwrap().status().as_u16()
        };
        assert_eq!(send("application/json", "{"), 400, "{path}");
        assert_eq!(send("text/csv", "version\n1"), 415, "{path}");
        assert_eq!(program.call(Method::GET, path, None).0, 405, "{path}");
    }
    for (rest, status) in [
        ("999999/learner", 404),
        ("-1/guide", 404),
        ("x/learner", 404),
        ("1/left", 404),
        ("1", 404),
        ("1/learner?few=3", 200),
    ] {
        assert_eq!(program.call(Method::GET, &format!("{ROUND}/alternatives/{rest}"), None).0, status, "{rest}");
    }
    assert!(home.dump() == kept, "nothing was kept");
}

fn what_publishing_would_do_is_told_first(database: Database) {
    let (home, _server, program) = draft(database, &json!({}));
    let publication = format!("{ROUND}/publication");
    let nothing = json!({"mails": 0, "held_minutes": 0, "refused": null, "edited": []});
    assert_eq!(program.get(&publication), nothing, "it is not proposed");
    propose(&program);
    let before = program.get(&publication);
    let mails = before["mails"].as_u64().unwrap();
    assert!(mails > 20, "{before}");
    assert_eq!((&before["refused"], &before["edited"]), (&Value::Null, &json!([])));

    // Somebody changes their profile: nothing forbids their duo, and what is told of it has changed.
    let all = program.list(&format!("{ROUND}/duos"));
    let learner = all[0]["members"][0]["professional"].as_i64().unwrap();
    let theirs: Vec<&Value> =
        all.iter().filter(|duo| duo["members"][0]["professional"] == json!(learner)).map(|duo| &duo["id"]).collect();
    home.execute(&format!("UPDATE professionals SET years_experience = years_experience + 9 WHERE id = {learner}"));
    let after = program.get(&publication);
    assert_eq!(after["refused"], Value::Null, "{after}");
    let edited = after["edited"].as_array().unwrap();
    assert!(theirs.iter().all(|duo| edited.contains(duo)), "{theirs:?} {after}");
    let page = program.browser.get("/coordinator/rounds/2/publication");
    assert!(page.text().contains("Sinds het voorstel is er iets veranderd dat telt voor"), "{}", page.text());

    // Somebody who left is in no duo: it is refused, and the page says so before anybody presses.
    home.execute(&format!("UPDATE professionals SET standing = 'paused' WHERE id = {learner}"));
    let refused = program.get(&publication);
    assert!(refused["refused"].as_str().unwrap().contains("no longer takes part"), "{refused}");
    let page = program.browser.get("/coordinator/rounds/2/publication");
    assert!(page.text().contains("een van de twee doet niet meer mee"), "{}", page.text());
    let (status, _) = program.post(&publication, &json!({}));
    assert_eq!(status, 409);

    // Proposed again, it is as it says: as many get a mail.
    propose(&program);
    let mails = program.get(&publication)["mails"].as_u64().unwrap();
    let queued = home.count("mails WHERE kind = 'introduction'");
    let (status, round) = program.post(&publication, &json!({}));
    assert_eq!((status, &round["state"]), (200, &json!("published")), "{round}");
    assert_eq!(home.count("mails WHERE kind = 'introduction'"), queued + usize::try_from(mails).unwrap());
}
