//! What must never happen.

use std::time::{Duration, Instant};

use reqwest::Method;

use crate::browser::{Browser, Page};
use crate::concurrency::hash;
use crate::harness::{Database, Home, Mail, Server, until};
use crate::html::Form;
use crate::people::{GUIDE, LEARNER, Person, new_round, round_of, run_round};

on_both_databases!(
    looking_changes_nothing,
    a_form_from_elsewhere_changes_nothing,
    a_dead_link_gets_a_friendly_page,
    who_is_known_is_not_told,
    public_forms_have_limits,
    tokens_are_kept_as_their_hash_only,
    the_log_names_nobody,
    a_fault_of_ours_is_noted_and_no_word_of_it_is_told,
);

pub(crate) const COORDINATOR: &str = "coordinator@voorbeeld.example";

/// Somebody who has signed up, and not confirmed.
const UNCONFIRMED: Person = Person { name: "Tom Traag", email: "tom@traag.example", ..LEARNER };

/// A place where everything has happened once, and a link of every kind.
pub(crate) struct Site {
    home: Home,
    pub(crate) server: Server,
    pub(crate) coordinator: Browser,
    verify: String,
    pub(crate) profile: String,
    pub(crate) duo: String,
    sign_in: String,
    round: String,
    draft: String,
    professional: String,
    removal: String,
}

impl Site {
    pub(crate) fn new(home: Home) -> Self {
        let server = home.serve();
        let coordinator = Browser::new(&server);
        coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
        for person in [LEARNER, GUIDE] {
            person.join(&home, &Browser::new(&server));
        }
        let round = run_round(&coordinator).path;
        let draft = round_of(&new_round(&coordinator)) + "/settings";
        UNCONFIRMED.sign_up(&Browser::new(&server));
        let id = home.query("SELECT CAST(min(id) AS TEXT) AS line FROM professionals").remove(0);
        Self {
            verify: home.link_to(UNCONFIRMED.email, "/me/verify/"),
            profile: home.link_to(LEARNER.email, "/me/"),
            duo: home.link_to(LEARNER.email, "/duo/"),
            sign_in: home.invite_coordinator(COORDINATOR, "jeugd"),
            professional: format!("/coordinator/jeugd/professionals/{id}"),
            removal: format!("/coordinator/jeugd/professionals/{id}/removal"),
            home,
            server,
            coordinator,
            round,
            draft,
        }
    }

    /// Every page that there is.
    pub(crate) fn pages(&self) -> Vec<&str> {
        vec![
            "/",
            "/jeugd",
            "/jeugd/sent",
            "/jeugd/privacy",
            "/jeugd/accessibility",
            "/me/link",
            "/me/link/sent",
            "/me/link/replaced",
            &self.verify,
            &self.profile,
            &self.duo,
            "/coordinator",
            "/coordinator?all=yes",
            "/coordinator/jeugd",
            "/coordinator/jeugd/mail",
            "/coordinator/jeugd/needs",
            "/coordinator/jeugd/activity",
            "/coordinator/jeugd/security",
            "/coordinator/second-factor/new",
            "/coordinator/jeugd/settings",
            "/coordinator/jeugd/settings/topics",
            "/coordinator/sign-in",
            "/coordinator/sign-in/sent",
            &self.sign_in,
            "/coordinator/jeugd/settings/access",
            "/coordinator/jeugd/professionals",
            &self.professional,
            &self.removal,
            "/coordinator/jeugd/import",
            "/coordinator/jeugd/rounds",
            &self.round,
            &self.draft,
            "/dev/mailbox",
        ]
    }
}

fn looking_changes_nothing(database: Database) {
    let site = Site::new(Home::new(database));
    site.home.wait_for_mail();
    let opened = [&site.profile, &site.duo].map(|link| {
        assert_eq!(site.coordinator.get(link).status, 200);
        crate::browser::opened(link)
    });
    // Who has opened a link is sent on from its address; who has not sees the button.
    let stranger = Browser::new(&site.server);
    let before = site.home.dump();
    let mails = site.home.mails().len();
    for _ in 0..5 {
        for path in site.pages().into_iter().chain(opened.iter().map(String::as_str)) {
            let reader =
                if [&site.profile, &site.duo].contains(&&path.to_owned()) { &stranger } else { &site.coordinator };
            let shown = reader.look(path);
            let head = Page::of(path, reader.request(Method::HEAD, path).send().unwrap());
            let expected = if matches!(path, "/" | "/coordinator") { 303 } else { 200 };
            assert_eq!((shown.status, head.status), (expected, expected), "{path}");
            assert_eq!(head.html, "", "{path}");
            assert_eq!(head.header("content-type"), shown.header("content-type"), "{path}");
        }
    }
    // What is only posted to is not there to be looked at.
    let preview = site.draft.replace("settings", "preview");
    let stay = format!("{}/stay", site.profile);
    for path in ["/coordinator/sign-out", "/language", &preview, &stay, "/coordinator/jeugd/settings/access/0/revoke"] {
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
            let status = site.coordinator.request(method.clone(), path).send().unwrap().status().as_u16();
            assert!(matches!(status, 404 | 405), "{method} {path}: {status}");
        }
    }
    assert_eq!(site.home.dump(), before);
    assert_eq!(site.home.mails().len(), mails);
}

