//! Whatever is typed or sent: a clear word beside it, what was typed is kept, and nothing is half stored.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use reqwest::Method;
use reqwest::blocking::multipart::{Form as Multipart, Part};

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Server};
use crate::people::LEARNER;

on_both_databases!(
    every_field_says_what_is_wrong_and_keeps_what_was_typed,
    names_of_the_whole_world_are_welcome,
    a_list_with_bad_rows_is_refused_as_a_whole,
    a_decline_too_long_to_read_is_kept,
);

const SAMPLE: &str = include_str!("../../config/sample/professionals.csv");

/// Reads in a list as the page of the coordinator does: looks at what it would do, and goes on.
pub(crate) fn import(coordinator: &Browser, file: &[u8]) -> Page {
    let looked = look_at_import(coordinator, file);
    if looked.status == 200 { go_on_with_import(coordinator, &looked) } else { looked }
}

/// Sends a list, and gets the page on which it is looked at.
pub(crate) fn look_at_import(coordinator: &Browser, file: &[u8]) -> Page {
    let form = coordinator.get(IMPORT).only_form();
    let part = Part::bytes(file.to_vec()).file_name("mensen.csv").mime_str("text/csv").unwrap();
    send_import(coordinator, Multipart::new().text("csrf", form.value("csrf").unwrap().to_owned()).part("file", part))
}

/// Presses the button of that page.
pub(crate) fn go_on_with_import(coordinator: &Browser, looked: &Page) -> Page {
    let form = looked.forms().into_iter().find(|form| form.value("list").is_some()).unwrap();
    let parts = form.fields.iter().filter(|(name, _)| name != "file");
    send_import(coordinator, parts.fold(Multipart::new(), |all, (name, value)| all.text(name.clone(), value.clone())))
}

const IMPORT: &str = "/coordinator/jeugd/import";

fn send_import(coordinator: &Browser, parts: Multipart) -> Page {
    let request = coordinator.request(Method::POST, IMPORT).header("sec-fetch-site", "same-origin").multipart(parts);
    Page::of(IMPORT, request.send().unwrap())
}

