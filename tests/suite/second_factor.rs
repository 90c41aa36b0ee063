//! The second factor of coordinators, and proving again that it is them.

use chrono::{Duration, Utc};
use reqwest::Method;
use totp_rs::{Builder, Secret};

use crate::browser::{Browser, Page};
use crate::coordinators::ask_to_sign_in;
use crate::harness::{Database, Home, Server, until};
use crate::journey::COORDINATOR;
use crate::life::{home_with_clock, let_jobs_look, mails_of, move_clock};
use crate::people::{LEARNER, new_round, round_of};
use crate::program::Program;

on_both_databases!(
    nobody_comes_in_without_a_code_where_one_is_required,
    a_code_is_taken_once_and_a_recovery_code_too,
    who_guesses_needs_another_link,
    what_decides_who_comes_in_needs_a_fresh_proof,
    whoever_runs_the_server_lets_somebody_set_up_another_app,
    roles_are_given_and_the_last_owner_stays,
    a_key_is_for_what_was_ticked_and_its_end_is_told,
    an_owner_takes_their_programme_out_of_somebody_else_s_key,
    the_security_log_is_for_owners_and_tells_nothing_of_elsewhere,
    whoever_is_dismissed_keeps_what_they_have_elsewhere,
);

const NEW: &str = "/coordinator/second-factor/new";
const ASK: &str = "/coordinator/second-factor";
const ACCESS: &str = "/coordinator/jeugd/settings/access";

/// The app on somebody's phone.
pub(crate) struct Phone(String);

impl Phone {
    /// The code so long from now.
    fn code(&self, ahead: Duration) -> String {
        let secret = Secret::try_from_base32(&self.0).unwrap();
        let time = u64::try_from((Utc::now() + ahead).timestamp()).unwrap();
        let app = Builder::new().with_secret(secret).build().unwrap();
        app.generate(time).to_string()
    }
}

fn give(browser: &Browser, code: &str) -> Page {
    let page = browser.get(ASK);
    let mut form = page.form_to(ASK);
    form.set("code", code);
    browser.submit(&page, &form)
}

/// Sets up an app: the phone, and the recovery codes.
pub(crate) fn set_up(browser: &Browser, ahead: Duration) -> (Phone, Vec<String>) {
    let page = browser.get(NEW);
    let mut form = page.form_to(NEW);
    let phone = Phone(form.value("secret").unwrap().to_owned());
    assert!(page.html.contains("<svg class=\"qr\""));
    form.set("code", &phone.code(ahead));
    let page = browser.submit(&page, &form);
    let codes = page.html.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
    (phone, codes.collect())
}

fn where_required(database: Database) -> Home {
    home_with_clock(database).with("TWEESPAN__SIGN_IN__SECOND_FACTOR", "always")
}

fn nobody_comes_in_without_a_code_where_one_is_required(database: Database) {
    let home = where_required(database);
    let server = home.serve();
    let browser = Browser::new(&server);
    let page = browser.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert_eq!(page.path, format!("{NEW}?to=%2Fcoordinator"));
    for path in ["/coordinator", "/coordinator/jeugd", ACCESS, "/coordinator/sign-in/again"] {
        let sent = browser.look(path);
        assert!(sent.status == 303 && sent.location().unwrap().starts_with(ASK), "{path}");
    }
    // A wrong code has the same picture again, and nothing is kept.
    let mut form = page.form_to(NEW);
    form.set("code", "000000");
    let again = browser.submit(&page, &form);
    assert_eq!(again.status, 422);
    assert_eq!(again.form_to(NEW).value("secret"), form.value("secret"));
    assert_eq!(home.count("coordinators WHERE totp_secret IS NOT NULL"), 0);

    let (phone, codes) = set_up(&browser, Duration::zero());
    assert_eq!(codes.len(), 10);
    assert_eq!(browser.get(ACCESS).status, 200);
    assert_eq!(home.count("activity WHERE what LIKE '%second_factor_set%'"), 1);
    // Elsewhere the link is not enough, and somebody else's app cannot be set up in its place.
    let elsewhere = Browser::new(&server);
    let page = elsewhere.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert!(page.path.starts_with(ASK) && !page.path.contains("new"), "{}", page.path);
    assert_eq!(elsewhere.look(NEW).location(), Some(format!("{ASK}?to=%2Fcoordinator%2Fsecond-factor%2Fnew")));
    let page = elsewhere.get(ASK);
    let mut form = page.form_to(ASK);
    form.set("code", &phone.code(Duration::seconds(30)));
    form.set("to", "//elders.example/");
    assert_eq!(elsewhere.submit(&page, &form).path, "/coordinator/jeugd", "only to a page of ours");
    // Nothing of it is in plain sight in the database: of the recovery codes only what they cannot be read from.
    let kept = home.dump().join("\n");
    assert!(codes.iter().all(|code| !kept.contains(code.as_str()) && !kept.contains(&code.replace('-', ""))));
}

