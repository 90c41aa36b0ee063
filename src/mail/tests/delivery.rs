//! Every way a mail can leave, and fail to.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

use super::*;

const LIMIT: Duration = Duration::from_secs(5);

fn mail(id: &str) -> lettre::Message {
    sealed(&sample("introduction-learner"), Locale::Nl, "Zoë Yılmaz", id)
}

#[tokio::test]
async fn a_directory_gets_whole_files_and_the_same_mail_once() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("data/mail");
    assert_eq!(directory::list(&directory).unwrap(), []);
    let transport = Transport::from_settings(None, &directory, LIMIT).unwrap();
    for id in ["2@duo.example", "1@duo.example", "2@duo.example"] {
        transport.send(mail(id), None).await.unwrap();
    }
    let names: Vec<_> = directory::list(&directory).unwrap().into_iter().map(|entry| entry.name).collect();
    assert_eq!(names, ["20261123T093000Z-2_duo.example.eml", "20261123T093000Z-1_duo.example.eml"]);
    assert_eq!(std::fs::read_dir(&directory).unwrap().count(), 2, "nothing unfinished is left");

    let read = directory::open(&directory, &names[0]).unwrap().unwrap();
    assert_eq!(read.entry.to, "zoe.yilmaz@voorbeeld.example");
    assert_eq!(read.entry.date, Some(written_on()));
    assert_eq!(read.entry.subject, "Maak kennis met Daan, praktijkbegeleider");
    assert!(read.text.contains("Dag Zoë,") && read.html.contains("<h2"));

    for name in ["../mail/x.eml", "..", "/etc/passwd", ".hidden.eml", "a/b.eml", "x.eml\0", "", ".eml", "no.eml"] {
        assert_eq!(directory::open(&directory, name).unwrap(), None, "{name}");
    }
}

#[tokio::test]
async fn a_directory_that_cannot_be_is_worth_another_try() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let error = Transport::Directory(file.path().join("mail")).send(mail("1@duo.example"), None).await.unwrap_err();
    assert!(error.is_temporary(), "{error}");
}

#[tokio::test]
async fn memory_keeps_what_was_sent() {
    let memory = Memory::default();
    Transport::Memory(memory.clone()).send(mail("1@duo.example"), None).await.unwrap();
    assert_eq!(memory.sent().len(), 1);
}

#[test]
fn an_url_that_is_not_one_of_a_mail_server_is_refused_without_its_password() {
    for url in ["http://u:geheim@h", "geheim", "smtp://u:geheim@h?tls=perhaps", "smtps://u:geheim@:1:2", "smtp://"] {
        let error = Transport::from_settings(Some(url), "mail".as_ref(), LIMIT).unwrap_err();
        assert!(error.starts_with("SMTP_URL") && !error.contains("geheim"), "{error}");
    }
    let transport = Transport::from_settings(Some("smtp://u:geheim@127.0.0.1:2525"), "mail".as_ref(), LIMIT).unwrap();
    assert!(transport.directory().is_none() && !format!("{transport:?}").contains("geheim"));
}

/// A mail server that answers `reply` to one command, and yes to the others. Tells what it received.
struct Server {
    url: String,
    received: Arc<Mutex<String>>,
}

impl Server {
    async fn start(command: &'static str, reply: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(String::new()));
        let log = Arc::clone(&received);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(Self::talk(stream, command, reply, Arc::clone(&log)));
            }
        });
        Self { url, received }
    }

    async fn talk(stream: TcpStream, command: &str, reply: &str, log: Arc<Mutex<String>>) {
        let mut stream = BufReader::new(stream);
        let mut in_data = false;
        let _ = stream.write_all(b"220 here\r\n").await;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
            log.lock().await.push_str(&line);
            let answer = match line.split([' ', ':', '\r']).next().unwrap_or_default() {
                "." if in_data => {
                    in_data = false;
                    if command == "." { reply } else { "250 taken" }
                }
                _ if in_data => continue,
                word if word == command => reply,
                "DATA" => {
                    in_data = true;
                    "354 go on"
                }
                _ => "250 yes",
            };
            if answer == "silence" {
                // Holds the connection, and says nothing more.
                std::future::pending::<()>().await;
            }
            let _ = stream.write_all(format!("{answer}\r\n").as_bytes()).await;
        }
    }

    async fn send(&self) -> Result<(), SendError> {
        let smtp = Smtp::from_url(&self.url, Duration::from_millis(500)).unwrap();
        Transport::Smtp(smtp).send(mail("1@duo.example"), None).await
    }
}

#[tokio::test]
async fn a_server_receives_the_whole_mail() {
    let server = Server::start("", "").await;
    server.send().await.unwrap();
    let received = server.received.lock().await;
    assert!(received.contains("RCPT TO:<zoe.yilmaz@voorbeeld.example>"));
    assert!(received.contains("Message-ID: <1@duo.example>"));
    assert!(received.contains("</html>"));
}

