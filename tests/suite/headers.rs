//! What every answer has in its headers, and where links and redirects lead.

use reqwest::Method;

use crate::browser::{Browser, Page, opened};
use crate::harness::{Database, Home};
use crate::html::Form;
use crate::people::LEARNER;
use crate::safety::{COORDINATOR, Site};

on_both_databases!(links_begin_with_the_base_url_whatever_the_host,);

fn links_begin_with_the_base_url_whatever_the_host(database: Database) {
    let home = Home::new(database).with("BASE_URL", "https://tweespan.example/duo/").keeping_mails_in_files();
    let server = home.serve();
    let invited = home.run(&["coordinator", "invite", COORDINATOR, "--programme", "jeugd"]).expect_success();
    assert!(invited.starts_with("https://tweespan.example/duo/coordinator/sign-in/"), "{invited}");

    // Over TLS the cookies are for TLS only, so this browser carries them by hand.
    let browser = Browser::new(&server);
    let page = browser.look("/jeugd");
    let cookie = page.header("set-cookie").to_owned();
    for part in ["__Host-csrf=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
    let post = |path: &str, form: &Form| {
        let request = browser
            .request(Method::POST, path)
            .header("cookie", cookie.split(';').next().unwrap())
            .header("origin", "https://tweespan.example")
            .header("host", "elders.example")
            .header("x-forwarded-host", "elders.example")
            .header("forwarded", "host=elders.example");
        Page::of(path, request.form(&form.fields).send().unwrap())
    };
    let mut form = page.form_to("/jeugd");
    LEARNER.fill_in(&mut form);
    form.press("step", "send");
    let sent = post("/jeugd", &form);
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(sent.location().unwrap(), "/jeugd/sent");
    let links = home.mails_to(LEARNER.email)[0].links();
    assert!(links[0].starts_with("https://tweespan.example/duo/me/verify/"), "{links:?}");
    assert!(!home.mails_to(LEARNER.email)[0].html.contains("elders.example"));

    // The session's cookie likewise.
    form.fields.retain(|(name, _)| name == "csrf");
    let link = invited.trim().strip_prefix("https://tweespan.example/duo").unwrap();
    let signed_in = post(link, &form);
    let cookie = signed_in.header("set-cookie");
    for part in ["__Host-session=", "HttpOnly", "SameSite=Lax", "Secure"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    // Where links begin with https, a code goes with the link.
    let session = cookie.split(';').next().unwrap();
    let overview = browser.request(Method::GET, "/coordinator/jeugd").header("cookie", session).send().unwrap();
    assert_eq!(overview.status(), 303);
    let to = Page::of("/coordinator/jeugd", overview).location().unwrap();
    assert!(to.contains("/coordinator/second-factor"), "{to}");
}

#[test]
fn every_answer_has_its_headers() {
    let site = Site::new(Home::new(Database::Sqlite));
    let browser = &site.coordinator;
    let mut answers: Vec<(String, Page)> =
        site.pages().iter().map(|path| ((*path).to_owned(), browser.look(path))).collect();
    for link in [&site.profile, &site.duo] {
        let page = browser.get(link);
        answers.push((page.path.clone(), page));
    }
    for (path, status) in [
        ("/nergens", 404),
        ("/een/twee/drie/vier", 404),
        ("/me/0000", 404),
        ("/static/niets.js", 404),
        ("/static/style.css", 200),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/coordinator/jeugd/professionals?page=x", 400),
        ("/coordinator/rounds/x", 404),
        ("/api/v1/nergens", 404),
        ("/api/v1/programmes", 200),
        ("/api/v1/programmes/jeugd/professionals", 401),
    ] {
        let page = browser.look(path);
        assert_eq!(page.status, status, "{path}: {}", page.html);
        answers.push((path.to_owned(), page));
    }
    let stranger = Browser::new(&site.server);
    answers.push(("401".to_owned(), stranger.look("/coordinator/jeugd/settings/access")));
    let empty = Form { action: String::new(), fields: Vec::new(), buttons: Vec::new(), controls: Vec::new() };
    answers.push(("403".to_owned(), stranger.post("/me/link", &empty)));
    answers.push(("405".to_owned(), stranger.post("/jeugd/sent", &empty)));
    let large = stranger.request(Method::POST, "/me/link").body("x".repeat(70_000));
    let large = large.header("content-type", "application/x-www-form-urlencoded");
    answers.push(("413".to_owned(), Page::of("/me/link", large.send().unwrap())));
    for (what, status) in [("401", 401), ("403", 403), ("405", 405), ("413", 413)] {
        assert_eq!(answers.iter().find(|(path, _)| path == what).unwrap().1.status, status);
    }

    let mut led = 0;
    for (path, page) in &answers {
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        for word in ["unsafe", "*", "http:", "https:", "data:"] {
            assert!(!policy.contains(word), "{path}: {policy}");
        }
        for part in [
            "script-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        let kind = page.header("content-type");
        assert!(kind.is_empty() || kind.contains("json") || kind.contains("charset=utf-8"), "{path}: {kind}");
        assert_eq!(page.header("x-request-id").len(), 36, "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        let caching = if path.starts_with("/static/style") { "public, max-age=3600" } else { "no-store" };
        assert_eq!(page.header("cache-control"), caching, "{path}");
        for cookie in page.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{path}: {cookie}");
            assert!(!cookie.contains("Secure"), "without TLS the browser would not send it: {cookie}");
        }
        if page.header("content-type").starts_with("text/html") {
            let inline = [" style=", "<style", "<script>", " onclick=", " onload=", " oninput=", "javascript:"];
            for inline in inline {
                assert!(!page.html.contains(inline), "{path} has {inline}");
            }
            assert!(page.html.contains("<html lang=\"nl\">"), "{path}");
            assert!(page.html.contains("</html>"), "{path}");
            // Whatever is of a programme leads to what is done with data there.
            let of_programme = ["/jeugd", "/me/verify/", "/duo/", "/coordinator/jeugd", "/coordinator/rounds/1"];
            let is_own = path.len() == 16 && path.starts_with("/me/");
            // What a link shows before its button is pressed says nothing of whose it is.
            let is_shut = opened(path) != *path;
            if page.status == 200 && !is_shut && (is_own || of_programme.iter().any(|start| path.starts_with(start))) {
                assert!(page.html.contains("href=\"/jeugd/privacy\""), "{path}");
                led += 1;
            }
        }
    }
    assert!(led > 18, "{led} pages");
    // What pages name, is kept for ever: its address holds the hash of its content.
    let page = browser.look("/jeugd");
    let named: Vec<String> =
        page.html.split('"').filter(|part| part.starts_with("/static/")).map(str::to_owned).collect();
    assert!(named.len() >= 3, "{named:?}");
    for file in &named {
        let answer = browser.look(file);
        assert_eq!(answer.status, 200, "{file}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{file}");
    }
    let mark = browser.look(named.iter().find(|file| file.contains("mark")).unwrap());
    assert_eq!(mark.header("content-type"), "image/svg+xml; charset=utf-8");
    // The one of another version of the program is answered too, and not kept as long.
    let other = browser.look("/static/style.0123456789ab.css");
    assert_eq!((other.status, other.header("cache-control")), (200, "public, max-age=3600"));
    // The mails of others are shown in a frame that can do nothing.
    let mailbox = browser.get("/dev/mailbox");
    let mail = crate::html::links(&mailbox.html).into_iter().find(|link| link.starts_with("/dev/mailbox/")).unwrap();
    let policy = browser.look(&format!("{mail}/html")).header("content-security-policy").to_owned();
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'"), "{policy}");
    assert!(!policy.contains("script"));
}

#[test]
fn names_below_come_by_tls_only_where_the_settings_say_so() {
    let home = Home::new(Database::Sqlite).with("BASE_URL", "https://tweespan.example").keeping_mails_in_files();
    let server = home.with("TWEESPAN__SERVER__HSTS_SUBDOMAINS", "true").serve();
    let page = Browser::new(&server).look("/jeugd");
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
}

#[test]
fn the_language_goes_back_to_our_own_pages_only() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let browser = Browser::new(&server);
    let page = browser.get("/jeugd");
    let mut form = page.form_to("/language");
    let button = form.buttons[0].clone();
    form.fields.push(button);
    let english = browser.submit(&page, &form);
    assert_eq!(english.path, "/jeugd");
    assert!(english.text().contains("What you want to learn"), "{}", english.text());
    for back in ["//elders.example", "https://elders.example", "/\\elders.example", "/\r\nx: y", "elders"] {
        form.set("back", back);
        assert_eq!(browser.post("/language", &form).location().as_deref(), Some("/"), "{back}");
    }
}