fn a_code_is_taken_once_and_a_recovery_code_too(database: Database) {
    let home = where_required(database);
    let server = home.serve();
    let first = Browser::new(&server);
    first.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let (phone, codes) = set_up(&first, Duration::zero());
    let second = Browser::new(&server);
    second.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    // The code that set it up, and one of a later half minute twice.
    assert_eq!(give(&second, &phone.code(Duration::zero())).status, 422);
    let next = phone.code(Duration::seconds(30));
    assert_eq!(give(&second, &next).path, "/coordinator/jeugd");
    let third = Browser::new(&server);
    third.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert_eq!(give(&third, &next).status, 422);
    // As it may be typed.
    assert_eq!(give(&third, &codes[3].to_uppercase().replace('-', " ")).path, "/coordinator/jeugd");
    assert!(third.get(ACCESS).text().contains("Herstelcodes over: 9"));
    let fourth = Browser::new(&server);
    fourth.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert_eq!(give(&fourth, &codes[3]).status, 422);
    assert_eq!(home.count("activity WHERE what LIKE '%recovery_code_used%'"), 1);
    // Somebody else's codes are nothing.
    let other = Browser::new(&server);
    other.press(&home.invite_coordinator("ander@voorbeeld.example", "jeugd"));
    set_up(&other, Duration::zero());
    let other = Browser::new(&server);
    other.press(&home.invite_coordinator("ander@voorbeeld.example", "jeugd"));
    assert_eq!(give(&other, &codes[5]).status, 422);
}

fn who_guesses_needs_another_link(database: Database) {
    let home = where_required(database);
    let server = home.serve();
    let owner = Browser::new(&server);
    owner.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let (phone, _) = set_up(&owner, Duration::zero());
    let guesser = Browser::new(&server);
    guesser.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    for _ in 0..4 {
        assert_eq!(give(&guesser, "123456").status, 422);
    }
    assert_eq!(give(&guesser, "123456").status, 401, "the fifth ends the session");
    assert_eq!(guesser.get(ASK).status, 401);
    // In an hour twenty at most, whatever the number of links; the owner's own session goes on.
    let mut refused = 0;
    for _ in 0..4 {
        let guesser = Browser::new(&server);
        guesser.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
        refused += (0..4).filter(|_| give(&guesser, "123456").status == 429).count();
    }
    assert!(refused >= 1, "{refused}");
    assert_eq!(owner.get(ACCESS).status, 200);
    drop(phone);
}

