//! What somebody without any rights can do to the server and to others: nothing.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use diesel::SqliteConnection;
use diesel::connection::{Connection, SimpleConnection};
use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::Method;

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Server, until};
use crate::hostile_smtp::{home as home_with_clock, move_clock, ring};
use crate::life::home_with_clock as home_of_its_own;
use crate::people::{GUIDE, LEARNER, Person};
use crate::program::Program;
use crate::safety::COORDINATOR;
use crate::smtp::{Moment, Reply, SmtpServer, Step};

on_both_databases!(
    what_a_relay_says_of_one_recipient_stops_no_other_mail,
    a_poisoned_mail_is_not_tried_first_for_ever,
    a_relay_that_wants_a_sign_in_of_one_recipient_pauses_nothing,
    a_relay_that_wants_a_sign_in_of_several_recipients_pauses_nothing,
    a_relay_that_wants_a_sign_in_of_everybody_pauses_the_queue,
    what_a_relay_says_of_a_moment_ends_no_duo,
    recipients_at_whom_a_relay_falls_silent_hold_up_nobody_else,
    many_domains_at_which_a_relay_falls_silent_hold_up_nobody_for_long,
    a_slow_domain_slows_no_other_below_the_same_suffix,
    more_slow_mails_than_are_taken_at_a_time_hold_up_nobody,
    many_strangers_keep_nobody_from_their_mail,
    a_log_that_nobody_can_write_stops_nothing,
    a_duo_that_cannot_be_read_costs_only_itself,
    a_row_that_says_nothing_known_costs_only_itself,
    no_time_that_cannot_be_read_costs_more_than_its_row,
    no_time_far_ahead_costs_more_than_its_row,
    no_time_long_ago_costs_more_than_its_row,
    asking_again_and_again_takes_no_mail_from_whoever_has_the_address,
    a_sign_up_beyond_the_limit_is_taken_and_its_mail_comes_later,
    a_sign_up_that_no_mail_follows_writes_nothing,
    a_sign_up_that_is_sent_five_times_is_one_mail,
    a_sign_up_is_kept_before_it_is_answered,
    what_cannot_be_read_of_an_address_is_told_to_nobody_who_types_it,
    what_a_stranger_types_is_in_no_mail_to_an_address_that_nobody_confirmed,
    a_link_that_works_no_longer_is_counted_like_a_form,
    a_coordinator_invites_and_mails_no_more_than_a_day_and_an_hour_allow,
    whoever_is_dismissed_comes_in_by_nothing_that_they_had,
    a_coordinator_signs_out_everywhere_and_sees_where_they_are_signed_in,
    a_session_that_is_not_used_for_half_an_hour_ends,
    a_coordinator_has_duos_computed_no_more_than_a_minute_allows,
);

/// The most memory that the server may have, whatever strangers send.
const MEMORY: u64 = 150;

/// Sixty kilobytes that are sixty megabytes.
fn bomb() -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(b"name=").unwrap();
    for _ in 0..60 {
        packed.write_all(&vec![b'a'; 1 << 20]).unwrap();
    }
    let packed = packed.finish().unwrap();
    assert!((50_000..64 * 1024).contains(&packed.len()), "{} bytes", packed.len());
    packed
}

fn send(server: &Server, path: &str, coding: &[&str], body: Vec<u8>) -> Page {
    let form = "application/x-www-form-urlencoded";
    let request = Browser::new(server).request(Method::POST, path).header("content-type", form).body(body);
    Page::of(
        path,
        coding.iter().fold(request, |request, coding| request.header("content-encoding", *coding)).send().unwrap(),
    )
}

#[test]
fn a_body_that_has_to_be_unpacked_is_refused_unread() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let bomb = bomb();
    std::thread::scope(|scope| {
        for n in 0..40 {
            let path =
                ["/jeugd", "/me/link", "/coordinator/rounds/1/people", "/api/v1/programmes/jeugd/sign-ups"][n % 4];
            let (server, body) = (&server, bomb.clone());
            scope.spawn(move || assert_eq!(send(server, path, &["gzip"], body).status, 415, "{path}"));
        }
    });
    let peak = server.peak_memory();
    assert!(peak < MEMORY, "{peak} MB");

    for path in [
        "/language",
        "/me/verify/x",
        "/me/x",
        "/duo/x",
        "/unsubscribe/x",
        "/coordinator/sign-in",
        "/coordinator/sign-in/x",
        "/coordinator/sign-out",
        "/coordinator/jeugd/import",
        "/api/v1/bounces",
        "/api/v1/programmes/jeugd/imports",
        "/nowhere/at/all",
    ] {
        for coding in [&["deflate"][..], &["br"], &["identity, gzip"], &["identity", "gzip"], &["shorthand"], &[""]] {
            let answer = send(&server, path, coding, b"name=a".to_vec());
            assert_eq!((answer.status, answer.header("accept-encoding")), (415, "identity"), "{path} {coding:?}");
        }
    }
    // What is as it is, is read; and answers are packed as before.
    assert_eq!(send(&server, "/jeugd", &["Identity"], b"name=a".to_vec()).status, 403);
    let asked = Browser::new(&server).request(Method::GET, "/jeugd").header("accept-encoding", "gzip").send().unwrap();
    assert_eq!(asked.headers()["content-encoding"], "gzip");
}

const STRANGER: Person = Person { name: "Piet Vreemd", email: "p@vreemd.example", ..LEARNER };

fn is_paused(home: &Home) -> bool {
    home.count("delivery WHERE paused_since IS NOT NULL") == 1
}

