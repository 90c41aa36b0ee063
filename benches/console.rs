//! The console's pages with 2,000 professionals, asked by 20 coordinators at once: `cargo bench --bench console`.
//!
//! The real binary serves; each coordinator is a connection of its own that asks for the next page as soon as it has the
//! last. What is printed is what a coordinator waits for, from the first byte sent to the last received.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot go on has failed")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use reqwest::blocking::Client;
use reqwest::blocking::multipart::{Form, Part};

const PEOPLE: &str = "2000";
const COORDINATORS: usize = 20;
const ROUNDS: usize = 30;

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
    let form = Form::new().text("csrf", csrf).part("file", Part::bytes(people.into_bytes()).file_name("p.csv"));
    let answer = first.post(format!("{url}/coordinator/jeugd/import")).multipart(form).send().unwrap();
    assert!(answer.status().is_success(), "{}", answer.text().unwrap());
    // They all confirmed, and something happened every day.
    let file = directory.join("data/tweespan.sqlite3");
    let mut database = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    database
        .batch_execute(
            "PRAGMA busy_timeout = 10000;
             UPDATE professionals SET standing = 'active';
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

    let clients: Vec<Client> = (0..COORDINATORS)
        .map(|_| {
            let client = client();
            sign_in(directory, &url, &client);
            client
        })
        .collect();
    for (pause, what) in [(0, "without a pause"), (200, "a page each 0.2 s")] {
        println!("\n{PEOPLE} people, {COORDINATORS} coordinators at once, {what}: milliseconds\n");
        println!("| page | p50 | p99 | bytes |\n|---|---|---|---|");
        for page in PAGES {
            let target = format!("{url}/coordinator/jeugd{page}");
            let (_, bytes) = ask(&clients[0], &target);
            let mut times: Vec<Duration> = std::thread::scope(|scope| {
                let work = |(n, client): (usize, &Client)| {
                    // They did not all sit down in the same millisecond.
                    std::thread::sleep(Duration::from_millis(pause * n as u64 / COORDINATORS as u64));
                    let one = |_| {
                        let (time, _) = ask(client, &target);
                        std::thread::sleep(Duration::from_millis(pause).saturating_sub(time));
                        time
                    };
                    (0..ROUNDS).map(one).collect::<Vec<_>>()
                };
                let started: Vec<_> = clients.iter().enumerate().map(|one| scope.spawn(move || work(one))).collect();
                started.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
            });
            times.sort();
            println!("| `{page}` | {:.1} | {:.1} | {bytes} |", at(&times, 0.5), at(&times, 0.99));
        }
    }
}