fn what_decides_who_comes_in_needs_a_fresh_proof(database: Database) {
    let home = home_with_clock(database);
    let server = home.serve();
    let browser = Browser::new(&server);
    browser.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let page = browser.get(ACCESS);
    let mut key = page.form_to(ACCESS);
    key.set("label", "kantoor");
    let settings = browser.get("/coordinator/jeugd/settings");
    let mut invite = settings.form_to("/coordinator/jeugd/settings/coordinators");
    invite.set("email", "nieuw@voorbeeld.example");
    move_clock(&home, Duration::minutes(16));
    for (page, form) in [(&page, &key), (&settings, &invite)] {
        let sent = browser.post(&form.action, form);
        assert!(sent.location().unwrap().starts_with("/coordinator/sign-in/again?to="), "{}", page.path);
    }
    assert_eq!((home.count("api_keys"), home.count("coordinators")), (0, 1));
    // Nor is an app set up without it, which would be a proof by itself.
    let sent = browser.look(NEW);
    assert!(sent.location().unwrap().starts_with("/coordinator/sign-in/again"), "{:?}", sent.location());
    let mut app = key.clone();
    app.fields.retain(|(name, _)| name == "csrf");
    app.fields.extend([
        ("secret".to_owned(), "A".repeat(32)),
        ("code".to_owned(), Phone("A".repeat(32)).code(Duration::minutes(16))),
    ]);
    assert_eq!(browser.post(NEW, &app).status, 303);
    assert_eq!(home.count("coordinators WHERE totp_secret IS NOT NULL"), 0);
    for path in ["coordinators/1", "coordinators/1/role"] {
        let sent = browser.post(&format!("/coordinator/jeugd/settings/{path}"), &invite);
        assert!(sent.location().unwrap().starts_with("/coordinator/sign-in/again?to="), "{path}");
    }
    let sent = browser.post("/coordinator/jeugd/professionals/1/removal", &invite);
    assert!(sent.location().unwrap().starts_with("/coordinator/sign-in/again?to="));
    assert_eq!(browser.get(ACCESS).status, 200, "looking needs none");
    // Nor does whoever comes by an open screen end the sessions of others who are it.
    for path in [format!("{ACCESS}/sessions/{}/end", "0".repeat(64)), format!("{ACCESS}/sign-out")] {
        let sent = browser.post(&path, &invite);
        assert!(sent.location().unwrap().starts_with("/coordinator/sign-in/again?to="), "{path}");
    }
    assert_eq!(home.count("sessions"), 1);
    // Without an app, by another link in the same browser.
    let page = browser.get("/coordinator/sign-in/again");
    let form = page.form_to("/coordinator/sign-in");
    assert_eq!(form.value("email"), Some(COORDINATOR));
    browser.sign_in(&ask_to_sign_in(&home, &browser));
    assert_eq!(browser.post(ACCESS, &key).status, 200);
    assert_eq!(home.count("api_keys"), 1);

    // With one, by its code, and then on where they were.
    let (phone, _) = set_up(&browser, Duration::minutes(16));
    move_clock(&home, Duration::minutes(33));
    let sent = browser.post(ACCESS, &key);
    let page = browser.get(&sent.location().unwrap());
    assert!(page.path.starts_with(ASK), "{}", page.path);
    let mut form = page.form_to(ASK);
    form.set("code", &phone.code(Duration::minutes(33)));
    assert_eq!(browser.submit(&page, &form).status, 200);
    assert_eq!(browser.post(ACCESS, &key).status, 200);
    assert_eq!(home.count("api_keys"), 2);
    // Whoever has one is asked for it, although nobody has to have one here.
    let elsewhere = Browser::new(&server);
    let page = elsewhere.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert!(page.path.starts_with(ASK) && !page.path.contains("new"), "{}", page.path);
}

#[test]
fn where_the_settings_ask_for_no_fresh_proof_there_is_none() {
    let home = home_with_clock(Database::Sqlite).with("TWEESPAN__SIGN_IN__FRESH_MINUTES", "0");
    let server = home.serve();
    let browser = Browser::new(&server);
    browser.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let page = browser.get(ACCESS);
    let mut key = page.form_to(ACCESS);
    key.set("label", "kantoor");
    move_clock(&home, Duration::hours(11));
    assert_eq!(browser.post(ACCESS, &key).status, 200);
    assert_eq!(home.count("api_keys"), 1);
}

fn whoever_runs_the_server_lets_somebody_set_up_another_app(database: Database) {
    let home = where_required(database);
    let server = home.serve();
    let browser = Browser::new(&server);
    browser.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    set_up(&browser, Duration::zero());
    assert!(
        home.run(&["coordinator", "reset-second-factor", "niemand@elders.example"]).expect_failure().contains("nobody")
    );
    assert!(home.run(&["coordinator", "reset-second-factor", COORDINATOR]).expect_success().contains("is gone"));
    assert_eq!(browser.get(ACCESS).status, 401, "and every session with it");
    assert_eq!(home.count("recovery_codes"), 0);
    assert!(home.run(&["coordinator", "reset-second-factor", COORDINATOR]).expect_success().contains("there was none"));
    let page = browser.press(&home.invite_coordinator(COORDINATOR, "jeugd"));
    assert!(page.path.starts_with(NEW), "{}", page.path);
}

