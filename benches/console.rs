//! The console with 2,000 professionals: `cargo bench --bench console`. Its pages, asked by 20 coordinators at once, and
//! what a round of them all would come to, while one coordinator moves a slider.
//!
//! The real binary serves; each coordinator is a connection of its own that asks for the next page as soon as it has the
//! last. What is printed is what a coordinator waits for, from the first byte sent to the last received. The asking is done
//! by hand on a socket, because it runs on the same cores: a client that takes half of them would be measured with the server.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use reqwest::blocking::Client;
use reqwest::blocking::multipart::{Form, Part};
use reqwest::cookie::{CookieStore, Jar};
use tweespan::domain::Factor;

const PEOPLE: &str = "2000";
const COORDINATORS: usize = 20;
const ROUNDS: usize = 30;
const TRIES: usize = 76;

/// The sliders of a round beside that of learning, which is a *must*, and where they stand in a new one.
fn all_sliders() -> Vec<(String, u8)> {
    let others = Factor::ALL.iter().filter(|factor| **factor != Factor::Learning);
    others.map(|factor| (format!("weight:{factor}"), factor.default_weight().points())).collect()
}

/// The pages, below the programme.
const PAGES: [&str; 9] = [
    "",
    "/professionals",
    "/professionals?q=zoe",
    "/professionals?topic=feedback&sort=-organisation&page=2",
    "/professionals/17",
    "/mail?state=waiting",
    "/needs",
    "/activity",
    "/settings",
];

/// Milliseconds from one page to the next.
const PAUSES: [(u64, &str); 2] = [(0, "without a pause"), (200, "a page each 0.2 s")];

/// The pages of a round with its proposals.
const ROUND_PAGES: [&str; 5] =
    ["/people", "/settings", "/proposals", "/proposals?q=zoe&sort=learner&page=1", "/publication"];

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn tweespan(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tweespan"));
    command.args(arguments).current_dir(directory).env_clear();
    // Mails stay in the queue: nobody listens there.
    command.env("LISTEN", "127.0.0.1:0").env("SMTP_URL", "smtp://127.0.0.1:9").env("RUST_LOG", "error");
    // One coordinator moves a slider more often here than anybody does.
    command.env("TWEESPAN__LIMITS__COMPUTATIONS_PER_MINUTE", "100000");
    command
}

fn run(directory: &Path, arguments: &[&str]) -> String {
    let output = tweespan(directory, arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn client() -> Client {
    Client::builder().cookie_store(true).no_proxy().build().unwrap()
}

/// A signed-in coordinator's connection, kept open.
struct Coordinator {
    stream: TcpStream,
    cookies: String,
    answer: Vec<u8>,
}

impl Coordinator {
    fn sign_in(directory: &Path, url: &str) -> Self {
        let jar = Arc::new(Jar::default());
        let client = Client::builder().cookie_provider(Arc::clone(&jar)).no_proxy().build().unwrap();
        sign_in(directory, url, &client);
        let cookies = jar.cookies(&url.parse().unwrap()).unwrap().to_str().unwrap().to_owned();
        let stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, cookies, answer: vec![0; 1 << 20] }
    }

    /// Asks for a page as a browser does: how long it took, and how many bytes came.
    fn ask(&mut self, path: &str) -> (Duration, usize) {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: bench\r\nCookie: {}\r\nAccept-Encoding: gzip\r\n\r\n", self.cookies);
        let started = Instant::now();
        self.stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = 0;
        // What is compressed comes in chunks, the last of which is empty.
        while !self.answer[..bytes].ends_with(b"\r\n0\r\n\r\n") {
            bytes += match self.stream.read(&mut self.answer[bytes..]).unwrap() {
                0 => panic!("{path}: {}", String::from_utf8_lossy(&self.answer[..bytes])),
                more => more,
            };
        }
        let time = started.elapsed();
        assert!(self.answer.starts_with(b"HTTP/1.1 200"), "{path}: {}", String::from_utf8_lossy(&self.answer[..200]));
        (time, bytes)
    }
}

/// The token of the forms on a page.
fn token(html: &str) -> String {
    html.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn sign_in(directory: &Path, url: &str, client: &Client) {
    let printed = run(directory, &["coordinator", "invite", "bench@voorbeeld.example", "--programme", "jeugd"]);
    let link = printed.lines().next().unwrap();
    let link = format!("{url}{}", &link[link.find("/coordinator/").unwrap()..]);
    let csrf = token(&client.get(&link).send().unwrap().text().unwrap());
    assert!(client.post(&link).form(&[("csrf", csrf)]).send().unwrap().status().is_success());
}

/// A request as a browser makes it: how long it took, and how many bytes came (reqwest unpacks nothing here).
fn ask(client: &Client, url: &str) -> (Duration, usize) {
    let started = Instant::now();
    let answer = client.get(url).header("accept-encoding", "gzip").send().unwrap();
    let status = answer.status();
    let bytes = answer.bytes().unwrap().len();
    assert!(status.is_success(), "{url}: {status}");
    (started.elapsed(), bytes)
}

fn at(sorted: &[Duration], share: f64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index"
    )]
    let index = ((sorted.len() - 1) as f64 * share).round() as usize;
    sorted[index].as_secs_f64() * 1000.0
}

