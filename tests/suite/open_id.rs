//! Signing in with the account of one's organisation, at a real provider.

use chrono::Duration;

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Provider, Server};
use crate::journey::COORDINATOR;
use crate::life::home_with_clock;

on_both_databases!(
    needs "needs Glewlwyd: run tests/run":
    whoever_their_organisation_knows_comes_in_without_another_code,
    others_do_not_come_in,
    what_comes_back_is_for_the_browser_and_the_sign_in_that_began,
    what_needs_a_fresh_proof_is_proved_at_the_organisation,
    a_provider_that_is_silent_or_lies_lets_nobody_in,
    whoever_has_an_app_gives_its_code_all_the_same,
    a_mailbox_alone_sets_up_no_app_for_whoever_signs_in_at_their_organisation,
);

const START: &str = "/coordinator/sign-in/open-id";
const BACK: &str = "/coordinator/sign-in/open-id/back";
const SECRET: &str = "een-geheim-van-64-tekens-zou-beter-zijn";
const ACCESS: &str = "/coordinator/jeugd/settings/access";

/// A server that knows a provider, and a coordinator who is invited.
fn served(home: Home, provider: &Provider) -> (Home, Server) {
    home.add_programme("jeugd");
    let home = home
        .with("TWEESPAN__SIGN_IN__SECOND_FACTOR", "always")
        .with("TWEESPAN__OPEN_ID__ISSUER", &provider.issuer())
        .with("TWEESPAN__OPEN_ID__CLIENT_ID", "tweespan")
        .with("TWEESPAN__OPEN_ID__CLIENT_SECRET", SECRET)
        .with("TWEESPAN__OPEN_ID__NAME", "De Brug");
    home.invite_coordinator(COORDINATOR, "jeugd");
    let server = home.start(&["serve"]);
    provider.know(&format!("{}{BACK}", server.url), SECRET);
    (home, server)
}

/// Where a page with the button of the organisation leads to.
fn leave(browser: &Browser, path: &str) -> String {
    let page = browser.get(path);
    address_on(&browser.submit(&page, &page.form_to(START)))
}

/// The address of the organisation on the page that leads there.
fn address_on(page: &Page) -> String {
    assert_eq!(page.status, 200, "{}", page.text());
    let address =
        page.html.split("http-equiv=\"refresh\" content=\"0; url=").nth(1).unwrap().split('"').next().unwrap();
    assert!(page.html.contains(&format!("href=\"{address}\"")), "by hand, too");
    address.replace("&#38;", "&").replace("&amp;", "&")
}

/// Comes back, and presses the button.
fn come_back(browser: &Browser, path: &str) -> Page {
    let page = browser.get(path);
    if page.status != 200 {
        return page;
    }
    browser.submit(&page, &page.form_to(BACK))
}

/// Signs in at the organisation as somebody.
fn sign_in(browser: &Browser, provider: &Provider, name: &str) -> Page {
    let address = leave(browser, "/coordinator/sign-in");
    come_back(browser, &provider.account(name).go(&address))
}

fn whoever_their_organisation_knows_comes_in_without_another_code(database: Database) {
    let provider = Provider::start();
    let (home, server) = served(Home::new(database), &provider);
    provider.add_account("ruth", COORDINATOR, Some(true));
    let browser = Browser::new(&server);
    let page = sign_in(&browser, &provider, "ruth");
    assert_eq!((page.status, page.path.as_str()), (200, "/coordinator/jeugd"), "{}", page.text());
    // No second factor is asked for, and none was set up.
    assert_eq!(browser.look("/coordinator/jeugd/professionals").status, 200);
    let log = browser.get("/coordinator/jeugd/security").text();
    assert!(log.contains(&format!("{COORDINATOR} logde in via {}", provider.issuer())), "{log}");
    // What is kept of it: who vouches, and what the account is called there. No token, no name.
    let kept = home.query("SELECT issuer || ' ' || subject AS line FROM provider_accounts");
    assert!(kept.len() == 1 && kept[0].starts_with(&provider.issuer()), "{kept:?}");

    // From then on the account is known by itself, whatever address it has.
    provider.change_address("ruth", "ruth@elders.example");
    let again = Browser::english(&server);
    assert_eq!(sign_in(&again, &provider, "ruth").path, "/coordinator/jeugd");
    assert_eq!(home.count("provider_accounts"), 1);

    // The session that the browser had ends with a new one.
    assert_eq!(home.count("sessions"), 2);
    assert_eq!(sign_in(&again, &provider, "ruth").path, "/coordinator/jeugd");
    assert_eq!(home.count("sessions"), 2);

    // Another account with that address is another person, until whoever runs the server says otherwise.
    provider.add_account("opvolger", COORDINATOR, Some(true));
    let other = Browser::new(&server);
    let page = sign_in(&other, &provider, "opvolger");
    assert_eq!(page.status, 403);
    assert!(page.text().contains("een ander account van De Brug"), "{}", page.text());
    assert!(browser.get("/coordinator/jeugd/security").text().contains("een ander account met hetzelfde adres"));
    assert!(home.run(&["coordinator", "unlink-account", COORDINATOR]).expect_success().contains("unlinked"));
    assert_eq!(browser.look("/coordinator").status, 303, "their sessions have ended");
    assert_eq!(sign_in(&other, &provider, "opvolger").path, "/coordinator/jeugd");
    assert_eq!(sign_in(&again, &provider, "ruth").status, 403);
    assert!(home.run(&["coordinator", "unlink-account", "niemand@elders.example"]).expect_failure().contains("nobody"));
}