fn every_field_says_what_is_wrong_and_keeps_what_was_typed(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let before = home.dump();
    let long = "n".repeat(2000);
    let control = ("Haal regeleinden en onzichtbare tekens weg", "Remove line breaks and invisible characters");
    let cases: &[(&str, &str, &str, (&str, &str))] = &[
        ("name", "name", "Noor\r\nBcc: x@elders.example", control),
        ("name", "name", "Noor\nAchterberg", control),
        ("name", "name", "Noor\0", control),
        ("name", "name", "\u{202E}Noor", control),
        ("name", "name", &long, ("hoogstens 100 tekens", "at most 100 characters")),
        ("name", "name", " ", ("Vul je naam in.", "Enter your name.")),
        ("role", "role", &long, ("hoogstens 80 tekens", "at most 80 characters")),
        ("organisation", "organisation", "a\0b", control),
        ("email", "email", "noor@", ("een volledig e-mailadres", "a complete e-mail address")),
        ("email", "email", "a@b.nl\r\nBcc: c@d.nl", ("een volledig e-mailadres", "a complete e-mail address")),
        ("years_experience", "years_experience", "-1", ("van 0 tot en met 60", "from 0 to 60")),
        ("years_experience", "years_experience", "veel", ("‘veel’ is dat niet", "“veel” is not one")),
        ("years_experience", "years_experience", "1e3", ("een heel getal", "a whole number")),
        ("years_experience", "years_experience", "99999999999999999999", ("", "")),
        ("capacity", "capacity", "-1", ("van 1 tot en met 20", "from 1 to 20")),
        ("capacity", "capacity", "21", ("van 1 tot en met 20", "from 1 to 20")),
        ("need:feedback", "learning_needs", "4", ("van 1 tot en met 3", "from 1 to 3")),
        ("need:toveren", "learning_needs", "3", ("‘toveren’ kennen we niet", "do not know “toveren”")),
        ("expertise:feedback", "expertise", "0", ("van 1 tot en met 3", "from 1 to 3")),
        ("expertise:<b>", "expertise", "1", ("‘<b>’ kennen we niet", "do not know “<b>”")),
        ("languages", "languages", "xx", ("‘xx’ kennen we niet", "do not know “xx”")),
        ("meets", "meets", "thuis", ("‘thuis’ kennen we niet", "do not know “thuis”")),
        ("availability", "availability", "sun-am", ("‘sun-am’ kennen we niet", "do not know “sun-am”")),
        ("takes_part_as", "takes_part_as", "baas", ("‘baas’ kennen we niet", "do not know “baas”")),
        ("avoid", "avoid", "niemand", ("een volledig e-mailadres", "a complete e-mail address")),
        ("avoid", "avoid", LEARNER.email, ("iemand anders dan jezelf", "somebody other than yourself")),
        ("consent", "consent", "", ("Geef toestemming", "Give your consent")),
    ];
    for (browser, nl) in [(Browser::new(&server), true), (Browser::english(&server), false)] {
        let empty = browser.get("/jeugd");
        for (field, place, typed, words) in cases {
            let mut form = empty.form_to("/jeugd");
            LEARNER.fill_in(&mut form);
            form.set("takes_part_as", "both");
            form.fields.retain(|(name, _)| name != field);
            form.fields.push(((*field).to_owned(), (*typed).to_owned()));
            let page = browser.submit(&empty, &form);
            let words = if nl { words.0 } else { words.1 };
            assert_eq!(page.status, 422, "{field} = {typed:?}: {}", page.text());
            let (summary, beside) = (page.summary(), page.problems());
            assert_eq!(summary.len(), 1, "{field} = {typed:?}: {summary:?}");
            assert!(summary[0].contains(words), "{field} = {typed:?}: {summary:?}");
            assert_eq!(beside, summary, "the same words beside the field as on top");
            assert!(page.html.contains(&format!("<a href=\"#{place}\">")), "{field}: the summary leads to {place}");
            assert!(page.html.contains(&format!("id=\"{place}\"")), "{field}: where it leads is there");
            let again = page.form_to("/jeugd");
            for (name, value) in &form.fields {
                // What is no choice of the form cannot be shown as chosen; a browser normalises what is typed.
                let is_choice = name.contains(':')
                    || ["languages", "meets", "takes_part_as", "availability", "consent"].contains(&name.as_str());
                if !(is_choice && name == field) {
                    assert!(again.values(name).contains(&value.as_str()), "{field} = {typed:?}: {name} is kept");
                }
            }
        }

        // Ten topics to learn and twenty to teach, and no more.
        for (side, field, most) in [("need", "learning_needs", 10), ("expertise", "expertise", 20)] {
            let mut form = empty.form_to("/jeugd");
            LEARNER.fill_in(&mut form);
            form.set("takes_part_as", "both");
            let topics: Vec<String> =
                form.controls.iter().filter(|name| name.starts_with(&format!("{side}:"))).cloned().collect();
            assert!(topics.len() > most, "{topics:?}");
            for (place, topic) in topics.iter().enumerate() {
                form.set(topic, if place < most { "1" } else { "" });
            }
            assert_eq!(browser.submit(&empty, &form).status, 200, "{most} at {field}");
            form.set(&topics[most], "1");
            let page = browser.submit(&empty, &form);
            assert_eq!((page.status, page.summary()), (422, page.problems()), "{}", page.text());
            let words = if nl { format!("er hoogstens {most}") } else { format!("at most {most}") };
            assert!(page.summary().len() == 1 && page.summary()[0].contains(&words), "{:?}", page.summary());
            assert!(page.html.contains(&format!("<a href=\"#{field}\">")), "{field}");
        }

        // Everything at once is told at once.
        let mut form = empty.form_to("/jeugd");
        form.fields.retain(|(name, _)| name == "csrf");
        let page = browser.submit(&empty, &form);
        assert_eq!(page.status, 422);
        assert!(page.summary().len() >= 9, "{:?}", page.summary());
        assert_eq!(page.summary().len(), page.problems().len());
    }
    assert_eq!(home.dump(), before, "nothing is stored");
    assert!(home.mails().is_empty());
}

