//! Mail servers as they are: slow, full, rude and badly set up.

use std::time::Duration;

use crate::browser::Browser;
use crate::harness::{Database, Home, Server, until};
use crate::mail::MailServer;
use crate::people::LEARNER;
use crate::smtp::{Moment, Reply, SmtpServer, Step};

on_both_databases!(
    a_server_that_is_silent_at_greeting_holds_up_nothing_for_long,
    a_server_that_hangs_after_the_final_dot_gets_the_same_mail_again,
    a_server_that_drops_the_connection_after_the_final_dot_gets_the_same_mail_again,
    a_server_that_is_busy_for_two_hours_gets_every_mail_after_that,
    one_recipient_that_is_refused_fails_once_and_holds_up_nobody,
    a_server_that_refuses_everybody_marks_nobody,
    a_server_that_has_enough_after_ten_mails_gets_them_ten_at_a_time,
    a_server_that_has_enough_of_a_connection_pauses_nothing,
    a_wrong_password_pauses_the_queue_and_loses_nothing,
    a_pace_is_kept_by_two_instances_together,
    a_mail_that_cannot_be_made_is_given_up_and_holds_up_no_other,
);

/// The demo's mails, all of them waiting: an introduction to each person in a duo.
fn introductions(home: &Home) -> usize {
    home.people_in_duos()
}

/// A home whose clock can be moved, and whose server is given one second for a mail.
pub(crate) fn home(database: Database, smtp: &str) -> Home {
    let home = Home::new(database).with("SMTP_URL", smtp).with("TWEESPAN__MAIL__LIMIT_SECONDS", "1");
    let file = home.path().join("clock");
    std::fs::write(&file, "0").unwrap();
    home.with("TWEESPAN__CLOCK__OFFSET_FILE", file.to_str().unwrap()).with("TWEESPAN__LIFE__LOOK_SECONDS", "1")
}

/// Moves the clock to so many minutes after the beginning.
pub(crate) fn move_clock(home: &Home, minutes: i64) {
    std::fs::write(home.path().join("clock"), (60 * minutes).to_string()).unwrap();
}

/// A running server with one mail in the queue, to whoever signs up.
fn one_mail(home: &Home) -> Server {
    let server = home.serve();
    assert_eq!(LEARNER.sign_up(&Browser::new(&server)).path, "/jeugd/sent");
    server
}

fn was_tried(home: &Home, times: usize) {
    until("it was tried", || home.count(&format!("mails WHERE attempts >= {times} AND last_error IS NOT NULL")) == 1);
}

/// How often it says that a mail did not leave. It is told when the time of the next try is known.
fn not_sent(server: &Server) -> usize {
    server.log().matches("mail not sent").count()
}

/// Has the worker look at once: asking for a link may have queued a mail. Nobody has this address.
pub(crate) fn ring(server: &Server) {
    let browser = Browser::new(server);
    let page = browser.get("/me/link");
    let mut form = page.form_to("/me/link");
    form.set("email", "niemand@nergens.example");
    browser.submit(&page, &form);
}

fn last_error(home: &Home) -> String {
    home.query("SELECT coalesce(last_error, '') AS line FROM mails")[0].clone()
}