fn others_do_not_come_in(database: Database) {
    let provider = Provider::start();
    let (home, server) = served(Home::new(database), &provider);
    home.invite_coordinator("niet-nagekeken@voorbeeld.example", "jeugd");
    home.invite_coordinator("weg@voorbeeld.example", "jeugd");
    provider.add_account("vreemd", "vreemd@voorbeeld.example", Some(true));
    provider.add_account("nagemaakt", "niet-nagekeken@voorbeeld.example", Some(false));
    provider.add_account("zwijgend", "niet-nagekeken@voorbeeld.example", None);
    provider.add_account("weg", "weg@voorbeeld.example", Some(true));
    home.execute(
        "DELETE FROM programme_coordinators \
         WHERE coordinator_id = (SELECT id FROM coordinators WHERE email = 'weg@voorbeeld.example')",
    );
    for (name, told) in [
        ("vreemd", "is je e-mailadres vreemd@voorbeeld.example. Niemand met dat adres"),
        ("nagemaakt", "niet wat jouw e-mailadres is, of heeft het niet gecontroleerd"),
        ("zwijgend", "niet wat jouw e-mailadres is, of heeft het niet gecontroleerd"),
        ("weg", "is je e-mailadres weg@voorbeeld.example. Niemand met dat adres"),
    ] {
        let page = sign_in(&Browser::new(&server), &provider, name);
        assert!(page.status == 403 && page.text().contains(told), "{name}: {}", page.text());
    }
    assert_eq!(home.count("sessions") + home.count("provider_accounts"), 0);
    // Where the organisation's accounts are trusted, silence about an address is enough; a no is not.
    drop(server);
    let home = home.with("TWEESPAN__OPEN_ID__TRUST_ADDRESSES", "true");
    let server = home.start(&["serve"]);
    provider.know(&format!("{}{BACK}", server.url), SECRET);
    assert_eq!(sign_in(&Browser::new(&server), &provider, "nagemaakt").status, 403);
    assert_eq!(sign_in(&Browser::new(&server), &provider, "zwijgend").path, "/coordinator/jeugd");
}

fn what_comes_back_is_for_the_browser_and_the_sign_in_that_began(database: Database) {
    let provider = Provider::start();
    let (home, server) = served(Home::new(database), &provider);
    provider.add_account("ruth", COORDINATOR, Some(true));
    let account = provider.account("ruth");
    let browser = Browser::new(&server);
    let elsewhere = Browser::new(&server);
    let refused = |page: Page, told: &str| {
        assert!(page.status == 403 && page.text().contains(told), "{} {}", page.status, page.text());
    };
    // In a browser that did not begin, or began another one; with the state of another one, or with none.
    let back = account.go(&leave(&browser, "/coordinator/sign-in"));
    refused(come_back(&elsewhere, &back), "Begin opnieuw");
    leave(&elsewhere, "/coordinator/sign-in");
    refused(come_back(&elsewhere, &back), "Begin opnieuw");
    refused(come_back(&browser, BACK), "Begin opnieuw");
    // Opening it changes nothing; pressing does, once.
    assert_eq!(browser.get(&back).status, 200);
    assert_eq!(home.count("sessions"), 0);
    let page = browser.get(&back);
    let form = page.form_to(BACK);
    assert_eq!(browser.submit(&page, &form).path, "/coordinator/jeugd");
    refused(browser.post(BACK, &form), "Begin opnieuw");

    // The code of one sign-in in another: by the proof that goes with it, and by the word in the token.
    let parameter = |address: &str, name: &str| {
        let rest = address.split(&format!("{name}=")).nth(1).unwrap();
        format!("{name}={}", rest.split('&').next().unwrap())
    };
    for name in ["code_challenge", "nonce"] {
        let (mine, theirs) = (Browser::new(&server), Browser::new(&server));
        let own = leave(&mine, "/coordinator/sign-in");
        let other = leave(&theirs, "/coordinator/sign-in");
        let mixed = own.replace(&parameter(&own, name), &parameter(&other, name));
        assert_ne!(mixed, own);
        refused(come_back(&mine, &account.go(&mixed)), "klopt niet");
    }
    // Who was not signed in there is told so.
    let browser = Browser::new(&server);
    let own = leave(&browser, "/coordinator/sign-in");
    let denied = format!("{BACK}?error=access_denied&{}", parameter(&own, "state"));
    refused(browser.get(&denied), "De Brug heeft je niet ingelogd");
    assert_eq!(home.count("sessions"), 1);
    // It leads to a page of ours only.
    let page = browser.get("/coordinator/sign-in");
    let mut form = page.form_to(START);
    form.set("to", "//elders.example/");
    let page = browser.submit(&page, &form);
    assert_eq!(come_back(&browser, &account.go(&address_on(&page))).path, "/coordinator/jeugd");
    // Going back there afterwards asks nothing again.
    assert_eq!(browser.get(&back).path, "/coordinator/jeugd");
}

