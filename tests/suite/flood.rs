//! Every operation that takes a body, flooded by somebody without rights: memory stays as it was, nothing breaks, and others are
//! served meanwhile.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use reqwest::Method;
use tweespan::web::operations;

use crate::browser::Browser;
use crate::harness::{Database, Home, Server};
use crate::people::LEARNER;
use crate::safety::COORDINATOR;

on_both_databases!(how_long_an_answer_takes_does_not_tell_who_is_known,);

/// How much more memory the server may have by it, in megabytes: as it is released it begins with 45, and has 150 at most.
const MEMORY: u64 = 100;
const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=x";

/// The worst bodies: what they are, their type, and the bytes.
fn bodies() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let part = |n: usize| format!("--x\r\nContent-Disposition: form-data; name=\"f{n}\"\r\n\r\na\r\n");
    let many: String = (0..10_000).map(part).collect();
    let endless = format!("{}{}", part(0).trim_end(), "a".repeat(2 << 20));
    vec![
        ("a form of two megabytes", FORM, b"a=".iter().copied().chain(std::iter::repeat_n(b'b', 2 << 20)).collect()),
        ("a form of 16,000 fields", FORM, "a=b&".repeat(16_000).into_bytes()),
        ("a form of escapes that are none", FORM, "%zz&".repeat(16_000).into_bytes()),
        ("JSON 30,000 deep", "application/json", "[".repeat(30_000).into_bytes()),
        ("JSON of two megabytes", "application/json", format!("{{\"name\":\"{}\"}}", "a".repeat(2 << 20)).into_bytes()),
        ("10,000 parts", PARTS, many.into_bytes()),
        ("a part without an end", PARTS, endless.into_bytes()),
        ("a file of two megabytes", "text/csv", "a,b,c\n".repeat(350_000).into_bytes()),
        ("bytes of no kind", "application/octet-stream", vec![0xff; 100_000]),
    ]
}

/// An address with something in place of its parameters.
fn filled(path: &str) -> String {
    let value = |part: &str| match part {
        "{token}" | "{hash}" => "5e1f".repeat(16),
        "{programme}" | "{slug}" => "jeugd".to_owned(),
        part if part.starts_with('{') => "1".to_owned(),
        part => part.to_owned(),
    };
    path.split('/').map(value).collect::<Vec<_>>().join("/")
}

#[test]
fn no_operation_takes_much_memory_from_who_has_no_rights() {
    let home = Home::new(Database::Sqlite);
    let server = home.serve();
    let (before, at_first) = (home.dump(), server.peak_memory());
    let all: Vec<(Method, String)> = operations()
        .into_iter()
        .filter(|one| one.method != "GET")
        .map(|one| (one.method.parse().unwrap(), filled(&one.path)))
        .collect();
    assert!(all.len() > 70, "{}", all.len());
    // Some who send a header, and then nothing more.
    let silent: Vec<TcpStream> = (0..40).map(|_| half_a_request(&server)).collect();
    let bodies = bodies();
    let work: Vec<_> = all.iter().flat_map(|one| bodies.iter().map(move |body| (one, body))).collect();
    std::thread::scope(|scope| {
        for chunk in work.chunks(work.len().div_ceil(16)) {
            let browser = Browser::new(&server);
            scope.spawn(move || {
                for ((method, path), (what, kind, body)) in chunk {
                    let request = browser.request(method.clone(), path).header("content-type", *kind);
                    // Where the server hangs up in the middle of the body, it was refused as well.
                    let Ok(answer) = request.body(body.clone()).send() else { continue };
                    let status = answer.status().as_u16();
                    assert!((400..500).contains(&status), "{method} {path}, {what}: {status}");
                }
            });
        }
        let reader = Browser::new(&server);
        for _ in 0..20 {
            assert_eq!(reader.get("/jeugd").status, 200, "others are served");
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    let more = server.peak_memory() - at_first;
    assert!(more < MEMORY, "{more} MB more than {at_first}");
    assert!(home.dump() == before, "nothing was kept");
    // Whoever was silent was not waited for: the server hung up on them, or answered that it took too long.
    for mut stream in silent {
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(!answer.starts_with(b"HTTP/1.1 2"), "{}", String::from_utf8_lossy(&answer));
    }
}

/// A request of which only a part of the headers is sent.
fn half_a_request(server: &Server) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.write_all(b"POST /jeugd HTTP/1.1\r\nHost: localhost\r\nContent-Le").unwrap();
    stream
}

/// How often each of two is asked for.
const TIMES: usize = 24;

/// Two lists of times differ by chance less often than once in a hundred thousand, where this is above 4.4
/// (Mann and Whitney, 1947, by the normal approximation).
fn how_different(one: &[Duration], other: &[Duration]) -> f64 {
    let wins =
        one.iter().flat_map(|a| other.iter().map(move |b| if a > b { 1.0 } else { f64::from(u8::from(a == b)) / 2.0 }));
    #[expect(clippy::cast_precision_loss, reason = "some dozens")]
    let (n, m) = (one.len() as f64, other.len() as f64);
    ((wins.sum::<f64>() - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()).abs()
}

fn how_long_an_answer_takes_does_not_tell_who_is_known(database: Database) {
    let home = Home::new(database).with("TWEESPAN__LIMITS__MAILS_PER_ADDRESS_PER_HOUR", "1000");
    let server = home.serve();
    home.invite_coordinator(COORDINATOR, "jeugd");
    LEARNER.join(&home, &Browser::new(&server));
    std::thread::scope(|scope| {
        for (path, known) in
            [("/me/link", LEARNER.email), ("/coordinator/sign-in", COORDINATOR), ("/jeugd", LEARNER.email)]
        {
            let server = &server;
            scope.spawn(move || {
                let browser = Browser::new(server);
                let mut form = browser.get(path).form_to(path);
                if path == "/jeugd" {
                    LEARNER.fill_in(&mut form);
                    form.press("step", "send");
                }
                let mut took = [Vec::new(), Vec::new()];
                for n in 0..2 * TIMES {
                    // Each is as often the first of two as the other.
                    let is_known = (n / 2 + n) % 2 == 0;
                    let unknown = format!("niemand{n}@leren.example");
                    form.set("email", if is_known { known } else { &unknown });
                    let started = Instant::now();
                    assert_eq!(browser.post(path, &form).status, 303, "{path}");
                    took[usize::from(is_known)].push(started.elapsed());
                }
                let different = how_different(&took[0], &took[1]);
                assert!(different < 4.4, "{path}: {different}, {took:?}");
            });
        }
    });
}

#[test]
fn the_measure_finds_a_difference() {
    let times = |ms: u64| (0..TIMES as u64).map(|n| Duration::from_millis(ms + n % 7)).collect::<Vec<_>>();
    assert!(how_different(&times(150), &times(150)) < 1.0);
    assert!(how_different(&times(150), &times(156)) > 4.4);
}