fn names_of_the_whole_world_are_welcome(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    for (n, name) in ["😀 Noor", "نور الهدى", "José-María d'Ávila", "<b>Noor</b> & \"Zoë\"", "李小龍", "e\u{301}lise"]
        .iter()
        .enumerate()
    {
        let browser = Browser::new(&server);
        let email = format!("n{n}@wereld.example");
        let page = browser.get("/jeugd");
        let mut form = page.form_to("/jeugd");
        LEARNER.fill_in(&mut form);
        form.set("name", name);
        form.set("email", &email);
        form.press("step", "send");
        assert_eq!(browser.submit(&page, &form).path, "/jeugd/sent", "{name}");
        let page = browser.press(&home.link_to(&email, "/me/verify/"));
        assert_eq!(page.status, 200, "{name}");
        let link = home.link_to(&email, "/me/");
        let shown = browser.get(&link).form_to(&link).value("name").unwrap().to_owned();
        assert_eq!(shown, if *name == "e\u{301}lise" { "\u{e9}lise" } else { *name });
        assert!(!home.mails_to(&email)[0].html.contains("<b>"));
    }
}

fn a_list_with_bad_rows_is_refused_as_a_whole(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    let before = home.dump();
    let row = |line: usize, from: &str, to: &str| {
        let mut lines: Vec<String> = SAMPLE.lines().map(str::to_owned).collect();
        assert!(lines[line - 1].contains(from), "{}", lines[line - 1]);
        lines[line - 1] = lines[line - 1].replace(from, to);
        lines
    };
    let mut bad = row(2, "noor.de.vries@voorbeeld.example", "noor.de.vries");
    bad[3] = bad[3].replace("straatcultuur:1", "toveren:4");
    bad[40] = bad[40].replace(",either,", ",thuis,");
    bad.push(bad[2].clone());
    bad.push("te,kort".to_owned());
    let page = import(&coordinator, bad.join("\n").as_bytes());
    assert_eq!(page.status, 422);
    let text = page.text();
    for line in ["regel 2, email:", "regel 4, learning_needs:", "regel 41, meets:", "regel 44", "regel 45"] {
        assert!(text.contains(line), "{line} in {text}");
    }
    let mut latin: Vec<u8> = SAMPLE.trim_end().as_bytes().to_vec();
    latin.extend_from_slice(b"\nRen\xe9e,r@x.nl,a,b,c,1,nl,either,mon-am,learn,0,feedback:1,\n");
    for (file, words) in [
        (latin.as_slice(), "regel 44: Deze regel is geen UTF-8"),
        (b"".as_slice(), "Kies een bestand"),
        (b"name,shoe\n", "De kolom ‘shoe’ kennen we niet"),
        (b"\x00\x01\x02", "regel 1"),
        (b"\xff\xfe\x00n", "regel 1"),
    ] {
        let page = import(&coordinator, file);
        assert_eq!(page.status, 422, "{words}: {}", page.text());
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert_eq!(home.dump(), before, "nothing is stored");

    // The command line says the same, each error a line.
    std::fs::write(home.path().join("bad.csv"), bad.join("\n")).unwrap();
    let finished = home.run(&["match", "bad.csv"]);
    assert_eq!((finished.code, finished.stdout.as_str()), (Some(1), ""));
    for line in
        ["tweespan: bad.csv: line 2, email:", "tweespan: bad.csv: line 41, meets:", "tweespan: bad.csv: line 44"]
    {
        assert!(finished.stderr.contains(line), "{}", finished.stderr);
    }
}

fn a_decline_too_long_to_read_is_kept(database: Database) {
    let home = Home::new(database);
    let server = home.start(&["demo"]);
    let link = home.mails()[0].paths()[0].clone();
    let before = home.dump();
    let long = "reden ".repeat(100);
    let page = Browser::new(&server).answer(&link, "declined", &long);
    assert_eq!(page.status, 422);
    assert!(page.problems()[0].contains("hoogstens 500 tekens"), "{:?}", page.problems());
    assert_eq!(page.form_with_button("answer", "declined").value("reason"), Some(long.trim()));
    let browser = Browser::new(&server);
    let mut form = browser.get(&link).form_with_button("answer", "declined");
    form.fields.retain(|(name, _)| name != "answer");
    for answer in ["", "misschien"] {
        let mut form = form.clone();
        form.fields.push(("answer".to_owned(), answer.to_owned()));
        assert_eq!(browser.post(&link, &form).status, 400, "{answer}");
    }
    assert_eq!(home.dump(), before);
}

#[test]
fn too_much_is_refused() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    let before = home.dump();
    let mut form = coordinator.get("/jeugd").form_to("/jeugd");
    LEARNER.fill_in(&mut form);
    form.set("role", &"r".repeat(100_000));
    let page = coordinator.post("/jeugd", &form);
    assert_eq!(page.status, 413);
    assert!(page.text().contains("Dit is te groot"), "{}", page.text());
    let page = import(&coordinator, &vec![b'x'; 1024 * 1024 + 1]);
    assert_eq!(page.status, 413, "{}", page.text());
    assert!(page.text().contains("Dit is te groot"), "{}", page.text());
    assert_eq!(home.dump(), before);
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let browser = Browser::new(&server);
    let mut form = browser.get("/jeugd").form_to("/jeugd");
    LEARNER.fill_in(&mut form);
    form.set("name", "NAME");
    let body = browser.request(Method::POST, "/jeugd").form(&form.fields).build().unwrap();
    let body = String::from_utf8(body.body().unwrap().as_bytes().unwrap().to_vec()).unwrap();
    let before = home.dump();
    let (head, tail) = body.split_once("NAME").unwrap();
    for bad in [b"Ren%E9e".as_slice(), b"Ren\xe9e", b"%00", b"%ff%fe"] {
        let body = [head.as_bytes(), bad, tail.as_bytes()].concat();
        let request = browser.request(Method::POST, "/jeugd").header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        let page = Page::of("/jeugd", request.send().unwrap());
        assert!(matches!(page.status, 400 | 422), "{bad:?}: {} {}", page.status, page.text());
    }
    for path in ["/%ff", "/me/%ff%fe", "/duo/%c0%80", "/dev/mailbox/%2e%2e%2f%2e%2e%2fetc%2fpasswd"] {
        let status = browser.look(path).status;
        assert!(matches!(status, 400 | 404), "{path}: {status}");
    }
    assert_eq!(home.dump(), before);
}

