//! Links that work for long: their address shows a button, and the page behind it has an address without the secret.

use chrono::Duration;
use reqwest::Method;

use crate::browser::{Browser, OPEN, Page, opened};
use crate::harness::{Database, Home, Mail};
use crate::html::Form;
use crate::life::{confirmed, home_with_clock, introduced, move_clock};
use crate::links::ask_for_links;
use crate::people::{GUIDE, LEARNER};

on_both_databases!(
    a_link_shows_a_button_and_its_page_tells_no_secret,
    a_page_stays_open_when_anybody_asks_for_fresh_links,
    a_page_closes_when_another_has_its_link,
    a_page_is_closed_on_one_device,
    what_was_filled_in_outlives_the_page,
    without_cookies_it_says_so_and_goes_in_no_circle,
    a_name_opens_nothing_without_its_secret,
    a_confirmed_address_leads_to_a_page_without_the_secret,
);

fn token(link: &str) -> &str {
    link.split('/').find(|part| part.len() == 64).unwrap()
}

fn button(page: &Page) -> Form {
    let found = page.forms().into_iter().find(|form| form.action == OPEN);
    found.unwrap_or_else(|| panic!("no button on {}: {}", page.path, page.text()))
}

fn is_shut(page: &Page) {
    assert_eq!(page.status, 404, "{}: {}", page.path, page.text());
    assert!(page.text().contains("Open de link in je mail"), "{}", page.text());
    assert!(page.text().contains("sta dan cookies toe"), "{}", page.text());
}

fn a_link_shows_a_button_and_its_page_tells_no_secret(database: Database) {
    let home = home_with_clock(database);
    let duo = confirmed(&home);
    home.wait_for_mail();
    let own = home.link_to(LEARNER.email, "/me/");
    let before = home.dump();
    for link in [
        own.clone(),
        format!("{own}/away"),
        format!("{own}/data"),
        duo.noors.clone(),
        format!("{}/check-in", duo.noors),
        format!("{}/end?not-met", duo.noors),
    ] {
        let reader = Browser::new(&duo.server);
        let shut = reader.look(&link);
        assert_eq!(shut.status, 200, "{link}");
        for word in [LEARNER.name, "Noor", "Zoë", LEARNER.email, GUIDE.email, LEARNER.organisation, LEARNER.role] {
            assert!(!shut.html.contains(word), "{word} on {link}: {}", shut.text());
        }
        assert_eq!(shut.header("set-cookie").matches("link-").count(), 0, "a look gives no cookie");
        let sent = reader.post(OPEN, &button(&shut));
        let (to, cookie) = (sent.location().unwrap(), sent.header("set-cookie").to_owned());
        assert_eq!((sent.status, to.as_str()), (303, opened(&link).as_str()));
        for part in ["HttpOnly", "SameSite=Lax", "Max-Age=28800"] {
            assert!(cookie.starts_with("link-") && cookie.contains(part), "{part} in {cookie}");
        }
        let page = reader.look(&to);
        assert_eq!(page.status, 200, "{to}: {}", page.text());
        assert!(!page.html.contains(token(&link)), "{to} holds the secret");
        assert!(page.forms().iter().all(|form| !form.action.contains(token(&link))));
        // The link in the mail once more: nothing to press.
        assert_eq!(reader.look(&link).location(), Some(to));
    }
    // The file with data writes a line about it, and nothing else of this wrote anything.
    assert_eq!(home.dump(), before);
}

fn is_replaced(page: &Page) {
    assert_eq!(page.status, 404, "{}", page.text());
    assert!(page.text().contains("Er is een nieuwere mail"), "{}", page.text());
}

/// The newest link to their own page that somebody was mailed.
fn newest_own(home: &Home, email: &str) -> String {
    home.wait_for_mail();
    home.mails_to(email).iter().flat_map(Mail::paths).rfind(|path| path.len() == 68).unwrap()
}

fn a_page_stays_open_when_anybody_asks_for_fresh_links(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let own = home.link_to(LEARNER.email, "/me/");
    let page = duo.noor.get(&own);
    let mut form = page.form_to(&opened(&own));
    form.set("role", "Jeugdbeschermer");
    move_clock(&home, Duration::seconds(5));
    ask_for_links(&Browser::new(&duo.server), LEARNER.email);
    let fresh = newest_own(&home, LEARNER.email);
    assert_ne!(fresh, own);
    // Once the fresh one is used, on whatever device, the link opens nothing on one that has not opened it.
    assert_eq!(Browser::new(&duo.server).get(&own).status, 200);
    assert_eq!(Browser::new(&duo.server).get(&fresh).status, 200);
    is_replaced(&Browser::new(&duo.server).get(&own));
    // What she was typing is saved.
    let saved = duo.noor.submit(&page, &form);
    assert!(saved.status == 200 && saved.html.contains("Jeugdbeschermer"), "{}", saved.text());
    // After its hours it is shut like any other, also to whoever kept the cookie.
    move_clock(&home, Duration::hours(7));
    assert_eq!(duo.noor.look(&opened(&own)).status, 200);
    move_clock(&home, Duration::hours(9));
    is_replaced(&duo.noor.look(&opened(&own)));
    form.set("role", "Iets anders");
    assert_eq!(duo.noor.post(&opened(&own), &form).status, 404);
    assert_eq!(home.count("professionals WHERE role = 'Iets anders'"), 0);
    // And so is one whose link is too old.
    assert_eq!(duo.noor.get(&fresh).status, 200);
    move_clock(&home, Duration::days(2000));
    assert_eq!(duo.noor.look(&opened(&fresh)).status, 404);
}