#[tokio::test]
async fn each_refusal_says_whether_to_try_again() {
    let refused = |words: &str| SendError::RecipientRefused(words.to_owned());
    let wrong = |words: &str| SendError::Configuration(words.to_owned());
    let busy = |words: &str| SendError::Temporary(words.to_owned());
    for (command, reply, expected) in [
        ("RCPT", "550 5.1.1 <zoe@b.nl>: unknown", refused("550 5.1.1 … unknown")),
        ("RCPT", "451 greylisted", busy("451 greylisted")),
        ("RCPT", "452 4.2.2 mailbox full", busy("452 4.2.2 mailbox full")),
        // What a server says of one recipient is no word on the settings.
        ("RCPT", "500 what?", busy("500 what?")),
        ("RCPT", "503 sender already given", busy("503 sender already given")),
        (
            "RCPT",
            "504 5.5.2 <zoe>: Recipient address rejected: need fully-qualified address",
            busy("504 5.5.2 <zoe>: Recipient address rejected: need fully-qualified address"),
        ),
        // Only that there is no such mailbox is about the address.
        ("RCPT", "550 no such user", refused("550 no such user")),
        ("RCPT", "553 no mailbox by that name (#5.1.1)", refused("553 no mailbox by that name (#5.1.1)")),
        ("RCPT", "556 5.1.10 takes no mail", refused("556 5.1.10 takes no mail")),
        ("RCPT", "550 5.7.1 try later", busy("550 5.7.1 try later")),
        ("RCPT", "553 not in my rcpthosts (#5.7.1)", busy("553 not in my rcpthosts (#5.7.1)")),
        ("RCPT", "552 5.2.2 mailbox full", busy("552 5.2.2 mailbox full")),
        ("RCPT", "552 mailbox full", busy("552 mailbox full")),
        ("RCPT", "554 no", busy("554 no")),
        (".", "552 5.2.2 mailbox full", busy("552 5.2.2 mailbox full")),
        (".", "550 not like this", SendError::MessageRefused("550 not like this".to_owned())),
        ("RCPT", "530 5.7.0 sign in first", SendError::NotSignedIn("530 5.7.0 sign in first".to_owned())),
        ("DATA", "503 no recipient", SendError::MessageRefused("503 no recipient".to_owned())),
        (".", "530 5.7.57 not signed in", SendError::NotSignedIn("530 5.7.57 not signed in".to_owned())),
        ("DATA", "554 no", SendError::MessageRefused("554 no".to_owned())),
        (".", "552 5.3.4 too large", SendError::MessageRefused("552 5.3.4 too large".to_owned())),
        (".", "550 5.1.1 unknown after all", refused("550 5.1.1 unknown after all")),
        (".", "421 closing", busy("421 closing")),
        ("EHLO", "554 not you", wrong("554 not you")),
        ("MAIL", "530 sign in first", wrong("530 sign in first")),
        ("MAIL", "550 5.7.1 not with this sender", wrong("550 5.7.1 not with this sender")),
        ("MAIL", "552 5.3.4 too large", SendError::MessageRefused("552 5.3.4 too large".to_owned())),
    ] {
        assert_eq!(Server::start(command, reply).await.send().await, Err(expected), "{reply}");
    }
}

#[tokio::test]
async fn silence_is_not_waited_for_for_ever() {
    for command in ["EHLO", "RCPT", "."] {
        let started = std::time::Instant::now();
        let error = Server::start(command, "silence").await.send().await.unwrap_err();
        assert!(error.is_temporary(), "{command}: {error}");
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn nobody_there_is_worth_another_try_and_no_way_to_sign_in_is_not() {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let gone = Smtp::from_url(&format!("smtp://127.0.0.1:{port}"), Duration::from_secs(5)).unwrap();
    let error = Transport::Smtp(gone).send(mail("1@duo.example"), None).await.unwrap_err();
    assert!(error.is_temporary(), "{error}");

    let server = Server::start("", "").await;
    let url = server.url.replace("smtp://", "smtp://somebody:geheim@");
    let locked = Smtp::from_url(&url, Duration::from_secs(5)).unwrap();
    let error = Transport::Smtp(locked).send(mail("1@duo.example"), None).await.unwrap_err();
    assert!(matches!(error, SendError::Configuration(_)), "{error}");
}

#[test]
fn a_transport_may_outlive_its_runtime() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::start("", ""));
    let smtp = Smtp::from_url(&server.url, Duration::from_secs(5)).unwrap();
    runtime.block_on(Transport::Smtp(smtp.clone()).send(mail("1@duo.example"), None)).unwrap();
    drop(runtime);
    drop(smtp);
}

#[tokio::test]
async fn an_address_that_a_server_cannot_write_holds_up_no_other_mail() {
    let server = Server::start("", "").await;
    let to = address("zoë@voorbeeld.example");
    let envelope = Envelope { to: &to, name: "Zoë", message_id: "1@duo.example", date: written_on() };
    let letter = Message::SignIn { token: samples::TOKEN.into(), minutes: None }.letter(Locale::Nl, &head());
    let transport = Transport::from_settings(Some(&server.url), "mail".as_ref(), LIMIT).unwrap();
    let error = transport.send(seal(&letter, &head(), &envelope).unwrap(), None).await.unwrap_err();
    assert!(matches!(error, SendError::MessageRefused(_)), "{error}");
}