fn a_fault_of_ours_is_noted_and_no_word_of_it_is_told(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let browser = Browser::new(&server);
    assert_eq!(browser.get("/jeugd").status, 200);
    home.execute("ALTER TABLE programmes RENAME COLUMN about_nl TO weg");
    let page = browser.get("/jeugd");
    assert_eq!(page.status, 500);
    assert!(page.text().contains("We hebben het genoteerd"), "{}", page.text());
    assert!(!page.html.contains("about_nl"), "{}", page.html);
    until("it is noted", || {
        let log = server.log();
        log.contains("a request failed") && log.contains("about_nl")
    });
}

fn a_form_from_elsewhere_changes_nothing(database: Database) {
    let site = Site::new(Home::new(database));
    let browser = &site.coordinator;
    let csrf = browser.get("/jeugd").form_to("/jeugd").value("csrf").unwrap().to_owned();
    let publication = site.draft.replace("settings", "publication");
    let [profile, duo] = [&site.profile, &site.duo].map(|link| {
        assert_eq!(browser.get(link).status, 200);
        crate::browser::opened(link)
    });
    let mut sign_up = browser.get("/jeugd").form_to("/jeugd");
    Person { email: "nieuw@leren.example", ..LEARNER }.fill_in(&mut sign_up);
    sign_up.press("step", "send");
    let of = |fields: &[(&str, &str)]| Form {
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        action: String::new(),
        buttons: Vec::new(),
        controls: vec!["csrf".to_owned()],
    };
    let forms = [
        ("/jeugd", sign_up),
        ("/language", of(&[("language", "en"), ("back", "/")])),
        ("/me/link", of(&[("email", LEARNER.email)])),
        (&site.verify, of(&[])),
        (&profile, browser.get(&profile).form_to(&profile)),
        (&duo, of(&[("answer", "accepted")])),
        ("/coordinator/sign-in", of(&[("email", COORDINATOR)])),
        (&site.sign_in, of(&[])),
        ("/coordinator/jeugd/settings/access", of(&[("label", "x")])),
        ("/coordinator/jeugd/rounds", browser.get("/coordinator/jeugd/rounds").only_form()),
        (&site.draft, browser.get(&site.draft).form_with_button("then", "propose")),
        (&publication, of(&[("version", "1")])),
        (&site.removal, of(&[])),
        ("/coordinator/sign-out", of(&[])),
    ];
    let own_links = [format!("{profile}/links"), format!("{duo}/links"), format!("{profile}/stay")];
    let forms = forms.into_iter().chain(own_links.iter().map(|path| (path.as_str(), of(&[]))));
    let own = site.server.url.as_str();
    site.home.wait_for_mail();
    let before = site.home.dump();
    for (path, form) in forms {
        let mut genuine = form.clone();
        genuine.fields.retain(|(name, _)| name != "csrf");
        let without_token = genuine.clone();
        genuine.fields.push(("csrf".to_owned(), csrf.clone()));
        let mut wrong_token = without_token.clone();
        wrong_token.fields.push(("csrf".to_owned(), "0".repeat(64)));
        let send = |form: &Form, headers: &[(&str, &str)]| {
            let request = browser.request(Method::POST, path).form(&form.fields);
            let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
            Page::of(path, request.send().unwrap())
        };
        for (what, answer) in [
            ("without a token", send(&without_token, &[("origin", own)])),
            ("with a wrong token", send(&wrong_token, &[("origin", own)])),
            ("from another origin", send(&genuine, &[("origin", "https://elders.example")])),
            ("from no origin", send(&genuine, &[("origin", "null")])),
            ("from a like origin", send(&genuine, &[("origin", &format!("{own}.elders.example"))])),
            ("from another site", send(&genuine, &[("sec-fetch-site", "cross-site")])),
            ("from a neighbour", send(&genuine, &[("sec-fetch-site", "same-site"), ("origin", own)])),
        ] {
            assert_eq!(answer.status, 403, "{path} {what}: {}", answer.text());
            assert!(answer.text().contains("Deze pagina stond te lang open"), "{path} {what}");
        }
        // With a token of somebody else's browser, as an attacker has one.
        let stranger = Browser::new(&site.server);
        let theirs = stranger.get("/jeugd").form_to("/jeugd").value("csrf").unwrap().to_owned();
        let mut foreign = without_token.clone();
        foreign.fields.push(("csrf".to_owned(), theirs));
        assert_eq!(send(&foreign, &[("origin", own)]).status, 403, "{path}");
    }
    assert_eq!(site.home.dump(), before);
}