/// What the script of a slider asks, for a new round of everybody: another weight each time, once the answer is there.
///
/// Returns where the round stands.
fn sliders(client: &Client, directory: &Path, url: &str) -> String {
    let page = client.get(format!("{url}/coordinator/jeugd/rounds")).send().unwrap().text().unwrap();
    let form = [("csrf", token(&page)), ("name", "Bench".to_owned()), ("newest", "0".to_owned())];
    let made = client.post(format!("{url}/coordinator/jeugd/rounds")).form(&form).send().unwrap();
    assert!(made.status().is_success(), "{}", made.status());
    // The profiles were not changed in the last seconds.
    database(directory).batch_execute("UPDATE professionals SET updated_at = '2026-01-01 00:00:00'").unwrap();
    let target = made.url().as_str().replace("/people", "/preview");
    let answer_by = (chrono::Utc::now() + chrono::Days::new(14)).date_naive().to_string();
    println!("\n{PEOPLE} people, one coordinator who moves a slider: milliseconds\n");
    println!("| kind | preference | first | p50 | p99 |\n|---|---|---|---|---|");
    for (kind, prefer) in [
        ("guidance", "quality"),
        ("guidance", "coverage"),
        ("guidance", "balance"),
        ("exchange", "coverage"),
        ("mutual", "coverage"),
    ] {
        let all = all_sliders();
        let one = |number: usize| {
            let mut fields = vec![
                ("csrf", token(&page)),
                ("version", "1".to_owned()),
                ("name", "Bench".to_owned()),
                ("answer_by", answer_by.clone()),
                ("kind", kind.to_owned()),
                ("prefer", prefer.to_owned()),
                ("first-role", "jongerenwerker, wijkteammedewerker".to_owned()),
                ("must:learning", "yes".to_owned()),
                ("weight:learning", "10".to_owned()),
            ];
            // One slider from its one end to the other, and then the next.
            let moved = (number / 11 % all.len(), number % 11);
            for (place, (name, weight)) in all.iter().enumerate() {
                let weight = if place == moved.0 { moved.1.to_string() } else { weight.to_string() };
                fields.push((name, weight));
            }
            let started = Instant::now();
            let answer = client.post(&target).header("x-part", "preview").form(&fields).send().unwrap();
            let status = answer.status();
            let shown = answer.text().unwrap();
            assert!(status.is_success() && shown.contains("class=\"figures\""), "{status}: {shown}");
            started.elapsed()
        };
        let first = one(0);
        let mut times: Vec<Duration> = (1..=TRIES).map(one).collect();
        times.sort();
        let first = first.as_secs_f64() * 1000.0;
        println!("| {kind} | {prefer} | {first:.0} | {:.0} | {:.0} |", at(&times, 0.5), at(&times, 0.99));
    }
    made.url().path().trim_end_matches("/people").to_owned()
}

/// Has the duos of a round proposed, of everybody and as a new round is.
fn propose(client: &Client, url: &str, round: &str) {
    let page = client.get(format!("{url}{round}/people")).send().unwrap().text().unwrap();
    let mut fields = vec![
        ("csrf", token(&page)),
        ("version", "1".to_owned()),
        ("name", "Bench".to_owned()),
        ("answer_by", (chrono::Utc::now() + chrono::Days::new(14)).date_naive().to_string()),
        ("kind", "guidance".to_owned()),
        ("prefer", "coverage".to_owned()),
        ("must:learning", "yes".to_owned()),
        ("weight:learning", "10".to_owned()),
        ("then", "propose".to_owned()),
    ];
    let all = all_sliders();
    fields.extend(all.iter().map(|(name, weight)| (name.as_str(), weight.to_string())));
    let answer = client.post(format!("{url}{round}/settings")).form(&fields).send().unwrap();
    assert!(answer.url().path().ends_with("/proposals"), "{}", answer.text().unwrap());
}

fn database(directory: &Path) -> SqliteConnection {
    let file = directory.join("data/tweespan.sqlite3");
    let mut database = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    database.batch_execute("PRAGMA busy_timeout = 10000").unwrap();
    database
}