/// How many mails arrived, and how many different ones.
fn arrived(smtp: &SmtpServer) -> (usize, usize) {
    let mails = smtp.arrived();
    let mut ids: Vec<&str> = mails.iter().map(|mail| mail.message_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert!(ids.iter().all(|id| !id.is_empty()));
    (mails.len(), ids.len())
}

fn a_server_that_is_silent_at_greeting_holds_up_nothing_for_long(database: Database) {
    let smtp = SmtpServer::that(|_| Reply::Silence);
    let home = home(database, &smtp.url);
    let _server = one_mail(&home);
    was_tried(&home, 1);
    assert_eq!(last_error(&home), "the server did not answer within 1 s");
    smtp.now(|_| Reply::Yes);
    move_clock(&home, 2);
    home.wait_for_mail();
    assert_eq!(arrived(&smtp), (1, 1));
}

fn a_server_that_hangs_after_the_final_dot_gets_the_same_mail_again(database: Database) {
    let hang = |m: &Moment<'_>| if m.step == Step::End { Reply::TakeAndFallSilent } else { Reply::Yes };
    unknown_whether_it_left(database, hang, "the server did not answer within 1 s; it had the whole mail");
}

fn a_server_that_drops_the_connection_after_the_final_dot_gets_the_same_mail_again(database: Database) {
    let drop = |m: &Moment<'_>| if m.step == Step::End { Reply::TakeAndHangUp } else { Reply::Yes };
    unknown_whether_it_left(database, drop, "the connection broke after the whole mail, which may arrive");
}

fn unknown_whether_it_left(database: Database, behaves: fn(&Moment<'_>) -> Reply, words: &str) {
    let smtp = SmtpServer::that(behaves);
    let home = home(database, &smtp.url);
    let _server = one_mail(&home);
    was_tried(&home, 1);
    assert!(last_error(&home).starts_with(words), "{}", last_error(&home));
    assert_eq!(arrived(&smtp), (1, 1), "one try, and not another over a new connection at once");
    smtp.now(|_| Reply::Yes);
    move_clock(&home, 2);
    home.wait_for_mail();
    assert_eq!(arrived(&smtp), (2, 1), "once more, with the same Message-ID");
}

fn a_server_that_is_busy_for_two_hours_gets_every_mail_after_that(database: Database) {
    let smtp = SmtpServer::that(|m| if m.step == Step::Recipient { Reply::Say("451 4.7.1 later") } else { Reply::Yes });
    let home = home(database, &smtp.url);
    assert_eq!(home.run(&["demo", "--exit"]).code, Some(1), "none could be delivered");
    let server = home.start(&["serve"]);
    // Each of the waits of 1, 2, 4 … minutes, with up to a quarter on top, is over in these steps.
    for (tries, minutes) in [(1, 2), (2, 5), (3, 11), (4, 22), (5, 43), (6, 84)] {
        move_clock(&home, minutes);
        ring(&server);
        // After an hour more mails wait: those to whoever got no duo.
        until(&format!("all were tried {tries} times again"), || not_sent(&server) >= tries * introductions(&home));
    }
    assert_eq!(arrived(&smtp), (0, 0));
    smtp.now(|_| Reply::Yes);
    move_clock(&home, 170);
    ring(&server);
    home.wait_for_mail();
    // With those to whoever got no duo, which are written an hour after.
    let (mails, different) = arrived(&smtp);
    assert_eq!((mails, different), (home.count("mails"), mails));
    assert_eq!(
        home.count("mails WHERE kind = 'introduction' AND state = 'sent' AND attempts = 8"),
        introductions(&home)
    );
}

fn one_recipient_that_is_refused_fails_once_and_holds_up_nobody(database: Database) {
    let everybody = SmtpServer::start();
    let home = home(database, &everybody.url);
    home.run(&["demo", "--exit"]).expect_success();
    let refused = everybody.arrived()[0].to.clone();
    let of_refused = everybody.arrived().iter().filter(|mail| mail.to == refused).count();

    let name = refused.clone();
    let smtp = SmtpServer::that(move |m| match m.step {
        Step::Recipient if m.to == name => Reply::Say("550 5.1.1 <who@ever.example> no such user"),
        _ => Reply::Yes,
    });
    let home = self::home(database, &smtp.url);
    assert_eq!(home.run(&["demo", "--exit"]).code, Some(1));
    let failed = "mails WHERE state = 'failed' AND attempts = 1 AND last_error = '550 5.1.1 … no such user'";
    assert_eq!(home.count(failed), of_refused);
    assert_eq!(home.count(&format!("mails WHERE state = 'failed' AND recipient_email = '{refused}'")), of_refused);
    assert_eq!(home.count("mails WHERE state = 'sent' AND kind = 'introduction'"), introductions(&home) - of_refused);

    // The address is marked; each partner is told, and their duo is over.
    let _server = home.start(&["serve"]);
    let marked = "address_troubles t JOIN professionals p ON p.id = t.professional_id";
    assert_eq!(home.count(&format!("{marked} WHERE p.email = '{refused}' AND t.words LIKE '550 5.1.1%'")), 1);
    assert_eq!(home.count("address_troubles"), 1);
    let duos = home
        .count(&format!("duo_members m JOIN professionals p ON p.id = m.professional_id WHERE p.email = '{refused}'"));
    assert!(duos > 0);
    until("the partners were told", || {
        home.count("mails WHERE state = 'sent' AND kind = 'partner_unreachable'") == duos
    });
    assert_eq!(home.count("duos WHERE state = 'ended'"), duos);
}

fn a_server_that_refuses_everybody_marks_nobody(database: Database) {
    let smtp = SmtpServer::that(|m| match m.step {
        Step::Recipient => Reply::Say("550 5.1.1 no such user"),
        _ => Reply::Yes,
    });
    let home = home(database, &smtp.url);
    assert_eq!(home.run(&["demo", "--exit"]).code, Some(1));
    let waiting = |attempts: usize| home.count(&format!("mails WHERE state = 'waiting' AND attempts = {attempts}"));
    assert_eq!(waiting(1), introductions(&home));
    let server = home.start(&["serve"]);
    move_clock(&home, 2);
    ring(&server);
    until("all were tried again", || not_sent(&server) >= introductions(&home));
    assert_eq!((home.count("mails WHERE state = 'failed'"), home.count("address_troubles")), (0, 0));
    assert_eq!(home.count("duos WHERE state = 'ended'"), 0);
    // One that comes by itself later is not believed either, until a mail left.
    home.execute("UPDATE mails SET next_attempt_at = created_at WHERE id = (SELECT min(id) FROM mails)");
    ring(&server);
    until("one was tried by itself", || waiting(3) == 1);
    assert_eq!((home.count("mails WHERE state = 'failed'"), home.count("address_troubles")), (0, 0));
    smtp.now(|_| Reply::Yes);
    move_clock(&home, 30);
    ring(&server);
    home.wait_for_mail();
    assert_eq!(arrived(&smtp), (introductions(&home), introductions(&home)));
}

fn a_server_that_has_enough_after_ten_mails_gets_them_ten_at_a_time(database: Database) {
    let enough = |m: &Moment<'_>| {
        if m.step == Step::Sender && m.mails == 10 { Reply::Say("421 4.7.0 that is enough") } else { Reply::Yes }
    };
    let smtp = SmtpServer::that(enough);
    let home = home(database, &smtp.url);
    home.run(&["demo", "--exit"]).expect_success();
    assert_eq!(arrived(&smtp), (introductions(&home), introductions(&home)));
    assert_eq!(home.count("mails WHERE attempts > 1"), 0, "that a connection ended is no mail's fault");
    assert!((4..=10).contains(&smtp.connections()), "{} connections", smtp.connections());
    until("the others said goodbye", || smtp.goodbyes() > 0);
}

/// What it says on a connection that brought it bad recipients, or much, is no word on the settings.
fn a_server_that_has_enough_of_a_connection_pauses_nothing(database: Database) {
    let smtp = SmtpServer::that(|m| match m.step {
        Step::Sender if m.refused > 0 => Reply::Say("550 5.7.1 too many bad recipients"),
        Step::Sender if m.mails == 3 => Reply::Say("550 5.7.0 that is enough"),
        Step::Recipient if m.to.len() % 2 == 0 => Reply::Say("550 5.1.1 no such user"),
        _ => Reply::Yes,
    });
    let home = home(database, &smtp.url);
    assert_eq!(home.run(&["demo", "--exit"]).code, Some(1));
    let good = home.count("mails WHERE kind = 'introduction' AND length(recipient_email) % 2 = 1");
    assert!(good >= 10 && good + 10 <= introductions(&home), "{good} of {}", introductions(&home));
    assert_eq!(arrived(&smtp), (good, good));
    assert_eq!(home.count("delivery WHERE paused_since IS NULL"), 1);
    assert_eq!(home.count("mails WHERE attempts > 1"), 0, "that a connection ended is no mail's fault");
}

fn a_wrong_password_pauses_the_queue_and_loses_nothing(database: Database) {
    let smtp = SmtpServer::that(|m| match m.step {
        Step::SignIn => Reply::Say("535 5.7.8 that is not the password"),
        _ => Reply::Yes,
    });
    let home = home(database, &smtp.url.replace("smtp://", "smtp://somebody:geheim@"));
    assert_eq!(home.run(&["demo", "--exit"]).code, Some(1));
    assert_eq!(
        home.count("mails WHERE state = 'waiting' AND attempts = 0"),
        introductions(&home),
        "none has lost a try"
    );
    assert_eq!(arrived(&smtp), (0, 0));
    pauses(&home, "535 5.7.8 that is not the password");

    // A server that starts asks once, and then every five minutes.
    let tried = smtp.connections();
    let server = home.start(&["serve"]);
    until("it has asked", || smtp.connections() == tried + 1);
    let ready = Browser::new(&server).get("/readyz");
    assert_eq!(ready.status, 200, "pages work without mail");
    assert!(ready.html.contains("mail is paused since "), "{}", ready.html);
    assert!(!ready.html.contains("535") && !ready.html.contains("password"), "not for strangers: {}", ready.html);
    until("it is logged", || server.log().contains("535"));
    assert!(!server.log().contains("geheim"));
    let coordinator = Browser::english(&server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    let overview = coordinator.get("/coordinator").text();
    assert!(overview.contains("No mail leaves") && overview.contains("535 5.7.8"), "{overview}");
    move_clock(&home, 6);
    ring(&server);
    until("it has asked again", || smtp.connections() == tried + 2);
    let untried = "mails WHERE state = 'waiting' AND attempts = 0 AND kind = 'introduction'";
    assert_eq!(home.count(untried), introductions(&home), "no mail was tried");

    smtp.now(|_| Reply::Yes);
    move_clock(&home, 12);
    ring(&server);
    home.wait_for_mail();
    let (mails, different) = arrived(&smtp);
    assert!(mails == different && mails >= introductions(&home), "{mails} arrived, {different} different ones");
    assert_eq!(home.count("mails WHERE state = 'sent'"), mails);
    assert_eq!(home.count("delivery WHERE paused_since IS NULL"), 1);
    assert_eq!(Browser::new(&server).get("/readyz").html, "ready\n");
}

fn pauses(home: &Home, why: &str) {
    let paused = home.query("SELECT coalesce(paused_why, '') AS line FROM delivery WHERE paused_since IS NOT NULL");
    assert_eq!(paused.len(), 1, "the queue is paused");
    assert!(paused[0].contains(why), "{}", paused[0]);
}

/// With TLS from the start and with STARTTLS, by a server of others.
#[test]
#[ignore = "needs aiosmtpd: run tests/run"]
fn a_wrong_certificate_pauses_the_queue() {
    for (kind, url) in [("tls", "smtps://"), ("starttls", "smtp://")] {
        let smtp = MailServer::with_strange_certificate(kind);
        let wish = if kind == "tls" { "" } else { "?tls=required" };
        let home = home(Database::Sqlite, &format!("{}{wish}", smtp.url.replace("smtp://", url)));
        let server = one_mail(&home);
        until("the queue is paused", || home.count("delivery WHERE paused_since IS NOT NULL") == 1);
        pauses(&home, "certificate");
        assert_eq!(home.count("mails WHERE state = 'waiting' AND attempts = 0"), 1);
        assert!(server.log().contains("no mail leaves: the mail settings do not work"), "{}", server.log());
        assert!(smtp.mails().is_empty());
    }
}

fn a_pace_is_kept_by_two_instances_together(database: Database) {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let home = home(database, &format!("smtp://{nobody}"));
    assert_eq!(home.run(&["demo", "--exit"]).code, Some(1));
    home.execute("UPDATE mails SET next_attempt_at = created_at, attempts = 0");
    let smtp = SmtpServer::start();
    let home = home.with("SMTP_URL", &smtp.url).with("TWEESPAN__MAIL__PER_MINUTE", "20");
    let _instances = [home.start(&["serve"]), home.start(&["serve"])];
    for sent in [20, introductions(&home)] {
        until(&format!("{sent} have left"), || smtp.arrived().len() == sent);
        // Twice as long as a worker waits before it looks again would be ten seconds: none may come in the meantime.
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(arrived(&smtp), (sent, sent));
        move_clock(&home, if sent == 20 { 2 } else { 4 });
    }
}

fn a_mail_that_cannot_be_made_is_given_up_and_holds_up_no_other(database: Database) {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let home = home(database, &format!("smtp://{nobody}"));
    assert_eq!(home.run(&["demo", "--exit"]).code, Some(1));
    home.execute("UPDATE mails SET next_attempt_at = created_at, attempts = 0");
    // Content of a kind that is unknown, a name that no header takes, and an address that is none.
    home.execute("UPDATE mails SET payload = '{\"kind\":\"singing_telegram\"}' WHERE id = 1");
    // It says of no facts, so that nobody's name of today takes the place of that one.
    home.execute("UPDATE mails SET payload = replace(payload, '\"about\":', '\"once\":') WHERE id = 2");
    home.execute(
        "UPDATE mails SET recipient_name = 'a' || chr(10) || 'b' WHERE id = 2".replace("chr", chr(database)).as_str(),
    );
    home.execute("UPDATE mails SET recipient_email = 'nobody' WHERE id = 3");
    let smtp = SmtpServer::start();
    let home = home.with("SMTP_URL", &smtp.url);
    let server = home.start(&["serve"]);
    until("the others have left", || home.count("mails WHERE state = 'sent'") == introductions(&home) - 3);
    assert_eq!(home.count("mails WHERE state = 'failed' AND id = 3"), 1);
    for (tries, minutes) in [(1, 2), (2, 5), (3, 11), (4, 22), (5, 43)] {
        until(&format!("both were tried {tries} times"), || not_sent(&server) == 2 * tries);
        move_clock(&home, minutes);
        ring(&server);
    }
    until("both are given up", || home.count("mails WHERE state = 'failed' AND attempts = 6") == 2);
    let errors = home.query("SELECT last_error AS line FROM mails WHERE state = 'failed' ORDER BY id");
    assert_eq!(errors[0], "the content cannot be read in the queue");
    assert!(errors[1].contains("the name has a line break"), "{errors:?}");
    assert!(errors[2].contains("cannot be read"), "{errors:?}");
}

/// The function that makes a character of a number.
const fn chr(database: Database) -> &'static str {
    match database {
        Database::Sqlite => "char",
        Database::Postgres => "chr",
    }
}