fn a_dead_link_gets_a_friendly_page(database: Database) {
    let site = Site::new(Home::new(database));
    let token = |link: &str| link.rsplit('/').next().unwrap().to_owned();
    let kinds = ["/me/verify/", "/me/", "/duo/", "/coordinator/sign-in/"];
    let links = [&site.verify, &site.profile, &site.duo, &site.sign_in];
    let reader = Browser::new(&site.server);
    let is_dead = |path: &str| {
        let page = reader.get(path);
        assert_eq!(page.status, 404, "{path}");
        assert!(page.text().contains("Deze link werkt niet meer"), "{path}: {}", page.text());
        let on = if path.starts_with("/coordinator") { "/coordinator/sign-in" } else { "/me/link" };
        let buttons = page.html.split("class=\"button\" href=\"").skip(1);
        assert!(buttons.map(|rest| rest.split('"').next().unwrap()).any(|to| to == on), "{path} leads on to {on}");
        // Nor can it be posted to.
        let mut form = page.form_to("/language");
        form.fields.push(("answer".to_owned(), "accepted".to_owned()));
        assert_eq!(reader.post(path, &form).status, 404, "{path}");
    };
    site.home.wait_for_mail();
    let before = site.home.dump();
    for (kind, link) in kinds.iter().zip(links) {
        let good = token(link);
        let altered = format!("{}{}", &good[..63], if good.ends_with('0') { '1' } else { '0' });
        for bad in [&altered, &good.to_uppercase(), &good[..63], "x", "%00", "%F0%9F%92%A9", &"0".repeat(3000)] {
            is_dead(&format!("{kind}{bad}"));
        }
        // A link for one purpose is nothing for another.
        for other in kinds.iter().filter(|other| *other != kind) {
            is_dead(&format!("{other}{good}"));
        }
    }
    assert_eq!(site.home.dump(), before);
    site.home.execute("UPDATE tokens SET expires_at = '2026-01-01 00:00:00'");
    for link in links {
        is_dead(link);
    }
}

fn who_is_known_is_not_told(database: Database) {
    let site = Site::new(Home::new(database));
    let strip = |page: &Page, csrf: &str| {
        let mut headers: Vec<String> = page
            .headers
            .iter()
            // Each request has a number of its own.
            .filter(|(name, _)| *name != "date" && *name != "x-request-id")
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        headers.sort();
        // The secret of a browser that asks is another one each time.
        for header in &mut headers {
            if let Some((name, rest)) = header.split_once('=').filter(|(name, _)| *name == "set-cookie: asked") {
                *header = format!("{name}=…{}", &rest[64..]);
            }
        }
        (page.status, headers, page.html.replace(csrf, "csrf"))
    };
    for (path, known, unknown) in [
        ("/me/link", LEARNER.email, "niemand@leren.example"),
        ("/me/link", UNCONFIRMED.email, "niemand@leren.example"),
        ("/coordinator/sign-in", COORDINATOR, "niemand@leren.example"),
        ("/jeugd", LEARNER.email, "nieuw@leren.example"),
        ("/jeugd", UNCONFIRMED.email, "nieuwer@leren.example"),
    ] {
        let mails = site.home.mails().len();
        let answers = [known, unknown].map(|email| {
            let browser = Browser::new(&site.server);
            let mut form = browser.get(path).form_to(path);
            if path == "/jeugd" {
                LEARNER.fill_in(&mut form);
                form.press("step", "send");
            }
            form.set("email", email);
            let csrf = form.value("csrf").unwrap().to_owned();
            let started = Instant::now();
            let sent = browser.post(path, &form);
            let took = started.elapsed();
            assert!(took >= Duration::from_millis(145), "{path} for {email} took {took:?}");
            let next = browser.get(&sent.location().unwrap());
            (strip(&sent, &csrf), strip(&next, &csrf))
        });
        assert_eq!(answers[0], answers[1], "{path}");
        assert_eq!(answers[0].0.0, 303, "{path}");
        let expected = if path == "/jeugd" { mails + 2 } else { mails + 1 };
        assert!(site.home.mails().len() >= expected, "the answer is in the mailbox");
        assert!(site.home.mails_to("niemand@leren.example").is_empty());
    }
}