fn what_a_relay_says_of_one_recipient_stops_no_other_mail(database: Database) {
    // As Postfix' reject_non_fqdn_recipient says it, and others of a kind.
    for words in ["504 5.5.2 need a fully-qualified address", "500 what?", "550 no such user", "503 bad sequence"] {
        let smtp = SmtpServer::that(move |m| match (m.step, m.to) {
            (Step::Recipient, "p@vreemd.example") => Reply::Say(words),
            _ => Reply::Yes,
        });
        let home = home_with_clock(database, &smtp.url);
        let server = home.serve();
        assert_eq!(STRANGER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
        assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
        until("the other has the mail", || smtp.arrived().iter().any(|mail| mail.to == LEARNER.email));
        // It is given up only where the words are about the address.
        let state = if words.starts_with("550") { "failed" } else { "waiting" };
        let tried = format!("mails WHERE state = '{state}' AND attempts = 1 AND leased_until IS NULL");
        until("the first was tried", || home.count(&tried) == 1);
        assert!(!is_paused(&home), "{words}");
        // An IP address is no domain, and gets no mail.
        for email in ["p@1.2.3.4", "p@vreemd.123"] {
            let browser = Browser::new(&server);
            let mut form = browser.get("/jeugd").form_to("/jeugd");
            Person { email, ..STRANGER }.fill_in(&mut form);
            assert_eq!(browser.post("/jeugd", &form).status, 422, "{email}");
        }
    }
}

fn a_poisoned_mail_is_not_tried_first_for_ever(database: Database) {
    let smtp = SmtpServer::that(|_| Reply::Say("451 4.3.2 later"));
    let home = home_with_clock(database, &smtp.url);
    let server = home.serve();
    for email in [STRANGER.email, "q@vreemder.example"] {
        assert_eq!(Person { email, ..STRANGER }.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    }
    until("both wait", || home.count("mails WHERE attempts = 1 AND leased_until IS NULL") == 2);
    smtp.now(|m| match m.step {
        Step::Recipient if m.to != LEARNER.email => Reply::Say("530 5.7.0 sign in first"),
        _ => Reply::Yes,
    });
    // It says so of each of several domains, and takes us when it is asked without any: only their tries count.
    move_clock(&home, 3);
    ring(&server);
    until("the tries count", || home.count("mails WHERE attempts = 2 AND leased_until IS NULL") == 2);
    assert!(!is_paused(&home));
    assert_eq!(smtp.count(), 0);
    // What was not tried before goes first.
    assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    until("the other has the mail", || smtp.count() == 1);
    assert_eq!(smtp.arrived()[0].to, LEARNER.email);
    assert_eq!(home.count("mails WHERE state = 'waiting' AND kind = 'verify_address'"), 2);
}

/// Mails to several domains that are taken from the queue together, at the moment of the result.
fn several_wait(home: &Home, server: &Server, smtp: &SmtpServer) {
    smtp.now(|_| Reply::Say("451 4.3.2 later"));
    let emails = ["p@een.example", "p@twee.example", "p@drie.example", "p@vier.example"];
    for email in emails {
        assert_eq!(Person { email, ..STRANGER }.sign_up(&Browser::new(server)).path, "/jeugd/sent");
    }
    until("all wait", || home.count("mails WHERE attempts = 1 AND leased_until IS NULL") == emails.len());
}

/// Whatever says that it wants a sign-in, and at whichever step: it is asked without a recipient before anything is paused.
fn a_relay_that_wants_a_sign_in_of_several_recipients_pauses_nothing(database: Database) {
    for (at, words) in [(Step::Recipient, "530 5.7.0 sign in first"), (Step::End, "535 5.7.8 who are you?")] {
        let smtp = SmtpServer::start();
        let home = home_with_clock(database, &smtp.url);
        let server = home.serve();
        several_wait(&home, &server, &smtp);
        smtp.now(move |m| if m.step == at && m.to != LEARNER.email { Reply::Say(words) } else { Reply::Yes });
        move_clock(&home, 3);
        ring(&server);
        until("the tries count", || home.count("mails WHERE attempts = 2 AND leased_until IS NULL") == 4);
        assert!(!is_paused(&home), "{words}");
        assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
        until("the other has the mail", || smtp.count() == 1);
    }
}

fn a_relay_that_wants_a_sign_in_of_everybody_pauses_the_queue(database: Database) {
    let smtp = SmtpServer::start();
    let home = home_with_clock(database, &smtp.url);
    let server = home.serve();
    // It takes one sender, and none after that.
    let senders = AtomicUsize::new(0);
    smtp.now(move |m| match m.step {
        Step::Sender if senders.fetch_add(1, Ordering::SeqCst) > 0 => Reply::Say("530 5.7.0 sign in first"),
        Step::Recipient => Reply::Say("530 5.7.0 sign in first"),
        _ => Reply::Yes,
    });
    assert_eq!(STRANGER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    until("the queue is paused", || is_paused(&home));
    smtp.now(|_| Reply::Yes);
    move_clock(&home, 9);
    ring(&server);
    until("it goes on by itself", || smtp.count() == 1);
}

/// Asks for a link for an address, as anybody can.
fn ask_link(server: &Server, email: &str) {
    let browser = Browser::new(server);
    let page = browser.get("/me/link");
    let mut form = page.form_to("/me/link");
    form.set("email", email);
    browser.submit(&page, &form);
}

/// A stranger chooses for whom and at which moment a mail leaves.
fn what_a_relay_says_of_a_moment_ends_no_duo(database: Database) {
    let smtp = SmtpServer::start();
    let home = home_with_clock(database, &smtp.url);
    home.run(&["demo", "--exit"]).expect_success();
    let server = home.start(&["serve"]);
    let mut people: Vec<String> = smtp.arrived().into_iter().map(|mail| mail.to).collect();
    people.sort();
    people.dedup();
    for (tried, (at, words, state)) in [
        (Step::Recipient, "550 5.7.1 try later", "waiting"),
        (Step::Recipient, "554 5.7.1 <who@ever.example>: Relay access denied", "waiting"),
        (Step::Recipient, "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", "waiting"),
        (Step::Recipient, "552 5.2.2 mailbox full", "waiting"),
        (Step::Recipient, "552 mailbox full", "waiting"),
        (Step::Recipient, "550 5.2.1 receiving mail at a rate that prevents more", "waiting"),
        (Step::Recipient, "550 5.4.1 access denied", "waiting"),
        (Step::Recipient, "554 transaction failed", "waiting"),
        (Step::End, "552 5.2.2 mailbox full", "waiting"),
        (Step::End, "554 5.7.1 not today", "failed"),
        // Of a mail that a stranger asked for not even this.
        (Step::Recipient, "550 5.1.1 no such user", "failed"),
    ]
    .into_iter()
    .enumerate()
    {
        smtp.now(move |m| if m.step == at { Reply::Say(words) } else { Reply::Yes });
        ask_link(&server, &people[tried]);
        let left = format!(
            "mails WHERE recipient_email = '{}' AND kind = 'fresh_links' AND state = '{state}' AND attempts = 1 \
             AND last_error IS NOT NULL AND leased_until IS NULL",
            people[tried]
        );
        until(&format!("{words} was noted"), || home.count(&left) == 1);
        assert_eq!(home.count("address_troubles"), 0, "{words}");
    }
    // The job that ends duos looks every second.
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(home.count("address_troubles"), 0);
    assert_eq!(home.count("duos WHERE state = 'ended'"), 0);
    smtp.now(|_| Reply::Yes);
    move_clock(&home, 3);
    ring(&server);
    until("the mails leave", || home.count("mails WHERE kind = 'fresh_links' AND state = 'sent'") == 9);
}

fn a_relay_that_wants_a_sign_in_of_one_recipient_pauses_nothing(database: Database) {
    let smtp = SmtpServer::that(|m| match (m.step, m.to) {
        (Step::Recipient, "p@vreemd.example") => Reply::Say("530 5.7.0 sign in first"),
        _ => Reply::Yes,
    });
    let home = home_with_clock(database, &smtp.url);
    let server = home.serve();
    assert_eq!(STRANGER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    until("the try counts", || {
        home.count("mails WHERE attempts = 1 AND leased_until IS NULL AND sent_at IS NULL") == 1
    });
    assert!(!is_paused(&home));
    assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    until("the other has the mail", || smtp.count() == 1);
    assert!(!is_paused(&home));
}

fn recipients_at_whom_a_relay_falls_silent_hold_up_nobody_else(database: Database) {
    let smtp = SmtpServer::that(|m| match m.step {
        Step::Recipient if m.to.ends_with("traag.example") => Reply::Silence,
        _ => Reply::Yes,
    });
    let home = home_with_clock(database, &smtp.url).with("TWEESPAN__MAIL__LIMIT_SECONDS", "20");
    let server = home.serve();
    for email in ["a@traag.example", "b@x.traag.example", "c@traag.example", "d@y.traag.example", "e@traag.example"] {
        assert_eq!(Person { email, ..STRANGER }.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    }
    until("some are on their way", || home.count("mails WHERE attempts = 1") >= 3);
    let began = std::time::Instant::now();
    assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    until("the other has the mail", || smtp.arrived().iter().any(|mail| mail.to == LEARNER.email));
    // Not after a limit, which is 20 seconds.
    assert!(began.elapsed() < std::time::Duration::from_secs(10), "after {:?}", began.elapsed());
}

/// Somebody who runs many domains, against whoever has a mailbox elsewhere. Limits are a third of what they are.
fn many_domains_at_which_a_relay_falls_silent_hold_up_nobody_for_long(database: Database) {
    let smtp = SmtpServer::start();
    let home = home_with_clock(database, &smtp.url).with("TWEESPAN__MAIL__LIMIT_SECONDS", "20");
    let server = home.serve();
    let arrives = |email: &'static str| {
        let began = Instant::now();
        assert_eq!(Person { email, ..LEARNER }.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
        until("the mail arrives", || smtp.arrived().iter().any(|mail| mail.to == email));
        began.elapsed().as_secs()
    };
    arrives("een@bekend.example");
    smtp.now(|m| match m.step {
        Step::Recipient if m.to.contains("@stil") => Reply::Silence,
        _ => Reply::Yes,
    });
    let emails: Vec<&'static str> = (0..9).map(|n| &*format!("a@stil{n}.example").leak()).collect();
    for email in emails {
        assert_eq!(Person { email, ..STRANGER }.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    }
    until("some are on their way", || home.count("mails WHERE attempts = 1 AND state = 'waiting'") >= 3);
    let took = arrives("twee@bekend.example");
    assert!(took < 4, "to a domain that is known it took {took} s");
    // Behind nine of them, three at a time and five seconds each; it was two whole limits.
    let took = arrives("een@nieuw.example");
    assert!(took < 20, "to a new domain it took {took} s");
    // Once they are tried again they are known for slow.
    move_clock(&home, 3);
    ring(&server);
    until("one is tried again", || home.count("mails WHERE attempts = 2 AND state = 'waiting'") >= 1);
    let took = arrives("een@nieuwer.example");
    assert!(took < 4, "beside those that were slow it took {took} s");
}

/// Below `co.uk` and the like are domains of people who have nothing to do with each other.
fn a_slow_domain_slows_no_other_below_the_same_suffix(database: Database) {
    let smtp = SmtpServer::that(|m| match m.step {
        Step::Recipient if m.to.ends_with("@traag.co.uk") => Reply::Silence,
        _ => Reply::Yes,
    });
    let home = home_with_clock(database, &smtp.url).with("TWEESPAN__MAIL__LIMIT_SECONDS", "20");
    let server = home.serve();
    for email in ["a@traag.co.uk", "b@traag.co.uk", "c@traag.co.uk", "d@traag.co.uk"] {
        assert_eq!(Person { email, ..STRANGER }.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    }
    until("some are on their way", || home.count("mails WHERE attempts = 1") >= 3);
    // Once the domain is known for slow, one is on its way and others wait.
    until("they are put back", || home.count("mails WHERE attempts = 1 AND leased_until IS NULL") == 4);
    move_clock(&home, 3);
    ring(&server);
    until("one is tried again", || home.count("mails WHERE attempts = 2") >= 1);
    let began = Instant::now();
    assert_eq!(Person { email: "a@goed.co.uk", ..LEARNER }.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    until("the other has the mail", || smtp.count() == 1);
    assert!(began.elapsed() < Duration::from_secs(6), "after {:?}", began.elapsed());
}

/// More than the queue gives at a time: of one domain that is slow, and of many that were tried before.
fn more_slow_mails_than_are_taken_at_a_time_hold_up_nobody(database: Database) {
    for is_one_domain in [true, false] {
        let smtp = SmtpServer::that(|_| Reply::Say("451 4.3.2 later"));
        let home = home_with_clock(database, &smtp.url)
            .with("TWEESPAN__MAIL__LIMIT_SECONDS", "20")
            .with("TWEESPAN__MAIL__PARALLEL", "2");
        let server = home.serve();
        let silence = |m: &Moment<'_>| match m.step {
            Step::Recipient if m.to.contains("@stil") => Reply::Silence,
            _ => Reply::Yes,
        };
        if is_one_domain {
            smtp.now(silence);
        }
        for n in 0..100 {
            let domain = if is_one_domain { String::from("stil") } else { format!("stil{n}") };
            let email: &'static str = format!("a{n}@{domain}.example").leak();
            assert_eq!(Person { email, ..STRANGER }.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
        }
        if !is_one_domain {
            until("all were tried", || home.count("mails WHERE attempts = 1 AND leased_until IS NULL") == 100);
            smtp.now(silence);
            move_clock(&home, 3);
            ring(&server);
            until("they are tried again", || home.count("mails WHERE attempts = 2") >= 32);
        }
        let began = Instant::now();
        assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
        until("the other has the mail", || smtp.arrived().iter().any(|mail| mail.to == LEARNER.email));
        assert!(began.elapsed() < Duration::from_secs(15), "after {:?}", began.elapsed());
    }
}

#[test]
fn sent_mail_is_shown_on_ones_own_machine_only() {
    let shown = |home: &Home| {
        let server = home.start(&["serve"]);
        let statuses = ["/dev/mailbox", "/dev/letters"].map(|path| Browser::new(&server).get(path).status);
        (statuses, server.log().contains("server.dev_pages is on"))
    };
    let home = || Home::new(Database::Sqlite);
    assert_eq!(shown(&home()), ([200; 2], false));
    assert_eq!(shown(&home().with("LISTEN", "0.0.0.0:0")), ([404; 2], false));
    assert_eq!(shown(&home().with("TWEESPAN__SERVER__BEHIND_PROXY", "true")), ([404; 2], false));
    // A name that others know leads here through somebody's proxy.
    assert_eq!(shown(&home().with("BASE_URL", "http://tweespan.example")), ([404; 2], false));
    assert_eq!(
        shown(&home().with("LISTEN", "0.0.0.0:0").with("TWEESPAN__SERVER__DEV_PAGES", "true")),
        ([200; 2], true)
    );
    assert_eq!(shown(&home().with("BASE_URL", "http://localhost:80@tweespan.example")), ([404; 2], false));
    // A page elsewhere whose name leads here, and a proxy that the settings do not speak of.
    let private = home();
    let server = private.start(&["serve"]);
    for (header, value) in [
        ("host", "evil.example"),
        ("host", "127.0.0.1:80.evil.example"),
        ("x-forwarded-for", "192.0.2.1"),
        ("x-forwarded-host", "tweespan.example"),
        ("forwarded", "for=192.0.2.1"),
        ("x-real-ip", "192.0.2.1"),
        ("via", "1.1 proxy"),
    ] {
        let request = Browser::new(&server).request(Method::GET, "/dev/mailbox").header(header, value);
        assert_eq!(request.send().unwrap().status(), 404, "{header}: {value}");
    }
    let smtp = SmtpServer::start();
    let with_server = home().with("SMTP_URL", &smtp.url).with("TWEESPAN__SERVER__DEV_PAGES", "true");
    assert_eq!(shown(&with_server), ([404; 2], false));
    assert_eq!(shown(&with_server.with("BASE_URL", "https://tweespan.example")), ([404; 2], false));

    // Whoever has TLS in front has people behind it: mails have to leave.
    let home = home().with("BASE_URL", "https://tweespan.example");
    for command in [&["serve"][..], &["demo", "--exit"]] {
        let finished = home.run(command);
        let line = finished.expect_failure();
        assert!(line.contains("SMTP_URL") && line.contains("https"), "{line}");
    }
    assert!(!home.path().join("data").exists());
}

#[test]
fn a_proxy_that_the_settings_do_not_speak_of_is_said_once() {
    let ask = |server: &Server| {
        let browser = Browser::new(server);
        let mut form = browser.get("/me/link").form_to("/me/link");
        form.set("email", LEARNER.email);
        let request = browser.request(Method::POST, "/me/link").form(&form.fields);
        request.header("x-forwarded-for", "192.0.2.1").send().unwrap().status().as_u16()
    };
    let home = Home::new(Database::Sqlite).with("TWEESPAN__LIMITS__REQUESTS_PER_MINUTE", "2");
    let said = |home: &Home, words: &str| {
        let server = home.start(&["serve"]);
        let answers = [ask(&server), ask(&server), ask(&server)];
        assert_eq!(answers, [303, 303, 429], "all count as one sender");
        server.stop().1.matches(words).count()
    };
    assert_eq!(said(&home, "server.behind_proxy is off"), 1);
    let home = home.with("TWEESPAN__SERVER__BEHIND_PROXY", "true");
    let home = home.with("TWEESPAN__SERVER__TRUSTED_PROXIES", "10.0.0.0/8 203.0.113.4");
    assert_eq!(said(&home, "is not in server.trusted_proxies"), 1);
    let home = home.with("TWEESPAN__SERVER__TRUSTED_PROXIES", "10.0.0.0/8 127.0.0.1");
    assert_eq!(said(&home, "trusted_proxies"), 0);
    let home = home.with("TWEESPAN__SERVER__TRUSTED_PROXIES", "10.0.0.0/8, everybody");
    assert!(home.run(&["serve"]).expect_failure().contains("10.0.0.0/8,"));
}

#[test]
fn what_is_kept_is_for_its_owner_only() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    LEARNER.join(&home, &Browser::new(&server));
    let data = home.path().join("data");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&data), mode(&data.join("mail"))), (0o700, 0o700));
    for end in ["", "-wal", "-shm"] {
        let file = data.join(format!("tweespan.sqlite3{end}"));
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    // A mail has another name until it is written, so those of a running server come and go.
    assert!(!server.stop().1.contains("can be read by others"));
    let mails = fs::read_dir(data.join("mail")).unwrap();
    let mut files: Vec<_> = mails.map(|file| file.unwrap().path()).collect();
    assert!(!files.is_empty());
    home.run(&["sample", "--people", "2", "--seed", "1", "--out", "people.csv"]).expect_success();
    files.push(home.path().join("people.csv"));
    for file in &files {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
    let by_address = Home::new(Database::Sqlite).with("DATABASE_URL", "sqlite:file:data/x.sqlite3?mode=rwc");
    assert!(by_address.run(&["serve"]).expect_failure().contains("write its path"));

    // As an older version made them.
    fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(home.sqlite_file(), Permissions::from_mode(0o640)).unwrap();
    let log = home.start(&["serve"]).stop().1;
    assert!(log.contains("chmod 700 data") && log.contains("chmod 600 data/tweespan.sqlite3"), "{log}");
    assert!(!log.contains("chmod 700 data/mail"), "{log}");
}

fn a_log_that_nobody_can_write_stops_nothing(database: Database) {
    let home = Home::new(database).with("RUST_LOG", "debug");
    home.add_programme("jeugd");
    let (reader, closed) = std::io::pipe().unwrap();
    drop(reader);
    let full = File::options().write(true).open("/dev/full").unwrap();
    // One that is there, and reads nothing.
    let (_reader, stalled) = std::io::pipe().unwrap();
    let third = Person { email: "derde@leren.example", ..LEARNER };
    let logs = [(LEARNER, Stdio::from(closed)), (GUIDE, Stdio::from(full)), (third, Stdio::from(stalled))];
    for (person, stderr) in logs {
        let mut command = home.command(&["serve"]);
        command.stderr(stderr);
        let server = Server::start(command);
        // More lines than a pipe holds.
        for _ in 0..600 {
            assert_eq!(Browser::new(&server).get("/coordinator/jeugd").status, 401);
        }
        person.join(&home, &Browser::new(&server));
        assert_eq!(Browser::new(&server).get("/readyz").html, "ready\n");
        assert_eq!(server.stop().0, Some(0));
    }
    assert_eq!(home.count("professionals WHERE standing = 'active'"), 3);
}

fn a_duo_that_cannot_be_read_costs_only_itself(database: Database) {
    let smtp = SmtpServer::start();
    let home = home_with_clock(database, &smtp.url);
    assert_eq!(home.run(&["demo", "--exit"]).code, Some(0));
    let duos = home.count("duos");
    // By no way that leads there, without a member, and with a word that is none.
    home.execute("UPDATE duos SET state = 'declined' WHERE id = 1");
    home.execute("DELETE FROM duo_members WHERE duo_id = 2 AND side = 'guide'");
    home.execute("UPDATE duo_members SET answer = 'perhaps' WHERE duo_id = 3");
    let server = home.start(&["serve"]);
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    let board = coordinator.get("/coordinator/rounds/1/board");
    assert_eq!(board.status, 200, "{}", board.text());
    move_clock(&home, 8 * 24 * 60);
    until("the others are reminded", || home.count("mails WHERE kind = 'reminder'") > 0);
    until("the coordinator has a digest", || home.count("mails WHERE kind = 'digest'") > 0);
    move_clock(&home, 16 * 24 * 60);
    until("the others lapse", || home.count("duos WHERE state = 'lapsed'") == duos - 3);
    let log = server.log();
    assert!(
        log.contains("a row is left out") && [1, 2, 3].iter().all(|id| log.contains(&format!("duo {id}"))),
        "{log}"
    );
}

/// SQLite takes any text for a date; whoever changes its file by hand may write one that is none.
#[test]
fn a_date_that_cannot_be_read_costs_only_its_row() {
    let smtp = SmtpServer::start();
    let home = home_with_clock(Database::Sqlite, &smtp.url);
    assert_eq!(home.run(&["demo", "--exit"]).code, Some(0));
    home.execute("UPDATE duos SET introduced_at = 'yesterday' WHERE id = 1");
    home.execute("UPDATE duo_members SET answered_at = 'yesterday' WHERE duo_id = 2 AND side = 'guide'");
    home.execute(
        "CREATE TEMP TABLE one AS SELECT * FROM rounds WHERE id = 1;
         UPDATE one SET id = 99, answer_by = 'yesterday';
         INSERT INTO rounds SELECT * FROM one;",
    );
    home.execute(
        "CREATE TEMP TABLE one AS SELECT * FROM mails ORDER BY id LIMIT 1;
         UPDATE one SET id = 9999, message_id = 'other', state = 'waiting', payload = '{}', created_at = 'yesterday',
            next_attempt_at = '2020-01-01 00:00:00', leased_until = NULL;
         INSERT INTO mails SELECT * FROM one;",
    );
    let server = home.start(&["serve"]);
    until("the mail that cannot be read is given up", || home.count("mails WHERE id = 9999 AND state = 'failed'") == 1);
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    for page in ["/coordinator/jeugd", "/coordinator/jeugd/rounds", "/coordinator/rounds/1/board"] {
        let page = coordinator.get(page);
        assert_eq!(page.status, 200, "{}: {}", page.path, page.text());
    }
    let before = smtp.count();
    assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    until("a new mail leaves", || smtp.count() > before);
    move_clock(&home, 8 * 24 * 60);
    until("the others are reminded", || home.count("mails WHERE kind = 'reminder'") > 0);
    until("the coordinator has a digest", || home.count("mails WHERE kind = 'digest'") > 0);
    assert!(server.log().contains("a row is left out"));
}

fn a_row_that_says_nothing_known_costs_only_itself(database: Database) {
    let home = Home::new(database).keeping_mails_in_files();
    home.run(&["demo", "--exit"]).expect_success();
    home.add_programme("ander");
    for broken in [
        "UPDATE professionals SET standing = 'odd' WHERE id = 1",
        "UPDATE professionals SET languages = 'odd' WHERE id = 2",
        "UPDATE topics SET element = 'odd' WHERE slug = (SELECT max(slug) FROM topics)",
        "UPDATE programmes SET name_nl = '' WHERE slug = 'ander'",
        "UPDATE activity SET what = '{' WHERE id = 1",
        "UPDATE mails SET state = 'sent', recipient_email = 'odd' WHERE id = 1",
    ] {
        home.execute(broken);
    }
    let server = home.start(&["serve"]);
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    home.execute("UPDATE security_log SET what = '{' WHERE id = 1");
    let console = "/coordinator/jeugd";
    for page in
        ["", "/professionals", "/rounds", "/needs", "/mail", "/activity", "/security", "/settings", "/settings/topics"]
    {
        let page = coordinator.get(&format!("{console}{page}"));
        assert_eq!(page.status, 200, "{}: {}", page.path, page.text());
    }
    for page in ["/", "/jeugd", "/api/v1/programmes", "/api/v1/programmes/jeugd/topics", "/coordinator/rounds/1/board"]
    {
        assert_eq!(coordinator.get(page).status, 200, "{page}");
    }
    assert!(server.log().contains("a row is left out"));
}

fn no_time_that_cannot_be_read_costs_more_than_its_row(database: Database) {
    all_goes_on_with(database, if database == Database::Sqlite { "yesterday" } else { "infinity" });
}

fn no_time_far_ahead_costs_more_than_its_row(database: Database) {
    all_goes_on_with(database, "9999-12-31 23:59:59");
}

fn no_time_long_ago_costs_more_than_its_row(database: Database) {
    all_goes_on_with(database, "0001-01-01 00:00:00");
}

/// This time stands in one row of each table: all lists are there, and all jobs go on.
fn all_goes_on_with(database: Database, time: &str) {
    let smtp = SmtpServer::start();
    let home = home_with_clock(database, &smtp.url);
    home.run(&["demo", "--exit"]).expect_success();
    let server = home.start(&["serve"]);
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    // What comes last is somebody else's.
    assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    home.add_programme("ander");
    Browser::new(&server).sign_in(&home.invite_coordinator("ander@voorbeeld.example", "jeugd"));
    home.execute(
        "CREATE TEMP TABLE one AS SELECT * FROM rounds WHERE id = 1;
         UPDATE one SET id = 99;
         INSERT INTO rounds SELECT * FROM one;",
    );
    let mut broken = 0;
    for (table, column) in times(&home) {
        let row = if database == Database::Sqlite { "rowid" } else { "ctid" };
        home.execute(&format!("UPDATE {table} SET {column} = '{time}' WHERE {row} = (SELECT max({row}) FROM {table})"));
        // Somebody who is in a duo, too.
        if table == "professionals" {
            home.execute(&format!("UPDATE {table} SET {column} = '{time}' WHERE id = 1"));
        }
        broken += home.count(&table).min(1);
    }
    assert!(broken > 40, "{broken} times are broken");
    let looked = coordinator.crawl("/coordinator/jeugd");
    let own = |path: &str| path.contains("/professionals/1?") || path.ends_with("/professionals/1");
    let failed = looked.iter().filter(|page| page.status >= 400 && !own(&page.path));
    let failed: Vec<_> = failed.map(|page| format!("{} {}", page.status, page.path)).collect();
    assert!(looked.len() > 40, "{} pages", looked.len());
    assert_eq!(failed, Vec::<String>::new());
    for page in ["/", "/jeugd", "/api/v1/programmes", "/coordinator"] {
        assert_eq!(coordinator.get(page).status, 200, "{page}");
    }
    let before = smtp.count();
    assert_eq!(GUIDE.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    until("a new mail leaves", || smtp.count() > before);
    move_clock(&home, 8 * 24 * 60);
    until("the others are reminded", || home.count("mails WHERE kind = 'reminder'") > 0);
    until("the coordinator has a digest", || home.count("mails WHERE kind = 'digest'") > 0);
    move_clock(&home, 900 * 24 * 60);
    until("the others lapse", || home.count("duos WHERE state = 'lapsed'") > 0);
    // The round itself: its own pages and mails may fail, and nothing else.
    for (table, column) in times(&home).iter().filter(|(table, _)| table == "rounds") {
        home.execute(&format!("UPDATE {table} SET {column} = '{time}' WHERE id = 1"));
    }
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let elsewhere = ["", "/rounds", "/professionals", "/mail", "/activity", "/needs", "/settings"];
    for page in elsewhere.map(|page| coordinator.get(&format!("/coordinator/jeugd{page}"))) {
        assert_eq!(page.status, 200, "{}", page.path);
    }
    move_clock(&home, 930 * 24 * 60);
    let before = smtp.count();
    let another = Person { email: "nog.iemand@leren.example", ..GUIDE };
    assert_eq!(another.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    until("a new mail leaves", || smtp.count() > before);
    let log = server.log();
    let stopped = ["scheduled job failed", "panicked", "could not be"];
    let stopped: Vec<_> = log.lines().filter(|line| stopped.iter().any(|said| line.contains(said))).collect();
    assert_eq!(stopped, Vec::<&str>::new());
}

/// Every table and column in which a time or a day stands.
fn times(home: &Home) -> Vec<(String, String)> {
    let all = home.query(match home.database() {
        Database::Sqlite => {
            "SELECT t.name || ' ' || c.name AS line FROM sqlite_master t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name <> '__diesel_schema_migrations' AND c.type IN ('TIMESTAMP', 'DATE')"
        }
        Database::Postgres => {
            "SELECT table_name || ' ' || column_name AS line FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations'
               AND (data_type LIKE 'timestamp%' OR data_type = 'date')"
        }
    });
    let named = all.iter().filter_map(|line| line.split_once(' '));
    named.map(|(table, column)| (table.to_owned(), column.to_owned())).collect()
}

/// Sends a form with an address to this path, from this sender.
fn ask_from(server: &Server, sender: &str, path: &str, email: &str) -> u16 {
    let browser = Browser::new(server);
    let mut form = browser.get(path).form_to(path);
    form.set("email", email);
    let request = browser.request(Method::POST, path).form(&form.fields);
    request.header("x-forwarded-for", sender).send().unwrap().status().as_u16()
}

fn sign_up_from(server: &Server, sender: &str, person: Person) -> Page {
    let browser = Browser::new(server);
    let mut form = browser.get("/jeugd").form_to("/jeugd");
    person.fill_in(&mut form);
    form.press("step", "send");
    let request = browser.request(Method::POST, "/jeugd").form(&form.fields);
    Page::of("/jeugd", request.header("x-forwarded-for", sender).send().unwrap())
}

/// A place behind a proxy, where an address gets two mails an hour.
fn behind_a_proxy(database: Database) -> (SmtpServer, Home, Server) {
    let smtp = SmtpServer::start();
    let home = home_with_clock(database, &smtp.url)
        .with("TWEESPAN__LIMITS__MAILS_PER_ADDRESS_PER_HOUR", "2")
        .with("TWEESPAN__SERVER__BEHIND_PROXY", "true");
    let server = home.serve();
    (smtp, home, server)
}

fn mails_to(smtp: &SmtpServer, email: &str) -> usize {
    smtp.arrived().iter().filter(|mail| mail.to == email).count()
}

fn asking_again_and_again_takes_no_mail_from_whoever_has_the_address(database: Database) {
    let (smtp, home, server) = behind_a_proxy(database);
    home.invite_coordinator(COORDINATOR, "jeugd");
    for _ in 0..6 {
        assert_eq!(ask_from(&server, "192.0.2.66", "/coordinator/sign-in", COORDINATOR), 303);
        assert_eq!(ask_from(&server, "192.0.2.66", "/me/link", LEARNER.email), 303);
    }
    until("two have left", || mails_to(&smtp, COORDINATOR) == 2);
    // The link that was mailed last still works, and whoever asks from elsewhere gets another.
    let last = smtp.arrived().into_iter().rfind(|mail| mail.to == COORDINATOR).unwrap();
    let link = crate::harness::Mail::parse(&last.raw).paths().into_iter().find(|p| p.contains("/sign-in/")).unwrap();
    assert_eq!(Browser::new(&server).get(&link).status, 403, "it works in the browser that asked");
    assert_eq!(ask_from(&server, "192.0.2.1", "/coordinator/sign-in", COORDINATOR), 303);
    until("the coordinator has a link", || mails_to(&smtp, COORDINATOR) == 3);
    // Somebody who signs up is not held up by who asked for links.
    assert_eq!(sign_up_from(&server, "192.0.2.66", LEARNER).status, 303);
    until("the link to confirm is there", || mails_to(&smtp, LEARNER.email) == 1);
}

fn many_strangers_keep_nobody_from_their_mail(database: Database) {
    let (smtp, home, server) = behind_a_proxy(database);
    home.invite_coordinator(COORDINATOR, "jeugd");
    // More than all of them together may have mailed in an hour, with labels and without.
    for sender in 1..=12 {
        for n in 0..2 {
            let with_label = COORDINATOR.replacen('@', &format!("+{sender}{n}@"), 1);
            for email in [COORDINATOR, &with_label] {
                let path = if n == 0 { "/coordinator/sign-in" } else { "/me/link" };
                ask_from(&server, &format!("192.0.2.{sender}"), path, email);
                ask_from(&server, &format!("192.0.2.{sender}"), "/coordinator/sign-in", email);
            }
            let person = Person { email: "noor+label@leren.example", ..LEARNER };
            sign_up_from(&server, &format!("192.0.2.{sender}"), person);
            sign_up_from(&server, &format!("192.0.2.{sender}"), LEARNER);
        }
    }
    until("what was asked has left", || {
        home.count("mails WHERE state = 'waiting' AND next_attempt_at <= created_at") == 0
    });
    let (links, confirms) = (mails_to(&smtp, COORDINATOR), mails_to(&smtp, LEARNER.email));
    assert_eq!(ask_from(&server, "198.51.100.7", "/coordinator/sign-in", COORDINATOR), 303);
    until("the coordinator has a link", || mails_to(&smtp, COORDINATOR) == links + 1);
    // With her own answers, which they do not know: the same ones would be in the mail that they asked for a moment ago.
    let own = Person { role: "pedagoog", ..LEARNER };
    assert_eq!(sign_up_from(&server, "198.51.100.7", own).status, 303);
    until("the link to confirm is there", || mails_to(&smtp, LEARNER.email) == confirms + 1);
    // A home has many networks, and is one sender.
    let before = mails_to(&smtp, COORDINATOR);
    for n in 0..20 {
        ask_from(&server, &format!("2001:db8:1:{n:x}::1"), "/coordinator/sign-in", COORDINATOR);
    }
    until("its mails have left", || mails_to(&smtp, COORDINATOR) > before);
    let waiting = format!(
        "mails WHERE recipient_email = '{COORDINATOR}' AND state = 'waiting' AND next_attempt_at <= created_at"
    );
    until("none is on its way", || home.count(&waiting) == 0);
    assert_eq!(mails_to(&smtp, COORDINATOR), before + 2, "what one sender may ask");
}

fn a_sign_up_beyond_the_limit_is_taken_and_its_mail_comes_later(database: Database) {
    let (smtp, home, server) = behind_a_proxy(database);
    let roles = ["eerste", "tweede", "derde"];
    for role in roles {
        // One mailbox, whatever its label.
        let email = if role == "eerste" { "noor+1@leren.example" } else { LEARNER.email };
        let answer = sign_up_from(&server, "192.0.2.1", Person { email, role, ..LEARNER });
        assert_eq!(answer.location().as_deref(), Some("/jeugd/sent"));
    }
    until("two have left", || smtp.count() == 2);
    let waiting = format!("mails WHERE state = 'waiting' AND recipient_email = '{}'", LEARNER.email);
    assert_eq!(home.count(&waiting), 1);
    let (kept, beside) = (home.count("professionals WHERE role = 'eerste'"), home.count("typed_answers"));
    assert_eq!((kept, beside), (1, 1), "the first and the newest answers are kept");
    move_clock(&home, 31);
    ring(&server);
    until("the third has left", || smtp.count() == 3);
    let last = crate::harness::Mail::parse(&smtp.arrived()[2].raw);
    let link = last.paths().into_iter().find(|path| path.starts_with("/me/verify/")).unwrap();
    assert_eq!(Browser::new(&server).get(&link).status, 200, "it confirms the newest answers");
}

fn a_sign_up_that_no_mail_follows_writes_nothing(database: Database) {
    let (_smtp, home, server) = behind_a_proxy(database);
    let links = "tokens WHERE purpose = 'verify_address'";
    // Two at once, two later on, and no more; each in a minute of its own.
    for n in 0..4 {
        move_clock(&home, 2 * n);
        let answer = sign_up_from(&server, "192.0.2.1", LEARNER);
        assert_eq!(answer.location().as_deref(), Some("/jeugd/sent"));
    }
    until("two have left", || home.count("mails WHERE state = 'sent'") == 2);
    assert_eq!((home.count("mails"), home.count(links)), (4, 4), "a link for each mail");
    let before = home.dump();
    // The same answers, others, and an address that is not known, of the same mailbox.
    for (n, person) in
        [LEARNER, Person { role: "ander", ..LEARNER }, Person { email: "noor+9@leren.example", ..LEARNER }]
            .into_iter()
            .enumerate()
    {
        move_clock(&home, 10 + 2 * i64::try_from(n).unwrap());
        let answer = sign_up_from(&server, "192.0.2.1", person);
        assert_eq!(answer.location().as_deref(), Some("/jeugd/sent"));
    }
    let kept = home.dump();
    assert_eq!(before, kept);
}

fn a_sign_up_that_is_sent_five_times_is_one_mail(database: Database) {
    let home = home_of_its_own(database).with("TWEESPAN__LIMITS__MAILS_PER_ADDRESS_PER_HOUR", "100");
    let server = home.serve();
    let five_times = |person: Person| {
        let browser = Browser::new(&server);
        let mut form = browser.get("/jeugd").form_to("/jeugd");
        person.fill_in(&mut form);
        form.press("step", "send");
        std::thread::scope(|scope| {
            for _ in 0..5 {
                scope.spawn(|| assert_eq!(browser.post("/jeugd", &form).location().as_deref(), Some("/jeugd/sent")));
            }
        });
        home.wait_for_mail();
    };
    let mails = |kind: &str| home.count(&format!("mails WHERE kind = '{kind}'"));
    // Somebody new, the same with other answers, and somebody who takes part.
    five_times(LEARNER);
    assert_eq!((mails("verify_address"), home.count("professionals")), (1, 1));
    let other = Person { role: "ander", ..LEARNER };
    five_times(other);
    assert_eq!((mails("verify_address"), home.count("typed_answers")), (2, 1));
    home.execute("UPDATE professionals SET standing = 'active'");
    five_times(LEARNER);
    assert_eq!(mails("already_known"), 1);
    // After a minute it is another sign-up.
    crate::life::move_clock(&home, chrono::Duration::seconds(70));
    five_times(LEARNER);
    home.execute("UPDATE professionals SET standing = 'unconfirmed'");
    five_times(LEARNER);
    five_times(Person { role: "ander", ..LEARNER });
    assert_eq!((mails("already_known"), mails("verify_address")), (2, 4));
}

/// Whoever is told that their sign-up was taken can rely on it: while another writes they wait, known or not.
fn a_sign_up_is_kept_before_it_is_answered(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let browser = Browser::new(&server);
    LEARNER.join(&home, &browser);
    home.wait_for_mail();
    let mails = home.count("mails");
    let form = browser.get("/jeugd").form_to("/jeugd");
    let mut writer = (database == Database::Sqlite)
        .then(|| SqliteConnection::establish(home.sqlite_file().to_str().unwrap()).unwrap());
    match &mut writer {
        Some(sqlite) => sqlite.batch_execute("BEGIN IMMEDIATE").unwrap(),
        None => home.execute("BEGIN; LOCK TABLE professionals IN ACCESS EXCLUSIVE MODE"),
    }
    let answered = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for email in [LEARNER.email, "nieuw@leren.example"] {
            let (mut form, browser, answered) = (form.clone(), &browser, &answered);
            Person { email, ..LEARNER }.fill_in(&mut form);
            form.press("step", "send");
            scope.spawn(move || {
                assert_eq!(browser.post("/jeugd", &form).status, 303, "{email}");
                answered.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            });
        }
        std::thread::sleep(Duration::from_millis(700));
        assert_eq!(answered.load(std::sync::atomic::Ordering::SeqCst), 0, "nobody is told what is not kept");
        match &mut writer {
            Some(sqlite) => sqlite.batch_execute("ROLLBACK").unwrap(),
            None => home.execute("ROLLBACK"),
        }
    });
    server.kill();
    assert_eq!((home.count("professionals"), home.count("mails")), (2, mails + 2));
}

fn what_cannot_be_read_of_an_address_is_told_to_nobody_who_types_it(database: Database) {
    let home = Home::new(database);
    let duo = crate::life::introduced(&home);
    home.invite_coordinator(COORDINATOR, "jeugd");
    home.wait_for_mail();
    let fresh = |home: &Home| home.count("mails WHERE kind = 'fresh_links' AND state = 'sent'");
    let ask = |path: &str, email: &str| {
        let browser = Browser::new(&duo.server);
        let mut form = browser.get(path).form_to(path);
        if path == "/jeugd" {
            LEARNER.fill_in(&mut form);
            form.press("step", "send");
        }
        form.set("email", email);
        let sent = browser.post(path, &form);
        (sent.status, sent.location().unwrap())
    };
    // Of the other of a duo: the links to all else come.
    home.execute(&format!("UPDATE professionals SET standing = 'odd' WHERE email = '{}'", GUIDE.email));
    assert_eq!(ask("/me/link", LEARNER.email), (303, "/me/link/sent".to_owned()));
    until("what can be read is mailed", || fresh(&home) == 1);
    let mails = home.mails_to(LEARNER.email);
    let mail = mails.iter().find(|mail| mail.subject.contains("Je nieuwe links")).unwrap();
    let paths = mail.paths();
    assert!(paths.iter().any(|path| path.starts_with("/me/")), "{paths:?}");
    assert!(!paths.iter().any(|path| path.starts_with("/duo/")), "{paths:?}");
    // Of whoever has the address.
    home.execute(&format!("UPDATE professionals SET standing = 'odd' WHERE email = '{}'", LEARNER.email));
    home.execute(&format!("UPDATE coordinators SET locale = 'odd' WHERE email = '{COORDINATOR}'"));
    for (path, known) in [("/me/link", LEARNER.email), ("/jeugd", LEARNER.email), ("/coordinator/sign-in", COORDINATOR)]
    {
        assert_eq!(ask(path, known), ask(path, "niemand@leren.example"), "{path}");
    }
    let log = duo.server.log();
    assert!(log.contains("a row is left out") && log.contains("was not done"), "{log}");
}

fn what_a_stranger_types_is_in_no_mail_to_an_address_that_nobody_confirmed(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let name = "Kijk-op kwaad.example";
    LEARNER.join(&home, &Browser::new(&server));
    // Whoever is known keeps their own name; an address that nobody confirmed gets none.
    for email in [LEARNER.email, "p@vreemd.example"] {
        assert_eq!(Person { name, email, ..LEARNER }.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    }
    home.wait_for_mail();
    for file in fs::read_dir(home.path().join("data/mail")).unwrap() {
        let raw = fs::read(file.unwrap().path()).unwrap();
        let mail = crate::harness::Mail::parse(&raw);
        let all = [String::from_utf8_lossy(&raw).into_owned(), mail.text, mail.html, mail.subject].join("\n");
        assert!(!all.contains("kwaad") && !all.contains("Kijk-op"), "{all}");
    }
    assert_eq!(home.mails_to("p@vreemd.example").len(), 1);
}

fn a_link_that_works_no_longer_is_counted_like_a_form(database: Database) {
    let home = Home::new(database).with("TWEESPAN__LIMITS__REQUESTS_PER_MINUTE", "3");
    let server = home.serve();
    let random = "5e1f".repeat(16);
    for (n, path) in ["/unsubscribe/", "/me/", "/duo/", "/coordinator/sign-in/", "/me/verify/"].into_iter().enumerate()
    {
        let answer = send(&server, &format!("{path}{random}"), &[], b"List-Unsubscribe=One-Click".to_vec());
        assert_eq!(answer.status, if n < 3 { 404 } else { 429 }, "{path}");
    }
}

/// Whoever waits for those who write learns when somebody does.
#[test]
fn a_link_that_works_no_longer_waits_for_nobody_who_writes() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let random = "5e1f".repeat(16);
    let mut writer = SqliteConnection::establish(home.sqlite_file().to_str().unwrap()).unwrap();
    writer.batch_execute("BEGIN IMMEDIATE").unwrap();
    for path in ["/unsubscribe/", "/me/", "/me/round/", "/me/again/", "/duo/", "/coordinator/sign-in/", "/me/verify/"] {
        let started = Instant::now();
        let answer = send(&server, &format!("{path}{random}"), &[], b"List-Unsubscribe=One-Click".to_vec());
        assert_eq!(answer.status, 404, "{path}");
        // Whoever writes waits for five.
        assert!(started.elapsed() < Duration::from_secs(3), "{path} took {:?}", started.elapsed());
    }
    writer.batch_execute("ROLLBACK").unwrap();
}

fn api_status(server: &Server, key: &str) -> u16 {
    let request = Browser::new(server).request(Method::GET, "/api/v1/programmes/jeugd/rounds").bearer_auth(key);
    request.send().unwrap().status().as_u16()
}

fn whoever_is_dismissed_comes_in_by_nothing_that_they_had(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let other = "ander@voorbeeld.example";
    let [own, dismissed] = [COORDINATOR, other].map(|email| {
        let browser = Browser::new(&server);
        browser.sign_in(&home.invite_coordinator(email, "jeugd"));
        browser
    });
    let page = dismissed.get("/coordinator/jeugd/settings/access");
    let mut form = page.form_to("/coordinator/jeugd/settings/access");
    form.set("label", "kantoor");
    let page = dismissed.submit(&page, &form);
    let key = page.html.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(api_status(&server, &key), 200);

    let link = home.invite_coordinator(other, "jeugd");
    let id =
        home.query(&format!("SELECT CAST(id AS TEXT) AS line FROM coordinators WHERE email = '{other}'")).remove(0);
    let settings = own.get("/coordinator/jeugd/settings");
    let action = format!("/coordinator/jeugd/settings/coordinators/{id}");
    own.submit(&settings, &settings.form_to(&action));
    // Invited again, they begin anew.
    let new = home.invite_coordinator(other, "jeugd");
    assert_eq!(dismissed.get("/coordinator/jeugd/professionals").status, 401, "the session is over");
    assert_eq!(api_status(&server, &key), 401, "the key is gone");
    assert_eq!(Browser::new(&server).get(&link).status, 404, "the link is void");
    assert_eq!(own.get("/coordinator/jeugd/professionals").status, 200);
    dismissed.sign_in(&new);
}

fn a_coordinator_signs_out_everywhere_and_sees_where_they_are_signed_in(database: Database) {
    let home = Home::new(database);
    let server = home.serve();
    let [here, there] = [(), ()].map(|()| {
        let browser = Browser::new(&server);
        browser.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
        browser
    });
    let page = here.get("/coordinator/jeugd/settings/access");
    assert_eq!(page.text().matches("het laatst gebruikt").count(), 2, "{}", page.text());
    assert_eq!(page.text().matches("Dit apparaat").count(), 1);
    let form = page.form_to("/coordinator/jeugd/settings/access/sign-out");
    let out = here.post(&form.action, &form);
    assert_eq!(
        (out.location().as_deref(), out.header("clear-site-data")),
        (Some("/coordinator/sign-in"), "\"cache\", \"storage\"")
    );
    assert_eq!(home.count("security_log WHERE what LIKE '%signed_out_everywhere%'"), 1);
    assert_eq!(home.count("sessions"), 0);
    assert_eq!(there.get("/coordinator/jeugd/professionals").status, 401);
}

fn a_session_that_is_not_used_for_half_an_hour_ends(database: Database) {
    let home = crate::life::home_with_clock(database).with("TWEESPAN__LINKS__SESSION_IDLE_MINUTES", "30");
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    let at = |minutes: i64| {
        crate::life::move_clock(&home, chrono::Duration::minutes(minutes));
        coordinator.get("/coordinator/jeugd/professionals").status
    };
    assert_eq!([at(25), at(50), at(75)], [200; 3], "each look counts as use");
    assert_eq!(at(106), 401);
    assert_eq!(at(107), 401, "a look that is refused is no use");
}

#[test]
fn small_things_of_a_kind_are_refused_or_said() {
    let smtp = SmtpServer::start();
    let url = smtp.url.replace("smtp://", "smtp://somebody:geheim@").replace("127.0.0.1", "mailserver.internal");
    let home = Home::new(Database::Sqlite).with("SMTP_URL", &url);
    let server = home.serve();
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator(COORDINATOR, "jeugd"));
    // A line break in an address is no line of a header, and no fault of ours.
    let mut form = coordinator.get("/coordinator").form_to("/coordinator/sign-out");
    form.fields.retain(|(name, _)| name == "csrf");
    let path = "/coordinator/jeugd%0d%0ax:%20y/settings/access/0/revoke";
    let answer = coordinator.post(path, &form);
    assert!(answer.status < 500 && !answer.headers.contains_key("x"), "{} {:?}", answer.status, answer.headers);
    // Pages beyond all pages are empty.
    crate::people::new_round(&coordinator);
    for step in ["people", "proposals", "unmatched", "board"] {
        for page in ["18446744073709551615", "9223372036854775807"] {
            let status = coordinator.get(&format!("/coordinator/rounds/1/{step}?page={page}")).status;
            assert!(status < 500, "{step} {page}: {status}");
        }
    }
    for file in ["", "index.css", "swagger-initializer.js"] {
        let kind = coordinator.get(&format!("/api/docs/{file}")).header("content-type").to_owned();
        assert!(kind.ends_with("; charset=utf-8"), "{file}: {kind}");
    }
    assert_eq!(Browser::new(&server).get("/coordinator/jeugd/professionals").status, 401);
    let log = server.stop().1;
    assert!(log.contains("everybody on the way to the mail server can read it") && !log.contains("geheim"), "{log}");
    assert!(log.contains("\"kind\":\"signed_in\"") && log.contains("refused"), "{log}");
}

fn a_coordinator_invites_and_mails_no_more_than_a_day_and_an_hour_allow(database: Database) {
    let home = Home::new(database)
        .with("TWEESPAN__LIMITS__ACTS_PER_HOUR", "4")
        .with("TWEESPAN__LIMITS__INVITATIONS_PER_DAY", "50");
    let server = home.serve();
    let program = Program::of(&home, &server, "coordinator@voorbeeld.example", "jeugd");
    let import = |query: &str| {
        let request = program.browser.request(Method::POST, &format!("/api/v1/programmes/jeugd/imports{query}"));
        let request = request.bearer_auth(&program.token).header("content-type", "text/csv");
        request.body(include_str!("../../config/sample/professionals.csv")).send().unwrap().status().as_u16()
    };
    assert_eq!((import("?dry_run=true"), import("")), (200, 201), "42 of the 50");
    home.execute("DELETE FROM professionals WHERE id > 20");
    assert_eq!(import(""), 429, "42 more are too many");
    assert_eq!(home.count("professionals"), 20, "and nobody of them was invited");
    assert_eq!((import("?dry_run=true"), import("?dry_run=true")), (200, 429), "the fifth act of an hour");
    // What others do is counted for them.
    let other = Program::of(&home, &server, "ander@voorbeeld.example", "jeugd");
    let request = other.browser.request(Method::POST, "/api/v1/programmes/jeugd/imports?dry_run=true");
    let request = request.bearer_auth(&other.token).header("content-type", "text/csv");
    assert_eq!(request.body(include_str!("../../config/sample/professionals.csv")).send().unwrap().status(), 200);

    // Whatever mails somebody counts as an act: a link to data, a colleague, a test. That was one, and three are left.
    home.execute("UPDATE professionals SET standing = 'active'");
    let browser = &other.browser;
    let press = |page: &str, action: &str, email: Option<&str>| {
        let page = browser.get(page);
        let mut form = page.form_to(action);
        if let Some(email) = email {
            form.set("email", email);
        }
        browser.post(action, &form).status
    };
    let link_to_data = || press("/coordinator/jeugd/professionals/1", "/coordinator/jeugd/professionals/1/data", None);
    let round = crate::people::round_of(&crate::people::proposed_round(browser));
    let mail = format!("{round}/publication/mails/0");
    assert_eq!(link_to_data(), 303);
    let settings = "/coordinator/jeugd/settings";
    assert_eq!(press(settings, &format!("{settings}/coordinators"), Some("nieuw@voorbeeld.example")), 303);
    assert_eq!(press(&mail, &format!("{mail}/test"), None), 303);
    assert_eq!((link_to_data(), press(&mail, &format!("{mail}/test"), None)), (429, 429));
    assert_eq!(press(settings, &format!("{settings}/coordinators"), Some("nog@voorbeeld.example")), 429);
    assert_eq!(home.count("coordinators WHERE email = 'nog@voorbeeld.example'"), 0);
}

fn a_coordinator_has_duos_computed_no_more_than_a_minute_allows(database: Database) {
    let home = Home::new(database).with("TWEESPAN__LIMITS__COMPUTATIONS_PER_MINUTE", "3");
    let server = home.serve();
    let program = Program::of(&home, &server, COORDINATOR, "jeugd");
    let other = Program::of(&home, &server, "ander@voorbeeld.example", "jeugd");
    crate::people::new_round(&program.browser);
    let ask = |program: &Program, path: &str| {
        let request = program.browser.request(Method::GET, path).bearer_auth(&program.token);
        Page::of(path, request.send().unwrap())
    };
    // Pages and programs of one coordinator together; what only shows is not counted.
    assert_eq!(program.browser.get("/coordinator/rounds/1/unmatched").status, 200);
    for _ in 0..5 {
        assert_eq!(ask(&program, "/api/v1/rounds/1").status, 200);
    }
    let unmatched = "/api/v1/rounds/1/unmatched";
    let answers: Vec<u16> = (0..3).map(|_| ask(&program, unmatched).status).collect();
    assert!(answers[..2].iter().all(|status| *status != 429) && answers[2] == 429, "{answers:?}");
    let refused = ask(&program, unmatched);
    assert_eq!((refused.status, refused.header("retry-after")), (429, "60"));
    assert!(refused.header("content-type").starts_with("application/problem+json"), "{}", refused.html);
    let page = program.browser.get("/coordinator/rounds/1/unmatched");
    assert_eq!((page.status, page.header("retry-after")), (429, "60"));
    assert_ne!(ask(&other, unmatched).status, 429, "others have their own");
}