fn roles_are_given_and_the_last_owner_stays(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let owner = Browser::new(&server);
    owner.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let settings = "/coordinator/jeugd/settings";
    let page = owner.get(settings);
    let mut form = page.form_to(&format!("{settings}/coordinators"));
    form.set("email", "kijk@voorbeeld.example");
    form.set("role", "viewer");
    assert_eq!(owner.submit(&page, &form).status, 200);
    let viewer = Browser::new(&server);
    viewer.sign_in(&home.link_to("kijk@voorbeeld.example", "/coordinator/sign-in/"));
    let looked = viewer.get("/coordinator/jeugd/professionals");
    assert!(looked.status == 200 && looked.text().contains("Je kunt hier alles bekijken"), "{}", looked.text());
    assert!(looked.html.contains("<body class=\"console viewer\""));
    let refused = viewer.get("/coordinator/jeugd/import");
    assert!(refused.status == 403 && refused.text().contains("Dit hoort niet bij jouw rol"), "{}", refused.text());
    // The last owner stays one, whoever they ask, also beside one who was invited and never came.
    let id = |email: &str| {
        home.query(&format!("SELECT CAST(id AS TEXT) AS line FROM coordinators WHERE email = '{email}'"))[0].clone()
    };
    let role_of = |email: &str, role: &str| {
        let page = owner.get(settings);
        let mut form = page.form_to(&format!("{settings}/coordinators/{}/role", id(email)));
        form.set("role", role);
        owner.submit(&page, &form)
    };
    assert_eq!(role_of(COORDINATOR, "viewer").status, 422);
    let page = owner.get(settings);
    let mut form = page.form_to(&format!("{settings}/coordinators"));
    form.set("email", "tikfout@voorbeeld.example");
    form.set("role", "owner");
    assert_eq!(owner.submit(&page, &form).status, 200);
    let refused = role_of(COORDINATOR, "viewer");
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Geen andere beheerder heeft hier al eens ingelogd"), "{}", refused.text());
    assert_eq!(role_of("tikfout@voorbeeld.example", "viewer").status, 200, "who never came can go");
    // Somebody who is no owner takes no key of somebody else away.
    let program = Program::with_key_of(owner.clone(), "jeugd");
    let page = owner.get(ACCESS);
    let revoke = page.forms().into_iter().find(|form| form.action.ends_with("/revoke")).unwrap();
    let mut theirs = revoke.clone();
    theirs.set("csrf", viewer.get("/coordinator").form_to("/language").value("csrf").unwrap());
    assert_eq!(viewer.post(&revoke.action, &theirs).status, 404);
    assert_eq!((rounds_of(&program, "jeugd"), home.count("api_keys")), (200, 1));
    assert_eq!(role_of("kijk@voorbeeld.example", "owner").status, 200);
    assert!(viewer.get(settings).html.contains("/role"));
    assert_eq!(home.count("activity WHERE what LIKE '%role_changed%'"), 2);
    assert_eq!(role_of(COORDINATOR, "coordinator").status, 200);
    assert!(!owner.get(settings).html.contains("/role"), "who is no owner any more has no such form");
}