fn public_forms_have_limits(database: Database) {
    let home = Home::new(database)
        .with("TWEESPAN__LIMITS__REQUESTS_PER_MINUTE", "5")
        .with("TWEESPAN__LIMITS__MAILS_PER_ADDRESS_PER_HOUR", "2");
    home.add_programme("jeugd");
    let ask = |server: &Server, forwarded: &str| {
        let browser = Browser::new(server);
        let mut form = browser.get("/me/link").form_to("/me/link");
        form.set("email", LEARNER.email);
        let request = browser.request(Method::POST, "/me/link").form(&form.fields);
        Page::of("/me/link", request.header("x-forwarded-for", forwarded).send().unwrap())
    };

    // One address gets only so many mails; whoever asks is not told.
    let server = home.start(&["serve"]);
    for role in ["eerste", "tweede", "derde", "vierde"] {
        let person = Person { role, ..LEARNER };
        assert_eq!(person.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    }
    until("two have left", || home.count("mails WHERE state = 'sent'") == 2);
    let later =
        home.query("SELECT CAST(next_attempt_at > created_at AS TEXT) AS line FROM mails WHERE state = 'waiting'");
    assert!(later.len() == 2 && later.iter().all(|is_later| is_later == "1" || is_later == "true"), "{later:?}");
    // A sender has only so many tries, whatever name they give themselves.
    assert_eq!(ask(&server, "192.0.2.1").status, 303);
    let refused = ask(&server, "192.0.2.2");
    assert_eq!((refused.status, refused.header("retry-after")), (429, "60"));
    assert!(refused.text().contains("Even rustig aan"), "{}", refused.text());
    assert_eq!(Browser::new(&server).get("/jeugd").status, 200, "looking is free");
    drop(server);

    // Behind a proxy, what counts is whom the proxy saw: the last, and not what they claim before it.
    let home = home.with("TWEESPAN__SERVER__BEHIND_PROXY", "true");
    let server = home.start(&["serve"]);
    for n in 0..5 {
        assert_eq!(ask(&server, &format!("203.0.113.{n}, 192.0.2.1")).status, 303);
    }
    assert_eq!(ask(&server, "203.0.113.9, 192.0.2.1").status, 429);
    assert_eq!(ask(&server, "192.0.2.1, 192.0.2.3").status, 303);
}

fn tokens_are_kept_as_their_hash_only(database: Database) {
    let site = Site::new(Home::new(database));
    site.home.wait_for_mail();
    let kept = site.home.dump().join("\n");
    let tokens: Vec<String> = site
        .home
        .mails()
        .iter()
        .flat_map(Mail::paths)
        .chain([site.sign_in.clone()])
        .map(|path| path.rsplit('/').next().unwrap().to_owned())
        .collect();
    assert!(tokens.len() > 6);
    for token in &tokens {
        assert!(!kept.contains(token), "a token of a mail that was sent is kept");
        assert!(kept.contains(&hash(token)));
    }
    assert_eq!(site.home.count("mails WHERE payload IS NOT NULL"), 0);

    // Nor is it left anywhere in the files of the database, where rows were changed or in the log of changes.
    if database == Database::Sqlite {
        let has = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        let file = site.home.sqlite_file();
        let log = file.with_extension("sqlite3-wal");
        until("the log of changes holds no token", || {
            let log = std::fs::read(&log).unwrap();
            tokens.iter().all(|token| !has(&log, token))
        });
        let bytes = std::fs::read(&file).unwrap();
        let mailed = &tokens[..tokens.len() - 1];
        for token in mailed {
            assert!(has(&bytes, &hash(token)), "what is looked for is where it is looked for");
            assert!(!has(&bytes, token), "a token of a mail that was sent is in the file");
        }
    }
}

fn the_log_names_nobody(database: Database) {
    let site = Site::new(Home::new(database).with("RUST_LOG", "debug"));
    let noor = Browser::new(&site.server);
    noor.answer(&site.duo, "declined", "Mijn geheime reden");
    for path in site.pages() {
        noor.get(path);
    }
    noor.get("/me/0000");
    site.home.wait_for_mail();
    let mails = site.home.mails();
    let (_, log) = site.server.stop();
    assert!(log.contains("mail sent"), "{log}");
    for secret in [LEARNER.email, GUIDE.email, COORDINATOR, LEARNER.name, GUIDE.name, "geheime reden"] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
    }
    let longest = log.split(|c: char| !c.is_ascii_hexdigit()).map(str::len).max().unwrap_or(0);
    assert!(longest < 64, "something like a token is in the log: {log}");
    assert!(mails.len() > 5);
}
