//! Mails that come back, as a mail server or a relay's webhook hands them in.

use std::io::Write;

use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail, Server, until};
use crate::smtp::{Reply, SmtpServer, Step};

on_both_databases!(
    a_bounce_marks_the_address_and_leaves_nobody_waiting,
    what_says_nothing_of_the_address_marks_nothing,
    only_what_is_signed_now_is_taken_in,
    a_failed_mail_is_seen_and_sent_after_all,
    a_report_within_reports_stops_nothing,
    few_reports_are_read_at_once,
);

const SECRET: &str = "een geheim van voldoende lengte!";

fn home(database: Database, smtp: &SmtpServer) -> Home {
    Home::new(database)
        .with("SMTP_URL", &smtp.url)
        .with("TWEESPAN__MAIL__BOUNCE_SECRET", SECRET)
        .with("TWEESPAN__LIFE__LOOK_SECONDS", "1")
}

fn signature(secret: &str, time: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{time}.{body}").as_bytes());
    let hex = |byte: &u8| format!("{byte:02x}");
    mac.finalize().into_bytes().iter().map(hex).collect::<Vec<_>>().concat()
}

fn hand_in(server: &Server, kind: &str, body: &str, (time, signature): (i64, &str)) -> (u16, Value) {
    let request = Browser::new(server)
        .request(Method::POST, "/api/v1/bounces")
        .header("content-type", kind)
        .header("tweespan-timestamp", time.to_string())
        .header("tweespan-signature", signature)
        .body(body.to_owned());
    let response = request.send().unwrap();
    (response.status().as_u16(), serde_json::from_str(&response.text().unwrap()).unwrap())
}

fn bounce(server: &Server, kind: &str, body: &str) -> String {
    let now = chrono::Utc::now().timestamp();
    let (status, answer) = hand_in(server, kind, body, (now, &signature(SECRET, now, body)));
    assert_eq!(status, 200, "{answer}");
    answer["outcome"].as_str().unwrap().to_owned()
}

/// A report as a mail server writes it.
fn report(message_id: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@relay.example\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nI could not deliver it.\r\n\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n\
         Final-Recipient: rfc822; who@ever.example\r\nAction: failed\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; 550 {status} <who@ever.example> no such user\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{message_id}>\r\n\r\n--b--\r\n"
    )
}

fn a_report_within_reports_stops_nothing(database: Database) {
    let smtp = SmtpServer::start();
    let home = home(database, &smtp);
    let server = home.serve();
    let most = 256 * 1024;
    let deep = "Content-Type:message/rfc822\n\n";
    let coded = "Content-Type:message/rfc822\nContent-Transfer-Encoding:base64\n\n";
    let many = "Content-Type:multipart/digest;boundary=b\n\n--b\n\n";
    for report in [deep.repeat(most / deep.len()), many.repeat(most / many.len())] {
        assert_eq!(bounce(&server, "message/rfc822", &report), "no_bounce");
    }
    // The same header, and three ends of a line.
    let within = "Q29udGVudC1UeXBlOm1lc3NhZ2UvcmZjODIyCgoK".repeat(most / 41);
    assert_eq!(bounce(&server, "message/rfc822", &format!("{coded}{within}")), "no_bounce");
    assert_eq!(Browser::new(&server).get("/readyz").status, 200);
}

/// Whether a report is signed is known only once it was read.
fn few_reports_are_read_at_once(database: Database) {
    let smtp = SmtpServer::start();
    let home = home(database, &smtp);
    let server = home.serve();
    let now = chrono::Utc::now().timestamp();
    let slow: Vec<_> = (0..8)
        .map(|_| {
            let mut connection = std::net::TcpStream::connect(server.address()).unwrap();
            let head = format!(
                "POST /api/v1/bounces HTTP/1.1\r\nHost: x\r\nContent-Type: message/rfc822\r\nContent-Length: 1000\r\n\
                 Tweespan-Timestamp: {now}\r\nTweespan-Signature: {}\r\n\r\n",
                "0".repeat(64)
            );
            connection.write_all(head.as_bytes()).unwrap();
            connection
        })
        .collect();
    let body = json!({"message_id": "x@tweespan", "status": "5.1.1"}).to_string();
    let status = || hand_in(&server, "application/json", &body, (now, &signature(SECRET, now, &body))).0;
    until("no other is read", || status() == 503);
    until("whoever sends slowly is given up", || status() == 200);
    drop(slow);
}