fn whoever_has_an_app_gives_its_code_all_the_same(database: Database) {
    let provider = Provider::start();
    let (home, server) = served(Home::new(database), &provider);
    provider.add_account("ruth", COORDINATOR, Some(true));
    let known = Browser::new(&server);
    known.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    crate::second_factor::set_up(&known, Duration::zero());
    let browser = Browser::new(&server);
    let page = sign_in(&browser, &provider, "ruth");
    assert_eq!(page.path, "/coordinator/second-factor?to=%2Fcoordinator");
    // Nor does whoever has the account set up another app.
    let sent = browser.look("/coordinator/second-factor/new").location();
    assert_eq!(sent.unwrap(), "/coordinator/second-factor?to=%2Fcoordinator%2Fsecond-factor%2Fnew");
}

fn a_mailbox_alone_sets_up_no_app_for_whoever_signs_in_at_their_organisation(database: Database) {
    let provider = Provider::start();
    let (home, server) = served(Home::new(database), &provider);
    provider.add_account("ruth", COORDINATOR, Some(true));
    sign_in(&Browser::new(&server), &provider, "ruth");
    // Whoever reads their mail has a link to sign in.
    let stranger = Browser::new(&server);
    stranger.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let page = stranger.get("/coordinator/second-factor/new");
    assert!(!page.html.contains("name=\"secret\""), "{}", page.text());
    assert!(stranger.look("/coordinator/jeugd/settings/access").status != 200);
    // Without that provider the mailbox and an app are what there is.
    drop(server);
    let server = home.with("TWEESPAN__OPEN_ID__ISSUER", "").start(&["serve"]);
    let page = Browser::new(&server).get("/coordinator/sign-in");
    assert_eq!(page.status, 200);
}

fn what_needs_a_fresh_proof_is_proved_at_the_organisation(database: Database) {
    let provider = Provider::start();
    let (_home, server) = served(home_with_clock(database), &provider);
    provider.add_account("ruth", COORDINATOR, Some(true));
    let browser = Browser::new(&server);
    let address = leave(&browser, "/coordinator/sign-in");
    let account = provider.account("ruth");
    // An organisation that does not say when somebody signed in proves nothing by it.
    provider.forget_sessions();
    assert_eq!(come_back(&browser, &account.go(&address)).path, "/coordinator/jeugd");
    let page = browser.get(ACCESS);
    let mut form = page.form_to(ACCESS);
    form.set("label", "intranet");
    let sent = browser.post(ACCESS, &form);
    let again = sent.location().unwrap();
    assert!(again.starts_with("/coordinator/sign-in/again"), "{again}");
    let address = leave(&browser, &again);
    assert!(address.contains("prompt=login") && address.contains("max_age=60"), "{address}");
    let page = come_back(&browser, &provider.account("ruth").go(&address));
    assert_eq!(page.path, "/coordinator/jeugd");
    let page = browser.get(ACCESS);
    let mut form = page.form_to(ACCESS);
    form.set("label", "intranet");
    assert!(browser.submit(&page, &form).html.contains("class=\"secret\">"));
}

fn a_provider_that_is_silent_or_lies_lets_nobody_in(database: Database) {
    let provider = Provider::start();
    let (home, server) = served(Home::new(database), &provider);
    provider.add_account("ruth", COORDINATOR, Some(true));
    let account = provider.account("ruth");
    let browser = Browser::new(&server);
    // Another key than the one that signed; a key that is none; another provider's name.
    for (word, other, status, told) in [
        ("\"e\":\"AQAB\"", "\"e\":\"AQAD\"", 403, "klopt niet"),
        ("\"kty\":\"RSA\"", "\"kty\":\"XYZ\"", 403, "klopt niet"),
        ("\"issuer\":\"http://", "\"issuer\":\"HTTP://", 502, "antwoordt niet zoals het hoort"),
    ] {
        let back = account.go(&leave(&browser, "/coordinator/sign-in"));
        provider.change(word, other);
        let page = come_back(&browser, &back);
        assert!(page.status == status && page.text().contains(told), "{word}: {} {}", page.status, page.text());
        provider.change("", "");
    }
    let address = leave(&browser, "/coordinator/sign-in");
    let back = account.go(&address);
    provider.fall_silent();
    let page = come_back(&browser, &back);
    assert_eq!(page.status, 502);
    assert!(page.text().contains("antwoordt niet zoals het hoort"), "{}", page.text());
    let page = browser.get("/coordinator/sign-in");
    assert_eq!(browser.submit(&page, &page.form_to(START)).status, 502);
    assert_eq!(home.count("sessions"), 0);
    // The reason is in the log, and the other way in is open.
    assert!(server.log().contains("the organisation's sign-in does not answer as it should"), "{}", server.log());
    browser.sign_in(&crate::coordinators::ask_to_sign_in(&home, &browser));
}