fn a_key_is_for_what_was_ticked_and_its_end_is_told(database: Database) {
    let home = home_with_clock(database).with("TWEESPAN__LINKS__API_TOKEN_DAYS", "30");
    let server = home.serve();
    let browser = Browser::new(&server);
    browser.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let page = browser.get(ACCESS);
    let mut form = page.form_to(ACCESS);
    form.set("label", "kantoor");
    form.clear("programme");
    let again = browser.submit(&page, &form);
    assert_eq!((again.status, again.problems()), (422, vec!["Kies minstens één programma.".to_owned()]));
    assert_eq!(again.form_to(ACCESS).value("label"), Some("kantoor"), "what was typed stays");
    form.fields.push(("programme".to_owned(), "1".to_owned()));
    form.clear("scope");
    form.tick("scope", "people");
    let page = browser.submit(&page, &form);
    let token = page.html.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let program = Program { browser: browser.clone(), token };
    assert_eq!(program.call(Method::GET, "/api/v1/programmes/jeugd/rounds", None).0, 200);
    assert_eq!(program.call(Method::POST, "/api/v1/programmes/jeugd/rounds", None).0, 403);
    assert_eq!(program.call(Method::POST, "/api/v1/programmes/jeugd/invitations", None).0, 200);
    // Every coordinator of the programme sees it, and when it was used.
    let other = Browser::new(&server);
    other.sign_in(&home.invite_coordinator("ander@voorbeeld.example", "jeugd"));
    let seen = other.get(ACCESS).text();
    assert!(seen.contains(&format!("kantoor, van {COORDINATOR}")) && seen.contains("Laatst gebruikt op"), "{seen}");

    move_clock(&home, Duration::days(17));
    let_jobs_look();
    assert_eq!(mails_of(&home, "key_ends"), 1, "two weeks before");
    home.wait_for_mail();
    let mail = home.mails_to(COORDINATOR).pop().unwrap();
    assert!(mail.subject.contains("kantoor") && mail.paths().contains(&ACCESS.to_owned()), "{mail:?}");
    let_jobs_look();
    assert_eq!(mails_of(&home, "key_ends"), 1, "once");
    move_clock(&home, Duration::days(31));
    assert_eq!(program.call(Method::GET, "/api/v1/programmes/jeugd/rounds", None).0, 401);
    let_jobs_look();
    assert_eq!((home.count("api_keys"), mails_of(&home, "key_ends")), (0, 1));
}

/// Three who look after two programmes: an owner of each, and a coordinator of both.
fn two_programmes(home: &Home, server: &Server) -> [Browser; 3] {
    home.add_programme("zorg");
    let both = "beide@voorbeeld.example";
    let signed_in = |email: &str, programme: &str| {
        let browser = Browser::new(server);
        assert_eq!(browser.press(&home.invite_coordinator(email, programme)).status, 200);
        browser
    };
    let (jeugd, zorg) = (signed_in(COORDINATOR, "jeugd"), signed_in("zorg@voorbeeld.example", "zorg"));
    home.invite_coordinator(both, "zorg");
    [jeugd, zorg, signed_in(both, "jeugd")]
}

fn key_for_both(browser: &Browser) -> Program {
    let page = browser.get(ACCESS);
    let mut form = page.form_to(ACCESS);
    form.set("label", "kantoor");
    form.clear("programme");
    form.tick("programme", "1");
    form.tick("programme", "2");
    let page = browser.submit(&page, &form);
    let token = page.html.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    Program { browser: browser.clone(), token }
}

fn rounds_of(program: &Program, programme: &str) -> u16 {
    program.call(Method::GET, &format!("/api/v1/programmes/{programme}/rounds"), None).0
}

fn an_owner_takes_their_programme_out_of_somebody_else_s_key(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let [jeugd, _zorg, both] = two_programmes(&home, &server);
    let program = key_for_both(&both);
    assert_eq!((rounds_of(&program, "jeugd"), rounds_of(&program, "zorg")), (200, 200));
    let page = jeugd.get(ACCESS);
    let revoke = page.forms().into_iter().find(|form| form.action.ends_with("/revoke")).unwrap();
    for _ in 0..2 {
        assert_eq!(jeugd.post(&revoke.action, &revoke).status, 303);
    }
    assert_eq!((rounds_of(&program, "jeugd"), rounds_of(&program, "zorg")), (404, 200), "only theirs");
    assert_eq!(home.count("activity WHERE what LIKE '%key_revoked%'"), 1);
    // Whoever made it ends it.
    let page = both.get("/coordinator/zorg/settings/access");
    let revoke = page.forms().into_iter().find(|form| form.action.ends_with("/revoke")).unwrap();
    both.submit(&page, &revoke);
    assert_eq!((rounds_of(&program, "zorg"), home.count("api_keys")), (401, 0));
}