fn publish(client: &Client, url: &str, round: &str) {
    let page = client.get(format!("{url}{round}/publication")).send().unwrap().text().unwrap();
    let version = &page[page.find("name=\"version\" value=\"").unwrap() + 22..];
    let version = version[..version.find('"').unwrap()].to_owned();
    let fields = [("csrf", token(&page)), ("version", version)];
    let answer = client.post(format!("{url}{round}/publication")).form(&fields).send().unwrap();
    assert!(answer.url().path().ends_with("/board"), "{}", answer.text().unwrap());
}

/// Has all coordinators ask for a page again and again, each with a pause of so many milliseconds from one to the next.
fn measure(coordinators: &mut [Coordinator], page: &str, pause: u64) {
    let (_, bytes) = coordinators[0].ask(page);
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let work = |(n, coordinator): (usize, &mut Coordinator)| {
            // They did not all sit down in the same millisecond.
            std::thread::sleep(Duration::from_millis(pause * n as u64 / COORDINATORS as u64));
            let one = |_| {
                let (time, _) = coordinator.ask(page);
                std::thread::sleep(Duration::from_millis(pause).saturating_sub(time));
                time
            };
            (0..ROUNDS).map(one).collect::<Vec<_>>()
        };
        let coordinators = coordinators.iter_mut().enumerate();
        let started: Vec<_> = coordinators.map(|one| scope.spawn(move || work(one))).collect();
        started.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    times.sort();
    println!("| `{page}` | {:.1} | {:.1} | {bytes} |", at(&times, 0.5), at(&times, 0.99));
}

fn main() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path();
    run(
        directory,
        &[
            "programme",
            "add",
            "jeugd",
            "--name-nl",
            "Jeugd",
            "--name-en",
            "Youth",
            "--contact",
            "bench@voorbeeld.example",
        ],
    );
    let mut child = tweespan(directory, &["serve"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let _server = Server(child);
    let url = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line}")).to_owned();
    let first = client();
    sign_in(directory, &url, &first);

    let people = run(directory, &["sample", "--people", PEOPLE, "--seed", "1", "--topics", "33"]);
    let csrf = token(&first.get(format!("{url}/coordinator/jeugd/import")).send().unwrap().text().unwrap());
    let form = Form::new().text("csrf", csrf).text("sure", "yes").part("list", Part::bytes(people.into_bytes()));
    let answer = first.post(format!("{url}/coordinator/jeugd/import")).multipart(form).send().unwrap();
    let (status, shown) = (answer.status(), answer.text().unwrap());
    assert!(status.is_success() && shown.contains("2.000 mensen"), "{shown}");
    // They all confirmed, and something happened every day.
    database(directory)
        .batch_execute(
            "UPDATE professionals SET standing = 'active';
             INSERT INTO activity (programme_id, actor, actor_id, what, happened_at)
             SELECT programme_id, 'professional', id, '{\"kind\":\"confirmed\"}', created_at FROM professionals;",
        )
        .unwrap();

    // What the first page brings along.
    let page = first.get(format!("{url}/jeugd")).send().unwrap().text().unwrap();
    let mut total = ask(&first, &format!("{url}/jeugd")).1;
    println!("first page, as it is sent (gzip): the page itself {total} bytes");
    for file in page.split('"').filter(|part| part.starts_with("/static/")).collect::<std::collections::BTreeSet<_>>() {
        let bytes = ask(&first, &format!("{url}{file}")).1;
        println!("  {file} {bytes} bytes");
        total += bytes;
    }
    println!("  together {:.1} KB", f64::from(u32::try_from(total).unwrap()) / 1000.0);

    let round = sliders(&first, directory, &url);
    propose(&first, &url, &round);
    let pages = PAGES.map(|page| format!("/coordinator/jeugd{page}")).into_iter();
    let pages: Vec<String> = pages.chain(ROUND_PAGES.map(|page| format!("{round}{page}"))).collect();
    let mut coordinators: Vec<Coordinator> = (0..COORDINATORS).map(|_| Coordinator::sign_in(directory, &url)).collect();
    for (pause, what) in PAUSES {
        println!("\n{PEOPLE} people, {COORDINATORS} coordinators at once, {what}: milliseconds\n");
        println!("| page | p50 | p99 | bytes |\n|---|---|---|---|");
        for page in &pages {
            measure(&mut coordinators, page, pause);
        }
    }
    publish(&first, &url, &round);
    println!("\nOnce it is published\n\n| page | p50 | p99 | bytes |\n|---|---|---|---|");
    for (pause, _) in PAUSES {
        measure(&mut coordinators, &format!("{round}/board"), pause);
    }
}