fn a_bounce_marks_the_address_and_leaves_nobody_waiting(database: Database) {
    let smtp = SmtpServer::start();
    let home = home(database, &smtp);
    home.run(&["demo", "--exit"]).expect_success();
    let server = home.start(&["serve"]);
    let mails = smtp.arrived();
    let (id, to) = (&mails[0].message_id, &mails[0].to);

    let late = json!({"message_id": format!("<{id}>"), "status": "4.2.2", "reason": "mailbox full"}).to_string();
    assert_eq!(bounce(&server, "application/json", &late), "late");
    assert_eq!(home.count("mails WHERE state = 'sent' AND last_error = '4.2.2 mailbox full'"), 1);
    assert_eq!(home.count("address_troubles"), 0);
    let unknown = json!({"message_id": "x@tweespan", "status": "5.1.1"}).to_string();
    assert_eq!(bounce(&server, "application/json", &unknown), "unknown");
    assert_eq!(bounce(&server, "message/rfc822", "Subject: I am away\r\n\r\nUntil Monday.\r\n"), "no_bounce");

    assert_eq!(bounce(&server, "message/rfc822", &report(id, "5.1.1")), "returned");
    assert_eq!(bounce(&server, "message/rfc822", &report(id, "5.1.1")), "returned", "twice is as once");
    assert_eq!(home.count("mails WHERE state = 'bounced' AND last_error = '550 5.1.1 … no such user'"), 1);
    let marked = format!(
        "address_troubles t JOIN professionals p ON p.id = t.professional_id WHERE p.email = '{to}' \
         AND t.words = '550 5.1.1 … no such user'"
    );
    assert_eq!((home.count(&marked), home.count("address_troubles")), (1, 1));
    let duos =
        home.count(&format!("duo_members m JOIN professionals p ON p.id = m.professional_id WHERE p.email = '{to}'"));
    until("each partner was told", || {
        home.count("mails WHERE kind = 'partner_unreachable' AND state = 'sent'") == duos
    });
    assert_eq!(home.count("duos WHERE state = 'ended'"), duos);

    // An older link proves nothing. One that is mailed now is newer than the mark, once time has passed.
    home.execute("UPDATE address_troubles SET since = '2026-01-01 00:00:00'");
    home.execute("UPDATE tokens SET created_at = '2025-12-31 00:00:00'");
    let browser = Browser::new(&server);
    let page = browser.get("/me/link");
    let mut form = page.form_to("/me/link");
    form.set("email", to);
    browser.submit(&page, &form);
    until("the link has come", || home.count("mails WHERE kind = 'fresh_links' AND state = 'sent'") == 1);
    let arrived = smtp.arrived().into_iter().filter(|mail| mail.to == *to).map(|mail| Mail::parse(&mail.raw));
    let link = arrived.flat_map(|mail| mail.paths()).find(|path| path.len() == 68 && path.starts_with("/me/")).unwrap();
    let page = browser.get(&link);
    assert_eq!(home.count(&marked), 1, "looking changes nothing");
    assert_eq!(browser.submit(&page, &page.form_to(&link)).status, 200);
    assert_eq!(home.count("address_troubles"), 0);
}

/// A full mailbox, a policy and a server that is wrong pass; and of a mail that anybody can ask for nothing is believed alone.
fn what_says_nothing_of_the_address_marks_nothing(database: Database) {
    let smtp = SmtpServer::start();
    let home = home(database, &smtp);
    home.run(&["demo", "--exit"]).expect_success();
    let server = home.start(&["serve"]);
    let mails = smtp.arrived();
    let statuses = ["5.7.1", "5.2.2", "5.2.1", "5.3.0", "5.4.7", "5.5.0", "5.0.0", "5.1.8", "5.1.0"];
    for (mail, status) in mails.iter().zip(statuses) {
        assert_eq!(bounce(&server, "message/rfc822", &report(&mail.message_id, status)), "returned", "{status}");
    }
    let json = json!({"message_id": mails[statuses.len()].message_id, "status": "5.2.2"}).to_string();
    assert_eq!(bounce(&server, "application/json", &json), "returned");
    assert_eq!(home.count("mails WHERE state = 'bounced'"), statuses.len() + 1);

    let browser = Browser::new(&server);
    let page = browser.get("/me/link");
    let mut form = page.form_to("/me/link");
    form.set("email", &mails[0].to);
    browser.submit(&page, &form);
    until("the link has come", || home.count("mails WHERE kind = 'fresh_links' AND state = 'sent'") == 1);
    let asked = smtp.arrived_after(mails.len());
    assert_eq!(bounce(&server, "message/rfc822", &report(&asked[0].message_id, "5.1.1")), "returned");

    // The job that ends duos looks every second.
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert_eq!((home.count("address_troubles"), home.count("duos WHERE state = 'ended'")), (0, 0));
}

