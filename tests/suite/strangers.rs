//! What somebody without any rights can do to the server and to others: nothing.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

use diesel::SqliteConnection;
use diesel::connection::{Connection, SimpleConnection};
use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::Method;

use crate::browser::{Browser, Page};
use crate::harness::{Database, Home, Server, until};
use crate::hostile_smtp::{home as home_with_clock, move_clock, ring};
use crate::people::{GUIDE, LEARNER, Person};
use crate::safety::COORDINATOR;
use crate::smtp::{Reply, SmtpServer, Step};

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