fn a_page_closes_when_another_has_its_link(database: Database) {
    let home = home_with_clock(database);
    let duo = introduced(&home);
    let own = home.link_to(LEARNER.email, "/me/");
    let other = Browser::new(&duo.server);
    assert_eq!((other.get(&own).status, other.get(&duo.noors).status), (200, 200));
    // One that was replaced already, and one that was not.
    ask_for_links(&duo.noor, LEARNER.email);
    let fresh = newest_own(&home, LEARNER.email);
    assert_eq!((other.get(&fresh).status, other.look(&opened(&own)).status), (200, 200));
    let page = duo.noor.get(&fresh);
    let report = page.form_to(&format!("{}/links", opened(&fresh)));
    assert_eq!(duo.noor.submit(&page, &report).path, "/me/link/replaced");
    for link in [&own, &fresh, &duo.noors] {
        is_replaced(&other.look(&opened(link)));
    }
}

fn a_page_is_closed_on_one_device(database: Database) {
    let home = Home::new(database);
    let duo = introduced(&home);
    let other = Browser::new(&duo.server);
    let own = home.link_to(LEARNER.email, "/me/");
    let before = home.dump();
    for link in [own.clone(), format!("{own}/away"), duo.noors.clone()] {
        assert_eq!(other.get(&link).status, 200);
        let page = duo.noor.get(&link);
        let close = page.form_with_button("then", "close");
        let closed = duo.noor.submit(&page, &close);
        assert_eq!(closed.path, "/me/link/closed");
        assert!(closed.text().contains("Je pagina is dicht"), "{}", closed.text());
        is_shut(&duo.noor.look(&opened(&link)));
        // The link works, also there.
        assert_eq!((other.look(&opened(&link)).status, duo.noor.get(&link).status), (200, 200));
    }
    assert_eq!(home.dump(), before);
}

fn what_was_filled_in_outlives_the_page(database: Database) {
    let home = Home::new(database);
    let duo = introduced(&home);
    let own = home.link_to(LEARNER.email, "/me/");
    let page = duo.noor.get(&own);
    let mut form = page.form_to(&opened(&own));
    form.set("role", "Jeugdbeschermer & \"mentor\"");
    // As after some hours, when the browser has dropped the cookie.
    let close = page.form_with_button("then", "close");
    duo.noor.submit(&page, &close);
    let before = home.dump();
    let kept = duo.noor.post(&opened(&own), &form);
    assert_eq!(kept.status, 404);
    assert!(kept.text().contains("Je pagina was dicht"), "{}", kept.text());
    assert_eq!(home.dump(), before);
    // Sent too early it says the same, and loses nothing.
    let kept = duo.noor.post(&opened(&own), &kept.form_to(&opened(&own)));
    assert!(kept.text().contains("Je pagina was dicht"), "{}", kept.text());
    assert_eq!(duo.noor.get(&own).status, 200);
    let saved = duo.noor.submit(&kept, &kept.form_to(&opened(&own)));
    assert_eq!((saved.status, saved.path.as_str()), (200, format!("{}?saved", opened(&own)).as_str()));
    assert!(saved.text().contains("Je profiel is bewaard"), "{}", saved.text());
    assert_eq!(home.count("professionals WHERE role = 'Jeugdbeschermer & \"mentor\"'"), 1);
    // Whoever comes from elsewhere with such a form learns and writes nothing.
    let before = home.dump();
    let mut forged = form.clone();
    forged.set("csrf", &"0".repeat(64));
    is_shut(&Browser::new(&duo.server).post(&opened(&own), &forged));
    assert_eq!(home.dump(), before);
}

fn without_cookies_it_says_so_and_goes_in_no_circle(database: Database) {
    let home = Home::new(database);
    let duo = introduced(&home);
    let blocked =
        reqwest::blocking::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
    let ask = |method: Method, path: &str, form: Option<&Form>| {
        let request = blocked.request(method, format!("{}{path}", duo.server.url)).header("accept-language", "nl");
        let request = form.into_iter().fold(request, |request, form| request.form(&form.fields));
        Page::of(path, request.send().unwrap())
    };
    let shut = ask(Method::GET, &duo.noors, None);
    is_shut(&ask(Method::POST, OPEN, Some(&button(&shut))));
    is_shut(&ask(Method::GET, &opened(&duo.noors), None));
    is_shut(&ask(Method::POST, &opened(&duo.noors), Some(&button(&shut))));
}