#[test]
fn programs_are_told_what_is_wrong_with_what_they_send() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let browser = Browser::new(&server);
    let post = |body: &str| {
        let request = browser.request(Method::POST, "/api/v1/programmes/jeugd/sign-ups");
        let request = request.header("content-type", "application/json").body(body.to_owned());
        Page::of("", request.send().unwrap())
    };
    let before = home.dump();
    for (body, status) in [
        (r#"{"name": "Noor", "shoe_size": 43}"#.to_owned(), 422),
        (r#"{"name": "Noor"}"#.to_owned(), 422),
        (r#"{"name": 3}"#.to_owned(), 422),
        ("{".to_owned(), 400),
        (format!(r#"{{"name": "{}"}}"#, "n".repeat(100_000)), 413),
    ] {
        let answer = post(&body);
        assert_eq!(answer.status, status, "{}", answer.html);
        assert!(answer.header("content-type").starts_with("application/problem+json"), "{}", answer.html);
        let problem: serde_json::Value = serde_json::from_str(&answer.html).unwrap();
        assert_eq!(problem["status"], status);
    }
    assert!(post(r#"{"shoe_size": 43}"#).html.contains("shoe_size"));
    assert_eq!(home.dump(), before);
}

#[test]
fn bodies_that_come_drop_by_drop_hold_nobody_up() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let slow = |head: &str| {
        let mut stream = TcpStream::connect(server.address()).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    };
    let many = |head: &'static str| (0..40).map(move |_| slow(head)).collect::<Vec<_>>();
    let form = "POST /jeugd HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                Content-Length: 5000\r\n\r\nname=N";
    let json = "POST /api/v1/programmes/jeugd/sign-ups HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Content-Length: 5000\r\n\r\n{\"name\"";
    let mut streams = many(form);
    streams.extend(many(json));
    streams.extend(many("GET / HTTP/1.1\r\nHo"));
    let started = Instant::now();
    assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(home.mails().len(), 1);
    drop(streams);
}

#[test]
fn a_head_that_never_ends_is_hung_up_on() {
    let home = Home::new(Database::Sqlite);
    let server: Server = home.serve();
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(25))).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
    let mut answer = Vec::new();
    // The server ends it: with a word, or without.
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&answer));
}
