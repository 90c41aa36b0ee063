//! Mail through a real mail server.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::browser::Browser;
use crate::harness::{Database, Home, Mail, mails_in, until};
use crate::people::LEARNER;

on_both_databases!(needs "needs aiosmtpd: run tests/run": a_mail_server_gets_every_mail_once, a_mail_server_that_is_away_loses_nothing);

/// A mail server by others: aiosmtpd, with a maildir.
pub(crate) struct MailServer {
    child: Child,
    directory: TempDir,
    pub(crate) url: String,
}

impl MailServer {
    pub(crate) fn start() -> Self {
        Self::on_port(0)
    }

    /// One that shows a certificate of nobody in particular: `kind` is `tls` from the start, or `starttls`.
    pub(crate) fn with_strange_certificate(kind: &str) -> Self {
        Self::run(&["0", kind])
    }

    fn on_port(port: u16) -> Self {
        Self::run(&[&port.to_string()])
    }

    fn run(arguments: &[&str]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/smtp_server.py");
        // Ends with its standard input, so also with the test.
        let mut child = Command::new("/usr/bin/python3")
            .arg(program)
            .arg(directory.path().join("mails"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port: u16 = line.trim().parse().unwrap_or_else(|_| panic!("no mail server: is python3-aiosmtpd there?"));
        Self { child, directory, url: format!("smtp://127.0.0.1:{port}") }
    }

    pub(crate) fn mails(&self) -> Vec<Mail> {
        let maildir: PathBuf = self.directory.path().join("mails");
        mails_in(&maildir.join("new"))
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn a_mail_server_gets_every_mail_once(database: Database) {
    let smtp = MailServer::start();
    let home = Home::new(database).with("SMTP_URL", &smtp.url);
    let printed = home.run(&["demo", "--exit"]).expect_success();
    let people = home.people_in_duos();
    assert!(printed.contains(&format!("{people} mails delivered to the mail server")), "{printed}");
    let mails = smtp.mails();
    assert_eq!(mails.len(), people);
    let mut ids: Vec<&str> = mails.iter().map(|mail| mail.message_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), people);
    for mail in &mails {
        assert!(mail.paths()[0].starts_with("/duo/"));
        assert!(mail.to.ends_with("@voorbeeld.example"));
    }
    assert!(!home.path().join("data/mail").exists());

    let server = home.start(&["serve"]);
    let browser = Browser::new(&server);
    for path in
        ["/dev/mailbox", "/dev/mailbox/x.eml", "/dev/mailbox/x.eml/html", "/dev/letters", "/dev/letters/closing/nl"]
    {
        assert_eq!(browser.look(path).status, 404, "with a mail server there is no {path}");
    }
}

fn a_mail_server_that_is_away_loses_nothing(database: Database) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let home = Home::new(database).with("SMTP_URL", &format!("smtp://127.0.0.1:{port}"));
    let server = home.serve();
    let page = LEARNER.sign_up(&Browser::new(&server));
    assert_eq!(page.path, "/jeugd/sent", "whoever signs up notices nothing");
    until("it was tried", || home.count("mails WHERE last_error IS NOT NULL") == 1);
    assert_eq!(home.count("mails WHERE state = 'waiting'"), 1);

    // Back again, and the time for another try has come.
    let smtp = MailServer::on_port(port);
    home.execute("UPDATE mails SET next_attempt_at = created_at");
    home.wait_for_mail();
    let mails = smtp.mails();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].paths()[0].starts_with("/me/verify/"));
}