fn a_name_opens_nothing_without_its_secret(database: Database) {
    let home = Home::new(database);
    let duo = introduced(&home);
    assert_eq!(duo.noor.get(&duo.noors).status, 200);
    let before = home.dump();
    // Another reader who knows the address, also one who has a link of their own.
    is_shut(&Browser::new(&duo.server).look(&opened(&duo.noors)));
    assert_eq!(duo.zoe.get(&duo.zoes).status, 200);
    is_shut(&duo.zoe.look(&opened(&duo.noors)));
    // A cookie of that name with another secret, or none.
    let name = opened(&duo.noors).rsplit('/').next().unwrap().to_owned();
    for secret in [token(&duo.zoes), &"0".repeat(64), "", "x"] {
        let request = Browser::new(&duo.server).request(Method::GET, &opened(&duo.noors));
        is_shut(&Page::of(&name, request.header("cookie", format!("link-{name}={secret}")).send().unwrap()));
    }
    // What the secret is in the address of is an entrance and takes no answer.
    let page = duo.noor.get(&duo.noors);
    let form = page.form_with_button("answer", "accepted");
    let fields = duo.noor.request(Method::POST, &duo.noors).header("sec-fetch-site", "same-origin").form(&form.fields);
    is_shut(&Page::of(&duo.noors, fields.send().unwrap()));
    // The button takes nobody elsewhere, and no link that it is not for: not to a link for one act.
    let verify = home.link_to(LEARNER.email, "/me/verify/");
    let stranger = Browser::new(&duo.server);
    let mut form = button(&stranger.look(&duo.noors));
    form.set("link", &format!("/me/{}", token(&verify)));
    assert_eq!(stranger.post(OPEN, &form).status, 404);
    assert_eq!(home.count("tokens WHERE opened_at IS NOT NULL AND purpose NOT IN ('profile', 'duo')"), 0);
    let shut = Browser::new(&duo.server).look(&duo.noors);
    assert_eq!(shut.status, 200);
    for elsewhere in ["https://elders.example", "//elders.example/x", "/coordinator", "/me/link", "x", ""] {
        let stranger = Browser::new(&duo.server);
        let mut form = button(&stranger.look(&duo.noors));
        form.set("link", elsewhere);
        let answer = stranger.post(OPEN, &form);
        assert_eq!((answer.status, answer.location()), (404, None), "{elsewhere}");
    }
    assert_eq!(home.dump(), before);
}

fn a_confirmed_address_leads_to_a_page_without_the_secret(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let reader = Browser::new(&server);
    LEARNER.sign_up(&reader);
    let link = home.link_to(LEARNER.email, "/me/verify/");
    let page = reader.get(&link);
    let confirm = page.forms().into_iter().find(|form| form.value("consent").is_some()).unwrap();
    // Sign-ups are closed meanwhile: whoever was asked to confirm reads that they take part.
    home.execute("UPDATE programmes SET is_open = FALSE");
    let sent = reader.post(&link, &confirm);
    let to = sent.location().unwrap();
    assert_eq!((sent.status, to.as_str()), (303, "/jeugd/confirmed?in=nl"));
    let done = reader.look(&to);
    assert_eq!(done.status, 200);
    for words in ["Je doet mee", "Welkom bij Vakmanschap jeugd", "een mail gestuurd met een eigen link"] {
        assert!(done.text().contains(words), "{words}: {}", done.text());
    }
    assert!(!done.html.contains(token(&link)) && !done.html.contains(LEARNER.name));
    // The link in the mail once more, and its button twice.
    home.wait_for_mail();
    let before = home.dump();
    assert_eq!(reader.look(&link).location().as_deref(), Some(to.as_str()));
    assert_eq!(reader.post(&link, &confirm).location().as_deref(), Some(to.as_str()));
    assert_eq!(home.count("mails WHERE kind = 'profile_link'"), 1);
    // In the language of the mail, and in another one that a reader chose.
    let english = Browser::new(&server).look("/jeugd/confirmed?in=en");
    assert!(english.text().contains("You take part"), "{}", english.text());
    for odd in ["/jeugd/confirmed", "/jeugd/confirmed?in=xx", "/jeugd/confirmed?in="] {
        assert_eq!(reader.look(odd).status, 200, "{odd}");
    }
    assert_eq!(reader.look("/niets/confirmed").status, 404);
    assert_eq!(home.dump(), before);
}

/// Over TLS the cookie is for TLS and this host only.
#[test]
fn over_tls_the_cookie_is_for_tls_only() {
    let home = Home::new(Database::Sqlite);
    let duo = introduced(&home);
    let link = duo.noors.clone();
    drop(duo);
    let home = home.with("BASE_URL", "https://tweespan.example").keeping_mails_in_files();
    let server = home.start(&["serve"]);
    let browser = Browser::new(&server);
    let shut = browser.look(&link);
    let csrf = shut.header("set-cookie").split(';').next().unwrap().to_owned();
    let request = browser.request(Method::POST, OPEN).header("cookie", csrf).header("sec-fetch-site", "same-origin");
    let sent = Page::of(OPEN, request.form(&button(&shut).fields).send().unwrap());
    let cookie = sent.header("set-cookie");
    for part in ["__Host-link-", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
}