fn only_what_is_signed_now_is_taken_in(database: Database) {
    let smtp = SmtpServer::start();
    let home = home(database, &smtp);
    home.run(&["demo", "--exit"]).expect_success();
    let server = home.start(&["serve"]);
    let now = chrono::Utc::now().timestamp();
    let body = json!({"message_id": smtp.arrived()[0].message_id, "status": "5.1.1"}).to_string();
    let before = home.dump();
    for (what, time, signature) in [
        ("another secret", now, signature("another secret, as long", now, &body)),
        ("another time", now, signature(SECRET, now - 1, &body)),
        ("another body", now, signature(SECRET, now, "{}")),
        ("long ago", now - 400, signature(SECRET, now - 400, &body)),
        ("yet to come", now + 400, signature(SECRET, now + 400, &body)),
        ("none", now, String::new()),
    ] {
        let (status, answer) = hand_in(&server, "application/json", &body, (time, &signature));
        assert_eq!(status, 401, "{what}: {answer}");
    }
    let signed = |body: &str| (now, signature(SECRET, now, body));
    for (body, field) in [
        (r#"{"message_id": "x", "status": "nope"}"#, "status"),
        (r#"{"message_id": "x", "status": "2.0.0"}"#, "status"),
        (r#"{"status": "5.1.1"}"#, "message_id"),
        (r#"{"message_id": "x", "status": "5.1.1", "shoe_size": 43}"#, "shoe_size"),
    ] {
        let (time, signature) = signed(body);
        let (status, answer) = hand_in(&server, "application/json", body, (time, &signature));
        assert_eq!((status, &answer["errors"][0]["field"]), (422, &json!(field)), "{answer}");
    }
    assert_eq!(home.dump(), before, "nothing has changed");
    drop(server);

    let home = home.with("TWEESPAN__MAIL__BOUNCE_SECRET", "");
    let server = home.start(&["serve"]);
    let (time, signature) = signed(&body);
    assert_eq!(hand_in(&server, "application/json", &body, (time, &signature)).0, 403, "not without a secret");
}

fn a_failed_mail_is_seen_and_sent_after_all(database: Database) {
    let smtp = SmtpServer::that(|m| if m.step == Step::End { Reply::Say("554 5.7.1 not today") } else { Reply::Yes });
    let home = home(database, &smtp);
    assert_eq!(home.run(&["demo", "--exit"]).code, Some(1));
    let people = home.people_in_duos();
    smtp.now(|_| Reply::Yes);
    let server = home.start(&["serve"]);
    let coordinator = Browser::new(&server);
    coordinator.sign_in(&home.invite_coordinator("coordinator@voorbeeld.example", "jeugd"));
    let page = coordinator.get("/coordinator/jeugd/settings/access");
    let mut form = page.form_to("/coordinator/jeugd/settings/access");
    form.set("label", "kantoor");
    let page = coordinator.submit(&page, &form);
    let token = page.html.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let call = |method: Method, path: &str| {
        let response = coordinator.request(method, path).bearer_auth(&token).send().unwrap();
        (response.status().as_u16(), serde_json::from_str::<Value>(&response.text().unwrap()).unwrap())
    };
    let (status, page) = call(Method::GET, "/api/v1/programmes/jeugd/mails?state=failed&limit=30");
    assert_eq!((status, page["items"].as_array().unwrap().len()), (200, 30), "{page}");
    let next = page["next"].as_str().unwrap();
    let (_, rest) = call(Method::GET, &format!("/api/v1/programmes/jeugd/mails?state=failed&limit=30&cursor={next}"));
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (people - 30, &Value::Null));
    let mail = &page["items"][0];
    assert_eq!((&mail["last_error"], &mail["can_be_resent"]), (&json!("554 5.7.1 not today"), &json!(true)));
    assert!(mail.get("payload").is_none());
    assert_eq!(call(Method::GET, "/api/v1/programmes/jeugd/mails?state=lost").0, 400);

    let path = format!("/api/v1/programmes/jeugd/mails/{}/resending", mail["id"]);
    let (status, again) = call(Method::POST, &path);
    assert_eq!((status, &again["state"]), (200, &json!("waiting")), "{again}");
    until("it has left", || home.count(&format!("mails WHERE id = {} AND state = 'sent'", mail["id"])) == 1);
    assert_eq!(call(Method::POST, &path).0, 409, "it has not failed any more");
    assert_eq!(call(Method::POST, "/api/v1/programmes/jeugd/mails/999999/resending").0, 404);
    assert!(smtp.arrived().iter().any(|arrived| arrived.to == mail["recipient"].as_str().unwrap()));
}