fn the_security_log_is_for_owners_and_tells_nothing_of_elsewhere(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let [jeugd, zorg, both] = two_programmes(&home, &server);
    LEARNER.join(&home, &Browser::new(&server));
    let id = home.query("SELECT CAST(id AS TEXT) AS line FROM professionals")[0].clone();
    assert_eq!(both.get(&format!("/coordinator/jeugd/professionals/{id}")).status, 200);
    assert_eq!(zorg.get(&format!("/coordinator/zorg/professionals/{id}")).status, 404, "she is not there");
    for _ in 0..3 {
        assert_eq!(zorg.get("/coordinator/jeugd/professionals").status, 404);
    }
    let seen = |kind: &str| home.count(&format!("security_log WHERE what LIKE '%{kind}%'"));
    until("the look is noted", || seen("profile_seen") == 1);
    assert_eq!(seen("refused"), 1, "once an hour");
    let log = jeugd.get("/coordinator/jeugd/security").text();
    for told in ["beide@voorbeeld.example logde in", "bekeek het profiel van Noor", "vroeg iets waarvoor de rol"] {
        assert!(log.contains(told), "{told}: {log}");
    }
    let other = zorg.get("/coordinator/zorg/security").text();
    assert!(!other.contains("Noor") && other.contains("logde in"), "{other}");
    // Lists of people and parts of a round: a line each, not one for each person, and not one for each look.
    let round = round_of(&new_round(&jeugd));
    let lists = ["/coordinator/jeugd/professionals", "/coordinator/jeugd/mail", &format!("{round}/people")];
    for path in lists.iter().cycle().take(6) {
        assert_eq!(both.get(path).status, 200, "{path}");
    }
    let lines = |path: &str| home.count(&format!("security_log WHERE what LIKE '%list_seen%\"{path}\"%'"));
    // Whoever made the round was led there as well.
    until("the lists are noted", || lists.map(lines) == [1, 1, 2]);
    assert_eq!(both.get("/coordinator/jeugd/needs").status, 200, "a page of counts is no list of people");
    assert_eq!(zorg.get(lists[2]).status, 404, "who sees nothing has seen nothing");
    let log = jeugd.get("/coordinator/jeugd/security").text();
    for path in lists {
        assert!(log.contains(&format!("beide@voorbeeld.example bekeek {path}")), "{path}: {log}");
    }
    assert!(log.contains("wie naar welk profiel, welke ronde of welke lijst keek"), "{log}");
    // A program that reads people is noted, and the first use of its key on a day.
    let program = key_for_both(&both);
    let read = round.replace("/coordinator/", "/api/v1/");
    for _ in 0..3 {
        program.get("/api/v1/programmes/jeugd/professionals");
        program.get(&read);
    }
    until("its look at a round is noted once", || lines(&read) == 1);
    assert_eq!((lists.map(lines), lines("/coordinator/jeugd/needs")), ([1, 1, 2], 0));
    until("that is noted once", || seen("profiles_read") == 1);
    assert_eq!(seen("key_used"), 1);
}

fn whoever_is_dismissed_keeps_what_they_have_elsewhere(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let [jeugd, _zorg, both] = two_programmes(&home, &server);
    let program = key_for_both(&both);
    let settings = jeugd.get("/coordinator/jeugd/settings");
    let id = home.query("SELECT CAST(id AS TEXT) AS line FROM coordinators WHERE email = 'beide@voorbeeld.example'");
    let dismiss = settings.form_to(&format!("/coordinator/jeugd/settings/coordinators/{}", id[0]));
    assert_eq!(jeugd.submit(&settings, &dismiss).status, 200);
    assert_eq!(both.get("/coordinator/jeugd/professionals").status, 404);
    assert_eq!(both.get("/coordinator/zorg/professionals").status, 200);
    assert_eq!((rounds_of(&program, "jeugd"), rounds_of(&program, "zorg")), (404, 200));
}
